"""State kept between sessions: marks, filters and the last position. It is never stored in the chronology's files.

There is one small file for each set of files, in the system's folder for state (XDG_STATE_HOME). A session applies
its changes to what the file contains at that time, under a lock, so that concurrent sessions do not overwrite each
other. An unreadable file is renamed and reported, and costs nothing else.
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
"""The number of filters kept."""
# Largest file, in bytes.
_MAX_SIZE = 64_000_000
# Longest wait for the lock, in seconds.
_LOCK_TIMEOUT = 1.0
_SURROGATE = late("[\ud800-\udfff]")
# Longest id or filter kept, in characters.
_MAX_TEXT = 2000


class State(Struct, frozen=True):
    """The content of a state file.

    Attributes:
        version: The version of the format.
        files: The files of the chronology, for people who look into the file.
        marks: The ids of the marked events.
        filters: The filters used, the latest last.
        place: The id of the event last selected.
    """

    version: int = VERSION
    files: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    place: str = ""


class _Versioned(Struct):
    version: int = VERSION


class Change(Struct, frozen=True):
    """What a session has changed since its last save; `place` is None if unknown."""

    marked: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    place: str | None = None

    def __bool__(self) -> bool:
        return self != Change()

    def on(self, state: State) -> State:
        """Return the state with this change applied."""
        gone = {*self.unmarked}
        marks = [mark for mark in dict.fromkeys((*state.marks, *self.marked)) if mark not in gone]
        # Latest first, so that a repeated filter keeps its last position and the oldest ones are dropped.
        newest = dict.fromkeys(text for text in reversed((*state.filters, *self.filters)) if text)
        filters = [text for text in newest if _is_storable(text)][:FILTERS]
        return replace(
            state,
            marks=tuple(filter(_is_storable, marks)),
            filters=tuple(reversed(filters)),
            place=self.place if self.place is not None and _is_storable(self.place) else state.place,
        )

    def then(self, later: Change) -> Change:
        """Return this change followed by a later one."""
        marked, gone = {*later.marked}, {*later.unmarked}
        return Change(
            tuple([mark for mark in dict.fromkeys((*self.marked, *later.marked)) if mark not in gone]),
            tuple([mark for mark in dict.fromkeys((*self.unmarked, *later.unmarked)) if mark not in marked]),
            (*self.filters, *later.filters),
            self.place if later.place is None else later.place,
        )


def _is_storable(text: str) -> bool:
    """Return whether a text can be stored: it is short enough and has no lone surrogates."""
    return len(text) <= _MAX_TEXT and not _SURROGATE.search(text)


class StateFile:
    """The state file of one set of files.

    Args:
        path: The state file.
        files: The files of the chronology.
        say: Called with each message for the user, one line at a time.
    """

    def __init__(self, path: Path, files: Sequence[str], say: Callable[[str], None]) -> None:
        self._path = path
        self._files = tuple(files)
        self._say = say
        # A later version wrote the file, so it is left unchanged.
        self._newer = False

    def read(self) -> State:
        """Return the stored state, or an empty one if there is none or it cannot be read."""
        try:
            return self._read()
        except OSError as error:
            self._say(f"cannot read marks: {self._path}: {error.strerror}")
            return State()

    def change(self, change: Change) -> bool:
        """Save a change, and return whether it is settled.

        A failure is reported, and the change may be saved again later.
        """
        if not change or self._newer:
            return True
        try:
            # The mode that the XDG Base Directory Specification gives.
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._locked():
                # Read again under the lock, because another session may have saved since.
                state = replace(change.on(self._read()), files=self._files, version=VERSION)
                data = json.format(json.encode(state), indent=1)
                # `_read` reads no more than this, so a larger file could not be read again.
                if len(data) > _MAX_SIZE:
                    raise OSError(errno.EFBIG, "there are too many of them")
                # Reading sets `_newer`: a later version may have written the file since the last save.
                if not self._newer:
                    # Nothing else writes under the lock, so temporary files are left over from interrupted writes.
                    atomic_write.sweep(self._path)
                    atomic_write.write(self._path, data)
        except OSError as error:
            self._say(f"cannot save marks: {self._path}: {error.strerror}")
            return False
        return True

    def _read(self) -> State:
        try:
            data = atomic_write.read(self._path, _MAX_SIZE + 1)
        except FileNotFoundError:
            return State()
        version = VERSION
        try:
            # The version by itself first: a later version may have changed the type of any other key.
            version = json.decode(data, type=_Versioned).version
            state = json.decode(data, type=State)
        except (DecodeError, ValueError, RecursionError):
            # Not JSON, not UTF-8, or nested too deep.
            # A later version may have another format.
            if version > VERSION:
                return self._keep_newer(State(version))
            aside = atomic_write.set_aside(self._path)
            self._say(f"marks and filters could not be read: what was there is in {aside}")
            return State()
        return self._keep_newer(state) if state.version > VERSION else state

    def _keep_newer(self, state: State) -> State:
        if not self._newer:
            self._say(f"marks were saved by a later version of timeline: left unchanged ({self._path})")
        self._newer = True
        return state

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock, which sessions take for a moment only.

        Raises:
            OSError: The lock cannot be opened or taken.
        """
        # A file of its own: flock(2) locks the open file, and `atomic_write` replaces the state file with another. It
        # is never deleted, since a session could then lock the deleted file and another session its successor.
        lock = os.open(
            self._path.with_suffix(".lock"),
            os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | atomic_write.NO_LINK,
            0o600,
        )
        try:
            _acquire(lock)
            yield
        finally:
            os.close(lock)


def _acquire(lock: int) -> None:
    """Take the lock; where the file system does not support locks, do without.

    Raises:
        TimeoutError: Another session holds it.
        OSError: The lock cannot be taken.
    """
    try:
        import fcntl
    except ImportError:
        return
    # Polled, because flock(2) has no time-out: a suspended session that holds the lock would block all others.
    end = time.monotonic() + _LOCK_TIMEOUT
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise TimeoutError(errno.ETIMEDOUT, "another session holds it") from None
            # flock(2) has no timeout.
            time.sleep(0.003)
        except OSError as error:
            # The file system has no locks.
            if error.errno in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):
                return
            raise
        else:
            return


def kept(files: Sequence[str], say: Callable[[str], None]) -> StateFile | None:
    """Return the state file of a set of files.

    Args:
        files: The files of the chronology.
        say: Called with each message for the user.

    Returns:
        The state file, or None if no state is kept: for standard input, in secure mode, and without a home folder.
    """
    if not allowed(Feature.WRITING) or "-" in files:
        return None
    # Imported late: neither secure mode nor standard input needs it.
    from platformdirs import user_state_path

    # Real paths, so that the same files under other names, or in another order, share their state. NUL cannot occur in
    # a path, so no two lists of paths are joined to the same text.
    real = sorted({os.path.realpath(name) for name in files})
    name = "".join([char if char.isalnum() else "-" for char in Path(real[0]).stem])[:40]
    # A file name is bytes and need not be UTF-8; Python decodes the others to lone surrogates (PEP 383).
    data = "\0".join(real).encode("utf-8", "surrogateescape")
    # Not hashlib, which would load OpenSSL. A collision would only make two sets of files share their state.
    digest = f"{zlib.crc32(data):08x}{zlib.crc32(data[::-1]):08x}"
    try:
        return StateFile(
            user_state_path("timeline") / f"{name}-{digest}.json", [_printable(path) for path in real], say
        )
    except (OSError, RuntimeError):
        # There is no home folder.
        return None


def _printable(path: str) -> str:
    return path.encode("utf-8", "replace").decode()
