"""Actions on files and other programs: copy, edit, reload, and list problems."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker, get_current_worker

from timeline_tui.errors import Problem
from timeline_tui.secure import Feature, allowed, refusal
from timeline_tui.store import Store, View
from timeline_tui.text import one_line
from timeline_tui.ui.browser.base import counted
from timeline_tui.ui.browser.filtering import Filtering
from timeline_tui.ui.file_watcher import FileWatcher

if TYPE_CHECKING:
    from timeline_tui.ui.citation import Choice

SHORT = 0.5
"""Seconds a reload may take before the header shows its progress."""
_SYNTAX_CODES = "toml-"
"""Prefix of the problem codes that a failed or unfinished save causes."""
_UNREADABLE_CODES = ("file-", "folder-")
"""Prefixes of the problem codes for files and folders that cannot be read at all."""


class Files(Filtering):
    """Adds copying, editing and reloading."""

    _watch: FileWatcher | None = None
    _reload_worker: Worker[None] | None = None
    _requested = False  # whether the user requested the reload, rather than the file watcher
    lacking = ""  # the banner while the chronology is incomplete, because the first load was stopped
    _rejected: tuple[Problem, ...] = ()  # the problems of the last reload, if it was not applied

    def action_copy(self) -> None:
        """Open the copy menu for the selected event."""
        event = self.session.event
        if event is None:
            return
        if not allowed(Feature.CLIPBOARD):
            self.prompt.say(refusal(Feature.CLIPBOARD), error=True)
            return
        from timeline_tui.ui.citation import choices

        def copied(choice: Choice | None) -> None:
            if choice is not None:
                self.app.copy_to_clipboard(choice.text)
                self.prompt.say(f"{choice.name}: sent to the terminal's clipboard")

        from timeline_tui.ui.screens.copy import CopyMenu

        self.app.push_screen(CopyMenu(choices(event)), copied)

    def action_edit(self) -> None:
        """Edit the selected event's file at its line; without an event, the file of the first problem."""
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
        """Open a file in the user's editor, and reload if it changed.

        Args:
            path: The file.
            line: The line to open it at, from 1.
        """
        from timeline_tui.ui import editor

        reason = editor.edit(self.app, path, line)
        if reason:
            self.prompt.say(reason, error=True)
        elif self.loader.look() != self.loader.stamp:
            self.changed()

    def watch_files(self) -> None:
        """Start to reload files when they change. Standard input cannot be watched."""
        if not self.loader.watchable:
            return
        self._watch = FileWatcher(self.loader.look, lambda: self.loader.stamp, self._files_saved)
        self._watch.start()

    def on_unmount(self) -> None:
        """Stop the file watcher."""
        if self._watch is not None:
            self._watch.stop()

    def _files_saved(self) -> None:
        self.app.call_later(self.changed)  # called in the watcher's thread

    def changed(self) -> None:
        """Reload the changed files, unless that introduces syntax errors; during the first load, reload after it."""
        if self.growing:
            self.again = True  # the current load may have read the old version
        else:
            self._start_reload(insist=False)

    def action_reload(self) -> None:
        """Reload the files, keeping the selection, the filter and the marks."""
        if self.growing:
            self.prompt.say("already loading")
            self.again = True
            return
        self.prompt.say("reading the files")
        self._start_reload(insist=bool(self.banner))
        self._requested = True

    def _start_reload(self, *, insist: bool) -> None:
        self._reload_worker = self._reload(insist=insist)

    def stop_reading(self) -> bool:
        """Cancel a reload that the user requested or that shows progress. Returns whether there was one."""
        if self.growing or self._reload_worker is None or not (self._requested or self.reading is not None):
            return False
        self._reload_worker.cancel()
        self._end_reload()
        self.prompt.say("the view is as before")
        # The watcher does not report the same change twice, so the banner stays until the user reloads.
        self.show_banner(self.lacking or "the files may say something else by now (r: read them)")
        return True

    def _end_reload(self) -> None:
        self._reload_worker, self._requested = None, False
        if self.reading is not None:
            self.reading = None
            self.show_header()

    def _show_progress(self, worker: Worker[None], share: float) -> None:
        """Show the progress of a reload, as a fraction, in the header."""
        if worker is self._reload_worker:
            if self.reading is None and not self._requested:
                self.prompt.say("")  # remove the message of the previous reload
            self.reading = share
            self.show_header()

    @work(thread=True, exclusive=True, group="load", exit_on_error=True)
    def _reload(self, *, insist: bool) -> None:
        worker: Worker[None] = get_current_worker()
        begun = time.monotonic()

        def progress(done: int, total: int) -> None:
            if done < total and time.monotonic() - begun > SHORT:
                self.call_later(self._show_progress, worker, done / total)

        store = self.loader.load(progress, lambda: worker.is_cancelled)
        self.loader.stop()  # releases the data used for loading
        if worker.is_cancelled:
            return
        query = self.session.view.query
        view = store.view(query)  # computed in this thread: the old view stays usable meanwhile
        _ = view.ends, store.ids  # cached properties
        if not worker.is_cancelled:
            self.app.call_from_thread(self._reloaded, store, view, insist)

    def _reloaded(self, store: Store, view: View, insist: bool) -> None:
        self._end_reload()
        nothing = self._all_unreadable(store)
        broken = nothing or (None if insist else self._blocking_problem(store))
        self.loader.shown(broken is None)
        self._rejected = store.problems if broken is not None else ()
        if broken is not None:
            # The error message comes last: it may be cut, and `!` shows it in full.
            way = "! details" if nothing else "! details, r reload anyway"
            told = f"{_place_text(broken)}: showing the last good version ({way}): {one_line(broken.message)}"
            self.prompt.say("no file could be read" if nothing and insist else "")
            self.show_banner(f"not all was read; {told}" if self.lacking else told)
            return
        self.lacking = ""
        self.show_banner("")
        before, unread = len(self.session.store), self._newly_unreadable(store)
        self.session.replace(store, view)
        self.take_again()
        self.call_after_refresh(self.warm, store)  # after the frame, so as not to compete with drawing it
        change = len(store) - before
        told = f"read again: {counted(len(store))}" + (f" ({change:+,})" if change else "")
        if unread:
            told += f"; {_place_text(unread[0])}: {one_line(unread[0].message)}"
            told += f", +{len(unread) - 1:,} more (!)" if len(unread) > 1 else ""
        self.prompt.say(told, error=bool(unread))

    def _all_unreadable(self, store: Store) -> Problem | None:
        """Return the problem that keeps a reload from being applied even if the user insists: no file could be read."""
        if store.chronology.paths or not self.session.store.chronology.paths:
            return None
        return next(
            (problem for problem in store.problems if problem.code.startswith(_UNREADABLE_CODES)), None
        )

    def _newly_unreadable(self, store: Store) -> list[Problem]:
        """Return the problems of files and folders that have become unreadable; their events are no longer shown."""
        known = {_identity(problem) for problem in self.session.store.problems}
        found = [problem for problem in store.problems if problem.code.startswith(_UNREADABLE_CODES)]
        return [problem for problem in found if _identity(problem) not in known]

    def _blocking_problem(self, store: Store) -> Problem | None:
        """Return the problem that keeps a reload from being applied: a new syntax error, or no events are left."""
        known = {_identity(problem) for problem in self.session.store.problems}
        for problem in store.problems:
            if (
                problem.severity == "error"
                and problem.code.startswith(_SYNTAX_CODES)
                and _identity(problem) not in known
            ):
                return problem
        return store.problems[0] if len(self.session.store) and not len(store) and store.problems else None

    def action_problems(self) -> None:
        """List the problems in the files, or those of the last reload if it was not applied."""
        problems = self._rejected or self.session.store.problems
        if not problems:
            self.prompt.say("no problems were found")
            return

        def chosen(problem: Problem | None) -> None:
            if problem is not None:
                self.edit(problem.path, problem.line)

        from timeline_tui.ui.screens.problems import Problems

        self.app.push_screen(Problems(problems), chosen)


def _identity(problem: Problem) -> tuple[str, str, str]:
    """Return what identifies a problem even if lines are added above it."""
    return problem.path, problem.code, problem.message


def _place_text(problem: Problem) -> str:
    """Return file name, line and column, without folders, to leave room for the key hints in the banner."""
    name = problem.path.rstrip("/").rpartition("/")[2]
    return one_line(problem._replace(path=name).place)
