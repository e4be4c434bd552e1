"""The timeline: a lane for each actor (location, tag, ...), events and what lasts on one axis above them all."""

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
from timeline_tui.axis.lanes import UNDATED, indent, spoken
from timeline_tui.axis.statement_marks import NO_STATEMENTS
from timeline_tui.dates.shown import Shown
from timeline_tui.dates.value import BEYOND
from timeline_tui.model import Event
from timeline_tui.store import Store
from timeline_tui.ui import lane_rows, rows, styles
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.lane_model import LaneModel
from timeline_tui.ui.render_cache import RenderCache
from timeline_tui.ui.widgets.paint import finished, nothing_to_show

_NAMES = 50  # lanes whose names decide how wide the column of labels is
_MARGIN = 1  # lanes that stay in sight before and behind the cursor's


class LanesView(Widget, can_focus=True):
    """The lanes of a `LaneModel` over the window of a `Viewport`."""

    DEFAULT_CSS = """
    LanesView { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "lane(1)", "The lane below", id="lanes.down", show=False),
        Binding("k,up", "lane(-1)", "The lane above", id="lanes.up", show=False),
        Binding("l,right", "step(1)", "Next event in the lane", id="lanes.next", show=False),
        Binding("h,left", "step(-1)", "Previous event in the lane", id="lanes.previous", show=False),
        Binding("dollar_sign,end", "side(1)", "Last event in the lane", id="lanes.last-event", show=False),
        Binding("circumflex_accent,home", "side(-1)", "First event in the lane", id="lanes.first-event", show=False),
        Binding("g", "end(-1)", "First lane", id="lanes.first", show=False),
        Binding("G", "end(1)", "Last lane", id="lanes.last", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page of lanes down", id="lanes.half-page-down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page of lanes up", id="lanes.half-page-up", show=False),
        Binding("space,pagedown", "page(1)", "A page of lanes down", id="lanes.page-down", show=False),
        Binding("pageup", "page(-1)", "A page of lanes up", id="lanes.page-up", show=False),
        Binding("b", "group(1)", "Group by the next field", id="lanes.group", show=False),
        Binding("B", "group(-1)", "Group by the field before", id="lanes.group-back", show=False),
        Binding("enter", "read", "Read the event", id="lanes.open", show=False),
    ]  # fmt: skip

    class GroupingChanged(Message):
        """The events are to be grouped by another field."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class EventOpened(Message):
        """The event of the cursor is to be read."""

    def __init__(
        self,
        board: LaneModel,
        look: Viewport,
        glyphs: Glyphs,
        choose: Callable[[int], None],
        *,
        id: str | None = None,
    ) -> None:
        """`choose` is called with the number of the event that a key leads to."""
        super().__init__(id=id)
        self.board = board
        self.look = look
        self.shown = self._clock = Shown()
        """The clock of times."""
        self.heading = ""
        """What the title of the pane begins with."""
        self.saying = ""
        """What stands in place of the lanes while they are counted."""
        self._glyphs = glyphs
        self._choose = choose
        self._here: int | None = None  # the event of the cursor
        self._event: Event | None = None
        self._picked: tuple[int, int] | None = None
        self._top = 0
        self._drawn = RenderCache(look, ascii=glyphs.ascii)
        self._columns: tuple[Store, rows.ColumnWidths] | None = None
        self._wanted = 0  # cells of the widest label

    # -- what the owner does --------------------------------------------------------------------------------

    def show(self, number: int | None, event: Event | None, picked: tuple[int, int] | None = None) -> None:
        """The board has other lanes, or this is the event of the cursor now; or a range in seconds is picked."""
        if event is not None and (self._event is None or event.id != self._event.id):
            self.look.follow(event)
        self._here, self._event, self._picked = number, event, picked
        self._wanted = max(
            [
                lane_rows.room_for(self.board[n], 2 * self.board.depth(n))
                for n in range(min(len(self.board), _NAMES))
            ],
            default=0,
        )
        if number is not None and not self.saying:
            self.board.follow(number)
        self._scroll()
        self._say_name()
        self.refresh()

    @property
    def lane(self) -> str | None:
        """The value of the cursor's lane, "" for that of those without any; None while there is no lane."""
        return self.board[self.board.at].key if len(self.board) and not self.saying else None

    # -- keys -----------------------------------------------------------------------------------------------

    def _go(self, lane: int) -> None:
        if self._here is not None and len(self.board) and not self.saying:
            before = self._here
            number = self.board.go(lane, before)
            if number == before:  # it stands in both
                self.show(number, self._event, self._picked)
            else:
                self._choose(number)

    def action_lane(self, step: int) -> None:
        """To the lane below or above: to its event nearest in time."""
        self._go(self.board.at + step)

    def action_page(self, pages: float) -> None:
        """Pages of lanes down or up."""
        self._go(self.board.at + round(pages * max(1, self._room)))

    def action_end(self, side: int) -> None:
        """The first lane (-1) or the last (1)."""
        self._go(0 if side < 0 else len(self.board) - 1)

    def action_step(self, step: int) -> None:
        """The next or previous event in the lane."""
        if self._here is not None and len(self.board) and not self.saying:
            number = self.board.step(self._here, step)
            if number is not None:
                self._choose(number)

    def action_side(self, side: int) -> None:
        """The first or the last event in the lane."""
        if self._here is not None and len(self.board) and not self.saying:
            self._choose(self.board.end(side))

    def action_group(self, step: int) -> None:
        """Other lanes, of the same events."""
        self.post_message(self.GroupingChanged(step))

    def action_read(self) -> None:
        """The event is to be read; without one, why there is none."""
        self.post_message(self.EventOpened())

    # -- the room -------------------------------------------------------------------------------------------

    @property
    def _alone(self) -> bool:
        """Whether the detail is out of sight, so that a line here has to say which event this is."""
        parent = self.parent
        return isinstance(parent, Widget) and (parent.has_class("-single") or parent.has_class("-zoomed"))

    @property
    def _parts(self) -> tuple[int, int, int]:
        """Rows of the axis, of the lanes, and of the line that tells the event."""
        height = self.size.height
        axis = 0 if height < 3 else 1 if height < 5 else 2 if height < 24 else 3
        told = int(self._alone and height >= 4)
        return axis, height - axis - told, told

    @property
    def _room(self) -> int:
        return self._parts[1]

    @property
    def _label(self) -> int:
        return lane_rows.label_width(self.size.width, self._wanted)

    @property
    def _unsaid(self) -> bool:
        """Whether nobody says when some event was assessed, so that it may have no place in an actor's lane."""
        if self.board.field != "actor" or self.saying:
            return False
        return self.look.spread_of(self.board.view.store).undated_statements

    @property
    def _behind(self) -> int:
        """Cells of the column behind the lanes, where any event of the files has no place on the axis."""
        places = self.board.view.store.bounds.places
        any_undated = (len(places) > 0 and places[-1] > BEYOND) or self._unsaid
        return lane_rows.undated_width(self.size.width, self._parts[0]) if any_undated else 0

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._fit()
        self.look.follow(self._event)
        self._scroll()
        self._say_name()
        self.refresh()

    def _say_name(self) -> None:
        """The title of the pane has the whole name of the cursor's lane where its label is cut."""
        lane = self.board[self.board.at] if len(self.board) and not self.saying else None
        cut = lane is not None and lane_rows.room_for(lane, len(self._indent(self.board.at))) > self._label
        self.border_title = f"{self.heading}: {lane.label}" if lane is not None and cut else self.heading

    def _indent(self, lane: int) -> str:
        return indent(self.board.depth(lane), self._label)

    def _fit(self) -> None:
        """The axis has as many cells as there is room for."""
        self.look.width = max(1, self.size.width - self._label - self._behind - 1)

    def _scroll(self) -> None:
        """As little as needed to have the cursor's lane in sight."""
        room, at = self._room, self.board.at
        margin = min(_MARGIN, max(0, (room - 1) // 2))
        top = min(self._top, at - margin)
        top = max(top, at + margin - room + 1)
        self._top = max(0, min(top, len(self.board) - room))

    # -- drawing --------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Rows of the axis, lanes, and the event where nothing else tells it."""
        width, (axis, room, _) = self.size.width, self._parts
        if self.saying or not len(self.board):
            said = self.saying or nothing_to_show(self)
            return finished(self, Strip([Segment(said if y == 0 else "", styles.DIM)]), width)
        self._fit()
        window = self.look.window
        if y < axis:
            segments = self._axis_row(y, window)
        elif y < axis + room:
            at = y - axis + self._top
            segments = self._lane_row(at, window) if at < len(self.board) else []
        else:
            segments = self._told(width)
        return finished(self, Strip(segments), width)

    def _axis_row(self, y: int, window: Window) -> list[Segment]:
        if y == 0:
            begin = lane_rows.label(
                "all", f"{len(self.board.view):,}", self._label, self._glyphs, styles.PLAIN
            )
        else:
            begin = [Segment(" " * self._label)]
        drawn = self._drawn.axis(self.board.view, window, self._parts[0], self._picked)
        runs = drawn[y] if y < len(drawn) else ()
        missing = len(self.board.undated)
        told = UNDATED if y == len(drawn) - 1 else f"{missing:,}" if missing and y == 0 else ""
        return [
            *begin,
            *lane_rows.cells(runs, hairs=self._hairs(window), glyphs=self._glyphs),
            *(lane_rows.behind(told, self._behind) if missing or self._unsaid else ()),
        ]

    def _lane_row(self, at: int, window: Window) -> list[Segment]:
        name, here = self._indent(at) + self.board[at].label, self._here
        holds = here is not None and self.board.holds(at, here)
        style = styles.TITLE if holds else styles.PLAIN
        if at == self.board.at:
            style = styles.CURSOR if self.has_focus else styles.CURSOR_AWAY
        begin = lane_rows.label(name, f"{self.board[at].events:,}", self._label, self._glyphs, style)
        chosen = self._chosen(at, window) if holds else frozenset()
        hue = lane_rows.LANES[at % len(lane_rows.LANES)]
        runs, hairs = self._drawn.lane(self.board, at, window), self._hairs(window)
        missing = self._drawn.placeless(self.board, at) if self._behind else 0
        return [
            *begin,
            *lane_rows.cells(runs, chosen=chosen, hairs=hairs, glyphs=self._glyphs, hue=hue),
            *(lane_rows.behind(f"{missing:,}", self._behind) if missing else ()),
        ]

    def _chosen(self, at: int, window: Window) -> AbstractSet[int]:
        """The cells of a lane in which the event of the cursor stands: at its date, or where it was spoken of."""
        stand, key = self._drawn.standing(self.board, at)[0], self.board[at].key
        cells: set[int] = set()
        if self._here is not None and (self._here in stand.numbers or self._here in stand.stated):
            cells.update([cell for stretch in self.look.place(self._event) for cell in stretch])
        if self.board.field == "actor" and self._event is not None:
            said = spoken(self.board.view.store, self._event).get(key, NO_STATEMENTS).cells(window)
            cells |= said.sure | said.maybe
        return cells

    def _hairs(self, window: Window) -> tuple[int, ...]:
        """The cells in which the event begins and ends, as far as that is in sight."""
        event = self._event
        if event is None or event.date is None:
            return ()
        earliest, latest = event.date.earliest, event.date.latest
        found = () if earliest is None else (window.cell_of(earliest),)
        return found if latest is None else (*found, window.cell_of(latest - 1))

    def _told(self, width: int) -> list[Segment]:
        """The event as the list would show it."""
        if self._event is None:
            return []
        store = self.board.view.store
        if self._columns is None or self._columns[0] is not store or self._clock != self.shown:
            self._columns, self._clock = (store, rows.columns_for(store, self.shown)), self.shown
        return rows.event_row(self._event, None, width, self._columns[1], self._glyphs)

    def on_focus(self) -> None:
        """The cursor looks different."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks different."""
        self.refresh()

    # -- the mouse ------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click goes to the event nearest in its lane; one on the cursor's event opens it."""
        offset = event.get_content_offset(self)
        axis, room, _ = self._parts
        if offset is None or self.saying or not axis <= offset.y < axis + room or self._here is None:
            return
        lane, cell = offset.y - axis + self._top, offset.x - self._label
        if lane >= len(self.board):
            return
        if cell < 0:
            self._go(lane)
            return
        window = self.look.window
        number = self.board.nearest_to(lane, window.start_of(cell) + window.cell // 2)
        self.board.at = lane
        if number == self._here:
            self.show(number, self._event, self._picked)
            self.post_message(self.EventOpened())
        else:
            self._choose(number)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor, so that the detail follows."""
        event.stop()
        self.action_lane(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor, so that the detail follows."""
        event.stop()
        self.action_lane(-1)
