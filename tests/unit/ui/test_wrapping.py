"""Lines of the detail: wrapped and styled as by Rich, but faster."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from timeline_tui.export.document import LongText
from timeline_tui.ui import styles
from timeline_tui.ui.styled_document import Description, StyledParagraph, long_text
from timeline_tui.ui.wrapping import _Cutter, lines_of, target_of, with_matches, wrapped, wrapped_by_rich

STYLES = [styles.PLAIN, styles.DIM, styles.NAME, styles.QUOTE, Style(bold=True, meta={"target": 3})]
words = st.text(st.sampled_from("ab  \n\t東é\u0301🇳\u200d-"), max_size=30)


def styled_characters(lines: list[list[Segment]]) -> list[list[tuple[str, Style]]]:
    """Return each character of the lines with its style."""
    return [[(char, style or styles.PLAIN) for text, style, _ in line for char in text] for line in lines]


@given(
    st.lists(st.tuples(words, st.sampled_from(STYLES)), min_size=1, max_size=5),
    st.integers(8, 40),
    st.booleans(),
)
@example([("aaaa東", styles.PLAIN), ("aa ", styles.PLAIN)], 8, False)
@example([("aaaa\u0301", styles.PLAIN), ("aaa ", styles.PLAIN)], 8, False)
def test_wrapping_matches_that_of_rich(pieces: list[tuple[str, Style]], width: int, over: bool) -> None:
    text = Text()
    for words, style in pieces:
        text.append(words, style)
    if over:
        text.stylize(styles.LINK, 1, 9)
    if text.plain:
        found = styled_characters(list(wrapped(text, width)))
        assert found == styled_characters(list(wrapped_by_rich(text, width)))


def test_lines_know_their_matches_and_targets() -> None:
    text = Text("peace in ").append("our time", Style(meta={"target": 7}))
    lines = lines_of(
        Description((StyledParagraph(text, 2, 2), StyledParagraph(Text(""))), ()), 12, ("peace",)
    )
    assert [line.strip.text for line in lines] == ["  peace in", "    our time", ""]
    assert [line.matches for line in lines] == [True, False, False]
    assert [line.targets for line in lines] == [(), (7,), ()]
    assert target_of(Style()) is None
    assert with_matches(text, ()) is text
    assert lines_of(Description((StyledParagraph(text),), ()), 0, ()) == []


def test_a_long_address_is_one_link_over_its_lines() -> None:
    url = "https://example.org/" + "long/" * 30 + "?q=a&b=c"
    for text in (url, f"see [the report]({url})", f"a\nline,\n{url}, and more"):
        lines = lines_of(Description(tuple(long_text(LongText(text))), ()), 40, ())
        linked = ["".join([s.text for s in line.strip if s.style and s.style.link]) for line in lines]
        assert url in "".join(linked)
        assert sum(map(bool, linked)) > 3
        assert {s.style.link for line in lines for s in line.strip if s.style and s.style.link} == {url}


def test_letters_of_an_address_beyond_ascii_are_escaped_in_its_link() -> None:
    (paragraph,) = long_text(LongText("https://uk.example.org/Київ"))
    assert paragraph.text.plain == "https://uk.example.org/Київ"
    (link,) = {span.style.link for span in paragraph.text.spans if isinstance(span.style, Style)}
    assert link == "https://uk.example.org/%D0%9A%D0%B8%D1%97%D0%B2"


def test_matches_span_line_breaks_and_markup() -> None:
    (paragraph,) = long_text(LongText("a state of\nemergency in the **whole\nregion**"))
    text = with_matches(paragraph.text, ("of emergency", "whole region"))
    found = [text.plain[s.start : s.end] for s in text.spans if s.style == styles.MATCH]
    assert found == ["of emergency", "whole region"]
    (line,) = lines_of(Description((paragraph,), ()), 80, ("the whole",))
    assert line.matches


def test_blocks_are_indented_and_hung() -> None:
    described = Description(
        tuple(long_text(LongText("Measures:\n- roads now closed\n  1. the M2\n\nMore"), 2)), ()
    )
    assert [line.strip.text.rstrip() for line in lines_of(described, 16, ())] == [
        "  Measures:", "  - roads now", "    closed", "    1. the M2", "", "  More",
    ]  # fmt: skip


def test_each_run_of_a_long_text_is_looked_at_once_and_where_it_is_cut() -> None:
    """Wrapping a part of a 15 MB text with 1,500 matches of a word used to take seconds."""

    class Counted(list[Segment]):
        reads = 0

        def __getitem__(self, n: Any) -> Any:
            self.reads += 1
            return super().__getitem__(n)

    runs = Counted([Segment(f"{n:04}") for n in range(1000)])
    cutter = _Cutter(runs)
    pieces = [cutter.cut(at, at + 7) for at in range(0, 4000, 7)]
    assert "".join([text for piece in pieces for text, *_ in piece]) == "".join([run.text for run in runs])
    assert runs.reads <= len(runs) + 2 * len(pieces)
