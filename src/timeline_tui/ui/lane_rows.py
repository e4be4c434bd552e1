"""A lane, and the rows of the axis above the lanes, as segments: the label on the left, then the cells. No screen.

Every sign differs by its shape. Colours only help the eye to stay in a lane: they follow one another downwards.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from timeline_tui.aggregate import Count
from timeline_tui.axis import Role, Run
from timeline_tui.axis.lanes import SEVERAL, UNDATED
from timeline_tui.ui import axis_styles, styles
from timeline_tui.ui.glyphs import Glyphs

LANES = tuple([Style(color=color) for color in ("cyan", "green", "magenta", "blue")])
"""Of neighbouring lanes."""

_SEVERAL = styles.CONTESTED + Style(
    underline=True
)  # a number of events, disputed ones among them: no sign fits


_ROOMY = 60  # columns from which there is one more for the numbers of events without a date


def undated_width(width: int, axis: int) -> int:
    """Cells of the column of how many events have no date, behind lanes of so many columns and rows of the axis."""
    return len(UNDATED) + 1 if width >= _ROOMY and axis > 1 else 0


def behind(words: str, width: int) -> list[Segment]:
    """What stands in that column, aligned to the right."""
    return [Segment(f"{words:>{width}}", styles.DIM)] if width else []


def label_width(width: int, wanted: int = 0) -> int:
    """How wide the column of labels is: a quarter of the width, or up to a third where names are long.

    Args:
        width: Cells of a row.
        wanted: Cells that the widest label takes, with its count.

    Returns:
        Cells, with the blank behind the label.
    """
    usual = min(28, max(14, width // 4 + 2))
    return max(0, min(max(usual, min(wanted, width // 3)), width - 8))


def room_for(lane: Count, indent: int = 0) -> int:
    """Cells of the whole label of a lane, with its count and the blanks around both, behind `indent` more."""
    return indent + cell_len(lane.label) + len(f"{lane.events:,}") + 3


def label(name: str, count: str, width: int, glyphs: Glyphs, style: Style) -> list[Segment]:
    """` Volodymyr Zelens…  12 `: the number of events is never cut, the name is."""
    room = width - len(count) - 3
    if room < 1:
        return [Segment(set_cell_size(f" {count}", width), style)]
    if cell_len(name) > room:
        cut = glyphs.ellipsis if room > len(glyphs.ellipsis) else ""
        name = set_cell_size(name, room - len(cut)).rstrip() + cut
    return [
        Segment(" ", styles.PLAIN),
        Segment(set_cell_size(name, room), style),
        Segment(f" {count} ", styles.DIM),
    ]


def cells(
    runs: Sequence[Run],
    *,
    chosen: AbstractSet[int] = frozenset(),
    hairs: Collection[int] = (),
    glyphs: Glyphs,
    hue: Style | None = None,
) -> list[Segment]:
    """The cells of a row. `chosen` are those in which the cursor's event stands; where it begins and ends in other
    lanes, empty cells have a fine line (`hairs`). `hue` is the lane's colour.
    """
    hair = "|" if glyphs.ascii else "│"
    found: list[Segment] = []
    start = 0
    for run in runs:
        text, role = run.text, run.role
        style, cells = _style(run, hue), range(start, start + len(text))
        start = cells.stop
        split = hairs if role is Role.EMPTY else ()
        if role is Role.CONTESTED or any(at in cells for at in split) or any(at in chosen for at in cells):
            cut = []
            for at, char in zip(cells, text, strict=True):
                look = _SEVERAL if role is Role.CONTESTED and char in SEVERAL else style
                if at in chosen:
                    cut.append(Segment(char, look + styles.CURSOR))
                else:
                    cut.append(Segment(hair, styles.DIM) if at in split else Segment(char, look))
            found += Segment.simplify(cut)
        else:
            found.append(Segment(text, style))
    return found


def _style(run: Run, hue: Style | None) -> Style:
    if hue is None or run.role not in (Role.BAR, Role.VAGUE, Role.LASTING, Role.SAID):
        return axis_styles.of(run)
    return hue + styles.TITLE if run.role is Role.BAR else hue
