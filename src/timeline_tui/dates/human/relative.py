"""Dates counted from today: "yesterday", "-2w", "in 3 days", "last monday", "next month", "last 7 days".

A count of days or weeks leads to a day, one of months to a month, one of years to a year: it is no more precise than
what was typed. "This", "last" and "next" with a unit are that unit: a week is its seven days from Monday.
"""

from __future__ import annotations

import re
from datetime import date as civil_date

from timeline_tui.dates.calendar import add_months, days_from_civil, weekday
from timeline_tui.dates.edtf import edtf_year, read
from timeline_tui.dates.human.absolute import SEASONS, edtf_day, month_number
from timeline_tui.dates.human.reading import Context, Found
from timeline_tui.dates.names import MONTHS, WEEKDAYS

_DAYS = {
    "now": 0,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
_NUMBERS = "a one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_UNITS = {"d": 1, "w": 7, "m": 1, "y": 12}
_UNIT = r"(?P<unit>days?|weeks?|months?|years?)"
_LETTER = r"(?P<unit>[dwmy])(?:ays?|eeks?|onths?|ears?)?"
_COUNT = rf"(?P<count>[0-9]{{1,6}}|an|{'|'.join(_NUMBERS)})"
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_STEP = rf"(?P<step>{'|'.join(_STEPS)})"


def relative(words: str, context: Context) -> Found | None:
    """What the words mean today, None where they are not understood. `ValueError` says what is wrong."""
    words, today = words.removeprefix("the "), context.today
    if words in _DAYS:
        found = Found(edtf_day(_number(today) + _DAYS[words]))
        return found.guessed("dates are counted in days from now" if words == "now" else None)
    match = re.fullmatch(rf"(?P<sign>[+-]) ?(?P<count>[0-9]{{1,6}}) ?{_LETTER}", words) or re.fullmatch(
        rf"(?P<in>in )?{_COUNT} ?{_LETTER}(?P<after> ago| from now)?",
        words,
    )
    if match:
        return _counted(match, today)
    match = re.fullmatch(rf"{_STEP} {_COUNT} {_UNIT}", words)
    if match:
        return _stretch(match, today)
    match = re.fullmatch(rf"(?:{_STEP} )?(?P<what>[a-z]+)", words)
    return _named(match["what"], _STEPS.get(match["step"]), context) if match else None


def _number(day: civil_date) -> int:
    return days_from_civil(day.year, day.month, day.day)


def _count(text: str) -> int:
    return int(text) if text.isdigit() else 1 if text == "an" else max(1, _NUMBERS.index(text))


def _counted(match: re.Match[str], today: civil_date) -> Found | None:
    groups = match.groupdict()
    sign, leading, trailing = groups.get("sign"), groups.get("in"), groups.get("after")
    if sum(map(bool, (sign, leading, trailing))) != 1:
        return None
    count, unit = _count(match["count"]), match["unit"][0]
    if sign == "-" or trailing == " ago":
        count = -count
    if unit in "dw":
        return Found(edtf_day(_shifted(today, count, unit)))
    year, month, _ = add_months(today.year, today.month, 1, count * _UNITS[unit])
    if unit == "m":
        whole = edtf_day(days_from_civil(year, month, 1)).rpartition("-")[0]
        return Found(whole, "months are counted whole: count days or weeks for a day")
    return Found(edtf_year(year), "years are counted whole: count days or weeks for a day")


def _shifted(today: civil_date, count: int, unit: str) -> int:
    """The day so many days, weeks, months or years from today; the last of a month that is shorter."""
    count *= _UNITS[unit[0]]
    if unit[0] in "dw":
        return _number(today) + count
    return days_from_civil(*add_months(today.year, today.month, today.day, count))


def _stretch(match: re.Match[str], today: civil_date) -> Found | None:
    """ "last 7 days": up to today, or from today."""
    step, count, unit = _STEPS[match["step"]], _count(match["count"]), match["unit"]
    other = _shifted(today, step * count, unit)
    here = _number(today)
    ends = (other + 1, here) if step < 0 else (here, other - 1)
    return Found("/".join(map(edtf_day, ends)), "today is counted") if step else None


def _named(what: str, step: int | None, context: Context) -> Found | None:
    """A unit, a day of the week, a month or a season; `step` is None where the name stands alone."""
    today = context.today
    days = [name for name in range(7) if re.fullmatch(_DAY_NAMES[name], what)]
    if days:
        return _weekday(days[0], step, _number(today))
    if step is None:
        return None
    if what == "week":
        monday = _number(today) - today.weekday() + 7 * step
        return Found(f"{edtf_day(monday)}/{edtf_day(monday + 6)}", "")
    if what == "weekend":
        saturday = _number(today) - today.weekday() + 7 * step + 5
        return Found(f"{edtf_day(saturday)}/{edtf_day(saturday + 1)}", "")
    if what == "month":
        year, month, _ = add_months(today.year, today.month, 1, step)
        return Found(f"{edtf_year(year)}-{month:02}")
    if what == "quarter":
        year, month, _ = add_months(today.year, today.month, 1, 3 * step)
        return Found(f"{edtf_year(year)}-{33 + (month - 1) // 3}")
    if what == "year":
        return Found(edtf_year(today.year + step))
    if what == "decade":
        return Found(f"{edtf_year(today.year + 10 * step)[:-1]}X", "")
    if what == "century":
        first = (today.year - 1) // 100 * 100 + 1 + 100 * step
        return Found(f"{edtf_year(first)}/{edtf_year(first + 99)}", "")
    number = month_number(what) or SEASONS.get(what)
    return _recurring(number, step, today) if number else None


_DAY_NAMES = (
    "mon(day)?",
    "tue(s(day)?)?",
    "wed(nesday)?",
    "thu(rs?(day)?)?",
    "fri(day)?",
    "sat(urday)?",
    "sun(day)?",
)


def _weekday(name: int, step: int | None, today: int) -> Found:
    """The last one before today, the next one after it, that of this week; alone, the latest, which may be today."""
    if step == 0:
        day = today - weekday(today) + name
    elif step == 1:
        day = today + ((name - weekday(today) - 1) % 7 + 1)
    else:
        back = (weekday(today) - name) % 7
        day = today - (back or (7 if step else 0))
    return Found(
        edtf_day(day),
        f"the one to come is next {WEEKDAYS[name]}" if step is None else "write the date if not",
    )


def _recurring(number: int, step: int, today: civil_date) -> Found:
    """A month or season (21-24): the last that is over, the next to begin, that of this year."""
    here = _number(today) * 86_400
    years = range(today.year + 2, today.year - 3, -1) if step < 0 else range(today.year - 2, today.year + 3)
    for year in years if step else (today.year,):
        text = f"{edtf_year(year)}-{number:02}"
        date = read(text)
        if isinstance(date, str) or date.earliest is None or date.latest is None:
            continue
        if step == 0 or (date.latest <= here if step < 0 else date.earliest > here):
            return Found(text, "write the year if not")
    raise ValueError(f"there is no such {MONTHS[number] if number < 13 else 'season'}")
