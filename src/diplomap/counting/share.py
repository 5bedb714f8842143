"""A share of a whole of which some things are uncertain: between two exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth


@attrs.frozen(slots=True, repr=False)
class Share:
    """Between `low` and `high` of a whole, both exact fractions from 0 to 1.

    >>> Share.of(Count(13), Count(6, 47))
    Share(13/60, 13/19)
    >>> str(Share.of(Count(13), Count(6, 47))), str(Share.of(Count(1), Count(3)))
    ('22–68%', '25%')

    Raises ValueError where they do not lie in that order from 0 to 1.
    """

    low: Fraction
    high: Fraction

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"a share runs from 0 to 1, not from {self.low} to {self.high}")

    @classmethod
    def of(cls, part: Count, rest: Count) -> Share | None:
        """The share that a part has with the rest of the whole; None where there is nothing.

        The share is least where the part is smallest and the rest largest, and the other way round.
        """
        if not part.high and not rest.high:
            return None
        # Where the bounds give an empty whole, the share of any whole there may be stands in.
        least, most = part.low + rest.high, part.high + rest.low
        return cls(Fraction(part.low, least) if least else Fraction(1), Fraction(part.high, most or 1))

    @property
    def exact(self) -> bool:
        """Whether nothing is uncertain about it."""
        return self.low == self.high

    def more_than(self, other: Share) -> Truth:
        """Whether it is larger than another, which is about other things or another day.

        >>> Share(Fraction(1, 2), Fraction(3, 4)).more_than(Share(Fraction(0), Fraction(1, 4)))
        TRUE
        """
        return TRUE if self.low > other.high else FALSE if self.high <= other.low else UNKNOWN

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape: decimals, and the exact fractions."""
        return {
            "low": round(float(self.low), 6),
            "high": round(float(self.high), 6),
            "fractions": [str(self.low), str(self.high)],
        }

    def __str__(self) -> str:
        low, high = (_percent(bound) for bound in (self.low, self.high))
        return f"{low}%" if low == high else f"{low}–{high}%"

    def __repr__(self) -> str:
        return f"Share({self.low})" if self.exact else f"Share({self.low}, {self.high})"


@attrs.frozen(slots=True, repr=False)
class ShareChange:
    """By how much a share moved between two days, in percentage points: between `low` and `high`.

    >>> str(ShareChange.between(Share(Fraction(1, 2), Fraction(1, 2)), Share(Fraction(2, 5), Fraction(2, 5))))
    '−10 points'
    """

    low: Fraction
    high: Fraction

    @classmethod
    def between(cls, before: Share, after: Share) -> ShareChange:
        """The movement from one share to another; what is uncertain of both adds up."""
        return cls(after.low - before.high, after.high - before.low)

    @property
    def grew(self) -> Truth:
        """Whether the share grew."""
        return TRUE if self.low > 0 else FALSE if self.high <= 0 else UNKNOWN

    @property
    def fell(self) -> Truth:
        """Whether the share fell."""
        return TRUE if self.high < 0 else FALSE if self.low >= 0 else UNKNOWN

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape: decimals, and the exact fractions."""
        return {
            "low": round(float(self.low), 6),
            "high": round(float(self.high), 6),
            "fractions": [str(self.low), str(self.high)],
            "grew": self.grew.name.lower(),
            "fell": self.fell.name.lower(),
        }

    def __str__(self) -> str:
        low, high = _points(self.low), _points(self.high)
        return f"{low} points" if low == high else f"{low} to {high} points"

    def __repr__(self) -> str:
        return f"ShareChange({self.low}, {self.high})"


def _percent(bound: Fraction) -> str:
    percent = float(100 * bound)
    return f"{percent:.0f}" if percent >= 10 else f"{percent:.1f}".removesuffix(".0")


def _points(change: Fraction) -> str:
    told = f"{float(100 * change):+.1f}".removesuffix(".0").replace("-", "−")
    return "0" if told in ("+0", "−0") else told
