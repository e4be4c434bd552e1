"""Regular expressions that are compiled on first use, and repetitions that do not backtrack."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, AnyStr

_POSSESSIVE = sys.version_info >= (3, 11, 5)


class _LazyPattern:
    """A pattern that is compiled on first use.

    Compiling takes up to a millisecond. Starting the program imports dozens of patterns and needs few of them.
    """

    def __init__(self, written: str | bytes, flags: int = 0) -> None:
        self._pattern = written
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Only called for attributes that the instance lacks: the first use of each method caches it.
        # `re` caches compiled patterns, so a second method does not compile again.
        found = getattr(re.compile(self._pattern, self._flags), name)
        self.__dict__[name] = found
        return found


if TYPE_CHECKING:

    def late(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """Return a pattern that is compiled when it is first used.

        Args:
            written: The regular expression.
            flags: The flags of `re.compile`.
        """

else:
    late = _LazyPattern


def repeated(pattern: AnyStr, times: str = "*") -> AnyStr:
    """Return a pattern that repeats another one possessively, without backtracking into it: `(?:pattern)*+`.

    Before Python 3.11.5 a possessive group with alternatives matches wrongly (cpython gh-106052). An atomic group means
    the same and is correct there, but it takes more memory, so it is used only for those versions.

    Args:
        pattern: The regular expression, text or bytes.
        times: The quantifier: `*`, `+` or `?`.
    """
    whole = f"(?:%s){times}+" if _POSSESSIVE else f"(?>(?:%s){times})"
    return whole % pattern if isinstance(pattern, str) else whole.encode() % pattern
