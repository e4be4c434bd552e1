"""A second line of defence for secure mode: a clean environment, resource limits and an audit hook.

Audit hooks (PEP 578) cannot be removed. They see what Python code does, but not what a C library does by itself. So
the hook is the second line; the first is `allowed`, the third the operating system, with an account that cannot write
anywhere.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import Any

from timeline_tui.secure import Feature, SecureModeError, allowed

_KEPT = ("TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR")
"""The variables that a terminal needs. Python, Textual or the system might act on any other."""
_HARMLESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@+-]{0,40}")

_NOWHERE = "/nonexistent"

MEMORY = 3 << 30
"""The limit of the address space, in bytes."""
_FILES = 64  # limit of open file descriptors

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
"""The audit events to block for each disabled feature, by their names in Python's audit events table."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def build() -> None:
    """Clean the environment, set the resource limits and install the audit hook."""
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
    # Without HOME, libraries would query the user database, which may use the network.
    os.environ["HOME"] = _NOWHERE


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not available on this system
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
    """Return whether output is redirected to a file, as in `timeline list > file`, which the user is free to do."""
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
    """Return the socket families that stay within the machine: asyncio wakes itself with a socket pair."""
    import socket

    return frozenset({socket.AF_UNIX}) if hasattr(socket, "AF_UNIX") else frozenset()
