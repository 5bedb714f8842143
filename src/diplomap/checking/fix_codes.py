"""Names of parties written as their codes, and words for kinds, statuses and heads as ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from diplomap.checking.fix_candidates import Candidate, Change
from diplomap.checking.fix_tables import TableKey, TableText, key_at, record_at
from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Dataset
from diplomap.tables.cells import PARTIES
from diplomap.tables.party_cells import MANY
from diplomap.tables.record_tables import ACCREDITATIONS, TABLES

CODES = "codes"
_WORDS = ("kind", "status", "head")


def code_candidates(dataset: Dataset, tables: Mapping[TableKey, TableText]) -> list[Candidate]:
    """The cells of typed rows that name a party or a word otherwise than we write it, each with our way.

    Only a cell whose own text was read is among them: where a layout works a column out from several, what
    it means stands in no one cell.
    """
    return [*_of_missions(dataset, tables), *_of_records(dataset, tables)]


def _of_missions(dataset: Dataset, tables: Mapping[TableKey, TableText]) -> Iterator[Candidate]:
    store = dataset.missions.store
    if not isinstance(store, ColumnStore) or not len(store.lines):
        return
    table = tables.get(key_at(store.head.file, store.lines[0]))
    if table is None:
        return
    for ours in (*PARTIES, *_WORDS):
        place = store.head.places.get(ours)
        column = store.columns.get(ours)
        if place is None or column is None or column.meanings is None or table.layout.derive:
            continue
        told = {text: _told(meaning) for text, meaning in column.meanings.items()}
        for line, text, raw in zip(store.lines, column.texts, store.raw[place], strict=True):
            if raw.strip() and told[text] != raw.strip() and text.partition("\x00")[0] == raw:
                yield from _candidate(table, record_at(line), place, raw, told[text])


def _of_records(dataset: Dataset, tables: Mapping[TableKey, TableText]) -> Iterator[Candidate]:
    held: dict[str, Any] = dict(dataset.tables)
    if ACCREDITATIONS in {table.layout.table for table in tables.values()}:
        held[ACCREDITATIONS] = _accredited(dataset)
    for name, records in held.items():
        columns = [
            one for one in TABLES[name].columns if one.cell.party or one.cell.name in ("word", "words")
        ]
        for record in records:
            row = record.row
            table = None if row is None else tables.get(key_at(row.head.file, row.line))
            if row is None or table is None or table.layout.rows or table.layout.panel is not None:
                continue
            for column in columns if row.head.layout == "diplomap" else ():
                place = row.head.places.get(column.name)
                if place is None or column.field is None or place >= len(row.cells):
                    continue
                raw, told = row.cells[place], column.cell.tell(column.value_of(record))
                if raw.strip() and told and told != raw.strip():
                    yield from _candidate(table, record_at(row.line), place, raw, told)


def read_otherwise(
    before: Dataset, after: Dataset, tables: Mapping[TableKey, TableText]
) -> set[tuple[TableKey, int | None]]:
    """The rows, by table and record, of which some column no longer means what it meant.

    Of a table of records in which any record differs the line is None.
    """
    found: set[tuple[TableKey, int | None]] = set()
    mine, theirs = before.missions.store, after.missions.store
    if isinstance(mine, ColumnStore) and isinstance(theirs, ColumnStore):
        same = list(mine.lines) == list(theirs.lines)
        for ours in mine.columns if same else ():
            pairs = zip(mine.lines, mine.row_values(ours), theirs.row_values(ours), strict=True)
            unlike = (line for line, one, two in pairs if one != two)
            found.update((key_at(mine.head.file, line), record_at(line)) for line in unlike)
    for table in tables.values():
        name = table.layout.table
        if name in before.tables:
            same = [*before.tables[name]] == [*after.tables[name]]
        else:
            same = name != ACCREDITATIONS or _accredited(before) == _accredited(after)
        if not same:
            found.add((table.key, None))
    return found


def _accredited(dataset: Dataset) -> list[Any]:
    return [one for mission in dataset.missions for one in mission.accreditations]


def _candidate(table: TableText, record: int, place: int, raw: str, told: str) -> Iterator[Candidate]:
    if table.texts.text(record, place) == raw:
        yield Candidate(CODES, (Change(table.key, record, place, told),), True)


def _told(meaning: Any) -> str:
    if meaning is None:
        return ""
    return MANY.join(meaning) if isinstance(meaning, tuple) else str(meaning)
