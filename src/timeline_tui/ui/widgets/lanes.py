"""The lanes: one for each actor (location, tag, ...), below a common axis."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.axis import Viewport, Window
from timeline_tui.axis.lanes import UNDATED, indent, statements_by_lane
from timeline_tui.axis.statement_marks import NO_STATEMENTS
from timeline_tui.dates.shown import Shown
from timeline_tui.dates.value import BEYOND
from timeline_tui.model import Event
from timeline_tui.store import Store
from timeline_tui.ui import lane_rows, rows, styles
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.lane_model import LaneModel
from timeline_tui.ui.render_cache import RenderCache
from timeline_tui.ui.widgets.paint import empty_message, pad_line

# The lanes, from the first, whose names determine the width of the labels.
_NAMES = 50
# The lanes to keep visible above and below the cursor's.
_MARGIN = 1


class LanesView(Widget, can_focus=True):
    """The lanes of a `LaneModel` over the window of a `Viewport`."""

    DEFAULT_CSS = """
    LanesView { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "lane(1)", "Next lane", id="lanes.down", show=False),
        Binding("k,up", "lane(-1)", "Previous lane", id="lanes.up", show=False),
        Binding("l,right", "step(1)", "Next event in the lane", id="lanes.next", show=False),
        Binding("h,left", "step(-1)", "Previous event in the lane", id="lanes.previous", show=False),
        Binding("dollar_sign,end", "side(1)", "Last event in the lane", id="lanes.last-event", show=False),
        Binding("circumflex_accent,home", "side(-1)", "First event in the lane", id="lanes.first-event", show=False),
        Binding("g", "end(-1)", "First lane", id="lanes.first", show=False),
        Binding("G", "end(1)", "Last lane", id="lanes.last", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", id="lanes.half-page-down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", id="lanes.half-page-up", show=False),
        Binding("space,pagedown", "page(1)", "Page down", id="lanes.page-down", show=False),
        Binding("pageup", "page(-1)", "Page up", id="lanes.page-up", show=False),
        Binding("b", "group(1)", "Group by the next field", id="lanes.group", show=False),
        Binding("B", "group(-1)", "Group by the previous field", id="lanes.group-back", show=False),
        Binding("enter", "read", "Open the event", id="lanes.open", show=False),
    ]  # fmt: skip

    class GroupingChanged(Message):
        """The user wants lanes of the next (1) or previous (-1) field."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class EventOpened(Message):
        """The user wants to read the event of the cursor."""

    def __init__(
        self,
        model: LaneModel,
        viewport: Viewport,
        glyphs: Glyphs,
        choose: Callable[[int], None],
        *,
        id: str | None = None,
    ) -> None:
        """Show the lanes of a model.

        Args:
            model: The lanes.
            viewport: The window of time to show.
            glyphs: The signs to draw with.
            choose: Called with the number of the event to which a key or a click leads.
            id: The id of the widget.
        """
        super().__init__(id=id)
        self.model = model
        self.viewport = viewport
        self.shown = self._clock = Shown()
        """The clock by which times are displayed."""
        self.heading = ""
        """The beginning of the pane's title."""
        self.status = ""
        """A message to show instead of the lanes while they are counted, or ""."""
        self._glyphs = glyphs
        self._choose = choose
        # The number of the cursor's event.
        self._here: int | None = None
        self._event: Event | None = None
        self._picked: tuple[int, int] | None = None
        self._top = 0
        self._drawn = RenderCache(viewport, ascii=glyphs.ascii)
        self._columns: tuple[Store, rows.ColumnWidths] | None = None
        # The width of the widest label, in cells.
        self._wanted = 0

    # -- called by the owner --------------------------------------------------------------------------------

    def show(self, number: int | None, event: Event | None, picked: tuple[int, int] | None = None) -> None:
        """Show the current lanes of the model, with another cursor or selected range.

        Args:
            number: The number of the cursor's event in the store, or None.
            event: The cursor's event, or None.
            picked: The selected range, in seconds, or None.
        """
        # Only for another event, so that the user can pan away from this one.
        if event is not None and (self._event is None or event.id != self._event.id):
            self.viewport.follow(event)
        self._here, self._event, self._picked = number, event, picked
        self._wanted = max(
            [
                lane_rows.room_for(self.model[n], 2 * self.model.depth(n))
                for n in range(min(len(self.model), _NAMES))
            ],
            default=0,
        )
        if number is not None and not self.status:
            self.model.follow(number)
        self._scroll()
        self._update_title()
        self.refresh()

    @property
    def lane(self) -> str | None:
        """The value of the cursor's lane ("" for the lane of events without one), or None if there are no lanes."""
        return self.model[self.model.at].key if len(self.model) and not self.status else None

    # -- keys -----------------------------------------------------------------------------------------------

    def _go(self, lane: int) -> None:
        if self._here is not None and len(self.model) and not self.status:
            before = self._here
            number = self.model.go(lane, before)
            # The event is in both lanes.
            if number == before:
                self.show(number, self._event, self._picked)
            else:
                self._choose(number)

    def action_lane(self, step: int) -> None:
        """Go to the event nearest in time in the lane below or above."""
        self._go(self.model.at + step)

    def action_page(self, pages: float) -> None:
        """Move by pages of lanes, up if negative."""
        self._go(self.model.at + round(pages * max(1, self._room)))

    def action_end(self, side: int) -> None:
        """Go to the first lane (-1) or the last (1)."""
        self._go(0 if side < 0 else len(self.model) - 1)

    def action_step(self, step: int) -> None:
        """Go to the next or previous event in the lane."""
        if self._here is not None and len(self.model) and not self.status:
            number = self.model.step(self._here, step)
            if number is not None:
                self._choose(number)

    def action_side(self, side: int) -> None:
        """Go to the first (-1) or the last (1) event in the lane."""
        if self._here is not None and len(self.model) and not self.status:
            self._choose(self.model.end(side))

    def action_group(self, step: int) -> None:
        """Request lanes of another field for the same events."""
        self.post_message(self.GroupingChanged(step))

    def action_read(self) -> None:
        """Request the event or, if there is none, the explanation."""
        self.post_message(self.EventOpened())

    # -- layout ---------------------------------------------------------------------------------------------

    @property
    def _alone(self) -> bool:
        """Whether the detail pane is hidden, so that a line at the bottom has to show the event."""
        parent = self.parent
        return isinstance(parent, Widget) and (parent.has_class("-single") or parent.has_class("-zoomed"))

    @property
    def _parts(self) -> tuple[int, int, int]:
        """The rows of the axis, of the lanes, and of the line that shows the event."""
        height = self.size.height
        axis = 0 if height < 3 else 1 if height < 5 else 2 if height < 24 else 3
        event_row = int(self._alone and height >= 4)
        return axis, height - axis - event_row, event_row

    @property
    def _room(self) -> int:
        return self._parts[1]

    @property
    def _label(self) -> int:
        return lane_rows.label_width(self.size.width, self._wanted)

    @property
    def _has_undated_assessments(self) -> bool:
        """Whether an assessment has no date, so that its event may have no place in the assessing actor's lane."""
        if self.model.field != "actor" or self.status:
            return False
        return self.viewport.density_of(self.model.view.store).undated_statements

    @property
    def _undated_width(self) -> int:
        """The width of the column that counts events without a place on the axis; 0 if there are none in the store."""
        places = self.model.view.store.bounds.places
        # Events without a date are the last ones, at a second later than `BEYOND`.
        any_undated = (len(places) > 0 and places[-1] > BEYOND) or self._has_undated_assessments
        return lane_rows.undated_width(self.size.width, self._parts[0]) if any_undated else 0

    def on_resize(self) -> None:
        """Adapt the axis to the width, and keep the cursor visible."""
        self._fit()
        self.viewport.follow(self._event)
        self._scroll()
        self._update_title()
        self.refresh()

    def _update_title(self) -> None:
        """Show the full name of the cursor's lane in the title if its label is cut."""
        lane = self.model[self.model.at] if len(self.model) and not self.status else None
        cut = lane is not None and lane_rows.room_for(lane, len(self._indent(self.model.at))) > self._label
        self.border_title = f"{self.heading}: {lane.label}" if lane is not None and cut else self.heading

    def _indent(self, lane: int) -> str:
        return indent(self.model.depth(lane), self._label)

    def _fit(self) -> None:
        """Set the number of cells of the axis."""
        self.viewport.width = max(1, self.size.width - self._label - self._undated_width - 1)

    def _scroll(self) -> None:
        """Scroll as little as needed to show the cursor's lane."""
        room, at = self._room, self.model.at
        margin = min(_MARGIN, max(0, (room - 1) // 2))
        top = min(self._top, at - margin)
        top = max(top, at + margin - room + 1)
        self._top = max(0, min(top, len(self.model) - room))

    # -- drawing --------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Render a row of the axis, a lane, or the event if the detail pane is hidden."""
        width, (axis, room, _) = self.size.width, self._parts
        if self.status or not len(self.model):
            statements = self.status or empty_message(self)
            return pad_line(self, Strip([Segment(statements if y == 0 else "", styles.DIM)]), width)
        self._fit()
        window = self.viewport.window
        if y < axis:
            segments = self._axis_row(y, window)
        elif y < axis + room:
            at = y - axis + self._top
            segments = self._lane_row(at, window) if at < len(self.model) else []
        else:
            segments = self._event_row(width)
        return pad_line(self, Strip(segments), width)

    def _axis_row(self, y: int, window: Window) -> list[Segment]:
        if y == 0:
            begin = lane_rows.label(
                "all", f"{len(self.model.view):,}", self._label, self._glyphs, styles.PLAIN
            )
        else:
            begin = [Segment(" " * self._label)]
        height, ascii = self._parts[0], self._glyphs.ascii
        drawn = self.viewport.drawn(self.model.view, None, height=height, ascii=ascii, picked=self._picked)
        runs = drawn[y] if y < len(drawn) else ()
        missing = len(self.model.undated)
        label = UNDATED if y == len(drawn) - 1 else f"{missing:,}" if missing and y == 0 else ""
        return [
            *begin,
            *lane_rows.cells(runs, hairs=self._hairs(window), glyphs=self._glyphs),
            *(
                lane_rows.behind(label, self._undated_width)
                if missing or self._has_undated_assessments
                else ()
            ),
        ]

    def _lane_row(self, at: int, window: Window) -> list[Segment]:
        name, here = self._indent(at) + self.model[at].label, self._here
        holds = here is not None and self.model.holds(at, here)
        style = styles.TITLE if holds else styles.PLAIN
        if at == self.model.at:
            style = styles.CURSOR if self.has_focus else styles.CURSOR_AWAY
        begin = lane_rows.label(name, f"{self.model[at].events:,}", self._label, self._glyphs, style)
        chosen = self._chosen(at, window) if holds else frozenset()
        hue = lane_rows.LANES[at % len(lane_rows.LANES)]
        runs, hairs = self._drawn.lane(self.model, at, window), self._hairs(window)
        missing = self._drawn.placeless(self.model, at) if self._undated_width else 0
        return [
            *begin,
            *lane_rows.cells(runs, chosen=chosen, hairs=hairs, glyphs=self._glyphs, hue=hue),
            *(lane_rows.behind(f"{missing:,}", self._undated_width) if missing else ()),
        ]

    def _chosen(self, at: int, window: Window) -> AbstractSet[int]:
        """Return the cells of a lane that stand for the cursor's event: at its date, or at those of statements."""
        stand, key = self._drawn.lane_events(self.model, at)[0], self.model[at].key
        cells: set[int] = set()
        if self._here is not None and (self._here in stand.numbers or self._here in stand.stated):
            cells.update([cell for stretch in self.viewport.place(self._event) for cell in stretch])
        if self.model.field == "actor" and self._event is not None:
            statements = (
                statements_by_lane(self.model.view.store, self._event).get(key, NO_STATEMENTS).cells(window)
            )
            cells |= statements.sure | statements.maybe
        return cells

    def _hairs(self, window: Window) -> tuple[int, ...]:
        """Return the cells in which the cursor's event begins and ends; they may lie outside of the window."""
        event = self._event
        if event is None or event.date is None:
            return ()
        earliest, latest = event.date.earliest, event.date.latest
        found = () if earliest is None else (window.cell_of(earliest),)
        return found if latest is None else (*found, window.cell_of(latest - 1))

    def _event_row(self, width: int) -> list[Segment]:
        """Draw the cursor's event as a row of the list."""
        if self._event is None:
            return []
        store = self.model.view.store
        if self._columns is None or self._columns[0] is not store or self._clock != self.shown:
            self._columns, self._clock = (store, rows.columns_for(store, self.shown)), self.shown
        return rows.event_row(self._event, None, width, self._columns[1], self._glyphs)

    def on_focus(self) -> None:
        """Draw the cursor of a focused pane."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor of a pane without focus."""
        self.refresh()

    # -- the mouse ------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Go to the event of the lane nearest to the click, or open it if it is the cursor's."""
        offset = event.get_content_offset(self)
        axis, room, _ = self._parts
        if offset is None or self.status or not axis <= offset.y < axis + room or self._here is None:
            return
        lane, cell = offset.y - axis + self._top, offset.x - self._label
        if lane >= len(self.model):
            return
        if cell < 0:
            self._go(lane)
            return
        window = self.viewport.window
        # From the middle of the cell, so that its own events are nearer than those of the next.
        number = self.model.nearest_to(lane, window.start_of(cell) + window.cell // 2)
        self.model.at = lane
        if number == self._here:
            self.show(number, self._event, self._picked)
            self.post_message(self.EventOpened())
        else:
            self._choose(number)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the cursor, not only the lanes, so that the detail follows."""
        event.stop()
        self.action_lane(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the cursor, not only the lanes, so that the detail follows."""
        event.stop()
        self.action_lane(-1)
