"""Dates as people type them into a search: "7 aug", "44 BC", "-2w", "1990s"."""

from __future__ import annotations

from datetime import date as civil_date
from datetime import tzinfo

from timeline_tui.dates.edtf import parse_edtf
from timeline_tui.dates.value import Date


def parse_human(
    text: str,
    *,
    today: civil_date,
    floating: tzinfo | None = None,
    line: tzinfo | None = None,
    dayfirst: bool = True,
    near: Date | None = None,
) -> Date:
    """The date a person typed; see `parse_edtf` for the zones. Raises `DateError`."""
    return parse_edtf(text.strip(), floating, line)
