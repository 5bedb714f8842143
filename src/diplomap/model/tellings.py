"""Records that tell of a period: whether one holds on a day, and whether one contradicts the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from diplomap.model.presence import begun, over
from diplomap.model.statuses import Status
from diplomap.values.logic import FALSE, Truth
from diplomap.values.periods import End, Period


class Telling(Protocol):
    """Anything that says of a period that something was so."""

    @property
    def period(self) -> Period: ...


def holds(one: Telling, day: date, as_of: date | None = None) -> Truth:
    """Whether what is told holds on a day, by an edition that speaks for `as_of`.

    >>> from diplomap.model.relations import Relation
    >>> from diplomap.values.dates import PartialDate
    >>> told = Relation("PRK", "ESP", period=Period(PartialDate.parse("2001")))
    >>> [holds(told, date(year, 7, 1)) for year in (2000, 2001, 2002)]
    [FALSE, UNKNOWN, TRUE]
    """
    period = one.period
    return begun(period.start, day, as_of) & ~over(period.end, Status.OPERATING, day, as_of)


def contested(opposite: Iterable[Telling], day: date, as_of: date | None = None) -> bool:
    """Whether one of those who tell the opposite says, without saying since when, that it is still so.

    >>> contested([], date(2024, 1, 1))
    False
    """
    if as_of is not None and day > as_of:
        return False
    return any(_undated(one.period) and holds(one, day, as_of) is not FALSE for one in opposite)


def _undated(period: Period) -> bool:
    """Whether it is told as still so, and by no more than a bound since when."""
    start = period.start
    return period.end is End.OPEN and (start is None or start.earliest is None)
