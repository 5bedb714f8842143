"""Two waves side by side: how many closed in each, and how much of the footprint each took."""

from __future__ import annotations

from typing import Any

import attrs

from diplomap.counting.waves import Wave
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth


@attrs.frozen(slots=True)
class WaveComparison:
    """Whether more closed in the first wave than in the second, and whether it took more of its footprint.

    Where the coverage does not say that somebody looked all through both waves, the numbers are those of
    what is listed: `notes` say so.
    """

    first: Wave
    second: Wave

    @property
    def more_closed(self) -> Truth:
        """Whether more closed in the first, of what the dataset lists."""
        return _more(self.first.moves, self.second.moves)

    @property
    def took_more(self) -> Truth:
        """Whether the first took a larger share of its footprint, of what the dataset lists."""
        one, two = self.first.share, self.second.share
        return UNKNOWN if one is None or two is None else one.more_than(two)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before quoting the comparison."""
        return tuple(f"{one.start} to {one.end}: {note}" for one in self._both for note in one.notes)

    @property
    def _both(self) -> tuple[Wave, Wave]:
        return self.first, self.second

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        return {
            "first": self.first.to_dict(),
            "second": self.second.to_dict(),
            "more_closed": self.more_closed.name.lower(),
            "took_more": self.took_more.name.lower(),
            "notes": list(self.notes),
        }

    def __str__(self) -> str:
        told = [
            f"{one.start} to {one.end}: {one.moves} of {one.footprint} listed"
            + ("" if one.share is None else f", {one.share}")
            for one in self._both
        ]
        answer = {
            TRUE: "the first took more of its footprint",
            FALSE: "the first took no more of its footprint",
            UNKNOWN: "the bounds do not say which took more of its footprint",
        }[self.took_more]
        return "; ".join([*told, answer])


def compare_waves(first: Wave, second: Wave) -> WaveComparison:
    """Two waves side by side.

    >>> from datetime import date
    >>> from fractions import Fraction
    >>> from diplomap.counting.share import Share
    >>> def wave(year, number, of):
    ...     share = Share(Fraction(number, of), Fraction(number, of))
    ...     days = date(year, 1, 1), date(year, 12, 31)
    ...     return Wave(*days, True, Count(number), 1.0, 0.01, 1.0, Count(of), share, TRUE)
    >>> print(compare_waves(wave(1998, 14, 70), wave(2023, 8, 53)))
    1998-01-01 to 1998-12-31: 14 of 70 listed, 20%; 2023-01-01 to 2023-12-31: 8 of 53 listed, 15%; \
the first took more of its footprint
    """
    return WaveComparison(first, second)


def _more(one: Count, two: Count) -> Truth:
    return TRUE if one.low > two.high else FALSE if one.high <= two.low else UNKNOWN
