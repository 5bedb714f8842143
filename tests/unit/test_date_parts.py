"""The parts that read_date is made of, where a whole reading would not show which of them did it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from diplomap.values.date_guess import read_with_dateutil
from diplomap.values.date_markup import without_markup
from diplomap.values.date_names import read_named
from diplomap.values.date_problems import DateFault, Refused, calendar_date
from diplomap.values.date_spans import after, before, marked, onward, span, until
from diplomap.values.date_words import MONTHS, near_month, says_nothing, says_still
from diplomap.values.dates import PartialDate
from diplomap.values.months import days_in, month_name


@pytest.mark.parametrize(
    ("text", "plain", "notes"),
    [
        ("3 May 2019", "3 May 2019", []),
        ("3\u200b May \u00a02019", "3 May 2019", []),
        ("2019\u201105\u201103", "2019-05-03", []),
        ("''1974''", "1974", []),
        ("[[1974]]", "1974", []),
        ("<small>1974</small>", "1974", []),
        ('1974<ref name="a" />', "1974", ["'<ref name=\"a\" />' left aside"]),
        ("1974<!-- since when? -->", "1974", ["'<!-- since when? -->' left aside"]),
        ("1974<ref>unclosed 1980", "1974", ["'<ref>unclosed 1980' left aside"]),
        ("1974[a][12]", "1974", ["'[a]' left aside", "'[12]' left aside"]),
        ("[12]", "[12]", []),
        (" <ref>3 May 2019 ", "<ref>3 May 2019", []),
        ("1974†", "1974", ["'†' left aside"]),
        ("{{dts|1974|5|3}}", "1974-5-3", ["wiki template"]),
        ("{{ Dts |format=dmy|link=off|1974|5}}", "1974-5", ["wiki template"]),
        ("{{date|3 May 1974|mdy}}", "3 May 1974", ["wiki template"]),
        ("dts|1974|5|3", "1974-5-3", ["wiki template"]),
        ("circa|1974", "c. 1974", ["wiki template"]),
        ("{{dts|1974|5|3|before=yes}}", "{{dts|1974|5|3|before=yes}}", []),
        ("{{flag|Spain}}", "{{flag|Spain}}", []),
        ("{{dts|1974|5|3|4}}", "{{dts|1974|5|3|4}}", []),
        ("1974 {{efn|or 1975}}", "1974", ["'{{efn|or 1975}}' left aside"]),
    ],
)
def test_markup_is_taken_off_and_told(text: str, plain: str, notes: list[str]) -> None:
    said: list[str] = []
    assert without_markup(text, said) == plain
    assert said == notes


@pytest.mark.parametrize(
    "text",
    [
        *(
            "May",
            "May 3",
            "Friday",
            "Friday 2019",
            "10:00",
            "2019",
            "May 2019",
            "3 May 2019 5",
            "May 3 2019 and 5",
        ),
        *(
            "1 2019",
            "1 October 2000 10",
            "2019 and 03 19",
            "of 2019 30 03",
            "../2019 05 03",
            "3 May 19 2019",
            "tomorrow",
            "3rd",
            "",
            "٢٠١٩-٠٥-٠٣",
            "1e5",
            "2019-05-03 and 2020",
        ),
    ],
)
def test_dateutil_never_adds_a_part(text: str) -> None:
    said: list[str] = []
    assert read_with_dateutil(text, said) is None
    assert said == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 3 10:00:00 2019", "2019-05-03"),
        ("3 May 2019 10:00 +0900", "2019-05-03"),
        ("Fri, 3 May 2019 10:00:00 GMT", "2019-05-03"),
        ("25 04 2019", "2019-04-25"),
    ],
)
def test_dateutil_as_a_last_resort(text: str, expected: str) -> None:
    assert str(read_with_dateutil(text, [])) == expected


def test_dateutil_does_not_choose_an_order() -> None:
    with pytest.raises(Refused) as caught:
        read_with_dateutil("03 04 2019", [])
    assert [str(one) for one in caught.value.problem.candidates] == ["2019-04-03", "2019-03-04"]


def test_every_month_is_read_by_its_english_name_and_abbreviation() -> None:
    for number in range(1, 13):
        name = month_name(number)
        for word in (name, name.lower(), name[:3], name[:3].upper() + "."):
            found = read_named(f"7 {word} 1974")
            assert found is not None
            assert str(found[0]) == f"1974-{number:02}-07"
    assert set(MONTHS.values()) == set(range(1, 13))


@pytest.mark.parametrize(
    ("word", "month"), [("Janury", "January"), ("Septembre", "September"), ("embassy", None), ("xyz", None)]
)
def test_a_misspelt_month_is_only_suggested(word: str, month: str | None) -> None:
    assert near_month(word) == month


def test_calendar_dates() -> None:
    assert str(calendar_date(2019, 5, 3)) == "2019-05-03"
    for numbers, fault in (
        ((999, 1, 1), DateFault.OUT_OF_RANGE),
        ((10_000,), DateFault.OUT_OF_RANGE),
        ((2019, 13), DateFault.IMPOSSIBLE),
        ((2019, 2, 29), DateFault.IMPOSSIBLE),
    ):
        with pytest.raises(Refused) as caught:
            calendar_date(*numbers)
        assert caught.value.problem.fault is fault


@pytest.mark.parametrize(
    ("turn", "text", "expected"),
    [
        (before, "1974", "..1973"),
        (before, "1974-05", "..1974-04"),
        (before, "1974-05-03", "..1974-05-02"),
        (before, "1974-05-01", "..1974-04"),
        (before, "1974~", "..1973~"),
        (before, "1974..", "..1973"),
        (before, "1990..1992", "..1989"),
        (after, "1974", "1975.."),
        (after, "1974-12-31", "1975.."),
        (after, "1974-05-31", "1974-06.."),
        (after, "1974-05-03?", "1974-05-04..?"),
        (until, "1974", "..1974"),
        (until, "1990..1992~", "..1992~"),
        (until, "..1974", "..1974"),
        (onward, "1974-05", "1974-05.."),
        (onward, "1990..1992", "1990.."),
    ],
)
def test_bounds(turn: Callable[[PartialDate], PartialDate], text: str, expected: str) -> None:
    assert str(turn(PartialDate.parse(text))) == expected


@pytest.mark.parametrize(
    ("turn", "text"),
    [
        (before, "..1974"),
        (before, "1000"),
        (after, "1974.."),
        (after, "9999"),
        (until, "1974.."),
        (onward, "..1974"),
    ],
)
def test_bounds_that_say_nothing_are_refused(turn: Callable[[PartialDate], PartialDate], text: str) -> None:
    with pytest.raises(Refused):
        turn(PartialDate.parse(text))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("1990", "1992", "1990..1992"),
        ("1990?", "1992~", "1990..1992%"),
        ("1990", "1990", "1990"),
        ("1990~", "1990?", "1990%"),
        ("1990..1991", "1992..1993", "1990..1993"),
        ("199X", "2001", "199X..2001"),
        ("1990-03-05..1990-04-02", "1992", "1990-03-05..1992"),
        ("..1990", "1992", "..1992"),
        ("1990", "1992..", "1990.."),
        ("2000-01-01..2000-01-10", "2000-01", "2000-01-01..2000-01"),
        ("2000", "2000-11..2000-12-31", "2000"),
        ("2000-01..2000-03", "2000-11..2001-01", "2000..2001-01"),
    ],
)
def test_spans(first: str, last: str, expected: str) -> None:
    assert str(span(PartialDate.parse(first), PartialDate.parse(last))) == expected


def test_spans_that_run_backwards_are_refused() -> None:
    for first, last in (("1992", "1990"), ("1990-05", "1990"), ("1990", "1990-05"), ("..1990", "1992..")):
        with pytest.raises(Refused):
            span(PartialDate.parse(first), PartialDate.parse(last))


def test_marks_add_up() -> None:
    assert str(marked(PartialDate.parse("1974?"), approximate=True)) == "1974%"
    assert str(marked(PartialDate.parse("1974%"))) == "1974%"


def test_months_know_leap_years() -> None:
    assert [days_in(year, 2) for year in (1900, 2000, 2023, 2024)] == [28, 29, 28, 29]
    assert sum(days_in(2023, month) for month in range(1, 13)) == 365


def test_words_for_nothing_and_for_still() -> None:
    assert says_nothing(" N.D. ")
    assert not says_nothing("May")
    assert says_still("Present")
    assert not says_still("unknown")


def test_reading_dates_loads_nothing_heavy_until_it_must() -> None:
    code = (
        "import sys; from diplomap.values.reading_dates import read_date;"
        "read_date('2019-05-03'); read_date('3 May 2019');"
        "heavy = ('dateutil', 'difflib', 'html', 'diplomap.values.date_sentences');"
        "print([name for name in heavy if name in sys.modules]);"
        "read_date('May 3 10:00:00 2019'); print('dateutil' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "True"]
