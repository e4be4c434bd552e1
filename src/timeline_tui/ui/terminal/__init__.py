"""What stands between the program and the terminal: what leaves for it, in how few bytes, and how it is left.

`Revealing` is the last gate for text; `Output` sends only the cells that differ from what the terminal shows;
`TerminalDriver` takes the terminal and gives it back, however the program ends. `frame`, `sgr`, `moves`, `diff` and
`scroll` know neither Textual nor a terminal.
"""

from timeline_tui.ui.terminal.driver import DEADLINE, TerminalDriver
from timeline_tui.ui.terminal.output_filter import Revealing
from timeline_tui.ui.terminal.screen_output import Output

__all__ = ["DEADLINE", "Output", "Revealing", "TerminalDriver"]
