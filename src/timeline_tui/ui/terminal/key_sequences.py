"""Recognize the sequences of keys, and write them in the form that Textual's parser expects.

Textual takes any number in the position of a key code for a character (`CSI 99 ~` for "c") and fails if it is not one.
So only what a keyboard sends is passed: the keys of xterm and rxvt, which Textual has in a table, and those of the
kitty keyboard protocol.
"""

from __future__ import annotations

import re

from timeline_tui.ui.compat import (
    ANSI_SEQUENCES_KEYS,
    FUNCTIONAL_KEYS,
    IGNORE_SEQUENCE,
    MODIFIER_FUNCTIONAL_KEYS,
)

_KEY = re.compile(r"\x1b\[(\d{0,7})(?:;(\d{0,3})(?:;(\d{1,7}(?::\d{1,7})*)?)?)?([u~ABCDEFHPQS])")
"""Number, modifiers, text: https://sw.kovidgoyal.net/kitty/keyboard-protocol/, and xterm's modifyOtherKeys."""
# xterm's modifyOtherKeys writes CSI 27 ; modifiers ; key ~.
_OTHER_KEYS = 27
_WITHOUT_EFFECT = {"caps_lock", "scroll_lock", "num_lock", *MODIFIER_FUNCTIONAL_KEYS}
# The codes of the kitty protocol for keys without a character.
_PRIVATE_USE = range(0xE000, 0xF900)


def key_sequence(sequence: str) -> str:
    """Return a sequence in the form that Textual's parser expects; "" if it is not a key.

    Modifier and lock keys alone have no effect and are not passed either.
    """
    known = ANSI_SEQUENCES_KEYS.get(sequence)
    if known is not None:
        return "" if known is IGNORE_SEQUENCE else sequence
    found = _KEY.fullmatch(sequence)
    if found is None:
        return ""
    number, final = int(found[1] or 1), found[4]
    codes = [int(code) for code in (found[3] or "").split(":") if code]
    if not all(map(_is_character, codes)) or not _is_key(number, final, has_text=bool(codes)):
        return ""
    # An input method may commit a sentence. In a sequence of more than 32 characters, Textual's parser reads each of
    # them as a key, so the text itself is passed.
    return "".join(map(chr, codes)) if len(codes) > 1 else sequence


def _is_key(number: int, final: str, *, has_text: bool) -> bool:
    """Return whether a sequence is a key with an effect, given its number, its final byte, and whether it has text."""
    name = FUNCTIONAL_KEYS.get(f"{number}{final}")
    if name is not None:
        return name not in _WITHOUT_EFFECT
    if final == "u":
        # Text that belongs to no key, as from an input method, has the number 0 in kitty's protocol.
        return has_text if number == 0 else _is_character(number) and number not in _PRIVATE_USE
    return (number, final) == (_OTHER_KEYS, "~") and has_text


def alt_sequence(key: str) -> str:
    """Return a key with Alt in kitty's encoding, for terminals that send Esc and the key."""
    code = ord(key.lower())
    # 1, and 2 for Alt, 1 for Shift (the kitty keyboard protocol, "Modifiers").
    modifiers = 3 + (key != key.lower())
    # Ctrl clears the upper bits of a letter (Ctrl-A is 0x01). Tab and Enter are keys of their own.
    if code < 0x20 and key not in "\t\r":
        # Ctrl counts 4.
        code, modifiers = code + 0x60, modifiers + 4
    return f"\x1b[{code};{modifiers}u"


def _is_character(code: int) -> bool:
    # Neither a control character (C0, DEL, C1) nor a surrogate.
    return 0x20 <= code <= 0x10FFFF and not 0x7F <= code < 0xA0 and not 0xD800 <= code < 0xE000
