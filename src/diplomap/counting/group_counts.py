"""A footprint by groups of receiving parties, such as the Non-Aligned Movement, with dated membership."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from diplomap.counting.entries import Entry, standing_of
from diplomap.values.counts import Count, total
from diplomap.values.logic import TRUE, Truth


def by_group(units: Sequence[Sequence[Entry]], day: date | None) -> dict[str, Count]:
    """How much is counted in the members of each group on a day (of no day, its members now).

    The counts overlap: a party may be in several groups, or in none. Where it is not known whether a
    party was a member, what it receives may count.

    >>> by_group([], None)
    {}
    """
    known: dict[str, dict[str, Truth]] = {}
    parts: dict[str, list[Count]] = {}
    for unit in units:
        receiving = unit[0].receiving
        if receiving not in known:
            known[receiving] = _groups(receiving, day)
        counted = standing_of(unit)
        for group, member in known[receiving].items():
            sure = counted if member is TRUE else Count(0, counted.high)
            parts.setdefault(group, []).append(sure)
    return {group: total(counts) for group, counts in sorted(parts.items())}


def _groups(party: str, day: date | None) -> dict[str, Truth]:
    from diplomap.parties.groups import groups_of

    return groups_of(party, day)
