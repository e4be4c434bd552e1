"""The rows of the facets screen: a tree of values under the heading of each field. Independent of Textual."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from timeline_tui.aggregate import Count, counts, fields_of, index, label, nested, query_field
from timeline_tui.aggregate import value as query_value
from timeline_tui.query import Term, terms_of, with_term, without_term
from timeline_tui.store import Store, View
from timeline_tui.text import fold

HEADINGS = {
    "participant": "Took part", "speaker": "Spoke", "by": "Claimed", "assessor": "Assessed", "actor": "Actors",
    "location": "Locations", "tag": "Tags", "source": "Sources", "status": "Status", "kind": "Kind",
    "file": "Files",
}  # fmt: skip

EXACT_FIELDS = frozenset(
    ("actor", "participant", "speaker", "by", "assessor", "location", "source", "tag", "kind")
)
"""The fields that are matched exactly (`actor:="Russia"`), because `actor:Russia` also matches "Russian forces"."""

Key: TypeAlias = tuple[str, str]
"""A field of the query language and a value in it, such as an id or a tag."""
ViewOf: TypeAlias = Callable[[str], View]
"""Returns the view of a filter."""


class FacetRow(NamedTuple):
    """A value of a field, or a heading.

    Attributes:
        field: The field.
        value: The value with its count; None in a heading.
        depth: The number of values above it in the tree.
        values: The number of values under a heading.
        branch: Whether other values belong to it.
        folded: Whether those are hidden.
    """

    field: str
    value: Count | None
    depth: int = 0
    values: int = 0
    branch: bool = False
    folded: bool = False

    @property
    def key(self) -> Key:
        """The field of the query language and the value; the value is "" in a heading."""
        return query_field(self.field), "" if self.value is None else self.value.key


def heading_of(field: str) -> str:
    """Return the heading of a field: "Tags", or "Area" for the tag dimension `tag:area`."""
    dimension = field.partition(":")[2]
    return HEADINGS.get(field) or dimension[:1].upper() + dimension[1:]


def chosen_terms(store: Store, text: str) -> dict[Key, Term]:
    """Return the terms of a filter by the value they include or exclude. Names and aliases are resolved to ids."""
    found: dict[Key, Term] = {}
    for term in terms_of(text):
        if term.field in HEADINGS:
            for key in store.keys_named(term.field, fold(term.value), exact=True):
                found[term.field, key] = term
    return found


def toggled(store: Store, text: str, row: FacetRow, *, exclude: bool) -> str:
    """Return a filter that includes or excludes a value; if it does so already, one that does not.

    Args:
        store: Finds the value's names.
        text: The filter.
        row: The value.
        exclude: Whether to exclude it.
    """
    field, key = row.key
    term = chosen_terms(store, text).get(row.key)
    if term is not None:
        text = without_term(text, field, term.value)
        if term.exclude is exclude:
            return text
    value, exact = query_value(store, row.field, key), field in EXACT_FIELDS
    return with_term(text, field, value, exclude=exclude, exact=exact, either=not exclude)


def count_fields(view: View, text: str, view_of: ViewOf) -> dict[str, list[Count]]:
    """Count the values of each field in a view, most frequent first. Values without events are left out.

    Included values do not hide the others of their field: those show how many events including them would add. Excluded
    values show how many events they remove. Included and excluded values are always listed.

    Args:
        view: The events that match the filter.
        text: The filter.
        view_of: Returns the view of another filter.

    Returns:
        The counts by field, without fields that have none.
    """
    # All dimensions of tags need the same views.
    view_of = cache(view_of)
    chosen = chosen_terms(view.store, text)
    found = {}
    for field in fields_of(view.store, tuple(HEADINGS)):
        excludes = {key: term.exclude for (of, key), term in chosen.items() if of == query_field(field)}
        # Actors are counted by role (participant, speaker, ...); this field only shows that one is in the filter.
        counted = _count_field(view, text, field, excludes, view_of) if excludes or field != "actor" else []
        if counted:
            found[field] = [each for each in counted if each.key in excludes or field != "actor"]
    return found


def _count_field(
    view: View, text: str, field: str, excludes: dict[str, bool], view_of: ViewOf
) -> list[Count]:
    """Count the values of a field, given the values that the filter includes, or excludes if true."""
    counted = counts(_view_without(view, text, field, view_of, excluded=False), field)
    # The choices of other dimensions stay.
    if field.startswith("tag"):
        own = index(view.store, field)
        excludes = {key: exclude for key, exclude in excludes.items() if key in own}
    if any(excludes.values()):
        # The view has no events of the excluded values left to count.
        before = counts(_view_without(view, text, field, view_of, excluded=True), field)
        counted = sorted(
            [*counted, *[each for each in before if excludes.get(each.key)]], key=lambda each: -each.events
        )
    listed = {each.key for each in counted}
    return [
        *counted,
        *[Count(key, label(view.store, field, key), 0) for key in excludes if key not in listed],
    ]


def _view_without(view: View, text: str, field: str, view_of: ViewOf, *, excluded: bool) -> View:
    """Return the view without the filter's including terms for a field; with `excluded`, without excluding ones too."""
    less = text
    for term in terms_of(text):
        if term.field == query_field(field) and (excluded or not term.exclude):
            less = without_term(less, term.field, term.value)
    return view if less == text else view_of(less)


def rows_of(
    store: Store, found: Mapping[str, list[Count]], wanted: str, folded: Collection[Key]
) -> list[FacetRow]:
    """Return the rows of the counted fields, as a tree or, when searching, as a flat list.

    Args:
        store: Resolves names, ids and aliases.
        found: The counts by field.
        wanted: A folded text to search names for; "" for all values.
        folded: The values whose branches are hidden.
    """
    rows: list[FacetRow] = []
    for field, counted in found.items():
        shown = _matches(store, field, counted, wanted) if wanted else _tree(field, counted, folded)
        if shown:
            rows += [FacetRow(field, None, values=len(shown) if wanted else len(counted)), *shown]
    return rows


def _matches(store: Store, field: str, counted: list[Count], wanted: str) -> list[FacetRow]:
    keys = set(store.keys_named(query_field(field), wanted))
    return [FacetRow(field, each) for each in counted if each.key in keys or wanted in fold(each.label)]


def _tree(field: str, counted: list[Count], folded: Collection[Key]) -> list[FacetRow]:
    rows: list[FacetRow] = []
    # The depth of the current folded branch, or -1.
    hidden = -1
    tree = nested(counted)
    for n, (depth, each) in enumerate(tree):
        if 0 <= hidden < depth:
            continue
        branch = n + 1 < len(tree) and tree[n + 1][0] > depth
        closed = branch and (query_field(field), each.key) in folded
        hidden = depth if closed else -1
        rows.append(FacetRow(field, each, depth, branch=branch, folded=closed))
    return rows


def parent_of(rows: Sequence[FacetRow], row: int) -> int:
    """Return the parent of a row in the tree, or the row itself if it has none."""
    depth = rows[row].depth
    return next(
        (n for n in range(row - 1, -1, -1) if rows[n].value is not None and rows[n].depth < depth), row
    )
