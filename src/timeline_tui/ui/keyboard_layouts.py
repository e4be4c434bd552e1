"""The Latin key in the place of a letter on a Cyrillic, Greek, Hebrew or Arabic keyboard.

Rows are those of xkeyboard-config 2.35: `ru(winkeys)`, `ua(unicode)`, `gr(basic)`, `il(basic)`, `ara(basic)`. A blank
is a place without a letter of that script.
"""

from __future__ import annotations

from textual.keys import _character_to_key

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
_LATIN = {" ": " "}
for _row in _LAYOUTS:
    for _letter, _lower, _upper in zip(_row, _QWERTY, _SHIFTED, strict=True):
        _LATIN.setdefault(_letter, _lower)
        if _letter != "ς":  # its capital is that of σ
            _LATIN.setdefault(_letter.upper(), _upper)
_LATIN |= _ARABIC_SHIFTED
del _LATIN[" "]


def latin_character(character: str | None) -> str | None:
    """Return the character that a US keyboard has in the place of `character`, if that is a letter of a layout."""
    return _LATIN.get(character or "")


def latin_key(key: str) -> str | None:
    """Return the name of the key, modifiers included, in the place of `key` on a US keyboard.

    `None` for what is not a letter of one of the layouts: `ctrl+с` is `ctrl+c`, `ж` is `semicolon`, `a` is `None`.
    """
    modifiers, plus, letter = key.rpartition("+")
    latin = latin_character(letter)
    return None if latin is None else f"{modifiers}{plus}{_character_to_key(latin)}"
