"""Secure mode, for accounts that can only run `timeline`, over SSH (docs/ssh.md, SECURITY.md).

There is one gate: anything that could be turned against the machine asks `allowed` for its `Feature` first. The
sandbox (`sandbox`) is a second line of defence where such a call is missing. Once started, secure mode lasts as long
as the process.
"""

from __future__ import annotations

from timeline_tui.secure.features import Feature, SecureModeError, allowed, on, refusal, turn_on

__all__ = ["Feature", "SecureModeError", "allowed", "begin", "on", "refusal"]


def begin() -> None:
    """Turn secure mode on. Call this before importing anything that reads the environment."""
    if not on():
        from timeline_tui.secure import sandbox

        turn_on()
        sandbox.build()
