"""What is kept of an earlier load changes nothing: a load that remembers gives what a fresh one gives."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_stretch import PIECES as BROKEN
from test_stretch import assert_same

from timeline_tui.load import Loaded, Memory, Reading, load_bytes, stretch
from timeline_tui.load.source_context import SourceContext

NAMING = (
    '[[actors]]\nid = "bo"\nname = "Bo B."\naliases = ["x-y"]\n[[actors]]\nid = "twin"\nname = "Bo B."\n',
    '[[events]]\nid = "a"\ndate = 2024-08-07\ntitle = "A"\nactors = ["Bo", "anna"]\n',
    '[[events]]\nid = "b"\ndate = 2024-08-06\ntitle = "B"\nactors = ["bo", "BO"]\nlinks = ["a"]\n',
    '[[events]]\ndate = 2024-08-07\ntitle = "A"\nactors = [{ actor = "X Y", role = "target" }, "Bo B."]\n',
    '[[events]]\ndate = "2024-08"\ntitle = "A"\nactors = ["x-y"]\nsources = ["s", "https://example.org/"]\n',
    (
        '[[events]]\ntitle = "C"\ndate = 2024-08-07\nlocations = ["X Y"]\n[[events.claims]]\ntext = "c"\n'
        'by = "Bo"\nabout = ["Bo", "x-y", "anna", "X Y", "nobody"]\n'
    ),
    (
        '[[events]]\ntitle = "D"\ndate = "../2024"\n[[events.quotes]]\ntext = "q"\nspeaker = "x y"\n'
        'source = { source = "S", locator = "p. 1" }\n'
    ),
    '[[events]]\nid = "e"\ntitle = "E"\nlocations = ["Bo", { location = "x-y", role = "target" }]\n',
)
MOODY = '[[events]]\ndate = 2024-08-07\ntitle = "A"\nmood = "bad"\n'
DECLARED = ('[schema.events]\nmood = "string"\n', '[schema.events]\nmood = "integer"\n')
PIECES = (*BROKEN, *NAMING, *NAMING, MOODY, MOODY, *DECLARED)

files = st.lists(st.sampled_from(PIECES), max_size=14)
good = st.lists(st.sampled_from(NAMING), min_size=3, max_size=14)
edits = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 3), st.lists(st.sampled_from(PIECES), max_size=2)),
    max_size=5,
)


def read(files: Sequence[tuple[str, bytes]], earlier: Memory | None) -> tuple[Loaded, Memory | None]:
    loaded, reading = begun(files, earlier)
    return loaded, reading.memory


def begun(files: Sequence[tuple[str, bytes]], earlier: Memory | None) -> tuple[Loaded, Reading]:
    reading = Reading([(path, data, ()) for path, data in files], earlier=earlier)
    return reading.finish(), reading


SOME = 30
"""Examples of each law: they load several files several times, and all tests together are to stay short."""


@settings(max_examples=SOME)
@given(st.one_of(good, files), edits, st.sampled_from([1, 150, 400, stretch.PART]), st.sampled_from([1, 100]))
@example(list(PIECES), [(3, 1, [PIECES[3]])], 150, 100)
@example([MOODY] * 4, [(0, 1, [])], 1, 1)
def test_what_is_kept_is_what_would_be_read(
    pieces: list[str], changes: list[tuple[int, int, list[str]]], part: int, most: int
) -> None:
    pieces = list(pieces)
    with patch.object(stretch, "PART", part), patch.object(SourceContext, "most", most):
        loaded, reading = begun([("x.toml", "".join(pieces).encode())], None)
        for start, size, new in changes:
            loaded.chronology.events.columns.texts()  # type: ignore[attr-defined]  # which are kept, too
            pieces[start : start + size] = new
            data = "".join(pieces).encode()
            loaded, reading = begun([("x.toml", data)], reading.memory)
            fresh = load_bytes(data, "x.toml")
            assert_same(loaded, fresh)


@settings(max_examples=SOME)
@given(st.lists(good, min_size=2, max_size=3), st.permutations(range(3)), edits)
def test_several_files(
    texts: list[list[str]], order: list[int], changes: list[tuple[int, int, list[str]]]
) -> None:
    """Files change, change places, come and go."""
    names = [f"{n}.toml" for n in range(3)]
    files = list(zip(names, ["".join(pieces).encode() for pieces in texts], strict=False))
    with patch.object(stretch, "PART", 150):
        _, memory = read(files, None)
        files = [files[n] for n in order if n < len(files)]
        for start, size, new in [(0, 0, []), *changes]:
            n = (start + size) % len(files)
            path, data = files[n]
            files[n] = path, data[start * 40 :] + "".join(new).encode()
            loaded, memory = read(files[size % 2 :], memory)
            assert loaded == read(files[size % 2 :], None)[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [('name = "Bo"', 'name = "Bob"'), ("[timeline]", '[timeline]\ntimezone = "Asia/Tokyo"')],
    ids=["a registry", "the time zone"],
)
def test_what_events_stand_on_changes(before: str, after: str) -> None:
    text = '[timeline]\n[[actors]]\nid = "bo"\nname = "Bo"\n\n[[events]]\ntitle = "A"\ndate = 2024-08-07T12:00:00\n'
    text += 'actors = ["bo"]\n'
    _, memory = read([("x.toml", text.encode())], None)
    data = text.replace(before, after).encode()
    assert read([("x.toml", data)], memory)[0] == load_bytes(data, "x.toml")


def events(count: int) -> list[str]:
    return [
        f'[[events]]\nid = "e{n}"\ndate = 2024-01-{n % 28 + 1:02}\ntitle = "T {n}"\nactors = ["A {n // 9}"]\n'
        for n in range(count)
    ]


def test_only_what_has_changed_is_read() -> None:
    made = events(100)
    with patch.object(stretch, "PART", 1000):
        _, memory = read([("x.toml", "".join(made).encode())], None)
        made[50] = made[50].replace("T 50", "another title")
        made.insert(70, made[70].replace('"e', '"new-'))
        del made[20]
        data = "".join(made).encode()
        with patch.object(stretch, "read", side_effect=stretch.read) as parsed:
            loaded, _ = read([("x.toml", data)], memory)
    assert parsed.call_count < 50
    assert loaded == load_bytes(data, "x.toml")


def test_a_reload_leaves_the_earlier_load_unchanged() -> None:
    made = events(30)
    data = "".join(made).encode()
    with patch.object(stretch, "PART", 500):
        before, memory = read([("x.toml", data)], None)
        after, _ = read([("x.toml", b"# a line more\n" + data)], memory)
    assert before == load_bytes(data, "x.toml")
    assert [event.origin.line for event in after.chronology.events] == [
        event.origin.line + 1 for event in before.chronology.events
    ]
