"""What loading nonsense may cost: a number of steps for each byte, whatever is wrong in a file and however often."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.errors import by_severity
from timeline_tui.load import Loaded, load_bytes, locate

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


def many(line: str, count: int) -> bytes:
    return (EVENT + "".join([line.format(n=n) for n in range(count)])).encode()


def steps(data: bytes) -> tuple[int, Loaded]:
    """The calls of functions while the data is loaded, and the characters that are searched for places."""
    count = 0

    def step(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    class Counted(locate.Places):
        def __init__(self, data: bytes, blocks: Any) -> None:
            nonlocal count
            count += sum(block.end - block.start for block in blocks)
            super().__init__(data, blocks)

    before, plain = sys.getprofile(), locate.Places
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline_tui.load.where.Places", Counted)
        sys.setprofile(step)
        try:
            loaded = load_bytes(data)
        finally:
            sys.setprofile(before)
    assert locate.Places is plain
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
