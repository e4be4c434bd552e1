"""Lay out long texts from files: reflow hard-wrapped lines and interpret a small subset of Markdown.

Line breaks are blanks and blank lines separate paragraphs, as in CommonMark (4.8). Only markup that texts of
chronologies use is recognised: emphasis, strong emphasis, code, http and https links, lists, fenced code. Everything
else, including HTML, stays as written. No character is dropped but the markup itself.

A CommonMark library would recognise more: headings, entities, indented code, setext underlines. In plain text those
are accidental, and interpreting them drops characters. Importing it would also delay the first display of an event.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from timeline_tui.patterns import late
from timeline_tui.text import reveal

_MAX_NESTING = 3
"""How deep emphasis, links and code may nest."""

# All repetitions are possessive or bounded, so that matching takes linear time.
# An atomic group: before 3.11.5, Python matches a possessive group with alternatives wrongly (cpython gh-106052).
# An address with a hidden character, which `reveal` writes as ^[ or <U+202E>, is not an address.
_URL = r"(?i:https?)://(?>(?:[^\s()<>\"^`{}|\\]++|\([^\s()<>\"^`{}|\\]{0,200}+\))+)(?!\^|<U\+)"


@cache
def _inline() -> re.Pattern[str]:
    """Return the pattern of inline markup. Compiling it takes milliseconds, which texts without markup need not pay."""
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


_ANY_MARKUP = late(r"[*_`\\]|://")

# Between ideographs, kana and their punctuation (but not Hangul), a line break is not a blank.
_CJK = "(?<=[\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff60]) (?=[\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff60])"

# A backtick after the fence would make it inline code (CommonMark 4.5).
_FENCE = late(r" {0,3}(`{3,}+|~{3,}+)([^`]*+)")
_ITEM = late(r"([ \t]*+)([-*+•‣▪–—]|[0-9]{1,4}[.)])[ \t]++(?=\S)")
# Dashes are missing: at the start of a wrapped line they are punctuation, unless a list is open.
_BULLETS = "-*+•‣▪"
# As in GitHub's extended autolinks (GFM 6.9): punctuation after a bare address belongs to the sentence.
_TRAILING = late(r"[].,;:!?'\"*_`…]++$")


class TextRun(NamedTuple):
    """A run of text with its markup. `url` is the whole target of a link."""

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    url: str = ""


_PLAIN = TextRun("")


class ProseBlock(NamedTuple):
    """A paragraph, list item or code block, with revealed text.

    Attributes:
        spans: The text.
        marker: The bullet or number before a list item, or "".
        indent: The indentation in cells.
        gap: Whether a blank line precedes it.
        code: Whether it is code, whose line breaks are kept.
    """

    spans: tuple[TextRun, ...]
    marker: str = ""
    indent: int = 0
    gap: bool = False
    code: bool = False

    @property
    def plain(self) -> str:
        """The text without emphasis, with the address of a link after its text."""
        return "".join([_plain(span) for span in self.spans])


def blocks(text: str) -> list[ProseBlock]:
    """Parse a text of several lines into blocks, after revealing its hidden characters.

    Returns:
        At least one block; for an empty text, an empty one.
    """
    # Revealed before parsing, so that an address with an invisible character does not become a link.
    lines = reveal("\n".join(text.splitlines()), lines=True).strip("\n").split("\n")
    return list(_BlockReader(lines).read()) or [ProseBlock((TextRun(""),))]


def enclosed(found: Sequence[ProseBlock], before: str, after: str) -> list[ProseBlock]:
    """Insert `before` at the start of the first block and `after` at the end of the last, such as quotation marks."""
    first = found[0]._replace(spans=(TextRun(before), *found[0].spans))
    found = [first, *found[1:]]
    return [*found[:-1], found[-1]._replace(spans=(*found[-1].spans, TextRun(after)))]


def links(text: str) -> list[str]:
    """Return the addresses that a text links to, in order."""
    if "://" not in text:
        return []
    return [span.url for block in blocks(text) for span in block.spans if span.url]


class _BlockReader:
    """Parses lines into blocks, and remembers the last one for indentation."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.at = 0
        self.gap = False
        self.inside = 0
        """The indentation of the text of the list item above, 0 outside lists."""

    def read(self) -> Iterator[ProseBlock]:
        """Yield the blocks in order."""
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
        """Return the indentation of a block with this many leading blanks: that of its list item, or 0."""
        return self.inside if blanks > 1 else 0

    def _code(self, fence: str, info: str) -> ProseBlock:
        """Read code up to the closing fence or the end. The info string is kept, because it may be text."""
        margin = _leading_blanks(self.lines[self.at])
        begin = self.at = self.at + 1
        # At least as long as the opening fence, so that a longer one can enclose a shorter one (CommonMark 4.5).
        closing = re.compile(rf" {{0,3}}{fence[0]}{{{len(fence)},}}\s*")
        while self.at < len(self.lines) and not closing.fullmatch(self.lines[self.at]):
            self.at += 1
        code = "\n".join([*filter(None, [info]), *self.lines[begin : self.at]])
        self.at += 1
        return ProseBlock((TextRun(code, code=True),), indent=self._margin(margin), gap=self.gap, code=True)

    def _words(self, line: str) -> ProseBlock:
        """Parse a paragraph or list item, up to the next block."""
        item = _ITEM.match(line)
        if item is None:
            self.inside, marker = self._margin(_leading_blanks(line)), ""
            indent = self.inside
        else:
            # Tab stops are four columns apart (CommonMark 2.2).
            indent, marker = min(len(item[1].expandtabs(4)), 12), f"{item[2]} "
            self.inside = indent + len(marker)
            line = line[item.end() :]
        parts = [line]
        self.at += 1
        while self.at < len(self.lines) and not self._begins(self.lines[self.at], in_list=bool(item)):
            parts.append(self.lines[self.at])
            self.at += 1
        return ProseBlock(tuple(_spans(_reflow(parts))), marker, indent, self.gap)

    def _begins(self, line: str, *, in_list: bool) -> bool:
        """Return whether a line begins another block. A wrapped line may start with a dash or a number."""
        if not line.strip() or _FENCE.fullmatch(line):
            return True
        item = _ITEM.match(line)
        # Only a number 1 may interrupt a paragraph: a year at the start of a wrapped line must not (CommonMark 5.3).
        return item is not None and (in_list or item[2] in _BULLETS or item[2] in ("1.", "1)"))


def _leading_blanks(line: str) -> int:
    return len(line) - len(line.lstrip())


def _reflow(lines: Sequence[str]) -> str:
    """Join lines with blanks, or with nothing between letters of a script that is written without blanks.

    Two blanks at the end of a line preserve its break (CommonMark 6.7).
    """
    joined = "".join([line.strip() + ("\n" if line.endswith("  ") else " ") for line in lines]).strip()
    return joined if joined.isascii() else re.sub(_CJK, "", joined)


def _spans(text: str, within: TextRun = _PLAIN, depth: int = 0) -> Iterator[TextRun]:
    """Yield the runs of a text that already has the markup `within`."""
    at = 0
    if _ANY_MARKUP.search(text) and depth < _MAX_NESTING:
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
    """Yield the runs for a match of markup; none if it is to stay as written."""
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
        # A combining mark at the start belongs to the asterisk before it, which therefore is not markup.
        if inner and not unicodedata.combining(inner[0]):
            strong = within.strong or not groups["emphasis"]
            emphasis = within.emphasis or not groups["strong"]
            yield from _spans(inner, within._replace(strong=strong, emphasis=emphasis), depth + 1)


def _plain(span: TextRun) -> str:
    return f"{span.text} ({span.url})" if span.url and span.text != span.url else span.text
