"""Words for what EDTF level 2 can say: sets, digits left open anywhere, doubts about a part, significant digits."""

from __future__ import annotations

from timeline_tui.dates import groupings, masks
from timeline_tui.dates.display import format_date, moment_text
from timeline_tui.dates.names import MONTHS, year_text, years_text
from timeline_tui.dates.sets import Member, edge, members
from timeline_tui.dates.value import Date, Moment

_SHOWN = 8  # members of a set that are named; of more, their number and the first and the last
PARTS = ("year", "month", "day")
DOUBTS = {"~": "approximate", "?": "uncertain", "%": "approximate and uncertain"}


# -- sets -------------------------------------------------------------------------------------------------------


def set_text(date: Date) -> str:
    """ "1667 or 1668", "one of 1667, 1668, 1670 – 1672", "both 1667 and 1668", "all of …", "1984 or earlier"."""
    found = members(date.text)
    if len(found) == 1:
        return _alone(found[0], date.one_of)
    if len(found) > _SHOWN:
        what = "dates" if all(member.first is member.last for member in found) else "dates or ranges"
        first, last = (
            format_date(edge(date), weekday=False),
            format_date(edge(date, last=True), weekday=False),
        )
        before = " or earlier" if date.earliest is None else ""
        after = " or later" if date.latest is None else ""
        return (
            f"{'one' if date.one_of else 'all'} of {len(found)} {what}, from {first}{before} to {last}{after}"
        )
    named = [_member(member, date.one_of) for member in found]
    # "In the 1560s or 1575" would be read as years, "month uncertain, 1575" as one date.
    apart = any(", " in text for text in named) or any(_is_open(member) for member in found)
    if len(found) == 2 and all(member.first is member.last for member in found):
        if apart:
            return "; ".join([named[0], f"{'or' if date.one_of else 'and'} {named[1]}"])
        return f"{named[0]} or {named[1]}" if date.one_of else f"both {named[0]} and {named[1]}"
    return f"{'one' if date.one_of else 'all'} of {('; ' if apart else ', ').join(named)}"


def _is_open(member: Member) -> bool:
    return any(moment is not None and moment.mask for moment in (member.first, member.last))


def _alone(member: Member, one_of: bool) -> str:
    text = _member(member, one_of)
    is_range = member.first is not None and member.last is not None and member.first is not member.last
    return f"{'one' if one_of else 'all'} of {text}" if is_range else text


def _member(member: Member, one_of: bool) -> str:
    first, last = member.first, member.last
    if first is None:
        return f"{_text(last)} {'or earlier' if one_of else f'and every {_noun(last)} before'}"
    if last is None:
        return f"{_text(first)} {'or later' if one_of else f'and every {_noun(first)} after'}"
    return _text(first) if first is last else f"{_text(first)} – {_text(last)}"


def _noun(moment: Moment | None) -> str:
    return noun(moment) if moment is not None else ""


def _text(moment: Moment | None) -> str:
    return moment_text(moment, False) if moment is not None else ""


# -- digits left open -------------------------------------------------------------------------------------------


def mask_text(moment: Moment) -> str:
    """ "25 December of some year in the 1560s", "one of the days 10 – 19 in June 2004"."""
    year_mask, month_mask, day_mask = masks.parts(moment.mask)
    exact = "X" not in year_mask
    year = year_text(moment.year) if exact else open_year_text(year_mask)
    if not month_mask:
        return year
    if moment.season is not None:
        return groupings.text(moment.season, f"of {year}")
    within = year if exact else f"of {year}"
    if not day_mask:
        if moment.month is not None:
            return f"{MONTHS[moment.month]} {within}"
        return (
            f"some month of {year}"
            if month_mask == "XX"
            else f"{months_text(month_mask, 'one of ')} {within}"
        )
    if moment.day is not None:
        if moment.month is not None:
            return f"{moment.day} {MONTHS[moment.month]} {within}"
        month = "some month" if month_mask == "XX" else months_text(month_mask, "one of ")
        return f"day {moment.day} of {month} {'in ' if month_mask == 'XX' and exact else ''}{within}"
    day = "some day" if day_mask == "XX" else days_text(day_mask)
    if moment.month is not None:
        return f"{day} in {MONTHS[moment.month]} {within}"
    if month_mask != "XX":
        return f"{day} in {months_text(month_mask, '')} {within}"
    month = "" if day_mask == "XX" else "of some month "
    return f"{day} {month}{'in' if exact or not month else 'of'} {year}"


def open_year_text(mask: str) -> str:
    """ "some year in the 1560s", "some year, 40 BC – 31 BC", "some year of the form 15X4", "an unknown year"."""
    open_digits = len(mask) - len(mask.rstrip("X"))
    if mask.strip("-X") == "":
        return "an unknown year" + (" BC" if mask[0] == "-" else "")
    if "X" in mask[: len(mask) - open_digits]:
        return f"some year of the form {mask}"
    years = masks.years(mask)
    if years[-1] == -1:  # there is no year -0000
        return f"some year, {year_text(years[0])} – {year_text(years[-1])}"
    span = years_text(years[0], len(years))
    return f"some year, {span.partition(' (')[0]}" if "–" in span else f"some year in the {span}"


def months_text(mask: str, before: str) -> str:
    """ "one of October – December", "February or December"."""
    numbers = masks.months(mask)
    return _listed([MONTHS[number] for number in numbers], before if _in_a_row(numbers) else "", numbers)


def days_text(mask: str) -> str:
    """ "one of the days 10 – 19", "day 1, 11, 21 or 31"."""
    numbers = masks.days(mask)
    before = "one of the days " if _in_a_row(numbers) else "day "
    return _listed([str(number) for number in numbers], before, numbers)


def _in_a_row(numbers: tuple[int, ...]) -> bool:
    return len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1


def _listed(named: list[str], before: str, numbers: tuple[int, ...]) -> str:
    if _in_a_row(numbers):
        return f"{before}{named[0]} – {named[-1]}"
    return f"{before}{', '.join(named[:-1])} or {named[-1]}"


# -- years ------------------------------------------------------------------------------------------------------


def estimate_text(moment: Moment) -> str:
    """ "about 1950 (between 1900 and 1999)"."""
    first, last = moment.year, moment.year + moment.width - 1
    about, start, end = [year_text(year).removeprefix("year ") for year in (_estimate(moment), first, last)]
    return f"about {about} (between {start} and {end})"


def _estimate(moment: Moment) -> int:
    return moment.year if moment.estimate is None else moment.estimate


# -- doubts -----------------------------------------------------------------------------------------------------


def part_doubts(moment: Moment) -> list[str]:
    """ "month uncertain", "year and month approximate": of the parts that are not sure."""
    parts = PARTS if moment.season is None else ("year", groupings.kind(moment.season))
    found: dict[str, list[str]] = {}
    for part, mark in zip(parts, moment.doubts, strict=False):
        if mark:
            found.setdefault(mark, []).append(part)
    return [f"{' and '.join(names)} {DOUBTS[mark]}" for mark, names in found.items()]


def noun(moment: Moment) -> str:
    """ "year", "quarter", "day": what is known of the date."""
    return groupings.kind(moment.season) if moment.season is not None else moment.precision.name.lower()
