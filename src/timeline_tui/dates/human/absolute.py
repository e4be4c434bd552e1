"""Dates in words that need no other: "7 aug 2024", "44 BC", "1990s", "Q3 2024", "week 32 2024", "20th century"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from timeline_tui.dates.calendar import civil_from_days, days_from_civil, weekday
from timeline_tui.dates.edtf import edtf_year, read
from timeline_tui.dates.human.parts import PART, part_of
from timeline_tui.dates.human.reading import Context, Found, full_year
from timeline_tui.dates.names import MONTHS, WEEKDAYS

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_WIDTHS = {"decade": 10, "century": 100, "millennium": 1000}
_BC = ("bc", "bce")
_YEAR = r"(?P<era>ad|ce)?\s*(?P<year>'?[0-9]{1,12})\s*(?P<after>bce|bc|ce|ad)?"
_SPAN = r"(?:\s+\(?(?P<span>decade|century|millennium)\)?)?"
_CENTURY = r"(?P<span>c(?:ent(?:ury)?)?|millennium)\.?"
_EARLY = r"(?:ad )?[0-9]{1,5}(?: bc)?"
_WEEKDAY = (
    r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?:the\s+)?)?"
)
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?P<th>st|nd|rd|th)?\.?"
_OFFSET = r"(?P<zone>z|utc|gmt|[+-][0-9]{2}:[0-9]{2})?"
_TIME = r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,18})?)?)"
_CLOCK = rf"(?:(?:\s*,\s*|\s+(?:at\s+)?|t){_TIME}\s*{_OFFSET})?"

CLOCK = _CLOCK
"""A clock time behind a day, with its offset, if there is one."""


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Context], Found | None]], ...]:
    """The ways of writing that are understood, each with what it means; compiled when first needed."""
    season = "|".join(SEASONS)
    forms: tuple[tuple[str, Callable[[re.Match[str], Context], Found | None]], ...] = (
        (rf"{_WEEKDAY}{_DAY}\s*(?:of\s+)?{_MONTH}(?:\s*,?\s*{_YEAR})??{_CLOCK}", _day),
        (rf"{_WEEKDAY}{_MONTH}\s*{_DAY}(?:\s*,\s*{_YEAR}|\s+(?P<plain>'?[0-9]{{2}}|[0-9]{{4}}))?{_CLOCK}", _day),
        (rf"(?P<season>{season})(?:\s+(?:of\s+)?{_YEAR})?", _season),
        (rf"{_MONTH}(?:\s*,?\s*(?:of\s+)?{_YEAR})?", _month),
        (r"(?P<year>[0-9]{4})[-./](?P<number>[0-9]{1,2})[-./](?P<day>[0-9]{1,2})" + _CLOCK, _day),
        (r"(?P<year>[0-9]{4})[-./](?P<number>[0-9]{1,2})", _month),
        (rf"(?:week\s*|w)(?P<week>[0-9]{{1,2}})(?:(?:\s+of\s+|\s*,?\s*){_YEAR})?", _week),
        (r"(?P<year>[0-9]{4})[- ]?(?:week\s*|w)(?P<week>[0-9]{1,2})(?:-?(?P<nth>[1-7]))?", _week),
        (rf"(?:year\s+)?{_YEAR}", _year),
        (rf"(?P<era>ad\s+)?(?P<tens>'?[0-9]{{1,3}}0)'?s{_SPAN}(?:\s+(?P<after>bce?))?", _decade),
        (rf"(?P<first>{_EARLY}) - (?P<last>{_EARLY}) \((?P<span>decade|century|millennium)\)", _open_digits),
        (rf"(?P<nth>[0-9]{{1,2}})(?:st|nd|rd|th)\s+{_CENTURY}(?:\s+(?P<after>bce?|ad|ce))?", _century),
        (r"some (?P<open>day|month) in (?P<whole>.+)", _some),
        (PART, _part),
    )  # fmt: skip
    return tuple((re.compile(pattern), make) for pattern, make in forms)


def absolute(words: str, context: Context) -> Found | None:
    """What the words mean, None where they are not understood. `ValueError` says what is wrong with a date."""
    words = words.removeprefix("the ")
    for pattern, make in _forms():
        match = pattern.fullmatch(words)
        found = make(match, context) if match else None
        if found is not None:
            return found
    return None


def month_number(word: str) -> int:
    """1-12, or 0 where the word is no month."""
    for number, name in enumerate(MONTHS):
        if number and len(word) > 2 and (name.lower().startswith(word) or (number == 9 and word == "sept")):
            return number
    return 0


def _years(match: re.Match[str], context: Context, *, alone: bool = False) -> tuple[int, str | None] | None:
    """The year, and how to say the other where it was guessed; None where the digits are no year.

    `ValueError` where two digits could be any: `alone`, there is nothing that makes them a year at all.
    """
    groups = match.groupdict()
    text = groups.get("plain") or groups.get("year")
    if text is None:
        return (
            None
            if context.year is None
            else (context.year, context.near("write the year") if context.elsewhere else None)
        )
    year, after = int(text.lstrip("'")), groups.get("after")
    if after in _BC:
        if year == 0:
            raise ValueError("there is no year 0 BC: 1 BC is followed by AD 1")
        return 1 - year, None
    spoken = after or groups.get("era") or match[0].startswith("year")
    if len(text) > 4 and not spoken:
        return None
    if spoken or (len(text) > 2 and text[0] != "'"):
        return year, None
    if (alone and text[0] != "'") or context.year is None or len(text.lstrip("'")) != 2:
        raise ValueError(f"which year is {text}? Write it in full, or AD {year}, or {year} BC")
    return full_year(year, context), context.near("write the year in full if not")


def _clock(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return clock(groups.get("clock") or "", groups.get("zone") or "")


def clock(time: str, zone: str) -> str:
    """A clock time in EDTF, "" for none."""
    if not time:
        return ""
    hour, _, rest = time.partition(":")
    return f"T{hour:0>2}:{rest}{offset(zone)}"


def offset(zone: str) -> str:
    """An offset from UTC in EDTF, "" for none."""
    return "Z" if zone in ("z", "utc", "gmt") else zone


def _month_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return int(groups["number"]) if groups.get("number") else month_number(groups["month"])


def _day(match: re.Match[str], context: Context) -> Found | None:
    month = _month_of(match)
    given = _years(match, context) if month else None
    if given is None:
        return None
    year, guess = given
    day, groups = int(match["day"]), match.groupdict()
    if day > 31 and not groups.get("year") and not groups["clock"]:
        return None  # "aug 44" has no day
    text = f"{edtf_year(year)}-{month:02}-{day:02}"
    if groups.get("weekday"):
        _agree(text, groups["weekday"])
    typed_year = groups.get("year") or groups.get("plain")
    certain = day < 10 or typed_year or groups.get("th") or groups["clock"] or groups.get("weekday")
    if not certain and groups.get("month") and match.start("month") < match.start("day"):
        guess = f"write {MONTHS[month][:3]} {full_year(day, context)} for the month"  # as "aug 24" is to some
    return Found(text + _clock(match), guess)


def _agree(day: str, said: str) -> None:
    """`ValueError` where the day has another name than was typed."""
    date = read(day)
    if isinstance(date, str) or date.earliest is None:
        return
    name = WEEKDAYS[weekday(date.earliest // 86_400)]
    if not said.startswith(name.lower()):
        raise ValueError(f"{day} is a {name}, not a {said[:3].title()}")


def _month(match: re.Match[str], context: Context) -> Found | None:
    month = _month_of(match)
    given = _years(match, context) if month else None
    return None if given is None else Found(f"{edtf_year(given[0])}-{month:02}", given[1])


def _season(match: re.Match[str], context: Context) -> Found | None:
    given = _years(match, context)
    if given is None:
        return None
    year, guess = given
    if match["season"] == "winter":  # of a year that has two
        guess = f"the one before is winter {year - 1}" if year > 1 else guess
    return Found(f"{edtf_year(year)}-{SEASONS[match['season']]}", guess)


def _year(match: re.Match[str], context: Context) -> Found | None:
    given = _years(match, context, alone=True)
    return None if given is None else Found(edtf_year(given[0]), given[1])


def _week(match: re.Match[str], context: Context) -> Found | None:
    """A week of ISO 8601: from Monday, the first is the one with 4 January in it."""
    given = _years(match, context)
    if given is None:
        return None
    year, guess = given
    week, nth = int(match["week"]), match.groupdict().get("nth")
    first, after = _first_monday(year), _first_monday(year + 1)
    if not 1 <= week <= (after - first) // 7:
        raise ValueError(f"there is no week {week}: {edtf_year(year)} has {(after - first) // 7} weeks")
    monday = first + (week - 1) * 7
    if nth is not None:
        return Found(edtf_day(monday + int(nth) - 1), guess)
    return Found(f"{edtf_day(monday)}/{edtf_day(monday + 6)}", guess)


def _first_monday(year: int) -> int:
    fourth = days_from_civil(year, 1, 4)
    return fourth - weekday(fourth)


def edtf_day(days: int) -> str:
    """A day since 1970-01-01 in EDTF. `ValueError` where it has no day of such a year."""
    year, month, day = civil_from_days(days)
    if abs(year) > 9999:
        raise ValueError("days are known in the years -9999 to 9999 only")
    return f"{edtf_year(year)}-{month:02}-{day:02}"


def _decade(match: re.Match[str], context: Context) -> Found | None:
    """The 1990s, the 90s. The 40s BC are 49 to 40 BC, which `-004X` is not."""
    text, span = match["tens"].lstrip("'"), match["span"]
    tens = int(text)
    if match["after"]:
        return Found(f"{edtf_year(1 - tens - 9)}/{edtf_year(1 - tens)}") if tens and not span else None
    guess = None
    if len(text) < 3 and not match["era"]:
        if context.year is None:
            raise ValueError(f"which decade is the {text}s? Write it in full")
        tens, guess = full_year(tens, context), context.near("write it in full if not")
    elif tens % 100 == 0 and span is None:
        raise ValueError(f"a decade or a century? Write {tens // 10:03}X or {tens // 100:02}XX")
    digits = len(str(_WIDTHS[span or "decade"])) - 1
    if tens % 10**digits or tens > 9999:
        return None
    return Found(f"{tens:04}"[:-digits] + "X" * digits, guess)


def _open_digits(match: re.Match[str], context: Context) -> Found | None:
    """ "40 BC - 31 BC (decade)": what open digits leave where they have no shorter name."""
    first, last = (absolute(match[name], context) for name in ("first", "last"))
    if (
        first is None
        or last is None
        or not all(re.fullmatch("-?[0-9]{4}", end.edtf) for end in (first, last))
    ):
        return None
    digits = len(str(_WIDTHS[match["span"]])) - 1
    open_text = first.edtf[:-digits] + "X" * digits
    if first.edtf == "0000" and last.edtf.startswith("-"):
        return None
    date, one, other = read(open_text), read(first.edtf), read(last.edtf)
    if isinstance(date, str) or isinstance(one, str) or isinstance(other, str):
        return None
    return Found(open_text) if (date.earliest, date.latest) == (one.earliest, other.latest) else None


def _century(match: re.Match[str], _: Context) -> Found | None:
    """The 20th century is 1901/2000: `19XX` would be another hundred years."""
    width = 1000 if match["span"] == "millennium" else 100
    last = int(match["nth"]) * width
    if last == 0:
        raise ValueError("centuries count from the 1st")
    if last > 9999:
        return None
    if match["after"] in _BC:
        return Found(f"{edtf_year(1 - last)}/{edtf_year(width - last)}")
    return Found(f"{edtf_year(last - width + 1)}/{edtf_year(last)}")


def _some(match: re.Match[str], context: Context) -> Found | None:
    """ "some day in 2024": open digits, as they are shown."""
    whole = absolute(match["whole"], context)
    form = re.fullmatch("-?[0-9]{4}(-[0-9]{2})?", whole.edtf) if whole is not None else None
    if whole is None or form is None or (form[1] and match["open"] == "month"):
        return None
    return whole._replace(edtf=whole.edtf + ("-XX" if form[1] or match["open"] == "month" else "-XX-XX"))


def _part(match: re.Match[str], context: Context) -> Found | None:
    whole = absolute(match["whole"] or match["before"] or "", context)
    if whole is None and not (match["whole"] or match["before"]) and context.year is not None:
        whole = Found(edtf_year(context.year), context.near("write the year") if context.elsewhere else None)
    return None if whole is None else part_of(match, whole)
