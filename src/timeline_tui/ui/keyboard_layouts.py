"""Map letters of Cyrillic, Greek, Hebrew and Arabic keyboards to the US key at the same position.

The layouts are from xkeyboard-config 2.35: `ru(winkeys)`, `ua(unicode)`, `gr(basic)`, `il(basic)`, `ara(basic)`. A
space stands for a key without a letter of the script.
"""

from __future__ import annotations

from timeline_tui.ui.compat import key_of

_QWERTY = "`qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'
_LAYOUTS = (
    "ёйцукенгшщзхъфывапролджэ ячсмитьбю ",
    " йцукенгшщзхїфівапролджєґячсмитьбю ",
    "  ςερτυθιοπ  ασδφγηξκλ   ζχψωβνμ   ",
    "   קראטוןםפ  שדגכעיחלךף  זסבהנמצתץ ",
    "ذضصثقفغعهخحجدشسيبلاتنمكط ئءؤرﻻىةوزظ",
)
_ARABIC_SHIFTED = {"ﻹ": "T", "إ": "Y", "ﻷ": "G", "أ": "H", "ـ": "J", "،": "K", "ﻵ": "B", "آ": "N", "؟": "?"}
# Reserve the placeholder, so that `setdefault` does not map it; it is deleted at the end.
_LATIN = {" ": " "}
for _row in _LAYOUTS:
    for _letter, _lower, _upper in zip(_row, _QWERTY, _SHIFTED, strict=True):
        # A letter that layouts have on different keys counts as in the first of them.
        _LATIN.setdefault(_letter, _lower)
        # Its capital is that of σ.
        if _letter != "ς":
            _LATIN.setdefault(_letter.upper(), _upper)
_LATIN |= _ARABIC_SHIFTED
del _LATIN[" "]


def latin_character(character: str | None) -> str | None:
    """Return the character at the same position of a US keyboard; None if `character` is not in one of the layouts."""
    return _LATIN.get(character or "")


def latin_key(key: str) -> str | None:
    """Return Textual's name, modifiers included, of the key at the same position of a US keyboard.

    Returns None if the letter is not in one of the layouts: `ctrl+с` gives `ctrl+c`, `ж` gives `semicolon`, `a` gives
    None.
    """
    modifiers, plus, letter = key.rpartition("+")
    latin = latin_character(letter)
    return None if latin is None else f"{modifiers}{plus}{key_of(latin)}"
