"""Lines of the detail: as Rich breaks and styles them, faster."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from timeline_tui.ui import styles
from timeline_tui.ui.describe import Description, Paragraph
from timeline_tui.ui.wrapping import lines_of, target_of, with_matches, wrapped, wrapped_by_rich

STYLES = [styles.PLAIN, styles.DIM, styles.NAME, styles.QUOTE, Style(bold=True, meta={"target": 3})]
words = st.text(st.sampled_from("ab  \n\t東é\u0301🇳\u200d-"), max_size=30)


def look(lines: list[list[Segment]]) -> list[list[tuple[str, Style]]]:
    """What is seen of lines: each character with its style."""
    return [[(char, style or styles.PLAIN) for text, style, _ in line for char in text] for line in lines]


@given(
    st.lists(st.tuples(words, st.sampled_from(STYLES)), min_size=1, max_size=5),
    st.integers(8, 40),
    st.booleans(),
)
@example([("aaaa東", styles.PLAIN), ("aa ", styles.PLAIN)], 8, False)
@example([("aaaa\u0301", styles.PLAIN), ("aaa ", styles.PLAIN)], 8, False)
def test_as_rich_does(pieces: list[tuple[str, Style]], width: int, over: bool) -> None:
    text = Text()
    for words, style in pieces:
        text.append(words, style)
    if over:
        text.stylize(styles.LINK, 1, 9)
    if text.plain:
        assert look(list(wrapped(text, width))) == look(list(wrapped_by_rich(text, width)))


def test_what_is_looked_for_is_known_by_its_lines() -> None:
    text = Text("peace in ").append("our time", Style(meta={"target": 7}))
    lines = lines_of(Description((Paragraph(text, 2, 2), Paragraph(Text(""))), ()), 12, ("peace",))
    assert [line.strip.text for line in lines] == ["  peace in", "    our time", ""]
    assert [line.matches for line in lines] == [True, False, False]
    assert [line.targets for line in lines] == [(), (7,), ()]
    assert target_of(Style()) is None
    assert with_matches(text, ()) is text
    assert lines_of(Description((Paragraph(text),), ()), 0, ()) == []
