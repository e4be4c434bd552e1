"""Changes between styles: the correct pen by the shortest sequence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.ui.terminal.sgr import (
    BLINK,
    BLINK2,
    BOLD,
    DIM,
    ITALIC,
    OVERLINE,
    PLAIN,
    REVERSE,
    UNDERLINE,
    UNDERLINE2,
    CellStyle,
    blank_style,
    change,
    covers,
)

COLOURS = ["", "31", "97", "38;5;240", "38;2;1;2;3"]
STYLES = st.builds(
    CellStyle,
    st.integers(0, (1 << 13) - 1),
    st.sampled_from(COLOURS),
    st.sampled_from([c.replace("38;", "48;").replace("31", "41").replace("97", "107") for c in COLOURS]),
    st.just(""),
)
OFF = {
    22: 0b11,
    23: 1 << 2,
    24: 1 << 3 | 1 << 9,
    25: 0b11 << 4,
    27: 1 << 6,
    28: 1 << 7,
    29: 1 << 8,
    54: 0b11 << 10,
    55: 1 << 12,
}
ON = {**{n: 1 << n - 1 for n in range(1, 10)}, 21: 1 << 9, 51: 1 << 10, 52: 1 << 11, 53: 1 << 12}


def after(pen: CellStyle, sequence: str) -> CellStyle:
    """Return a pen after a sequence, according to ECMA-48."""
    found = re.fullmatch(r"(?:\x1b\[([0-9;]*)m)?", sequence)
    assert found is not None, repr(sequence)
    if found[1] is None:
        return pen
    codes = [int(code or 0) for code in found[1].split(";")]
    on, fg, bg = pen[:3]
    while codes:
        code = codes.pop(0)
        if code == 0:
            on, fg, bg = 0, "", ""
        elif code in ON:
            on |= ON[code]
        elif code in OFF:
            on &= ~OFF[code]
        elif code in (38, 48):
            size = 2 if codes[0] == 5 else 4
            colour = ";".join(map(str, [code, *codes[:size]]))
            codes = codes[size:]
            fg, bg = (colour, bg) if code == 38 else (fg, colour)
        elif code in (39, 49):
            fg, bg = ("", bg) if code == 39 else (fg, "")
        elif code % 100 // 10 in (3, 9):
            fg = str(code)
        else:
            bg = str(code)
    return CellStyle(on, fg, bg)


@given(old=STYLES, new=STYLES, partial_reset=st.booleans())
def test_a_change_leads_to_the_new_style(old: CellStyle, new: CellStyle, partial_reset: bool) -> None:
    assert after(old, change(old, new, partial_reset)) == new
    assert len(change(old, new, partial_reset)) <= len(change(old, PLAIN) + change(PLAIN, new))


@pytest.mark.parametrize(
    ("old", "new", "sequence"),
    [
        (PLAIN, PLAIN, ""),
        (PLAIN, CellStyle(BOLD), "\x1b[1m"),
        (CellStyle(BOLD, "31"), PLAIN, "\x1b[m"),
        (CellStyle(BOLD, "31"), CellStyle(0, "31"), "\x1b[22m"),
        (CellStyle(BOLD | DIM, "38;5;240"), CellStyle(DIM, "38;5;240"), "\x1b[22;2m"),
        (CellStyle(UNDERLINE | UNDERLINE2, "38;5;240"), CellStyle(UNDERLINE2, "38;5;240"), "\x1b[24;21m"),
        (CellStyle(BLINK | BLINK2 | ITALIC), CellStyle(ITALIC), "\x1b[25m"),
        (CellStyle(0, "31"), CellStyle(0, "32"), "\x1b[32m"),
        (CellStyle(0, "38;2;1;2;3", "44"), CellStyle(0, "", "44"), "\x1b[39m"),
        (CellStyle(REVERSE, "38;2;1;2;3", "44"), CellStyle(ITALIC), "\x1b[0;3m"),
    ],
)
def test_the_shortest_change_is_chosen(old: CellStyle, new: CellStyle, sequence: str) -> None:
    assert change(old, new) == sequence


def test_without_partial_resets_all_attributes_are_reset() -> None:
    assert change(CellStyle(BOLD, "31"), CellStyle(0, "31"), False) == "\x1b[0;31m"
    assert change(CellStyle(0, "31"), CellStyle(BOLD, "31"), False) == "\x1b[1m"
    assert change(CellStyle(0, "", "44"), CellStyle(0, "31"), False) == "\x1b[0;31m"


def test_a_link_is_opened_and_closed() -> None:
    linked = CellStyle(UNDERLINE, link="https://example.org/")
    assert re.fullmatch(r"\x1b\[4m\x1b\]8;id=[0-9a-f]+;https://example\.org/\x1b\\", change(PLAIN, linked))
    assert change(linked, PLAIN) == "\x1b[m\x1b]8;;\x1b\\"
    assert change(linked, linked._replace(on=0)) == "\x1b[m"


def test_what_is_seen_on_a_blank() -> None:
    assert blank_style(CellStyle(BOLD | ITALIC, "31", "44")) == CellStyle(0, "", "44")
    assert blank_style(CellStyle(UNDERLINE, "31")) == CellStyle(UNDERLINE, "31")
    assert covers(CellStyle(BOLD, "31", "44"), CellStyle(0, "", "44"))
    assert not covers(CellStyle(OVERLINE), PLAIN)
    assert not covers(PLAIN, CellStyle(REVERSE))
    assert not covers(CellStyle(0, "", "44"), PLAIN)
    assert not covers(CellStyle(link="https://example.org/"), PLAIN)
