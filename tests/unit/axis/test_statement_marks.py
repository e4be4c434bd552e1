"""Quotes, claims and assessments of another day are marked at that day, with their own sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from timeline_tui.axis import Density, draw
from timeline_tui.axis.extent import extent, window_of
from timeline_tui.axis.lanes import lane_events, lane_of
from timeline_tui.axis.statement_marks import statements
from timeline_tui.axis.window import Window
from timeline_tui.columns.statement_dates import Stated
from timeline_tui.dates import parse_edtf
from timeline_tui.load import load_bytes
from timeline_tui.store import Store

FILE = """
[[events]]
date = "2022-06-14"
title = "Shelling"
actors = ["Locals"]
quotes = [
    { text = "We heard it", speaker = "Ana" },
    { text = "We saw it", speaker = "Bo", to = ["Cy"], date = "2022-12" },
]
[[events.claims]]
text = "The depot was military"
by = "Army"
assessments = [
    { by = "ISW", stance = "disputes", date = "2023-02-08" },
    { by = "UN", stance = "denies" },
]
[[events]]
date = "2023-06-20"
title = "Another"
actors = ["Locals"]
"""


@pytest.fixture
def store() -> Store:
    return Store(load_bytes(FILE.encode()).chronology)


def key_of(store: Store, name: str) -> str:
    return next(actor.id for actor in store.chronology.actors.values() if actor.name == name)


def lane(store: Store, name: str, *, ascii: bool = False) -> str:
    """Return the lane of an actor, with a cell for each month of 2022 and 2023."""
    density, view = Density(store), store.view()
    first = parse_edtf("2022-01-01").earliest or 0
    stand = lane_events(density, store, "actor", key_of(store, name))
    runs = lane_of(density, Window(first, 30 * 86400 + 10 * 3600, 24), view, stand, stand, ascii=ascii)
    return "".join([run.text for run in runs])


def test_an_assessor_stands_at_the_day_of_the_assessment(store: Store) -> None:
    assert lane(store, "ISW") == " " * 13 + "◇" + " " * 10
    assert lane(store, "ISW", ascii=True) == " " * 13 + '"' + " " * 10


def test_participants_and_same_day_speakers_are_marked_at_the_event(store: Store) -> None:
    assert [n for n, sign in enumerate(lane(store, "Locals")) if sign != " "] == [5, 17]
    assert lane(store, "Ana").strip() == "!"  # the event is disputed


def test_a_later_quote_is_marked_for_speaker_and_addressee(store: Store) -> None:
    assert lane(store, "Bo") == lane(store, "Cy")
    assert set(lane(store, "Bo").strip()) == {"⠒"}


def test_an_undated_claim_is_marked_at_the_event_as_a_statement(store: Store) -> None:
    assert lane(store, "Army") == "     ◇" + " " * 18


def test_an_assessment_without_a_date_has_no_place(store: Store) -> None:
    assert not lane(store, "UN").strip()
    stand = lane_events(Density(store), store, "actor", key_of(store, "UN"))
    assert not stand.placed(store.everything)


def test_statements_are_drawn_on_the_axis(store: Store) -> None:
    density, view = Density(store), store.view()
    window = window_of(view, 60, density.statements)
    assert window is not None
    cells = density.cells(window)
    for ascii, sign, maybe in ((False, "◇", "⠒"), (True, '"', ",")):
        rows = draw(window, cells, cells, height=2, ascii=ascii, statements=density.statements.cells(window))
        text = "".join([run.text for run in rows[0]])
        assert text.count(sign) == 1
        assert maybe in text


def test_late_statements_do_not_widen_the_extent() -> None:
    """Unless all events have one date: then there is nothing to compress."""
    late = FILE.replace("2023-02-08", "2035-02-08")
    one = late[: late.rindex("[[events]]")]
    store = Store(load_bytes(late.encode()).chronology)
    found = extent(store.view(), Density(store).statements)
    assert found == extent(store.view())
    assert lane(store, "ISW") == " " * 23 + "›"
    store = Store(load_bytes(one.encode()).chronology)
    found = extent(store.view(), Density(store).statements)
    assert found is not None
    assert found[1] == parse_edtf("2035-02-08").latest


spans = st.tuples(st.integers(-50, 150), st.integers(1, 60)).map(lambda span: (span[0], sum(span)))


@given(st.lists(spans, max_size=12), st.integers(1, 20))
def test_every_cell_is_that_of_a_statement(found: list[tuple[int, int]], cell: int) -> None:
    raw: list[Stated] = [(n, "a", first, end, "", True) for n, (first, end) in enumerate(found)]
    window = Window(0, cell, 10)
    found_cells = statements(raw).cells(window)
    short = [(first, end) for first, end in found if end - first <= cell]
    long = [span for span in found if span not in short]
    sure = {first // cell for first, _ in short if 0 <= first < window.end}
    maybe = {n for first, end in long for n in range(first // cell, (end - 1) // cell + 1) if 0 <= n < 10}
    assert found_cells.sure == sure
    assert found_cells.maybe == maybe - sure
    assert found_cells.before == any(end <= 0 for _, end in found)
    assert found_cells.behind == any(first >= window.end for first, _ in found)


def test_statements_of_one_date_about_other_events_are_left_out() -> None:
    made: list[Stated] = [(number, "a", 0, 86400, "", False) for number in (1, 2)]
    assert set(statements(made).among(BitMap([1])).numbers) == {1}
