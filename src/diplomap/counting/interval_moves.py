"""The closings or openings between consecutive dates of a series, in one pass over what is counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from diplomap.counting.spans import Unit, moved
from diplomap.values.counts import Count


def moved_between(given: Iterable[Unit], ordinals: Sequence[int], *, closing: bool) -> list[Count]:
    """What `moved` gives for each interval: from the day after one of the days, up to the next.

    Only the intervals in which something may lie are looked at.

    >>> moved_between([], [1, 11, 21], closing=True)
    [Count(0), Count(0)]
    """
    count = len(ordinals) - 1
    low, high = [0] * max(count, 0), [0] * (count + 1)
    for unit in given:
        places = [_places(edge.bounds, ordinals) for edge in unit.edges(closing)]
        if len(unit.spans) == 1:
            # One span has one edge, whose neighbourhood says nothing more about it.
            for edge, (first, last) in zip(unit.edges(closing), places, strict=True):
                if first == last and 0 <= first < count and edge.sure:
                    low[first] += 1
                if last >= 0 and first < count:
                    high[max(first, 0)] += 1
                    high[min(last, count - 1) + 1] -= 1
            continue
        touched = {
            place for first, last in places for place in range(max(first, 0), min(last, count - 1) + 1)
        }
        for place in touched:
            found = moved([unit], ordinals[place] + 1, ordinals[place + 1], closing=closing)
            low[place] += found.low
            high[place] += found.high
            high[place + 1] -= found.high
    return [Count(least, most) for least, most in zip(low, accumulate(high), strict=False)]


def _places(bounds: tuple[int, int], ordinals: Sequence[int]) -> tuple[int, int]:
    """The intervals of the first and the last possible day; -1 before all of them, their number after."""
    return bisect_left(ordinals, bounds[0]) - 1, bisect_left(ordinals, bounds[1]) - 1
