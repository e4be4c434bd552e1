"""Files saved while they are browsed: reloaded automatically, unless they are broken."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from weakref import ref

import pytest
from seen import browse, chosen, ids, lines, pane, seen, session_of, title_of, until

from timeline_tui.load import Reading, stretch
from timeline_tui.ui import file_watcher
from timeline_tui.ui.controllers import reload

Write = Callable[..., str]

MORE = '\n[[events]]\nid = "late"\ndate = 2024-06-01\ntitle = "Late news of peace"\n'


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check the files at short intervals."""
    monkeypatch.setattr(file_watcher, "PERIOD", 0.02)
    monkeypatch.setattr(file_watcher, "SETTLING", 0.02)


def save(path: str, text: str) -> None:
    """Save as most editors do: a new file replaces the old one."""
    new = Path(f"{path}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def text_of(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


async def test_a_save_reloads_and_keeps_the_view(small: str) -> None:
    async with browse(small, query="peace", at="2024-04-01") as pilot:
        await pilot.press("m")
        before, count = chosen(pilot), len(ids(pilot))
        save(small, text_of(small) + MORE)
        await until(pilot, lambda: len(ids(pilot)) == count + 1)
        assert "(+1)" in lines(pilot)[-1]
        assert chosen(pilot) == before
        assert list(session_of(pilot).session.marks) == [before]
        assert session_of(pilot).session.text == "peace"


async def test_a_file_that_is_written_in_place(small: str) -> None:
    async with browse(small) as pilot:
        with Path(small).open("a", encoding="utf-8") as file:
            file.write(MORE)
        await until(pilot, lambda: "late" in ids(pilot))


async def test_a_broken_save_keeps_the_old_view_and_names_the_line(small: str) -> None:
    async with browse(small, query="peace") as pilot:
        before, whole = pane(pilot, "#list"), text_of(small)
        save(small, whole + MORE.replace('"Late news of peace"', '"Late news'))
        line = (whole + MORE).count("\n")
        await until(pilot, lambda: "showing the last good version" in lines(pilot)[1])
        assert f":{line}:" in lines(pilot)[1]
        assert "(! details, r reload anyway)" in lines(pilot)[1]
        await pilot.press("exclamation_mark")  # the problems of the new version, not of the loaded one
        assert f":{line} error" in seen(pilot)
        await pilot.press("escape", "j", "k")  # it stays until the file is fixed
        assert f":{line}:" in lines(pilot)[1]
        assert pane(pilot, "#list").split("\n")[1:] == before.split("\n")[1:-1]
        save(small, whole + MORE)
        await until(pilot, lambda: "late" in ids(pilot))
        assert "showing the last good version" not in seen(pilot)


async def test_a_broken_file_is_loaded_on_request(small: str) -> None:
    async with browse(small) as pilot:
        save(small, text_of(small) + MORE + "broken\n")
        await until(pilot, lambda: "showing the last good version" in lines(pilot)[1])
        await pilot.press("r")
        await until(pilot, lambda: "late" in ids(pilot))
        assert "showing the last good version" not in seen(pilot)
        assert "1 problem" in lines(pilot)[0]


async def test_a_removed_file_keeps_the_old_view_until_it_returns(small: str) -> None:
    async with browse(small) as pilot:
        whole = text_of(small)
        Path(small).unlink()
        await until(pilot, lambda: "there is no such file" in lines(pilot)[1])
        await pilot.press("r")
        await until(pilot, lambda: "no file could be read" in lines(pilot)[-1])
        assert len(ids(pilot)) == 12
        save(small, whole + MORE)
        await until(pilot, lambda: "late" in ids(pilot))


@pytest.mark.parametrize("data", [b"\xff\xfe[\x00", b""], ids=["another encoding", "empty"])
async def test_a_file_that_is_overwritten_keeps_the_old_view(small: str, data: bytes) -> None:
    async with browse(small) as pilot:
        Path(small).write_bytes(data)
        await until(pilot, lambda: "showing the last good version" in lines(pilot)[1])
        assert len(ids(pilot)) == 12


async def test_a_file_that_is_taken_away_and_comes_back(small: str) -> None:
    async with browse(small) as pilot:
        text = text_of(small)
        Path(small).unlink()
        await until(pilot, lambda: "there is no such file" in lines(pilot)[1])
        assert len(ids(pilot)) == 12
        save(small, text + MORE)
        await until(pilot, lambda: "late" in ids(pilot))


async def test_a_file_that_is_added_to_a_folder(write: Write) -> None:
    first = write('[[events]]\ndate = 2024-01-01\ntitle = "One"\n', "one.toml")
    async with browse(str(Path(first).parent)) as pilot:
        assert title_of(pilot) == "One"
        write('[[events]]\ndate = 2024-01-02\ntitle = "Two"\n', "two.toml")
        await until(pilot, lambda: len(ids(pilot)) == 2)


async def test_the_browser_ends_the_watch(small: str) -> None:
    async with browse(small) as pilot:
        watcher = session_of(pilot).reload._watcher
        assert watcher is not None
    watcher._thread.join(5)
    assert not watcher._thread.is_alive()


async def test_a_save_leaves_the_detail_where_it_is(small: str) -> None:
    async with browse(small, size=(100, 12), at="2024-02-02") as pilot:
        await pilot.press("tab", *"jjjjjj")
        before = pane(pilot, "#detail")
        assert "↑" in before
        save(small, text_of(small) + MORE)
        await until(pilot, lambda: "late" in ids(pilot))
        assert pane(pilot, "#detail") == before


async def test_a_save_while_the_filter_cannot_be_read(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"peace")
        await until(pilot, lambda: 0 < len(ids(pilot)) < 12)
        count = len(ids(pilot))
        await pilot.press(*" date:zz9(")
        assert len(ids(pilot)) == count
        save(small, text_of(small) + MORE)
        await until(pilot, lambda: "late" in ids(pilot))
        assert len(ids(pilot)) == count + 1


def test_a_state_that_was_shown_before_is_shown_again() -> None:
    seen, known = ["b"], ["a"]
    stamps_read: Queue[str] = Queue()
    shown: Queue[str] = Queue()

    def read_state() -> str:
        stamps_read.put(seen[0])
        return seen[0]

    watcher = file_watcher.FileWatcher(read_state, lambda: known[0], lambda: shown.put(seen[0]))
    watcher.start()
    try:
        for _ in range(3):
            assert shown.get(timeout=60) == "b"
            seen[0] = "a"  # restored
            while (stamps_read.get(timeout=60), stamps_read.get(timeout=60)) != ("a", "a"):
                continue
            seen[0] = "b"
    finally:
        watcher.stop()


def test_a_change_already_loaded_is_not_reported_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressing `r` right after saving used to load the file twice."""
    monkeypatch.setattr(file_watcher, "PERIOD", 0.01)
    known, shown = ["a"], Queue[str]()
    states = iter(["saved", "saved", "saved again"])
    seen = [""]

    def read_state() -> str:
        before = seen[0]
        seen[0] = next(states, seen[0])
        if before == seen[0] == "saved":
            known[0] = "saved"  # it is loaded in the meantime
        return seen[0]

    watcher = file_watcher.FileWatcher(read_state, lambda: known[0], lambda: shown.put(seen[0]))
    watcher.start()
    try:
        assert shown.get(timeout=60) == "saved again"
        assert shown.empty()
    finally:
        watcher.stop()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Load files up to the first event; continue when the gate is opened."""
    opened = threading.Event()
    opened.set()
    tick = Reading._tick

    def wait(self: Reading, done: int) -> bool:
        going = tick(self, done)
        assert opened.wait(60)
        return going

    monkeypatch.setattr(Reading, "_tick", wait)
    monkeypatch.setattr(reload, "SHORT", -1.0)
    yield opened
    opened.set()


async def test_the_header_shows_the_progress_of_a_reload(small: str, gate: threading.Event) -> None:
    async with browse(small) as pilot:
        gate.clear()
        await pilot.press("r")
        await until(pilot, lambda: "reading " in lines(pilot)[0])
        await pilot.press("j", "j")
        assert pilot.app.is_running
        gate.set()
        await until(pilot, lambda: "reloaded" in lines(pilot)[-1])
        assert "reading" not in lines(pilot)[0]


async def test_escape_cancels_a_reload_and_keeps_the_view(small: str, gate: threading.Event) -> None:
    async with browse(small, query="peace") as pilot:
        gate.clear()
        save(small, text_of(small) + MORE)
        await until(pilot, lambda: "reading " in lines(pilot)[0])
        await pilot.press("escape")
        assert "reload cancelled" in lines(pilot)[-1]
        assert "may have changed since (r: reload)" in lines(pilot)[1]
        assert "reading" not in lines(pilot)[0]
        assert session_of(pilot).session.text == "peace"
        gate.set()
        await pilot.press("escape")
        assert session_of(pilot).session.text == ""
        assert "late" not in ids(pilot)
        await pilot.press("r")
        await until(pilot, lambda: "late" in ids(pilot))
        assert "something else" not in seen(pilot)


async def test_only_what_has_changed_is_read_again(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison is with the version on the screen, so a broken save does not make the next reload slower."""
    parsed: list[stretch.Ready] = []
    pieces = stretch.pieces

    def counted(data: bytes, line: int) -> Iterator[stretch.Ready]:
        for piece in pieces(data, line):
            parsed.append(piece)
            yield piece

    monkeypatch.setattr(stretch, "PART", 1)
    monkeypatch.setattr(stretch, "pieces", counted)
    text = "\n" + "".join(
        f'[[events]]\ndate = 2024-01-{n + 1:02}\ntitle = "Day {n}"\nsummary = "{"long " * 30}"\n'
        for n in range(20)
    )
    path = write(text)
    async with browse(path) as pilot:
        assert len(parsed) == 20
        save(path, f"{text[:200]}'")
        await until(pilot, lambda: "showing the last good version" in lines(pilot)[1])
        parsed.clear()
        save(path, text.replace("Day 7", "Another day"))
        await until(pilot, lambda: "Another day" in seen(pilot))
        assert len(ids(pilot)) == 20
        assert len(parsed) == 1


async def test_earlier_stores_are_freed(small: str) -> None:
    """Without a garbage collection: what is part of a reference cycle stays in memory for long."""
    async with browse(small) as pilot:
        earlier: list[ref[object]] = []
        for n in range(4):
            earlier.append(ref(session_of(pilot).session.store))
            save(small, text_of(small) + f"# {n}\n")
            await pilot.press("r")
            await until(pilot, lambda: session_of(pilot).session.store is not earlier[-1]())
            await pilot.press("j")
        await until(pilot, lambda: not any(store() for store in earlier))
