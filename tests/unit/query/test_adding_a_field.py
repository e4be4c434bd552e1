"""A new field of the query language, as CONTRIBUTING.md describes it: one line for the field, one for its values."""

from __future__ import annotations

import datetime

import pytest

from timeline_tui import columns
from timeline_tui.columns import field_keys
from timeline_tui.dates import DateContext
from timeline_tui.load import load_bytes
from timeline_tui.query import fields, parse
from timeline_tui.query.complete import complete
from timeline_tui.store import Store

DATA = b"""
[[events]]
id = "a"
date = 2024
title = "x"
media = [{ url = "https://example.org/x", credit = "Anna Berg" }]
[[events]]
id = "b"
date = 2024
title = "y"
"""


def test_a_new_field_is_completed_and_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    field = fields.Field("photographer", "text", "who made a picture", "photographer:berg", listed=True)
    monkeypatch.setitem(fields.FIELDS, field.name, field)
    monkeypatch.setitem(fields.BY_NAME, field.name, field)
    monkeypatch.setitem(
        field_keys.FIELDS, field.name, lambda p: [(n, media.credit) for n, media in p.media if media.credit]
    )
    monkeypatch.setattr(columns, "KEYS", (*columns.KEYS, field.name))  # built from the table at import
    store = Store(*load_bytes(DATA, "w.toml"))
    query = parse("photographer:berg", DateContext(datetime.datetime(2024, 1, 1)))
    assert [event.id for event in store.view(query)] == ["a"]
    assert [found.text for found in complete("photo", 5, lambda *_: ())] == ["photographer:"]
