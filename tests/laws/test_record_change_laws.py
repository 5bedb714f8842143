"""The laws of record changes: every cell that differs is told once, and the order of rows tells nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.diffing.diff import diff
from diplomap.diffing.record_changes import cells_between
from diplomap.model.dataset import Dataset
from diplomap.testing.record_editions import two_tables
from diplomap.testing.whole_editions import Editions, editions_in_turn

quick = settings(max_examples=50)


def _mixed(dataset: Dataset, data: st.DataObject) -> Dataset:
    told: dict[str, Any] = {
        name: data.draw(st.permutations([*records])) for name, records in dataset.tables.items()
    }
    return attrs.evolve(dataset, **told)


# Each cell in which two records of a pair differ stands in one change, but for a beginning that says no more.
@quick
@given(two_tables())
def test_every_cell_is_told_once(both: Any) -> None:
    table, old, new = both
    between = diff(*(attrs.evolve(Dataset(), **{table: some}) for some in (old, new)))
    told: Counter[tuple[str, tuple[str, str]]] = Counter()
    for change in between.record_changes:
        told.update(change.fields.items())
    pairing = between.record_pairings[table]
    pairs = [(old[i], new[j]) for i, j in zip(pairing.old, pairing.new, strict=True)]
    alone = [(old[i], None) for i in pairing.only_old] + [(None, new[j]) for j in pairing.only_new]
    differing: Counter[tuple[str, tuple[str, str]]] = Counter()
    for one, other in (*pairs, *alone):
        differing.update(cells_between(table, one, other).items())
    assert told == differing


# A change has a reason: where no record differs, none is told, and a removed or added one is told once.
@quick
@given(editions_in_turn(2))
def test_changes_and_records_agree(editions: Editions) -> None:
    between = diff(*editions)
    changed = {change.table for change in between.record_changes}
    for name, pairing in between.record_pairings.items():
        ours, yours = between.old.tables[name], between.new.tables[name]
        unlike = any(ours[i] != yours[j] for i, j in zip(pairing.old, pairing.new, strict=True))
        alone = len(pairing.only_old) + len(pairing.only_new)
        if name in changed:
            assert unlike or alone
        assert sum(None in (c.old, c.new) for c in between.record_changes if c.table == name) == alone
    assert not diff(editions[0], editions[0]).record_changes


# The order of rows changes nothing in what is told.
@quick
@given(editions_in_turn(2), st.data())
def test_the_order_of_rows_tells_nothing(editions: Editions, data: st.DataObject) -> None:
    told = diff(*editions).record_changes
    other = diff(*(_mixed(one, data) for one in editions)).record_changes
    assert Counter(map(repr, other)) == Counter(map(repr, told))
