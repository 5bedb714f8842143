"""What the dates of newly listed missions say of an edition: how many stood by the old edition's day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import sqrt
from typing import Any

import attrs

from diplomap.diffing.spells import in_order
from diplomap.model.missions import Mission

# Of a normal distribution, 95 % lies within so many standard deviations.
_DEVIATIONS = 1.959964


@attrs.frozen(slots=True)
class Arrivals:
    """Missions that the new edition lists and the old one did not, by what their beginnings say.

    `before` surely began by the old edition's day, so that the old edition missed them; `after` surely
    began later; `unsaid` have no date, or one that may lie on either side.

    >>> found = Arrivals(94, 3, 40)
    >>> found.dated, [round(part, 3) for part in found.share or ()]
    (97, [0.913, 0.969, 0.989])
    """

    before: int = 0
    after: int = 0
    unsaid: int = 0

    @classmethod
    def of(cls, missions: Iterable[Mission], old_day: date | None) -> Arrivals:
        """The arrivals among missions of the new edition, as of the old edition's day."""
        counted = [0, 0, 0]
        for mission in missions:
            start = in_order(mission.spells)[0].period.start
            place = 2
            if start is not None and old_day is not None:
                day = old_day.toordinal()
                place = 0 if start.hi <= day else 1 if start.lo > day else 2
            counted[place] += 1
        return cls(*counted)

    @property
    def dated(self) -> int:
        """How many have a date that decides."""
        return self.before + self.after

    @property
    def share(self) -> tuple[float, float, float] | None:
        """The share that stood before, among those whose date decides: lower bound, share, upper bound.

        The bounds are Wilson's interval at 95 % (E. B. Wilson, 1927), as if the dated ones were drawn at
        random from all; None where none is dated.
        """
        if not self.dated:
            return None
        n, part, z = self.dated, self.before / self.dated, _DEVIATIONS
        middle = part + z * z / (2 * n)
        spread = z * sqrt(part * (1 - part) / n + z * z / (4 * n * n))
        whole = 1 + z * z / n
        return max(0.0, (middle - spread) / whole), part, min(1.0, (middle + spread) / whole)

    def plus(self, other: Arrivals) -> Arrivals:
        """Both together."""
        return Arrivals(self.before + other.before, self.after + other.after, self.unsaid + other.unsaid)

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        share = None
        if self.share is not None:
            low, middle, high = (round(part, 4) for part in self.share)
            share = {"low": low, "share": middle, "high": high}
        return {"before": self.before, "after": self.after, "unsaid": self.unsaid, "share_before": share}
