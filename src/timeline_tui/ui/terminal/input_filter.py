"""Pass keys, pastes and mouse events to the application; drop everything else that a terminal sends.

Programs query terminals for colours, versions and modes. A reply that arrives after the program that asked has exited
(a closed editor, for example) must not be read as keys. So this module parses terminal input after ECMA-48 (clauses 5.4
and 5.6) and the VT500 parser (https://vt100.net/emu/dec_ansi_parser), and passes what is on a short list. Control
strings (OSC, DCS, APC, PM, SOS) and unknown control sequences are dropped as a whole, however they are split between
reads and even if they never end. Only complete sequences that Textual's parser knows are passed.

It differs from the VT500 parser in two ways, because it parses input:

- Esc and the following key may arrive together, over SSH or from a fast typist. They are two keys, unless a key with
  Alt is bound.
- Every state times out. A sequence, a string or a paste that stops arriving is abandoned, and the next key works. Its
  rest is still recognized if it arrives late.

A line that loses packets may pause for a second in the middle of a reply. A pause after a lone Esc cannot be
distinguished from the key Esc. There a timeout decides, as in Vim (`ttimeoutlen`) and tmux (`escape-time`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from textual import constants

from timeline_tui.patterns import late
from timeline_tui.ui.terminal.key_sequences import alt_sequence, key_sequence

LONGEST = 20_000
"""Characters of a paste to keep: more than any filter or date needs."""
ESCAPE = "\x1b[27u"
"""The key Esc in the kitty keyboard protocol, which is unambiguous and needs no timeout."""
ESCAPE_DELAY = constants.ESCAPE_DELAY
"""Seconds without input after which a lone Esc is taken for the key.

0.1 as in Vim's defaults.vim, or the environment variable ESCDELAY in milliseconds, which ncurses reads, too. Older
versions of tmux wait 0.5, which makes Esc feel slow. Newer ones wait 0.01, too short for a reply that a slow line
splits after the Esc.
"""
SILENCE, PASTE_SILENCE = 1.0, 3.0
"""Seconds without input after which a sequence or string, or a paste, is abandoned.

TCP retransmits a lost packet after at least 0.2 s (Linux's minimum) and doubles the delay for each further loss
(RFC 6298). The repeats of a key that is held down do not count as input.
"""
STEADY, LIFETIME = 64, 6
"""A string or paste that grows by fewer than 64 characters in six timeouts is abandoned too: these are typed keys."""
LATE = 10.0
"""Seconds during which the rest of an abandoned sequence, string or paste is recognized."""
MOUSE_EVENTS = 16
"""Mouse events to pass from one read; turning a wheel by hand makes fewer."""

# Longer than the sequence of any key, and than any reply but a string.
_LONGEST_SEQUENCE = 1000
_ANY_STRING = "\x1b]0"
_PASTE, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_NOT_IN_PASTES = {0x03: " ", 0x1B: " "}
"""Ctrl-C, for which the driver would discard the beginning of the paste and take its rest for keys, and ESC."""
_CSI = r"(?:\x1b\[|\x9b)"
_STRING = r"(?:\x1b[\]PX^_])"
# Known OSC replies begin with a number or, for titles, a letter. Else it is Esc and `]`, the key for the next month.
# After the other introducers, a control character means typed keys, except BEL and ST, which end an empty string.
_STRING_BEGINS = r"(?:\x1b\](?=[\dlLI]|\x1b\\) | \x1b[PX^_](?=[^\x00-\x06\x08-\x1f\x7f-\x9f]|\x1b\\))"
# ECMA-48, clause 5.6, and all other printable characters, because titles contain them.
_BODY = r"[^\x00-\x07\x0e-\x1f\x7f\x9c]"
# BEL (an xterm extension), or ST.
_STRING_ENDS = r"(?:\x07|\x9c|\x1b\\)"
# Control sequences as in ECMA-48, clause 5.4: parameter bytes 0x30 to 0x3F, intermediate bytes 0x20 to 0x2F, and a
# final byte 0x40 to 0x7E. Only X10 mouse reports and the console's function keys go on after their final byte.
_TOKEN = late(
    rf"""
    (?P<keys>     [^\x1b\x80-\x9f]+ )
  | (?P<sequence> {_CSI} (?: M[^\x00-\x1f]{{3}}                      # X10 mouse
                           | \[[A-E]                                 # F1 to F5 of the Linux console
                           | (?![M\[]) [ -?]* [@-~] )                # in any order, which the VT500 parser ignores
                | (?:\x1bO|\x8f) [0-9;]* [ -/:<-~] )                 # SS3, in some terminals with modifiers
  | (?P<string>   {_STRING_BEGINS} | [\x90\x98\x9d-\x9f] )
  | (?P<cut>      (?: {_CSI} (?: [ -?]* | M[^\x00-\x1f]{{0,2}} | \[ )
                    | (?:\x1bO|\x8f) [0-9;]* | {_STRING}\x1b? | \x1b ) \Z )
  | (?P<broken>   {_CSI} (?: [ -?]+ | M[^\x00-\x1f]{{0,2}} ) | \x1bO[0-9;]+ )      # cut off by a control character
  | (?P<escape>   \x1b [^\x1b\x80-\x9f]? )
  | (?P<c1>       [\x80-\x9f] )
    """,
    re.VERBOSE,
)
# A control character that no string contains, such as Ctrl-C, ends it and is read as a key itself.
_STRING_STOPS = late(rf"{_STRING_ENDS}|(?P<cut>\x1b\Z)|(?=[\x00-\x06\x0e-\x1f])")
_SEQUENCE_STOPS = late(r"[@-~]|(?=[\x00-\x1f\x7f])")
_PASTE_STOPS = late(r"\x1b\[201~|(?P<cut>\x1b(?:\[(?:2(?:0(?:1)?)?)?)?\Z)")
_TYPED = late(r"\x1b(?:[\[\]OPX^_]\x1b?|\[\[)?")
"""Input that may also be keys: Esc, or Esc and a key that introduces a sequence."""
# Beginnings of the usual replies: those that may also be typed keys, and those that are too long for that.
_BEGUN = late(r"\x1b(?:\]\d*|P[01>!]?|_|\[(?:[?>]|\d*))?")
_SURELY_BEGUN = late(r"\x1b(?:\]\d+;|P(?:[>!]\||[01][$+])|_G|\[(?:[?>]\d|\d+;))")
_LATE_REST = late(
    rf"""{_STRING} (?: {_BODY}+? {_STRING_ENDS} | {_BODY}{{{STEADY}}} )
       | \x1b\[200~ (?: [^\x1b]* \x1b\[201~ | [^\x1b]{{{STEADY}}} )
       | {_CSI} [<-?]? [0-9;:]+ [ -?]* [@-~]""",
    re.VERBOSE,
)
# xterm sends the same for F3 with a modifier (CSI 1 ; 5 R for Ctrl-F3), which is lost: nothing distinguishes the two.
_CURSOR_REPORT = late(r"\x1b\[\d+;\d+R")
# Codes from 128 are buttons 8 to 11, which nothing uses; negative coordinates are an error of some terminals.
_MOUSE = late(r"\x1b\[<(\d{1,2}|1[01]\d|12[0-7]);\d{1,5};\d{1,5}([Mm])")
# DECRPM, the reply to Textual's DECRQM for synchronized output, the only mode it needs to know about.
_MODE_REPORT = late(r"\x1b\[\?2026;[0-4]\$y")


def _raw_byte(error: UnicodeError) -> tuple[str, int]:
    """Decode a byte that is not UTF-8 as a C1 control if it can be one: some terminals send C1 as single bytes."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    return (chr(byte) if 0x80 <= byte <= 0x9F else "\ufffd"), error.start + 1


codecs.register_error("timeline-c1", _raw_byte)


class InputFilter:
    """Filters terminal input incrementally. It does no waiting: the caller calls `expire` after `timeout` seconds."""

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        alt: bool = False,
        cursor_reported: Callable[[], object] = lambda: None,
        room: Callable[[], int] = lambda: MOUSE_EVENTS,
    ) -> None:
        """Start without input.

        Args:
            clock: Returns the time in seconds.
            alt: Whether Esc followed by a key is that key with Alt.
            cursor_reported: Called for each cursor position report (CPR).
            room: Returns how many more mouse events the application can take now.
        """
        self._clock = clock
        self._alt = alt
        self._cursor_reported = cursor_reported
        self._room = room
        self._decoder = codecs.getincrementaldecoder("utf-8")("timeline-c1")
        # An incomplete sequence at the end of the last read.
        self._cut = ""
        self._ends: re.Pattern[str] | None = (
            None  # ends the current string, long sequence or paste, if there is one
        )
        # What introduced it.
        self._opening = ""
        self._pasted = ""
        self._deadline: float | None = None
        self._lifetime_ends = 0.0
        # Characters since the lifetime began.
        self._steady = 0
        self._last_character = ""
        self._given_up, self._given_up_at = "", 0.0
        self._mode_reported = False
        self._mouse_left = 0
        self._press_dropped = False
        self._passed: list[str] = []
        # The kind of the last input passed.
        self._last = ""

    def feed(self, data: bytes) -> str:
        """Filter the bytes of one read.

        Returns:
            The keys, pastes and mouse events among them, in sequences that Textual's parser knows.
        """
        text = self._decoder.decode(data)
        now = self._clock()
        # Input may arrive after the deadline but before the caller calls `expire`.
        if self._ends and self.timeout() == 0:
            self._pass("keys", self.expire())
        text = self._cut + self._with_late_rest(text, now)
        self._cut = ""
        if self._ends:
            self._go_on_waiting(text)
        self._last_character = text[-1:]
        # Asked once for each read, because `room` counts the application's queue.
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
        """Return the seconds after which to call `expire` if nothing is read; None if nothing is incomplete."""
        return None if self._deadline is None else max(0.0, self._deadline - self._clock())

    def expire(self) -> str:
        """Abandon the incomplete sequence, string or paste if it has timed out.

        Returns:
            The keys that it stands for: Esc, for example, if nothing followed. Most input is dropped.
        """
        if self.timeout() != 0:
            return ""
        cut, self._cut, self._deadline = self._cut, "", None
        self._given_up, self._given_up_at = (self._opening if self._ends else "") + cut, self._clock()
        if self._ends is None:
            # Some keys of rxvt end in "$" (CSI 3 $ is Shift-Delete), for which ECMA-48 waits for a final byte.
            return self._typed(cut) if _TYPED.fullmatch(cut) else key_sequence(cut)
        self._ends = None
        # An incomplete character is part of what is abandoned.
        self._decoder.reset()
        if self._opening == _PASTE:
            return self._end_paste()
        # An Esc that turned out not to begin ST is a key.
        return ESCAPE if cut else ""

    def _patience(self) -> float:
        """Return the seconds without input after which the incomplete input is abandoned."""
        if self._ends:
            return PASTE_SILENCE if self._opening == _PASTE else SILENCE
        # The short delay applies to Esc alone or at the end and, with Alt, to all input that may be a key.
        typed = _TYPED.fullmatch(self._cut) if self._alt else self._cut.endswith("\x1b")
        return ESCAPE_DELAY if typed else SILENCE

    def _begin_waiting(self) -> None:
        now, patience = self._clock(), self._patience()
        self._deadline, self._lifetime_ends, self._steady = now + patience, now + LIFETIME * patience, 0

    def _go_on_waiting(self, text: str) -> None:
        """Extend the deadline of a string or paste that continues with `text`, unless it repeats a held key."""
        self._steady += len(text)
        # A key held down repeats for as long as the user waits, and would keep the string open.
        if text and text == self._last_character * len(text) and len(text) < STEADY:
            return
        if self._steady >= STEADY:
            self._begin_waiting()
        self._deadline = min(self._clock() + self._patience(), self._lifetime_ends)

    def _with_late_rest(self, text: str, now: float) -> str:
        """Prepend the abandoned input to `text` if that begins with the rest of it."""
        if not self._given_up:
            return text
        if now - self._given_up_at >= LATE:
            self._given_up = ""
            return text
        whole = self._given_up + text
        slowly = _BEGUN.fullmatch(self._given_up)
        rest = _LATE_REST.match(whole)
        # A single character after an abandoned Esc or sequence is a typed key.
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

    # -- inside a string, an overlong sequence or a paste ---------------------------------------------------

    def _enter(self, opening: str, ends: re.Pattern[str]) -> None:
        self._opening, self._ends = opening, ends
        self._begin_waiting()

    def _within(self, ends: re.Pattern[str], text: str, at: int) -> int:
        found = ends.search(text, at)
        stop = found.start() if found else len(text)
        if self._opening == _PASTE:
            self._pasted += text[at:stop][: LONGEST - len(self._pasted)].translate(_NOT_IN_PASTES)
        if found is None:
            return stop
        if found.groupdict().get("cut"):
            self._cut = found[0]
        else:
            self._ends = None
            self._pass("paste", self._end_paste())
        return found.end()

    def _end_paste(self) -> str:
        """Return the pasted text between its markers, joined to a paste right before it."""
        pasted, self._pasted = self._pasted, ""
        if not pasted:
            return ""
        # A flood of small pastes becomes one event.
        if self._last == "paste":
            pasted = f"{self._passed.pop()[len(_PASTE) : -len(_PASTE_ENDS)]}{pasted}"[:LONGEST]
        return f"{_PASTE}{pasted}{_PASTE_ENDS}"

    # -- outside of these -----------------------------------------------------------------------------------

    def _outside(self, text: str, at: int) -> int:
        found = _TOKEN.match(text, at)
        # The groups cover every character.
        assert found is not None
        part = found[0]
        match found.lastgroup:
            case "keys":
                self._pass("keys", part)
            case "sequence":
                self._sequence(part.replace("\x9b", "\x1b[").replace("\x8f", "\x1bO"))
            case "string":
                self._enter(_ANY_STRING, _STRING_STOPS)
            # Skip the rest instead of keeping it: what is kept is matched again from its beginning at each read.
            case "cut" if len(part) > _LONGEST_SEQUENCE:
                self._enter("\x1b[0", _SEQUENCE_STOPS)
            case "cut":
                self._cut = part
            case (
                "broken"
            ):  # rxvt ends some keys with "$", an intermediate byte in ECMA-48 that needs a final byte
                self._pass("keys", key_sequence(part))
            case "escape" if self._alt:
                self._pass("keys", self._typed(part))
            case "escape":
                self._pass("keys", ESCAPE)
                return at + 1
        # C1 controls that begin nothing match no case and are dropped.
        return found.end()

    def _typed(self, text: str) -> str:
        """Return Esc, and with `alt` Esc and a key as that key with Alt."""
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
            # Textual queries it once.
            self._pass("mode", "" if self._mode_reported else sequence)
            self._mode_reported = True
        else:
            self._pass("keys", key_sequence(sequence))

    def _mouse(self, sequence: str, button: int, down: bool) -> None:
        """Pass the wheel, motion while a button is held, and either both or neither of a press and its release.

        Args:
            sequence: The report.
            button: The button code of "Extended coordinates" in xterm's ctlseqs: bit 32 is motion, bit 64 the wheel,
                3 in the lowest bits no button.
            down: Whether the report is a press.
        """
        moved, wheel = bool(button & 32), bool(button & 64)
        # Motion without a button: another program may have left mode 1003 on.
        if button & 3 == 3 and not wheel:
            return
        full = self._mouse_left <= 0
        if not moved and not wheel:
            if down:
                self._press_dropped = full
            full = self._press_dropped
        # Only the newest position counts, and it takes no more room than the one that it replaces.
        if moved and self._last == "move":
            self._passed.pop()
        elif full:
            return
        else:
            self._mouse_left -= 1
        self._pass("move" if moved else "mouse", sequence)
