"""When garbage is looked for: not before the first screen, not among what was loaded, and seldom at all.

Looking through a hundred thousand events takes longer than any key may, and finds nothing: they stay. Reference
counts free nearly everything else; what is left for the collector are the cycles of screens that were closed.
"""

from __future__ import annotations

import gc

SELDOM = (10_000, 10, 20)
"""Python's thresholds for its three generations; the last of them is looked through every two million objects."""


def collect_from_now_on() -> None:
    """Begin to collect, where that was put off until now (`gc.disable()`): what is there already stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
