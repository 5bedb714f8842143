"""Applying a patch: by places to the dataset that it was made of, by what records say to any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from diplomap.diffing.patch.conflicts import PatchConflict, PatchError
from diplomap.diffing.patch.edits import TablePatch
from diplomap.diffing.patch.finding import applied_elsewhere
from diplomap.diffing.patch.patches import Patch
from diplomap.model.collector import collector_paused
from diplomap.model.dataset import Dataset
from diplomap.model.quarantine import Quarantined

MISSIONS = "missions"
# What equality of datasets looks at; where another dataset says otherwise, the patch is not of its edition.
_CHECKED = ("as_of", "coverage")


def applied(patch: Patch, dataset: Dataset, *, order: bool = True) -> Dataset:
    """The dataset that a patch makes of another; see `Patch.apply`.

    >>> applied(Patch(edition={"title": ("", "Posts")}), Dataset()).title
    'Posts'

    Raises PatchError with all conflicts.
    """
    conflicts: list[PatchConflict] = []
    values: dict[str, Any] = {}
    with collector_paused():
        for name, table in patch.tables.items():
            records = dataset.missions if name == MISSIONS else dataset.tables[name]
            made = at_places(table, records)
            values[name] = applied_elsewhere(table, records, conflicts, order=order) if made is None else made
    values.update(_edition(patch, dataset, conflicts))
    if patch.quarantine:
        values["quarantine"] = tuple(_quarantine(patch, dataset, conflicts))
    if conflicts:
        raise PatchError(conflicts)
    return attrs.evolve(dataset, **values)


def at_places(patch: TablePatch, records: Sequence[Any]) -> list[Any] | None:
    """The records that a patch makes by their places; None where it does not find what it tells of.

    >>> from diplomap.diffing.patch.edits import Edit
    >>> at_places(TablePatch("groups", 2, 1, (Edit(0, None, "a", None),)), ["a", "b"])
    ['b']
    """
    if len(records) != patch.old_length:
        return None
    if any(records[place] != old for place, old in patch.old_records().items()):
        return None
    made: list[Any] = [None] * patch.new_length
    for place, one in patch.new_records().items():
        made[place] = one
    for old, new in (*patch.moves, *zip(*patch.untouched(), strict=True)):
        made[new] = records[old]
    return made


def _edition(patch: Patch, dataset: Dataset, conflicts: list[PatchConflict]) -> Iterator[tuple[str, Any]]:
    for name, (old, new) in patch.edition.items():
        stands = getattr(dataset, name)
        if stands == old:
            yield name, new
        elif name in _CHECKED:
            why = f"it is {stands!r}, not {old!r}"
            conflicts.append(PatchConflict("dataset", "edition", name, old, stands, why))
        elif name == "extra_columns":
            kept = tuple(column for column in stands if column in new or column not in old)
            yield name, (*kept, *(column for column in new if column not in kept))


def _quarantine(patch: Patch, dataset: Dataset, conflicts: list[PatchConflict]) -> Iterator[Quarantined]:
    fewer = Counter({one: -more for one, more in patch.quarantine if more < 0})
    for one in dataset.quarantine:
        if fewer[one] > 0:
            fewer[one] -= 1
        else:
            yield one
    for one, times in fewer.items():
        if times > 0:
            why = "no such row stands there"
            conflicts.append(PatchConflict(one.table, "quarantine", repr(one.text), one, None, why))
    for one, more in patch.quarantine:
        yield from [one] * more
