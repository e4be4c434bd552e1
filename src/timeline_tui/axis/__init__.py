"""Time drawn as a line of cells: which stretch of it (`window`), how much lies in each cell (`spread`), what stands
under them (`ticks`), and the rows that show it (`rows`). No screen: the browser, commands and pictures draw from it.

Imported where they are needed: `lanes`, those of single values of a field; `extent`, the window that a view needs;
`marks`, what a picture shows of each event.
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
