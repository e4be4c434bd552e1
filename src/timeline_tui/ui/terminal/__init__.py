"""What stands between the program and the terminal: what leaves for it, in how few bytes, and how it is left.

`OutputFilter` is the last gate for text; `ScreenOutput` sends only the cells that differ from what the terminal shows;
`TerminalDriver` takes the terminal and gives it back, however the program ends. `frame`, `sgr`, `moves`, `diff` and
`scroll` know neither Textual nor a terminal.
"""

from timeline_tui.ui.terminal.driver import DEADLINE, TerminalDriver
from timeline_tui.ui.terminal.output_filter import OutputFilter
from timeline_tui.ui.terminal.screen_output import ScreenOutput

__all__ = ["DEADLINE", "OutputFilter", "ScreenOutput", "TerminalDriver"]
