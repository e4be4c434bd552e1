"""The user's own editor at a line of a file, the screen handed over meanwhile."""

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
    """The command that opens `path` at `line`: $VISUAL, else $EDITOR, else vi, in that editor's way."""
    editor = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "vi")
    name = Path(editor[0]).name
    file = str(Path(path).resolve())  # no file name can pass for an option
    if name in _PLACE_AS_FLAG:
        wait = [] if "--wait" in editor or "-w" in editor else ["--wait"]
        return [*editor, *wait, "--goto", f"{file}:{line}"]
    if name in _PLACE_IN_NAME:
        return [*editor, f"{file}:{line}"]
    return [*editor, f"+{max(1, line)}", file]


def edit(app: App[object], path: str, line: int) -> str:
    """Suspend the screen and edit; says why where that cannot be, or ""."""
    if not allowed(Feature.PROGRAMS):
        return refusal(Feature.PROGRAMS)
    if path == "-" or not path:
        return "this was read from standard input: there is no file to open"
    if not Path(path).is_file():
        return f"{path} is no longer there"
    try:
        argv = command(path, line, os.environ)
    except (ValueError, IndexError):
        return "$EDITOR cannot be read: is a quote missing in it?"
    try:
        with app.suspend():
            return _run(argv)  # which raises nothing: Textual would not take the terminal back
    except SuspendNotSupported:
        return "this terminal cannot be handed to an editor"


def _run(argv: list[str]) -> str:
    """Run the editor to its end; says why where it fails, or "".

    Ctrl-C and Ctrl-\\ in the editor reach this process too, and are the editor's business alone. A handler that
    does nothing, for a signal that is ignored would be ignored by the editor as well.
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
