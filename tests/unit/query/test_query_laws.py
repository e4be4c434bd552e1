"""Laws of queries: a rendered tree parses to itself, any text is parsed or refused, no prefix is an error."""

from __future__ import annotations

import datetime

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs
from often import often

from timeline_tui.dates import DateContext
from timeline_tui.errors import QueryError
from timeline_tui.query import (
    FIELDS,
    And,
    Compare,
    DateTerm,
    FieldTerm,
    Flag,
    Has,
    Node,
    Not,
    OneOf,
    Or,
    Query,
    Word,
    leaves,
    parse,
    render,
)
from timeline_tui.text import fold

TODAY = datetime.date(2024, 8, 8)


def read(text: str, *, live: bool = False) -> Query:
    return parse(text, DateContext(TODAY), live=live)


def bare(node: Node | None) -> Node | None:
    """Return the node without its place in the text, for comparison."""
    if isinstance(node, And | Or):
        return structs.replace(node, parts=tuple(map(bare, node.parts)), start=0, end=0)
    if isinstance(node, Not):
        return structs.replace(node, part=bare(node.part), start=0, end=0)
    return None if node is None else structs.replace(node, start=0, end=0)


def of_kind(*kinds: str) -> list[str]:
    return [name for name, field in FIELDS.items() if field.kind in kinds]


folded = st.one_of(
    st.sampled_from(
        ["or", "not", "-a", "=a", "a:b", "actor:x", "http://x", '"', "\\", "(a", "b)", "“a”", "a b"]
    ),
    st.text(max_size=10).map(lambda text: " ".join(fold(text).split())).filter(bool),
).filter(lambda text: " ".join(fold(text).split()) == text)

enums = st.sampled_from([(name, value) for name in of_kind("enum") for value in FIELDS[name].values])

date_texts = st.sampled_from(
    ["2024", "2024-08-07", "2024-08..2024-09", "2024..", "..2024", "2024/2025", "2024/..", "-0043"]
)


def date_term(op: str, text: str, certain: bool) -> Node:
    node = read(f"{op}{'!' if certain else ''}:{text}").root
    assert isinstance(node, DateTerm)
    return node


numbers = st.sampled_from([(5, 5), (1, 10), (None, 3), (7, None)])
fractions = st.one_of(
    st.tuples(st.none(), st.floats(-1e15, 1e15)),
    st.tuples(st.floats(-1e15, 1e15), st.none()),
    st.tuples(st.floats(-1e15, 0), st.floats(0.5, 1e-300 + 1e15)),
)

leaf: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, folded),
    st.builds(FieldTerm, st.sampled_from([*of_kind("text", "code"), "x.mine"]), folded, st.booleans()),
    enums.map(lambda pair: OneOf(pair[0], (pair[1],), pair[1].lower())),
    st.sampled_from(FIELDS["has"].values).map(Has),
    st.sampled_from(FIELDS["is"].values).map(Flag),
    st.builds(
        lambda pair, name: Compare(name, *pair), numbers, st.sampled_from(["importance", *of_kind("count")])
    ),
    st.builds(lambda pair, name: Compare(name, *pair), fractions, st.sampled_from(["quantity", "x.mine"])),
    st.builds(date_term, st.sampled_from(["date", "published", "accessed"]), date_texts, st.booleans()),
    st.builds(
        date_term,
        st.sampled_from(["since", "until", "before", "after"]),
        st.sampled_from(["2024", "2024-08-07"]),
        st.booleans(),
    ),
)


def _joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(parts.map(And), parts.map(Or), inner.map(Not))


nodes = st.recursive(leaf, _joined, max_leaves=8)


@often(300)
@given(nodes)
def test_a_rendered_query_parses_to_the_same_tree(node: Node) -> None:
    assert bare(read(render(node)).root) == bare(node)


@often(100)
@given(nodes)
def test_no_prefix_of_a_query_is_an_error(node: Node) -> None:
    text = render(node)
    for end in range(len(text) + 1):
        read(text[:end], live=True)
    done = read(text, live=True)
    assert bare(done.root) == bare(node)
    assert done.pending is None


PIECES = (
    *(
        "a",
        " ",
        "(",
        ")",
        "-",
        '"',
        "OR ",
        "AND ",
        "NOT ",
        "actor:",
        "date!:",
        "2024",
        "..",
        "/",
        "has:",
        "tag:=",
    ),
    *(
        "importance:",
        ">=",
        "5",
        "is:",
        "un",
        "status:",
        "d",
        "http:",
        "\\",
        "“",
        "é",
        "x:",
        "since:",
        "\n",
        "OR",
        "AND",
        "NOT",
    ),
)

queries = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=15).map("".join))


@often(600)
@given(queries, st.booleans())
def test_any_text_is_read_or_refused_with_a_place(text: str, live: bool) -> None:
    try:
        query = read(text, live=live)
    except QueryError as error:
        fault = error
    else:
        for one, _ in leaves(query.root):
            assert 0 <= one.start < one.end <= len(text)
        if query.pending is None:
            return
        assert live
        fault = QueryError(query.pending.message, query.pending.start, query.pending.end)
    assert 0 <= fault.start < fault.end <= len(text)
    assert fault.message


@often(300)
@given(queries)
def test_any_query_that_can_be_read_can_be_typed(text: str) -> None:
    try:
        root = read(text).root
    except QueryError:
        assume(False)
    for end in range(len(text)):
        read(text[:end], live=True)
    assert read(text, live=True).root == root
