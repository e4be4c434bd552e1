"""The rows of the facets, and what choosing one does to the filter."""

from __future__ import annotations

import pytest

from timeline_tui.aggregate import FACETS
from timeline_tui.load import load_bytes
from timeline_tui.store import Store
from timeline_tui.ui.facet_rows import HEADINGS, FacetRow, count_fields, heading_of, rows_of, toggled

STORE = Store(
    load_bytes(
        b'[[events]]\ndate = "2024"\ntitle = "a"\ntags = ["aid", "area:north"]\nactors = ["Anna Berg"]\n'
        b'[[events]]\ndate = "2024"\ntitle = "b"\ntags = ["talks"]\nstatus = "disputed"\n'
    ).chronology
)


def rows() -> list[FacetRow]:
    """Return the rows of all values of the store."""
    counted = count_fields(STORE.view(), "", lambda _: STORE.view())
    return [row for row in rows_of(STORE, counted, "", ()) if row.value is not None]


def row_of(label: str) -> FacetRow:
    """Return the row of a value."""
    return next(row for row in rows() if row.value is not None and row.value.label == label)


def test_every_field_has_a_heading() -> None:
    """A field without one is left out of the facets."""
    assert set(FACETS) <= set(HEADINGS)


def test_a_dimension_of_tags_has_a_heading_like_the_others() -> None:
    assert [heading_of(field) for field in ("tag", "tag:area", "tag:USS name")] == [
        "Tags",
        "Area",
        "USS name",
    ]


@pytest.mark.parametrize(
    ("text", "label", "exclude", "expected"),
    [
        ("", "aid", False, "tag:=aid"),
        ("", "aid", True, "-tag:=aid"),
        ("tag:=aid", "talks", False, "tag:=(aid OR talks)"),
        ("tag:=aid", "talks", True, "tag:=aid -tag:=talks"),
        ("tag:=aid", "aid", True, "-tag:=aid"),
        ("peace", "north", False, 'peace tag:="area:north"'),
        ("", "Anna Berg", False, 'participant:="Anna Berg"'),
        ("", "disputed", False, "status:disputed"),
    ],
)
def test_choosing_a_value_changes_the_filter(text: str, label: str, exclude: bool, expected: str) -> None:
    assert toggled(STORE, text, row_of(label), exclude=exclude) == expected


@pytest.mark.parametrize("text", ["", "peace", "title:a since:2023"])
@pytest.mark.parametrize("exclude", [False, True])
def test_choosing_a_value_twice_leaves_the_filter_as_it_was(text: str, exclude: bool) -> None:
    for row in rows():
        once = toggled(STORE, text, row, exclude=exclude)
        assert once != text
        assert toggled(STORE, once, row, exclude=exclude) == text
