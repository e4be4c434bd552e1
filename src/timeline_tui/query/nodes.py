"""The query as a tree of small frozen values: what the parser makes and the store walks.

Every node holds `start` and `end`, the half-open range of the query's text it came from. All texts to search
for are folded (`timeline_tui.text.fold`), their white space one blank between words (as `str.split` sees it),
and match as part of the text folded the same way unless a node says otherwise. Nothing here knows events.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from timeline_tui.dates import Date
from timeline_tui.query.quoting import quote, quoted

DateOp: TypeAlias = Literal["date", "since", "until", "before", "after", "published", "accessed"]


class And(Struct, frozen=True, gc=False):
    """Every part holds; two parts or more."""

    parts: tuple[Node, ...]
    start: int = 0
    end: int = 0


class Or(Struct, frozen=True, gc=False):
    """At least one part holds; two parts or more."""

    parts: tuple[Node, ...]
    start: int = 0
    end: int = 0


class Not(Struct, frozen=True, gc=False):
    """The part does not hold."""

    part: Node
    start: int = 0
    end: int = 0


class Word(Struct, frozen=True, gc=False):
    """A word, or a phrase (then with blanks), somewhere in the event's text."""

    folded: str
    start: int = 0
    end: int = 0


class FieldTerm(Struct, frozen=True, gc=False):
    """A word or phrase in one field. `exact`: it is the whole value, not a part of it.

    `field` is one of `fields.FIELDS` whose kind is "text" or "code", or "x." and a key of the user's own; the table
    says what each field looks at. A code is compared from its beginning. A number is not part of another.
    """

    field: str
    folded: str
    exact: bool = False
    start: int = 0
    end: int = 0


class OneOf(Struct, frozen=True, gc=False):
    """A field of fixed values, such as status, has one of `values`, in the format's spelling."""

    field: str
    values: tuple[str, ...]
    text: str
    start: int = 0
    end: int = 0


class DateTerm(Struct, frozen=True, gc=False):
    """The event's date lies in the span from `lo` up to but not including `hi`.

    Both are seconds on the proleptic Gregorian line as `timeline_tui.dates` counts them, None for unbounded.
    The operator is already worked into the bounds, so there are two tests only:
    `dates.certainly_within` where `certain`, else `dates.may_overlap`. An event without a date passes
    neither. `parts` are the parts of a second that are added to the two bounds (`dates.value.SECOND`). `yearly` is
    EDTF of any year, `XXXX-03-13`, which is asked for in each of them; then there are no bounds. `op` and `text` are
    what was written, for showing it again; `note` says how it was read where it could have been meant otherwise,
    else "".
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
    """The event has at least one `what`: a key of `fields.HAS`, or "x." and a key of the user's own."""

    what: str
    start: int = 0
    end: int = 0


class Flag(Struct, frozen=True, gc=False):
    """The event is `name`: a key of `fields.FLAGS`."""

    name: str
    start: int = 0
    end: int = 0


class Compare(Struct, frozen=True, gc=False):
    """A number lies between `low` and `high`, both included, None for unbounded.

    `field` is one of `fields.FIELDS` whose kind is "number" or "count", or "x." and a key of the user's own. Where
    there is no number, it does not match; a count is always there, if only 0. A range of numbers matches if it
    overlaps.
    """

    field: str
    low: float | None
    high: float | None
    start: int = 0
    end: int = 0


class AsKnown(Struct, frozen=True, gc=False):
    """What the query is asked of: the chronology as it was known on `date`; no part of the tree, it holds for all.

    With an `earlier` date only the events of which more was known on `date` than on that. `certain`: only what was
    certainly known. `note` is that of `DateTerm`.
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
    """The unfinished end of a query that is being typed, left out for now, and what is still missing."""

    message: str
    start: int
    end: int


class Query(Struct, frozen=True, gc=False):
    """A parsed query. `root` is None where it matches everything; `pending` only comes from live parsing.

    `known` is None where it is asked of all there is.
    """

    text: str
    root: Node | None
    pending: Pending | None = None
    known: AsKnown | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """The folded words and phrases that were asked for anywhere in the text; not those excluded."""
        found = [leaf.folded for leaf in positive(self.root) if isinstance(leaf, Word)]
        return tuple(dict.fromkeys(found))

    @property
    def notes(self) -> tuple[str, ...]:
        """How its dates were read where they could have been meant otherwise: for the user to see."""
        found = [leaf.note for leaf, _ in leaves(self.root) if isinstance(leaf, DateTerm) and leaf.note]
        if self.known is not None and self.known.note:
            found.append(self.known.note)
        return tuple(dict.fromkeys(found))

    def highlights(self, field: str) -> tuple[str, ...]:
        """What to highlight where `field` is shown: `terms`, then what was asked of this field, folded.

        It walks the tree: call it once for a query, not once for a row.
        """
        found = list(self.terms)
        for leaf in positive(self.root):
            if isinstance(leaf, FieldTerm) and leaf.field == field:
                found.append(leaf.folded)
            elif isinstance(leaf, OneOf) and leaf.field == field:
                found.extend(leaf.values)
        return tuple(dict.fromkeys(found))


def leaves(node: Node | None, wanted: bool = True) -> Iterator[tuple[Leaf, bool]]:
    """Every leaf in the order of the text, each with whether it is asked for (true) or excluded (false)."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, wanted)
    elif isinstance(node, Not):
        yield from leaves(node.part, not wanted)
    elif node is not None:
        yield node, wanted


def positive(node: Node | None) -> Iterator[Leaf]:
    """The leaves that are asked for, not excluded."""
    return (leaf for leaf, wanted in leaves(node) if wanted)


def render(node: Node | None) -> str:
    """The node as a query's text: parsing it gives the same tree, but for the positions."""
    if node is None:
        return ""
    if isinstance(node, Or):
        return " OR ".join(_within(part, Or) for part in node.parts)
    if isinstance(node, And):
        return " ".join(_within(part, And, Or) for part in node.parts)
    if isinstance(node, Not):
        return "-" + _within(node.part, And, Or)
    return _render_leaf(node)


def _within(node: Node, *loose: type) -> str:
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
            return f"{leaf.field}:{_bounds(leaf.low, leaf.high)}"


def _bounds(low: float | None, high: float | None) -> str:
    if low == high and low is not None:
        return _number(low)
    return f"{'' if low is None else _number(low)}..{'' if high is None else _number(high)}"


def _number(number: float) -> str:
    """A number without an exponent, exactly."""
    return str(number) if isinstance(number, int) else format(Decimal(number), "f")
