"""Dates as TOML files give them: a string of EDTF, or TOML's own dates and date-times.

Numbers are refused with the string to write: an unquoted 2024 is a number to TOML, and guessing at `2024.1`
or `-44` would invent a date.
"""

from __future__ import annotations

import re
from datetime import date as civil_date
from datetime import datetime, time, tzinfo

from timeline_tui.dates.edtf import edtf_year, parse_edtf
from timeline_tui.dates.value import Date
from timeline_tui.errors import DateError

_CLOCK = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}.*)")


def from_toml(
    value: object, raw: str | None = None, floating: tzinfo | None = None, line: tzinfo | None = None
) -> Date:
    """The date of a TOML value; see `parse_edtf` for the zones.

    `raw` is the source text of the value. Where it is given, a date-time keeps the precision it was written
    with, seconds or none, and every digit of a fraction. Raises `DateError` for whatever is no date.
    """
    if isinstance(value, str):
        return parse_edtf(value, floating, line)
    if isinstance(value, datetime):
        return parse_edtf(_written(raw) or value.isoformat(), floating, line)
    if isinstance(value, civil_date):
        return parse_edtf(value.isoformat(), floating, line)
    raise DateError(*_refusal(value, raw))


def _written(raw: str | None) -> str:
    """A TOML date-time in EDTF's letters: `2024-08-07 14:30z` is `2024-08-07T14:30Z`."""
    match = _CLOCK.fullmatch(raw.strip()) if raw is not None else None
    return f"{match[1]}T{match[2].replace('z', 'Z')}" if match else ""


def _refusal(value: object, raw: str | None) -> tuple[str, str]:
    """The value as text and why it is no date."""
    if isinstance(value, bool):
        return str(value).lower(), 'true and false are no dates: write date = 2024-08-07 or date = "2024"'
    if isinstance(value, int):
        return _number(value)
    if isinstance(value, float):
        text = raw.strip() if raw else repr(value)
        match = re.fullmatch(r"([0-9]{4})\.(0[1-9]|1[0-2])", text)
        better = f"{match[1]}-{match[2]}" if match else "2024-08"
        return text, f'a number is no date: write it quoted and with hyphens, date = "{better}"'
    if isinstance(value, time):
        text = value.isoformat()
        return text, f"a time needs its day: write date = 2024-08-07T{text}"
    return "", f'a date is one value, not a {_kind(value)}: write date = 2024-08-07 or date = "2024-08"'


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "table"
    return "list" if isinstance(value, list | tuple) else type(value).__name__


def _number(value: int) -> tuple[str, str]:
    if abs(value) >= 10**11:
        return "a number", 'a number is no date: write it quoted, as in date = "2024" or date = "Y170000002"'
    text = str(value)
    if value < 0:
        year, before_christ = edtf_year(value), edtf_year(value + 1)
        return text, (
            f'a number is no date: write date = "{year}", or date = "{before_christ}" if {-value} BC is meant'
        )
    if value < 10_000:
        return text, f'a year alone must be quoted: write date = "{value:04}"'
    digits = re.fullmatch(r"([0-9]{4})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", text)
    if digits:
        return text, f"a number is no date: write date = {'-'.join(digits.groups())}"
    months = re.fullmatch(r"([0-9]{4})(0[1-9]|1[0-2])", text)
    if months:
        return text, f'a number is no date: write date = "{"-".join(months.groups())}"'
    return text, f'a year of more than four digits is written with Y: date = "Y{value}"'
