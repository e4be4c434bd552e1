"""The fields a query can ask about: one table for the parser, for completion and for the help.

`docs/query.md` shows the same table; a test holds the two together.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from timeline_tui.model import ACTOR_ROLES, EVENT_KINDS, LOCATION_ROLES

FieldKind: TypeAlias = Literal["text", "enum", "date", "number", "has", "flag", "known"]


class Field(Struct, frozen=True):
    """One field. `values` are all it can hold, or with `listed`, those of the format; then a chronology lists more."""

    name: str
    kind: FieldKind
    description: str
    example: str
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    listed: bool = False


HAS: dict[str, str] = {
    "quote": "somebody is quoted",
    "claim": "somebody claims something",
    "assessment": "somebody says something of a claim: confirms, disputes, denies it",
    "source": "a source is named for the event, a quote, a claim or an assessment",
    "actor": "somebody takes part",
    "location": "a location is named",
    "coordinates": "a location has a latitude and a longitude, its own or the event's",
    "tag": "it has a tag",
    "summary": "it has a summary",
    "quantity": "a quantity is given, of the event or in a claim",
    "identifier": "it, or what it names, has an identifier elsewhere, such as Wikidata's",
    "note": "there is a note on a source or in an assessment",
    "link": "it is linked to another event",
    "date": "it has a date that could be read",
}
"""What `has:` takes."""

FLAGS: dict[str, str] = {
    "contested": "it, or one of its claims, is disputed, denied, refuted or retracted by anybody",
    "approximate": "its date is marked as about (`~` or `%`)",
    "uncertain": "its date is marked as uncertain (`?` or `%`)",
    "undated": "it has no date that could be read",
    "interval": "its date is an interval with two ends, open ones included",
}
"""What `is:` takes."""

EVENT_STATUSES = ("reported", "confirmed", "disputed", "retracted")
CLAIM_STATUSES = (
    "claimed",
    "corroborated",
    "confirmed",
    "disputed",
    "denied",
    "refuted",
    "retracted",
    "unverifiable",
)
STANCES = ("asserts", "corroborates", "confirms", "disputes", "denies", "refutes", "retracts")


def _union(*values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for group in values for value in group))


_TABLE = (
    Field(
        "actor",
        "text",
        "anybody in the event: who takes part, speaks, is spoken to, claims or assesses; name, id or alias",
        "actor:putin",
        ("actors", "who"),
        listed=True,
    ),
    Field("speaker", "text", "who is quoted", "speaker:zelensk", ("speakers", "said"), listed=True),
    Field("by", "text", "who makes a claim", "by:ministry", ("claimant",), listed=True),
    Field("assessor", "text", "who says something of a claim", "assessor:isw", ("assessors",), listed=True),
    Field(
        "location",
        "text",
        "where: name, id or alias",
        "location:kursk",
        ("locations", "place", "where"),
        listed=True,
    ),
    Field("tag", "text", "a tag", "tag:drone", ("tags",), listed=True),
    Field(
        "source",
        "text",
        "a source of the event, a quote, a claim or an assessment: title, id, publisher, author or address",
        "source:rferl",
        ("sources",),
        listed=True,
    ),
    Field(
        "status",
        "enum",
        "how the event, or any of its claims, stands",
        "status:disputed",
        values=_union(EVENT_STATUSES, CLAIM_STATUSES),
    ),
    Field("stance", "enum", "what an assessment says of a claim", "stance:denies", values=STANCES),
    Field("kind", "text", "what sort of event it is", "kind:statement", values=EVENT_KINDS, listed=True),
    Field(
        "role",
        "text",
        "the part an actor or a location has in the event",
        "role:target",
        ("roles",),
        values=_union(ACTOR_ROLES, LOCATION_ROLES),
        listed=True,
    ),
    Field(
        "identifier",
        "text",
        "an identifier elsewhere, its own or of what it names",
        "identifier:wikidata:q42",
        ("ids",),
        listed=True,
    ),
    Field("id", "text", "the event's id", "id:kursk-emergency", listed=True),
    Field("title", "text", "the event's title", "title:emergency"),
    Field("summary", "text", "the event's summary", "summary:evacuat"),
    Field("quote", "text", "the words of a quote, in the original too", 'quote:"just force"', ("quotes",)),
    Field("claim", "text", "the words of a claim", "claim:missiles", ("claims",)),
    Field(
        "about",
        "text",
        "whom or what a claim is about: the id or the words",
        "about:kursk-oblast",
        listed=True,
    ),
    Field("date", "date", "the date may lie in this span", "date:2024-08", ("on",)),
    Field("since", "date", "it may lie at the beginning of this or later", "since:2024-08-07"),
    Field("until", "date", "it may lie before the end of this", "until:2024-08-09"),
    Field("before", "date", "it may lie before this begins", "before:2024-08-07"),
    Field("after", "date", "it may lie after this has ended", "after:2024-08-09"),
    Field(
        "known",
        "known",
        "only what was known on this day: no filter, but what all of it is asked of",
        "known:2024-08-08",
    ),
    Field("importance", "number", "the importance, 1 to 10", "importance:>=5"),
    Field("has", "has", "whether there is such a thing at all", "has:quote", values=tuple(HAS)),
    Field("is", "flag", "what the event is", "is:contested", values=tuple(FLAGS)),
)

FIELDS: dict[str, Field] = {field.name: field for field in _TABLE}
"""Every field under its name."""

BY_NAME: dict[str, Field] = {name: field for field in _TABLE for name in (field.name, *field.aliases)}
"""Every field under its name and its aliases."""
