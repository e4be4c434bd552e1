"""Draw the lanes and the axis above them as segments: labels on the left, then cells. Independent of Textual.

Signs differ by shape. Colours only help the eye to follow a lane: they alternate from lane to lane.
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
"""The colours of successive lanes."""

_SEVERAL = styles.CONTESTED + Style(
    underline=True
)  # a number of events, disputed ones among them: no sign fits


# Width in cells from which there is a column for the number of undated events.
_UNDATED_MIN_WIDTH = 60


def undated_width(width: int, axis: int) -> int:
    """Return the width of the column for the number of undated events, in cells; 0 if there is no room for it.

    Args:
        width: The width of a row, in cells.
        axis: The number of rows of the axis.
    """
    return len(UNDATED) + 1 if width >= _UNDATED_MIN_WIDTH and axis > 1 else 0


def behind(words: str, width: int) -> list[Segment]:
    """Draw a text in that column, aligned to the right."""
    return [Segment(f"{words:>{width}}", styles.DIM)] if width else []


def label_width(width: int, wanted: int = 0) -> int:
    """Return the width of the label column: a quarter of the row, or up to a third for long names.

    Args:
        width: The width of a row, in cells.
        wanted: The width of the widest label with its count, in cells.

    Returns:
        The width in cells, including the space after the label.
    """
    usual = min(28, max(14, width // 4 + 2))
    return max(0, min(max(usual, min(wanted, width // 3)), width - 8))


def room_for(lane: Count, indent: int = 0) -> int:
    """Return the width of an uncut label with its count and the spaces around them, plus `indent`, in cells."""
    return indent + cell_len(lane.label) + len(f"{lane.events:,}") + 3


def label(name: str, count: str, width: int, glyphs: Glyphs, style: Style) -> list[Segment]:
    """Draw a label: ` Volodymyr Zelens…  12 `. The name is cut to fit; the count is not.

    Args:
        name: The name of the lane.
        count: The number of its events.
        width: The width of the label column, in cells.
        glyphs: The character set to draw with.
        style: The style of the name.
    """
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
    """Draw the cells of a row.

    Args:
        runs: The cells, in runs of the same role.
        chosen: The cells that the selected event occupies in this row.
        hairs: The cells where it starts and ends; empty ones get a hairline.
        glyphs: The character set to draw with.
        hue: The colour of the lane.
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
                of_char = _SEVERAL if role is Role.CONTESTED and char in SEVERAL else style
                if at in chosen:
                    cut.append(Segment(char, of_char + styles.CURSOR))
                else:
                    cut.append(Segment(hair, styles.DIM) if at in split else Segment(char, of_char))
            found += Segment.simplify(cut)
        else:
            found.append(Segment(text, style))
    return found


def _style(run: Run, hue: Style | None) -> Style:
    if hue is None or run.role not in (Role.BAR, Role.VAGUE, Role.LASTING, Role.STATEMENT):
        return axis_styles.of(run)
    return hue + styles.TITLE if run.role is Role.BAR else hue
