"""The days at which a stretch or a series begins and ends, of a day, a month or a year as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from diplomap.counting.spans import Bounds, Unit
from diplomap.model.dataset import Dataset
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate, Precision
from diplomap.values.panel_dates import Step, panel_dates

Day = date | str | PartialDate


def bounds_of(day: Day) -> Bounds:
    """The first and the last day meant by a day, a month or a year, as ordinals.

    >>> [str(date.fromordinal(day)) for day in bounds_of("2023-11")]
    ['2023-11-01', '2023-11-30']

    Raises DateSyntaxError, a ValueError, for a text that is no date.
    """
    told = PartialDate.of(day) if isinstance(day, date) else day
    told = PartialDate.parse(told) if isinstance(told, str) else told
    return told.lo, told.hi


def dates_between(
    start: Day | None, end: Day | None, step: Step, found: Iterable[Unit], dataset: Dataset
) -> list[date]:
    """The dates of a series, one every step; where `start` is no full date, the last days of its months.

    >>> [str(day) for day in dates_between("2023-10", "2024-01", "month", (), Dataset())]
    ['2023-10-31', '2023-11-30', '2023-12-31', '2024-01-31']
    >>> [str(day) for day in dates_between(None, None, "year", (), Dataset(as_of=date(2024, 1, 30)))]
    Traceback (most recent call last):
    ValueError: no date says when the first mission opened; say when the series starts

    Raises ValueError for a step that there is not, an end before the start, and where the dataset gives no
    beginning or end to a series that names none.
    """
    last = _last_day(end, dataset)
    if isinstance(start, date):
        days = panel_dates(start, last, step)
    else:
        told = start if isinstance(start, PartialDate) else PartialDate.parse(start or _eve(found))
        first = _as_date(told.hi, told)
        if told.precision is Precision.DAY:
            days = panel_dates(first, last, step)
        else:
            days = _month_ends(first, last, step)
    if end is None and days[-1] < last:
        days.append(last)
    return days


def _month_ends(first: date, last: date, step: Step) -> list[date]:
    if step == "year":
        return panel_dates(first, last, step)
    # A step keeps the day of the month as far as the month has it: the 31st is every month's last.
    eve = first.replace(year=first.year - 1, month=12, day=31)
    days = [day for day in panel_dates(eve, last, "month") if day >= first]
    if step == "month":
        return days
    if step == "quarter":
        return days[::3]
    return panel_dates(first, last, step)


def _eve(found: Iterable[Unit]) -> str:
    begun = [
        span.begin[0] if span.begin[0] > OPEN_LO else span.begin[1] for one in found for span in one.spans
    ]
    known = [day for day in begun if day < OPEN_HI]
    if not known:
        raise ValueError("no date says when the first mission opened; say when the series starts")
    return str(date.fromordinal(min(known)).year - 1)


def _last_day(given: Day | None, dataset: Dataset) -> date:
    if given is not None:
        return _as_date(bounds_of(given)[1], given)
    if dataset.as_of is None:
        raise ValueError("the dataset names no day that it speaks for; say when the series ends")
    return dataset.as_of


def _as_date(ordinal: int, given: Day) -> date:
    if not OPEN_LO < ordinal < OPEN_HI:
        raise ValueError(f"{given} is open; a series needs a first and a last day")
    return date.fromordinal(ordinal)
