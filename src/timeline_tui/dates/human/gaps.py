"""Digits left open, parts in doubt and parts of a year, in the words they are shown in: see `dates.words`.

What can be listed is not parsed but looked up: each mask and each code is put into words, and those are compared. So
what is shown and what is read cannot part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as civil_date
from functools import cache

from timeline_tui.dates import groupings
from timeline_tui.dates.edtf import edtf_year, read
from timeline_tui.dates.human.absolute import absolute, month_number
from timeline_tui.dates.human.reading import Context, Found
from timeline_tui.dates.names import MONTHS
from timeline_tui.dates.words import DOUBTS, PARTS, days_text, months_text, open_year_text

_NO_CONTEXT = Context(civil_date.min, None)
_OPEN_YEAR = r"(?P<open>an unknown year(?: bc)?|some year(?: of the form | in the |, ).+)"
_EXACT_YEAR = r"(?P<exact>(?:ad )?[0-9]{1,5}(?: ?bce?| ?ad| ?ce)?)"
_FORM = re.compile(rf"(?P<head>.*?) ?\b(?:(?:of|in) )?(?:{_OPEN_YEAR}|{_EXACT_YEAR})")
_DAY_AND_REST = re.compile(r"(?:day )?(?P<day>[0-9]{1,2})(?: of)? (?P<rest>[a-z].*)")
_ESTIMATE = re.compile(
    r"about (?P<about>[^()]+) \(between (?P<first>[^()]+) and (?P<last>[^()]+)\)"
    r"(?: \((?P<doubt>approximate|uncertain|approximate and uncertain)\))?"
)
_DOUBT = r"(?:approximate and uncertain|approximate|uncertain)"
_NAMES = r"(?:year|month|day|season|quarter|quadrimester|half-year)"
_IN_DOUBT = rf"{_NAMES}(?:(?: and|,) {_NAMES})* {_DOUBT}"
_DOUBTED = re.compile(rf"(?P<date>.+) \((?P<doubts>{_IN_DOUBT}(?:, {_IN_DOUBT})*)\)")


def gaps(words: str, context: Context) -> Found | None:
    """ "25 December of some year in the 1560s", "one of the days 10 - 19 in June 2004", "1st half 2001".

    None where they are no such words. `ValueError` says what open digits cannot tell.
    """
    return _grouping(words, context) or _mask(words, context)


# -- parts of a year --------------------------------------------------------------------------------------------


def _grouping(words: str, context: Context) -> Found | None:
    for code in range(groupings.FIRST, groupings.LAST + 1):
        before, _, after = groupings.text(code, "\0").partition("\0")
        if not (words.startswith(before) and words.endswith(after)):
            continue
        year = _year(words[len(before) : len(words) - len(after)].removeprefix("of "), context)
        if year is not None:
            return year._replace(edtf=f"{year.edtf}-{code}")
    return None


def _year(words: str, context: Context) -> Found | None:
    """One year, or the mask of several."""
    mask = _open_year(words)
    if mask:
        return Found(mask)
    found = absolute(words, context)
    return found if found is not None and re.fullmatch("-?[0-9]{4}", found.edtf) else None


# -- open digits ------------------------------------------------------------------------------------------------


def _mask(words: str, context: Context) -> Found | None:
    match = _FORM.fullmatch(words)
    if match is None:
        return None
    # Most words that end in a year are no such words, and may be wrong in ways that others know to tell.
    if match["exact"] and not re.match("day |one of |some |[a-z]+(?:,| or) ", match["head"]):
        return None
    parts = _parts(match["head"])
    year = _year(match["open"] or match["exact"], context) if parts is not None else None
    if year is None or parts is None:
        return None
    mask = "-".join([year.edtf, *parts])
    return year._replace(edtf=mask) if "X" in mask else None


def _open_year(words: str) -> str:
    """The mask of "some year in the 1560s", "an unknown year"; "" for other words."""
    form = re.fullmatch("some year of the form (-?[0-9x]{4})", words)
    if form:
        return form[1].upper() if "x" in form[1] else ""
    if words.startswith("an unknown year"):
        found = ["XXXX", "-XXXX"]
    else:
        named = re.fullmatch(r"some year(?: in the|,) ([^(]+?)(?:s| - .+)?(?: \([a-z]+\))?", words)
        first = absolute(named[1], _NO_CONTEXT) if named else None
        if first is None or not re.fullmatch("-?[0-9]{4}", first.edtf):
            return ""
        found = [first.edtf[:-digits] + "X" * digits for digits in (1, 2, 3)]
    return next((mask for mask in found if _folded(open_year_text(mask)) == words), "")


def _parts(head: str) -> tuple[str, ...] | None:
    """Month and day in EDTF, as far as the words before the year name them."""
    head = head.strip()
    if not head:
        return ()
    month = _months().get(head)
    if month is not None:
        return (month,)
    day = _DAY_AND_REST.fullmatch(head)
    if day and (month := _months().get(day["rest"])) is not None:
        return month, f"{int(day['day']):02}"
    if head == "some day":
        return "XX", "XX"
    for words, mask in _days().items():
        if not head.startswith(f"{words} "):
            continue
        rest = re.sub("^(?:in|of) ", "", head[len(words) + 1 :])
        month = _months().get(rest)
        if month is not None:
            return month, mask
        ends = rest.split(" - ")
        if len(ends) == 2 and all(map(month_number, ends)):
            raise ValueError(
                "open digits are the months 1 - 9 or 10 - 12: for other days write the first and the last, "
                "[2024-06-01..2024-08-31]"
            )
    return None


def _folded(words: str) -> str:
    return words.lower().replace("–", "-")


@cache
def _days() -> dict[str, str]:
    found = {"some day": "XX"}
    for mask in [*(f"{digit}X" for digit in "0123"), *(f"X{digit}" for digit in "0123456789")]:
        found[_folded(days_text(mask))] = mask
    return found


@cache
def _months() -> dict[str, str]:
    found = {"some month": "XX"}
    for mask in ("0X", "1X", "X0", "X1", "X2"):
        found |= {_folded(months_text(mask, before)): mask for before in ("", "one of ")}
    return found | {name.lower(): f"{number:02}" for number, name in enumerate(MONTHS) if number}


# -- significant digits -----------------------------------------------------------------------------------------


def estimate(words: str, context: Context) -> Found | None:
    """ "about 1950 (between 1900 and 1999)"."""
    match = _ESTIMATE.fullmatch(words)
    if match is None:
        return None
    years = []
    for name in ("about", "first", "last"):
        text = match[name]
        found = absolute(f"year {text}" if re.fullmatch("[0-9]{5,}", text) else text, context)
        date = read(found.edtf) if found is not None else ""
        if isinstance(date, str) or date.start is None or date.interval:
            return None
        years.append(date.start.year)
    about, first, last = years
    written = edtf_year(about)
    digits = len(written.lstrip("Y-"))
    width = len(str(last - first + 1)) - 1
    text = f"{written}S{digits - width}"
    date = read(text)
    moment = None if isinstance(date, str) else date.start
    if moment is None or (moment.year, moment.width) != (first, last - first + 1):
        raise ValueError(f"significant digits leave other years: write {edtf_year(first)}/{edtf_year(last)}")
    marks = {doubt: mark for mark, doubt in DOUBTS.items()}
    return Found(text + marks.get(match["doubt"] or "", ""))


# -- doubts -----------------------------------------------------------------------------------------------------


def doubted(words: str, context: Context, find: Callable[[str, Context], Found | None]) -> Found | None:
    """ "11 June 2004 (year and month approximate)": the date of `find`, each part with its own mark."""
    match = _DOUBTED.fullmatch(words)
    if match is None:
        return None
    found = find(match["date"], context)
    form = re.fullmatch("(-?[0-9X]{4})-([0-9X]{2})(?:-([0-9X]{2}))?", found.edtf) if found else None
    if found is None or form is None:
        return None
    parts = [part for part in form.groups() if part]
    names = list(PARTS[: len(parts)])
    if "X" not in parts[1] and int(parts[1]) >= groupings.FIRST:
        names[1] = groupings.kind(int(parts[1]))
    marks = {doubt: mark for mark, doubt in DOUBTS.items()}
    for each in re.finditer(
        rf"(?P<names>{_NAMES}(?:(?: and|,) {_NAMES})*) (?P<doubt>{_DOUBT})", match["doubts"]
    ):
        for name in re.findall(_NAMES, each["names"]):
            if name not in names:
                raise ValueError(f"the date has no {name}: it has a {', a '.join(names)}")
            n = names.index(name)
            parts[n] = marks[each["doubt"]] + parts[n].lstrip("~?%")
    return found._replace(edtf="-".join(parts))
