"""Scales of a chart: round ticks on an axis, and places along it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import attrs


@attrs.frozen(slots=True)
class Scale:
    """A vertical axis from `least` to `most` on a stretch of the page that begins at `top`."""

    least: int
    most: int
    top: float
    height: float
    ticks: tuple[int, ...]

    @classmethod
    def over(cls, values: Sequence[int], top: float, height: float, *, far: int = 4) -> Scale:
        """A scale over values, with round ticks; it begins at zero unless all values are far from it.

        Far is a multiple of their spread; bars, which are read by their length, want a larger one.

        >>> Scale.over([17, 27], 0, 100).ticks, Scale.over([4454, 4510], 0, 100).ticks
        ((0, 5, 10, 15, 20, 25, 30), (4440, 4460, 4480, 4500, 4520))
        """
        low, high = min([*values, 0]), max(values)
        if min(values) > 0 and min(values) > far * (max(values) - min(values)):
            low = min(values) - (max(values) - min(values)) // 5
        step = _step(max(1, high - low))
        least, most = low // step * step, -(-high // step) * step
        most = most if most > least else least + step
        return cls(least, most, top, height, tuple(range(least, most + 1, step)))

    def at(self, value: float) -> float:
        """Where a value stands on the page."""
        return round(self.top + self.height * (1 - (value - self.least) / (self.most - self.least)), 1)


def _step(spread: int) -> int:
    """The smallest round step that parts a spread into at most six.

    >>> _step(10), _step(56), _step(5237)
    (2, 10, 1000)
    """
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if spread / step <= 6:
                return step
        size *= 10


def places(days: Sequence[int | None], left: float, width: float, least_gap: float) -> list[float]:
    """Where editions stand along a time axis; side by side where their days are unknown or too near.

    >>> places([0, 100, 300], 0, 300, 60), places([0, 10, 300], 0, 300, 60)
    ([0.0, 100.0, 300.0], [0.0, 150.0, 300.0])
    """
    known = [day for day in days if day is not None]
    if len(known) == len(days) > 1 and known[-1] > known[0]:
        scale = width / (known[-1] - known[0])
        told = [left + (day - known[0]) * scale for day in known]
        if all(two - one >= least_gap for one, two in pairwise(told)):
            return told
    return [left + width * place / max(1, len(days) - 1) for place in range(len(days))]
