"""Checks between the parts; and every rule and key has its line in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeline_tui.load import load_bytes, schema
from timeline_tui.load.advice import advice
from timeline_tui.load.rules import CODES
from timeline_tui.load.tables import INNER, ROOTS, Table, keys

ROOT = Path(__file__).parents[3]
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
LINT = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
TABLES = {*ROOTS.values(), *INNER["events"].values()}


def rows(page: str) -> list[list[str]]:
    """The cells of every table row of a page."""
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in page.splitlines()
        if line[:1] == "|"
    ]


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_documented(code: str) -> None:
    found = [row for row in rows(LINT) if f"`{code}`" in row[0]]
    assert len(found) == 1, f"docs/lint.md needs one row for {code}"
    assert found[0][1] == CODES[code].severity


def test_no_other_code_is_documented() -> None:
    assert {row[0].strip("| `") for row in rows(LINT)} - set(CODES) == {"code", "---|---|---|---"}


def test_every_code_in_use_is_known() -> None:
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src/timeline_tui/load").glob("*.py")
    )
    used = set(re.findall(r'"((?:toml|file|folder)-[a-z-]+|[a-z]+(?:-[a-z]+)+)"', source))
    for code in CODES:
        stem = code.rpartition("-")[0]
        assert code in used or f'f"{stem}-{{' in source or f'"{code}"' in source


@pytest.mark.parametrize("table", sorted(TABLES, key=str))
def test_every_key_is_documented(table: type[Table]) -> None:
    documented = {name for row in rows(FORMAT) for name in re.findall(r"`(\w+)`", row[0])}
    assert set(keys(table)) <= documented
    assert set(keys(table)) | {""} == set(schema.DESCRIPTIONS[table.__name__])


def test_every_word_is_documented() -> None:
    found = schema.json_schema()["$defs"]
    for definition in found.values():
        for value in definition["properties"].values():
            for word in value.get("enum", ()):
                assert f"`{word}`" in FORMAT


def test_the_examples_of_the_format_are_good() -> None:
    for example in re.findall(r"```toml\n(.*?)```", FORMAT, re.DOTALL):
        loaded = load_bytes(example.encode())
        assert loaded.problems == ()
        assert loaded.chronology.events


def test_the_schema_has_every_table_and_no_inner_key() -> None:
    found = schema.json_schema()
    assert set(found["properties"]) == {*ROOTS, "schema"}
    assert {table.__name__ for table in TABLES} == set(found["$defs"])
    assert "'~':" not in str(found)
    assert "null" not in str(found)


def test_advice_names_what_nothing_refers_to() -> None:
    text = '[[actors]]\nid = "a"\n[[actors]]\nid = "b"\n[[sources]]\nid = "s"\n'
    text += '[[events]]\ndate = 2024-01-01\ntitle = "t"\nactors = ["a"]\n'
    loaded = load_bytes(text.encode())
    assert loaded.problems == ()
    assert [(p.line, p.code, p.severity) for p in advice(loaded.chronology)] == [
        (3, "unused", "note"),
        (5, "unused", "note"),
    ]


def test_long_chains_are_no_circles() -> None:
    text = "".join(f'[[locations]]\nid = "l{n}"\nwithin = "l{n + 1}"\n' for n in range(3_000))
    text += '[[locations]]\nid = "l3000"\n[[events]]\ndate = 2024-01-01\ntitle = "t"\n'
    assert load_bytes(text.encode()).problems == ()


def test_about_may_be_plain_words() -> None:
    event = b'[[events]]\ndate = 2024-08-07\ntitle = "T"\nclaims = [{ text = "C", about = ["kyiv"] }]\n'
    assert load_bytes(event, "x.toml").problems == ()
    found = load_bytes(event + b'[[locations]]\nid = "kiev"\nname = "Kiev"\n', "x.toml").problems
    assert [p.code for p in found] == ["unknown-reference"]


@pytest.mark.parametrize(
    ("declared", "reported"),
    [
        ("sub = { x = 'string' }", "`sub` is a table, not a type"),
        ("sub = [1, 'a']", "`sub` is a list, not a type"),
        ("sub = 5", "`sub` is the number 5, not a type"),
        ("sub = 'integr'", '`sub` is the string "integr", not a type'),
    ],
)
def test_an_invalid_type_is_explained(declared: str, reported: str) -> None:
    problems = load_bytes(f"[schema.events]\n{declared}\n".encode()).problems
    assert [problem.message for problem in problems if problem.code == "bad-schema"] == [reported]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        (
            "[[actors]]\nid = 'a'\nids = { wikidata = { x = 'y', z = [1, true] } }",
            '{ x = "y", z = [1, true] }',
        ),
        ("actors = [1, {}]\n", "`actors` is 1"),
        ("timeline = ['a', 1]\n", '`timeline` is ["a", 1], not a table'),
    ],
)
def test_values_are_shown_as_toml_has_them(text: str, reported: str) -> None:
    assert any(reported in problem.message for problem in load_bytes(text.encode()).problems)
