"""What is kept of a chronology from one session to the next: marks, filters, where one was. Never in its own files.

A small file for each set of files, where the system keeps such things (XDG_STATE_HOME). What a session changes is put
into what the file says by then, under a lock: so two sessions at once lose nothing of each other. A file that cannot be
read is set aside with a word, and costs nothing else.
"""

from __future__ import annotations

import errno
import os
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from timeline_tui.patterns import late
from timeline_tui.secure import Feature, allowed
from timeline_tui.state import atomic_write

VERSION = 1
FILTERS = 100
"""How many filters are kept."""
_MOST = 64_000_000  # bytes of a file
_PATIENCE = 1.0  # seconds
_SURROGATE = late("[\ud800-\udfff]")
_LONG = 2000  # characters of an id or a filter that is kept


class State(Struct, frozen=True):
    """`marks` and `place` are ids of events, `filters` what was asked, the last one last; `files` are for who looks."""

    version: int = VERSION
    files: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    place: str = ""


class _Versioned(Struct):
    version: int = VERSION


class Change(Struct, frozen=True):
    """What a session has changed since it said so last; `place` is None where that is not known."""

    marked: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    place: str | None = None

    def __bool__(self) -> bool:
        return self != Change()

    def on(self, state: State) -> State:
        """The state with this change."""
        gone = {*self.unmarked}
        marks = [mark for mark in dict.fromkeys((*state.marks, *self.marked)) if mark not in gone]
        newest = dict.fromkeys(text for text in reversed((*state.filters, *self.filters)) if text)
        filters = [text for text in newest if _fits(text)][:FILTERS]
        return replace(
            state,
            marks=tuple(filter(_fits, marks)),
            filters=tuple(reversed(filters)),
            place=self.place if self.place is not None and _fits(self.place) else state.place,
        )

    def then(self, later: Change) -> Change:
        """Both, one after the other."""
        again, gone = {*later.marked}, {*later.unmarked}
        return Change(
            tuple([mark for mark in dict.fromkeys((*self.marked, *later.marked)) if mark not in gone]),
            tuple([mark for mark in dict.fromkeys((*self.unmarked, *later.unmarked)) if mark not in again]),
            (*self.filters, *later.filters),
            self.place if later.place is None else later.place,
        )


def _fits(text: str) -> bool:
    """Whether it can be kept: not too long, and Unicode that can be written."""
    return len(text) <= _LONG and not _SURROGATE.search(text)


class StateFile:
    """The state of one set of files, in the file `path`. `say` takes what is to be said of it, a line at a time."""

    def __init__(self, path: Path, files: Sequence[str], say: Callable[[str], None]) -> None:
        self._path = path
        self._files = tuple(files)
        self._say = say
        self._newer = False  # the file was written by a later version, whose it stays

    def read(self) -> State:
        """What was kept; nothing where there is nothing, or nothing that can be read."""
        try:
            return self._read()
        except OSError as error:
            self._say(f"marks cannot be read: {self._path}: {error.strerror}")
            return State()

    def change(self, change: Change) -> bool:
        """Put a change down; whether that is done with. Else that is said, and it may be tried again."""
        if not change or self._newer:
            return True
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._locked():
                state = replace(change.on(self._read()), files=self._files, version=VERSION)
                data = json.format(json.encode(state), indent=1)
                if len(data) > _MOST:
                    raise OSError(errno.EFBIG, "there are too many of them")
                if not self._newer:
                    atomic_write.sweep(self._path)
                    atomic_write.write(self._path, data)
        except OSError as error:
            self._say(f"marks cannot be kept: {self._path}: {error.strerror}")
            return False
        return True

    def _read(self) -> State:
        try:
            data = atomic_write.read(self._path, _MOST + 1)
        except FileNotFoundError:
            return State()
        version = VERSION
        try:
            version = json.decode(data, type=_Versioned).version
            state = json.decode(data, type=State)
        except (DecodeError, ValueError, RecursionError):  # no JSON, no UTF-8, nested too deep
            if version > VERSION:  # which may write it in another way
                return self._of_later(State(version))
            aside = atomic_write.set_aside(self._path)
            self._say(f"marks and filters could not be read: what was there is in {aside}")
            return State()
        return self._of_later(state) if state.version > VERSION else state

    def _of_later(self, state: State) -> State:
        if not self._newer:
            self._say(f"marks are those of a later version of timeline: they stay as they are ({self._path})")
        self._newer = True
        return state

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One session at a time; each takes a blink. Raises OSError."""
        lock = os.open(
            self._path.with_suffix(".lock"),
            os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | atomic_write.NO_LINK,
            0o600,
        )
        try:
            _wait_for(lock)
            yield
        finally:
            os.close(lock)


def _wait_for(lock: int) -> None:
    """Take the lock. Raises TimeoutError. Where the file system has none, there is none."""
    try:
        import fcntl
    except ImportError:
        return
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise TimeoutError(errno.ETIMEDOUT, "another session holds it") from None
            time.sleep(0.003)
        except OSError as error:
            if error.errno in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):
                return
            raise
        else:
            return


def kept(files: Sequence[str], say: Callable[[str], None]) -> StateFile | None:
    """What is kept of these files; None where nothing is: of standard input, and in secure mode."""
    if not allowed(Feature.WRITING) or "-" in files:
        return None
    from platformdirs import user_state_path

    real = sorted({os.path.realpath(name) for name in files})
    name = "".join([char if char.isalnum() else "-" for char in Path(real[0]).stem])[:40]
    data = "\0".join(real).encode("utf-8", "surrogateescape")
    # Not by hashlib, which would load OpenSSL: nobody gains from two sets of files with one state.
    digest = f"{zlib.crc32(data):08x}{zlib.crc32(data[::-1]):08x}"
    try:
        return StateFile(
            user_state_path("timeline") / f"{name}-{digest}.json", [_shown(path) for path in real], say
        )
    except (OSError, RuntimeError):  # there is no home
        return None


def _shown(path: str) -> str:
    return path.encode("utf-8", "replace").decode()
