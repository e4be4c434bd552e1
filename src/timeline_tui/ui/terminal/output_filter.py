"""The last gate: what no terminal may get, whoever drew it."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from timeline_tui.text import reveal
from timeline_tui.ui.glyphs import UNICODE, Glyphs

_PLAIN_LINES = {
    **dict.fromkeys(range(0x2500, 0x2580), "+"),  # corners and crossings
    **dict.fromkeys(map(ord, "─━╌╍┄┅┈┉═╴╶╸╺▁▂▔–—―‐‑−•·"), "-"),
    **dict.fromkeys(map(ord, "│┃╎╏┆┇┊┋║╵╷╹╻▌▎▊▏▕"), "|"),
    **dict.fromkeys(map(ord, "█▇▆▅▄▃▀▓▒"), "#"),
    **dict(zip(map(ord, "░…→←↑↓“”„‘’ʼ›‹"), ".~><^v\"\"\"'''><", strict=True)),
}
"""What the screen's own lines and signs become where the locale has ASCII only: a cell each, as they are."""

_CONSOLE_LINES = {
    **_PLAIN_LINES,
    **dict.fromkeys(map(ord, "─━╌╍┄┅┈┉╴╶╸╺▁▂▔"), "─"),
    **dict.fromkeys(map(ord, "│┃╎╏┆┇┊┋╵╷╹╻▏▎"), "│"),
    **dict(zip(map(ord, "╭┏╮┓╰┗╯┛┣┫┳┻╋"), "┌┌┐┐└└┘┘├┤┬┴┼", strict=True)),
    **dict(zip(map(ord, "▃▅▆▇▉▊▋▍▎▕"), "▄▄████▌▌▌▐", strict=True)),
    **{ord(char): char for char in "┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬░▒▓█▄▌▐▀·→←↑↓"},
}
"""The same for the font of the Linux console, which has the lines and blocks of code page 437."""


class OutputFilter(LineFilter):
    """The last gate: no control character and no mark of direction leaves raw, whoever drew it.

    What draws text from files reveals it already, in its own width; this one is for what was forgotten. With
    `ascii` glyphs, the frames and arrows that Textual draws become ASCII too, or what the console's font has; letters
    from files stay as they are.
    """

    def __init__(self, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._lines = (_CONSOLE_LINES if glyphs.frames else _PLAIN_LINES) if glyphs.ascii else None

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments with everything unseen in them made visible."""
        if self._lines is not None:
            segments = [
                segment
                if segment.text.isascii()
                else segment._replace(text=segment.text.translate(self._lines))
                for segment in segments
            ]
        return [
            segment if segment.text.isprintable() else segment._replace(text=reveal(segment.text))
            for segment in segments
        ]
