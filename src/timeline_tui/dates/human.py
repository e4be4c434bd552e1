"""Dates as people type them into a search: "7 aug", "44 BC", "-2w", "1990s".

EDTF comes first, so that what works in a file works here. Whatever is understood becomes EDTF, of the
precision that was typed: "august 2024" is a month. dateutil comes last, for the parts it really found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as civil_date
from datetime import datetime, timedelta, tzinfo
from functools import cache

from timeline_tui.dates.calendar import add_months, civil_from_days, days_from_civil
from timeline_tui.dates.display import MONTHS
from timeline_tui.dates.edtf import edtf_year, parse_edtf, read
from timeline_tui.dates.value import Date, Precision
from timeline_tui.errors import DateError
from timeline_tui.text import clip, fold

_EXAMPLES = "write 2024-08-07, 2024-08, 7 aug 2024, 44 BC, 1990s, today or -2w"
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_UNITS = {"d": 1, "w": 7, "m": 1, "y": 12}
_QUALIFIED = r"(about |around |circa |ca?\.? ?(?=[0-9])|~ ?)?(.*?) ?(\?|~|%|\(uncertain\))?"
_YEAR = r"(?P<era>ad|ce)?\s*(?P<year>[0-9]{1,11})\s*(?P<after>bce|bc|ce|ad)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY_OF_MONTH = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.?"
_CLOCK = (
    r"(?:(?:\s*,\s*|\s+|t)(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)\s*(?P<zone>z|[+-][0-9]{2}:[0-9]{2})?)?"
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], str]], ...]:
    """The ways of writing that are understood, each with the EDTF it makes; compiled when first needed."""
    return (
        (re.compile(rf"{_DAY_OF_MONTH}\s*(?:of\s+)?{_MONTH}(?:\s*,?\s*{_YEAR})??{_CLOCK}"), _day),
        (
            re.compile(rf"{_MONTH}\s*{_DAY_OF_MONTH}(?:\s*,\s*{_YEAR}|\s+(?P<plain>[0-9]{{4}}))?{_CLOCK}"),
            _day,
        ),
        (re.compile(rf"(?P<season>spring|summer|autumn|fall|winter)(?:\s+{_YEAR})?"), _season),
        (re.compile(rf"{_MONTH}(?:\s*,?\s*{_YEAR})?"), _month),
        (
            re.compile(
                rf"(?P<year>[0-9]{{4}})[-./](?P<number>[0-9]{{1,2}})[-./](?P<day>[0-9]{{1,2}}){_CLOCK}"
            ),
            _day,
        ),
        (re.compile(r"(?P<year>[0-9]{4})[-./](?P<number>[0-9]{1,2})"), _month),
        (re.compile(rf"(?:year\s+)?{_YEAR}"), _year),
        (re.compile(r"(?:the\s+)?(?P<tens>[0-9]{3}0)'?s(?:\s+\(?(?P<span>decade|century)\)?)?"), _decade),
        (
            re.compile(r"(?P<nth>[0-9]{1,2})(?:st|nd|rd|th)\s+c(?:ent(?:ury)?)?\.?(?:\s+(?P<after>bce?))?"),
            _century,
        ),
    )


def parse_human(
    text: str,
    *,
    today: civil_date,
    floating: tzinfo | None = None,
    line: tzinfo | None = None,
    near: Date | None = None,
) -> Date:
    """The date a person typed, as precise as it was typed; see `parse_edtf` for the zones.

    A day or month without a year is of the year of `near`, or else of `today`. "+3d", "-2w", "-1m", "-10y"
    are days, counted from today. 7/8/2024 is 7 August. Raises `DateError`.
    """
    typed = text.strip()
    date = read(typed, floating, line)
    if not isinstance(date, str):
        return date
    if len(typed) > 60:
        raise DateError(clip(typed, 60), f"too long for a date: {_EXAMPLES}")
    base, mark = _qualifier(_words(typed))
    year = today.year
    if near is not None and near.start is not None and near.start.precision >= Precision.YEAR:
        year = near.start.year
    edtf = _relative(base, today) or _numbers(base) or _written(typed, base, year)
    if not edtf and re.search("[a-z]{3}", base):
        edtf = _by_dateutil(base, year)
    if not edtf:
        # Digits and signs alone are somebody's EDTF: its own parser knows what is wrong with them.
        if re.fullmatch(r"[-+0-9XYTZEPSxu~?%/.:\[\]{}, ]+", typed):
            return parse_edtf(typed, floating, line)
        raise DateError(typed, f"not a date: {_EXAMPLES}")
    date = read(_marked(edtf, mark), floating, line)
    if isinstance(date, str):
        raise DateError(typed, date)
    return date


def in_edtf(text: str) -> str:
    """The EDTF of a date in words that names its year; "" where the words are none."""
    typed = text.strip()[:60]
    base, mark = _qualifier(_words(typed))
    try:
        edtf = _written(typed, base, 0)
    except DateError:  # it names a year that may be several
        return ""
    return _marked(edtf, mark) if edtf and edtf[:4] != "0000" else ""


def _words(typed: str) -> str:
    return re.sub(r"\s+", " ", fold(typed)).replace("\u2212", "-")


def _marked(edtf: str, mark: str) -> str:
    return edtf.replace("/", f"{mark}/") + mark


def _qualifier(words: str) -> tuple[str, str]:
    """The words without "about" or a closing "?", and the EDTF mark these mean."""
    match = re.fullmatch(_QUALIFIED, words)
    if match is None:
        return words, ""
    about = match[1] is not None or match[3] in ("~", "%")
    doubt = match[3] in ("?", "%", "(uncertain)")
    return match[2], ("%" if about else "?") if doubt else ("~" if about else "")


def _relative(words: str, today: civil_date) -> str:
    if words in _DAYS:
        return _iso(today.year, today.month, today.day + _DAYS[words])
    match = re.fullmatch(r"([+-])? ?([0-9]{1,6}) ?([dwmy])(?:ays?|eeks?|onths?|ears?)?( ago)?", words)
    if match is None or bool(match[1]) == bool(match[4]):
        return ""
    count = int(match[2]) * _UNITS[match[3]]
    if match[1] == "-" or match[4]:
        count = -count
    if match[3] in "dw":
        return _iso(today.year, today.month, today.day + count)
    return _iso(*add_months(today.year, today.month, today.day, count))


def _iso(year: int, month: int, day: int) -> str:
    """A day in EDTF; `day` may run over the month."""
    year, month, day = civil_from_days(days_from_civil(year, month, day))
    if abs(year) > 9999:
        return ""
    return f"{edtf_year(year)}-{month:02}-{day:02}"


def _numbers(words: str) -> str:
    """7/8/2024 or 7.8.2024, the day first; where only the other order is possible, that one."""
    match = re.fullmatch(rf"([0-9]{{1,2}})([./-])([0-9]{{1,2}})\2([0-9]{{4}}){_CLOCK}", words)
    if match is None:
        return ""
    day, month = int(match[1]), int(match[3])
    if month > 12 >= day:
        day, month = month, day
    return f"{match[4]}-{month:02}-{day:02}{_clock(match)}"


def _written(typed: str, words: str, year: int) -> str:
    for pattern, make in _forms():
        match = pattern.fullmatch(words)
        if match:
            try:
                edtf = make(match, year)
            except ValueError as error:
                raise DateError(typed, str(error)) from None
            if edtf:
                return edtf
    return ""


def _given_year(match: re.Match[str], otherwise: int) -> str:
    """The year in EDTF, "" where the digits are no year. `ValueError` where two digits could be any."""
    groups = match.groupdict()
    text = groups.get("plain") or groups.get("year")
    if text is None:
        return edtf_year(otherwise)
    year, after = int(text), groups.get("after")
    if after in ("bc", "bce"):
        if year == 0:
            raise ValueError("there is no year 0 BC: 1 BC is followed by AD 1")
        return edtf_year(1 - year)
    spoken = after or groups.get("era") or match[0].startswith("year")
    if len(text) > 4 and not spoken:
        return ""
    if len(text) < 3 and not spoken:
        raise ValueError(f"which year is {text}? Write it in full, or AD {text}, or {text} BC")
    return edtf_year(year)


def _month_number(match: re.Match[str]) -> int:
    """1-12, or 0 where the word is no month."""
    groups = match.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    word = groups["month"]
    for number, name in enumerate(MONTHS):
        if number and (name.lower().startswith(word) or (number == 9 and word == "sept")):
            return number
    return 0


def _clock(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if not groups.get("clock"):
        return ""
    hour, _, rest = groups["clock"].partition(":")
    return f"T{hour:0>2}:{rest}{(groups['zone'] or '').upper()}"


def _day(match: re.Match[str], year: int) -> str:
    month, given = _month_number(match), _given_year(match, year)
    return f"{given}-{month:02}-{int(match['day']):02}{_clock(match)}" if month and given else ""


def _month(match: re.Match[str], year: int) -> str:
    month, given = _month_number(match), _given_year(match, year)
    return f"{given}-{month:02}" if month and given else ""


def _season(match: re.Match[str], year: int) -> str:
    given = _given_year(match, year)
    return f"{given}-{_SEASONS[match['season']]}" if given else ""


def _year(match: re.Match[str], year: int) -> str:
    return _given_year(match, year)


def _decade(match: re.Match[str], _: int) -> str:
    tens, span = match["tens"], match["span"]
    if tens.endswith("00") and span is None:
        raise ValueError(f"a decade or a century? Write {tens[:3]}X or {tens[:2]}XX")
    return f"{tens[:2]}XX" if span == "century" else f"{tens[:3]}X"


def _century(match: re.Match[str], _: int) -> str:
    """The 20th century is 1901/2000: `19XX` would be another hundred years."""
    last = int(match["nth"]) * 100
    if last == 0:
        raise ValueError("centuries count from the 1st")
    if match["after"]:
        return f"{edtf_year(1 - last)}/{edtf_year(100 - last)}"
    return f"{edtf_year(last - 99)}/{edtf_year(last)}"


def _by_dateutil(words: str, year: int) -> str:
    """What dateutil reads in the words, of which only those parts that do not come from its default."""
    from dateutil import parser

    # Both months have 31 days, so that no day is cut to fit one of them.
    defaults = (datetime(2001, 1, 1, 1, 1, 1), datetime(2004, 3, 2, 2, 2, 2))  # noqa: DTZ001
    try:
        one, other = (parser.parse(words, default=default, dayfirst=True) for default in defaults)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return ""
    given = {
        name
        for name in ("year", "month", "day", "hour", "minute")
        if getattr(one, name) == getattr(other, name)
    }
    # A year of two digits is dateutil's guess, not what was typed.
    if "month" not in given or ("year" in given and f"{one.year:04}" not in words):
        return ""
    text = f"{one.year if 'year' in given else year:04}-{one.month:02}"
    if "day" not in given:
        return "" if "hour" in given else text
    text += f"-{one.day:02}"
    if not {"hour", "minute"} <= given:
        return text
    text += f"T{one.hour:02}:{one.minute:02}"
    shift = one.utcoffset()
    if shift is None:
        return text
    minutes = shift // timedelta(minutes=1)
    return f"{text}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
