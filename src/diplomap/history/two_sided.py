"""Relations told by both parties, compared: equal, sharper on one side, differing, one-sided, impossible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import Any

import attrs

from diplomap.history.party_lives import outside_life
from diplomap.model.dataset import Dataset
from diplomap.model.relations import Relation, RelationKind, RelationStatus
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate

SCHEMA = "diplomap/reconciliation/1"
_BUCKETS = ((7, "up to a week"), (31, "up to a month"), (366, "up to a year"), (3653, "up to ten years"))
_BEYOND = "more than ten years"


class Agreement(StrEnum):
    """How two tellings of one establishment of relations stand to each other.

    `sharper`: one tells the other more exactly. `compatible`: neither does, and both may be true.
    `differing`: they cannot both be true of one establishment; the one may be a re-establishment.
    `undated`: both tell relations, and not both a date. `one_sided`: only one tells them.
    `impossible`: a date could not be read, or lies outside the life of one of the two parties.
    """

    EQUAL = "equal"
    SHARPER = "sharper"
    COMPATIBLE = "compatible"
    DIFFERING = "differing"
    UNDATED = "undated"
    ONE_SIDED = "one_sided"
    IMPOSSIBLE = "impossible"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Telling:
    """What one party tells of the establishment of relations with another.

    `date` is None where none is told or it could not be read; `wrong` says why it cannot be true, in
    words; `raw` is the date as it stood where it could not be read; `place` the record's own place.
    """

    teller: str
    date: PartialDate | None
    sources: tuple[str, ...] = ()
    raw: str = ""
    wrong: str = ""
    place: str = attrs.field(default="", eq=False)

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape in ``diplomap/reconciliation/1``."""
        return {
            "teller": self.teller,
            "date": None if self.date is None else str(self.date),
            "raw": self.raw,
            "wrong": self.wrong,
            "place": self.place,
            "sources": list(self.sources),
        }


@attrs.frozen(slots=True)
class PairRecord:
    """One pair of parties: what each side tells first of the beginning of their relations.

    `days` is the distance between two dates that cannot both be true; `sharper` the party whose date
    is the more exact one; `silent` the party that tells nothing of any relations at all.
    """

    pair: tuple[str, str]
    agreement: Agreement
    tellings: tuple[Telling, ...]
    days: Count | None = None
    sharper: str | None = None
    silent: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape in ``diplomap/reconciliation/1``."""
        days = self.days
        return {
            "pair": list(self.pair),
            "agreement": str(self.agreement),
            "days": None if days is None else {"low": days.low, "high": days.high},
            "sharper": self.sharper,
            "silent": self.silent,
            "tellings": [one.to_dict() for one in self.tellings],
        }


@attrs.frozen(slots=False, repr=False, eq=False)
class Reconciliation:
    """Every pair of which something is told, and how the two sides agree; see `reconcile`."""

    kind: RelationKind
    records: tuple[PairRecord, ...]

    @cached_property
    def _by_agreement(self) -> dict[Agreement, tuple[PairRecord, ...]]:
        return {
            agreement: tuple(one for one in self.records if one.agreement is agreement)
            for agreement in Agreement
        }

    def of(self, agreement: Agreement | str) -> tuple[PairRecord, ...]:
        """The pairs that stand so; raises ValueError for a word that is none."""
        return self._by_agreement[Agreement(agreement)]

    def between(self, one: str, other: str) -> PairRecord | None:
        """What was found of a pair; None where nothing is told of it."""
        pair = (one, other) if one < other else (other, one)
        return self._by_pair.get(pair)

    def table(self) -> dict[Agreement, int]:
        """How many pairs stand how, every sort of agreement named.

        >>> reconcile([Relation("PRK", "ESP")]).table()[Agreement.ONE_SIDED]
        1
        """
        return {agreement: len(held) for agreement, held in self._by_agreement.items()}

    def distances(self) -> dict[str, int]:
        """How many of the differing pairs differ by how much, by their least distance."""
        found = dict.fromkeys([*(word for _, word in _BUCKETS), _BEYOND], 0)
        for one in self.of(Agreement.DIFFERING):
            low = 0 if one.days is None else one.days.low
            found[next((word for most, word in _BUCKETS if low <= most), _BEYOND)] += 1
        return found

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape, ``diplomap/reconciliation/1``."""
        return {
            "schema": SCHEMA,
            "kind": str(self.kind),
            "table": {str(agreement): number for agreement, number in self.table().items()},
            "distances": self.distances(),
            "pairs": [one.to_dict() for one in self.records],
        }

    def __repr__(self) -> str:
        return f"<Reconciliation of {len(self.records)} pairs>"

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str], PairRecord]:
        return {one.pair: one for one in self.records}


def reconcile(
    relations: Dataset | Iterable[Relation], *, kind: RelationKind | str = RelationKind.DIPLOMATIC
) -> Reconciliation:
    """Compare, pair by pair, what the two sides tell of the beginning of their relations.

    The teller of a record is its `party`. Where a side tells several beginnings, the first counts. Of
    a whole dataset the rows in quarantine are heard too: a side whose date could not be read has
    told something, and the pair is `impossible` instead of one-sided.

    >>> from diplomap.values.periods import Period
    >>> told = [Relation(one, other, period=Period(PartialDate.parse(day))) for one, other, day in (
    ...     ("PRK", "ESP", "2001-02-07"), ("ESP", "PRK", "2001-02"),
    ...     ("PRK", "CHN", "1949-10-06"), ("CHN", "PRK", "1949-10-09"))]
    >>> found = reconcile(told)
    >>> [(one.pair, str(one.agreement)) for one in found.records]
    [(('ESP', 'PRK'), 'sharper'), (('CHN', 'PRK'), 'differing')]
    >>> found.between("ESP", "PRK").sharper, str(found.between("CHN", "PRK").days)
    ('PRK', '3')

    Raises ValueError for a kind that is none.
    """
    wanted = RelationKind(kind)
    sides: dict[tuple[str, str], dict[str, Telling]] = {}
    for telling, pair in _tellings(relations, wanted):
        held = sides.setdefault(pair, {})
        before = held.get(telling.teller)
        if before is None or _earlier(telling, before):
            held[telling.teller] = telling
    tellers = {teller for held in sides.values() for teller in held}
    return Reconciliation(wanted, tuple(_compared(pair, held, tellers) for pair, held in sides.items()))


def _tellings(
    relations: Dataset | Iterable[Relation], kind: RelationKind
) -> Iterator[tuple[Telling, tuple[str, str]]]:
    told = relations.relations if isinstance(relations, Dataset) else relations
    for one in told:
        if one.kind is kind and one.status is RelationStatus.ESTABLISHED:
            start = one.period.start
            place = "" if one.row is None else str(one.row.origin())
            yield Telling(one.party, start, one.sources, place=place), one.pair
    if isinstance(relations, Dataset):
        from diplomap.history.relation_sources import unreadable_tellings

        yield from unreadable_tellings(relations, kind)


def _earlier(one: Telling, other: Telling) -> bool:
    if one.date is None:
        return False
    return other.date is None or one.date.lo < other.date.lo


def _compared(pair: tuple[str, str], held: dict[str, Telling], tellers: set[str]) -> PairRecord:
    tellings = tuple(_judged(held[party], pair) for party in pair if party in held)
    if any(one.wrong for one in tellings):
        return PairRecord(pair, Agreement.IMPOSSIBLE, tellings)
    if len(tellings) == 1:
        other = pair[1] if tellings[0].teller == pair[0] else pair[0]
        return PairRecord(pair, Agreement.ONE_SIDED, tellings, silent=None if other in tellers else other)
    first, second = tellings[0].date, tellings[1].date
    if first is None or second is None:
        return PairRecord(pair, Agreement.UNDATED, tellings)
    if first == second:
        return PairRecord(pair, Agreement.EQUAL, tellings)
    for finer, coarser, place in ((first, second, 0), (second, first, 1)):
        if finer.refines(coarser):
            return PairRecord(pair, Agreement.SHARPER, tellings, sharper=tellings[place].teller)
    if first.lo <= second.hi and second.lo <= first.hi:
        return PairRecord(pair, Agreement.COMPATIBLE, tellings)
    early, late = (first, second) if first.hi < second.lo else (second, first)
    return PairRecord(pair, Agreement.DIFFERING, tellings, Count(late.lo - early.hi, late.hi - early.lo))


def _judged(telling: Telling, pair: tuple[str, str]) -> Telling:
    if telling.wrong or telling.date is None:
        return telling
    for party in pair:
        why = outside_life(party, telling.date)
        if why:
            return attrs.evolve(telling, wrong=why)
    return telling
