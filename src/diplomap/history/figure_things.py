"""The single things that a figure's quantity counts: posts, closings, openings, partners in relations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from diplomap.counting.entries import standing_of
from diplomap.counting.footprint import footprint
from diplomap.counting.group_membership import GroupsOnDay
from diplomap.counting.moves import closures, openings
from diplomap.counting.profiles import Profile
from diplomap.counting.relation_counts import relations_count
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE


class Unanswerable(ValueError):
    """A figure that no data could answer as it stands; says what it lacks."""


@attrs.frozen(slots=True)
class Thing:
    """One thing counted: its name (a mission's or a party's id), the other party, and whether it counts."""

    name: str
    party: str
    count: Count


def posts(dataset: Dataset, of: str, judged: Profile, day: date) -> tuple[Thing, ...]:
    """The posts (or pairs) of a sender that count or may count on a day.

    >>> from diplomap.counting.profiles import profile
    >>> posts(Dataset(), "PRK", profile("all"), date(2024, 1, 1))
    ()
    """
    counted = footprint(dataset, of=of, at=day, profile=judged)
    paired = judged.how == "pairs"
    return tuple(
        Thing(unit[0].receiving if paired else unit[0].mission.id, unit[0].receiving, standing_of(unit))
        for unit in counted.units
    )


def moved(
    dataset: Dataset, of: str, judged: Profile, first: date, last: date, *, closing: bool
) -> tuple[tuple[Thing, ...], Count]:
    """The posts of a sender that closed (or opened) from one day to another, and how many together.

    Together they may be known more exactly than one by one, see `diplomap.counting.moves.Moves`.
    """
    found = (closures if closing else openings)(dataset, of=of, since=first, until=last, profile=judged)
    things = tuple(
        Thing(one.mission.id, one.receiving, Count(1 if one.answer is TRUE else 0, 1)) for one in found
    )
    return things, found.listed


def in_relations(dataset: Dataset, of: str, day: date) -> tuple[tuple[Thing, ...], str]:
    """The partners in diplomatic relations on a day, and why there may be more; blank where there are none.

    >>> in_relations(Dataset(), "PRK", date(2023, 10, 1))
    ((), 'the coverage says nothing of relations')
    """
    counted = relations_count(dataset, of=of, at=day)
    things = tuple(
        Thing(one.party, one.party, Count(1 if one.answer is TRUE else 0, 1))
        for one in (*counted.partners, *counted.perhaps)
    )
    return things, "" if counted.looked.answer is TRUE else counted.looked.why


def kept(dataset: Dataset, things: Iterable[Thing], group: str, day: date) -> tuple[Thing, ...]:
    """The things whose party belongs to a group on a day; all where no group is named.

    >>> kept(Dataset(), [Thing("a", "CUB", Count(1)), Thing("b", "ESP", Count(1))], "NAM", date(2023, 10, 1))
    (Thing(name='a', party='CUB', count=Count(1)),)

    Raises Unanswerable where neither the dataset nor the registry knows the group.
    """
    if not group:
        return tuple(things)
    groups = GroupsOnDay(dataset, day)
    try:
        name = groups.id_of(group)
    except ValueError:
        raise Unanswerable(f"nobody here knows a group {group!r}") from None
    found = []
    for one in things:
        belongs = groups.belongs(one.party, name)
        if belongs is not FALSE:
            sure = one.count.low if belongs is TRUE else 0
            found.append(attrs.evolve(one, count=Count(sure, one.count.high)))
    return tuple(found)
