"""The likely encoding of a text that is not UTF-8: chardet's best guess or two, each with what it reads.

A guess from one sentence may be wrong, and a file converted from the wrong encoding is hard to repair. So the hint
shows a word as each encoding reads it, for people to judge.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

_NAMES = {
    "cp1252": "CP1252", "cp1251": "CP1251", "cp1250": "CP1250", "iso8859-2": "ISO-8859-2", "cp1253": "CP1253",
    "iso8859-7": "ISO-8859-7", "cp1254": "CP1254", "cp1255": "CP1255", "cp1256": "CP1256", "iso8859-6": "ISO-8859-6",
    "cp1257": "CP1257", "koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "iso8859-5": "ISO-8859-5", "cp866": "CP866",
    "cp850": "CP850", "cp852": "CP852", "mac-roman": "MACINTOSH", "mac-cyrillic": "MACCYRILLIC", "cp874": "CP874",
    "cp932": "CP932", "euc_jis_2004": "EUC-JP", "cp949": "CP949", "gb18030": "GB18030", "big5hkscs": "BIG5",
}  # fmt: skip
"""The encodings that people's files are in, by chardet's names, with names that GNU's and macOS's iconv know.

Of those that read the sample alike the first is named. Those that another one extends are left out: ISO-8859-1
(CP1252), ISO-8859-8 (CP1255), ISO-8859-9 (CP1254).
"""
_AROUND = 4_000  # bytes before and after the bad one that are looked at
_NEAR = 0.5  # a second guess is named if chardet trusts it half as much as the first
_WORD = re.compile(r"[^\W\d_]+")
_NO_TEXT = ("Cc", "Cn", "Co")  # controls and what Unicode does not assign


def advice(data: bytes, at: int) -> str:
    """Say how to make UTF-8 of a text that is not.

    Args:
        data: The text.
        at: The offset of a byte that is not UTF-8.

    Returns:
        The one or two likely encodings, a word as each reads it, and the command to run.
    """
    lines = data[max(0, at - _AROUND) : at + _AROUND].split(b"\n")
    wrong = [line for line in lines if not line.isascii() and not _is_utf8(line)]
    # The window may cut the first and last line within a character.
    wrong = [line for line in wrong if line not in (lines[0], lines[-1])] or wrong
    guesses = _guesses(b"\n".join(wrong))
    if not guesses:
        return "save the file as UTF-8: iconv -f ITS-ENCODING -t UTF-8"
    likely = ", perhaps ".join(f'{name} ("{word[:20]}")' for name, word in guesses.items())
    if any(not line.isascii() and _is_utf8(line) for line in lines[1:-1]):
        return f"the rest of the file is UTF-8: type this line again; it is probably {likely}"
    return f"probably {likely}: iconv -f {next(iter(guesses))} -t UTF-8"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guesses(sample: bytes) -> dict[str, str]:
    """The likely encodings, the likeliest first, each with a word that the other reads differently."""
    import chardet  # 0.1 s, and as much again for its models

    found = chardet.detect_all(
        sample, include_encodings=list(_NAMES), ignore_threshold=True, compat_names=False
    )
    trust: dict[str, tuple[float, str]] = {}  # by what is read
    for each in found:
        with suppress(UnicodeDecodeError):
            encoding = each["encoding"] or "ascii"  # None where chardet sees no text
            text = sample.decode(encoding)
            confidence, other = trust.get(
                text, (each["confidence"] * _likely(text, each["language"]), encoding)
            )
            trust[text] = confidence, min(other, encoding, key=list(_NAMES).index)
    best = sorted(trust, key=lambda text: -trust[text][0])
    texts = [text for text in best[:2] if trust[text][0] > trust[best[0]][0] * _NEAR]
    read = [[word for word in _WORD.findall(text) if not word.isascii()] for text in texts]
    n = next((n for n, words in enumerate(zip(*read, strict=False)) if len(set(words)) > 1), 0)
    return {
        _NAMES[trust[text][1]]: words[min(n, len(words) - 1)]
        for text, words in zip(texts, read, strict=True)
        if words
    }


def _likely(text: str, language: str | None) -> float:
    """How likely a text is, from 0 to 1, by what chardet's pairs of letters do not show."""
    if any(unicodedata.category(char) in _NO_TEXT and not char.isspace() for char in set(text)):
        return 0
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if language == "is" and not re.search("[áéíóúæ]", text, re.IGNORECASE):
        return _NEAR  # Turkish ğ, ş and ı are Icelandic ð, þ and ý
    return 1 - sum(map(_is_mixed, words)) / max(1, len(words))


def _is_mixed(word: str) -> bool:
    """Whether a word has letters of two alphabets: `Cafй`."""
    return any(map(str.isascii, word)) and any("\u0370" <= char < "\u0700" for char in word)
