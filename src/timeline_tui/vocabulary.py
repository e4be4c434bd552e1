"""The words that the format has for kinds, roles, statuses and the like.

The decoder, the JSON schema, the query fields, completion and the documentation all take them from here: a new word is
one more word in one of these lists (and in `docs/format.md` and `docs/query.md`, as tests demand).
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

ACTOR_KINDS = (
    "person", "organisation", "government", "armed-force", "armed-group", "civilians", "media", "other",
)  # fmt: skip
ACTOR_ROLES = (
    "initiator", "target", "participant", "speaker", "addressee", "witness", "claimant", "mediator", "affected",
)  # fmt: skip
LOCATION_PRECISIONS = (
    "exact", "vicinity", "locality", "settlement", "admin2", "admin1", "country", "linear", "sea-air", "unknown",
)  # fmt: skip
LOCATION_ROLES = ("scene", "origin", "destination", "target", "dateline", "mentioned")
SOURCE_TYPES = ("article", "official", "social", "video", "document", "interview", "dataset", "other")
EVENT_KINDS = ("event", "statement", "report", "period")
QUOTE_KINDS = ("direct", "paraphrase", "translated", "reported")
"""These seven lists are open: files may use other words, which are kept, shown and searched as they are."""

# The lists below are closed, because the program acts on their values: what is contested, the status of a claim
# on a day, the letters of the Admiralty scale.
Reliability: TypeAlias = Literal["A", "B", "C", "D", "E", "F"]
EventStatus: TypeAlias = Literal["reported", "confirmed", "disputed", "retracted"]
ClaimStatus: TypeAlias = Literal[
    "claimed", "corroborated", "confirmed", "disputed", "denied", "refuted", "retracted", "unverifiable"
]
Stance: TypeAlias = Literal[
    "asserts", "corroborates", "confirms", "disputes", "denies", "refutes", "retracts"
]

RELIABILITIES: tuple[Reliability, ...] = get_args(Reliability)
EVENT_STATUSES: tuple[EventStatus, ...] = get_args(EventStatus)
CLAIM_STATUSES: tuple[ClaimStatus, ...] = get_args(ClaimStatus)
STANCES: tuple[Stance, ...] = get_args(Stance)

CONTESTED = frozenset({"disputed", "denied", "refuted", "retracted"})
"""The statuses of an event or a claim that express disagreement."""

AGAINST = frozenset({"disputes", "denies", "refutes", "retracts"})
"""The stances that oppose a claim."""
