"""Every field that events are counted by has a heading among the facets: without one it is left out."""

from __future__ import annotations

from timeline_tui.aggregate import FACETS
from timeline_tui.ui.facet_rows import HEADINGS, heading_of


def test_every_field_has_a_heading() -> None:
    assert set(FACETS) <= set(HEADINGS)


def test_a_dimension_of_tags_has_a_heading_like_the_others() -> None:
    assert [heading_of(field) for field in ("tag", "tag:area", "tag:USS name")] == [
        "Tags",
        "Area",
        "USS name",
    ]
