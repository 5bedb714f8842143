"""Which records of a reordered table may be said to have stayed, whichever edition is taken for the first."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import lt


def stayed(places: Sequence[int]) -> list[bool]:
    """Whether each of some distinct places, in their order, lies on every longest increasing run of them.

    Several runs may be longest, and to prefer one would be a choice that looks otherwise from the other
    side. Those that lie on all of them are the same from both sides: exchange places and order, and the
    same ones stay.

    >>> stayed([3, 0, 1, 2]), stayed([1, 0])
    ([False, True, True, True], [False, False])
    """
    if all(lt(one, two) for one, two in pairwise(places)):
        return [True] * len(places)
    before = _lengths(places)
    after = [*reversed(_lengths([-place for place in reversed(places)]))]
    longest = max(before)
    on_one = [up + down - 1 == longest for up, down in zip(before, after, strict=True)]
    times = Counter(up for up, on in zip(before, on_one, strict=True) if on)
    return [on and times[up] == 1 for up, on in zip(before, on_one, strict=True)]


def _lengths(places: Iterable[int]) -> list[int]:
    """For each place the length of the longest increasing run that ends there."""
    least_end: list[int] = []
    lengths: list[int] = []
    for place in places:
        length = bisect_left(least_end, place)
        least_end[length : length + 1] = [place]
        lengths.append(length + 1)
    return lengths
