"""Marks, filters and the cursor are restored in the next session."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from seen import browse, chosen, ids, lines, seen, until

from timeline_tui.state import Change, StateFile
from timeline_tui.ui import state_saver
from timeline_tui.ui.state_saver import StateSaver


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "a.json"


def kept(path: Path, errors: list[str] | None = None) -> StateSaver:
    heard: list[str] = [] if errors is None else errors
    return StateSaver(StateFile(path, ["a.toml"], heard.append), heard)


async def test_the_next_session_begins_where_this_one_ends(small: str, path: Path) -> None:
    async with browse(small, state=kept(path)) as pilot:
        await pilot.press("j", "m", "j", "j", "m", "slash", *"peace", "enter", "escape", "g", "j", "j")
        place = chosen(pilot)
    async with browse(small, state=kept(path)) as pilot:
        assert chosen(pilot) == place
        assert "restored last position" in lines(pilot)[-1]
        assert sum(line.startswith((" *", "*")) for line in lines(pilot)) == 2
        await pilot.press("g", "m")
        assert "marked: 3 in all" in lines(pilot)[-1]
        await pilot.press("slash", "ctrl+p")
        await until(pilot, lambda: "peace" in lines(pilot)[-1])
        assert 0 < len(ids(pilot)) < 12


async def test_missing_events_are_skipped_and_the_given_date_wins(small: str, path: Path) -> None:
    StateFile(path, [], print).change(Change(place="nowhere", marked=("nowhere",)))
    async with browse(small, state=kept(path)) as pilot:
        assert chosen(pilot) == ids(pilot)[0]
        assert "where you were" not in seen(pilot)
        await pilot.press("m")
        assert "marked: 1 in all" in lines(pilot)[-1]  # missing events are not counted
    assert "nowhere" in StateFile(path, [], print).read().marks  # but the mark is kept
    async with browse(small, at="9999", state=kept(path)) as pilot:
        assert chosen(pilot) == ids(pilot)[-1]


async def test_earlier_filters_are_recalled_and_the_typed_text_restored(small: str, path: Path) -> None:
    StateFile(path, [], print).change(Change(filters=("one", "two")))
    async with browse(small, state=kept(path)) as pilot:
        await pilot.press("slash", *"ne")
        for key, shown in (
            ("ctrl+p", "two"), ("ctrl+p", "one"), ("ctrl+p", "one"), ("ctrl+n", "two"), ("ctrl+n", "ne"),
            ("ctrl+n", "ne"),
        ):  # fmt: skip
            await pilot.press(key)
            assert lines(pilot)[-1].split()[:2] == ["/", shown]
        await pilot.press("escape", "t", "ctrl+p")
        assert "two" not in lines(pilot)[-1]


async def test_marks_are_saved_within_a_second(
    small: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dropped connection or SIGKILL loses the changes of at most a second."""
    monkeypatch.setattr(state_saver, "SOON", 0.01)
    async with browse(small, state=kept(path)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: StateFile(path, [], print).read().marks == (chosen(pilot),))
        await pilot.press("m")
        await until(pilot, lambda: StateFile(path, [], print).read().marks == ())


async def test_a_failed_save_is_reported_at_once(
    small: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_saver, "SOON", 0.01)
    path.parent.write_text("in the way")
    async with browse(small, state=kept(path)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "cannot save marks" in lines(pilot)[-1])


async def test_a_broken_state_is_reported(small: str, path: Path) -> None:
    path.parent.mkdir()
    path.write_text("{")
    async with browse(small, state=kept(path)) as pilot:
        assert "could not be read" in lines(pilot)[-1]
        assert len(ids(pilot)) == 12


def test_a_failed_save_is_retried(tmp_path: Path) -> None:
    path = tmp_path / "file" / "a.json"
    path.parent.write_text("in the way")
    errors: list[str] = []
    one = kept(path, errors)
    one.mark("x", True)
    one.add_filter("peace")
    one._write()
    assert "cannot save marks" in errors[-1]
    path.parent.unlink()
    one.mark("y", True)
    one.mark("x", False)
    one.end("y")
    found = StateFile(path, [], print).read()
    assert (found.marks, found.filters, found.place) == (("y",), ("peace",), "y")


def test_marks_are_not_lost_while_others_are_written(tmp_path: Path) -> None:
    one = kept(tmp_path / "a.json")
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            one._write()

    writer = threading.Thread(target=write)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    writer.start()
    try:
        for n in range(300):
            one.mark(str(n), True)
    finally:
        sys.setswitchinterval(before)
        stop.set()
        writer.join()
    one.end("x")
    assert len(StateFile(tmp_path / "a.json", [], print).read().marks) == 300
