"""The main screen: composes the widgets, and routes keys and messages to the controllers."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen

from timeline_tui.dates import DateOrder
from timeline_tui.store import Store
from timeline_tui.ui.browser.display import Display
from timeline_tui.ui.browser.keys import BY_ID, KEYS, Controllers
from timeline_tui.ui.controllers.axis import AxisController
from timeline_tui.ui.controllers.clock import ClockController
from timeline_tui.ui.controllers.filter import FilterController
from timeline_tui.ui.controllers.first_load import FirstLoadController
from timeline_tui.ui.controllers.lanes import LanesController
from timeline_tui.ui.controllers.list_headings import ListHeadingsController
from timeline_tui.ui.controllers.navigation import NavigationController
from timeline_tui.ui.controllers.reload import ReloadController
from timeline_tui.ui.controllers.targets import TargetController
from timeline_tui.ui.frame_scheduler import TURN, ScheduledScreen
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.loading import FileLoader
from timeline_tui.ui.session import Session
from timeline_tui.ui.state_saver import StateSaver
from timeline_tui.ui.widgets.detail import Detail
from timeline_tui.ui.widgets.line_list import LineList
from timeline_tui.ui.widgets.prompt import Prompt
from timeline_tui.ui.widgets.time_axis import TimeAxis

if TYPE_CHECKING:
    from timeline_tui.ui.widgets.lanes import LanesView


class MainScreen(ScheduledScreen, Screen[None]):
    """The main screen of the browser."""

    BINDINGS = KEYS
    # Widgets cover the whole screen: Textual need not draw its background.
    BLANK = True

    def __init__(
        self,
        store: Store,
        loader: FileLoader,
        glyphs: Glyphs,
        state: StateSaver,
        *,
        query: str = "",
        at: str = "",
        cancel_load: Callable[[], None] | None = None,
        order: DateOrder = "dmy",
        show_after_exit: Callable[[str], None],
    ) -> None:
        """Create the screen.

        Args:
            store: The chronology, or its first events.
            loader: Reloads the files.
            glyphs: The character set to draw with.
            state: Persists marks, filters and the cursor's position.
            query: The initial filter.
            at: The date to start at.
            cancel_load: Cancels the first load, if that is still in progress and will call `first_load.grow`.
            order: How ambiguous dates such as 1/2/24 are read.
            show_after_exit: Takes a line to print after the terminal is restored.
        """
        super().__init__()
        self.session = Session(store, _now, order=order)
        self.session.marks.update(dict.fromkeys(state.state.marks))
        self.content = display = Display(self, self.session, glyphs, state.state.filters)
        self._state = state
        self._query = query
        self._show_after_exit = show_after_exit
        self.filter = FilterController(display)
        self.axis = AxisController(display, self.filter.narrow)
        self.lanes = LanesController(display, self.axis, self.filter)
        self.navigation = NavigationController(display, self.filter, state)
        self.reload = ReloadController(display, self.filter, loader)
        self.first_load = FirstLoadController(
            display,
            self.filter,
            self.navigation,
            self.reload,
            loader,
            state,
            start_date=at,
            cancel=cancel_load,
        )
        self.targets = TargetController(display, self.filter, self.lanes, self.navigation, self.reload.edit)
        self._controllers = Controllers(
            axis=self.axis,
            clock=ClockController(display, self.filter),
            filter=self.filter,
            first_load=self.first_load,
            headings=ListHeadingsController(display),
            lanes=self.lanes,
            navigation=self.navigation,
            panes=display.panes,
            reload=self.reload,
            targets=self.targets,
        )
        display.show_timeline = self._show_timeline
        display.cursor_moved = self.axis.show_selection

    def compose(self) -> ComposeResult:
        """Yield the header, the banner, the axis, the panes and the prompt."""
        display = self.content
        yield from (display.header, display.banner, display.axis, display.panes, display.prompt)

    def _show_timeline(self) -> None:
        if self.content.in_list:
            self.axis.show()
        else:
            self.lanes.show()

    def prepare(self) -> None:
        """Lay out the detail for the current event, once per frame: events the cursor only passed are skipped."""
        self.content.detail.prepare()

    def on_mount(self) -> None:
        """Apply the initial filter and place the cursor."""
        sys.setswitchinterval(TURN)
        display = self.content
        display.event_list.focus()
        display.show(self.session.view)
        if self._query:
            self.filter.apply(self._query)
        note = self.first_load.place_cursor()
        if note:
            self._show_after_exit(f"--at {note}")
        self.call_after_refresh(self._begin)
        self._state.report = lambda line: self.app.call_later(display.prompt.show_message, line, error=True)
        startup_errors: list[str] = getattr(self.app, "startup_errors", [])
        if startup_errors:
            display.message("; ".join(startup_errors), error=True)

    def _begin(self) -> None:
        """Start background work after the first frame."""
        if not self.content.first_load:
            self.reload.warm(self.session.store)
        self.reload.watch()

    def on_unmount(self) -> None:
        """Stop watching the files, and save the position of the cursor."""
        self.reload.end()
        self.first_load.end()

    # -- keys -----------------------------------------------------------------------------------------------

    async def action_run(self, command_id: str) -> None:
        """Run a command."""
        result = BY_ID[command_id].run(self._controllers)
        if isawaitable(result):
            await result

    def action_group_lanes(self) -> None:
        """Group the lanes by the next field."""
        self.lanes.group(1)

    def action_help(self) -> None:
        """Open the help for the focused widget."""
        from timeline_tui.ui.screens.key_help import KeyHelp, help_rows

        self.app.push_screen(KeyHelp(help_rows(self)))

    def on_key(self) -> None:
        """Clear the message on the next key."""
        prompt = self.content.prompt
        if prompt.message and not prompt.typing:
            prompt.show_message("")

    def show_unbound(self, line: str) -> None:
        """Report an unbound key, unless the prompt is open."""
        if line and not self.content.prompt.typing:
            self.content.message(line)

    # -- messages of the widgets ----------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Tell the axis, which is as wide as the screen."""
        self.axis.resize(event.size.width)

    @on(Prompt.Submitted)
    def _prompt_submitted(self, message: Prompt.Submitted) -> None:
        session, prompt, text = self.session, self.content.prompt, message.text
        if message.mode == "date":
            if text.strip() and not self.navigation.go_to_date(text):
                return
        elif message.mode == "known":
            if not self.filter.as_of(text):
                return
        else:
            fault = session.unfinished(text)
            if fault is not None:
                prompt.fault(fault.message, fault.start, fault.end)
                return
            # While the user types, the selection stays where it was before, so that Esc can go back to it.
            session.choose(self.content.event_list.cursor)
            if text.strip():
                self._state.add_filter(text)
        shown = prompt.message
        self.content.close_prompt()
        keep = message.mode == "date" or session.notes or session.suggested_date() is not None
        prompt.show_message(shown if keep else "")

    @on(Prompt.PromptCancelled)
    def _prompt_cancelled(self, message: Prompt.PromptCancelled) -> None:
        self.content.prompt.fault("", 0, 0)
        if message.mode == "filter":
            self.filter.restore()
        self.content.close_prompt()

    @on(Prompt.FilterChanged)
    def _filter_changed(self, message: Prompt.FilterChanged) -> None:
        self.filter.filter_by(message.text)

    @on(Prompt.ListKeyPressed)
    def _list_key_pressed(self, message: Prompt.ListKeyPressed) -> None:
        if message.action == "page":
            self.content.event_list.action_page(message.amount)
        else:
            self.content.event_list.action_move(message.amount)

    @on(LineList.RowClicked, "#list")
    def _row_clicked(self) -> None:
        self._open_event()

    def _open_event(self) -> None:
        """Filter by the selected range, or else go to the detail."""
        if not self.axis.end_selection(apply=True):
            self.content.panes.read()

    @on(Detail.TargetActivated)
    def _target_activated(self, message: Detail.TargetActivated) -> None:
        self.targets.activate(message.target)

    @on(TimeAxis.CellClicked)
    def _cell_clicked(self, message: TimeAxis.CellClicked) -> None:
        self.axis.click(message.cell)

    @on(TimeAxis.RangeDragged)
    def _range_dragged(self, message: TimeAxis.RangeDragged) -> None:
        self.axis.drag(message)

    @on(TimeAxis.WheelTurned)
    def _wheel_turned(self, message: TimeAxis.WheelTurned) -> None:
        self.axis.wheel(message.cell, message.step)

    # Handlers by name instead of @on, which needs the class: the module is imported on first use.
    def on_lanes_view_grouping_changed(self, message: LanesView.GroupingChanged) -> None:
        """Group the lanes by another field."""
        self.lanes.group(message.step)

    def on_lanes_view_event_opened(self) -> None:
        """Filter by the selected range, or else go to the detail."""
        self._open_event()


def _now() -> datetime.datetime:
    """Return the current time in this machine's zone, or in UTC if that zone is unusable."""
    from timeline_tui.dates.local import UnusableZoneError, now

    try:
        return now()
    except UnusableZoneError:
        # Reported when the user switches to local time.
        return datetime.datetime.now(datetime.UTC)
