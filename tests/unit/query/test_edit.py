"""Adding a value to the user's query and removing it."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.dates import DateContext
from timeline_tui.query import parse, terms_of, with_term, without_term
from timeline_tui.text import fold


@pytest.mark.parametrize(
    ("text", "field", "value", "options", "result"),
    [
        ("", "tag", "drone", "", "tag:drone"),
        ("a b", "tag", "drone", "", "a b tag:drone"),
        ("a b ", "tag", "drone", "exclude", "a b -tag:drone"),
        ("a", "actor", 'Vladimir "V"  Putin', "", 'a actor:"Vladimir \\"V\\" Putin"'),
        ("a", "actor", "Vladimir Putin", "exact", 'a actor:="Vladimir Putin"'),
        ("a", "", "peace", "", "a peace"),
        ("a", "", "OR", "", 'a "OR"'),
        ("a", "", "-b", "exclude", 'a -"-b"'),
        ("a OR b", "tag", "x", "", "(a OR b) tag:x"),
        ("(a OR b) c", "tag", "x", "", "(a OR b) c tag:x"),
        ("tag:x a", "tag", "X", "", "tag:x a"),
        ("tags:x a", "tag", "x", "", "tags:x a"),
        ("tag:x a", "tag", "x", "exclude", "a -tag:x"),
        ("-tag:x a", "tag", "x", "", "a tag:x"),
        ("NOT tag:x AND a", "tag", "x", "", "a tag:x"),
        ("tag:x", "tag", "x", "exact", "tag:=x"),
        ("tag:=x", "tag", "x", "", "tag:=x"),
        ("tag:x a", "tag", "y", "either", "tag:(x OR y) a"),
        ("-tag:x a", "tag", "y", "either", "-tag:x a tag:y"),
        ("tag:(x OR y) a", "tag", "z z", "either", 'tag:(x OR y OR "z z") a'),
        ("tag:(x OR y) a", "tag", "y", "either", "tag:(x OR y) a"),
        ("tag:(x OR y) a", "tag", "y", "exclude", "tag:x a -tag:y"),
        ("tag:=x", "tag", "y", "exact either", "tag:=(x OR y)"),
        ("tag:(x y)", "tag", "z", "either", "tag:(x y) tag:z"),
        ("tags:>1 a", "tag", "x", "either", "tags:>1 a tag:x"),
        ("tags:2 a", "tag", "2", "", "tags:2 a tag:2"),
        ("tags:x a", "tag", "2", "either", 'tags:(x OR "2") a'),
        ('tags:("2" OR x)', "tag", "y", "either", 'tags:("2" OR x OR y)'),
        ("member_of:x", "member-of", "y", "either", "member_of:(x OR y)"),
        ("a", "tag", ">5", "exact", 'a tag:=">5"'),
        ("a", "tag", " ", "", "a"),
        ("a", "tag", "\u0301", "", "a"),
        # unfinished ends
        ('a "just fo', "tag", "x", "", 'a "just fo" tag:x'),
        ('actor:"put', "tag", "x", "", "actor:put tag:x"),
        ('actor:"a\\', "tag", "x", "", "actor:a\\ tag:x"),
        ("a OR", "tag", "x", "", "a tag:x"),
        ("a actor:", "tag", "x", "", "a tag:x"),
        ("a OR (b OR (c AND -", "tag", "x", "", "(a OR (b OR (c))) tag:x"),
        ("actor:(", "tag", "x", "", "tag:x"),
        ("a -", "tag", "x", "", "a tag:x"),
    ],
)
def test_with_term(text: str, field: str, value: str, options: str, result: str) -> None:
    flags = {name: name in options.split() for name in ("exclude", "exact", "either")}
    found = with_term(text, field, value, **flags)
    assert found == result
    parse(found, DateContext(datetime.date(2024, 8, 8)))
    assert with_term(found, field, value, **flags) == found


@pytest.mark.parametrize(
    ("text", "field", "value", "result"),
    [
        ("tag:x", "tag", "x", ""),
        ("a tag:x b", "tag", "X", "a b"),
        ("a -tag:x b", "tag", "x", "a b"),
        ("a AND NOT tag:x AND b", "tag", "x", "a AND b"),
        ("tag:x AND b", "tag", "x", "b"),
        ("tag:x a tag:=x", "tag", "x", "a"),
        ("tag:(x OR y OR z)", "tag", "y", "tag:(x OR z)"),
        ('-tag:(x OR "y y")', "tag", "x", '-tag:"y y"'),
        ("(tag:x) b", "tag", "x", "(tag:x) b"),
        ("tag:x OR b", "tag", "x", "tag:x OR b"),
        ("on!:2024", "date", "2024", ""),
        ("a peace", "", "peace", "a"),
        ("", "tag", "x", ""),
    ],
)
def test_without_term(text: str, field: str, value: str, result: str) -> None:
    assert without_term(text, field, value) == result


def test_terms_of() -> None:
    text = 'a -who:"V P" tag:=(x OR y) (b c) actor:(d e) NOT has:quote'
    found = [(term.field, term.value, "-" * term.exclude + "=" * term.exact) for term in terms_of(text)]
    assert found == [
        ("", "a", ""),
        ("actor", "V P", "-"),
        ("tag", "x", "="),
        ("tag", "y", "="),
        ("has", "quote", "-"),
    ]
    assert [text[term.start : term.end] for term in terms_of(text)] == [
        "a",
        '-who:"V P"',
        "x",
        "y",
        "NOT has:quote",
    ]
    assert terms_of("a OR b") == ()


VALUES = st.text(max_size=8)


@often(200)
@given(
    st.lists(st.tuples(VALUES, st.booleans(), st.booleans(), st.booleans()), max_size=4),
    st.sampled_from(["", "a OR b", "(a b) AND tag:c", 'x "open', "tag:(p OR q"]),
)
def test_any_value_can_be_added_and_taken_back(steps: list[tuple[str, bool, bool, bool]], text: str) -> None:
    for value, exclude, exact, either in steps:
        text = with_term(text, "tag", value, exclude=exclude, exact=exact, either=either)
        if fold(value).split():
            parse(text, DateContext(datetime.date(2024, 8, 8)))
            key = fold(value).split()
            ours = [
                term for term in terms_of(text) if term.field == "tag" and fold(term.value).split() == key
            ]
            assert [term.exclude for term in ours] == [exclude]
    for value, *_ in steps:
        text = without_term(text, "tag", value)
    parse(text, DateContext(datetime.date(2024, 8, 8)), live=True)


@often(300)
@given(st.text(alphabet='ab :()"-=!\\ORANDNOT tag', max_size=30))
def test_any_text_can_be_edited(text: str) -> None:
    added = with_term(text, "tag", "a", either=True)
    assert any(term.field == "tag" and "a" in term.value for term in terms_of(added))
    left = without_term(text, "tag", "a")
    assert not any(term.field == "tag" and fold(term.value) == "a" for term in terms_of(left))
