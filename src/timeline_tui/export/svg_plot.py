"""The scale of an SVG timeline, its bars, and its marks for dated statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from timeline_tui.axis import Density, Window
from timeline_tui.axis.statement_marks import DatedStatements
from timeline_tui.columns.statement_dates import statements_about
from timeline_tui.dates import format_date
from timeline_tui.dates.value import BEYOND
from timeline_tui.export.svg_elements import element, tooltip
from timeline_tui.store import View

MOST_NAMED = 6
"""The most events that a tooltip names."""


class Plot(NamedTuple):
    """The horizontal scale: `left` is the x of the window's start, `right` that of its end."""

    view: View
    window: Window
    left: int
    right: int
    density: Density

    def x(self, second: int) -> float:
        """Return the x of a second, clamped to the edges."""
        window = self.window
        part = (second - window.first) / (window.cell * window.width)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, part))


def bar(left: float, right: float, middle: float, tall: int, class_: str, about: str = "") -> str:
    """Return a bar between two x values, centred on the y `middle`."""
    return element(
        "rect",
        about,
        x=left,
        y=middle - tall / 2,
        width=max(1.5, right - left),
        height=tall,
        rx=2,
        class_=class_,
    )


def statements(
    plot: Plot, dated: Iterable[DatedStatements], middle: float, busy: AbstractSet[int] = frozenset()
) -> Iterator[str]:
    """Yield a diamond for each date of statements, and an arrowhead for those beyond the edges.

    A date longer than a cell leaves open when the statement was made: it gets a low dashed frame. No diamond is drawn
    in `busy` cells.
    """
    window = plot.window
    drawn: set[int] = set()
    for each in dated:
        about = tooltip(_statement_lines(plot.view, each))
        left, right = plot.x(each.earliest), plot.x(each.latest)
        if each.latest <= window.first or each.earliest >= window.end:
            way = -1 if each.latest <= window.first else 1
            if way not in drawn:
                drawn.add(way)
                tip = _path((left - 6 * way, middle - 5), (left, middle), (left - 6 * way, middle + 5))
                yield element("path", about, d=tip, class_="said beyond")
        elif each.latest - each.earliest > window.cell or each.gaps:
            yield bar(left, right, middle, 8, "said vague", about)
        elif window.cell_of(each.earliest) not in busy:
            x = (left + right) / 2
            shape = _path((x - 5, middle), (x, middle - 5), (x + 5, middle), (x, middle + 5))
            yield element("path", about, d=f"{shape} Z", class_="said")


def _path(*points: tuple[float, float]) -> str:
    return "M" + " L".join([f"{x:.2f},{y:.2f}" for x, y in points])


def _statement_lines(view: View, dated: DatedStatements) -> Iterator[str]:
    """Yield who made which statement on a date, about which events."""
    numbers = tuple(dated.numbers)
    for number in numbers[:MOST_NAMED]:
        event = view.store.events[number]
        for who, what, date in statements_about(event):
            when = event.date if date is None and what == "claimed" else date
            if when is not None and (-BEYOND if when.earliest is None else when.earliest) == dated.earliest:
                yield f"{format_date(when, weekday=False)}: {who} {what}: {event.title[:200]}"
    if len(numbers) > MOST_NAMED:
        yield f"and {len(numbers) - MOST_NAMED:,} more"
