"""Processes that read ahead: in a fresh interpreter, for this one has threads."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from timeline_tui.load import readers
from timeline_tui.load.entries import Registries
from timeline_tui.load.part import Zones
from timeline_tui.load.registry import Registry

SCRIPT = """
import json, os, signal, sys
import timeline_tui.load as load
from timeline_tui.load import begin, readers, stretch

mode, path = sys.argv[1:]
stretch.PART = 2000
readers.LARGE = 10_000 if mode != "alone" else 10**12
readers._cores = lambda: 3
before = len(os.listdir("/proc/self/fd"))
if mode == "no more pipes":
    pipes = iter([os.pipe(), os.pipe(), os.pipe()])
    readers.os = type("os", (), {**vars(os), "pipe": staticmethod(lambda: next(pipes, None) or os.open("", 0))})
if mode.startswith("huge"):
    load._HUGE = 0
reading = begin([path])
running = [process.pid for process in reading._helpers._processes] if reading._helpers else []
if mode in ("killed", "stopped"):
    os.kill(running[1], signal.SIGKILL if mode == "killed" else signal.SIGSTOP)
came = []
if reading._helpers:
    read = reading._helpers.read
    reading._helpers.read = lambda *words: (came.extend(parts) or parts for parts in read(*words))
asked = iter(range(20)) if mode in ("cancelled", "stopped") else iter(int, 1)
loaded = reading.finish(cancelled=lambda: next(asked, None) is None)
if mode == "killed later":
    os.kill(running[1], signal.SIGKILL)
if mode == "huge and written":
    os.utime(path, ns=(1, 1))
reading.add_words()
worded = sum(part.words is not None for _, part in came)
texts = loaded.chronology.events.columns.texts()
left = []
for pid in running:
    try:
        os.kill(pid, 0)
        left.append(pid)
    except ProcessLookupError:
        pass
lost = len(reading._helpers._lost) if reading._helpers else 0
print(json.dumps({
    "lost": lost, "processes": len(running), "left": left, "texts": texts,
    "came": sum(len(part.sheet) for _, part in came), "worded": worded, "parts": len(came),
    "count": len(loaded.chronology.events),
    "open": len(os.listdir("/proc/self/fd")) - before,
    "gaps": sorted(loaded.chronology.events.columns.dates().gaps.items()),
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
    assert found["open"] == 0
    return found


@pytest.fixture
def chronology(tmp_path: Path) -> Path:
    parts = ['[timeline]\ntimezone = "Asia/Tokyo"\n\n[[actors]]\nid = "anna"\nname = "Anna"\n']
    for n in range(400):
        date = f"20{n % 90 + 10}-01-02T10:00:0{n % 10}+02:00"
        if n % 7 == 3:
            date = f'"[20{n % 90 + 10},2101-0X..2102-02]"' if n % 2 else f'"20X{n % 10}-12-25"'
        parts.append(
            f'\n[[events]]\nid = "e{n}"\ndate = {date}\ntitle = "Event {n}"\n'
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
    assert 300 < int(str(together["came"])) < 400  # all but those that something is said of
    assert together["worded"] == together["parts"] != 0
    assert together["gaps"]
    for what in ("events", "problems", "texts", "gaps"):
        assert together[what] == alone[what]


@pytest.mark.parametrize("mode", ["killed", "killed later"])
def test_what_a_process_cannot_finish_is_read_without_it(chronology: Path, mode: str) -> None:
    found, alone = load(mode, chronology), load("alone", chronology)
    assert (found["events"], found["texts"]) == (alone["events"], alone["texts"])


@pytest.mark.parametrize("mode", ["cancelled", "stopped"])
def test_cancelling_ends_the_processes(chronology: Path, mode: str) -> None:
    assert load(mode, chronology)["processes"] == 3


def test_without_pipes_one_process_reads_all(chronology: Path) -> None:
    found = load("no more pipes", chronology)
    assert found["processes"] == 0
    assert found["events"] == load("alone", chronology)["events"]


def test_a_huge_file_is_read_once_more_for_its_words(chronology: Path) -> None:
    """Where it no longer is what it was, they come from what was read here."""
    alone = load("alone", chronology)
    for mode in ("huge", "huge and written"):
        found = load(mode, chronology)
        assert found["parts"] != 0
        assert found["worded"] == (found["parts"] if mode == "huge" else 0)
        assert (found["events"], found["texts"]) == (alone["events"], alone["texts"])


def test_names_that_are_given_twice_in_two_ways_are_no_trouble(tmp_path: Path) -> None:
    """Who is meant is not agreed on: an `about` names who was met further up, by another process."""
    path = tmp_path / "met.toml"
    text = '[[events]]\ndate = "2001-01-01"\ntitle = "first"\nactors = ["Foo Bar"]\n\n'
    for n in range(300):
        text += f'[[events]]\ndate = "2001-01-{n % 28 + 1:02}"\ntitle = "event {n} of many words to fill the part"\n'
        text += (
            f'actors = ["Zed {n}"]\n'
            if not n % 20
            else '[[events.claims]]\ntext = "x"\nabout = ["Foo Bar"]\n\n'
        )
    path.write_text(text, encoding="utf-8")
    together, alone = load("together", path), load("alone", path)
    assert (together["events"], together["texts"]) == (alone["events"], alone["texts"])


def test_declared_keys_are_known_to_others_too(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    text = '[schema.events]\nn = "integer"\n'
    for n in range(300):
        value = n if n % 50 else '"x"'
        text += (
            f'[[events]]\ndate = 2001-01-{n % 28 + 1:02}\ntitle = "event {n} of many words"\nn = {value}\n'
        )
    path.write_text(text, encoding="utf-8")
    together, alone = load("together", path), load("alone", path)
    assert together["came"] == 300
    assert together["problems"] == alone["problems"]
    assert len(alone["problems"]) == 6  # type: ignore[arg-type]


def test_a_name_that_is_no_utf_8(chronology: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(chronology.parent) + b"/\xff.toml"))
    chronology.rename(path)
    assert load("together", path)["count"] == 400


def test_a_file_that_was_written_meanwhile_is_read_here(chronology: Path) -> None:
    nothing: Registry[Any] = Registry()
    task = readers.Task(
        Registries(nothing, nothing, nothing),
        dict.fromkeys((str(chronology), "nowhere"), Zones(None, None)),
        words=readers.Way.READ_TWICE,
        declared={},
    )
    worker = readers._Worker(pickle.dumps(task))
    start = chronology.read_bytes().index(b"[[events]]")
    order = readers.Order(bytes(chronology), readers.stamp(str(chronology)), start, start + 1000)
    assert readers._parts(worker.answer(order))
    assert readers._words(worker.answer(0)) is not None
    assert readers._parts(worker.answer(order._replace(stamp=(0, 0, 0, 0)))) == []
    assert readers._parts(worker.answer(order._replace(path=b"nowhere"))) == []
