"""The styles of the screen.

They use only the sixteen ANSI colours and text attributes, so they follow the terminal's theme, light or dark, and
need few bytes. No meaning depends on colour alone: everything coloured also has a word or a sign.
"""

from __future__ import annotations

from rich.style import Style

PLAIN = Style()
TITLE = Style(bold=True)
DIM = Style(dim=True)
DATE = Style(color="cyan")
SIGN = Style(color="magenta")
CONTESTED = Style(color="red", bold=True)
HEADING = Style(color="blue", bold=True)
NAME = Style(bold=True)
LINK = Style(underline=True)
QUOTE = Style(italic=True)
AGAINST = Style(color="red")
FOR = Style(color="green")
ERROR = Style(color="red", bold=True)
WARNING = Style(color="magenta")
MARK = Style(color="green", bold=True)

MATCH = Style(bold=True, underline=True, color="magenta", meta={"match": True})
"""A match of the filter: bold and underlined, to be visible without colour.

The meta marks matches in drawn lines, so that they can be found again.
"""

STRONG = Style(bold=True)
CODE = Style(color="cyan")

CURSOR = Style(reverse=True)
CURSOR_AWAY = Style(bold=True, underline=False)
