"""Entry point of `timeline` and `python -m timeline_tui`."""

from __future__ import annotations

import signal


def run() -> None:
    """Run the program. Ctrl-C during the imports ends it silently."""
    # Python installs this handler unless it inherits SIGINT as ignored, as a background job of a script does.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from timeline_tui.cli import program

    program()


if __name__ == "__main__":
    run()
