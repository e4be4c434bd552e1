"""Secure mode under strace: the system calls of a whole session in a hostile environment."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
import secured
from rawpty import RawTerminal

without = shutil.which("strace") is None
pytestmark = [
    pytest.mark.pty,
    pytest.mark.skipif(
        without and os.environ.get("CI", "").lower() != "true", reason="strace is not installed"
    ),
]

CALLS = (
    "execve,execveat,fork,vfork,clone,clone3,open,openat,openat2,creat,socket,connect,bind,listen,sendto,sendmsg,"
    "unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,chmod,fchmod,fchmodat,"
    "chown,fchown,truncate,ftruncate,mknod,mknodat,ptrace,kill,tkill,setuid,mount"
)
WRITES = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)")
TERMINAL = re.compile(r'"/dev/(tty|null|pts/[0-9]+)"')
HOSTILE = {
    "TEXTUAL_LOG": "log", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL": "devtools,debug", "TEXTUAL_DRIVER": "evil:Driver",
    "EDITOR": "touch edited", "VISUAL": "touch edited", "PAGER": "touch paged", "BROWSER": "touch browsed",
    "TERMINFO": "/etc", "TIMELINE_CONFIG": "secret.toml", "TIMELINE_FILE": "secret.toml",
    "XDG_CONFIG_HOME": "/etc", "XDG_STATE_HOME": "state",
}  # fmt: skip


def test_a_session(tmp_path: Path) -> None:
    named = tmp_path / "named"
    named.mkdir()
    (named / "one.toml").write_text(
        '[timeline]\ntimezone = "Europe/Kyiv"\n'
        + "".join(f'\n[[events]]\ndate = 2024-08-07T12:{n:02}\ntitle = "Event {n}"\n' for n in range(60))
    )
    (tmp_path / "secret.toml").write_text('[[events]]\ntitle = "SECRET"\ndate = 2024\n')
    (named / "link.toml").symlink_to(tmp_path / "secret.toml")
    (named / "away").symlink_to(tmp_path)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    log = tmp_path / "log.strace"
    argv = ["strace", "-f", "-y", "-qq", "-e", f"trace={CALLS}", "-o", str(log), *secured.command("named")]
    with RawTerminal(argv, tmp_path, size=(100, 30), env=HOSTILE) as terminal:
        terminal.wait_for("60 events", timeout=60)
        for keys in (
            "j", "G", "/event 7\r", "e", "y", "\x1a", "f", "\r", "\x1b", "!", "j", "\r", "q", "?", "q", ":", "edit\r",
            "\x1b", "t7 aug\r", "m", ",", "r", "\t", "\r", "\x0c",
        ):  # fmt: skip
            terminal.send(keys)
            terminal.quiet(0.03)
        terminal.send("\x1b")
        terminal.quiet()
        terminal.send("\x1bq")
        terminal.quiet()
        terminal.send("q")
        assert terminal.ended() == 0
    assert b"SECRET" not in terminal.output
    assert sorted(path.name for path in tmp_path.rglob("*") if path != log) == before
    lines = [line.split(None, 1)[1] for line in log.read_text(errors="replace").splitlines()]
    assert sum(line.startswith("execve(") for line in lines) == 1
    foreign = [line for line in lines if _is_foreign(line, tmp_path)]
    assert not foreign, "\n".join(foreign)
    assert any('"one.toml"' in line for line in lines)  # strace recorded the session


def _is_foreign(line: str, folder: Path) -> bool:
    """Return whether a system call does something that secure mode denies."""
    name, _, words = line.partition("(")
    if line.startswith(("+++", "---", "execve(", "<...")):
        return False
    if name in ("clone", "clone3"):
        return "CLONE_THREAD" not in words
    if name in ("open", "openat"):
        return bool(WRITES.search(words) and not TERMINAL.search(words)) or _is_outside(words, folder)
    if name == "sendto":  # asyncio writes to its self-pipe
        return not re.fullmatch(r'[0-9]+(?:<[^>]*>)?, "\\0", 1, 0, NULL, 0(?:\) += 1| <unf.*)', words)
    if name == "socket":
        return "AF_UNIX" not in words
    return name not in ("tkill",)


def _is_outside(words: str, folder: Path) -> bool:
    """Return whether an opened file is neither below the named folder nor a file of Python or the system."""
    path = re.match(r'(?:AT_FDCWD|[0-9]+)(?:<([^>]*)>)?, "((?:[^"\\]|\\.)*)"', words)
    assert path, words
    found = os.path.normpath(Path(path[1] or folder) / path[2])
    if " = -1 ENOENT" in words:
        return False
    own = (
        str(folder / "named"), sys.prefix, sys.base_prefix, str(secured.SOURCES.parent), "/usr/lib", "/lib", "/dev/",
        "/usr/local/lib", "/usr/share/zoneinfo", "/usr/share/terminfo", "/usr/share/locale",
        "/proc/self/", "/proc/sys/vm/overcommit_memory", "/etc/ld.so.cache", "/etc/localtime", "/etc/terminfo",
        "/sys/fs/cgroup", "/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo",
    )  # fmt: skip
    return not found.startswith(own)
