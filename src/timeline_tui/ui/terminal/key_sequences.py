"""Which sequences are keys, and how a key is written so that Textual's parser reads it.

Textual reads any number in the place of a key's as a character (`CSI 99 ~` as "c") and fails on those that are none.
Only what a keyboard sends passes: xterm's and rxvt's keys, which Textual has in a table, and kitty's protocol.
"""

from __future__ import annotations

import re

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
from textual._keyboard_protocol import FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS

_KEY = re.compile(r"\x1b\[(\d{0,7})(?:;(\d{0,3})(?:;(\d{1,7}(?::\d{1,7})*)?)?)?([u~ABCDEFHPQS])")
"""Number, modifiers, text: https://sw.kovidgoyal.net/kitty/keyboard-protocol/, and xterm's modifyOtherKeys."""
_OTHER_KEYS = 27  # the number that xterm's modifyOtherKeys writes before the key itself
_WITHOUT_EFFECT = {"caps_lock", "scroll_lock", "num_lock", *MODIFIER_FUNCTIONAL_KEYS}
_PRIVATE_USE = range(0xE000, 0xF900)  # where kitty numbers keys that have no character


def key_sequence(sequence: str) -> str:
    """Write a sequence so that Textual's parser reads the key it stands for; "" if it is not a key.

    A modifier alone, or a lock, changes nothing and is not passed on either.
    """
    known = ANSI_SEQUENCES_KEYS.get(sequence)
    if known is not None:
        return "" if known is IGNORE_SEQUENCE else sequence
    found = _KEY.fullmatch(sequence)
    if found is None:
        return ""
    number, codes, final = (
        int(found[1] or 1),
        [int(code) for code in (found[3] or "").split(":") if code],
        found[4],
    )
    if not all(map(_is_character, codes)):
        return ""
    name = FUNCTIONAL_KEYS.get(f"{number}{final}")
    if name is None and final == "u":
        is_key = bool(codes) if number == 0 else _is_character(number) and number not in _PRIVATE_USE
    else:
        is_key = (
            name not in _WITHOUT_EFFECT if name else (number, final) == (_OTHER_KEYS, "~") and bool(codes)
        )
    if not is_key:
        return ""
    # An input method may commit a sentence; of more than 32 characters Textual's parser reads each as a key.
    return "".join(map(chr, codes)) if len(codes) > 1 else sequence


def alt_sequence(key: str) -> str:
    """Write a key with Alt, for a terminal that sends it as Esc and the key."""
    code = ord(key.lower())
    modifiers = 3 + (key != key.lower())  # 1 and Alt's 2, and Shift's 1
    if code < 0x20 and key not in "\t\r":
        code, modifiers = code + 0x60, modifiers + 4  # Ctrl
    return f"\x1b[{code};{modifiers}u"


def _is_character(code: int) -> bool:
    return 0x20 <= code <= 0x10FFFF and not 0x7F <= code < 0xA0 and not 0xD800 <= code < 0xE000
