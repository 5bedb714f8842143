"""Which day stands for a date of which parts are missing: a rule that is chosen and told, never assumed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from diplomap.values.dates import PartialDate


class DateRule(StrEnum):
    """How a date with missing parts enters spells.

    `first-day` takes the first day of the month or year (the rule of the codebook of US Diplomatic
    Mission Status Data); `middle` the day in its middle; `last-day` its last; `bounds` keeps the date as
    it was told, so that a spell begins "some time in 1830".

    >>> told = PartialDate.parse("1830-02")
    >>> [str(rule.applied(told)) for rule in DateRule]
    ['1830-02-01', '1830-02-14', '1830-02-28', '1830-02']
    """

    FIRST_DAY = "first-day"
    MIDDLE = "middle"
    LAST_DAY = "last-day"
    BOUNDS = "bounds"

    def applied(self, told: PartialDate) -> PartialDate:
        """The date that stands for one that was told.

        Raises ValueError for a date that is open on one side, unless the rule keeps dates as told.
        """
        if self is DateRule.BOUNDS or told.lo == told.hi:
            return told if self is DateRule.BOUNDS else PartialDate.of(date.fromordinal(told.lo))
        if told.earliest is None or told.latest is None:
            raise ValueError(f"{told} has no day that the rule {self} could take; choose the rule bounds")
        day = {
            DateRule.FIRST_DAY: told.lo,
            DateRule.MIDDLE: (told.lo + told.hi) // 2,
            DateRule.LAST_DAY: told.hi,
        }[self]
        return PartialDate.of(date.fromordinal(day))

    def __str__(self) -> str:
        return self.value
