"""The days that a figure's date may mean, and those of them on which a count can differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from diplomap.history.figure_things import Unanswerable
from diplomap.model.dataset import Dataset
from diplomap.model.figures import Quantity
from diplomap.values.dates import PartialDate
from diplomap.values.periods import Period


def edges(told: PartialDate) -> tuple[date, date]:
    """The first and the last day that a date may mean.

    >>> [str(day) for day in edges(PartialDate.parse("2023-11"))]
    ['2023-11-01', '2023-11-30']

    Raises Unanswerable where nothing bounds it on one side.
    """
    first, last = told.earliest, told.latest
    if first is None or last is None:
        raise Unanswerable(f"its date ({told}) has no bound on one side")
    return first, last


def eve_of(since: PartialDate) -> date:
    """The day whose count is that before the movements since a date: the day itself, or that before a month.

    >>> str(eve_of(PartialDate.parse("2023-10-01"))), str(eve_of(PartialDate.parse("1998")))
    ('2023-10-01', '1997-12-31')

    Raises Unanswerable where nothing bounds the date on one side.
    """
    first, last = edges(since)
    return first if first == last else first - timedelta(1)


def days_within(dataset: Dataset, of: str, told: PartialDate, quantity: Quantity) -> list[date]:
    """The days of a date on which a count of a party's can begin to differ, its first and last among them.

    >>> days_within(Dataset(), "PRK", PartialDate.parse("2023-11-01"), Quantity.MISSIONS)
    [datetime.date(2023, 11, 1)]

    Raises Unanswerable where nothing bounds the date on one side.
    """
    first, last = edges(told)
    if first == last:
        return [first]
    found = {first, last}
    for period in _periods(dataset, of, quantity):
        for end in (period.start, period.end):
            if isinstance(end, PartialDate):
                for day in (end.earliest, end.latest):
                    if day is not None and first <= day <= last:
                        found.update((max(first, day - timedelta(1)), day))
    return sorted(found)


def _periods(dataset: Dataset, of: str, quantity: Quantity) -> Iterator[Period]:
    if quantity is not Quantity.RELATIONS:
        for mission in dataset.missions.of(of):
            yield from (spell.period for spell in mission.spells)
            yield from (one.period for one in mission.accreditations)
    if quantity in (Quantity.RELATIONS, Quantity.RELATIONS_WITHOUT_MISSION):
        yield from (relation.period for relation in dataset.relations.of(of))
