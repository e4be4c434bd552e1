"""Random terminal replies: every kind of reply, and reports without a request. None of them is a key."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

Chance = random.Random
_ENDS = (b"\x07", b"\x1b\\", b"\x9c", b"\xc2\x9c")
_STRINGS = {"OSC": b"]", "DCS": b"P", "APC": b"_", "PM": b"^", "SOS": b"X"}
_PRINTABLE = bytes(range(0x20, 0x7F))


def _introducer(chance: Chance, letter: bytes) -> bytes:
    """The C1 control as Esc and a letter; as one byte; as one character in UTF-8."""
    control = letter[0] + 0x40
    return chance.choice((b"\x1b" + letter, b"\x1b" + letter, bytes([control]), chr(control).encode()))


def _string(chance: Chance, kind: str, body: bytes) -> bytes:
    return _introducer(chance, _STRINGS[kind]) + body + chance.choice(_ENDS)


def _numbers(chance: Chance, most: int = 6) -> bytes:
    return b";".join(str(chance.randrange(70000)).encode() for _ in range(chance.randint(1, most)))


def osc(chance: Chance) -> bytes:
    """Colours, titles, the clipboard, the folder, the shell's marks."""
    colour = "rgb:" + "/".join(f"{chance.randrange(65536):04x}" for _ in range(3))
    size = chance.choice((0, 10, 100, 1000))
    body = chance.choice(
        (
            f"{chance.choice((10, 11, 12, 17, 19))};{colour}".encode(),
            f"4;{chance.randrange(256)};{colour}".encode(),
            b"52;c;" + bytes(chance.choices(b"ABCqjk/:?+=", k=size)),
            f"l{chance.choice(('title: q', 'Хроника', '年表', ''))}".encode(),
            b"L" + bytes(chance.choices(_PRINTABLE, k=10)),
            b"7;file://host/q/j/k",
            b"133;A;cl=m",
            b"99;i=1:p=?;" + bytes(chance.choices(_PRINTABLE, k=20)),
        )
    )
    return _string(chance, "OSC", body)


def dcs(chance: Chance) -> bytes:
    """XTVERSION, DECRQSS, XTGETTCAP, DA3, macros, sixels."""
    body = chance.choice(
        (
            b">|WezTerm 20240203-110809-5046fc22",
            b">|kitty(0.35.2)",
            b"1$r0;1;38:2::1:2:3m",
            b"0$r",
            b"1+r544e=787465726d",
            b"!|7E565445",
            b"0;1;0q#0;2;0;0;0#0!7~$-",
            bytes(chance.choices(_PRINTABLE, k=chance.randrange(1, 200))),
        )
    )
    return _string(chance, "DCS", body)


def other_string(chance: Chance) -> bytes:
    """APC (kitty's graphics), PM, SOS."""
    body = chance.choice((b"Gi=31;OK", b"Gi=1,p=2;ENOENT:q", bytes(chance.choices(_PRINTABLE, k=30))))
    return _string(chance, chance.choice(("APC", "PM", "SOS")), body)


def report(chance: Chance) -> bytes:
    """DA, DSR, CPR, DECRPM, kitty's keyboard, the theme, sizes, terminal parameters, graphics."""
    number = str(chance.randrange(3000)).encode()
    body = chance.choice(
        (
            b"?65;1;9c", b"?" + _numbers(chance) + b"c", b">41;388;0c", b">" + _numbers(chance, 3) + b"c", b"=0c",
            b"0n", b"3n", b"?10n", b"?13n", b"?27;1;0;0n", b"?997;1n", b"?997;2n",
            b"5;9R", b"?5;9;1R", b"?5;9R",
            b"?" + number + b";2$y", number + b";1$y", b"?2026;2$y", b"?2048;1$y",
            b"?" + number + b"u", b"?1u", b"?0u",
            b"48;24;80;480;640t", b"8;24;80t", b"4;480;640t", b"3;0;0t", b"1t", b"6;20;10t",
            b"2;1;1;112;112;1;0x", b"?1;0;256S", b"?2;0;800;600S", b"1;1;5;9;0&w", b"?1;0$w", b"0;0*{",
            b"?" + _numbers(chance) + bytes([chance.choice(b"abcdefghijklmnopqrstuvwxyz")]),
            b">" + _numbers(chance, 40) + bytes([chance.choice(b"cmnpqtu")]),
        )
    )  # fmt: skip
    return _introducer(chance, b"[") + body


def pointer(chance: Chance) -> bytes:
    """Focus, and the mouse moving with no button held, in each of the mouse's encodings."""
    x, y = chance.randint(1, 80), chance.randint(1, 24)
    return chance.choice(
        (
            b"\x1b[I",
            b"\x1b[O",
            f"\x1b[<35;{x};{y}M".encode(),
            f"\x1b[<{35 + chance.choice((4, 8, 16, 28))};{x};{y}M".encode(),
            f"\x1b[67;{x};{y}M".encode(),
            b"\x1b[MC" + bytes([32 + x, 32 + y]),
            f"\x1b[<35;{-x};{-y}M".encode(),
        )
    )


KINDS: tuple[Callable[[Chance], bytes], ...] = (osc, dcs, other_string, report, pointer)


def replies(chance: Chance) -> Iterator[bytes]:
    """Whole replies, without end."""
    while True:
        yield chance.choice(KINDS)(chance)


def cut(chance: Chance, data: bytes, most: int = 5) -> list[bytes]:
    """The same bytes in several reads."""
    places = sorted(chance.randrange(len(data) + 1) for _ in range(chance.randint(0, most)))
    return [
        data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True) if start < end
    ]
