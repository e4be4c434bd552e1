"""Opening files so that in secure mode none is read but those below the folders that were named.

Nothing between such a folder and the file may be a link: each step is opened from the one before it, so that it makes
no difference what is put in its place meanwhile. A hard link is the file itself, and cannot be told from it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence

from timeline_tui.secure import Feature, allowed

_roots: dict[str, str] = {}  # as they were named: where they are

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC if hasattr(os, "O_DIRECTORY") else os.O_RDONLY
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class OutsideRootError(PermissionError):
    """The file is not below what was named, or behind a link."""


def confine(names: Sequence[str]) -> None:
    """Only these files, and what is below these folders, are read from now on, in secure mode. Once for a process.

    What they are called may be a link, as it is whoever names them who decides.
    """
    if not allowed(Feature.OUTSIDE) and not _roots:
        _roots.update({name: os.path.realpath(name) for name in names})


def opened(path: str, flags: int) -> int:
    """`os.open`. In secure mode it raises `OutsideRootError` for all but what was named and what is below it."""
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
    """`os.stat`. In secure mode it follows no link but those that were named."""
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
