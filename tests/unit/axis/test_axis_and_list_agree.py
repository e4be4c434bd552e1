"""Random sessions on the axis: it can be drawn for any dates and after any keys."""

from __future__ import annotations

from dated import DATES, GAPS, store_of
from hypothesis import example, given
from hypothesis import strategies as st
from often import often

from timeline_tui.axis import Viewport
from timeline_tui.dates import parse_edtf

FAR = (*GAPS, "[1667,1670]", "156X-12-25", "[..1667,1990-01-01]", "XXXX-12-25", "{1667,1670}", "1990-01-01")
KEYS = "+-0LHjklh<>"


def session(texts: list[str], keys: str, width: int) -> None:
    """Open the axis on the first event, press the keys, draw after each."""
    store = store_of([parse_edtf(text) for text in texts])
    viewport, view, row = Viewport(store), store.view(), 0
    viewport.width = width
    for key in keys:
        event = view[row]
        match key:
            case "+" | "-":
                viewport.zoom(1 if key == "+" else -1, viewport.beginning(event))
            case "0":
                viewport.fit()
            case "L" | "H":
                viewport.pan(viewport.width // 2 * (1 if key == "L" else -1))
            case "j" | "k":
                row = min(max(row + (1 if key == "j" else -1), 0), len(view) - 1)
                viewport.follow(view[row])
            case "l" | "h":
                viewport.cell_after(event, 1 if key == "l" else 0)
            case _:
                viewport.width = width + (7 if key == ">" else 0)
        chosen = viewport.place(view[row])
        assert all(0 <= cell < viewport.width for each in chosen for cell in each)
        assert sum(len(each) for each in chosen) == len({cell for each in chosen for cell in each})
        for line in viewport.drawn(view, view[row], height=3, ascii=False):
            assert sum(len(run.text) for run in line) == viewport.width


@often(500)
@given(
    st.lists(st.sampled_from((*DATES, *FAR)), min_size=1, max_size=6),
    st.text(st.sampled_from(KEYS), max_size=24),
    st.integers(1, 130),
)
@example(["[1667,1670]"], "++LLL", 80)
@example(["156X-12-25", "1990-01-01"], "+++L", 80)
def test_random_sessions(texts: list[str], keys: str, width: int) -> None:
    session(texts, keys, width)
