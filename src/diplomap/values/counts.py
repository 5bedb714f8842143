"""Counts of things of which some are uncertain, and the movement between two such counts."""

from __future__ import annotations

from collections.abc import Iterable

import attrs


@attrs.frozen(slots=True, repr=False)
class Count:
    """Between ``low`` and ``high`` things (both ends included); ``Count(53)`` is exactly 53.

    Adding is exact for counts of disjoint things. Subtracting is interval arithmetic: two counts of
    50 to 53 may differ by up to 3 either way, so a difference may be negative. For the movement
    of one count over time, where nothing is gained by pessimism, see `Effect`.

    >>> Count(50, 53) + Count(2)
    Count(52, 55)
    >>> str(Count(53)), str(Count(50, 53))
    ('53', '50–53')

    Raises ValueError where low is above high.
    """

    low: int
    high: int = attrs.field(default=attrs.Factory(lambda self: self.low, takes_self=True))

    def __attrs_post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"a count cannot run from {self.low} down to {self.high}")

    @property
    def exact(self) -> bool:
        """Whether nothing is uncertain about it."""
        return self.low == self.high

    def __add__(self, other: Count) -> Count:
        return Count(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Count) -> Count:
        return Count(self.low - other.high, self.high - other.low)

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.high

    def __str__(self) -> str:
        return str(self.low) if self.exact else f"{self.low}–{self.high}"

    def __repr__(self) -> str:
        return f"Count({self.low})" if self.exact else f"Count({self.low}, {self.high})"

    def moved(self, effect: Effect) -> Count:
        """This count after an effect on its two bounds.

        >>> Count(50, 53).moved(Effect(-1, -2))
        Count(49, 51)
        """
        return Count(self.low + effect.low, self.high + effect.high)


@attrs.frozen(slots=True, repr=False)
class Effect:
    """How far a change moves the lower and the upper bound of a count.

    Effects add exactly, which is what lets a ledger balance. A mission that may have existed and
    certainly exists now moves the bounds by (1, 0): nothing more can exist, but more surely does.

    >>> Effect.between(Count(0, 1), Count(1))
    Effect(1, 0)
    >>> str(Effect(-1, -1)), str(Effect(1, 0))
    ('−1', '+1/0')
    """

    low: int
    high: int

    @classmethod
    def between(cls, before: Count, after: Count) -> Effect:
        """The effect that moves `before` to `after`.

        >>> Count(2, 3).moved(Effect.between(Count(2, 3), Count(5)))
        Count(5)
        """
        return cls(after.low - before.low, after.high - before.high)

    def __add__(self, other: Effect) -> Effect:
        return Effect(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Effect:
        return Effect(-self.low, -self.high)

    def __bool__(self) -> bool:
        return bool(self.low or self.high)

    def __str__(self) -> str:
        return _signed(self.low) if self.low == self.high else f"{_signed(self.low)}/{_signed(self.high)}"

    def __repr__(self) -> str:
        return f"Effect({self.low}, {self.high})"


def _signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


NONE = Count(0)


def total(counts: Iterable[Count]) -> Count:
    """The sum of counts of disjoint things.

    >>> total([Count(1), Count(0, 1)])
    Count(1, 2)
    """
    low = high = 0
    for count in counts:
        low += count.low
        high += count.high
    return Count(low, high)
