"""The rows of a table of records for its records, refusing what would not be read back the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diplomap.model.dataset import Dataset
from diplomap.tables.problems import Problem
from diplomap.tables.record_tables import ACCREDITATIONS
from diplomap.tables.table_columns import Column, RecordTable
from diplomap.tables.written_rows import told_apart
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End


def record_rows(table: RecordTable, records: Sequence[tuple[Any, dict[str, str]]]) -> list[dict[str, str]]:
    """A row a record, by column name; with each record stand the cells of columns that are no field of it.

    >>> from diplomap.model.relations import Relation
    >>> from diplomap.tables.record_tables import TABLES
    >>> record_rows(TABLES["relations"], [(Relation("PRK", "ESP"), {})])[0]["status"]
    'established'

    Raises ValueError where a value cannot stand in a table.
    """
    rows: list[dict[str, str]] = [dict(beside) for _, beside in records]
    for column in table.columns:
        told: dict[Any, str] = {}
        for row, (record, _) in zip(rows, records, strict=True):
            if column.field is None:
                _checked(table, column, row[column.name], row[column.name])
                continue
            value = column.value_of(record)
            text = told.get(value)
            if text is None:
                text = told[value] = _checked(table, column, value, column.cell.tell(value))
            row[column.name] = text
    for row, (record, _) in zip(rows, records, strict=True):
        row.update(record.extra)
    return rows


def _checked(table: RecordTable, column: Column, value: Any, text: str) -> str:
    cell = column.cell
    if cell.raw or value is None or isinstance(value, PartialDate | End):
        return text
    bare = text.strip()
    again = cell.read(bare, {}) if bare else cell.blank
    if isinstance(again, Problem) or again != value or (column.required and again in (None, ())):
        why = f" ({again.message})" if isinstance(again, Problem) else ""
        raise ValueError(f"{table.name}: {column.name} {value!r} cannot stand in a table{why}")
    return text


def records_of(ds: Dataset, table: str) -> list[tuple[Any, dict[str, str]]]:
    """The records that a table of a dataset holds, accreditations with the id of their mission beside them.

    Accreditations stand in a table of their own where one of their mission's says more than a new party:
    then all of that mission do, in their order.

    Raises ValueError where such a mission shares its id with another.
    """
    if table != ACCREDITATIONS:
        return [(record, {}) for record in ds.tables.get(table, ())]
    found: list[tuple[Any, dict[str, str]]] = []
    for mission in _accredited(ds):
        if len(ds.missions.under(mission.id)) > 1:
            raise ValueError(
                f"{mission.id}: accreditations.csv cannot tell which mission of that id is accredited"
            )
        found.extend((one, {"mission": mission.id}) for one in mission.accreditations)
    return found


def _accredited(ds: Dataset) -> Iterable[Any]:
    return (mission for mission in ds.missions if told_apart(mission))
