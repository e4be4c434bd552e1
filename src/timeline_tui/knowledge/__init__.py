"""The chronology as of a day, by the rules of `docs/knowledge.md`: pure functions of events, without a store.

`known_since` tells since when a thing can have been known, and `claim_status` what the status of a claim was. `as_of`
removes from an event what became known later, and tells which of the rest is new, undated or open.
"""

from __future__ import annotations

from timeline_tui.knowledge.as_of import AsOfNote, EventAsOf, annotate, as_known
from timeline_tui.knowledge.known_since import KnowledgeDay, KnownSince, extent, of_event

__all__ = [
    "AsOfNote",
    "EventAsOf",
    "KnowledgeDay",
    "KnownSince",
    "annotate",
    "as_known",
    "extent",
    "of_event",
]
