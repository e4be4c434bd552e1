"""A slip of the pen costs its own statement; the rest is read, and the fault has its place and a way out."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
import rtoml

from timeline_tui.load import load_bytes
from timeline_tui.load.toml_blocks import Fault, split, tables
from timeline_tui.load.toml_recovery import salvage


def read(data: str | bytes) -> tuple[list[tuple[str, Any]], list[Fault]]:
    found = list(tables(data.encode() if isinstance(data, str) else data))
    return [(table.key, table.value) for table in found], [f for table in found for f in table.faults]


# A statement in line 4 of an event, the column of its fault, a part of the message, a part of the hint.
BROKEN = [
    ("d = 2024-02-31", 5, "there is no such day: 2024-02-31", '"2024-02"'),
    ("d = 2024-04-31", 5, "there is no such day: 2024-04-31", 'for a month alone write "2024-04"'),
    ("d = 2024-06", 5, "invalid TOML date 2024-06", 'write it as a string: "2024-06"'),
    ("d = 2024-6 # June", 5, "invalid TOML date 2024-6", 'write it as a string: "2024-06"'),
    ("d = 7 Aug 2024", 5, "invalid value", "write 2024-08-07"),
    ("d = 44 BC", 5, "invalid value", 'write it as a string: "-0043"'),
    ("d = 7 Aug 2024 was it", 5, "invalid value", "put text between quotes"),
    ("d = 2024-13-01", 5, "there is no such month", "01 to 12"),
    ("d = 2023-1-1", 5, "invalid TOML date 2023-1-1", "2023-01-01"),
    ("d = 0000-01-01", 5, "no year 0", '"0000-01-01"'),
    ("d = -0044", 6, "cannot begin with 0: -0044", '"-0044"'),
    ("d = -0044-03-15", 5, "invalid TOML date -0044-03-15", '"-0044-03-15"'),
    ("d = 20000-01-01", 5, "invalid TOML date 20000-01-01", '"Y20000"'),
    ("d = 2024-01-01T24:00:00", 5, "hours go from 00 to 23", "00:00"),
    ("d = 2024-01-01T23:59:60", 5, "no second 60", ":59"),
    ("d = 2024-01-01T00:00:00+99:00", 5, "no such offset", "+03:00"),
    ("n = " + "9" * 5000, 5, "too large: 999", "string"),
    ("n = 1e999", 5, "too large: 1e999", "1.7e308"),
    ("n = " + "[" * 500 + "]" * 500, 85, "nested too deep", "80"),
    ("n = " + "{a=" * 500 + "1" + "}" * 500, 245, "nested too deep", "80"),
    (".".join("k" * 20_000) + " = 1", 1, "too many parts", "80"),
    ('s = "é', 5, "not closed", '"'),
    ("s = 'é", 5, "not closed", "'"),
    ('s = """é', 5, "not closed", '"""'),
    ("s = '''é", 5, "not closed", "'''"),
    ('s = ["a",', 5, "this list is not closed", "]"),
    ('s = ["a",\n "b",', 5, "this list is not closed", "]"),
    ('s = { a = "b"', 5, "not closed", "}"),
    ('s = "é" x', 9, "left over after the value: x", "one key and value"),
    ('s = "\\ud800"', 8, "stands for no character", ""),
    ('s = "\\q"', 7, "no such escape", "\\\\"),
    ('s = "é\x1b"', 7, "control character in the file: ^[", "\\u001B"),
    ('s = "\x00"', 6, "control character in the file: ^@", "\\u0000"),
    ('s = "\x7f"', 6, "control character in the file: ^?", "\\u007F"),
    ("# \x07", 3, "control character in the file: ^G", "\\u0007"),
    ("a = 1\rb = 2", 7, "carriage return", "LF"),
    ("s = words of mine", 5, "invalid value: words", "quotes"),
    ("s = ", 5, "the value is missing", '"value"'),
    ("words of mine", 7, "no = after the key", '"value"'),
    ("été = 1", 1, "cannot be a key: été", "quotes"),
    ("= 1", 1, "the key is missing", ""),
    ('  title = "again"', 3, "title is given twice, first in line 3", "keep one"),
]


@pytest.mark.parametrize(
    ("statement", "column", "message", "hint"), BROKEN, ids=lambda value: str(value)[:30]
)
def test_a_broken_statement_costs_itself(statement: str, column: int, message: str, hint: str) -> None:
    before, after = '[timeline]\n[[events]]\ntitle = "one"\n', '\nend = 1\n[[events.quotes]]\ntext = "q"\n'
    text = before + statement + after + "[[events]]\nx = 1\n"
    found, (fault,) = read(text)
    assert found == [
        ("timeline", {}),
        ("events", {"title": "one", "end": 1, "quotes": [{"text": "q"}]}),
        ("events", {"x": 1}),
    ]
    assert (fault.line, fault.column) == (4, column)
    assert message in fault.message
    problem = fault.problem("a.toml")
    assert hint in problem.hint
    assert len(fault.message) < 250
    assert fault.message.isprintable()
    assert problem.hint.isprintable()
    assert str(problem).startswith(f"a.toml:4:{column}: error: ")


def test_every_fault_is_reported_with_its_own_place() -> None:
    text = '[[events]]\na = x\nb = 1\n\n[[events.quotes]]\n  c = "\nd = 2\nd = 3\n'
    found, faults = read(text)
    assert found == [("events", {"b": 1, "quotes": [{"d": 2}]})]
    assert [(fault.line, fault.column) for fault in faults] == [(2, 5), (6, 7), (8, 1)]
    assert faults[0].excerpt == "a = x"


def event(number: int, quotes: str = '"""', end: str = '"""') -> str:
    return f"[[events]]\nn = {number}\ntext = {quotes}\nSome prose, in lines.\n{end}\n\n"


@pytest.mark.parametrize("count", [1, 2, 5, 6])
def test_a_string_that_was_not_closed_does_not_turn_the_file_inside_out(count: int) -> None:
    text = event(0) + event(1, end="") + "".join(event(n) for n in range(2, 2 + count))
    found, faults = read(text)
    assert [value["n"] for _, value in found] == list(range(2 + count))
    assert ["text" in value for _, value in found] == [True, False] + [True] * count
    assert [(fault.line, fault.column) for fault in faults] == [(9, 8)]


def test_a_string_of_one_line_that_was_not_closed() -> None:
    text = '[[e]]\na = """one\n[[e]]\na = """two"""\n[[e]]\na = """three"""\n'
    found, faults = read(text)
    assert found == [("e", {}), ("e", {"a": "two"}), ("e", {"a": "three"})]
    assert [(fault.line, fault.column) for fault in faults] == [(2, 5)]


def test_headers_in_a_string_stay_text_beside_a_broken_statement() -> None:
    text = '[[e]]\na = """\n[[e]]\n"""\nb = "\n[[e]]\nc = 1\n'
    found, faults = read(text)
    assert found == [("e", {"a": "[[e]]\n"}), ("e", {"c": 1})]
    assert [fault.line for fault in faults] == [5]


def test_a_list_that_was_not_closed_does_not_take_the_next_events() -> None:
    found, faults = read('[[e]]\na = [\n  "x",\n  [1]\n\n[[e]]\nb = 1\n[[e.q]]\nc = 2\n')
    assert found == [("e", {}), ("e", {"b": 1, "q": [{"c": 2}]})]
    assert [(fault.line, fault.column) for fault in faults] == [(2, 5)]


def test_bytes_that_are_not_utf8_cost_their_statement() -> None:
    found, (fault,) = read('[[e]]\na = 1\nb = "caf\xe9"\nc = 2\n[[e]]\nd = 3\n'.encode("latin-1"))
    assert found == [("e", {"a": 1, "c": 2}), ("e", {"d": 3})]
    assert (fault.line, fault.column, fault.code) == (3, 9, "toml-encoding")
    assert fault.message == "byte 0xE9 is not UTF-8"
    assert "iconv -f CP1252 -t UTF-8" in fault.problem("").hint


def test_a_header_with_a_bracket_too_few_is_reported_and_read() -> None:
    found, (fault,) = read("[[e]]\na = 1\n[[e]\nb = 2\n")
    assert found == [("e", {"a": 1}), ("e", {"b": 2})]
    assert (fault.line, fault.column) == (3, 5)


def test_one_bracket_among_two_is_reported_and_read() -> None:
    found, (fault,) = read("[[e]]\na = 1\n[e]\nb = 2\n[[e]]\nc = 3")
    assert found == [("e", {"a": 1}), ("e", {"b": 2}), ("e", {"c": 3})]
    assert (fault.line, fault.message, fault.hint) == (3, "[e] here, but [[e]] in line 1", "write [[e]]")


def test_a_header_that_cannot_be_read_loses_what_is_below_it_only() -> None:
    found, (fault,) = read("[[e]]\na = 1\n[my table]\na = 2\n[[e]]\na = 3\n")
    assert found == [("e", {"a": 1}), ("", None), ("e", {"a": 3})]
    assert fault.line == 3
    assert "left out" in fault.message


def test_a_table_given_twice_is_joined_and_reported() -> None:
    found, faults = read("[t]\na = 1\n[[e]]\n[t]\na = 2\nb = 3\n")
    assert found == [("t", {"a": 1, "b": 3}), ("e", {})]
    assert [(fault.line, fault.message) for fault in faults] == [
        (4, "[t] is there already, in line 1"),
        (5, "a is given twice, first in line 2"),
    ]


def test_a_part_before_its_event_is_reported() -> None:
    found, (fault,) = read("[e.x]\na = 1\n[[e]]\nb = 2\n")
    assert found == [("e", None), ("e", {"b": 2})]
    assert fault.line == 1


def test_blocks_can_be_salvaged_one_at_a_time() -> None:
    data = b"[[e]]\na = 1\nb =\n"
    (block,) = split(data)
    value, faults = salvage(data, block)
    assert value == {"e": [{"a": 1}]}
    assert [fault.line for fault in faults] == [3]


@pytest.mark.parametrize(
    "text",
    [
        '[[e]]\na = """\n' * 20_001,
        "[[e]]\na = [\n" * 20_000,
        '[[e]]\n"a" = [{\n' * 20_000,
        "a = " + "[" * 500_000,
        "a = [\n" + "[1],\n" * 100_000,
        'a = "' * 100_000,
        "[" * 500_000,
        "[" + "a." * 250_000 + "a]",
        "a." * 250_000 + "a = 1",
        "a = 1\n" * 50_000,
        '"""' * 200_000,
        '[[e]]\na = """\\"""\n' * 20_000,
        "[[e]]\n[e]\n[e.x]\n" * 10_000,
        "\r" * 300_000,
        "[[e]]\n'''\n\"\"\"\n" * 20_000,
    ],
    ids=lambda text: repr(text[:16]),
)
def test_hostile_files_are_looked_at_no_more_than_once_a_piece(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = 0

    def parse(piece: str) -> Any:
        nonlocal looked
        looked += len(piece)
        return loads(piece)

    loads = rtoml.loads
    monkeypatch.setattr(rtoml, "loads", parse)
    _, faults = read(text)
    assert faults
    assert looked < 8 * len(text)


def reported(text: str) -> str:
    """All that one event says: its fields and what is kept of it, with newlines as such."""
    (event,) = load_bytes(text.encode(), "x.toml").chronology.events
    return "\n".join(map(str, msgspec.to_builtins(event).values())) + "\n".join(
        str(value) for _, value in event.extra
    )


@pytest.mark.parametrize(
    "broken",
    [
        'actors = [\n  "Anna Important",\n  "Boris Important"\n  "Clara Important",\n]',
        'summary = """\nFirst of all.\nC:\\q is no escape.\nLast words.\n"""',
        'summary = """\nNever closed.\n\nwith = 1 key',
        'quotes = [\n  { text = "One" },\n  { text = "Two }\n]',
        'title = "Again"',
        "[[events.my quotes]]\ntext = 'Below a header'\nnote = '''\nin\nlines'''",
        "tags = [\n'x' # why\n'y'\n]\n[[events.claims]]\ntext = 'Q'",
        "[events.title]\nx = 'In the way'",
    ],
    ids=lambda text: text[:20],
)
def test_a_broken_statement_is_kept_whole(broken: str) -> None:
    text = f'[[events]]\ndate = "2024-08-07"\ntitle = "Given"\n{broken}\n'
    kept = reported(text)
    for line in broken.splitlines():
        words = line.strip()
        if words and not words.startswith(("[[events.claims", "text = 'Q'")):
            value = words.partition("= ")[2].strip("\"'")
            assert words in kept or (value and value in kept)


def test_what_is_not_an_events_is_kept_with_the_chronology() -> None:
    text = (
        "[[actors]]\nid = 'a'\nnote = [\n'One'\n'Two'\n]\n[my table]\nx = 'Three'\n[[events]]\ntitle = 'T'\n"
    )
    kept = str(load_bytes(text.encode(), "x.toml").chronology.extra)
    assert all(word in kept for word in ("One", "Two", "Three"))


def test_very_long_text_that_cannot_be_read_is_cut() -> None:
    text = f'[[events]]\ntitle = "T"\nsummary = """\n\\q{"x" * 30_000}"""\n'
    (event,) = load_bytes(text.encode(), "x.toml").chronology.events
    ((_, kept),) = event.extra
    assert kept.endswith("x… (10,019 more characters)")
    assert len(kept) < 20_050


def test_bytes_that_are_not_utf8_are_kept_as_escapes() -> None:
    (event,) = load_bytes(b"[[events]]\ntitle = 'T'\nnote = 'caf\xe9'\n", "x.toml").chronology.events
    assert event.extra == (("line 3", "note = 'caf\\xe9'"),)


@pytest.mark.parametrize(
    ("statement", "written"),
    [
        ("date = “2024-01-01”", '"2024-01-01"'),
        ("title = „zwei Worte“", '"zwei Worte"'),
        ("title = «deux mots» # one", '"deux mots"'),
        ("speaker = ‘b’", '"b"'),
        ('kind = "direct”', '"direct"'),
        ('kind = ”direct"', '"direct"'),
        ('tags = ["a", “b”]', '"b"'),
        ("“lang” = 'en'", '"lang"'),
    ],
)
def test_typographic_quotes_are_reported_as_such(statement: str, written: str) -> None:
    found, (fault,) = read(f"[[events]]\nid = 'x'\n{statement}\n[[events]]\nid = 'y'\n")
    assert found == [("events", {"id": "x"}), ("events", {"id": "y"})]
    assert fault.line == 3
    assert fault.message.startswith("these are typographic quotes")
    assert fault.problem("a.toml").hint == f"write {written}, with straight quotes"


def test_typographic_quotes_inside_of_a_string_are_text() -> None:
    found, faults = read('[[e]]\na = "he said “no”"\nb = x # “no”\n')
    assert found == [("e", {"a": "he said “no”"})]
    assert "typographic" not in faults[0].message
