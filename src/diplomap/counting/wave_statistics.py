"""The scan statistic by which waves are found: Kulldorff's, in time, with its significance by Monte Carlo.

The null model is that every post at risk is as likely to close on any one day as on any other. Then, given
their total, the cases fall into the intervals in proportion to the risk (post-days) of each. The statistic
of a stretch of intervals is the log likelihood ratio of a higher rate inside than outside; its p-value is the
rank of the most unusual stretch among those of simulated null data, over all stretches scanned, so that it
is corrected for having looked everywhere.

Sources: M. Kulldorff, A spatial scan statistic, Communications in Statistics: Theory and Methods 26 (1997)
1481-1496; J. Besag and P. Clifford, Sequential Monte Carlo p-values, Biometrika 78 (1991) 301-304; Z. Zhang,
R. Assunção and M. Kulldorff, Spatial scan statistics adjusted for multiple clusters, Journal of Probability
and Statistics (2010), for looking again after a stretch was taken out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import log
from random import Random

import attrs

LEAST_CASES = 2
ENOUGH = 20


@attrs.frozen(slots=True)
class Window:
    """A stretch of intervals, the first and last of them: its cases, those expected, and its ratio."""

    first: int
    last: int
    cases: int
    expected: float
    ratio: float

    def meets(self, other: Window) -> bool:
        """Whether they share an interval."""
        return self.first <= other.last and other.first <= self.last


@attrs.frozen(slots=True)
class Scanned:
    """One scan: its most unusual window with its p-value, and the null ratios it was ranked among."""

    field: Field
    window: Window | None
    p: float
    null: tuple[float, ...]

    def p_of(self, first: int, last: int) -> float:
        """The p-value of another window of the same data."""
        ratio = self.field.ratio(first, last)
        return (1 + sum(one >= ratio for one in self.null)) / (1 + len(self.null)) if self.null else 1.0


class Field:
    """Cases and risks by interval, and which intervals are scanned: `taken` ones are set aside.

    >>> field = Field([1, 0, 5, 0, 1], [100.0] * 5)
    >>> found = field.most_unusual(field.cases)
    >>> found.first, found.last, found.cases, round(found.expected, 3), round(found.ratio, 3)
    (2, 2, 5, 1.4, 4.306)

    Raises ValueError for cases where there is no risk, and a largest share that lies not between 0 and 1.
    """

    def __init__(
        self,
        cases: Sequence[int],
        risks: Sequence[float],
        largest: float = 0.5,
        taken: Iterable[Window] = (),
    ) -> None:
        if not 0 < largest < 1:
            raise ValueError(f"the largest window is a share between 0 and 1, not {largest}")
        out = {place for window in taken for place in range(window.first, window.last + 1)}
        self.cases = [0 if place in out else number for place, number in enumerate(cases)]
        risks = [0.0 if place in out else risk for place, risk in enumerate(risks)]
        if any(number and not risk > 0 for number, risk in zip(self.cases, risks, strict=True)):
            raise ValueError("there are cases in an interval without risk")
        self.total, self.largest = sum(self.cases), largest
        whole = sum(risks) or 1.0
        self.risks = [risk / whole for risk in risks]
        self.sums = [0.0, *accumulate(self.risks)]
        # Windows lie between intervals that were taken out, and never reach over one.
        self._block = list(accumulate(place in out for place in range(len(cases))))
        self._x_log_x = [0.0, *(number * log(number) for number in range(1, self.total + 1))]

    def ratio(self, first: int, last: int) -> float:
        """The log likelihood ratio of a window; 0 where there is no excess in it."""
        return self._ratio(sum(self.cases[first : last + 1]), self.sums[last + 1] - self.sums[first])

    def most_unusual(self, cases: Sequence[int]) -> Window | None:
        """The window of the highest ratio, of two cases or more and at most the largest share of risk."""
        best: Window | None = None
        highest = 0.0
        occupied = [place for place, number in enumerate(cases) if number]
        sums, block, largest = self.sums, self._block, self.largest
        for nth, first in enumerate(occupied):
            found, before = 0, sums[first]
            for last in occupied[nth:]:
                share = sums[last + 1] - before
                if share > largest or block[last] != block[first]:
                    break
                found += cases[last]
                if found >= LEAST_CASES and found > self.total * share:
                    ratio = self._ratio(found, share)
                    if ratio > highest:
                        highest = ratio
                        best = Window(first, last, found, self.total * share, ratio)
        return best

    def simulated(self, random: Random) -> list[int]:
        """Cases as the null model would have them, as many in all."""
        drawn = Counter(random.choices(range(len(self.risks)), self.risks, k=self.total))
        return [drawn[place] for place in range(len(self.risks))]

    def _ratio(self, found: int, share: float) -> float:
        if found <= self.total * share or share <= 0:
            return 0.0
        table, rest = self._x_log_x, self.total - found
        outside = rest * log(1 - share) if rest else 0.0
        return max(0.0, table[found] + table[rest] - table[self.total] - found * log(share) - outside)


def scan(field: Field, trials: int, random: Random) -> Scanned:
    """The most unusual window of a field and its p-value: its rank among so many simulated null data.

    Simulation stops early once the p-value is seen to be high (after 20 null data as unusual): such a
    p-value is as valid.

    >>> found = scan(Field([1, 0, 9, 0, 1], [100.0] * 5), 99, Random(1))
    >>> found.window.first, found.p
    (2, 0.01)
    """
    window = field.most_unusual(field.cases)
    if window is None:
        return Scanned(field, None, 1.0, ())
    null: list[float] = []
    as_unusual = 0
    for _ in range(trials):
        simulated = field.most_unusual(field.simulated(random))
        null.append(0.0 if simulated is None else simulated.ratio)
        as_unusual += null[-1] >= window.ratio
        if as_unusual == ENOUGH:
            return Scanned(field, window, as_unusual / len(null), tuple(null))
    return Scanned(field, window, (1 + as_unusual) / (1 + trials), tuple(null))


def significant(
    cases: Sequence[int],
    risks: Sequence[float],
    *,
    level: float = 0.05,
    largest: float = 0.5,
    trials: int = 499,
    random: Random,
) -> list[Scanned]:
    """The scans of some data, one after the other, each without the windows found before it.

    All but the last found a window of a p-value up to the level; the last found none.

    >>> found = significant([1, 0, 9, 0, 1], [100.0] * 5, trials=99, random=Random(1))
    >>> [one.p <= 0.05 for one in found]
    [True, False]

    Raises ValueError for cases where there is no risk, and a share or level that lies not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"the level of significance lies between 0 and 1, not at {level}")
    found: list[Scanned] = []
    taken: list[Window] = []
    while True:
        scanned = scan(Field(cases, risks, largest, taken), trials, random)
        found.append(scanned)
        if scanned.window is None or scanned.p > level:
            return found
        taken.append(scanned.window)
