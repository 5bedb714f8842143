"""Periods: their ends, and what they answer on a day."""

from __future__ import annotations

from datetime import date

import pytest

from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End, Period


def period(start: str | None, end: str) -> Period:
    ends = {"..": End.OPEN, "": End.UNKNOWN}
    return Period((start and PartialDate.parse(start)) or None, ends.get(end) or PartialDate.parse(end))


@pytest.mark.parametrize(
    ("start", "end", "day", "started", "ended", "contains"),
    [
        ("1961-02-03", "2023-11-01", "1961-02-02", FALSE, FALSE, FALSE),
        ("1961-02-03", "2023-11-01", "1961-02-03", TRUE, FALSE, TRUE),
        ("1961-02-03", "2023-11-01", "2023-10-31", TRUE, FALSE, TRUE),
        ("1961-02-03", "2023-11-01", "2023-11-01", TRUE, TRUE, FALSE),
        ("1961", "2023-11", "1961-01-01", UNKNOWN, FALSE, UNKNOWN),
        ("1961", "2023-11", "1961-12-31", TRUE, FALSE, TRUE),
        ("1961", "2023-11", "2023-11-01", TRUE, UNKNOWN, UNKNOWN),
        ("1961", "2023-11", "2023-11-30", TRUE, TRUE, FALSE),
        ("1961", "..", "9999-12-31", TRUE, FALSE, TRUE),
        ("1961", "", "1962-01-01", TRUE, UNKNOWN, UNKNOWN),
        ("1961", "", "1960-12-31", FALSE, UNKNOWN, FALSE),
        (None, "..", "1962-01-01", UNKNOWN, FALSE, UNKNOWN),
        (None, "1990", "1991-01-01", UNKNOWN, TRUE, FALSE),
        ("..1974", "..", "1974-12-31", TRUE, FALSE, TRUE),
        ("..1974", "..", "1974-12-30", UNKNOWN, FALSE, UNKNOWN),
        ("1961", "1974..", "1980-01-01", TRUE, UNKNOWN, UNKNOWN),
        ("1961", "1974..", "1973-12-31", TRUE, FALSE, TRUE),
    ],
)
def test_a_day_in_a_period(
    start: str | None, end: str, day: str, started: Truth, ended: Truth, contains: Truth
) -> None:
    asked, when = period(start, end), date.fromisoformat(day)
    assert (asked.started(when), asked.ended(when), asked.contains(when)) == (started, ended, contains)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (("1990-01-01", "1995-01-01"), ("1995-01-01", ".."), FALSE),
        (("1990-01-01", "1995-01-02"), ("1995-01-01", ".."), TRUE),
        (("1990", "1995"), ("1995", ".."), UNKNOWN),
        (("1990", "1995"), ("1996", ".."), FALSE),
        (("1990", "1995"), ("1993", "1994"), TRUE),
        (("1990", ".."), (None, ".."), TRUE),
        (("1990", ""), ("1995", ".."), UNKNOWN),
        ((None, "1990"), ("1995", ".."), FALSE),
        (("1990", ""), ("1980", "1985"), FALSE),
    ],
)
def test_overlaps(one: tuple[str | None, str], two: tuple[str | None, str], expected: Truth) -> None:
    assert period(*one).overlaps(period(*two)) is expected
    assert period(*two).overlaps(period(*one)) is expected


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        period("1990", "1989")
    assert period("1990", "1990").end == PartialDate.parse("1990")


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("1961", "2023-11", "1961/2023-11"),
        ("1961", "..", "1961/.."),
        ("1961", "", "1961/"),
        (None, "1990", "/1990"),
    ],
)
def test_periods_print_as_edtf_intervals(start: str | None, end: str, text: str) -> None:
    assert str(period(start, end)) == text


def test_ends_print_as_words() -> None:
    assert (str(End.OPEN), repr(End.UNKNOWN)) == ("open", "End.UNKNOWN")
