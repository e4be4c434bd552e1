"""Says why a text is no EDTF and what to write instead. Run only once a date has failed.

Every rewriting it proposes has been read back first: nobody is sent from one error into the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from timeline_tui.dates.calendar import civil_from_days, days_from_civil
from timeline_tui.dates.edtf import edtf_year, read

_LEVEL_2 = "this is EDTF level 2, which is not read yet"

_Rule: TypeAlias = tuple[str, "re.Pattern[str]", "str | Callable[[re.Match[str]], str]"]


def explain(text: str, reason: str) -> str:
    """What is wrong with the text and the way out; `reason` is the parser's own, where there is no better."""
    if not text.strip():
        return "an empty date: leave it out where nothing is known, or write .. for an open end"
    if len(text) > 100:
        return reason
    why = _level_2(text)
    if why:
        return why
    for why, better in _rewritings(text):
        if not isinstance(read(better), str):
            return f"{why}: write {better}{_before_christ(text)}"
    return _last_hint(text) or _in_words(text) or reason


def _in_words(text: str) -> str:
    """What a date in words ("44 BC", "c. 480 BC", "summer 1914") is in EDTF, where it names its year."""
    from timeline_tui.dates.human import in_edtf

    if re.search(r"[0-9]{3}|\b(?:BCE?|CE|AD|century)\b", text, re.IGNORECASE) is None:
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
    ("an unknown end is left empty", re.compile("^unknown$", re.I), ""),
    ("an open end is written ..", re.compile("^(?:open|now|present|\\.\\.\\.|…)$", re.I), ".."),
    ("unspecified digits are written X", re.compile("[xu]"), "X"),
    ("Y, T and Z are capital letters", re.compile("^y|(?<=[0-9])[tz]"), lambda m: m[0].upper()),
    ("both qualifiers together are written %", re.compile(r"\?~|~\?"), "%"),
    ("a qualifier stands at the end", re.compile(r"^([~?%])(-?[0-9X]{4})$"), r"\2\1"),
    ("a time follows its day after T", re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) +(?=[0-9])"), r"\1T"),
    ("there is no blank before the offset", re.compile(r"(?<=[0-9]) +(?=[Z+-])"), ""),
    ("hours have two digits", re.compile("T([0-9]):"), r"T0\1:"),
    ("an hour alone is not EDTF", re.compile("^([^T]*T[0-9]{2})(Z?)$"), r"\1:00\2"),
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
    if re.search("Y-?[0-9]{12}", text):
        return "years of more than eleven digits are out of range"
    if not text.isascii() and any(char.isdigit() for char in text):
        return "digits are 0 to 9 in EDTF: write 2024-08-07"
    return ""


def _level_2(text: str) -> str:
    """Why a text of level 2 is not read, with the honest coarser writing where there is one."""
    for why, coarser in _coarser(text):
        if coarser and not isinstance(read(coarser), str):
            return f"{_LEVEL_2} ({why}): write {coarser}"
        return f"{_LEVEL_2} ({why})"
    return ""


def _coarser(text: str) -> Iterator[tuple[str, str]]:
    if text[0] in "[{" and text[-1] in "]}":
        yield from _set(text)
    long = re.fullmatch("Y(-?[0-9]{1,11})E([0-9]{1,2})(?:S[0-9]+)?", text)
    if long:
        digits = long[1] + "0" * int(long[2])
        yield "an exponential year", f"Y{digits}" if len(digits.lstrip("-")) > 4 else digits
    significant = re.fullmatch("(-?[0-9]{4})S([0-9])", text)
    if significant:
        kept = min(int(significant[2]), 4)
        yield "significant digits", significant[1][: len(significant[1]) - (4 - kept)] + "X" * (4 - kept)
    season = re.fullmatch("(-?[0-9]{4})-(2[5-9]|3[0-9]|4[01])[~?%]?", text)
    if season:
        yield _season(season[1], int(season[2]))
    if re.search("[~?%][-0-9X]", text) and re.fullmatch("[-0-9X~?%/.]+", text):
        yield "a qualifier inside the date", "/".join(map(_qualifiers_last, text.split("/")))
    if "X" in text and re.fullmatch("-?[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?", text):
        yield from _open_digits(text)


def _set(text: str) -> Iterator[tuple[str, str]]:
    inner = text[1:-1].replace(" ", "")
    items = [item for part in inner.split(",") for item in part.split("..")]
    first, last = items[0] or "..", items[-1] or ".."
    which = "one of several dates" if text[0] == "[" else "several dates"
    yield which, first if first == last else f"{first}/{last}"


def _season(year: str, code: int) -> tuple[str, str]:
    if code <= 28:
        return "a season of the northern hemisphere", f"{year}-{code - 4}"
    if code <= 32:
        return "a season of the southern hemisphere", year
    name, start, width = (
        ("a quarter", code - 33, 3)
        if code <= 36
        else ("a third of a year", code - 37, 4)
        if code <= 39
        else ("half a year", code - 40, 6)
    )
    return name, f"{year}-{start * width + 1:02}/{year}-{(start + 1) * width:02}"


def _qualifiers_last(text: str) -> str:
    """Every qualifier moved to the end, where it holds for the whole date: humbler, never surer."""
    marks = set(re.findall("[~?%]", text))
    mark = "%" if "%" in marks or len(marks) > 1 else "".join(marks)
    return re.sub("[~?%]", "", text) + mark


def _open_digits(text: str) -> Iterator[tuple[str, str]]:
    mark = text[-1] if text[-1] in "~?%" else ""
    bare = text.removesuffix(mark) if mark else text
    year = bare[: 5 if bare[0] == "-" else 4]
    rest = bare[len(year) + 1 :].split("-") if len(bare) > len(year) else []
    if not isinstance(read(text), str):
        return
    if "X" in year:
        kept = re.match("-?[0-9]*", year)
        whole = (kept[0] if kept else "") + "X" * len(year)
        yield "unspecified digits before others", whole[: len(year)] + mark
    elif "X" in rest[0]:
        yield "unspecified digits of the month", "-".join([year, *["XX"] * len(rest)]) + mark
    elif len(rest) == 2 and "X" in rest[1]:
        yield "an unspecified digit of the day", f"{year}-{rest[0]}-XX{mark}"
