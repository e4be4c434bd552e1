"""An event as one row of the list: date, time, signs, title. Pure: an event in, segments out.

    ` * 7 Aug Wed 14:30 ~! Zelenskiy: the more pressure, the nearer peace`

The date stands once a day; under a heading, only what that does not say. The signs need no colour: `~` about,
`?` uncertain, `%` both, `↔` an interval or several dates, `…` a part left open, `!` disputed by somebody; `*` in the
first column is the user's own mark.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from timeline_tui.axis.heading_groups import HeadingGroup, group_of, heading
from timeline_tui.dates import Date, apart, short_date, units
from timeline_tui.dates.shown import Shown, Times, clock_second, short_shown
from timeline_tui.model import Event
from timeline_tui.store import Store
from timeline_tui.store.clocks import fitted, sample
from timeline_tui.text import find_all, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import Glyphs

_MONTHS = frozenset(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
_RULE = 2  # cells of the line behind a heading: each is three bytes to send
_DAY = 7  # cells of "17 Aug "
_WRITTEN = 8  # cells of "23:30+12"
_WEEKDAYS = frozenset(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])


class ColumnWidths(NamedTuple):
    """How wide the date and the time are in this chronology, in cells; 0: left out.

    `years` are shown where it spans several; `day` are the cells of day and month before them, 0 if there are none.
    `shown` is the clock that times are shown by. `unit` is that of the groups under headings, None without.
    `apart` are the cells of the distances to the row above, or from the date `zero`. `converted`: some times were
    written by another clock.
    """

    date: int
    time: int
    years: bool
    day: int = 0
    shown: Shown = Shown()
    unit: int | None = None
    apart: int = 0
    converted: bool = False
    zero: Date | None = None

    @property
    def before_title(self) -> int:
        """Cells before the title."""
        return 1 + sum([width + 1 for width in (self.date, self.time, self.apart) if width]) + 3


def columns_for(
    store: Store,
    shown: Shown | None = None,
    unit: int | None = None,
    *,
    distances: bool = False,
    zero: Date | None = None,
) -> ColumnWidths:
    """Columns that hold every date of the store: with years where it spans several, times where it has any.

    Only the ends and a sample are looked at, so that it costs the same for a million events: a longer label
    that turns up later is cut, with an ellipsis.
    """
    some, shown = sample(store), fitted(store, shown or Shown())
    converted = shown.mixed and shown.times is not Times.WRITTEN
    shorts = [short_shown(event.date, shown) for event in some if event.date is not None]
    years = len({short.year for short in shorts}) > 1
    labels = [date_label(event, years, shown=shown) for event in some]
    day = _DAY if any(label[_DAY : _DAY + 4].isdigit() for label in labels) else 0
    time = max([len(short.time) for short in shorts], default=0)
    if time and shown.times is Times.WRITTEN:
        time = max(time, _WRITTEN)
    between = apart.WIDTH if distances or zero is not None else 0
    columns = ColumnWidths(0, time, years, day, shown, unit, between, converted, zero)
    width = max([cell_len(label_in(event, columns)) for event in some], default=0)
    return columns._replace(date=min(max(width, 6 if unit is None else 0), 14))


def worth_headings(store: Store, unit: int) -> bool:
    """Whether there are several groups of this unit, and not one for each event or so."""
    groups = {group_of(event.date, unit) for event in sample(store)}
    return 1 < len(groups) <= len(store) // 2


def date_label(event: Event, years: bool, before: int = 0, shown: Shown = Shown()) -> str:  # noqa: B008 - frozen
    """The date as the list shows it: "7 Aug Wed" in a chronology of one year, "7 Aug 2024" in others.

    A year alone has blanks `before` it, to stand below other years.
    """
    if event.date is None:
        return "no date"
    short = short_shown(event.date, shown)
    label = short.label_day
    if years and short.year not in label:
        day, _, last = label.rpartition(" ")
        label = f"{day if last in _WEEKDAYS else label} {short.year}"
    if label[1:2] == " " and label[0].isdigit():
        label = f" {label}"  # 7 Aug under 17 Aug
    elif label == short.label_day == short.year and label[:4].isdigit():
        label = " " * before + label
    elif label[:3] in _MONTHS and label[3:4] != "-":
        label = f"   {label}"
    return label + short.tail


def group_in(event: Event, columns: ColumnWidths) -> HeadingGroup:
    """The group that the event stands in."""
    unit = columns.unit or 0
    return group_of(event.date, unit, clock_second(event.date, columns.shown) if event.date else None)


def label_in(event: Event, columns: ColumnWidths) -> str:
    """The date as the list shows it, without what the heading over the event says."""
    label = date_label(event, columns.years, columns.day, columns.shown)
    if columns.unit is None:
        return label
    group = group_in(event, columns)
    if event.date is None:
        return ""
    tail = short_shown(event.date, columns.shown).tail
    if group.single and group.unit == units.DAY_UNIT:
        return tail.strip()
    if not group.single or group.unit > units.YEAR_UNIT:
        return label
    short = short_shown(event.date, columns.shown)
    if short.label_day == short.year:
        return tail.strip()
    if group.unit == units.YEAR_UNIT:
        return date_label(event, False, columns.day, columns.shown)
    words = [word for word in short.label_day.split() if word not in _MONTHS]
    label = (" ".join(words) + tail).strip()
    return f" {label}" if label[:1].isdigit() and not label[1:2].isdigit() else label


def heading_row(event: Event, width: int, columns: ColumnWidths, glyphs: Glyphs) -> list[Segment]:
    """The heading over the group of the event: its name in a rule, which ends soon, for each cell of it is sent."""
    line = "-" if glyphs.ascii else "─"
    text = heading(group_in(event, columns), ascii=glyphs.ascii)
    return [Segment(set_cell_size(f"{line} {text} {line * _RULE}", max(0, width)).rstrip(), styles.DIM)]


def signs(event: Event, glyphs: Glyphs) -> tuple[str, str]:
    """The sign for the date and the sign for the dispute, a cell each."""
    sign = short_date(event.date).mark if event.date is not None else "-"
    if glyphs.ascii:
        sign = {"↔": "=", "…": "_"}.get(sign, sign)
    return sign or " ", glyphs.contested if event.contested else " "


def event_row(
    event: Event, previous: Event | None, width: int, columns: ColumnWidths, glyphs: Glyphs,
    *, marked: bool = False, terms: tuple[str, ...] = (), before: Event | None = None,
) -> list[Segment]:  # fmt: skip
    """The row of `event`, at most `width` cells.

    `previous` is the event in the line above, whose date need not stand twice; `before` the one before it in the
    list, from which the distance is told.
    """
    label = label_in(event, columns)
    if previous is not None and label_in(previous, columns) == label:
        label = ""
    mark = glyphs.mark if marked else " "
    about, contested = signs(event, glyphs)
    if glyphs.ascii:
        label = label.replace("–", "-")
    if cell_len(label) > columns.date:
        label = set_cell_size(label, max(0, columns.date - len(glyphs.ellipsis))) + glyphs.ellipsis
    when = f"{set_cell_size(label, columns.date)} " if columns.date else ""
    if columns.time:
        time = short_shown(event.date, columns.shown).time if event.date is not None else ""
        if len(time) > columns.time:  # an offset that is cut says that it is
            time = time[: columns.time - len(glyphs.ellipsis)] + glyphs.ellipsis
        when += f"{time:{columns.time}} "
    between = []
    if columns.apart:
        between = [Segment(f"{_distance(event, before, columns):>{columns.apart}} ", styles.DIM)]
    title = one_line(event.title[:1000])
    room = max(0, width - columns.before_title)
    if cell_len(title) > room:
        title = set_cell_size(title, max(0, room - len(glyphs.ellipsis))).rstrip() + glyphs.ellipsis[:room]
    return [
        Segment(mark, styles.MARK),
        Segment(when, styles.DATE),
        *between,
        Segment(about, styles.SIGN),
        Segment(f"{contested} ", styles.CONTESTED),
        *highlighted(title, terms, styles.PLAIN),
    ]


def _distance(event: Event, before: Event | None, columns: ColumnWidths) -> str:
    """How long after the date that is counted from, or else after the event `before` it, the event begins."""
    line = columns.shown.line
    if columns.zero is not None:
        return apart.from_zero(columns.zero, event.date, line)
    found = apart.apart(before.date, event.date, line) if before is not None else None
    return found.short if found is not None else ""


def highlighted(text: str, terms: tuple[str, ...], style: Style) -> list[Segment]:
    """The text as segments, what the filter found in it styled as a match."""
    found = find_all(text, terms)
    if not found:
        return [Segment(text, style)]
    segments: list[Segment] = []
    at = 0
    for start, end in found:
        if start > at:
            segments.append(Segment(text[at:start], style))
        segments.append(Segment(text[start:end], style + styles.MATCH))
        at = end
    if at < len(text):
        segments.append(Segment(text[at:], style))
    return segments
