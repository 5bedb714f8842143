"""The share of a footprint in each of some groups of receiving parties, and in each overlap of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, combinations
from typing import Any

import attrs

from diplomap.counting.entries import standing_of
from diplomap.counting.footprint import Footprint, footprint
from diplomap.counting.group_membership import GroupsOnDay
from diplomap.counting.profiles import Profile
from diplomap.counting.share import Share
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth, every

MOST_GROUPS = 8


def shares(
    dataset: Dataset,
    *,
    of: str | None = None,
    host: str | None = None,
    receiving: str | None = None,
    at: date | str | None = None,
    profile: str | Profile = "all",
    groups: Iterable[str] | None = None,
) -> Shares:
    """The share of a footprint that stands in each group on a day, and in each overlap of the groups.

    A group is named by its id, an abbreviation or a name, the dataset's own groups before those that
    everybody knows; by default all of the dataset's own.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.memberships import Membership
    >>> from diplomap.model.missions import Mission, Spell
    >>> posts = [Mission(to, ("PRK",), to, (Spell(Kind.EMBASSY),)) for to in ("CUB", "CHN", "UGA", "ESP")]
    >>> key = [Membership("KEY", "CUB"), Membership("KEY", "CHN")]
    >>> ds = Dataset(posts, date(2023, 10, 1), groups=key)
    >>> found = shares(ds, of="PRK", groups=("NAM", "KEY"))
    >>> [(group, str(part.share)) for group, part in found.groups.items()]
    [('NON_ALIGNED', '50%'), ('KEY', '50%')]
    >>> [(part.label, str(part.count)) for part in found.partition]
    [('NON_ALIGNED and KEY', '1'), ('NON_ALIGNED only', '1'), ('KEY only', '1'), ('none of them', '1')]

    Raises ValueError for a group that nobody knows, for more than eight groups or none, and what
    `footprint` raises.
    """
    counted = footprint(dataset, of=of, host=host, receiving=receiving, at=at, profile=profile)
    known = GroupsOnDay(dataset, counted.at)
    names = tuple(dict.fromkeys(map(known.id_of, dataset.groups.names if groups is None else groups)))
    if not names:
        raise ValueError("the dataset has no groups of its own; name the groups to take shares of")
    if len(names) > MOST_GROUPS:
        raise ValueError(f"shares are of at most {MOST_GROUPS} groups at once, not of {len(names)}")
    return Shares(counted, names, known)


@attrs.frozen(slots=True)
class Part:
    """What stands in a group, or in exactly some of the groups: its count, the rest's, its share.

    The share is None where there is nothing at all. `parties` are the receiving parties that surely
    belong, and `perhaps` those of which it is not known, each once.
    """

    label: str
    groups: tuple[str, ...]
    count: Count
    rest: Count
    whole: Count
    share: Share | None
    parties: tuple[str, ...]
    perhaps: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        return {
            "label": self.label,
            "groups": list(self.groups),
            "count": {"low": self.count.low, "high": self.count.high},
            "rest": {"low": self.rest.low, "high": self.rest.high},
            "share": None if self.share is None else self.share.to_dict(),
            "parties": list(self.parties),
            "perhaps": list(self.perhaps),
        }


class Shares:
    """The shares of a footprint in some groups on a day.

    `groups` gives each group's part; groups overlap, so these need not sum to one. `partition` gives what
    stands in exactly these groups and no other of those asked for: of these parts, one and only one
    holds each mission, and their shares sum to one, exactly where nothing is uncertain.
    """

    def __init__(self, counted: Footprint, names: Sequence[str], known: GroupsOnDay) -> None:
        self.footprint, self.names, self.known = counted, tuple(names), known

    @property
    def whole(self) -> Count:
        """The footprint's count of what is listed, of which these are shares."""
        return self.footprint.listed

    @cached_property
    def groups(self) -> dict[str, Part]:
        """Each group's part, in the order asked for."""
        return {name: self._part(name, (name,), self._among(name)) for name in self.names}

    @cached_property
    def partition(self) -> tuple[Part, ...]:
        """The parts that stand in exactly some of the groups, the largest overlaps first, empty ones too."""
        names = self.names
        cells = chain.from_iterable(combinations(names, size) for size in range(len(names), -1, -1))
        return tuple(self._cell(inside) for inside in cells)

    @property
    def overlaps(self) -> tuple[str, ...]:
        """The receiving parties that surely belong to several of the groups, and so count in each."""
        return tuple(
            sorted({party for part in self.partition if len(part.groups) > 1 for party in part.parties})
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before quoting the shares."""
        told = list(self.footprint.notes)
        for part in self.partition:
            if len(part.groups) > 1 and part.parties:
                told.append(f"{', '.join(part.parties)}: in {' and '.join(part.groups)}, counted in each")
        return tuple(told)

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape, within ``diplomap/shares/1`` (see `docs/reference/series.md`)."""
        asked = self.footprint.asked
        return {
            "of": asked.sending,
            "host": asked.host,
            "receiving": asked.receiving,
            "at": None if self.footprint.at is None else self.footprint.at.isoformat(),
            "profile": self.footprint.profile.name,
            "whole": {"low": self.whole.low, "high": self.whole.high},
            "groups": [part.to_dict() for part in self.groups.values()],
            "partition": [part.to_dict() for part in self.partition],
            "notes": list(self.notes),
        }

    def __repr__(self) -> str:
        told = ", ".join(f"{name} {part.share}" for name, part in self.groups.items())
        return f"<Shares of {self.footprint}: {told}>"

    def _among(self, name: str) -> Callable[[str], Truth]:
        return lambda party: self.known.belongs(party, name)

    def _cell(self, inside: tuple[str, ...]) -> Part:
        def exactly(party: str) -> Truth:
            belongs = [(self.known.belongs(party, name), name in inside) for name in self.names]
            return every(truth if wanted else ~truth for truth, wanted in belongs)

        label = " and ".join(inside) if inside else "none of them"
        return self._part(f"{label} only" if len(inside) == 1 else label, inside, exactly)

    def _part(self, label: str, inside: tuple[str, ...], belongs: Callable[[str], Truth]) -> Part:
        low = high = rest_low = rest_high = 0
        held: dict[Truth, dict[str, None]] = {truth: {} for truth in Truth}
        for unit in self.footprint.units:
            party = unit[0].receiving
            counted, member = standing_of(unit), belongs(party)
            low += counted.low if member is TRUE else 0
            high += counted.high if member is not FALSE else 0
            rest_low += counted.low if member is FALSE else 0
            rest_high += counted.high if member is not TRUE else 0
            held[member][party] = None
        count, rest = Count(low, high), Count(rest_low, rest_high)
        sure, perhaps = (tuple(sorted(held[truth])) for truth in (TRUE, UNKNOWN))
        return Part(label, inside, count, rest, self.whole, Share.of(count, rest), sure, perhaps)
