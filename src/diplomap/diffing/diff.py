"""The difference of two editions: what was paired, what changed, what stays undecided, and the row count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import attrs

from diplomap.diffing.algebra import Algebra
from diplomap.diffing.changes import (
    Change,
    change_of_gone,
    change_of_new,
    changes_between,
    in_canonical_order,
)
from diplomap.diffing.column_names import ColumnNames, compare_columns
from diplomap.diffing.editions import Editions
from diplomap.diffing.evidence import Evidence
from diplomap.diffing.pairing import By, Pairing, pair_missions
from diplomap.diffing.record_pairing import RecordPairing
from diplomap.diffing.spells import telling
from diplomap.diffing.witnesses import Witness
from diplomap.model.collector import collector_paused
from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.missions import Mission

if TYPE_CHECKING:
    from diplomap.counting.profiles import Profile
    from diplomap.diffing.ledger import Ledger

Day = date | str | None
Subject = tuple[int | None, int | None]


@attrs.frozen(slots=True)
class Pair:
    """One post in both editions, and the evidence by which it was found to be one."""

    old: Mission
    new: Mission
    by: By


class Pairs(Sequence[Pair]):
    """The pairs of two editions, in the order of the old one; a mission is made when it is asked for.

    `old_places` and `new_places` say where the missions stand in their editions, side by side.
    """

    def __init__(self, old: Missions, new: Missions, pairing: Pairing) -> None:
        self._old, self._new = old, new
        self.old_places, self.new_places, self.by = pairing.old, pairing.new, pairing.by

    @overload
    def __getitem__(self, index: int) -> Pair: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Pair, ...]: ...

    def __getitem__(self, index: int | slice) -> Pair | tuple[Pair, ...]:
        if isinstance(index, slice):
            return tuple(self[k] for k in range(*index.indices(len(self))))
        return Pair(self._old[self.old_places[index]], self._new[self.new_places[index]], self.by[index])

    def __len__(self) -> int:
        return len(self.old_places)

    def __repr__(self) -> str:
        return f"<{len(self)} pairs>"


@attrs.frozen(slots=True)
class Ambiguity:
    """Missions of both editions that compete to be one post, and why no choice can be made."""

    old: tuple[Mission, ...]
    new: tuple[Mission, ...]
    why: str


@attrs.frozen(slots=True)
class RowFates:
    """What became of the rows of one edition: read = paired + only + quarantined.

    `only` holds the rows of missions that stand in this edition alone, and of those that stay ambiguous.
    """

    read: int
    paired: int
    only: int
    quarantined: int


@attrs.frozen(slots=False, eq=False, repr=False)
class Diff(Algebra):
    """What differs between two editions; made by `diff`. It is true where anything does.

    It depends neither on the order of rows nor on that of columns.
    """

    old: Dataset
    new: Dataset
    pairing: Pairing
    records: Mapping[str, RecordPairing] | None = None
    witnesses: tuple[Witness, ...] = attrs.field(default=(), kw_only=True)

    @cached_property
    def pairs(self) -> Pairs:
        """The missions that are one post in both editions."""
        return Pairs(self.old.missions, self.new.missions, self.pairing)

    @cached_property
    def only_old(self) -> tuple[Mission, ...]:
        """The missions that stand in the old edition alone."""
        return tuple(map(self.old.missions.__getitem__, self.pairing.only_old))

    @cached_property
    def only_new(self) -> tuple[Mission, ...]:
        """The missions that stand in the new edition alone."""
        return tuple(map(self.new.missions.__getitem__, self.pairing.only_new))

    @cached_property
    def ambiguous(self) -> tuple[Ambiguity, ...]:
        """What stays undecided, because several candidates compete; no choice is guessed."""
        old, new = self.old.missions, self.new.missions
        found = [
            Ambiguity(
                tuple(sorted((old[i] for i in group.old), key=telling)),
                tuple(sorted((new[j] for j in group.new), key=telling)),
                group.why,
            )
            for group in self.pairing.undecided
        ]
        return tuple(sorted(found, key=lambda group: telling(group.old[0])))

    @property
    def reused_ids(self) -> tuple[str, ...]:
        """Ids that stand in both editions for posts that have nothing in common, and pair nothing."""
        return tuple(sorted(self.pairing.reused))

    @cached_property
    def rows(self) -> dict[str, RowFates]:
        """What became of every row, under "old" and "new"."""
        pairing = self.pairing
        undecided_old = [i for group in pairing.undecided for i in group.old]
        undecided_new = [j for group in pairing.undecided for j in group.new]
        return {
            "old": _fates(self.old, pairing.old, [*pairing.only_old, *undecided_old]),
            "new": _fates(self.new, pairing.new, [*pairing.only_new, *undecided_new]),
        }

    @cached_property
    def columns(self) -> ColumnNames:
        """The columns that only one of the two tables has, and those that were renamed."""
        return compare_columns(self.old, self.new, self.pairing)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every typed change, in a canonical order: by sender, receiver, mission and kind."""
        found = self.changes_of
        with collector_paused():
            return in_canonical_order(change for them in found.values() for change in them)

    @cached_property
    def changes_of(self) -> dict[Subject, list[Change]]:
        """The changes by the places of their mission in the old and the new edition."""
        with collector_paused():
            return self._typed_changes()

    def _typed_changes(self) -> dict[Subject, list[Change]]:
        old, new, pairing = self.old.missions, self.new.missions, self.pairing
        editions = Editions.of(self.old, self.new, self.columns)
        found: dict[Subject, list[Change]] = {}
        for k in old.unlike(new, pairing.old, pairing.new):
            i, j = pairing.old[k], pairing.new[k]
            if changes := changes_between(old[i], new[j], editions):
                found[i, j] = changes
        for i in pairing.only_old:
            found[i, None] = [change_of_gone(old[i], editions)]
        for j in pairing.only_new:
            found[None, j] = change_of_new(new[j], editions)
        evidence = Evidence(self.old, self.new, editions, pairing.only_old, pairing.only_new, self.witnesses)
        return {subject: evidence.settled(changes, subject) for subject, changes in found.items()}

    def ledger(
        self,
        of: str | None = None,
        *,
        by: str = "sending",
        at: Day | tuple[Day, Day] = None,
        profile: str | Profile = "all",
        sending: str | None = None,
        receiving: str | None = None,
        host: str | None = None,
    ) -> Ledger:
        """The accounts that lead from the counts of the old edition to those of the new one.

        `of` is a party (an id, a code or a name), or None for all parties. `by` says what a party's count is
        of: "sending" what it sends, "receiving" what is sent to it, "host" what stands on its soil; by
        "kind", "class", "status" or "all" the accounts are those of kinds and so on; by "dyad" of a sender
        and a receiver (``PRK→CHN``), and by "group" of the groups of the receiving party, whose members
        are those of each edition's day. Then `of` names one of these. `at` is a day of the old and
        one of the new edition, or one for both; by default each edition's own. `profile` is a counting
        profile or its name. `sending`, `receiving` and `host` leave only the missions of one party in.

        Raises ValueError for an unknown profile, party, group or `by`, or a text that is no full date.
        """
        from diplomap.counting.entries import Asked
        from diplomap.diffing.accounts import make_ledger

        asked = Asked(sending, receiving, host)
        with collector_paused():
            return make_ledger(self, of, by=by, at=at, profile=profile, asked=asked)

    def to_dict(
        self, *, of: str | None = None, by: str = "sending", at: Any = None, profile: str | Profile = "all"
    ) -> dict[str, Any]:
        """The difference in the shape ``diplomap/diff/1``; see docs/reference/diffing.md."""
        from diplomap.diffing.shapes import diff_dict

        return diff_dict(self, self.ledger(of, by=by, at=at, profile=profile))

    def __bool__(self) -> bool:
        return bool(self.changes or self.pairing.undecided or self.record_changes or self.record_ambiguities)

    def __repr__(self) -> str:
        return (
            f"<Diff: {len(self.pairs)} pairs, {len(self.changes)} changes, {len(self.ambiguous)} ambiguous>"
        )


def diff(old: Dataset, new: Dataset, *, ignore_ids: bool = False, witnesses: Sequence[Witness] = ()) -> Diff:
    """What differs between two editions, or two dates of one dataset.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> stay = Period(PartialDate.parse("2014"), PartialDate.parse("2023-11"))
    >>> ds = Dataset([Mission("a", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=stay),))])
    >>> between = diff(ds.at("2023-10-01"), ds.at("2024-01-30"))
    >>> [(str(c.kind), str(c.nature), str(c.when)) for c in between.changes]
    [('closed', 'world', '2023-11')]

    With `ignore_ids`, missions are paired by their natural keys alone. `witnesses` are other datasets
    whose dates tell of posts that these two do not date.

    Raises TypeError for what is no dataset.
    """
    for given in (old, new):
        if not isinstance(given, Dataset):
            told = f"diff compares two datasets, not {type(given).__name__}"
            raise TypeError(f"{told}; read a path with diplomap.read or diplomap.check")
    with collector_paused():
        pairing = pair_missions(old.missions, new.missions, ignore_ids=ignore_ids)
        return Diff(old, new, pairing, witnesses=tuple(witnesses))


def _fates(dataset: Dataset, paired: Sequence[int], only: Sequence[int]) -> RowFates:
    return RowFates(
        dataset.row_count,
        _rows(dataset.missions, paired),
        _rows(dataset.missions, only),
        sum(one.table == "missions" for one in dataset.quarantine),
    )


def _rows(missions: Missions, places: Sequence[int]) -> int:
    store = missions.store
    if isinstance(store, ColumnStore):
        return len(places) if store.groups is None else sum(len(store.groups[place]) for place in places)
    return sum(len(missions[place].spells) for place in places)
