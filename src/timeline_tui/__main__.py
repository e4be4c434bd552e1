"""`timeline`, and `python -m timeline_tui`: the program, from its first moment on."""

from __future__ import annotations

import signal


def run() -> None:
    """Run the program. A Ctrl-C while it is still imported ends it without a word."""
    if (
        signal.getsignal(signal.SIGINT) is signal.default_int_handler
    ):  # else it is ignored, as for a job of a script
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from timeline_tui.cli import program

    program()


if __name__ == "__main__":
    run()
