"""Spellings that read the same match everywhere: in filters, fields, completion and lists of values."""

from __future__ import annotations

import datetime

import pytest

from timeline_tui.aggregate import value
from timeline_tui.cli.show import _near
from timeline_tui.dates import DateContext
from timeline_tui.load import load_bytes
from timeline_tui.query import parse
from timeline_tui.store import Store
from timeline_tui.text import fold
from timeline_tui.ui.completion import QuerySuggester
from timeline_tui.ui.facet_rows import chosen_terms, count_fields, rows_of

SAME = [
    ("Seán O’Brien", "sean o'brien"),
    ("Seán O’Brien", "sean obrien"),
    ("O'Brien", "O’Brien"),
    ("об’єкт", "об'єкт"),
    ("Mi‑8", "Mi-8"),
    ("Moscow–Kyiv", "moscow-kyiv"),
    ("al-Shāfiʿī", "al-shafii"),
    ("al-Shāfiʿī", "al-Shafi'i"),
    ("al-Shāfiʿī", "al shafii"),
    ("Deir ez-Zor", "deir-ez-zor"),
    ("القاهرة", "القاهره"),
    ("تهران یک", "تهران يك"),
    ("می‌خواهد", "میخواهد"),
    ("Ge\u00adsamt\u00adkonzept", "gesamtkonzept"),
    ("Kra\u200bsnodar", "krasnodar"),
    ("محــمد", "محمد"),
    ("١٢٣ killed", "123 killed"),
    ("Bolʹšoj", "Bol'soj"),
]


def store_of(written: str) -> Store:
    text = f"""
[[actors]]
id = "registered"
name = "Somebody"
aliases = ['''alias {written}''']

[[events]]
id = "it"
date = 2024-01-01
title = '''Then {written} came'''
actors = ['''{written}''', "registered"]
locations = ['''{written}''']
tags = ['''{written}''']
quotes = [{{ text = '''of {written}''', speaker = '''{written}''' }}]

[[events]]
id = "{written}"
date = 2024-01-02
title = "other"
"""
    return Store(load_bytes(text.encode()).chronology)


def found(store: Store, query: str) -> list[str]:
    return [event.id for event in store.view(parse(query, DateContext(datetime.date(2024, 8, 8))))]


both_ways = pytest.mark.parametrize(("written", "typed"), [*SAME, *[(typed, text) for text, typed in SAME]])


@both_ways
@pytest.mark.parametrize(
    "query",
    ['"{}"', 'title:"{}"', 'actor:"{}"', 'actor:="{}"', 'location:="{}"', 'tag:="{}"', 'quote:"{}"',
     'speaker:="{}"', 'actor:="alias {}"', 'actor:"ALIAS {}"'],
)  # fmt: skip
def test_a_query_finds_every_spelling(written: str, typed: str, query: str) -> None:
    assert "it" in found(store_of(written), query.format(typed))


@both_ways
def test_an_id_is_found_and_proposed(written: str, typed: str) -> None:
    store = store_of(written)
    assert found(store, f'id:="{typed}"') == [written]
    assert written.split("\u00ad")[0].split("\u200b")[0] in _near(typed, store)


@both_ways
@pytest.mark.parametrize("field", ["actor", "location", "tag", "speaker"])
def test_completion_offers_each_spelling(written: str, typed: str, field: str) -> None:
    suggester = QuerySuggester(lambda: store_of(written))
    begun = typed[: len(typed) - 1]
    completed = suggester.completed(f'{field}:"{begun}')
    assert completed is not None
    assert "it" in found(store_of(written), completed)


@pytest.mark.parametrize(
    ("written", "typed"), [pair for pair in [*SAME, *[(b, a) for a, b in SAME]] if " " not in "".join(pair)]
)
@pytest.mark.parametrize("field", ["actor", "location", "tag", "speaker"])
async def test_a_suggestion_continues_the_typed_text(written: str, typed: str, field: str) -> None:
    begun = f"{field}:{typed[:-1]}"
    suggested = await QuerySuggester(lambda: store_of(written)).get_suggestion(begun)
    assert suggested is not None
    assert suggested.startswith(begun)
    assert found(store_of(written), suggested) == ["it"]


@both_ways
def test_completion_knows_aliases(written: str, typed: str) -> None:
    completed = QuerySuggester(lambda: store_of(written)).completed(f'actor:"alias {typed[:-1]}')
    assert completed == "actor:Somebody"


NAMESAKES = """
[[actors]]
id = "mary-1"
name = "Mary"
title = "Queen of Scots"
[[actors]]
id = "mary-2"
name = "MARY"
title = "Queen of England"
[[actors]]
id = "mary-3"
name = "Mary"
[[actors]]
id = "mary-4"
name = "Mary"
[[actors]]
id = "anne"
name = "Anne"
[[locations]]
id = "iv-1"
name = "Ivanivka"
within = "Kherson region"
[[locations]]
id = "iv-2"
name = "Ivanivka"
within = "Donetsk region"
[[sources]]
id = "s1"
title = "Daily report"
published = 2024-01-01
[[sources]]
id = "s2"
title = "Daily report"
published = 2024-01-02
[[events]]
date = "1560"
title = "x"
actors = ["mary-1", "mary-2", "mary-3", "anne"]
locations = ["iv-1", "iv-2"]
sources = ["s1", "s2"]
[[events]]
date = "1570"
title = "y"
actors = ["mary-3"]
"""


def test_namesakes_have_distinguishing_labels() -> None:
    store = Store(load_bytes(NAMESAKES.encode()).chronology)
    assert store.distinctions("actor") == {
        "mary-1": "Queen of Scots",
        "mary-2": "Queen of England",
        "mary-3": "1560 to 1570",
        "mary-4": "mary-4",
    }
    assert store.distinctions("location") == {"iv-1": "Kherson region", "iv-2": "Donetsk region"}
    assert store.distinctions("source") == {"s1": "2024-01-01", "s2": "2024-01-02"}


def test_completion_of_a_shared_name_is_an_id() -> None:
    store = Store(load_bytes(NAMESAKES.encode()).chronology)
    assert str(QuerySuggester(lambda: store).completed("actor:mar")).startswith("actor:mary-")


@both_ways
@pytest.mark.parametrize("field", ["participant", "location", "tag", "speaker"])
def test_the_facets_find_each_spelling(written: str, typed: str, field: str) -> None:
    store = store_of(written)
    rows = rows_of(store, count_fields(store.view(), "", lambda _: store.view()), fold(typed).strip(), ())
    assert field in {row.field for row in rows if row.value is not None}


def test_the_facets_find_aliases_and_ids() -> None:
    store = store_of("x")
    for wanted in ("alias x", "registered"):
        rows = rows_of(store, count_fields(store.view(), "", lambda _: store.view()), wanted, ())
        assert [row.value.label for row in rows if row.value is not None] == ["Somebody"]


def test_the_facets_show_one_row_for_all_spellings_of_a_tag() -> None:
    tags = [
        "border crossing",
        "border  crossing ",
        "Border crossing",
        "border\u00a0crossing",
        "border crossing",
    ]
    text = "".join([f'[[events]]\ndate = 2024-01-01\ntitle = "x"\ntags = ["{tag}"]\n' for tag in tags])
    store = Store(load_bytes(text.encode()).chronology)
    rows = rows_of(store, count_fields(store.view(), "", lambda _: store.view()), "border", ())
    assert [(row.value.label, row.value.events) for row in rows if row.value] == [("border crossing", 5)]
    assert list(chosen_terms(store, 'tag:="BORDER   crossing"')) == [("tag", "border crossing")]


def test_the_facets_show_people_of_one_name_apart() -> None:
    store = Store(load_bytes(NAMESAKES.encode()).chronology)
    rows = rows_of(store, count_fields(store.view(), "", lambda _: store.view()), "mary", ())
    labels = [row.value.label for row in rows if row.value is not None and row.field == "participant"]
    assert sorted(labels) == ["MARY (Queen of England)", "Mary (1560 to 1570)", "Mary (Queen of Scots)"]
    for key in ("mary-1", "mary-2", "mary-3"):
        assert list(chosen_terms(store, f'actor:="{value(store, "actor", key)}"')) == [("actor", key)]
