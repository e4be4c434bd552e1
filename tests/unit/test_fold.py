"""Folding: its short way says what the long way does; and an event's own words are found on one line."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui import text
from timeline_tui.model import Event
from timeline_tui.store.indexing import own_text


def letter_by_letter(word: str) -> str:
    return unicodedata.normalize("NFKD", word.casefold()).translate(text._PLAIN)


def test_letters_that_are_left_alone_are_the_same_when_folded() -> None:
    kept = "".join(char for char in map(chr, range(0x20000)) if not re.match(text._RARE, char))
    assert kept.translate(text._PLAIN) == kept
    assert len(kept) > 20_000


@given(st.text(st.characters(codec="utf-8")))
def test_the_short_way_says_what_the_long_way_does(word: str) -> None:
    assert text.fold(word) == letter_by_letter(word)


def test_accents_case_and_strokes_go() -> None:
    assert text.fold("Żółć ЁЙ Straße Øre") == "zolc еи strasse ore"


def test_own_words_of_an_event_stand_on_one_line_each() -> None:
    event = Event("i", None, "A\tTitle", summary="two\n  lines", tags=("One  tag",))
    assert own_text(event) == "a title\ntwo lines\n\ni\n#one tag"
    assert own_text(Event("i", None, "A title", tags=("tag",))) == "a title\n\n\ni\n#tag"
