"""Titles and summaries in other languages: shown on request, always searched, never lost."""

from __future__ import annotations

import datetime
import json

import pytest

from timeline_tui.cli import main
from timeline_tui.dates import DateContext
from timeline_tui.export import write
from timeline_tui.export.plain_text import plain_paragraphs
from timeline_tui.load import load_bytes
from timeline_tui.query import parse
from timeline_tui.store import Store

TEXT = """
[timeline]
lang = "en"

[[events]]
id = "a"
date = 2024-08-06
title = "Crossing"
summary = "They crossed."
title_uk = "Перехід"
title_zh-Hant = "越境"
summary_uk = "Вони перейшли."
title_number = 5
titel_uk = "x"

[[events]]
id = "b"
date = 2024-08-07
title = "Emergency"
"""


@pytest.fixture
def store() -> Store:
    return Store(*load_bytes(TEXT.encode(), "x.toml"))


def test_similar_keys_remain_unknown(store: Store) -> None:
    assert {problem.code for problem in store.problems} == {"unknown-key"}
    assert store.events[0].extra == (("title_number", 5), ("titel_uk", "x"))


@pytest.mark.parametrize(
    ("lang", "title", "summary"),
    [
        ("uk", "Перехід", "Вони перейшли."),
        ("UK", "Перехід", "Вони перейшли."),
        ("uk-Cyrl", "Перехід", "Вони перейшли."),
        ("zh", "越境", "They crossed."),
        ("de", "Crossing", "They crossed."),
        ("", "Crossing", "They crossed."),
    ],
)
def test_titles_and_summaries_are_shown_in_the_chosen_language(
    store: Store, lang: str, title: str, summary: str
) -> None:
    shown = store.in_language(lang)
    assert (shown.events[0].title, shown.events[0].summary) == (title, summary)
    assert shown.events[1] == store.events[1]
    assert [event.title for event in shown.events] == [title, "Emergency"]
    assert shown.in_language("").events[0] == store.events[0]


def test_no_text_is_lost_in_another_language(store: Store) -> None:
    for lang in ("", "uk", "zh"):
        shown = store.in_language(lang)
        plain = "\n".join([paragraph.text for paragraph in plain_paragraphs(shown.events[0], shown)])
        markdown = "\n".join(write("markdown", shown, shown.events))
        for text in ("Crossing", "They crossed.", "Перехід", "越境", "Вони перейшли."):
            assert text in plain
            assert text in markdown.replace("\\", "")
    assert "en: Crossing" in "\n".join(
        [p.text for p in plain_paragraphs(store.in_language("uk").events[0], store)]
    )


def test_a_search_covers_all_languages(store: Store) -> None:
    for shown in (store, store.in_language("uk")):
        for query in ("crossing", "перехід", "越境", "has:translation", "known:2024-08-06 перехід"):
            view = shown.view(parse(query, DateContext(datetime.date(2024, 8, 8))))
            assert [event.id for event in view] == ["a"]
            assert view[0].title == shown.events[0].title
    assert store.languages == ["uk", "zh-Hant"]


def test_json_has_every_language(store: Store) -> None:
    event = json.loads("\n".join(write("json", store, store.events)))["events"][0]
    assert event["titles"] == {"uk": "Перехід", "zh-Hant": "越境"}
    assert event["summaries"] == {"uk": "Вони перейшли."}


def test_the_command_line(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    file = f"{tmp_path}/x.toml"
    with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123
        out.write(TEXT)
    assert main(["list", file, "--lang", "uk"]) == 0
    assert "Перехід" in capsys.readouterr().out
    assert main(["show", file, "a", "--lang", "zh-Hant"]) == 0
    assert capsys.readouterr().out.startswith("越境\n")
    assert main(["list", file, "--lang", "de"]) == 2
    assert "there are uk zh-Hant" in capsys.readouterr().err
    assert main(["list", file, "--lang", "uk", "--format", "json"]) == 2
