"""Reading the files for the browser: how, how far it is, and the screen meanwhile."""

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

from timeline_tui.load import Memory, Progress, Reading, begin, files
from timeline_tui.load.readers import Readers
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import Glyphs

AT_ONCE = 1_000_000
"""Bytes of files that are read before the first paint, because that takes no longer than a blink."""
_PROGRESS = 0.25
"""Seconds between two looks of the screen at how much has been read: each costs a frame, which reading waits for."""
LOOKED_AT = 2_000
"""Files and folders that are looked at to learn how many bytes these are; more are not read at once."""


def at_most_every(
    seconds: float, progress: Progress, clock: Callable[[], float] = time.monotonic
) -> Progress:
    """Pass on progress at most every so many seconds, and the end of it always.

    Args:
        seconds: The least time between two calls.
        progress: What is called.
        clock: Gives the time in seconds.
    """
    due = 0.0

    def passed_on(done: int, total: int) -> None:
        nonlocal due
        if done >= total or clock() >= due:
            due = clock() + seconds
            progress(done, total)

    return passed_on


class FileLoader:
    """Reads the same files again and again, and what has changed in them. `stdin` is what standard input held, for `-`.

    `helpers` were started to parse them the first time; `words`: a filter waits for them already.
    """

    def __init__(
        self,
        paths: Sequence[str],
        stdin: bytes | None = None,
        helpers: Readers | None = None,
        *,
        words: bool = False,
    ) -> None:
        self.paths = tuple(paths)
        self._stdin = stdin
        self._helpers = helpers
        self._words = words
        self._shown: Memory | None = None
        self._read: Memory | None = None
        self._reading: Reading | None = None
        self.stamp = files.stamp(())
        """What the files were like when they were read last."""

    def look(self) -> frozenset[tuple[object, ...]]:
        """What they are like now: see `files.stamp`."""
        return files.stamp(self.paths)

    def load(
        self,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        partly: Callable[[Store], None] | None = None,
    ) -> Store:
        """Everything that can be read, as a store; never raises for what is wrong with a file.

        Args:
            progress: Takes the bytes that are done and the bytes in all, at most every `_PROGRESS` seconds.
            cancelled: Whether to stop.
            partly: Takes what there is of a large chronology until then, a few times.
        """
        helpers, self._helpers = self._helpers, None
        self.stamp = self.look()
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
        """Make ready what filters will ask of what was loaded; in a thread, for it takes a while."""
        if self._reading is not None:
            self._reading.add_words()
            self._reading = None

    def stop(self) -> None:
        """Nobody wants any more of it."""
        if self._reading is not None:
            self._reading.stop()
            self._reading = None

    def shown(self, taken: bool = True) -> None:
        """Whether what was read last is looked at: the next time only what differs from that is read.

        A save that went wrong is not, and what comes after it is more like what was there before.
        """
        if taken and self._read is not None:
            self._shown = self._read
        self._read = None

    @property
    def watchable(self) -> bool:
        """Whether there is anything that may be saved."""
        return any(path != files.STDIN for path in self.paths)

    @property
    def small(self) -> bool:
        """Whether all of it is read in a blink; a vast folder is not walked to its end to find out."""
        return files.is_little(self.paths, AT_ONCE - len(self._stdin or b""), LOOKED_AT)


class LoadingScreen(Screen[None]):
    """A bar that fills until the first events are there; any quitting key ends it.

    The reading goes on below the browser, which takes more and more of the chronology from it. Both `arrived` and
    `progress` are called in the thread that reads: the first with what there is, and whether that is all.
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
        super().__init__()
        self._loader = loader
        self._glyphs = glyphs
        self._arrived = arrived
        self._progress = progress
        self.typed: list[Key] = []

    def on_key(self, event: Key) -> None:
        """What is typed for the browser already; but an Escape has nothing to step back from yet."""
        if event.key not in ("q", "ctrl+c", "ctrl+l", "escape"):
            event.stop()
            self.typed.append(event)

    def compose(self) -> ComposeResult:
        """The name of what is read, and the bar."""
        yield Static(self._told(0, 0), markup=False)

    def on_mount(self) -> None:
        """Begin at once."""
        self._read()

    @work(thread=True, exclusive=True, group="load")
    def _read(self) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if not worker.is_cancelled:
                self._progress(done, total)
                self.call_later(self._show, done, total)  # which does not wait for the screen

        def partly(store: Store) -> None:
            if not worker.is_cancelled:
                self._arrived(store, False)

        try:
            store = self._loader.load(progress, lambda: worker.is_cancelled, partly)
            if not worker.is_cancelled:
                self._arrived(store, True)
                self._loader.add_words()
        finally:
            self._loader.stop()

    def _show(self, done: int, total: int) -> None:
        if self.is_current:
            self.query_one(Static).update(self._told(done, total), layout=False)

    def _told(self, done: int, total: int) -> Text:
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
        """Stop reading, and quit."""
        self.workers.cancel_all()
        self.app.exit(return_code=130)
