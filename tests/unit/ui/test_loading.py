"""Deciding what to load before the first paint does not walk the whole disk."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from weakref import ref

import pytest

from timeline_tui.secure import confined_open
from timeline_tui.ui.loading import AT_ONCE, LOOKED_AT, FileLoader, at_most_every


def sparse(path: Path, size: int) -> None:
    """Create a sparse file of `size` bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)


def test_files_folders_and_standard_input_are_measured(tmp_path: Path) -> None:
    sparse(tmp_path / "deep" / "a.TOML", AT_ONCE)
    assert FileLoader([str(tmp_path)]).small
    sparse(tmp_path / "b.toml", 1)
    assert not FileLoader([str(tmp_path)]).small
    assert not FileLoader([str(tmp_path / "b.toml"), str(tmp_path / "deep" / "a.TOML")]).small
    assert FileLoader(["-", str(tmp_path / "b.toml")], b"x" * (AT_ONCE - 1)).small
    assert not FileLoader(["-"], b"x" * (AT_ONCE + 1)).small


def test_unreadable_files_count_as_small(tmp_path: Path) -> None:
    assert FileLoader([str(tmp_path / "none"), "a\0b", str(tmp_path)]).small


def test_hidden_folders_and_other_files_do_not_count(tmp_path: Path) -> None:
    sparse(tmp_path / ".git" / "a.toml", 2 * AT_ONCE)
    sparse(tmp_path / ".b.toml", 2 * AT_ONCE)
    sparse(tmp_path / "c.bin", 2 * AT_ONCE)
    assert FileLoader([str(tmp_path)]).small


def test_links_in_a_circle_are_followed_once(tmp_path: Path) -> None:
    sparse(tmp_path / "a.toml", AT_ONCE)
    (tmp_path / "again").symlink_to(tmp_path)
    assert FileLoader([str(tmp_path)]).small


def test_a_huge_folder_is_not_searched_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for top in range(30):
        for name in range(100):
            (tmp_path / str(top) / str(name)).mkdir(parents=True)
    opened: list[str] = []
    scandir = os.scandir

    def counted(path: str) -> object:
        opened.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", counted)
    assert not FileLoader([str(tmp_path)]).small
    assert len(opened) <= LOOKED_AT + 1


def test_measuring_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{n}.toml" for n in range(5)]
    for path in paths:
        sparse(path, AT_ONCE)
    measured: list[str] = []
    status = confined_open.status

    def counted(path: str) -> os.stat_result:
        if path.endswith(".toml"):
            measured.append(path)
        return status(path)

    monkeypatch.setattr(confined_open, "status", counted)
    assert not FileLoader([str(tmp_path)]).small
    assert len(measured) == 2


def test_the_previous_store_is_freed_with_its_last_view(tmp_path: Path) -> None:
    """Without a garbage collection, which is rare while the browser runs; a file may be large."""
    path = tmp_path / "a.toml"
    text = "".join(f'[[events]]\ndate = 2024-01-01\ntitle = "Event {n}"\n' for n in range(300))
    alive: list[ref[object]] = []
    loader = FileLoader([str(path)])
    gc.disable()
    try:
        for n in range(3):
            path.write_text(text.replace("Event 7", f"Event x{n}"), encoding="utf-8")
            store = loader.load()
            loader.stop()
            store.warm()
            loader.shown()
            alive.append(ref(store.events))
    finally:
        gc.enable()
    assert [each() is not None for each in alive] == [False, False, True]


def test_progress_is_passed_on_a_few_times_a_second() -> None:
    now, output = [0.0], []
    progress = at_most_every(0.25, lambda done, _: output.append(done), lambda: now[0])
    for done in range(101):
        progress(done, 100)
        now[0] += 0.01
    assert output == [0, 25, 50, 75, 100]
