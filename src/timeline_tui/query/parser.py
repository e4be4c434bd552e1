"""Parse a query by recursive descent: OR binds least, then AND, then negation and brackets.

A query is parsed on every keystroke while it is typed. `live=True` leaves out an unfinished end (`actor:`, half a
date, a trailing OR) and reports it in `Query.pending`. What further typing cannot fix is an error in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from timeline_tui.dates import DateContext
from timeline_tui.errors import QueryError, UnfixableTermError
from timeline_tui.query import terms
from timeline_tui.query.fields import Field
from timeline_tui.query.lexer import Token, tokens
from timeline_tui.query.nodes import And, AsKnown, Node, Not, Or, Pending, Query

MAX_LENGTH = 10_000
"""The longest query, in characters; a longer one is a paste by mistake."""

# The parser, and whatever walks the tree, is recursive: without a limit, a query could overflow the stack.
MAX_DEPTH = 50
"""The deepest nesting of brackets and negations."""


def parse(
    text: str,
    dates: DateContext,
    *,
    live: bool = False,
    own: Collection[str] = (),
    dimensions: Callable[[], Collection[str]] = tuple,
) -> Query:
    """Parse a query.

    Args:
        text: The query.
        dates: What completes the dates in it; `Query.notes` says how ambiguous ones were read.
        live: Leave out an unfinished end; see the module's docstring.
        own: The keys that the chronology declares, which are fields too.
        dimensions: Returns the dimensions of its tags; called only to suggest a term for an unknown field.

    Returns:
        The parsed query.

    Raises:
        QueryError: The query is invalid; the error has the position of the first fault.
    """
    if len(text) > MAX_LENGTH:
        message = f"the query has {len(text):,} characters, {MAX_LENGTH:,} are the limit: shorten it"
        raise QueryError(message, MAX_LENGTH, len(text))
    parser = _Parser(text, dates, live, own, dimensions)
    root = parser.parse_query()
    return Query(text, root, parser.pending, parser.known)


class _Parser:
    """One pass over the tokens. Methods return None for whatever a live query leaves out."""

    def __init__(
        self,
        text: str,
        dates: DateContext,
        live: bool,
        own: Collection[str],
        dimensions: Callable[[], Collection[str]],
    ) -> None:
        self.own = own
        self.dimensions = dimensions
        self.size = len(text)
        self.dates = dates
        self.live = live
        self.tokens = tokens(text)
        self.at = 0
        self.depth = 0
        # Inside `field:( … )`.
        self.group: tuple[Field, Token] | None = None
        self.pending: Pending | None = None
        self.known: AsKnown | None = None

    def peek(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def parse_query(self) -> Node | None:
        if self.peek().kind == "end":
            return None
        root = self.parse_or(None)
        if self.peek().kind == "close":
            raise QueryError("unmatched ')': remove it", self.peek().start, self.peek().end)
        return root

    def parse_or(self, after: Token | None) -> Node | None:
        """Parse terms joined by OR, up to a closing bracket or the end; `after` is the bracket before them."""
        known = self.known
        parts = [self.parse_and(after)]
        while self.peek().kind == "or":
            parts.append(self.parse_and(self.take()))
        if len(parts) > 1:
            self.check_known(known)
        found = tuple(part for part in parts if part is not None)
        return Or(found, found[0].start, found[-1].end) if len(found) > 1 else _only(found)

    def parse_and(self, after: Token | None) -> Node | None:
        """Parse terms joined by AND, up to OR, a closing bracket or the end; `after` is the token before them."""
        parts: list[Node | None] = []
        wanting = True
        while self.peek().kind not in ("or", "close", "end"):
            if self.peek().kind != "and":
                wanting = False
                parts.append(self.parse_term())
            elif wanting:
                self.report_misplaced()
            else:
                wanting = True
                after = self.take()
        if wanting:
            self.report_missing(after)
        found = tuple(part for part in parts if part is not None)
        return And(found, found[0].start, found[-1].end) if len(found) > 1 else _only(found)

    def parse_term(self) -> Node | None:
        """Parse one term or group, with its negation."""
        token = self.take()
        match token.kind:
            case "minus" | "not":
                return self.parse_negation(token)
            case "open":
                return self.parse_group(token)
            case "field":
                return self.parse_field(token)
            case _:
                return self.parse_value(token)

    def parse_negation(self, sign: Token) -> Node | None:
        if self.peek().kind in ("or", "and", "close", "end"):
            self.report_missing(sign)
            return None
        if sign.kind == "minus" and self.peek().start > sign.end:
            message = "no space after '-': -tag:drone; to search for a dash, quote it"
            raise QueryError(message, sign.start, sign.end)
        self.nest(sign)
        known = self.known
        part = self.parse_term()
        self.check_known(known)
        self.depth -= 1
        return Not(part, sign.start, part.end) if part is not None else None

    def parse_group(self, opening: Token) -> Node | None:
        self.nest(opening)
        if self.peek().kind == "close":
            raise QueryError("these brackets are empty", opening.start, self.peek().end)
        inside = self.parse_or(opening)
        self.depth -= 1
        if self.peek().kind == "close":
            self.take()
        else:
            self.report_unfinished(QueryError("this '(' is not closed: add ')'", opening.start, opening.end))
        return inside

    def parse_field(self, name: Token) -> Node | None:
        """Parse `name:value`, or `name:( … )`, where every word is a value of the field."""
        field = terms.find_field(name, self.own)
        if field is None and self.starts_address():
            self.report_unfinished(self.unknown_field(name))
            return None
        if field is None:
            raise self.unknown_field(name)
        if self.group is not None:
            message = f"{field.name}: cannot stand within {self.group[0].name}:( ): close the bracket first"
            raise QueryError(message, name.start, name.end)
        touching = self.peek().start == name.end
        if touching and self.peek().kind == "open":
            self.group = (field, name)
            inside = self.parse_group(self.take())
            self.group = None
            return inside
        if touching and self.peek().kind in ("word", "phrase"):
            return self.parse_value(self.take(), (field, name))
        blank = " with no blank before it" if self.peek().kind in ("word", "phrase") else ""
        message = f"{field.name}: needs a value{blank}: {field.example}"
        self.report_unfinished(QueryError(message, name.start, name.end), at=name.end)
        return None

    def unknown_field(self, name: Token) -> QueryError:
        value = self.peek()
        touches = value.start == name.end and value.kind in ("word", "phrase")
        return terms.unknown_field(name, self.own, self.dimensions(), value.text if touches else "")

    def starts_address(self) -> bool:
        """Return whether a live query ends in the beginning of `http://`, which is not a field."""
        if self.live and self.peek().text == "/" and self.peek().end == self.size:
            self.take()
        return self.live and self.peek().kind == "end" and self.tokens[self.at - 1].end == self.size

    def parse_value(self, value: Token, of: tuple[Field, Token] | None = None) -> Node | None:
        """Parse a word or phrase as a value of the field before or around it, or else as text."""
        of = of or self.group
        if not value.closed:
            self.report_unfinished(QueryError("this quote is not closed: add '\"'", value.start, value.end))
        try:
            found = terms.term(*of, value, self.dates, self.own) if of else terms.word(value)
        except UnfixableTermError:
            raise
        except QueryError as error:
            self.report_unfinished(error, at=value.end)
            return None
        if not isinstance(found, AsKnown):
            return found
        if self.known is not None:
            message = f"known: can occur only once: {self.known.text} is already there"
            raise QueryError(message, found.start, found.end)
        self.known = found
        return None

    def check_known(self, before: AsKnown | None) -> None:
        """Raise an error if a `known:` after `before` is one of several OR parts or is excluded."""
        if self.known is not before and self.known is not None:
            message = "known: applies to the whole query: put OR in brackets beside it; it cannot be excluded"
            raise QueryError(message, self.known.start, self.known.end)

    def report_missing(self, after: Token | None) -> None:
        """Report that no term follows `after` (None: at the very start)."""
        if self.peek().kind in ("or", "and"):
            self.report_misplaced()
        elif after is not None:
            message = f"a term must follow {_SIGNS[after.kind]}"
            self.report_unfinished(QueryError(message, after.start, after.end))

    def report_misplaced(self) -> None:
        """Report OR or AND in place of a term; at the end of a live query it may become "ORDER"."""
        sign = self.peek()
        shown = _SIGNS[sign.kind]
        message = f'{shown} must stand between two terms; to search for the word, quote it: "{shown}"'
        self.report_unfinished(QueryError(message, sign.start, sign.end), at=sign.end)
        self.take()

    def report_unfinished(self, error: QueryError, at: int | None = None) -> None:
        """Raise the error, unless it ends (at `at`, or at the next token) where a live query ends."""
        reached = self.peek().kind == "end" if at is None else at == self.size
        if not (self.live and reached):
            raise error
        self.pending = self.pending or Pending(error.message, error.start, error.end)

    def nest(self, token: Token) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"brackets and negations nest more than {MAX_DEPTH} deep here: simplify"
            raise QueryError(message, token.start, token.end)


def _only(found: tuple[Node, ...]) -> Node | None:
    return found[0] if found else None


_SIGNS = {"or": "OR", "and": "AND", "not": "NOT", "minus": "-", "open": "("}
