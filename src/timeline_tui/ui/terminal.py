"""What stands between the program and the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from timeline_tui.text import reveal


class Revealing(LineFilter):
    """The last gate: no control character and no mark of direction leaves raw, whoever drew it.

    What draws text from files reveals it already, in its own width; this one is for what was forgotten.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments with everything unseen in them made visible."""
        return [
            segment if segment.text.isprintable() else segment._replace(text=reveal(segment.text))
            for segment in segments
        ]
