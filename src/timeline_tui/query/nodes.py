"""The syntax tree of a query, which the parser builds and the store evaluates.

Every node has `start` and `end`, the half-open range of the query's text that it came from. Search texts are folded
(`timeline_tui.text.fold`), with runs of white space (as `str.split` sees it) reduced to one blank. They match as part
of the text folded the same way unless a node says otherwise. This module knows nothing of events.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from timeline_tui.dates import Date
from timeline_tui.query.quoting import quote, quoted

DateOp: TypeAlias = Literal["date", "since", "until", "before", "after", "published", "accessed"]


class And(Struct, frozen=True, gc=False):
    """All parts match; there are at least two."""

    parts: tuple[Node, ...]
    start: int = 0
    end: int = 0


class Or(Struct, frozen=True, gc=False):
    """At least one part matches; there are at least two."""

    parts: tuple[Node, ...]
    start: int = 0
    end: int = 0


class Not(Struct, frozen=True, gc=False):
    """The part does not match."""

    part: Node
    start: int = 0
    end: int = 0


class Word(Struct, frozen=True, gc=False):
    """A word, or a phrase (with blanks), anywhere in the event's text."""

    folded: str
    start: int = 0
    end: int = 0


class FieldTerm(Struct, frozen=True, gc=False):
    """A word or phrase in one field; with `exact` it has to be the whole value.

    `field` is one of `fields.FIELDS` with kind "text" or "code", or "x." and a user-defined key; `FIELDS` says what
    each field covers. A code is matched by prefix. A number does not match as part of a longer number.
    """

    field: str
    folded: str
    exact: bool = False
    start: int = 0
    end: int = 0


class OneOf(Struct, frozen=True, gc=False):
    """A field with a fixed list of values, such as status, has one of `values`, in the format's spelling."""

    field: str
    values: tuple[str, ...]
    text: str
    start: int = 0
    end: int = 0


class DateTerm(Struct, frozen=True, gc=False):
    """The event's date lies in the half-open range from `lo` to `hi`.

    The operator is already applied to the bounds, so the store needs only two tests: `dates.certainly_within` if
    `certain`, else `dates.may_overlap`. An event without a date passes neither.

    Attributes:
        op: The operator, as written.
        text: The value, as written.
        lo: Seconds on the proleptic Gregorian time line, as `timeline_tui.dates` counts them; None for unbounded.
        hi: As `lo`.
        note: How the value was read if it is ambiguous, else "".
        parts: The fractions of a second to add to the two bounds (`dates.value.SECOND`).
        yearly: EDTF without a year, such as `XXXX-03-13`, which matches in every year; there are no bounds then.
    """

    op: DateOp
    text: str
    lo: int | None
    hi: int | None
    certain: bool = False
    start: int = 0
    end: int = 0
    note: str = ""
    parts: tuple[int, int] = (0, 0)
    yearly: str = ""


class Has(Struct, frozen=True, gc=False):
    """The event has at least one `what`: a key of `fields.HAS`, or "x." and a user-defined key."""

    what: str
    start: int = 0
    end: int = 0


class Flag(Struct, frozen=True, gc=False):
    """The event has the property `name`: a key of `fields.FLAGS`."""

    name: str
    start: int = 0
    end: int = 0


class Compare(Struct, frozen=True, gc=False):
    """A number lies between `low` and `high`, both inclusive, None for unbounded.

    `field` is one of `fields.FIELDS` with kind "number" or "count", or "x." and a user-defined key. An event without
    the number does not match; a count always exists, if only as 0. A range of numbers matches if it overlaps.
    """

    field: str
    low: float | None
    high: float | None
    start: int = 0
    end: int = 0


class AsKnown(Struct, frozen=True, gc=False):
    """Evaluate the query on the chronology as of `date`. It applies to the whole query, so it is not part of the tree.

    With an `earlier` date, only events match of which more was known on `date` than then. With `certain`, only what
    was certainly known counts. `note` is as in `DateTerm`.
    """

    text: str
    date: Date
    earlier: Date | None = None
    certain: bool = False
    start: int = 0
    end: int = 0
    note: str = ""


Leaf: TypeAlias = Word | FieldTerm | OneOf | DateTerm | Has | Flag | Compare
Node: TypeAlias = And | Or | Not | Leaf


class Pending(Struct, frozen=True, gc=False):
    """The unfinished end of a query being typed, which is left out for now; `message` says what is missing."""

    message: str
    start: int
    end: int


class Query(Struct, frozen=True, gc=False):
    """A parsed query. `root` is None if it matches everything; `pending` is set by live parsing only.

    `known` is None for the chronology with everything known today.
    """

    text: str
    root: Node | None
    pending: Pending | None = None
    known: AsKnown | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """The folded words and phrases searched for in the whole text, without excluded ones."""
        found = [leaf.folded for leaf in positive(self.root) if isinstance(leaf, Word)]
        return tuple(dict.fromkeys(found))

    @property
    def notes(self) -> tuple[str, ...]:
        """How ambiguous dates of the query were read, to be shown to the user."""
        found = [leaf.note for leaf, _ in leaves(self.root) if isinstance(leaf, DateTerm) and leaf.note]
        if self.known is not None and self.known.note:
            found.append(self.known.note)
        return tuple(dict.fromkeys(found))

    def highlights(self, field: str) -> tuple[str, ...]:
        """Return the folded texts to highlight where `field` is shown: `terms`, then those asked of the field.

        This walks the tree: call it once per query, not once per row.
        """
        found = list(self.terms)
        for leaf in positive(self.root):
            if isinstance(leaf, FieldTerm) and leaf.field == field:
                found.append(leaf.folded)
            elif isinstance(leaf, OneOf) and leaf.field == field:
                found.extend(leaf.values)
        return tuple(dict.fromkeys(found))


def leaves(node: Node | None, wanted: bool = True) -> Iterator[tuple[Leaf, bool]]:
    """Yield every leaf in text order, with True if it is asked for and False if it is excluded."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, wanted)
    elif isinstance(node, Not):
        yield from leaves(node.part, not wanted)
    elif node is not None:
        yield node, wanted


def positive(node: Node | None) -> Iterator[Leaf]:
    """Yield the leaves that are asked for, not excluded."""
    return (leaf for leaf, wanted in leaves(node) if wanted)


def render(node: Node | None) -> str:
    """Render a node as query text, which parses to the same tree except for positions."""
    if node is None:
        return ""
    if isinstance(node, Or):
        return " OR ".join(_bracketed(part, Or) for part in node.parts)
    if isinstance(node, And):
        return " ".join(_bracketed(part, And, Or) for part in node.parts)
    if isinstance(node, Not):
        return "-" + _bracketed(node.part, And, Or)
    return _render_leaf(node)


def _bracketed(node: Node, *loose: type) -> str:
    text = render(node)
    return f"({text})" if isinstance(node, loose) else text


def _render_leaf(leaf: Leaf) -> str:
    match leaf:
        case Word():
            return quote(leaf.folded)
        case FieldTerm():
            value = quoted(leaf.folded) if ".." in leaf.folded else quote(leaf.folded)
            return f"{leaf.field}:{'=' if leaf.exact else ''}{value}"
        case OneOf():
            return f"{leaf.field}:{leaf.text}"
        case DateTerm():
            return f"{leaf.op}{'!' if leaf.certain else ''}:{quote(leaf.text)}"
        case Has():
            return f"has:{quote(leaf.what)}"
        case Flag():
            return f"is:{leaf.name}"
        case Compare():
            return f"{leaf.field}:{_render_bounds(leaf.low, leaf.high)}"


def _render_bounds(low: float | None, high: float | None) -> str:
    if low == high and low is not None:
        return _render_number(low)
    return f"{'' if low is None else _render_number(low)}..{'' if high is None else _render_number(high)}"


def _render_number(number: float) -> str:
    """Format a number exactly, without an exponent."""
    return str(number) if isinstance(number, int) else format(Decimal(number), "f")


def certainly(node: Node | None) -> Node | None:
    """Return the node with `!` added to every date term that is not excluded, or None if nothing changes.

    Excluded terms stay as they are: `-date:2024` leaves out whatever may lie in 2024 either way.
    """
    if isinstance(node, DateTerm):
        return None if node.certain else replace(node, certain=True)
    if isinstance(node, And | Or):
        parts = [certainly(part) for part in node.parts]
        if any(part is not None for part in parts):
            kept = [new or old for new, old in zip(parts, node.parts, strict=True)]
            return replace(node, parts=tuple(kept))
    return None
