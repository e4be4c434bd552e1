"""Every query evaluated twice: by the store's bitmaps, and by an oracle that reads each event."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from often import often
from pyroaring import BitMap

from timeline_tui.aggregate import (
    FACETS,
    by_month,
    counts,
    fields_of,
    having,
    holders,
    nested,
    query_field,
)
from timeline_tui.aggregate import (
    value as ask_for,
)
from timeline_tui.axis import Density
from timeline_tui.axis.lanes import lane_events, lanes_of
from timeline_tui.cli.stats import _KEYS as JSON_KEYS
from timeline_tui.cli.stats import FIELDS as STATS
from timeline_tui.cli.stats import as_data
from timeline_tui.columns.field_keys import NAMED
from timeline_tui.dates import Date, DateContext, certainly_within, may_overlap, parse_edtf
from timeline_tui.errors import DateError
from timeline_tui.model import (
    Actor,
    Assessment,
    Chronology,
    Citation,
    Claim,
    Event,
    Link,
    Location,
    Media,
    Participant,
    Place,
    Quantity,
    Quote,
    Source,
)
from timeline_tui.query import (
    FIELDS,
    And,
    Compare,
    DateTerm,
    FieldTerm,
    Flag,
    Has,
    Node,
    Not,
    OneOf,
    Or,
    Query,
    Word,
    parse,
)
from timeline_tui.query.nodes import DateOp
from timeline_tui.store import Store
from timeline_tui.text import fold

TODAY = datetime.date(2024, 8, 8)

ACTORS = (
    Actor(
        "berg",
        "Anna Berg",
        aliases=("A. Bérg", "the  Minister"),
        kind="person",
        title="Minister of Peace",
        member_of=("army-staff",),
        country="NO",
        ids=(("wikidata", "Q3"),),
        extra=(("n", 3), ("party", ["Green", "Peace"])),
    ),
    Actor("army", "Northern Army", kind="armed-force", member_of=("army",), country="NOR"),
    Actor("army-staff", "Northern Army Staff", aliases=("staff",), member_of=("army", "nobody")),
    Actor("oslo", "City of\nOslo", member_of=("berg", "nowhere", "army-staff")),
    Actor("knot", "Knot", member_of=("string",)),
    Actor("string", "String", member_of=("knot",)),
)
LOCATIONS = (
    Location("norway", "Norway", country="no", precision="country", ids=(("geonames", "3144096"),)),
    Location("oslo", "Oslo", aliases=("Christiania",), within="norway", lat=59.9, lon=10.7),
    Location("harbour", "Harbour", within="oslo", lat=1.0, precision="exact", extra=(("n", 1.5),)),
    Location("ring", "Ring", within="round"),
    Location("round", "Round", within="ring"),
)
SOURCES = (
    Source(
        "gazette",
        "The Gazette",
        publisher="Press",
        author="B. Writer",
        url="https://x.example/a",
        archived_url="https://archive.example/b",
        published=parse_edtf("2024-02"),
        accessed=parse_edtf("2024-03-01"),
        type="article",
        lang="en-GB",
        reliability="B",
        extra=(("paywalled", True),),
    ),
    Source(
        "radio",
        "Radio  North",
        parent="gazette",
        published=parse_edtf("[2023,2025]"),
        lang="ben",
        ids=(("issn", "Peace 1"),),
    ),
)
WORDS = ("peace", "Péace talks", "Army", "oslo", "staff says", "two\nlines of  peace", "Straße", "")
DATES = (
    "2024", "2024-02", "2024-02-29", "2024-02-29T12:00:00Z", "2024-02~", "2024-02-29?", "2023%", "2024-01/2024-03",
    "2024-02/..",
    "../2024-02", "/2024", "2024/", "-0043-03-15", "20XX", "2024-21", "2024-03-02/2024-03-01",
    "[2023,2024-02..2024-03]", "{2023-01,2024-02-29}", "[..2022,2024-02~]", "{2024-01,2024-03..}", "20XX-02-29",
    "XXXX-02-XX", "XXXX-02-29", "XXXX-03-13", "XXXX", "2024-03-13", "2024-0X-1X", "2024-02-29T12:00:00.4Z",
    "2024-02-29T12:00:00.45Z", "2024-02-29T12:00:00.400Z", "2024-02-29T12:00:00.9Z/2024-02-29T12:00:01.5Z",
    "../2024-02-29T12:00:00.5Z", "2024-02-29T12:00:01Z", "2024-02-29T12:00Z", "2024-?02-29", "2023S3", "2024-33",
)  # fmt: skip


def dates() -> st.SearchStrategy[Date]:
    return st.sampled_from(DATES).map(parse_edtf)


text = st.sampled_from(WORDS)
actor = st.sampled_from(ACTORS)
maybe_actor = st.none() | actor
citation = st.builds(
    Citation,
    st.sampled_from(SOURCES),
    st.sampled_from(["", "p. 3 peace", " p.\n4\x1e"]),
    st.sampled_from([None, 2, 5]),
    st.sampled_from(["", "cold  peace"]),
)
extra = st.sampled_from([(), (("weather", "cold  peace"),), (("n", 3),), (("Weather", ["n", 3, True, 2.5]),)])
quantities = st.builds(
    Quantity,
    *[st.sampled_from([None, 1, 3.5, 10])] * 3,
    unit=st.sampled_from(["", "Drones", "two  words"]),
    label=st.sampled_from(["", "Péace talks"]),
)


def few(of: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


assessments = st.builds(
    Assessment,
    st.sampled_from(["asserts", "confirms", "denies"]),
    by=maybe_actor,
    date=st.none() | dates(),
    source=st.none() | citation,
    note=text,
    extra=extra,
)
claims = st.builds(
    Claim,
    text,
    by=maybe_actor,
    date=st.none() | dates(),
    status=st.sampled_from(["claimed", "disputed", "confirmed"]),
    about=few(st.sampled_from(["oslo", "berg", "e1", "the  weather", "ring"])),
    quantity=st.none() | quantities,
    source=st.none() | citation,
    assessments=few(assessments),
    extra=extra,
)
quotes = st.builds(
    Quote,
    text,
    speaker=maybe_actor,
    kind=st.sampled_from(["direct", "paraphrase"]),
    to=few(actor),
    lang=st.sampled_from(["", "en"]),
    original_text=text,
    original_lang=st.sampled_from(["", "no"]),
    date=st.none() | dates(),
    source=st.none() | citation,
    extra=extra,
)
events = st.builds(
    Event,
    id=st.just(""),
    date=st.none() | dates(),
    title=text,
    date_text=text,
    summary=text,
    kind=st.sampled_from(["event", "statement", "Peace  Treaty"]),
    status=st.sampled_from(["reported", "confirmed", "disputed"]),
    tags=few(st.sampled_from(["peace", "Violence", "two  words", "area:north", "Area:peace"])),
    importance=st.none() | st.integers(1, 10),
    actors=few(
        st.builds(
            Participant,
            actor,
            st.sampled_from(["participant", "speaker", "claimant", "addressee", "Peace Envoy"]),
        )
    ),
    locations=few(
        st.builds(
            Place,
            st.sampled_from(LOCATIONS),
            st.sampled_from(["scene", "target"]),
            lat=st.none() | st.just(5.0),
            lon=st.none() | st.just(6.0),
            precision=st.sampled_from(["", "vicinity", "Just  About"]),
        )
    ),
    sources=few(citation),
    links=few(
        st.builds(Link, st.sampled_from(["e0", "e1", "nowhere"]), st.sampled_from(["related", "responds-to"]))
    ),
    quotes=few(quotes),
    claims=few(claims),
    quantities=few(quantities, 1),
    titles=st.sampled_from([(), (("uk", "Мир і  Peace"),)]),
    summaries=st.sampled_from([(), (("de", "Der Frieden"), ("uk", "berg"))]),
    media=few(st.builds(Media, path=text, caption=text, credit=text), 1),
    ids=st.sampled_from([(), (("wikidata", "Q 3"),)]),
    extra=extra,
)


def _in_order(found: list[Event]) -> Chronology:
    from msgspec import structs

    dated = sorted(
        (e for e in found if e.date is not None), key=lambda e: e.date.sort_key if e.date else (0, 0, 0)
    )
    ordered = [*dated, *(e for e in found if e.date is None)]
    return Chronology(
        events=tuple(structs.replace(event, id=f"e{n}") for n, event in enumerate(ordered)),
        actors={a.id: a for a in ACTORS},
        locations={p.id: p for p in LOCATIONS},
        sources={s.id: s for s in SOURCES},
    )


chronologies = st.lists(events, max_size=7).map(_in_order)

# -- queries ----------------------------------------------------------------------------------------------------

search_words = st.sampled_from(
    ["peace", "army", "northern army", "northern army staff", "oslo", "norway", "christiania", "minister",
    "minister of peace",
     "the minister", "city of oslo", "peace talks", "lines of peace", "strasse", "two words", "violence", "gazette",
     "press",
     "radio north", "x.example", "e1", "e", "berg", "round", "weather", "the weather", "p. 3", "cold peace",
     "staff", "knot", "area:", "area:north", "zzz", "3", "green", "true", "n", "no",
     "en", "e0", "nowhere", "related", "drones", "minister"]
)  # fmt: skip
TEXT_FIELDS = (
    *[name for name, field in FIELDS.items() if field.kind in ("text", "code")],
    *("x.n", "x.weather", "x.party", "x.paywalled", "x.nothing"),
)
text_fields = st.sampled_from(TEXT_FIELDS)
NUMBER_FIELDS = (*[name for name, f in FIELDS.items() if f.kind in ("number", "count")], "x.n", "x.weather")
enum_terms = st.sampled_from(
    [(name, value) for name, field in FIELDS.items() if field.kind == "enum" for value in field.values]
)
bounds = st.sampled_from(
    [None, *[edge for text in DATES for edge in (parse_edtf(text).lower, parse_edtf(text).upper)]]
)


def _span(op: DateOp, lo: tuple[int, int] | None, hi: tuple[int, int] | None, certain: bool) -> Node:
    if lo is not None and hi is not None and hi <= lo:
        lo, hi = None, lo
    (low, low_part), (high, high_part) = lo or (None, 0), hi or (None, 0)
    return DateTerm(op, "x", low, high, certain, parts=(low_part, high_part))


def _yearly(text: str, certain: bool) -> Node:
    return DateTerm("date", text, None, None, certain, yearly=text)


yearly = st.sampled_from(
    ["XXXX-03-13", "XXXX-02-29", "XXXX-02", "XXXX-02-XX", "XXXX-0X-1X", "XXXX-24", "XXXX-XX-29"]
)


RANGES = ((5, 5), (None, 3), (7, None), (0, 0), (1, 1), (2, None), (2.5, 3.25), (None, 0), (2, 4))

leaves = st.one_of(
    st.builds(Word, search_words),
    st.builds(FieldTerm, text_fields, search_words, st.booleans()),
    enum_terms.map(lambda pair: OneOf(pair[0], (pair[1],), pair[1])),
    st.builds(
        _span, st.sampled_from(["date", "date", "published", "accessed"]), bounds, bounds, st.booleans()
    ),
    st.builds(_yearly, yearly, st.booleans()),
    st.sampled_from(FIELDS["has"].values).map(Has),
    st.sampled_from(FIELDS["is"].values).map(Flag),
    st.builds(
        lambda field, pair: Compare(field, *pair), st.sampled_from(NUMBER_FIELDS), st.sampled_from(RANGES)
    ),
)


def _joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(parts.map(And), parts.map(Or), inner.map(Not))


nodes = st.recursive(leaves, _joined, max_leaves=6)

# -- the oracle -------------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    return " ".join(fold(text).split())


def cited(event: Event) -> Iterator[Citation]:
    yield from event.sources
    for quote in event.quotes:
        if quote.source:
            yield quote.source
    for claim in event.claims:
        if claim.source:
            yield claim.source
        for assessment in claim.assessments:
            if assessment.source:
                yield assessment.source


ROLE_OF = {"speaker": "speaker", "by": "claimant", "addressee": "addressee"}


def people(event: Event, field: str) -> Iterator[Actor]:
    for part in event.actors:
        if field in ("actor", "participant") or part.role == ROLE_OF.get(field):
            yield part.actor
    for quote in event.quotes:
        here = quote.date is None or (event.date is not None and touching(quote.date, event.date))
        if (field in ("actor", "speaker") or (field == "participant" and here)) and quote.speaker:
            yield quote.speaker
        if field in ("actor", "addressee") or (field == "participant" and here):
            yield from quote.to
    for claim in event.claims:
        if field in ("actor", "by") and claim.by:
            yield claim.by
        for assessment in claim.assessments:
            if field in ("actor", "assessor") and assessment.by:
                yield assessment.by


def touching(one: Date, other: Date) -> bool:
    """Return whether two dates have a second in common, apart from gaps."""
    ends = [(-(1 << 62) if d.earliest is None else d.earliest) for d in (one, other)]
    lasts = [((1 << 62) if d.latest is None else d.latest) for d in (one, other)]
    return max(ends) < min(lasts)


def around(place: Location) -> Iterator[Location]:
    """Return the place and all places that contain it."""
    known = {p.id: p for p in LOCATIONS}
    been: set[str] = set()
    at: Location | None = place
    while at is not None and at.id not in been:
        been.add(at.id)
        yield at
        at = known.get(at.within)


def over(actor: Actor) -> list[Actor]:
    """Return the actor and all actors that it belongs to."""
    known = {a.id: a for a in ACTORS}
    found = [actor]
    for each in found:
        found += [known[up] for up in each.member_of if up in known and known[up] not in found]
    return found


def names_of(entry: Actor | Location) -> list[str]:
    return [entry.name, entry.id, *entry.aliases]


def values(event: Event, field: str) -> list[str]:
    """Return the texts that a term in this field is compared with."""
    match field:
        case "actor" | "participant" | "speaker" | "by" | "assessor" | "addressee":
            return [n for person in people(event, field) for each in over(person) for n in names_of(each)]
        case "location":
            return [n for p in event.locations for place in around(p.location) for n in names_of(place)]
        case "source":
            sources = [c.source for c in cited(event)]
            return [t for s in sources for t in (s.title, s.id, s.publisher, s.author, s.url)]
        case "tag":
            return list(event.tags)
        case "file":
            return [event.origin.path]
        case "identifier":
            return [f"{catalogue}:{value}" for catalogue, value in identifiers(event)]
        case "kind":
            return [event.kind]
        case "role":
            return [*(p.role for p in event.actors), *(p.role for p in event.locations)]
        case "id":
            return [event.id]
        case "title":
            return [event.title]
        case "summary":
            return [event.summary]
        case "quote":
            return [t for quote in event.quotes for t in (quote.text, quote.original_text)]
        case "claim":
            return [claim.text for claim in event.claims]
        case "about":
            about = [value for claim in event.claims for value in claim.about]
            entries = [entry for entry in (*ACTORS, *LOCATIONS) if entry.id in about]
            return [*about, *(name for entry in entries for name in names_of(entry))]
        case "link-kind":
            return [link.kind for link in event.links]
        case "links-to":
            return [link.to for link in event.links]
        case "publisher" | "author":
            return [getattr(s, field) for s in sources_of(event)]
        case "url":
            return [url for s in sources_of(event) for url in (s.url, s.archived_url)]
        case "parent":
            repeated = {s.parent for s in sources_of(event)}
            sources = [s for s in SOURCES if s.id in repeated]
            return [t for s in sources for t in (s.title, s.id, s.publisher, s.author, s.url)]
        case "locator":
            return [c.locator for c in cited(event)]
        case "lang":
            quoted = [lang for quote in event.quotes for lang in (quote.lang, quote.original_lang)]
            return [*quoted, *(s.lang for s in sources_of(event))]
        case "note":
            assessed = [a.note for claim in event.claims for a in claim.assessments]
            return [*assessed, *(c.note for c in cited(event))]
        case "unit" | "label":
            return [getattr(quantity, field) for quantity in quantities_of(event)]
        case "type":
            return [source.type for source in sources_of(event)]
        case "quote-kind":
            return [quote.kind for quote in event.quotes]
        case "actor-kind":
            return [person.kind for person in people(event, "actor")]
        case "precision":
            return [place.precision or place.location.precision for place in event.locations]
        case "office":
            return [person.title for person in people(event, "actor")]
        case "member-of":
            groups = {actor.id: actor for actor in ACTORS}
            above = {id_ for person in people(event, "actor") for id_ in BELONGS[person.id]}
            return [name for id_ in above if id_ in groups for name in names_of(groups[id_])]
        case "country":
            actors = [person.country for person in people(event, "actor")]
            return [*actors, *(at.country for p in event.locations for at in around(p.location))]
        case "date-text":
            return [event.date_text]
        case "media":
            return [
                text
                for m in event.media
                for text in (m.path, m.url, m.caption, m.credit, m.hash, m.warning)
                if text
            ]
    raise AssertionError(field)


def identifiers(event: Event) -> list[tuple[str, str]]:
    found = list(event.ids)
    for person in people(event, "actor"):
        found += person.ids
    for place in event.locations:
        found += place.location.ids
    for citation in cited(event):
        found += citation.source.ids
    return found


BELONGS = {
    "berg": ("army-staff", "army"),
    "army-staff": ("army",),
    "army": (),
    "oslo": ("berg", "army-staff", "army"),
    "knot": ("string", "knot"),
    "string": ("string", "knot"),
}


def sources_of(event: Event) -> list[Source]:
    return list({c.source.id: c.source for c in cited(event)}.values())


def quantities_of(event: Event) -> list[Quantity]:
    return [*event.quantities, *(claim.quantity for claim in event.claims if claim.quantity is not None)]


def own(event: Event, key: str) -> list[object]:
    """Return the values of a key that is not in the format."""
    tables: list[Any] = [
        event,
        *event.quotes,
        *event.claims,
        *(a for c in event.claims for a in c.assessments),
    ]
    tables += [*people(event, "actor"), *(p.location for p in event.locations), *sources_of(event)]
    found = [value for table in tables for name, value in table.extra if name.lower() == key]
    return [item for value in found for item in (value if isinstance(value, list) else [value])]


def owns(event: Event, node: FieldTerm) -> bool:
    for value in own(event, node.field[2:]):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if node.folded in (str(value), f"{value}.0"):
                return True
        else:
            folded = plain(str(value).lower() if isinstance(value, bool) else str(value))
            if folded == node.folded if node.exact else node.folded in folded:
                return True
    return False


def compared(event: Event, node: Compare) -> bool:
    """Return whether a number of the event in the field lies in the range."""
    low, high = -inf if node.low is None else node.low, inf if node.high is None else node.high
    claims = event.claims
    ranges: list[tuple[float, float]] = []
    numbers: Sequence[float]
    match node.field:
        case "importance":
            numbers = [event.importance] if event.importance is not None else []
        case "credibility":
            numbers = [c.credibility for c in cited(event) if c.credibility is not None]
        case "quantity":
            numbers = []
            for quantity in quantities_of(event):
                given = [n for n in (quantity.low, quantity.best, quantity.high) if n is not None]
                if given:
                    only_low = given == [quantity.low] and quantity.best is None and quantity.high is None
                    only_high = given == [quantity.high] and quantity.best is None and quantity.low is None
                    ranges.append((-inf if only_high else min(given), inf if only_low else max(given)))
        case "sources":
            numbers = [len(sources_of(event))]
        case "actors":
            numbers = [len({person.id for person in people(event, "actor")})]
        case "locations":
            numbers = [len({p.location.id for p in event.locations})]
        case "tags":
            numbers = [len(set(event.tags))]
        case "assessments":
            numbers = [sum(len(claim.assessments) for claim in claims)]
        case "quotes" | "claims" | "links":
            numbers = [len(getattr(event, node.field))]
        case _:
            values = own(event, node.field[2:])
            numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    ranges += [(float(number), float(number)) for number in numbers]
    return any(first <= high and last >= low for first, last in ranges)


def words(event: Event) -> list[str]:
    found = [event.title, event.summary, event.date_text, event.id, *event.tags]
    for field in ("quote", "claim"):
        found += values(event, field)
    found += [name for person in people(event, "actor") for name in names_of(person)]
    found += [person.title for person in people(event, "actor")]
    found += [name for p in event.locations for name in names_of(p.location)]
    found += [a.note for claim in event.claims for a in claim.assessments]
    found += [citation.locator for citation in cited(event)]
    found += [citation.note for citation in cited(event)]
    found += [text for quantity in event.quantities for text in (quantity.label, quantity.unit)]
    found += [text for _, text in (*event.titles, *event.summaries)]
    found += [value for _, value in event.ids]
    found += [text for media in event.media for text in (media.caption, media.credit, media.path)]
    found += [f"{key} {value}" for key, value in event.extra]
    return found


def enum_values(event: Event, field: str) -> set[str]:
    match field:
        case "status":
            return {event.status, *(c.status for c in event.claims)}
        case "stance":
            return {a.stance for c in event.claims for a in c.assessments}
        case "reliability":
            return {str(source.reliability) for source in sources_of(event)}
    raise AssertionError(field)


def has(event: Event, what: str) -> object:
    match what:
        case "quote":
            return event.quotes
        case "claim":
            return event.claims
        case "assessment":
            return [a for c in event.claims for a in c.assessments]
        case "source":
            return list(cited(event))
        case "actor":
            return list(people(event, "actor"))
        case "location":
            return event.locations
        case "coordinates":
            pairs = [(at.lat, at.lon) for p in event.locations for at in (p, p.location)]
            return [pair for pair in pairs if None not in pair]
        case "tag":
            return event.tags
        case "summary":
            return event.summary
        case "quantity":
            return event.quantities or [c for c in event.claims if c.quantity is not None]
        case "translation":
            return event.titles or event.summaries
        case "media":
            return event.media
        case "identifier":
            return identifiers(event)
        case "note":
            notes = [a.note for c in event.claims for a in c.assessments]
            return any(notes) or any(citation.note for citation in cited(event))
        case "link":
            return event.links
        case "date":
            return event.date is not None
    raise AssertionError(what)


def flagged(event: Event, name: str) -> bool:
    date = event.date
    match name:
        case "contested":
            denied = [a for c in event.claims for a in c.assessments if a.stance == "denies"]
            return bool(denied) or "disputed" in enum_values(event, "status")
        case "approximate":
            return date is not None and ("~" in date.text or "%" in date.text)
        case "uncertain":
            return date is not None and ("?" in date.text or "%" in date.text)
        case "undated":
            return date is None
        case "interval":
            return date is not None and "/" in date.text
    raise AssertionError(name)


def linked(event: Event, node: FieldTerm, others: Sequence[Event]) -> bool:
    """Return whether the event and one with such an id are linked in the direction of the field."""
    found = {link.to for link in event.links} if node.field != "linked-from" else set()
    if node.field != "links-to":
        found |= {other.id for other in others for link in other.links if link.to == event.id}
    return node.folded in found if node.exact else any(node.folded in id_ for id_ in found)


def holds(event: Event, node: Node, others: Sequence[Event] = ()) -> bool:
    match node:
        case And():
            return all(holds(event, part, others) for part in node.parts)
        case Or():
            return any(holds(event, part, others) for part in node.parts)
        case Not():
            return not holds(event, node.part, others)
        case Word():
            return any(node.folded in plain(word) for word in words(event))
        case FieldTerm(field="link" | "linked-from" | "links-to"):
            return linked(event, node, others)
        case FieldTerm() if node.field.startswith("x."):
            return owns(event, node)
        case FieldTerm() if FIELDS[node.field].kind == "code" and not node.exact:
            return any(plain(value).startswith(node.folded) for value in values(event, node.field))
        case FieldTerm():
            found = [plain(value) for value in values(event, node.field)]
            return node.folded in found if node.exact else any(node.folded in value for value in found)
        case OneOf():
            return bool(enum_values(event, node.field) & set(node.values))
        case DateTerm():
            if node.yearly:
                return event.date is not None and on_this_day(event.date, node.yearly, certain=node.certain)
            test = certainly_within if node.certain else may_overlap
            if node.op in ("published", "accessed"):
                dates = [getattr(source, node.op) for source in sources_of(event)]
                return any(date is not None and test(date, node.lo, node.hi, node.parts) for date in dates)
            return event.date is not None and test(event.date, node.lo, node.hi, node.parts)
        case Has():
            return bool(has(event, node.what))
        case Flag():
            return flagged(event, node.name)
        case Compare():
            return compared(event, node)


def on_this_day(date: Date, text: str, *, certain: bool) -> bool:
    """Return whether a date lies on a day of any year, by trying every year."""
    if certain and (date.approximate or date.uncertain):
        return False
    if date.text.startswith("XXXX"):
        if date.text == "XXXX":
            return not certain
        date = parse_edtf(date.text.replace("XXXX", "2000"))
    found = []
    for earliest, latest in date.spans:
        if earliest is None or latest is None:
            found.append(not certain)
            continue
        years = range(1970 + earliest // (366 * 86_400) - 9, 1970 + latest // (365 * 86_400) + 9)
        days = [
            span
            for year in years
            for span in spans_of(text.replace("XXXX", f"{'-' * (year < 0)}{abs(year):04}"))
            if -9999 <= year <= 9999
        ]
        if certain:
            found.append(any(start <= earliest and latest <= end for start, end in days))
        else:
            found.append(any(start < latest and earliest < end for start, end in days))
    return all(found) if certain else any(found)


def spans_of(text: str) -> list[tuple[int, int]]:
    try:
        found = list(parse_edtf(text).spans)
    except DateError:  # 29 February
        return []
    return [(start, end) for start, end in found if start is not None and end is not None]


@often(400)
@given(chronologies, nodes)
def test_the_store_answers_as_the_oracle(chronology: Chronology, node: Node) -> None:
    view = Store(chronology).view(Query("", node))
    assert [event.id for event in view] == [
        e.id for e in chronology.events if holds(e, node, chronology.events)
    ], node


@often(50)
@given(st.lists(events, min_size=1, max_size=4).map(_in_order))
def test_every_value_of_every_field_matches_the_oracle(chronology: Chronology) -> None:
    """Every field with every value, because random queries may miss some."""
    store = Store(chronology)
    queries: list[Node] = [OneOf(n, (v,), v) for n, f in FIELDS.items() if f.kind == "enum" for v in f.values]
    queries += [Has(what) for what in FIELDS["has"].values]
    queries += [Flag(name) for name in FIELDS["is"].values]
    queries += [Compare(name, *pair) for name in NUMBER_FIELDS for pair in RANGES]
    links = ("link", "linked-from", "links-to")
    queries += [
        FieldTerm(name, f"e{n}", exact) for name in links for n in range(4) for exact in (False, True)
    ]
    for field in [name for name in TEXT_FIELDS if name not in links]:
        found_values = [
            own(event, field[2:]) if field.startswith("x.") else values(event, field)
            for event in chronology.events
        ]
        for value in {plain(str(v)) for each in found_values for v in each} - {""}:
            queries += [
                FieldTerm(field, value),
                FieldTerm(field, value, exact=True),
                FieldTerm(field, value[1:] or value),
            ]
    for node in queries:
        found = [event.id for event in store.view(Query("", node))]
        assert found == [e.id for e in chronology.events if holds(e, node, chronology.events)], node


@often(100)
@given(chronologies, nodes)
def test_a_view_is_a_sequence(chronology: Chronology, node: Node) -> None:
    store = Store(chronology)
    view = store.view(Query("", node))
    listed = list(view)
    assert len(view) == len(listed)
    assert [view[row] for row in range(len(view))] == listed
    assert view[1:3] == listed[1:3]
    assert view[::-1] == listed[::-1]
    rows = {event.id: row for row, event in enumerate(listed)}
    for number, event in enumerate(store.events):
        assert view.row_of(event.id) == rows.get(event.id)
        assert store.number(event.id) == number
        after = [row for row, e in enumerate(listed) if (store.number(e.id) or 0) >= number]
        assert view.nearest_row(number) == (after[0] if after else max(0, len(listed) - 1))
    assert view.row_of("nowhere") is None


@often(100)
@given(chronologies, nodes)
def test_the_span_holds_every_bounded_date(chronology: Chronology, node: Node) -> None:
    view = Store(chronology).view(Query("", node))
    dated = [event.date for event in view if event.date is not None]
    found = dates_of_a_year(dated) or dated
    starts = [d.earliest for d in found if d.earliest is not None]
    ends = [d.latest for d in found if d.latest is not None]
    if not starts and not ends:
        assert view.span is None
    else:
        assert view.span == (min(starts, default=None), max(ends, default=None))


def dates_of_a_year(found: list[Date]) -> list[Date]:
    return [date for date in found if not date.text.startswith("XXXX")]


def held(event: Event, field: str) -> set[str]:
    """Return the keys under which an event is counted, from the event alone."""
    name, _, wanted = field.partition(":")
    match name:
        case "actor" | "participant" | "speaker" | "by" | "assessor":
            return {each.id for person in people(event, name) for each in over(person)}
        case "location":
            return {place.id for part in event.locations for place in around(part.location)}
        case "source":
            return {citation.source.id for citation in cited(event)}
        case "tag":
            parts = [(" ".join(tag.split()), *fold(tag).partition(":")) for tag in event.tags]
            return {tag for tag, head, colon, _ in parts if (head if colon else "") == wanted}
    return {event.kind} if name == "kind" else enum_values(event, name)


@often(150)
@given(chronologies, nodes)
def test_facets_stats_and_lanes_count_as_the_oracle(chronology: Chronology, node: Node) -> None:
    """Each event counts once for a value, however many of its parts belong to it."""
    store = Store(chronology)
    view = store.view(Query("", node))
    fields = fields_of(store, ("actor", *FACETS))
    assert {f for f in fields if ":" in f} == {
        f"tag:{fold(t).partition(':')[0]}" for e in store.events for t in e.tags if ":" in t
    }
    shown = as_data(view)
    for field in fields:
        wanted = Counter([key for event in view for key in held(event, field)])
        found = counts(view, field)
        assert {each.key: each.events for each in found} == wanted, field
        assert [each.events for each in found] == sorted(wanted.values(), reverse=True)
        assert sorted([each.key for _, each in nested(found)]) == sorted(
            wanted
        )  # also where they form a circle
        assert {lane.key: set(lane.numbers) for lane in lanes_of(view, field, most=99).lanes} == {
            key: {n for n in view.numbers if key in held(store.events[n], field)} for key in wanted
        }
        for number in view.numbers:
            assert holders(store, field, number) == held(store.events[number], field)
        if field.startswith("tag:"):
            listed = shown["dimensions"][field[4:]]
        elif field == "kind":
            continue
        else:
            listed = shown[{"actor": "actors", **STATS, **JSON_KEYS}[field]]
        assert {each["id"]: each["events"] for each in listed} == wanted, field
    bins, without = by_month(view)
    assert sum(b.events for b in bins) + without == len(view)
    assert bins == sorted(bins, key=lambda b: (b.year, -b.years, b.month))


@often(100)
@given(chronologies, nodes)
def test_a_lane_places_each_event_or_counts_it_as_undated(chronology: Chronology, node: Node) -> None:
    """Participants are placed at the event's date; quotes, claims and assessments at their own."""
    store = Store(chronology)
    view = store.view(Query("", node))
    spread = Density(store)
    for each in counts(view, "actor"):
        stand = lane_events(spread, store, "actor", each.key).of(view.numbers)
        having = {n for n in view.numbers if each.key in held(store.events[n], "actor")}
        assert set(stand.numbers) == {n for n in having if each.key in held(store.events[n], "participant")}
        assert set(stand.stated | stand.numbers | stand.statements.numbers) <= having
        marked = {(d.earliest, n) for d in stand.statements for n in d.numbers}
        assert marked == {
            (d, n) for n in having for who, d in dated_statements(store.events[n]) if each.key in who
        }
        placed = stand.placed(view.numbers & store.index("has").get("date", BitMap()))
        for n in having - set(placed):
            event = store.events[n]
            undated = [a for c in event.claims for a in c.assessments if when_assessed(a) is None]
            assert event.date is None or undated, "an event of the lane is nowhere"


def when_assessed(assessment: Assessment) -> Date | None:
    return assessment.date or (assessment.source.source.published if assessment.source else None)


def dated_statements(event: Event) -> Iterator[tuple[set[str], int]]:
    """Yield the actors placed at another date than the event's, with the first second of that date."""
    found: list[tuple[Actor | None, Date | None]] = []
    for quote in event.quotes:
        here = quote.date is None or (event.date is not None and touching(quote.date, event.date))
        found += [(who, None if here else quote.date) for who in (quote.speaker, *quote.to)]
    for claim in event.claims:
        found.append((claim.by, claim.date))
        found += [(each.by, when_assessed(each)) for each in claim.assessments]
    for actor, date in found:
        if actor is not None and date is not None:
            yield {each.id for each in over(actor)}, -(1 << 62) if date.earliest is None else date.earliest


@often(100)
@given(chronologies)
def test_every_facet_finds_what_it_counts(chronology: Chronology) -> None:
    """Choosing a value in the facets selects this value and no other."""
    from timeline_tui.query import with_term

    store = Store(chronology)
    for field in fields_of(store):
        for each in counts(store.view(), field):
            key_text = ask_for(store, field, each.key)
            name = query_field(field)
            query = parse(
                with_term("", name, key_text, exact=name in NAMED or name == "tag"), DateContext(TODAY)
            )
            found = {event.id for event in store.view(query)}
            assert found == {store.events[n].id for n in having(store, field, each.key)}, (field, each)
            assert len(found) == each.events


@often(60)
@given(chronologies)
def test_links_lead_back(chronology: Chronology) -> None:
    store, warm = Store(chronology), Store(chronology)
    warm.warm()  # which builds tables, where the other searches one by one
    for number, event in enumerate(chronology.events):
        wanted = [
            (link.kind, other) for other in chronology.events for link in other.links if link.to == event.id
        ]
        for each in (store, warm):
            assert list(each.linked_from(event.id)) == wanted
            assert each.number(event.id) == number
            assert each.number(f"no {event.id}") is None
