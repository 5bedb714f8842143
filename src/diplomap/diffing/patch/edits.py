"""What a patch does to one table: records that came, went or were changed, and those that moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from diplomap.diffing.patch.runs import stayed

NOWHERE = -1


@attrs.frozen(slots=True)
class Edit:
    """One record of a table that is not the same before and after.

    `old_place` and `new_place` say where it stands, from 0, and `old` and `new` what it says; both are None
    on the side on which it does not stand.

    Raises ValueError for an edit that changes nothing.
    """

    old_place: int | None
    new_place: int | None
    old: Any
    new: Any

    def __attrs_post_init__(self) -> None:
        if (self.old_place is None) != (self.old is None) or (self.new_place is None) != (self.new is None):
            raise ValueError("an edit has a place for each record that it tells, and a record for each place")
        if self.old is None and self.new is None:
            raise ValueError("an edit tells a record at least of one side")

    def inverted(self) -> Edit:
        """The edit that undoes it."""
        return Edit(self.new_place, self.old_place, self.new, self.old)


Moves = tuple[tuple[int, int], ...]


@attrs.frozen(slots=True)
class TablePatch:
    """What a patch does to one table of `old_length` records, that becomes one of `new_length`.

    `edits` are the records that came, went or say something else. `moves` are places, old and new, of
    records that say the same and stand elsewhere among the rest. All others fill the places that are
    left, in their order. Make one with `canonical`: then equal patches do the same, and the same is done
    by equal patches alone.
    """

    table: str
    old_length: int
    new_length: int
    edits: tuple[Edit, ...] = ()
    moves: Moves = ()

    def __bool__(self) -> bool:
        return bool(self.edits or self.moves)

    def inverted(self) -> TablePatch:
        """The patch that undoes it.

        >>> patch = TablePatch("groups", 0, 1, (Edit(None, 0, None, "a"),))
        >>> patch.inverted().edits
        (Edit(old_place=0, new_place=None, old='a', new=None),)
        """
        edits = tuple(sorted((edit.inverted() for edit in self.edits), key=_order))
        moves = tuple(sorted((new, old) for old, new in self.moves))
        return TablePatch(self.table, self.new_length, self.old_length, edits, moves)

    def old_records(self) -> dict[int, Any]:
        """What the edits tell of the old side, by place.

        >>> TablePatch("groups", 1, 1, (Edit(0, 0, "a", "b"),)).old_records()
        {0: 'a'}
        """
        return {edit.old_place: edit.old for edit in self.edits if edit.old_place is not None}

    def new_records(self) -> dict[int, Any]:
        """What the edits tell of the new side, by place."""
        return {edit.new_place: edit.new for edit in self.edits if edit.new_place is not None}

    def mapping(self) -> list[int]:
        """For each old place the new one, `NOWHERE` for a record that went.

        >>> TablePatch("groups", 3, 2, (Edit(1, None, "b", None),)).mapping()
        [0, -1, 1]
        """
        found = [NOWHERE] * self.old_length
        told = [*((edit.old_place, edit.new_place) for edit in self.edits), *self.moves]
        for old, new in told:
            if old is not None and new is not None:
                found[old] = new
        for old, new in zip(*self.untouched(), strict=True):
            found[old] = new
        return found

    def untouched(self) -> tuple[list[int], list[int]]:
        """The old and the new places of the records of which the patch tells nothing, side by side."""
        told_old = {edit.old_place for edit in self.edits} | {old for old, _ in self.moves}
        told_new = {edit.new_place for edit in self.edits} | {new for _, new in self.moves}
        old = [place for place in range(self.old_length) if place not in told_old]
        return old, [place for place in range(self.new_length) if place not in told_new]


def canonical(
    table: str, mapping: Sequence[int], new_length: int, old: Mapping[int, Any], new: Mapping[int, Any]
) -> TablePatch:
    """The patch of a table by where each record went and what those say that are not the same.

    `mapping` has the new place of each old one, `NOWHERE` where the record went. `old` and `new` hold what
    is said at old and at new places, for the records that came, that went, and on both sides for those
    that may say something else.

    >>> canonical("groups", [1, 0, NOWHERE], 2, {2: "c"}, {})
    TablePatch(table='groups', old_length=3, new_length=2, \
edits=(Edit(old_place=2, new_place=None, old='c', new=None),), moves=((0, 1), (1, 0)))
    """
    edits: list[Edit] = []
    same: list[tuple[int, int]] = []
    for place, to in enumerate(mapping):
        if to == NOWHERE:
            edits.append(Edit(place, None, old[place], None))
        elif place in old and old[place] != new[to]:
            edits.append(Edit(place, to, old[place], new[to]))
        else:
            same.append((place, to))
    kept = set(mapping)
    edits.extend(Edit(None, place, None, new[place]) for place in range(new_length) if place not in kept)
    still = stayed([to for _, to in same])
    moves = tuple(pair for pair, stays in zip(same, still, strict=True) if not stays)
    return TablePatch(table, len(mapping), new_length, tuple(sorted(edits, key=_order)), moves)


def checked(
    table: str, old_length: int, new_length: int, edits: Iterable[Edit], moves: Iterable[tuple[int, int]]
) -> TablePatch:
    """The canonical patch of edits and moves that somebody else wrote down.

    >>> checked("groups", 2, 2, [], [(0, 1)]).moves
    ((0, 1), (1, 0))

    Raises ValueError where they do not go together.
    """
    told = TablePatch(table, old_length, new_length, tuple(edits), tuple(moves))
    for side, length, places in (
        ("old", old_length, [edit.old_place for edit in told.edits] + [old for old, _ in told.moves]),
        ("new", new_length, [edit.new_place for edit in told.edits] + [new for _, new in told.moves]),
    ):
        some = [place for place in places if place is not None]
        if len(set(some)) < len(some):
            raise ValueError(f"{table}: the patch tells one {side} place twice")
        if any(not 0 <= place < length for place in some):
            raise ValueError(f"{table}: the patch tells a place beyond the {length} {side} records")
    old_rest, new_rest = told.untouched()
    if len(old_rest) != len(new_rest):
        raise ValueError(
            f"{table}: the patch leaves {len(old_rest)} of {old_length} old records as they are,"
            f" and {len(new_rest)} of {new_length} new ones"
        )
    return canonical(table, told.mapping(), new_length, told.old_records(), told.new_records())


def _order(edit: Edit) -> tuple[bool, int]:
    if edit.old_place is None:
        return True, edit.new_place or 0
    return False, edit.old_place
