"""Making a record of the typed values of its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from diplomap.model.rows import Row
from diplomap.tables.table_columns import RecordTable
from diplomap.values.periods import Period


def made_record(
    table: RecordTable,
    cells: Mapping[str, Any],
    extra: Iterable[tuple[str, str]] = (),
    row: Row | None = None,
    noted: str = "",
) -> tuple[Any, dict[str, Any]]:
    """The record of a row's values by column, and the values of the columns that are no field of it.

    `noted` is added to the row's note.

    >>> from diplomap.tables.record_tables import TABLES
    >>> made_record(TABLES["accreditations"], {"mission": "prk-ita", "to": "ESP"})[0].to
    'ESP'

    Raises ValueError where the values do not go together; see `diplomap.tables.record_checks`.
    """
    fields: dict[str, Any] = {}
    beside: dict[str, Any] = {}
    ends: dict[str, dict[str, Any]] = {}
    for name, value in cells.items():
        field = table.by_name[name].field
        if field is None:
            beside[name] = value
        elif "." in field:
            period, _, end = field.partition(".")
            ends.setdefault(period, {})[end] = value
        else:
            fields[field] = value
    for period, told in ends.items():
        fields[period] = Period(**told)
    if noted:
        fields["note"] = "; ".join(part for part in (fields.get("note", ""), noted) if part)
    return table.make(**fields, extra=extra, row=row), beside
