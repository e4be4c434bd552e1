"""What leads out of the browser: copying, the editor, reading the files again, their problems."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from timeline_tui.store import Store, View
from timeline_tui.text import one_line
from timeline_tui.ui import citation, editor
from timeline_tui.ui.browser.base import BrowserBase, counted


class Files(BrowserBase):
    """Copies, edits, reloads."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy citation, id, link, quotes", id="copy", show=False),
        Binding("e", "edit", "Open in $EDITOR", id="edit", show=False),
        Binding("r,f5", "reload", "Reload the files", id="reload", show=False),
        Binding("exclamation_mark", "problems", "Problems found in the files", id="problems", show=False),
    ]

    def action_copy(self) -> None:
        """Choose what to copy."""
        event = self.session.event
        if event is None:
            return
        choices = citation.choices(event)

        def copied(choice: citation.Choice | None) -> None:
            if choice is not None:
                self.app.copy_to_clipboard(choice.text)
                self.prompt.say(f"{choice.name}: sent to the terminal's clipboard")

        from timeline_tui.ui.screens.copy import CopyMenu

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
            self.prompt.say(reason, error=True)
        else:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the files again; the selection, the filter and the marks stay."""
        if self.reading is not None:
            self.again = True  # what is read now may be older than what is wanted
            return
        self.prompt.say("reading the files")
        self._reload()

    @work(thread=True, exclusive=True, group="load", exit_on_error=True)
    def _reload(self) -> None:
        worker = get_current_worker()
        store = self.loader.load(cancelled=lambda: worker.is_cancelled)
        query = self.session.view.query
        view = store.view(query)  # found here: it may take a while, and the old one can still be used
        if not worker.is_cancelled:
            self.app.call_from_thread(self._reloaded, store, view)

    def _reloaded(self, store: Store, view: View) -> None:
        known = {problem[:1] + problem[4:5] for problem in self.session.store.problems}
        gone = [p for p in store.problems if p.code.startswith("file-") and p[:1] + p[4:5] not in known]
        if gone or (len(self.session.store) and not len(store) and store.problems):
            first = (gone or store.problems)[0]
            self.prompt.say(f"kept what was read before: {one_line(str(first))}", error=True)
            return
        before = len(self.session.store)
        self.session.replace(store, view)
        self.take(self.session.view)
        self.warm(store)
        change = len(store) - before
        self.prompt.say(f"read again: {counted(len(store))}" + (f" ({change:+,})" if change else ""))

    def action_problems(self) -> None:
        """What is wrong with the files, each with its place."""
        if not self.session.store.problems:
            self.prompt.say("no problems were found")
            return

        def chosen(place: tuple[str, int] | None) -> None:
            if place is not None:
                self.edit(*place)

        from timeline_tui.ui.screens.problems import Problems

        self.app.push_screen(Problems(self.session.store.problems), chosen)
