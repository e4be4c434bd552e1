"""Terminal input: keys, pastes and mouse events pass; all else is dropped, however it is split."""

from __future__ import annotations

import os
import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often
from replies import KINDS, cut, replies
from textual._xterm_parser import XTermParser
from textual.events import Key, MouseEvent, Paste
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from timeline_tui.ui.terminal.input_filter import (
    ESCAPE_DELAY,
    LATE,
    LONGEST,
    MOUSE_EVENTS,
    PASTE_SILENCE,
    SILENCE,
    InputFilter,
)

REPLIES = int(os.environ.get("TIMELINE_REPLIES", "10000"))
TYPED = (
    b"j", b"k", b"q", b"/", b":", b"?", b"\r", b"\x03", b" ", b"0", b";", "о".encode(), "漢".encode(),
    b"\x1b[A", b"\x1bOB", b"\x1b[1;5C", b"\x1b[5~", b"\x1b[15~", b"\x1b[Z", b"\x1b[27u",
    b"\x1b[106;;106u", b"\x1b[99;5u",
    b"\x1b[200~one two\x1b[201~", b"\x1b[200~\xd0\xbe\x1b[201~",
)  # fmt: skip


REPLY = st.builds(
    lambda make, seed: make(random.Random(seed)), st.sampled_from(KINDS), st.integers(0, 100_000)
)
PLACES = st.lists(st.integers(0, 200), max_size=8)
PAUSE = 0.45
"""Seconds until a lost packet is retransmitted."""


class Terminal:
    """A filter in front of Textual's parser, with a simulated clock."""

    def __init__(self, **options: Any) -> None:
        self.now = 0.0
        self.reports = 0
        self.filter = InputFilter(lambda: self.now, cursor_reported=self._reported, **options)
        self.parser = XTermParser()
        self.messages: list[Message] = []

    def _reported(self) -> None:
        self.reports += 1

    def send(self, *reads: bytes) -> Terminal:
        """Send bytes, one read each."""
        for data in reads:
            self._parse(self.filter.feed(data))
        return self

    def silent(self, seconds: float) -> Terminal:
        """Advance the clock, calling `expire` whenever it is due."""
        end = self.now + seconds
        while (wait := self.filter.timeout()) is not None and self.now + wait <= end:
            self.now += wait
            self._parse(self.filter.expire())
        self.now = end
        return self

    def _parse(self, passed: str) -> None:
        if passed:
            self.messages += self.parser.feed(passed)
        assert self.parser._awaiting.timeout is None, f"half a sequence was passed: {passed!r}"

    @property
    def keys(self) -> list[str]:
        """Return the keys and pastes so far."""
        return [
            message.key if isinstance(message, Key) else f"pasted {message.text}"
            for message in self.messages
            if isinstance(message, Key | Paste)
        ]

    @property
    def mouse(self) -> list[str]:
        """Return the mouse events so far."""
        return [type(message).__name__ for message in self.messages if isinstance(message, MouseEvent)]


def keys(*reads: str | bytes, alt: bool = False) -> list[str]:
    """Return the keys of some reads and the silence after them."""
    terminal = Terminal(alt=alt)
    terminal.send(*[data.encode() if isinstance(data, str) else data for data in reads])
    return terminal.silent(LATE).keys


# -- keys -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("\x1bj", ["escape", "j"]),
        ("\x1b/x", ["escape", "slash", "x"]),
        ("\x1b\r", ["escape", "enter"]),
        ("j\x1bk\x1b:", ["j", "escape", "k", "escape", "colon"]),
        ("\x1b[A\x1bOB\x1b[1;5C", ["up", "down", "ctrl+right"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1b[200~a\x1bb\x1b[201~\x1bj", ["pasted a b", "escape", "j"]),
        ("\x1b\\j", ["escape", "backslash", "j"]),
        (
            "\x1bN\x1bX\x1b^\x1b_",
            ["escape", "N", "escape", "X", "escape", "circumflex_accent", "escape", "underscore"],
        ),
        ("\x1b]\r", ["escape", "right_square_bracket", "enter"]),
        ("\x1b[\x1b[A", ["escape", "left_square_bracket", "up"]),
        ("\x1b[[\r", ["escape", "left_square_bracket", "left_square_bracket", "enter"]),
        ("\x1b[[Aj", ["f1", "j"]),  # the Linux console
        ("\x1b[3$", ["shift+delete"]),  # rxvt
        ("\x1b[3$\x1b[A", ["shift+delete", "up"]),
        ("\x1b[27;5;106~", ["ctrl+j"]),  # xterm's modifyOtherKeys
        ("\x1b[106;;106u\x1b[1078;;1078u\x1b[1089;5u", ["j", "ж", "ctrl+с"]),  # kitty
        ("\x1b[57441u\x1b[57358uj", ["j"]),  # Shift or Caps Lock alone
        (f"\x1b[0;;{':'.join(str(ord(c)) for c in 'свидетельство')}u", list("свидетельство")),
        ("\x00\x07\x7f\t", ["ctrl+@", "ctrl+g", "backspace", "tab"]),
    ],
)
def test_keys(typed: str, wanted: list[str]) -> None:
    assert keys(typed) == wanted


@pytest.mark.parametrize("typed", [b"\x1bq", b"j\x1b\x1bq", b"\x1b[A\x1bj\x1b\x1b[B", b"\x1b\x1b\x1b/x"])
def test_esc_cut_from_the_key_behind_it(typed: bytes) -> None:
    """On a slow line or machine they arrive in two reads. Joined, they used to be a key with Alt, which did nothing."""
    whole = keys(typed)
    assert "alt" not in "".join(whole)
    assert keys(*[bytes([byte]) for byte in typed]) == whole


@pytest.mark.parametrize("key", "[]OPX^_")
def test_esc_and_a_key_that_could_begin_more(key: str) -> None:
    terminal = Terminal().send(f"j\x1b{key}".encode())
    assert terminal.keys == ["j"]
    terminal.silent(SILENCE)
    assert terminal.keys[:2] == ["j", "escape"]
    assert len(terminal.keys) == 3
    at_once = Terminal().send(b"\x1b").silent(ESCAPE_DELAY).send(key.encode())
    assert at_once.keys == terminal.keys[1:]
    assert keys("\x1b[", "A", "\x1b", "OB") == ["up", "down"]


def test_esc_alone_is_a_key_after_a_while() -> None:
    terminal = Terminal().send(b"j\x1b")
    assert terminal.keys == ["j"]
    assert terminal.silent(ESCAPE_DELAY).keys == ["j", "escape"]
    assert terminal.filter.timeout() is None
    assert terminal.send(b"j").keys == ["j", "escape", "j"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("\x1bj", ["alt+j"]),
        ("\x1bJ\x1b/", ["alt+shift+j", "alt+slash"]),
        ("\x1b\r\x1b\x01", ["alt+enter", "alt+ctrl+a"]),
        ("\x1b", ["escape"]),
        ("\x1b[", ["alt+left_square_bracket"]),
        ("\x1b\x1b[A", ["escape", "up"]),
    ],
)
def test_esc_and_a_key_is_alt_if_alt_is_bound(typed: str, wanted: list[str]) -> None:
    assert keys(typed, alt=True) == wanted


@pytest.mark.parametrize(
    "sent", ["\x1b[99999999999u", "\x1b[1114112u", "\x1b[55296u", "\x1b[27;99999999;99999999~", "\x1b[99~",
             "\x1b[106;1:3u", "\x1b[3u", "\x1b[0u", "\x1b[65;1A", "\x1b[<1;1", "\x1bOz", "\x1b[E"]
)  # fmt: skip
def test_sequences_of_no_keyboard_are_dropped(sent: str) -> None:
    assert keys(sent) == []


def test_bytes_that_are_not_utf_8() -> None:
    assert keys(b"\xffj\xc3") == ["replacement_character", "j"]
    assert keys(b"\xd0", b"\xbe") == ["о"]


# -- pastes -----------------------------------------------------------------------------------------------------


def test_a_paste_in_pieces() -> None:
    assert keys("\x1b[200~a", "\x1bb", "c\x1b[201~", "\x1bj") == ["pasted a bc", "escape", "j"]


def test_a_paste_inside_a_paste_is_one() -> None:
    assert keys("\x1b[200~a\x1b[200~b\x1b[201~\x1b[201~j") == ["pasted a [200~b", "j"]


def test_pastes_behind_each_other_are_one_and_empty_ones_none() -> None:
    assert keys("\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~j\x1b[200~\x1b[201~") == ["pasted ab", "j"]


def test_of_a_giant_paste_the_beginning_is_taken() -> None:
    pieces = ["\x1b[200~", *["x" * 4096] * 2500, "\x1b[201~", "j"]
    assert keys(*pieces) == [f"pasted {'x' * LONGEST}", "j"]


def test_a_paste_without_an_end_is_ended() -> None:
    terminal = Terminal().send(b"\x1b[200~a")
    assert terminal.silent(PASTE_SILENCE / 2).keys == []
    assert terminal.silent(PASTE_SILENCE).keys == ["pasted a"]
    assert terminal.send(b"j").keys == ["pasted a", "j"]


def test_a_paste_that_comes_again_is_still_a_paste() -> None:
    """A line may stall for seconds; the rest of a paste must not be read as keys."""
    terminal = Terminal().send(b"\x1b[200~a").silent(2 * PASTE_SILENCE).send(b"quit\x1b[201~j")
    assert terminal.keys == ["pasted a", "pasted quit", "j"]


@pytest.mark.parametrize("at", range(1, 21))
def test_a_paste_cut_anywhere(at: int) -> None:
    """Markers split between two reads used to be missed: the paste never ended, or contained its end marker."""
    typed = "x\x1b[200~one two\x1b[201~j"
    assert keys(typed[:at], typed[at:]) == ["x", "pasted one two", "j"]


# -- replies ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reply",
    [
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07", b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", b"\x9d11;rgb:1e1e/1e1e/1e1e\x9c",
        b"\x1b]52;c;" + b"q" * 100_000 + b"\x07", b"\x1bP>|WezTerm e\x1b\\", b"\x1bP1$rq\x1b\\",
        b"\x1b_Gi=1;q\x1b\\", b"\x1b^q\x1b\\", b"\x1bXq\x1b\\", b"\x1bP!|7E565445\x1b\\", b"\x1b]l\x1b\\",
        b"\x1b]lq \xd0\xbe \xe5\x9c\x8b\x07",
        b"\x1b[?65;1;9c", b"\x1b[>41;388;0c", b"\x1b[?1u", b"\x1b[?997;1n", b"\x1b[0n", b"\x1b[?2048;2$y",
        b"\x1b[48;24;80;480;640t", b"\x1b[8;24;80t", b"\x1b[I", b"\x1b[O", b"\x1b[<35;5;5M", b"\x1b[M#%%", b"\x1b[5;9R",
        b"\x1b[?1;1;" + b"1;" * 2000 + b"c", b"\x9b?1u", b"\xc2\x9b?1u", b"\x1b[201~", b"\x1b[1;1;5;9;0&w",
    ],
)  # fmt: skip
def test_a_reply_split_anywhere_types_no_key(reply: bytes) -> None:
    places = range(len(reply)) if len(reply) < 200 else (1, 2, 3, 10, 4096, len(reply) - 1)
    for at in places:
        read = [piece for piece in (b"j" + reply[:at], reply[at:] + b"k") if piece]
        assert keys(*read) == ["j", "k"], (reply, at)


@pytest.mark.parametrize(
    "begun",
    [
        b"\x1b]11;rgb:1e", b"\x1bP>|Wez", b"\x1b_G", b"\x1b^q", b"\x1bXq", b"\x9d52;c;q", b"\x1b[?65;1;", b"\x1b[48;",
        b"\x1b[M#", b"\x1b[" + b"1;" * 5000, b"\x1b]52;c;" + b"q" * 1_000_000, b"\x1b]11;rgb\x1b",
    ],
)  # fmt: skip
def test_an_endless_sequence_is_abandoned(begun: bytes) -> None:
    terminal = Terminal().send(*[begun[at : at + 4096] for at in range(0, len(begun), 4096)])
    assert terminal.silent(SILENCE).send(b"j").keys[-1] == "j"
    assert set(terminal.keys) <= {"j", "escape"}  # a trailing Esc is a key
    assert terminal.filter.timeout() is None


@pytest.mark.parametrize("key", [b"\x03", b"\x1b[A", b"\x1b[27u", b"\x1a", b"\x1bj"])
def test_these_keys_end_an_endless_sequence_at_once(key: bytes) -> None:
    assert keys(b"\x1b]11;rgb:1e" + key) == keys(key)


def test_a_held_key_ends_an_endless_sequence() -> None:
    terminal = Terminal().send(b"\x1b]11;rgb:1e")
    for _ in range(60):
        terminal.silent(0.033).send(b"j")
    assert len(terminal.keys) >= 29


def test_fast_typing_ends_an_endless_sequence() -> None:
    terminal = Terminal().send(b"\x1b]11;rgb:1e")
    for _ in range(40):
        terminal.silent(0.15).send(b"j").silent(0.15).send(b"k")
    assert len(terminal.keys) >= 38


def test_an_end_of_a_paste_is_waited_for_while_the_line_is_slow() -> None:
    typed = "\x1b[200~" + "quit :/!" * 20 + "\x1b[201~j"
    terminal = Terminal()
    for character in typed:
        terminal.send(character.encode()).silent(0.06)
    assert terminal.keys == [f"pasted {'quit :/!' * 20}", "j"]


@pytest.mark.parametrize("key", ["]", "j", "q", "+", " "])
def test_esc_and_the_next_month_and_a_key(key: str) -> None:
    """Esc and "]" may arrive in one read on a slow line; no reply begins like this."""
    assert keys(f"\x1b]{key}") == ["escape", "right_square_bracket", *keys(key)]


@pytest.mark.parametrize("end", [b"\x07", b"\x1b\\", b"\x9c"])
def test_a_slow_reply_is_swallowed(end: bytes) -> None:
    terminal = Terminal().send(b"\x1b]52;c;")
    for _ in range(1000):
        terminal.silent(0.02).send(b"quit")  # 200 characters per second
    assert terminal.send(end + b"j").keys == ["j"]


@pytest.mark.parametrize(
    "reply",
    [b"\x1b]11;rgb:1e/1e\x07", b"\x1b]11;rgb:1e/1e\x1b\\", b"\x1bP>|q\x1b\\", b"\x1b_Gi=1;q\x1b\\", b"\x1b[?65;1;9c"],
)  # fmt: skip
def test_the_rest_of_a_reply_comes_seconds_later(reply: bytes) -> None:
    """Esc and the key that introduces the reply have been passed by then; the rest is still dropped."""
    for at in range(1, len(reply) - 1):
        terminal = Terminal().send(reply[:at]).silent(LATE / 2).send(reply[at:], b"j")
        leaked = terminal.keys[:-1]
        assert terminal.keys[-1] == "j"
        assert len(leaked) <= at <= 2 or not [key for key in leaked if key != "escape"], (reply, at, leaked)


def test_a_long_rest_comes_in_several_reads() -> None:
    terminal = Terminal().send(b"\x1b]52;c;" + b"q" * 4000).silent(2.0)
    assert terminal.send(b"q" * 4096, b"q" * 4096, b"q\x07", b"j").keys == ["j"]


def test_the_rest_of_a_reply_after_a_long_pause_is_typed() -> None:
    terminal = Terminal().send(b"\x1b]11;rgb:").silent(LATE + 1).send(b"jk\x07")
    assert terminal.keys == ["j", "k", "ctrl+g"]


def test_reports_of_the_cursor_are_counted() -> None:
    terminal = Terminal().send(b"\x1b[5;9R\x1b[1;", b"1R\x1b[?5;9;1R")
    assert terminal.reports == 2
    assert terminal.messages == []


def test_the_mode_that_textual_asks_for_is_reported_once() -> None:
    terminal = Terminal().send(b"\x1b[?2026;2$y", b"\x1b[?2026;2$y" * 100)
    assert [type(message) for message in terminal.messages] == [TerminalSupportsSynchronizedOutput]


@often(300)
@given(REPLY, st.lists(st.tuples(st.integers(1, 200), st.floats(0, PAUSE)), max_size=2))
def test_a_reply_with_pauses_types_no_key(reply: bytes, pauses: list[tuple[int, float]]) -> None:
    """Pauses anywhere except after a lone Esc, which is then a key: no timeout is right for both."""
    for at in range(1, min(len(reply), 200)):
        waits = {**dict(pauses), at: PAUSE}
        waits.pop(1, None) if reply[:1] == b"\x1b" else None
        places = [0, *sorted(place for place in waits if place < len(reply)), len(reply)]
        terminal = Terminal().send(b"j")
        for start, end in pairwise(places):
            terminal.send(reply[start:end]).silent(waits.get(end, 0))
        assert terminal.send(b"k").keys == ["j", "k"], waits


@often(300)
@given(REPLY)
def test_a_reply_byte_by_byte_types_no_key(reply: bytes) -> None:
    terminal = Terminal().send(b"j")
    for byte in reply:
        terminal.send(bytes([byte])).silent(0.06)
    assert terminal.send(b"k").keys == ["j", "k"]


@pytest.mark.parametrize(
    ("reply", "before"),
    [
        (b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07", 3), (b"\x1b]52;c;cXVpdA==\x1b\\", 3), (b"\x1bP>|WezTerm e\x1b\\", 2),
        (b"\x1bP1$rq\x1b\\", 2), (b"\x1b_Gi=1;q\x1b\\", 1), (b"\x1b[?65;1;9c", 2), (b"\x1b[5;9R", 2),
    ],
)  # fmt: skip
def test_a_slow_reply_types_few_keys_before_it_is_recognized(reply: bytes, before: int) -> None:
    """A lone Esc and the keys after it that may be typed are passed, but none that opens something or quits."""
    terminal = Terminal()
    for byte in reply:
        terminal.send(bytes([byte])).silent(2 * ESCAPE_DELAY)
    assert terminal.keys[0] == "escape"
    assert len(terminal.keys) == 1 + before
    assert terminal.silent(SILENCE).send(b"k").keys[-1] == "k"


# -- the mouse --------------------------------------------------------------------------------------------------


def test_clicks_wheel_and_drags() -> None:
    terminal = Terminal().send(
        b"\x1b[<0;5;6M\x1b[<32;6;6M\x1b[<32;7;6M\x1b[<0;7;6m\x1b[<64;1;1M\x1b[<65;1;1M"
    )
    assert terminal.mouse == ["MouseDown", "MouseMove", "MouseUp", "MouseScrollUp", "MouseScrollDown"]


@pytest.mark.parametrize(
    "report", [b"\x1b[<35;5;6M", b"\x1b[<39;5;6M", b"\x1b[<0;-5;6M", b"\x1b[<128;5;6M", b"\x1b[M   "]
)
def test_mouse_moves_without_a_button_and_unknown_reports_are_dropped(report: bytes) -> None:
    assert Terminal().send(report).messages == []


def test_a_flood_of_the_mouse_is_cut() -> None:
    terminal = Terminal().send(b"\x1b[<65;5;6M" * 400)
    assert len(terminal.mouse) == MOUSE_EVENTS
    terminal = Terminal().send(b"\x1b[<0;5;6M" + b"\x1b[<32;6;6M\x1b[<32;7;6M" * 200)
    assert terminal.mouse == ["MouseDown", "MouseMove"]


@pytest.mark.parametrize("room", [0, 1, 5, 100])
def test_a_press_and_its_release_are_passed_or_dropped_together(room: int) -> None:
    terminal = Terminal(room=lambda: room)
    terminal.send(*[b"\x1b[<0;5;6M\x1b[<0;5;6m" * 200, b"\x1b[<0;5;6M", b"\x1b[<0;5;6m"])
    assert terminal.mouse == ["MouseDown", "MouseUp"] * (len(terminal.mouse) // 2)
    assert bool(terminal.mouse) == bool(room)


# -- laws -------------------------------------------------------------------------------------------------------


def cut_at(data: bytes, places: list[int]) -> list[bytes]:
    """Split bytes into reads at these positions."""
    ends = [0, *sorted(place for place in places if place < len(data)), len(data)]
    return [data[start:end] for start, end in pairwise(ends) if start < end]


@often(1000)
@given(st.lists(st.tuples(st.sampled_from(TYPED), REPLY), max_size=5), REPLY, PLACES)
def test_keys_among_replies_are_the_keys_alone(
    typed: list[tuple[bytes, bytes]], first: bytes, places: list[int]
) -> None:
    """Any replies may come between keys, and the input may be split anywhere."""
    among = b"".join([first, *[key + reply for key, reply in typed]])
    alone = "".join(keys(b"".join([key for key, _ in typed])))
    # Two pastes are joined only if no reply comes between them.
    assert "".join(keys(*cut_at(among, places))).replace("pasted ", "") == alone.replace("pasted ", "")


@often(500)
@given(
    st.lists(st.tuples(st.sampled_from(TYPED), REPLY, st.integers(2, 200), st.floats(0, PAUSE)), max_size=5)
)
def test_keys_among_replies_that_pause_are_the_keys_alone(
    typed: list[tuple[bytes, bytes, int, float]],
) -> None:
    terminal = Terminal()
    for key, reply, at, pause in typed:
        terminal.send(key + reply[:at]).silent(pause).send(reply[at:])
    alone = "".join(keys(b"".join([key for key, *_ in typed])))
    heard = "".join(terminal.silent(LATE).keys)
    assert heard.replace("pasted ", "") == alone.replace("pasted ", "")


@often(1000)
@given(REPLY, st.integers(3, 200), PLACES)
def test_a_truncated_reply_swallows_no_key_after_a_silence(
    reply: bytes, size: int, places: list[int]
) -> None:
    terminal = Terminal().send(*cut_at(reply[:size], places)).silent(SILENCE)
    heard = terminal.keys
    assert set(heard) <= {"escape"}
    assert terminal.send(b"j").keys == [*heard, "j"]


@often(1000)
@given(
    st.lists(
        st.sampled_from(["\x1b[200~", "\x1b[201~", "\x1bOA", *"\x1b[]20~;Mx\x07\x9b"]), max_size=12,
    ),
    st.data(),
)  # fmt: skip
def test_splitting_the_input_does_not_change_the_keys(typed: list[str], data: st.DataObject) -> None:
    whole = "".join(typed).encode()
    pieces = cut_at(whole, data.draw(st.lists(st.integers(0, len(whole)), max_size=4)))
    assert "".join(keys(*pieces)).replace("pasted ", "") == "".join(keys(whole)).replace("pasted ", "")


@given(st.binary(max_size=200))
def test_any_input_passes_only_whole_sequences(data: bytes) -> None:
    Terminal().send(data).silent(LATE)  # `send` asserts it


def test_thousands_of_replies_type_no_key_and_no_text() -> None:
    """`TIMELINE_REPLIES=1000000 pytest tests/unit/ui/terminal/test_input_filter.py -k thousands` sends more."""
    chance = random.Random(int(os.environ.get("TIMELINE_SEED", "7")))
    terminal = Terminal()
    for _, reply in zip(range(REPLIES), replies(chance), strict=False):
        terminal.send(*cut(chance, reply))
        if chance.random() < 0.01:
            terminal.silent(1.0)
        # The first message is the mode report.
        assert [type(message) for message in terminal.messages[1:]] == [], reply
    assert isinstance(terminal.messages.pop(), TerminalSupportsSynchronizedOutput)
    assert terminal.send(b"j").keys == ["j"]
