"""The rows of the facets screen: a tree of values under the heading of each field. Independent of Textual."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from timeline_tui.aggregate import Count, counts, fields_of, index, label, nested, query_field
from timeline_tui.query import Term, terms_of, without_term
from timeline_tui.store import Store, View
from timeline_tui.text import fold

HEADINGS = {
    "participant": "Took part", "speaker": "Spoke", "by": "Claimed", "assessor": "Assessed", "actor": "Actors",
    "location": "Locations", "tag": "Tags", "source": "Sources", "status": "Status", "kind": "Kind",
    "file": "Files",
}  # fmt: skip

Key = tuple[str, str]
"""A field of the query language and a value in it, such as an id or a tag."""


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


def groups(view: View, text: str, view_of: Callable[[str], View]) -> list[FieldCounts]:
    """Count the values of each field in a view, most frequent first. Values without events are left out.

    Included values do not hide the others of their field: those show how many events including them would add. Excluded
    values show how many events they remove. Included and excluded values are always listed.

    Args:
        view: The events that match the filter.
        text: The filter.
        view_of: Returns the view of another filter.
    """
    store, terms = view.store, chosen_terms(view.store, text)
    asked = {field for field, _ in terms}
    views = {field: _without(text, field, view, view_of, exclude=False) for field in asked}
    found: list[FieldCounts] = []
    for field in fields_of(store, tuple(HEADINGS)):
        name = query_field(field)
        if field == "actor" and name not in asked:
            continue  # actors are counted by role: participant, speaker, ...
        chosen = {key: term.exclude for (of, key), term in terms.items() if of == name}
        if name == "tag":
            chosen = {key: exclude for key, exclude in chosen.items() if key in index(store, field)}
        counted = counts(views.get(name, view), field)
        if any(chosen.values()):
            freed = _without(text, name, view, view_of, exclude=True)
            before = [each for each in counts(freed, field) if chosen.get(each.key)]
            counted = sorted([*counted, *before], key=_by_count)
        there = {each.key for each in counted}
        counted += [Count(key, label(store, field, key), 0) for key in chosen if key not in there]
        if field == "actor":
            counted = [each for each in counted if each.key in chosen]
        if counted:
            found.append(FieldCounts(field, counted))
    return found


def _by_count(each: Count) -> int:
    return -each.events


def _without(text: str, field: str, view: View, view_of: Callable[[str], View], *, exclude: bool) -> View:
    """Return the view without the filter's including terms for a field; with `exclude`, also without excluding ones."""
    less = text
    for term in terms_of(text):
        if term.field == field and (exclude or not term.exclude):
            less = without_term(less, field, term.value)
    return view if less == text else view_of(less)


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
        if wanted:
            keys = set(store.keys_named(query_field(field), wanted))
            some = [
                FacetRow(field, each) for each in counted if each.key in keys or wanted in fold(each.label)
            ]
        else:
            some = _tree(field, counted, folded)
        if some:
            rows += [FacetRow(field, None, values=len(some) if wanted else len(counted)), *some]
    return rows


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
