"""What is one thing under several spellings, and what only may be: registry, tags, notes."""

from __future__ import annotations

import random
import time

import pytest

from timeline_tui.aggregate import counts
from timeline_tui.load import load_bytes
from timeline_tui.load.advice import advice
from timeline_tui.load.similar_names import similar, surnames
from timeline_tui.store import Store

EVENT = '[[events]]\ndate = 2024-01-01\ntitle = "x"\n'


def actors_event(*names: str) -> str:
    return "".join([f"{EVENT}actors = ['''{name}''']\n" for name in names])


def entries(kind: str, *names: str) -> str:
    return "".join([f'[[{kind}]]\nname = "{name}"\n' for name in names])


def notes(text: str, code: str) -> list[str]:
    return [note.message for note in advice(load_bytes(text.encode()).chronology) if note.code == code]


SPELLINGS = [
    ("Seán O’Brien", "Seán O'Brien"),
    ("Seán O’Brien", "SEAN OBRIEN"),
    ("al-Shāfiʿī", "al-Shafi'i"),
    ("مدينة القاهرة", "مدينه القاهره"),
    ("Border Police", "border  police "),
    ("Border Police", "Border\u00a0Police"),
    ("Mi‑8 crew", "Mi-8 crew"),
]


@pytest.mark.parametrize(("name", "typed"), SPELLINGS)
@pytest.mark.parametrize("registered", [True, False])
def test_one_actor_under_every_spelling(name: str, typed: str, registered: bool) -> None:
    text = entries("actors", name) * registered + actors_event(name, typed)
    loaded = load_bytes(text.encode())
    assert loaded.problems == ()
    assert {event.actors[0].actor.name for event in loaded.chronology.events} == {name}
    (note,) = notes(text, "spelling")
    assert "is also written" in note


def test_references_by_id_and_alias_are_no_variants() -> None:
    text = '[[actors]]\nid = "putin"\nname = "Vladimir Putin"\naliases = ["Putin, V."]\n'
    assert notes(text + actors_event("putin", "Putin", "Vladimir Putin", "Putin, V."), "spelling") == []


def test_entries_that_differ_by_an_accent_stay_two() -> None:
    text = entries("actors", "Müller", "Muller") + actors_event("Müller", "Muller", "MULLER", "Mueller")
    loaded = load_bytes(text.encode())
    named = [event.actors[0].actor.name for event in loaded.chronology.events]
    assert named == ["Müller", "Muller", "Müller", "Mueller"]
    (problem,) = loaded.problems
    assert problem.code == "ambiguous-reference"
    assert "MULLER" in problem.message


def test_a_name_as_it_is_spelt_comes_before_an_id_that_folds_to_it() -> None:
    text = '[[actors]]\nid = "muller"\nname = "Hans"\n[[actors]]\nid = "other"\nname = "Müller"\n'
    loaded = load_bytes((text + actors_event("Müller", "muller")).encode())
    assert [event.actors[0].actor.name for event in loaded.chronology.events] == ["Müller", "Hans"]


def test_names_of_which_nothing_is_left_stay_apart() -> None:
    loaded = load_bytes(actors_event("`", "´", "\u200b").encode())
    assert len({event.actors[0].actor.id for event in loaded.chronology.events}) == 3


def test_tags_are_counted_under_their_most_frequent_spelling() -> None:
    tags = [
        "border crossing",
        "border crossing ",
        "border  crossing",
        "Border crossing",
        "border\u00a0crossing",
    ]
    text = "".join([f'{EVENT}tags = ["{tag}"]\n' for tag in [*tags, "border crossing", "other"]])
    store = Store(load_bytes(text.encode()).chronology)
    assert [(each.label, each.events) for each in counts(store.view(), "tag")] == [
        ("border crossing", 6),
        ("other", 1),
    ]
    assert [event.tags[0] for event in store.events][:5] == tags, "the file's own words are kept"
    found = notes(text, "spelling")
    assert len(found) == 4
    assert 'the tag "border␣␣crossing" is written "border crossing" elsewhere (2 events)' in found


SIMILAR = [
    ("Washington DC", "Washington, D.C."),
    ("Washington DC", "Washington D.C."),
    ("Volodymyr Zelenskiy", "Volodymyr Zelensky"),
    ("Zelensky", "Zelenskyy"),
    ("Andrei Sokolov", "Sokolov, Andrey"),
    ("Luhansk", "Lugansk"),
]

DIFFERENT = [
    ("Ivan Petrov", "Ivan Petrova"), ("Иван Петров", "Иван Петрова"), ("Alexander Smith", "Alexandra Smith"),
    ("Slovakia", "Slovenia"), ("Iran", "Iraq"), ("Austria", "Australia"), ("North Korea", "South Korea"),
    ("Charles II", "Charles III"), ("12th Brigade", "13th Brigade"), ("Brigade 120000", "Brigade 120001"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SIMILAR)
def test_similar_names_are_proposed(one: str, other: str) -> None:
    (note,) = notes(actors_event(one, other), "similar-names")
    assert one in note
    assert other in note


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_are_not(one: str, other: str) -> None:
    assert notes(actors_event(one, other), "similar-names") == []


def test_a_surname_beside_the_name() -> None:
    (note,) = notes(actors_event("Trump", "Donald Trump", "Donald Trump"), "similar-names")
    assert note == 'similar names, perhaps of one actor: "Trump" (1 event), "Donald Trump" (2 events)'
    assert notes(actors_event("Ukraine", "Armed Forces of Ukraine"), "similar-names") == []
    places = f'{EVENT}locations = ["Trump"]\n'
    assert notes(actors_event("Trump", "Donald Trump") + places, "similar-names") == []
    assert surnames([("1", "Trump"), ("2", "Donald Trump"), ("3", "Melania Trump")]) == {"1": ["2", "3"]}


@pytest.mark.parametrize("other", ["b", "Volodymyr Zelensky"])
def test_entries_declared_distinct_is_not_proposed(other: str) -> None:
    text = (
        f'[[actors]]\nid = "a"\nname = "Volodymyr Zelenskiy"\ndistinct_from = ["{other}"]\n'
        '[[actors]]\nid = "b"\nname = "Volodymyr Zelensky"\n' + actors_event("a", "b")
    )
    loaded = load_bytes(text.encode())
    assert loaded.problems == ()
    assert loaded.chronology.actors["a"].distinct_from == ("b",)
    assert notes(text, "similar-names") == []
    assert len(notes(text.replace(f'distinct_from = ["{other}"]\n', ""), "similar-names")) == 1


def test_spellings_of_places_are_one_group() -> None:
    names = ("Washington DC", "Washington, D.C.", "Washington D.C.", "Washington, DC")
    text = "".join([f"{EVENT}locations = ['''{name}''']\n" for name in names])
    (note,) = notes(text, "similar-names")
    assert all(name in note for name in names)


def test_entries_of_the_same_name_were_made_on_purpose() -> None:
    text = '[[actors]]\nid = "a"\nname = "Mary"\n[[actors]]\nid = "b"\nname = "Mary"\n' + actors_event(
        "a", "b"
    )
    assert notes(text, "similar-names") == []


@pytest.mark.parametrize("shape", ["first and last", "one word", "all alike"])
def test_ten_thousand_names_take_a_bounded_time(shape: str) -> None:
    rng = random.Random(7)

    def word(letters: str = "bcdfghklmnprstvz", length: int = 4) -> str:
        return "".join([rng.choice(letters) + rng.choice("aeiou") for _ in range(length)])

    first = [word(length=2) for _ in range(100)]
    names = {
        str(n): f"{rng.choice(first)} {word()}" if shape == "first and last"
        else word() if shape == "one word"
        else f"petro{word('bc', 3)}nko"
        for n in range(10_000)
    }  # fmt: skip
    started = time.process_time()
    similar(names)
    assert time.process_time() - started < 6  # 0.4 to 0.8 s on a quiet machine
