"""The fields of the query language: one table for the parser, completion and the help.

`docs/query.md` shows the same table; a test compares the two.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from msgspec import Struct

from timeline_tui.vocabulary import (
    ACTOR_KINDS,
    ACTOR_ROLES,
    CLAIM_STATUSES,
    EVENT_KINDS,
    EVENT_STATUSES,
    LOCATION_PRECISIONS,
    LOCATION_ROLES,
    QUOTE_KINDS,
    RELIABILITIES,
    SOURCE_TYPES,
    STANCES,
)

FieldKind: TypeAlias = Literal[
    "text", "code", "enum", "date", "number", "count", "own", "has", "flag", "known"
]


class Field(Struct, frozen=True):
    """One field of the query language.

    Attributes:
        kind: The type of its value. A "code" is a short text matched by prefix, such as a language tag. A "count" is
            a number of things; a value that is not a number is passed to the field `text`.
        values: All values that the field can have; for a `listed` field, those of the format.
        listed: Whether a chronology can list its values, or more of them.
        least: The lowest number that a "number" accepts, as `most` is the highest; None for no limit.
        whole: Whether a "number" must be an integer.
    """

    name: str
    kind: FieldKind
    description: str
    example: str
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    listed: bool = False
    text: str = ""
    least: int | None = None
    most: int | None = None
    whole: bool = True


HAS: dict[str, str] = {
    "quote": "it has a quote",
    "claim": "it has a claim",
    "assessment": "a claim is assessed: confirmed, disputed, denied, ...",
    "source": "a source is named for the event, a quote, a claim or an assessment",
    "actor": "it has an actor",
    "location": "a location is named",
    "coordinates": "a location has a latitude and a longitude, its own or the event's",
    "tag": "it has a tag",
    "summary": "it has a summary",
    "translation": "its title or summary has a translation",
    "media": "there is a picture, a recording or a document",
    "quantity": "a quantity is given, of the event or in a claim",
    "identifier": "it, or what it names, has an identifier elsewhere, such as Wikidata's",
    "note": "there is a note on a source or in an assessment",
    "link": "it is linked to another event",
    "date": "it has a valid date",
}
"""The values of `has:`, with their descriptions."""

FLAGS: dict[str, str] = {
    "contested": "it, or one of its claims, is disputed, denied, refuted or retracted by anyone",
    "approximate": "its date is marked as approximate (`~` or `%`)",
    "uncertain": "its date is marked as uncertain (`?` or `%`)",
    "undated": "it has no date, or none that is valid",
    "interval": "its date is an interval with two ends, open ones included",
}
"""The values of `is:`, with their descriptions."""


def _union(*values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for group in values for value in group))


_TABLE = (
    Field(
        "actor",
        "text",
        "anyone in the event: participants, speakers, addressees, claimants, assessors; name, id or alias",
        "actor:putin",
        ("who",),
        listed=True,
    ),
    Field(
        "participant",
        "text",
        "who takes part, speaks or is spoken to on the event's own date; not those who only make or assess claims",
        "participant:putin",
        ("participants",),
        listed=True,
    ),
    Field("speaker", "text", "who is quoted", "speaker:zelensk", ("speakers", "said"), listed=True),
    Field("by", "text", "who makes a claim", "by:ministry", ("claimant",), listed=True),
    Field("assessor", "text", "who assesses a claim", "assessor:isw", ("assessors",), listed=True),
    Field(
        "location",
        "text",
        "where: name, id or alias",
        "location:kursk",
        ("place", "where", "within"),
        listed=True,
    ),
    Field("tag", "text", "a tag", "tag:drone", listed=True),
    Field(
        "source",
        "text",
        "a source of the event, a quote, a claim or an assessment: title, id, publisher, author or address",
        "source:rferl",
        listed=True,
    ),
    Field(
        "status",
        "enum",
        "the status of the event or of any of its claims",
        "status:disputed",
        values=_union(EVENT_STATUSES, CLAIM_STATUSES),
    ),
    Field("stance", "enum", "the stance of an assessment", "stance:denies", values=STANCES),
    Field("kind", "text", "the kind of event", "kind:statement", values=EVENT_KINDS, listed=True),
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
        "file",
        "text",
        "its file: the path or a part of it",
        "file:incidents",
        ("files", "path"),
        listed=True,
    ),
    Field(
        "identifier",
        "text",
        "an external identifier of the event or of anything it names",
        "identifier:wikidata:q42",
        ("ids",),
        listed=True,
    ),
    Field("id", "text", "the event's id", "id:kursk-emergency", listed=True),
    Field("title", "text", "the event's title", "title:emergency"),
    Field("summary", "text", "the event's summary", "summary:evacuat"),
    Field("quote", "text", "the words of a quote, in the original too", 'quote:"just force"'),
    Field("claim", "text", "the words of a claim", "claim:missiles"),
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
        "apply the whole query to what was known on this day",
        "known:2024-08-08",
    ),
    Field("importance", "number", "the importance, 1 to 10", "importance:>=5", least=1, most=10),
    Field("has", "has", "whether the event has any", "has:quote", values=tuple(HAS)),
    Field("is", "flag", "what the event is", "is:contested", values=tuple(FLAGS)),
    Field("sources", "count", "how many different sources are cited in it", "sources:>=2", text="source"),
    Field("claims", "count", "how many claims it has", "claims:>1", text="claim"),
    Field("assessments", "count", "how many assessments its claims have", "assessments:>=1"),
    Field("quotes", "count", "how many quotes it has", "quotes:0", text="quote"),
    Field("actors", "count", "how many different actors are in it", "actors:3..5", text="actor"),
    Field("locations", "count", "how many different locations it has", "locations:>1", text="location"),
    Field("tags", "count", "how many different tags it has", "tags:0", text="tag"),
    Field("links", "count", "how many links to other events it has", "links:>=1", text="link"),
    Field(
        "link",
        "text",
        "it links to the event with this id, or that event links to it",
        "link:kursk-emergency",
        listed=True,
    ),
    Field("links-to", "text", "it links to the event with this id", "links-to:kursk-emergency", listed=True),
    Field(
        "linked-from",
        "text",
        "the event with this id links to it",
        "linked-from:kursk-emergency",
        listed=True,
    ),
    Field("link-kind", "text", "how one of its links is related", "link-kind:responds-to", listed=True),
    Field("publisher", "text", "who published one of its sources", "publisher:rferl", listed=True),
    Field("author", "text", "who wrote one of its sources", "author:writer", listed=True),
    Field(
        "url",
        "text",
        "the address of one of its sources, or of the archived copy",
        "url:archive.org",
        ("archived-url",),
        listed=True,
    ),
    Field(
        "type",
        "text",
        "the type of one of its sources",
        "type:official",
        values=SOURCE_TYPES,
        listed=True,
    ),
    Field(
        "reliability",
        "enum",
        "how reliable one of its sources is, by the Admiralty scale",
        "reliability:(A OR B)",
        values=RELIABILITIES,
    ),
    Field(
        "credibility",
        "number",
        "the credibility of the cited information, by the Admiralty scale, 1 to 6",
        "credibility:<=2",
        least=1,
        most=6,
    ),
    Field(
        "parent",
        "text",
        "a source that one of its sources repeats: title, id, publisher, author or address",
        "parent:rferl",
        ("repeats",),
        listed=True,
    ),
    Field("locator", "text", "the place in a source", 'locator:"p. 3"'),
    Field(
        "published", "date", "one of its sources may have been published in this span", "published:2024-08"
    ),
    Field("accessed", "date", "one of its sources may have been read in this span", "accessed:2024-08-09"),
    Field(
        "lang",
        "code",
        "the language of a source, a quote or its original",
        "lang:uk",
        ("original-lang",),
        listed=True,
    ),
    Field(
        "quote-kind",
        "text",
        "how close a quote is to the words",
        "quote-kind:direct",
        values=QUOTE_KINDS,
        listed=True,
    ),
    Field(
        "addressee",
        "text",
        "to whom something is said",
        "addressee:ukraine",
        ("addressees",),
        listed=True,
    ),
    Field(
        "media",
        "text",
        "a picture, a recording or a document: its caption, credit, path, address, hash or warning",
        "media:crowd",
        listed=True,
    ),
    Field("note", "text", "a note on a source or in an assessment", "note:footage"),
    Field(
        "quantity",
        "number",
        "a quantity, of the event or in a claim: it may lie in this range",
        "quantity:>=100",
        whole=False,
    ),
    Field("unit", "text", "in what a quantity is counted", "unit:drone", listed=True),
    Field("label", "text", "what a quantity measures", "label:killed", listed=True),
    Field(
        "actor-kind",
        "text",
        "what sort of actor is in it",
        "actor-kind:media",
        values=ACTOR_KINDS,
        listed=True,
    ),
    Field("office", "text", "the title of an actor in it", "office:governor", listed=True),
    Field(
        "member-of",
        "text",
        "an actor in it belongs to this one, directly or not",
        "member-of:russia",
        listed=True,
    ),
    Field("country", "code", "the country of an actor or a location in it", "country:ru", listed=True),
    Field(
        "precision",
        "text",
        "how exactly one of its locations is known",
        "precision:settlement",
        values=LOCATION_PRECISIONS,
        listed=True,
    ),
    Field("date-text", "text", "how the source says the date", 'date-text:"on august 7"'),
)

FIELDS: dict[str, Field] = {field.name: field for field in _TABLE}
"""Every field by its name."""

BY_NAME: dict[str, Field] = {name: field for field in _TABLE for name in (field.name, *field.aliases)}
"""Every field by its name and aliases. These have hyphens where keys of the format have underscores."""

SYNONYMS: dict[str, str] = {
    **dict.fromkeys(("person", "people", "name", "organisation", "organization", "group", "member"), "actor"),
    **dict.fromkeys(("city", "town", "region", "area", "loc", "geo", "in", "near"), "location"),
    **dict.fromkeys(("topic", "keyword", "label", "category", "hashtag"), "tag"),
    **dict.fromkeys(("website", "site", "web", "domain", "address", "uri"), "url"),
    **dict.fromkeys(("language", "locale"), "lang"),
    **dict.fromkeys(("year", "month", "day", "time", "when", "at", "timestamp"), "date"),
    **dict.fromkeys(("from", "start", "begin"), "since"),
    **dict.fromkeys(("end", "till", "upto"), "until"),
    **dict.fromkeys(("headline", "subject", "heading"), "title"),
    **dict.fromkeys(("description", "body", "text", "content"), "summary"),
    **dict.fromkeys(("newspaper", "outlet", "journal", "magazine"), "publisher"),
    **dict.fromkeys(("writer", "reporter", "journalist", "byline"), "author"),
    **dict.fromkeys(("page", "paragraph", "minute", "timecode"), "locator"),
    **dict.fromkeys(("number", "amount", "figure", "best", "low", "high"), "quantity"),
    **dict.fromkeys(("original", "original-text", "quoted", "quotation"), "quote"),
    **dict.fromkeys(("assessment", "comment", "remark"), "note"),
    **dict.fromkeys(("to", "recipient", "audience"), "addressee"),
    **dict.fromkeys(("state", "verdict"), "status"),
    **dict.fromkeys(("reply", "responds-to", "reply-to", "related", "relation", "relates-to"), "link"),
    **dict.fromkeys(("nation", "nationality", "country-code"), "country"),
    **dict.fromkeys(("denies", "confirms", "disputes", "position"), "stance"),
    **dict.fromkeys(("weight", "priority", "rank", "score"), "importance"),
    **dict.fromkeys(("job", "function", "profession"), "office"),
    **dict.fromkeys(("grade", "rating", "trust"), "reliability"),
    **dict.fromkeys(("source-type", "medium", "format"), "type"),
    **dict.fromkeys(("event-kind",), "kind"),
    **dict.fromkeys(("claimed", "claimer", "claimants"), "by"),
    **dict.fromkeys(("alias", "aka", "aliases"), "actor"),
    **dict.fromkeys(("lat", "lon", "coordinates", "geolocated"), "has:coordinates"),
    **dict.fromkeys(("disputed",), "is:contested"),
    **dict.fromkeys(("circa", "about-date"), "is:approximate"),
    **dict.fromkeys(("no-date", "dateless"), "is:undated"),
    **dict.fromkeys(("translations", "translated"), "has:translation"),
    **{flag: f"is:{flag}" for flag in FLAGS},
    **{part: f"has:{part}" for part in HAS if part not in BY_NAME and part != "assessment"},
}
"""Words that people try as a field, with what they mean: a field or a whole term."""


def named(name: str) -> Field | None:
    """Return the field with this name or alias, or None; `_` equals `-`, as in `member_of`."""
    return BY_NAME.get(name.replace("_", "-"))


def counts(field: Field, value: str) -> bool:
    """Return whether an unquoted value is the number of a "count" field rather than a text."""
    return field.kind == "count" and (not field.text or NUMBER.match(value) is not None)


NUMBER = re.compile(r"[<>]|=?[0-9]+\Z|[0-9]*\.\.[0-9]*\Z")
"""Matches the start of a count, comparison or range, as far as it is typed."""
