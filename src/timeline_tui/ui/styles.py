"""The few styles everything is drawn with.

They use the terminal's own sixteen colours and attributes, so they follow the user's theme, light or dark, and
cost few bytes. Colour never carries a meaning alone: whatever is coloured also has a word or a sign.
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
"""What the filter found: bold and underlined, so that it shows without colours too.

The meta says so to whoever looks for matches in drawn lines.
"""

STRONG = Style(bold=True)
CODE = Style(color="cyan")

CURSOR = Style(reverse=True)
CURSOR_AWAY = Style(bold=True, underline=False)
