"""The features that secure mode disables, and whether it is on."""

from __future__ import annotations

from enum import Enum

_on = False


class SecureModeError(RuntimeError):
    """Secure mode blocked an operation: a bug in the program, since it should have asked `allowed`."""


class Feature(Enum):
    """Features that secure mode disables; the values are the messages for users."""

    PROGRAMS = "other programs cannot be started"
    PROCESSES = "no other process is started"
    WRITING = "files are not written"
    OUTSIDE = "only files in the named folders are read"
    SETTINGS = "settings are not read"
    ENVIRONMENT = "environment variables are ignored"
    CLIPBOARD = "the clipboard is not available"
    LINKS = "terminal links are off"
    MEDIA = "media files are not opened"
    ADDRESSES = "addresses are not opened"
    SUSPENSION = "suspending is not available"
    SYSTEM_COMMANDS = "system commands are not available"
    NETWORK = "network connections are not made"
    TRACEBACKS = "internal errors are reported by number only"


def on() -> bool:
    """Return whether secure mode is on."""
    return _on


def allowed(feature: Feature) -> bool:  # noqa: ARG001
    """Return whether a feature may be used: in secure mode none, and no option enables one."""
    return not _on


def refusal(feature: Feature) -> str:
    """Return the message for a user who asks for a disabled feature."""
    return f"{feature.value} in secure mode"


def turn_on() -> None:
    """Disable the features from now on; nothing enables them again."""
    global _on
    _on = True
