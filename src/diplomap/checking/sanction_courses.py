"""The course of a regime as its steps tell it: what can have been in force when a step was taken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from diplomap.model.sanctions import Sanction, Stage
from diplomap.values.dates import OPEN_HI, OPEN_LO
from diplomap.values.periods import End

Placed = tuple[int, Sanction]
Aged = tuple[int, int]


class Course:
    """Steps that put something on, and steps that took all of it off for good, ready to be asked about.

    A suspension may lapse, so that it proves nothing here; nor does a step without a date. Built in
    one pass and a sort, and asked in the logarithm of its length.
    """

    def __init__(self, on: Iterable[Placed], off: Iterable[Placed] = ()) -> None:
        spans = sorted((first_day(step), last_day(step), _reach(step), place) for place, step in on)
        self._begins = [begin for begin, _, _, _ in spans]
        self._ends = _two_largest((end, place) for _, end, _, place in spans)
        self._reaches = _two_largest((reach, place) for _, _, reach, place in spans)
        lifts = sorted(
            (last_day(step), first_day(step)) for _, step in off if step.stage is not Stage.SUSPENDED
        )
        self._lifted = [last for last, _ in lifts]
        self._latest = list(accumulate((first for _, first in lifts), max))

    def begun_before(self, step: Sanction) -> bool:
        """Whether something can have been put on by the day of a step."""
        return bool(self._begins) and self._begins[0] <= last_day(step)

    def nothing_held(self, place: int, step: Sanction) -> bool:
        """Whether surely nothing was in force when a step was taken, that step itself set aside."""
        before = bisect_right(self._begins, last_day(step))
        if not before:
            return True
        day = first_day(step)
        if _other(self._reaches[before - 1], place) <= day:
            return True
        lifts = bisect_right(self._lifted, day - 1)
        return lifts > 0 and _other(self._ends[before - 1], place) < self._latest[lifts - 1]


def first_day(step: Sanction) -> int:
    """The first day on which a step can have taken effect, as an ordinal."""
    return OPEN_LO if step.period.start is None else step.period.start.lo


def last_day(step: Sanction) -> int:
    """The last day on which a step can have taken effect, as an ordinal.

    >>> last_day(Sanction("dprk", ("UN",), "PRK")) == OPEN_HI
    True
    """
    return OPEN_HI if step.period.start is None else step.period.start.hi


def when(step: Sanction) -> str:
    """When a step took effect, as the end of a clause.

    >>> when(Sanction("dprk", ("UN",), "PRK"))
    'on a day nobody tells'
    """
    return "on a day nobody tells" if step.period.start is None else f"({step.period.start})"


def _reach(step: Sanction) -> int:
    end = step.period.end
    return OPEN_HI + 1 if isinstance(end, End) else end.hi


def _two_largest(values: Iterable[Aged]) -> list[Sequence[Aged]]:
    held: list[Sequence[Aged]] = []
    best: Sequence[Aged] = ()
    for value in values:
        best = sorted((*best, value), reverse=True)[:2]
        held.append(best)
    return held


def _other(best: Sequence[Aged], place: int) -> int:
    return next((value for value, at in best if at != place), OPEN_LO - 1)
