"""Reading back the rows that a written dataset set aside: as they stood, without trying them again."""

from __future__ import annotations

from collections.abc import Mapping

from diplomap.model.findings import Finding
from diplomap.model.quarantine import Quarantined
from diplomap.model.rows import Row, TableHead
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.records import raw_records, split, told_delimiter
from diplomap.tables.row_rules import STILL_ASIDE, TABLE_UNREADABLE
from diplomap.tables.sources import TableFile
from diplomap.tables.written_quarantine import ASIDE, LINES, table_set_aside
from diplomap.values.origins import Origin


def read_aside(tables: Mapping[str, TableFile]) -> tuple[tuple[Quarantined, ...], list[Finding]]:
    """The rows set aside in the tables of a folder, and a finding for each table that has some."""
    rows: list[Quarantined] = []
    findings: list[Finding] = []
    for stem, table in sorted(tables.items()):
        name = table_set_aside(stem)
        if name is not None:
            try:
                held = _lines_of(table, name) if LINES in stem else _records_of(table, name)
            except UnreadableError as error:
                told = str(error).removeprefix(f"{table.name}: ")
                findings.append(TABLE_UNREADABLE.at(Origin(table.name, 1), told))
                continue
            rows.extend(held)
            if held:
                told = f"{len(held)} rows that could not be typed wait here to be mended"
                findings.append(STILL_ASIDE.at(Origin(table.name, 1), told))
    return tuple(rows), findings


def _records_of(table: TableFile, name: str) -> list[Quarantined]:
    text, told = told_delimiter(table.decoded())
    delimiter = told or ","
    records = split(text, delimiter)
    if not records.header_line:
        raise UnreadableError(f"{table.name}: the file has no header")
    found = raw_records(text, delimiter, records, {records.header_line, *records.lines})
    head = TableHead(table.name, records.names, {}, ASIDE, delimiter)
    header = found[records.header_line]
    return [_held(name, head, header, line, found[line]) for line in records.lines]


def _lines_of(table: TableFile, name: str) -> list[Quarantined]:
    text, told = told_delimiter(table.decoded())
    lines = list(enumerate(text.data.decode(text.encoding).split("\n"), 1))
    filled = [(line, bare) for line, row in lines if (bare := row.removesuffix("\r"))]
    if not filled:
        raise UnreadableError(f"{table.name}: the file has no header")
    (_, header), *rest = filled
    head = TableHead(table.name, tuple(header.split(told or ",")), {}, ASIDE, told or ",")
    return [_held(name, head, header, line, row) for line, row in rest]


def _held(name: str, head: TableHead, header: str, line: int, text: str) -> Quarantined:
    return Quarantined(name, text, (STILL_ASIDE.code,), Row(head, line, [text]), header)
