"""Hierarchies: chains of any depth, several parents, cycles; in a number of steps linear in the size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from timeline_tui.aggregate import counts, having, nested
from timeline_tui.axis.lanes import lanes_of
from timeline_tui.model import Chronology, Event, Location, Place
from timeline_tui.store import Store
from timeline_tui.store.hierarchy import Hierarchy

KEYS = st.sampled_from("abcdefg")
parents = st.dictionaries(KEYS, st.lists(KEYS, min_size=1, max_size=3, unique=True).map(tuple))


def above(tree: Mapping[str, Sequence[str]], key: str) -> set[str]:
    """Return the key and all its ancestors, slowly."""
    found = {key}
    while more := {up for each in found for up in tree.get(each, ())} - found:
        found |= more
    return found


@given(parents, st.dictionaries(KEYS, st.frozensets(st.integers(0, 9))), st.frozensets(st.integers(0, 9)))
def test_totals_are_those_of_everything_below(
    tree: dict[str, tuple[str, ...]], events: dict[str, frozenset[int]], view: frozenset[int]
) -> None:
    hierarchy = Hierarchy(tree)
    found = hierarchy.totals({key: BitMap(some) for key, some in events.items()}, BitMap(view))
    assert set(found) == {key for child, ups in tree.items() for key in (child, *ups)}
    for key, total in found.items():
        below = {n for each, some in events.items() if key in above(tree, each) for n in some}
        assert total == len(below & view)
        assert set(hierarchy.above([key])) == above(tree, key)
        assert set(hierarchy.below([key])) == {each for each in found if key in above(tree, each)}


@given(parents)
def test_a_main_parent_is_a_parent_and_leads_to_a_root(tree: dict[str, tuple[str, ...]]) -> None:
    main = Hierarchy(tree).main_parent
    for key, parent in main.items():
        assert parent == tree[key][0]
        steps, at = 0, key
        while at in main:
            at, steps = main[at], steps + 1
            assert steps <= len(tree)


class Counted(Mapping[str, Sequence[str]]):
    """A mapping that counts its lookups."""

    def __init__(self, held: Mapping[str, Sequence[str]]) -> None:
        self.held = held
        self.requests = 0

    def __getitem__(self, key: str) -> Sequence[str]:
        self.requests += 1
        return self.held[key]

    def __iter__(self) -> Iterator[str]:
        self.requests += len(self.held)
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


@pytest.mark.parametrize("size", [100, 3200])
def test_a_chain_takes_steps_by_its_length(size: int) -> None:
    tree = Counted({f"p{n}": (f"p{n - 1}",) for n in range(1, size)})
    hierarchy = Hierarchy(tree)
    own = {f"p{n}": BitMap([n]) for n in range(size)}
    assert hierarchy.totals(own, BitMap(range(size))) == {f"p{n}": size - n for n in range(size)}
    assert len(hierarchy.main_parent) == size - 1
    assert len(hierarchy.below(["p0"])) == len(hierarchy.above([f"p{size - 1}"])) == size
    assert tree.requests <= 20 * size


def test_a_chain_of_twenty_thousand_places() -> None:
    """Lanes and facets of four thousand places took fifteen seconds, and recursion would fail at a thousand."""
    size = 20_000
    places = {f"p{n}": Location(f"p{n}", f"Place {n}", within=f"p{n - 1}" if n else "") for n in range(size)}
    events = [Event(f"e{n}", None, "x", locations=(Place(place),)) for n, place in enumerate(places.values())]
    store = Store(Chronology(events=tuple(events), locations=places))
    found = counts(store.view(), "location")
    assert [each.events for each in found] == list(range(size, 0, -1))
    assert nested(found)[-1] == (size - 1, found[-1])
    assert len(having(store, "location", "p0")) == size
    assert len(lanes_of(store.view(), "location").lanes) == 10
