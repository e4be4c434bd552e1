"""Open files; in secure mode, only those named on the command line or below folders named there.

No symbolic link is followed below a named folder. Each path component is opened relative to the one before
(`openat(2)` with O_NOFOLLOW), so replacing a component in the meantime has no effect. A hard link cannot be told from
the file itself.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence

from timeline_tui.secure import Feature, allowed

_roots: dict[str, str] = {}  # name on the command line: real path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC if hasattr(os, "O_DIRECTORY") else os.O_RDONLY
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class OutsideRootError(PermissionError):
    """The file is not below a named path, or is behind a symbolic link."""


def confine(names: Sequence[str]) -> None:
    """In secure mode, restrict reading to these files and everything below these folders.

    Only the first call of a process has an effect. The named paths may be symbolic links themselves, since whoever
    names them decides.
    """
    if not allowed(Feature.OUTSIDE) and not _roots:
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
        return _step(_roots[path], flags, None, path)
    for name, root in _roots.items():
        folder = name if name.endswith("/") else f"{name}/"
        if path.startswith(folder):
            return _below(root, path[len(folder) :], flags, path)
    raise _outside(path)


def status(path: str) -> os.stat_result:
    """Return the status of a file like `os.stat`; in secure mode, only named symbolic links are followed."""
    if allowed(Feature.OUTSIDE):
        return os.stat(path)  # noqa: PTH116
    return os.lstat(_roots.get(path, path))


def _below(root: str, rest: str, flags: int, path: str) -> int:
    *folders, last = rest.split("/")
    if any(part in ("", ".", "..") for part in (*folders, last)):
        raise _outside(path)
    at = _step(root, _FOLDER, None, path)
    for part in folders:
        above = at
        try:
            at = _step(part, _FOLDER, above, path)
        finally:
            os.close(above)
    try:
        return _step(last, flags, at, path)
    finally:
        os.close(at)


def _step(name: str, flags: int, folder: int | None, path: str) -> int:
    try:
        return os.open(name, flags | _NO_LINK, dir_fd=folder)
    except OSError as error:
        if error.errno == errno.ELOOP or (error.errno == errno.ENOTDIR and flags == _FOLDER):
            raise _outside(path) from None
        raise


def _outside(path: str) -> OutsideRootError:
    return OutsideRootError(errno.EPERM, "this is outside of what may be read", path)
