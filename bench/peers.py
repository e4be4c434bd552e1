"""Compare this browser with other programs, and print a Markdown table per size: `python bench/peers.py`.

Every program gets the same events (`data.py`) and is observed in a terminal of its own (`probe.py`); `programs.py`
says how to start each and which keys it has. Programs that are not installed are left out. All figures of a table are
from one run, with the starts in turns.

It needs `pip install -e '.[dev]'`. docs/performance.md explains the figures.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import data
import link
import measures
from figures import Figure, Missing, table
from programs import PEERS, Peer, installed, program

ROWS = {
    "first": "first screen",
    "loaded": "all loaded",
    "step": "a step down",
    "scroll": "a step down that scrolls",
    "page": "page down",
    "end": "to the end",
    "letter": "a letter in the filter",
    "enter": "a filter on Enter",
    "step bytes": "a step: bytes",
    "page bytes": "page down: bytes",
    "step density": "a step: bytes a changed cell",
    "scroll density": "a step that scrolls: bytes a changed cell",
    "page density": "page down: bytes a changed cell",
    "idle": "idle: processor",
    "idle bytes": "idle: output",
    "memory": "memory",
}
"""The rows of a table: the name of a figure, and its label."""

FAR = {
    "far first": "first screen",
    "far step": "a step down",
    "far lag": "behind after 20 steps at ten a second",
    "far bytes": "bytes of these 20",
}
"""The rows for a slow line."""


def main() -> None:
    """Measure, and print the tables."""
    requested = arguments()
    effort = measures.Effort(requested.starts, requested.keys, requested.idle, requested.limit)
    path = os.pathsep.join([*requested.peer_path, os.environ.get("PATH", os.defpath)])
    chosen = [peer for peer in PEERS if not requested.only or peer.name in requested.only]
    peers = [peer for peer in chosen if installed(peer, path)]
    with tempfile.TemporaryDirectory() as home:
        environment = clean(path, home)
        for count in requested.events:
            cases = [case(peer, count, Path(requested.folder), environment) for peer in peers]
            print(compare(cases, effort, requested.link), end="\n\n", flush=True)
        absent = ", ".join(peer.name for peer in chosen if peer not in peers)
        print(where(peers, environment) + (f" Not installed: {absent}." if absent else ""))


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description="measure this browser beside other programs")
    add = parser.add_argument
    add("--events", type=int, nargs="+", default=[10, 1000, 100_000], metavar="N", help="sizes, a table each")
    add("--folder", default=str(Path(tempfile.gettempdir(), "timeline-bench")), help="where the data is kept")
    add("--link", type=line, metavar="LINE", help="a slow line as well, such as 64kbit,200ms (each way)")
    add("--peer-path", action="append", default=[], metavar="FOLDER", help="look for programs here, too")
    add("--only", nargs="+", choices=[peer.name for peer in PEERS], metavar="NAME", help="these programs")
    add("--starts", type=int, default=5, help="how often each is started (default: 5)")
    add("--keys", type=int, default=100, help="how often each key is pressed (default: 100)")
    add("--idle", type=float, default=10, metavar="S", help="seconds of doing nothing (default: 10)")
    add("--limit", type=float, default=300, metavar="S", help="give up a start after this (default: 300)")
    return parser.parse_args()


def line(text: str) -> tuple[str, link.Link]:
    """Parse a line, and return it with its text."""
    return text.replace(",", ", "), link.parse(text)


def clean(path: str, home: str) -> dict[str, str]:
    """Return an environment without the user's settings."""
    kept = {name: os.environ[name] for name in ("PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "PATH": path, "HOME": home, "TMPDIR": home}


def case(peer: Peer, count: int, folder: Path, environment: Mapping[str, str]) -> measures.Case:
    """Return a program with its file."""
    last = data.last_id(data.file(folder, count, "log"))
    return measures.Case(peer, count, data.file(folder, count, peer.form), last, environment)


def compare(
    cases: Sequence[measures.Case], effort: measures.Effort, far: tuple[str, link.Link] | None
) -> str:
    """Return the table for one size."""
    count = f"{cases[0].count:,} events"
    print(f"{count}: starting", file=sys.stderr)
    found = measures.starting(cases, effort)
    for case, figures in zip(cases, found, strict=True):
        if "failed" not in figures:
            print(f"{count}: {case.peer.name}", file=sys.stderr)
            parts = [measures.costs(case, effort), measures.keys(case, effort)]
            if far:
                parts.append(measures.remote(case, effort, far[1]))
            for part in parts:
                collect(part, figures)
    rows = dict(ROWS)
    if far:
        rows |= {name: f"{far[0]}: {what}" for name, what in FAR.items()}
    return table(
        count,
        [case.peer.name for case in cases],
        [(what, [cell(figures, name) for figures in found]) for name, what in rows.items()],
    )


def collect(part: measures.Figures, figures: dict[str, Figure]) -> None:
    """Add the figures of a part, up to the point where the program fails."""
    try:
        figures.update(part)  # one at a time, to keep those before an error
    except (EOFError, TimeoutError) as error:
        print(error, file=sys.stderr)
        figures["failed"] = measures.gave_up(error)


def cell(figures: Mapping[str, Figure], name: str) -> Figure:
    """Return a figure of a program, or the reason why it or the whole part is missing."""
    whole = figures.get(name.split()[0])
    if name not in figures and isinstance(whole, Missing):
        return whole
    return figures.get(name) or figures.get("failed", Missing("there are too few events"))


def where(peers: Sequence[Peer], environment: Mapping[str, str]) -> str:
    """Describe the machine and the versions."""
    versions = [
        f"{peer.name} {version(peer, environment)}" for peer in peers if peer.command[0] != sys.executable
    ]
    machine = f"Python {platform.python_version()}, Textual {importlib.metadata.version('textual')}"
    system = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    return f"{', '.join([*versions, machine, system])}; load {os.getloadavg()[0]:.1f} at the end."


def version(peer: Peer, environment: Mapping[str, str]) -> str:
    """Return the version that a program reports."""
    message = subprocess.run(
        [program(peer), "--version"], capture_output=True, text=True, env=environment, check=False
    )
    found = re.search(r"\d+(?:\.\d+)*", message.stdout + message.stderr)
    return found[0] if found else "?"


if __name__ == "__main__":
    main()
