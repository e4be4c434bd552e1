"""Events that are read by themselves are those that reading the whole file with care would give."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline_tui.load import Loaded, Reading, load_bytes, messages, stretch
from timeline_tui.load.where import Where

PIECES = (
    '[timeline]\ntitle = "t"\ntimezone = "Europe/Kyiv"\n',
    '[[actors]]\nid = "anna"\nname = "Anna"\n',
    '[[sources]]\nid = "s"\npublished = 2024-01-02\n',
    '[[events]]\ndate = 2024-08-07\ntitle = "one"\nactors = ["anna", { actor = "Bo", role = "witness" }]\n',
    '[[events]]\ndate = 2024-08-07T14:30:00+03:00\ntitle = "two"\n[[events.quotes]]\ntext = "q"\ndate = 2024-08-08\n',
    (
        '[[events]]\ndate = 2024-08-07T14:30:00\n[[events.claims]]\ntext = "c"\n'
        'assessments = [{ stance = "denies", by = "anna", date = 2024-08-09T01:02:03.5Z }]\n'
    ),
    '[[events]]\ndate = 0001-01-01T00:00:00+14:00\ntitle = "far"\n',
    '[[events]]\ndate = 2024\ntitle = "a number"\nmood = "bad"\nnote = 2024-01-01\n',
    '[[events]]\ndate = "2024-13"\nid = "x"\ntitle = "no month"\nlinks = ["nowhere"]\n',
    '[[events]]\ntitle = "broken\ndate = 2024-01-01\n',
    '[[events]]\ntitle = """\n[[events]]\ntext\n[[actors]]\n"""\ndate = 2024-01-01\n',
    "[[events]]\ntitle = '''\n[[events]]\n'''\n",
    '[[events]]\ntitle = """never closed\n',
    "[[events]] # and a word\ntitle = 'three'\n",
    "  [[events]]\ntitle = 'indented'\n",
    "[[ events ]]\ntitle = 'spaced'\n",
    "[events]\ntitle = 'one table'\n",
    "[events.more]\nx = 1\n",
    "[[events.quotes]]\ntext = 'lost or not'\n",
    "[[events]\ntitle = 'half a header'\n",
    "tags = [\n[[events]]\n]\n",
    "events = []\n",
    "[notes]\nx = 2024-01-01\n",
    "[[events]] x\ntitle = 'words behind'\n",
    "[[events]]]\ntitle = 'one too many'\n",
    "[[events]] date = 2024-01-02\n",
    "[[events]]\x00\ntitle = 'a zero'\n",
    "[[events]]\u2028\ntitle = 'a line end of its own'\n",
    '"\\u0065vents" = [{ title = "escaped" }]\n',
    '"\\u0065vents".x = 1\n',
    "# words\n",
    "\r\n",
)


def whole(data: bytes) -> Loaded:
    """The same without any short way."""
    with patch.object(stretch, "find", return_value=None):
        return load_bytes(data, "x.toml")


files = st.lists(st.sampled_from(PIECES), max_size=14).map("".join).map(str.encode)


@settings(max_examples=50)
@given(files, st.booleans())
@example("".join(PIECES).encode(), True)
def test_what_is_read_by_itself_is_what_the_whole_file_says(data: bytes, crlf: bool) -> None:
    data = data.replace(b"\n", b"\r\n") if crlf else data
    assert load_bytes(data, "x.toml") == whole(data)


@settings(max_examples=50)
@given(files, st.lists(st.integers(0, 400)), st.lists(st.booleans()), st.booleans())
@example("".join(PIECES).encode(), [], [], False)
def test_what_others_sent_changes_nothing(
    data: bytes, places: list[int], drops: list[bool], lying: bool
) -> None:
    """Others read parts that begin at what seems to be an event; some of what they send is lost on the way."""

    def sent(where: Where, found: stretch.Stretch) -> list[stretch.Ready]:
        seeming = [at for at in range(len(data)) if data.startswith(b"\n[[events]]", at)]
        begins = sorted({seeming[place % len(seeming)] + 1 for place in places} if seeming else set())
        begins = [at for at in begins if lying or at >= found.begins[0]]
        events: list[stretch.Ready] = []
        for start, stop in zip(begins, [*begins, len(data)][1:], strict=True):
            line = data.count(b"\n", 0, start) + 1
            pieces = stretch.pieces(data[start:stop], line)
            events += messages.unpacked(
                messages.packed(pieces, Where(where.path, data[start:stop], []), start)
            )
        return [event for n, event in enumerate(events) if not (n < len(drops) and drops[n])]

    with patch.object(Reading, "_sent", lambda _, where, found: sent(where, found)):
        assert load_bytes(data, "x.toml") == whole(data)


@settings(max_examples=50)
@given(files)
@example("".join(PIECES).encode())
def test_a_message_loses_nothing(data: bytes) -> None:
    def sent(where: Where, found: stretch.Stretch) -> list[stretch.Ready]:
        at = found.begins[0]
        line = data.count(b"\n", 0, at) + 1
        return [
            *messages.unpacked(
                messages.packed(stretch.pieces(data[at:], line), Where("x", data[at:], []), at)
            )
        ]

    with patch.object(Reading, "_sent", lambda _, where, found: sent(where, found)):
        assert load_bytes(data, "x.toml") == whole(data)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("", []),
        ("[timeline]\n", []),
        ('[timeline]\n\n[[events]]\ntitle = "a"\n', [12]),
        ('\n[[events]]\ntitle = "a"\n[[actors]]\n[[events]]\ntitle = "b"\n', [35]),
        ('title = """\n[[events]]\n"""\n', []),  # what seems to be a header may be none
        ("events = 1\n[[events]]\n", []),  # and the name may be taken
        ("[events]\n\n[[events]]\n", []),
    ],
)
def test_a_stretch_begins_behind_the_last_other_table(text: str, begins: list[int]) -> None:
    found = stretch.find(text.encode())
    assert (found.begins if found else []) == begins


def test_long_stretches_are_cut_at_events() -> None:
    data = b'\n[[events]]\ntitle = "a"\n' * 50
    found = stretch.find(data, part=100)
    assert found is not None
    assert all(data[at:].startswith(b"[[events]]") for at in found.begins)
    assert len(found.begins) > 5
