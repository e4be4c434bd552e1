"""The commands of the main screen: keys, description, and what they do, in the order of the help and the palette.

To add a key, add a line here and a method to a controller. Users remap keys in their settings by the command's id.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.binding import Binding, BindingType

from timeline_tui.secure import Feature, allowed
from timeline_tui.ui.browser.actions import action_of
from timeline_tui.ui.controllers.axis import AxisController
from timeline_tui.ui.controllers.clock import ClockController
from timeline_tui.ui.controllers.filter import FilterController
from timeline_tui.ui.controllers.first_load import FirstLoadController
from timeline_tui.ui.controllers.lanes import LanesController
from timeline_tui.ui.controllers.list_headings import ListHeadingsController
from timeline_tui.ui.controllers.navigation import NavigationController
from timeline_tui.ui.controllers.reload import ReloadController
from timeline_tui.ui.controllers.targets import TargetController
from timeline_tui.ui.widgets.panes import Panes


class Controllers(NamedTuple):
    """What the commands act on."""

    axis: AxisController
    clock: ClockController
    filter: FilterController
    first_load: FirstLoadController
    headings: ListHeadingsController
    lanes: LanesController
    navigation: NavigationController
    panes: Panes
    reload: ReloadController
    targets: TargetController

    def back(self) -> None:
        """Cancel a reload; else go back one step; else stop the first load.

        The steps: from range selection, the detail or a zoomed pane, then from the lanes, then from the filter.
        """
        if not (
            self.reload.cancel()
            or self.axis.end_selection(apply=False)
            or self.panes.back()
            or self.lanes.close()
            or self.filter.step_back()
        ):
            self.first_load.stop()


class Command(NamedTuple):
    """A command with its keys.

    Attributes:
        id: The id, by which users remap the keys.
        keys: Textual's names of the keys, with commas between them.
        description: What the help and the palette show.
        run: The function to run; an awaitable result is awaited.
        synonyms: Other words that users type to find the command in the palette.
        needs: The feature that secure mode may disable. The key shows the reason then; help and palette omit it.
    """

    id: str
    keys: str
    description: str
    run: Callable[[Controllers], object]
    synonyms: str = ""
    needs: Feature | None = None


# fmt: off
COMMANDS = (
    # the lanes
    Command("lanes.toggle", "V", "The timeline, or the list again", lambda c: c.lanes.toggle(),
            "lanes swimlanes gantt chart actors"),
    # the filter
    Command("filter.edit", "slash", "Filter", lambda c: c.filter.edit(), "search find grep query"),
    Command("filter.clear", "backslash", "Clear the filter", lambda c: c.filter.clear(), "all reset everything"),
    Command("filter.toggle", "ctrl+f", "Filter off and on", lambda c: c.filter.toggle()),
    Command("filter.narrow", "comma", "Narrow to the value under the cursor", lambda c: c.targets.narrow(),
            "only same drill"),
    Command("filter.facets", "f", "Facets: values and counts", lambda c: c.filter.open_facets(),
            "contested denied confirmed disputed claims status actors locations tags sources kinds people places"),
    # navigation
    Command("pane.switch", "tab,shift+tab", "Switch pane", lambda c: c.panes.switch()),
    Command("back", "escape", "Back", lambda c: c.back()),
    Command("pane.zoom", "z", "Maximise the pane", lambda c: c.panes.zoom(), "maximize fullscreen full"),
    Command("event.next", "J", "Next event", lambda c: c.navigation.next_event(1)),
    Command("event.previous", "K", "Previous event", lambda c: c.navigation.next_event(-1)),
    Command("day.next", "right_curly_bracket", "Next day", lambda c: c.navigation.next_period("day", 1)),
    Command("day.previous", "left_curly_bracket", "Previous day", lambda c: c.navigation.next_period("day", -1)),
    Command("month.next", "right_square_bracket", "Next month", lambda c: c.navigation.next_period("month", 1)),
    Command("month.previous", "left_square_bracket", "Previous month",
            lambda c: c.navigation.next_period("month", -1)),
    Command("date.go", "t", "Go to a date", lambda c: c.navigation.edit_date(), "jump day month year"),
    Command("match.next", "n", "Next match in the detail", lambda c: c.navigation.next_match(1)),
    Command("match.previous", "N", "Previous match in the detail", lambda c: c.navigation.next_match(-1)),
    Command("mark.toggle", "m", "Toggle mark", lambda c: c.navigation.toggle_mark(), "bookmark star favourite"),
    Command("mark.next", "u", "Next mark", lambda c: c.navigation.next_mark(1)),
    Command("mark.previous", "U", "Previous mark", lambda c: c.navigation.next_mark(-1)),
    # the time axis
    Command("axis.toggle", "i", "Time axis: show it, or hide it", lambda c: c.axis.toggle(), "histogram density"),
    Command("axis.closer", "plus,equals_sign", "Axis: zoom in", lambda c: c.axis.zoom(1), "closer"),
    Command("axis.farther", "minus", "Axis: zoom out", lambda c: c.axis.zoom(-1), "farther"),
    Command("axis.fit", "0", "Axis: fit all", lambda c: c.axis.fit(), "whole"),
    Command("axis.next", "l,right", "Axis: to the next cell with events", lambda c: c.axis.move(1)),
    Command("axis.previous", "h,left", "Axis: to the previous cell with events", lambda c: c.axis.move(-1)),
    Command("axis.right", "L", "Axis: half a screen on", lambda c: c.axis.pan(1)),
    Command("axis.left", "H", "Axis: half a screen back", lambda c: c.axis.pan(-1)),
    Command("axis.pick", "v", "Axis: select a range, Enter filters by it", lambda c: c.axis.select_range(),
            "pick between from"),
    # display
    Command("known.day", "at", "As known on a day, or between two", lambda c: c.filter.edit_day(),
            "history then version knowledge"),
    Command("reading.next", "d", "List: headings, headings and distances, neither",
            lambda c: c.headings.next_decorations(), "elapsed gaps"),
    Command("reading.zero", "Z", "List: count times from this event, T+00:14:05",
            lambda c: c.headings.toggle_zero()),
    Command("language.next", "w", "Titles and summaries in the next language", lambda c: c.clock.next_language()),
    Command("times.next", "T", "Times: chronology's zone, as written, UTC, local", lambda c: c.clock.next_clock(),
            "zone timezone clock"),
    # the files
    Command("copy", "y", "Copy citation, id, link, quotes", lambda c: c.targets.copy(),
            "export clipboard cite yank share", Feature.CLIPBOARD),
    Command("open", "o", "Open media, or an address", lambda c: c.targets.open(), needs=Feature.MEDIA),
    Command("edit", "e", "Open in $EDITOR", lambda c: c.targets.edit(), "editor vim change", Feature.PROGRAMS),
    Command("reload", "r,f5", "Reload the files", lambda c: c.reload.reload(), "refresh update read"),
    Command("problems", "exclamation_mark", "Problems found in the files", lambda c: c.reload.list_problems(),
            "errors warnings check lint"),
)
# fmt: on

BY_ID = {command.id: command for command in COMMANDS}


def _binding(command: Command) -> Binding:
    return Binding(command.keys, action_of(command.id), command.description, id=command.id, show=False)


KEYS: list[BindingType] = [
    Binding("question_mark,f1", "help", "Keys", id="help", show=False),
    Binding("colon,ctrl+p", "app.command_palette", "Commands", id="commands", show=False),
    Binding("q,ctrl+c", "app.quit", "Quit", id="quit", show=False),
    Binding("ctrl+l", "app.repaint", "Repaint", id="repaint", show=False),
    Binding("ctrl+z", "app.suspend_process", "Suspend (fg resumes)", id="stop", show=False),
    *[_binding(command) for command in COMMANDS],
]

SYNONYMS = {
    "quit": "exit leave close end q! wq x",
    "stop": "suspend pause background job",
    "repaint": "redraw refresh",
    "help": "legend signs shortcuts bindings symbols",
    **{command.id: command.synonyms for command in COMMANDS},
}
"""Other words that users type to find a command in the palette, by the id of its binding."""

_NEEDS = {"stop": Feature.SUSPENSION, **{command.id: command.needs for command in COMMANDS}}


def is_offered(binding_id: str) -> bool:
    """Return whether a command is allowed, so that the help and the palette list it."""
    feature = _NEEDS.get(binding_id)
    return feature is None or allowed(feature)
