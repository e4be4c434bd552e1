"""Bytes from the files and folders a user names, with every way that can go wrong reported as a problem.

A path may be anything: a pipe that never ends, a device, a sparse file of ten gigabytes, a link to itself.
None may hang or fill the memory, so files are opened without waiting, looked at, and read up to a limit.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from io import FileIO
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from timeline_tui.errors import Problem
from timeline_tui.load import limits
from timeline_tui.secure import Feature, allowed, confined_open

STDIN = "-"
"""The argument that means standard input."""

_STEPS = 10  # files and folders that are looked at for each file that may be read
_OFTEN = 50  # files and folders that are looked at before that is said
_SYSTEM = ("/proc", "/sys", "/dev")
"""Folders that the system makes up: links in them lead everywhere, and there are no files of people's."""
_DEEPEST = 40  # folders inside each other that are looked into

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def read(
    path: str, *, limit: int | None = None, stdin: BinaryIO | None = None
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The bytes of a file, without a byte-order mark; None with the problem where there are none to be had.

    `-` reads `stdin` to its end. Anything but a regular file is refused before a byte is read, and so is one
    larger than `limit` bytes (`limits.file`). A file that grows while it is read is read up to the limit.
    """
    limit = limits.now().file if limit is None else limit
    try:
        if path == STDIN and stdin is not None:
            data = read_stream(stdin, limit)
        else:
            data, refused = _read_regular(path, limit)
            if refused:
                return None, (refused,)
    except (OSError, ValueError) as error:
        return None, (_failure(path, error),)
    if len(data) > limit:
        return None, (too_big(path, limit),)
    return _decodable(path, data)


def expand(
    arguments: Sequence[str], looked: Callable[[int], None] | None = None
) -> tuple[list[str], tuple[Problem, ...]]:
    """The files that the arguments mean, in their order and each once, and the problems found on the way.

    A folder means every `*.toml` file below it, sorted; hidden files and folders are left out. Links to
    folders are followed, each folder once. Files are not opened here.

    Args:
        arguments: Files and folders.
        looked: Takes how many files and folders were looked at, every now and then.

    Returns:
        The files, and what is wrong with the arguments.
    """
    count = 0
    found: dict[object, str] = {}
    problems: list[Problem] = []
    for argument in arguments:
        most = _STEPS * limits.now().files
        steps = []
        for step in islice(walk(argument), most):
            steps.append(step)
            count += 1
            if looked is not None and not count % _OFTEN:
                looked(count)
        if len(steps) == most:
            message = f"this folder has more than {most:,} files and folders in it: not all were looked at"
            problems.append(_problem(argument, "file-too-big", message, "name a folder with less in it"))
        inside = [step for step in steps if isinstance(step, str)]
        more = [step for step in steps if isinstance(step, Problem)]
        problems += more
        if not inside and not more:
            hint = "name a file, or a folder with event files in it"
            problems.append(_problem(argument, "folder-empty", "no *.toml file in this folder", hint))
        for path in sorted(inside, key=lambda path: Path(path).parts):
            found.setdefault(_identity(path), path)
    most = limits.now().files
    for path in list(found.values())[most : most + 1]:
        message = f"this file and {len(found) - most - 1:,} more are too many: at most {most:,} are read"
        hint = f"name fewer, or say --limit files={len(found)}"
        problems.append(_problem(path, "file-too-big", message, hint)._replace(faults=len(found) - most))
    return list(found.values())[:most], tuple(problems)


def walk(argument: str) -> Iterator[str | Problem | None]:
    """What an argument means, a step for everything that is looked at, so that the caller may stop in time.

    A step is the path of a file to read, the problem of a folder that cannot be read, or None for what is
    neither. An argument that is not a folder is its own only step. The order is that of the disk.
    """
    if argument == STDIN or not _is_a_folder(argument):
        yield argument
        return
    seen: set[object] = set()
    system = set(map(_identity, _SYSTEM))
    waiting = [(argument, 0)]
    deep = False
    while waiting:
        folder, depth = waiting.pop()
        identity = _identity(folder)
        if identity in seen:
            continue
        seen.add(identity)
        if identity in system:
            message = "this folder is made up by the system, and is not looked into"
            yield _problem(folder, "file-special", message, "name a folder with event files in it")
            continue
        try:
            descriptor = confined_open.opened(folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                for entry in os.scandir(descriptor):
                    path = os.path.join(folder, entry.name)  # noqa: PTH118 - ./x stays ./x
                    hidden = entry.name.startswith(".")
                    if not hidden and _is_folder(entry):
                        if depth < _DEEPEST:
                            waiting.append((path, depth + 1))
                        # Said once: there may be as many as there are folders.
                        yield _too_deep(path) if depth == _DEEPEST and not deep else None
                        deep |= depth == _DEEPEST
                    elif not hidden and _is_link_left_out(entry):
                        yield _failure(path, confined_open.OutsideRootError(errno.EPERM, "a link", path))
                    else:
                        yield path if not hidden and entry.name.lower().endswith(".toml") else None
            finally:
                os.close(descriptor)
        except OSError as error:
            yield _failure(folder, error)


def is_little(arguments: Sequence[str], size: int, steps: int) -> bool:
    """Whether all files have at most `size` bytes together; False too where that takes more than `steps` looks."""
    found = 0
    for count, path in enumerate(chain.from_iterable(map(walk, arguments)), 1):
        if isinstance(path, str) and path != STDIN:
            try:
                found += confined_open.status(path).st_size
            except (OSError, ValueError):  # which is reported when it is read
                continue
        if found > size or count > steps:
            return False
    return True


def stamp(arguments: Sequence[str]) -> frozenset[tuple[object, ...]]:
    """What can be seen of the files from outside: it differs once one is written, replaced, added or removed.

    By looking, since network file systems do not tell of what others write.
    """
    found: list[tuple[object, ...]] = []
    for argument in arguments:
        for path in islice(walk(argument), _STEPS * limits.now().files):
            if isinstance(path, str) and path != STDIN:
                try:
                    status = confined_open.status(path)
                except (OSError, ValueError):
                    found.append((path,))
                else:
                    # The time of change too: a save may keep the size, and restore the time of modification.
                    times = status.st_mtime_ns, status.st_ctime_ns
                    found.append((path, status.st_ino, status.st_size, *times))
    return frozenset(found)


def _is_a_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(confined_open.status(path).st_mode)
    except (OSError, ValueError):
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or leads to one; a link that leads to itself does not."""
    try:
        return entry.is_dir(follow_symlinks=allowed(Feature.OUTSIDE))
    except (OSError, ValueError):
        return False


def _is_link_left_out(entry: os.DirEntry[str]) -> bool:
    """Whether it is a link that may lead to a folder, by its name: where links lead to is not looked at."""
    return "." not in entry.name and not allowed(Feature.OUTSIDE) and entry.is_symlink()


def _identity(path: str) -> object:
    """What two names of one file have in common."""
    if path == STDIN:
        return path
    try:
        status = confined_open.status(path)
    except (OSError, ValueError):
        return path
    return status.st_dev, status.st_ino


def _read_regular(path: str, limit: int) -> tuple[bytes, Problem | None]:
    """The bytes of a regular file, or why it is refused."""
    descriptor = confined_open.opened(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return b"", _special(path, status.st_mode)
        if status.st_size > limit:
            return b"", too_big(path, limit, status.st_size)
        with os.fdopen(descriptor, "rb", buffering=0, closefd=False) as file:
            # One read suffices for a file whose size is true; /proc says 0, and a file may grow meanwhile.
            data = file.read(status.st_size + 1) or b""
            if data and len(data) != status.st_size:
                data += read_stream(file, limit - len(data))
        return data, None
    finally:
        os.close(descriptor)


def read_stream(stream: BinaryIO | FileIO, limit: int) -> bytes:
    """At most `limit` + 1 bytes from where a stream stands: one too many says that there are more."""
    parts: list[bytes] = []
    left = limit + 1
    while left > 0:
        part = stream.read(min(left, 1 << 20))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _decodable(path: str, data: bytes) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The data as UTF-8 without its mark, or the encoding it seems to be in."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return None, (_encoded(path, name),)
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :], ()
    start = data[:256]
    if start.count(0) * 3 >= len(start) > 1:
        # Every second byte of ASCII text is NUL in UTF-16, three of four in UTF-32.
        return None, (_encoded(path, "UTF-32" if start.count(0) * 3 >= len(start) * 2 else "UTF-16"),)
    return data, ()


def _too_deep(path: str) -> Problem:
    message = f"folders more than {_DEEPEST} deep are not looked into"
    return _problem(path, "file-too-big", message, "name the folder itself")


def _problem(path: str, code: str, message: str, hint: str) -> Problem:
    if not allowed(Feature.OUTSIDE):  # whoever reads this cannot do anything about it
        hint = f"whoever keeps these files can mend it: {hint}"
    return Problem(path, 0, 0, "error", code, message, hint)


def _encoded(path: str, name: str) -> Problem:
    return _problem(
        path, "file-encoding", f"this looks like {name}", f"save it as UTF-8: iconv -f {name} -t UTF-8"
    )


def _special(path: str, mode: int) -> Problem:
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "no regular file")
    hint = "pass it as standard input: timeline - < it" if stat.S_ISFIFO(mode) else "name a file or a folder"
    return _problem(path, "file-special", f"this is {kind}, not a file", hint)


def too_big(path: str, limit: int, size: int = 0) -> Problem:
    """The problem of a file of more than `limit` bytes; `size` where it is known."""
    shown = f"{size:,} bytes are too many" if size else "too many bytes"
    hint = "split the file and name its folder, or say --limit file=2G"
    return _problem(path, "file-too-big", f"{shown}: at most {limit:,} are read", hint)


def too_much(path: str, most: int) -> Problem:
    """The problem of a file that makes all files together larger than `most` bytes."""
    message = f"with this file there are too many bytes: at most {most:,} are read of all files"
    return _problem(path, "file-too-big", message, "name fewer files, or say --limit total=8G")


def too_many_tables(path: str, most: int) -> Problem:
    """The problem of a file with more than `most` headers of tables."""
    message = f"with this file there are too many tables: at most {most:,} are read"
    return _problem(path, "file-too-big", message, f"name less, or say --limit tables={2 * most}")


def too_many_values(path: str, most: int) -> Problem:
    """The problem of a file with more than `most` values."""
    message = f"with this file there are too many values: at most {most:,} are read"
    return _problem(path, "file-too-big", message, f"name less, or say --limit values={2 * most}")


def _failure(path: str, error: OSError | ValueError) -> Problem:
    """Why the system would not open or read something."""
    if isinstance(error, confined_open.OutsideRootError):
        return _problem(
            path,
            "file-unreadable",
            "this is not below what was named",
            "copy it there: links are not followed",
        )
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ENOENT and allowed(Feature.OUTSIDE) and Path(path).is_symlink():
        return _problem(path, "file-missing", "this link leads to nothing", "mend it, or delete it")
    if number in (errno.ENOENT, errno.ENOTDIR):
        return _problem(path, "file-missing", "there is no such file", "is the name spelt right?")
    if number in (errno.EACCES, errno.EPERM):
        hint = "chmod a+r it, and a+x the folders it lies in, or ask its owner"
        return _problem(path, "file-unreadable", "you may not read this", hint)
    if number == errno.ELOOP:
        return _problem(path, "file-unreadable", "a link that leads to itself", "name the file itself")
    if number == errno.ENXIO:
        return _problem(
            path, "file-special", "this is a socket or a device, not a file", "name a file or a folder"
        )
    reason = os.strerror(number) if number else str(error)
    hint = "can other programs read it?" if number else "is the name spelt right?"
    return _problem(path, "file-unreadable", f"this cannot be read: {reason}", hint)
