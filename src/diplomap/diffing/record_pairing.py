"""Which records of two editions are one: equal ones, then by id or natural key, never by guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from diplomap.diffing.grouping import grouped
from diplomap.diffing.pairing import By, Undecided
from diplomap.diffing.record_keys import KEYS, Key, Related, TableKeys
from diplomap.model.records import Record, Records

# Beyond so many combinations under one key nothing is told apart, so that a hostile table costs no more.
_TOO_MANY = 4096


@attrs.frozen(slots=True)
class RecordPairing:
    """Where every record of one table of two editions went, by its place: each stands in exactly one part.

    `old` and `new` are the places of the pairs, side by side, in the order of the old edition, and `by`
    the evidence of each. `reused` are ids that stand on both sides for records with nothing in common.
    """

    table: str
    old: Sequence[int]
    new: Sequence[int]
    by: Sequence[By]
    only_old: Sequence[int] = ()
    only_new: Sequence[int] = ()
    undecided: tuple[Undecided, ...] = ()
    reused: tuple[str, ...] = ()


def pair_records(table: str, old: Records[Any], new: Records[Any]) -> RecordPairing:
    """Pair the records of a table of two editions one to one, whatever the order of their rows.

    Equal records pair first. Then, by ever coarser keys, those that alone have the key on both sides: the
    id with more and with less of what the record says; where the table has no ids, what the record is
    about (the two parties of a relation in either order and its kind; recogniser and recognised; group,
    member and role), with the same beginning before the rest, and a sharper date for the same one. Last,
    what has another id and says the same.
    Two records of which one surely ended before the other began, and those that share an id and nothing
    else, never pair. What competes stays undecided.

    >>> from diplomap.model.relations import Level, Relation, Relations
    >>> old = Relations([Relation("PRK", "ESP")])
    >>> new = Relations([Relation("PRK", "ITA"), Relation("ESP", "PRK", level=Level.CHARGE)])
    >>> found = pair_records("relations", old, new)
    >>> found.old, found.new, found.only_new
    ([0], [1], [0])

    Raises ValueError for a table that is none of records.
    """
    if table not in KEYS:
        raise ValueError(f"{table!r} is no table of records; there are {', '.join(KEYS)}")
    work = _Work(table, KEYS[table], old, new)
    if len(old) == len(new) and all(map(_same, old, new)):
        work.take([(place, place) for place in range(len(old))], work.first)
        return work.result()
    work.equal_ones()
    for key in work.keys.keys[:-1]:
        work.by_key(key, work.first)
    work.alike_ones()
    work.by_key(work.keys.coarsest, work.first)
    if work.keys.renumbered is not None:
        work.by_key(work.keys.renumbered, By.NATURAL_KEY)
    work.set_competing_aside(work.keys.coarsest, "an id that stands several times")
    if work.keys.renumbered is not None:
        work.set_competing_aside(work.keys.renumbered, "records that say the same under other ids")
    return work.result()


def _same(one: Record, two: Record) -> bool:
    return one is two or one == two


class _Work:
    """The pairs found so far, and what is left."""

    def __init__(self, table: str, keys: TableKeys, old: Records[Any], new: Records[Any]) -> None:
        self.table, self.keys, self.old, self.new = table, keys, old, new
        self.first = By.NATURAL_KEY if keys.renumbered is None else By.ID
        self.pairs: dict[int, tuple[int, By]] = {}
        self.left_old: Iterable[int] = range(len(old))
        self.left_new: Iterable[int] = range(len(new))
        self.undecided: list[Undecided] = []
        self.reused: set[str] = set()

    def equal_ones(self) -> None:
        found: list[tuple[int, int]] = []
        for ours, yours in self._grouped(lambda one: one):
            found.extend(zip(ours, yours, strict=False))
        self.take(found, self.first)

    def by_key(self, key: Key, by: By) -> None:
        """Pair those that alone have a key on both sides."""
        found: list[tuple[int, int]] = []
        for ours, yours in self._grouped(key):
            if len(ours) == len(yours) == 1:
                one, two = self.old[ours[0]], self.new[yours[0]]
                if self.keys.related(one, two):
                    found.append((ours[0], yours[0]))
                elif by is By.ID and key is self.keys.coarsest:
                    self.reused.add(one.id)
        self.take(found, by)

    def alike_ones(self) -> None:
        """Pair those about one thing of which each is the only match of the other."""
        alike = self.keys.alike
        if alike is None:
            return
        found: list[tuple[int, int]] = []
        for ours, yours in self._grouped(self.keys.coarsest):
            if len(ours) * len(yours) <= _TOO_MANY:
                fits = self._fitting(ours, yours, alike)
                some, others = Counter(i for i, _ in fits), Counter(j for _, j in fits)
                found.extend((i, j) for i, j in fits if some[i] == others[j] == 1)
        self.take(found, self.first)

    def set_competing_aside(self, key: Key, why: str) -> None:
        """Leave undecided what shares a key with another that it may be."""
        if self.keys.renumbered is None:
            why = "records of one thing"
        gone_old: set[int] = set()
        gone_new: set[int] = set()
        for ours, yours in self._grouped(key):
            ours, yours = self._candidates(ours, yours)
            if ours and yours:
                self.undecided.append(Undecided(tuple(ours), tuple(yours), why))
                gone_old.update(ours)
                gone_new.update(yours)
        self.left_old = [i for i in self.left_old if i not in gone_old]
        self.left_new = [j for j in self.left_new if j not in gone_new]

    def take(self, found: Sequence[tuple[int, int]], by: By) -> None:
        """Keep pairs, and go on with what is left."""
        self.pairs.update((i, (j, by)) for i, j in found)
        done = {j for _, j in found}
        self.left_old = [i for i in self.left_old if i not in self.pairs]
        self.left_new = [j for j in self.left_new if j not in done]

    def result(self) -> RecordPairing:
        order = sorted(self.pairs)
        return RecordPairing(
            self.table,
            order,
            [self.pairs[i][0] for i in order],
            [self.pairs[i][1] for i in order],
            [*self.left_old],
            [*self.left_new],
            tuple(sorted(self.undecided, key=lambda group: group.old)),
            tuple(sorted(self.reused)),
        )

    def _grouped(self, key: Key) -> list[tuple[list[int], list[int]]]:
        return grouped(_keyed(self.old, self.left_old, key), _keyed(self.new, self.left_new, key))

    def _candidates(self, ours: list[int], yours: list[int]) -> tuple[list[int], list[int]]:
        if len(ours) * len(yours) > _TOO_MANY:
            return ours, yours
        fits = self._fitting(ours, yours, self.keys.related)
        some, others = {i for i, _ in fits}, {j for _, j in fits}
        return [i for i in ours if i in some], [j for j in yours if j in others]

    def _fitting(self, ours: list[int], yours: list[int], alike: Related) -> list[tuple[int, int]]:
        return [(i, j) for i in ours for j in yours if alike(self.old[i], self.new[j])]


def _keyed(records: Records[Any], places: Iterable[int], key: Key) -> Iterator[tuple[Hashable, int]]:
    """The places of records under a key, without those to which it is no key."""
    for place in places:
        if (told := key(records[place])) is not None:
            yield told, place
