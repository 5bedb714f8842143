"""The patch of a difference: every table by its pairs, and what the two editions say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import lt
from typing import Any

from diplomap.diffing.pairing import Pairing
from diplomap.diffing.patch.edits import NOWHERE, TablePatch, canonical
from diplomap.diffing.patch.patches import EDITION, Patch
from diplomap.diffing.record_pairing import RecordPairing
from diplomap.model.dataset import Dataset

AnyPairing = Pairing | RecordPairing


def made_patch(old: Dataset, new: Dataset, pairing: Pairing, records: Mapping[str, RecordPairing]) -> Patch:
    """The patch between two editions whose records are paired.

    What stays undecided is taken out and put in, except what says the same on both sides.
    """
    mine, theirs = _paired(pairing, old.missions, new.missions)
    # Missions whose rows hold the same texts are never made.
    unlike = old.missions.unlike(new.missions, mine, theirs)
    tables = {"missions": _patch("missions", old.missions, new.missions, mine, theirs, unlike)}
    for name, paired in records.items():
        tables[name] = table_patch(name, old.tables[name], new.tables[name], paired)
    told = {name: (getattr(old, name), getattr(new, name)) for name in EDITION}
    edition = {name: (was, now) for name, (was, now) in told.items() if was != now}
    held = [*((one, -1) for one in old.quarantine), *((one, 1) for one in new.quarantine)]
    return Patch(tables, edition, held)


def table_patch(name: str, old: Sequence[Any], new: Sequence[Any], pairing: AnyPairing) -> TablePatch:
    """The patch of one table of records by its pairs.

    >>> from diplomap.diffing.pairing import By
    >>> table_patch("groups", "ab", "cb", RecordPairing("groups", [0, 1], [0, 1], [By.NATURAL_KEY] * 2)).edits
    (Edit(old_place=0, new_place=0, old='a', new='c'),)
    """
    mine, theirs = _paired(pairing, old, new)
    unlike = (k for k, (i, j) in enumerate(zip(mine, theirs, strict=True)) if old[i] != new[j])
    return _patch(name, old, new, mine, theirs, unlike)


def _patch(
    name: str,
    old: Sequence[Any],
    new: Sequence[Any],
    mine: Sequence[int],
    theirs: Sequence[int],
    unlike: Iterable[int],
) -> TablePatch:
    """The patch of a table whose records are paired, `mine[k]` with `theirs[k]`; `unlike` are some k."""
    differing = [*unlike]
    if not differing and len(mine) == len(old) == len(new) and _ascend(mine) and _ascend(theirs):
        return TablePatch(name, len(old), len(new))
    mapping = [NOWHERE] * len(old)
    for i, j in zip(mine, theirs, strict=True):
        mapping[i] = j
    ours, yours = {mine[k]: old[mine[k]] for k in differing}, {theirs[k]: new[theirs[k]] for k in differing}
    ours.update((i, old[i]) for i, j in enumerate(mapping) if j == NOWHERE)
    yours.update((j, new[j]) for j in set(range(len(new))).difference(mapping))
    return canonical(name, mapping, len(new), ours, yours)


def _ascend(places: Sequence[int]) -> bool:
    return all(map(lt, places, islice(places, 1, None)))


def _paired(
    pairing: AnyPairing, old: Sequence[Any], new: Sequence[Any]
) -> tuple[Sequence[int], Sequence[int]]:
    """The places of the pairs, with undecided records that say the same, in their order.

    Which of those is which makes no difference to a patch.
    """
    more: list[tuple[int, int]] = []
    for group in pairing.undecided:
        places: dict[Any, list[int]] = {}
        for j in sorted(group.new, reverse=True):
            places.setdefault(new[j], []).append(j)
        for i in sorted(group.old):
            if same := places.get(old[i]):
                more.append((i, same.pop()))
    if not more:
        return pairing.old, pairing.new
    return [*pairing.old, *(i for i, _ in more)], [*pairing.new, *(j for _, j in more)]
