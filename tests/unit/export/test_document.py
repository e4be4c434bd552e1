"""A section of an event's document reaches every renderer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeline_tui.export import sections
from timeline_tui.export.document import EventContext, Paragraph, Span, Target
from timeline_tui.export.markdown import event_document
from timeline_tui.export.plain_text import plain_paragraphs
from timeline_tui.load import load_bytes
from timeline_tui.store import Store
from timeline_tui.ui.glyphs import UNICODE
from timeline_tui.ui.styled_document import describe


def letters(context: EventContext) -> Iterator[Paragraph]:
    """A toy section, as in the recipe of CONTRIBUTING.md."""
    return context.section("Letters", sorted(set(context.event.title)), letter)


def letter(context: EventContext, char: str) -> Iterator[Paragraph]:
    times = context.tail(f"{context.event.title.count(char)} times")
    yield Paragraph((Span(char, "name", Target("tag", char)), times), 1)


def test_a_new_section_is_shown_by_all_renderers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "SECTIONS", (*sections.SECTIONS, letters))
    store = Store(*load_bytes(b'[[events]]\ntitle = "abba"\ndate = 2024\n', "w.toml"))
    (event,) = store.events
    plain = [paragraph.text for paragraph in plain_paragraphs(event, store)]
    assert plain[-3:] == ["Letters 2", "a · 2 times", "b · 2 times"]
    assert list(event_document(store, event))[-4:] == ["**Letters**", "", "- a · 2 times", "- b · 2 times"]
    described = describe(event, store, UNICODE)
    assert [paragraph.text.plain for paragraph in described.paragraphs[-3:]] == plain[-3:]
    assert described.targets[-2:] == (Target("tag", "a"), Target("tag", "b"))
