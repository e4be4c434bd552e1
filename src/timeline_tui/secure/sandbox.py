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

from timeline_tui.secure.features import Feature, SecureModeError, allowed

_KEPT_VARIABLES = ("TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR")
"""The variables that a terminal needs. Python, Textual or the system might act on any other."""
# No slash: locales are file names, and glibc before 2.20 followed `..` in LANG and LC_* out of its folder, which
# defeated ForceCommand (CVE-2014-0475).
_SAFE_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@+-]{0,40}")

_NO_HOME = "/nonexistent"

MEMORY = 3 << 30
"""The limit of the address space, in bytes."""
# Limit of open file descriptors.
_MAX_OPEN_FILES = 64

_BLOCKED_EVENTS = {
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
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def build() -> None:
    """Clean the environment, set the resource limits and install the audit hook."""
    # Before the hook is installed, which blocks os.putenv and os.unsetenv.
    if not allowed(Feature.ENVIRONMENT):
        _clean_environment()
    _set_limits()
    never = {event for feature, events in _BLOCKED_EVENTS.items() if not allowed(feature) for event in events}
    writing, network = allowed(Feature.WRITING), allowed(Feature.NETWORK)
    # Otherwise a later import would write to `__pycache__`, and the hook would make the import fail.
    sys.dont_write_bytecode = True
    # What the program itself opens for writing: its terminal, for output and for keys after standard input was read,
    # and the null device in place of a closed pipe.
    terminals = frozenset(filter(None, [_terminal_name(number) for number in range(3)])) | {
        "/dev/tty",
        os.devnull,
    }
    local = _local_sockets()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            # An int is a descriptor that is already open, not a path.
            writes = isinstance(flags, int) and flags & _WRITE_FLAGS and not isinstance(path, int)
            if writes and not writing and path not in terminals:
                raise SecureModeError(f"open for writing: {path!r}")
        elif event in never or (event == "socket.__new__" and not network and arguments[1] not in local):
            raise SecureModeError(event)

    # A hook stays until the process ends (PEP 578).
    sys.addaudithook(hook)


def _clean_environment() -> None:
    """Remove all variables but those that a terminal needs, and those with unusual values."""
    for name in list(os.environ):
        value = os.environ[name]
        if name not in _KEPT_VARIABLES or (value and not _SAFE_VALUE.fullmatch(value)):
            del os.environ[name]
    # Without HOME, libraries would query the user database, which may use the network.
    os.environ["HOME"] = _NO_HOME


def _set_limits() -> None:
    """Set the resource limits, as far as the system has them (setrlimit(2))."""
    try:
        import resource
    except ImportError:
        # Not available on this system.
        return
    limits = [
        # The kernel writes a core dump (core(5)), so no audit event announces it.
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, _MAX_OPEN_FILES),
    ]
    if not _output_is_file():
        # Any write to a regular file then fails with EFBIG (setrlimit(2)); Python ignores SIGXFSZ.
        limits.append((resource.RLIMIT_FSIZE, 0))
    for which, most in limits:
        # Each limit by itself: a system that rejects one may still accept the others.
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(which)
            # RLIM_INFINITY is -1 on Linux, so `min` alone would choose it. The hard limit is lowered as well: without
            # privileges it cannot be raised again (setrlimit(2)).
            value = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (value, value))


def _output_is_file() -> bool:
    """Return whether output is redirected to a file, as in `timeline list > file`, which the user is free to do."""
    import stat

    for number in (1, 2):
        with suppress(OSError):
            if stat.S_ISREG(os.fstat(number).st_mode):
                return True
    return False


def _terminal_name(descriptor: int) -> str:
    try:
        return os.ttyname(descriptor)
    except OSError:
        return ""


def _local_sockets() -> frozenset[int]:
    """Return the socket families that stay within the machine: asyncio wakes itself with a socket pair."""
    import socket

    return frozenset({socket.AF_UNIX}) if hasattr(socket, "AF_UNIX") else frozenset()
