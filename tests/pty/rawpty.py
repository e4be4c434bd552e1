"""A raw pseudo-terminal, and the list of sequences that the program may write to it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import resource
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from terminal import PATIENCE, environment

MODES = "7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048"
"""Autowrap, cursor, mouse, focus, alternate screen, bracketed paste, synchronized output, in-band resize reports."""

ALLOWED = re.compile(
    rf"""
      \x1b\[ [0-9;:]* m                                  # colours and attributes
    | \x1b\[ [0-9;]* [ABCDGHJKXdr]                       # cursor, erasing, margins
    | \x1b\[ \? (?:{MODES}) (?:;(?:{MODES}))* [hl]       # modes
    | \x1b\[ \? (?:2026|2048) \$p                        # mode queries
    | \x1b\[ [<>=]? [0-9;]* u                            # the kitty keyboard protocol
    | \x1b\[ [?>]? [0-9]* [cqn]                          # queries of the terminal type and status
    | \x1b\] 8 ; (?:id=[0-9a-f]+)? ; (?:https?://[\x21-\x7e]*)? \x1b\\    # links to web addresses
    | \x1b\] 22 ; [a-z]* (?:\x1b\\|\x07)                 # the pointer shape
    | \x1b\[\?6l \x1b\[4l \x1b\(B \x0f                  # resets DECOM, IRM and the character set
    | \x1bM                                            # RI: up, scrolling at the margin
    | [\r\n]
    """,
    re.VERBOSE,
)
SUSPECT = re.compile(
    "[\udc80-\udcff\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Control characters, directional marks and other invisible characters, and bytes that are not UTF-8."""


COPYING = re.compile("\x1b\\]52;c;[A-Za-z0-9+/=]*\x07")
"""OSC 52, sent when the user copies."""


def foreign(data: bytes, *, copied: bool = False) -> list[str]:
    """Return everything in the output that is neither visible text nor an allowed sequence, each with its context."""
    text = data.decode(errors="surrogateescape")
    text = ALLOWED.sub("", COPYING.sub("", text) if copied else text)
    return [repr(text[max(0, found.start() - 20) : found.start() + 20]) for found in SUSPECT.finditer(text)]


_KEPT = 10_000_000  # bytes of output


class RawTerminal:
    """A program in a pseudo-terminal; as a context manager, it ends the program."""

    def __init__(
        self,
        argv: Sequence[str],
        folder: Path,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.output = b""
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = termios.tcgetattr(slave)
        self._slave = slave
        found = environment(folder, **{"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})})
        self.process = subprocess.Popen(
            ["/usr/bin/env", *argv], stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=found,
            start_new_session=True, preexec_fn=_take_terminal,
        )  # fmt: skip

    def __enter__(self) -> RawTerminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self._slave)
        os.close(self._master)

    def send(self, keys: str) -> None:
        """Type text."""
        self.send_bytes(keys.encode())

    def send_bytes(self, keys: bytes) -> None:
        """Send bytes, as a keyboard or a connection does."""
        os.write(self._master, keys)

    def feed(self, data: bytes, within: float = 0.0) -> None:
        """Send data as fast as the program accepts it, and read its output at the same time.

        Args:
            data: The bytes to send.
            within: The seconds after which the rest is dropped; 0 sends all.
        """
        stop = time.monotonic() + within
        rest = memoryview(data)
        os.set_blocking(self._master, False)
        try:
            end = time.monotonic() + 4 * PATIENCE
            while rest and self.process.poll() is None and not (within and time.monotonic() > stop):
                ready = select.select([self._master], [self._master], [], 0.1)
                if ready[0]:
                    self._take()
                if ready[1]:
                    with contextlib.suppress(BlockingIOError):
                        rest = rest[os.write(self._master, rest[:4096]) :]
                        end = time.monotonic() + 4 * PATIENCE
                assert time.monotonic() < end, "it takes no more keys"
        finally:
            os.set_blocking(self._master, True)

    def _take(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self.output += os.read(self._master, 1 << 16)
        if len(self.output) > _KEPT:
            # Cut at the start of a sequence, not inside of a character or sequence.
            self.output = self.output[self.output.find(b"\x1b[", len(self.output) - _KEPT // 2) :]

    def resize(self, columns: int, rows: int) -> None:
        """Change the size; the program gets SIGWINCH."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGWINCH)

    def take_nothing(self) -> None:
        """Stop accepting output, as after Ctrl-S or on a dead line."""
        termios.tcflow(self._slave, termios.TCOOFF)

    def memory(self) -> int:
        """Return the program's memory in kB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+([0-9]+)", status)
        return int(found[1]) if found else 0

    def processor_time(self) -> float:
        """Return the seconds of processor time of the program and its ended children (getrusage(2))."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()  # proc(5)
        except OSError:
            fields = ["0"] * 13
        running = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return ended.ru_utime + ended.ru_stime + running

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], timeout)
        if ready:
            self.output += os.read(self._master, 1 << 16)
        return bool(ready)

    def wait_for(self, text: str | bytes, timeout: float = PATIENCE) -> None:
        """Wait until the output since the last `forget` contains the text."""
        wanted = text.encode() if isinstance(text, str) else text
        end = time.monotonic() + timeout
        while wanted not in self.output:
            if not self._read(0.1) and (time.monotonic() > end or self.process.poll() is not None):
                assert self._read(0.1), f"still waiting for {wanted!r} after {self.output[-3000:]!r}"

    def wait_for_more(self, seen: Sequence[str]) -> None:
        """Wait for more output."""
        assert self._read(PATIENCE), "\n".join(["nothing more came than", *seen])

    def quiet(self, seconds: float = 0.08) -> None:
        """Wait until the program has slept for twice `seconds` without output, so that the last key is processed.

        Silence alone is not enough: on a busy machine a program with work to do may be silent for long. Twice the
        default is longer than the time that a lone Escape waits for more (0.1 s).
        """
        end = time.monotonic() + 4 * PATIENCE
        before: object = None
        while True:
            if self.process.poll() is not None:
                while self._read(0.05):
                    pass
                return
            came, now = self._read(seconds), self._wake_ups()
            if not came and now is not None and now == before:
                return
            assert time.monotonic() < end, "it never comes to rest"
            before = now

    def listen(self, seconds: float) -> None:
        """Read the program's output for `seconds`."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def _wake_ups(self) -> int | None:
        """Return how often threads have gone to sleep (proc(5)); None if one is awake, 0 after the end."""
        total = 0
        for task in Path(f"/proc/{self.process.pid}/task").glob("*"):
            with contextlib.suppress(OSError):  # it may end at any time
                status = (task / "status").read_text()
                if re.search(r"^State:\s+[RD]", status, re.MULTILINE):
                    return None
                total += sum(map(int, re.findall(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.MULTILINE)))
        return total

    def ended(self) -> int:
        """Wait for the program to end, read the rest of its output, and return its exit code."""
        end = time.monotonic() + 4 * PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running after {self.output[-3000:]!r}"
            self._read(0.05)
        self.quiet(0.05)
        return self.process.returncode

    @property
    def settings(self) -> list[object]:
        """Return the current terminal settings (termios), to compare with `before`."""
        return termios.tcgetattr(self._slave)


def _take_terminal() -> None:
    # Reset signals as a login does; a test run in the background or by nohup ignores some of them.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
