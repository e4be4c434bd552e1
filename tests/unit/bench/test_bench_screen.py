"""The emulated screen of `bench/`; needs pyte, which only `.[dev]` installs."""

from __future__ import annotations

import pytest

pytest.importorskip("pyte")

from emulator import Emulator, changed, split


@pytest.mark.parametrize(
    ("data", "rest"),
    [
        (b"text", b""),
        (b"text\x1b", b"\x1b"),
        (b"text\x1b[1;2", b"\x1b[1;2"),
        (b"text\x1b[1;2H", b""),
        (b"text\x1b]0;title", b"\x1b]0;title"),
        (b"text\x1b]0;title\x1b", b"\x1b]0;title\x1b"),
        (b"text\x1b]0;title\x1b\\", b""),
        (b"text\x1b]0;title\x07", b""),
        (b"text\x1b(", b"\x1b("),
        (b"text\x1b(B", b""),
    ],
)
def test_an_unfinished_sequence_waits(data: bytes, rest: bytes) -> None:
    assert split(data) == (data.removesuffix(rest), rest)


def shown(*pieces: bytes) -> list[str]:
    screen = Emulator(6, 3)
    for piece in pieces:
        screen.show(piece)
    return [line.rstrip() for line in screen.lines]


@pytest.mark.parametrize(
    "foreign",
    [
        b"\x1b[>1u",
        b"\x1b[<u",
        b"\x1b[>4;2m",
        b"\x1b[?2026$p",
        b"\x1b[?u",
        b"\x1b[4:3m",
        b"\x1b[2 q",
        b"\x1bP+q544e\x1b\\",
        b"\x1b_Gi=1;AAAA\x1b\\",
    ],
)
def test_what_is_not_for_the_screen_is_not_on_it(foreign: bytes) -> None:
    assert shown(b"ab" + foreign + b"cd") == ["abcd", "", ""]
    assert shown(*((b"ab" + foreign + b"cd")[n : n + 1] for n in range(len(foreign) + 4))) == ["abcd", "", ""]


def test_modes_are_kept() -> None:
    assert shown(b"\x1b[?7l" + b"abcdefgh") == ["abcdeh", "", ""]  # no wrapping


def test_scrolling_and_repeating() -> None:
    assert shown(b"a\r\nb\r\nc", b"\x1b[1S") == ["b", "c", ""]
    assert shown(b"a\r\nb\r\nc", b"\x1b[T") == ["", "a", "b"]
    assert shown(b"x-\x1b[3by") == ["x----y", "", ""]


def test_cells_that_changed() -> None:
    screen = Emulator(6, 3)
    screen.show(b"abc")
    before = screen.cells
    assert not screen.has_changed()
    screen.show(b"\x1b[2;2H\x1b[?25l")
    assert not screen.has_changed()  # the cursor does not count as a cell
    screen.show(b"\x1b[H\x1b[1mab\x1b[mc")
    assert screen.has_changed()
    assert changed(before, screen.cells) == 2
