"""A footprint by groups of receiving parties, such as the Non-Aligned Movement, with dated membership."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from diplomap.counting.entries import Entry, standing_of
from diplomap.counting.group_membership import GroupsOnDay
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count, total
from diplomap.values.logic import TRUE


def by_group(units: Sequence[Sequence[Entry]], day: date | None, dataset: Dataset) -> dict[str, Count]:
    """How much is counted in the members of each group on a day (of no day, its members now).

    Groups are the dataset's own and those that everybody knows. The counts overlap: a party may be in
    several groups, or in none. Where it is not known whether a party was a member, what it receives may
    count.

    >>> by_group([], None, Dataset())
    {}
    """
    groups = GroupsOnDay(dataset, day)
    parts: dict[str, list[Count]] = {}
    for unit in units:
        counted = standing_of(unit)
        for group, member in groups.of(unit[0].receiving).items():
            sure = counted if member is TRUE else Count(0, counted.high)
            parts.setdefault(group, []).append(sure)
    return {group: total(counts) for group, counts in sorted(parts.items())}
