"""The axis as a picture: well-formed for any text, without scripts, and no more precise than the dates."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from often import often

from timeline_tui.aggregate import FACETS
from timeline_tui.axis.lanes import FIELDS
from timeline_tui.dates import DateContext, parse_edtf
from timeline_tui.export.svg_timeline import WIDTH, picture
from timeline_tui.load import load
from timeline_tui.model import Actor, Chronology, Event, Participant
from timeline_tui.store import Store

TODAY = date(2024, 8, 9)
YEAR = 31_556_952  # seconds
SVG = "{http://www.w3.org/2000/svg}"
DATA = Path(__file__).parents[3] / "data" / "events.toml"
HOSTILE = (
    "\x1b[2J\x00", "]]>", "<script>alert(1)</script>", "\u202eabc", "&amp;\"'", "\ud800\ufffe", "</title>", "漢字" * 90,
)  # fmt: skip
DATES = (
    "2024", "2024-02", "2024-02-29", "2024-02-29T12:30", "2024-02~", "2024-02-29?", "2023/2025", "2024-02/2024-02",
    "2024-02/..", "../2024-02", "/2024", "2024/", "../..", "-0043-03-15", "20XX", "2024-03-02/2024-03-01",
    "2024/2024-03",
)  # fmt: skip


def store_of(dates: list[str], actor: str = "A") -> Store:
    found = sorted([parse_edtf(text) for text in dates], key=lambda date: date.sort_key)
    who = (Participant(Actor("a", actor)),)
    events = tuple([Event(f"e{n}", date, actor + date.text, actors=who) for n, date in enumerate(found)])
    return Store(Chronology(events=events, actors={"a": Actor("a", actor)}))


def drawn(store: Store, field: str = "actor", title: str = "T", query: str = "") -> ElementTree.Element:
    text = "\n".join(picture(store.view(), field, title, f"{len(store)} events", query))
    return ElementTree.fromstring(text.encode())


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def marks(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """Return the marks in lanes, not those of the legend."""
    legend = {id(each) for group in root.iter() if group.get("transform") for each in group.iter()}
    return [each for each in of_class(root, name) if id(each) not in legend]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(words: str) -> None:
    root = drawn(store_of(["2024-02-29", "2025"], words), title=words, query=words)
    allowed = "svg title style rect defs pattern path circle text line g".split()  # noqa: SIM905
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= set(allowed)
    for each in root.iter():
        assert not any(name.startswith("on") or "href" in name for name in each.attrib)
        for text in (each.text or "", *each.attrib.values()):
            assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ud800\ufffe]", text)
    assert "url(http" not in "".join(root.itertext())


@often(60)
@given(st.lists(st.sampled_from(DATES), max_size=6), st.sampled_from([*FIELDS, "none"]))
def test_every_event_with_a_date_is_drawn_and_shown(dates: list[str], field: str) -> None:
    store = store_of(dates)
    root = drawn(store, field)
    shown = "\n".join([each.text or "" for each in root.iter(f"{SVG}title")])
    if any(text != "../.." for text in dates):
        for event in store.events:
            assert event.title in shown
    for each in root.iter():
        x, wide = float(each.get("x", 0)) if "%" not in each.get("width", "") else 0.0, each.get("width", "0")
        assert -4 <= x <= WIDTH  # -4: in the legend
        if each.tag == f"{SVG}rect" and "%" not in wide and each.get("class") != "band":
            assert -4 <= x + float(wide) <= WIDTH


def test_a_month_is_as_wide_as_a_month() -> None:
    root = drawn(store_of(["2024-01-01", "2024-02", "2024-12-31"]))
    (vague,) = marks(root, "vague")
    first, last = marks(root, "point")[:1], marks(root, "point")[-1:]
    year = float(last[0].get("cx", 0)) - float(first[0].get("cx", 0))
    assert float(vague.get("width", 0)) == pytest.approx(year * 29 / 365, rel=0.02)
    assert (vague[0].text or "").startswith("February 2024: ")


def test_an_interval_is_solid_only_where_it_lasts() -> None:
    root = drawn(store_of(["2020/2023"]))
    hatched, (solid,) = marks(root, "maybe"), marks(root, "lasts")
    widths = [float(each.get("width", 0)) for each in (*hatched, solid)]
    assert widths == pytest.approx([widths[0], widths[0], 2 * widths[0]], rel=0.01)
    assert len(marks(drawn(store_of(["2020/2020-06", "2000/2030"])), "maybe")) == 3  # one is fully hatched


def test_open_ends_have_an_arrow() -> None:
    def arrows(text: str) -> int:
        return len(
            [e for e in marks(drawn(store_of([text, "2000", "2030"])), "lasts") if e.tag == f"{SVG}path"]
        )

    assert [arrows(text) for text in ("2020/..", "../2020", "../..", "2020/2021")] == [1, 1, 2, 0]


def test_uncertain_dates_are_hollow() -> None:
    root = drawn(store_of(["2024-01-01", "2024-06-01~", "2024-09-01?", "2024-12-31"]))
    assert (len(marks(root, "doubt")), len(marks(root, "point"))) == (2, 2)
    about = drawn(store_of(["1990", "2010~/2020"]))
    assert (len(marks(about, "doubt")), marks(about, "lasts")) == (1, [])


def test_coinciding_events_have_a_number() -> None:
    root = drawn(store_of(["2000", *["2020-02-03"] * 3, *["2010-02-03"] * 12]))
    assert [each.text for each in marks(root, "number")] == ["+", "3"]
    assert "and 6 more" in "".join(root.itertext())


def test_filtered_out_events_of_the_bundled_file_are_lighter() -> None:
    import datetime

    from timeline_tui.query import parse

    store = Store(load([str(DATA)]).chronology)
    view = store.view(parse("actor:putin", DateContext(datetime.date(2024, 8, 8))))
    root = ElementTree.fromstring("\n".join(picture(view, "location", "T", "", "actor:putin")))
    assert of_class(root, "hidden")
    assert "left out by the query" in "".join(root.itertext())
    assert not of_class(drawn(store), "hidden")


def test_no_dates() -> None:
    assert drawn(store_of([])).get("height") == "120"
    assert drawn(store_of(["../.."])).get("height") == "120"


def test_lanes_are_of_fields_that_are_counted() -> None:
    assert set(FIELDS) <= {"actor", *FACETS}


@pytest.mark.parametrize(
    "date",
    [
        "[1600,2000]", "[1600..1700,1900..2000]", "{1700,1900}", "{1700-05-01,1900-05~}", "1X00-12-25", "19XX-1X",
        "[..1600,1900]", "{1700,1800..}",
    ],
)  # fmt: skip
def test_nothing_is_drawn_into_the_gaps_of_a_date(date: str) -> None:
    """Wherever a mark covers the picture, the event may lie within the width of a sign."""
    parsed = parse_edtf(date)
    assert parsed.gaps
    root = drawn(store_of([date, "1000-01-01", "2100-12-31"], "Gap"))
    titled = [
        each
        for each in root.iter()
        if any(f"Gap{date}" in (t.text or "") for t in each.findall(f"{SVG}title"))
    ]
    assert titled
    lines = [
        float(each.get("x1", "0")) for each in of_class(root, "line") if each.get("x1") == each.get("x2")
    ]
    labels = [int(each.text or "0") for each in of_class(root, "tick")]
    year = (lines[-1] - lines[0]) / (labels[-1] - labels[0])
    spans = [
        (-1e9 if a is None else a / YEAR + 1970, 1e9 if b is None else b / YEAR + 1970)
        for a, b in parsed.spans
    ]
    for each in [shape for mark in titled for shape in mark.iter()]:
        if each.tag == f"{SVG}rect":
            left = float(each.get("x", "0"))
            ends = left, left + float(each.get("width", "0"))
        elif each.tag == f"{SVG}circle":
            ends = (float(each.get("cx", "0")),) * 2
        else:
            continue
        first, last = [labels[0] + (x - lines[0]) / year for x in ends]
        covered = sum(max(0.0, min(last, b) - max(first, a)) for a, b in spans)
        assert last - first - covered <= 3 / year * len(spans)
        assert any(a - 3 / year <= first <= b + 3 / year for a, b in spans)


def test_a_date_of_ten_thousand_spans_gives_a_small_picture() -> None:
    assert sum(map(len, picture(store_of(["XXXX-12-XX", "XXXX-02-29"]).view(), "actor", "T", ""))) < 100_000


def test_each_of_several_dates_has_its_mark() -> None:
    root = drawn(store_of(["{1700-05-01,1900-05-02}", "1600", "1900-05-02"]))
    assert len(marks(root, "point")) == 3  # 1600, 1700, both in 1900
    assert [each.text for each in marks(root, "number")] == ["2"]


def test_events_without_a_date_are_counted_behind_their_lane() -> None:
    root = drawn(with_undated(2))
    assert [each.text for each in of_class(root, "tick")][-1] == "no date"
    assert [each.text for each in of_class(root, "count")][-2:] == ["3", "2"]
    assert "no date" not in [each.text for each in of_class(drawn(with_undated(0)), "tick")]


def with_undated(count: int) -> Store:
    who = (Participant(Actor("a", "A")),)
    dates = [parse_edtf("2000"), *[None] * count]
    events = tuple([Event(f"e{n}", date, "E", actors=who) for n, date in enumerate(dates)])
    return Store(Chronology(events=events, actors={"a": Actor("a", "A")}))


@pytest.mark.parametrize("date", ["2024-02-01/", "/2024-02-01", "2024-02~/2024-02-08?"])
def test_intervals_without_a_known_end_are_not_solid(date: str) -> None:
    root = drawn(store_of([date, "2024-01-01", "2024-04-01"]))
    assert not marks(root, "lasts")
    assert not marks(root, "doubt")
    assert marks(root, "maybe")


def test_filtered_out_events_are_lighter() -> None:
    from timeline_tui.query import parse

    store = store_of(["2023-01-01", "2024-01-01", "2025-01-01"])
    view = store.view(parse("date:2023 OR date:2025", DateContext(TODAY)))
    root = ElementTree.fromstring(
        "\n".join(picture(view, "actor", "T", "2 of 3 events", "date:2024")).encode()
    )
    points = marks(root, "point")
    hidden = {id(point) for group in of_class(root, "hidden") for point in of_class(group, "point")}
    assert (len(points), len([point for point in points if id(point) in hidden])) == (3, 1)


def test_disputed_events_are_marked() -> None:
    store = store_of(["2023-01-01", "2024-01-01", "2025-01/2025-06"])
    events = [
        structs.replace(event, status="disputed" if event.date and event.date.text > "2024" else "reported")
        for event in store.events
    ]
    root = drawn(Store(structs.replace(store.chronology, events=tuple(events))))
    assert len(marks(root, "disputed")) == 2
    shown = [each.text or "" for each in root.iter(f"{SVG}title")]
    assert sum("(disputed)" in text for text in shown) == 2
    assert not of_class(drawn(store), "disputed")


def test_an_arrow_has_the_style_of_its_bar() -> None:
    for text, class_ in (("2024-02/..", "lasts"), ("2024-02~/..", "doubt")):
        root = drawn(store_of([text, "2025"]))
        tips = [each for each in marks(root, class_) if each.tag == f"{SVG}path"]
        assert len(tips) == 1
        legend = {each.text for each in of_class(root, "legend")}
        assert ("lasts" in legend) == (class_ == "lasts")
        assert ("about, or uncertain" in legend) == (class_ == "doubt")


def test_a_diamond_stands_in_its_lane_on_the_day_it_was_reported(tmp_path: Path) -> None:
    path = tmp_path / "said.toml"
    path.write_text(
        '[[events]]\ndate = 2021-08-01\ntitle = "A"\n'
        '[[events.claims]]\nby = "Berg"\ntext = "It was so"\ndate = 2024-08-20\n'
        '[[events]]\ndate = 2026-09-01\ntitle = "B"\n'
    )
    root = drawn(Store(load([str(path)])[0]))
    diamonds = [each for each in marks(root, "said") if each.tag == f"{SVG}path"]
    assert len(diamonds) == 2  # on the axis, and in the lane of Berg
    points = [
        [tuple(map(float, at.split(","))) for at in re.findall("[0-9.]+,[0-9.]+", each.get("d", ""))]
        for each in diamonds
    ]
    for left, top, right, bottom in points:
        assert top[0] == bottom[0] == pytest.approx((left[0] + right[0]) / 2, abs=0.02)
        assert left[1] == right[1] == pytest.approx((top[1] + bottom[1]) / 2, abs=0.02)
    assert points[0][1][0] == points[1][1][0]
    label = next(each for each in of_class(root, "label") if each.text == "Berg")
    assert float(label.get("y", 0)) == pytest.approx(points[1][0][1] + 4.5)
    assert "dated statement" in {each.text for each in of_class(root, "legend")}
