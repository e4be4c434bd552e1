"""Draw time as a row of cells of equal length.

`window` is the range of time, `density` counts the events in each cell, `ticks` labels the cells and `rows` draws them.
Nothing here knows about a screen: the browser, the commands and the SVG export all draw from it.

Not exported here, so that they are imported only where they are needed: `lanes` (one row for each value of a field),
`extent` (the window that a view needs) and `svg_marks` (the marks of an SVG picture).
"""

from timeline_tui.axis.density import CellCounts, Density
from timeline_tui.axis.rows import Role, Run, draw
from timeline_tui.axis.ticks import Tick, context, ticks
from timeline_tui.axis.viewport import Viewport
from timeline_tui.axis.window import Window, fit

__all__ = [
    "CellCounts",
    "Density",
    "Role",
    "Run",
    "Tick",
    "Viewport",
    "Window",
    "context",
    "draw",
    "fit",
    "ticks",
]
