"""What a store takes over from the one before it is what it would have worked out by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from timeline_tui.dates import parse_edtf
from timeline_tui.model import Chronology, Event, Origin
from timeline_tui.store import Store

DATES = (
    None,
    parse_edtf("../2023"),
    parse_edtf("2024-08"),
    parse_edtf("2024-08-07/.."),
    parse_edtf("2024-08-07"),
)
PLACE: dict[object, int] = {date: n or 9 for n, date in enumerate(DATES)}

made = st.builds(
    Event,
    id=st.sampled_from("abcdefghij"),
    date=st.sampled_from(DATES),
    title=st.sampled_from(["One", "Zwölf", "Три"]),
    tags=st.sampled_from([(), ("x",)]),
)
chronologies = st.lists(made, max_size=9, unique_by=lambda event: event.id)


def ordered(events: list[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: PLACE[event.date]))


@given(
    chronologies,
    chronologies,
    st.lists(st.sampled_from(["same", "moved", "read", "new"]), min_size=9, max_size=9),
)
def test_nothing_differs(before: list[Event], others: list[Event], fates: list[str]) -> None:
    """Events stay, stand elsewhere in the file, are read again though they are the same, or come anew."""
    fates.sort(key="same".__eq__)  # long runs of what stays are what it is about
    after: list[Event] = []
    for event, fate in zip(before, fates, strict=False):
        if fate == "moved":
            after.append(replace(event, origin=Origin("x", 5)))
        elif fate == "read":
            after.append(replace(event))
        elif fate == "same":
            after.append(event)
    kept = {id(event) for event, fate in zip(after, fates, strict=False) if fate != "read"}
    known = {event.id for event in after}
    after += [
        event for event, fate in zip(others, fates, strict=False) if fate == "new" and event.id not in known
    ]
    earlier = Store(Chronology(ordered(before)))
    earlier.warm()
    events = ordered(after)
    fresh = [number for number, event in enumerate(events) if id(event) not in kept]
    heir, alone = Store(Chronology(events), (), earlier, fresh), Store(Chronology(events))
    heir.warm()
    alone.warm()
    assert heir._texts == alone._texts
    assert (heir.bounds.earliest, heir.bounds.latest) == (alone.bounds.earliest, alone.bounds.latest)
    assert heir.ends == alone.ends
    assert [heir.number(id_) for id_ in "abcdefghij"] == [alone.number(id_) for id_ in "abcdefghij"]


def test_a_store_goes_with_the_last_who_holds_it() -> None:
    """Loading keeps everything there is out of later collections, so a store must not hold itself."""
    import gc
    import weakref

    store = Store(Chronology((Event("a", DATES[2], "One"),)))
    store.warm()
    _ = store.view().ends
    gc.disable()
    try:
        gone = weakref.ref(store)
        del store
        assert gone() is None
    finally:
        gc.enable()
