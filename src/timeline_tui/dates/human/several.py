"""Several dates in words: "1667 or 1668", "one of 1667, 1668, 1670 - 1672", "both 1667 and 1668", "1984 or earlier"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline_tui.dates.edtf import read
from timeline_tui.dates.human.ends import End, interval, without_year
from timeline_tui.dates.human.reading import Context, Found
from timeline_tui.dates.names import MONTHS
from timeline_tui.dates.words import noun

_ONE, _ALL = "[]", "{}"
_COUNTED = r"(?:one|all) of [0-9,]+ dates(?: or ranges)?, from .+"
_OPEN_SIDE = (
    r"(?P<date>.+) "
    r"(?:or (?P<one>earlier|later|before|after)|and every (?P<noun>[a-z-]+) (?P<all>before|after))"
)
_WHOLE = re.compile(r"[.~?%]*(-?[0-9]{4})[~?%]?(?:-(0[1-9]|1[0-2])-[0-9]{2})?")
_DAY_ALONE = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?\.?")
_ERA = re.compile(r"(?:\b|(?<=[0-9]))(?:(bc)e?|ad|ce)\b")
_EARLY = re.compile(r"(?P<year>\b(?:[0-9]{1,3}|[0-9]{5,})('?s)?)\b[^0-9]*$")
"""A year that is shown with its era, unlike those of four digits. Of one or two digits it may be a day."""
_COMMA = re.compile(r", (?![^(]*\))")


def several(words: str, context: Context, end: End) -> Found | None:
    """What the words mean as a set, None where they are none. `ValueError` says what is wrong with it."""
    if re.fullmatch(_COUNTED, words):
        raise ValueError("not every date of the set is told: write them all, [1601,1602,1604]")
    wrong = None
    for brackets, items, ranges in _lists(words):
        try:
            found = _set(brackets, items, context, end, ranges=ranges)
        except ValueError as error:
            wrong = wrong or error
            continue
        if found is not None:
            return found
    if wrong is not None:
        raise wrong
    return None


def _lists(words: str) -> Iterator[tuple[str, list[str], bool]]:
    """How the words may be divided into dates, the likeliest first, and whether ranges are among these."""
    listed = re.fullmatch("(one|all) of (.+)", words)
    if listed:
        brackets, joint = (_ONE, " or ") if listed[1] == "one" else (_ALL, " and ")
        items = listed[2].split("; ") if "; " in listed[2] else _COMMA.split(listed[2])
        yield brackets, items, True
        before, _, last = items[-1].rpartition(joint)
        if before:
            yield brackets, [*items[:-1], before, last], True
    open_side = re.fullmatch(_OPEN_SIDE, words)
    if open_side:
        yield (_ONE if open_side["one"] else _ALL), [words], False
    if re.match("(from|since|until|between) ", words):
        return
    words = words.removeprefix("either ")
    for brackets, before, joint in ((_ONE, "", " or "), (_ALL, "both ", " and "), (_ALL, "", "; and ")):
        if words.startswith(before):
            rest = words.removeprefix(before)
            for match in re.finditer(f";?{joint}", rest):
                yield brackets, [rest[: match.start()], rest[match.end() :]], False


def _set(brackets: str, items: list[str], context: Context, end: End, *, ranges: bool) -> Found | None:
    items, hint = _of_one_era(items)
    named = items
    items, context = _shared(brackets, items, context, end)
    members = [_member(item, brackets, context, end, ranges=ranges) for item in items]
    found = Found("", hint)
    for member in members:
        if member is None:
            return None
        found = found.guessed(member.guess)
    dates = [member.edtf for member in members if member is not None]
    _in_order(named, dates)
    _no_era_between(named, dates)
    doubtful = [member is not None and member.edtf[-1] in "~?%" for member in members]
    if not ranges and any(doubtful) and not all(doubtful):  # "about 1667 or 1668"
        found = found.guessed("a doubt is of the date beside it alone")
    return found._replace(edtf=f"{brackets[0]}{','.join(dates)}{brackets[1]}")


def _in_order(items: list[str], dates: list[str]) -> None:
    """`ValueError` where a year or month that came from another date puts the dates out of order."""
    bare = [_DAY_ALONE.fullmatch(item) or without_year(item) for item in items]
    parts = [re.match(r"[.~?%]*(-?[0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", date) for date in dates]
    for n in range(1, len(items)):
        one, other = parts[n - 1], parts[n]
        if not (bare[n - 1] or bare[n]) or not one or not other or one[1] != other[1]:
            continue
        if one[2] > other[2] or (one[2] == other[2] and (one[3] or "") > (other[3] or "99")):
            raise ValueError("the dates are out of order: write each with its year")


def _of_one_era(items: list[str]) -> tuple[list[str], str | None]:
    """BC that was said of the last year alone is said of all: "100 or 99 BC". What else could be meant is the hint.

    Years of four digits are shown without an era, so "1667 or 480 BC" stays what it says. `ValueError` where a year
    without an era could be of either.
    """
    eras = [_ERA.search(item) for item in items]
    if not any(era and era[1] for era in eras):
        return items, None
    named = [re.search("[a-z]{3}", re.sub("about |bce", "", item)) for item in items]
    shared, hint = [], None
    for item, era, name in zip(items, eras, named, strict=True):
        # "about 17101 (between 10000 and 19999)" is shown with the era of each of its years, and takes none.
        early = None if era or "year " in item or " (between " in item else _EARLY.search(item)
        if early and (len(early["year"]) > 2 or not (name or named[-1])):
            last = eras[-1]
            if last is None or not last[1] or any(each and not each[1] for each in eras) or " - " in item:
                raise ValueError(
                    f"is {item} BC or AD? Write the era beside each year, such as {early['year']} BC"
                )
            item = f"{item[: early.end('year')]} bc{item[early.end('year') :]}"
        elif not era and (plain := re.search(r"\b[0-9]{4}\b", item)):
            hint = f"{plain[0]} is AD {plain[0]}; the other is {plain[0]} BC"
        shared.append(item)
    return shared, hint


def _no_era_between(items: list[str], dates: list[str]) -> None:
    """`ValueError` where a short year was read as AD beside one BC: "march 44 or april 43 BC"."""
    eras = [_ERA.search(item) for item in items]
    if not any(era and era[1] for era in eras):
        return
    for item, era, date in zip(items, eras, dates, strict=True):
        told = era or re.search(r"[0-9]{4}|\byear\b", item) or not re.search("[0-9]", item)
        if not told and re.match(r"[.~?%]*(?!0000)[0-9X]{4}", date):
            raise ValueError(f"is {item} BC or AD? Write the era beside each year, such as 44 BC")


def _shared(brackets: str, items: list[str], context: Context, end: End) -> tuple[list[str], Context]:
    """What some leave out is taken from the last that names its year: "7 or 8 august 1914", "june or july 1914"."""
    for n, item in reversed(list(enumerate(items))):
        if not re.search("[0-9]{3}|[0-9] ?bc|ad ", item):
            continue
        try:
            found = _member(item, brackets, context._replace(year=None), end, ranges=True)
        except ValueError:
            continue
        match = _WHOLE.match(found.edtf) if found is not None else None
        if match:
            month = MONTHS[int(match[2])].lower() if match[2] else ""
            bare = next((each for each in items[n + 1 :] if re.fullmatch("[0-9]{1,2}", each)), "")
            if month and bare:
                raise ValueError(f"is {bare} a day or a year? Write each date with its month and its year")
            shared = [f"{each} {month}" if month and _DAY_ALONE.fullmatch(each) else each for each in items]
            return shared, context._replace(year=int(match[1]), elsewhere=False)
    return items, context


def _member(words: str, brackets: str, context: Context, end: End, *, ranges: bool) -> Found | None:
    """A date, a range of dates, or all that lies before or after a date."""
    one = end(words, context)
    if one is not None and not re.search("[/T]", one.edtf):
        return one
    match = re.fullmatch(_OPEN_SIDE, words)
    if match is None:
        both = interval(words, context, end) if ranges and " - " in words else None
        if both is None or both.edtf.startswith(("/", "..")) or both.edtf.endswith(("/", "..")):
            return None
        return both._replace(edtf=both.edtf.replace("/", ".."))
    found = end(match["date"], context)
    side = match["one"] or match["all"]
    if found is None or re.search("[/T]", found.edtf) or bool(match["one"]) != (brackets == _ONE):
        return None
    date = read(found.edtf)
    if (
        match["noun"]
        and not isinstance(date, str)
        and date.start is not None
        and noun(date.start) != match["noun"]
    ):
        raise ValueError(
            f"every {match['noun']} beside a {noun(date.start)}: write it in EDTF, like {{..1984}}"
        )
    return found._replace(edtf=f"..{found.edtf}" if side in ("earlier", "before") else f"{found.edtf}..")
