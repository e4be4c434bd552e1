"""The last gate: what no terminal may get, whoever drew it."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from timeline_tui.text import reveal

_PLAIN_LINES = {
    **dict.fromkeys(range(0x2500, 0x2580), "+"),  # corners and crossings
    **dict.fromkeys(map(ord, "─━╌╍┄┅┈┉═╴╶╸╺▁▂▔–•·"), "-"),
    **dict.fromkeys(map(ord, "│┃╎╏┆┇┊┋║╵╷╹╻▌▎▊▏▕"), "|"),
    **dict.fromkeys(map(ord, "█▇▆▅▄▃▀▓▒"), "#"),
    **dict(zip(map(ord, "░…→←↑↓“”‘’›‹"), ".~><^v\"\"''><", strict=True)),
}
"""What the screen's own lines and signs become where the locale has ASCII only: a cell each, as they are."""


class Revealing(LineFilter):
    """The last gate: no control character and no mark of direction leaves raw, whoever drew it.

    What draws text from files reveals it already, in its own width; this one is for what was forgotten. With
    `ascii`, the frames and arrows that Textual draws become ASCII too; text from files stays as it is.
    """

    def __init__(self, *, ascii: bool = False) -> None:
        super().__init__()
        self._ascii = ascii

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments with everything unseen in them made visible."""
        if self._ascii:
            segments = [
                segment
                if segment.text.isascii()
                else segment._replace(text=segment.text.translate(_PLAIN_LINES))
                for segment in segments
            ]
        return [
            segment if segment.text.isprintable() else segment._replace(text=reveal(segment.text))
            for segment in segments
        ]
