"""Dates in numbers: 7/8/2024, 7.8.24, 7/8. Which is the day is a custom, so the order is asked for, and said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline_tui.dates.calendar import days_in_month
from timeline_tui.dates.edtf import edtf_year
from timeline_tui.dates.human.absolute import CLOCK, clock
from timeline_tui.dates.human.reading import Context, DateOrder, Found, full_year
from timeline_tui.dates.names import MONTHS

_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")


def numeric(words: str, context: Context) -> Found | None:
    """What the numbers mean in the order that is customary; where only another one gives a date, in that."""
    match = re.fullmatch(
        rf"([0-9]{{1,2}})(?:([./-])([0-9]{{1,2}})\2('?[0-9]{{2}}|[0-9]{{4}})|/([0-9]{{1,2}})){CLOCK}", words
    )
    if match is None or context.year is None:
        return None
    if match[5]:
        numbers: tuple[str, ...] = (match[1], match[5])
    else:
        numbers = (match[1], match[3], match[4].lstrip("'"))
    time = clock(match["clock"] or "", match["zone"] or "")
    readings = dict.fromkeys(_readings(numbers, context))
    good = [day for day in readings if 1 <= day[1] <= 12 and 1 <= day[2] <= days_in_month(day[0], day[1])]
    if not good:
        instead = "it like 7 aug 2024 or 2024-08-07"
        if len(numbers) < 3 and 1 <= int(numbers[0]) <= 12:
            instead = f"{MONTHS[int(numbers[0])][:3]} {full_year(int(numbers[1]), context)} for the month"
        raise ValueError(f"no month has such a day: write {instead}")
    year, month, day = good[0]
    if abs(year) > 9999:
        return None
    guess = None
    if len(numbers) < 3 and int(numbers[1]) > 12 and context.order != "mdy":
        guess = f"write {MONTHS[month][:3]} {full_year(int(numbers[1]), context)} for the month"
    elif len(good) > 1:
        guess = f"write {_iso(*good[1])} for the other; date_order in the settings decides"
        if context.elsewhere if len(numbers) < 3 else len(numbers[2]) < 4:
            guess = context.near(guess)
    elif len(numbers) < 3:
        guess = context.near("write the year") if context.elsewhere else None
    elif len(numbers[2]) < 4:
        guess = context.near("write the year in full if not")
    return Found(_iso(year, month, day) + time, guess)


def _iso(year: int, month: int, day: int) -> str:
    return f"{edtf_year(year)}-{month:02}-{day:02}"


def _readings(numbers: tuple[str, ...], context: Context) -> Iterator[tuple[int, int, int]]:
    """Year, month and day in each order that is possible, the customary one first."""
    near = context.today.year if context.year is None else context.year
    for order in dict.fromkeys((context.order, *_ORDERS)):
        if order == "ymd" and not (len(numbers) == 3 and len(numbers[0]) == 2 == len(numbers[2])):
            order = "mdy"  # the year is known by its place, and the month comes before the day
        named = dict(zip(order, numbers, strict=False))
        year = named.get("y")
        full = near if year is None else int(year) if len(year) == 4 else full_year(int(year), context)
        yield full, int(named["m"]), int(named["d"])
