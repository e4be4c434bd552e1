"""Reads one date of EDTF level 2: what `edtf.parse_moment` asks where a text is none of levels 0 and 1.

Unspecified digits anywhere, qualifiers of single parts, years with an exponent or significant digits, and groupings
of months. A qualifier on the right of a part holds for it and all to its left, one on the left for that part only.
Significant digits are counted from the left as written, zeros in front included, which is the wider reading.
"""

from __future__ import annotations

import re

from timeline_tui.dates import groupings, masks
from timeline_tui.dates.value import Moment, Precision

_DIGITS = 11  # of a year, which keep every span within 64 bits

_PARTS = re.compile(
    r"(?P<y>[~?%])?(?P<year>-?[0-9X]{4})(?P<yy>[~?%])?"
    r"(?:-(?P<m>[~?%])?(?P<month>[0-9X]{2})(?P<mm>[~?%])?"
    r"(?:-(?P<d>[~?%])?(?P<day>[0-9X]{2})(?P<dd>[~?%])?)?)?"
)
_LONG = re.compile(
    r"(?P<y>[~?%])?"
    r"(?:Y(?P<long>-?[1-9][0-9]{0,11})(?:E(?P<zeros>[1-9][0-9]?))?|(?P<year>-?[0-9]{4}))"
    r"(?:S(?P<kept>[0-9]{1,3}))?(?P<yy>[~?%])?"
)
_BY_WIDTH = {1: Precision.YEAR, 10: Precision.DECADE, 100: Precision.CENTURY}
_BY_TRAILING = (Precision.YEAR, Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM)


def read_moment(text: str, why: str) -> Moment | str:
    """The date, or in a few words why it is none: `why`, where the text is not like level 2 at all."""
    match = _LONG.fullmatch(text)
    if match is not None and not (match["year"] and match["kept"] is None):
        return _long(match)
    match = _PARTS.fullmatch(text)
    return why if match is None else _parts(match)


# -- years ------------------------------------------------------------------------------------------------------


def _long(match: re.Match[str]) -> Moment | str:
    """`Y17E8`, `1950S2`, `Y3388E2S3`: the year, or the years that its significant digits leave."""
    from timeline_tui.dates.edtf import edtf_year

    written = match["year"] or match["long"] + "0" * int(match["zeros"] or 0)
    digits = written.lstrip("-")
    if written == "-0000":
        return "there is no year -0000: write 0000 for 1 BC"
    if len(digits) > _DIGITS:
        return "years of more than eleven digits are out of range"
    year = int(written)
    kept = match["kept"]
    if match["long"] and len(digits) < 5:
        return f"Y is for years of more than four digits: {year} is written {edtf_year(year)}"
    marks, count = _marks(match), int(kept or len(digits))
    if not 1 <= count <= len(digits):
        many = f"{count} significant digits" if count else "no significant digit"
        return f"{many} of a year of {len(digits)}"
    width = 10 ** (len(digits) - count)
    if width == 1:
        return _qualified(Moment(year, Precision.YEAR), marks)
    first = abs(year) // width * width
    first = -(first + width - 1) if year < 0 else first
    precision = _BY_WIDTH.get(width, Precision.MILLENNIUM)
    return _qualified(Moment(first, precision, estimate=year, width=width), marks)


# -- parts ------------------------------------------------------------------------------------------------------


def _parts(match: re.Match[str]) -> Moment | str:
    from timeline_tui.dates.edtf import parse_plain

    year, month, day = match.group("year", "month", "day")
    bare = "-".join([part for part in (year, month, day) if part])
    moment = parse_plain(bare)
    if isinstance(moment, str):
        moment = _grouping(bare, year, month, day) or _open(bare, moment)
    return moment if isinstance(moment, str) else _qualified(moment, _marks(match))


def _grouping(bare: str, year: str, month: str | None, day: str | None) -> Moment | None:
    if "X" in bare or not month or day is not None or year == "-0000":
        return None
    code = int(month)
    if not groupings.FIRST <= code <= groupings.LAST:
        return None
    return Moment(int(year), Precision.SEASON, season=code)


def _open(mask: str, why: str) -> Moment | str:
    """A date with digits left open where level 1 has none; `why` it is none, where no digit is open."""
    if "X" not in mask:
        return why
    year, month, day = masks.parts(mask)
    fits = masks.months(month) if month else ()
    if month and not fits:
        return f"no month fits {month}: months are 01 to 12, or XX"
    if fits and fits[0] > 12 and day:
        return f"a {groupings.kind(fits[0])} has no days: write {year}-{month}"
    if year == "-0000":
        return "there is no year -0000: write 0000 for 1 BC"
    if masks.hull(mask) is None:
        return f"the calendar has no day that fits {mask}"
    season = fits[0] if fits and fits[0] > 12 else None
    days = masks.days(day) if day else ()
    one_month = _only(fits) if season is None else None
    trailing = len(year) - len(year.rstrip("X"))
    precision = (
        Precision.DAY if day
        else Precision.SEASON if season
        else Precision.MONTH if month
        else _BY_TRAILING[min(trailing, 3)]
    )  # fmt: skip
    if "X" not in year and one_month is not None and len(days) <= 1:
        return Moment(int(year), precision, one_month, _only(days))  # 1984-X0 leaves nothing but October
    return Moment(
        masks.years(year)[0],
        precision,
        one_month,
        _only(days),
        season=season,
        unspecified=mask.count("X"),
        mask=mask,
    )


def _only(numbers: tuple[int, ...]) -> int | None:
    return numbers[0] if len(numbers) == 1 else None


# -- qualifiers -------------------------------------------------------------------------------------------------


def _marks(match: re.Match[str]) -> tuple[str, ...]:
    """The qualifier of each part that is there, "" for none."""
    found = match.groupdict()
    names = [name for name, part in (("y", "year"), ("m", "month"), ("d", "day")) if found.get(part)] or ["y"]
    marks, from_right = [""] * len(names), ""
    for n in range(len(names) - 1, -1, -1):
        from_right += found.get(names[n] * 2) or ""
        marks[n] = _together(from_right + (found.get(names[n]) or ""))
    return tuple(marks)


def _together(marks: str) -> str:
    about, doubt = "~" in marks or "%" in marks, "?" in marks or "%" in marks
    return "%" if about and doubt else "~" if about else "?" if doubt else ""


def _qualified(moment: Moment, marks: tuple[str, ...]) -> Moment:
    from msgspec.structs import replace

    both = _together("".join(marks))
    if not both:
        return moment
    return replace(
        moment,
        approximate=both in "~%",
        uncertain=both in "?%",
        doubts=() if len(set(marks)) == 1 else marks,
    )
