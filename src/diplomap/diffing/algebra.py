"""The algebra of differences: each is a patch that can be applied, undone, and composed with others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from diplomap.diffing.record_pairing import RecordPairing, pair_records
from diplomap.model.dataset import RECORD_TABLES, Dataset

if TYPE_CHECKING:
    from diplomap.diffing.pairing import Pairing
    from diplomap.diffing.patch.patches import Patch
    from diplomap.diffing.record_change_kinds import RecordChange
    from diplomap.diffing.witnesses import Witness

AnyDiff = TypeVar("AnyDiff", bound="Algebra")


@attrs.frozen(slots=True)
class RecordAmbiguity:
    """Records of both editions that compete to be one, and why no choice can be made."""

    table: str
    old: tuple[Any, ...]
    new: tuple[Any, ...]
    why: str


class Algebra:
    """What a difference can do as a patch. Two are equal that pair the same records of equal editions."""

    old: Dataset
    new: Dataset
    pairing: Pairing
    records: Mapping[str, RecordPairing] | None
    witnesses: tuple[Witness, ...]

    @cached_property
    def record_pairings(self) -> Mapping[str, RecordPairing]:
        """The records beside the missions that are one in both editions, by the name of their table."""
        if self.records is not None:
            return self.records
        ours, yours = self.old.tables, self.new.tables
        return {name: pair_records(name, ours[name], yours[name]) for name in RECORD_TABLES}

    @cached_property
    def record_changes(self) -> tuple[RecordChange, ...]:
        """Every typed change of the records beside the missions, table by table, in a canonical order."""
        from diplomap.diffing.record_changes import changes_of_records

        return changes_of_records(self.old, self.new, self.record_pairings)

    @cached_property
    def record_ambiguities(self) -> tuple[RecordAmbiguity, ...]:
        """The records beside the missions of which nobody can tell which is which."""
        return tuple(
            RecordAmbiguity(
                name,
                tuple(sorted((self.old.tables[name][i] for i in group.old), key=repr)),
                tuple(sorted((self.new.tables[name][j] for j in group.new), key=repr)),
                group.why,
            )
            for name, pairing in self.record_pairings.items()
            for group in pairing.undecided
        )

    @cached_property
    def patch(self) -> Patch:
        """What to do to the old edition to get the new one; it can be written to a file and read back.

        >>> from diplomap.diffing.diff import diff
        >>> from diplomap.model.memberships import Membership
        >>> between = diff(Dataset(), Dataset(groups=[Membership("friends", "CUB")]))
        >>> between.patch, between.apply(Dataset()) == between.new
        (<Patch: 1 edits of groups>, True)
        """
        from diplomap.diffing.patch.making import made_patch

        return made_patch(self.old, self.new, self.pairing, self.record_pairings)

    def apply(self, dataset: Dataset, *, order: bool = True) -> Dataset:
        """The dataset that the same changes make of another; of the old edition they make the new one.

        Raises PatchError, a ValueError that carries all conflicts, where something cannot be done; see
        `diplomap.diffing.patch.patches.Patch.apply`.
        """
        return self.patch.apply(dataset, order=order)

    def invert(self: AnyDiff) -> AnyDiff:
        """The difference seen from the new edition: what leads back to the old one."""
        from diplomap.diffing.patch.pairings import mirrored

        return attrs.evolve(  # type: ignore[misc]
            self,
            old=self.new,
            new=self.old,
            pairing=mirrored(self.pairing),
            records={name: mirrored(pairing) for name, pairing in self.record_pairings.items()},
        )

    def compose(self: AnyDiff, other: AnyDiff) -> AnyDiff:
        """The difference of this old edition and the other's new one, each record followed through both.

        Raises ValueError where the other is not of the edition in which this one ends.
        """
        from diplomap.diffing.patch.pairings import joined

        if self.new is not other.old and self.new != other.old:
            raise ValueError("the second difference does not begin with the edition in which the first ends")
        records = {
            name: joined(pairing, other.record_pairings[name])
            for name, pairing in self.record_pairings.items()
        }
        return attrs.evolve(  # type: ignore[misc]
            self,
            new=other.new,
            pairing=joined(self.pairing, other.pairing),
            records=records,
            witnesses=tuple(dict.fromkeys((*self.witnesses, *other.witnesses))),
        )

    def __eq__(self, other: object) -> bool:
        from diplomap.diffing.patch.pairings import told

        if not isinstance(other, Algebra):
            return NotImplemented
        return (
            self.old == other.old
            and self.new == other.new
            and told(self.pairing) == told(other.pairing)
            and {name: told(pairing) for name, pairing in self.record_pairings.items()}
            == {name: told(pairing) for name, pairing in other.record_pairings.items()}
        )

    def __hash__(self) -> int:
        return hash((self.old, self.new))
