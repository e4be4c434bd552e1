"""What can be wrong with an input, as values, and the few exceptions.

Loading collects `Problem`s and goes on; it raises only for callers' mistakes. Every message names the place,
the fault, the value (escaped by whoever prints it) and the way out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

Severity = Literal["error", "warning", "note"]
Hint: TypeAlias = str | Callable[[], str]
"""What to do about a fault. A callable finds it out: it is called only for the few faults that are listed."""


def hint_text(hint: Hint) -> str:
    """The hint as text."""
    return hint if isinstance(hint, str) else hint()


class Problem(NamedTuple):
    """One fault found in an input.

    `line` and `column` count from 1, columns in characters; 0 means "the whole file". `code` is the stable
    name of the rule (`docs/lint.md` lists them all), `hint` the way out, or "". `faults` is the number of faults
    that it stands for: more than one where a message sums up those that are not listed.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""
    faults: int = 1

    def __str__(self) -> str:
        """`file:line:column: severity: message (hint) [code]`, one line, as compilers print it."""
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.severity}: {self.message}{hint} [{self.code}]"


def by_severity(problems: Iterable[Problem]) -> Counter[Severity]:
    """The number of faults of each severity, those that are only counted included."""
    found: Counter[Severity] = Counter()
    for problem in problems:
        found[problem.severity] += problem.faults
    return found


class TimelineError(Exception):
    """The parent of every exception this package raises on purpose."""


class QueryError(TimelineError):
    """A query that cannot be parsed; `start` and `end` are the half-open character range at fault."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


class UnknownFieldError(QueryError):
    """A query with a field, or a value of `has:`, that does not exist; `near` is what it may be a slip for, or ""."""

    def __init__(self, message: str, start: int, end: int, near: str) -> None:
        super().__init__(message, start, end)
        self.near = near


class UnfixableTermError(QueryError):
    """A fault of a query that typing on cannot mend, unlike half a date."""


class UnknownThingError(UnfixableTermError, UnknownFieldError):
    """A value of `has:` that does not exist."""


class DateError(TimelineError):
    """A text that is no date; `reason` says why and what to write instead.

    Looking for what was meant takes a hundred times as long as finding that it is no date, and a file may hold any
    number of them: a callable `reason` is not called before somebody asks for it.
    """

    def __init__(self, text: str, reason: Hint) -> None:
        super().__init__(text)
        self.text = text
        self._reason = reason

    @cached_property
    def reason(self) -> str:
        """Why it is no date, and what to write instead."""
        return hint_text(self._reason)

    def __str__(self) -> str:
        """The text and the reason."""
        return f"{self.text!r}: {self.reason}"
