"""Tune the garbage collector: off until the first screen, rare after that, and never over the loaded events.

Traversing a hundred thousand events takes longer than a key press may, and frees nothing, as they stay in use.
Reference counting frees nearly everything else; only closed screens leave cycles for the collector.
"""

from __future__ import annotations

import gc

SELDOM = (10_000, 10, 20)
"""Thresholds of the three generations (see `gc.set_threshold`): a full collection every two million objects."""


def collect_from_now_on() -> None:
    """Enable the collector if it was disabled, and exempt all existing objects from collection (`gc.freeze`)."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
