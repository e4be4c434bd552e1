"""What the list's date column shows of EDTF level 2: sets, digits left open anywhere, significant digits."""

from __future__ import annotations

from timeline_tui.dates import masks
from timeline_tui.dates.groupings import label
from timeline_tui.dates.names import MONTHS
from timeline_tui.dates.sets import edge, members
from timeline_tui.dates.short import ShortDate, compact_year, label_parts, sign
from timeline_tui.dates.value import Date, Moment

_COUNTED = 99


def set_label(date: Date, *, ascii: bool = False) -> ShortDate:
    """By its first date in time: "1667 or" where one is meant, "1667 +2" where all are, "by 1984" or an earlier one."""
    found = members(date.text)
    mark = sign(date, ascii=ascii)
    if date.earliest is None:
        shown, prefix = found[0].last, "by " if date.one_of else "to "
    else:
        shown, prefix = edge(date).start, ""
    if len(found) == 1 and (found[0].first is found[0].last or (prefix and date.one_of)):
        tail = ""
    elif date.one_of:
        tail = " or"
    else:
        dates = all(member.first is member.last for member in found)
        tail = f" +{len(found) - 1}" if dates and len(found) <= _COUNTED else " +"
    if shown is None:
        return ShortDate("", "", "", mark)
    year, text, _ = label_parts(date.earliest, shown, prefix, tail)
    return ShortDate(year, text, "", mark, tail)


def open_labels(moment: Moment, prefix: str, room: int) -> tuple[str, str]:
    """The year and the label: "1560s" and "25 Dec"; "1984" and "Oct-Dec"; "19XX" and "19XX (1950)".

    `room`: the cells that are left beside `prefix`.
    """
    if not moment.mask:
        return _estimate(moment, prefix, room)
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


def _estimate(moment: Moment, prefix: str, room: int) -> tuple[str, str]:
    digits = len(str(moment.width)) - 1
    written = f"{'-' * (moment.year < 0)}{abs(moment.estimate or 0):04}"
    kept = f"{written[:-digits]}{'X' * digits}"
    year = moment.year if moment.estimate is None else moment.estimate
    estimate = compact_year(year)
    if len(kept) > room:
        return estimate, prefix + (estimate if len(estimate) <= room else compact_year(year, rough=True))
    both = f"{kept} ({estimate})"
    return kept, prefix + (both if len(both) <= room else kept)
