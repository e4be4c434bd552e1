"""Fuzzing with bytes that no keyboard sends and sizes that no terminal has: only a key that quits ends the browser.

`TIMELINE_FUZZ=10000000 pytest tests/pty/test_pty_fuzz.py` sends ten megabytes instead of a few thousand bytes.
`TIMELINE_SEED` determines the input.
"""

from __future__ import annotations

import os
import random
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from rawpty import RawTerminal, foreign

pytestmark = [pytest.mark.pty]

BYTES = int(os.environ.get("TIMELINE_FUZZ", "30000"))
SEED = int(os.environ.get("TIMELINE_SEED", "7"))
ON_SCREEN = re.compile(rb"\x1b\[\?1049l.*?(?:\x1b\[\?1049h|\Z)", re.DOTALL)
"""Parts of the output while the terminal was restored, for the editor or at the end; there it echoes input."""
MOST = 400_000
"""The most memory that the browser may use, in kB."""
ENDS = (0, 130)
_STOPS = b"\x13\x1a\x1c"  # Ctrl-Z stops the program, Ctrl-S in an editor its output, until continued
SIZES = (1, 2, 3, 5, 10, 24, 80, 200, 500, 5000, 65535)


def typed(chance: random.Random) -> Iterator[bytes]:
    """Generate chunks of input of various kinds, with few keys that quit."""
    kinds = [keys, noise, sequence, mouse, paste, unicode, kitty, answers]
    while True:
        yield chance.choice(kinds)(chance)


def keys(chance: random.Random) -> bytes:
    return bytes(
        chance.choices(
            b'jkGg/\r\tfmn,!?:rtyx \\[]{}()"-0123456789abc\x1b\x7f\x0c\x06', k=chance.randrange(1, 8)
        )
    )


def noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 30)).translate(None, b"q\x03" + _STOPS)


def sequence(chance: random.Random) -> bytes:
    large = (0, 1, 27, 99, 4096, 65535, 10**6, 10**12, 10**30)
    numbers = ";".join(str(chance.choice(large)) for _ in range(chance.randrange(4)))
    begin, end = chance.choice("[]OP^_X("), chance.choice("ABCDHRMmtuy~cn$$")
    return f"\x1b{begin}{chance.choice(('', '?', '<', '>', '='))}{numbers}{end}".encode()


def mouse(chance: random.Random) -> bytes:
    place = [chance.choice((0, 1, 5, 80, 300, 10**9, -1)) for _ in range(2)]
    return f"\x1b[<{chance.randrange(0, 200)};{place[0]};{place[1]}{chance.choice('Mm')}".encode()


def paste(chance: random.Random) -> bytes:
    end = chance.choice((b"\x1b[201~", b"\x1b[201~\x1b[201~", b""))
    text = chance.randbytes(chance.randrange(200)).translate(None, _STOPS)
    return b"\x1b[200~" + text * chance.choice((1, 1, 50)) + end


def unicode(chance: random.Random) -> bytes:
    return "".join(chance.choices("é\u202e\u200d👩‍👩‍👧\u0301\U000e0041\ufeff漢字ק", k=5)).encode()[
        : chance.randrange(20)
    ]


def kitty(chance: random.Random) -> bytes:
    code = chance.choice((0, 9, 13, 27, 55296, 57344, 1114111, 1114112, 2**31, 10**11))
    return f"\x1b[{code};{chance.randrange(300)}u".encode()


def answers(chance: random.Random) -> bytes:
    return chance.choice(
        (
            b"\x1b[1;1R",
            b"\x1b[?62;c",
            b"\x1b[?2026;2$y",
            b"\x1b[48;99999;99999;1;1t",
            b"\x1b[48;-1;0;x;1t",
            b"\x1b]11;rgb:00\x07",
        )
    )


def test_random_bytes_do_not_crash_the_browser(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    pieces = typed(chance)
    sent = sessions = 0
    while sent < BYTES:
        sessions += 1
        with RawTerminal(
            ["timeline", "--secure"] if sessions % 2 else ["timeline"], tmp_path, env={"EDITOR": "true"}
        ) as terminal:
            terminal.wait_for("14 events")
            mine = 0
            while sent < BYTES and terminal.process.poll() is None:
                piece = next(pieces)
                terminal.feed(piece)
                sent += len(piece)
                mine += len(piece)
                if chance.random() < 0.02:
                    terminal.resize(chance.choice(SIZES), chance.choice(SIZES))
            if terminal.process.poll() is None:
                assert terminal.memory() < MOST, f"session {sessions}, {sent} bytes sent"
                terminal.feed(b"\x1b[201~")
                terminal.resize(80, 24)
                terminal.quiet()
            if terminal.process.poll() is None:
                terminal.process.send_signal(signal.SIGTERM)
            code = terminal.ended()
            assert terminal.settings == terminal.before
        rendered = re.sub(rb"[^\x20-\x7e\n]", b".", terminal.output[-2000:]).decode()
        assert code in (*ENDS, 128 + signal.SIGTERM), (
            f"session {sessions} of seed {SEED}, {mine} bytes in: {code}\n{rendered}"
        )
        for shown in ON_SCREEN.split(terminal.output):
            assert foreign(shown, copied=not sessions % 2) == []  # copying is disabled in secure sessions


def test_ten_megabytes_of_keys_take_no_memory(tmp_path: Path) -> None:
    """Unread input stays in the terminal's buffer."""
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        before = terminal.memory()
        terminal.feed(b"jk" * 5_000_000, within=2.0)
        assert terminal.memory() < before + 60_000
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM


def test_a_storm_of_sizes(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        for _ in range(300):
            terminal.resize(chance.choice(SIZES), chance.choice(SIZES))
            terminal.feed(b"j")
        assert terminal.memory() < MOST
        terminal.resize(100, 30)
        terminal.feed(b"\x0c")
        terminal.quiet()
        del terminal.output
        terminal.output = b""
        terminal.feed(b"\x0c")
        terminal.wait_for("14 events")
        terminal.feed(b"q")
        assert terminal.ended() == 0


@pytest.mark.parametrize("end", [b"\x1b[201~", b""], ids=["ended", "not ended"])
def test_a_paste_of_ten_megabytes(tmp_path: Path, end: bytes) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.send("/")
        terminal.quiet()
        terminal.feed(b"\x1b[200~" + b"peace\x1b]0;x\x07 " * 1_000_000 + end)
        terminal.feed(b"\x1b[201~\x03") if not end else terminal.feed(b"\x03")
        terminal.quiet()
        assert terminal.memory() < MOST
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert terminal.settings == terminal.before
