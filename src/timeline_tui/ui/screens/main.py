"""The browser: the list of events beside the detail, the filter under them.

The screen owns the session; attributes go down to the widgets, messages come up. Filters over many events are
worked out in a thread, and an answer that another key has overtaken is dropped.
"""

from __future__ import annotations

import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import get_current_worker

from timeline_tui.aggregate import label
from timeline_tui.dates import format_date, format_span
from timeline_tui.errors import DateError
from timeline_tui.query import FieldTerm, OneOf, Query, positive, with_term
from timeline_tui.store import Store, View
from timeline_tui.text import one_line
from timeline_tui.ui import citation, describe, editor, nothing
from timeline_tui.ui.describe import Target
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.loading import Loader
from timeline_tui.ui.screens.copy import CopyMenu
from timeline_tui.ui.screens.facets import NAMED, Facets
from timeline_tui.ui.screens.keys import KeyHelp, key_rows
from timeline_tui.ui.screens.problems import Problems
from timeline_tui.ui.session import Session, day_of, month_of
from timeline_tui.ui.suggest import QuerySuggester
from timeline_tui.ui.widgets.detail import Detail
from timeline_tui.ui.widgets.event_list import EventList
from timeline_tui.ui.widgets.header import HeaderLine
from timeline_tui.ui.widgets.line_list import LineList
from timeline_tui.ui.widgets.panes import Panes
from timeline_tui.ui.widgets.prompt import Prompt

MANY = 4000
"""Events from which filters are worked out in a thread."""


class MainScreen(Screen[None]):
    """A chronology, browsed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "switch_pane", "Switch pane", id="pane.switch", show=False),
        Binding("escape", "back", "Back", id="back", show=False),
        Binding("z", "zoom", "Maximise the pane", id="pane.zoom", show=False),
        Binding("J", "next_event(1)", "Next event", id="event.next", show=False),
        Binding("K", "next_event(-1)", "Previous event", id="event.previous", show=False),
        Binding("right_curly_bracket", "period('day', 1)", "Next day", id="day.next", show=False),
        Binding("left_curly_bracket", "period('day', -1)", "Previous day", id="day.previous", show=False),
        Binding("right_square_bracket", "period('month', 1)", "Next month", id="month.next", show=False),
        Binding(
            "left_square_bracket", "period('month', -1)", "Previous month", id="month.previous", show=False
        ),
        Binding("t", "go_to_date", "Go to a date", id="date.go", show=False),
        Binding("slash", "filter", "Filter", id="filter.edit", show=False),
        Binding("backslash", "clear_filter", "Clear the filter", id="filter.clear", show=False),
        Binding("ctrl+f", "toggle_filter", "Filter off and on", id="filter.toggle", show=False),
        Binding("comma", "narrow", "Narrow to the value under the cursor", id="filter.narrow", show=False),
        Binding("f", "facets", "Facets: values and counts", id="filter.facets", show=False),
        Binding("n", "match(1)", "Next match in the detail", id="match.next", show=False),
        Binding("N", "match(-1)", "Previous match in the detail", id="match.previous", show=False),
        Binding("m", "mark", "Mark, or take the mark away", id="mark.toggle", show=False),
        Binding("u", "next_mark(1)", "Next mark", id="mark.next", show=False),
        Binding("U", "next_mark(-1)", "Previous mark", id="mark.previous", show=False),
        Binding("y", "copy", "Copy citation, id, link, quotes", id="copy", show=False),
        Binding("e", "edit", "Open in $EDITOR", id="edit", show=False),
        Binding("r,f5", "reload", "Reload the files", id="reload", show=False),
        Binding("exclamation_mark", "problems", "Problems found in the files", id="problems", show=False),
        Binding("question_mark,f1", "help", "Keys", id="help", show=False),
        Binding("colon,ctrl+p", "app.command_palette", "Commands", id="commands", show=False),
        Binding("q,ctrl+c", "app.quit", "Quit", id="quit", show=False),
        Binding("ctrl+l", "repaint", "Repaint", id="repaint", show=False),
    ]

    def __init__(
        self, store: Store, loader: Loader, glyphs: Glyphs, *, query: str = "", at: str = ""
    ) -> None:
        super().__init__()
        self.session = Session(store, datetime.date.today)
        self.glyphs = glyphs
        self._loader = loader
        self._start_query = query
        self._start_at = at
        self._shown: tuple[Store, str] | None = None

    def compose(self) -> ComposeResult:
        """The header, the panes, the prompt."""
        yield HeaderLine(id="header")
        yield Panes(
            EventList(self.session.view, self.glyphs, id="list"),
            Detail(ascii=self.glyphs.ascii, id="detail"),
            id="panes",
        )
        yield Prompt(self._hints, QuerySuggester(lambda: self.session.store), id="prompt")

    def on_mount(self) -> None:
        """Start where the command line says."""
        self.query_one("#list").focus()
        view = self.session.view
        if self._start_query:
            query = self.session.parse(self._start_query)
            view = self.session.store.view(query)
            self._prompt.show_filter(self._start_query)
        self._take(view, self.session.fault is None)
        self.session.choose(self._list.cursor)
        if self._start_at:
            self._go_to(self._start_at)
        self._warm(self.session.store)

    # -- the parts ------------------------------------------------------------------------------------------

    @property
    def _list(self) -> EventList:
        return self.query_one("#list", EventList)

    @property
    def _detail(self) -> Detail:
        return self.query_one("#detail", Detail)

    @property
    def _panes(self) -> Panes:
        return self.query_one("#panes", Panes)

    @property
    def _prompt(self) -> Prompt:
        return self.query_one("#prompt", Prompt)

    def _hints(self, width: int) -> str:
        if width >= 100:
            return "/ filter  f facets  t date  y copy  ? keys  : commands  q quit"
        if width >= 60:
            return "/ filter  ? keys  : commands  q quit"
        return "? keys  q quit" if not self.session.text else "? keys"

    # -- showing --------------------------------------------------------------------------------------------

    def _take(self, view: View, parsed: bool = True) -> None:
        """Show the answer to a query in all the parts."""
        row = self.session.show(view)
        self._list.show(view, row, self.session.marks.keys())
        self._show_header()
        self._show_event()
        for screen in self.app.screen_stack:
            if isinstance(screen, Facets):
                screen.show()
        fault = self.session.fault
        if fault is not None and not parsed:
            self._prompt.fault(fault.message, fault.start, fault.end)
        elif not len(view) and self.session.text:
            self._prompt.fault("", 0, 0)
            self._prompt.say(f"0 of {len(self.session.store):,}: clear with Esc")
        else:
            self._prompt.fault("", 0, 0)
            query = view.query
            if query is not None and query.pending is not None and self._prompt.typing:
                self._prompt.say(query.pending.message)

    def _show_header(self) -> None:
        store, view = self.session.store, self.session.view
        chronology = store.chronology
        name = one_line(chronology.title) or ", ".join([one_line(path) for path in chronology.paths])
        count = f"{len(view):,} of {len(store):,}" if len(view) != len(store) else f"{len(store):,} events"
        found = sum(problem.severity != "note" for problem in store.problems)
        facts = [count]
        if found:
            facts.append(f"! {found:,} problem{'s' * (found > 1)}")
        if self.session.off:
            facts.append("filter off: Ctrl-f")
        if view.span is not None:
            facts.append(format_span(*view.span, ascii=self.glyphs.ascii))
        self.query_one("#header", HeaderLine).show(name, tuple(facts))
        self._list.border_title = f"events {count.removesuffix(' events')}"

    def _show_event(self) -> None:
        """The event under the cursor in the detail; where it stands there already, nothing moves."""
        event, store = self.session.event, self.session.store
        shown, self._shown = self._shown, None if event is None else (store, event.id)
        if event is None:
            self._detail.show(nothing.explain(self.session))
            return
        query = self.session.view.query
        terms = highlighted(query)
        keep = shown is not None and shown[0] is store and shown[1] == event.id
        self._detail.show(describe.describe(event, store, self.glyphs), terms, keep=keep)

    @on(LineList.Highlighted, "#list")
    def _follow(self, message: LineList.Highlighted) -> None:
        """The detail follows the cursor: where it is now, not where it was."""
        message.stop()
        row = self._list.cursor
        if message.row == row:
            self.session.choose(row)
            self._show_event()

    # -- filtering ------------------------------------------------------------------------------------------

    def apply(self, text: str) -> None:
        """Filter by this text from now on."""
        self._prompt.show_filter(text)
        self._filter(text)

    def _filter(self, text: str) -> None:
        self.session.off = ""
        query = self.session.parse(text)
        fault = self.session.fault
        if query is None:
            if fault is not None:
                self._prompt.fault(fault.message, fault.start, fault.end)
            return
        if len(self.session.store) < MANY:
            self._take(self.session.store.view(query))
        else:
            self._answer(self.session.store, query)

    @work(thread=True, exclusive=True, group="warm")
    def _warm(self, store: Store) -> None:
        """Make ready, while the user looks at the first screen, what the first word of a filter needs."""
        store.warm()

    @work(thread=True, exclusive=True, group="query", exit_on_error=True)
    def _answer(self, store: Store, query: Query) -> None:
        worker = get_current_worker()
        view = store.view(query)
        _ = view.span  # worked out here, not on the screen's time
        if not worker.is_cancelled:
            self.app.call_from_thread(self._answered, view, query)

    def _answered(self, view: View, query: Query) -> None:
        if query.text == self.session.text and view.store is self.session.store:
            self._take(view)

    @on(Prompt.Changed)
    def _typed(self, message: Prompt.Changed) -> None:
        self._filter(message.text)

    @on(Prompt.Moved)
    def _moved(self, message: Prompt.Moved) -> None:
        if message.action == "page":
            self._list.action_page(message.amount)
        else:
            self._list.action_move(message.amount)

    @on(Prompt.Submitted)
    def _submitted(self, message: Prompt.Submitted) -> None:
        if message.mode == "date":
            if message.text.strip() and not self._go_to(message.text):
                return
        else:
            self.session.choose(self._list.cursor)
        said = self._prompt.message
        self._close_prompt()
        self._prompt.say(said if message.mode == "date" else "")

    @on(Prompt.Cancelled)
    def _cancelled(self, message: Prompt.Cancelled) -> None:
        self._prompt.fault("", 0, 0)
        if message.mode == "filter":
            self.apply("")
        self._close_prompt()

    def _close_prompt(self) -> None:
        self._prompt.close()
        self._panes.focus_current()

    def action_filter(self) -> None:
        """Type a filter."""
        self._prompt.open("filter")

    def action_clear_filter(self) -> None:
        """Every event again."""
        self.apply("")

    def action_toggle_filter(self) -> None:
        """The filter off, or on again."""
        if self.session.off:
            self.apply(self.session.off)
        elif self.session.text:
            text = self.session.text
            self._filter("")
            self.session.off = text
            self._show_header()

    def narrow(self, field: str, value: str, *, exclude: bool = False) -> None:
        """Add a term to the filter."""
        exact = field in NAMED
        self.apply(with_term(self.session.text, field, value, exclude=exclude, exact=exact))

    def action_narrow(self) -> None:
        """Narrow to what is under the cursor: the thing in the detail, the day in the list."""
        target = self._detail.target if self._detail.has_focus else None
        if target is not None:
            self._narrow_to(target)
            return
        event = self.session.event
        if event is not None and event.date is not None:
            self.narrow("date", event.date.text)

    def _narrow_to(self, target: Target) -> None:
        if target.kind == "event":
            self._go_to_event(target.value)
        else:
            self.narrow(target.kind, label(self.session.store, target.kind, target.value))

    @on(Detail.Acted)
    def _acted(self, message: Detail.Acted) -> None:
        self._narrow_to(message.target)

    def action_facets(self) -> None:
        """Values and counts to choose from; the filter changes as they are chosen."""
        self.app.push_screen(Facets(self.session, self.apply, self.glyphs))

    # -- moving ---------------------------------------------------------------------------------------------

    def action_switch_pane(self) -> None:
        """From the list to the detail or back."""
        self._panes.switch()

    @on(LineList.Chosen, "#list")
    def _read(self) -> None:
        self._panes.read()

    def action_back(self) -> None:
        """One step back: out of the detail, out of the zoom, out of the filter."""
        if not self._panes.back() and self.session.text:
            self.apply("")

    def action_zoom(self) -> None:
        """The pane alone, or both again."""
        self._panes.zoom()

    def action_next_event(self, step: int) -> None:
        """The next or previous event, from whatever pane."""
        self._list.action_move(step)

    def action_period(self, unit: str, step: int) -> None:
        """The first event of the next or previous day or month that has any."""
        row = self.session.row_of_next_period(step, day_of if unit == "day" else month_of)
        if row is None:
            self._prompt.say(f"no {unit} with events after this one" if len(self.session.view) else "no events")
        else:
            self._list.move_to(row)

    def action_match(self, step: int) -> None:
        """The next or previous match of the filter in the detail."""
        if not self._detail.find(step):
            self._prompt.say("no match of the filter in this text")

    def action_mark(self) -> None:
        """Mark the event, or take its mark away."""
        marked = self.session.toggle_mark()
        if marked is not None:
            self._list.show_marks(self.session.marks.keys())
            self._prompt.say(
                f"{'marked' if marked else 'no longer marked'}: {len(self.session.marks)} in all"
            )

    def action_next_mark(self, step: int) -> None:
        """The next or previous marked event."""
        row = self.session.row_of_next_mark(step)
        if row is None:
            self._prompt.say("nothing is marked: m marks the event under the cursor")
        else:
            self._list.move_to(row)

    def action_go_to_date(self) -> None:
        """Type a date to go to."""
        self._prompt.open("date")

    def _go_to(self, text: str) -> bool:
        try:
            row, date = self.session.row_at(text)
        except DateError as error:
            self._prompt.fault(error.reason, 0, len(text))
            return False
        self._prompt.fault("", 0, 0)
        self._list.move_to(row)
        self.session.choose(row)
        event = self.session.event
        found = event.date if event is not None else None
        if found is not None and (
            found.earliest is None or date.latest is None or found.earliest >= date.latest
        ):
            wanted = format_date(date, ascii=self.glyphs.ascii)
            self._prompt.say(f"nothing on {wanted}: this is the next event")
        return True

    def _go_to_event(self, event_id: str) -> None:
        """Put the cursor on an event, out of the filter if that hides it."""
        row = self.session.view.row_of(event_id)
        if row is None:
            self.session.chosen = event_id
            self.apply("")
            self._prompt.say("the filter hid it: cleared")
        else:
            self._list.move_to(row)

    # -- with the event -------------------------------------------------------------------------------------

    def action_copy(self) -> None:
        """Choose what to copy."""
        event = self.session.event
        if event is None:
            return
        choices = citation.choices(event)

        def copied(choice: citation.Choice | None) -> None:
            if choice is not None:
                self.app.copy_to_clipboard(choice.text)
                self._prompt.say(f"copied the {choice.name}")

        self.app.push_screen(CopyMenu(choices), copied)

    def action_edit(self) -> None:
        """Open the event's file at its line, and reload on return."""
        event = self.session.event
        if event is not None:
            self.edit(event.origin.path, event.origin.line)
        elif self.session.store.chronology.paths:
            first = self.session.store.problems[:1]
            path, line = (
                (first[0].path, first[0].line) if first else (self.session.store.chronology.paths[0], 1)
            )
            self.edit(path, line)

    def edit(self, path: str, line: int) -> None:
        """Open a file at a line in the user's editor, and reload on return."""
        reason = editor.edit(self.app, path, line)
        if reason:
            self._prompt.say(reason, error=True)
        else:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the files again; the selection, the filter and the marks stay."""
        self._prompt.say("reading the files …")
        self._reload()

    @work(thread=True, exclusive=True, group="load", exit_on_error=True)
    def _reload(self) -> None:
        worker = get_current_worker()
        store = self._loader.load(cancelled=lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._reloaded, store)

    def _reloaded(self, store: Store) -> None:
        if len(self.session.store) and not len(store) and store.problems:
            self._prompt.say(f"kept what was read before: {one_line(str(store.problems[0]))}", error=True)
            return
        before = len(self.session.store)
        self.session.replace(store)
        self._take(self.session.view)
        self._warm(store)
        change = len(store) - before
        self._prompt.say(f"read again: {len(store):,} events" + (f" ({change:+,})" if change else ""))

    def action_problems(self) -> None:
        """What is wrong with the files, each with its place."""
        if not self.session.store.problems:
            self._prompt.say("no problems were found")
            return

        def chosen(place: tuple[str, int] | None) -> None:
            if place is not None:
                self.edit(*place)

        self.app.push_screen(Problems(self.session.store.problems), chosen)

    def action_help(self) -> None:
        """The keys of what has the focus."""
        self.app.push_screen(KeyHelp(key_rows(self)))

    def action_repaint(self) -> None:
        """Draw everything again."""
        self.refresh(layout=True, repaint=True)

    def on_key(self) -> None:
        """A message stays until the next key."""
        if self._prompt.message and not self._prompt.typing:
            self._prompt.say("")


def highlighted(query: Query | None) -> tuple[str, ...]:
    """Every folded text the query asks for, in whatever field."""
    if query is None:
        return ()
    found = list(query.terms)
    for leaf in positive(query.root):
        if isinstance(leaf, FieldTerm):
            found.append(leaf.folded)
        elif isinstance(leaf, OneOf):
            found += leaf.values
    return tuple(dict.fromkeys(found))
