"""Text: folding, searching and revealing."""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from timeline_tui import text as module
from timeline_tui.text import clip, find_all, flat, fold, fold_map, one_line, reveal

anything = st.text(st.characters(), max_size=40)  # lone surrogates too


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Żółć", "zolc"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Øresund", "oresund"),
        ("Đặng", "dang"),
        ("İstanbul", "istanbul"),
        ("ısı", "isi"),
        ("Ærø", "aero"),
        ("Þór", "thor"),
        ("Œuvre", "oeuvre"),
        ("ﬁnal", "final"),
        ("Курская область", "курская область"),
        ("Київ", "київ"),
        ("Ελλάς", "ελλασ"),
        ("Zelenskyĭ", "zelenskyi"),
        ("日本", "日本"),
        ("ｱ①", "ア1"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(anything)
@example("ß")
@example("ŉ")
@example("ΐ")
@example("\u0345")
@example("İ")
@example("ẞ")
@example("ﬃ")
def test_folding_twice_is_folding(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(anything)
@example("Straße")
@example("İ̇")
def test_case_and_accents_do_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(anything)
@example("ßeﬃ")
def test_the_map_folds_as_folding_does(text: str) -> None:
    folded, index = fold_map(text)
    assert folded == fold(text)
    assert len(index) == len(folded)
    assert index == sorted(index)
    assert all(0 <= i < len(text) for i in index)


def test_every_character_folds_by_itself_as_in_a_text() -> None:
    """Searching folds whole texts, highlighting a character at a time: they must agree."""
    for begin in range(0x80, sys.maxunicode + 1, 0x10):  # a short text each: long ones are folded differently
        chars = [chr(code) for code in range(begin, begin + 0x10)]
        if fold("".join([f"a{char}b" for char in chars])) != "".join([f"a{fold(char)}b" for char in chars]):
            wrong = [char for char in chars if fold(f"a{char}b") != f"a{fold(char)}b"]
            raise AssertionError(f"{wrong or chars}")


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("Żółć i żółty", ("zol",), ["Żół", "żół"]),
        ("Straße", ("ss",), ["ß"]),
        ("Straße", ("s",), ["S", "ß"]),
        ("e\u0301te\u0301", ("ete",), ["e\u0301te\u0301"]),
        ("abcabc", ("ab", "bc"), ["abcabc"]),
        ("aaa", ("aa",), ["aa"]),
        ("peace", (), []),
        ("peace", ("war",), []),
        ("peace", ("",), []),
        ("PEACE and peace", ("peace",), ["PEACE", "peace"]),
        ("ﬁnal", ("fin",), ["ﬁn"]),
        ("ﬁnal", ("i",), ["ﬁ"]),
    ],
)
def test_finding(text: str, terms: tuple[str, ...], found: list[str]) -> None:
    assert [text[start:end] for start, end in find_all(text, terms)] == found


@given(
    st.text("aAåßﬁ e\u0301", max_size=12), st.lists(st.text("aeså fi", min_size=1, max_size=3), max_size=3)
)
def test_every_match_is_in_the_text(text: str, words: list[str]) -> None:
    terms = tuple(filter(None, map(fold, words)))
    found = find_all(text, terms)
    assert found == sorted(found)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(found))
    assert bool(found) == any(term in fold(text) for term in terms)
    for start, end in found:
        assert any(term in fold(text[start:end]) for term in terms)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "^[[2J"),
        ("\x00\x07\x7f", "^@^G^?"),
        ("\x9b", "<U+009B>"),
        ("a\u202eb", "a<U+202E>b"),
        ("\u2066\u2069", "<U+2066><U+2069>"),
        ("\u200b\ufeff\u00ad", "<U+200B><U+FEFF><U+00AD>"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("a\nb\tc", "a^Jb^Ic"),
        ("👩‍👩‍👧 🇳🇴 ☺️", "👩‍👩‍👧 🇳🇴 ☺️"),
        ("می‌خواهم", "می‌خواهم"),
        ("עברית عربى", "עברית عربى"),
        ("plain", "plain"),
        ("هـ\u200d", "هـ\u200d"),
        ("\u200d\u200dab", "<U+200D><U+200D>ab"),
        ("a\u200d\u200db \u200dc", "a\u200d<U+200D>b <U+200D>c"),
    ],
)
def test_revealing(text: str, shown: str) -> None:
    assert reveal(text) == shown


def test_revealing_keeps_lines_where_requested() -> None:
    assert reveal("a\nb\tc\rd", lines=True) == "a\nb\tc^Md"


def test_marks_are_clipped() -> None:
    assert reveal("z" + "\u0301" * 100) == "z" + "\u0301" * 8 + "<+92 marks>"
    assert reveal("Việt") == "Việt"


@given(anything)
def test_revealed_text_has_no_terminal_controls(text: str) -> None:
    shown = reveal(text)
    assert reveal(shown) == shown
    for char in shown:
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"), hex(ord(char))
        assert unicodedata.bidirectional(char) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


def test_every_control_and_format_character_is_shown_but_the_joiners() -> None:
    left = [
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Zl", "Zp", "Cs")
        and reveal("a" + chr(code)) == "a" + chr(code)
    ]
    bidi = {
        code
        for code in left
        if unicodedata.bidirectional(chr(code)) in ("BN", "LRE", "RLE", "LRI", "RLI", "PDI")
    }
    assert {0x200C, 0x200D} <= set(left)
    assert bidi - {0x200C, 0x200D} <= {
        *range(0x13430, 0x13460),
        *range(0x1BCA0, 0x1BCA4),
        *range(0x1D173, 0x1D17B),
    }


@given(anything)
def test_one_line(text: str) -> None:
    shown = one_line(text)
    assert "\n" not in shown
    assert shown == shown.strip(" ")
    assert "  " not in shown


@given(anything)
def test_flat(text: str) -> None:
    assert flat(text).split() == text.split()
    assert "\n" not in flat(text)
    assert "  " not in flat(text)


@given(st.text(max_size=20), st.integers(1, 20))
def test_clip(text: str, limit: int) -> None:
    cut = clip(text, limit)
    assert len(cut) <= limit
    assert cut == text or cut.endswith("…")


def test_selectors_are_the_only_hidden_printable_characters() -> None:
    """`reveal` keeps what Python can print except selectors, so no other hidden character may be printable."""
    hidden = re.compile(module._HIDDEN)
    printable = [code for code in range(0x110000) if chr(code).isprintable() and hidden.match(chr(code))]
    assert all(module._SELECTORS.match(chr(code)) for code in printable)
    assert reveal("Zo\u00eb\U000e0100") == "Zo\u00eb<U+E0100>"


@pytest.mark.parametrize(
    "code",
    [0x34F, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180F, 0x3164, 0xFE00, 0xFFA0, 0xFFF0, 0xFFFF, 0xFDD0, 0x1FFFE, 0x1D173,
     0x1BCA0, 0x13430, 0xE0100, 0x200B, 0xFEFF],
)  # fmt: skip
def test_invisible_characters_are_shown(code: int) -> None:
    assert reveal(f"a{chr(code)}b") == f"a<U+{code:04X}>b"


@pytest.mark.parametrize(
    "code", [0x301, 0xF71, 0x951, 0x1CD0, 0x302A, 0x3099, 0x6D6, 0xA66F, 0x1D167, 0x1E944, 0x730]
)
def test_marks_of_any_script_are_clipped(code: int) -> None:
    assert reveal("a" + chr(code) * 60) == "a" + chr(code) * 8 + "<+52 marks>"


@pytest.mark.parametrize(
    "text", ["👩‍👩‍👧", "❤️", "☎︎", "می‌خواهم", "कि", "กำ", "ﷺ", "한국어", "中国", "ქართული"]
)
def test_characters_that_scripts_need_are_kept(text: str) -> None:
    assert reveal(text) == text


@given(st.text(st.sampled_from("a 日👩\u200d\ufe0f\u0301\n\x1b*"), max_size=20), st.integers(0, 30))
@example("\u200d\u200d日日", 5)
def test_what_is_revealed_can_be_cut_anywhere(text: str, width: int) -> None:
    """Rich raised IndexError when it cut a text that begins with two joiners, which ended the browser."""
    for shown in (reveal(text), one_line(text), reveal(text, lines=True)):
        for line in shown.split("\n"):
            assert cell_len(set_cell_size(line, width)) <= width
