"""What holds in secure mode even where somebody forgot to ask: a clean environment, limits, and Python's audit hook.

An audit hook cannot be taken away again, and sees what Python code does, though not what a library in C does by itself.
So it is the second line; the first is `allowed`, the third the system: an account that may write nowhere.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import Any

from timeline_tui.secure import Feature, SecureModeError, allowed

_KEPT = ("TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR")
"""The variables that a terminal needs. What else there is, Python, Textual or the system may take for orders."""
_HARMLESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@+-]{0,40}")

_NOWHERE = "/nonexistent"

MEMORY = 3 << 30
"""Bytes of address space at most."""
_FILES = 64  # open ones

_EVENTS = {
    Feature.PROGRAMS: (
        "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn",
        "webbrowser.open",
    ),
    Feature.PROCESSES: ("os.fork", "os.forkpty", "ctypes.dlopen", "ctypes.dlsym", "sys.settrace", "sys.setprofile"),
    Feature.WRITING: (
        "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown",
        "os.truncate", "os.utime", "os.setxattr", "os.removexattr", "os.chflags", "shutil.copyfile",
        "shutil.copymode", "shutil.copystat", "shutil.copytree", "shutil.move", "shutil.rmtree", "shutil.chown",
        "shutil.make_archive", "shutil.unpack_archive", "tempfile.mkstemp", "tempfile.mkdtemp", "sqlite3.connect",
        "syslog.openlog", "syslog.syslog",
    ),
    Feature.ENVIRONMENT: ("os.putenv", "os.unsetenv"),
    Feature.NETWORK: (
        "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
        "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "socket.getservbyname",
        "socket.sethostname",
    ),
}  # fmt: skip
"""What Python tells of, by the names that its documentation has for it, for each feature that is left out."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def build() -> None:
    """Clean the environment, set the limits, hang the hook."""
    if not allowed(Feature.ENVIRONMENT):
        _clean()
    _limit()
    never = {event for feature, events in _EVENTS.items() if not allowed(feature) for event in events}
    writing, network = allowed(Feature.WRITING), allowed(Feature.NETWORK)
    sys.dont_write_bytecode = True
    terminals = frozenset(filter(None, [_terminal(number) for number in range(3)])) | {"/dev/tty", os.devnull}
    local = _local_sockets()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & _WRITES and not isinstance(path, int)
            if writes and not writing and path not in terminals:
                raise SecureModeError(f"open for writing: {path!r}")
        elif event in never or (event == "socket.__new__" and not network and arguments[1] not in local):
            raise SecureModeError(event)

    sys.addaudithook(hook)


def _clean() -> None:
    for name in list(os.environ):
        value = os.environ[name]
        if name not in _KEPT or (value and not _HARMLESS.fullmatch(value)):
            del os.environ[name]
    # Without it libraries would ask the system's list of users, and that, perhaps, a network.
    os.environ["HOME"] = _NOWHERE


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    limits = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_NOFILE, _FILES)]
    if not _writes_to_a_file():
        limits.append((resource.RLIMIT_FSIZE, 0))
    for which, most in limits:
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(which)
            value = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (value, value))


def _writes_to_a_file() -> bool:
    """Whether somebody has sent the output into a file, as `timeline list > file` does: that was theirs to decide."""
    import stat

    for number in (1, 2):
        with suppress(OSError):
            if stat.S_ISREG(os.fstat(number).st_mode):
                return True
    return False


def _terminal(descriptor: int) -> str:
    try:
        return os.ttyname(descriptor)
    except OSError:
        return ""


def _local_sockets() -> frozenset[int]:
    """The kinds of socket that lead nowhere: with a pair of them asyncio wakes itself up."""
    import socket

    return frozenset({socket.AF_UNIX}) if hasattr(socket, "AF_UNIX") else frozenset()
