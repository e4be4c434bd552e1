"""What `timeline check --notes` finds, and what is so like it that it must not find it."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.load import load, load_bytes
from timeline_tui.load.advice import advice

SOURCES = """
[[sources]]
id = "march"
published = 2022-03-05
url = "https://example.org/a"

[[sources]]
id = "june"
published = 2022-06-05
url = "https://example.org/b"

[[sources]]
id = "about"
published = "2022-03-05~"

[[sources]]
id = "undated"
"""


def event(date: str, *sources: str) -> str:
    return f'[[events]]\ndate = {date}\ntitle = "t"\nsources = {list(sources)}\n'


def found(text: str, code: str) -> list[int]:
    """The lines where a rule finds something."""
    loaded = load_bytes(text.encode(), "x.toml")
    assert loaded.problems == ()
    return [note.line for note in advice(loaded.chronology) if note.code == code]


@pytest.mark.parametrize(
    ("date", "sources", "is_found"),
    [
        ("2022-04-01", ("march",), True),
        ("2022-03-07", ("march", "undated"), True),
        ("2022-07-01", ("march", "june"), True),
        ("2022-04-01T10:00:00Z", ("march",), True),
        ("2022-03-05", ("march",), False),
        ("2022-03-06", ("march",), False),  # in another time zone it was still the day before
        ('"2022-03"', ("march",), False),
        ('"2022"', ("march",), False),
        ("2022-04-01", ("march", "june"), False),
        ("2022-04-01", ("march", "about"), False),
        ("2022-04-01", ("undated",), False),
        ("2022-04-01", (), False),
        ('"../2022-04-01"', ("march",), False),
        ('"2022-04-01?"', ("march",), True),
    ],
)
def test_later_than_its_sources(date: str, sources: tuple[str, ...], is_found: bool) -> None:
    lines = found(SOURCES + event(date, *sources), "later-than-sources")
    assert bool(lines) is is_found


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ("https://example.org/a", "https://example.org/a", True),
        ("https://example.org/a", "http://www.example.org/a/#p3", True),
        ("https://example.org/a", "https://example.org/a?page=2", False),
        ("https://example.org/a", "https://example.org/A", False),
        ("", "", False),
    ],
)
def test_the_same_address(one: str, other: str, is_found: bool) -> None:
    text = f'[[sources]]\nid = "x"\nurl = "{one}"\n[[sources]]\nid = "y"\nurl = "{other}"\n'
    assert found(text + event("2022-01-02", "x", "y"), "same-address") == ([4] if is_found else [])


def days(january: int, first: int, others: int) -> str:
    dates = [f"{1900 + n}-01-01" for n in range(january)]
    dates += [f"{1900 + n // 11}-{2 + n % 11:02}-01" for n in range(first)]
    dates += [f"{1900 + n // 300}-{1 + n % 12:02}-{2 + n % 25:02}" for n in range(others)]
    return "".join([event(date) for date in dates])


@pytest.mark.parametrize(
    ("january", "first", "others", "notes"),
    [
        (10, 0, 20, 1),
        (9, 0, 20, 0),
        (12, 0, 3000, 0),
        (40, 0, 3000, 1),
        (0, 30, 60, 1),
        (0, 100, 3000, 0),
        (20, 60, 100, 2),
        (3, 33, 960, 0),
    ],
)
def test_lost_precision(january: int, first: int, others: int, notes: int) -> None:
    assert len(found(days(january, first, others), "lost-precision")) == notes


def test_years_and_times_are_no_first_days() -> None:
    text = "".join([event('"2022"') + event('"2022-01"') + event("2022-01-01T00:00:00Z") for _ in range(20)])
    assert found(text, "lost-precision") == []


def test_lost_precision_is_told_once_for_each_file(tmp_path: Path) -> None:
    for name, count in (("a", 20), ("b", 15), ("c", 3)):
        (tmp_path / f"{name}.toml").write_text(days(count, 0, 5))
    notes = [note for note in advice(load([str(tmp_path)]).chronology) if note.code == "lost-precision"]
    assert [(Path(note.path).name, note.line) for note in notes] == [("a.toml", 0), ("b.toml", 0)]
    assert notes[0].message == "20 dates are on 1 January, more than chance explains"


@pytest.mark.parametrize("page", ["data/events.toml", "docs/format.md"])
def test_nothing_is_found_in_our_own_examples(page: str) -> None:
    text = (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
    pieces = (
        [text] if page.endswith(".toml") else [piece.split("```")[0] for piece in text.split("```toml\n")[1:]]
    )
    for piece in pieces:
        assert [note for note in advice(load_bytes(piece.encode()).chronology) if note.code != "unused"] == []
