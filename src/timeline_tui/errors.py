"""Problems with an input, as values, and the exceptions of the package.

Loading collects `Problem`s and continues; it raises only for errors of the caller. Every message names the place, the
fault, the value (escaped by whoever prints it) and a remedy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

Severity = Literal["error", "warning", "note"]
Hint: TypeAlias = str | Callable[[], str]
"""How to fix a fault. A callable computes the text, and is called only for the few faults that are listed."""


def hint_text(hint: Hint) -> str:
    """Return the hint as text."""
    return hint if isinstance(hint, str) else hint()


class Problem(NamedTuple):
    """A fault in an input.

    Attributes:
        path: The file.
        line: The line, from 1; 0 for the whole file.
        column: The column in characters, from 1; 0 for the whole line or file.
        severity: Its severity.
        code: The stable name of the rule; `docs/lint.md` lists all rules.
        message: What is wrong.
        hint: How to fix it, or "".
        faults: The number of faults it stands for: more than one if it sums up faults that are not listed.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""
    faults: int = 1

    @property
    def place(self) -> str:
        """`file:line:column`, as far as they are known."""
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])

    def __str__(self) -> str:
        """Return `file:line:column: severity: message (hint) [code]` on one line, as compilers print it."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.severity}: {self.message}{hint} [{self.code}]"


def by_severity(problems: Iterable[Problem]) -> Counter[Severity]:
    """Return the number of faults of each severity, including those that are only counted."""
    found: Counter[Severity] = Counter()
    for problem in problems:
        found[problem.severity] += problem.faults
    return found


class TimelineError(Exception):
    """Base class of the exceptions that this package raises on purpose."""


class QueryError(TimelineError):
    """A query cannot be parsed; `start` and `end` are the half-open range of characters at fault."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


class UnknownFieldError(QueryError):
    """A field of a query, or a value of `has:`, does not exist; `near` is what it may be a typo of, or ""."""

    def __init__(self, message: str, start: int, end: int, near: str) -> None:
        super().__init__(message, start, end)
        self.near = near


class UnfixableTermError(QueryError):
    """A fault in a query that further typing cannot fix, unlike half a date."""


class UnknownValueError(UnfixableTermError, UnknownFieldError):
    """A value of `has:` does not exist."""


class DateError(TimelineError):
    """A text is not a date; `reason` says why and what to write instead.

    A suggestion takes a hundred times as long to find as the fault itself, and a file may have any number of faults.
    So `reason` may be a callable, which is called when the text is needed.
    """

    def __init__(self, text: str, reason: Hint) -> None:
        super().__init__(text)
        self.text = text
        self._reason = reason

    @cached_property
    def reason(self) -> str:
        """Why the text is not a date, and what to write instead."""
        return hint_text(self._reason)

    def __str__(self) -> str:
        """Return the text and the reason."""
        return f"{self.text!r}: {self.reason}"
