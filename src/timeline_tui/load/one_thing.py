"""Notes of what may be one thing: an actor, a location or a tag that is written in several ways.

Only `timeline check --notes` says so. What folds to the same is one thing already, and said to be written in several
ways; names that are merely alike are two things, until a person says otherwise.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from timeline_tui import columns
from timeline_tui.errors import Problem
from timeline_tui.load.decode import show
from timeline_tui.load.rules import problem
from timeline_tui.load.similar_names import similar, surnames
from timeline_tui.model import Actor, Chronology, Location, Origin
from timeline_tui.text import flat, fold_name

_OTHER_BLANK = re.compile(r"[^\S ]")
_TOO_MANY = re.compile(r"^ +| +$| {2,}")
_LISTED = 5  # names of a group
_NOTES = 100  # of a sort; the others are counted


def spellings(chronology: Chronology) -> Iterator[Problem]:
    """Tags, actors and locations that are the same to a search, and are written in several ways."""
    yield from _tags(chronology)
    for kind, entries in (("actor", chronology.actors), ("location", chronology.locations)):
        written: defaultdict[str, list[str]] = defaultdict(list)
        for of, id_, text in chronology.spellings:
            if of == kind:
                written[id_].append(text)
        for id_, texts in written.items():
            entry = entries[id_]
            also = ", ".join([_quoted(text) for text in texts[:_LISTED]])
            message = f"the {kind} {show(entry.name)} is also written {also}{_more(len(texts))}"
            yield _note(
                chronology, kind, entry, "spelling", message, "write the name in one way, or add an alias"
            )


def _tags(chronology: Chronology) -> Iterator[Problem]:
    tags = columns.of(chronology.events).index("tag")
    same: defaultdict[str, list[str]] = defaultdict(list)
    for tag in tags:
        same[fold_name(tag)].append(tag)
    for written in same.values():
        if len(written) > 1:
            most, *others = sorted(written, key=lambda tag: (-len(tags[tag]), tag != flat(tag)))
            for other in others:
                origin = chronology.events[tags[other][0]].origin
                message = f"the tag {_quoted(other)} is written {_quoted(most)} elsewhere ({_events(len(tags[most]))})"
                yield problem(origin.path, origin.line, 0, "spelling", message, "write it in one way")


def similar_names(chronology: Chronology) -> Iterator[Problem]:
    """Groups of actors or locations whose names are alike, unless `distinct_from` says that they are not one."""
    kinds: dict[str, Mapping[str, Actor] | Mapping[str, Location]]
    kinds = {"actor": chronology.actors, "location": chronology.locations}
    for kind, entries in kinds.items():
        counts = {id_: len(events) for id_, events in columns.of(chronology.events).index(kind).items()}
        groups = _groups(entries)
        if kind == "actor":
            groups += [[short, *long] for short, long in _surnames(chronology).items()]
        for group in groups[:_NOTES]:
            yield _similar(chronology, kind, [entries[id_] for id_ in group], counts)
        if len(groups) > _NOTES:
            place = _place(chronology, kind, entries[groups[_NOTES][0]])
            message = f"{len(groups) - _NOTES:,} more groups of {kind}s have similar names"
            yield problem(*place, "similar-names", message, "mend these first")


def _groups(entries: Mapping[str, Actor] | Mapping[str, Location]) -> list[list[str]]:
    """The ids of what may be one, by twos and more."""
    group: dict[str, list[str]] = {}
    for one, other in similar({id_: entry.name for id_, entry in entries.items()}):
        if not _distinct(entries[one], entries[other]):
            mine, others = group.setdefault(one, [one]), group.setdefault(other, [other])
            if mine is not others:
                mine += others
                group.update(dict.fromkeys(others, mine))
    return list({id(each): each for each in group.values()}.values())


def _surnames(chronology: Chronology) -> dict[str, list[str]]:
    """By the id of what may be a surname: the ids of those who have it, if they are few."""
    places = {fold_name(place.name) for place in chronology.locations.values()}
    people = {id_: a for id_, a in chronology.actors.items() if a.kind in ("", "person")}
    named = [(id_, person.name) for id_, person in people.items() if fold_name(person.name) not in places]
    found = {
        short: [id_ for id_ in long if not _distinct(people[short], people[id_])]
        for short, long in surnames(named).items()
    }
    return {short: long for short, long in found.items() if 0 < len(long) < _LISTED}


def _distinct(one: Actor | Location, other: Actor | Location) -> bool:
    """Whether an entry says that they are two, or each has an entry, and they are named alike on purpose."""
    both = one.origin.line > 0 and other.origin.line > 0
    if both and fold_name(one.name) == fold_name(other.name):
        return True
    return _excludes(one, other) or _excludes(other, one)


def _excludes(one: Actor | Location, other: Actor | Location) -> bool:
    return any(text == other.id or fold_name(text) == fold_name(other.name) for text in one.distinct_from)


def _similar(
    chronology: Chronology, kind: str, entries: Sequence[Actor | Location], counts: Mapping[str, int]
) -> Problem:
    listed = [f"{show(entry.name)} ({_events(counts.get(entry.id, 0))})" for entry in entries[:_LISTED]]
    message = f"similar names, perhaps of one {kind}: {', '.join(listed)}{_more(len(entries))}"
    hint = f"make the others aliases of one, or write distinct_from = [{show(entries[-1].id)}] in its entry"
    first = next((entry for entry in entries if entry.origin.line), entries[0])
    return _note(chronology, kind, first, "similar-names", message, hint)


def _note(
    chronology: Chronology, kind: str, entry: Actor | Location, code: str, message: str, hint: str
) -> Problem:
    return problem(*_place(chronology, kind, entry), code, message, hint)


def _place(chronology: Chronology, kind: str, entry: Actor | Location) -> tuple[str, int, int]:
    """Where the entry of a thing stands, or the first event that names it."""
    origin: Origin = entry.origin
    if not origin.line:
        numbers = columns.of(chronology.events).index(kind).get(entry.id)
        origin = chronology.events[numbers[0]].origin if numbers else origin
    return origin.path, origin.line, 0


def _quoted(text: str) -> str:
    """A text with those blanks visible that are one too many, or no plain blank."""
    text = _OTHER_BLANK.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)
    return show(_TOO_MANY.sub(lambda match: "␣" * len(match.group()), text))


def _more(count: int) -> str:
    return f" and {count - _LISTED} more" if count > _LISTED else ""


def _events(count: int) -> str:
    return f"{count:,} event{'s' * (count != 1)}"
