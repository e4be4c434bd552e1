"""How precisely a date is known, in words."""

from __future__ import annotations

from timeline_tui.dates.value import Date, Moment, Precision

_NOUNS = {
    Precision.MILLENNIUM: ("millennium", "millennia"),
    Precision.CENTURY: ("century", "centuries"),
    Precision.DECADE: ("decade", "decades"),
    Precision.YEAR: ("year", "years"),
    Precision.SEASON: ("season", "seasons"),
    Precision.MONTH: ("month", "months"),
    Precision.DAY: ("day", "days"),
    Precision.MINUTE: ("minute", "minutes"),
    Precision.SECOND: ("second", "seconds"),
}


def describe_precision(date: Date) -> str:
    """The precision and the doubts: "day precision, uncertain", "interval of days, end unknown"."""
    start = date.start
    if date.interval:
        return _interval(date)
    noun = _NOUNS[date.precision][0]
    words = [f"{noun} precision"]
    if start is not None:
        if start.unspecified and date.precision >= Precision.MONTH:
            words.append(f"which {noun} is not known")
        words += _doubts(start)
    return ", ".join(words)


def _interval(date: Date) -> str:
    start, end = date.start, date.end
    if start is None and end is None:
        words = ["interval"]
    elif start is not None and end is not None and start.precision is not end.precision:
        words = [f"interval from a {_NOUNS[start.precision][0]} to a {_NOUNS[end.precision][0]}"]
    else:
        words = [f"interval of {_NOUNS[date.precision][1]}"]
    for name, moment, unknown in (("start", start, date.unknown_start), ("end", end, date.unknown_end)):
        if moment is None:
            words.append(f"{name} unknown" if unknown else f"open {name}")
        else:
            words += [f"{name} {doubt}" for doubt in _doubts(moment)]
    if date.reversed:
        words.append("the end is before the start")
    return ", ".join(words)


def _doubts(moment: Moment) -> list[str]:
    return ["approximate"] * moment.approximate + ["uncertain"] * moment.uncertain
