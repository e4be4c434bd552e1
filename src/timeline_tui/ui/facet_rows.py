"""The rows of the facets screen: a tree of values under the heading of each field. Independent of Textual."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
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


class FieldCounts(NamedTuple):
    """A field and the counts of its values."""

    field: str
    counts: list[Count]


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


class _FieldChoices(NamedTuple):
    """What a filter includes and excludes of a field.

    Attributes:
        excludes: The values that it includes or excludes, each with whether it excludes it.
        without_included: The view of the filter without its including terms.
        without_any: The view of the filter without both.
    """

    excludes: dict[str, bool]
    without_included: View
    without_any: View


def count_fields(view: View, text: str, view_of: ViewOf) -> list[FieldCounts]:
    """Count the values of each field in a view, most frequent first. Values without events are left out.

    Included values do not hide the others of their field: those show how many events including them would add. Excluded
    values show how many events they remove. Included and excluded values are always listed.

    Args:
        view: The events that match the filter.
        text: The filter.
        view_of: Returns the view of another filter.
    """
    chosen = _choices(view, text, view_of)
    none = _FieldChoices({}, view, view)
    found = []
    for field in fields_of(view.store, tuple(HEADINGS)):
        counted = _count_field(view.store, field, chosen.get(query_field(field), none))
        if counted:
            found.append(FieldCounts(field, counted))
    return found


def _choices(view: View, text: str, view_of: ViewOf) -> dict[str, _FieldChoices]:
    """Return the choices of each field of the query language that has any."""
    terms = chosen_terms(view.store, text)
    found = {}
    for field in {field for field, _ in terms}:
        excludes = {key: term.exclude for (of, key), term in terms.items() if of == field}
        asking = [term for term in terms_of(text) if term.field == field]
        less = _without(text, [term for term in asking if not term.exclude])
        least = _without(less, asking)
        without_included = view if less == text else view_of(less)
        without_any = without_included if least == less else view_of(least)
        found[field] = _FieldChoices(excludes, without_included, without_any)
    return found


def _without(text: str, terms: Sequence[Term]) -> str:
    for term in terms:
        text = without_term(text, term.field, term.value)
    return text


def _count_field(store: Store, field: str, choices: _FieldChoices) -> list[Count]:
    """Return the counts of a field's values: those of a view, the excluded ones, and the included ones left out."""
    excludes = choices.excludes
    if query_field(field) == "tag":  # the choices are those of all dimensions
        own = index(store, field)
        excludes = {key: exclude for key, exclude in excludes.items() if key in own}
    if field == "actor" and not excludes:
        return []  # actors are counted by role: participant, speaker, ...
    counted = counts(choices.without_included, field)
    if any(excludes.values()):
        counted += [each for each in counts(choices.without_any, field) if excludes.get(each.key)]
        counted.sort(key=lambda each: -each.events)
    listed = {each.key for each in counted}
    counted += [Count(key, label(store, field, key), 0) for key in excludes if key not in listed]
    return [each for each in counted if each.key in excludes] if field == "actor" else counted


def rows_of(
    store: Store, found: Sequence[FieldCounts], wanted: str, folded: Collection[Key]
) -> list[FacetRow]:
    """Return the rows of the counted fields, as a tree or, when searching, as a flat list.

    Args:
        store: Resolves names, ids and aliases.
        found: The fields with their counts.
        wanted: A folded text to search names for; "" for all values.
        folded: The values whose branches are hidden.
    """
    rows: list[FacetRow] = []
    for field, counted in found:
        shown = _matches(store, field, counted, wanted) if wanted else _tree(field, counted, folded)
        if shown:
            rows += [FacetRow(field, None, values=len(shown) if wanted else len(counted)), *shown]
    return rows


def _matches(store: Store, field: str, counted: list[Count], wanted: str) -> list[FacetRow]:
    keys = set(store.keys_named(query_field(field), wanted))
    return [FacetRow(field, each) for each in counted if each.key in keys or wanted in fold(each.label)]


def _tree(field: str, counted: list[Count], folded: Collection[Key]) -> list[FacetRow]:
    rows: list[FacetRow] = []
    hidden = -1  # the depth of the current folded branch, or -1
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
