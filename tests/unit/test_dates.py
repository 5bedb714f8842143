"""PartialDate: the notation, its days, its marks, and what it refuses."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime

import pytest

from diplomap.values.dates import DateSyntaxError, PartialDate, Precision
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End, Period

D, M, Y, T, R, B = (
    Precision.DAY,
    Precision.MONTH,
    Precision.YEAR,
    Precision.DECADE,
    Precision.RANGE,
    Precision.BOUND,
)

# First and last day as two independent EDTF libraries give them (a..b asked as the set [a..b]).
EDTF = [
    ("2019", "2019-01-01", "2019-12-31", Y),
    ("1000", "1000-01-01", "1000-12-31", Y),
    ("9999", "9999-01-01", "9999-12-31", Y),
    ("1582", "1582-01-01", "1582-12-31", Y),
    ("2019-05", "2019-05-01", "2019-05-31", M),
    ("2019-04", "2019-04-01", "2019-04-30", M),
    ("1900-02", "1900-02-01", "1900-02-28", M),
    ("2000-02", "2000-02-01", "2000-02-29", M),
    ("1600-02", "1600-02-01", "1600-02-29", M),
    ("2023-02", "2023-02-01", "2023-02-28", M),
    ("2024-02", "2024-02-01", "2024-02-29", M),
    ("1582-10", "1582-10-01", "1582-10-31", M),
    ("9999-12", "9999-12-01", "9999-12-31", M),
    ("2019-05-03", "2019-05-03", "2019-05-03", D),
    ("2000-02-29", "2000-02-29", "2000-02-29", D),
    ("1000-01-01", "1000-01-01", "1000-01-01", D),
    ("9999-12-31", "9999-12-31", "9999-12-31", D),
    ("1582-10-10", "1582-10-10", "1582-10-10", D),
    ("199X", "1990-01-01", "1999-12-31", T),
    ("100X", "1000-01-01", "1009-12-31", T),
    ("999X", "9990-01-01", "9999-12-31", T),
    ("2019?", "2019-01-01", "2019-12-31", Y),
    ("2019~", "2019-01-01", "2019-12-31", Y),
    ("2019%", "2019-01-01", "2019-12-31", Y),
    ("2019-05~", "2019-05-01", "2019-05-31", M),
    ("1904-02%", "1904-02-01", "1904-02-29", M),
    ("2019-05-03?", "2019-05-03", "2019-05-03", D),
    ("1990..1992", "1990-01-01", "1992-12-31", R),
    ("1990-03..1991-02", "1990-03-01", "1991-02-28", R),
    ("1990-03-05..1990-04-01", "1990-03-05", "1990-04-01", R),
    ("1949..2020-10-10", "1949-01-01", "2020-10-10", R),
    ("199X..2001", "1990-01-01", "2001-12-31", R),
    ("..1974", None, "1974-12-31", B),
    ("..1974-02", None, "1974-02-28", B),
    ("..1974-05-03", None, "1974-05-03", B),
    ("1974..", "1974-01-01", None, B),
    ("1974-05..", "1974-05-01", None, B),
    ("1974-05-03..", "1974-05-03", None, B),
    ("..197X", None, "1979-12-31", B),
    ("1974..?", "1974-01-01", None, B),
    ("..1974~", None, "1974-12-31", B),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), EDTF)
def test_first_and_last_day_agree_with_edtf(
    text: str, earliest: str | None, latest: str | None, precision: Precision
) -> None:
    value = PartialDate.parse(text)
    assert value.earliest == (earliest and date.fromisoformat(earliest))
    assert value.latest == (latest and date.fromisoformat(latest))
    assert value.precision is precision
    assert str(value) == text


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [("1974", False, False), ("1974?", True, False), ("1974~", False, True), ("1974%", True, True)],
)
def test_marks_are_told_apart(text: str, uncertain: bool, approximate: bool) -> None:
    value = PartialDate.parse(text)
    assert (value.uncertain, value.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2019-02-30", "February 2019 has 28 days"),
        ("1900-02-29", "February 1900 has 28 days"),
        ("2019-04-31?", "April 2019 has 30 days"),
        ("2019-05-00", "May 2019 has 31 days"),
        ("2019-13", "there is no month 13"),
        ("2019-00", "there is no month 00"),
        ("2019-13-05", "write 2019-05-13"),
        ("2019-21", "2019-03..2019-05"),
        ("0999", "years run from 1000"),
        ("0999-01-01", "years run from 1000"),
        ("099X", "years run from 1000"),
        ("1992..1990", "ends before it begins"),
        ("1990-05..1990-04", "ends before it begins"),
        ("1990..1990", "both ends are the same"),
        ("1990..1990-05", "one end lies inside the other"),
        ("1990-05..1990", "one end lies inside the other"),
        (" 2019", "spaces around it"),
        ("1990/1992", "write 1990..1992"),
        ("../1974", "write ..1974"),
        ("1974/..", "write 1974.."),
    ],
)
def test_refusals_say_why_and_how_to_mend(text: str, says: str) -> None:
    with pytest.raises(DateSyntaxError) as caught:
        PartialDate.parse(text)
    assert says in str(caught.value)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "..?", "....", "?", "x", "199x", "19XX", "1XXX", "2019-5", "2019-5-3", "20190503"),
        *(
            "2019-05-03T10:00",
            "2019-W01-1",
            "2019-123",
            "+2019",
            "-2019",
            "2019??",
            "2019?~",
            "?2019",
            "~2019",
        ),
        *("2019\n", "\n2019", "２０１９", "2019-٠٥-٠٣", "2019‐05‐03", "..2019..", "a..b"),
        *("1990...1992", "1990..1992..1994", "[1990..1992]", "2019-XX", "2019-05-XX", "199X-05", "10000"),
    ],
)
def test_other_shapes_are_not_in_the_notation(text: str) -> None:
    with pytest.raises(DateSyntaxError):
        PartialDate.parse(text)


@pytest.mark.parametrize("other", [None, 2019, 2019.0, date(2019, 1, 1), b"2019", ["2019"]])
def test_only_text_is_parsed(other: object) -> None:
    with pytest.raises(TypeError):
        PartialDate.parse(other)  # type: ignore[arg-type]


def test_a_date_is_equal_to_the_same_words_only() -> None:
    assert PartialDate("2019") == PartialDate.parse("2019")
    assert hash(PartialDate("2019")) == hash(PartialDate.parse("2019"))
    assert PartialDate.parse("2019") != PartialDate.parse("2019-01..2019-12")
    other: object = "2019"
    assert PartialDate.parse("2019") != other


def test_a_date_survives_copying_and_pickling() -> None:
    for text, *_ in EDTF:
        value = PartialDate.parse(text)
        for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert again == value
            assert (again.lo, again.hi, again.precision) == (value.lo, value.hi, value.precision)


def test_a_date_cannot_be_changed() -> None:
    value = PartialDate.parse("2019")
    with pytest.raises(AttributeError):
        value.text = "2020"  # type: ignore[misc]


def test_a_datetime_is_taken_as_its_day() -> None:
    assert PartialDate.of(datetime(2019, 5, 3, 23, 59)) == PartialDate.parse("2019-05-03")
    with pytest.raises(DateSyntaxError):
        PartialDate.of(date(999, 12, 31))


@pytest.mark.parametrize(
    ("one", "two", "before", "after", "same"),
    [
        ("2019-05-03", "2019-05-04", TRUE, FALSE, FALSE),
        ("2019-05-03", "2019-05-03", FALSE, FALSE, TRUE),
        ("2019", "2020", TRUE, FALSE, FALSE),
        ("2019", "2019", UNKNOWN, UNKNOWN, UNKNOWN),
        ("2019-05", "2019-06-01", TRUE, FALSE, FALSE),
        ("2019-12-31", "2019", FALSE, UNKNOWN, UNKNOWN),
        ("2019", "2019-01-01", FALSE, UNKNOWN, UNKNOWN),
        ("2019", "2019-12-31", UNKNOWN, FALSE, UNKNOWN),
        ("..1974", "1975", TRUE, FALSE, FALSE),
        ("..1974", "..1980", UNKNOWN, UNKNOWN, UNKNOWN),
        ("1974..", "1973", FALSE, TRUE, FALSE),
        ("1974..", "1974-01-01", FALSE, UNKNOWN, UNKNOWN),
        ("1974..", "1980..", UNKNOWN, UNKNOWN, UNKNOWN),
        ("199X", "2000", TRUE, FALSE, FALSE),
    ],
)
def test_comparisons(one: str, two: str, before: Truth, after: Truth, same: Truth) -> None:
    a, b = PartialDate.parse(one), PartialDate.parse(two)
    assert (a.before(b), a.after(b), a.same(b)) == (before, after, same)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("1990", "1961", "2023-11", TRUE),
        ("1961", "1961", "2023-11", UNKNOWN),
        ("1960", "1961", "2023-11", FALSE),
        ("2023-11-01", "1961", "2023-11", UNKNOWN),
        ("2023-12", "1961", "2023-11", FALSE),
        ("2023-11-01", "1961", "2023-11-01", FALSE),
        ("2023-10-31", "1961", "2023-11-01", TRUE),
        ("1974..", "1961", None, TRUE),
        ("..1974", "1961", None, UNKNOWN),
    ],
)
def test_within_a_period(text: str, start: str, end: str | None, expected: Truth) -> None:
    period = Period(PartialDate.parse(start), PartialDate.parse(end) if end else End.OPEN)
    assert PartialDate.parse(text).within(period) is expected


def test_within_a_period_of_unknown_ends() -> None:
    assert PartialDate.parse("1990").within(Period(None, End.OPEN)) is UNKNOWN
    assert PartialDate.parse("1990").within(Period(PartialDate.parse("1961"), End.UNKNOWN)) is UNKNOWN
    assert PartialDate.parse("1960").within(Period(PartialDate.parse("1961"), End.UNKNOWN)) is FALSE


@pytest.mark.parametrize(
    ("finer", "coarser", "expected"),
    [
        ("2019-05", "2019", True),
        ("2019", "2019-05", False),
        ("2019", "2019", False),
        ("2019", "2019?", True),
        ("2019?", "2019", False),
        ("2019?", "2019~", False),
        ("2019~", "2019%", True),
        ("2019-05?", "2019", True),
        ("2020-05", "2019", False),
        ("1974", "..1974", True),
        ("1990..1992", "199X", True),
        ("2019", "2019-01..2019-12", False),
    ],
)
def test_refining(finer: str, coarser: str, expected: bool) -> None:
    assert PartialDate.parse(finer).refines(PartialDate.parse(coarser)) is expected


def test_having_come_by_a_day() -> None:
    month = PartialDate.parse("2023-10")
    days = (date(2023, 9, 30), date(2023, 10, 1), date(2023, 10, 30), date(2023, 10, 31))
    assert [month.at_day(day) for day in days] == [FALSE, UNKNOWN, UNKNOWN, TRUE]


def test_the_store_of_parsed_texts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from diplomap.values import dates

    monkeypatch.setattr(dates, "_CACHE_SIZE", 3)
    monkeypatch.setattr(dates, "_CACHE", {})
    for year in range(1900, 1910):
        assert str(PartialDate.parse(str(year))) == str(year)
        assert len(dates._CACHE) <= 3


def test_precisions_print_as_words() -> None:
    assert [str(PartialDate.parse(t).precision) for t in ("199X", "..1974")] == ["decade", "bound"]
    assert repr(PartialDate.parse("1974~")) == "PartialDate('1974~')"
