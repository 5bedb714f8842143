"""Which records of three versions are one, and in which order the merged ones stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import attrs

from diplomap.diffing.merging.conflicts import Sides

Places = tuple[int, ...]
Key = TypeVar("Key", bound=Hashable)


@attrs.frozen(slots=True)
class Matching:
    """Which places of two sequences are one thing: one to one, and groups of which no choice can be made."""

    pairs: Mapping[int, int]
    undecided: tuple[tuple[Places, Places], ...] = ()


@attrs.frozen(slots=True)
class Cluster:
    """The places of one thing in the three versions; of several that cannot be told apart, all of them."""

    base: Places
    ours: Places
    theirs: Places

    @property
    def single(self) -> bool:
        """Whether it is one thing at most in each version."""
        return max(len(self.base), len(self.ours), len(self.theirs)) <= 1

    @property
    def places(self) -> Sides[int | None]:
        """The place of one thing in each version, None where it is not there."""
        return Sides(*(next(iter(places), None) for places in (self.base, self.ours, self.theirs)))


@attrs.frozen(slots=True)
class Placed:
    """A merged record and the places at which it stands in the three versions."""

    value: Any
    base: int | None = None
    ours: int | None = None
    theirs: int | None = None


def equals(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """The places of equal things, the first with the first.

    >>> equals("aba", "ca")
    {0: 1}
    """
    waiting: dict[Hashable, list[int]] = {}
    for place in range(len(new) - 1, -1, -1):
        waiting.setdefault(new[place], []).append(place)
    return {i: places.pop() for i, one in enumerate(old) if (places := waiting.get(one))}


def alone(keys: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """The place of each key that stands once.

    >>> alone([("a", 0), ("b", 1), ("a", 2)])
    {'b': 1}
    """
    told = [*keys]
    times = Counter(key for key, _ in told)
    return {key: place for key, place in told if times[key] == 1}


def clusters(
    lengths: tuple[int, int, int], to_ours: Matching, to_theirs: Matching, added: Matching
) -> list[Cluster]:
    """Every place of the three versions, each in one cluster.

    `added` matches places of ours that are not in the base with such places of theirs.

    >>> clusters((1, 2, 1), Matching({0: 1}), Matching({}), Matching({0: 0}))
    [Cluster(base=(0,), ours=(1,), theirs=()), Cluster(base=(), ours=(0,), theirs=(0,))]
    """
    if to_ours.undecided or to_theirs.undecided or added.undecided:
        return _connected(lengths, to_ours, to_theirs, added)
    found = [Cluster((i,), _one(to_ours.pairs, i), _one(to_theirs.pairs, i)) for i in range(lengths[0])]
    ours, theirs = set(to_ours.pairs.values()), set(to_theirs.pairs.values())
    found.extend(Cluster((), (j,), _one(added.pairs, j)) for j in range(lengths[1]) if j not in ours)
    theirs.update(added.pairs.values())
    found.extend(Cluster((), (), (k,)) for k in range(lengths[2]) if k not in theirs)
    return found


def _one(pairs: Mapping[int, int], place: int) -> Places:
    other = pairs.get(place)
    return () if other is None else (other,)


def _connected(
    lengths: tuple[int, int, int], to_ours: Matching, to_theirs: Matching, added: Matching
) -> list[Cluster]:
    first_ours, first_theirs = lengths[0], lengths[0] + lengths[1]
    above = [*range(sum(lengths))]

    def root(one: int) -> int:
        while above[one] != one:
            above[one] = one = above[above[one]]
        return one

    def join(some: Iterable[int], shift: int, others: Iterable[int], other_shift: int) -> None:
        nodes = [*(one + shift for one in some), *(one + other_shift for one in others)]
        for one in nodes[1:]:
            above[root(one)] = root(nodes[0])

    for matching, shift, other_shift in (
        (to_ours, 0, first_ours),
        (to_theirs, 0, first_theirs),
        (added, first_ours, first_theirs),
    ):
        for one, other in matching.pairs.items():
            join((one,), shift, (other,), other_shift)
        for some, others in matching.undecided:
            join(some, shift, others, other_shift)
    groups: dict[int, tuple[list[int], list[int], list[int]]] = {}
    for node in range(len(above)):
        side = (node >= first_ours) + (node >= first_theirs)
        place = node - (0, first_ours, first_theirs)[side]
        groups.setdefault(root(node), ([], [], []))[side].append(place)
    return [Cluster(tuple(b), tuple(o), tuple(t)) for b, o, t in groups.values()]


def ordered(merged: Sequence[Placed], to_ours: Mapping[int, int], to_theirs: Mapping[int, int]) -> list[Any]:
    """The merged records in the order of the side that moved some, else of ours.

    A record that this side lacks stands after the one that it follows in its own version.

    >>> told = [Placed("b", 0, 1, 0), Placed("a", None, 0, None), Placed("c", None, None, 1)]
    >>> ordered(told, {0: 1}, {0: 0})
    ['a', 'b', 'c']
    """
    swap = _in_order(to_ours) and not _in_order(to_theirs)
    first = [one.theirs if swap else one.ours for one in merged]
    second = [one.ours if swap else one.theirs for one in merged]
    line = sorted((k for k, place in enumerate(first) if place is not None), key=lambda k: first[k] or 0)
    line = _woven(line, second)
    line = _woven(line, [one.base for one in merged])
    return [merged[k].value for k in line]


def _woven(line: list[int], places: Sequence[int | None]) -> list[int]:
    """A line of records with those that it lacks and that have a place put where they follow another."""
    there = set(line)
    follow: dict[int | None, list[int]] = {}
    before: int | None = None
    for k in sorted((k for k, place in enumerate(places) if place is not None), key=lambda k: places[k] or 0):
        if k in there:
            before = k
        else:
            follow.setdefault(before, []).append(k)
    woven = [*follow.pop(None, ())]
    waiting: list[int] = []
    for k in line:
        # What the first version added at the same spot comes first.
        if places[k] is not None:
            woven.extend(waiting)
            waiting = []
        woven.append(k)
        waiting.extend(follow.get(k, ()))
    return [*woven, *waiting]


def _in_order(pairs: Mapping[int, int]) -> bool:
    places = [pairs[key] for key in sorted(pairs)]
    return all(one < two for one, two in pairwise(places))
