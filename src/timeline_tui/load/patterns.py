"""Regular expressions that never go back: what a long or hostile file would pay for."""

from __future__ import annotations

import sys
from typing import AnyStr

_POSSESSIVE = sys.version_info >= (3, 11, 5)


def repeated(pattern: AnyStr, times: str = "*") -> AnyStr:
    """`pattern` any number of `times` (`*`, `+` or `?`), with no way back into it: `(?:pattern)*+`.

    Before Python 3.11.5 such a group matches wrongly as soon as it holds alternatives (cpython gh-106052). An
    atomic group means the same, and there it is right; for more memory, which is why it is not taken everywhere.
    """
    whole = f"(?:%s){times}+" if _POSSESSIVE else f"(?>(?:%s){times})"
    return whole % pattern if isinstance(pattern, str) else whole.encode() % pattern
