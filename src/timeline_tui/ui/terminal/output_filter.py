"""Escape control characters in everything that is drawn, and replace characters that the terminal cannot show."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from timeline_tui.text import reveal
from timeline_tui.ui.glyphs import UNICODE, Glyphs

_PLAIN_LINES = {
    **dict.fromkeys(range(0x2500, 0x2580), "+"),  # corners and crossings; the lines follow
    **dict.fromkeys(map(ord, "─━╌╍┄┅┈┉═╴╶╸╺▁▂▔–—―‐‑−•·"), "-"),
    **dict.fromkeys(map(ord, "│┃╎╏┆┇┊┋║╵╷╹╻▌▎▊▏▕"), "|"),
    **dict.fromkeys(map(ord, "█▇▆▅▄▃▀▓▒"), "#"),
    **dict(zip(map(ord, "░…→←↑↓“”„‘’ʼ›‹"), ".~><^v\"\"\"'''><", strict=True)),
}
"""ASCII replacements, one cell each, for the program's own lines and signs where the locale has ASCII only."""

_CONSOLE_LINES = {
    **_PLAIN_LINES,
    **dict.fromkeys(map(ord, "─━╌╍┄┅┈┉╴╶╸╺▁▂▔"), "─"),
    **dict.fromkeys(map(ord, "│┃╎╏┆┇┊┋╵╷╹╻▏▎"), "│"),
    **dict(zip(map(ord, "╭┏╮┓╰┗╯┛┣┫┳┻╋"), "┌┌┐┐└└┘┘├┤┬┴┼", strict=True)),
    **dict(zip(map(ord, "▃▅▆▇▉▊▋▍▎▕"), "▄▄████▌▌▌▐", strict=True)),
    **{ord(char): char for char in "┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬░▒▓█▄▌▐▀·→←↑↓"},
}
"""Replacements for the font of the Linux console, which has the lines and blocks of code page 437."""


class OutputFilter(LineFilter):
    """Escapes control characters and directional marks in all output, whichever widget drew it.

    Widgets escape text from files themselves and measure the result; this filter catches what they missed. With
    `ascii` glyphs it also replaces Textual's frames and arrows by ASCII, or by what the console's font has. Letters
    from files are not changed.
    """

    def __init__(self, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._lines = (_CONSOLE_LINES if glyphs.frames else _PLAIN_LINES) if glyphs.ascii else None

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments with invisible characters made visible."""
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
