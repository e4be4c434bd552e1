"""What is typed, made safe for Textual's parser: Esc with a key right behind it, and pastes.

Esc and a key that come at once - over SSH, from a quick hand, from a program - are Alt and the key to a terminal.
Nothing here is bound to that, unless the user's settings say so: Textual would make one key of the two, or lose the
first. A pasted Esc would end the paste for Textual, and what follows would be keys; a paste may be ten megabytes long,
and its end may never come.
"""

from __future__ import annotations

import re

LONGEST = 20_000
"""Characters of a paste that are taken: no filter and no date has half as many."""

_ESCAPE = "\x1b[27u"
"""Esc in the encoding of keys that stands for itself."""
_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_PASTE = re.compile(r"(\x1b\[20[01]~)")
# Behind these a sequence of the terminal goes on.
_ALONE = re.compile(r"\x1b(?![\[\]OPNX^_\\\x1b]|\Z)")


class Escapes:
    """Takes what was typed, piece by piece. `alone`: an Esc with a key behind it is a key of its own."""

    def __init__(self, *, alone: bool = True) -> None:
        self._alone = alone
        self._left = 0
        self.pasting = False
        """Whether a paste has begun and not ended."""

    def apart(self, typed: str) -> str:
        """The same keys and pastes, as Textual understands them."""
        if not self.pasting and "\x1b" not in typed:
            return typed
        pieces = _PASTE.split(typed)
        for n, piece in enumerate(pieces):
            if n % 2:
                pieces[n] = self._mark(piece)
            elif self.pasting:
                pieces[n] = piece[: self._left].replace("\x1b", " ")
                self._left -= len(pieces[n])
            elif self._alone:
                pieces[n] = _ALONE.sub(_ESCAPE, piece)
        return "".join(pieces)

    def _mark(self, mark: str) -> str:
        if self.pasting == (mark == _BEGIN):
            return ""  # begun twice, or ended twice
        self.pasting, self._left = mark == _BEGIN, LONGEST
        return mark

    def end_of_paste(self) -> str:
        """What ends a paste whose own end did not come; "" where there is none."""
        return self._mark(_END)
