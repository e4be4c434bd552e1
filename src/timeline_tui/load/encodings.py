"""Which encoding a text that is not UTF-8 may be in: those that make words of one script of its bytes.

No statistics of languages: a sentence is too short for them, and a wrong encoding named with confidence becomes a file
that nobody can read any more. So all that fit are named, each with what it reads, and people see which is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NAMES = (
    "CP1252", "CP1251", "KOI8-R", "CP866", "CP1250", "CP1253", "CP1255", "CP1256", "SHIFT_JIS", "EUC-KR", "GB18030",
    "BIG5",
)  # fmt: skip
_AROUND = 4_000  # bytes before and behind a fault that are looked at
_MOST = 4  # encodings that are named
_WORD = re.compile(r"[^\W\d_]+")
_ONE_SCRIPT = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK"}


def advice(data: bytes, at: int) -> str:
    """Say how to get UTF-8 of a text whose byte at `at` is not."""
    lines = data[max(0, at - _AROUND) : at + _AROUND].split(b"\n")
    wrong = [line for line in lines if not line.isascii() and not _is_utf8(line)]
    # What a window cuts is no line.
    wrong = [line for line in wrong if line not in (lines[0], lines[-1])] or wrong
    found = sorted(_fitting(b"\n".join(wrong)))[:_MOST]
    if not found:
        return "save the file as UTF-8: iconv -f ITS-ENCODING -t UTF-8"
    told = [words for *_, words in found]
    # The first word that they do not all read alike.
    n = next((n for n, each in enumerate(zip(*told, strict=False)) if len(set(each)) > 1), 0)
    read = " or ".join([f'{name} ("{words[min(n, len(words) - 1)][:20]}")' for *_, name, words in found])
    if any(not line.isascii() and _is_utf8(line) for line in lines[1:-1]):
        return f"the rest of the file is UTF-8: type this line again; it may be {read}"
    which = "it may be" if len(found) == 1 else "take the one that reads right,"
    return f"{which} {read}: iconv -f {found[0][2]} -t UTF-8"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _fitting(data: bytes) -> Iterator[tuple[float, int, str, list[str]]]:
    """The encodings that fit: how odd what they read is, their place in the list, their name, the words they read.

    Of those that read the same only the first.
    """
    read = set()
    for place, name in enumerate(_NAMES):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        words = [word for word in _WORD.findall(text) if not word.isascii()]
        oddity = _oddity(text, words)
        if words and oddity <= 0.2 and text not in read:
            read.add(text)
            yield oddity, place, name, words


def _oddity(text: str, words: list[str]) -> float:
    """The share of the words that nobody writes so: 1 where the text has signs or scripts that no text has."""
    unusual = {char for char in text if not (char.isalpha() or "\t" <= char <= "\r" or " " <= char < "\x7f")}
    if any(unicodedata.category(char)[0] not in "PMNZ" and char not in "№°€£©®" for char in unusual):
        return 1.0
    scripts = {_script(char) for char in "".join(words) if not char.isascii()}
    if len(scripts) > 1:
        return 1.0
    odd = sum(_is_odd(word, "LATIN" in scripts) for word in words)
    return odd / max(1, len(words))


def _is_odd(word: str, latin: bool) -> bool:
    """Whether a word has letters of two alphabets, Latin letters that are nearly all accented, or capitals inside."""
    plain = sum(map(str.isascii, word))
    mixed = plain * 2 < len(word) and len(word) > 2 if latin else plain > 0
    return mixed or (not word.isupper() and word[1:] != word[1:].lower())


def _script(char: str) -> str:
    name = unicodedata.name(char, "UNKNOWN").split()[0]
    return _ONE_SCRIPT.get(name, name)
