"""The rows of the facets: values under the headings of their fields, as a tree, with what is chosen. No screen."""

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
"""A field of the query language, and a value in it: an id, a tag."""


class FacetRow(NamedTuple):
    """A value of a field, or with `value` None the heading over `values` of them.

    Of a `branch`, the values that belong to it stand below, unless it is `folded`.
    """

    field: str
    value: Count | None
    depth: int = 0
    values: int = 0
    branch: bool = False
    folded: bool = False

    @property
    def key(self) -> Key:
        """What it stands for; the value is "" in a heading."""
        return query_field(self.field), "" if self.value is None else self.value.key


class FieldCounts(NamedTuple):
    """The counts of a field."""

    field: str
    counts: list[Count]


def heading_of(field: str) -> str:
    """The heading over the values of a field: "Tags", of the dimension `tag:area` "Area"."""
    dimension = field.partition(":")[2]
    return HEADINGS.get(field) or dimension[:1].upper() + dimension[1:]


def chosen_terms(store: Store, text: str) -> dict[Key, Term]:
    """The values that a filter asks for or excludes, each with its term, by whatever name that calls it."""
    found: dict[Key, Term] = {}
    for term in terms_of(text):
        if term.field in HEADINGS:
            for key in store.named(term.field, fold(term.value)):
                found[term.field, key] = term
    return found


def groups(view: View, text: str, view_of: Callable[[str], View]) -> list[FieldCounts]:
    """What the filter `text` leaves under each value, most first; without those that have nothing left.

    A value that is included does not take the others of its field away: one more would widen the filter by as many as
    is said. One that is excluded says how many it takes away. What is chosen is always there.

    Args:
        view: What the filter leaves.
        text: The filter.
        view_of: Answers another filter.
    """
    store, terms = view.store, chosen_terms(view.store, text)
    asked = {field for field, _ in terms}
    views = {field: _without(text, field, view, view_of, exclude=False) for field in asked}
    found: list[FieldCounts] = []
    for field in fields_of(store, tuple(HEADINGS)):
        name = query_field(field)
        if field == "actor" and name not in asked:
            continue  # it is counted by what actors did
        chosen = {key: term.exclude for (of, key), term in terms.items() if of == name}
        if name == "tag":
            chosen = {key: exclude for key, exclude in chosen.items() if key in index(store, field)}
        counted = counts(views.get(name, view), field)
        if any(chosen.values()):
            freed = _without(text, name, view, view_of, exclude=True)
            before = [each for each in counts(freed, field) if chosen.get(each.key)]
            counted = sorted([*counted, *before], key=_most_first)
        there = {each.key for each in counted}
        counted += [Count(key, label(store, field, key), 0) for key in chosen if key not in there]
        if field == "actor":
            counted = [each for each in counted if each.key in chosen]
        if counted:
            found.append(FieldCounts(field, counted))
    return found


def _most_first(each: Count) -> int:
    return -each.events


def _without(text: str, field: str, view: View, view_of: Callable[[str], View], *, exclude: bool) -> View:
    """What the filter leaves without what it asks of a field; with `exclude` without what it excludes, too."""
    less = text
    for term in terms_of(text):
        if term.field == field and (exclude or not term.exclude):
            less = without_term(less, field, term.value)
    return view if less == text else view_of(less)


def rows_of(
    store: Store, found: Sequence[FieldCounts], wanted: str, folded: Collection[Key]
) -> list[FacetRow]:
    """The rows of some groups: all, with the branches `folded`; or those that go by a name with `wanted` in it.

    Args:
        store: Knows the names, ids and aliases.
        found: The groups.
        wanted: A folded text, "" for all.
        folded: The values below which nothing is shown.
    """
    rows: list[FacetRow] = []
    for field, counted in found:
        if wanted:
            keys = set(store.partly_named(query_field(field), wanted))
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
    hidden = -1  # the depth of a branch that is folded
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
    """The row that a row lies under; the row itself where it lies under none."""
    depth = rows[row].depth
    return next(
        (n for n in range(row - 1, -1, -1) if rows[n].value is not None and rows[n].depth < depth), row
    )
