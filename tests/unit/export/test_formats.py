"""Exported formats: complete, no more precise than the file, and without markup from its text."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from often import often

from timeline_tui.export import FORMATS, phrases, write
from timeline_tui.export.csv_text import COLUMNS
from timeline_tui.export.markdown import escape, escaped_lines, event_document
from timeline_tui.export.phrases import UNICODE, quantity_text
from timeline_tui.export.plain_text import plain_paragraphs
from timeline_tui.export.record import date_record, event_record, instant
from timeline_tui.load import load_bytes
from timeline_tui.model import Quantity
from timeline_tui.store import Store
from timeline_tui.text import reveal
from timeline_tui.ui.glyphs import ASCII as ASCII_GLYPHS
from timeline_tui.ui.glyphs import UNICODE as UNICODE_GLYPHS
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.styled_document import describe

WHOLE = b"""
novel = 1
[timeline]
title = "All of it"
timezone = "Europe/Kyiv"
colour = "red"

[[actors]]
id = "a"
name = "Anna"
title = "Witness"

[[locations]]
id = "here"
name = "Here"
lat = 50.5
lon = 30.0
precision = "exact"

[[sources]]
id = "s"
title = "Source"
author = "Author"
publisher = "Publisher"
url = "https://example.org/?a=b&c=(d)"
archived_url = "https://archive.example/x"
published = "2024-08"
type = "article"
lang = "en"
reliability = "C"

[[events]]
id = "e"
date = "2024-08-06/2024-08-10?"
date_text = "in those days"
title = "Event"
summary = "First line.\\n\\nSecond paragraph."
kind = "period"
status = "disputed"
tags = ["t1", "t2"]
importance = 3
actors = [{ actor = "a", role = "witness" }]
locations = [{ location = "here", role = "origin" }]
sources = [{ source = "s", locator = "p. 1", credibility = 2 }]
links = [{ to = "f", kind = "responds-to" }]
weather = { wind = inf, day = 2024-08-06, list = [1, 2.5, true] }

[[events.quotes]]
speaker = "a"
text = "Said so"
kind = "translated"
to = ["Boris"]
lang = "en"
original_text = "Casano"
original_lang = "xx"
date = 2024-08-07T14:30:00+03:00
source = "s"

[[events.claims]]
by = "a"
text = "It is so"
status = "denied"
date = "2024-08~"
about = ["here", "f", "the weather"]
quantity = { best = 1234567, low = 1.5, unit = "drops" }
source = "s"
assessments = [{ by = "Boris", stance = "denies", date = 2024-08-09, source = "s", note = "No." }]

[[events]]
id = "f"
date = "-0043-03-15"
title = "Other"
links = ["e"]
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(*load_bytes(WHOLE, "w.toml"))


def written(name: str, store: Store) -> str:
    return "\n".join(write(name, store, store.events)) + "\n"


def texts(value: Any) -> list[str]:
    """Return all texts and numbers in nested values, as texts."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [str(value)]


def test_json_omits_nothing(store: Store) -> None:
    found = json.loads(written("json", store))
    event = next(event for event in found["events"] if event["id"] == "e")
    assert event["extra"] == {"weather": {"wind": "inf", "day": "2024-08-06", "list": [1, 2.5, True]}}
    assert found["timeline"]["extra"] == {"colour": "red", "novel": 1}
    written_texts = texts(event)
    for text in re.findall(rb'"([^"]+)"', WHOLE[WHOLE.index(b"[[events]]") : WHOLE.index(b'id = "f"')]):
        assert text.decode().replace("\\n", "\n") in written_texts
    assert event["claims"][0]["quantity"] == {
        "best": 1234567,
        "low": 1.5,
        "high": None,
        "unit": "drops",
        "label": None,
    }
    assert event["quotes"][0]["to"] == [{"actor": "boris", "name": "Boris"}]
    assert (event["file"], event["line"]) == ("w.toml", WHOLE[: WHOLE.index(b"[[events]]")].count(b"\n") + 1)


def test_every_event_has_every_key(store: Store) -> None:
    full, bare = (event_record(store.event(key) or store.events[0]) for key in ("e", "f"))
    assert list(full) == list(bare)
    assert bare["summary"] is None
    assert bare["quotes"] == []


def test_jsonl_is_the_events_of_json(store: Store) -> None:
    lines = [json.loads(line) for line in written("jsonl", store).splitlines()]
    assert lines == json.loads(written("json", store))["events"]


def test_dates_are_as_precise_as_written(store: Store) -> None:
    event = store.event("e")
    assert event is not None
    assert date_record(event.date) == {
        "edtf": "2024-08-06/2024-08-10?",
        "precision": "day",
        "approximate": False,
        "uncertain": True,
        "earliest": "2024-08-06T00:00:00",
        "latest": "2024-08-11T00:00:00",
    }
    published = date_record(event.sources[0].source.published)
    assert published is not None
    assert (published["edtf"], published["precision"]) == ("2024-08", "month")
    assert date_record(None) is None


LEVEL_2 = (
    "[1667,1760..1762]",
    "{..1984}",
    "156X-12-25",
    "?2004-06-~11",
    "1950S2",
    "2001-34",
    "Y-17E7",
    "XXXX-12-XX",
)


@pytest.mark.parametrize("name", ["json", "jsonl", "csv"])
def test_dates_of_level_2_are_exported_as_written(name: str) -> None:
    events = "".join(f'[[events]]\ntitle = "t{n}"\ndate = "{text}"\n' for n, text in enumerate(LEVEL_2))
    store = Store(*load_bytes(events.encode(), "w.toml"))
    assert not store.problems
    assert {event.date.text for event in store.events if event.date is not None} == set(LEVEL_2)
    out = written(name, store)
    assert all(text in out for text in LEVEL_2)


def test_a_set_in_markdown_is_shown_in_words() -> None:
    out = written(
        "markdown", Store(*load_bytes(b'[[events]]\ntitle = "t"\ndate = "{1667,1668}"\n', "w.toml"))
    )
    assert "both 1667 and 1668" in out


@pytest.mark.parametrize(
    ("second", "text"),
    [
        (0, "1970-01-01T00:00:00"),
        (-1, "1969-12-31T23:59:59"),
        (None, None),
        (-62_167_219_200, "0000-01-01T00:00:00"),
        (-62_167_219_201, "-0001-12-31T23:59:59"),
        (253_402_300_800, "+10000-01-01T00:00:00"),
    ],
)
def test_instants(second: int | None, text: str | None) -> None:
    assert instant(second) == text


def test_csv(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", store))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["date"] == "-0043-03-15"
    assert rows[1]["summary"] == "First line.\n\nSecond paragraph."
    assert (rows[1]["actors"], rows[1]["quotes"], rows[1]["claims"]) == ("Anna", "1", "1")


def test_the_document_shows_everything(store: Store) -> None:
    event = store.event("e")
    assert event is not None
    shown = "\n".join([paragraph.text for paragraph in plain_paragraphs(event, store)])
    for text in (
        "Event", "6 August 2024 – 10 August 2024 (uncertain)", "disputed", "period", "importance 3",
        "dated “in those days” by its source", "Second paragraph.", "Anna · Witness · witness",
        "Here · origin · 50.5, 30.0 · precision: exact",
        "Anna to Boris · Wed 7 August 2024, 14:30:00 +03:00 · translated",
        "“Said so”", "“Casano” (xx)", "! claimed by Anna · about August 2024 · status: denied",
        "1,234,567 (at least 1.5) drops",
        "! Boris denies it · Fri 9 August 2024: No.", "about Here, Other, the weather", "source: Source",
        "Source · p. 1 · Author · Publisher · August 2024 · article · en · reliability C, credibility 2",
        "https://example.org/?a=b&c=(d)", "archived https://archive.example/x", "→ responds to Other",
        "← related Other", "weather {", "#t1 #t2", "e · w.toml:",
    ):  # fmt: skip
        assert text in shown
    plain = "\n".join([paragraph.text for paragraph in plain_paragraphs(event, store, ascii_only=True)])
    assert plain.isascii()


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(6, 6, 6, "drones"), "6 drones"),
        (Quantity(100, 80, 120, "killed"), "100 (80 – 120) killed"),
        (Quantity(None, 80, None), "at least 80"),
        (Quantity(None, None, 80), "at most 80"),
        (Quantity(None, 7, 7), "7"),
        (Quantity(1_234_567.5), "1,234,567.5"),
        (Quantity(1e300), "1e+300"),
        (Quantity(), ""),
    ],
)
def test_quantities(quantity: Quantity, text: str) -> None:
    assert quantity_text(quantity, UNICODE) == text


MARKUP = "# *_`-+=1.)[](){}<>!|\\&;:~^$@/wht\t "


def shown(markdown: str) -> str:
    """Return the text that a reader of the Markdown sees."""
    return unescape(re.sub(r"<[^>]*>", "", MarkdownIt("commonmark").enable("table").render(markdown))).strip()


@often(300)
@given(
    st.text(st.characters(codec="utf-8"), max_size=30)
    | st.text("# *_`-+=1.)[](){}<>!|\\&;:~^$@/wht\t ", max_size=20)
)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(" ".join(text.split()))) == reveal(" ".join(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "a\n===",
        "a\n---",
        "- a\n- b",
        "1. a\n2) b",
        "> a",
        "    code",
        "```\ncode",
        "a  \nb",
        "| a |\n|---|",
        "[x]: y",
        "a\\\nb",
    ],
)
def test_escaped_lines_are_shown_as_they_are(text: str) -> None:
    html = MarkdownIt("commonmark").enable("table").render("\n".join(escaped_lines(text)))
    assert not re.search("<(?!/?p>)", html)
    assert unescape(re.sub("</?p>", "", html)).split() == text.split()


def test_text_of_a_file_is_not_interpreted_as_markup() -> None:
    evil = "</h3><script>x</script> [a](javascript:x) ![i](http://e) `c` **b** # h\n# h\n> q\n\n---\n* l"
    events = json.dumps(evil)
    data = f"""
[timeline]
title = {events}
summary = {events}
[[sources]]
id = "s"
title = {events}
url = "javascript:alert(1)"
[[events]]
id = "e"
date = 2024-08-07
date_text = {events}
title = {events}
summary = {events}
tags = [{events}]
actors = [{events}]
locations = [{events}]
sources = [{{ source = "s", locator = {events} }}]
links = [{{ to = {events}, kind = {events} }}]
{events} = {events}
quotes = [{{ text = {events}, speaker = {events}, original_text = {events}, source = "s" }}]
claims = [{{ text = {events}, by = {events}, assessments = [{{ stance = "denies", by = {events}, note = {events} }}] }}]
""".encode()
    store = Store(*load_bytes(data, "w.toml"))
    assert len(store) == 1
    for lines in (write("markdown", store, store.events), event_document(store, store.events[0])):
        html = MarkdownIt("commonmark", {"html": True}).render("\n".join(lines))
        assert set(re.findall(r"<(\w+)", html)) <= {
            "h1",
            "h2",
            "h3",
            "p",
            "em",
            "strong",
            "ul",
            "li",
            "blockquote",
        }


def test_only_http_is_a_link() -> None:
    data = b'[[events]]\ndate = 2024-08-07\ntitle = "x"\nsources = ["https://example.org/a_b(c)", "ftp://example.org"]\n'
    store = Store(*load_bytes(data, "w.toml"))
    html = MarkdownIt("commonmark").render(written("markdown", store))
    assert re.findall('href="([^"]*)"', html) == ["https://example.org/a_b(c)"]


@pytest.mark.parametrize("name", FORMATS)
def test_control_characters_are_not_exported(name: str) -> None:
    data = "".join(f"\\u{code:04x}" for code in (0, 7, 0x1B, 0x7F, 0x9B, 0x202E, 0x2066, 0xFEFF, 0x2028))
    toml = (
        f'[timeline]\ntitle = "{data}"\n[[events]]\ndate = 2024-08-07\ntitle = "{data}"\nsummary = "{data}"\n'
    )
    store = Store(*load_bytes(f'{toml}"k{data}" = "{data}"\ntags = ["{data}"]\n'.encode(), "w.toml"))
    assert [char for char in written(name, store) if not char.isprintable() and char != "\n"] == []


@pytest.mark.parametrize("glyphs", [UNICODE_GLYPHS, ASCII_GLYPHS], ids=["Unicode", "ASCII"])
def test_the_detail_pane_shows_the_same_text(store: Store, glyphs: Glyphs) -> None:
    event = store.event("e")
    assert event is not None
    shown = {paragraph.text.plain for paragraph in describe(event, store, glyphs).paragraphs}
    written = [paragraph.text for paragraph in plain_paragraphs(event, store, ascii_only=glyphs.ascii)]
    # The pane has less room: it does not repeat a single source, and shows no ids.
    shorter = (phrases.SOURCE, glyphs.signs.arrow, glyphs.signs.back)
    assert [text for text in written if text not in shown and not text.startswith(shorter)] == []


def test_a_file_name_that_is_not_utf8_is_escaped_alike_everywhere() -> None:
    name = os.fsdecode(b"caf\xe9.toml")
    store = Store(load_bytes(b'[[events]]\ndate = 2024\ntitle = "x"\n', name).chronology)
    (line,) = write("jsonl", store, store.events)
    assert json.loads(line)["file"] == "caf\\xe9.toml"
