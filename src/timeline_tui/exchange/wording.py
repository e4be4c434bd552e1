"""Phrases that every telling of an event shares, whatever it is written in."""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.model import Citation, Claim, Quantity
from timeline_tui.text import one_line

NOBODY = "nobody is recorded as confirming or denying it"
"""Said of a claim that is `unanswered`."""


class Signs(NamedTuple):
    """The signs a text is told with."""

    dot: str
    dash: str
    open_quote: str
    close_quote: str
    arrow: str
    back: str

    def joined(self, *parts: str) -> str:
        """The parts that are not empty, each on one line, with dots between."""
        return f" {self.dot} ".join([one_line(part) for part in parts if part])

    def quoted(self, text: str) -> str:
        """The text in quotation marks."""
        return f"{self.open_quote}{text}{self.close_quote}"


UNICODE = Signs("·", "–", "“", "”", "→", "←")
ASCII = Signs("-", "-", '"', '"', "->", "<-")


def grade(citation: Citation) -> str:
    """The Admiralty grade in words: "reliability B, credibility 2"; "" where there is none."""
    letter = citation.source.reliability
    unknown = " (cannot be judged)" if letter == "F" else ""
    parts = [f"reliability {letter}{unknown}" if letter else "", credibility(citation)]
    return ", ".join([part for part in parts if part])


def credibility(citation: Citation) -> str:
    """The Admiralty credibility in words, "" where there is none."""
    number = citation.credibility
    return "" if number is None else f"credibility {number}" + " (cannot be judged)" * (number == 6)


def unanswered(claim: Claim) -> bool:
    """Whether nobody is known to have said that it is so, or is not: the status would tell of them too."""
    return not claim.assessments and claim.status in ("claimed", "unverifiable")


def quantity_text(quantity: Quantity, signs: Signs) -> str:
    """The claimed number with its bounds: "6 drones", "100 (80 – 120) killed"."""
    best, low, high = quantity.best, quantity.low, quantity.high
    bounds = ""
    if low is not None and high is not None:
        one = low == high and best in (None, low)
        bounds = (
            f"{_number(low)} {signs.dash} {_number(high)}"
            if not one
            else _number(low)
            if best is None
            else ""
        )
    elif low is not None:
        bounds = f"at least {_number(low)}"
    elif high is not None:
        bounds = f"at most {_number(high)}"
    number = bounds if best is None else _number(best) + (f" ({bounds})" if bounds else "")
    return f"{number} {one_line(quantity.unit)}".strip()


def _number(value: float) -> str:
    """All of its digits: `g` would make 1,234,567 a rounded power of ten."""
    return f"{int(value):,}" if value == int(value) and abs(value) < 1e15 else f"{value:,}"


def web_address(url: str) -> str:
    """The address if it is one that may be made a link: http or https, nothing unseen in it; else ""."""
    safe = url.isascii() and url.isprintable() and " " not in url and len(url) < 2000
    return url if safe and url.startswith(("http://", "https://")) else ""
