"""The key bindings of the main screen, in the order of the help and the palette.

Users remap keys in their settings by the binding's id.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    # the browser
    Binding("question_mark,f1", "help", "Keys", id="help", show=False),
    Binding("colon,ctrl+p", "app.command_palette", "Commands", id="commands", show=False),
    Binding("q,ctrl+c", "app.quit", "Quit", id="quit", show=False),
    Binding("ctrl+l", "app.repaint", "Repaint", id="repaint", show=False),
    Binding("ctrl+z", "app.suspend_process", "Suspend (fg resumes)", id="stop", show=False),
    # the lanes
    Binding("V", "lanes", "The timeline, or the list again", id="lanes.toggle", show=False),
    # the filter
    Binding("slash", "filter", "Filter", id="filter.edit", show=False),
    Binding("backslash", "clear_filter", "Clear the filter", id="filter.clear", show=False),
    Binding("ctrl+f", "toggle_filter", "Filter off and on", id="filter.toggle", show=False),
    Binding("comma", "narrow", "Narrow to the value under the cursor", id="filter.narrow", show=False),
    Binding("f", "facets", "Facets: values and counts", id="filter.facets", show=False),
    # navigation
    Binding("tab,shift+tab", "switch_pane", "Switch pane", id="pane.switch", show=False),
    Binding("escape", "back", "Back", id="back", show=False),
    Binding("z", "zoom", "Maximise the pane", id="pane.zoom", show=False),
    Binding("J", "next_event(1)", "Next event", id="event.next", show=False),
    Binding("K", "next_event(-1)", "Previous event", id="event.previous", show=False),
    Binding("right_curly_bracket", "period('day', 1)", "Next day", id="day.next", show=False),
    Binding("left_curly_bracket", "period('day', -1)", "Previous day", id="day.previous", show=False),
    Binding("right_square_bracket", "period('month', 1)", "Next month", id="month.next", show=False),
    Binding("left_square_bracket", "period('month', -1)", "Previous month", id="month.previous", show=False),
    Binding("t", "go_to_date", "Go to a date", id="date.go", show=False),
    Binding("n", "match(1)", "Next match in the detail", id="match.next", show=False),
    Binding("N", "match(-1)", "Previous match in the detail", id="match.previous", show=False),
    Binding("m", "mark", "Toggle mark", id="mark.toggle", show=False),
    Binding("u", "next_mark(1)", "Next mark", id="mark.next", show=False),
    Binding("U", "next_mark(-1)", "Previous mark", id="mark.previous", show=False),
    # the time axis
    Binding("i", "axis", "Time axis: show it, or hide it", id="axis.toggle", show=False),
    Binding("plus,equals_sign", "axis_zoom(1)", "Axis: closer", id="axis.closer", show=False),
    Binding("minus", "axis_zoom(-1)", "Axis: farther away", id="axis.farther", show=False),
    Binding("0", "axis_fit", "Axis: all of it", id="axis.fit", show=False),
    Binding("l,right", "axis_cell(1)", "Axis: to the next cell with events", id="axis.next", show=False),
    Binding(
        "h,left", "axis_cell(-1)", "Axis: to the previous cell with events", id="axis.previous", show=False
    ),
    Binding("L", "axis_pan(1)", "Axis: half a screen on", id="axis.right", show=False),
    Binding("H", "axis_pan(-1)", "Axis: half a screen back", id="axis.left", show=False),
    Binding("v", "axis_pick", "Axis: pick a range, Enter filters by it", id="axis.pick", show=False),
    # display
    Binding("at", "as_known", "As known on a day, or between two", id="known.day", show=False),
    Binding("d", "aids", "List: headings, headings and distances, neither", id="reading.next", show=False),
    Binding("Z", "zero", "List: count times from this event, T+00:14:05", id="reading.zero", show=False),
    Binding("w", "language", "Titles and summaries in the next language", id="language.next", show=False),
    Binding("T", "times", "Times: chronology's zone, as written, UTC, local", id="times.next", show=False),
    # the files
    Binding("y", "copy", "Copy citation, id, link, quotes", id="copy", show=False),
    Binding("o", "open", "Open media, or an address", id="open", show=False),
    Binding("e", "edit", "Open in $EDITOR", id="edit", show=False),
    Binding("r,f5", "reload", "Reload the files", id="reload", show=False),
    Binding("exclamation_mark", "problems", "Problems found in the files", id="problems", show=False),
]
