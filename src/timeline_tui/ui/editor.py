"""Open a file in the user's editor at a line, with the application suspended meanwhile."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from timeline_tui.secure import Feature, allowed, refusal

_PLACE_AS_FLAG = frozenset({"code", "codium", "code-insiders", "cursor", "windsurf"})
_PLACE_IN_NAME = frozenset({"hx", "helix", "subl", "zed", "kak-lsp", "mate", "pycharm"})


def command(path: str, line: int, environment: Mapping[str, str]) -> list[str]:
    """Return the command that opens a file at a line, in the syntax of the user's editor.

    Args:
        path: The file.
        line: The line, from 1.
        environment: Names the editor in VISUAL or EDITOR; the default is vi.

    Raises:
        ValueError: If a quote in the variable is not closed.
        IndexError: If the variable is blank.
    """
    editor = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "vi")
    name = Path(editor[0]).name
    # An absolute path cannot be taken for an option.
    file = str(Path(path).resolve())
    if name in _PLACE_AS_FLAG:
        # Otherwise these return at once, and the browser would take the terminal back before anything is edited.
        wait = [] if "--wait" in editor or "-w" in editor else ["--wait"]
        return [*editor, *wait, "--goto", f"{file}:{line}"]
    if name in _PLACE_IN_NAME:
        return [*editor, f"{file}:{line}"]
    # The form of vi, Emacs and nano. A line of 0 stands for the file as a whole.
    return [*editor, f"+{max(1, line)}", file]


def edit(app: App[object], path: str, line: int) -> str:
    """Suspend the application and run the editor.

    Args:
        app: The application to suspend.
        path: The file.
        line: The line, from 1.

    Returns:
        An error message, or "".
    """
    if not allowed(Feature.PROGRAMS):
        return refusal(Feature.PROGRAMS)
    if path == "-" or not path:
        return "this was read from standard input: there is no file to open"
    if not Path(path).is_file():
        return f"{path} is no longer there"
    try:
        argv = command(path, line, os.environ)
    except (ValueError, IndexError):
        return "$EDITOR is invalid: is a quote missing?"
    try:
        with app.suspend():
            # This must not raise: Textual would not resume the application.
            return _run(argv)
    except SuspendNotSupported:
        return "this terminal cannot be handed to an editor"


def _run(argv: list[str]) -> str:
    """Run the editor and wait for it. Returns an error message, or "".

    Ctrl-C and Ctrl-\\ in the editor signal the whole foreground process group, this process included (termios(3),
    ISIG). They are caught by a handler that does nothing, and not set to SIG_IGN, which the editor would inherit
    (execve(2)).
    """
    numbers = (signal.SIGINT, signal.SIGQUIT)
    before = [signal.signal(number, lambda *_: None) for number in numbers]
    try:
        code = subprocess.run(argv, check=False).returncode
    except OSError as error:
        return f"{argv[0]}: {error.strerror or error}: set $EDITOR"
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
    return f"{argv[0]} ended with exit code {code}" if code else ""
