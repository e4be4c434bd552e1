"""What people write for a date, and what each is told: the right EDTF where there is one, never a wrong one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.dates import parse_edtf
from timeline_tui.dates.edtf import read
from timeline_tui.errors import DateError

WRITE = (
    # Years that are about, before, after, or several.
    ("ca. 1900", "1900~"), ("c1900", "1900~"), ("1900c", "1900~"), ("1900 ca", "1900~"), ("approx. 1900", "1900~"),
    ("1900 (approx)", "1900~"), ("probably 1900", "1900?"), ("1900(?)", "1900?"), ("1900.", "1900"),
    ("<1900", "[..1899]"), (">1900", "[1901..]"), ("< 1900", "[..1899]"), ("<=1900", "[..1900]"),
    (">=1900", "[1900..]"), ("\u22641900", "[..1900]"), ("<1900-05", "[..1900-04]"), (">1900-12-31", "[1901-01-01..]"),
    ("<1900~", "[..1899~]"), ("before 1900-01", "[..1899-12]"), ("<0001", "[..0000]"), ("after ca. 1900", "[1901~..]"),
    ("before 44 BC", "[..-0044]"), ("after Aug 1900", "[1900-09..]"), ("by 7 August 1900", "[..1900-08-07]"),
    ("1900 or 1901", "[1900,1901]"), ("between 1900 and 1905", "[1900..1905]"),
    # Intervals.
    ("1900-1910", "1900/1910"), ("1939-45", "1939/1945"), ("1914-18", "1914/1918"), ("1939\u201345", "1939/1945"),
    ("1939/45", "1939/1945"), ("1946-89?", "1946/1989?"), ("1900-1905?", "1900/1905?"), ("1900?-1905", "1900?/1905"),
    ("c. 1900-1905", "1900~/1905~"), ("1900 to 1910", "1900/1910"), ("from May 1900 to 1910", "1900-05/1910"),
    ("1900-present", "1900/.."), ("1900/?", "1900/"), ("6-10 August 2024", "2024-08-06/2024-08-10"),
    ("2024-08-07\u20132024-08-10", "2024-08-07/2024-08-10"), ("1939-1945-05", "1939/1945-05"),
    ("2024-08-07T14:30/15:30", "2024-08-07T14:30/2024-08-07T15:30"),
    ("2024-08-07 14:30 \u2013 15:30", "2024-08-07T14:30/2024-08-07T15:30"),
    # Numbers in another order.
    ("1/1/2024", "2024-01-01"), ("13/1/2024", "2024-01-13"), ("1/13/2024", "2024-01-13"), ("31.12.1900", "1900-12-31"),
    ("29/2/2024", "2024-02-29"), ("08/2024", "2024-08"), ("8.2024", "2024-08"), ("7/2024~", "2024-07~"),
    ("1900/5", "1900-05"), ("1900/05/07", "1900-05-07"), ("1900-00-00", "1900"), ("1900-05-00", "1900-05"),
    ("2024-??-??", "2024-XX-XX"), ("2024-08-??", "2024-08-XX"), ("20??", "20XX"), ("199?", "199X"), ("199-", "199X"),
    # Words.
    ("Aug 1900", "1900-08"), ("7 August 1900", "1900-08-07"), ("August 7, 1900", "1900-08-07"),
    ("2024 May 5", "2024-05-05"), ("2024-May-05", "2024-05-05"), ("5-May-2024", "2024-05-05"),
    ("Spring 1900", "1900-21"), ("Winter 1900/01", "1900-24"), ("winter 1899-1900", "1899-24"),
    ("20th c.", "1901/2000"), ("the 1990s", "199X"),
    # Eras.
    ("1900 BC", "-1899"), ("1900 BCE", "-1899"), ("AD 79", "0079"), ("A.D. 79", "0079"), ("44 B.C.", "-0043"),
    ("44 B.C.E.", "-0043"), ("0044 BC", "-0043"), ("12,000 BC", "Y-11999"), ("12,000 BP", "Y-10050~"),
    ("5730 years BP", "-3780~"), ("10 ka", "-8050~"), ("66 Ma", "Y-66E6S2"), ("4.5 Ga", "Y-45E8S2"),
    ("13.8 billion years ago", "Y-138E8S3"), ("65.5 mya", "Y-655E5S3"),
    ("500-480 BC", "-0499/-0479"), ("500\u2013480 BC", "-0499/-0479"), ("753 - 509 BC", "-0752/-0508"),
    ("c. 500-480 BC", "-0499~/-0479~"), ("from 323 to 31 BC", "-0322/-0030"), ("1500-1400 BCE", "-1499/-1399"),
    ("100 BC - 50 AD", "-0099/0050"), ("500 BC to 1453", "-0499/1453"), ("2 - 30 May 1914", "1914-05-02/1914-05-30"),
    # Times.
    ("2024-08-07T14:30+3", "2024-08-07T14:30+03:00"), ("2024-08-07T14:30-5:30", "2024-08-07T14:30-05:30"),
    ("2024-08-07 14:30 GMT+3", "2024-08-07T14:30+03:00"), ("2024-08-07T14:30 UTC", "2024-08-07T14:30Z"),
    ("2024-08-07T14:30+03:00[Europe/Kyiv]", "2024-08-07T14:30+03:00"), ("2024-08-07T24:00", "2024-08-08T00:00"),
    ("2024-08-07 2:30 pm", "2024-08-07T14:30"), ("2024-08-07 12 am", "2024-08-07T00:00"),
    ("2024-08-07 14h30", "2024-08-07T14:30"), ("2024-08-07T14.30", "2024-08-07T14:30"),
    ("2024-08-07 noon", "2024-08-07T12:00"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "better"), WRITE)
def test_what_to_write(text: str, better: str) -> None:
    assert re.search(r": write (\S+)\Z", reason(text), re.MULTILINE), reason(text)
    assert reason(text).endswith(f": write {better}")
    assert parse_edtf(better).text == better
    assert not parse_edtf(better).reversed


NOTHING = "leave the date out"
DAILY = "write the date itself, like 2024-08-07"
ON_A_DAY = "not a date but a time: write it with its day, like 2024-08-07T14:30"
WHICH_YEAR = "which is the year? It goes first and has four digits"
SAID = (
    *[(text, f"it says that nothing is known: {NOTHING}") for text in
      ("unknown", "Unknown", "n.d.", "nd", "undated", "?", "??", "no date", "n/a", "TBD", "-", "s.d.")],
    *[(text, DAILY) for text in ("today", "yesterday", "now", "next year", "Monday", "300 years ago")],
    *[(text, ON_A_DAY) for text in ("24:00", "noon", "14:30", "00:30", "2:30 pm")],
    *[(text, WHICH_YEAR) for text in ("1/2/24", "12/31/99", "7.8.24", "24-08-07")],
    # Two dates that it could be: both.
    ("1/2/2024", "which is the month? Write 2024-02-01 or 2024-01-02"),
    ("7.8.1900", "which is the month? Write 1900-08-07 or 1900-07-08"),
    ("7-8-1900", "which is the month? Write 1900-08-07 or 1900-07-08"),
    ("1900s", "a decade or a century? Write 190X or 19XX"),
    ("202408", "a month or a long year? Write 2024-08 or Y202408"),
    ("1900+", "write [1900..] for that or later, 1900/.. for all the time since"),
    ("-44", "write -0044 (that is 45 BC; 44 BC is -0043)"),
    # What EDTF has no word for.
    ("early 1990s", 'EDTF has no "early": write 199X, or the dates that are meant as a set'),
    ("mid-1800s", 'EDTF has no "mid": write 180X or 18XX, or the dates'),
    ("end of 1900", 'EDTF has no "end": write 1900, or'),
    ("7 August", "it needs a year: write it like 2024-08-07"),
    ("Aug", "it needs a year: write it like 2024-08"),
    # Beyond what there is.
    ("Y1000000000000", f"beyond Y99999999999: {NOTHING}, and write it as `date_text`"),
    ("Y-1000000000000", f"out of range, that is beyond Y99999999999: {NOTHING}"),
    ("32/1/2024", "years go first, with hyphens: write it like 2024-08-07"),
    ("1999-13", "there is no month 13"),
    ("24/2024", "there is no month 24: write a month like 2024-08, and years with four digits"),
    ("00/2024", "there is no month 00"), ("13/0999", "there is no month 13"),
    ("7 août 1900", "not a date: write it like 2024,"),
    ("2024-02-30", "there is no day 30: 2024-02 has 29 days"),
    # Zones.
    ("2024-08-07T14:30 Europe/Kyiv", "not the name of a zone: write 2024-08-07T14:30+03:00 (or"),
    ("2024-08-07 14:30 Europe/Kyiv", '(or, where the `timezone` of the file is "Europe/Kyiv", 2024-08-07T14:30)'),
    ("2024-08-07T14:30[Europe/Kyiv]", "write 2024-08-07T14:30+03:00 (or"),
    ("2024-01-07 9:30:15 Europe/Kyiv", "write 2024-01-07T09:30:15+02:00 (or"),
    ("2024-10-27T03:30 Europe/Kyiv", "that hour came twice: write 2024-10-27T03:30+03:00 or 2024-10-27T03:30+02:00"),
    ("2024-03-31T03:30 Europe/Kyiv", "no clock of Europe/Kyiv showed that: write 2024-03-31T03:30+HH:MM"),
    ("1800-01-01T12:00 Europe/Paris", 'where the `timezone` of the file is "Europe/Paris", 1800-01-01T12:00'),
    ("2024-08-07T14:30 Mars/Base", "there is no zone Mars/Base: write 2024-08-07T14:30+HH:MM"),
    ("2024-02-30T14:30 Europe/Kyiv", "there is no day 30: 2024-02 has 29 days"),
    ("2024-08-07T14:30+99:00[Europe/Kyiv]", "no clock is +99:00 from UTC"),
    ("0000-08-07T14:30 Europe/Kyiv", 'where the `timezone` of the file is "Europe/Kyiv", 0000-08-07T14:30'),
    ("2024-08-07T14:30 IST", "not the name of a zone, which IST may be of several: write 2024-08-07T14:30+HH:MM"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_is_said_where_there_is_no_one_way_out(text: str, said: str) -> None:
    assert said in reason(text)
    assert "interval:" not in reason(text)


@pytest.mark.parametrize(
    "text",
    [
        "44 BC - 50 BC",
        "30 - 2 may 1914",
        "44-50 BC",
        "1918 to 1914",
        "500 BC to 480",
        "may 490 - june 480 BC",
        "1 - 5 march 44 BC",
        "2024-08-07 13 pm",
        "2024-08-07 0 pm",
        "reign of Nero",
        "12 Rajab 1445",
        "MCM",
        "Easter 1900",
        "2024-08-07T14:30 sharp",
    ],
)
def test_nothing_is_proposed_for_what_is_not_understood(text: str) -> None:
    assert reason(text) == "not a date: write it like 2024, 2024-08, 2024-08-07 or 2024-08-07T14:30"


@pytest.mark.parametrize(
    "text",
    ["65,5 Ma", "4,5 Ga", "2,5 million years ago", "1,25 ka", "1,2,3 BP", "12,34 BP"],
)
def test_commas_part_thousands_only(text: str) -> None:
    assert ": write Y" not in reason(text)
    assert reason(text).startswith("not a date")


@given(
    st.sampled_from([text for text, _ in (*WRITE, *SAID)]),
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from("0123456789-/.~?<>TXE[], abcs")), max_size=3),
)
@often(400)
def test_whatever_is_proposed_for_a_slip_is_a_date(text: str, slips: list[tuple[int, str]]) -> None:
    for at, sign in slips:
        text = text[:at] + sign + text[at + 1 :]
    try:
        parse_edtf(text)
    except DateError as error:
        for better in re.findall(r"[Ww]rite (?:it like )?([-\[{Y0-9][^ ]*)", error.reason):
            if "HH:MM" not in better:
                assert not isinstance(read(better.rstrip(",")), str)


def reason(text: str) -> str:
    with pytest.raises(DateError) as caught:
        parse_edtf(text)
    return caught.value.reason
