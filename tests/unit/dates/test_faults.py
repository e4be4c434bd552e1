"""What EDTF cannot say, and what is written instead: whatever is proposed is a date."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.dates import parse_edtf
from timeline_tui.errors import DateError

REWRITTEN = (
    # Words for what is a set.
    ("before 1920", "[..1919]"), ("before 1920-ish", "[..1919~]"), ("after about 1920", "[1921~..]"),
    ("by 1920", "[..1920]"), ("not before 1667-12", "[1667-12..]"), ("1667 or earlier", "[..1667]"),
    ("1667 or 1668", "[1667,1668]"), ("1667|1668", "[1667,1668]"), ("1667, 1668 or 1670", "[1667,1668,1670]"),
    ("both 1667 and 1668", "{1667,1668}"), ("between 1667 and 1670", "[1667..1670]"),
    # Sets.
    ("[1667,]", "[1667]"), ("[1667,,1668]", "[1667,1668]"), ("[1667, 1668]", "[1667,1668]"),
    ("[1667,1668, 1670..1672]", "[1667,1668,1670..1672]"), ("[1667", "[1667]"), ("[1667,1668", "[1667,1668]"),
    ("[1667,1668}", "[1667,1668]"), ("{1667,1668]", "{1667,1668}"), ("[1667,1668)", "[1667,1668]"),
    ("(1667,1668)", "[1667,1668]"), ("[1667 or 1668]", "[1667,1668]"), ("{1667 and 1668}", "{1667,1668}"),
    ("[1667;1668]", "[1667,1668]"), ("[1670-1672]", "[1670..1672]"), ("[1667/1668]", "[1667..1668]"),
    ("[1667...1670]", "[1667..1670]"), ("[2024-08-06/2024-08-10]", "[2024-08-06..2024-08-10]"),
    ("{1667 or 1668}", "[1667,1668]"), ("[1667 and 1668]", "{1667,1668}"),
    ("[1667,[1668,1669]]", "[1667,1668,1669]"), ("[1667,1668]?", "[1667?,1668?]"),
    ("{1667..1670}~", "{1667~..1670~}"), ("[1667,..]", "[1667..]"), ("[..,1667]", "[..1667]"),
    ("[1760..,1765]", "[1765,1760..]"), ("[1672..1670]", "[1670..1672]"),
    ("[1670..1672-12]", "[1670..1672]"), ("[1670-06..1672-12-05]", "[1670-06..1672-12]"),
    ("[2024-08-07T14:30,2024-08-08]", "[2024-08-07,2024-08-08]"), ("[-44,-43]", "[-0044,-0043]"),
    ("[667,668]", "[0667,0668]"), ("[166u,1670]", "[166X,1670]"),
    # Years.
    ("1950S5", "1950"), ("1950S0~", "1950~"), ("19500S2", "Y19500S2"), ("Y1950S2", "1950S2"), ("1950s2", "1950S2"),
    ("Y1E3", "1000"), ("Y17E1S2", "0170S2"), ("17E8", "Y17E8"), ("Y17000E0", "Y17000"), ("Y-17e7", "Y-17E7"),
    ("y17e8", "Y17E8"), ("1950S2-12", "1950-12"), ("Y19500S9", "Y19500"),
    # Digits left open, groupings, parts.
    ("156X-11-31", "156X-11-XX"), ("1984-2X", "1984-XX"), ("1984-2X-01", "1984-XX-01"), ("156u-12-25", "156X-12-25"),
    ("2001-34-05", "2001-34"), ("2004-6~-11", "2004-06~-11"), ("2004-(06)?-11", "2004-?06-11"),
    ("2011-(06-04)~", "2011-~06-~04"), ("2004-(06)?~", "2004-%06"),
    # Times.
    ("156X-12-25T12:00", "156X-12-25"), ("2004-06-11~T12:00", "2004-06-11T12:00~"),
    ("2004?-06-11T12:00~", "2004-06-11T12:00%"),
    # Days that are counted.
    ("2004-220", "2004-08-07"), ("2004-W32", "[2004-08-02..2004-08-08]"),
    ("2004W323", "2004-08-04"), ("2020-W53-5", "2021-01-01"), ("2005-366", ""), ("2005-W53", ""),
)  # fmt: skip


@pytest.mark.parametrize(("text", "better"), REWRITTEN)
def test_what_to_write_instead(text: str, better: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_edtf(text)
    if better:
        assert caught.value.reason.endswith(f": write {better}")
        assert parse_edtf(better).text == better
    else:
        assert "level 2" not in caught.value.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "a set with nothing in it"),
        ("{}", "write it like {1667,1668}"),
        ("[..]", "it belongs to a date"),
        ("[1667,{1668,1669}]", "a set holds dates, no other set"),
        ("[1667,1669-13]", "1669-13 in the set: there is no month 13"),
        ("[1667,unknown]", "unknown in the set: not a date"),
        ("[1667,1668]/1670", "an end of an interval is one date, no set"),
        ("1670/[1671,1672]", "an end of an interval is one date, no set"),
        ("[" + ",".join(["1667"] * 300) + "]", "1,501 characters of a set"),
        ("..1984", "write [..1984] for that or earlier, ../1984 for all the time"),
        ("1984-06..", "write [1984-06..] for that or later, 1984-06/.. for all the time"),
        ("Y17E12", "out of range"),
        ("-0000S2", "write 0000"),
        ("-0000-1X", "write 0000"),
        ("2001-42", "there is no month 42"),
        ("20X4S2", "not a date"),
        ("1920s?s", "not a date"),
        ("1X-12-25", "not a date"),
        ("2004-06-~", "not a date"),
        ("X", "not a date"),
    ],
)
def test_what_is_said_where_nothing_can_be_proposed(text: str, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_edtf(text)
    assert reason in caught.value.reason


@given(st.text(alphabet="0123456789-/.:~?%XYTZESPW[]{}(), xu", min_size=3, max_size=16))
@often(300)
def test_whatever_is_proposed_is_a_date(text: str) -> None:
    proposed(text)


@given(
    st.sampled_from([text for text, _ in REWRITTEN]),
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from("0123456789-/.~?%XYTESW[]{}(), ")), max_size=3),
)
@often(400)
def test_whatever_is_proposed_for_a_slip_is_a_date(text: str, slips: list[tuple[int, str]]) -> None:
    for at, sign in slips:
        text = text[:at] + sign + text[at + 1 :]
    proposed(text)


def proposed(text: str) -> None:
    """Whatever the error ends with as something to write is read."""
    reason = ""
    try:
        parse_edtf(text)
    except DateError as error:
        reason = error.reason
    assert "level 2" not in reason
    better = re.search(r": write ([-\[{0-9XYTESZ~?%:.,/+\]}]+)(?: \(that.*)?\Z", reason)
    if better:
        assert parse_edtf(better[1]).text == better[1]
