"""What loading nonsense may cost: a number of steps for each byte, whatever is wrong in a file and however often."""

from __future__ import annotations

import sys
from datetime import datetime
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.errors import by_severity
from timeline_tui.load import Loaded, load_bytes, positions, toml_blocks
from timeline_tui.load.datetime_literals import written
from timeline_tui.load.source_context import SourceContext

EVENT = '[[events]]\ndate = 2024-08-07\ntitle = "t"\n'

REPEATED = {
    "unknown sub-tables": "[events.x{n}]\n",
    "unknown arrays": "[[events.x{n}]]\na = 1\n",
    "unknown keys": "x{n} = 1\n",
    "unknown keys of quotes": '[[events.quotes]]\ntext = "q"\nx{n} = 1\n',
    "unknown words": '[[events.quotes]]\ntext = "q"\nkind = "x{n}"\n',
    "bad dates": '[[events.quotes]]\ntext = "q"\ndate = "7 agust {n}"\n',
    "unquoted dates": "[[events]]\ndate = 2024-13-{n:05}\n",
    "headers without their end": "[[events\n",
    "empty headers": "[]\n",
    "headers that cannot be read": "[[ev ents]]\n",
    "one bracket of two": "[events]\n",
    "quoted headers": '["events"."x{n}"]\n',
    "a table again": "[events.x]\na = 1\n",
    "a key again": 'title = "{n}"\n',
    "an id again": '[[events]]\nid = "a"\n',
    "dangling links": '[[events]]\nid = "e{n}"\nlinks = ["x{n}"]\n',
    "unknown members": '[[actors]]\nid = "a{n}"\nmember_of = ["x{n}"]\n',
    "strings without their end": 'a{n} = "x\n',
    "long strings without their end": 'a{n} = """x\n',
    "both kinds of them": "a{n} = '''x\nb{n} = \"\"\"\n",
    "escapes outside of strings": 'a{n} = [\\"""\n',
    "those between events": 'a = [\\"""\n[[events]]\n',
    "lists without their end": "a{n} = [1,\n",
    "brackets": "[\n",
    "commas": ",\n",
    "prose": "this means nothing\n",
    "times twice": '[[events.quotes]]\ntext="q"\ndate=2024-08-07T14:30:00\n[[events.quotes]]\ndate=2024-08-07T14:30\n',
}


DENSE = {
    "events": "",
    "events of a day": "date = 2024\n",
    "strings": 'title = "x\n',
    "long strings": 'a = """\n',
    "lists": "tags = [\n",
    "escapes outside of strings": 'a = [\\"""\n',
    "bad keys": "a b = 1\n",
    "keys again": "a = 1\na = 1\n",
    "bad escapes": 'a = "\\q"\n',
    "nesting": "a = " + "[" * 100 + "\n",
    "values without a key": "=\n",
    "opening brackets": "[[\n",
    "closing brackets": "]]\n",
    "control characters": "\0\n",
    "carriage returns": "a = 1\rb = 2\n",
    "sound events between": "=\n[[events]]\ndate = 2024\n",
    "unknown keys": "titel{n} = 1\n",
    "wrong types": "title = 5\n",
    "unknown references": 'sources = ["x-{n}"]\n',
    "links": 'id = "e{n}"\nlinks = ["x{n}"]\n',
    "bad dates": 'date = "7 agust {n}"\n',
    "bad days": "date = 2024-13-01\n",
    "numbers as locations": 'locations = ["{n}"]\n',
    "headers without their end": "[[events\n",
}
"""What is wrong in every event, each of which is as short as that."""


def many(line: str, count: int) -> bytes:
    return (EVENT + "".join([line.format(n=n) for n in range(count)])).encode()


def steps(data: bytes) -> tuple[int, Loaded]:
    """The calls of functions while the data is loaded, and the characters that are searched for places."""
    count = 0

    def step(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    class Counted(positions.Places):
        def __init__(self, data: bytes, blocks: Any) -> None:
            nonlocal count
            count += sum(block.end - block.start for block in blocks)
            super().__init__(data, blocks)

    before, plain = sys.getprofile(), positions.Places
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline_tui.load.source_context.Places", Counted)
        sys.setprofile(step)
        try:
            loaded = load_bytes(data)
        finally:
            sys.setprofile(before)
    assert positions.Places is plain
    return count, loaded


def is_linear(small: bytes, large: bytes) -> None:
    """Four times as much takes four times as many steps, and few enough."""
    few, _ = steps(small)
    most, _ = steps(large)
    assert most <= 5 * few + 50_000
    assert most <= 60 * len(large) + 100_000


@pytest.mark.parametrize("line", REPEATED.values(), ids=REPEATED.keys())
def test_the_same_mistake_many_times(line: str) -> None:
    is_linear(many(line, 400), many(line, 1600))


FRAGMENTS = st.sampled_from(
    ["[[events]]\n", "[[events\n", "[events.x]\n", "[[events.quotes]]\n", "[x]\n", "[", "]", "{", "}", "=", ",", ".",
     '"', "'", '"""', "'''", "\\", "#", "\n", "\r\n", " ", "a", "a = ", 'title = "t"\n', "date = 2024-08-07\n",
     "date = 2024-13-01\n", "\n[[actors]]\n", 'id = "a"\n', "tags = [", "\nlinks = [", "é", "1"]
)  # fmt: skip


@often(50)
@given(st.lists(FRAGMENTS, min_size=1, max_size=12).map("".join))
def test_any_nonsense_many_times(line: str) -> None:
    line = line.replace("{", "{{").replace("}", "}}")
    is_linear(many(line, 50), many(line, 200))


def test_inline_events_are_indexed_once() -> None:
    def text(count: int) -> bytes:
        return f"events = [{', '.join(['{ date = 2024, title = 5 }'] * count)}]\n".encode()

    is_linear(text(200), text(800))


def test_values_before_the_first_header_that_are_tables_below() -> None:
    def text(count: int) -> bytes:
        keys = [f"x{n} = 1\n" for n in range(count)]
        return "".join([*keys, *[f"[[x{n}]]\na = 1\n" for n in range(count)]]).encode()

    is_linear(text(200), text(800))


@pytest.mark.parametrize(
    ("line", "least"),
    [("[[events\n", 1500), ("[]\n", 1500), ("[events.x{n}]\n", 1500)],
)
def test_all_faults_are_counted(line: str, least: int) -> None:
    loaded = load_bytes(many(line, 1500))
    assert by_severity(loaded.problems).total() >= least
    assert len(loaded.problems) < 1000


@pytest.mark.parametrize("line", DENSE.values(), ids=DENSE.keys())
def test_the_same_mistake_in_every_event(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml_blocks, "_RECOVERED", 50)
    monkeypatch.setattr(SourceContext, "most", 20)
    registry = '[[sources]]\nid = "s-1"\n'
    small, large = (
        (
            registry + EVENT + "".join([f"[[events]]\n{line.format(n=n)}" for n in range(count)]) + EVENT
        ).encode()
        for count in (300, 900)
    )
    few, _ = steps(small)
    most, loaded = steps(large)
    # A call takes some 0.15 microseconds: this is about two seconds for each megabyte.
    assert most - few <= 14 * (len(large) - len(small))
    assert [event.title for event in loaded.chronology.events].count("t") == 2
    assert len(loaded.problems) < 900
    assert by_severity(loaded.problems).total() >= 900


def test_lines_that_are_nearly_headers_are_read_as_one() -> None:
    for line in ("[\n", "[]\n", "[[\n", "[[]]\n"):
        few, _ = steps(many(line, 2000))
        most, loaded = steps(many(line, 4000))
        assert most - few <= 20_000
        assert by_severity(loaded.problems).total() >= 4000
        assert [problem.line for problem in loaded.problems][:1] == [4]


def test_what_is_left_out_of_a_file_is_counted_and_kept() -> None:
    faulty = "[[events]]\n=\n" * 5000
    loaded = load_bytes((EVENT + faulty + EVENT).encode())
    titles = [event.title for event in loaded.chronology.events]
    assert titles.count("t") == 2
    read = len(titles) - 2
    assert 1000 <= read < 5000
    [rest] = [problem for problem in loaded.problems if "are left out" in problem.message]
    assert rest.faults == 5000 - read
    assert rest.line == 4 + 2 * read
    assert by_severity(loaded.problems)["error"] == 5000
    [text] = [text for key, text in loaded.chronology.extra if key == f"line {rest.line}"]
    assert text.startswith("[[events]]\n=\n[[events]]")


def test_a_slip_in_every_event_of_a_large_file_costs_no_event() -> None:
    events = [
        f'[[events]]\ndate = 2024-08-07\ntitle = "Shelling of the village {n}"\n'
        'summary = "It was seen from afar"\ntags = [a\n'
        for n in range(5000)
    ]
    loaded = load_bytes("".join(events).encode())
    assert len({event.title for event in loaded.chronology.events}) == 5000


def test_a_time_that_is_written_in_two_ways_many_times() -> None:
    line = "[[events.quotes]]\ndate=2024-08-07T14:30:00\n[[events.quotes]]\ndate=2024-08-07T14:30\n"
    context = SourceContext("a.toml", (EVENT + line * 500).encode(), [])
    context.go(1, ("events", 0))
    seconds, minutes = datetime(2024, 8, 7, 14, 30), datetime(2024, 8, 7, 14, 30)
    assert written(seconds, context, ("quotes", 0, "date")) == "2024-08-07T14:30:00"
    assert written(minutes, context, ("quotes", 1, "date")) == "2024-08-07T14:30"
    [(texts, places)] = context.literals["date"].values()
    assert len(texts) == 2  # all that is looked through for a further one
    assert len(places) == 1000
