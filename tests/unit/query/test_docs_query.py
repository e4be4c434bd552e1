"""`docs/query.md` documents every field and value and no other; the tables are those of the format."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from timeline_tui.dates import DateContext
from timeline_tui.query import FIELDS, FLAGS, HAS, MAX_DEPTH, MAX_LENGTH, parse

PAGE = (Path(__file__).parents[3] / "docs" / "query.md").read_text(encoding="utf-8")
NOW = datetime.datetime(2024, 8, 8, 12, 30, tzinfo=datetime.UTC)


def rows(heading: str) -> dict[str, list[str]]:
    """Return the rows of all tables that begin with this heading: the other cells by the first."""
    bodies = [part.split("\n\n", 1)[0] for part in PAGE.split(f"\n| {heading} |")[1:]]
    lines = [line for body in bodies for line in body.splitlines()[2:]]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {first.strip("`"): rest for first, *rest in cells}


def test_every_field_is_documented() -> None:
    found = rows("field | looks at | example | also")
    assert list(found) == list(FIELDS)
    for name, (description, example, also) in found.items():
        field = FIELDS[name]
        assert description == field.description
        assert example == f"`{field.example}`"
        assert tuple(re.findall("`(.*?)`", also)) == field.aliases


@pytest.mark.parametrize(("heading", "known"), [("`has:` | when", HAS), ("`is:` | when", FLAGS)])
def test_every_has_and_flag_is_documented(heading: str, known: dict[str, str]) -> None:
    assert {name: cells[0] for name, cells in rows(heading).items()} == known


def test_every_fixed_value_is_documented() -> None:
    found = {name: tuple(re.findall("`(.*?)`", cells[0])) for name, cells in rows("field | values").items()}
    assert found == {
        name: field.values
        for name, field in FIELDS.items()
        if field.values and field.kind in ("enum", "text")
    }


def test_limits_are_documented() -> None:
    assert f"{MAX_LENGTH:,} characters" in PAGE
    assert f"at most {MAX_DEPTH} deep" in PAGE


def test_every_example_can_be_read() -> None:
    block = [line.split("   ")[0] for line in PAGE.split("```")[1].splitlines()]
    inline = re.findall(r"`([a-z]+!?:[^`]+)`", PAGE)
    assert len(inline) > 40
    refused = ["source:>=2"]
    for text in [*block, *inline]:
        if text not in refused:
            parse(text, DateContext(NOW), own=("casualties",))
    assert set(refused) < set(inline)
