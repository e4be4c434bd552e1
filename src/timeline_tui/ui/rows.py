"""An event as one row of the list: date, time, signs, title. Pure: an event in, segments out.

    ` * 7 Aug Wed 14:30 ~! Zelenskiy: the more pressure, the nearer peace`

The date stands once a day. The signs need no colour: `~` about, `?` uncertain, `%` both, `↔` an interval or
several dates, `…` a part left open, `!` disputed by somebody; `*` in the first column is the user's own mark.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from timeline_tui.dates import short_date
from timeline_tui.dates.shown import Shown, short_shown
from timeline_tui.model import Event
from timeline_tui.store import Store
from timeline_tui.text import find_all, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import Glyphs

_MONTHS = frozenset(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
_DAY = 7  # cells of "17 Aug "
_WEEKDAYS = frozenset(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])


class Columns(NamedTuple):
    """How wide the date and the time are in this chronology, in cells; 0: left out.

    `years` are shown where it spans several; `day` are the cells of day and month before them, 0 if there are none.
    `shown` is the clock that times are shown by.
    """

    date: int
    time: int
    years: bool
    day: int = 0
    shown: Shown = Shown()

    @property
    def before_title(self) -> int:
        """Cells before the title."""
        return 1 + self.date + 1 + (self.time + 1 if self.time else 0) + 3


def columns_for(store: Store, shown: Shown = Shown()) -> Columns:  # noqa: B008 - it is frozen
    """Columns that hold every date of the store: with years where it spans several, times where it has any.

    Only the ends and a sample are looked at, so that it costs the same for a million events: a longer label
    that turns up later is cut, with an ellipsis.
    """
    events = store.events
    step = max(1, len(events) // 200)
    sample = [*events[::step], *events[-3:]]
    shorts = [short_shown(event.date, shown) for event in sample if event.date is not None]
    years = len({short.year for short in shorts}) > 1
    labels = [date_label(event, years, shown=shown) for event in sample]
    day = _DAY if any(label[_DAY : _DAY + 4].isdigit() for label in labels) else 0
    labels = [date_label(event, years, day, shown) for event in sample]
    width = max([cell_len(label) for label in labels], default=0)
    time = 5 if any(short.time for short in shorts) else 0
    return Columns(min(max(width, 6), 14), time, years, day, shown)


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
        return f" {label}"  # 7 Aug under 17 Aug
    if label == short.label_day == short.year and label[:4].isdigit():
        return " " * before + label
    return f"   {label}" if label[:3] in _MONTHS and label[3:4] != "-" else label


def signs(event: Event, glyphs: Glyphs) -> tuple[str, str]:
    """The sign for the date and the sign for the dispute, a cell each."""
    sign = short_date(event.date).mark if event.date is not None else "-"
    if glyphs.ascii:
        sign = {"↔": "=", "…": "_"}.get(sign, sign)
    return sign or " ", glyphs.contested if event.contested else " "


def event_row(
    event: Event, previous: Event | None, width: int, columns: Columns, glyphs: Glyphs,
    *, marked: bool = False, terms: tuple[str, ...] = (),
) -> list[Segment]:  # fmt: skip
    """The row of `event`, at most `width` cells; `previous` is the event in the row above."""
    label = date_label(event, columns.years, columns.day, columns.shown)
    if previous is not None and date_label(previous, columns.years, columns.day, columns.shown) == label:
        label = ""
    mark = glyphs.mark if marked else " "
    about, contested = signs(event, glyphs)
    if glyphs.ascii:
        label = label.replace("…", "..")
    when = set_cell_size(label, columns.date)
    if columns.time:
        time = short_shown(event.date, columns.shown).time[:5] if event.date is not None else ""
        when = f"{when} {time:5}"
    title = one_line(event.title[:1000])
    room = max(0, width - columns.before_title)
    if cell_len(title) > room:
        title = set_cell_size(title, max(0, room - len(glyphs.ellipsis))).rstrip() + glyphs.ellipsis[:room]
    return [
        Segment(mark, styles.MARK),
        Segment(f"{when} ", styles.DATE),
        Segment(about, styles.SIGN),
        Segment(f"{contested} ", styles.CONTESTED),
        *highlighted(title, terms, styles.PLAIN),
    ]


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
