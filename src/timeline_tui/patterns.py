"""Regular expressions that cost little: compiled when they are first used, and with no way back where that is dear."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, AnyStr

_POSSESSIVE = sys.version_info >= (3, 11, 5)


class _Late:
    """Compiling takes up to a millisecond. A start imports dozens of patterns, and needs few of them."""

    def __init__(self, written: str | bytes, flags: int = 0) -> None:
        self._written = written
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Called for what the instance lacks: the first use of a method, which it has from then on.
        found = getattr(re.compile(self._written, self._flags), name)
        self.__dict__[name] = found
        return found


if TYPE_CHECKING:

    def late(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """Return a pattern that is compiled when it is first used.

        Args:
            written: The regular expression.
            flags: Those of `re.compile`.
        """

else:
    late = _Late


def repeated(pattern: AnyStr, times: str = "*") -> AnyStr:
    """`pattern` any number of `times` (`*`, `+` or `?`), with no way back into it: `(?:pattern)*+`.

    Before Python 3.11.5 such a group matches wrongly as soon as it holds alternatives (cpython gh-106052). An
    atomic group means the same, and there it is right; for more memory, which is why it is not taken everywhere.
    """
    whole = f"(?:%s){times}+" if _POSSESSIVE else f"(?>(?:%s){times})"
    return whole % pattern if isinstance(pattern, str) else whole.encode() % pattern
