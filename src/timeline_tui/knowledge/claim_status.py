"""How a claim, or an event, stood before some of the assessments were there.

A file has one status, which is how things stand at last; only assessments have dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from timeline_tui.knowledge.known_since import UNDATED, of_assessment
from timeline_tui.model import Assessment, Claim, ClaimStatus, Event, EventStatus, Stance

GIVES: dict[Stance, ClaimStatus] = {
    "asserts": "claimed",
    "corroborates": "corroborated",
    "confirms": "confirmed",
    "disputes": "disputed",
    "denies": "denied",
    "refutes": "refuted",
    "retracts": "retracted",
}
"""What a stance makes of a claim."""

_BEARING: dict[EventStatus, frozenset[Stance]] = {
    "confirmed": frozenset[Stance](("confirms", "corroborates")),
    "disputed": frozenset[Stance](("disputes", "denies", "refutes", "retracts")),
    "retracted": frozenset[Stance](("retracts",)),
}
"""The stances that explain the status of an event, where a claim in it has them."""


def claim_status(claim: Claim, known: Sequence[Assessment]) -> ClaimStatus:
    """How the claim stood while only the `known` of its assessments were there.

    The file's own status stays where all of them were, where a known one explains it, and where none does: then
    nothing says when it was given. Else the last that is known decides; without any, it was only claimed.
    """
    status = claim.status
    if len(known) == len(claim.assessments) or _explained(status, known):
        return status
    if not _explained(status, claim.assessments):
        return status
    last = max(enumerate(known), key=lambda pair: (of_assessment(pair[1]).may, pair[0]), default=None)
    return "claimed" if last is None else GIVES[last[1].stance]


def event_status(event: Event, claims: Iterable[Claim]) -> EventStatus:
    """How the event stood while only these `claims` were there, with the assessments they have.

    "reported" where only what came later explains the file's own status.
    """
    bearing = _BEARING.get(event.status)
    if bearing is None or not _borne(event.claims, bearing) or _borne(claims, bearing):
        return event.status
    return "reported"


def claim_status_is_undated(claim: Claim) -> bool:
    """Whether nothing with a date explains the status."""
    dated = [each for each in claim.assessments if of_assessment(each) != UNDATED]
    return claim.status != "claimed" and not _explained(claim.status, dated)


def event_status_is_undated(event: Event) -> bool:
    """Whether nothing with a date explains the status."""
    bearing = _BEARING.get(event.status)
    if bearing is None:
        return False
    return not any(
        each.stance in bearing and of_assessment(each) != UNDATED
        for claim in event.claims
        for each in claim.assessments
    )


def _explained(status: ClaimStatus, by: Iterable[Assessment]) -> bool:
    return any(GIVES[each.stance] == status for each in by)


def _borne(claims: Iterable[Claim], bearing: frozenset[Stance]) -> bool:
    return any(each.stance in bearing for claim in claims for each in claim.assessments)
