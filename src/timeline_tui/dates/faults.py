"""Says why a text is no EDTF and what to write instead. Run only once a date has failed."""

from __future__ import annotations


def explain(text: str) -> str:
    """What is wrong with the text and the way out, or "" where the parser's own reason says it best."""
    return ""
