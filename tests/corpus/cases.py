"""Every bad input we know of: its bytes, the problems it must give, and what must still be loaded.

A case is a name, the bytes of a file, the expected `(line, column, code)` of every problem, and what is
left: the titles in order. `what` asserts the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from timeline_tui.model import Chronology
from timeline_tui.text import reveal

Place = tuple[int, int, str]


class Case(NamedTuple):
    """One bad input and what becomes of it."""

    name: str
    data: bytes
    problems: tuple[Place, ...] = ()
    titles: tuple[str, ...] | None = ("T",)
    what: Callable[[Chronology], bool] = lambda _: True


GOOD = b'[[events]]\ndate = 2024-08-08\ntitle = "good"\n'


def event(*lines: str, title: str = '"T"', date: str = "2024-08-07") -> bytes:
    """An event: header in line 1, date in line 2, title in line 3, then `lines`."""
    return "\n".join(["[[events]]", f"date = {date}", f"title = {title}", *lines, ""]).encode()


def text(value: str) -> bytes:
    """An event with the text, as TOML writes it, as its summary."""
    return event(f'summary = "{value}"')


def summary(value: str, shown: str | None = None) -> Callable[[Chronology], bool]:
    """The summary is kept as it is; shown, it is `shown`."""
    safe = value if shown is None else shown
    return lambda c: c.events[0].summary == value and reveal(c.events[0].summary) == safe


def title(value: str) -> Callable[[Chronology], bool]:
    """The first event's title."""
    return lambda c: c.events[0].title == value


def dated(written: str) -> Callable[[Chronology], bool]:
    """The first event's date, as text."""
    return lambda c: c.events[0].date is not None and c.events[0].date.text == written


def undated(c: Chronology) -> bool:
    """The first event has no date, and keeps what was written among its other fields."""
    return c.events[0].date is None and c.events[0].extra != ()


ENCODING = (
    Case("utf-8 byte-order mark", b"\xef\xbb\xbf" + event()),
    Case("utf-16 with mark", event().decode().encode("utf-16"), ((0, 0, "file-encoding"),), ()),
    Case("utf-16 without mark", event().decode().encode("utf-16-le"), ((0, 0, "file-encoding"),), ()),
    Case(
        "latin-1 byte",
        event(title='"caf\xe9"').replace("é".encode(), b"\xe9") + GOOD,
        ((3, 13, "toml-encoding"),),
        None,
        lambda c: {e.title for e in c.events} >= {"good"},
    ),
    Case("raw nul", event("tags = []", 'summary = "a\x00b"'), ((5, 13, "toml-syntax"),)),
    Case("raw escape", event('summary = "a\x1bb"'), ((4, 13, "toml-syntax"),)),
    Case("raw delete", event('summary = "a\x7fb"'), ((4, 13, "toml-syntax"),)),
    Case("escaped nul", text(r"a\u0000b"), what=summary("a\0b", "a^@b")),
    Case("cr lf", event().replace(b"\n", b"\r\n")),
    Case(
        "cr lf is kept in a text",
        event('summary = """', "a", 'b"""').replace(b"\n", b"\r\n"),
        what=lambda c: c.events[0].summary.splitlines() == ["a", "b"],
    ),
    Case("bare carriage return", event("a = 1\rb = 2"), ((4, 7, "toml-syntax"),)),
    Case("surrogate", text(r"\ud800"), ((4, 14, "toml-syntax"),)),
)

TEXT = (
    Case("escape sequence", text(r"\u001b[31mred"), what=summary("\x1b[31mred", "^[[31mred")),
    Case("window title, osc 0", event(title=r'"\u001b]0;x\u0007"'), titles=None, what=title("\x1b]0;x\x07")),
    Case(
        "clipboard, osc 52",
        text(r"\u001b]52;c;eA==\u0007"),
        what=summary("\x1b]52;c;eA==\x07", "^[]52;c;eA==^G"),
    ),
    Case("c1 control", text(r"\u009b31m"), what=summary("\x9b31m", "<U+009B>31m")),
    Case("bidi override", text(r"a\u202eb"), what=summary("a\u202eb", "a<U+202E>b")),
    Case("arabic and hebrew stay", text("محمد שלום"), what=summary("محمد שלום")),
    Case("zero width in an id", event(r'id = "a\u200bb"'), ((4, 1, "hidden-character"),)),
    Case("zero width joiner in an id", event(r'id = "a\u200db"'), ((4, 1, "hidden-character"),)),
    Case(
        "control in an actor's id", b'[[actors]]\nid = "a\\u0007"\n' + event(), ((2, 1, "hidden-character"),)
    ),
    Case("family emoji", text("👩\u200d👩\u200d👧"), what=summary("👩\u200d👩\u200d👧")),
    Case("flag", text("🇺🇦"), what=summary("🇺🇦")),
    Case("variation selector", text("⚠\ufe0f"), what=summary("⚠\ufe0f")),
    Case("cjk", text("東京都"), what=summary("東京都")),
    Case(
        "100,000 combining marks",
        text("e" + "\u0301" * 100_000),
        what=lambda c: len(c.events[0].summary) == 100_001 and len(reveal(c.events[0].summary)) < 100,
    ),
    Case("markup: action", event(title='"[@click=app.quit]x[/]"'), titles=("[@click=app.quit]x[/]",)),
    Case("markup: closing", event(title='"[/nosuch]"'), titles=("[/nosuch]",)),
    Case("markup: link", event(title='"[link=https://x]x"'), titles=("[link=https://x]x",)),
    Case("100,000 line breaks", text(r"\n" * 100_000), what=lambda c: c.events[0].summary == "\n" * 100_000),
    Case("a word of a megabyte", event(title='"' + "x" * 1_000_000 + '"'), titles=("x" * 1_000_000,)),
    Case(
        "a path as id", event('id = "../../etc/passwd"'), what=lambda c: c.events[0].id == "../../etc/passwd"
    ),
)

SIZE = (
    Case(
        "10,000 actors in one event",
        event(f"actors = [{', '.join(f'{chr(34)}A {n}{chr(34)}' for n in range(10_000))}]"),
        what=lambda c: len(c.events[0].actors) == len(c.actors) == 10_000,
    ),
    Case(
        "10,000 wrong actors",
        event(f"actors = [{', '.join('5' for _ in range(10_000))}]"),
        ((0, 0, "wrong-type"), *((4, 11 + 3 * n, "wrong-type") for n in range(9))),
    ),
    Case(
        "1,000 claims with a wrong status",
        event(*['[[events.claims]]\ntext = "x"\nstatus = "no"'] * 1_000),
        ((0, 0, "unknown-value"), *((6 + 3 * n, 1, "unknown-value") for n in range(9))),
    ),
    Case("nesting of 500", event(f"x = {'[' * 500}{']' * 500}"), ((4, 85, "toml-syntax"),)),
    Case("nesting of 100,000", event("x = " + "[" * 100_000), ((4, 85, "toml-syntax"),)),
    Case("nested inline tables", event("x = " + "{a = " * 5_000), ((4, 405, "toml-syntax"),)),
    Case("key of 20,000 parts", event(".".join(["a"] * 20_000) + " = 1"), ((4, 1, "toml-syntax"),)),
    Case("integer of 5,000 digits", event("importance = " + "9" * 5_000), ((4, 14, "toml-syntax"),)),
    Case("integer of 30 digits", event("importance = " + "9" * 30), ((4, 1, "out-of-range"),)),
    Case("date is inf", event(date="inf"), ((2, 1, "bad-date"),), what=undated),
    Case("date is nan", event(date="nan"), ((2, 1, "bad-date"),), what=undated),
    Case("date is 1e999", event(date="1e999"), ((2, 8, "toml-syntax"),), what=undated),
    Case("rank is inf", event("importance = inf"), ((4, 1, "wrong-type"),)),
    Case("rank is nan", event("importance = nan"), ((4, 1, "wrong-type"),)),
    Case("rank is 1e999", event("importance = 1e999"), ((4, 14, "toml-syntax"),)),
    Case(
        "latitude is nan",
        b'[[locations]]\nid = "x"\nlat = nan\nlon = 5.0\n' + event(),
        ((3, 1, "out-of-range"),),
    ),
    Case(
        "quantity is inf",
        event("[[events.claims]]", 'text = "x"', "quantity = { best = inf }"),
        ((6, 14, "not-a-number"),),
    ),
    Case(
        "unterminated string",
        event('summary = "abc', "tags = []") + GOOD,
        ((4, 11, "toml-syntax"),),
        ("T", "good"),
    ),
    Case(
        "unterminated text",
        event('summary = """abc', "tags = []") + GOOD,
        ((4, 11, "toml-syntax"),),
        ("T", "good"),
    ),
    Case(
        "unterminated list",
        event('tags = ["a",', 'status = "confirmed"') + GOOD,
        ((4, 8, "toml-syntax"),),
        ("T", "good"),
        lambda c: c.events[0].status == "confirmed",
    ),
)

DATES = (
    Case("31 February", event(date="2024-02-31"), ((2, 8, "toml-syntax"),), what=undated),
    Case("31 February quoted", event(date='"2024-02-31"'), ((2, 1, "bad-date"),), what=undated),
    Case("year 0 unquoted", event(date="0000-01-01"), ((2, 8, "toml-syntax"),), what=undated),
    Case("year -44 unquoted", event(date="-44"), ((2, 1, "bad-date"),), what=undated),
    Case(
        "year -0043 with a day, unquoted", event(date="-0043-03-15"), ((2, 8, "toml-syntax"),), what=undated
    ),
    Case("year 20000 unquoted", event(date="20000"), ((2, 1, "bad-date"),), what=undated),
    Case(
        "year 20000 with a day, unquoted", event(date="20000-01-01"), ((2, 8, "toml-syntax"),), what=undated
    ),
    Case("24:00", event(date="2024-08-07T24:00:00"), ((2, 8, "toml-syntax"),), what=undated),
    Case("24:00 quoted", event(date='"2024-08-07T24:00"'), ((2, 1, "bad-date"),), what=undated),
    Case("second 60", event(date="2024-08-07T23:59:60Z"), ((2, 8, "toml-syntax"),), what=undated),
    Case(
        "offset of 99 hours", event(date="2024-08-07T10:00:00+99:00"), ((2, 8, "toml-syntax"),), what=undated
    ),
    Case(
        "offset of 99 hours, quoted",
        event(date='"2024-08-07T10:00:00+99:00"'),
        ((2, 1, "bad-date"),),
        what=undated,
    ),
    Case(
        "before the first year",
        event(date="0001-01-01T00:00:00+14:00"),
        what=dated("0001-01-01T00:00:00+14:00"),
    ),
    Case(
        "floating beside zoned",
        event(date="2024-08-07T12:00:00", title='"floating"')
        + event(date="2024-08-07T11:00:00Z", title='"zoned"')
        + b'[timeline]\ntimezone = "Europe/Moscow"\n',
        titles=("floating", "zoned"),
    ),
    Case(
        "reversed interval",
        event(date='"2024-08-10/2024-08-06"'),
        ((2, 1, "reversed-interval"),),
        what=lambda c: c.events[0].date is not None and c.events[0].date.reversed,
    ),
    Case(
        "a date nobody knows",
        event(date='"unknown"') + GOOD,
        titles=("good", "T"),
        what=lambda c: c.events[1].extra == (),
    ),
    Case("undated", b"[[events]]\nundated = true\ntitle = 'T'\n", what=lambda c: c.events[0].date is None),
    Case("not undated", b"[[events]]\nundated = false\ntitle = 'T'\n", ((1, 1, "missing-date"),)),
    Case(
        "undated with a date", event("undated = true"), ((4, 1, "dated-undated"),), what=dated("2024-08-07")
    ),
    Case("about a time", event(date='"2024-08-07T12:45~"'), what=dated("2024-08-07T12:45~")),
    Case(
        "open digits without end", event(date='"XXXX-XX-1X"'), ((2, 1, "too-open"),), what=dated("XXXX-XX-1X")
    ),
    Case("many open digits, ten thousand spans", event(date='"XXXX-12-XX"'), what=dated("XXXX-12-XX")),
    Case(
        "an hour that the clocks skipped",
        b'[timeline]\ntimezone = "Europe/Berlin"\n' + event(date='"2024-03-31T02:30"'),
        ((4, 1, "never-was"),),
        what=dated("2024-03-31T02:30"),
    ),
    Case(
        "the end of an interval in an hour that the clocks skipped",
        b'[timeline]\ntimezone = "Europe/Berlin"\n' + event(date='"2024-03-31T01:30/2024-03-31T02:59:59"'),
        ((4, 1, "never-was"),),
    ),
    Case(
        "beside the hour that the clocks skipped",
        b'[timeline]\ntimezone = "Europe/Berlin"\n'
        + event(date='"2024-03-31T01:59:59/2024-03-31T03:00"')
        + event(date='"2024-03-31T02:30+01:00"')
        + event(date="2024-03-31"),
        titles=None,
    ),
    Case(
        "a time in the hour that the clocks showed twice",
        b'[timeline]\ntimezone = "Europe/Berlin"\n' + event(date='"2024-10-27T02:30"'),
        ((4, 1, "came-twice"),),
    ),
    Case(
        "the end of an interval in the hour that the clocks showed twice",
        b'[timeline]\ntimezone = "Europe/Berlin"\n' + event(date='"2024-10-26T02:30/2024-10-27T02:00:00"'),
        ((4, 1, "came-twice"),),
    ),
    Case(
        "beside the hour that the clocks showed twice",
        b'[timeline]\ntimezone = "Europe/Berlin"\n'
        + event(date='"2024-10-27T01:59:59/2024-10-27T03:00"')
        + event(date='"2024-10-27T02:30+01:00"')
        + event(date="2024-10-27"),
        titles=None,
    ),
    Case(
        "a day that Samoa skipped",
        b'[timeline]\ntimezone = "Pacific/Apia"\n' + event(date="2011-12-30") + event(date="2011-12-31"),
        ((4, 1, "never-was"),),
        titles=None,
    ),
    Case(
        "open intervals",
        event(date='"2024-08-06/.."', title='"a"') + event(date='"../2024-08-06"', title='"b"'),
        titles=("a", "b"),
    ),
    Case("no padding", event(date='"2023-1-1"'), ((2, 1, "bad-date"),), what=undated),
    Case("no padding, unquoted", event(date="2023-1-1"), ((2, 8, "toml-syntax"),), what=undated),
    Case(
        "nanoseconds",
        event(date="2024-08-07T10:00:00.123456789Z"),
        what=dated("2024-08-07T10:00:00.123456789Z"),
    ),
    Case("a year as a number", event(date="2024"), ((2, 1, "bad-date"),), what=undated),
    Case("a month as a number", event(date="2024.08"), ((2, 1, "bad-date"),), what=undated),
    Case("a list as date", event(date="[2024-08-07]"), ((2, 1, "bad-date"),), what=undated),
    Case("no date", b'[[events]]\ntitle = "T"\n', ((1, 1, "missing-date"),)),
    Case(
        "an undated event comes last",
        b'[[events]]\ntitle = "T"\n' + GOOD,
        ((1, 1, "missing-date"),),
        ("good", "T"),
    ),
)

MEANING = (
    Case(
        "duplicate ids",
        event('id = "x"', title='"a"') + event('id = "x"', title='"b"'),
        ((8, 1, "duplicate-id"),),
        ("a", "b"),
        lambda c: [e.id for e in c.events] == ["x", "x-2"],
    ),
    Case(
        "duplicate ids in a registry",
        b'[[actors]]\nid = "a"\n[[actors]]\nid = "a"\n' + event(),
        ((4, 1, "duplicate-id"),),
        what=lambda c: list(c.actors) == ["a", "a-2"],
    ),
    Case(
        "unknown actor id",
        b'[[actors]]\nid = "putin"\n' + event('actors = ["putni"]'),
        ((6, 11, "unknown-actor"),),
        what=lambda c: c.events[0].actors[0].actor.name == "putni",
    ),
    Case(
        "unknown location id",
        b'[[locations]]\nid = "kursk"\n' + event('locations = ["kusrk"]'),
        ((6, 14, "unknown-location"),),
    ),
    Case(
        "unknown source id",
        b'[[sources]]\nid = "rferl"\n' + event('sources = ["rfrel"]'),
        ((6, 12, "unknown-source"),),
    ),
    Case("unknown event id", event('links = [{ to = "nowhere" }]'), ((4, 10, "unknown-event"),)),
    Case(
        "unknown id in about",
        event(
            "[[events.claims]]", 'text = "x"', 'about = ["no-body"]', "[[actors]]", 'id = "a"', 'name = "A"'
        ),
        ((6, 10, "unknown-reference"),),
    ),
    Case(
        "wrong type",
        event('actors = "putin"', 'status = "confirmed"') + GOOD,
        ((4, 1, "wrong-type"),),
        ("T", "good"),
        lambda c: c.events[0].status == "confirmed" and c.events[0].extra == (("actors", "putin"),),
    ),
    Case("wrong type of a title", event(title="5"), ((3, 1, "wrong-type"),), ("(untitled)",)),
    Case("unknown word", event('status = "reportd"'), ((4, 1, "unknown-value"),)),
    Case(
        "empty word",
        event('kind = " "'),
        ((4, 1, "unknown-value"),),
        what=lambda c: c.events[0].kind == "event",
    ),
    Case(
        "word of one's own",
        event('kind = "newspaper"', 'actors = [{ actor = "A B", role = "dynasty" }]'),
        ((4, 1, "own-word"), (5, 28, "own-word")),
        what=lambda c: (c.events[0].kind, c.events[0].actors[0].role) == ("newspaper", "dynasty"),
    ),
    Case(
        "word that is nearly one of the format's",
        event('kind = "Statement"'),
        ((4, 1, "misspelt-word"),),
        what=lambda c: c.events[0].kind == "Statement",
    ),
    Case("rank of 11", event("importance = 11"), ((4, 1, "out-of-range"),)),
    Case(
        "credibility of 7",
        event('sources = [{ source = "A B", credibility = 7 }]'),
        ((4, 30, "out-of-range"),),
    ),
    Case(
        "unknown key",
        event('actor = "putin"'),
        ((4, 1, "unknown-key"),),
        what=lambda c: c.events[0].extra == (("actor", "putin"),),
    ),
    Case(
        "places that are dates, numbers, addresses",
        event('locations = ["21/03/2022", "7 March 2022"]')
        + b'[[locations]]\nid = "n"\nname = "51.2, 36.1"\n[[locations]]\nid = "1234"\n'
        + b'[[locations]]\nid = "u"\nname = "https://example.org/x"\n',
        (
            (4, 1, "odd-place"),
            (4, 1, "odd-place"),
            (7, 1, "odd-place"),
            (9, 1, "odd-place"),
            (12, 1, "odd-place"),
        ),
    ),
    Case(
        "places with a number in their name",
        event(
            'locations = ["March", "Route 66", "10 Downing Street", "Kilometre 101", "X-12", "May 9 Square", "B1"]'
        ),
    ),
    Case("unknown table", b"[[event]]\n" + event(), ((1, 1, "misspelt-table"),)),
    Case(
        "declared keys",
        b'[schema.events]\nn = "integer"\nwords = ["a", "bc"]\nok = "boolean"\nwhen = "date"\nx = "number"\n'
        b'[schema.sources]\nn = "string"\n[schema.quotes]\nn = "integer"\n[[sources]]\nid = "s"\nn = 3\n'
        + event(
            "n = [1, true]",
            'words = "bd"',
            "ok = 1",
            'when = "soon"',
            "x = 1.5",
            'quotes = [{ text = "q", n = 1.0 }]',
        ),
        (
            (13, 1, "wrong-type"),
            (17, 1, "wrong-type"),
            (18, 1, "unknown-value"),
            (19, 1, "wrong-type"),
            (20, 1, "wrong-type"),
            (22, 25, "wrong-type"),
        ),
        what=lambda c: [key for key, _ in c.events[0].extra] == ["n", "words", "ok", "when", "x"],
    ),
    Case(
        "declarations that cannot be used",
        b'[schema]\n3 = 4\n[schema.evnts]\nn = "integer"\n[schema.events]\ntitle = "string"\nm = "int"\nw = []\n'
        + event("m = 1"),
        (
            (2, 1, "bad-schema"),
            (3, 1, "bad-schema"),
            (6, 1, "bad-schema"),
            (7, 1, "bad-schema"),
            (8, 1, "bad-schema"),
            (12, 1, "unknown-key"),
        ),
    ),
    Case("a schema that is no table", b"schema = 3\n" + event(), ((1, 1, "wrong-type"),)),
    Case(
        "a title in another language that is no string",
        event("summary_ar = 3", 'title_uk = ["a"]', 'title_de = "Titel"'),
        ((4, 1, "wrong-type"), (5, 1, "wrong-type")),
        what=lambda c: c.events[0].extra == (("summary_ar", 3), ("title_uk", ["a"])),
    ),
    Case(
        "a declared key that looks like a title in another language",
        b'[schema.events]\ntitle_no = "integer"\n' + event("title_no = 3"),
    ),
    Case("unknown key before the first header", b'title = "x"\n' + event(), ((1, 1, "unknown-key"),)),
    Case("empty file", b"", ((0, 0, "no-events"),), ()),
    Case("only a comment", b"# nothing\n", ((0, 0, "no-events"),), ()),
    Case("duplicate key", event('title = "again"'), ((4, 1, "toml-duplicate"),)),
    Case("duplicate table", b"[timeline]\n[timeline]\n" + event(), ((2, 1, "toml-duplicate"),)),
    Case("events as one table", b'[events]\ndate = 2024-08-07\ntitle = "T"\n', ((1, 1, "not-an-array"),)),
    Case("events inline", b'events = [{ date = 2024-08-07, title = "T" }]\n'),
    Case(
        "events inline, one wrong",
        b'events = [{ date = 2024-08-07, title = "T", actor = 1 }, 5]\n',
        ((1, 45, "unknown-key"), (1, 58, "wrong-type")),
    ),
    Case("events is a number", b"events = 5\n", ((0, 0, "no-events"), (1, 1, "wrong-type")), ()),
    Case(
        "members of each other",
        b'[[actors]]\nid = "a"\nmember_of = ["b"]\n[[actors]]\nid = "b"\nmember_of = ["a"]\n' + event(),
        ((3, 1, "reference-cycle"),),
    ),
    Case("within itself", b'[[locations]]\nid = "a"\nwithin = "a"\n' + event(), ((3, 1, "reference-cycle"),)),
    Case(
        "sources in a circle",
        b'[[sources]]\nid = "a"\nparent = "b"\n[[sources]]\nid = "b"\nparent = "a"\n' + event(),
        ((3, 1, "reference-cycle"),),
    ),
    Case("latitude alone", b'[[locations]]\nid = "a"\nlat = 5\n' + event(), ((3, 1, "half-coordinates"),)),
    Case(
        "latitude of 99", b'[[locations]]\nid = "a"\nlat = 99\nlon = 5\n' + event(), ((3, 1, "out-of-range"),)
    ),
    Case(
        "low above high",
        event("[[events.claims]]", 'text = "x"', "quantity = { low = 9, high = 3 }"),
        ((6, 1, "reversed-quantity"),),
    ),
    Case(
        "accessed before published",
        b'[[sources]]\nid = "a"\npublished = 2024-08-09\naccessed = 2024-08-08\n' + event(),
        ((4, 1, "accessed-before-published"),),
    ),
    Case(
        "no title",
        b'[[events]]\ndate = 2024-08-07\nsummary = "One two"\n',
        ((1, 1, "missing-title"),),
        ("One two",),
    ),
    Case("empty title", event(title='""'), ((3, 1, "missing-title"),), ("(untitled)",)),
    Case("quote without text", event("[[events.quotes]]", 'speaker = "A B"'), ((4, 1, "missing-text"),)),
    Case(
        "assessment without stance",
        event("[[events.claims]]", 'text = "x"', 'assessments = [{ by = "A B" }]'),
        ((6, 16, "missing-stance"),),
        what=lambda c: c.events[0].extra == (("claims[0].assessments[0]", {"by": "A B"}),),
    ),
    Case(
        "reference to nobody",
        event('actors = [{ role = "target" }]'),
        ((4, 11, "missing-reference"),),
        what=lambda c: c.events[0].extra == (("actors[0]", {"role": "target"}),),
    ),
    Case(
        "empty references",
        event(
            'sources = [""]',
            'actors = ["", " ", "A B"]',
            'locations = ["\\t"]',
            'links = ["", { to = " " }]',
            "[[events.quotes]]",
            'text = "x"',
            'speaker = ""',
            'to = [""]',
            'source = ""',
            "[[events.claims]]",
            'text = "x"',
            'by = " "',
            'about = ["", "A B"]',
            'assessments = [{ by = "", stance = "denies", source = "" }]',
        ),
        tuple(
            (line, column, "missing-reference")
            for line, column in (
                (4, 12),
                (5, 11),
                (5, 15),
                (6, 14),
                (7, 10),
                (7, 14),
                (10, 1),
                (11, 7),
                (12, 1),
                (15, 1),
                (16, 10),
                (17, 18),
                (17, 46),
            )
        ),
        what=lambda c: (
            [part.actor.name for part in c.events[0].actors] == ["A B"] == [a.name for a in c.actors.values()]
            and not (c.locations or c.sources or c.events[0].links or c.events[0].sources)
            and c.events[0].claims[0].about == ("A B",)
            and c.events[0].extra == (("links[1]", {"to": " "}),)
        ),
    ),
    Case(
        "empty references between entries",
        b'[[actors]]\nid = "a"\nmember_of = ["", "a b"]\n[[locations]]\nid = "b"\nwithin = ""\n'
        b'[[sources]]\nid = "c"\nparent = " "\n' + event(),
        ((3, 14, "missing-reference"), (6, 1, "missing-reference"), (9, 1, "missing-reference")),
        what=lambda c: (
            c.actors["a"].member_of == ("a b",) and not (c.locations["b"].within or c.sources["c"].parent)
        ),
    ),
    Case(
        "empty tags and aliases",
        b'[[actors]]\nid = "a"\naliases = ["", "x"]\n'
        + event('tags = ["a", "", " "]')
        + event('tags = ["a", ""]'),
        ((3, 12, "empty-item"), (7, 14, "empty-item"), (7, 18, "empty-item"), (11, 14, "empty-item")),
        ("T", "T"),
        lambda c: c.actors["a"].aliases == ("x",) and [e.tags for e in c.events] == [("a",), ("a",)],
    ),
    Case(
        "entry without a name",
        b'[[actors]]\nkind = "person"\n' + event(),
        ((1, 1, "missing-name"),),
        what=lambda c: c.extra == (("actors", [{"kind": "person"}]),),
    ),
    Case(
        "name of two",
        b'[[actors]]\nid = "a"\nname = "X Y"\n[[actors]]\nid = "b"\nname = "X Y"\n'
        + event('actors = ["X Y"]'),
        ((10, 11, "ambiguous-reference"),),
    ),
    Case(
        "unknown time zone",
        b'[timeline]\ntimezone = "Europe/Kyivv"\n' + event(),
        ((2, 1, "unknown-timezone"),),
    ),
    Case(
        "time zone with blanks",
        b'[timeline]\ntimezone = " Europe/Berlin "\n' + event(),
        ((2, 1, "padded-timezone"),),
        what=lambda c: c.zone == "Europe/Berlin",
    ),
    Case("empty time zone", b'[timeline]\ntimezone = ""\n' + event(), ((2, 1, "unknown-timezone"),)),
    Case("blank time zone", b'[timeline]\ntimezone = " "\n' + event(), ((2, 1, "unknown-timezone"),)),
    Case(
        "time zone as a path",
        b'[timeline]\ntimezone = "../../etc/passwd"\n' + event(),
        ((2, 1, "unknown-timezone"),),
    ),
    Case(
        "nothing readable in an event",
        b"[[events]]\n]]]]\n" + GOOD,
        ((2, 1, "toml-syntax"),),
        ("good", "(unreadable: line 1)"),
        lambda c: c.events[1].extra == (("line 2", "]]]]"),),
    ),
)

CASES = (*ENCODING, *TEXT, *SIZE, *DATES, *MEANING)
