"""Pass on keys, pastes and clicks; swallow everything else that a terminal sends.

Programs ask terminals for colours, versions and modes. An answer that arrives after the program that asked has gone
(an editor that was closed, say) must not be read as keys. So this is a parser for what a terminal sends, after
ECMA-48 (clauses 5.4 and 5.6) and the VT500 parser (https://vt100.net/emu/dec_ansi_parser), and a short list of what
may pass. Control strings (OSC, DCS, APC, PM, SOS) and unknown control sequences are swallowed whole, wherever they are
cut between two reads and even if they never end. What passes is always a whole sequence that Textual's parser knows.

It differs from the VT500 parser in two ways, because this is input:

- Esc and the key behind it may arrive together (over SSH, from a quick hand). They are two keys, unless a key with Alt
  is bound.
- Nothing lasts for ever. A sequence, a string or a paste that stops arriving is given up, and the next key works. Its
  rest is still recognized if it arrives late.

A line that loses packets may pause for a second in the middle of a reply. One pause cannot be told from a key: behind
an Esc that arrived alone. Then the delay decides, as in Vim (`ttimeoutlen`) and tmux (`escape-time`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from textual import constants

from timeline_tui.patterns import late
from timeline_tui.ui.terminal.key_sequences import alt_sequence, key_sequence

LONGEST = 20_000
"""Characters of a paste that are kept: more than any filter or date needs."""
ESCAPE = "\x1b[27u"
"""The key Esc in kitty's encoding, which needs no pause behind it."""
ESCAPE_DELAY = constants.ESCAPE_DELAY
"""Seconds without input after which Esc was the key.

0.1, as in Vim's defaults.vim, or the variable ESCDELAY (in milliseconds), which ncurses has too. Older versions of tmux
wait 0.5, which makes Esc feel slow; newer ones 0.01, which is too short for a reply that a slow line cuts there.
"""
SILENCE, PASTE_SILENCE = 1.0, 3.0
"""Seconds without input after which a sequence or a string, or a paste, is given up.

TCP sends a lost packet again after 0.2 seconds or more, and doubles this for each further loss (RFC 6298, Linux's
minimum). A key that is held down does not count as input.
"""
STEADY, LIFETIME = 64, 6
"""A string or a paste that brings fewer characters in six silences is given up too: these are keys."""
LATE = 10.0
"""Seconds during which the rest of something that was given up is recognized."""
MOUSE_EVENTS = 16
"""Mouse events that are passed on from one read; a hand on a wheel makes fewer."""

_LONGEST_SEQUENCE = 1000
_ANY_STRING = "\x1b]0"
_PASTE, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_CSI = r"(?:\x1b\[|\x9b)"
_STRING = r"(?:\x1b[\]PX^_])"
# Each known OSC reply begins with a number or the letter of a title: else it is Esc and the key for the next month.
_STRING_BEGINS = r"(?:\x1b\](?=[\dlLI]|\x1b\\) | \x1b[PX^_](?=[^\x00-\x06\x08-\x1f\x7f-\x9f]|\x1b\\))"
# ECMA-48, 5.6, and any other character: titles have them.
_BODY = r"[^\x00-\x07\x0e-\x1f\x7f\x9c]"
_STRING_ENDS = r"(?:\x07|\x9c|\x1b\\)"  # xterm's BEL, or ST
_TOKEN = late(
    rf"""
    (?P<keys>     [^\x1b\x80-\x9f]+ )
  | (?P<sequence> {_CSI} (?: M[^\x00-\x1f]{{3}}                      # X10 mouse
                           | \[[A-E]                                 # F1 to F5 of the Linux console
                           | (?![M\[]) [ -?]* [@-~] )                # any order, as the VT500 parser ignores it
                | (?:\x1bO|\x8f) [0-9;]* [ -/:<-~] )                 # SS3; some terminals write modifiers
  | (?P<string>   {_STRING_BEGINS} | [\x90\x98\x9d-\x9f] )
  | (?P<cut>      (?: {_CSI} (?: [ -?]* | M[^\x00-\x1f]{{0,2}} | \[ )
                    | (?:\x1bO|\x8f) [0-9;]* | {_STRING}\x1b? | \x1b ) \Z )
  | (?P<broken>   {_CSI} (?: [ -?]+ | M[^\x00-\x1f]{{0,2}} ) | \x1bO[0-9;]+ )      # by a control
  | (?P<escape>   \x1b [^\x1b\x80-\x9f]? )
  | (?P<c1>       [\x80-\x9f] )
    """,
    re.VERBOSE,
)
_STRING_STOPS = late(rf"{_STRING_ENDS}|(?P<cut>\x1b\Z)|(?=[\x00-\x06\x0e-\x1f])")
_SEQUENCE_STOPS = late(r"[@-~]|(?=[\x00-\x1f\x7f])")
_PASTE_STOPS = late(r"\x1b\[201~|(?P<cut>\x1b(?:\[(?:2(?:0(?:1)?)?)?)?\Z)")
_TYPED = late(r"\x1b(?:[\[\]OPX^_]\x1b?|\[\[)?")
"""What may be keys as well: Esc, and a key with which a sequence could begin."""
# The beginnings of the usual replies, as far as they may be keys, and where nobody types them any more.
_BEGUN = late(r"\x1b(?:\]\d*|P[01>!]?|_|\[(?:[?>]|\d*))?")
_SURELY_BEGUN = late(r"\x1b(?:\]\d+;|P(?:[>!]\||[01][$+])|_G|\[(?:[?>]\d|\d+;))")
_LATE_REST = late(
    rf"""{_STRING} (?: {_BODY}+? {_STRING_ENDS} | {_BODY}{{{STEADY}}} )
       | \x1b\[200~ (?: [^\x1b]* \x1b\[201~ | [^\x1b]{{{STEADY}}} )
       | {_CSI} [<-?]? [0-9;:]+ [ -?]* [@-~]""",
    re.VERBOSE,
)
_CURSOR_REPORT = late(r"\x1b\[\d+;\d+R")
_MOUSE = late(r"\x1b\[<(\d{1,2}|1[01]\d|12[0-7]);\d{1,5};\d{1,5}([Mm])")
_MODE_REPORT = late(r"\x1b\[\?2026;[0-4]\$y")


def _raw_byte(error: UnicodeError) -> tuple[str, int]:
    """A byte that is not UTF-8 is a C1 control if it can be one: some terminals send these as one byte."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    return (chr(byte) if 0x80 <= byte <= 0x9F else "\ufffd"), error.start + 1


codecs.register_error("timeline-c1", _raw_byte)


class InputFilter:
    """Filters what a terminal sends, read by read. It does not wait itself: `timeout` says when to call `expire`."""

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        alt: bool = False,
        cursor_reported: Callable[[], object] = lambda: None,
        room: Callable[[], int] = lambda: MOUSE_EVENTS,
    ) -> None:
        """Begin with no input.

        Args:
            clock: Gives the time in seconds.
            alt: Whether Esc with a key behind it is that key with Alt.
            cursor_reported: Called for each report of the cursor's position (CPR).
            room: How many more mouse events the program can take now.
        """
        self._clock = clock
        self._alt = alt
        self._cursor_reported = cursor_reported
        self._room = room
        self._decoder = codecs.getincrementaldecoder("utf-8")("timeline-c1")
        self._cut = ""  # the beginning of something, at the end of the last read
        self._ends: re.Pattern[str] | None = None  # of the string, long sequence or paste that is under way
        self._opening = ""  # with which it began
        self._pasted = ""
        self._deadline: float | None = None
        self._lifetime_ends = 0.0
        self._steady = 0  # characters since the lifetime began
        self._last_character = ""
        self._given_up, self._given_up_at = "", 0.0
        self._mode_reported = False
        self._mouse_left = 0
        self._press_dropped = False
        self._passed: list[str] = []
        self._last = ""  # the kind of the last one passed

    def feed(self, data: bytes) -> str:
        """Take what was read.

        Returns:
            The keys, pastes and mouse events in it, as Textual's parser understands them.
        """
        text = self._decoder.decode(data)
        now = self._clock()
        if self._ends and self.timeout() == 0:
            self._pass("keys", self.expire())
        text = self._cut + self._with_late_rest(text, now)
        self._cut = ""
        if self._ends:
            self._go_on_waiting(text)
        self._last_character = text[-1:]
        self._mouse_left = min(MOUSE_EVENTS, self._room())
        at = 0
        while at < len(text):
            at = self._within(self._ends, text, at) if self._ends else self._outside(text, at)
        if self._ends is None:
            self._deadline = None
            if self._cut:
                self._begin_waiting()
        passed, self._passed, self._last = "".join(self._passed), [], ""
        return passed

    def timeout(self) -> float | None:
        """The seconds after which `expire` is to be called if nothing is read; `None` if it need not be."""
        return None if self._deadline is None else max(0.0, self._deadline - self._clock())

    def expire(self) -> str:
        """Give up what is under way, if its time is over.

        Returns:
            The keys it was: Esc, say, if nothing followed. Most is swallowed.
        """
        if self.timeout() != 0:
            return ""
        cut, self._cut, self._deadline = self._cut, "", None
        self._given_up, self._given_up_at = (self._opening if self._ends else "") + cut, self._clock()
        if self._ends is None:
            return self._typed(cut) if _TYPED.fullmatch(cut) else key_sequence(cut)
        self._ends = None
        self._decoder.reset()  # half a character was part of it
        if self._opening == _PASTE:
            return self._end_paste()
        return ESCAPE if cut else ""

    def _patience(self) -> float:
        """The seconds without input after which what is under way is given up."""
        if self._ends:
            return PASTE_SILENCE if self._opening == _PASTE else SILENCE
        # Esc alone, or at the end; with Alt, all that may be a key.
        typed = _TYPED.fullmatch(self._cut) if self._alt else self._cut.endswith("\x1b")
        return ESCAPE_DELAY if typed else SILENCE

    def _begin_waiting(self) -> None:
        now, patience = self._clock(), self._patience()
        self._deadline, self._lifetime_ends, self._steady = now + patience, now + LIFETIME * patience, 0

    def _go_on_waiting(self, text: str) -> None:
        """Wait longer for the end of a string or a paste, of which `text` is more; not if a key is held down."""
        self._steady += len(text)
        if text and text == self._last_character * len(text) and len(text) < STEADY:
            return
        if self._steady >= STEADY:
            self._begin_waiting()
        self._deadline = min(self._clock() + self._patience(), self._lifetime_ends)

    def _with_late_rest(self, text: str, now: float) -> str:
        """Put what was given up in front of its rest, if `text` begins with that."""
        if not self._given_up:
            return text
        if now - self._given_up_at >= LATE:
            self._given_up = ""
            return text
        whole = self._given_up + text
        slowly = _BEGUN.fullmatch(self._given_up)
        rest = _LATE_REST.match(whole)
        # One character behind an Esc, or a sequence, is a key that was typed.
        late = rest and (rest.end() > len(self._given_up) + 1 or self._given_up.startswith(_ANY_STRING))
        if late or (slowly and _SURELY_BEGUN.match(whole)):
            self._given_up = ""
            return whole
        if slowly and _BEGUN.fullmatch(whole):
            self._given_up = whole
        return text

    def _pass(self, kind: str, text: str) -> None:
        if text:
            self._passed.append(text)
            self._last = kind

    # -- inside of a string, a sequence that is too long, a paste -------------------------------------------

    def _enter(self, opening: str, ends: re.Pattern[str]) -> None:
        self._opening, self._ends = opening, ends
        self._begin_waiting()

    def _within(self, ends: re.Pattern[str], text: str, at: int) -> int:
        found = ends.search(text, at)
        stop = found.start() if found else len(text)
        if self._opening == _PASTE:
            self._pasted += text[at:stop][: LONGEST - len(self._pasted)].replace("\x1b", " ")
        if found is None:
            return stop
        if found.groupdict().get("cut"):
            self._cut = found[0]
        else:
            self._ends = None
            self._pass("paste", self._end_paste())
        return found.end()

    def _end_paste(self) -> str:
        """What was pasted, between its marks; together with the paste right before it."""
        pasted, self._pasted = self._pasted, ""
        if not pasted:
            return ""
        if self._last == "paste":
            pasted = f"{self._passed.pop()[len(_PASTE) : -len(_PASTE_ENDS)]}{pasted}"[:LONGEST]
        return f"{_PASTE}{pasted}{_PASTE_ENDS}"

    # -- outside --------------------------------------------------------------------------------------------

    def _outside(self, text: str, at: int) -> int:
        found = _TOKEN.match(text, at)
        assert found is not None  # the groups cover every character
        part = found[0]
        match found.lastgroup:
            case "keys":
                self._pass("keys", part)
            case "sequence":
                self._sequence(part.replace("\x9b", "\x1b[").replace("\x8f", "\x1bO"))
            case "string":
                self._enter(_ANY_STRING, _STRING_STOPS)
            case "cut" if len(part) > _LONGEST_SEQUENCE:
                self._enter("\x1b[0", _SEQUENCE_STOPS)
            case "cut":
                self._cut = part
            case "broken":  # rxvt ends some keys with "$", which ECMA-48 expects something behind
                self._pass("keys", key_sequence(part))
            case "escape" if self._alt:
                self._pass("keys", self._typed(part))
            case "escape":
                self._pass("keys", ESCAPE)
                return at + 1
        return found.end()

    def _typed(self, text: str) -> str:
        """Esc and the key behind it, or that key with Alt."""
        behind = r"\x1b([^\x1b])?" if self._alt else r"\x1b()"
        return re.sub(behind, lambda found: alt_sequence(found[1]) if found[1] else ESCAPE, text)

    def _sequence(self, sequence: str) -> None:
        if sequence == _PASTE:
            self._enter(_PASTE, _PASTE_STOPS)
        elif _CURSOR_REPORT.fullmatch(sequence):
            self._cursor_reported()
        elif found := _MOUSE.fullmatch(sequence):
            self._mouse(sequence, int(found[1]), found[2] == "M")
        elif _MODE_REPORT.fullmatch(sequence):
            self._pass("mode", "" if self._mode_reported else sequence)  # Textual asks once
            self._mode_reported = True
        else:
            self._pass("keys", key_sequence(sequence))

    def _mouse(self, sequence: str, button: int, down: bool) -> None:
        """Pass on the wheel, moves while a button is held, and of a press and its release both or neither.

        Args:
            sequence: The report.
            button: See "Extended coordinates" in xterm's ctlseqs: 32 is a move, 64 the wheel, 3 in the lowest bits
                no button.
            down: Whether the button was pressed.
        """
        moved, wheel = bool(button & 32), bool(button & 64)
        if button & 3 == 3 and not wheel:
            return
        full = self._mouse_left <= 0
        if not moved and not wheel:
            if down:
                self._press_dropped = full
            full = self._press_dropped
        if moved and self._last == "move":
            self._passed.pop()
        elif full:
            return
        else:
            self._mouse_left -= 1
        self._pass("move" if moved else "mouse", sequence)
