"""Esc and the key behind it, where both come at once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from timeline_tui.ui.terminal.escapes import LONGEST, Escapes


def keys(*typed: str) -> list[str]:
    """The keys that Textual's parser makes of what was typed."""
    parser, escapes = XTermParser(), Escapes()
    found = []
    for piece in typed:
        told = escapes.apart(piece)
        for message in parser.feed(told) if told else ():
            if isinstance(message, Key):
                found.append(message.key)
            elif isinstance(message, Paste):
                found.append(f"pasted {message.text}")
    return found


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
    ],
)
def test_keys(typed: str, wanted: list[str]) -> None:
    assert keys(typed) == wanted


@pytest.mark.parametrize("typed", ["\x1bq", "j\x1b\x1bq", "\x1b[A\x1bj\x1b\x1b[B", "\x1b\x1b\x1b/x"])
def test_esc_cut_from_the_key_behind_it(typed: str) -> None:
    """They come in two pieces where a line or a machine is slow: together they were Alt, and nothing."""
    whole = keys(typed)
    assert "alt" not in "".join(whole)
    assert keys(*typed) == whole


@pytest.mark.parametrize("key", "[]OP")
def test_esc_and_a_key_that_could_begin_more(key: str) -> None:
    escapes = Escapes()
    assert escapes.apart(f"j\x1b{key}") == "j"
    assert escapes.lone() == f"\x1b[27u{key}"
    assert keys("\x1b[", "A", "\x1b", "OB") == ["up", "down"]


@pytest.mark.parametrize("end", ["\x1b\\", "\x07"])
def test_the_end_of_an_answer_is_no_key(end: str) -> None:
    escapes = Escapes()
    assert escapes.apart(f"\x1b]11;rgb:0/0/0{end}j") == f"\x1b]11;rgb:0/0/0{end}j"
    assert escapes.apart("\x1b\\") == "\x1b[27u\\"


def test_esc_alone_is_told_after_a_while() -> None:
    escapes = Escapes()
    assert escapes.apart("j\x1b") == "j"
    assert escapes.lone() == "\x1b[27u"
    assert escapes.lone() == ""
    assert escapes.apart("j") == "j"


def test_a_paste_in_pieces() -> None:
    assert keys("\x1b[200~a", "\x1bb", "c\x1b[201~", "\x1bj") == ["pasted a bc", "escape", "j"]


def test_a_paste_inside_a_paste_is_one() -> None:
    assert keys("\x1b[200~a\x1b[200~b\x1b[201~\x1b[201~j") == ["pasted a [200~b", "j"]


def test_of_a_giant_paste_the_beginning_is_taken() -> None:
    pieces = ["\x1b[200~", *["x" * 4096] * 2500, "\x1b[201~", "j"]
    assert keys(*pieces) == [f"pasted {'x' * LONGEST}", "j"]


def test_a_paste_without_an_end_is_ended() -> None:
    escapes = Escapes()
    assert escapes.apart("\x1b[200~a") == "\x1b[200~a"
    assert escapes.pasting
    assert escapes.end_of_paste() == "\x1b[201~"
    assert not escapes.pasting
    assert escapes.end_of_paste() == ""


def test_where_alt_is_bound_it_is_alt() -> None:
    assert Escapes(alone=False).apart("\x1bj") == "\x1bj"


@pytest.mark.parametrize("at", range(1, 21))
def test_a_paste_cut_anywhere(at: int) -> None:
    """Marks that were cut between two reads were no marks: the paste went on for ever, or took its end for text."""
    typed = "x\x1b[200~one two\x1b[201~j"
    assert keys(typed[:at], typed[at:]) == ["x", "pasted one two", "j"]


@given(
    st.lists(
        st.sampled_from(["\x1b[200~", "\x1b[201~", "\x1b", "[", "2", "0", "~", "x", "\x1bOA"]), max_size=12
    ),
    st.data(),
)
def test_however_it_is_cut_it_is_the_same(typed: list[str], data: st.DataObject) -> None:
    whole = "".join(typed)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=4)))
    one, other = Escapes(alone=False), Escapes(alone=False)
    pieces = [whole[start:end] for start, end in pairwise([0, *cuts, len(whole)])]
    told = "".join(map(other.apart, pieces))
    assert (one.apart(whole), one.pasting) == (told, other.pasting)
