"""A mission of which the closure was announced, seen on days before and after the edition's own."""

from __future__ import annotations

from datetime import date

import pytest

from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

STAY = Period(PartialDate.parse("2013"), PartialDate.parse("2024-01-20"))
CLOSING = Mission("m", ("PRK",), "ESP", (Spell(Kind.EMBASSY, Status.CLOSING, period=STAY),))


@pytest.mark.parametrize(
    ("day", "status", "end"),
    [
        ("2023-12-01", Status.CLOSING, End.OPEN),
        ("2023-11-01", Status.CLOSING, End.OPEN),
        ("2023-10-01", Status.OPERATING, End.OPEN),
        ("2024-02-01", Status.CLOSING, STAY.end),
    ],
)
def test_an_announced_closure_stays_announced_from_the_editions_own_day_on(
    day: str, status: Status, end: object
) -> None:
    spell = Dataset([CLOSING], as_of=date(2023, 11, 1)).at(day).missions[0].latest
    assert (spell.status, spell.period.end) == (status, end)


def test_without_a_day_of_its_own_an_edition_is_taken_at_its_word() -> None:
    assert Dataset([CLOSING]).at("2020-01-01").missions[0].latest.status is Status.CLOSING
