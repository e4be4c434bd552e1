"""Reading the files for the browser: how, how far it is, and the screen meanwhile."""

from __future__ import annotations

import gc
import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from timeline_tui.load import load
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import Glyphs

AT_ONCE = 1_000_000
"""Bytes of files that are read before the first paint, because that takes no longer than a blink."""


class Loader:
    """Reads the same files again and again. `stdin` is what standard input held, for the path `-`."""

    def __init__(self, paths: Sequence[str], stdin: bytes | None = None) -> None:
        self.paths = tuple(paths)
        self._stdin = stdin

    def load(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Store:
        """Everything that can be read, as a store; never raises for what is wrong with a file."""
        stdin = io.BytesIO(self._stdin) if self._stdin is not None else None
        loaded = load(self.paths, stdin=stdin, progress=progress, cancelled=cancelled)
        gc.freeze()  # what was loaded stays: looking through it again and again would stop the screen
        return Store(loaded.chronology, loaded.problems)

    @property
    def small(self) -> bool:
        """Whether all of it is read in a blink."""
        size = len(self._stdin or b"")
        for path in self.paths:
            try:
                if Path(path).is_dir():
                    found = Path(path).rglob("*.toml")
                    size += sum(file.stat().st_size for file in found if file.is_file())
                elif path != "-":
                    size += os.stat(path).st_size  # noqa: PTH116
            except OSError:
                continue
            if size > AT_ONCE:
                return False
        return True


class LoadingScreen(Screen[None]):
    """A bar that fills while the files are read; any quitting key ends it."""

    DEFAULT_CSS = """
    LoadingScreen { align: center middle; }
    LoadingScreen > Static { width: 60; max-width: 90%; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,ctrl+c", "cancel", "Cancel and quit", id="loading.cancel", show=False),
        Binding("ctrl+l", "app.repaint", "Repaint", id="repaint", show=False),
    ]

    def __init__(self, loader: Loader, glyphs: Glyphs, loaded: Callable[[Store], None]) -> None:
        super().__init__()
        self._loader = loader
        self._loaded = loaded
        self._glyphs = glyphs

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
                self.call_later(self._show, done, total)  # which does not wait for the screen

        store = self._loader.load(progress, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._loaded, store)

    def _show(self, done: int, total: int) -> None:
        self.query_one(Static).update(self._told(done, total), layout=False)

    def _told(self, done: int, total: int) -> Text:
        names = clip(one_line(", ".join(self._loader.paths)), 50)
        width = 40
        share = done / total if total else 0.0
        full = round(share * width)
        rest = "." if self._glyphs.ascii else "░"
        bar = self._glyphs.full * full + rest * (width - full)
        size = f"{done / 1e6:,.0f} of {total / 1e6:,.0f} MB" if total else ""
        return Text.assemble(
            ("Reading ", styles.DIM), (names, styles.TITLE), "\n\n",
            (bar, styles.DATE), f" {share:4.0%}\n\n", (f"{size}   q cancels", styles.DIM),
        )  # fmt: skip

    def action_cancel(self) -> None:
        """Stop reading, and quit."""
        self.workers.cancel_all()
        self.app.exit(return_code=130)
