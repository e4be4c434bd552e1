"""What is wrong between the parts of a chronology, each of which is fine by itself.

`cross` looks at what refers to what; every load runs it. What `timeline check --notes` adds is in `advice`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

from timeline_tui import columns
from timeline_tui.errors import Hint
from timeline_tui.load.decode import show
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.registry import is_id
from timeline_tui.model import Chronology, Origin
from timeline_tui.patterns import late
from timeline_tui.suggest import Suggester
from timeline_tui.text import reveal

Report: TypeAlias = Callable[[Origin, str, str, Hint, KeyPath], None]
"""Takes where the table stands, code, message, hint, and the way to the value in the table."""

_ADDRESS = late(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
_DATE = late(r"[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}(?:[T ][0-9:.]+Z?)?")
_MONTH = late(
    r"(?:[0-9]{1,2}\.? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:[0-9]{1,2},? )?[0-9]{4}",
    re.I,
)
_FIGURES = late(r"[+-]?[0-9][0-9.,;°\s+-]*")
_PAIR = late(r"[+-]?[0-9]{1,3}\.[0-9]+[,;\s]+[+-]?[0-9]{1,3}\.[0-9]+")
_LOOKED_AT = 2000  # events that are read to find where a location is named
_ZERO_WIDTH = late("[\u200b-\u200d\u2060\ufeff]")


def cross(chronology: Chronology, report: Report) -> None:
    """Links to nowhere, circles, ids with invisible characters."""
    ids = columns.of(chronology.events).ids
    _events(chronology, ids, report)
    _ids(ids, lambda n: chronology.events[n].origin, report)
    for registry in (chronology.actors, chronology.locations, chronology.sources):
        entries = list(registry.values())
        _ids(list(registry), lambda n, entries=entries: entries[n].origin, report)  # type: ignore[misc]
    up: Mapping[str, tuple[str, ...]]
    up = {actor.id: actor.member_of for actor in chronology.actors.values() if actor.member_of}
    _circles("member_of", chronology.actors, up, report)
    up = {place.id: (place.within,) for place in chronology.locations.values() if place.within}
    _circles("within", chronology.locations, up, report)
    up = {source.id: (source.parent,) for source in chronology.sources.values() if source.parent}
    _circles("parent", chronology.sources, up, report)
    _unknown("member_of", "actor", chronology.actors, lambda a: a.member_of, report)
    _unknown("within", "location", chronology.locations, lambda p: (p.within,), report)
    _unknown("parent", "source", chronology.sources, lambda s: (s.parent,), report)
    _odd_places(chronology, report)


def _events(chronology: Chronology, every: Sequence[str], report: Report) -> None:
    """References to events, whose ids are `every`: `links` and `about`."""
    ids, suggester = set(every), Suggester(every)
    # Without entries `about` is in plain words.
    registered = any(actor.origin.line for actor in chronology.actors.values())
    registered = registered or any(place.origin.line for place in chronology.locations.values())
    about = {*chronology.actors, *chronology.locations}

    def fine(text: str) -> bool:
        return not registered or text in about or not is_id(text)

    for event in map(chronology.events.__getitem__, columns.of(chronology.events).dangling(ids, fine)):
        for n, link in enumerate(event.links):
            if link.to not in ids:
                hint: Hint = partial(_suggestion, suggester, link.to, "link to the id of an event")
                way: KeyPath = ("links", n, "to") if link.kind != "related" or link.extra else ("links", n)
                report(event.origin, "unknown-event", f"no event has the id {show(link.to)}", hint, way)
        for n, claim in enumerate(event.claims):
            for k, text in enumerate(claim.about):
                known = text in ids or text in chronology.actors or text in chronology.locations
                if not known and registered and is_id(text):
                    message = f"no actor, location or event has the id {show(text)}"
                    hint = "write the id of one, or plain words"
                    report(event.origin, "unknown-reference", message, hint, ("claims", n, "about", k))


def _suggestion(suggester: Suggester, word: str, otherwise: str) -> str:
    """The hint with the word that was probably meant, or another."""
    near = suggester.nearest(word)
    return f"did you mean {show(near)}?" if near else otherwise


def _ids(ids: Sequence[str], origin: Callable[[int], Origin], report: Report) -> None:
    """`origin` says where the thing with the id of that number stands."""
    every = "".join(ids)
    if every.isascii() and every.isprintable():
        return
    for n, text in enumerate(ids):
        if text.isascii() and text.isprintable():
            continue
        if (reveal(text) != text or _ZERO_WIDTH.search(text)) and origin(n).line:
            seen = _ZERO_WIDTH.sub(lambda match: f"<U+{ord(match.group()):04X}>", show(text))
            message = f"the id {seen} holds a character that cannot be seen"
            report(origin(n), "hidden-character", message, "type the id anew", ("id",))


def _unknown(
    key: str, kind: str, registry: Mapping[str, Any], refers: Callable[[Any], tuple[str, ...]], report: Report
) -> None:
    """References between the entries of a registry that lead nowhere."""
    registered = dict.fromkeys(entry.id for entry in registry.values() if entry.origin.line)
    suggester = Suggester(tuple(registered))
    for id_ in registered:
        for n, text in enumerate(refers(registry[id_])):
            if text and text not in registry and is_id(text):
                hint = partial(_suggestion, suggester, text, f"add it to [[{kind}s]], or write the name")
                way: KeyPath = (key, n) if key == "member_of" else (key,)
                report(
                    registry[id_].origin, f"unknown-{kind}", f"no {kind} has the id {show(text)}", hint, way
                )


def _circles(
    key: str, registry: Mapping[str, Any], up: Mapping[str, tuple[str, ...]], report: Report
) -> None:
    """Every circle once, at its first entry. Iterative: a chain may be as long as the registry."""
    done: set[str] = set()
    for start in up:
        if start in done:
            continue
        trail: list[str] = [start]
        on_trail = {start}
        waiting: list[Iterator[str]] = [iter(up[start])]
        while waiting:
            above = next(waiting[-1], None)
            if above is None:
                waiting.pop()
                last = trail.pop()
                on_trail.discard(last)
                done.add(last)
            elif above in on_trail:
                circle = [*trail[trail.index(above) :], above]
                names = " → ".join(circle[:6]) + (" → …" if len(circle) > 6 else "")
                origin = registry[circle[0]].origin
                message = f"`{key}` leads back to itself: {reveal(names)}"
                report(origin, "reference-cycle", message, f"take out one `{key}`", (key,))
            elif above in up and above not in done:
                trail.append(above)
                on_trail.add(above)
                waiting.append(iter(up[above]))


def _odd_places(chronology: Chronology, report: Report) -> None:
    """Locations whose name is a date, a number or an address: a value in the wrong column, mostly."""
    mentioned: dict[str, Origin] | None = None
    for place in chronology.locations.values():
        what = _odd(place.name)
        if what is None:
            continue
        origin, way = place.origin, ("name",) if place.name != place.id else ("id",)
        if not origin.line:
            mentioned = _mentioned(chronology) if mentioned is None else mentioned
            nowhere = Origin(chronology.paths[0] if chronology.paths else "", 0)
            origin, way = mentioned.get(place.id, nowhere), ("locations",)
        hint = "write lat and lon" if _PAIR.fullmatch(place.name) else "write the name of the place"
        report(origin, "odd-place", f"the location {show(place.name)} is {what}", hint, way)


def _odd(name: str) -> str | None:
    if "://" in name and _ADDRESS.fullmatch(name):
        return "an address on the web"
    if not any(map(str.isdigit, name)):
        return None
    if _DATE.fullmatch(name) or _MONTH.fullmatch(name):
        return "a date"
    return "a number" if _FIGURES.fullmatch(name) else None


def _mentioned(chronology: Chronology) -> dict[str, Origin]:
    """Where each location is first named, by its id, as far as that is not far down."""
    found: dict[str, Origin] = {}
    for event in islice(chronology.events, _LOOKED_AT):
        for place in event.locations:
            found.setdefault(place.location.id, event.origin)
    return found
