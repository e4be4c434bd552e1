"""Cut at its tables and put together again, a file means what it means whole: `tomllib` is the judge."""

from __future__ import annotations

import math
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.load.toml_blocks import Block, Fault, merge, split, tables


def same(a: Any, b: Any) -> bool:
    """Equality that knows that nan is nan and that offsets may be reported by different classes."""
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a):
        return math.isnan(b)
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and bool(a == b)


def read(text: str) -> tuple[dict[str, Any], list[Fault]]:
    data = text.encode()
    found = list(tables(data))
    return merge(found), [fault for table in found for fault in table.faults]


def whole(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


VALID = [
    "",
    "\n",
    "# only a comment",
    "# a\r\n[x]\r\n# b",
    "a = 1",
    "a = 1\n[t]\nb = 2\n[[e]]\nc = 3\n[[e]]\nc = 4",
    "[[e]]\na = 1\n[[e.quotes]]\nb = 1\n[[e.quotes]]\nb = 2\n[e.x]\ny = 1\n[[e]]\na = 2",
    "[[e]]\na = 1\n[other]\nb = 1\n[e.extra]\nc = 1\n[[e]]\na = 2\n[other.more]\n[[e.quotes]]\nt = 1",
    '[["events"]]\na = 1\n["events".x]\nb = 1\n[[ events . \'quotes\' ]]\n[[events]]\n[events."x\\ty"]',
    "[a.b]\nx = 1\n[c]\n[a]\ny = 2\n[a.d]",
    "[a.b.c]\n[a.b]\n[a]",
    "[a.b]\n[a.c]\n[b.c]\n[a.b.d]",
    "a.b = 1\n[c]\n[a.d]\nx = 1",
    "a.b.c = 1\n[a.b.d]\n[a.e]\n[[a.f]]\n[[a.f]]",
    'a = """\n[[events]]\n"""\n[[events]]\nb = \'\'\'\n[x]\n[[events]]\'\'\'\n[y]',
    "a = [\n[1],\n[2]\n]\n[[e]]\nb = [\n  [\"x\"],\n  # ]\n  ['y']\n]\n[z]",
    "[1]\na = [\n[1]\n]\n[true]\n[2024-01-01]\n[inf]\n[nan.x]",
    'a = "x\\""\n[e]\nb = \'"""\'\n[f]\nc = """"""\n[g]\nd = """a""""\n[h]\ne = """"a"""""\n[i]',
    "a = '''''x'''''\n[b]\nc = ''''''\n[d]",
    '# """\n[a]\nx = 1 # \'\'\'\n[b] # """ [c]\ny = 2',
    'a = """\\\n  [[x]]\n  \\""" [y]\n"""\n[z]',
    "  [a]\n\tb = 1\n  [ a . c ]\t# c\n [[ c ]]",
    'a = ["]", """\n[x]\n""", \'\'\'\n[y]\'\'\']\n[z]\nb = {c = [\n[1]\n], d = "}"}\n[y]',
    "a = [[[[[[[[\n[1]\n]]]]]]]]\n[b]\nc = [[[[[[\n[\"b\"]\n]]]]], 2]\n[d]",
    'a = [\n"""x\n[b]\n""",\n]\n[c]\n',
    "[[a.b]]\n[a]\nx = 1\n[[a.b]]\n[a.b.c]",
    '"" = {}\n[" "]\n["a.b"]\n[\'a"b\']',
    "a = 1\r\n[[e]]\r\nb = \"\"\"\r\n[x]\r\n\"\"\"\r\n[[e]]\r\nc = [\r\n[1]\r\n]\r\n",
    "d = 1979-05-27 07:32:00\n[t]\nx = 0xff\ny = -nan\nw = 07:32:00.5\n[u]\no = 1979-05-27T07:32:00-07:00",
    '["żółć"]\na = "🦊"\n["\\u017c\\u00f3\\u0142\\u0107".b]',
    "[x.events]\n[[x.events.y]]\n[events]\n[y]",
    "a.b = 1\na.c = 2\n[d]\ne.f.g = 1\ne.f.h = 2\n[d.x]",
    "[a-b]\n[a_b]\n[a]\n[a.b]\n[ab]\n[1.2]",
]  # fmt: skip

INVALID = [
    "[a]\n[a]",
    "[a]\nb = 1\n[c]\n[a]\nd = 1",
    "[[a]]\n[a]",
    "[a]\n[[a]]",
    "[a.b]\n[[a]]",
    "[[a]]\n[b]\n[a]",
    "a = 1\n[a]",
    "a = 1\n[a.b]",
    "a = 1\n[b]\n[[a]]",
    "a = []\n[[a]]",
    "a = {}\n[a.b]",
    "a.b = 1\n[a]",
    "a.b = 1\n[x]\n[a.b]",
    "a = 1\na = 2",
    "[a]\nb = 1\nb = 2",
    "[a]\nb.c = 1\n[a.b]",
    "[a.b]\n[a]\nb.c = 1",
    "[a]\nb = {c = 1}\n[a.b]",
    "[a]\nb = [{c = 1}]\n[[a.b]]",
    "[a]\nb = [{c = 1}]\n[x]\n[a.b.c]",
    "[[a.b]]\n[a.b]",
    "[a.b]\n[x]\n[[a.b]]",
    "[a.b.c]\n[x]\n[[a.b]]",
    "[[a.b]]\n[a]\nb.y = 2",
    '["a"]\n[a]',
    "[a]\n[\"\\u0061\"]",
    "[a",
    "[a]]",
    "[[a]",
    "[]",
    "[[]]",
    "[a.]",
    "[.a]",
    "[a..b]",
    "[a b]",
    "[a] b = 1",
    "[a]\n[b] c",
    "[[a]] # x\x01",
    "[ [a]]",
    "[[a] ]",
    "a = [1\n[b]",
    "a = \"\"\"\n[b]",
    "a = '''\n[b]\nc = 1",
    "a = {b = 1\n[c]",
    "a = 1 b = 2",
    "a",
    "[a]\nb\n[c]",
    "a = 1\r[b]",
    "[é]",
]  # fmt: skip


@pytest.mark.parametrize("text", VALID)
def test_valid_files_mean_what_they_mean_whole(text: str) -> None:
    expected = whole(text)
    assert expected is not None
    value, faults = read(text)
    assert not faults
    assert same(plain(value), expected)


@pytest.mark.parametrize("text", INVALID)
def test_what_is_wrong_in_the_whole_is_wrong_in_blocks(text: str) -> None:
    assert whole(text) is None
    _, faults = read(text)
    assert faults
    assert all(fault.line and fault.column and fault.message for fault in faults)


def plain(value: Any) -> Any:
    """The value with the standard library's own zones."""
    import datetime as dt

    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dt.datetime) and value.tzinfo:
        offset = value.utcoffset()
        assert offset is not None
        return value.replace(tzinfo=dt.timezone(offset))
    return value


def covers(data: bytes) -> list[Block]:
    """The blocks, after checking that they are the whole file and know their lines."""
    blocks = list(split(data))
    assert b"".join(data[block.start : block.end] for block in blocks) == data
    for block in blocks:
        assert block.line == data.count(b"\n", 0, block.start) + 1
    return blocks


def test_a_block_is_a_table_with_what_is_below_it() -> None:
    data = (
        b"# c\n[timeline]\na = 1\n\n[[events]]\n[[events.quotes]]\n\n[events.x]\n\n[[events]]\n[x.y]\n[x.z]"
    )
    assert [(block.path, block.array, block.line) for block in covers(data)] == [
        ((), False, 1),
        (("timeline",), False, 2),
        (("events",), True, 5),
        (("events",), True, 10),
        (("x", "y"), False, 11),
    ]


# Files made of pieces that look like each other: statements, headers, and strings full of headers.
KEYS = st.sampled_from(
    ["a", "b", "events", '"a"', "'b'", '"events"', "1", "true", "a.b", "events.a", "a . 'c'"]
)
HEADERS = st.builds(
    lambda indent, key, double, comment: (
        f"{indent}{'[[' if double else '['}{key}{']]' if double else ']'}{comment}"
    ),
    st.sampled_from(["", "", " ", "\t"]),
    KEYS,
    st.booleans(),
    st.sampled_from(["", "", " # [x]", "# '''", ' # """']),
)
TEXTS = st.sampled_from(
    [
        "[[events]]",
        "[a]",
        "x",
        "\n[a]\n",
        "\n[[events]]\n",
        "\n",
        "#",
        "é🦊",
        "' ",
        "'' ",
        '\\"',
        '\\"""x',
        "\\\\",
        "]",
    ]
)
VALUES: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        st.sampled_from(
            ["1", "true", "2024-01-01", "1.5", "[]", "{}", "'x'", '""', '"#"', '\'"""\'', '"[a]"']
        ),
        st.lists(TEXTS, max_size=4).map(lambda parts: '"""' + "".join(parts) + '"""'),
        st.lists(TEXTS, max_size=4).map(lambda parts: "'''" + "".join(parts).replace("'''", "") + "'''"),
        st.builds(
            lambda items, sep: "[" + sep + f",{sep}".join(items) + sep + "]",
            st.lists(VALUES, max_size=3),
            st.sampled_from(["", " ", "\n", "\n  ", " # ]\n", "\n# [a]\n"]),
        ),
        VALUES.map(lambda value: "{x = " + value + "}"),
    )
)
STATEMENTS = st.builds(
    lambda key, value, end: f"{key} = {value}{end}", KEYS, VALUES, st.sampled_from(["", " # [a]"])
)
LINES = st.one_of(STATEMENTS, HEADERS, HEADERS, st.sampled_from(["", "# [a]", "#", "  "]))
FILES = st.builds(
    lambda lines, newline: newline.join(lines).replace("\r\n", "\n").replace("\n", newline),
    st.lists(LINES, max_size=12),
    st.sampled_from(["\n", "\n", "\r\n"]),
)


@often(1500)
@given(FILES)
def test_any_file_agrees_with_the_whole(text: str) -> None:
    covers(text.encode())
    expected = whole(text)
    value, faults = read(text)
    if expected is None:
        assert faults
    else:
        assert not faults
        assert same(plain(value), expected)


@often(500)
@given(
    FILES,
    st.integers(0, 400),
    st.sampled_from(['"""', "'''", "[", "]", '"', "\x00", "{", "\n[[events]]\n", "="]),
)
def test_any_spoiled_file_is_read_without_an_exception(text: str, at: int, wrong: str) -> None:
    text = text[:at] + wrong + text[at:]
    covers(text.encode())
    expected = whole(text)
    value, faults = read(text)
    if expected is None:
        assert faults
    else:
        assert not faults
        assert same(plain(value), expected)


# Where the parser differs from TOML 1.0: it reads more of 1.1, and refuses two things that 1.0 allows.
LENIENT = [
    "a = 12:30",
    "a = 2024-01-01T12:30",
    "a = {x = 1,\ny = 2}",
    "a = {x = 1,}",
    'a = "\\e"',
    'a = "\\x41"',
    "\ufeffa = 1",
]
STRICT = ["a = " + "[" * 90 + "]" * 90, "a = " + "9" * 60]


@pytest.mark.parametrize("text", LENIENT)
def test_some_of_toml_1_1_is_read(text: str) -> None:
    assert whole(text) is None
    assert read(text)[1] == []


@pytest.mark.parametrize("text", STRICT)
def test_limits_of_the_parser(text: str) -> None:
    assert whole(text) is not None
    assert len(read(text)[1]) == 1
