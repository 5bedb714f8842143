"""One patch of two: what both do to a table, one after the other."""

from __future__ import annotations

from diplomap.diffing.patch.edits import NOWHERE, TablePatch, canonical


def composed(one: TablePatch, two: TablePatch) -> TablePatch:
    """The patch of a table that does what two do one after the other.

    A record is followed by its places: one that was taken out by the first and put in by the second went and
    came, even where it says the same.

    >>> from diplomap.diffing.patch.edits import Edit
    >>> added = TablePatch("groups", 0, 1, (Edit(None, 0, None, "a"),))
    >>> changed = TablePatch("groups", 1, 1, (Edit(0, 0, "a", "b"),))
    >>> composed(added, changed).edits
    (Edit(old_place=None, new_place=0, old=None, new='b'),)

    Raises ValueError where the second is not of the table that the first makes.
    """
    if one.new_length != two.old_length:
        raise ValueError(
            f"{one.table}: the first patch makes {one.new_length} records,"
            f" and the second is of {two.old_length}"
        )
    made, taken = one.new_records(), two.old_records()
    for place in made.keys() & taken.keys():
        if made[place] != taken[place]:
            raise ValueError(
                f"{one.table}: at place {place} the second patch does not find what the first one makes"
            )
    first, second = one.mapping(), two.mapping()
    mapping = [NOWHERE if place == NOWHERE else second[place] for place in first]
    old, new = one.old_records(), two.new_records()
    for place, between in enumerate(first):
        if between != NOWHERE and place not in old and between in taken:
            old[place] = taken[between]
    for between, place in enumerate(second):
        if place != NOWHERE and place not in new and between in made:
            new[place] = made[between]
    return canonical(one.table, mapping, two.new_length, old, new)
