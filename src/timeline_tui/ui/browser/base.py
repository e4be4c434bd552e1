"""The base of the main screen: the session, the widgets, and updating the widgets from the session.

The screen owns the session. It sets attributes of its widgets, and receives messages from them.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from timeline_tui.axis import Viewport
from timeline_tui.dates import DateOrder, span_label
from timeline_tui.errors import by_severity
from timeline_tui.secure import Feature, allowed
from timeline_tui.store import Store, View
from timeline_tui.text import one_line
from timeline_tui.ui.completion import QuerySuggester
from timeline_tui.ui.frame_scheduler import ScheduledScreen
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.loading import FileLoader
from timeline_tui.ui.session import Session
from timeline_tui.ui.state_saver import StateSaver
from timeline_tui.ui.styled_document import describe
from timeline_tui.ui.widgets.detail import Detail
from timeline_tui.ui.widgets.event_list import EventList
from timeline_tui.ui.widgets.header import HeaderFact, HeaderLine
from timeline_tui.ui.widgets.hints import Hint
from timeline_tui.ui.widgets.panes import Panes
from timeline_tui.ui.widgets.prompt import Prompt
from timeline_tui.ui.widgets.time_axis import TimeAxis

_FILTER = Hint("/", "filter", "screen.filter")
_FACETS = Hint("f", "facets", "screen.facets")
_DATE = Hint("t", "date", "screen.go_to_date")
_LANES = Hint("V", "lanes", "screen.lanes")
_COPY = Hint("y", "copy", "screen.copy")
_KEYS = Hint("?", "keys", "screen.help")
_COMMANDS = Hint(":", "commands", "app.command_palette")
_QUIT = Hint("q", "quit", "app.quit")

if TYPE_CHECKING:
    from timeline_tui.knowledge import KnowledgeDay
    from timeline_tui.query import Query


class BrowserBase(ScheduledScreen, Screen[None]):
    """The layout of the main screen and what it shows.

    Subclasses add the actions; each extends the classes whose methods it uses.
    """

    BLANK = True  # widgets cover the whole screen: Textual need not draw its background

    def __init__(
        self, store: Store, loader: FileLoader, glyphs: Glyphs, keeping: StateSaver, order: DateOrder = "dmy"
    ) -> None:
        super().__init__()
        self.session = Session(store, _now, order=order)
        self.session.marks.update(dict.fromkeys(keeping.state.marks))
        self.keeping = keeping
        self.glyphs = glyphs
        self.loader = loader
        self.reading: float | None = None
        """The fraction of the files that has been read; None when no load is in progress."""
        self.growing = False
        """Whether the first load is still in progress."""
        self.again = False
        """Whether to reload after the first load."""
        self._banner = ""
        self.filtering = False
        """Whether the header shows that a query is running, because it has taken longer than `SLOW`."""
        self.look = Viewport(store)
        """The window of time that the axis and the lanes show."""
        self.axis_wanted = True
        self._shown: tuple[Store, KnowledgeDay | None, str] | None = None

    def compose(self) -> ComposeResult:
        """Yield the header, the banner, the axis, the panes and the prompt."""
        yield HeaderLine(id="header")
        yield Static(id="banner", markup=False)
        yield TimeAxis(self.look, ascii=self.glyphs.ascii, id="axis")
        yield Panes(
            EventList(self.session.view, self.glyphs, self.follow, self.session.shown, id="list"),
            Detail(ascii=self.glyphs.ascii, id="detail"),
            id="panes",
        )
        suggester = QuerySuggester(lambda: self.session.view.store)
        yield Prompt(self._hints, suggester, self.keeping.state.filters, id="prompt")

    @property
    def event_list(self) -> EventList:
        """The list of events."""
        return self.query_one("#list", EventList)

    @property
    def detail(self) -> Detail:
        """The detail pane."""
        return self.query_one("#detail", Detail)

    def prepare(self) -> None:
        """Lay out the detail for the current event, once per frame: events the cursor only passed are skipped."""
        self.detail.prepare()

    @property
    def panes(self) -> Panes:
        """The container of the list and the detail."""
        return self.query_one("#panes", Panes)

    @property
    def prompt(self) -> Prompt:
        """The prompt in the last line."""
        return self.query_one("#prompt", Prompt)

    def close_prompt(self) -> None:
        """Close the prompt and return the focus to the current pane."""
        self.prompt.close()
        self.panes.focus_current()

    def _hints(self, width: int) -> tuple[Hint, ...]:
        if width >= 100:
            copy = (_COPY,) if allowed(Feature.CLIPBOARD) else ()
            return _FILTER, *self.view_hints, *copy, _KEYS, _COMMANDS, _QUIT
        if width >= 76:
            return _FILTER, *self.view_hints, _KEYS, _QUIT
        if width >= 60:
            return _FILTER, _FACETS, _KEYS, _QUIT
        return (_KEYS,) if self.session.text else (_KEYS, _QUIT)

    @property
    def view_hints(self) -> tuple[Hint, ...]:
        """The hints of the current view."""
        return _FACETS, _DATE, _LANES

    def take(self, view: View) -> None:
        """Show a view in all widgets."""
        row = self.session.show(view)
        self.event_list.show_times(self.session.shown)
        self._count_from_zero()
        self.event_list.show(view, row, self.session.marks.keys())
        self.show_header()
        self.show_event()
        if self.app.screen is not self:
            from timeline_tui.ui.screens.facets import Facets

            for screen in self.app.screen_stack:
                if isinstance(screen, Facets):
                    screen.show()
        self._show_filter_message(view)

    def _count_from_zero(self) -> None:
        """Count times in the list from the session's zero event, if the chronology still has it."""
        event = self.session.zero_event
        self.event_list.count_from(event.date if event is not None else None)

    def _show_filter_message(self, view: View) -> None:
        """Show a message about the filter: its error, how its dates were read, or another reading of its words."""
        fault = self.session.fault
        if fault is not None:
            self.prompt.fault(fault.message, fault.start, fault.end)
        elif not len(view) and self.session.text:
            self.prompt.fault("", 0, 0)
            date = self.session.meant_date()
            if date is not None:
                self.prompt.say(f"0 with these words: date:{date.text} is the date")
            else:
                notes = self.session.notes
                total = f"0 of {len(self.session.store):,}"
                self.prompt.say(f"{total}: {notes}" if notes else f"{total}: clear with Esc")
        else:
            self.prompt.fault("", 0, 0)
            query = view.query
            if query is not None and query.pending is not None:
                self.prompt.say(query.pending.message)
            elif notes := self.session.notes:
                self.prompt.say(notes)
            elif (date := self.session.meant_date()) is not None:
                from timeline_tui.query import instead

                self.prompt.say(instead(date))

    @property
    def banner(self) -> str:
        """The text of the line below the header, or ""."""
        return self._banner

    def show_banner(self, text: str) -> None:
        """Show a line below the header until it is replaced; "" hides it."""
        self._banner = text
        banner = self.query_one("#banner", Static)
        banner.update(Text(text, no_wrap=True, overflow="ellipsis"))
        banner.display = bool(text)

    def show_header(self) -> None:
        """Update the header: title, counts, load progress, problems, and the span of the view."""
        store, view = self.session.store, self.session.view
        chronology = store.chronology
        name = one_line(chronology.title) or files_named(chronology.paths)
        count = f"{len(view):,} of {len(store):,}" if len(view) != len(store) else counted(len(store))
        by = by_severity(store.problems)
        found = by["error"] + by["warning"]
        certain = f" ({view.certain:,} certainly)" if view.certain != len(view) else ""
        facts = [HeaderFact(f"{count}{certain}")]
        if self.event_list.clock:
            facts.append(HeaderFact(self.event_list.clock, "screen.times"))
        if self.session.language:
            facts.append(HeaderFact(one_line(f"in {self.session.language}"), "screen.language"))
        if view.query is not None and view.query.known is not None:
            from timeline_tui.export import as_of

            facts.insert(0, HeaderFact(as_of.day(view.query.known, self.glyphs.signs), "screen.as_known"))
        at = len(facts)
        if found:
            facts.append(HeaderFact(f"! {found:,} problem{'s' * (found > 1)}", "screen.problems"))
        if self.session.off:
            facts.append(HeaderFact("filter off: Ctrl-f", "screen.toggle_filter"))
        if self.reading is not None:
            facts.insert(at, HeaderFact(f"reading {self.reading:.0%}"))
        if self.filtering:
            facts.insert(at, HeaderFact("filtering"))
        if view.ends:
            facts.append(HeaderFact(span_label(view.ends, ascii=self.glyphs.ascii)))
        self.query_one("#header", HeaderLine).show(name, tuple(facts))
        self.event_list.border_title = f"events {count.partition(' event')[0]}"

    def show_event(self) -> None:
        """Show the event under the cursor in the detail. If it is already there, the scroll position is kept."""
        event, store, day = self.session.event, self.session.view.store, self.session.view.day
        shown, self._shown = self._shown, None if event is None else (store, day, event.id)
        if event is None:
            from timeline_tui.ui import empty_state

            explained = empty_state.explain(self.session)
            self.detail.show(None, lambda: explained)
            return
        query = self.session.view.query
        terms = highlighted(query)
        if shown is None or shown[0] is not store or shown[1] != day:
            self.detail.forget()
        keep = shown is not None and shown[2] == event.id
        signs = self.glyphs.signs._replace(shown=self.event_list.shown)
        glyphs = self.glyphs._replace(signs=signs)
        row = self.session.row if self.event_list.distances else 0
        before = self.session.view[row - 1] if row else None
        zero = self.session.zero_event
        build = partial(describe, event, store, glyphs, day, before, zero)
        key = event.id, before and before.id, zero and zero.id
        self.detail.show(key, build, terms, keep=keep)

    def follow(self, row: int) -> None:
        """Select the event in a row of the list and show it in the detail."""
        self.session.choose(row)
        self.show_event()

    def warm(self, store: Store) -> None:
        """Build, in a thread and ahead of their first use, the indexes that filters, links and facets need."""
        self._warm_in_thread(ref(store))

    # A weak reference, because reference cycles keep Textual's finished workers, and their arguments, alive.
    @work(thread=True, exclusive=True, group="warm")
    def _warm_in_thread(self, kept: ref[Store]) -> None:
        import timeline_tui.query
        import timeline_tui.store.evaluate  # noqa: F401

        store = kept()
        if store is not None:
            store.warm()


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


def _now() -> datetime.datetime:
    """Return the current time in this machine's zone, or in UTC if that zone is unusable."""
    from timeline_tui.dates.local import UnusableZoneError, now

    try:
        return now()
    except UnusableZoneError:  # reported when the user switches to local time
        return datetime.datetime.now(datetime.UTC)


def counted(events: int) -> str:
    """Return the number with its noun: "1 event", "14 events"."""
    return f"{events:,} event{'s' * (events != 1)}"
