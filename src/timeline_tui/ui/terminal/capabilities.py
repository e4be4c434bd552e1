"""What the terminal can do, by its TERM and the terminfo of this machine; where that is silent, as little as can be.

A terminal that claims to be another is believed only in what all that make the claim have: REP, which saves a little
in rules and frames, is left alone, since several that call themselves xterm lack it.
"""

from __future__ import annotations

from timeline_tui.ui.terminal.diff import Capabilities


def abilities(term: str, descriptor: int) -> Capabilities:
    """What terminfo says of `term`; `descriptor` is the terminal, which is not written to."""
    try:
        import curses

        curses.setupterm(term, descriptor)
    except (
        Exception
    ):  # no curses, no terminfo, no such terminal: `curses.error` is no name without the module
        return Capabilities()

    def has(name: str, sequence: bytes) -> bool:
        return sequence in (curses.tigetstr(name) or b"")

    return Capabilities(
        bce=curses.tigetflag("bce") > 0,
        columns=has("hpa", b"\x1b[%i%p1%dG"),
        partly=has("op", b"39;49") and has("rmul", b"\x1b[24m"),
        regions=has("csr", b"\x1b[%i%p1%d;%p2%dr") and has("ri", b"\x1bM"),
    )
