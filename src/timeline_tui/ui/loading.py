"""Load the files for the browser, and show the loading screen meanwhile."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from timeline_tui.load import Memory, Progress, Reading, begin, sources
from timeline_tui.load.readers import Readers
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import Glyphs

AT_ONCE = 1_000_000
"""Total size, in bytes, up to which files are loaded before the first paint: it takes no noticeable time."""
_PROGRESS = 0.25
"""Minimum seconds between progress updates: each draws a frame, which delays the load."""
LOOKED_AT = 2_000
"""Maximum number of files and folders examined to add up their size; if there are more, loading is deferred."""


def at_most_every(
    seconds: float, progress: Progress, clock: Callable[[], float] = time.monotonic
) -> Progress:
    """Return `progress` throttled to one call in `seconds`. The final call is always passed on.

    Args:
        seconds: The minimum interval between two calls.
        progress: The callback to throttle.
        clock: Returns the time in seconds.
    """
    due = 0.0

    def passed_on(done: int, total: int) -> None:
        nonlocal due
        if done >= total or clock() >= due:
            due = clock() + seconds
            progress(done, total)

    return passed_on


class FileLoader:
    """Loads the same files repeatedly; a reload parses only what has changed."""

    def __init__(
        self,
        paths: Sequence[str],
        stdin: bytes | None = None,
        helpers: Readers | None = None,
        *,
        words: bool = False,
    ) -> None:
        """Create a loader.

        Args:
            paths: Files and folders; `-` for standard input.
            stdin: The content of standard input, for `-`.
            helpers: Parser processes that are already running, for the first load.
            words: Build the word index while loading, because there is an initial filter.
        """
        self.paths = tuple(paths)
        self._stdin = stdin
        self._helpers = helpers
        self._words = words
        self._shown: Memory | None = None
        self._read: Memory | None = None
        self._reading: Reading | None = None
        self.stamp = sources.stamp(())
        """The state of the files (see `current_stamp`) when they were last read."""

    def current_stamp(self) -> frozenset[tuple[object, ...]]:
        """Return the current state of the files, to compare with `stamp` (see `files.stamp`)."""
        return sources.stamp(self.paths)

    def load(
        self,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        partly: Callable[[Store], None] | None = None,
    ) -> Store:
        """Load the files. Faults in a file become problems of the store; they do not raise.

        Args:
            progress: Called with the bytes read and the total bytes, at most every `_PROGRESS` seconds.
            cancelled: Returns whether to stop.
            partly: Called a few times with a store of what has been loaded of a large chronology so far.
        """
        helpers, self._helpers = self._helpers, None
        # Before reading, so that a change during it counts as a newer state.
        self.stamp = self.current_stamp()
        stdin = io.BytesIO(self._stdin) if self._stdin is not None else None
        self._reading = reading = begin(
            self.paths, stdin=stdin, helpers=helpers, earlier=self._shown, words=self._words
        )
        part = None if partly is None else lambda loaded: partly(Store(*loaded))
        loaded = reading.finish(progress and at_most_every(_PROGRESS, progress), cancelled, part)
        store = Store(*loaded)
        self._read = reading.memory
        if self._shown is None:
            self.shown()
        return store

    def add_words(self) -> None:
        """Build the word index of what was loaded. Slow: call it in a thread."""
        if self._reading is not None:
            self._reading.add_words()
            self._reading = None

    def stop(self) -> None:
        """Stop loading, and release its resources."""
        if self._reading is not None:
            self._reading.stop()
            self._reading = None

    def shown(self, taken: bool = True) -> None:
        """Record whether the last load is displayed, so that the next reload parses only what differs from it.

        A reload with syntax errors is not displayed; the file that follows it resembles the version before it.
        """
        if taken and self._read is not None:
            self._shown = self._read
        self._read = None

    @property
    def watchable(self) -> bool:
        """Whether there are files or folders besides standard input."""
        return any(path != sources.STDIN for path in self.paths)

    @property
    def small(self) -> bool:
        """Whether the files are small enough to load at once. Examines at most `LOOKED_AT` of them."""
        return sources.is_little(self.paths, AT_ONCE - len(self._stdin or b""), LOOKED_AT)


class LoadingScreen(Screen[None]):
    """The progress bar shown until the first events are loaded.

    Loading continues beneath the browser, which receives the rest in batches.
    """

    DEFAULT_CSS = """
    LoadingScreen { align: center middle; }
    LoadingScreen > Static { width: 60; max-width: 90%; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,ctrl+c", "cancel", "Cancel and quit", id="loading.cancel", show=False),
        Binding("ctrl+l", "app.repaint", "Repaint", id="repaint", show=False),
    ]

    def __init__(
        self, loader: FileLoader, glyphs: Glyphs, arrived: Callable[[Store, bool], None], progress: Progress
    ) -> None:
        """Create the screen.

        Args:
            loader: Loads the files.
            glyphs: The character set to draw with.
            arrived: Called, in the loading thread, with the store so far and whether it is complete.
            progress: Called, in the loading thread, with the bytes read and the total bytes.
        """
        super().__init__()
        self._loader = loader
        self._glyphs = glyphs
        self._arrived = arrived
        self._progress = progress
        self.typed: list[Key] = []

    def on_key(self, event: Key) -> None:
        """Keep typed keys for the browser, except Escape: there is nothing to go back from yet."""
        if event.key not in ("q", "ctrl+c", "ctrl+l", "escape"):
            event.stop()
            self.typed.append(event)

    def compose(self) -> ComposeResult:
        """Yield the file names and the bar."""
        yield Static(self._progress_text(0, 0), markup=False)

    def on_mount(self) -> None:
        """Start loading."""
        self._read()

    @work(thread=True, exclusive=True, group="load")
    def _read(self) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if not worker.is_cancelled:
                self._progress(done, total)
                # Unlike call_from_thread, does not wait.
                self.call_later(self._show, done, total)

        def partly(store: Store) -> None:
            if not worker.is_cancelled:
                self._arrived(store, False)

        try:
            store = self._loader.load(progress, lambda: worker.is_cancelled, partly)
            if not worker.is_cancelled:
                self._arrived(store, True)
                # Last, because only filters need it, and they wait for it.
                self._loader.add_words()
        finally:
            self._loader.stop()

    def _show(self, done: int, total: int) -> None:
        if self.is_current:
            self.query_one(Static).update(self._progress_text(done, total), layout=False)

    def _progress_text(self, done: int, total: int) -> Text:
        names = clip(one_line(", ".join(self._loader.paths)), 50)
        width = 40
        share = done / total if total else 0.0
        full = round(share * width)
        bar = self._glyphs.full * full + self._glyphs.rest * (width - full)
        size = f"{done / 1e6:,.0f} of {total / 1e6:,.0f} MB" if total else ""
        return Text.assemble(
            ("Reading ", styles.DIM), (names, styles.TITLE), "\n\n",
            (bar, styles.DATE), f" {share:4.0%}\n\n", (f"{size}   q cancels", styles.DIM),
        )  # fmt: skip

    def action_cancel(self) -> None:
        """Stop loading, and quit."""
        self.workers.cancel_all()
        # As a shell reports SIGINT: 128 + 2.
        self.app.exit(return_code=130)
