"""Pairings seen from the other side, and followed over a third edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import attrs

from diplomap.diffing.pairing import By, Pairing, Undecided
from diplomap.diffing.record_pairing import RecordPairing

AnyPairing = TypeVar("AnyPairing", Pairing, RecordPairing)
Groups = list[Undecided]


def mirrored(pairing: AnyPairing) -> AnyPairing:
    """The pairing of the same records from the other side.

    >>> pairing = Pairing([0, 1], [1, 0], [By.ID, By.NATURAL_KEY], [], [2])
    >>> mirrored(pairing).old, mirrored(pairing).by, mirrored(pairing).only_old
    ([0, 1], [<By.NATURAL_KEY: 'natural key'>, <By.ID: 'id'>], [2])
    """
    order = sorted(range(len(pairing.new)), key=pairing.new.__getitem__)
    return attrs.evolve(
        pairing,
        old=[pairing.new[k] for k in order],
        new=[pairing.old[k] for k in order],
        by=[pairing.by[k] for k in order],
        only_old=pairing.only_new,
        only_new=pairing.only_old,
        undecided=tuple(attrs.evolve(group, old=group.new, new=group.old) for group in pairing.undecided),
    )


def joined(one: AnyPairing, two: AnyPairing) -> AnyPairing:
    """The pairing of a first and a third edition, by way of a second.

    What is undecided on the way stays so, with all that it may be. Of the evidence of both steps the weaker
    counts.

    >>> one, two = Pairing([0], [1], [By.ID], [], [0]), Pairing([0, 1], [0, 1], [By.ID] * 2, [], [2])
    >>> joined(one, two).new, joined(one, two).only_new
    ([1], [0, 2])
    """
    first, second, third, last = _sides(one, two)
    after = {j: k for k, j in enumerate(third)}
    steps = [(k, after[j]) for k, j in enumerate(second) if j in after]
    undecided = _undecided(one, two)
    ours: list[int] = [first[k] for k, _ in steps]
    yours: list[int] = [last[m] for _, m in steps]
    gone = {*ours}.union(*(group.old for group in undecided))
    come = {*yours}.union(*(group.new for group in undecided))
    return attrs.evolve(
        one,
        old=ours,
        new=yours,
        by=[max(one.by[k], two.by[m], key=_WEAKER.__getitem__) for k, m in steps],
        only_old=[i for i in sorted(_old_places(one)) if i not in gone],
        only_new=[j for j in sorted(_old_places(mirrored(two))) if j not in come],
        undecided=undecided,
        reused=tuple(sorted({*one.reused, *two.reused})),
    )


def _sides(one: Pairing | RecordPairing, two: Pairing | RecordPairing) -> tuple[Sequence[int], ...]:
    return one.old, one.new, two.old, two.new


# The ways to pair, the strongest first.
_WEAKER = {by: place for place, by in enumerate(By)}


def _old_places(pairing: Pairing | RecordPairing) -> set[int]:
    return {*pairing.old, *pairing.only_old}.union(*(group.old for group in pairing.undecided))


def _undecided(one: Pairing | RecordPairing, two: Pairing | RecordPairing) -> tuple[Undecided, ...]:
    """The groups of both steps, those that meet in the edition between them being one."""
    before = dict(zip(one.new, one.old, strict=True))
    after = dict(zip(two.old, two.new, strict=True))
    groups: list[tuple[set[int], set[int], set[int], set[str]]] = []
    for group in one.undecided:
        onward = {after[j] for j in group.new if j in after}
        groups.append(({*group.old}, {*group.new}, onward, _reasons(group)))
    for group in two.undecided:
        old, between, new = {before[j] for j in group.old if j in before}, {*group.old}, {*group.new}
        why = _reasons(group)
        apart = []
        for other in groups:
            if between & other[1]:
                old, between, new = old | other[0], between | other[1], new | other[2]
                why = why | other[3]
            else:
                apart.append(other)
        groups = [*apart, (old, between, new, why)]
    found = [
        Undecided(tuple(sorted(old)), tuple(sorted(new)), "; ".join(sorted(why)))
        for old, _, new, why in groups
        if old and new
    ]
    return tuple(sorted(found, key=lambda group: group.old))


def _reasons(group: Undecided) -> set[str]:
    return set(group.why.split("; "))


def told(pairing: Pairing | RecordPairing) -> tuple[Any, ...]:
    """All that a pairing says, whatever the order of its parts."""
    pairs = {(i, j): str(by) for i, j, by in zip(pairing.old, pairing.new, pairing.by, strict=True)}
    groups = {(frozenset(group.old), frozenset(group.new), group.why) for group in pairing.undecided}
    return pairs, {*pairing.only_old}, {*pairing.only_new}, groups, {*pairing.reused}
