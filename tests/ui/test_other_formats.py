"""CSV and JSON Lines in the browser: shown, watched and reloaded like TOML."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from seen import browse, ids, lines, pane, seen, until

from timeline_tui.ui import file_watcher

TABLE = (
    "id,date,title,actors,tags\na,2024-08-07,State of emergency,Smirnov; Öz,war\nb,2024-08-08,Talks,Berg,\n"
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check the files at short intervals."""
    monkeypatch.setattr(file_watcher, "PERIOD", 0.02)
    monkeypatch.setattr(file_watcher, "SETTLING", 0.02)


async def test_a_table_is_browsed_and_filtered(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(TABLE, encoding="utf-8")
    async with browse(str(path), query="actor:smirnov") as pilot:
        assert ids(pilot) == ["a"]
        assert "Smirnov" in pane(pilot, "#detail")
        assert "Öz" in pane(pilot, "#detail")
        assert "events.csv:2" in seen(pilot)


async def test_a_table_is_reloaded_when_it_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(TABLE, encoding="utf-8")
    async with browse(str(path)) as pilot:
        path.write_text(TABLE + "c,2024-08-09,New\n", encoding="utf-8")
        await until(pilot, lambda: ids(pilot) == ["a", "b", "c"])
        path.write_text(TABLE + 'c,2024-08-09,"half a sa', encoding="utf-8")
        await until(pilot, lambda: "showing the last good version" in lines(pilot)[1])
        assert ids(pilot) == ["a", "b", "c"]


async def test_json_lines_from_standard_input() -> None:
    text = "".join(json.dumps({"id": id_, "date": "2024", "title": id_}) + "\n" for id_ in "abc")
    async with browse("-", stdin=text.encode()) as pilot:
        assert ids(pilot) == ["a", "b", "c"]
