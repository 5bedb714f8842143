"""A shift: how far the shares of a footprint in some groups moved between two days, with the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import attrs

from diplomap.counting.moves import Moves, closures, openings
from diplomap.counting.profiles import Profile
from diplomap.counting.share import ShareChange
from diplomap.counting.shares import Part, Shares, shares
from diplomap.model.dataset import Dataset
from diplomap.values.logic import UNKNOWN, Truth


def shift(
    dataset: Dataset,
    *,
    of: str | None = None,
    host: str | None = None,
    receiving: str | None = None,
    before: date | str,
    after: date | str,
    profile: str | Profile = "all",
    groups: Iterable[str] = ("NON_ALIGNED", "KEY_PARTNERS"),
) -> Shift:
    """By how much the share of a footprint in each group moved between two days.

    Each day's membership is that of the day. See `shares`.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.memberships import Membership
    >>> from diplomap.model.missions import Mission, Spell
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import OPEN, Period
    >>> def embassy(to, end=OPEN):
    ...     period = Period(PartialDate.parse("1980"), end)
    ...     return Mission(to, ("PRK",), to, (Spell(Kind.EMBASSY, period=period),))
    >>> posts = [*map(embassy, ("CUB", "CHN", "ESP")), embassy("UGA", PartialDate.parse("2023-11"))]
    >>> key = [Membership("KEY_PARTNERS", "CUB"), Membership("KEY_PARTNERS", "CHN")]
    >>> ds = Dataset(posts, groups=key)
    >>> for change in shift(ds, of="PRK", before="2023-10-01", after="2024-01-30").groups.values():
    ...     print(change)
    NON_ALIGNED: 2 of 4 (50%) to 1 of 3 (33%), −16.7 points
    KEY_PARTNERS: 2 of 4 (50%) to 2 of 3 (67%), +16.7 points

    Raises ValueError for an `after` that does not come after `before`, and what `shares` raises.
    """
    one, two = (
        shares(dataset, of=of, host=host, receiving=receiving, at=day, profile=profile, groups=groups)
        for day in (before, after)
    )
    first, last = one.footprint.at, two.footprint.at
    if first is None or last is None or last <= first:
        raise ValueError(f"a shift runs from one day to a later one, not from {before} to {after}")
    return Shift(one, two)


@attrs.frozen(slots=True)
class PartChange:
    """What became of a part: what it was, what it is, and by how much its share moved.

    `change` is None where there was nothing before or is nothing after.
    """

    before: Part
    after: Part
    change: ShareChange | None

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        return {
            "label": self.before.label,
            "groups": list(self.before.groups),
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "change": None if self.change is None else self.change.to_dict(),
            "arithmetic": str(self),
        }

    def __str__(self) -> str:
        told = " to ".join(
            f"{part.count} of {part.whole} ({part.share or 'nothing'})" for part in (self.before, self.after)
        )
        moved = "" if self.change is None else f", {self.change}"
        return f"{self.before.label}: {told}{moved}"


class Shift:
    """The shares of two days and what lies between them.

    `groups` tells what became of each group's share, `partition` of each overlap's (their movements sum to
    nothing where nothing is uncertain), `closed` and `opened` which missions moved between the two days.
    """

    def __init__(self, before: Shares, after: Shares) -> None:
        self.before, self.after = before, after

    @cached_property
    def groups(self) -> dict[str, PartChange]:
        """What became of the share of each group."""
        return {name: _change(part, self.after.groups[name]) for name, part in self.before.groups.items()}

    @cached_property
    def partition(self) -> tuple[PartChange, ...]:
        """What became of the share of each overlap of the groups."""
        pairs = zip(self.before.partition, self.after.partition, strict=True)
        return tuple(_change(one, two) for one, two in pairs)

    def shifted(self, source: str, target: str) -> Truth:
        """Whether the share of one group fell while that of another grew; groups by their ids."""
        fell, grew = self.groups[source].change, self.groups[target].change
        return UNKNOWN if fell is None or grew is None else fell.fell & grew.grew

    @cached_property
    def closed(self) -> Moves:
        """What closed after the first day, up to the second."""
        return self._moves(closures)

    @cached_property
    def opened(self) -> Moves:
        """What opened after the first day, up to the second."""
        return self._moves(openings)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before quoting the shift."""
        return tuple(dict.fromkeys((*self.before.notes, *self.after.notes)))

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape, within ``diplomap/shares/1`` (see `docs/reference/series.md`)."""
        asked = self.before.footprint.asked
        return {
            "of": asked.sending,
            "host": asked.host,
            "receiving": asked.receiving,
            "before": str(self.before.footprint.at),
            "after": str(self.after.footprint.at),
            "profile": self.before.footprint.profile.name,
            "whole": [{"low": one.whole.low, "high": one.whole.high} for one in (self.before, self.after)],
            "groups": [change.to_dict() for change in self.groups.values()],
            "partition": [change.to_dict() for change in self.partition],
            "closed": self.closed.to_dict(),
            "opened": self.opened.to_dict(),
            "notes": list(self.notes),
        }

    def __repr__(self) -> str:
        return (
            f"<Shift of {self.before.footprint.party or 'all'}: {'; '.join(map(str, self.groups.values()))}>"
        )

    def _moves(self, which: Any) -> Moves:
        one = self.before.footprint
        since = one.at + timedelta(days=1) if one.at is not None else None
        found: Moves = which(
            one.dataset,
            of=one.asked.sending,
            host=one.asked.host,
            receiving=one.asked.receiving,
            since=since,
            until=self.after.footprint.at,
            profile=one.profile,
        )
        return found


def _change(before: Part, after: Part) -> PartChange:
    moved = None
    if before.share is not None and after.share is not None:
        moved = ShareChange.between(before.share, after.share)
    return PartChange(before, after, moved)
