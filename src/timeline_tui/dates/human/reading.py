"""What typed words are read against, and what comes of them."""

from __future__ import annotations

from datetime import date as civil_date
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from timeline_tui.dates.names import year_text
from timeline_tui.dates.value import Date

DateOrder: TypeAlias = Literal["dmy", "mdy", "ymd"]
"""Which of the numbers in 1/2/24 is the day, the month and the year."""


class Reading(NamedTuple):
    """The date that was typed. `note` says how it was read where it could have been meant otherwise, else ""."""

    date: Date
    note: str = ""


class Context(NamedTuple):
    """What is not typed. `year` is that of a date without one, and near that of a date with two digits.

    Where `year` is None nothing may be guessed: such dates are none.
    """

    today: civil_date
    year: int | None
    order: DateOrder = "dmy"
    elsewhere: bool = False
    """Whether `year` is another than this year: then a date without one could be meant of either."""
    now: datetime | None = None
    """The moment that hours are counted from, with its zone; None where it is not known."""
    day: str = ""
    """The day of a clock time without one, in EDTF; "" where nothing may be guessed."""
    whose_day: str = ""
    """Whose day that is, for the note that says how the time was read."""

    def near(self, hint: str) -> str:
        """The hint, behind the year that decided, where that is not this one: a narrow screen shows no more."""
        return hint if self.year is None or not self.elsewhere else f"near {year_text(self.year)}; {hint}"


class Found(NamedTuple):
    """The EDTF of what was typed. `guess` is None where it can mean nothing else, else how to say the other, or ""."""

    edtf: str
    guess: str | None = None

    def guessed(self, hint: str | None) -> Found:
        """The same, with what else has been guessed."""
        return self if hint is None else Found(self.edtf, self.guess or hint)


def full_year(digits: int, context: Context) -> int:
    """The year AD with these last two digits that is nearest to the context's; of two the earlier.

    More than ten years beyond that and beyond this year, the one before: chronologies look back.
    """
    this, near = context.today.year, context.today.year if context.year is None else context.year
    year = near - (near - digits) % 100
    if near - year > 50 and year + 100 <= max(near, this) + 10:
        year += 100
    while year < 1:
        year += 100
    return year
