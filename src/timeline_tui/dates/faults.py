"""Says why a text is no EDTF and what to write instead. Run only once a date has failed.

Every rewriting it proposes has been read back first: nobody is sent from one error into the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from timeline_tui.dates.calendar import civil_from_days, days_from_civil, weekday
from timeline_tui.dates.edtf import edtf_year, read
from timeline_tui.dates.faults_habits import habits, more_habits, saying
from timeline_tui.dates.faults_sets import set_rewritings, spoken_sets
from timeline_tui.dates.faults_zones import zone_named

_Rule: TypeAlias = tuple[str, "re.Pattern[str]", "str | Callable[[re.Match[str]], str]"]


def explain(text: str, reason: str) -> str:
    """What is wrong with the text and the way out; `reason` is the parser's own, where there is no better."""
    if not text.strip():
        return "an empty date: leave it out where nothing is known, or write .. for an open end"
    if len(text) > 100:
        return reason
    if re.search(r"[\]}]\s*/|/\s*[\[{]", text):
        return "an end of an interval is one date, no set: write the first or the last date of the set"
    if text[0] in "[{" or (text[0] == "(" and text[-1] == ")"):
        return _first_read(set_rewritings(text)) or reason
    told = zone_named(text) or saying(text) or _first_read(_proposals(text), _before_christ(text))
    return told or _last_hint(text) or _in_words(text) or _first_read(more_habits(text)) or reason


def _first_read(proposals: Iterable[tuple[str, str]], more: str = "") -> str:
    """The first of the proposals that is a date and ends no earlier than it begins, with its reason; or ""."""
    for why, better in proposals:
        date = read(better)
        if not isinstance(date, str) and not date.reversed:
            return f"{why}: write {better}{more}"
    return ""


def _proposals(text: str) -> Iterator[tuple[str, str]]:
    yield from habits(text)
    yield from _rewritings(text)
    yield from spoken_sets(text)
    yield from _open_digits(text)
    yield from _grouped(text)
    yield from _timed(text)
    yield from _long_years(text)
    yield from _counted_days(text)


def _in_words(text: str) -> str:
    """What a date in words ("44 BC", "c. 480 BC", "summer 1914") is in EDTF, where it names its year."""
    from timeline_tui.dates.human import in_edtf

    if re.search(r"[0-9]{3}|\b(?:BCE?|CE|AD|century)\b|[0-9](?:st|nd|rd|th) c", text, re.IGNORECASE) is None:
        return ""
    better = in_edtf(text)
    if not better or isinstance(read(better), str):
        return ""
    return f"files take EDTF, not words: write {better}"


def _pad(match: re.Match[str]) -> str:
    parts = [part.zfill(2) for part in match.groups()[1:] if part]
    return "-".join((match[1], *parts))


def _next_day(match: re.Match[str]) -> str:
    year, month, day = map(int, match.groups())
    if not 1 <= month <= 12:
        return match[0]
    year, month, day = civil_from_days(days_from_civil(year, month, day) + 1)
    return f"{year:04}-{month:02}-{day:02}T00:00"


def _before_christ(text: str) -> str:
    """Which year a negative year is: half of those who write -44 mean 44 BC."""
    match = re.match("-([0-9]{1,3})(?![0-9])", text)
    if match is None:
        return ""
    year = int(match[1])
    return f" (that is {year + 1} BC; {year} BC is {edtf_year(1 - year)})"


def _short_year(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2].zfill(4)}{match[3]}"


# Applied one after the other to the whole text; those that changed something give the reason.
_WHOLE: tuple[_Rule, ...] = (
    ("there are blanks around it", re.compile(r"^\s+|\s+$"), ""),
    (
        "an interval is written with a slash",
        re.compile("^([0-9]{4})\\s*[-\u2010-\u2015]\\s*([0-9]{4})$"),
        r"\1/\2",
    ),
    ("dashes are hyphens (-) in EDTF", re.compile("[\u2010-\u2015\u2212]"), "-"),
    ("years go first, with hyphens", re.compile(r"^([0-9]{4})[/.]([0-9]{1,2})(?:[/.]([0-9]{1,2}))?$"), _pad),
    (
        "an interval is written with a slash",
        re.compile(r"^([^/.]+?)\s*(?:\.\.\.?|--| - )\s*([^/.]+)$"),
        r"\1/\2",
    ),
    ("the slash of an interval has no blanks around it", re.compile(r"\s*/\s*"), "/"),
    (
        "both ends of an interval are written in full",
        re.compile(r"^([0-9]{4}-)([0-9]{2}-)?([0-9]{2})/([0-9]{2})$"),
        lambda m: f"{m[1]}{m[2] or ''}{m[3]}/{m[1]}{m[2] or ''}{m[4]}",
    ),
)

# The same for a date, or for each end of an interval.
_PART: tuple[_Rule, ...] = (
    ("an unknown end is left empty", re.compile(r"^(?:unknown|\?+)$", re.I), ""),
    ("an open end is written ..", re.compile("^(?:open|now|present|\\.\\.\\.|…)$", re.I), ".."),
    ("unspecified digits are written X", re.compile("(?<=[-0-9Xxu])[xu]|^[xu](?=[-0-9Xxu])"), "X"),
    ("Y, E and S are capital letters", re.compile("(?<=[0-9])[es](?=[0-9])"), lambda m: m[0].upper()),
    ("Y, T and Z are capital letters", re.compile("^y|(?<=[0-9])[tz]"), lambda m: m[0].upper()),
    ("both qualifiers together are written %", re.compile(r"\?~|~\?"), "%"),
    ("a time follows its day after T", re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) +(?=[0-9])"), r"\1T"),
    ("there is no blank before the offset", re.compile(r"(?<=[0-9]) +(?=[Z+-])"), ""),
    ("hours have two digits", re.compile("T([0-9]):"), r"T0\1:"),
    ("an hour alone is not EDTF", re.compile("^([^T]*T[0-9]{2})(Z?)$"), r"\1:00\2"),
    (
        "an offset has hours and minutes of two digits",
        re.compile(r"(T[0-9:.,]+[+-])([0-9])(?::([0-9]{2}))?$"),
        lambda m: f"{m[1]}0{m[2]}:{m[3] or '00'}",
    ),
    ("offsets are written with a colon", re.compile(r"(T[0-9:.,]+[+-][0-9]{2})([0-9]{2})$"), r"\1:\2"),
    ("dates are written with hyphens", re.compile("^([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])"), r"\1-\2-\3"),
    (
        "times are written with colons",
        re.compile("T([0-9]{2})([0-9]{2})([0-9]{2})?(?![0-9:])"),
        lambda m: f"T{m[1]}:{m[2]}" + (f":{m[3]}" if m[3] else ""),
    ),
    (
        "months and days have two digits",
        re.compile("^(-?[0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?(?![0-9X])"),
        _pad,
    ),
    ("years have four digits", re.compile("^(-?)([0-9]{1,3})((?:-.*)?[~?%]?)$"), _short_year),
    ("Y is for years of more than four digits", re.compile("^Y(-?)0*([0-9]{1,4})([~?%]?)$"), _short_year),
    ("Y years have no zeros in front", re.compile("^Y(-?)0+(?=[0-9]{5})"), r"Y\1"),
    ("a year of more than four digits begins with Y", re.compile("^\\+?(-?[0-9]{5,}[~?%]?)$"), r"Y\1"),
    ("the year has no plus sign", re.compile(r"^\+(?=[0-9]{4})"), ""),
    ("hours are 00 to 23", re.compile("^([0-9]{4})-([0-9]{2})-([0-9]{2})T24:00(?::00)?"), _next_day),
    ("a leap second has no place on a civil line", re.compile("(T[0-9]{2}:[0-9]{2}):60"), r"\1:59"),
)


def _applied(rules: tuple[_Rule, ...], text: str, reasons: list[str]) -> str:
    for why, pattern, better in rules:
        changed = pattern.sub(better, text, count=2)
        if changed != text and why not in reasons:
            reasons.append(why)
        text = changed
    return text


def date_rewritten(text: str, reasons: list[str]) -> str:
    """One date as the rules would have it; why it was changed is added to the reasons."""
    return _applied(_PART, text, reasons)


def _rewritings(text: str) -> Iterator[tuple[str, str]]:
    reasons: list[str] = []
    whole = _applied(_WHOLE, text, reasons)
    better = "/".join(_applied(_PART, part, reasons) for part in whole.split("/"))
    if reasons:
        yield ", ".join(reasons), better


def _last_hint(text: str) -> str:
    if text.count("/") > 1:
        return "an interval has one slash: write 2024-08-06/2024-08-10"
    if re.search("(^|/)P[0-9T]", text):
        return "durations are not EDTF: write both ends of the interval, 2024-08-06/2024-08-10"
    if re.search("[0-9]{4}-?W[0-9]{2}|^[0-9]{4}-[0-9]{3}$", text):
        return "weeks and numbered days of the year are not EDTF: write 2024-08-07"
    side = re.fullmatch("(?:\\.\\.)?([-0-9X~?%]+)(?:\\.\\.)?", text)
    if side and ".." in text and not isinstance(read(side[1]), str):
        before = text.startswith("..")
        interval = f"../{side[1]}" if before else f"{side[1]}/.."
        return f"write [{text}] for that or {'earlier' if before else 'later'}, {interval} for all the time"
    if any(char.isdigit() and not char.isascii() for char in text):
        return "digits are 0 to 9 in EDTF: write 2024-08-07"
    return ""


def _open_digits(text: str) -> Iterator[tuple[str, str]]:
    """A day that no month has, with the part open that makes it one: `156X-11-31` is `156X-11-XX`."""
    match = re.fullmatch("(-?[0-9X]{4})-([0-9X]{2})-([0-9X]{2})([~?%]?)", text)
    if match and "X" in text and not isinstance(read(f"{match[1]}-{match[2]}"), str):
        yield f"the calendar has no day that fits {text}", f"{match[1]}-{match[2]}-XX{match[4]}"
    match = re.fullmatch("(-?[0-9X]{4})-([2-9]X)(-[0-9X]{2})?([~?%]?)", text)
    if match:
        yield f"no month fits {match[2]}", f"{match[1]}-XX{match[3] or ''}{match[4]}"


def _grouped(text: str) -> Iterator[tuple[str, str]]:
    """`2011-(06-04)~`, as drafts of EDTF had it: every part in the brackets has the qualifier before it."""
    match = re.fullmatch(r"([-0-9X]*)\(([-0-9X]+)\)(\?~|~\?|[~?%])([-0-9X~?%]*)", text)
    if match:
        mark = match[3] if len(match[3]) == 1 else "%"
        group = "-".join(f"{mark}{part}" for part in match[2].split("-"))
        yield "a part has its qualifier before it, without brackets", f"{match[1]}{group}{match[4]}"


def _timed(text: str) -> Iterator[tuple[str, str]]:
    """A time whose day has open digits or a qualifier of its own: without the one, or with the other at the end."""
    day, time, clock = text.partition("T")
    if time and "X" in day:
        yield "a time needs its year, month and day", day
    marks = set(re.findall("[~?%]", text))
    if time and marks and re.fullmatch("[-0-9~?%]+", day):
        mark = "%" if len(marks) > 1 else marks.pop()
        bare = re.sub("[~?%]", "", f"{day}T{clock}")
        yield "the qualifier of a time stands at its end", f"{bare}{mark}"


def _long_years(text: str) -> Iterator[tuple[str, str]]:
    match = re.fullmatch("(-?[0-9]+)E([0-9]+)((?:S[0-9]+)?[~?%]?)", text)
    if match:
        yield "a year with an exponent begins with Y", f"Y{match[0]}"
    match = re.fullmatch("(-?[0-9]{5,})(S[0-9]+[~?%]?)", text)
    if match:
        yield "a year of more than four digits begins with Y", f"Y{match[0]}"
    match = re.fullmatch("Y(-?)0*([0-9]{1,4})(?:E0*([0-3]))?((?:S[0-9]+)?[~?%]?)", text)
    if match:
        year = int(f"{match[1]}{match[2]}{'0' * int(match[3] or 0)}")
        yield "Y is for years of more than four digits", f"{edtf_year(year)}{match[4]}"
    match = re.fullmatch("Y(-?[0-9]+)E0*(S[0-9]+)?([~?%]?)", text)
    if match:
        yield "an exponent is 1 or more", f"Y{match[1]}{match[2] or ''}{match[3]}"
    match = re.fullmatch("(-?[0-9]{4}|Y-?[0-9]+(?:E[0-9]+)?)S[0-9]+([~?%]?)", text)
    if match:
        yield "there are not so many significant digits in the year", f"{match[1]}{match[2]}"
    match = re.fullmatch("(-?[0-9]{4})S[0-9]+(-[0-9X].*)", text)
    if match:
        yield "significant digits are of a year alone", f"{match[1]}{match[2]}"


def _counted_days(text: str) -> Iterator[tuple[str, str]]:
    """`2004-220`, `2004-W32-3`, `2004-W32`: the day, or one of the days of the week."""
    why = "days counted through the year and weeks are not EDTF"
    match = re.fullmatch("([0-9]{4})-([0-9]{3})", text)
    if match and 1 <= int(match[2]) <= 366:
        year, month, day = civil_from_days(days_from_civil(int(match[1])) + int(match[2]) - 1)
        if year == int(match[1]):
            yield why, f"{year:04}-{month:02}-{day:02}"
    match = re.fullmatch("([0-9]{4})-?W([0-9]{2})(?:-?([1-7]))?", text)
    if match and match[1] != "0000" and 1 <= int(match[2]) <= 53:
        # The week of 4 January is the first (ISO 8601).
        fourth = days_from_civil(int(match[1]), 1, 4)
        monday = fourth - weekday(fourth) + 7 * (int(match[2]) - 1)
        if civil_from_days(monday + 3)[0] != int(match[1]):
            return  # a week is of the year of its Thursday: few years have a 53rd
        first, last = [civil_from_days(monday + n) for n in (0, 6)]
        if match[3]:
            first = last = civil_from_days(monday + int(match[3]) - 1)
        start, end = [f"{year:04}-{month:02}-{day:02}" for year, month, day in (first, last)]
        yield why, start if start == end else f"[{start}..{end}]"
