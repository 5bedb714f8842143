"""Records as the cells of our own tables, and read back: the notation in which a patch is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.statuses import HeadRank, Status
from diplomap.tables import record_cells as cells
from diplomap.tables.problems import Problem
from diplomap.tables.record_checks import row_problems
from diplomap.tables.record_making import made_record
from diplomap.tables.record_tables import ACCREDITED, TABLES
from diplomap.tables.table_columns import Column, RecordTable
from diplomap.tables.written_records import record_rows
from diplomap.tables.written_rows import check_extra_columns, spell_row
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

Row = dict[str, str]
# How the cells of missions.csv are read, one by one; their accreditations stand beside them.
_SPELLS = RecordTable(
    "missions",
    Spell,
    "a spell of a mission",
    (
        Column("id", cells.TEXT, "", True),
        Column("sending", cells.PARTIES, "", True),
        Column("receiving", cells.PARTY, "", True),
        Column("kind", cells.word_cell(Kind, "kind"), "", True),
        Column("status", cells.word_cell(Status, "status", Status.OPERATING), ""),
        Column("city", cells.TEXT, ""),
        Column("host", cells.PARTY, ""),
        Column("opened", cells.DATE, ""),
        Column("closed", cells.END, ""),
        Column("head", cells.word_cell(HeadRank, "rank of a head"), ""),
        Column("sources", cells.PARTS, ""),
        Column("note", cells.NOTE, ""),
        Column("wikidata", cells.TEXT, ""),
    ),
)
_OF_ALL_ROWS = ("id", "sending", "receiving", "wikidata")


def told(table: str, record: Any) -> dict[str, Any]:
    """A record as a patch tells it: ``{"row": cells}``; a mission by its ``rows`` and ``accreditations``.

    Blank cells are left out.

    >>> from diplomap.model.memberships import Membership
    >>> told("groups", Membership("friends", "CUB"))
    {'row': {'group': 'friends', 'member': 'CUB'}}

    Raises ValueError where the record cannot stand in a table.
    """
    shape = _told_mission(record) if table == "missions" else {"row": _row(TABLES[table], record, {})}
    if read(table, shape) != record:
        raise ValueError(f"{table}: {record!r} cannot stand in a table as it is")
    return shape


def read(table: str, shape: Any) -> Any:
    """The record that a patch tells.

    >>> read("groups", {"row": {"group": "friends", "member": "Cuba"}}).member
    'CUB'

    Raises ValueError, in words, for anything else.
    """
    if table == "missions":
        return _mission(shape)
    row = _texts(table, _member(table, shape, "row"))
    made, _ = _made(TABLES[table], row)
    return made


def _told_mission(mission: Mission) -> dict[str, Any]:
    rows = [spell_row(mission, spell) for spell in mission.spells]
    for spell in mission.spells:
        check_extra_columns((name for name, _ in spell.extra), [*_SPELLS.names, "accredited_to"])
    told_beside = [_row(ACCREDITED, one, {"mission": mission.id}) for one in mission.accreditations]
    for row in told_beside:
        del row["mission"]
    return {"rows": [_filled(row) for row in rows], "accreditations": told_beside}


def _row(table: RecordTable, record: Any, beside: Row) -> Row:
    check_extra_columns((name for name, _ in record.extra), table.names)
    [row] = record_rows(table, [(record, beside)])
    return _filled(row)


def _filled(row: Mapping[str, str]) -> Row:
    return {name: text for name, text in row.items() if text}


def _mission(shape: Any) -> Mission:
    rows = _member("missions", shape, "rows")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise ValueError("missions: the rows of a mission are a list with one row at least")
    spells: list[Spell] = []
    heads: list[tuple[Any, ...]] = []
    for told_row in rows:
        values, extra = _values(_SPELLS, _texts("missions", told_row))
        heads.append(tuple(values.pop(name) for name in _OF_ALL_ROWS))
        period = Period(values.pop("opened"), values.pop("closed"))
        seat = values.pop("city")
        spells.append(Spell(**values, seat=seat, period=period, extra=extra))
    if any(head != heads[0] for head in heads):
        raise ValueError(f"missions: the rows of {heads[0][0]} do not tell one {', '.join(_OF_ALL_ROWS)}")
    id_, sending, receiving, wikidata = heads[0]
    beside = shape.get("accreditations", [])
    if not isinstance(beside, Sequence) or isinstance(beside, str):
        raise ValueError("missions: the accreditations of a mission are a list of rows")
    accredited = [_made(ACCREDITED, {**_texts("accreditations", one), "mission": id_})[0] for one in beside]
    return Mission(id_, sending, receiving, tuple(spells), tuple(accredited), wikidata)


def _made(table: RecordTable, row: Row) -> tuple[Any, dict[str, Any]]:
    values, extra = _values(table, row)
    for problem, column in row_problems(table.name, values):
        raise ValueError(f"{table.name}: {column}: {problem.message}")
    return made_record(table, values, extra)


def _values(table: RecordTable, row: Row) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """The values of our columns, and the cells of the others."""
    values = {column.name: _value(table.name, column, row.get(column.name, "")) for column in table.columns}
    return values, tuple((name, text) for name, text in row.items() if name not in table.by_name)


def _value(table: str, column: Column, text: str) -> Any:
    cell = column.cell
    if cell.raw:
        return text
    bare = text.strip()
    if column.required and not bare:
        raise ValueError(f"{table}: the cell of {column.name} is blank")
    if cell.date:
        return _date(table, column, bare)
    found = cell.read(bare, {}) if bare else cell.blank
    if isinstance(found, Problem):
        raise ValueError(f"{table}: {column.name}: {found.message}")
    if column.required and found in (None, ()):
        raise ValueError(f"{table}: the cell of {column.name} says nothing")
    return found


def _date(table: str, column: Column, bare: str) -> PartialDate | End | None:
    end = column.cell.date == "end"
    if not bare:
        return End.OPEN if end else None
    if bare == "unknown" and (end or column.required):
        return End.UNKNOWN if end else None
    try:
        return PartialDate.parse(bare)
    except ValueError as error:
        raise ValueError(f"{table}: {column.name}: {error}") from None


def _member(table: str, shape: Any, name: str) -> Any:
    if not isinstance(shape, Mapping) or name not in shape:
        raise ValueError(f"{table}: a record is told by its {name}")
    return shape[name]


def _texts(table: str, row: Any) -> Row:
    if not isinstance(row, Mapping):
        raise ValueError(f"{table}: a row is told by the texts of its columns")
    for name, text in row.items():
        if not isinstance(name, str) or not isinstance(text, str):
            raise ValueError(f"{table}: {name}: a cell holds a text, not {text!r}")
    return dict(row)
