"""Fifty readers over a real sshd: their cost, and the latency of a key while all of them type.

    python bench/ssh_load.py [--sessions 50] [--seconds 30] [--events 1000]

sshd has the configuration of docs/ssh.md, so this is secure mode. Clients, sshd and browsers share this machine, as
do the figures. It needs sshd, ssh, and a `timeline` that `python -I` finds.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "ssh")]

from server import Server  # noqa: E402

import tree  # noqa: E402
from figures import percentile  # noqa: E402
from generate import generate  # noqa: E402
from probe import Program  # noqa: E402


class Session:
    """A logged-in reader: an ssh client in a terminal of its own."""

    def __init__(self, argv: Sequence[str]) -> None:
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color"},
        )  # fmt: skip
        os.close(slave)
        self.seen = b""

    def fileno(self) -> int:
        """Return the terminal, for `select`."""
        return self._master

    def take(self) -> None:
        """Read the available output, and reply to queries as a terminal does."""
        data = os.read(self._master, 1 << 16)
        self.seen = (self.seen + data)[-4000:]
        for _ in range(data.count(b"\x1b[6n")):
            os.write(self._master, b"\x1b[1;1R")

    def type(self, key: bytes) -> None:
        """Press a key."""
        os.write(self._master, key)

    def end(self) -> None:
        """Close the session."""
        self._process.kill()
        self._process.wait()
        os.close(self._master)


def drain(sessions: Sequence[Session], seconds: float) -> None:
    """Read output for this many seconds."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        for session in select.select(sessions, [], [], left)[0]:
            session.take()


def log_in(server: Server, count: int) -> list[Session]:
    """Log readers in, each after the previous one sees the events."""
    sessions: list[Session] = []
    for _ in range(count):
        sessions.append(Session(server.client("-tt")))
        end = time.monotonic() + 60
        while b" events" not in sessions[-1].seen:
            drain(sessions, 0.02)
            if time.monotonic() > end:
                raise SystemExit(f"no login:\n{sessions[-1].seen!r}")
    return sessions


def typing(sessions: Sequence[Session], seconds: float) -> list[float]:
    """Let everyone press a key a second in turn; return the seconds until each got a first response."""
    took: list[float] = []
    pressed: dict[Session, float] = {}
    begun = time.monotonic()
    turn = 0
    while time.monotonic() < begun + seconds or pressed:
        due = begun + turn / len(sessions)
        now = time.monotonic()
        if due <= now < begun + seconds:
            session = sessions[turn % len(sessions)]
            if session not in pressed:
                session.type(b"jk"[turn // len(sessions) % 2 :][:1])
                pressed[session] = now
            turn += 1
            continue
        if now > begun + seconds + 10:
            break
        for session in select.select(sessions, [], [], max(0.0, min(due - now, 0.05)))[0]:
            session.take()
            if session in pressed:
                took.append(time.monotonic() - pressed.pop(session))
    return took


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="what many readers over SSH cost")
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--idle", type=float, default=20, help="seconds of doing nothing that are measured")
    parser.add_argument("--events", type=int, default=1000)
    requested = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "chronologies").mkdir()
        (folder / "chronologies" / "events.toml").write_text(
            "".join(generate(requested.events)), encoding="utf-8"
        )
        with Server(folder) as server:
            sessions = log_in(server, requested.sessions)
            try:
                drain(sessions, min(5.0, requested.idle))
                pids = server.processes()
                memory = [tree.memory(pid) or 0.0 for pid in pids]
                before = sum(map(tree.used, pids))
                drain(sessions, requested.idle)
                idle = (sum(map(tree.used, pids)) - before) / requested.idle
                first = []
                for _ in range(max(1, requested.sessions // 10)):
                    with Program(server.client("-tt")) as program:
                        first.append(program.wait_for(" events"))
                before = sum(map(tree.used, pids))
                took = typing(sessions, requested.seconds)
                busy = (sum(map(tree.used, pids)) - before) / requested.seconds
            finally:
                for session in sessions:
                    session.end()
            left = server.none_left(2.0)
    middle, slow = statistics.median(took) * 1000, percentile(took, 0.95) * 1000
    rows = [
        (
            f"{len(memory)} sessions, {requested.events:,} events: PSS of each",
            f"{statistics.median(memory):.0f} MB",
            "≤ 40 MB",
        ),
        ("idle: a processor, all of them", f"{idle:.2%}", "≤ 1 %"),
        ("the next login: first paint", f"{statistics.median(first):.2f} s", "≤ 1.5 s"),
        (f"a key while all press one a second, {len(took):,} keys: median", f"{middle:.0f} ms", "≤ 100 ms"),
        ("the same: p95", f"{slow:.0f} ms", "≤ 300 ms"),
        ("the same: a processor, all of them", f"{busy:.0%}", ""),
        ("processes two seconds after all have hung up", str(len(left)), "0"),
    ]
    print(
        "| what | measured | goal |", "|---|---|---|", *[f"| {' | '.join(row)} |" for row in rows], sep="\n"
    )
    print(f"\n{os.cpu_count()} cores, shared with the clients; load {os.getloadavg()[0]:.1f} at the end.")


if __name__ == "__main__":
    main()
