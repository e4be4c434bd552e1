"""Terminal input and output: escaped text, minimal output, and a terminal that is always restored.

`OutputFilter` escapes control characters in all output. `ScreenOutput` sends only the cells that differ from what the
terminal shows. `TerminalDriver` sets the terminal up and restores it, however the program ends. `frame`, `sgr`,
`cursor_moves`, `diff` and `scroll` are pure: they depend on neither Textual nor a terminal.
"""

from timeline_tui.ui.terminal.driver import DEADLINE, TerminalDriver
from timeline_tui.ui.terminal.output_filter import OutputFilter
from timeline_tui.ui.terminal.screen_output import ScreenOutput

__all__ = ["DEADLINE", "OutputFilter", "ScreenOutput", "TerminalDriver"]
