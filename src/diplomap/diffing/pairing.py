"""Which missions of two editions are one post: by id, then by natural key, one to one, never by guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from enum import StrEnum
from itertools import compress, filterfalse
from operator import ne

import attrs

from diplomap.counting.spell_columns import gathered
from diplomap.diffing.grouping import (
    PlacePair,
    Places,
    candidates,
    content,
    equal_ones,
    grouped,
    nothing_in_common,
    rest,
)
from diplomap.diffing.natural_keys import Life, Likeness, apart, lives, natural_keys
from diplomap.model.dataset import Missions

# Beyond so many combinations under one key nothing is told apart, so that a hostile table costs no more.
_TOO_MANY = 4096


class By(StrEnum):
    """The evidence by which two missions were paired."""

    ID = "id"
    NATURAL_KEY = "natural key"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Undecided:
    """Places of missions that compete for each other, of which no choice can be made, and why."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    why: str


@attrs.frozen(slots=True)
class Pairing:
    """Where every mission of two editions went, by its place: each stands in exactly one of these.

    `old` and `new` are the places of the pairs, side by side, in the order of the old edition, and `by`
    the evidence of each. `reused` are ids that stand on both sides for posts with nothing in common.
    """

    old: Sequence[int]
    new: Sequence[int]
    by: Sequence[By]
    only_old: Sequence[int]
    only_new: Sequence[int]
    undecided: tuple[Undecided, ...] = ()
    reused: tuple[str, ...] = ()


def pair_missions(old: Missions, new: Missions, *, ignore_ids: bool = False) -> Pairing:
    """Pair the missions of two editions one to one.

    An id that is unique in both editions pairs, unless the two have neither a sender nor the receiver
    nor the city in common: then the id was used again for another post. Where an id stands several
    times, its sender and receiver decide with it, and only between equal missions or where there is
    one candidate. What is left pairs by its natural key (sender, receiver, kind, then class of kind,
    city, host), where that is unique on both sides and the two lived at one time. With `ignore_ids`
    the natural key alone counts.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> embassy = (Spell(Kind.EMBASSY, seat="Madrid"),)
    >>> old = Missions([Mission("1", ("PRK",), "ESP", embassy)])
    >>> new = Missions([Mission("2", ("PRK",), "ESP", embassy)])
    >>> [str(by) for by in pair_missions(old, new).by]
    ['natural key']
    """
    work = _Work(old, new)
    if not ignore_ids:
        work.by_unique_id()
        work.by_shared_id()
    work.by_natural_key(Likeness.SAME_KIND)
    work.by_natural_key(Likeness.SAME_CLASS)
    work.set_competing_aside()
    if not ignore_ids:
        work.set_shared_ids_aside()
    return work.result()


class _Work:
    """The pairs found so far, and what is left."""

    def __init__(self, old: Missions, new: Missions) -> None:
        self.old, self.new = old, new
        self.left_old: Places = range(len(old))
        self.left_new: Places = range(len(new))
        self.mine: list[int] = []
        self.theirs: list[int] = []
        self.by_key: list[PlacePair] = []
        self.competing: list[tuple[list[int], list[int]]] = []
        self.undecided: list[Undecided] = []
        self.reused: list[str] = []
        self.shared_ids: set[str] = set()

    def by_unique_id(self) -> None:
        old_ids, new_ids = self.old.store.ids, self.new.store.ids
        new_at = dict(zip(new_ids, range(len(new_ids)), strict=True))
        for ids, distinct in ((old_ids, len(set(old_ids))), (new_ids, len(new_at))):
            if distinct < len(ids):
                self.shared_ids.update(key for key, times in Counter(ids).items() if times > 1)
        for key in self.shared_ids:
            new_at.pop(key, None)
        found = list(map(new_at.get, old_ids))
        if others := self._other_posts(found):
            self.reused.extend(old_ids[i] for i in others)
            apart_now = set(others)
            found = [None if i in apart_now else j for i, j in enumerate(found)]
        self.mine = [i for i, j in enumerate(found) if j is not None]
        self.theirs = [j for j in found if j is not None]
        self.left_old = [i for i, j in enumerate(found) if j is None]
        self.left_new = list(filterfalse(set(self.theirs).__contains__, range(len(new_ids))))

    def _other_posts(self, found: Sequence[int | None]) -> list[int]:
        old, new = self.old.store, self.new.store
        mine, theirs = [i for i, j in enumerate(found) if j is not None], [j for j in found if j is not None]
        unlike = map(ne, gathered(old.receivers, mine), gathered(new.receivers, theirs))
        return [
            i
            for i, j in compress(zip(mine, theirs, strict=True), unlike)
            if old.senders[i] != new.senders[j] and nothing_in_common(self.old[i], self.new[j])
        ]

    def by_shared_id(self) -> None:
        if not self.shared_ids:
            return
        found: list[PlacePair] = []
        keys = self._with_parties(self.old, self.left_old), self._with_parties(self.new, self.left_new)
        for ours, yours in grouped(*keys):
            pairs = equal_ones(ours, yours, lambda i: content(self.old[i]), lambda j: content(self.new[j]))
            ours, yours = rest(ours, yours, pairs)
            if len(ours) == len(yours) == 1:
                pairs.append((ours[0], yours[0]))
            found.extend(pairs)
        self.mine.extend(i for i, _ in found)
        self.theirs.extend(j for _, j in found)
        self.left_old, self.left_new = rest(self.left_old, self.left_new, found)

    def _with_parties(self, missions: Missions, places: Places) -> Iterator[tuple[Hashable, int]]:
        store = missions.store
        ids, senders, receivers = store.ids, store.senders, store.receivers
        for place in places:
            if ids[place] in self.shared_ids:
                yield (ids[place], frozenset(senders[place]), receivers[place]), place

    def by_natural_key(self, likeness: Likeness) -> None:
        self.competing = []
        if not self.left_old or not self.left_new:
            return
        keys = (
            natural_keys(self.old, self.left_old, likeness),
            natural_keys(self.new, self.left_new, likeness),
        )
        groups = grouped(zip(keys[0], self.left_old, strict=True), zip(keys[1], self.left_new, strict=True))
        old_lives = lives(self.old, [i for ours, _ in groups for i in ours])
        new_lives = lives(self.new, [j for _, yours in groups for j in yours])
        found: list[PlacePair] = []
        for ours, yours in groups:
            pairs = self._told_apart(ours, yours, old_lives, new_lives)
            found.extend(pairs)
            ours, yours = rest(ours, yours, pairs)
            if len(ours) * len(yours) <= _TOO_MANY:
                ours, yours = candidates(ours, yours, old_lives, new_lives)
            if ours and yours:
                self.competing.append((ours, yours))
        self.by_key.extend(found)
        self.left_old, self.left_new = rest(self.left_old, self.left_new, found)

    def _told_apart(
        self, ours: Places, yours: Places, old_lives: dict[int, Life], new_lives: dict[int, Life]
    ) -> list[PlacePair]:
        if len(ours) == len(yours) == 1:
            return [] if apart(old_lives[ours[0]], new_lives[yours[0]]) else [(ours[0], yours[0])]
        pairs = equal_ones(
            ours,
            yours,
            lambda i: content(self.old[i], ids=False),
            lambda j: content(self.new[j], ids=False),
            alone=True,
        )
        ours, yours = rest(ours, yours, pairs)
        if len(ours) * len(yours) > _TOO_MANY:
            return pairs
        fits = [(i, j) for i in ours for j in yours if not apart(old_lives[i], new_lives[j])]
        times_old, times_new = Counter(i for i, _ in fits), Counter(j for _, j in fits)
        return [*pairs, *((i, j) for i, j in fits if times_old[i] == times_new[j] == 1)]

    def set_competing_aside(self) -> None:
        self._set_aside(self.competing, "the same sender, receiver, class of kind, city and host")

    def set_shared_ids_aside(self) -> None:
        old_ids, new_ids = self.old.store.ids, self.new.store.ids
        groups = grouped(
            ((old_ids[i], i) for i in self.left_old if old_ids[i] in self.shared_ids),
            ((new_ids[j], j) for j in self.left_new if new_ids[j] in self.shared_ids),
        )
        self._set_aside(groups, "an id that stands several times")

    def _set_aside(self, groups: list[tuple[list[int], list[int]]], why: str) -> None:
        self.undecided.extend(Undecided(tuple(ours), tuple(yours), why) for ours, yours in groups)
        gone_old = {i for ours, _ in groups for i in ours}
        gone_new = {j for _, yours in groups for j in yours}
        if groups:
            self.left_old = [i for i in self.left_old if i not in gone_old]
            self.left_new = [j for j in self.left_new if j not in gone_new]

    def result(self) -> Pairing:
        mine = [*self.mine, *(i for i, _ in self.by_key)]
        theirs = [*self.theirs, *(j for _, j in self.by_key)]
        by = [By.ID] * len(self.mine) + [By.NATURAL_KEY] * len(self.by_key)
        if self.by_key or self.shared_ids:
            order = sorted(range(len(mine)), key=mine.__getitem__)
            mine, theirs, by = [mine[k] for k in order], [theirs[k] for k in order], [by[k] for k in order]
        undecided, reused = tuple(self.undecided), tuple(self.reused)
        return Pairing(mine, theirs, by, self.left_old, self.left_new, undecided, reused)
