"""A lane as segments: names may be cut, numbers never; the cursor's event is visible without colours."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment

from timeline_tui.axis import Role, Run
from timeline_tui.ui import glyphs, lane_rows, styles


def text(segments: list[Segment]) -> str:
    return "".join([segment.text for segment in segments])


@pytest.mark.parametrize(
    ("name", "width", "shown"),
    [
        ("Berg", 12, " Berg     3 "),
        ("Anna Berg the Elder", 12, " Anna Be… 3 "),
        ("東京都知事", 9, " 東京… 3 "),
        ("Berg", 3, " 3 "),
        ("", 6, "    3 "),
    ],
)
def test_a_label(name: str, width: int, shown: str) -> None:
    found = text(lane_rows.label(name, "3", width, glyphs.UNICODE, styles.PLAIN))
    assert found == shown
    assert cell_len(found) == width


def test_a_label_in_ascii() -> None:
    assert text(lane_rows.label("Anna Berg the Elder", "3", 12, glyphs.ASCII, styles.PLAIN)) == " Anna...  3 "


@pytest.mark.parametrize("wanted", [0, 10, 30, 500])
@pytest.mark.parametrize("width", range(0, 250, 7))
def test_labels_leave_room(width: int, wanted: int) -> None:
    assert 0 <= lane_rows.label_width(width, wanted) <= max(0, width - 8)


@pytest.mark.parametrize(
    ("width", "wanted", "label"),
    [(80, 10, 22), (80, 25, 25), (80, 60, 26), (120, 10, 28), (120, 38, 38), (120, 60, 40)],
)
def test_long_names_take_up_to_a_third(width: int, wanted: int, label: int) -> None:
    assert lane_rows.label_width(width, wanted) == label


ROW = (Run("  ", Role.EMPTY), Run("┣━┫", Role.LASTING), Run("   ", Role.EMPTY), Run("!3", Role.CONTESTED))


def test_empty_cells_have_hairlines() -> None:
    found = lane_rows.cells(ROW, hairs=(0, 3, 6, 99, -4), glyphs=glyphs.UNICODE)
    assert text(found) == "│ ┣━┫ │ !3"
    assert text(lane_rows.cells(ROW, hairs=(1,), glyphs=glyphs.ASCII)) == " |┣━┫   !3"


def test_the_event_is_reversed_and_keeps_its_sign() -> None:
    found = lane_rows.cells(ROW, chosen={3, 4}, hairs=(3, 4), glyphs=glyphs.UNICODE, hue=lane_rows.LANES[0])
    assert text(found) == "  ┣━┫   !3"
    assert "".join([s.text for s in found if s.style is not None and s.style.reverse]) == "━┫"


def test_a_number_with_disputed_ones_is_underlined() -> None:
    styled = {s.text: s.style for s in lane_rows.cells(ROW, glyphs=glyphs.UNICODE)}
    assert styled["3"] is not None
    assert styled["3"].underline
    assert styled["!"] is not None
    assert not styled["!"].underline
