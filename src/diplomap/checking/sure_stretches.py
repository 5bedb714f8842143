"""The days that a period surely covers, and for how many of them two periods surely run together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from diplomap.values.dates import OPEN_HI, OPEN_LO
from diplomap.values.periods import End, Period


@attrs.frozen(slots=True)
class Stretch:
    """Days surely covered, as ordinals, the last one not included.

    `undated` says that it is told as still so and not since when: then only its last day is sure, and
    `first` is no bound. `now` says that it lasts up to the day the dataset speaks for.
    """

    first: int
    last: int
    now: bool = False
    undated: bool = False


def stretch(period: Period, as_of: date | None) -> Stretch | None:
    """The days a period surely covers up to `as_of`; None where no day is sure.

    >>> from diplomap.values.dates import PartialDate
    >>> one = stretch(Period(PartialDate.parse("1990"), PartialDate.parse("2001")), None)
    >>> date.fromordinal(one.first), date.fromordinal(one.last)
    (datetime.date(1990, 12, 31), datetime.date(2001, 1, 1))
    >>> stretch(Period(None, PartialDate.parse("2001")), None) is None
    True
    """
    today = OPEN_HI if as_of is None else as_of.toordinal() + 1
    start, end = period.start, period.end
    if isinstance(end, End):
        if end is not End.OPEN:
            return None
        last = today
    else:
        last = min(end.lo, today)
    if start is None:
        return Stretch(OPEN_LO, last, True, True) if last == today else None
    return Stretch(start.hi, last, last == today) if start.hi < last else None


def days_together(one: Stretch | None, other: Stretch | None) -> int:
    """For how many days two stretches surely run together; of one that is undated, up to today only.

    >>> days_together(Stretch(10, 20), Stretch(15, 30)), days_together(Stretch(10, 20), None)
    (5, 0)
    """
    if one is None or other is None or ((one.undated or other.undated) and not (one.now and other.now)):
        return 0
    return max(0, min(one.last, other.last) - max(one.first, other.first))


class Held:
    """Stretches of one side, in which one that runs with a given stretch is found without trying each."""

    def __init__(self, stretches: Iterable[tuple[int, Stretch]]) -> None:
        dated = []
        self._now: tuple[int, Stretch] | None = None
        for place, one in stretches:
            if one.now and (self._now is None or one.first < self._now[1].first):
                self._now = (place, one)
            if not one.undated:
                dated.append((place, one))
        self._dated = sorted(dated, key=lambda told: told[1].first)
        self._longest = _longest(self._dated)

    def beside(self, one: Stretch, least: int) -> int | None:
        """The place of a stretch that runs with this one for more than `least` days; None without one."""
        if self._now is not None and days_together(one, self._now[1]) > least:
            return self._now[0]
        if one.undated:
            return None
        from bisect import bisect_left

        # Those that begin early enough; of them, the one that lasts longest.
        near = bisect_left(self._dated, one.last - least, key=lambda told: told[1].first)
        if not near:
            return None
        place, other = self._longest[near - 1]
        return place if days_together(one, other) > least else None


def _longest(told: Sequence[tuple[int, Stretch]]) -> list[tuple[int, Stretch]]:
    found: list[tuple[int, Stretch]] = []
    for one in told:
        found.append(one if not found or one[1].last > found[-1][1].last else found[-1])
    return found
