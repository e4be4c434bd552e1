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
# Esc with these behind it begins what a terminal sends: a key, an answer. The answers `]` and `P` end with Esc and `\`,
# or with a bell. Nothing else begins with Esc.
_PARTS = re.compile(r"\x1b[\]P]|\x07|\x1b\\|\x1b(?![\[O\x1b]|\Z)")
_CUT = re.compile(r"\x1b[\[\]OP]?\Z")


class Escapes:
    """Takes what was typed, piece by piece. `alone`: an Esc with a key behind it is a key of its own."""

    def __init__(self, *, alone: bool = True) -> None:
        self._alone = alone
        self._left = 0
        self._answer = False  # whether one has begun and not ended
        self._begun = ""  # of the mark of a paste, handed on already: it may be the key Esc
        self._held = ""  # of the mark of its end, not handed on yet; or an Esc that may begin anything
        self.pasting = False
        """Whether a paste has begun and not ended."""

    def apart(self, typed: str) -> str:
        """The same keys and pastes, as Textual understands them. Marks may be cut between two pieces."""
        typed, self._held = self._held + typed, ""
        told = ""
        while typed:
            now, typed = self._pasted(typed) if self.pasting else self._keys(typed)
            told += now
        return told

    def _keys(self, typed: str) -> tuple[str, str]:
        """What comes before the next paste, with its mark; and the rest."""
        whole = f"{self._begun}{typed}"
        if _BEGIN not in whole:
            cut = _CUT.search(typed) if self._alone else None
            if cut is not None:
                typed, self._held = typed[: cut.start()], cut[0]
            self._begun = _beginning(f"{self._begun}{typed}", _BEGIN)
            return self._apart(typed), ""
        at = whole.index(_BEGIN) - len(self._begun)
        end = at + len(_BEGIN)
        self._begun, self.pasting, self._left = "", True, LONGEST
        return f"{self._apart(typed[: max(0, at)])}{typed[max(0, at) : end]}", typed[end:]

    def _apart(self, typed: str) -> str:
        return _PARTS.sub(self._part, typed) if self._alone else typed

    def _part(self, found: re.Match[str]) -> str:
        part = found[0]
        if part in ("\x1b]", "\x1bP"):
            self._answer = True
        elif part == "\x07" or (part == "\x1b\\" and self._answer):
            self._answer = False
        else:
            self._answer = False
            return _ESCAPE + part[1:]
        return part

    def _pasted(self, typed: str) -> tuple[str, str]:
        """What is pasted, with the mark of its end if that is there; and the rest."""
        text, end, rest = typed.partition(_END)
        if not end:
            self._held = _beginning(text, _END)
            text = text[: len(text) - len(self._held)]
        text = text[: self._left].replace("\x1b", " ")
        self._left -= len(text)
        self.pasting = not end
        return f"{text}{end}", rest

    def lone(self) -> str:
        """Esc, and the key that came with it, where nothing has come behind for long enough; "" where none is held."""
        if self.pasting or not self._held:
            return ""
        held, self._held = self._held, ""
        return _ESCAPE + held[1:]

    def end_of_paste(self) -> str:
        """What ends a paste whose own end did not come; "" where there is none."""
        self._held = ""
        return self.apart(_END) if self.pasting else ""


def _beginning(text: str, mark: str) -> str:
    """What at the end of a text may be the beginning of a mark."""
    return next((mark[:size] for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), "")
