"""Missions grouped by what they have in common, and the few of a group that can be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from diplomap.diffing.natural_keys import Life, apart, folded
from diplomap.model.missions import Mission

Places = Sequence[int]
PlacePair = tuple[int, int]


def nothing_in_common(one: Mission, two: Mission) -> bool:
    """Whether two missions share neither a sender nor the city, and are no pair with its ends exchanged.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> there = Mission("7", ("FRA",), "JPN", (Spell(Kind.EMBASSY, seat="Tokyo"),))
    >>> nothing_in_common(there, Mission("7", ("BRA",), "PER", (Spell(Kind.EMBASSY, seat="Lima"),)))
    True
    >>> nothing_in_common(there, Mission("7", ("JPN",), "FRA", (Spell(Kind.EMBASSY, seat="Paris"),)))
    False
    """
    parties, others = {*one.sending, one.receiving}, {*two.sending, two.receiving}
    if set(one.sending) & set(two.sending) or parties == others:
        return False
    seats = {folded(spell.seat) for spell in one.spells} & {folded(spell.seat) for spell in two.spells}
    return not seats - {""}


def content(mission: Mission, *, ids: bool = True) -> Hashable:
    """All that a mission tells, in whatever order its rows stand; without its identifiers on request."""
    told = (
        frozenset(mission.sending),
        mission.receiving,
        frozenset(Counter(mission.spells).items()),
        frozenset(mission.accreditations),
    )
    return (*told, mission.id, mission.wikidata) if ids else told


def grouped(
    old: Iterable[tuple[Hashable, int]], new: Iterable[tuple[Hashable, int]]
) -> list[tuple[list[int], list[int]]]:
    """The places of both sides under each key that both sides have.

    >>> grouped([("x", 0), ("y", 1)], [("y", 5), ("y", 6)])
    [([1], [5, 6])]
    """
    ours: dict[Hashable, list[int]] = {}
    for key, place in old:
        ours.setdefault(key, []).append(place)
    yours: dict[Hashable, list[int]] = {}
    for key, place in new:
        if key in ours:
            yours.setdefault(key, []).append(place)
    return [(ours[key], places) for key, places in yours.items()]


def equal_ones(
    ours: Places,
    yours: Places,
    mine: Callable[[int], Hashable],
    theirs: Callable[[int], Hashable],
    *,
    alone: bool = False,
) -> list[PlacePair]:
    """Pairs of equal content; with `alone`, only where one of each side has that content."""
    if len(ours) == len(yours) == 1:
        return []
    return [
        pair
        for some, others in grouped(((mine(i), i) for i in ours), ((theirs(j), j) for j in yours))
        if not alone or len(some) == len(others) == 1
        for pair in zip(some, others, strict=False)
    ]


def rest(ours: Places, yours: Places, pairs: Sequence[PlacePair]) -> tuple[list[int], list[int]]:
    """What is left of both sides without those pairs."""
    done_old, done_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return [i for i in ours if i not in done_old], [j for j in yours if j not in done_new]


def candidates(
    ours: Places, yours: Places, old_lives: Mapping[int, Life], new_lives: Mapping[int, Life]
) -> tuple[list[int], list[int]]:
    """Those that some mission of the other side may still be."""
    fits = [(i, j) for i in ours for j in yours if not apart(old_lives[i], new_lives[j])]
    some, others = {i for i, _ in fits}, {j for _, j in fits}
    return [i for i in ours if i in some], [j for j in yours if j in others]
