"""What was known on a day: `docs/knowledge.md` has the rules. Pure: events in, events out; no store, no screen.

`times` says since when each thing can have been known, `status` how a claim stood then, `known` takes the later things
out of an event and says what of the rest is new, undated or open.
"""

from __future__ import annotations

from timeline_tui.knowledge.as_of import AsOfNote, EventAsOf, as_known, tell
from timeline_tui.knowledge.known_since import KnowledgeDay, KnownSince, extent, of_event

__all__ = ["AsOfNote", "EventAsOf", "KnowledgeDay", "KnownSince", "as_known", "extent", "of_event", "tell"]
