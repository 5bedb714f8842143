"""Which columns of two tables came, went, or merely go by another name now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Dataset

if TYPE_CHECKING:
    from diplomap.diffing.pairing import Pairing

# Of pairs with text in both columns so many must agree, and of pairs with text in either so many have both.
_AGREED, _BOTH_TOLD = 0.9, 0.5
# Two columns that hold one word nearly everywhere agree by chance, which proves nothing.
_BY_CHANCE = 0.5


@attrs.frozen(slots=True)
class ColumnNames:
    """The columns that only one of two tables has, and those that have another name in the new one.

    A column that says nothing in any row counts as one that the table lacks.
    """

    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def told_columns(dataset: Dataset) -> frozenset[str] | None:
    """The columns in which some row says something; None where missions were not read from a table."""
    store = dataset.missions.store
    if not isinstance(store, ColumnStore):
        return None
    ours = {name for name, column in store.columns.items() if any(column.texts)}
    return frozenset(ours | {name for name, texts in store.extras.items() if any(texts)})


def compare_columns(old: Dataset, new: Dataset, pairing: Pairing) -> ColumnNames:
    """The columns that came, went, or were renamed between two tables; none where one is no table.

    A column of the old table is taken for one of the new where nine in ten paired missions that tell
    both tell the same text, more than chance would have it. It must not be a column of ours.
    """
    before, after = told_columns(old), told_columns(new)
    one, two = old.missions.store, new.missions.store
    if before is None or after is None:
        return ColumnNames()
    if not isinstance(one, ColumnStore) or not isinstance(two, ColumnStore):
        return ColumnNames()
    dropped, added = sorted(before - after), sorted(after - before)
    renamed: list[tuple[str, str]] = []
    for name in [name for name in dropped if name in one.extras]:
        for other in [other for other in added if other in two.extras]:
            if _same(list(_side_by_side(one, one.extras[name], two, two.extras[other], pairing))):
                renamed.append((name, other))
                dropped.remove(name)
                added.remove(other)
                break
    return ColumnNames(tuple(added), tuple(dropped), tuple(renamed))


def _side_by_side(
    one: ColumnStore, texts: Sequence[str], two: ColumnStore, others: Sequence[str], pairing: Pairing
) -> Iterator[tuple[str, str]]:
    for i, j in zip(pairing.old, pairing.new, strict=True):
        rows, their_rows = one.rows_of(i), two.rows_of(j)
        # Of missions of several rows nothing says which row belongs to which.
        if len(rows) == len(their_rows) == 1:
            yield texts[rows[0]], others[their_rows[0]]


def _same(texts: Sequence[tuple[str, str]]) -> bool:
    either = [(a, b) for a, b in texts if a or b]
    both = [(a, b) for a, b in either if a and b]
    agreed = sum(a == b for a, b in both)
    if not both or len(both) < _BOTH_TOLD * len(either) or agreed < _AGREED * len(both):
        return False
    often, others = Counter(a for a, _ in both), Counter(b for _, b in both)
    chance = sum(times * others[text] for text, times in often.items()) / len(both) ** 2
    return chance <= _BY_CHANCE
