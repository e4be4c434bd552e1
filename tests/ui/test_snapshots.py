"""Snapshots of the screens at three sizes.

After an intended change, run `pytest tests/ui/test_snapshots.py --snapshot-update` and look at the pictures in
`__snapshots__` before committing them.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from seen import TODAY, session_of
from textual.pilot import Pilot

from timeline_tui.config import Config
from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.loading import FileLoader

Write = Callable[..., str]
Compare = Callable[..., bool]

SIZES = pytest.mark.parametrize(
    "size", [(80, 24), (120, 40), (40, 10)], ids=lambda size: "x".join(map(str, size))
)


def app(name: str, query: str = "") -> TimelineApp:
    return TimelineApp(FileLoader([name]), Config(), query=query)


async def settle(pilot: Pilot[None]) -> None:
    """Make the snapshot independent of today's date."""
    await pilot.pause()
    session_of(pilot).session.today = lambda: TODAY


@SIZES
def test_start(snap_compare: Compare, small: str, size: tuple[int, int]) -> None:
    assert snap_compare(app(small), terminal_size=size, run_before=settle)


@SIZES
def test_filtered(snap_compare: Compare, small: str, size: tuple[int, int]) -> None:
    keys = ["slash", *"army", "enter", "j"]
    assert snap_compare(app(small), keys, terminal_size=size, run_before=settle)


@SIZES
def test_axis_without_colour(
    snap_compare: Compare, small: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    keys = ["slash", *"army", "enter", "j", "plus", "v", "j"]
    assert snap_compare(app(small), keys, terminal_size=size, run_before=settle)


@SIZES
def test_facets(snap_compare: Compare, small: str, size: tuple[int, int]) -> None:
    assert snap_compare(app(small), ["f", "enter", "j", "minus"], terminal_size=size, run_before=settle)


@SIZES
def test_help(snap_compare: Compare, small: str, size: tuple[int, int]) -> None:
    assert snap_compare(app(small), ["question_mark"], terminal_size=size, run_before=settle)


@SIZES
def test_no_match(snap_compare: Compare, small: str, size: tuple[int, int]) -> None:
    keys = ["slash", *"xyzzy"]
    assert snap_compare(app(small), keys, terminal_size=size, run_before=settle)


@SIZES
def test_a_broken_file(snap_compare: Compare, write: Write, size: tuple[int, int]) -> None:
    name = write("\ufeff[[events]]\ndate = 2024-08-07\n".encode("utf-16-le"))
    assert snap_compare(app(name), terminal_size=size, run_before=settle)


@SIZES
def test_lanes(snap_compare: Compare, rome: str, size: tuple[int, int]) -> None:
    assert snap_compare(app(rome), ["V", "g", "l", "l"], terminal_size=size, run_before=settle)


def test_lanes_by_location_closer_and_filtered(snap_compare: Compare, rome: str) -> None:
    keys = ["V", "b", "g", "plus", "plus", "slash", *"war", "enter"]
    assert snap_compare(app(rome), keys, terminal_size=(80, 24), run_before=settle)


def test_lanes_without_colour(snap_compare: Compare, rome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(rome), ["V", "g", "l", "l"], terminal_size=(80, 24), run_before=settle)


def test_lanes_in_ascii(snap_compare: Compare, rome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C")
    assert snap_compare(app(rome), ["V", "g", "l"], terminal_size=(80, 24), run_before=settle)
