"""Draw the axis and lanes of a view as SVG.

Each kind of mark has its own shape, so that print needs no colour. A known date is a filled circle, an interval a
bar. A date that lies anywhere in a span is a dashed outline, one for each span of a date with gaps. An approximate or
uncertain date is hollow, and events that the query leaves out are lighter. An interval is solid where it certainly
lasts and hatched where it may not have started, or may have ended already; an open end has an arrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from math import ceil
from typing import NamedTuple
from unicodedata import east_asian_width

from pyroaring import BitMap

from timeline_tui.axis import Density, Window
from timeline_tui.axis.extent import window_of
from timeline_tui.axis.lanes import (
    DISPUTED,
    UNDATED,
    LaneEvents,
    Lanes,
    how_many,
    lane_events,
    lanes_of,
    remaining,
    undated,
)
from timeline_tui.axis.statement_marks import DatedStatements
from timeline_tui.axis.svg_marks import MarkKind, SvgMark, marks
from timeline_tui.axis.ticks import context, turns
from timeline_tui.dates import format_date
from timeline_tui.dates.sides import lasting
from timeline_tui.dates.value import BEYOND
from timeline_tui.export.svg_elements import document, element, text, tooltip
from timeline_tui.export.svg_plot import MOST_NAMED, Plot, bar, statements
from timeline_tui.export.svg_theme import PATTERNS, STYLE
from timeline_tui.store import View
from timeline_tui.text import one_line

# Lengths are in pixels.
WIDTH = 1200
# The margin around the picture.
_MARGIN = 40
# Width of the label column, if there are lanes.
_LABEL_WIDTH = 212
# Width of the column for undated events, if a lane has any.
_UNDATED_WIDTH = 64
# Height of the tallest bar.
_AXIS_HEIGHT = 96
_LANE_HEIGHT = 30
# Approximate width of a cell of the axis.
_CELL_WIDTH = 6
# Approximate width of a cell of a lane.
_MARK_WIDTH = 12
# Vertical offsets of overlapping bars in a lane.
_TRACK_OFFSETS = (0, 8, -8)
# Approximate width of a letter of a tick label.
_LETTER_WIDTH = 7
# Most levels of label indentation.
_MAX_DEPTH = 4


def picture(view: View, field: str, title: str, about: str, query: str = "") -> Iterator[str]:
    """Yield the lines of an SVG file.

    Args:
        view: The events to draw.
        field: One of `axis.lanes.FIELDS`, or "none" for no lanes.
        title: The title; "" for a default one.
        about: The line below the title.
        query: The query, shown after `about`.
    """
    found = Lanes([], 0, view.numbers) if field == "none" else lanes_of(view, field)
    density = Density(view.store)
    named = _build_lanes(view, found, field, density)
    left = _MARGIN + (_LABEL_WIDTH if named else 0)
    dated = view.numbers - undated(view)
    placeless = any(each.numbers - each.stand.placed(dated) for each in named)
    right = WIDTH - _MARGIN - (_UNDATED_WIDTH if placeless else 0)
    window = window_of(view, (right - left) // _CELL_WIDTH, density.statements)
    title = title or "Chronology"
    top = [
        element("rect", x=0, y=0, width="100%", height="100%", class_="page"),
        PATTERNS,
        text(_truncate(title, 80), _MARGIN, 56, "title"),
        text(_truncate(about + (f" · {query}" if query else ""), 150), _MARGIN, 80, "about"),
    ]
    if window is None:
        return document(WIDTH, 120, STYLE, top, title)
    view.store.index("is")
    plot = Plot(view, window, left, right, density)
    axis_top = 112
    parts, at = _axis(plot, axis_top)
    bands, lanes, foot, end = _lanes(plot, named, found.more, at + 36)
    legend = list(_legend("".join([*parts, *lanes]), end + 32))
    body = [*bands, *_grid(plot, axis_top, at, foot), *parts, *lanes]
    tall = end + 32 + (24 if legend else 0) + 24 * (len(legend) > 6)
    return document(WIDTH, tall, STYLE, [*top, *body, *legend], title)


def _grid(plot: Plot, top: int, base: int, end: int) -> Iterator[str]:
    """Yield the ticks: lines through axis and lanes, with labels below the bars."""
    letters = Window(plot.window.first, 1, (plot.right - plot.left) // _LETTER_WIDTH)
    whole = plot.window.cell * plot.window.width
    letters = letters._replace(cell=max(1, -(-whole // letters.width)))
    begin = context(letters)
    taken = plot.left + float(len(begin) * _LETTER_WIDTH if begin else -_LETTER_WIDTH)
    if begin:
        yield text(begin, plot.left, base + 18, "begin")
    for second, label in turns(letters):
        x, half = plot.x(second), len(label) * _LETTER_WIDTH / 2
        if x >= plot.right:
            continue
        yield element("line", x1=x, y1=top, x2=x, y2=end, class_="line")
        middle = min(max(x, plot.left + half), plot.right - half)
        if middle - half >= taken + _LETTER_WIDTH:
            yield text(label, middle, base + 18, "tick", text_anchor="middle")
            taken = middle + half


def _axis(plot: Plot, top: int) -> tuple[list[str], int]:
    """Draw the bars of the axis, and return them with the y of the baseline.

    Dates that only may lie in a cell are dotted on top of its bar; what the query leaves out is lighter.
    """
    density = plot.density
    shown, everything = density.cells(plot.window, plot.view.numbers), density.cells(plot.window)
    # Sums of shares may be slightly above a whole number.
    most = max(1, ceil(max(everything.weights, default=0.0) - 1e-9))
    base = top + _AXIS_HEIGHT
    scale, wide = _AXIS_HEIGHT / most, (plot.right - plot.left) / plot.window.width
    edges = [plot.left + cell * wide for cell in range(plot.window.width + 1)]
    sure = [base - points * scale for points in shown.points]
    maybe = [at - share * scale for at, share in zip(sure, shown.shares, strict=True)]
    ends = [base - weight * scale for weight in everything.weights]
    found = [element("line", x1=plot.left, y1=top, x2=plot.right, y2=top, class_="line")]
    found.append(text(f"{most:,}", plot.left - 16, top + 4, "count", text_anchor="end"))
    found.append(text("0", plot.left - 16, base + 4, "count", text_anchor="end"))
    for cell, points in enumerate(shown.points):
        if points:
            at = min(sure[cell], base - 1.0)
            about = tooltip([f"{points:,} event{'' if points == 1 else 's'}"])
            found.append(_column(about, edges[cell], at, base, wide, "bar"))
        if maybe[cell] - ends[cell] > 0.01:
            about = tooltip(["left out by the query"])
            found.append(
                _column(about, edges[cell], min(ends[cell], maybe[cell] - 1), maybe[cell], wide, "bar hidden")
            )
    found += _skylines(edges, maybe, sure)
    busy = {
        cell
        for cell, (points, vague) in enumerate(zip(shown.points, shown.vague, strict=True))
        if points or vague
    }
    found += statements(plot, density.statements.among(plot.view.numbers), base - 8, busy)
    found.append(element("line", x1=plot.left, y1=base, x2=plot.right, y2=base, class_="base"))
    return found, base


def _column(title: str, x: float, top: float, base: float, wide: float, class_: str) -> str:
    return element("rect", title, x=x + 0.5, y=top, width=wide - 1, height=base - top, class_=class_)


def _skylines(edges: list[float], tops: list[float], bottoms: list[float]) -> Iterator[str]:
    """Yield the outlines of possible dates over runs of adjacent cells."""
    for there, run in groupby(range(len(tops)), key=lambda cell: bottoms[cell] - tops[cell] > 1e-9):
        if there:
            cells = list(run)
            upper = [f"{edges[cell + side]:.1f},{tops[cell]:.1f}" for cell in cells for side in (0, 1)]
            lower = [
                f"{edges[cell + side]:.1f},{bottoms[cell]:.1f}" for cell in reversed(cells) for side in (1, 0)
            ]
            about = tooltip(["dates that may lie there, each with its share"])
            yield element("path", about, d=f"M{' L'.join([*upper, *lower])} Z", class_="skyline")


class _Lane(NamedTuple):
    """A lane: its label, events and their marks, and the marks of events that the query leaves out.

    `depth` is the level of indentation of the label.
    """

    label: str
    numbers: BitMap
    stand: LaneEvents
    hidden: LaneEvents
    rest: bool = False
    depth: int = 0


def _build_lanes(view: View, found: Lanes, field: str, density: Density) -> list[_Lane]:
    """Return the lanes, with one for the events in no lane."""
    named = []
    others = view.store.everything - view.numbers
    for each in found.lanes:
        stand = lane_events(density, view.store, field, each.key)
        depth = min(each.depth, _MAX_DEPTH)
        named.append(_Lane(each.label, each.numbers, stand.of(view.numbers), stand.of(others), depth=depth))
    if found.without:
        label = "none of these" if named else f"no {field.removeprefix('tag:')}"
        label, hidden = ("all events", others) if field == "none" else (label, BitMap())
        named.append(_Lane(label, found.without, remaining(found.without), remaining(hidden), rest=True))
    return named


def _lanes(plot: Plot, named: list[_Lane], more: int, top: int) -> tuple[list[str], list[str], int, int]:
    """Return the background bands of the lanes, the marks in them, and the y where the lanes and their footer end."""
    view = plot.view
    drawn: list[str] = []
    left, width = _MARGIN - 12, WIDTH - 2 * _MARGIN + 24
    bands = [
        element("rect", x=left, y=top + n * _LANE_HEIGHT, width=width, height=_LANE_HEIGHT, class_="band")
        for n in range(0, len(named), 2)
    ]
    dated = view.numbers - undated(view)
    if plot.right < WIDTH - _MARGIN:
        drawn.append(text(UNDATED, WIDTH - _MARGIN, top - 18, "tick", text_anchor="end"))
    for n, each in enumerate(named):
        y = top + n * _LANE_HEIGHT
        middle = y + _LANE_HEIGHT / 2
        label = _truncate(each.label, 24 - 2 * each.depth)
        x = _MARGIN + 2 * _LETTER_WIDTH * each.depth
        drawn.append(text(label, x, middle + 4.5, f"label{' rest' * each.rest}"))
        count = f"{len(each.numbers):,}"
        drawn.append(text(count, plot.left - 16, middle + 4.5, "count", text_anchor="end"))
        if missing := len(each.numbers - each.stand.placed(dated)):
            drawn.append(text(f"{missing:,}", WIDTH - _MARGIN, middle + 4.5, "count", text_anchor="end"))
        if any(each.hidden):
            drawn.append(element("g", *_lane_marks(plot, each.hidden, middle), class_="hidden"))
        drawn += _lane_marks(plot, each.stand, middle)
    end = top + len(named) * _LANE_HEIGHT
    if more:
        drawn.append(text(f"+{more:,} more, without a lane", _MARGIN, end + 20, "count"))
    return bands, drawn, end, end + (20 if more else 0)


def _lane_marks(plot: Plot, stand: LaneEvents, middle: float) -> Iterator[str]:
    """Yield the marks of a lane: of events and of statements."""
    bounds = plot.view.store.bounds
    claimed = [
        DatedStatements(bounds.earliest[n], bounds.latest[n], bounds.gaps.get(n, ""), BitMap([n]))
        for n in stand.stated
        if bounds.earliest[n] <= BEYOND
    ]
    yield from statements(plot, [*stand.statements, *claimed], middle)
    yield from _marks(plot, stand.numbers, middle)


def _marks(plot: Plot, numbers: Iterable[int], middle: float) -> Iterator[str]:
    """Yield the marks of events in a lane."""
    whole = plot.window.cell * plot.window.width
    width = max(1, (plot.right - plot.left) // _MARK_WIDTH)
    window = Window(plot.window.first, max(plot.window.cell, -(-whole // width)), width)
    # Which pixels of each track are taken.
    tracks = [bytearray(WIDTH) for _ in _TRACK_OFFSETS]
    contested = plot.view.store.index("is").get("contested", BitMap())
    for mark in marks(plot.view.store, window, numbers):
        about = tooltip(_tooltip_lines(plot.view, mark))
        if any(number in contested for number in mark.numbers):
            x = plot.x(mark.earliest) if mark.kind is not MarkKind.POINT else _middle(plot, mark)
            yield text(DISPUTED, x + 7, middle - 5, "disputed")
        if mark.kind is MarkKind.POINT:
            yield _point(plot, mark, middle, about)
        elif mark.kind is MarkKind.VAGUE:
            yield _vague(plot, mark, middle, about)
        else:
            here = slice(int(plot.x(mark.earliest)), ceil(plot.x(mark.latest)))
            # If every track is taken, bars overlap in the first one.
            free = next((n for n, track in enumerate(tracks) if not any(track[here])), 0)
            tracks[free][here] = b"\1" * (here.stop - here.start)
            yield element("g", about, *_interval(plot, mark, middle + _TRACK_OFFSETS[free]))


def _middle(plot: Plot, mark: SvgMark) -> float:
    return (plot.x(mark.earliest) + plot.x(mark.latest)) / 2


def _point(plot: Plot, mark: SvgMark, middle: float, about: str) -> str:
    """Return a circle: hollow for one doubtful date, with the count for several events."""
    x = _middle(plot, mark)
    count = len(mark.numbers)
    if count == 1:
        date = plot.view.store.events[mark.numbers[0]].date
        doubtful = date is not None and (date.approximate or date.uncertain)
        return element("circle", about, cx=x, cy=middle, r=4.5, class_="doubt" if doubtful else "point")
    inside = [element("circle", cx=x, cy=middle, r=6.5, class_="point")]
    inside.append(text(how_many(count), x, middle + 3.5, "number"))
    return element("g", about, *inside)


def _vague(plot: Plot, mark: SvgMark, middle: float, about: str) -> str:
    """Return a bar per possible span; the widest has the count if there are several events."""
    window = plot.window
    seen = [part for part in mark.parts if part[0] < window.end and part[1] > window.first]
    sides = [(plot.x(earliest), plot.x(latest)) for earliest, latest in seen]
    if len(sides) == len(mark.numbers) == 1:
        return bar(*sides[0], middle, 14, "vague", about)
    bars = [bar(left, right, middle, 14, "vague") for left, right in sides]
    if len(mark.numbers) > 1:
        count = f"{len(mark.numbers):,}"
        left, right = max(sides, key=lambda side: side[1] - side[0])
        if right - left > 7 * len(count) + 4:
            bars.append(text(count, (left + right) / 2, middle + 4, "several"))
    return element("g", about, *bars)


def _interval(plot: Plot, mark: SvgMark, middle: float) -> Iterator[str]:
    """Yield an interval: solid from its latest start to its earliest end, hatched around, with arrows at open ends."""
    date = plot.view.store.events[mark.numbers[0]].date
    if date is None:
        return
    begun, ending, *_ = lasting(date)
    left, right = plot.x(mark.earliest), plot.x(mark.latest)
    solid, until = plot.x(begun), plot.x(ending)
    # It may have ended before it is known to have started.
    if solid > until:
        solid = until = right
    if solid - left > 0.5:
        yield bar(left, solid, middle, 6, "maybe")
    if until - solid > 0.1:
        yield bar(solid, until, middle, 6, "doubt" if date.approximate or date.uncertain else "lasts")
    if right - until > 0.5:
        yield bar(until, right, middle, 6, "maybe")
    open_start = mark.earliest == -BEYOND and not date.unknown_start
    open_end = mark.latest == BEYOND and not date.unknown_end
    for open_side, x, way in ((open_start, left, -1), (open_end, right, 1)):
        if open_side:
            tip = f"M{x + 8 * way:.2f},{middle:.2f} L{x:.2f},{middle - 6:.2f} L{x:.2f},{middle + 6:.2f} Z"
            yield element("path", d=tip, class_="doubt" if date.approximate or date.uncertain else "lasts")


def _tooltip_lines(view: View, mark: SvgMark) -> Iterator[str]:
    """Yield date and title of the first events of a mark, dates as precise as they are known."""
    for number in mark.numbers[:MOST_NAMED]:
        event = view.store.events[number]
        when = format_date(event.date, weekday=False) if event.date is not None else ""
        yield f"{when}: {event.title[:200]}" + (" (disputed)" if event.contested else "")
    if len(mark.numbers) > MOST_NAMED:
        yield f"and {len(mark.numbers) - MOST_NAMED:,} more"


def _legend(seen: str, y: int) -> Iterator[str]:
    """Yield the legend of the marks that occur, in as many lines as needed."""
    one, several = (element("circle", cx=6, cy=-4, r=r, class_="point") for r in (4.5, 6.5))
    # A hollow mark is a point or a lasting bar: the legend shows whichever occurs.
    hollow = 'r="4.5" class="doubt"' in seen
    doubt = element("circle", cx=6, cy=-4, r=4.5, class_="doubt") if hollow else bar(-4, 16, -4, 6, "doubt")
    diamond, arrow = "M1,-4 L6,-9 L11,-4 L6,1 Z", "M3,-9 L9,-4 L3,1"
    known = (
        ('r="4.5" class="point"', "one event", one),
        ('class="number"', "several, + ten or more, # a hundred", several + text("2", 6, -0.5, "number")),
        ('class="doubt"', "about, or uncertain", doubt),
        ('class="lasts"', "lasts", bar(-4, 16, -4, 6, "lasts")),
        ('class="maybe"', "possibly ongoing", bar(-4, 16, -4, 6, "maybe")),
        ('class="vague"', "may lie anywhere in it", bar(-4, 16, -4, 14, "vague")),
        ('class="disputed"', "disputed", text(DISPUTED, 6, 0, "disputed")),
        ('class="said"', "dated statement", element("path", d=diamond, class_="said")),
        ('class="said vague"', "possible date of a statement", bar(-4, 16, -4, 8, "said vague")),
        ('class="said beyond"', "earlier, later statements", element("path", d=arrow, class_="said beyond")),
        ('hidden"', "left out by the query", element("g", one, class_="hidden")),
    )
    x = _MARGIN + 4.0
    for sign, meaning, drawn in known:
        if sign in seen:
            wide = 24 + len(meaning) * 6.4
            if x + wide > WIDTH - _MARGIN + 12:
                x, y = _MARGIN + 4.0, y + 24
            yield element("g", drawn, text(meaning, 24, 0, "legend"), transform=f"translate({x:.0f},{y})")
            x += wide + 28


def _truncate(words: str, letters: int) -> str:
    """Truncate a text to `letters` columns; wide characters take two."""
    words = one_line(words)
    room = letters
    for n, char in enumerate(words):
        room -= 2 if east_asian_width(char) in "WF" else 1
        if room < 0:
            return words[: n - 1].rstrip() + "…"
    return words
