"""Wrap a description into lines. The detail pane does this for every event the cursor moves to, so it must be fast.

The result is that of Rich's own wrapping, which creates a `Text` for each line and resolves its styles again. Here the
styles of a paragraph are resolved once, and most paragraphs fit in one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from timeline_tui.text import find_all
from timeline_tui.ui import compat, styles
from timeline_tui.ui.styled_document import Description

# Resolves styles and wraps; nothing is written to it.
_RICH = Console(width=80, color_system=None, force_terminal=False)


class Line(NamedTuple):
    """A drawn line, whether it contains a match, and the indices of its targets."""

    strip: Strip
    matches: bool
    targets: tuple[int, ...]


_EMPTY = Line(Strip([], 0), False, ())


def lines_of(description: Description, width: int, terms: tuple[str, ...]) -> list[Line]:
    """Wrap a description.

    Args:
        description: The description.
        width: The maximum width of a line, in cells.
        terms: Folded texts to highlight.
    """
    lines: list[Line] = []
    for paragraph in description.paragraphs if width > 0 else ():
        if not paragraph.text.plain:
            lines.append(_EMPTY)
            continue
        indent, hang = min(paragraph.indent, width // 4), min(paragraph.hang, width // 4)
        text = with_matches(paragraph.text, terms)
        for n, segments in enumerate(wrapped(text, max(8, width - indent - hang))):
            pad = indent + (hang if n else 0)
            lines.append(_line([Segment(" " * pad), *segments] if pad else segments))
    return lines


def with_matches(text: Text, terms: tuple[str, ...]) -> Text:
    """Return the text with all occurrences of the folded `terms` highlighted."""
    found = find_all(text.plain, terms) if terms else ()
    if found:
        text = text.copy()
        for start, end in found:
            text.stylize(styles.MATCH, start, end)
    return text


def wrapped(text: Text, width: int) -> Iterator[list[Segment]]:
    """Yield the segments of each line, broken as by Rich's `Text.wrap`, with `width` in cells."""
    plain = text.plain
    if "\t" in plain:
        # Rich expands tabs while it wraps, after which offsets in `plain` no longer fit.
        yield from wrapped_by_rich(text, width)
        return
    runs = _runs(text)
    if "\n" not in plain and len(plain) <= width and cell_len(plain) <= width:
        yield runs
        return
    start, cut = 0, _Cutter(runs).cut
    for line in plain.split("\n"):
        breaks = [0, *compat.divide_line(line, width), len(line)]
        for begin, end in pairwise(breaks):
            piece = line[begin:end]
            # Trailing spaces may exceed the width.
            if len(piece) > width:
                end -= min(len(piece) - len(piece.rstrip()), len(piece) - width)
            while line[begin:end].endswith(" ") and cell_len(line[begin:end]) > width:
                end -= 1
            yield cut(start + begin, start + end)
        start += len(line) + 1


def wrapped_by_rich(text: Text, width: int) -> Iterator[list[Segment]]:
    """Wrap with Rich itself, for text with tabs."""
    for line in text.wrap(_RICH, width, tab_size=4):
        yield [segment for segment in line.render(_RICH) if segment.text != "\n"]


def _runs(text: Text) -> list[Segment]:
    """Split a text into segments of one style each."""
    plain, runs, at = text.plain, [], 0
    if text.style or not text.spans:
        return _rendered(text)
    for start, end, style in text.spans:
        # Overlapping or named styles: let Rich combine them.
        if start < at or not isinstance(style, Style):
            return _rendered(text)
        if start > at:
            runs.append(Segment(plain[at:start], styles.PLAIN))
        runs.append(Segment(plain[start:end], style))
        at = end
    if at < len(plain):
        runs.append(Segment(plain[at:], styles.PLAIN))
    return runs


def _rendered(text: Text) -> list[Segment]:
    runs = list(text.render(_RICH))
    return runs[:-1] if runs[-1].text == text.end else runs


class _Cutter:
    """Cuts consecutive pieces out of segments. It remembers its position, so that no segment is scanned repeatedly."""

    def __init__(self, runs: Sequence[Segment]) -> None:
        self._runs = runs
        # The current run, and the offset of its first character.
        self._next, self._at = 0, 0

    def cut(self, start: int, end: int) -> list[Segment]:
        """Return the segments from offset `start` to `end`. `start` must not be less than in the previous call."""
        found: list[Segment] = []
        n, at = self._next, self._at
        while n < len(self._runs) and at < end:
            text, style, _ = self._runs[n]
            after = at + len(text)
            if after > start:
                found.append(Segment(text[max(0, start - at) : end - at], style))
            if after > end:
                break
            n, at = n + 1, after
        self._next, self._at = n, at
        return found if len(found) != 1 or found[0].style else [Segment(found[0].text)]


def _line(segments: list[Segment]) -> Line:
    metas = [meta for _, style, _ in segments if style is not None and (meta := style.meta)]
    targets = dict.fromkeys([meta["target"] for meta in metas if "target" in meta])
    return Line(Strip(segments), any("match" in meta for meta in metas), tuple(targets))


def target_of(style: Style | None) -> int | None:
    """Return the index of the target that text of this style refers to, or None."""
    meta: dict[str, Any] = {} if style is None else style.meta
    target = meta.get("target")
    return target if isinstance(target, int) else None
