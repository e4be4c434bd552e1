"""`ScreenOutput`: what is sent while the line is busy, and whether Textual's internals are as expected."""

from __future__ import annotations

import inspect
import os
import threading
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.style import Style
from seen import browse, burst, chosen, cursor_line, seen, title_of, until
from shown import Watch, assert_shown
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from timeline_tui.ui import frame_scheduler
from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.terminal.screen_output import cell_style
from timeline_tui.ui.terminal.sgr import BOLD, CellStyle
from timeline_tui.ui.terminal.writer import TerminalWriter


def watch_of(app: object) -> Watch:
    assert isinstance(app, TimelineApp)
    watch = app.output._sink
    assert isinstance(watch, Watch)
    return watch


async def test_a_busy_connection_gets_only_the_newest_frame(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        watch = watch_of(pilot.app)
        await pilot.press("g")
        sent = len(watch.sent)
        watch.busy = True
        await pilot.press(*"jjjkkjjj?")
        await pilot.press("escape", "j")
        assert len(watch.sent) == sent
        watch.free()
        await until(pilot, lambda: len(watch.sent) > sent)
        assert len(watch.sent) == sent + 1


async def test_nothing_is_sent_where_nothing_changes(small: str) -> None:
    async with browse(small) as pilot:
        watch = watch_of(pilot.app)
        await pilot.pause()
        sent = len(watch.sent)
        pilot.app.screen.refresh()
        await pilot.press("g")
        assert watch.sent[sent:] == []


async def test_a_step_costs_little(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        watch = watch_of(pilot.app)
        await pilot.press("j")
        sent = len(watch.sent)
        await pilot.press("j")
        assert len(watch.sent) == sent + 1
        assert len(watch.sent[sent].encode()) < 2000


async def test_a_step_of_zooming_costs_little(tmp_path: Path) -> None:
    """Zoom from 14 thousand million years to a second, including the steps that change the list's headings."""
    path = tmp_path / "deep.toml"
    events = [f"Y-{14 - n}E9" for n in range(4)] + [f"{n:04}" for n in range(1, 2000, 40)]
    events += [f"2024-{month:02}-{day:02}T12:00" for month in range(1, 13) for day in (1, 9, 20)]
    events += [f"2024-12-28T{hour:02}:{minute:02}:00" for hour in range(20) for minute in (1, 2, 40)]
    path.write_text(
        "".join(f'[[events]]\ndate = "{date}"\ntitle = "Event {n}"\n' for n, date in enumerate(events))
    )
    async with browse(str(path), size=(120, 40)) as pilot:
        watch = watch_of(pilot.app)
        await pilot.press("G")
        sizes = []
        for _ in range(55):
            sent = len(watch.sent)
            await pilot.press("plus")
            sizes.append(sum(len(frame.encode()) for frame in watch.sent[sent:]))
        assert sum(size > 0 for size in sizes) > 50
        assert max(sizes) <= 2000


async def test_frames_are_synchronized_only_if_the_terminal_supports_it(small: str) -> None:
    async with browse(small) as pilot:
        watch = watch_of(pilot.app)
        await pilot.press("j")
        assert "\x1b[?2026" not in "".join(watch.sent)
        pilot.app._sync_available = True
        await pilot.press("j")
        assert watch.sent[-1].startswith("\x1b[?2026h")
        assert watch.sent[-1].endswith("\x1b[?2026l")


async def test_repaint_sends_everything(small: str) -> None:
    async with browse(small) as pilot:
        watch = watch_of(pilot.app)
        for keys in ("ctrl+l", "f", "ctrl+l"):
            before = seen(pilot)
            await pilot.press(keys)
            if keys == "ctrl+l":
                assert "\x1b[2J" in "".join(watch.sent[-2:])
                assert seen(pilot) == before


async def test_another_size(small: str) -> None:
    async with browse(small) as pilot:
        for size in ((60, 20), (130, 45), (41, 11)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: pilot.app.size == size)  # noqa: B023
            assert_shown(pilot.app, watch_of(pilot.app))  # type: ignore[arg-type]


async def test_with_another_version_of_textual_its_own_output_is_used(small: str) -> None:
    async with browse(small) as pilot:
        app = pilot.app
        assert isinstance(app, TimelineApp)
        watch, output = watch_of(app), app.output
        sent = len(watch.sent)
        broken = ChopsUpdate([], [(0, 0, 1)], [])
        del broken.spans
        assert not output.display(app.screen, broken)
        assert not output.display(app.screen, broken)
        await pilot.press("j")
        assert len(watch.sent) == sent
        output._failed = False  # for the check at the end
        await pilot.press("ctrl+l")


def test_the_internals_of_textual_are_as_expected() -> None:
    """The internals of Textual that `ScreenOutput` and `TerminalDriver` depend on."""
    assert list(inspect.signature(App._display).parameters) == ["self", "screen", "renderable"]
    assert {"_running", "_closed", "_batch_count", "_sync_available"} <= set(
        inspect.getsource(App).replace("self.", " ").split()
    ) | set(vars(App))
    assert set(inspect.signature(ChopsUpdate).parameters) == {"chops", "spans", "chop_ends"}
    assert set(inspect.signature(LayoutUpdate).parameters) == {"strips", "region"}
    assert {"render_update", "render_strips"} <= set(vars(Compositor))
    source = inspect.getsource(LinuxDriver)
    assert "self._file = sys.__stderr__" in source
    assert "self._writer_thread = WriterThread(self._file)" in source
    assert "self._writer_thread.write(data)" in source
    assert "write(text)" in inspect.getsource(WriterThread.run)


def test_colours_are_those_the_terminal_has() -> None:
    style = Style(color="#ff0000", bgcolor="default", bold=True, italic=False)
    assert cell_style(style, ColorSystem.TRUECOLOR) == CellStyle(BOLD, "38;2;255;0;0")
    assert cell_style(style, ColorSystem.EIGHT_BIT) == CellStyle(BOLD, "38;5;196")
    assert cell_style(style, ColorSystem.STANDARD) == CellStyle(BOLD, "31")
    assert cell_style(Style(link="https://example.org/\x1b]x"), ColorSystem.STANDARD) == CellStyle()


def test_the_writer_reports_when_all_output_is_written() -> None:
    reading, writing = os.pipe()
    with open(reading, "rb") as reader, open(writing, "w", encoding="utf-8") as file:  # noqa: PTH123
        outlet, shown = TerminalWriter(file), threading.Event()
        text = "ä" * 100_000
        assert outlet.when_free(shown.set)
        assert outlet.announce(text)
        thread = threading.Thread(target=outlet.write, args=[text])
        thread.start()
        assert not outlet.when_free(shown.set)
        assert not shown.is_set()
        assert reader.read(200_000).decode() == text
        assert shown.wait(60)
        thread.join()
        assert outlet.when_free(shown.set)


def test_a_writer_to_a_closed_pipe_discards_its_output() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as file:  # noqa: PTH123
        outlet = TerminalWriter(file)
        assert outlet.announce("text")
        outlet.write("text")
        assert outlet.when_free(lambda: None)


async def test_a_typed_letter_and_its_matches_are_one_frame(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        watch = watch_of(pilot.app)
        await pilot.press("slash", "v")
        sent = len(watch.sent)
        await pilot.press("o")
        assert len(watch.sent) == sent + 1
        assert " 1 of 12" in seen(pilot)


async def test_keys_that_come_at_once_make_few_frames(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Otherwise a busy machine draws ten frames a second.
    monkeypatch.setattr(frame_scheduler, "LONGEST", 60.0)
    async with browse(small, size=(120, 40)) as pilot:
        watch = watch_of(pilot.app)
        await pilot.pause()
        sent = len(watch.sent)
        await burst(pilot, "jjjjjkkkkkjjjjjkkkkkjjjjjjjjj")
        await until(pilot, lambda: chosen(pilot) == "signing")
        assert title_of(pilot) in cursor_line(pilot)
        assert len(watch.sent) <= sent + 10  # of 29: few at rest, more on a busy machine
