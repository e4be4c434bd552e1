"""Terminal replies among keys, sent to the installed program: the screen is the same as with the keys alone.

`TIMELINE_STEPS=2000` sets the number of steps, `TIMELINE_FLOOD=2000000` the number of bytes of each kind.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rawpty import RawTerminal
from replies import KINDS
from shown import Emulator

from timeline_tui.ui.terminal.input_filter import SILENCE

pytestmark = [pytest.mark.pty]

STEPS = int(os.environ.get("TIMELINE_STEPS", "12"))
FLOOD = int(os.environ.get("TIMELINE_FLOOD", "200000"))
SEED = int(os.environ.get("TIMELINE_SEED", "7"))
PROMPT = 0.3
"""The most seconds until a key takes effect after a long reply."""
GROWTH = 15_000  # kilobytes
LITTLE = 10  # seconds of processor time
WIDTH, HEIGHT = 80, 24
KEYS = (
    b"j", b"k", b"\x1b[B", b"\x1b[A", b"G", b"g", b"\t", b"l", b"h", b"J", b"K", b"]", b"[", b"}", b"+", b"-", b"0",
    b"V", b"m", b"d", b"T", b"z", b"?", b"!", b"y", b"f", b"/kur", b"\x1b[27u", b"\r", b"\x1bj", b"t", b"\\", b":mar",
    b"\x1b[106;;106u", "о".encode(), b"/\x1b[200~belgorod\x1b[201~",
)  # fmt: skip


@pytest.fixture
def two(tmp_path: Path) -> Iterator[list[RawTerminal]]:
    """Start two browsers with the same events."""
    folders = [tmp_path / "alone", tmp_path / "among"]
    for folder in folders:
        folder.mkdir()
    with RawTerminal(["timeline"], folders[0]) as alone, RawTerminal(["timeline"], folders[1]) as among:
        for terminal in (alone, among):
            terminal.wait_for("14 events")
            terminal.quiet()
        yield [alone, among]


def screen(terminal: RawTerminal) -> list[str]:
    """Return the screen."""
    emulator = Emulator(WIDTH, HEIGHT)
    emulator.feed(terminal.output.decode())
    return emulator.lines


def settled(terminal: RawTerminal) -> list[str]:
    """Wait until the program is idle; return the screen."""
    terminal.quiet()
    return screen(terminal)


def test_the_keys_alone_lead_to_the_same_screen(two: list[RawTerminal]) -> None:
    chance = random.Random(SEED)
    sent: list[bytes] = []
    for _ in range(STEPS):
        typed = chance.choices(KEYS, k=chance.randint(1, 4))
        mixed = b"".join(part for key in typed for part in (chance.choice(KINDS)(chance), key))
        two[0].feed(b"".join(typed))
        two[1].feed(mixed)
        sent.append(mixed)
        end = time.monotonic() + 60
        while settled(two[0]) != settled(two[1]):  # the palette shows "no match" only after a while
            assert time.monotonic() < end, (SEED, sent[-3:])
        # Each step starts in the list, so that no step quits.
        for terminal in two:
            terminal.feed(b"\x1b[27u" * 4 + b"\x0c")
            terminal.quiet()


@pytest.mark.parametrize(
    "reply",
    [
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07", b"\x1b[?65;1;9c", b"\x1b[?1u", b"\x1b[?997;1n", b"\x1bP>|WezTerm e\x1b\\",
        b"\x1bP1$rq\x1b\\", b"\x1b_Gi=1;q\x1b\\", b"\x1b^q\x1b\\", b"\x1bXq\x1b\\", b"\x1b[48;40;120;1;1t", b"\x1b[O",
    ],
)  # fmt: skip
def test_a_late_reply_changes_nothing(tmp_path: Path, reply: bytes) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        terminal.output = b""
        terminal.feed(reply)
        terminal.quiet()
        assert terminal.output == b""
        terminal.feed(b"j")
        terminal.wait_for_more(["a late reply"])


@pytest.mark.parametrize(
    "reply",
    [b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07", b"\x1bP>|WezTerm q\x1b\\", b"\x1b_Gi=1;q\x1b\\", b"\x1b^q?\x1b\\",
     b"\x1bX:q\x1b\\", b"\x1b[?65;1;9c"],
)  # fmt: skip
@pytest.mark.parametrize(("step", "pause"), [(1000, 0.12), (1000, 0.45), (1, 0.06)])
def test_a_reply_with_pauses_changes_nothing(tmp_path: Path, reply: bytes, step: int, pause: float) -> None:
    """The reply is split after its introducer, with a pause, or into single bytes. Then "q" quits."""
    pieces = [reply[:2], *[reply[at : at + step] for at in range(2, len(reply), step)]]
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        longest = SILENCE
        while longest >= SILENCE:  # the machine paused, not the simulated line
            terminal.feed(b"\x1b[27u" * 4)
            terminal.quiet()
            terminal.output = b""
            longest, before = 0.0, time.monotonic()
            for piece in pieces:
                terminal.feed(piece)
                now = time.monotonic()
                longest, before = max(longest, now - before), now
                terminal.listen(pause)
        terminal.quiet()
        assert terminal.output == b""
        terminal.feed(b"q")
        assert terminal.ended() == 0


def test_a_key_is_answered_at_once_after_the_clipboard(tmp_path: Path) -> None:
    """The quickest of five runs counts, because the machine may be busy."""
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        took = []
        for key in (b"j", b"k", b"j", b"k", b"j"):
            terminal.output = b""
            terminal.feed(b"\x1b]52;c;" + b"q" * 100_000 + b"\x07")
            began = time.monotonic()
            terminal.feed(key)
            terminal.wait_for_more(["the clipboard"])
            took.append(time.monotonic() - began)
            terminal.quiet()
        assert min(took) < PROMPT, took


def test_the_mouse_still_works(tmp_path: Path) -> None:
    with RawTerminal(["timeline"], tmp_path, size=(WIDTH, HEIGHT)) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        assert b"\x1b[?1002h\x1b[?1006h" in terminal.output
        assert b"\x1b[?1003h" not in terminal.output
        shown = [screen(terminal)]
        for reports in (
            b"\x1b[<65;10;10M",  # the wheel
            b"\x1b[<0;10;10M\x1b[<0;10;10m",  # a click
            b"\x1b[<0;20;3M\x1b[<32;30;3M\x1b[<32;60;3M\x1b[<0;60;3m",  # a range on the axis
        ):
            terminal.feed(reports)
            terminal.quiet()
            shown.append(screen(terminal))
        assert len(set(map(tuple, shown))) == len(shown)
        assert any("filter" in line or "/" in line for line in shown[-1])


@pytest.mark.parametrize("begun", [b"\x1b]52;c;", b"\x1bP", b"\x1b_q", b"\x1b[?1;"])
def test_a_key_works_although_a_reply_never_ends(tmp_path: Path, begun: bytes) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        terminal.feed(begun + b"1" * 1_000_000)
        terminal.quiet()
        terminal.output = b""
        end = time.monotonic() + 60
        while not terminal.output:
            assert time.monotonic() < end
            terminal.feed(b"j")
            terminal.listen(0.1)


@pytest.mark.parametrize("options", [[], ["--secure"]])
def test_floods_of_input_do_not_grow_memory_and_ctrl_c_quits(tmp_path: Path, options: list[str]) -> None:
    kinds = (
        b"\x1b[I\x1b[O", b"\x1b[<35;10;10M\x1b[<35;11;12M", b"\x1b[<65;10;10M\x1b[<64;10;10M", b"\x1b[<65;10;3M",
        b"\x1b[<0;10;12M\x1b[<0;10;12m", b"\x1b[<0;9;3M\x1b[<32;10;3M\x1b[<32;20;3M\x1b[<0;9;3m", b"\x1b[?2026;2$y",
        b"\x1b[5;9R", b"\x1b[200~\x1b[201~", b"\x1b[200~x\x1b[201~", b"\x1b[48;24;80;1;1t\x1b[48;30;90;1;1t",
    )  # fmt: skip
    with RawTerminal(["timeline", *options], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        before = terminal.memory()
        for kind in kinds:
            terminal.feed(kind * (FLOOD // len(kind)))
            assert terminal.memory() < before + GROWTH, kind
        terminal.feed(b"\x1b[27u" * 3 + b"\x03")
        assert terminal.ended() == 0
        assert terminal.settings == terminal.before


@pytest.mark.parametrize("keys", [b"jk", b"/abc\x1b"])
def test_ctrl_c_overtakes_pending_keys(tmp_path: Path, keys: bytes) -> None:
    """Measured in processor time. A key takes a millisecond or two, so processing all of them would take a minute."""
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        before = terminal.processor_time()
        terminal.feed(keys * (30_000 // len(keys)))
        for _ in range(3):  # the first may only close the filter, the help, ...
            terminal.feed(b"\x03")
        assert terminal.ended() == 0
        assert terminal.processor_time() - before < LITTLE


def test_a_ctrl_c_in_a_paste_is_text(tmp_path: Path) -> None:
    """It must not discard the beginning of the paste, whose rest would be keys: `q` would end the program."""
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        terminal.send("/")
        terminal.quiet()
        terminal.send("\x1b[200~bel\x03\rq\x1b[201~")
        terminal.quiet()
        assert terminal.process.poll() is None
        assert "/ bel q" in " ".join(settled(terminal)[-1].split())
