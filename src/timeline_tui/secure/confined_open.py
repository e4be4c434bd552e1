"""Open files; in secure mode, only those named on the command line or below folders named there.

No symbolic link is followed below a named folder. Each path component is opened relative to the one before
(`openat(2)` with O_NOFOLLOW), so replacing a component in the meantime has no effect. A hard link cannot be
distinguished from the file itself.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence

from timeline_tui.secure.features import Feature, allowed

# Name on the command line: real path.
_roots: dict[str, str] = {}

# O_DIRECTORY also keeps a FIFO in place of a folder from blocking the open (open(2)).
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC if hasattr(os, "O_DIRECTORY") else os.O_RDONLY
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


class OutsideRootError(PermissionError):
    """The file is not below a named path, or is behind a symbolic link."""


def confine(names: Sequence[str]) -> None:
    """Restrict reading, in secure mode, to these files and everything below these folders.

    Only the first call of a process has an effect. The named paths may be symbolic links themselves, since whoever
    names them decides.
    """
    if not allowed(Feature.OUTSIDE) and not _roots:
        # Resolved once: replacing a named link later does not change what may be read.
        _roots.update({name: os.path.realpath(name) for name in names})


def opened(path: str, flags: int) -> int:
    """Open a file like `os.open`.

    Args:
        path: The file.
        flags: The flags of `os.open`.

    Returns:
        A file descriptor.

    Raises:
        OutsideRootError: In secure mode, the file is neither named nor below a named folder, or is behind a link.
        OSError: The file cannot be opened.
    """
    if allowed(Feature.OUTSIDE):
        return os.open(path, flags)
    if path in _roots:
        return _open_component(_roots[path], flags, None, path)
    for name, root in _roots.items():
        # With the slash, so that the folder `notes` does not admit `notes-private/`.
        folder = name if name.endswith("/") else f"{name}/"
        if path.startswith(folder):
            return _open_below(root, path[len(folder) :], flags, path)
    raise _outside_error(path)


def status(path: str) -> os.stat_result:
    """Return the status of a file like `os.stat`; in secure mode, only named symbolic links are followed."""
    if allowed(Feature.OUTSIDE):
        return os.stat(path)  # noqa: PTH116
    # Good enough to choose what to open, but not a check: the path may change before `opened` walks it.
    return os.lstat(_roots.get(path, path))


def _open_below(root: str, rest: str, flags: int, path: str) -> int:
    """Open `rest`, a relative path, component by component from the folder `root`."""
    # openat2(2) with RESOLVE_BENEATH would do this in one call, but Python's `os` does not offer it. O_NOFOLLOW applies
    # to the last component only (open(2)), hence one call for each component.
    *folders, last = rest.split("/")
    # `..` is a directory entry and not a link, so O_NOFOLLOW would let it pass.
    if any(part in ("", ".", "..") for part in (*folders, last)):
        raise _outside_error(path)
    at = _open_component(root, _FOLDER_FLAGS, None, path)
    # Closing the parent at once keeps two descriptors open at most, however deep the path: the sandbox allows 64.
    for part in folders:
        above = at
        try:
            at = _open_component(part, _FOLDER_FLAGS, above, path)
        finally:
            os.close(above)
    try:
        return _open_component(last, flags, at, path)
    finally:
        os.close(at)


def _open_component(name: str, flags: int, folder: int | None, path: str) -> int:
    """Open `name` in the folder with this descriptor, without following a symbolic link."""
    try:
        return os.open(name, flags | _NOFOLLOW, dir_fd=folder)
    except OSError as error:
        # A symbolic link: O_NOFOLLOW alone gives ELOOP (open(2)), with O_DIRECTORY Linux gives ENOTDIR.
        if error.errno == errno.ELOOP or (error.errno == errno.ENOTDIR and flags == _FOLDER_FLAGS):
            raise _outside_error(path) from None
        raise


def _outside_error(path: str) -> OutsideRootError:
    return OutsideRootError(errno.EPERM, "this is outside of what may be read", path)
