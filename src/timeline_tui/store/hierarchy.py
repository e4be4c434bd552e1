"""The hierarchies of locations (by `within`) and of actors (by `member_of`).

A parent includes everything below it: `location:kharkiv` finds what lies in Kharkiv, and a facet counts it.
References may form a chain of any length, a node may have several parents, and a faulty file may contain cycles
(`check` reports them as `reference-cycle`). All members of a cycle are below each other and so have the same events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.model import Chronology


class Hierarchy:
    """A directed graph of ids, given by the parents of each id."""

    def __init__(self, parents: Mapping[str, Sequence[str]]) -> None:
        self.parents = parents

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """The ids directly below each id."""
        found: dict[str, list[str]] = {}
        for child, parents in self.parents.items():
            for parent in parents:
                found.setdefault(parent, []).append(child)
        return found

    def below(self, keys: Iterable[str]) -> list[str]:
        """Return the keys and everything below them, each once."""
        return _reachable(keys, self.children)

    def above(self, keys: Iterable[str]) -> list[str]:
        """Return the keys and everything above them, each once."""
        return _reachable(keys, self.parents)

    @cached_property
    def main_parent(self) -> dict[str, str]:
        """The first parent of each id that has any, without cycles, so that a tree shows each id once."""
        found: dict[str, str] = {}
        settled: set[str] = set()
        for start in self.parents:
            path: dict[str, None] = {}
            at = start
            while at not in settled and at not in path:
                path[at] = None
                if not self.parents.get(at):
                    break
                found[at] = self.parents[at][0]
                at = found[at]
            # A cycle: its first member becomes a root.
            if at in path and at in found:
                del found[at]
            settled.update(path)
        return found

    def totals(self, own: Mapping[str, BitMap], numbers: BitMap) -> dict[str, int]:
        """Count the events of each id of the hierarchy and of all ids below it; each event counts once.

        Args:
            own: The events of each id by itself.
            numbers: The events to count.
        """
        found: dict[str, int] = {}
        for members, total in self.merged(own, numbers):
            found.update(dict.fromkeys(members, len(total)))
        return found

    def merged(
        self, own: Mapping[str, BitMap], numbers: BitMap | None = None
    ) -> Iterator[tuple[list[str], BitMap]]:
        """Merge the events of each id of the hierarchy with those of all ids below it.

        Sets are merged from the leaves up and dropped once every parent has them: a chain of n places takes n
        steps and holds one set, not n.

        Args:
            own: The events of each id by itself.
            numbers: The events to keep; None for all.

        Returns:
            Ids with the same events (one, or the members of a cycle) and these events. The set changes when the
            iterator advances: copy it to keep it.
        """
        # By group; None once no parent needs it any more.
        sets: list[BitMap | None] = []
        pending = list(self._uses)
        for each in self._groups:
            total = BitMap()
            for child in each.children:
                below = sets[child]
                pending[child] -= 1
                if below is None:
                    continue
                if pending[child]:
                    total |= below
                else:
                    # The last use: merge the smaller set into the larger one.
                    sets[child] = None
                    if len(below) > len(total):
                        total, below = below, total
                    total |= below
            for key in each.members:
                if key in own:
                    total |= own[key] if numbers is None else own[key] & numbers
            yield each.members, total
            sets.append(total)

    @cached_property
    def _groups(self) -> list[_Group]:
        """The strongly connected components, each a single id or the members of a cycle; children before parents."""
        return _components(self.parents, self.children)

    @cached_property
    def _uses(self) -> list[int]:
        """How many parents each group has."""
        uses = [0] * len(self._groups)
        for each in self._groups:
            for child in each.children:
                uses[child] += 1
        return uses


class _Group(NamedTuple):
    members: list[str]
    children: list[int]


def hierarchies(chronology: Chronology) -> dict[str, Hierarchy]:
    """Return the hierarchies of a chronology, by kind: "actor", "location", and "" for an empty one.

    Only registered parents count.
    """
    actors, locations = chronology.actors, chronology.locations
    members = {
        key: tuple(dict.fromkeys([each for each in actor.member_of if each in actors]))
        for key, actor in actors.items()
        if actor.member_of
    }
    return {
        "actor": Hierarchy({key: above for key, above in members.items() if above}),
        "location": Hierarchy({p.id: (p.within,) for p in locations.values() if p.within in locations}),
        "": Hierarchy({}),
    }


def _reachable(keys: Iterable[str], edges: Mapping[str, Sequence[str]]) -> list[str]:
    found = dict.fromkeys(keys)
    pending = list(found)
    while pending:
        for key in edges.get(pending.pop(), ()):
            if key not in found:
                found[key] = None
                pending.append(key)
    return list(found)


def _components(parents: Mapping[str, Sequence[str]], children: Mapping[str, Sequence[str]]) -> list[_Group]:
    """Return the strongly connected components, children first: Tarjan's algorithm (1972), without recursion.

    Recursion would overflow the stack: a chain of references may have any length.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    group: dict[str, int] = {}
    stack: list[str] = []
    found: list[_Group] = []
    for root in dict.fromkeys([*parents, *children]):
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        path = [(root, iter(children.get(root, ())))]
        while path:
            key, rest = path[-1]
            child = next(rest, None)
            if child is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    low[above] = min(low[above], low[key])
                # Nothing below reaches back above this id: what is on the stack since then is one component.
                if low[key] == index[key]:
                    members = [stack.pop()]
                    while members[-1] != key:
                        members.append(stack.pop())
                    group.update(dict.fromkeys(members, len(found)))
                    below = {group[each] for member in members for each in children.get(member, ())}
                    found.append(_Group(members, sorted(below - {len(found)})))
            elif child not in index:
                index[child] = low[child] = len(index)
                stack.append(child)
                path.append((child, iter(children.get(child, ()))))
            elif child not in group:
                low[key] = min(low[key], index[child])
    return found
