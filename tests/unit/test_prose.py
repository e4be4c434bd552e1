"""Long texts: reflowed, with a small part of Markdown, otherwise unchanged."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_tui.prose import ProseBlock, TextRun, blocks, enclosed, links


def only(text: str) -> tuple[TextRun, ...]:
    (block,) = blocks(text)
    return block.spans


def plain(text: str) -> list[str]:
    return [block.marker + block.plain for block in blocks(text)]


def test_single_line_breaks_are_blanks_and_blank_lines_are_breaks() -> None:
    assert plain("The acting governor\ndeclared a state\n  of emergency.\n\n\nThen\nmore.\n") == [
        "The acting governor declared a state of emergency.",
        "Then more.",
    ]
    assert [block.gap for block in blocks("a\n\nb")] == [False, True]


def test_two_blanks_at_the_end_of_a_line_keep_its_break() -> None:
    assert plain("12 High Street  \nKyiv\n") == ["12 High Street\nKyiv"]


def test_ideographs_are_joined_without_a_blank() -> None:
    assert plain("紧急\n状态") == ["紧急状态"]
    assert plain("국가\n비상") == ["국가 비상"]


def test_lists_keep_their_lines() -> None:
    assert blocks("Losses:\n- 12 killed\n  or more\n- wounded\n  + 3 of them\n1. first\n2. second") == [
        ProseBlock((TextRun("Losses:"),)),
        ProseBlock((TextRun("12 killed or more"),), "- "),
        ProseBlock((TextRun("wounded"),), "- "),
        ProseBlock((TextRun("3 of them"),), "+ ", 2),
        ProseBlock((TextRun("first"),), "1. "),
        ProseBlock((TextRun("second"),), "2. "),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It ended in\n1945. Then peace.",
        "the river\n— which rose — \nfell",
        "a\n-5 °C",
        "a\n+12 men",
        "x\n*y* z",
    ],
)
def test_a_wrapped_line_is_not_a_list(text: str) -> None:
    assert len(blocks(text)) == 1


def test_lines_of_a_dialogue_stay_lines() -> None:
    assert plain("— Yes.\n— No,\n  I said.") == ["— Yes.", "— No, I said."]


def test_code_keeps_its_lines() -> None:
    assert blocks("Run\n```sh\nrm  -rf *x*\n\n  echo\n```\nand") == [
        ProseBlock((TextRun("Run"),)),
        ProseBlock((TextRun("sh\nrm  -rf *x*\n\n  echo", code=True),), code=True),
        ProseBlock((TextRun("and"),)),
    ]
    assert blocks("~~~~\nnever\nended")[0].spans == (TextRun("never\nended", code=True),)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("*a b*", (TextRun("a b", emphasis=True),)),
        ("_a b_", (TextRun("a b", emphasis=True),)),
        ("**a**", (TextRun("a", strong=True),)),
        ("__a__", (TextRun("a", strong=True),)),
        ("***a***", (TextRun("a", emphasis=True, strong=True),)),
        ("**a *b* c**", (TextRun("a ", strong=True), TextRun("b", True, True), TextRun(" c", strong=True))),
        ("`*a*`", (TextRun("*a*", code=True),)),
        ("``a`b``", (TextRun("a`b", code=True),)),
        ("[the *report*](https://x.org/a)", (TextRun("the *report*", url="https://x.org/a"),)),
        ("[a](https://x.org/b_(c)_d)", (TextRun("a", url="https://x.org/b_(c)_d"),)),
        ("<https://x.org/_a_>", (TextRun("https://x.org/_a_", url="https://x.org/_a_"),)),
        (
            "(https://x.org/_a_).",
            (TextRun("("), TextRun("https://x.org/_a", url="https://x.org/_a"), TextRun("_"), TextRun(").")),
        ),
        ("**see https://x.org**", (TextRun("see ", strong=True), TextRun("https://x.org", strong=True, url="https://x.org"))),
        (r"\*a\*", (TextRun("*"), TextRun("a"), TextRun("*"))),
        ("the very\n*long\nway*", (TextRun("the very "), TextRun("long way", emphasis=True))),
    ],
)  # fmt: skip
def test_marks(text: str, spans: tuple[TextRun, ...]) -> None:
    assert only(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "5*3*2", "snake_case_name", "* not closed", "**", "a ** b ** c", "*a *", "_a", "`a",
        "https://x.org/a\\b", "https://x.org/{a}", "mailto:a@x.org",
        "C:\\Users\\x", "\\\\host\\x", "#tag @name",
        "[a](javascript:alert)", "[a](file:///etc/passwd)", "[a]", "<b>bold</b>", "<script>", "&amp;",
        "# title", "> said", "| a | b |", "[bold]x[/bold]", "2 < 3 * 4 > 1", "*\u0301a*", "!",
    ],
)  # fmt: skip
def test_text_without_markup_is_unchanged(text: str) -> None:
    assert plain(text) == [text]


def test_title_underlines_and_rules_lose_no_character() -> None:
    assert "".join(plain("Title\n=====\n\n---\n")).replace(" ", "") == "Title=====---"


def test_the_plain_text_has_the_addresses() -> None:
    assert plain("[the report](https://x.org/a), https://y.org") == [
        "the report (https://x.org/a), https://y.org"
    ]
    assert links("[a](https://x.org/a)\n- <https://y.org>\n`https://z.org`") == [
        "https://x.org/a",
        "https://y.org",
    ]


def test_the_case_of_a_scheme_makes_no_difference() -> None:
    assert links("HTTPS://x.org, [a](Http://y.org)") == ["HTTPS://x.org", "Http://y.org"]


@pytest.mark.parametrize("text", ["https://x.org/\x1b[m", "https://x.org/\u202eb", "[a](https://x.org/\x07)"])
def test_an_address_with_invisible_characters_is_not_a_link(text: str) -> None:
    assert links(text) == []


def test_quotation_marks_enclose_the_whole_text() -> None:
    assert [block.plain for block in enclosed(blocks("a\n\nb"), "“", "”")] == ["“a", "b”"]
    assert [block.plain for block in enclosed(blocks(""), "“", "”")] == ["“”"]


def test_what_is_unseen_is_revealed() -> None:
    assert plain("*a\x1b[31m* \u202e") == ["a^[[31m <U+202E>"]


PIECES = (
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "[",
    "](",
    "https://x.org/",
    ")",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "a",
    "b c",
    " ",
    "<",
    "\\",
)


@example("```a")
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_character_is_lost_but_marks(text: str) -> None:
    shown = "".join([block.marker + block.plain for block in blocks(text)])
    for kind in ("abc", "xorghtps"):
        assert [c for c in shown if c in kind] == [c for c in text if c in kind] or "](" in text
    marks = re.compile(r"[\s*_`\[\]()<>\\]+")
    assert (
        marks.sub("", shown).replace("-", "") == marks.sub("", text).replace("-", "")
        or "](" in text
        or "://" in text
    )


@pytest.mark.parametrize(
    "piece",
    ["*", "*a **a ", "*a_ ", "**x", "_a ", "a**b", "`a", "[", "[a](", "[a](https://x(", "https://x(", "<https://",
     "- a\n", "1. a\n", "```\n", "\\", "***a ", "__", "_ *"],
)  # fmt: skip
def test_parsing_takes_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        begun = time.process_time()
        blocks(text)
        return time.process_time() - begun

    assert seconds(80_000) < 20 * seconds(10_000) + 0.05
