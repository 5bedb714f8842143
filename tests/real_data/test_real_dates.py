"""Every date of real tables is read, missing or reported; what is read is read right."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from diplomap.values.dates import PartialDate
from diplomap.values.reading_dates import DateFault, DateReading, read_date


def column(path: Path, *names: str, delimiter: str = ",") -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=delimiter))
    return [row[name] for row in rows for name in names]


@pytest.fixture(scope="module")
def relations(real_data: Path) -> list[str]:
    """The dates of diplomatic relations as typed into the pages of 108 states."""
    return column(real_data / "foreign-relations" / "diplomatic_relations_dates.csv", "date_raw")


@pytest.fixture(scope="module")
def states(real_data: Path) -> list[str]:
    """The beginnings and ends of states."""
    return column(real_data / "state-registries" / "huggo-states.csv", "Begin", "End")


def outcome(reading: DateReading) -> str:
    """The one thing that became of a date."""
    found = {
        "value": reading.value is not None,
        "missing": reading.missing,
        "problem": reading.problem is not None,
    }
    assert sum(found.values()) == 1, reading
    return next(name for name, is_so in found.items() if is_so)


def test_every_date_of_relations_has_one_outcome(relations: list[str]) -> None:
    assert len(relations) == 18_318
    assert Counter(outcome(read_date(text)) for text in relations) == {
        "value": 18_152,
        "missing": 164,
        "problem": 2,
    }


def test_the_impossible_dates_of_relations_are_reported(relations: list[str]) -> None:
    problems = {text: read_date(text).problem for text in relations if not read_date(text).ok}
    assert {
        text: problem and (problem.fault, str(problem.candidates[0])) for text, problem in problems.items()
    } == {
        "30 February 1995|format=dmy": (DateFault.IMPOSSIBLE, "1995-02"),
        "31 November 1975|format=dmy": (DateFault.IMPOSSIBLE, "1975-11"),
    }


def test_what_says_unknown_is_missing(relations: list[str]) -> None:
    assert {text for text in relations if read_date(text).missing} == {
        "Unknown",
        "Unknown{{fact|date=July 2025}}",
    }


# What the standard library reads by a fixed pattern, for comparison with what we read by no pattern at all.
def by_pattern(text: str) -> str | None:
    # The templates of the pages hold either words or the numbers of year, month and day.
    plain = "|".join(part for part in text.split("|") if not part.startswith(("format=", "{{dts")))
    for pattern, precision in (
        ("%d %B %Y", 10),
        ("%B %Y", 7),
        ("%Y", 4),
        ("%Y|%m|%d", 10),
        ("%Y|%m", 7),
    ):
        try:
            return datetime.strptime(" ".join(plain.split()), pattern).date().isoformat()[:precision]
        except ValueError:
            continue
    return None


ODD_RELATIONS = {
    "Before 1981": "..1980",
    "Before 1982": "..1981",
    "Before 1999": "..1998",
    "Before April 2008": "..2008-03",
    "Before March 2020": "..2020-02",
    "Unknown (before November 2005)": "..2005-10",
    "Unknown (before October 2006)": "..2006-09",
    "Unknown (before December 2002)": "..2002-11",
    "1990–1992": "1990..1992",
}


def test_what_is_read_of_relations_is_what_a_pattern_reads(relations: list[str]) -> None:
    compared = 0
    for text in relations:
        reading = read_date(text)
        if reading.value is None:
            continue
        expected = by_pattern(text)
        if expected is None:
            assert text in ODD_RELATIONS, text
            expected = ODD_RELATIONS[text]
        assert str(reading.value) == expected, text
        compared += 1
    assert compared == 18_152


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *ODD_RELATIONS.items(),
        ("1948|8|2|format=dmy", "1948-08-02"),
        ("format=dmy|1990|07|09", "1990-07-09"),
        ("format=dmy|2002|4", "2002-04"),
        ("2012|format=dmy", "2012"),
        ("May 1973|format=dmy", "1973-05"),
        ("30 April 1999|format=dmy", "1999-04-30"),
        ("{{dts|format=dmy|20 September 2023", "2023-09-20"),
        ("September  1951", "1951-09"),
        ("9 november 2012", "2012-11-09"),
        ("18 February 2008", "2008-02-18"),
    ],
)
def test_the_odd_shapes_of_relations(relations: list[str], text: str, expected: str) -> None:
    assert text in relations
    assert str(read_date(text).value) == expected


def test_every_date_of_states_has_one_outcome(states: list[str]) -> None:
    assert len(states) == 818
    assert Counter(outcome(read_date(text)) for text in states) == {"value": 808, "problem": 10}


def test_states_older_than_the_notation_are_reported(states: list[str]) -> None:
    problems = {text: problem for text in states if (problem := read_date(text).problem)}
    assert {problem.fault for problem in problems.values()} == {DateFault.OUT_OF_RANGE}
    for text in problems:
        assert "BC" in text or int(re.match("[0-9]+", text)[0]) < 1000, text  # type: ignore[index]


def test_dates_of_states_are_in_the_notation_as_they_stand(states: list[str]) -> None:
    for text in states:
        reading = read_date(text)
        if reading.value is not None:
            assert reading.value == PartialDate.parse(text)
            assert reading.note == ""


@pytest.mark.parametrize(
    ("edition", "name", "read", "refused"),
    [
        ("2020-10-10", "inception", 688, {}),
        ("2020-12-24", "creation", 813, {"0192-01-01T00:00:00Z": DateFault.OUT_OF_RANGE}),
        ("2021-04-22", "creation", 866, {}),
        ("2021-11-13", "creation", 922, {}),
        ("2022-06-23", "creation", 974, {}),
    ],
)
def test_beginnings_of_embassies(
    real_data: Path, edition: str, name: str, read: int, refused: dict[str, DateFault]
) -> None:
    path = real_data / "database-of-embassies" / f"{edition}.csv"
    filled = [text for text in column(path, name, delimiter=";") if text]
    readings = {text: read_date(text) for text in filled}
    assert {text: one.problem.fault for text, one in readings.items() if one.problem} == refused
    assert sum(readings[text].value is not None for text in filled) == read
    for text, one in readings.items():
        if one.value is not None:
            assert str(one.value) == text.removesuffix("T00:00:00Z")
            assert one.note == "read as the day; the time of day is left out"
