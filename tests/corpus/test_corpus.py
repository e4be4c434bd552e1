"""Bad input never raises, costs only its faulty part, and says where and what: see `cases`."""

from __future__ import annotations

import io
import os
import socket
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from cases import CASES, GOOD, Case, event

from timeline_tui.load import load, load_bytes, sources

FEW = 13  # of many problems of one sort, as many are listed in the table


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_input(case: Case) -> None:
    loaded = load_bytes(case.data, "x.toml")
    places = [(p.line, p.column, p.code) for p in loaded.problems]
    places = places if len(places) <= FEW else places[: len(case.problems)]
    assert tuple(places) == case.problems, "\n".join(map(str, loaded.problems[:FEW]))
    if case.titles is not None:
        assert tuple(e.title for e in loaded.chronology.events) == case.titles
    assert case.what(loaded.chronology)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_problems_speak_plainly(case: Case) -> None:
    for problem in load_bytes(case.data, "x.toml").problems:
        assert str(problem).isprintable()
        assert len(str(problem)) < 500


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_problems_tell_the_way_out(case: Case) -> None:
    for problem in load_bytes(case.data, "x.toml").problems:
        assert problem.hint or problem.severity == "note", str(problem)


def made(folder: Path, name: str) -> str:
    """A file case in `folder`: the path to load."""
    path = folder / "x.toml"
    match name:
        case "pipe":
            os.mkfifo(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as unix:
                unix.bind(os.path.relpath(path))
        case "unreadable":
            path.write_bytes(GOOD)
            path.chmod(0)
        case "link to itself":
            path.symlink_to(path)
        case "sparse, 10 GB":
            with path.open("wb") as file:
                file.truncate(10 << 30)
        case "folder without toml":
            path.mkdir()
            (path / "notes.txt").write_text("x")
        case "nul device":
            return "/dev/zero"
        case "proc":
            return "/proc/self/status"
        case "name with nul":
            return "a\0b"
    return str(path)


FILES = {
    "missing": "file-missing",
    "pipe": "file-special",
    "socket": "file-special",
    "unreadable": "file-unreadable",
    "link to itself": "file-unreadable",
    "sparse, 10 GB": "file-too-big",
    "folder without toml": "folder-empty",
    "nul device": "file-special",
    "name with nul": "file-unreadable",
}


@pytest.mark.parametrize("name", FILES)
def test_bad_files(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "unreadable" and os.geteuid() == 0:
        pytest.skip("root reads everything: see test_a_file_without_permission")
    good = tmp_path / "good.toml"
    good.write_bytes(GOOD)
    folder = tmp_path / "bad"
    folder.mkdir()
    monkeypatch.chdir(folder)
    loaded = load([made(folder, name), str(good)])
    assert [p.code for p in loaded.problems] == [FILES[name]]
    assert loaded.problems[0].hint
    assert [e.title for e in loaded.chronology.events] == ["good"]


def test_a_file_of_proc_is_read_without_harm(tmp_path: Path) -> None:
    loaded = load([made(tmp_path, "proc")])
    assert loaded.chronology.events == ()
    assert loaded.problems


class Counted(io.RawIOBase):
    """A stream of one string that never ends, which knows how much of it was taken."""

    def __init__(self) -> None:
        self.taken = 0
        self._left = event('summary = "').rstrip()

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "read to its end, it would fill the memory"
        data, self._left = self._left[:size].ljust(size, b"x"), self._left[size:]
        self.taken += size
        return data


def test_a_string_of_100_mb_is_not_read_beyond_the_limit(tmp_path: Path) -> None:
    limit = 1 << 20
    stream = Counted()
    data, problems = sources.read(sources.STDIN, limit=limit, stdin=cast(BinaryIO, stream))
    assert (data, [p.code for p in problems]) == (None, ["file-too-big"])
    assert stream.taken == limit + 1


def test_a_file_of_100_mb_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.toml"
    with path.open("wb") as file:
        file.write(event('summary = "').rstrip())
        file.truncate(100 << 20)
    monkeypatch.setattr(os, "fdopen", lambda *_, **__: pytest.fail("it was going to be read"))
    data, problems = sources.read(str(path), limit=1 << 20)
    assert (data, [p.code for p in problems]) == (None, ["file-too-big"])
