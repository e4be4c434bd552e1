"""Processes that read ahead: in a fresh interpreter, for this one has threads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import json, os, signal, sys
from timeline_tui.load import ahead, begin, stretch

mode, path = sys.argv[1:]
stretch.PART = 2000
stretch.find.__defaults__ = (2000,)
ahead.LARGE = 10_000 if mode != "alone" else 10**12
ahead._cores = lambda: 3
reading = begin([path])
running = [pid for one in reading._scan.ahead.values() for pid in one._pids]
if mode == "killed":
    os.kill(running[1], signal.SIGKILL)
if mode == "cancelled":
    loaded = reading.finish(cancelled=lambda: True)
else:
    loaded = reading.finish()
left = []
for pid in running:
    try:
        os.kill(pid, 0)
        left.append(pid)
    except ProcessLookupError:
        pass
print(json.dumps({
    "processes": len(running), "left": left, "count": len(loaded.chronology.events),
    "events": [repr(event) for event in loaded.chronology.events],
    "problems": [str(problem) for problem in loaded.problems],
}))
"""


def load(mode: str, path: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, mode, str(path)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    found: dict[str, object] = json.loads(done.stdout)
    assert found["left"] == []
    return found


@pytest.fixture
def chronology(tmp_path: Path) -> Path:
    parts = ['[timeline]\ntimezone = "Asia/Tokyo"\n\n[[actors]]\nid = "anna"\nname = "Anna"\n']
    for n in range(400):
        parts.append(
            f'\n[[events]]\nid = "e{n}"\ndate = 20{n % 90 + 10}-01-02T10:00:0{n % 10}+02:00\ntitle = "Event {n}"\n'
            f'actors = ["anna", "Somebody {n % 7}"]\n[[events.quotes]]\ntext = "Said {n}"\ndate = 2024-08-07\n'
        )
        if n % 50 == 7:
            parts.append("mood = 7\n")
        if n % 80 == 9:
            parts.append("title = [\n")
        if n % 90 == 11:
            parts.append('lang = """\n[[events]]\n"""\n')
    path = tmp_path / "long.toml"
    path.write_text("".join(parts), encoding="utf-8")
    return path


def test_several_processes_read_what_one_reads(chronology: Path) -> None:
    together = load("together", chronology)
    alone = load("alone", chronology)
    assert (together["processes"], alone["processes"], alone["count"]) == (3, 0, 400)
    assert together["events"] == alone["events"]
    assert together["problems"] == alone["problems"]


def test_what_a_process_cannot_finish_is_read_without_it(chronology: Path) -> None:
    assert load("killed", chronology)["events"] == load("alone", chronology)["events"]


def test_cancelling_ends_the_processes(chronology: Path) -> None:
    count = load("cancelled", chronology)["count"]
    assert isinstance(count, int)
    assert count < 400
