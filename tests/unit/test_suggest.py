"""Suggestions for misspelt words, and the cost of finding them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui import suggest
from timeline_tui.load import load_bytes
from timeline_tui.suggest import Suggester, misspelt, nearest


def test_a_near_word_is_found_and_a_far_one_is_not() -> None:
    assert nearest("actr", ["actor", "tag"]) == "actor"
    assert nearest("xyz", ("actor", "tag")) is None
    assert nearest("", ("actor", "tag")) is None
    assert nearest("a" * 101, ["a" * 100]) is None


@pytest.mark.parametrize(
    "typed",
    ["state-of-emregency", "state-of-emergencyy", "state-of-emergncy", "stite-of-emergency", "xstate-of-emergency",
     "tate-of-emergency", "state-of-emergencies"],
)  # fmt: skip
def test_the_nearest_of_80_000_is_found(typed: str) -> None:
    many = [f"event-{n}" for n in range(1000, 80_000)]
    many.insert(50_000, "state-of-emergency")
    assert nearest(typed, many) == "state-of-emergency"


def test_the_first_of_equally_near_words_is_suggested_for_any_slice_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = ["event-1", "event-2", "event-33", "event-4"]
    for size in (1, 2, 3, 10):
        monkeypatch.setattr(suggest, "_SLICE", size)
        assert nearest("event-9", known) == "event-1"
        assert nearest("event-34", known) == "event-33"


@given(st.text("abcd-", min_size=4, max_size=30), st.integers(0, 29), st.sampled_from("abcdx"))
def test_one_slip_in_four_letters_is_found(word: str, at: int, letter: str) -> None:
    at %= len(word)
    assert nearest(word[:at] + letter + word[at + 1 :], ["zzzz", word, "ßßßßß"]) == word
    assert nearest(word[:at] + letter + word[at:], ["zzzz", word, "ßßßßß"]) == word


@pytest.mark.parametrize(
    ("word", "known", "intended"),
    [
        ("putni", "putin", "putin"),
        ("upting", "puting", "puting"),
        ("state-of-emregncy", "state-of-emergency", "state-of-emergency"),
        ("raid-12", "raid-13", None),
        ("2024-08-07-raid", "2024-08-09-raid", None),
        ("iran", "oran", None),
        ("ali", "alice", None),
        ("northern-army", "southern-army", None),
        ("rate", "date", None),
        ("kharkiv", "kharkov", "kharkov"),
        ("", "a", None),
    ],
)
def test_a_different_word_is_not_a_misspelling(word: str, known: str, intended: str | None) -> None:
    assert misspelt(word, [known, "zzzzzzzzz"]) == intended


def test_earlier_answers_are_reused() -> None:
    suggester = Suggester(["actor", "place"], comparisons=4)
    assert [suggester.nearest("actr") for _ in range(9)] == ["actor"] * 9
    assert suggester.nearest("plac") == "place"
    assert suggester.nearest("acto") is None  # no comparison is left
    assert suggester.nearest("actr") == "actor"


def test_unknown_ids_among_many_alike_cost_a_bounded_number_of_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """300 unknown ids among 1,000 alike took 156 seconds."""
    random = Random(3)
    ids = ["".join(random.choices("ab", k=60)) for _ in range(3000)]
    actors = "".join(f'[[actors]]\nid = "{id_}"\nname = "n{n}"\n' for n, id_ in enumerate(ids[:2000]))
    events = "".join(
        f'[[events]]\ndate = 2024-08-07\ntitle = "t"\nactors = ["{one}"]\nlinks = ["{other}"]\n'
        for one, other in zip(ids[2000:], reversed(ids), strict=False)
    )
    compared = 0

    def count(word: str, known: list[str]) -> str:
        nonlocal compared
        compared += len(known)
        return known[0]

    monkeypatch.setattr(suggest, "misspelt", count)
    loaded = load_bytes((actors + events).encode())
    assert 0 < compared <= 2_000_000  # of actors, and of events
    assert any("did you mean" in problem.hint for problem in loaded.problems)
