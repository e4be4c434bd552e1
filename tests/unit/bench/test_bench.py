"""The computations of `bench/`, without a program or a clock: data, connection, screen, table."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from pathlib import Path

import pytest

import data
import figures
import generate
import link
from figures import Missing, Sample
from programs import PEERS, Peer


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.date(2024, 8, 7), "2024-08-07T00:00:00Z"),
        (dt.datetime(2024, 8, 7, 1, 30), "2024-08-07T01:30:00Z"),
        (
            dt.datetime(2024, 8, 7, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=3))),
            "2024-08-06T22:30:00Z",
        ),
        ("2024-08-XX", "2024-08-01T00:00:00Z"),
        ("2024-08~", "2024-08-01T00:00:00Z"),
        ("2024-22", "2024-06-01T00:00:00Z"),
        ("197X", "1970-01-01T00:00:00Z"),
        ("2024-08-07?", "2024-08-07T00:00:00Z"),
        ("2024-08-07/..", "2024-08-07T00:00:00Z"),
        ("2024", "2024-01-01T00:00:00Z"),
    ],
)
def test_every_date_has_a_first_second(value: dt.date | str, expected: str) -> None:
    assert data.stamp(value) == expected


def test_every_form_holds_every_event_in_order(tmp_path: Path) -> None:
    toml = data.file(tmp_path, 200, "toml")
    whole = tomllib.loads(toml.read_text(encoding="utf-8"))["events"]
    assert [event["id"] for event in data.events(toml)] == [event["id"] for event in whole]
    with data.file(tmp_path, 200, "csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    log = data.file(tmp_path, 200, "log")
    lines = log.read_text(encoding="utf-8").splitlines()
    titles = {event["id"]: event["title"] for event in whole}
    assert {row["id"]: row["title"] for row in rows} == titles
    assert {line.split()[2] for line in lines} == set(titles)
    assert lines == sorted(lines)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert lines[-1].split()[2] == data.last_id(log)


def test_data_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = data.file(tmp_path, 10, "csv")
    monkeypatch.setattr(data, "generate", lambda count: pytest.fail("written again"))
    assert data.file(tmp_path, 10, "csv") == first
    assert not list(tmp_path.glob("*.part"))


def test_generated_data_stays_the_same() -> None:
    assert list(generate.generate(30)) == list(generate.generate(30))


def test_a_line_is_parsed() -> None:
    line = link.parse("64kbit,200ms")
    assert (line.rate, line.delay, line.buffer) == (8000, 0.1, 4096)
    assert link.parse("1.5mbit,0ms,16384") == link.Link(187_500, 0, 16384)


@pytest.mark.parametrize("text", ["", "64kbit", "64,200ms", "0kbit,5ms", "64kbit,200"])
def test_an_invalid_link_description_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="link"):
        link.parse(text)


def test_bytes_arrive_one_after_the_other_and_late() -> None:
    line = link.Link(rate=1000, delay=0.5, buffer=160)
    assert line.chunk == 10
    assert line.send(10.0, 100) == pytest.approx(10.6)
    assert line.send(10.0, 100) == pytest.approx(10.7)  # it waits for the first
    assert line.send(20.0, 100) == pytest.approx(20.6)  # nothing waits any more


def test_a_full_line_makes_the_program_wait() -> None:
    line = link.Link(rate=1000, delay=0.5, buffer=160)
    assert line.ready() < 10
    line.send(10.0, 150)
    assert line.ready() == pytest.approx(10.0)  # 150 wait, 10 more may
    line.send(10.0, 10)
    assert line.ready() == pytest.approx(10.01)


def test_without_a_line_bytes_arrive_at_once() -> None:
    line = link.Link()
    assert line.ready() < 0
    assert line.send(3.0, 1 << 20) == 3.0
    assert line.ready() <= 3.0


def test_percentile_and_units() -> None:
    assert figures.percentile([5, 1, 3], 0.5) == 3
    assert figures.percentile(range(101), 0.99) == 99
    assert [figures.number(value) for value in (0.254, 0.999, 3.44, 9.96, 56.6, 1234)] == [
        "0.25", "1.0", "3.4", "10", "57", "1,234",
    ]  # fmt: skip


def test_samples_become_figures() -> None:
    samples = [Sample(0.002, 100, 10), Sample(0.004, 300, 30), Sample(0.003, 200, 10)]
    assert figures.latency(samples) == "3.0 / 4.0 ms"
    assert figures.size(samples) == "200 B"
    assert figures.density(samples) == "12"


def test_keys_without_output_have_no_figure() -> None:
    silent = [Sample(0, 7, 0), Sample(0, 7, 0), Sample(0.1, 90, 9)]
    for figure in (figures.latency, figures.size, figures.density):
        assert figure(silent) == figures.NO_ANSWER


def test_a_table_notes_each_reason_once() -> None:
    missing = Missing("it has none")
    rows: list[tuple[str, list[figures.Figure]]] = [
        ("one", ["1 s", missing]),
        ("two", [Missing("too slow"), missing]),
    ]
    assert figures.table("10 events", ["a", "b"], rows).splitlines() == [
        "| 10 events | a | b |",
        "|---|---:|---:|",
        "| one | 1 s | - (1) |",
        "| two | - (2) | - (1) |",
        "",
        "(1) it has none.  ",
        "(2) too slow.",
    ]


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: str(peer.name))
def test_every_peer_is_measured_or_gives_a_reason(peer: Peer) -> None:
    first, loaded = peer.signs(1000, "event-7")
    assert "{count" not in first.pattern
    assert loaded is not None or "loaded" in peer.lacks
    assert "{file}" not in " ".join(peer.argv(Path("x")))
    for name, key in (("step", peer.down), ("page", peer.page), ("end", peer.end)):
        assert bool(key) != (name in peer.lacks)
    for name, live in (("letter", True), ("enter", False)):
        assert (peer.filter is not None and peer.filter.live is live) != (name in peer.lacks)


@pytest.mark.parametrize(
    ("line", "shown"),
    [(" 1000 made-up events    1,000 events   1970s on", True), (" 1000 made-up events   Reading", False)],
)
def test_the_title_is_not_taken_for_the_end_of_loading(line: str, shown: bool) -> None:
    timeline = next(peer for peer in PEERS if peer.name == "timeline")
    assert all(bool(sign and sign.search(line)) is shown for sign in timeline.signs(1000, ""))
