"""Terminal capabilities from TERM and the local terminfo database, or the minimum where there is no entry.

Many terminals set TERM to the name of another. So only capabilities that all of them have are used: REP, which would
save a few bytes in rules and frames, is not, because several terminals that call themselves xterm lack it.
"""

from __future__ import annotations

from timeline_tui.ui.terminal.diff import Capabilities


def detect(term: str, descriptor: int) -> Capabilities:
    """Return the capabilities that terminfo lists for a terminal type.

    Args:
        term: The value of TERM.
        descriptor: A file descriptor of the terminal. Nothing is written to it.
    """
    try:
        import curses

        curses.setupterm(term, descriptor)
    except Exception:
        # No curses, no terminfo, or an unknown terminal. `curses.error` is undefined if the import failed.
        return Capabilities()

    def has(name: str, sequence: bytes) -> bool:
        # The sequence itself has to match, because the other modules send this one, not that of the entry.
        return sequence in (curses.tigetstr(name) or b"")

    return Capabilities(
        # The sequences are compared, because the painter writes these and no others.
        bce=curses.tigetflag("bce") > 0,
        columns=has("hpa", b"\x1b[%i%p1%dG"),
        # These two stand for all: terminfo has no capability for SGR 22, which ends bold and dim.
        partial_reset=has("op", b"39;49") and has("rmul", b"\x1b[24m"),
        regions=has("csr", b"\x1b[%i%p1%d;%p2%dr") and has("ri", b"\x1bM"),
    )
