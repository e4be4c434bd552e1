"""Text from files: folded for comparison, revealed for display, clipped to fit.

Files are untrusted. A control character or a direction override in a title must neither affect the terminal nor
disappear: `reveal` shows it as `^[` or `<U+202E>`. `folding` defines which texts are the same in comparisons.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby

from timeline_tui.patterns import late
from timeline_tui.text.folding import find_all, fold, fold_map

__all__ = ["clip", "counted", "find_all", "flat", "fold", "fold_map", "fold_name", "one_line", "reveal"]

# C0, DEL, C1, Arabic letter mark, directional marks, line and paragraph separators, embeddings, isolates,
# zero-width space and BOM, interlinear annotation, soft hyphen, tags, lone surrogates.
# ZWJ and ZWNJ are missing because emoji and Persian need them, unless a joiner has nothing before it to join.
_HIDDEN = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufdd0-\ufdef\ufe00-\ufe0d\uffa0\ufff0-\ufff8\ufffe\uffff"
    "\ud800-\udfff\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join([f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)])
    + "]"
)
_HIDDEN_BUT_LINES = _HIDDEN.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f")
# `str.isprintable` accepts these although they are invisible: joiners, fillers, variation selectors (except
# U+FE0E and U+FE0F, which emoji need). It rejects all other hidden characters.
_SELECTORS = late(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0d\uffa0\U000e0100-\U000e01ef]"
)


@cache
def _pattern(written: str) -> re.Pattern[str]:
    """Compile a pattern of many ranges on first use: it takes milliseconds, and few texts need it."""
    return re.compile(written)


# More marks on a base than any script stacks are an attack on the height of the line, not a letter.
_MARKS = late(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1160-\u11ff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]{9,}"
)


# Rich's two measures of a text (`cell_len`, `split_graphemes`) disagree if a joiner comes first: cutting such a
# text returns a wrong width or raises IndexError.
_JOINING_NOTHING = re.compile(r"(?<![^\s\u200d])\u200d")

# Marks of other scripts occur only in such runs, because the first mark is U+0300.
_NON_LATIN_RUN = late("[^\x00-\u02ff]{9,}")


def flat(text: str) -> str:
    """Return the text on one line, with runs of white space reduced to one blank."""
    # The only printable white space of ASCII is the blank.
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(text.split())


def fold_name(text: str) -> str:
    """Fold a name, a tag or an id as `fold` does, with runs of white space reduced to one blank and none at the ends.

    A name that would fold to nothing, such as "'", stays as it is, so that it does not equal other such names.
    """
    return flat(fold(text)) or flat(text)


def _reveal_char(match: re.Match[str]) -> str:
    """Return a hidden character as `^[` or `<U+202E>`."""
    # Caret notation, as terminals echo control characters (ECHOCTL in termios(3)).
    code = ord(match.group())
    if code < 0x20:
        return "^" + chr(code + 0x40)
    if code == 0x7F:
        return "^?"
    return f"<U+{code:04X}>"


def _clip_marks(match: re.Match[str]) -> str:
    return match.group()[:8] + f"<+{len(match.group()) - 8} marks>"


def _clip_runs(match: re.Match[str]) -> str:
    """Shorten runs of marks of other scripts, which are recognised by their Unicode category instead of a list."""
    pieces = []
    # Not spacing marks (Mc): they take a cell of their own instead of stacking on the base.
    for is_mark, run in groupby(match.group(), lambda char: unicodedata.category(char) in ("Mn", "Me")):
        text = "".join(run)
        pieces.append(f"{text[:8]}<+{len(text) - 8} marks>" if is_mark and len(text) > 8 else text)
    return "".join(pieces)


def reveal(text: str, *, lines: bool = False) -> str:
    """Make everything invisible in a text visible, so that it is safe to print to a terminal.

    Args:
        text: Text from a file.
        lines: Keep newlines and tabs, for text shown on several lines.
    """
    printable = text.isprintable()
    if printable and text.isascii():
        return text
    # First, since some of the marks are hidden characters themselves.
    text = _MARKS.sub(_clip_marks, text)
    if not printable or _SELECTORS.search(text):
        text = _JOINING_NOTHING.sub(_reveal_char, text)
        # Some terminals obey C1 controls in UTF-8, too (U+009B is CSI, ECMA-48 8.3.16), and directional overrides
        # reorder what is on screen (UAX #9; CVE-2021-42574).
        text = _pattern(_HIDDEN_BUT_LINES if lines else _HIDDEN).sub(_reveal_char, text)
    return _NON_LATIN_RUN.sub(_clip_runs, text)


def one_line(text: str) -> str:
    """Return the text on one line: runs of white space become one blank, and invisible characters are revealed."""
    return reveal(" ".join(text.split()))


def clip(text: str, limit: int) -> str:
    """Truncate a text to `limit` characters, with an ellipsis in place of the rest."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 event", "1,000 events"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
