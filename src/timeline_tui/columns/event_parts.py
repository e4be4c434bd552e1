"""The parts of events: which parts an event consists of, and where each kind of part is found, is written here only."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter
from typing import TypeAlias, TypeVar

from timeline_tui.model import (
    Actor,
    Assessment,
    Citation,
    Claim,
    Event,
    Media,
    Participant,
    Place,
    Quantity,
    Quote,
)

_T = TypeVar("_T")

Numbered: TypeAlias = list[tuple[int, _T]]
"""Values, each with the index of its event, in the order of the events."""


class EventParts:
    """The parts of some events by kind, each with the index of its event. Each list is made once, when it is needed."""

    # Comprehensions with attributes spelt out: `attrgetter` and paths in a table took twice the instructions.

    def __init__(self, events: Iterable[Event]) -> None:
        self.events = list(enumerate(events))

    @cached_property
    def participants(self) -> Numbered[Participant]:
        """The actors with a role in an event."""
        return [(n, part) for n, event in self.events for part in event.actors]

    @cached_property
    def places(self) -> Numbered[Place]:
        """The locations with a role in an event."""
        return [(n, place) for n, event in self.events for place in event.locations]

    @cached_property
    def quotes(self) -> Numbered[Quote]:
        """The quotes."""
        return [(n, quote) for n, event in self.events for quote in event.quotes]

    @cached_property
    def claims(self) -> Numbered[Claim]:
        """The claims."""
        return [(n, claim) for n, event in self.events for claim in event.claims]

    @cached_property
    def assessments(self) -> Numbered[Assessment]:
        """The assessments of claims."""
        return [(n, each) for n, claim in self.claims for each in claim.assessments]

    @cached_property
    def citations(self) -> Numbered[Citation]:
        """The citations of events, quotes, claims and assessments."""
        return merged(
            [(n, citation) for n, event in self.events for citation in event.sources],
            [(n, quote.source) for n, quote in self.quotes if quote.source],
            [(n, claim.source) for n, claim in self.claims if claim.source],
            [(n, each.source) for n, each in self.assessments if each.source],
        )

    @cached_property
    def quantities(self) -> Numbered[Quantity]:
        """The quantities of events and of claims."""
        return merged(
            [(n, quantity) for n, event in self.events for quantity in event.quantities],
            [(n, claim.quantity) for n, claim in self.claims if claim.quantity],
        )

    @cached_property
    def media(self) -> Numbered[Media]:
        """The media."""
        return [(n, media) for n, event in self.events for media in event.media]

    @cached_property
    def stating_actors(self) -> Numbered[Actor]:
        """The speakers and addressees of quotes, and who makes claims and assessments."""
        return merged(
            [(n, quote.speaker) for n, quote in self.quotes if quote.speaker],
            [(n, actor) for n, quote in self.quotes for actor in quote.to],
            [(n, claim.by) for n, claim in self.claims if claim.by],
            [(n, each.by) for n, each in self.assessments if each.by],
        )


def merged(*lists: Numbered[_T]) -> Numbered[_T]:
    """Merge lists in the order of the events; what comes first of an event is what the first list has."""
    # `sorted` is stable.
    return sorted([pair for each in lists for pair in each], key=itemgetter(0))
