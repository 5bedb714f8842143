"""Which rows of two versions of a table tell of one mission or record, by what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from diplomap.diffing.merging.files.table_text import TableText
from diplomap.diffing.merging.sequences import Matching
from diplomap.diffing.merging.table_sorts import matched_missions, records_sort
from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import RECORD_TABLES, Missions
from diplomap.tables.reading import load
from diplomap.tables.sources import MAIN, Source, TableFile

Rows = Sequence[int]


@attrs.frozen(slots=False, eq=False)
class TypedTable:
    """One version of a table read as missions or records, each with the numbers of its rows."""

    name: str
    data: bytes
    text: TableText

    @cached_property
    def _read(self) -> tuple[Any, list[Rows]]:
        source = Source({MAIN: TableFile(self.name, self.data)})
        dataset = load(source, layout=self.text.layout).dataset
        number = {int(line): row for row, line in enumerate(self.text.lines)}
        if self.text.layout.table in RECORD_TABLES:
            records = dataset.tables[self.text.layout.table]
            return records, [[number[int(one.row.line)]] if one.row else [] for one in records]
        store = dataset.missions.store
        if not isinstance(store, ColumnStore):
            return Missions(), []
        lines = [[store.lines[row] for row in store.rows_of(place)] for place in range(len(store))]
        return dataset.missions, [[number[int(line)] for line in some] for some in lines]

    @property
    def records(self) -> Any:
        """The missions or records."""
        return self._read[0]

    @property
    def rows(self) -> list[Rows]:
        """The rows of each."""
        return self._read[1]

    @cached_property
    def typed(self) -> set[int]:
        """The rows that could be typed."""
        return {row for rows in self.rows for row in rows}


Pairs = list[tuple[Rows, Rows]]


def same_records(old: TypedTable, new: TypedTable) -> tuple[Pairs, Pairs]:
    """The rows of each mission or record that stands in both versions, and of those that compete."""
    matching = _matched(old, old.records, new.records)
    undecided = [
        ([row for i in some for row in old.rows[i]], [row for j in others for row in new.rows[j]])
        for some, others in matching.undecided
    ]
    return _rows(matching, old.rows, new.rows), list(undecided)


def same_additions(
    old: TypedTable, new: TypedTable, old_rows: Iterable[int], new_rows: Iterable[int]
) -> Pairs:
    """The same of the missions or records all of whose rows are among those given."""
    places = []
    for table, rows in ((old, set(old_rows)), (new, set(new_rows))):
        places.append([place for place, some in enumerate(table.rows) if some and rows.issuperset(some)])
    some, others = ([table.records[p] for p in held] for table, held in zip((old, new), places, strict=True))
    if not some or not others:
        return []
    sort = type(old.records)
    return _rows(
        _matched(old, sort(some), sort(others)),
        [old.rows[place] for place in places[0]],
        [new.rows[place] for place in places[1]],
    )


def _matched(table: TypedTable, old: Any, new: Any) -> Matching:
    if type(old) is not type(new):
        return Matching({})
    if isinstance(old, Missions):
        return matched_missions(old, new)
    return records_sort(table.text.layout.table, type(old)).match(old, new)


def _rows(matching: Matching, old: Sequence[Rows], new: Sequence[Rows]) -> Pairs:
    pairs: Mapping[int, int] = matching.pairs
    return [(old[i], new[j]) for i, j in pairs.items()]
