"""The bytes that leave for the terminal, unseen by any emulator: which sequences, and nothing else, may be in them."""

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
"""Wrapping, cursor, mouse, focus, alternate screen, bracketed paste, one frame at a time, reports of the size."""

ALLOWED = re.compile(
    rf"""
      \x1b\[ [0-9;:]* m                                  # colours and attributes
    | \x1b\[ [0-9;]* [ABCDGHJKXdr]                       # moving, erasing, margins
    | \x1b\[ \? (?:{MODES}) (?:;(?:{MODES}))* [hl]       # modes
    | \x1b\[ \? (?:2026|2048) \$p                        # asking for modes
    | \x1b\[ [<>=]? [0-9;]* u                            # the keyboard protocol
    | \x1b\[ [?>]? [0-9]* [cqn]                          # asking what the terminal is
    | \x1b\] 8 ; (?:id=[0-9a-f]+)? ; (?:https?://[\x21-\x7e]*)? \x1b\\    # links, to addresses of the web
    | \x1b\] 22 ; [a-z]* (?:\x1b\\|\x07)                 # the shape of the pointer
    | \x1b\[\?6l \x1b\[4l \x1b\(B \x0f                  # rows from the first, overwriting, letters
    | \x1bM                                            # up, rolling at the margin
    | [\r\n]
    """,
    re.VERBOSE,
)
SUSPECT = re.compile(
    "[\udc80-\udcff\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Controls, marks of direction, and other characters that nobody sees; bytes that are no text."""


COPYING = re.compile("\x1b\\]52;c;[A-Za-z0-9+/=]*\x07")
"""What is sent where the user has asked to copy."""


def foreign(data: bytes, *, copied: bool = False) -> list[str]:
    """What in the output is neither visible text nor one of the allowed sequences, each with what is beside it."""
    text = data.decode(errors="surrogateescape")
    text = ALLOWED.sub("", COPYING.sub("", text) if copied else text)
    return [repr(text[max(0, found.start() - 20) : found.start() + 20]) for found in SUSPECT.finditer(text)]


_KEPT = 10_000_000  # bytes of output


class RawTerminal:
    """A program in a pseudo-terminal; a context manager that leaves nothing running."""

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
        """Type."""
        self.send_bytes(keys.encode())

    def send_bytes(self, keys: bytes) -> None:
        """What a keyboard sends, or the line made of it."""
        os.write(self._master, keys)

    def feed(self, data: bytes, within: float = 0.0) -> None:
        """Type much, as fast as the program takes it, and take in what it says meanwhile.

        `within`: seconds after which the rest is left out.
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
            # From the beginning of a sequence: else a letter, or a sequence, might be cut.
            self.output = self.output[self.output.find(b"\x1b[", len(self.output) - _KEPT // 2) :]

    def resize(self, columns: int, rows: int) -> None:
        """Another size, of which the program is told."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGWINCH)

    def take_nothing(self) -> None:
        """The terminal takes no output any more, as after Ctrl-S, or on a line that is dead."""
        termios.tcflow(self._slave, termios.TCOOFF)

    def memory(self) -> int:
        """Kilobytes that the program takes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+([0-9]+)", status)
        return int(found[1]) if found else 0

    def processor_time(self) -> float:
        """Seconds of processor time of the program and of the children that have ended (getrusage(2))."""
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
        """Until the output since the last `forget` holds the text."""
        wanted = text.encode() if isinstance(text, str) else text
        end = time.monotonic() + timeout
        while wanted not in self.output:
            if not self._read(0.1) and (time.monotonic() > end or self.process.poll() is not None):
                assert self._read(0.1), f"still waiting for {wanted!r} after {self.output[-3000:]!r}"

    def wait_for_more(self, seen: Sequence[str]) -> None:
        """Until there is more output."""
        assert self._read(PATIENCE), "\n".join(["nothing more came than", *seen])

    def quiet(self, seconds: float = 0.08) -> None:
        """Wait until the program has slept for twice `seconds` and written nothing: what the last key caused is there.

        Silence alone would not do: on a busy machine a program that has work to do may be silent for long. Twice the
        default is longer than an Escape alone waits for what may follow it (0.1 s).
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
        """Take in what the program says for `seconds`, whatever it does."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def _wake_ups(self) -> int | None:
        """How often the program's threads have gone to sleep (proc(5)), None while one is awake; 0 once it is gone."""
        total = 0
        for task in Path(f"/proc/{self.process.pid}/task").glob("*"):
            with contextlib.suppress(OSError):  # it may end meanwhile
                status = (task / "status").read_text()
                if re.search(r"^State:\s+[RD]", status, re.MULTILINE):
                    return None
                total += sum(map(int, re.findall(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.MULTILINE)))
        return total

    def ended(self) -> int:
        """Wait for the program's end, with all of its output; its exit code."""
        end = time.monotonic() + 4 * PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running after {self.output[-3000:]!r}"
            self._read(0.05)
        self.quiet(0.05)
        return self.process.returncode

    @property
    def settings(self) -> list[object]:
        """The terminal's line settings now, to compare with `before`."""
        return termios.tcgetattr(self._slave)


def _take_terminal() -> None:
    # As a login does: a suite that runs in the background, or by nohup, has some of them ignored.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
