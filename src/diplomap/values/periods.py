"""Stretches of time whose ends may be open, unknown or only partly known."""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth


class End(Enum):
    """The two ends of a period that are no dates: OPEN (still so) and UNKNOWN (nobody says)."""

    OPEN = "open"
    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return f"End.{self.name}"

    def __str__(self) -> str:
        return self.value


OPEN = End.OPEN


@attrs.frozen(slots=True)
class Period:
    """From `start` up to but not including `end` (half-open), each as precisely as it is known.

    `start` is None where nobody says when it began; `end` is a date, `End.OPEN` (still so) or
    `End.UNKNOWN` (ended or not, nobody says). The end is the first day on which it is no longer so.

    >>> spell = Period(PartialDate.parse("1961"), PartialDate.parse("2023-11"))
    >>> spell.contains(date(1990, 1, 1)), spell.contains(date(2023, 11, 15)), spell.contains(date(2024, 1, 1))
    (TRUE, UNKNOWN, FALSE)
    >>> str(spell)
    '1961/2023-11'

    Raises ValueError where the end lies before the start whatever the missing parts may be.
    """

    start: PartialDate | None = None
    end: PartialDate | End = End.OPEN

    def __attrs_post_init__(self) -> None:
        if self.start is not None and isinstance(self.end, PartialDate) and self.end.hi < self.start.lo:
            raise ValueError(f"a period cannot end ({self.end}) before it begins ({self.start})")

    def contains(self, day: date) -> Truth:
        """Whether the day lies in the period."""
        return self.started(day) & ~self.ended(day)

    def started(self, day: date) -> Truth:
        """Whether it had begun by that day, the day included."""
        if self.start is None:
            return UNKNOWN
        ordinal = day.toordinal()
        return FALSE if ordinal < self.start.lo else TRUE if ordinal >= self.start.hi else UNKNOWN

    def ended(self, day: date) -> Truth:
        """Whether it was over on that day."""
        if isinstance(self.end, End):
            return FALSE if self.end is End.OPEN else UNKNOWN
        ordinal = day.toordinal()
        return FALSE if ordinal < self.end.lo else TRUE if ordinal >= self.end.hi else UNKNOWN

    def overlaps(self, other: Period) -> Truth:
        """Whether the two share a day; TRUE only where no missing part could keep them apart.

        Each is taken to have lasted: one that began and ended "in 2019" overlaps one that holds all
        of 2019, although both of its days may have been the same.

        >>> Period(PartialDate.parse("1990"), PartialDate.parse("1995")).overlaps(
        ...     Period(PartialDate.parse("1995"), End.OPEN))
        UNKNOWN
        """
        return _begins_before_end(self, other) & _begins_before_end(other, self)

    def __str__(self) -> str:
        start = "" if self.start is None else str(self.start)
        end = {End.OPEN: "..", End.UNKNOWN: ""}[self.end] if isinstance(self.end, End) else str(self.end)
        return f"{start}/{end}"


def _begins_before_end(one: Period, two: Period) -> Truth:
    if two.end is End.OPEN:
        return TRUE
    if one.start is None or not isinstance(two.end, PartialDate):
        return UNKNOWN
    return TRUE if one.start.hi < two.end.lo else FALSE if one.start.lo >= two.end.hi else UNKNOWN
