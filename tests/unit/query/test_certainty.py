"""The number of events that certainly match, among those that may."""

from __future__ import annotations

import datetime

import pytest

from timeline_tui.dates import DateContext
from timeline_tui.load import load_bytes
from timeline_tui.query import parse
from timeline_tui.store import Store

DATES = ("2024-08", "2024-08-06", "2024-08-07", "2024-08-07~", "2024-08-06/2024-08-09", "2024", "2023-01-01")
STORE = Store(
    load_bytes("".join([f'[[events]]\ndate = "{d}"\ntitle = "on {d}"\n' for d in DATES]).encode()).chronology
)


@pytest.mark.parametrize(
    ("text", "may", "certainly"),
    [
        ("", 7, 7),
        ("date:2024-08-07", 5, 1),
        ("date!:2024-08-07", 1, 1),
        ("date:2024-08", 6, 4),
        ("before:2024-08-07", 5, 2),
        ("before:2024-08-07 on", 5, 2),
        ("since:2024-08-07 until:2024-08-07", 5, 1),
        ("(date:2023 OR date:2024-08-07)", 6, 2),
        ("-date:2024-08-07", 2, 2),
        ("date:2024-08 -date:2024-08-07", 1, 1),
        ("title:2023 OR date:2024-08-07", 6, 2),
    ],
)
def test_certain(text: str, may: int, certainly: int) -> None:
    view = STORE.view(parse(text, DateContext(datetime.date(2024, 8, 9))))
    assert (len(view), view.certain) == (may, certainly)
