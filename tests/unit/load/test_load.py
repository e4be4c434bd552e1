"""Whole loads: several files, standard input, progress, cancelling."""

from __future__ import annotations

import gc
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.aggregate import counts
from timeline_tui.dates import DateContext
from timeline_tui.errors import by_severity
from timeline_tui.load import begin, load, load_bytes
from timeline_tui.query import parse
from timeline_tui.store import Store

EVENT = '[[events]]\ndate = 2024-08-07\ntitle = "T"\nactors = ["zel"]\n'


def test_files_share_registries_and_ids(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[timeline]\ntitle = "First"\n' + EVENT + 'id = "x"\n')
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.toml").write_text(
        '[timeline]\ntitle = "Second"\n[[actors]]\nid = "zel"\nname = "Z"\n'
    )
    (tmp_path / "b" / "d.toml").write_text(EVENT + 'id = "x"\n')
    chronology, problems = load([str(tmp_path)])
    assert chronology.title == "Second"  # that of the file without events
    assert [event.actors[0].actor.name for event in chronology.events] == ["Z", "Z"]
    assert [event.id for event in chronology.events] == ["x", "x-2"]
    assert [(Path(p.path).name, p.line, p.code) for p in problems] == [("d.toml", 5, "duplicate-id")]
    assert "a.toml:3" in problems[0].message
    assert [Path(path).name for path in chronology.paths] == ["a.toml", "c.toml", "d.toml"]


def test_each_file_has_its_own_zone(tmp_path: Path) -> None:
    event = '[[events]]\ndate = 2024-08-07T12:00:00\ntitle = "{}"\n'
    (tmp_path / "a.toml").write_text('[timeline]\ntimezone = "Europe/Moscow"\n' + event.format("moscow"))
    (tmp_path / "b.toml").write_text('[timeline]\ntimezone = "Asia/Tokyo"\n' + event.format("tokyo"))
    chronology, problems = load([str(tmp_path)])
    assert problems == ()
    assert chronology.zone == "Europe/Moscow"
    assert [event.title for event in chronology.events] == ["tokyo", "moscow"]


def test_a_file_that_fails_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(EVENT.encode("utf-16"))
    (tmp_path / "b.toml").write_text(EVENT)
    chronology, problems = load([str(tmp_path)])
    assert len(chronology.events) == 1
    assert [p.code for p in problems] == ["file-encoding"]


def test_standard_input() -> None:
    chronology, problems = load(["-"], stdin=BytesIO(EVENT.encode()))
    assert problems == ()
    assert chronology.events[0].origin.line == 1


def test_progress_is_reported_for_each_percent() -> None:
    reported: list[tuple[int, int]] = []
    data = (EVENT * 100_000).encode()
    begin(["-"], stdin=BytesIO(data)).finish(lambda done, total: reported.append((done, total)))
    assert 50 < len(reported) < 120
    steps = [(after - before) / len(data) for (before, _), (after, _) in pairwise(reported)]
    assert max(steps) < 0.03
    assert reported[-1] == (len(data), len(data))
    assert reported == sorted(reported)


def test_a_load_can_be_cancelled() -> None:
    reading = begin(["-"], stdin=BytesIO((EVENT * 5_000).encode()))
    chronology, _ = reading.finish(cancelled=lambda: True)
    assert len(chronology.events) < 5_000


def test_collection_is_left_as_it_was() -> None:
    load_bytes(EVENT.encode())
    assert gc.isenabled()
    gc.disable()
    try:
        load_bytes(EVENT.encode())
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_own_keys_are_reported_a_hundred_times() -> None:
    loaded = load_bytes((EVENT + "mine = 1\n").encode() * 300)
    assert len(loaded.chronology.events) == 300
    assert loaded.problems[0].message == "200 more problems of this sort with `mine`"
    assert loaded.problems[0].faults == 200
    assert len(loaded.problems) == 101
    assert by_severity(loaded.problems) == {"warning": 300}
    assert loaded.chronology.events[-1].extra == (("mine", 1),)


def test_one_more_problem_is_reported_in_the_singular() -> None:
    loaded = load_bytes((EVENT + "mine = 1\n").encode() * 101)
    assert loaded.problems[0].message == "1 more problem of this sort with `mine`"


def test_the_unknown_keys_of_one_table_are_all_counted() -> None:
    keys = "".join([f"mine{n} = 1\n" for n in range(1234)])
    loaded = load_bytes((EVENT + keys).encode())
    assert len(loaded.problems) == 101
    assert by_severity(loaded.problems) == {"warning": 1234}


def test_references_stay_where_they_were_written() -> None:
    chronology, _ = load_bytes(b"\n\n" + EVENT.encode() + b"\n" + EVENT.encode(), "f.toml")
    assert [(e.origin.path, e.origin.line) for e in chronology.events] == [("f.toml", 3), ("f.toml", 8)]


LINES = st.sampled_from(
    [
        "[[events]]",
        "[[events.quotes]]",
        "[[events.claims]]",
        "[events]",
        "[timeline]",
        "[[actors]]",
        "[[locations]]",
        "[[sources]]",
        "[[",
        "date = 2024-01-01",
        "date = '20'",
        "date = -5",
        'title = "x"',
        "title = 5",
        'id = "a"',
        "id = []",
        'actors = ["a", 5, {actor = "b"}, {}]',
        "tags = 'x'",
        'summary = """',
        'text = "q"',
        "lat = 1",
        "lon = nan",
        'member_of = ["a"]',
        'within = "a"',
        "assessments = [{}]",
        'quantity = {best = inf, low = "x"}',
        "links = [{}, 'a']",
        'source = {source = "a"}',
        "=",
        "\x00",
        "\udcff",
        'name = "a"',
        'timezone = "x"',
        "parent = 'a'",
        '"~" = 1',
        "events = [{}, 1]",
        "actors.x = 1",
        "}",
        "é = 1",
    ]
)


@often(300)
@given(st.lists(LINES, max_size=25))
def test_no_file_raises(lines: list[str]) -> None:
    loaded = load_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    for problem in loaded.problems:
        assert str(problem).isprintable()
    ids = [event.id for event in loaded.chronology.events]
    assert len(ids) == len(set(ids))
    assert all(ids)


def test_what_cannot_be_read_above_does_not_hide_what_is_missing_below() -> None:
    found = load_bytes(b'[timeline]\ntitle = "broken\n\n[[events]]\ndate = 2024-01-01\n').problems
    assert [problem.code for problem in found] == ["toml-syntax", "missing-title"]


def test_every_file_has_its_title_its_zone_and_its_events(tmp_path: Path) -> None:
    event = (
        '[timeline]\ntitle = "{0}"\ntimezone = "{1}"\n[[events]]\ndate = 2024-08-07T12:00:00\ntitle = "{0}"\n'
    )
    (tmp_path / "moscow.toml").write_text(event.format("moscow", "Europe/Moscow"))
    (tmp_path / "tokyo.toml").write_text(event.format("tokyo", "Asia/Tokyo"))
    store = Store(load([str(tmp_path)]).chronology)
    assert store.chronology.title == ""
    assert [each.title for each in store.events] == ["tokyo", "moscow"]  # noon comes first in Tokyo
    for text, titles in (
        ("file:tokyo", ["tokyo"]),
        ("-file:tokyo", ["moscow"]),
        ("file:.toml", ["tokyo", "moscow"]),
    ):
        found = store.view(parse(text, DateContext(date(2024, 8, 8))))
        assert [each.title for each in found] == titles
    assert {count.key: count.events for count in counts(store.view(), "file")} == {
        str(tmp_path / "moscow.toml"): 1,
        str(tmp_path / "tokyo.toml"): 1,
    }
    known = store.view(parse("known:2024-08-08 file:tokyo", DateContext(date(2024, 8, 8))))
    assert [each.title for each in known] == ["tokyo"]
    (tmp_path / "about.toml").write_text('[timeline]\ntitle = "All incidents"\n')
    assert load([str(tmp_path)]).chronology.title == "All incidents"


def test_one_title_among_several_files_is_that_of_all(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[[events]]\ndate = "2024"\ntitle = "a"\n')
    (tmp_path / "b.toml").write_text('[timeline]\ntitle = "B"\n[[events]]\ndate = "2024"\ntitle = "b"\n')
    assert load([str(tmp_path)]).chronology.title == "B"
