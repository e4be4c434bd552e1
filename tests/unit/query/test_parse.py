"""The meaning of queries: a text and its tree, written in full."""

from __future__ import annotations

import datetime
import re

import pytest

from timeline_tui.dates import DateContext, parse_edtf, read_human
from timeline_tui.errors import QueryError
from timeline_tui.query import Compare, DateTerm, FieldTerm, Query, leaves, parse, render
from timeline_tui.query.fields import FIELDS

TODAY = datetime.date(2024, 8, 8)
DAY = 86_400


def read(text: str, *, live: bool = False) -> Query:
    return parse(text, DateContext(TODAY), live=live)


def fault(text: str, *, live: bool = False) -> tuple[str, str]:
    """Return the message, and the part of the text that it points at."""
    with pytest.raises(QueryError) as caught:
        read(text, live=live)
    return caught.value.message, text[caught.value.start : caught.value.end]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", ""),
        ("  \n ", ""),
        ("peace force", "peace force"),
        ("peace AND force", "peace force"),
        ("Żółć", "zolc"),
        ('"just   force"', '"just force"'),
        ("“just force”", '"just force"'),
        ("„just force“", '"just force"'),
        (r'"say \"no\" and \\ \n"', r'"say \"no\" and \\ \\n"'),
        ("-x", "-x"),
        ("NOT x", "-x"),
        ("not x", "not x"),
        ("-NOT x", "--x"),
        ("a OR b", "a OR b"),
        ("a or b", "a or b"),
        ("a b OR c d", "a b OR c d"),
        ("(a b) OR (c d)", "a b OR c d"),
        ("a (b OR c) d", "a (b OR c) d"),
        ("NOT (a OR b)", "-(a OR b)"),
        ("NOT(a b)", "-(a b)"),
        ("((a))", "a"),
        ("well-known", "well-known"),
        ("http://example.org/a?b=c:d", "http://example.org/a?b=c:d"),
        ("12:30", "12:30"),
        ("source://example.org", "source://example.org"),
        ('"source://example.org"', '"source://example.org"'),
        ('"actor:x" "OR" "-a"', '"actor:x" or "-a"'),
        ("actor:putin", "actor:putin"),
        ("ACTOR:Putin", "actor:putin"),
        ("who:putin place:kursk", "actor:putin location:kursk"),
        ("actor:OR", "actor:or"),
        ("source:http://x.org", "source:http://x.org"),
        ('actor:"Vladimir  Putin"', 'actor:"vladimir putin"'),
        ("actor:(a OR b)", "actor:a OR actor:b"),
        ('actor:(a "b c" -d)', 'actor:a actor:"b c" -actor:d'),
        ("-actor:(a OR (b c))", "-(actor:a OR actor:b actor:c)"),
        ("tag:=drone", "tag:=drone"),
        ('tag:="air defence"', 'tag:="air defence"'),
        ("tag:=(a OR b)", "tag:=a OR tag:=b"),
        ("has:quote has:Claims has:summaries has:coord", "has:quote has:claim has:summary has:coordinates"),
        ("has:(quote OR claim)", "has:quote OR has:claim"),
        ("is:contested -is:undat", "is:contested -is:undated"),
        ("importance:5 importance:=5", "importance:5 importance:5"),
        ("importance:>=5 importance:>5", "importance:5.. importance:6.."),
        ("importance:<=5 importance:<5", "importance:..5 importance:..4"),
        ("importance:3..5 importance:3.. importance:..5", "importance:3..5 importance:3.. importance:..5"),
    ],
)
def test_queries_give_these_trees(text: str, tree: str) -> None:
    assert render(read(text).root) == tree


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("status:disputed", ("disputed",)),
        ("status:DISP", ("disputed",)),
        ("status:con", ("confirmed",)),
        ("status:re", ("reported", "retracted", "refuted")),
        ("status:firm", ("confirmed",)),
        ("status:=reported", ("reported",)),
        ("stance:denies", ("denies",)),
    ],
)
def test_fixed_values(text: str, values: tuple[str, ...]) -> None:
    root = read(text).root
    assert getattr(root, "values", None) == values


def seconds(year: int, month: int, day: int) -> int:
    epoch = read("since:0001-01-01").root
    assert epoch is not None
    days = datetime.date(year, month, day).toordinal() - 1
    lo: int = getattr(epoch, "lo", 0)
    return lo + days * DAY


@pytest.mark.parametrize(
    ("text", "lo", "hi", "certain"),
    [
        ("date:2024-08", (2024, 8, 1), (2024, 9, 1), False),
        ("on:2024-08-07", (2024, 8, 7), (2024, 8, 8), False),
        ("on!:2024-08-07", (2024, 8, 7), (2024, 8, 8), True),
        ("since:2024-08-07", (2024, 8, 7), None, False),
        ("until:2024-08-09", None, (2024, 8, 10), False),
        ("before:2024-08-07", None, (2024, 8, 7), False),
        ("after!:2024-08-09", (2024, 8, 10), None, True),
        ("date:2024-08-07..2024-08-09", (2024, 8, 7), (2024, 8, 10), False),
        ('date:"2024-08-07 .. 2024-08-09"', (2024, 8, 7), (2024, 8, 10), False),
        ("date:2024..", (2024, 1, 1), None, False),
        ("date:..2024", None, (2025, 1, 1), False),
        ("date:[2023..2024]", (2023, 1, 1), (2025, 1, 1), False),
        ("since:[2023,2025]", (2023, 1, 1), None, False),
        ("date:2024-33", (2024, 1, 1), (2024, 4, 1), False),
        ("date:2024-1X", (2024, 10, 1), (2025, 1, 1), False),
        ("date:2024-08-06/2024-08-10", (2024, 8, 6), (2024, 8, 11), False),
        ("date:2024-08-06/..", (2024, 8, 6), None, False),
        ('date:"7 aug 2024"', (2024, 8, 7), (2024, 8, 8), False),
        ("date:today", (2024, 8, 8), (2024, 8, 9), False),
        ("since:-2w", (2024, 7, 25), None, False),
        ("date:-2w..today", (2024, 7, 25), (2024, 8, 9), False),
        ('on:("7 aug")', (2024, 8, 7), (2024, 8, 8), False),
    ],
)
def test_dates(
    text: str, lo: tuple[int, int, int] | None, hi: tuple[int, int, int] | None, certain: bool
) -> None:
    term = read(text).root
    assert term is not None
    assert getattr(term, "lo", 0) == (lo and seconds(*lo))
    assert getattr(term, "hi", 0) == (hi and seconds(*hi))
    assert getattr(term, "certain", None) is certain


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("a acter:putin", "no field 'acter': did you mean 'actor'?", "acter"),
        ("locaton:x", "no field 'locaton': did you mean 'location'?", "locaton"),
        (
            "xyzzy:1",
            "no field 'xyzzy': user-defined keys are x.xyzzy; quote a text with a colon",
            "xyzzy",
        ),
        ("undated:", "no field 'undated': did you mean 'is:undated'?", "undated"),
        ("interval:yes", "no field 'interval': did you mean 'is:interval'?", "interval"),
        ("approximate:x", "no field 'approximate': did you mean 'is:approximate'?", "approximate"),
        ("uncertain:x", "no field 'uncertain': did you mean 'is:uncertain'?", "uncertain"),
        ("translation:uk", "no field 'translation': did you mean 'has:translation'?", "translation"),
        ("person:x", "no field 'person': did you mean 'actor'?", "person"),
        ("places:x", "no field 'places': did you mean 'place'?", "places"),
        ("cities:x", "no field 'cities': did you mean 'location'?", "cities"),
        ("publsher:x", "no field 'publsher': did you mean 'publisher'?", "publsher"),
        ("original_text:x", "no field 'original_text': did you mean 'quote'?", "original_text"),
        (
            "source:>=2",
            "source: searches a text; to count write sources:>=2, or put the text in quotes",
            ">=2",
        ),
        ("has:source=1", "has: tests whether there is any; to count, write sources:1", "source=1"),
        ("has:claims>=2", "has: tests whether there is any; to count, write claims:>=2", "claims>=2"),
        (
            "assessments:isw",
            "'isw': invalid number: write assessments:5, assessments:>=5 or assessments:3..5",
            "isw",
        ),
        ("sources:>1.5", "sources is a whole number", ">1.5"),
        ("credibility:7", "credibility must be between 1 and 6", "7"),
        ("quantity:x", "'x': invalid number: write quantity:5, quantity:>=5 or quantity:3..5", "x"),
        ("status:disptued", "status: invalid value 'disptued': did you mean 'disputed'?", "disptued"),
        ("stance:denied", "stance: invalid value 'denied': did you mean 'denies'?", "denied"),
        ("is:denied", "is: invalid value 'denied': did you mean 'status:denied'?", "denied"),
        ("has:qoute", "has: invalid value 'qoute': did you mean 'quote'?", "qoute"),
        ("actor: putin", "actor: needs a value with no blank before it: actor:putin", "actor:"),
        ("tag!:x", "'!' (certainly) applies to dates only: write tag:", "tag!:"),
        ("has:=quote", "has: takes no '=': has:quote", "has:="),
        ("actor:(a tag:b)", "tag: cannot stand within actor:( ): close the bracket first", "tag:"),
        ("actor:()", "these brackets are empty", "()"),
        ('"just', "this quote is not closed: add '\"'", '"just'),
        ('a ""', "empty search term: write a word", '""'),
        ("(a", "this '(' is not closed: add ')'", "("),
        ("a)", "unmatched ')': remove it", ")"),
        (")", "unmatched ')': remove it", ")"),
        ("OR a", 'OR must stand between two terms; to search for the word, quote it: "OR"', "OR"),
        ("(OR a)", 'OR must stand between two terms; to search for the word, quote it: "OR"', "OR"),
        ("a AND AND b", 'AND must stand between two terms; to search for the word, quote it: "AND"', "AND"),
        ("a OR", "a term must follow OR", "OR"),
        ("(a NOT)", "a term must follow NOT", "NOT"),
        (
            "a - b",
            "no space after '-': -tag:drone; to search for a dash, quote it",
            "-",
        ),
        ("importance:50", "importance must be between 1 and 10", "50"),
        ("importance:5..3", "5..3 begins above its end: write 3..5", "5..3"),
        (
            "importance:high",
            "'high': invalid number: write importance:5, importance:>=5 or importance:3..5",
            "high",
        ),
        (
            "date:2024-08-09..2024-08-07",
            "the span ends before it begins: write 2024-08-07..2024-08-09",
            "2024-08-09..2024-08-07",
        ),
        (
            "date:[1667,1670]",
            "'[1667,1670]' has gaps: write one span, 1667..1670, or several, (1667 OR 1670)",
            "[1667,1670]",
        ),
        (
            "date:156X-12-25",
            "'156X-12-25' has gaps: write one span, 1667..1670, or several, (1667 OR 1670)",
            "156X-12-25",
        ),
        ("date:2024-09/2024-08", "'2024-09/2024-08' ends before it begins", "2024-09/2024-08"),
        ("date:..", "a span is two dates, or one and an open end: 2024-08-07..2024-08-09, 2024..", ".."),
        ("since:2023..2024", "since: takes one date: for a span write date:2023..2024", "2023..2024"),
        ("before:../2024", "'../2024' has no beginning, which before: needs", "../2024"),
    ],
)
def test_faults(text: str, message: str, place: str) -> None:
    assert fault(text) == (message, place)


def test_dates_before_our_era() -> None:
    one, other = read("date:44BC").root, read("date:-0043").root
    assert getattr(one, "lo", 0) == getattr(other, "lo", 1)


def test_a_day_without_a_year_is_near_the_date_given() -> None:
    near = read_human("1917", DateContext(TODAY)).date
    found = parse('date:"7 nov"', DateContext(TODAY, near=near)).root
    assert getattr(found, "lo", 0) == getattr(read("date:1917-11-07").root, "lo", 1)


def test_an_invalid_date_is_reported_with_its_place() -> None:
    message, place = fault("a date:2024-02-31")
    assert message.startswith("'2024-02-31': ")
    assert place == "2024-02-31"


@pytest.mark.parametrize("text", ["(" * 5000, "-" * 5000, "NOT " * 2000, "actor:" + "(" * 5000, "(a " * 3000])
@pytest.mark.parametrize("live", [False, True])
def test_deep_nesting_is_an_error(text: str, live: bool) -> None:
    assert "more than 50 deep" in fault(text, live=live)[0]


def test_length() -> None:
    assert len(list(leaves(read("a " * 5000).root))) == 5000
    assert "10,000 are the limit" in fault("a" * 100_000)[0]


def test_fifty_brackets_are_fine() -> None:
    assert render(read("(" * 50 + "a" + ")" * 50).root) == "a"


@pytest.mark.parametrize(
    ("text", "tree", "missing"),
    [
        ("actor:", "", "actor: needs a value: actor:putin"),
        ("a actor:", "a", "actor: needs a value: actor:putin"),
        ("a OR", "a", "a term must follow OR"),
        ("a OR ", "a", "a term must follow OR"),
        ("a AND ", "a", "a term must follow AND"),
        ("a (", "a", "a term must follow ("),
        ("a -", "a", "a term must follow -"),
        ("a NOT ", "a", "a term must follow NOT"),
        ("a (b OR (c", "a (b OR c)", "this '(' is not closed: add ')'"),
        ("actor:(a OR ", "actor:a", "a term must follow OR"),
        ('"just fo', '"just fo"', "this quote is not closed: add '\"'"),
        ('actor:"vladimir p', 'actor:"vladimir p"', "this quote is not closed: add '\"'"),
        ('a "', "a", "this quote is not closed: add '\"'"),
        ("a has:s", "a", "has: invalid value 's'"),
        ("a status:=disp", "a", "status: invalid value 'disp'"),
        ("importance:>=", "", "'>=': invalid number"),
        ("date:2024-0", "", "'2024-0': "),
        ("date:2024-08-07..20x", "", "'20x': "),
        ("acter:", "", "no field 'acter': did you mean 'actor'?"),
        ("a OR http:", "a", "no field 'http'"),
        ("a OR http:/", "a", "no field 'http'"),
        ("OR", "", "OR must stand between two terms"),
        ("a OR AND", "a", "AND must stand between two terms"),
        ("a -OR", "a", "OR must stand between two terms"),
        ("actor:pu", "actor:pu", None),
        ("a b", "a b", None),
    ],
)
def test_unfinished_while_typing(text: str, tree: str, missing: str | None) -> None:
    query = read(text, live=True)
    assert render(query.root) == tree
    assert (query.pending is None) is (missing is None)
    if query.pending and missing:
        assert query.pending.message.startswith(missing)


@pytest.mark.parametrize(
    "text", ["acter:p", "status:x", "has:x", "actor: x", "OR ", "a)", "date:x b", "tag!:"]
)
def test_errors_that_more_typing_cannot_repair(text: str) -> None:
    fault(text, live=True)


def test_highlights() -> None:
    query = read('peace "just  force" -war actor:putin -actor:x (kursk OR NOT NOT status:disp) peace quote:y')
    assert query.terms == ("peace", "just force", "kursk")
    assert query.highlights("actor") == ("peace", "just force", "kursk", "putin")
    assert query.highlights("status") == ("peace", "just force", "kursk", "disputed")
    assert query.highlights("title") == query.terms


def test_places_in_the_text() -> None:
    text = 'a -actor:"b c" tag:(d OR importance)'
    places = [text[leaf.start : leaf.end] for leaf, _ in leaves(read(text).root)]
    assert places == ["a", 'actor:"b c"', "d", "importance"]


def test_nodes_are_plain_values() -> None:
    assert read("tag:x").root == FieldTerm("tag", "x", start=0, end=5)
    assert read("importance:>=5").root == Compare("importance", 5, None, start=0, end=14)


def test_a_day_of_any_year() -> None:
    query = parse("date:XXXX-03-13", DateContext(TODAY))
    assert isinstance(query.root, DateTerm)
    assert (query.root.yearly, query.root.lo, query.root.hi) == ("XXXX-03-13", None, None)


@pytest.mark.parametrize(
    "text",
    [
        *("since:XXXX-03-13", "after:XXXX-03", "date:XXXX-03-13..2024", "date:2024..XXXX-03"),
        *("known:XXXX-03", "known:XXXX-03-13..2024", "known:2024..XXXX-03"),
    ],
)
def test_a_span_needs_its_year(text: str) -> None:
    with pytest.raises(QueryError, match="no year"):
        parse(text, DateContext(TODAY))


def test_a_fraction_of_a_second() -> None:
    after, until = (
        parse(f"{op}:2024-11-25T12:20:19.4Z", DateContext(TODAY)).root for op in ("after", "until")
    )
    assert isinstance(after, DateTerm)
    assert isinstance(until, DateTerm)
    second = parse_edtf("2024-11-25T12:20:19Z").earliest
    assert (after.lo, after.parts) == (second, (5 * 10**17, 0))
    assert (until.hi, until.parts) == (second, (0, 5 * 10**17))


@pytest.mark.parametrize("value", ["XXXX", "XXXX-XX", "XXXX-XX-XX", "XXXX?"])
@pytest.mark.parametrize(
    "field", [field.name for field in FIELDS.values() if field.kind in ("date", "known")]
)
def test_a_wholly_unknown_date_is_refused(field: str, value: str) -> None:
    """Every event may lie in it, and a filter that silently keeps all events would hide the mistake."""
    for text in (f"{field}:{value}", f"{field}!:{value}", f"{field}:({value})"):
        with pytest.raises(QueryError, match=f"{re.escape(repr(value))} has no known digit"):
            parse(text, DateContext(datetime.date(2024, 8, 8)))


@pytest.mark.parametrize(
    "text", ["date:XXXX..2024", "date:2024..XXXX-XX", "date:XXXX/2024", "since:[XXXX,2024]"]
)
def test_an_interval_with_a_wholly_unknown_end_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"'XXXX(-XX)?' has no known digit"):
        parse(text, DateContext(datetime.date(2024, 8, 8)))


@pytest.mark.parametrize(
    "text", ["date:19XX", "date:XXXX-03", "date:2024-XX", "since:XXX4", "until:2024-XX-XX"]
)
def test_one_digit_is_enough(text: str) -> None:
    parse(text, DateContext(datetime.date(2024, 8, 8)))
