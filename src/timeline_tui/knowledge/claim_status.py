"""Derive the status of a claim, or an event, before some of its assessments were made.

A file states only the final status; only assessments have dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from timeline_tui.knowledge.known_since import UNDATED, of_assessment
from timeline_tui.model import Assessment, Claim, Event
from timeline_tui.vocabulary import ClaimStatus, EventStatus, Stance

GIVES: dict[Stance, ClaimStatus] = {
    "asserts": "claimed",
    "corroborates": "corroborated",
    "confirms": "confirmed",
    "disputes": "disputed",
    "denies": "denied",
    "refutes": "refuted",
    "retracts": "retracted",
}
"""The status that an assessment of each stance gives a claim."""

_EXPLAINING: dict[EventStatus, frozenset[Stance]] = {
    "confirmed": frozenset[Stance](("confirms", "corroborates")),
    "disputed": frozenset[Stance](("disputes", "denies", "refutes", "retracts")),
    "retracted": frozenset[Stance](("retracts",)),
}
"""The stances that explain the status of an event if a claim in it has been assessed with them."""


def claim_status(claim: Claim, known: Sequence[Assessment]) -> ClaimStatus:
    """Return the status of a claim when only some of its assessments had been made.

    The status in the file stays if all assessments are known, if a known one explains it, or if none explains it at
    all: then nothing tells when it was given. Otherwise the last known assessment decides; without one the status is
    "claimed".

    Args:
        claim: The claim as it is in the file.
        known: The assessments that had been made.
    """
    status = claim.status
    everything_known = len(known) == len(claim.assessments)
    if everything_known or _explained(status, known) or not _explained(status, claim.assessments):
        return status
    # Of assessments of the same day, the last in the file decides.
    last = max(enumerate(known), key=lambda pair: (of_assessment(pair[1]).may, pair[0]), default=None)
    return "claimed" if last is None else GIVES[last[1].stance]


def event_status(event: Event, claims: Iterable[Claim]) -> EventStatus:
    """Return the status of an event when only some of its claims and assessments had been made.

    It is "reported" if only later assessments explain the status in the file.

    Args:
        event: The event as it is in the file.
        claims: The claims that had been made, with the assessments that had.
    """
    stances = _EXPLAINING.get(event.status)
    if stances is None or not _has_stance(event.claims, stances) or _has_stance(claims, stances):
        return event.status
    return "reported"


def claim_status_is_undated(claim: Claim) -> bool:
    """Return whether no dated assessment explains the status of a claim."""
    dated = [each for each in claim.assessments if of_assessment(each) != UNDATED]
    return claim.status != "claimed" and not _explained(claim.status, dated)


def event_status_is_undated(event: Event) -> bool:
    """Return whether no dated assessment explains the status of an event."""
    # Quotes and links do not count: only a claim can be confirmed, disputed or retracted.
    stances = _EXPLAINING.get(event.status)
    dated = [a for claim in event.claims for a in claim.assessments if of_assessment(a) != UNDATED]
    return stances is not None and not any(each.stance in stances for each in dated)


def _explained(status: ClaimStatus, by: Iterable[Assessment]) -> bool:
    return any(GIVES[each.stance] == status for each in by)


def _has_stance(claims: Iterable[Claim], stances: frozenset[Stance]) -> bool:
    return any(each.stance in stances for claim in claims for each in claim.assessments)
