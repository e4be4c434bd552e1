"""Draw an event as one row of the list: date, time, signs, title. Pure functions.

    ` * 7 Aug Wed 14:30 ~! Zelenskiy: the more pressure, the nearer peace`

Events of the same day show the date once; under a heading, the row omits what the heading says. Signs do not rely on
colour: `~` approximate, `?` uncertain, `%` both, `↔` an interval or several dates, `…` unspecified digits or an open
side, `!` disputed; `*` in the first column marks an event that the user marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from timeline_tui.axis.heading_groups import HeadingGroup, group_of, heading
from timeline_tui.dates import Date, apart, short_date, units
from timeline_tui.dates.names import without_weekday
from timeline_tui.dates.short import ShortDate
from timeline_tui.dates.shown import Shown, Times, clock_second, short_shown
from timeline_tui.model import Event
from timeline_tui.store import Store
from timeline_tui.store.clocks import fitted, sample
from timeline_tui.text import find_all, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import Glyphs

_MONTHS = frozenset(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
# Cells of the line after a heading; short, because each is three bytes of UTF-8 to send.
_RULE = 2
# The width of "17 Aug ".
_DAY = 7
# The width of "23:30+12".
_WRITTEN = 8


class ColumnWidths(NamedTuple):
    """The columns of a list: widths in cells, 0 for a column that is left out.

    Attributes:
        date: The width of the date.
        time: The width of the time.
        years: Whether dates include the year, because the chronology spans several.
        day: The width of day and month before the year; 0 if no date has both.
        shown: The clock that times are displayed in.
        unit: The unit of the groups under headings; None without headings.
        apart: The width of the elapsed time since the row above or since `zero`.
        converted: Whether some times were written in another clock.
        zero: The date that times are counted from.
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
        """The width of the columns before the title."""
        return 1 + sum([width + 1 for width in (self.date, self.time, self.apart) if width]) + 3


def columns_for(
    store: Store,
    shown: Shown | None = None,
    unit: int | None = None,
    *,
    distances: bool = False,
    zero: Date | None = None,
) -> ColumnWidths:
    """Return columns for the dates of a store.

    The widths come from a sample of the events, so that the cost does not grow with their number. Labels that turn out
    to be longer are cut with an ellipsis.

    Args:
        store: The events.
        shown: The clock to display times in.
        unit: The unit of the groups under headings; None without headings.
        distances: Include a column for the time elapsed since the row above.
        zero: Include a column for the time relative to this date.
    """
    some, shown = sample(store), fitted(store, shown or Shown())
    converted = shown.mixed and shown.times is not Times.WRITTEN
    shorts = [short_shown(event.date, shown) for event in some if event.date is not None]
    years = len({short.year for short in shorts}) > 1
    labels = [date_label(event, years, shown=shown) for event in some]
    day = _DAY if any(label[_DAY : _DAY + 4].isdigit() for label in labels) else 0
    time = _time_width(shorts, shown)
    between = apart.WIDTH if distances or zero is not None else 0
    columns = ColumnWidths(0, time, years, day, shown, unit, between, converted, zero)
    width = max([cell_len(label_in(event, columns)) for event in some], default=0)
    return columns._replace(date=min(max(width, 6 if unit is None else 0), 14))


def _time_width(shorts: Sequence[ShortDate], shown: Shown) -> int:
    """Return the width of the column of times, 0 if no date has one."""
    width = max([len(short.time) for short in shorts], default=0)
    return max(width, _WRITTEN) if width and shown.times is Times.WRITTEN else width


def worth_headings(store: Store, unit: int) -> bool:
    """Return whether events form several groups of this unit, of two events or more on average."""
    groups = {group_of(event.date, unit) for event in sample(store)}
    return 1 < len(groups) <= len(store) // 2


def date_label(event: Event, years: bool, before: int = 0, shown: Shown = Shown()) -> str:  # noqa: B008 - frozen
    """Return the date label: "7 Aug Wed" if the chronology is of one year, else "7 Aug 2024".

    Args:
        event: The event.
        years: Whether to include the year.
        before: Spaces to put before a lone year, to align it with the years of other rows.
        shown: The clock to display the date in.
    """
    if event.date is None:
        return "no date"
    short = short_shown(event.date, shown)
    label = short.label_day
    if years and short.year not in label:
        label = f"{without_weekday(label)} {short.year}"
    if label[1:2] == " " and label[0].isdigit():
        # Align 7 Aug with 17 Aug.
        label = f" {label}"
    elif label == short.label_day == short.year and label[:4].isdigit():
        label = " " * before + label
    elif label[:3] in _MONTHS and label[3:4] != "-":
        label = f"   {label}"
    return label + short.tail


def group_in(event: Event, columns: ColumnWidths) -> HeadingGroup:
    """Return the heading group of an event."""
    unit = columns.unit or 0
    return group_of(event.date, unit, clock_second(event.date, columns.shown) if event.date else None)


def label_in(event: Event, columns: ColumnWidths) -> str:
    """Return the date label of an event, without what its heading says."""
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
    """Draw the heading over the event's group: its name between short lines, which need few bytes to send.

    Args:
        event: An event of the group.
        width: Maximum width in cells.
        columns: The columns of the list.
        glyphs: The character set to draw with.
    """
    line = "-" if glyphs.ascii else "─"
    text = heading(group_in(event, columns), ascii=glyphs.ascii)
    return [Segment(set_cell_size(f"{line} {text} {line * _RULE}", max(0, width)).rstrip(), styles.DIM)]


def signs(event: Event, glyphs: Glyphs) -> tuple[str, str]:
    """Return the sign for the date and the sign for a dispute, one cell each."""
    sign = short_date(event.date).mark if event.date is not None else "-"
    if glyphs.ascii:
        sign = {"↔": "=", "…": "_"}.get(sign, sign)
    return sign or " ", glyphs.contested if event.contested else " "


def event_row(
    event: Event, previous: Event | None, width: int, columns: ColumnWidths, glyphs: Glyphs,
    *, marked: bool = False, terms: tuple[str, ...] = (), before: Event | None = None,
) -> list[Segment]:  # fmt: skip
    """Draw the row of an event.

    Args:
        event: The event.
        previous: The event in the line above; if its date label is the same, this one is left blank.
        width: Maximum width in cells.
        columns: The columns of the list.
        glyphs: The character set to draw with.
        marked: Whether the user marked the event.
        terms: Folded texts to highlight in the title.
        before: The previous event in the list, for the elapsed time.
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
        # Mark an offset that does not fit as cut.
        if len(time) > columns.time:
            time = time[: columns.time - len(glyphs.ellipsis)] + glyphs.ellipsis
        when += f"{time:{columns.time}} "
    between = []
    if columns.apart:
        between = [Segment(f"{_distance(event, before, columns):>{columns.apart}} ", styles.DIM)]
    # A title may be megabytes long, but no row has that many cells.
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
    """Return the time from `columns.zero`, or else from the event `before`, to the start of the event."""
    line = columns.shown.line
    if columns.zero is not None:
        return apart.from_zero(columns.zero, event.date, line)
    found = apart.apart(before.date, event.date, line) if before is not None else None
    return found.short if found is not None else ""


def highlighted(text: str, terms: tuple[str, ...], style: Style) -> list[Segment]:
    """Split a text into segments, with the occurrences of the folded `terms` styled as matches."""
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
