"""Folding: spellings that read the same fold alike; fast, plain and mapped folding agree."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_tui import text
from timeline_tui.columns.event_parts import EventParts
from timeline_tui.columns.search_text import TEXTS, own_texts, with_id
from timeline_tui.model import Citation, Claim, Event, Quote, Source
from timeline_tui.text import folding

SAME = [
    # apostrophes, and the letters that are typed as one
    ("O'Brien", "O’Brien", "O‘Brien", "OʼBrien", "O`Brien", "O´Brien", "O′Brien", "obrien"),
    ("об'єкт", "об’єкт", "обʼєкт", "ОБ`ЄКТ"),
    ("al-Shāfiʿī", "al-Shafi'i", "al‑Shāfi‘ī", "al-shafii", "Al-Shâfi’î", "al Shāfiʿī", "AL SHAFII"),
    ("Deir ez-Zor", "Deir-ez-Zor", "deir ez zor", "Deir ez‑Zor"),
    ("Shatt al-Arab", "Shatt-al-Arab", "shatt al ʿarab"),
    ("Jabhat an-Nuṣra", "jabhat an nusra"),
    ("Qurʾān", "Qur'an", "Qur’ān", "quran"),
    ("Kharʹkov", "Khar'kov"),
    ("ז׳בוטינסקי", "ז'בוטינסקי"),
    # hyphens and dashes, quotes
    ("Mi-8", "Mi‑8", "Mi–8", "mi—8", "Mi−8", "Mi‐8", "Ｍｉ－８"),
    ("תל־אביב", "תל-אביב"),
    ("“just force”", '"just force"', "«just force»", "„just force“", "”Just force”"),
    ("צה״ל", 'צה"ל', "צה”ל"),
    # invisible
    ("Gesamtkonzept", "Ge\u00adsamt\u00adkonzept", "Gesamt\u200bkonzept", "\u2067Gesamtkonzept\u2069"),
    ("می‌خواهد", "میخواهد", "می\u200dخواهد", "ميخواهد"),
    ("❤️", "❤", "❤︎"),
    # Arabic
    ("محمد", "محــمد", "مُحَمَّد"),
    ("القاهرة", "القاهره"),
    ("أحمد", "احمد", "إحمد", "آحمد", "ٱحمد"),
    ("علي", "على", "علی"),
    ("کابل", "كابل"),
    ("١٢٣", "۱۲۳", "123", "１２３"),
    # accents, letters with strokes, compatibility forms
    ("ещё", "еще", "ЕЩЁ"),
    ("Nguyễn", "Nguye\u0302\u0303n", "nguyen"),
    ("ｶﾞｲﾄﾞ", "ガイド"),
    ("한국", unicodedata.normalize("NFD", "한국")),
    ("й", "и\u0306", "Й"),
    ("ΟΔΥΣΣΕΥΣ", "Οδυσσεύς", "οδυσσευσ"),
    ("İstanbul", "istanbul", "ıstanbul"),
    ("10\u00a0000", "10 000", "10\u202f000"),
]

OTHER = [
    ("мой", "мои"), ("їх", "іх"), ("куќа", "кука"), ("バ", "パ"), ("ハ", "バ"), ("ก่า", "กา"), ("a≠b", "a=b"),
    ("Mi-8", "Mi 8"), ("Mi-8", "Mi8"), ("An-26", "An 26"), ("AR-15", "AR 15"), ("hal-x", "hal x"), ("한", "하"),
]  # fmt: skip


@pytest.mark.parametrize("same", SAME, ids=lambda same: same[0])
def test_equivalent_spellings_fold_alike(same: tuple[str, ...]) -> None:
    assert len({text.fold(each) for each in same}) == 1


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_different_letters_fold_differently(one: str, other: str) -> None:
    assert text.fold(one) not in text.fold(other)
    assert text.fold(other) not in text.fold(one)


@pytest.mark.parametrize("same", SAME, ids=lambda same: same[0])
def test_a_match_of_an_equivalent_spelling_is_highlighted_whole(same: tuple[str, ...]) -> None:
    for each in same:
        for other in same:
            shown = f"({other}), said"
            assert text.find_all(shown, (text.fold(each),)) == [(1 + _unseen_before(other), 1 + len(other))]


def _unseen_before(word: str) -> int:
    return len(word) - len(word.lstrip("\u2067"))


def plainly(word: str) -> str:
    """Fold plainly, a character at a time."""
    composed = unicodedata.normalize("NFC", word).casefold()
    return folding._apart(unicodedata.normalize("NFC", "".join(map(folding._fold_char, composed))))


MARKED = st.text(
    st.sampled_from(
        "aéиу́\u0306\u0323\u0345їЙßﬁ'’\u200d\u3099か\uff76\uff9e하ᅡㅏㅎءأ\u0654١-–≠\u0338 \n❤\ufe0fA"
    ),
    max_size=30,
)
ARTICLES = st.lists(st.sampled_from(["al", "ez", "esh", "-", "‑", " ", "x", "5", "'", "é"]), max_size=9).map(
    "".join
)
ANYTHING = st.text(st.characters(), max_size=40) | MARKED | ARTICLES


@given(ANYTHING)
def test_fast_folding_equals_plain_folding(word: str) -> None:
    assert text.fold(word) == plainly(word)


@given(ANYTHING, ANYTHING)
def test_many_texts_fold_as_each_does(one: str, other: str) -> None:
    texts = [each.replace("\x1c", "") for each in (one, "plain", other, "")]
    assert folding.fold_all(texts) == list(map(text.fold, texts))


@given(ANYTHING)
def test_folding_again_changes_nothing(word: str) -> None:
    assert text.fold(text.fold(word)) == text.fold(word)


@given(ANYTHING)
def test_fold_map_agrees_with_fold(word: str) -> None:
    folded, index = text.fold_map(word)
    assert folded == text.fold(word)
    assert len(index) == len(folded)
    assert index == sorted(index)


@given(MARKED)
def test_the_order_of_marks_does_not_matter(word: str) -> None:
    assert text.fold(unicodedata.normalize("NFD", word)) == text.fold(unicodedata.normalize("NFC", word))


@given(MARKED, st.integers(1, 200))
@example("и\u0306", 200)
def test_long_texts_fold_as_short_ones(word: str, times: int) -> None:
    assert text.fold(f"{word} " * times) == f"{text.fold(word)} " * times


def test_folding_is_idempotent_for_every_character() -> None:
    wrong = []
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        folded = folding._fold_char(unicodedata.normalize("NFC", char)[:1])
        if text.fold(folded) != folded:
            wrong.append(f"U+{code:04X}")
    assert not wrong


def test_letters_that_are_left_alone_are_the_same_when_folded() -> None:
    settled = [char for char in map(chr, range(0x20000)) if not folding._unsettled().match(char)]
    assert [char for char in settled if folding._fold_char(char) != char] == []
    assert len(settled) > 20_000


def test_many_marks_fold_quickly() -> None:
    """Sorting a run of marks takes quadratic time: a minute for this one, if sorted as a whole."""
    assert text.fold("a" + "\u0301\u0323" * 200_000) == "a"


@pytest.mark.parametrize(
    ("shown", "typed", "found"),
    [
        ("O’Brien said", "obr", "O’Br"),
        ("O’Brien said", "o", "O"),
        ("❤️ flags", "❤", "❤️"),
        ("👩‍🚒 came", "👩", "👩‍🚒"),
        ("Ge\u00adsamt", "ges", "Ge\u00ads"),
        ("كِتاب", "كت", "كِت"),
    ],
)
def test_a_highlight_holds_whole_letters(shown: str, typed: str, found: str) -> None:
    (start, end), *_ = text.find_all(shown, (text.fold(typed),))
    assert shown[start:end] == found


def own_text(event: Event) -> str:
    return own_texts(EventParts([event]))[0]


def test_each_own_text_of_an_event_is_one_line() -> None:
    event = Event("i", None, "A\tTitle", summary="two\n  lines", tags=("One  tag",))
    assert own_text(event).split("\n")[:5] == ["a title", "two lines", "", "i", "#one tag"]
    assert own_text(Event("i", None, "A title", tags=("tag",))).split("\n")[:5] == [
        "a title",
        "",
        "",
        "i",
        "#tag",
    ]


SOME = st.text(st.sampled_from("aÉ \n\t\x1dx\r\xa0\x0b\x85\u2028"), max_size=5)


@example("", "", "", [("", "a ")], [" x"], "", "")
@example("", "", "", [("a\x0ba", "")], [], "", "")
@given(SOME, SOME, SOME, st.lists(st.tuples(SOME, SOME), max_size=2), st.lists(SOME, max_size=2), SOME, SOME)
def test_the_words_of_each_field_are_found_in_those_of_all(
    title: str,
    summary: str,
    tag: str,
    quotes: list[tuple[str, str]],
    claims: list[str],
    locator: str,
    id_: str,
) -> None:
    def flat(*words: str) -> str:
        return "\n".join([text.fold(" ".join(word.replace("\x1d", " ").split())) for word in words])

    event = Event(
        "old", None, title, summary=summary, tags=(tag,),
        quotes=tuple([Quote(quoted, original_text=original) for quoted, original in quotes]),
        claims=tuple([Claim(claimed) for claimed in claims]),
        sources=(Citation(Source("s", "s"), locator),),
        extra=(("key", 1),),
    )  # fmt: skip
    words = with_id(own_text(event), id_)
    found = {field: of(words) for field, of in TEXTS.items()}
    assert found["title"] == flat(title)
    assert found["summary"] == flat(summary)
    assert found["id"] == flat(id_)
    assert [line for line in found["quote"].split("\n") if line.strip()] == [
        line for line in flat(*[each for quote in quotes for each in quote]).split("\n") if line
    ]
    assert [line for line in found["claim"].split("\n") if line.strip()] == [
        line for line in flat(*claims).split("\n") if line
    ]
    assert found["text"].endswith("key 1")
    assert own_text(event).split("\n")[3].strip() == "old"
