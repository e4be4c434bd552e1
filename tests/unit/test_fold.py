"""Folding: its short way says what the long way does; and an event's own words are found on one line."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from timeline_tui import text
from timeline_tui.columns.texts import TEXTS, own_text, with_id
from timeline_tui.model import Citation, Claim, Event, Quote, Source


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
        quotes=tuple([Quote(said, original_text=original) for said, original in quotes]),
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
