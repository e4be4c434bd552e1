"""What the list's date column shows of EDTF level 2: sets, digits left open anywhere, significant digits."""

from __future__ import annotations

from timeline_tui.dates import masks
from timeline_tui.dates.display import MONTHS, ShortDate, compact_year, short_date, sign
from timeline_tui.dates.groupings import label
from timeline_tui.dates.sets import edge, members
from timeline_tui.dates.value import Date, Moment

_WIDEST = 11  # cells of a label


def set_label(date: Date, *, ascii: bool = False) -> ShortDate:
    """By its first date in time: "1667…" where one is meant, "1667 +2" where all are, "to 1984" where that is open."""
    from timeline_tui.dates.edtf import parse_edtf

    found = members(date.text)
    mark = sign(date, ascii=ascii)
    if date.earliest is None:
        first = short_date(parse_edtf(date.text[1:-1].partition(",")[0].replace("..", "../")), ascii=ascii)
        return first._replace(mark=mark)
    first = short_date(edge(date), ascii=ascii)
    day, _, last = first.label_day.rpartition(" ")
    short = day if last in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun") else first.label_day
    alone = len(found) == 1 and found[0].first is found[0].last
    if alone:
        tail = ""
    elif date.one_of or len(found) == 1:
        tail = ".." if ascii else "…"
    else:
        tail = f" +{len(found) - 1}"
    return ShortDate(first.year, f"{short[: _WIDEST - len(tail)]}{tail}", "", mark)


def open_labels(moment: Moment, prefix: str) -> tuple[str, str]:
    """The year and the label: "1560s" and "25 Dec"; "1984" and "Oct-Dec"; "19XX" and "19XX (1950)"."""
    if not moment.mask:
        return _estimate(moment, prefix)
    year_mask, month_mask, _ = masks.parts(moment.mask)
    year = _year(year_mask, moment)
    if moment.season is not None:
        return year, prefix + label(moment.season)
    if moment.month is None:
        months = masks.months(month_mask) if month_mask not in ("", "XX") else ()
        if len(months) > 1 and months[-1] - months[0] == len(months) - 1 and not prefix:
            return year, f"{MONTHS[months[0]][:3]}-{MONTHS[months[-1]][:3]}"
        return year, prefix + year
    day = f"{moment.day} " if moment.day is not None else ""
    return year, f"{prefix}{day}{MONTHS[moment.month][:3]}"


def _year(mask: str, moment: Moment) -> str:
    if "X" not in mask:
        return compact_year(moment.year)
    if mask.endswith("X") and "X" not in mask[:-1] and moment.year >= 10:
        return f"{compact_year(moment.year)}s"
    return mask


def _estimate(moment: Moment, prefix: str) -> tuple[str, str]:
    digits = len(str(moment.width)) - 1
    written = f"{'-' * (moment.year < 0)}{abs(moment.estimate or 0):04}"
    kept = f"{written[:-digits]}{'X' * digits}"
    estimate = compact_year(moment.year if moment.estimate is None else moment.estimate)
    if len(prefix) + len(kept) > _WIDEST:
        return estimate, prefix + estimate
    both = f"{prefix}{kept} ({estimate})"
    return kept, both if len(both) <= _WIDEST else prefix + kept
