"""Reload the files, by key or when they change, edit them, and list their problems."""

from __future__ import annotations

import time
from functools import partial
from weakref import ref

from textual.worker import Worker, get_current_worker

from timeline_tui.errors import Problem
from timeline_tui.store import Store, View
from timeline_tui.text import one_line
from timeline_tui.ui.browser.display import Display, counted
from timeline_tui.ui.controllers.filter import FilterController
from timeline_tui.ui.file_watcher import FileWatcher
from timeline_tui.ui.loading import FileLoader

SHORT = 0.5
"""Seconds a reload may take before the header shows its progress."""
_SYNTAX_CODES = ("toml-", "csv-", "json-", "text-", "record-")
"""Prefixes of the problem codes that a failed or unfinished save causes."""
_UNREADABLE_CODES = ("file-", "folder-")
"""Prefixes of the problem codes for files and folders that cannot be read at all."""


class ReloadController:
    """Replaces the store by a newer one, and keeps the selection, the filter and the marks.

    Attributes:
        pending: Whether to reload after the first load.
        incomplete: The banner while the chronology is incomplete, because the first load was stopped.
    """

    def __init__(self, display: Display, filter: FilterController, loader: FileLoader) -> None:
        self._display = display
        self._session = display.session
        self._filter = filter
        self._loader = loader
        self.pending = False
        self.incomplete = ""
        self._watcher: FileWatcher | None = None
        self._worker: Worker[None] | None = None
        # Whether the user requested the reload, rather than the file watcher.
        self._requested = False
        # The problems of the last reload, if it was not applied.
        self._rejected: tuple[Problem, ...] = ()

    def edit(self, path: str, line: int) -> None:
        """Open a file in the user's editor, and reload if it changed.

        Args:
            path: The file.
            line: The line to open it at, from 1.
        """
        from timeline_tui.ui import editor

        reason = editor.edit(self._display.screen.app, path, line)
        if reason:
            self._display.message(reason, error=True)
        elif self._loader.current_stamp() != self._loader.stamp:
            self.changed()

    def watch(self) -> None:
        """Start to reload files when they change. Standard input cannot be watched."""
        if not self._loader.watchable:
            return
        self._watcher = FileWatcher(self._loader.current_stamp, lambda: self._loader.stamp, self._files_saved)
        self._watcher.start()

    def end(self) -> None:
        """Stop the file watcher."""
        if self._watcher is not None:
            self._watcher.stop()

    def _files_saved(self) -> None:
        # Called in the watcher's thread.
        self._display.screen.app.call_later(self.changed)

    def changed(self) -> None:
        """Reload the changed files, unless that introduces syntax errors; during the first load, reload after it."""
        if self._display.first_load:
            # The current load may have read the old version.
            self.pending = True
        else:
            self._start(insist=False)

    def reload(self) -> None:
        """Reload the files, keeping the selection, the filter and the marks."""
        if self._display.first_load:
            self._display.message("already loading")
            self.pending = True
            return
        self._display.message("reading the files")
        # A banner says why the last load was not applied in full; this request overrides syntax errors.
        self._start(insist=bool(self._display.banner_text))
        self._requested = True

    def _start(self, *, insist: bool) -> None:
        run = partial(self._reload, insist=insist)
        self._worker = self._display.screen.run_worker(run, thread=True, exclusive=True, group="load")

    def cancel(self) -> bool:
        """Cancel a reload that the user requested or that shows progress. Returns whether there was one."""
        if (
            self._display.first_load
            or self._worker is None
            or not (self._requested or self._display.progress is not None)
        ):
            return False
        self._worker.cancel()
        self._end()
        self._display.message("reload cancelled")
        # The watcher does not report the same change twice, so the banner stays until the user reloads.
        self._display.show_banner(self.incomplete or "the files may have changed since (r: reload)")
        return True

    def _end(self) -> None:
        self._worker, self._requested = None, False
        if self._display.progress is not None:
            self._display.progress = None
            self._display.show_header()

    def _show_progress(self, worker: Worker[None], share: float) -> None:
        """Show the progress of a reload, as a fraction, in the header."""
        if worker is self._worker:
            if self._display.progress is None and not self._requested:
                # Remove the message of the previous reload.
                self._display.message("")
            self._display.progress = share
            self._display.show_header()

    def _reload(self, *, insist: bool) -> None:
        worker: Worker[None] = get_current_worker()
        begun = time.monotonic()

        def progress(done: int, total: int) -> None:
            if done < total and time.monotonic() - begun > SHORT:
                self._display.screen.call_later(self._show_progress, worker, done / total)

        store = self._loader.load(progress, lambda: worker.is_cancelled)
        # Releases the data used for loading.
        self._loader.stop()
        if worker.is_cancelled:
            return
        query = self._session.view.query
        # Computed in this thread: the old view stays usable meanwhile.
        view = store.view(query)
        # Cached properties: computed in this thread.
        _ = view.ends, store.ids
        if not worker.is_cancelled:
            # Not call_from_thread, which waits: if the browser is exiting, it waits for this thread (deadlock).
            self._display.screen.app.call_later(self._reloaded, store, view, insist)

    def _reloaded(self, store: Store, view: View, insist: bool) -> None:
        self._end()
        nothing = self._all_unreadable(store)
        broken = nothing or (None if insist else self._blocking_problem(store))
        self._loader.shown(broken is None)
        self._rejected = store.problems if broken is not None else ()
        if broken is not None:
            # The error message comes last: it may be cut, and `!` shows it in full.
            way = "! details" if nothing else "! details, r reload anyway"
            message = (
                f"{_place_text(broken)}: showing the last good version ({way}): {one_line(broken.message)}"
            )
            self._display.message("no file could be read" if nothing and insist else "")
            self._display.show_banner(f"incomplete; {message}" if self.incomplete else message)
            return
        self.incomplete = ""
        self._display.show_banner("")
        before, unread = len(self._session.store), self._newly_unreadable(store)
        self._session.replace(store, view)
        self._filter.refresh()
        self._display.screen.call_after_refresh(
            self.warm, store
        )  # after the frame, so as not to compete with drawing it
        change = len(store) - before
        message = f"reloaded: {counted(len(store))}" + (f" ({change:+,})" if change else "")
        if unread:
            message += f"; {_place_text(unread[0])}: {one_line(unread[0].message)}"
            message += f", +{len(unread) - 1:,} more (!)" if len(unread) > 1 else ""
        self._display.message(message, error=bool(unread))

    def _all_unreadable(self, store: Store) -> Problem | None:
        """Return the problem that keeps a reload from being applied even if the user insists: no file could be read."""
        if store.chronology.paths or not self._session.store.chronology.paths:
            return None
        return next(
            (problem for problem in store.problems if problem.code.startswith(_UNREADABLE_CODES)), None
        )

    def _newly_unreadable(self, store: Store) -> list[Problem]:
        """Return the problems of files and folders that have become unreadable; their events are no longer shown."""
        known = {_identity(problem) for problem in self._session.store.problems}
        found = [problem for problem in store.problems if problem.code.startswith(_UNREADABLE_CODES)]
        return [problem for problem in found if _identity(problem) not in known]

    def _blocking_problem(self, store: Store) -> Problem | None:
        """Return the problem that keeps a reload from being applied: a new syntax error, or no events are left."""
        known = {_identity(problem) for problem in self._session.store.problems}
        for problem in store.problems:
            if (
                problem.severity == "error"
                and problem.code.startswith(_SYNTAX_CODES)
                and _identity(problem) not in known
            ):
                return problem
        return store.problems[0] if len(self._session.store) and not len(store) and store.problems else None

    def warm(self, store: Store) -> None:
        """Build, in a thread and ahead of their first use, the indexes that filters, links and facets need."""
        # A weak reference, because reference cycles keep Textual's finished workers, and their arguments, alive.
        run = partial(_warm, ref(store))
        self._display.screen.run_worker(run, thread=True, exclusive=True, group="warm")

    def list_problems(self) -> None:
        """List the problems in the files, or those of the last reload if it was not applied."""
        problems = self._rejected or self._session.store.problems
        if not problems:
            self._display.message("no problems were found")
            return

        def chosen(problem: Problem | None) -> None:
            if problem is not None:
                self.edit(problem.path, problem.line)

        from timeline_tui.ui.screens.problems import Problems

        self._display.screen.app.push_screen(Problems(problems), chosen)


def _warm(kept: ref[Store]) -> None:
    import timeline_tui.query
    import timeline_tui.store.evaluate  # noqa: F401

    store = kept()
    if store is not None:
        store.warm()


def _identity(problem: Problem) -> tuple[str, str, str]:
    """Return what identifies a problem even if lines are added above it."""
    return problem.path, problem.code, problem.message


def _place_text(problem: Problem) -> str:
    """Return file name, line and column, without folders, to leave room for the key hints in the banner."""
    name = problem.path.rstrip("/").rpartition("/")[2]
    return one_line(problem._replace(path=name).place)
