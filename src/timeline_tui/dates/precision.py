"""How precisely a date is known, in words."""

from __future__ import annotations

from timeline_tui.dates import groupings
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
    if date.interval:
        return _interval(date)
    start = date.start
    if start is None:
        return _set(date)
    noun = _noun(start)[0]
    words = [f"estimated to within {start.width:,} years" if start.width else f"{noun} precision"]
    if start.mask and (start.month is not None or start.season is not None or noun == "year"):
        words.append(f"which {noun if 'X' not in start.mask[:5] else 'year'} is not known")
    elif start.unspecified and date.precision >= Precision.MONTH:
        words.append(f"which {noun} is not known")
    return ", ".join(words + _doubts(start))


def _noun(moment: Moment) -> tuple[str, str]:
    """What is known of the date, one and several: a quarter is told from a season."""
    if moment.season is None:
        return _NOUNS[moment.precision]
    kind = groupings.kind(moment.season)
    return kind, "half-years" if kind == "half-year" else f"{kind}s"


def _set(date: Date) -> str:
    from timeline_tui.dates.sets import members

    moments = [
        moment for each in members(date.text) for moment in (each.first, each.last) if moment is not None
    ]
    coarsest, finest = min(moments, key=_precision), max(moments, key=_precision)
    nouns = dict.fromkeys([_noun(finest)[0], _noun(coarsest)[0]])
    words = [] if len(moments) == 2 and moments[0] is moments[1] else ["one of several dates"]
    if words and date.all_of:
        words = ["several dates"]
    words.append(f"{' to '.join(nouns)} precision")
    for doubt, given in (
        ("approximate", [moment.approximate for moment in moments]),
        ("uncertain", [moment.uncertain for moment in moments]),
    ):
        if any(given):
            words.append(doubt if all(given) else f"in part {doubt}")
    return ", ".join(words)


def _precision(moment: Moment) -> Precision:
    return moment.precision


def _interval(date: Date) -> str:
    start, end = date.start, date.end
    if start is None and end is None:
        words = ["interval"]
    elif start is not None and end is not None and start.precision is not end.precision:
        words = [f"interval from a {_noun(start)[0]} to a {_noun(end)[0]}"]
    else:
        known = start or end
        words = [f"interval of {_noun(known)[1] if known is not None else ''}"]
    for name, moment, unknown in (("start", start, date.unknown_start), ("end", end, date.unknown_end)):
        if moment is None:
            words.append(f"{name} unknown" if unknown else f"open {name}")
        else:
            words += [f"{name} {doubt}" for doubt in _doubts(moment)]
    if date.reversed:
        words.append("the end is before the start")
    return ", ".join(words)


def _doubts(moment: Moment) -> list[str]:
    if moment.doubts:
        from timeline_tui.dates.words import part_doubts

        return part_doubts(moment)
    return ["approximate"] * moment.approximate + ["uncertain"] * moment.uncertain
