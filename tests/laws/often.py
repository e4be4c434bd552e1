"""How many examples a law is tried with: `TIMELINE_EXAMPLES=1` as many as it says, the quick suite a fifth of that."""

from __future__ import annotations

import os

from hypothesis import settings

SHARE = float(os.environ.get("TIMELINE_EXAMPLES", "0.2"))


def often(examples: int) -> settings:
    """Settings of a law."""
    return settings(max_examples=max(1, round(examples * SHARE)), deadline=None)
