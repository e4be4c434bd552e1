"""Files that become unreadable while they are browsed: reported, and the others are still loaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from seen import browse, ids, lines, session_of, until

from timeline_tui.load import sources as load_files
from timeline_tui.ui import file_watcher


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check the files at short intervals."""
    monkeypatch.setattr(file_watcher, "PERIOD", 0.02)
    monkeypatch.setattr(file_watcher, "SETTLING", 0.02)


def event(id_: str) -> str:
    return f'[[events]]\nid = "{id_}"\ndate = 2024-01-01\ntitle = "{id_}"\n'


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Write two files with one event each."""
    paths = tmp_path / "data" / "a.toml", tmp_path / "data" / "b.toml"
    paths[0].parent.mkdir()
    for path in paths:
        path.write_text(event(path.stem), encoding="utf-8")
    return paths


def gone(path: Path) -> None:
    path.unlink()


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def circular(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def encoded(path: Path) -> None:
    path.write_text(event("b"), encoding="utf-16")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


HAPPENED: list[tuple[Callable[[Path], None], str]] = [
    (gone, "there is no such file"),
    (dangling, "this link leads to nothing"),
    (circular, "a link that leads to itself"),
    (pipe, "this is a pipe, not a file"),
    (encoded, "this looks like UTF-16"),
    (folder, "no *.toml file in this folder"),
]


@pytest.mark.parametrize("named", ["files", "folder"])
@pytest.mark.parametrize(("happen", "expected"), HAPPENED, ids=[happen.__name__ for happen, _ in HAPPENED])
async def test_the_remaining_files_are_read(
    two: tuple[Path, Path], happen: Callable[[Path], None], expected: str, named: str
) -> None:
    arguments = list(map(str, two)) if named == "files" else [str(two[0].parent)]
    async with browse(*arguments, size=(160, 24)) as pilot:
        assert ids(pilot) == ["a", "b"]
        happen(two[1])
        await until(pilot, lambda: ids(pilot) == ["a"])
        if named == "files" or happen not in (gone, folder):  # files found in a folder are not named
            assert f"reloaded: 1 event (-1); b.toml: {expected}" in lines(pilot)[-1]
            assert "1 problem" in lines(pilot)[0]
        await pilot.press("r")
        await until(pilot, lambda: "reloaded: 1 event" in lines(pilot)[-1] and "-1" not in lines(pilot)[-1])
        two[0].write_text(event("a") + event("later"), encoding="utf-8")
        await until(pilot, lambda: ids(pilot) == ["a", "later"])
        shutil.rmtree(two[1]) if two[1].is_dir() else two[1].unlink(missing_ok=True)
        two[1].write_text(event("b"), encoding="utf-8")
        await until(pilot, lambda: ids(pilot) == ["a", "later", "b"])
        assert "problem" not in lines(pilot)[0]


async def test_a_link_to_nothing_appears_in_a_folder(two: tuple[Path, Path]) -> None:
    async with browse(str(two[0].parent), size=(160, 24)) as pilot:
        (two[0].parent / "c.toml").symlink_to("nowhere")
        await until(pilot, lambda: "1 problem" in lines(pilot)[0])
        assert "reloaded: 2 events; c.toml: this link leads to nothing" in lines(pilot)[-1]
        two[0].write_text(event("a") + event("later"), encoding="utf-8")
        await until(pilot, lambda: ids(pilot) == ["a", "later", "b"])


async def test_a_folder_that_vanishes_keeps_the_last_good_version(two: tuple[Path, Path]) -> None:
    at, aside = two[0].parent, two[0].parent.with_name("aside")
    async with browse(str(at), size=(160, 24)) as pilot:
        at.rename(aside)
        banner = "data: showing the last good version (! details): there is no such file"
        await until(pilot, lambda: banner in lines(pilot)[1])
        await pilot.press("r")
        await until(pilot, lambda: "no file could be read" in lines(pilot)[-1])
        assert ids(pilot) == ["a", "b"]
        aside.rename(at)
        two[0].write_text(event("later"), encoding="utf-8")
        await until(pilot, lambda: ids(pilot) == ["later", "b"])


async def test_a_file_missing_at_the_start_is_read_once_it_exists(two: tuple[Path, Path]) -> None:
    two[1].unlink()
    async with browse(*map(str, two), size=(160, 24)) as pilot:
        assert ids(pilot) == ["a"]
        assert "1 problem" in lines(pilot)[0]
        two[1].write_text(event("b"), encoding="utf-8")
        await until(pilot, lambda: ids(pilot) == ["a", "b"])


async def test_a_save_of_the_same_size_and_time_is_seen(two: tuple[Path, Path]) -> None:
    async with browse(str(two[0])) as pilot:
        was = two[0].stat()
        two[0].write_text(event("z"), encoding="utf-8")
        os.utime(two[0], ns=(was.st_atime_ns, was.st_mtime_ns))
        await until(pilot, lambda: ids(pilot) == ["z"])
        assert session_of(pilot).reload._loader.stamp == load_files.stamp([str(two[0])])
