"""Events that are read by themselves are those that reading the whole file with care would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import msgpack
from often import often

from timeline_tui import columns
from timeline_tui.load import Loaded, Reading, load_bytes, stretch
from timeline_tui.load.entries import Registries
from timeline_tui.load.part import Maker, Part, Zones
from timeline_tui.load.source_context import SourceContext

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


def assert_same(one: Loaded, other: Loaded) -> None:
    """Both say the same, and of each its columns say what its events do."""
    assert one == other
    for loaded in (one, other):
        events = loaded.chronology.events
        found, wanted = columns.of(events), columns.of(tuple(events))
        assert (found.ids, found.texts()) == (wanted.ids, wanted.texts())
        assert found.dates() == wanted.dates()
        assert sorted(found.links()) == sorted(wanted.links())
        assert found.dangling(set(), str.isspace) == wanted.dangling(set(), str.isspace)
        for field in columns.KEYS:
            numbers = {key: sorted(places) for key, places in found.index(field).items()}
            assert numbers == wanted.index(field)


TITLE = '[timeline]\ntitle = "t"\n'
TWINS = "".join(f'[[actors]]\nid = "{id_}"\nname = "Bo B."\n' for id_ in ("one", "other"))


def naming(*names: str) -> str:
    """An event with an actor."""
    return f'[[events]]\ndate = 2024-08-07\ntitle = "a"\nactors = {list(names)}\n'


def about(name: str) -> str:
    """An event with a claim about an actor, or about a word: what was named before decides."""
    return naming() + f'[[events.claims]]\ntext = "c"\nabout = ["{name}"]\n'


files = st.lists(st.sampled_from(PIECES), max_size=14).map("".join).map(str.encode)


@often(50)
@given(files, st.booleans())
@example("".join(PIECES).encode(), True)
def test_what_is_read_by_itself_is_what_the_whole_file_says(data: bytes, crlf: bool) -> None:
    data = data.replace(b"\n", b"\r\n") if crlf else data
    assert_same(load_bytes(data, "x.toml"), whole(data))


@often(50)
@given(
    files, st.lists(st.integers(0, 400)), st.lists(st.booleans()), st.booleans(), st.sampled_from([1, 100])
)
@example("".join(PIECES).encode(), [], [], False, 100)
@example("".join(PIECES[3:8] * 3).encode(), [0, 6, 12], [], False, 1)
@example((TWINS + naming("Bo B.") + naming("Bo B.")).encode(), [1], [], False, 100)
@example((TITLE + naming() + about("Foo") + naming("Foo") + about("Foo")).encode(), [1], [], False, 100)
@example(
    (TITLE + naming("A-B") + about("Nemo") + naming("Nemo") + naming("A b")).encode(), [1], [], False, 100
)
def test_what_others_sent_changes_nothing(
    data: bytes, places: list[int], drops: list[bool], lying: bool, most: int
) -> None:
    """Others read parts that begin at what seems to be an event; some of what they send is lost on the way."""

    def sent(
        registries: Registries, zones: Mapping[str, Zones], context: SourceContext, begin: int
    ) -> Iterator[tuple[int, Part]]:
        seeming = [at for at in range(len(data)) if data.startswith(b"\n[[events]]", at)]
        begins = sorted({seeming[place % len(seeming)] + 1 for place in places} if seeming else set())
        begins = [at for at in begins if lying or at >= begin]
        makers = [Maker(registries.copy()), Maker(registries.copy())]
        for n, (start, stop) in enumerate(zip(begins, [*begins, len(data)][1:], strict=True)):
            made = list(makers[n % 2].parts(data[start:stop], context.path, zones[context.path]))
            made = msgpack.decode(msgpack.encode(made), type=list[tuple[int, Part]])
            for at, part in made:
                if not (n < len(drops) and drops[n]):
                    yield start + at, part

    with (
        patch.object(Reading, "_sent", lambda _, *words: sent(*words)),
        patch.object(SourceContext, "most", most),
    ):
        assert_same(load_bytes(data, "x.toml"), whole(data))


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("", None),
        ("[timeline]\n", None),
        ('[timeline]\n\n[[events]]\ntitle = "a"\n', 12),
        ('\n[[events]]\ntitle = "a"\n[[actors]]\n[[events]]\ntitle = "b"\n', 35),
        ('title = """\n[[events]]\n"""\n', None),  # what seems to be a header may be none
        ("events = 1\n[[events]]\n", None),  # and the name may be taken
        ("[events]\n\n[[events]]\n", None),
    ],
)
def test_a_stretch_begins_behind_the_last_other_table(text: str, begin: int | None) -> None:
    found = stretch.find(text.encode())
    assert (found.begin if found else None) == begin


@often(200)
@given(files, files, st.integers(0, 1000), st.integers(0, 1000))
@example("".join(PIECES[:6]).encode(), b"[[actors]]\n", 300, 300)
@example("".join(PIECES[:6]).encode(), b"", 200, 230)
def test_where_it_begins_is_known_from_before(old: bytes, new: bytes, start: int, stop: int) -> None:
    found = stretch.find(old)
    data = old[:start] + new + old[stop:]
    if found is not None:
        again = stretch.find_known(data, stretch.Known(old, found.begin))
        assert again is None or again == stretch.find(data)
        same = stretch.find_known(old, stretch.Known(old, found.begin))
        assert same == found or len(old) < found.begin + 20


def test_parts_of_other_bytes_are_not_taken() -> None:
    """Others read the file anew, and it may say something else by then."""
    text = "\n" + naming("Anna") + naming("Bo")
    other = text.replace("Anna", "Emma").replace("2024", "1999").encode()

    def sent(
        registries: Registries, zones: Mapping[str, Zones], context: SourceContext, begin: int
    ) -> Iterator[tuple[int, Part]]:
        for at, part in Maker(registries.copy()).parts(other[begin:], context.path, zones[context.path]):
            yield begin + at, part

    with patch.object(Reading, "_sent", lambda _, *words: sent(*words)):
        assert_same(load_bytes(text.encode(), "x.toml"), whole(text.encode()))
