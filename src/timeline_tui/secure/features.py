"""The features that secure mode disables, and whether it is on."""

from __future__ import annotations

from enum import Enum

_on = False


class SecureModeError(RuntimeError):
    """Secure mode blocked an operation: a bug in the program, since it should have asked `allowed`."""


class Feature(Enum):
    """Features that secure mode disables; the values are the messages for users."""

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
    NETWORK = "no connection is made"
    TRACEBACKS = "of an internal error only its number is reported"


LEFT_OUT = frozenset(Feature)
"""The features that secure mode disables: all of them, and no option re-enables one."""


def on() -> bool:
    """Return whether secure mode is on."""
    return _on


def allowed(feature: Feature) -> bool:
    """Return whether a feature may be used."""
    return not _on or feature not in LEFT_OUT


def refusal(feature: Feature) -> str:
    """Return the message for a user who asks for a disabled feature."""
    return f"{feature.value} in secure mode"


def turn_on() -> None:
    """Disable the features from now on; nothing enables them again."""
    global _on
    _on = True
