"""Every field that events are counted by has a heading among the facets: without one it is left out."""

from __future__ import annotations

from timeline_tui.aggregate import FACETS
from timeline_tui.ui.facet_rows import HEADINGS


def test_every_field_has_a_heading() -> None:
    assert set(FACETS) <= set(HEADINGS)
