"""The styles of the axis and the lanes. Signs differ in shape too, so that no meaning depends on colour alone."""

from __future__ import annotations

from rich.style import Style

from timeline_tui.axis import Role, Run
from timeline_tui.ui import styles

_STYLES = {
    Role.EMPTY: styles.PLAIN,
    Role.BAR: Style(color="cyan"),
    Role.VAGUE: Style(color="cyan"),
    Role.HIDDEN: styles.DIM,
    Role.LASTING: Style(color="green"),
    Role.HIDDEN_LASTING: styles.DIM,
    Role.CONTESTED: styles.CONTESTED,
    Role.STATEMENT: Style(color="magenta"),
    Role.TICK: styles.DIM,
    Role.CONTEXT: styles.DIM,
}
_CHOSEN = Style(bold=True, underline=True, color="yellow")
_PICKED = Style(underline=True, bold=True)


def of(run: Run) -> Style:
    """Return the style of a run of cells."""
    style = _STYLES.get(run.role, styles.PLAIN)
    if run.picked:
        style += _PICKED
    if run.chosen:
        style += styles.CURSOR if run.edge else _CHOSEN
    return style
