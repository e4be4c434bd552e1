"""Laws of what was known on a day, with random events."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from often import often

from timeline_tui.columns import KEYS
from timeline_tui.dates import Date, DateContext, parse_edtf
from timeline_tui.dates.value import BEYOND
from timeline_tui.knowledge import KnowledgeDay, annotate, as_known, extent
from timeline_tui.model import Assessment, Chronology, Citation, Claim, Event, Link, Quote, Source
from timeline_tui.query import Compare, FieldTerm, Has, Node, OneOf, Query, parse
from timeline_tui.store import Store, derived_indexes

TODAY = datetime.date(2024, 8, 8)
DATES = (
    "2024-08-06", "2024-08-07", "2024-08-08", "2024-08-09", "2024-08", "2024-08-08~", "2024-08-09?", "2024",
    "../2024-08-07", "2024-08-07/..", "2025",
)  # fmt: skip
date: st.SearchStrategy[Date | None] = st.none() | st.sampled_from(DATES).map(parse_edtf)
sources = [
    Source(
        f"s{n}",
        f"title {n}",
        publisher=f"press {n}",
        lang="en" if n % 2 else "no",
        parent=f"s{n // 2}",
        published=None if n == 0 else parse_edtf(DATES[n]),
    )
    for n in range(6)
]
citation = st.builds(Citation, st.sampled_from(sources))
stances = st.sampled_from(
    ["asserts", "corroborates", "confirms", "disputes", "denies", "refutes", "retracts"]
)
statuses = st.sampled_from(["claimed", "corroborated", "confirmed", "disputed", "denied", "unverifiable"])
word = st.sampled_from(["drone", "missile", "peace"])
assessment = st.builds(Assessment, stances, date=date, source=st.none() | citation, note=word)


def few(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=2).map(tuple)


extra = st.sampled_from([(), (("mine", 3),)])
claim = st.builds(
    Claim, word, status=statuses, date=date, source=st.none() | citation, assessments=few(assessment)
)
quote = st.builds(
    Quote, word, date=date, source=st.none() | citation, lang=st.sampled_from(["", "en", "uk"]), extra=extra
)
event = st.builds(
    Event, st.just("e"), date, word, status=st.sampled_from(["reported", "confirmed", "disputed"]),
    sources=few(citation), quotes=few(quote), claims=few(claim),
    links=few(st.builds(Link, st.sampled_from(["e0", "e1", "nowhere"]))),
)  # fmt: skip
end = st.sampled_from([parse_edtf(f"2024-08-0{n}").latest or 0 for n in range(5, 10)] + [BEYOND])
day = st.builds(KnowledgeDay, end, st.booleans())


def _parts(found: Event | None) -> dict[str, int]:
    """Count the parts of each kind."""
    if found is None:
        return {"event": 0, "quote": 0, "claim": 0, "assessment": 0, "source": 0}
    assessments = [each for claim in found.claims for each in claim.assessments]
    cited = [quote.source for quote in found.quotes if quote.source is not None]
    cited += [claim.source for claim in found.claims if claim.source is not None]
    cited += [each.source for each in assessments if each.source is not None]
    return {
        "event": 1,
        "quote": len(found.quotes),
        "claim": len(found.claims),
        "assessment": len(assessments),
        "source": len(found.sources) + len(cited),
    }


@given(event, day, end)
def test_knowledge_grows(one: Event, then: KnowledgeDay, later: int) -> None:
    after = KnowledgeDay(max(then.end, later), then.certain)
    before, now = _parts(as_known(one, then)), _parts(as_known(one, after))
    assert all(before[kind] <= now[kind] for kind in before)


@given(event, end)
def test_what_is_certain_is_also_possible(one: Event, last: int) -> None:
    certain, maybe = (
        _parts(as_known(one, KnowledgeDay(last, certain=True))),
        _parts(as_known(one, KnowledgeDay(last))),
    )
    assert all(certain[kind] <= maybe[kind] for kind in certain)


@given(event)
def test_at_the_end_of_time_all_is_known(one: Event) -> None:
    assert as_known(one, KnowledgeDay(BEYOND)) is one
    assert as_known(one, KnowledgeDay(BEYOND, certain=True)) is one


@given(event, day)
def test_an_event_is_complete_from_the_end_of_its_extent(one: Event, then: KnowledgeDay) -> None:
    first, last = extent(one)
    known = as_known(one, then)
    assert (known is not None) == then.holds(first)
    if then.holds(last):
        assert known is one


@given(event, day)
def test_what_is_left_out_is_counted(one: Event, then: KnowledgeDay) -> None:
    shown = annotate(one, then)
    if shown is None:
        return
    there, kept = _parts(one), _parts(shown.event)
    lost = {kind: there[kind] - kept[kind] for kind in ("quote", "claim")}
    assert all(shown.later.get(kind, 0) == number for kind, number in lost.items())
    assert bool(shown.later) or shown.event.claims == one.claims or there["source"] > kept["source"]


@given(event, end, end)
def test_what_changed_between_two_days_is_marked(one: Event, a: int, b: int) -> None:
    first, last = sorted([a, b])
    if first == last:
        return
    shown = annotate(one, KnowledgeDay(last, since=first))
    before = as_known(one, KnowledgeDay(first))
    if shown is None:
        assert before is None
        return
    marked = any(mark.new or mark.before or mark.cited for mark in shown.marks.values())
    assert marked == (before != shown.event)


# -- a store of what was known, beside one made of the reduced events --------------------------------------------


def _in_order(found: list[Event]) -> Chronology:
    dated = sorted(
        [e for e in found if e.date is not None], key=lambda e: e.date.sort_key if e.date else (0, 0, 0)
    )
    ordered = [*dated, *[e for e in found if e.date is None]]
    return Chronology(
        events=tuple(replace(one, id=f"e{n}") for n, one in enumerate(ordered)),
        sources={source.id: source for source in sources},
    )


chronologies = st.lists(event, max_size=6).map(_in_order)
terms = st.one_of(
    st.builds(
        FieldTerm, st.sampled_from(["claim", "quote", "title", "text", "source"]), word | st.just("title")
    ),
    st.sampled_from(["denies", "confirms"]).map(lambda value: OneOf("stance", (value,), value)),
    st.sampled_from(["claimed", "denied", "disputed", "reported"]).map(lambda v: OneOf("status", (v,), v)),
    st.sampled_from(["quote", "claim", "assessment", "source", "link", "date"]).map(Has),
    st.builds(
        Compare,
        st.sampled_from(["sources", "quotes", "claims", "assessments", "links", "x.mine"]),
        st.just(1),
        st.sampled_from([1, None]),
    ),
    st.builds(
        FieldTerm,
        st.sampled_from(["publisher", "lang", "note", "link", "links-to", "linked-from"]),
        st.sampled_from(["press", "en", "drone", "e0", "e1"]),
    ),
)


@often(200)
@given(chronologies, st.integers(5, 9), st.booleans(), terms)
def test_a_store_reduced_to_a_day_equals_one_built_from_what_was_known(
    whole: Chronology, of: int, certain: bool, term: Node
) -> None:
    known = parse(f"known{'!' * certain}:2024-08-0{of}", DateContext(TODAY)).known
    assert known is not None
    then = KnowledgeDay(known.date.latest or 0, certain)
    found = [each for each in (as_known(one, then) for one in whole.events) if each is not None]
    hidden = {one.id for one in whole.events} - {one.id for one in found}
    found = [replace(one, links=tuple(link for link in one.links if link.to not in hidden)) for one in found]
    published = {k: s.published for k, s in whole.sources.items()}
    there = {k for k, date in published.items() if date is None or (date.earliest or 0) < then.end}
    plain = Store(
        replace(whole, events=tuple(found), sources={k: s for k, s in whole.sources.items() if k in there})
    )
    view = Store(whole).view(Query("", None, known=known))
    made = view.store
    assert list(view) == list(plain.view())
    assert made.ids == plain.ids
    assert list(Store(whole).view(Query("", term, known=known))) == list(plain.view(Query("", term)))
    for field in (*KEYS, *derived_indexes.FIELDS):
        assert dict(made.index(field)) == dict(plain.index(field)), field
    assert made.texts("text") == plain.texts("text")
    assert made.columns.links() == plain.columns.links()
    for one in plain.events:
        assert made.linked_from(one.id) == plain.linked_from(one.id)
    assert view.span == plain.view().span
    for each in whole.events:  # a place for the cursor of an event that is not there
        number = Store(whole).number(each.id)
        assert number is not None
        assert 0 <= view.nearest_row(made.place(number)) < max(1, len(view))
