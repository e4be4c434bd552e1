"""Glyphs, citations, explanations of empty results, completion, styles."""

from __future__ import annotations

import datetime
import io

import pytest
from rich.cells import cell_len
from rich.style import Style

from timeline_tui.dates import parse_edtf
from timeline_tui.errors import Problem
from timeline_tui.model import (
    Actor,
    Chronology,
    Citation,
    Event,
    Location,
    Origin,
    Participant,
    Place,
    Quote,
    Source,
)
from timeline_tui.store import Store
from timeline_tui.ui import citation, empty_state, styles
from timeline_tui.ui.completion import QuerySuggester
from timeline_tui.ui.glyphs import ASCII, CONSOLE, UNICODE, for_locale
from timeline_tui.ui.session import Session

TODAY = datetime.date(2024, 8, 8)

# -- glyphs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "ascii_only"),
    [
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "en_US.utf8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "de_DE@euro"}, True),
        ({"LANG": "de_DE.ISO-8859-15"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, False),
        ({"LANG": "en_US.nonsense"}, True),
    ],
)
def test_the_locale_decides(
    environment: dict[str, str], ascii_only: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert for_locale() is (ASCII if ascii_only else UNICODE)


@pytest.mark.parametrize("term", ["linux", "linux-16color"])
def test_the_linux_console_has_a_font_of_its_own(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    assert for_locale() is CONSOLE
    assert for_locale(terminal=False) is UNICODE  # written to a file, where no font matters
    monkeypatch.setenv("LANG", "C")
    assert for_locale() is ASCII


def test_a_screen_that_is_not_written_in_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.__stderr__", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
    assert for_locale() is ASCII
    assert for_locale(terminal=False) is UNICODE


def test_ascii_glyphs_are_ascii() -> None:
    assert all(sign.isascii() for sign in [*ASCII.signs[1:], *ASCII[1:]] if isinstance(sign, str))


def test_signs_are_a_cell_each() -> None:
    assert all(cell_len(sign) == 1 for sign in UNICODE[1:] if isinstance(sign, str))


# -- styles -----------------------------------------------------------------------------------------------------


def test_only_the_sixteen_colours_and_the_match_shows_without_them() -> None:
    for name, style in vars(styles).items():
        if isinstance(style, Style):
            for color in (style.color, style.bgcolor):
                assert color is None or (color.number is not None and color.number < 16), name
    assert styles.MATCH.bold
    assert styles.MATCH.underline
    assert styles.CURSOR.reverse


# -- citations --------------------------------------------------------------------------------------------------

GAZETTE = Source(
    "g",
    "The Gazette",
    publisher="Press",
    author="B. Writer",
    url="https://x.example",
    published=parse_edtf("2024-01"),
)
BERG = Actor("berg", "Anna\nBerg")
EVENT = Event(
    "e1",
    parse_edtf("2024-01-05"),
    "Talks\nopen.",
    sources=(Citation(GAZETTE, "p. 3"),),
    origin=Origin("a.toml", 9),
)


def test_a_citation() -> None:
    assert citation.citation(EVENT) == (
        "Talks open (5 January 2024). B. Writer, The Gazette, Press, January 2024, p. 3, https://x.example"
    )
    assert citation.citation(Event("x", None, "Title")) == "Title (no date)"


def test_only_verbatim_quotes_have_quotation_marks() -> None:
    copied = [
        citation.quoted(Quote(" Yes. ", BERG, kind=kind), EVENT)
        for kind in ("direct", "translated", "paraphrase", "reported")
    ]
    assert copied == [
        "“Yes.” — Anna Berg, 5 January 2024",
        "“Yes.” (translated) — Anna Berg, 5 January 2024.",
        "Yes. — Anna Berg, 5 January 2024 (paraphrase)",
        "Yes. — Anna Berg, 5 January 2024 (reported)",
    ]
    assert citation.quoted(Quote("No."), Event("x", None, "t")) == "“No.” — unknown"


def test_only_what_the_event_has_can_be_copied() -> None:
    assert [c.key for c in citation.choices(EVENT)] == ["y", "i", "l", "f"]
    assert [c.key for c in citation.choices(Event("x", None, "t"))] == ["y", "i"]
    assert {c.key: c.text for c in citation.choices(EVENT)}["f"] == "a.toml:9"


def test_every_link_can_be_copied_whole() -> None:
    long = "https://x.org/" + "a" * 3000
    event = Event(
        "e",
        None,
        "t",
        summary=f"see [the report]({long}) and https://y.org.",
        sources=(
            Citation(Source("s", "S", url="https://z.org")),
            Citation(Source("r", "R", url="https://y.org")),
        ),
    )
    found = {choice.key: choice for choice in citation.choices(event)}
    assert found["l"].text == "https://z.org"
    assert found["a"].name == "all 3 links"
    assert found["a"].text.split("\n") == ["https://z.org", "https://y.org", long]


# -- nothing to show --------------------------------------------------------------------------------------------


def shown(session: Session) -> str:
    return "\n".join(paragraph.text.plain for paragraph in empty_state.explain(session).paragraphs)


def session(*found: Event, problems: tuple[Problem, ...] = ()) -> Session:
    return Session(Store(Chronology(events=found, paths=("a.toml",)), problems), lambda: TODAY)


def test_no_match() -> None:
    one = session(EVENT)
    one.show(one.store.view(one.parse("zzz\x1b[2J")))
    assert "No event matches the filter" in shown(one)
    assert "zzz^[[2J" in shown(one)
    assert "show all 1 event" in shown(one)


def test_an_empty_file() -> None:
    assert "No events yet" in shown(session())
    assert "[[events]]" in shown(session())


def test_a_broken_file() -> None:
    problems = tuple(
        Problem("dir/a.toml", n, 2, "error", "x", f"bad [/x] {n}", "mend\x1b") for n in range(1, 41)
    )
    text = shown(session(problems=problems))
    assert "No events could be read" in text
    assert "40 problems" in text
    assert "dir/a.toml:1:2" in text
    assert "bad [/x] 1" in text
    assert "mend^[" in text
    assert "+10 more" in text
    assert "$EDITOR" in text


# -- completion -------------------------------------------------------------------------------------------------

SMITH = Actor("smith", "Smith")
STORE = Store(
    Chronology(
        events=(
            Event(
                "e1", None, "t", tags=("peace", "Violence"), actors=(Participant(BERG), Participant(SMITH))
            ),
            Event("e2", None, "t", tags=("peace",), locations=(Place(Location("oslo", "Oslo")),)),
        ),
        actors={"berg": BERG, "smith": SMITH},
        locations={"oslo": Location("oslo", "Oslo")},
    )
)


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("tag:p", "tag:peace"),
        ("x tag:vio", "x tag:violence"),
        ("actor:sm", "actor:smith"),
        ("location:OS", "location:OSlo"),
        ("status:dis", "status:disputed"),
        ("actor:ann", None),  # the value needs quotation marks, which Tab adds
        ("tag:zzz", None),
        ("peace", None),
        ("", None),
        (" ", None),
        ("tag:peace", None),
    ],
)
async def test_suggestions(typed: str, suggested: str | None) -> None:
    assert await QuerySuggester(lambda: STORE).get_suggestion(typed) == suggested


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("actor:ann", 'actor:"Anna Berg"'),
        ("-actor:an", '-actor:"Anna Berg"'),
        ("sta", "status:"),
        ("tag:zzz", None),
        ("zzz", None),
    ],
)
def test_completion_by_tab(typed: str, completed: str | None) -> None:
    assert QuerySuggester(lambda: STORE).completed(typed) == completed
