"""Every example of the EDTF specification (Library of Congress, 4 February 2019), and more, level by level.

Each with its span, its precision, its doubts, how it is told in full and how in the list. The spans are our reading:
what the specification leaves open is said in `dates/groupings.py` and `dates/level2.py`. Where it is at odds with its
own rule, the rule holds: of `Y171010000S3` three digits are kept, which leaves a million years.

`python tests/unit/dates/test_specification.py` prints how many of each level are read as they should be.
"""

from __future__ import annotations

import sys
from datetime import date as civil_date
from itertools import combinations
from typing import NamedTuple

import pytest

from timeline_tui.dates import Date, DateContext, format_date, parse_edtf, read_human, short_date
from timeline_tui.dates.calendar import DAY, days_from_civil
from timeline_tui.errors import DateError

TODAY = civil_date(2024, 8, 9)

MARKS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}


class Example(NamedTuple):
    """`earliest` and `latest` are the days of the half-open span, or seconds, `..` where there is none."""

    text: str
    earliest: str
    latest: str
    precision: str
    doubt: str
    display: str
    label: str
    mark: str


LEVEL_0 = (
    Example("1985-04-12", "1985-04-12", "1985-04-13", "day", "", "Fri 12 April 1985", "12 Apr Fri", ""),
    Example("1985-04", "1985-04-01", "1985-05-01", "month", "", "April 1985", "Apr", ""),
    Example("1985", "1985-01-01", "1986-01-01", "year", "", "1985", "1985", ""),
    Example("1985-04-12T23:20:30", "1985-04-12T23:20:30", "1985-04-12T23:20:31", "second", "",
            "Fri 12 April 1985, 23:20:30", "12 Apr Fri", ""),
    Example("1985-04-12T23:20:30Z", "1985-04-12T23:20:30", "1985-04-12T23:20:31", "second", "",
            "Fri 12 April 1985, 23:20:30 UTC", "12 Apr Fri", ""),
    Example("1985-04-12T23:20:30-04", "1985-04-13T03:20:30", "1985-04-13T03:20:31", "second", "",
            "Fri 12 April 1985, 23:20:30 -04:00", "13 Apr Sat", ""),
    Example("1985-04-12T23:20:30+04:30", "1985-04-12T18:50:30", "1985-04-12T18:50:31", "second", "",
            "Fri 12 April 1985, 23:20:30 +04:30", "12 Apr Fri", ""),
    Example("1964/2008", "1964-01-01", "2009-01-01", "year", "", "1964 – 2008", "1964", "↔"),
    Example("2004-06/2006-08", "2004-06-01", "2006-09-01", "month", "",
            "June 2004 – August 2006", "Jun", "↔"),
    Example("2004-02-01/2005-02-08", "2004-02-01", "2005-02-09", "day", "",
            "1 February 2004 – 8 February 2005", "1 Feb Sun", "↔"),
    Example("2004-02-01/2005-02", "2004-02-01", "2005-03-01", "month", "",
            "1 February 2004 – February 2005", "1 Feb Sun", "↔"),
    Example("2004-02-01/2005", "2004-02-01", "2006-01-01", "year", "",
            "1 February 2004 – 2005", "1 Feb Sun", "↔"),
    Example("2005/2006-02", "2005-01-01", "2006-03-01", "year", "", "2005 – February 2006", "2005", "↔"),
)  # fmt: skip

LEVEL_0_MORE = (
    Example("0000", "0000-01-01", "0001-01-01", "year", "", "1 BC", "1 BC", ""),
    Example("2004-01-01T10:10:10+00:59", "2004-01-01T09:11:10", "2004-01-01T09:11:11", "second", "",
            "Thu 1 January 2004, 10:10:10 +00:59", "1 Jan Thu", ""),
    Example("0000/0000", "0000-01-01", "0001-01-01", "year", "", "1 BC – 1 BC", "1 BC", "↔"),
    Example("0000-02/1111", "0000-02-01", "1112-01-01", "year", "", "February 1 BC – 1111", "Feb", "↔"),
    Example("1111-01-01/1111", "1111-01-01", "1112-01-01", "year", "",
            "1 January 1111 – 1111", "1 Jan", "↔"),
)  # fmt: skip

LEVEL_1 = (
    Example("Y170000002", "170000002-01-01", "170000003-01-01", "year", "", "year 170000002", "170M", ""),
    Example("Y-170000002", "-170000002-01-01", "-170000001-01-01", "year", "",
            "170000003 BC", "170M BC", ""),
    Example("2001-21", "2001-03-01", "2001-06-01", "season", "", "spring 2001", "spring", ""),
    Example("1984?", "1984-01-01", "1985-01-01", "year", "?", "1984 (uncertain)", "1984", "?"),
    Example("2004-06~", "2004-06-01", "2004-07-01", "month", "~", "about June 2004", "Jun", "~"),
    Example("2004-06-11%", "2004-06-11", "2004-06-12", "day", "%",
            "about Fri 11 June 2004 (uncertain)", "11 Jun Fri", "%"),
    Example("201X", "2010-01-01", "2020-01-01", "decade", "", "2010s", "2010s", "…"),
    Example("20XX", "2000-01-01", "2100-01-01", "century", "", "2000s (century)", "20XX", "…"),
    Example("2004-XX", "2004-01-01", "2005-01-01", "month", "", "some month in 2004", "2004", "…"),
    Example("1985-04-XX", "1985-04-01", "1985-05-01", "day", "", "some day in April 1985", "Apr", "…"),
    Example("1985-XX-XX", "1985-01-01", "1986-01-01", "day", "", "some day in 1985", "1985", "…"),
    Example("1985-04-12/..", "1985-04-12", "..", "day", "",
            "from 12 April 1985, open end", "12 Apr–", "…"),
    Example("1985-04/..", "1985-04-01", "..", "month", "", "from April 1985, open end", "Apr–", "…"),
    Example("1985/..", "1985-01-01", "..", "year", "", "from 1985, open end", "1985–", "…"),
    Example("../1985-04-12", "..", "1985-04-13", "day", "",
            "until 12 April 1985, open start", "to 12 Apr", "<"),
    Example("../1985-04", "..", "1985-05-01", "month", "", "until April 1985, open start", "to Apr", "<"),
    Example("../1985", "..", "1986-01-01", "year", "", "until 1985, open start", "to 1985", "<"),
    Example("1985-04-12/", "1985-04-12", "..", "day", "",
            "from 12 April 1985, end unknown", "12 Apr–?", "…"),
    Example("1985-04/", "1985-04-01", "..", "month", "", "from April 1985, end unknown", "Apr–?", "…"),
    Example("1985/", "1985-01-01", "..", "year", "", "from 1985, end unknown", "1985–?", "…"),
    Example("/1985-04-12", "..", "1985-04-13", "day", "",
            "until 12 April 1985, start unknown", "?–12 Apr", "<"),
    Example("/1985-04", "..", "1985-05-01", "month", "", "until April 1985, start unknown", "?–Apr", "<"),
    Example("/1985", "..", "1986-01-01", "year", "", "until 1985, start unknown", "?–1985", "<"),
    Example("-1985", "-1985-01-01", "-1984-01-01", "year", "", "1986 BC", "1986 BC", ""),
)  # fmt: skip

LEVEL_1_MORE = (
    Example("2006%", "2006-01-01", "2007-01-01", "year", "%", "about 2006 (uncertain)", "2006", "%"),
    Example("-2004-23", "-2004-09-01", "-2004-12-01", "season", "", "autumn 2005 BC", "autumn", ""),
    Example("-20XX", "-2099-01-01", "-1999-01-01", "century", "", "2100 BC – 2001 BC (century)", "-20XX", "…"),
    Example("-2004-XX", "-2004-01-01", "-2003-01-01", "month", "", "some month in 2005 BC", "2005 BC", "…"),
    Example("-1985-04-XX", "-1985-04-01", "-1985-05-01", "day", "",
            "some day in April 1986 BC", "Apr", "…"),
    Example("-1985-04-12T23:20:30Z", "-1985-04-12T23:20:30", "-1985-04-12T23:20:31", "second", "",
            "12 April 1986 BC, 23:20:30 UTC", "12 Apr", ""),
    Example("1984~/2004-06", "1984-01-01", "2004-07-01", "year", "~",
            "about 1984 – June 2004", "1984", "~"),
    Example("1984/2004-06~", "1984-01-01", "2004-07-01", "year", "~",
            "1984 – about June 2004", "1984", "~"),
    Example("1984~/2004~", "1984-01-01", "2005-01-01", "year", "~", "about 1984 – about 2004", "1984", "~"),
    Example("-1984?/2004%", "-1984-01-01", "2005-01-01", "year", "%",
            "1985 BC (uncertain) – about 2004 (uncertain)", "1985 BC", "%"),
    Example("1984-06?/2004-08?", "1984-06-01", "2004-09-01", "month", "?",
            "June 1984 (uncertain) – August 2004 (uncertain)", "Jun", "?"),
    Example("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-09", "day", "%",
            "2 June 1984 (uncertain) – about 8 August 2004", "2 Jun Sat", "%"),
    Example("1984-06-02?/", "1984-06-02", "..", "day", "?",
            "from 2 June 1984 (uncertain), end unknown", "2 Jun–?", "?"),
    Example("2003-22/2004-22", "2003-06-01", "2004-09-01", "season", "",
            "summer 2003 – summer 2004", "summer", "↔"),
    Example("1952-23~/1953", "1952-09-01", "1954-01-01", "year", "~",
            "about autumn 1952 – 1953", "autumn", "~"),
    Example("-1000/-0999", "-1000-01-01", "-0998-01-01", "year", "", "1001 BC – 1000 BC", "1001 BC", "↔"),
    Example("/..", "..", "..", "millennium", "", "start unknown, open end", "", "…"),
    Example("../..", "..", "..", "millennium", "", "open start, open end", "", "…"),
)  # fmt: skip

LEVEL_2 = (
    Example("Y-17E7", "-170000000-01-01", "-169999999-01-01", "year", "", "170000001 BC", "170M BC", ""),
    Example("1950S2", "1900-01-01", "2000-01-01", "century", "",
            "about 1950 (between 1900 and 1999)", "19XX (1950)", "…"),
    Example("Y171010000S3", "171000000-01-01", "172000000-01-01", "millennium", "",
            "about 171010000 (between 171000000 and 171999999)", "171XXXXXX", "…"),
    Example("Y3388E2S3", "338000-01-01", "339000-01-01", "millennium", "",
            "about 338800 (between 338000 and 338999)", "338XXX", "…"),
    Example("2001-34", "2001-04-01", "2001-07-01", "season", "", "2nd quarter 2001", "Q2", ""),
    Example("[1667,1668,1670..1672]", "1667-01-01", "1673-01-01", "year", "",
            "one of 1667, 1668, 1670 – 1672", "1667 or", "…"),
    Example("[..1760-12-03]", "..", "1760-12-04", "day", "", "3 December 1760 or earlier", "by 3 Dec", "<"),
    Example("[1760-12..]", "1760-12-01", "..", "month", "", "December 1760 or later", "Dec or", "…"),
    Example("[1760-01,1760-02,1760-12..]", "1760-01-01", "..", "month", "",
            "one of January 1760, February 1760, December 1760 or later", "Jan or", "…"),
    Example("[1667,1760-12]", "1667-01-01", "1761-01-01", "year", "",
            "1667 or December 1760", "1667 or", "…"),
    Example("[..1984]", "..", "1985-01-01", "year", "", "1984 or earlier", "by 1984", "<"),
    Example("{1667,1668,1670..1672}", "1667-01-01", "1673-01-01", "year", "",
            "all of 1667, 1668, 1670 – 1672", "1667 +", "↔"),
    Example("{1960,1961-12}", "1960-01-01", "1962-01-01", "year", "",
            "both 1960 and December 1961", "1960 +1", "↔"),
    Example("{..1984}", "..", "1985-01-01", "year", "", "1984 and every year before", "to 1984 +", "…"),
    Example("2004-06-11%", "2004-06-11", "2004-06-12", "day", "%",
            "about Fri 11 June 2004 (uncertain)", "11 Jun Fri", "%"),
    Example("2004-06~-11", "2004-06-11", "2004-06-12", "day", "~",
            "11 June 2004 (year and month approximate)", "11 Jun", "~"),
    Example("2004?-06-11", "2004-06-11", "2004-06-12", "day", "?",
            "11 June 2004 (year uncertain)", "11 Jun", "?"),
    Example("?2004-06-~11", "2004-06-11", "2004-06-12", "day", "%",
            "11 June 2004 (year uncertain, day approximate)", "11 Jun", "%"),
    Example("2004-%06-11", "2004-06-11", "2004-06-12", "day", "%",
            "11 June 2004 (month approximate and uncertain)", "11 Jun", "%"),
    Example("156X-12-25", "1560-12-25", "1569-12-26", "day", "",
            "25 December of some year in the 1560s", "25 Dec", "…"),
    Example("15XX-12-25", "1500-12-25", "1599-12-26", "day", "",
            "25 December of some year in the 1500s (century)", "25 Dec", "…"),
    Example("XXXX-12-XX", "0000-12-01", "10000-01-01", "day", "",
            "some day in December of an unknown year", "Dec", "…"),
    Example("1XXX-XX", "1000-01-01", "2000-01-01", "month", "",
            "some month of some year in the 1000s (millennium)", "1XXX", "…"),
    Example("1XXX-12", "1000-12-01", "2000-01-01", "month", "",
            "December of some year in the 1000s (millennium)", "Dec", "…"),
    Example("1984-1X", "1984-10-01", "1985-01-01", "month", "",
            "one of October – December 1984", "Oct-Dec", "…"),
    Example("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-21", "day", "~",
            "1 June 2004 (day approximate) – 20 June 2004 (day approximate)", "1 Jun", "~"),
    Example("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-04", "day", "",
            "from some day in June 2004 to 3 July 2004", "Jun", "↔"),
)  # fmt: skip

LEVEL_2_MORE = (
    Example("Y17E8", "1700000000-01-01", "1700000001-01-01", "year", "", "year 1700000000", "1.7G", ""),
    Example("Y17101E4S3", "171000000-01-01", "172000000-01-01", "millennium", "",
            "about 171010000 (between 171000000 and 171999999)", "171XXXXXX", "…"),
    Example("Y-3388E2S3", "-338999-01-01", "-337999-01-01", "millennium", "",
            "about 338801 BC (between 339000 BC and 338001 BC)", "-338XXX", "…"),
    Example("Y-171010000S2", "-179999999-01-01", "-169999999-01-01", "millennium", "",
            "about 171010001 BC (between 180000000 BC and 170000001 BC)", "-17XXXXXXX", "…"),
    Example("1950S4", "1950-01-01", "1951-01-01", "year", "", "1950", "1950", ""),
    Example("2000S3", "2000-01-01", "2010-01-01", "decade", "",
            "about 2000 (between 2000 and 2009)", "200X (2000)", "…"),
    Example("1950S2~", "1900-01-01", "2000-01-01", "century", "~",
            "about 1950 (between 1900 and 1999) (approximate)", "19XX (1950)", "~"),
    Example("-1859S2", "-1899-01-01", "-1799-01-01", "century", "",
            "about 1860 BC (between 1900 BC and 1801 BC)", "-18XX", "…"),
    Example("2001-25", "2001-03-01", "2001-06-01", "season", "",
            "spring 2001 (northern hemisphere)", "spring N", ""),
    Example("2001-26", "2001-06-01", "2001-09-01", "season", "",
            "summer 2001 (northern hemisphere)", "summer N", ""),
    Example("2001-27", "2001-09-01", "2001-12-01", "season", "",
            "autumn 2001 (northern hemisphere)", "autumn N", ""),
    Example("2001-28", "2001-12-01", "2002-03-01", "season", "",
            "winter 2001 (northern hemisphere)", "winter N", ""),
    Example("2001-29", "2001-09-01", "2001-12-01", "season", "",
            "spring 2001 (southern hemisphere)", "spring S", ""),
    Example("2001-30", "2001-12-01", "2002-03-01", "season", "",
            "summer 2001 (southern hemisphere)", "summer S", ""),
    Example("2001-31", "2001-03-01", "2001-06-01", "season", "",
            "autumn 2001 (southern hemisphere)", "autumn S", ""),
    Example("2001-32", "2001-06-01", "2001-09-01", "season", "",
            "winter 2001 (southern hemisphere)", "winter S", ""),
    Example("2001-33", "2001-01-01", "2001-04-01", "season", "", "1st quarter 2001", "Q1", ""),
    Example("2001-35", "2001-07-01", "2001-10-01", "season", "", "3rd quarter 2001", "Q3", ""),
    Example("2001-36", "2001-10-01", "2002-01-01", "season", "", "4th quarter 2001", "Q4", ""),
    Example("2001-37", "2001-01-01", "2001-05-01", "season", "", "1st quadrimester 2001", "Jan-Apr", ""),
    Example("2001-38", "2001-05-01", "2001-09-01", "season", "", "2nd quadrimester 2001", "May-Aug", ""),
    Example("2001-39", "2001-09-01", "2002-01-01", "season", "", "3rd quadrimester 2001", "Sep-Dec", ""),
    Example("2001-40", "2001-01-01", "2001-07-01", "season", "", "1st half 2001", "1st half", ""),
    Example("2001-41", "2001-07-01", "2002-01-01", "season", "", "2nd half 2001", "2nd half", ""),
    Example("-2001-34", "-2001-04-01", "-2001-07-01", "season", "", "2nd quarter 2002 BC", "Q2", ""),
    Example("2001-29/2001-31", "2001-03-01", "2001-12-01", "season", "",
            "spring 2001 (southern hemisphere) – autumn 2001 (southern hemisphere) (reversed)",
            "autumn S", "↔"),
    Example("2001-34~/2001-36?", "2001-04-01", "2002-01-01", "season", "%",
            "about 2nd quarter 2001 – 4th quarter 2001 (uncertain)", "Q2", "%"),
    Example("[1667,1668]", "1667-01-01", "1669-01-01", "year", "", "1667 or 1668", "1667 or", "…"),
    Example("{1667,1668}", "1667-01-01", "1669-01-01", "year", "", "both 1667 and 1668", "1667 +1", "↔"),
    Example("{1760-12..}", "1760-12-01", "..", "month", "",
            "December 1760 and every month after", "Dec +", "…"),
    Example("[1672..1682]", "1672-01-01", "1683-01-01", "year", "", "one of 1672 – 1682", "1672 or", "…"),
    Example("[1667]", "1667-01-01", "1668-01-01", "year", "", "1667", "1667", ""),
    Example("[-1667,1668,1670..1672]", "-1667-01-01", "1673-01-01", "year", "",
            "one of 1668 BC, 1668, 1670 – 1672", "1668 BC or", "…"),
    Example("{-1640-06..-1200-01}", "-1640-06-01", "-1200-02-01", "month", "",
            "all of June 1641 BC – January 1201 BC", "Jun +", "↔"),
    Example("[-1740-02-12..-1200-01-29]", "-1740-02-12", "-1200-01-30", "day", "",
            "one of 12 February 1741 BC – 29 January 1201 BC", "12 Feb or", "…"),
    Example("[1760-12..1761-02,1761-05..]", "1760-12-01", "..", "month", "",
            "one of December 1760 – February 1761, May 1761 or later", "Dec or", "…"),
    Example("[2024-08-07,2024-08-09?]", "2024-08-07", "2024-08-10", "day", "?",
            "7 August 2024 or 9 August 2024 (uncertain)", "7 Aug or", "?"),
    Example("[1984~,1985?]", "1984-01-01", "1986-01-01", "year", "%",
            "about 1984 or 1985 (uncertain)", "1984 or", "%"),
    Example("{2001-21,2001-33}", "2001-01-01", "2001-06-01", "season", "",
            "both spring 2001 and 1st quarter 2001", "Q1 +1", "↔"),
    Example("[156X,1601]", "1560-01-01", "1602-01-01", "decade", "", "1560s or 1601", "1560s or", "…"),
    Example("{2024-08-07,2024-08}", "2024-08-01", "2024-09-01", "month", "",
            "both 7 August 2024 and August 2024", "Aug +1", "↔"),
    Example("[156X-12-25,1575]", "1560-12-25", "1576-01-01", "year", "",
            "25 December of some year in the 1560s; or 1575", "25 Dec or", "…"),
    Example("?2001", "2001-01-01", "2002-01-01", "year", "?", "2001 (uncertain)", "2001", "?"),
    Example("2001~-09", "2001-09-01", "2001-10-01", "month", "~",
            "September 2001 (year approximate)", "Sep", "~"),
    Example("2001-?09~-09", "2001-09-09", "2001-09-10", "day", "%",
            "9 September 2001 (year approximate, month approximate and uncertain)", "9 Sep", "%"),
    Example("2004?-06-~11", "2004-06-11", "2004-06-12", "day", "%",
            "11 June 2004 (year uncertain, day approximate)", "11 Jun", "%"),
    Example("2004-?06-?11", "2004-06-11", "2004-06-12", "day", "?",
            "11 June 2004 (month and day uncertain)", "11 Jun", "?"),
    Example("?2004-06-04~", "2004-06-04", "2004-06-05", "day", "%",
            "4 June 2004 (year approximate and uncertain, month and day approximate)", "4 Jun", "%"),
    Example("2004-%06", "2004-06-01", "2004-07-01", "month", "%",
            "June 2004 (month approximate and uncertain)", "Jun", "%"),
    Example("2004?-%06", "2004-06-01", "2004-07-01", "month", "%",
            "June 2004 (year uncertain, month approximate and uncertain)", "Jun", "%"),
    Example("2011-~06-~04", "2011-06-04", "2011-06-05", "day", "~",
            "4 June 2011 (month and day approximate)", "4 Jun", "~"),
    Example("2011-23~", "2011-09-01", "2011-12-01", "season", "~", "about autumn 2011", "autumn", "~"),
    Example("2011-~23", "2011-09-01", "2011-12-01", "season", "~",
            "autumn 2011 (season approximate)", "autumn", "~"),
    Example("-2004?-06-~11", "-2004-06-11", "-2004-06-12", "day", "%",
            "11 June 2005 BC (year uncertain, day approximate)", "11 Jun", "%"),
    Example("?-2004-06", "-2004-06-01", "-2004-07-01", "month", "?",
            "June 2005 BC (year uncertain)", "Jun", "?"),
    Example("%-2011-06-13", "-2011-06-13", "-2011-06-14", "day", "%",
            "13 June 2012 BC (year approximate and uncertain)", "13 Jun", "%"),
    Example("15XX-12-XX", "1500-12-01", "1600-01-01", "day", "",
            "some day in December of some year in the 1500s (century)", "Dec", "…"),
    Example("1560-XX-25", "1560-01-25", "1560-12-26", "day", "",
            "day 25 of some month in 1560", "1560", "…"),
    Example("15XX-01-3X", "1500-01-30", "1599-02-01", "day", "",
            "day 30 or 31 in January of some year in the 1500s (century)", "Jan", "…"),
    Example("1500-1X-25", "1500-10-25", "1500-12-26", "day", "",
            "day 25 of one of October – December 1500", "Oct-Dec", "…"),
    Example("15XX-X2", "1500-02-01", "1600-01-01", "month", "",
            "February or December of some year in the 1500s (century)", "15XX", "…"),
    Example("1984-X0", "1984-10-01", "1984-11-01", "month", "", "October 1984", "Oct", ""),
    Example("1XX3", "1003-01-01", "1994-01-01", "year", "", "some year of the form 1XX3", "1XX3", "…"),
    Example("XXXX", "0000-01-01", "10000-01-01", "millennium", "", "an unknown year", "XXXX", "…"),
    Example("XXXX-XX", "0000-01-01", "10000-01-01", "month", "",
            "some month of an unknown year", "XXXX", "…"),
    Example("XXXX-XX-XX", "0000-01-01", "10000-01-01", "day", "",
            "some day in an unknown year", "XXXX", "…"),
    Example("2004-0X-1X", "2004-01-10", "2004-09-20", "day", "",
            "one of the days 10 – 19 in January – September 2004", "Jan-Sep", "…"),
    Example("-156X-12-25", "-1569-12-25", "-1560-12-26", "day", "",
            "25 December of some year, 1570 BC – 1561 BC", "25 Dec", "…"),
    Example("-1XXX-12", "-1999-12-01", "-0999-01-01", "month", "",
            "December of some year, 2000 BC – 1001 BC", "Dec", "…"),
    Example("200X-02-29", "2000-02-29", "2008-03-01", "day", "",
            "29 February of some year in the 2000s (decade)", "29 Feb", "…"),
    Example("156X-21", "1560-03-01", "1569-06-01", "season", "",
            "spring of some year in the 1560s", "spring", "…"),
    Example("156X-12~-25", "1560-12-25", "1569-12-26", "day", "~",
            "25 December of some year in the 1560s (year and month approximate)", "25 Dec", "~"),
    Example("2004-06-1X", "2004-06-10", "2004-06-20", "day", "",
            "one of the days 10 – 19 in June 2004", "Jun", "…"),
    Example("2004-06-1X~", "2004-06-10", "2004-06-20", "day", "~",
            "about one of the days 10 – 19 in June 2004", "Jun", "~"),
    Example("2019-12/%2020", "2019-12-01", "2021-01-01", "year", "%",
            "December 2019 – about 2020 (uncertain)", "Dec", "%"),
    Example("2003-06-11%/2004-%06", "2003-06-11", "2004-07-01", "month", "%",
            "about 11 June 2003 (uncertain) – June 2004 (month approximate and uncertain)",
            "11 Jun Wed", "%"),
    Example("XXXX-12-21/1890-09-2X", "0000-12-21", "1890-09-30", "day", "",
            "from 21 December of an unknown year to one of the days 20 – 29 in September 1890",
            "21 Dec", "↔"),
    Example("2004-06-11/2004-1X", "2004-06-11", "2005-01-01", "month", "",
            "from 11 June 2004 to one of October – December 2004", "11 Jun Fri", "↔"),
    Example("1919-XX-02/1919-XX-01", "1919-01-02", "1919-12-02", "day", "",
            "from day 2 of some month in 1919 to day 1 of some month in 1919", "1919", "↔"),
)  # fmt: skip

SPECIFIED = {0: LEVEL_0, 1: LEVEL_1, 2: LEVEL_2}
"""The specification's own examples, by level."""

MORE = {0: LEVEL_0_MORE, 1: LEVEL_1_MORE, 2: LEVEL_2_MORE}

ALL = [*(each for level in (0, 1, 2) for each in (*SPECIFIED[level], *MORE[level]))]


def second(day: str) -> int | None:
    """ "1985-04-12" or "1985-04-12T23:20:30" in seconds from 1970, of any year; None for ".."."""
    if day == "..":
        return None
    date, _, clock = day.partition("T")
    sign = -1 if date.startswith("-") else 1
    year, month, of_month = map(int, date.lstrip("-").split("-"))
    hours, minutes, seconds = map(int, clock.split(":")) if clock else (0, 0, 0)
    return days_from_civil(sign * year, month, of_month) * DAY + hours * 3600 + minutes * 60 + seconds


def faults(example: Example) -> list[str]:
    """What is not as it should be."""
    try:
        date = parse_edtf(example.text)
    except DateError as error:
        return [error.reason]
    short = short_date(date)
    wanted = {
        "text": (date.text, example.text),
        "earliest": (date.earliest, second(example.earliest)),
        "latest": (date.latest, second(example.latest)),
        "precision": (date.precision.name.lower(), example.precision),
        "doubt": (MARKS[date.approximate, date.uncertain], example.doubt),
        "display": (format_date(date), example.display),
        "label": (short.label_day + short.tail, example.label),
        "mark": (short.mark, example.mark),
    }
    return [f"{name}: {found!r}, not {want!r}" for name, (found, want) in wanted.items() if found != want]


@pytest.mark.parametrize("example", ALL, ids=[example.text for example in ALL])
def test_an_example_is_read_and_told(example: Example) -> None:
    assert not faults(example)


def test_every_example_of_the_specification_is_there_and_read() -> None:
    assert score() == {0: (13, 13), 1: (24, 24), 2: (27, 27)}


def test_examples_stand_in_order() -> None:
    """By the earliest second, then the longer first, then the coarser: whatever level they are of.

    What is of any year stands apart.
    """
    for one, other in combinations([each for each in ALL if not each.text.startswith("XXXX")], 2):
        first, then = parse_edtf(one.text), parse_edtf(other.text)
        start, start_of_other = second(one.earliest), second(other.earliest)
        if start is not None and start_of_other is not None and start != start_of_other:
            assert (start < start_of_other) == (first.sort_key < then.sort_key), (one.text, other.text)
        elif start is not None and start == start_of_other:
            end, end_of_other = second(one.latest), second(other.latest)
            if end != end_of_other:
                longer = end is None or (end_of_other is not None and end > end_of_other)
                assert longer == (first.sort_key < then.sort_key), (one.text, other.text)


@pytest.mark.parametrize("example", ALL, ids=[example.text for example in ALL])
def test_what_is_shown_and_typed_back_means_the_same(example: Example) -> None:
    """No precision is lost or gained on the way through ``."""
    date = parse_edtf(example.text)
    typed = read_human(format_date(date, weekday=False), DateContext(TODAY)).date
    assert meaning(typed) == meaning(date)


def meaning(date: Date) -> tuple[object, ...]:
    return date.earliest, date.latest, date.precision, date.approximate, date.uncertain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[1608,1601,1602,1603,1604,1605,1606,1607,1609]", "one of 9 dates, from 1601 to 1609"),
        ("{1601,1602,1603,1604,1605,1606,1607,1609..1611,1650..}",
         "all of 9 dates or ranges, from 1601 to 1650 or later"),
        ("[..1600,1602,1603,1604,1605,1606,1607,1608,1609]",
         "one of 9 dates or ranges, from 1600 or earlier to 1609"),
        ("[1601,1602,1603,1604,1605,1606,1607,1608]",
         "one of 1601, 1602, 1603, 1604, 1605, 1606, 1607, 1608"),
    ],
)  # fmt: skip
def test_a_long_set_is_told_by_its_ends(text: str, shown: str) -> None:
    assert format_date(parse_edtf(text)) == shown


def test_level_2_among_the_others() -> None:
    ordered = ["Y-17E7", "1XXX-XX", "1XXX-12", "15XX-12-25", "1560", "156X-12-25", "1570", "[1667,1760-12]"]
    ordered += [
        "1667/1672",
        "[1667,1668,1670..1672]",
        "1667",
        "1760-01",
        "[1760-12..]",
        "[..1760-12-03]",
        "19XX",
    ]
    ordered += ["1950S2", "1900", "1984", "1984-1X", "1984-10", "1984-12-31", "{..1984}", "[..1984]", "2001"]
    ordered += ["2001-40", "2001-37", "2001-33", "2001-01", "2001-21", "2001-34", "2001-29", "2004-06~-11"]
    ordered += ["Y3388E2S3", "Y171010000S3", "Y17E8", "XXXX", "XXXX-03-13", "XXXX-12-XX", "XXXX-12-25"]
    keys = [parse_edtf(text).sort_key for text in ordered]
    assert keys == sorted(keys)


def score() -> dict[int, tuple[int, int]]:
    """By level: how many of the specification's examples are read and told as they should be, and of how many."""
    return {
        level: (sum(not faults(example) for example in examples), len(examples))
        for level, examples in SPECIFIED.items()
    }


def main() -> None:
    """Print the score by level, and what fails."""
    lines = [f"{example.text}: {fault}" for example in ALL for fault in faults(example)]
    for level, (good, of) in score().items():
        more = sum(not faults(example) for example in MORE[level])
        lines.append(f"level {level}: {good} of {of} of the specification, {more} of {len(MORE[level])} more")
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
