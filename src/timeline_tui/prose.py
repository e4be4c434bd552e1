"""Long texts from files as they are read: hard-wrapped lines reflowed, and a small part of Markdown.

Line breaks are blanks and blank lines are breaks, as in CommonMark (4.8). Of its marks only those are known that texts
of chronologies use: emphasis, strong emphasis, code, links to http and https, lists, fenced code. Everything else, HTML
included, stands as it is written; no character is dropped but the marks themselves.

A CommonMark library would read more: headings, entities, indented code, setext underlines. In plain text those are
accidents, and each costs characters. It would also cost every first look at an event its import.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from timeline_tui.patterns import late
from timeline_tui.text import reveal

_NESTED = 3
"""How deep emphasis, links and code may lie in each other."""

# Every repetition is possessive or bounded, so that no text costs more than its length.
# An atomic group: Python before 3.11.5 takes a possessive one with alternatives wrongly (cpython gh-106052).
# An address with an unseen character in it, which `reveal` writes as ^[ or <U+202E>, is none.
_URL = r"(?i:https?)://(?>(?:[^\s()<>\"^`{}|\\]++|\([^\s()<>\"^`{}|\\]{0,200}+\))+)(?!\^|<U\+)"


@cache
def _inline() -> re.Pattern[str]:
    """Match a mark with what it holds. Compiling takes milliseconds, which texts without any do without."""
    return re.compile(
        r"\\(?P<escaped>[*_`\[])"
        r"|(?<!`)(?P<ticks>`{1,3})(?!`)(?P<code>[^`](?:.{0,300}?[^`])?)(?P=ticks)(?!`)"
        rf"|\[(?P<label>[^\[\]]{{1,300}}+)\]\(<?(?P<target>{_URL})>?\)"
        rf"|<(?P<auto>{_URL})>"
        rf"|(?P<bare>{_URL})"
        r"|(?<![\w*])(?P<three>\*\*\*)(?=[^\s*])(?P<both>.{1,300}?)(?<=[^\s*])\*\*\*(?!\*)"
        r"|(?P<two>\*\*|(?<!\w)__)(?=[^\s*_])(?P<strong>.{1,300}?)(?<=[^\s\\])(?P=two)(?![\w*_])"
        r"|(?P<one>(?<![\w*])\*|(?<!\w)_)(?=[^\s*_])(?P<emphasis>[^*_\n](?:[^\n]{0,300}?[^\s\\*_])?)(?P=one)(?![\w*_])"
    )


_MARKED = late(r"[*_`\\]|://")

# Between ideographs, kana and their punctuation (not Hangul) a line break stands for nothing.
_CJK = "(?<=[\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff60]) (?=[\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff60])"

_FENCE = late(r" {0,3}(`{3,}+|~{3,}+)([^`]*+)")
_ITEM = late(r"([ \t]*+)([-*+•‣▪–—]|[0-9]{1,4}[.)])[ \t]++(?=\S)")
_BULLETS = "-*+•‣▪"
_TRAILING = late(r"[].,;:!?'\"*_`…]++$")


class TextRun(NamedTuple):
    """A run of text and how it was marked. `url` is the whole address that a link leads to."""

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    url: str = ""


_PLAIN = TextRun("")


class ProseBlock(NamedTuple):
    """A paragraph, an item of a list or a piece of code; its `marker` stands before it, `indent` cells in.

    `gap`: a blank line stood before it. The lines of `code` are kept. Its text is revealed.
    """

    spans: tuple[TextRun, ...]
    marker: str = ""
    indent: int = 0
    gap: bool = False
    code: bool = False

    @property
    def plain(self) -> str:
        """The text without emphasis, with the address behind what links to it."""
        return "".join([_plain(span) for span in self.spans])


def blocks(text: str) -> list[ProseBlock]:
    """Read a text of several lines, whose unseen characters are revealed first.

    Returns:
        At least one block, for a text of nothing an empty one.
    """
    lines = reveal("\n".join(text.splitlines()), lines=True).strip("\n").split("\n")
    return list(_BlockReader(lines).read()) or [ProseBlock((TextRun(""),))]


def enclosed(found: Sequence[ProseBlock], before: str, after: str) -> list[ProseBlock]:
    """Put a text before the first block and behind the last, such as quotation marks."""
    first = found[0]._replace(spans=(TextRun(before), *found[0].spans))
    found = [first, *found[1:]]
    return [*found[:-1], found[-1]._replace(spans=(*found[-1].spans, TextRun(after)))]


def links(text: str) -> list[str]:
    """List the addresses that a text links to, in its order."""
    if "://" not in text:
        return []
    return [span.url for block in blocks(text) for span in block.spans if span.url]


class _BlockReader:
    """Reads lines into blocks. Joins the lines of each, and remembers what the last one was."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.at = 0
        self.gap = False
        self.inside = 0
        """How far the text of the list item above is indented, 0 outside of lists."""

    def read(self) -> Iterator[ProseBlock]:
        """Give the blocks in order."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.gap = True
                self.at += 1
                continue
            fence = _FENCE.fullmatch(line)
            yield self._code(fence[1], fence[2].strip()) if fence else self._words(line)
            self.gap = False

    def _margin(self, blanks: int) -> int:
        """How far a block is indented whose first line begins with so many blanks: as the list item it belongs to."""
        return self.inside if blanks > 1 else 0

    def _code(self, fence: str, info: str) -> ProseBlock:
        """Read up to the closing fence, or the end. What stands behind the opening one is shown too: it may be text."""
        margin = _blanks(self.lines[self.at])
        begin = self.at = self.at + 1
        closing = re.compile(rf" {{0,3}}{fence[0]}{{{len(fence)},}}\s*")
        while self.at < len(self.lines) and not closing.fullmatch(self.lines[self.at]):
            self.at += 1
        code = "\n".join([*filter(None, [info]), *self.lines[begin : self.at]])
        self.at += 1
        return ProseBlock((TextRun(code, code=True),), indent=self._margin(margin), gap=self.gap, code=True)

    def _words(self, line: str) -> ProseBlock:
        item = _ITEM.match(line)
        if item is None:
            self.inside, marker = self._margin(_blanks(line)), ""
            indent = self.inside
        else:
            indent, marker = min(len(item[1].expandtabs(4)), 12), f"{item[2]} "
            self.inside = indent + len(marker)
            line = line[item.end() :]
        parts = [line]
        self.at += 1
        while self.at < len(self.lines) and not self._begins(self.lines[self.at], in_list=bool(item)):
            parts.append(self.lines[self.at])
            self.at += 1
        return ProseBlock(tuple(_spans(_reflowed(parts))), marker, indent, self.gap)

    def _begins(self, line: str, *, in_list: bool) -> bool:
        """Tell whether a line begins another block. A wrapped line may well begin with a dash or a number."""
        if not line.strip() or _FENCE.fullmatch(line):
            return True
        item = _ITEM.match(line)
        return item is not None and (in_list or item[2] in _BULLETS or item[2] in ("1.", "1)"))


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip())


def _reflowed(lines: Sequence[str]) -> str:
    """Join lines by blanks, or by nothing between letters of a script without blanks.

    Two blanks at the end of a line keep its break (CommonMark 6.7).
    """
    joined = "".join([line.strip() + ("\n" if line.endswith("  ") else " ") for line in lines]).strip()
    return joined if joined.isascii() else re.sub(_CJK, "", joined)


def _spans(text: str, within: TextRun = _PLAIN, depth: int = 0) -> Iterator[TextRun]:
    """Give the runs of a text, which is marked as `within` already."""
    at = 0
    if _MARKED.search(text) and depth < _NESTED:
        for match in _inline().finditer(text):
            inner = list(_span(match, within, depth))
            if not inner:
                continue
            if match.start() > at:
                yield within._replace(text=text[at : match.start()])
            yield from inner
            at = match.end()
    if at < len(text) or not text:
        yield within._replace(text=text[at:])


def _span(match: re.Match[str], within: TextRun, depth: int) -> Iterator[TextRun]:
    """Give the runs that a mark stands for; none where it is to stay as it is written."""
    groups = match.groupdict()
    if groups["escaped"]:
        yield within._replace(text=groups["escaped"])
    elif groups["code"]:
        yield within._replace(text=groups["code"], code=True)
    elif groups["target"]:
        yield within._replace(text=groups["label"], url=groups["target"])
    elif groups["auto"]:
        yield within._replace(text=groups["auto"], url=groups["auto"])
    elif groups["bare"]:
        url = _TRAILING.sub("", groups["bare"])
        yield within._replace(text=url, url=url)
        if url != groups["bare"]:
            yield within._replace(text=groups["bare"][len(url) :])
    else:
        inner = groups["both"] or groups["strong"] or groups["emphasis"]
        if inner and not unicodedata.combining(inner[0]):
            strong = within.strong or not groups["emphasis"]
            emphasis = within.emphasis or not groups["strong"]
            yield from _spans(inner, within._replace(strong=strong, emphasis=emphasis), depth + 1)


def _plain(span: TextRun) -> str:
    return f"{span.text} ({span.url})" if span.url and span.text != span.url else span.text
