"""Secure mode: for an account that can run nothing but `timeline`, by way of SSH (docs/ssh.md, SECURITY.md).

There is one gate: whatever could be turned against the machine asks `allowed` for its `Feature`. Behind the gate stands
a wall (`wall`), which holds where somebody forgot to ask. Once begun, nothing ends secure mode but the process.
"""

from __future__ import annotations

from enum import Enum

_on = False


class SecureModeError(RuntimeError):
    """Something was tried that secure mode leaves out: a mistake in the program, stopped."""


class Feature(Enum):
    """What secure mode leaves out, each with the words that say so."""

    PROGRAMS = "other programs are not started"
    PROCESSES = "there is one process"
    WRITING = "nothing is written"
    OUTSIDE = "no file is read but those below the named folders"
    SETTINGS = "there are no settings"
    ENVIRONMENT = "no variable changes what is done"
    CLIPBOARD = "nothing is copied to the clipboard"
    LINKS = "the terminal is given no links"
    MEDIA = "no file that an event names is opened"
    ADDRESSES = "no address is opened"
    SUSPENSION = "it cannot be stopped"
    SYSTEM_COMMANDS = "the palette has no commands of the system"
    REMOTE_COMMAND = "what the client asked to run is not looked at"
    NETWORK = "no connection is made"
    TRACEBACKS = "of a mistake in timeline only its number is told"


LEFT_OUT = frozenset(Feature)
"""What secure mode leaves out: all of them, and no option gives one back."""


def on() -> bool:
    """Whether this is secure mode."""
    return _on


def allowed(feature: Feature) -> bool:
    """Whether this may be done here."""
    return not _on or feature not in LEFT_OUT


def refusal(feature: Feature) -> str:
    """What the user is told who asks for it."""
    return f"{feature.value} in secure mode"


def begin() -> None:
    """From now on this is secure mode. Call it before anything is imported that reads the environment."""
    global _on
    if _on:
        return
    from timeline_tui.secure import sandbox

    _on = True
    sandbox.build()
