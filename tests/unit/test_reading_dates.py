"""Dates as people type them: each shape with the reading that a careful person would give it."""

from __future__ import annotations

import pytest

from diplomap.values.dates import PartialDate
from diplomap.values.reading_dates import DateFault, DateReading, DayOrder, column_order, read_date

READ = [
    # days
    ("3 May 2019", "2019-05-03"),
    ("03 May 2019", "2019-05-03"),
    ("3 may 2019", "2019-05-03"),
    ("May 3, 2019", "2019-05-03"),
    ("May 3rd 2019", "2019-05-03"),
    ("3rd of May, 2019", "2019-05-03"),
    ("2019 May 3", "2019-05-03"),
    ("3-May-2019", "2019-05-03"),
    ("03MAY2019", "2019-05-03"),
    ("Sept. 11, 2001", "2001-09-11"),
    ("12 Mar. 1999", "1999-03-12"),
    ("on 3 May 2019", "2019-05-03"),
    ("Friday 3 May 2019", "2019-05-03"),
    ("3 May 2019, Friday", "2019-05-03"),
    ("3 May 2019 (Friday)", "2019-05-03"),
    ("1974 (3 May)", "1974-05-03"),
    ("1er janvier 1960", "1960-01-01"),
    ("1 août 1960", "1960-08-01"),
    ("3 de mayo de 1960", "1960-05-03"),
    ("3. März 1960", "1960-03-03"),
    ("2019年5月3日", "2019-05-03"),
    ("2019년 5월 3일", "2019-05-03"),
    ("2019-5-3", "2019-05-03"),
    ("2019/05/03", "2019-05-03"),
    ("2019.05.03", "2019-05-03"),
    ("2019 05 03", "2019-05-03"),
    ("20190503", "2019-05-03"),
    ("20190500", "2019-05"),
    ("25/4/2019", "2019-04-25"),
    ("4/25/2019", "2019-04-25"),
    ("15. 5. 2019", "2019-05-15"),
    ("3/3/2019", "2019-03-03"),
    ("25 04 2019", "2019-04-25"),
    ("29 February 2000", "2000-02-29"),
    # days with a time
    ("1992-01-01T00:00:00Z", "1992-01-01"),
    ("1992-01-01 00:00:00", "1992-01-01"),
    ("2019-05-03T10:00+09:00", "2019-05-03"),
    ("25/5/2019 10:00 PM", "2019-05-25"),
    ("3 May 2019 10:00", "2019-05-03"),
    ("Fri, 03 May 2019 10:00:00 GMT", "2019-05-03"),
    # months
    ("May 2019", "2019-05"),
    ("May, 2019", "2019-05"),
    ("September  1951", "1951-09"),
    ("May-2019", "2019-05"),
    ("in May 2019", "2019-05"),
    ("2019-5", "2019-05"),
    ("2019/5", "2019-05"),
    ("5/2019", "2019-05"),
    ("05.2019", "2019-05"),
    ("2019-05-00", "2019-05"),
    ("00/05/2019", "2019-05"),
    ("1985-04-XX", "1985-04"),
    ("2019 (May)", "2019-05"),
    # years
    (" 2019 ", "2019"),
    ("2019.0", "2019"),
    ("1974.", "1974"),
    ("'1974'", "1974"),
    ("[1974]", "1974"),
    ("AD 1066", "1066"),
    ("1066 CE", "1066"),
    ("since 1974", "1974"),
    ("2019-00-00", "2019"),
    ("1998-00", "1998"),
    ("1985-XX-XX", "1985"),
    ("2019年", "2019"),
    # decades and centuries
    ("1990s", "199X"),
    ("1990's", "199X"),
    ("the 1990s", "199X"),
    ("199x", "199X"),
    ("199?", "199X"),
    ("1990s?", "199X?"),
    ("c. 1990s", "199X~"),
    ("early 1990s", "1990..1993~"),
    ("the early 1990s", "1990..1993~"),
    ("mid-1990s", "1994..1996~"),
    ("late 1980s", "1987..1989~"),
    ("end of the 1980s", "1987..1989~"),
    ("early 2000s", "2000..2003~"),
    ("late 1980s or early 1990s", "1987..1993~"),
    ("1980s–1990s", "198X..199X"),
    ("19th century", "1801..1900"),
    ("20th c.", "1901..2000"),
    ("19XX", "1900..1999"),
    ("18--", "1800..1899"),
    # parts of a year or month
    ("spring 1998", "1998-03..1998-05%"),
    ("Summer of 1998", "1998-06..1998-08%"),
    ("2019 (fall)", "2019-09..2019-11%"),
    ("winter 1998/99", "1998-12..1999-02%"),
    ("winter 1999/2000", "1999-12..2000-02%"),
    ("Q3 2019", "2019-07..2019-09"),
    ("2019-Q3", "2019-07..2019-09"),
    ("third quarter of 2019", "2019-07..2019-09"),
    ("first half of 2019", "2019-01..2019-06"),
    ("2019 H2", "2019-07..2019-12"),
    ("early 2019", "2019-01..2019-04~"),
    ("mid-2019", "2019-05..2019-08~"),
    ("late 2019", "2019-09..2019-12~"),
    ("early May 2019", "2019-05-01..2019-05-10~"),
    ("end of February 2020", "2020-02-21..2020-02-29~"),
    # doubt
    ("c. 1974", "1974~"),
    ("c1974", "1974~"),
    ("ca.1974", "1974~"),
    ("approx. 1974", "1974~"),
    ("um 1974", "1974~"),
    ("ca. May 1974", "1974-05~"),
    ("about 3 May 1974", "1974-05-03~"),
    ("probably 1974", "1974?"),
    ("?1974", "1974?"),
    ("1974 ?", "1974?"),
    ("1974 (?)", "1974?"),
    ("1974 (approx.)", "1974~"),
    ("possibly c. 1974", "1974%"),
    ("Unknown (1974)", "1974?"),
    ("May 2019?", "2019-05?"),
    # bounds
    ("before 1974", "..1973"),
    ("Before March 2020", "..2020-02"),
    ("before 1 March 2020", "..2020-02"),
    ("Unknown (before December 2002)", "..2002-11"),
    ("prior to 1 January 2000", "..1999"),
    ("pre-1974", "..1973"),
    ("by 1974", "..1974"),
    ("1974 or before", "..1974"),
    ("1974 (or earlier)", "..1974"),
    ("30 October 2012 or before", "..2012-10-30"),
    ("no later than 3 May 1974", "..1974-05-03"),
    ("not after 1974", "..1974"),
    ("in or before 1974", "..1974"),
    ("../1974", "..1974"),
    ("../3 May 1974", "..1974-05-03"),
    ("May 1974/..", "1974-05.."),
    ("[..1974]", "..1974"),
    ("after 1974", "1975.."),
    ("after 31 December 1974", "1975.."),
    ("post-1974", "1975.."),
    ("1974 or later", "1974.."),
    ("not before May 1974", "1974-05.."),
    ("1974/..", "1974.."),
    # ranges
    ("1990–1992", "1990..1992"),
    ("1990 - 1992", "1990..1992"),
    ("1990–92", "1990..1992"),
    ("1990-92", "1990..1992"),
    ("1999–00", "1999..2000"),
    ("from 1990 to 1992", "1990..1992"),
    ("between 1990 and 1992", "1990..1992"),
    ("c. 1974-75", "1974..1975~"),
    ("1974 (or 1975)", "1974..1975"),
    ("2019-05/2019-07", "2019-05..2019-07"),
    ("May–June 2019", "2019-05..2019-06"),
    ("May or June 2019", "2019-05..2019-06"),
    ("between May and July 1990", "1990-05..1990-07"),
    ("December 1998 – January 1999", "1998-12..1999-01"),
    ("1-5 May 2019", "2019-05-01..2019-05-05"),
    ("May 1-5, 2019", "2019-05-01..2019-05-05"),
    ("3/4 May 2019", "2019-05-03..2019-05-04"),
    ("15 or 16 May 1960", "1960-05-15..1960-05-16"),
    ("1 May – 5 June 2019", "2019-05-01..2019-06-05"),
    ("28 December 1998 to 3 January 1999", "1998-12-28..1999-01-03"),
    # markup and remarks
    ("1948|8|2|format=dmy", "1948-08-02"),
    ("format=dmy|2002|4", "2002-04"),
    ("{{dts|format=dmy|20 September 2023", "2023-09-20"),
    ("{{dts|3|May|1974}}", "1974-05-03"),
    ("{{start date|1974|5|3|df=y}} (embassy)", "1974-05-03"),
    ("{{circa|1974}}", "1974~"),
    ("{{c.}} 1974", "1974~"),
    ("Before {{dts|1974|5}}", "..1974-04"),
    ("3 May 2019[1]", "2019-05-03"),
    ("3 May 2019<ref>Ministry, 1 June 2020</ref>", "2019-05-03"),
    ("3 May 2019{{citation needed|date=July 2025}}", "2019-05-03"),
    ("3\u00a0May\u00a02019", "2019-05-03"),
    ("3&nbsp;May 2019", "2019-05-03"),
    ("1974¹", "1974"),
    ("1974 (Paris)", "1974"),
    ("1974<ref>" + "a long citation " * 300 + "</ref>", "1974"),
]

MISSING = [
    *("", " ", "-", "–", "—", "?", "...", "n.d.", "N.D.", "n. d.", "s.d.", "n/a", "NA", "none", "unknown"),
    *(
        "Unknown",
        "date unknown",
        "unknown date",
        "TBD",
        "NaN",
        "0000-00-00",
        "00/00/0000",
        "not known",
        "{{unknown}}",
    ),
    *("Unknown{{fact|date=July 2025}}", "Unknown (see talk)", "sin fecha"),
]

REFUSED = [
    # which of two: both are named
    ("3/4/2019", DateFault.AMBIGUOUS, "2019-04-03 2019-03-04"),
    ("03.04.2019", DateFault.AMBIGUOUS, "2019-04-03 2019-03-04"),
    ("3-4-2019", DateFault.AMBIGUOUS, "2019-04-03 2019-03-04"),
    ("3/4/2019 10:00", DateFault.AMBIGUOUS, "2019-04-03 2019-03-04"),
    ("before 3/4/2019", DateFault.AMBIGUOUS, "2019-04-03 2019-03-04"),
    ("03 05 2019", DateFault.AMBIGUOUS, "2019-05-03 2019-03-05"),
    ("03052019", DateFault.AMBIGUOUS, "2019-05-03 2019-03-05"),
    ("{{dts|3|5|1974}}", DateFault.AMBIGUOUS, "1974-05-03 1974-03-05"),
    ("2000s", DateFault.AMBIGUOUS, "200X 2000..2099"),
    ("early 1900s", DateFault.AMBIGUOUS, "190X 1900..1999"),
    ("winter 1998", DateFault.AMBIGUOUS, "1997-12..1998-02 1998-12..1999-02"),
    ("2010–12", DateFault.AMBIGUOUS, "2010-12 2010..2012"),
    ("2008/09", DateFault.AMBIGUOUS, "2008-09 2008..2009"),
    ("1914–8", DateFault.AMBIGUOUS, "1914-08 1914..1918"),
    ("1999-00", DateFault.AMBIGUOUS, "1999 1999..2000"),
    ("2019-21", DateFault.AMBIGUOUS, "2019..2021"),
    ("3 May 1974 (embassy 1980)", DateFault.AMBIGUOUS, "1974-05-03 1980"),
    ("1974 (not 1975)", DateFault.AMBIGUOUS, "1974 1975"),
    ("1974 (1980)", DateFault.AMBIGUOUS, "1974 1980"),
    # no such day
    ("30 February 1995", DateFault.IMPOSSIBLE, "1995-02"),
    ("31 November 1975|format=dmy", DateFault.IMPOSSIBLE, "1975-11"),
    ("29 February 1900", DateFault.IMPOSSIBLE, "1900-02"),
    ("31/2/2019", DateFault.IMPOSSIBLE, "2019-02"),
    ("2019-02-30", DateFault.IMPOSSIBLE, "2019-02"),
    ("2019-13-05", DateFault.IMPOSSIBLE, "2019-05-13"),
    ("2019-00-05", DateFault.IMPOSSIBLE, "2019"),
    ("20190005", DateFault.IMPOSSIBLE, "2019"),
    ("0 May 2019", DateFault.IMPOSSIBLE, ""),
    ("13/2019", DateFault.IMPOSSIBLE, ""),
    ("Monday 3 May 2019", DateFault.IMPOSSIBLE, "2019-05-03"),
    ("Thu May 3 10:00:00 2019", DateFault.IMPOSSIBLE, "2019-05-03"),
    ("1992-1990", DateFault.IMPOSSIBLE, "1992 1990"),
    ("winter 1998/00", DateFault.IMPOSSIBLE, ""),
    # spreadsheets
    ("43588", DateFault.SERIAL, "2019-05-03 2023-05-04"),
    ("43588.5", DateFault.SERIAL, "2019-05-03 2023-05-04"),
    ("12345", DateFault.SERIAL, "1933-10-18 1937-10-19"),
    ("1900-01-00", DateFault.SERIAL, ""),
    ("0/1/1900", DateFault.SERIAL, ""),
    # no century
    ("3/4/19", DateFault.SHORT_YEAR, ""),
    ("3-May-19", DateFault.SHORT_YEAR, ""),
    ("May '19", DateFault.SHORT_YEAR, ""),
    ("Jan-74", DateFault.SHORT_YEAR, ""),
    ("'85", DateFault.SHORT_YEAR, ""),
    ("85", DateFault.SHORT_YEAR, ""),
    ("the 90s", DateFault.SHORT_YEAR, ""),
    # years that the notation does not reach
    ("0778", DateFault.OUT_OF_RANGE, ""),
    ("681", DateFault.OUT_OF_RANGE, ""),
    ("0681-12-31", DateFault.OUT_OF_RANGE, ""),
    ("753 BC", DateFault.OUT_OF_RANGE, ""),
    ("1974 (BC)", DateFault.OUT_OF_RANGE, ""),
    ("-0044", DateFault.OUT_OF_RANGE, ""),
    ("5th century", DateFault.OUT_OF_RANGE, ""),
    ("3 May 753", DateFault.OUT_OF_RANGE, ""),
    ("before 1000", DateFault.OUT_OF_RANGE, ""),
    # not read, because a reading would be a guess
    ("May 3", DateFault.UNREADABLE, ""),
    ("May 2019 3", DateFault.UNREADABLE, "2019-05-03"),
    ("25052019", DateFault.UNREADABLE, "2019-05-25"),
    ("3 May 2019 5", DateFault.UNREADABLE, ""),
    ("Friday 2019", DateFault.UNREADABLE, ""),
    ("3 Febuary 1960", DateFault.UNREADABLE, ""),
    ("1974–present", DateFault.UNREADABLE, ""),
    ("1974–", DateFault.UNREADABLE, ""),
    ("3 May 2019 -", DateFault.UNREADABLE, ""),
    ("1974 and 1980", DateFault.UNREADABLE, ""),
    ("c. – 1974", DateFault.UNREADABLE, ""),
    ("74{{dts|31}}", DateFault.UNREADABLE, ""),
    ("before 1974 or later", DateFault.UNREADABLE, ""),
    ("before after 1974", DateFault.UNREADABLE, "1975.."),
    ("1974, 1980", DateFault.UNREADABLE, ""),
    ("1974 (O.S.)", DateFault.UNREADABLE, "1974"),
    ("1974 (3/5)", DateFault.UNREADABLE, "1974"),
    ("1974 (or June)", DateFault.UNREADABLE, "1974"),
    ("Unknown (King George 4)", DateFault.UNREADABLE, ""),
    ("present", DateFault.UNREADABLE, ""),
    ("today", DateFault.UNREADABLE, ""),
    ("{{birth date|1974|5|3}}", DateFault.UNREADABLE, ""),
    ("2019.5", DateFault.UNREADABLE, ""),
    ("80000", DateFault.UNREADABLE, ""),
    ("5", DateFault.UNREADABLE, ""),
    ("1556841600", DateFault.UNREADABLE, ""),
    ("2019-05-03 99:99", DateFault.UNREADABLE, ""),
    ("1992-01-01T24:00:00", DateFault.UNREADABLE, ""),
    ("10:00", DateFault.UNREADABLE, ""),
    ("1985-XX-05", DateFault.UNREADABLE, ""),
    ("Ramadan 1999", DateFault.UNREADABLE, ""),
    ("established 1974", DateFault.UNREADABLE, ""),
    ("hello", DateFault.UNREADABLE, ""),
    ("3–4–2019", DateFault.UNREADABLE, ""),
    ("summer 1998–99", DateFault.UNREADABLE, ""),
    ("ummay 2019", DateFault.UNREADABLE, ""),
    ("x" * 301, DateFault.UNREADABLE, ""),
    ("*" * 100_000 + "x", DateFault.UNREADABLE, ""),
    ("1974" + "[1]" * 40_000, DateFault.UNREADABLE, ""),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=lambda value: value[:30])
def test_read(text: str, expected: str) -> None:
    reading = read_date(text)
    assert str(reading.value) == expected
    assert reading.note
    assert reading.ok
    assert not reading.missing


@pytest.mark.parametrize("text", MISSING)
def test_nothing_there(text: str) -> None:
    reading = read_date(text)
    assert reading.missing
    assert reading.ok
    assert reading.note


@pytest.mark.parametrize(("text", "fault", "candidates"), REFUSED, ids=lambda value: str(value)[:30])
def test_refused(text: str, fault: DateFault, candidates: str) -> None:
    reading = read_date(text)
    problem = reading.problem
    assert problem is not None
    assert problem.fault is fault
    assert [str(one) for one in problem.candidates] == candidates.split()
    assert problem.message
    assert problem.suggestion
    assert not reading.ok
    assert not reading.missing


def test_what_is_in_the_notation_needs_no_note() -> None:
    for text in ("2019", "2019-05-03?", "199X", "..1974", "1990..1992~"):
        assert read_date(text) == DateReading(text, PartialDate.parse(text))


def test_notes_name_what_was_left_aside() -> None:
    assert read_date("3 May 2019[1] (Paris)").note == (
        "'[1]' left aside; read as day month year; '(Paris)' left aside"
    )
    assert "hemisphere" in read_date("spring 1998").note
    assert read_date(" 2019 ").note == "read without the spaces around it"


def test_a_column_settles_the_order() -> None:
    assert str(read_date("3/4/2019", DayOrder.DAY_FIRST).value) == "2019-04-03"
    assert str(read_date("3/4/2019", DayOrder.MONTH_FIRST).value) == "2019-03-04"
    against = read_date("25/4/2019", DayOrder.MONTH_FIRST).problem
    assert against is not None
    assert [str(one) for one in against.candidates] == ["2019-04-25"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], None),
        (["3/4/2019", "4/3/2019"], None),
        (["3/4/2019", "25/4/2019"], DayOrder.DAY_FIRST),
        (["3/4/2019", "4/25/2019"], DayOrder.MONTH_FIRST),
        (["25/4/2019", "4/25/2019"], None),
        (["25.4.2019 10:00"], DayOrder.DAY_FIRST),
        (["2019-04-25", "n.d.", "May 25, 2019"], None),
        (["32/4/2019", "25/13/2019", "25/4/20190"], None),
    ],
)
def test_the_order_of_a_column(texts: list[str], expected: DayOrder | None) -> None:
    assert column_order(texts) is expected


def test_faults_and_orders_print_as_words() -> None:
    assert [str(fault) for fault in DateFault][:2] == ["impossible", "ambiguous"]
    assert str(DayOrder.DAY_FIRST) == "day first"
