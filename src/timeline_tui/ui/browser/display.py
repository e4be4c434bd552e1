"""The widgets of the main screen, and keeping them in step with the session.

The controllers change the session and call this object. The widgets know neither: they get values, and send messages
to the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.screen import Screen
from textual.widgets import Static

from timeline_tui.axis import Viewport
from timeline_tui.dates import span_label
from timeline_tui.errors import by_severity
from timeline_tui.secure import Feature, allowed
from timeline_tui.store import Store, View
from timeline_tui.text import one_line
from timeline_tui.ui.browser.actions import action_of
from timeline_tui.ui.completion import QuerySuggester
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.session import Session
from timeline_tui.ui.styled_document import describe
from timeline_tui.ui.widgets.detail import Detail
from timeline_tui.ui.widgets.event_list import EventList
from timeline_tui.ui.widgets.header import HeaderFact, HeaderLine
from timeline_tui.ui.widgets.hints import Hint
from timeline_tui.ui.widgets.panes import Panes
from timeline_tui.ui.widgets.prompt import Prompt
from timeline_tui.ui.widgets.time_axis import TimeAxis

if TYPE_CHECKING:
    from timeline_tui.knowledge import KnowledgeDay
    from timeline_tui.query import Query

_FILTER = Hint("/", "filter", action_of("filter.edit"))
_FACETS = Hint("f", "facets", action_of("filter.facets"))
_COPY = Hint("y", "copy", action_of("copy"))
_KEYS = Hint("?", "keys", "screen.help")
_COMMANDS = Hint(":", "commands", "app.command_palette")
_QUIT = Hint("q", "quit", "app.quit")
_LIST_HINTS = (
    _FACETS,
    Hint("t", "date", action_of("date.go")),
    Hint("V", "lanes", action_of("lanes.toggle")),
)
_LANES_HINTS = (Hint("V", "list", action_of("lanes.toggle")), Hint("b", "group", "screen.group_lanes"))


class Display:
    """The widgets, and what they show of the session.

    Attributes:
        screen: The screen that composes the widgets; it runs workers and timers.
        session: The state that is shown.
        viewport: The window of time that the axis and the lanes show.
        glyphs: The character set to draw with.
        progress: The fraction of the files that has been read; None when no load is in progress.
        first_load: Whether the first load is still in progress.
        filtering: Whether the header shows that a query is running.
        show_timeline: Updates the axis, or the lanes if they are shown. The screen sets it.
        cursor_moved: Called after the cursor was moved in the list. The screen sets it.
    """

    def __init__(
        self, screen: Screen[None], session: Session, glyphs: Glyphs, filters: Sequence[str]
    ) -> None:
        self.screen = screen
        self.session = session
        self.glyphs = glyphs
        self.viewport = Viewport(session.store)
        self.progress: float | None = None
        self.first_load = False
        self.filtering = False
        self.banner_text = ""
        self.show_timeline: Callable[[], None] = lambda: None
        self.cursor_moved: Callable[[], None] = lambda: None
        self._described: tuple[Store, KnowledgeDay | None, str] | None = None
        self.header = HeaderLine(id="header")
        self.banner = Static(id="banner", markup=False)
        self.axis = TimeAxis(self.viewport, ascii=glyphs.ascii, id="axis")
        self.event_list = EventList(session.view, glyphs, self.follow, session.shown, id="list")
        self.detail = Detail(ascii=glyphs.ascii, id="detail")
        self.panes = Panes(self.event_list, self.detail, id="panes")
        suggester = QuerySuggester(lambda: session.view.store)
        self.prompt = Prompt(self._hints, suggester, filters, id="prompt")

    @property
    def in_list(self) -> bool:
        """Whether the list is shown, not the lanes."""
        return self.panes.first is self.event_list

    def _hints(self, width: int) -> tuple[Hint, ...]:
        of_view = _LIST_HINTS if self.in_list else _LANES_HINTS
        if width >= 100:
            copy = (_COPY,) if allowed(Feature.CLIPBOARD) else ()
            return _FILTER, *of_view, *copy, _KEYS, _COMMANDS, _QUIT
        if width >= 76:
            return _FILTER, *of_view, _KEYS, _QUIT
        if width >= 60:
            return _FILTER, _FACETS, _KEYS, _QUIT
        return (_KEYS,) if self.session.text else (_KEYS, _QUIT)

    def message(self, text: str, *, error: bool = False) -> None:
        """Show a message in the last line until the next key."""
        self.prompt.show_message(text, error=error)

    def close_prompt(self) -> None:
        """Close the prompt and return the focus to the current pane."""
        self.prompt.close()
        self.panes.focus_current()

    def show(self, view: View) -> None:
        """Show a view in all widgets."""
        row = self.session.show(view)
        self.event_list.show_times(self.session.shown)
        self.count_from_zero()
        self.event_list.show(view, row, self.session.marks.keys())
        self.show_header()
        self.show_event()
        if self.screen.app.screen is not self.screen:
            from timeline_tui.ui.screens.facets import Facets

            for screen in self.screen.app.screen_stack:
                if isinstance(screen, Facets):
                    screen.show()
        self._show_filter_message(view)
        self.show_timeline()

    def count_from_zero(self) -> None:
        """Count times in the list from the session's zero event, if the chronology still has it."""
        event = self.session.zero_event
        self.event_list.count_from(event.date if event is not None else None)

    def _show_filter_message(self, view: View) -> None:
        """Show a message about the filter: its error, how its dates were read, or another reading of its words."""
        session, fault, query = self.session, self.session.fault, view.query
        if fault is not None:
            self.prompt.fault(fault.message, fault.start, fault.end)
            return
        self.prompt.fault("", 0, 0)
        if not len(view) and session.text:
            date = session.suggested_date()
            if date is not None:
                self.message(f"0 with these words; for the date write date:{date.text}")
            else:
                self.message(f"0 of {len(session.store):,}: {session.notes or 'clear with Esc'}")
        elif query is not None and query.pending is not None:
            self.message(query.pending.message)
        elif session.notes:
            self.message(session.notes)
        elif (date := session.suggested_date()) is not None:
            from timeline_tui.query import instead

            self.message(instead(date))

    def show_banner(self, text: str) -> None:
        """Show a line below the header until it is replaced; "" hides it."""
        self.banner_text = text
        self.banner.update(Text(text, no_wrap=True, overflow="ellipsis"))
        self.banner.display = bool(text)

    def show_header(self) -> None:
        """Update the header: title, counts, load progress, problems, and the span of the view."""
        store, view = self.session.store, self.session.view
        name = one_line(store.chronology.title) or files_named(store.chronology.paths)
        count = f"{len(view):,} of {len(store):,}" if len(view) != len(store) else counted(len(store))
        by = by_severity(store.problems)
        problems = by["error"] + by["warning"]
        certain = f" ({view.certain:,} certainly)" if view.certain != len(view) else ""
        facts = (
            HeaderFact(self._day(view), action_of("known.day")),
            HeaderFact(f"{count}{certain}"),
            HeaderFact(self.event_list.clock, action_of("times.next")),
            HeaderFact(
                one_line(f"in {self.session.language}") if self.session.language else "",
                action_of("language.next"),
            ),
            HeaderFact("filtering" if self.filtering else ""),
            HeaderFact(f"reading {self.progress:.0%}" if self.progress is not None else ""),
            HeaderFact(
                f"! {problems:,} problem{'s' * (problems > 1)}" if problems else "", action_of("problems")
            ),
            HeaderFact("filter off: Ctrl-f" if self.session.off else "", action_of("filter.toggle")),
            HeaderFact(span_label(view.ends, ascii=self.glyphs.ascii) if view.ends else ""),
        )
        self.header.show(name, tuple([fact for fact in facts if fact.text]))
        self.event_list.border_title = f"events {count.partition(' event')[0]}"

    def _day(self, view: View) -> str:
        """Return the day that the view is as of, in words, or ""."""
        if view.query is None or view.query.known is None:
            return ""
        from timeline_tui.export import as_of

        return as_of.day(view.query.known, self.glyphs.signs)

    def show_event(self) -> None:
        """Show the event under the cursor in the detail. If it is already there, the scroll position is kept."""
        session, view = self.session, self.session.view
        event, store, day = session.event, view.store, view.day
        shown, self._described = self._described, None if event is None else (store, day, event.id)
        if event is None:
            from timeline_tui.ui import empty_state

            explained = empty_state.explain(session)
            self.detail.show(None, lambda: explained)
            return
        if shown is None or shown[:2] != (store, day):
            self.detail.forget()
        signs = self.glyphs.signs._replace(shown=self.event_list.shown)
        row = session.row if self.event_list.distances else 0
        previous, zero = view[row - 1] if row else None, session.zero_event
        build = partial(describe, event, store, self.glyphs._replace(signs=signs), day, previous, zero)
        key = event.id, previous and previous.id, zero and zero.id
        keep = shown is not None and shown[2] == event.id
        self.detail.show(key, build, highlighted(view.query), keep=keep)

    def redraw_events(self) -> None:
        """Describe and draw all events anew, after the way they are displayed has changed."""
        self.detail.forget()
        self.show_header()
        self.show_event()

    def follow(self, row: int) -> None:
        """Select the event in a row of the list, and show it everywhere."""
        self.session.choose(row)
        self.show_event()
        self.viewport.follow(self.session.event)
        self.show_timeline()
        self.cursor_moved()


def files_named(paths: Sequence[str]) -> str:
    """Return a name for files without a common title: the path of one file, or the number of files and their folder."""
    if len(paths) < 2:
        return one_line("".join(paths))
    folders = {Path(path).parent for path in paths}
    folder = folders.pop().name if len(folders) == 1 else ""
    return f"{len(paths):,} files" + (f" in {one_line(folder)}" if folder not in ("", "..") else "")


def highlighted(query: Query | None) -> tuple[str, ...]:
    """Return the folded texts to highlight: all that a query searches for, in any field."""
    if query is None:
        return ()
    from timeline_tui.query import FieldTerm, OneOf, positive

    found = list(query.terms)
    for leaf in positive(query.root):
        if isinstance(leaf, FieldTerm):
            found.append(leaf.folded)
        elif isinstance(leaf, OneOf):
            found += leaf.values
    return tuple(dict.fromkeys(found))


def counted(events: int) -> str:
    """Return the number with its noun: "1 event", "14 events"."""
    return f"{events:,} event{'s' * (events != 1)}"
