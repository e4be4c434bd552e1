"""What a date is here: a text, the span it may lie in, and how precisely it is known.

A date is never more precise than it was written: a month stays a month. Its span, `earliest` to `latest`, is
derived for order, search and axes, and never written back into a file.

Spans are half-open, in whole seconds from 1970-01-01T00:00:00 on one civil line: the proleptic Gregorian
calendar in the chronology's time zone (UTC where it names none), without leap seconds. They fit in 64 bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import TypeAlias

from msgspec import Struct

from timeline_tui.dates.calendar import DAY, days_from_civil

BEYOND = 1 << 62
"""Seconds later than any date that can be written; stands for an unbounded side in `Date.sort_key`."""

SortKey: TypeAlias = tuple[int, int, int, int, int]
Span: TypeAlias = tuple[int | None, int | None]
Parts: TypeAlias = tuple[int, int]
"""Where a date begins within its first second, and ends within its last, in parts of a second: see `SECOND`."""

SECOND = 10**18
"""The parts of a second that fractions are counted in, which EDTF writes with up to 18 digits here."""
WHOLE: Parts = (0, SECOND)
"""The parts of a date without a fraction: all of its first second, and of its last."""

_YEAR_0, _YEAR_1, _YEAR_9990 = (days_from_civil(year) * DAY for year in (0, 1, 9990))


class Precision(IntEnum):
    """How finely a date is known. Larger is finer. SEASON stands for every grouping of months within a year."""

    MILLENNIUM = 0
    CENTURY = 1
    DECADE = 2
    YEAR = 3
    SEASON = 4
    MONTH = 5
    DAY = 6
    MINUTE = 7
    SECOND = 8

    @property
    def years(self) -> int:
        """The number of years that it spans: 1000, 100, 10; 1 for a year and all finer."""
        return int(10 ** max(0, Precision.YEAR - self))


class Moment(Struct, frozen=True, gc=False):
    """The parts of one date as written, before any zone is applied.

    `year` is astronomical; where digits of it are unspecified (`202X`) it is the first year meant.
    `month` and `day` are None where they are not given or unspecified (`2024-XX`); `precision` and
    `unspecified`, the number of Xs, tell which. `offset` is seconds east of UTC, None for a floating time.
    `season` is the code of a grouping, 21 to 41 (see `groupings`). The two flags are this moment's own
    qualifiers. `fraction` are the digits of a fraction of the second, as written.

    Level 2 alone has the rest. `mask`: the date without qualifiers, where digits are left open before others
    (see `masks`). `doubts`: the qualifiers of year, month and day, where they are not those of the whole.
    `estimate`: the year as written, of a year with significant digits, and `width` how many years these leave.
    """

    year: int
    precision: Precision
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: int | None = None
    season: int | None = None
    unspecified: int = 0
    approximate: bool = False
    uncertain: bool = False
    mask: str = ""
    doubts: tuple[str, ...] = ()
    estimate: int | None = None
    width: int = 0
    fraction: str = ""

    @property
    def wall(self) -> int | None:
        """The clock time as written, in civil seconds since 1970; None where there is none."""
        if self.hour is None or self.minute is None:
            return None
        days = days_from_civil(self.year, self.month or 1, self.day or 1)
        return days * DAY + self.hour * 3600 + self.minute * 60 + (self.second or 0)


class Date(Struct, frozen=True, gc=False):
    """A date, an interval or a set of EDTF (ISO 8601-2:2019), levels 0 to 2.

    `text` is the EDTF as written. The span `[earliest, latest)` is described at the head of this module; None
    is unbounded: an open end (`..`), or an unknown one (`unknown_start`, `unknown_end`). A date has its parts
    in `start` and no `end`; an interval has None for an end that is open or unknown. Its `precision` is that
    of the coarser end, and it is `approximate` or `uncertain` when either end is. `reversed`: the end
    certainly lies before the start; the span covers both.

    A set (`one_of`, `all_of`) has neither start nor end; its span holds all members, and its precision is that
    of the coarsest. With `gaps` not all of the span is meant: see `spans`.

    `parts` tell, of a time with a fraction of a second, which part of its first and last second is meant.

    The moments are read from the text whenever they are asked for: who shows a date needs them, and a hundred
    thousand dates that nobody looks at take half the memory without.
    """

    text: str
    earliest: int | None
    latest: int | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    interval: bool = False
    reversed: bool = False
    gaps: bool = False
    parts: Parts | None = None

    @property
    def lower(self) -> tuple[int, int] | None:
        """The second with which it begins and the part of it; None where it is open."""
        return None if self.earliest is None else (self.earliest, (self.parts or WHOLE)[0])

    @property
    def upper(self) -> tuple[int, int] | None:
        """The second before which it ends, and the part of that; None where it is open."""
        if self.latest is None:
            return None
        part = (self.parts or WHOLE)[1]
        return (self.latest, 0) if part == SECOND else (self.latest - 1, part)

    @property
    def spans(self) -> Iterator[Span]:
        """The half-open spans of which one is meant, or each of an `all_of`, in order: one without `gaps`."""
        if not self.gaps:
            return iter(((self.earliest, self.latest),))
        from timeline_tui.dates.spans import spans

        return spans(self.text)

    @property
    def one_of(self) -> bool:
        """Whether it is a set of which one member is meant: `[1667,1668]`."""
        return self.text.startswith("[")

    @property
    def all_of(self) -> bool:
        """Whether it is a set of which every member is meant: `{1667,1668}`."""
        return self.text.startswith("{")

    @property
    def start(self) -> Moment | None:
        """The parts of the date, or of the interval's start."""
        return _moment(self.text.partition("/")[0])

    @property
    def end(self) -> Moment | None:
        """The parts of the interval's end."""
        return _moment(self.text.partition("/")[2])

    @property
    def unknown_start(self) -> bool:
        """Whether the interval says nothing of its start."""
        return self.text.startswith("/")

    @property
    def unknown_end(self) -> bool:
        """Whether the interval says nothing of its end."""
        return self.text.endswith("/")

    @property
    def place(self) -> int:
        """The second at which it stands in the order of dates: see `place`."""
        return place(
            -BEYOND if self.earliest is None else self.earliest,
            BEYOND if self.latest is None else self.latest,
        )

    @property
    def sort_key(self) -> SortKey:
        """Orders dates: see `sort_key`."""
        earliest = -BEYOND if self.earliest is None else self.earliest
        return sort_key(earliest, BEYOND if self.latest is None else self.latest, self.precision, self.parts)


def place(earliest: int, latest: int) -> int:
    """The second at which a date stands in the order of dates.

    Nearly always the one with which it begins. What has no start, "before 1877", stands at its end, and what is of any
    year at all, `XXXX-12-25`, behind everything else that has a date.

    Args:
        earliest: Its first second, `-BEYOND` where that is open.
        latest: The second behind its last, `BEYOND` where that is open.
    """
    if earliest == -BEYOND:
        return latest - 1 if latest < BEYOND else earliest
    of_any_year = _YEAR_0 <= earliest < _YEAR_1 and _YEAR_9990 <= latest < BEYOND
    return BEYOND if of_any_year else earliest


def places(earliest: Sequence[int], latest: Sequence[int]) -> list[int]:
    """The `place` of many dates. What has no date stands behind all: its earliest second is later than `BEYOND`."""
    return [
        start if start >= _YEAR_1 else place(start, end) for start, end in zip(earliest, latest, strict=True)
    ]


def sort_key(earliest: int, latest: int, precision: int, parts: Parts | None = None) -> SortKey:
    """Orders dates by their `place`; of equal ones the longer span first, then the coarser precision.

    So a year stands before its January, that before the first of January, and an interval stands by its length among
    them, an open-ended one first. What has no start stands behind all else that begins in its last second. Times of
    one second stand in the order of their fractions, behind the second itself.

    Args:
        earliest: As of `place`.
        latest: As of `place`.
        precision: The date's `Precision`.
        parts: The date's `parts`.
    """
    at = place(earliest, latest)
    begin, end = parts or WHOLE
    if at != earliest:
        return at, earliest if at == BEYOND else SECOND, -latest, -end, precision
    return at, begin, -latest, -end, precision


def _moment(text: str) -> Moment | None:
    from timeline_tui.dates.edtf import parse_moment

    moment = None if text in ("", "..") else parse_moment(text)
    return moment if isinstance(moment, Moment) else None


def may_overlap(date: Date, lo: int | None, hi: int | None, parts: Parts = (0, 0)) -> bool:
    """Whether the date may lie in, or touch, the half-open span `[lo, hi)`; None is unbounded.

    A set touches it if any of its members does, one that is meant or one of several that are.

    Args:
        date: The date.
        lo: The second with which the span begins.
        hi: The second before which it ends.
        parts: The parts of a second that are added to each of the two.
    """
    lower, upper = date.lower, date.upper
    if lower is not None and hi is not None and lower >= (hi, parts[1]):
        return False
    if upper is not None and lo is not None and upper <= (lo, parts[0]):
        return False
    return not date.gaps or touches(date.text, lo, hi if hi is None else hi + (parts[1] > 0))


def overlap(earliest: int | None, latest: int | None, lo: int | None, hi: int | None) -> bool:
    """Whether two half-open spans share a second; None is unbounded."""
    return (earliest is None or hi is None or earliest < hi) and (latest is None or lo is None or lo < latest)


def bare_mask(text: str) -> str:
    """A date with open digits without its qualifiers."""
    return "".join([sign for sign in text if sign not in "~?%"])


def touches(text: str, lo: int | None, hi: int | None) -> bool:
    """The same of the EDTF of a date with gaps, where the span overlaps its hull."""
    from timeline_tui.dates import spans

    return spans.touches(text, lo, hi)


def certainly_within(date: Date, lo: int | None, hi: int | None, parts: Parts = (0, 0)) -> bool:
    """Whether the date lies in the half-open span `[lo, hi)` whatever its unknown parts are, all of a set.

    EDTF sets no margin for "about" and "uncertain", so a qualified date is certain only of an unbounded span.
    `parts` are those of `may_overlap`.
    """
    if (date.approximate or date.uncertain) and not (lo is None and hi is None):
        return False
    lower, upper = date.lower, date.upper
    return (lo is None or (lower is not None and (lo, parts[0]) <= lower)) and (
        hi is None or (upper is not None and upper <= (hi, parts[1]))
    )
