"""The patch of a difference: every table by its pairs, and what the two editions say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from diplomap.diffing.pairing import Undecided
from diplomap.diffing.patch.edits import NOWHERE, TablePatch, canonical
from diplomap.diffing.patch.patches import EDITION, Patch
from diplomap.diffing.record_pairing import RecordPairing
from diplomap.model.dataset import Dataset, Missions

Pairs = Iterable[tuple[int, int]]


def made_patch(
    old: Dataset,
    new: Dataset,
    missions: Pairs,
    undecided: Iterable[Undecided],
    records: Mapping[str, RecordPairing],
) -> Patch:
    """The patch between two editions whose records are paired.

    What stays undecided is taken out and put in, except what says the same on both sides.
    """
    tables = {"missions": _missions_patch(old.missions, new.missions, missions, undecided)}
    for name, pairing in records.items():
        pairs = zip(pairing.old, pairing.new, strict=True)
        tables[name] = table_patch(name, old.tables[name], new.tables[name], pairs, pairing.undecided)
    told = {name: (getattr(old, name), getattr(new, name)) for name in EDITION}
    edition = {name: (was, now) for name, (was, now) in told.items() if was != now}
    held = [*((one, -1) for one in old.quarantine), *((one, 1) for one in new.quarantine)]
    return Patch(tables, edition, held)


def _missions_patch(old: Missions, new: Missions, pairs: Pairs, undecided: Iterable[Undecided]) -> TablePatch:
    told = [*pairs, *_equal_ones(old, new, undecided)]
    mine, theirs = [i for i, _ in told], [j for _, j in told]
    # Missions whose rows hold the same texts are never made.
    unlike = [told[k] for k in old.unlike(new, mine, theirs)]
    return _patch("missions", old, new, told, unlike)


def table_patch(
    name: str, old: Sequence[Any], new: Sequence[Any], pairs: Pairs, undecided: Iterable[Undecided] = ()
) -> TablePatch:
    """The patch of one table of records by its pairs.

    >>> table_patch("groups", "ab", "cb", [(0, 0), (1, 1)]).edits
    (Edit(old_place=0, new_place=0, old='a', new='c'),)
    """
    told = [*pairs, *_equal_ones(old, new, undecided)]
    return _patch(name, old, new, told, [(i, j) for i, j in told if old[i] != new[j]])


def _patch(
    name: str, old: Sequence[Any], new: Sequence[Any], pairs: Sequence[tuple[int, int]], unlike: Pairs
) -> TablePatch:
    mapping = [NOWHERE] * len(old)
    for i, j in pairs:
        mapping[i] = j
    ours, yours = {i: old[i] for i, _ in unlike}, {j: new[j] for _, j in unlike}
    came = set(range(len(new))).difference(mapping)
    ours.update((i, old[i]) for i, j in enumerate(mapping) if j == NOWHERE)
    yours.update((j, new[j]) for j in came)
    return canonical(name, mapping, len(new), ours, yours)


def _equal_ones(
    old: Sequence[Any], new: Sequence[Any], undecided: Iterable[Undecided]
) -> Iterable[tuple[int, int]]:
    """Undecided records that say the same, in their order: which is which makes no difference to a patch."""
    for group in undecided:
        places: dict[Any, list[int]] = {}
        for j in sorted(group.new, reverse=True):
            places.setdefault(new[j], []).append(j)
        for i in sorted(group.old):
            if same := places.get(old[i]):
                yield i, same.pop()
