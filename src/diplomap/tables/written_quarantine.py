"""Giving back the rows that could not be typed: under the header they came with, byte for byte."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import partial

import attrs

from diplomap.model.quarantine import Quarantined
from diplomap.tables.delimiters import delimiter_of
from diplomap.tables.folding import folded
from diplomap.tables.format_rules import UNTYPED
from diplomap.tables.headers import column_names
from diplomap.tables.layouts import Layout, found_by_header
from diplomap.tables.record_tables import TABLES

ASIDE = "quarantine"
LINES = "quarantine-lines"
_NEXT = "next"
_TOLD, _MARK = "sep=", "\ufeff"


@attrs.frozen(slots=True)
class Sorted:
    """Where the rows of a table in quarantine go: in the table under their own header, or aside.

    `header` is the text of that header, and `columns` says which column of ours or extra one each
    place of it is; both are empty where no row can stand in the table.
    """

    header: str
    columns: tuple[str, ...]
    in_place: tuple[Quarantined, ...]
    aside: tuple[Quarantined, ...]


def sort_quarantine(held: Sequence[Quarantined], used: set[str]) -> Sorted:
    """Sort rows by whether the table with the `used` columns can be written under their header.

    It can where all that came in our layout came under one header, and it has a place for each used
    column.
    """
    fitting = [one for one in held if _fits(one)]
    headers = {one.header for one in fitting}
    if len(headers) == 1 and (row := fitting[0].row) is not None:
        columns = tuple(column_names(row.head.names, row.head.places))
        if used <= set(columns):
            rest = tuple(one for one in held if not _fits(one))
            return Sorted(headers.pop(), columns, tuple(fitting), rest)
    return Sorted("", (), (), tuple(held))


def _fits(one: Quarantined) -> bool:
    if one.row is None or one.row.head.layout != "diplomap" or _delimiter(one) != "," or not _is_whole(one):
        return False
    if _records(one.header, ",") != [list(one.row.head.names)] or one.header.startswith((_TOLD, _MARK)):
        # At the beginning of a file these are no part of its header.
        return False
    if not any(map(folded, one.row.head.names)):
        return False
    if not UNTYPED.isdisjoint(one.codes):
        # In a table of texts nobody would find what was wrong with it.
        return False
    # Without the line that told its delimiter, a table may be parted at other signs that its header holds.
    first = next((line for line in one.header.splitlines() if line.strip()), "")
    return (
        not any(sign in first for sign in ";\t|")
        or delimiter_of(first, None, partial(_layout, one.table)) == ","
    )


def _layout(table: str, header: Sequence[str]) -> Layout:
    return found_by_header(header, table if table in TABLES else None)


def _delimiter(one: Quarantined) -> str:
    return "," if one.row is None else one.row.head.delimiter


def _records(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(f"{text}\n", newline=""), delimiter=delimiter))


def _is_whole(one: Quarantined) -> bool:
    """Whether a row is one record whatever stands below it."""
    return _is_one_record(one.text, _delimiter(one))


def _is_one_record(text: str, delimiter: str) -> bool:
    with_next = _records(f"{text}\n{_NEXT}", delimiter)
    return len(with_next) == 2 and with_next[1] == [_NEXT]


def set_aside(held: Iterable[Quarantined]) -> dict[str, str]:
    """The files for rows that cannot stand in their table, by name: one for each table and header.

    Rows that open a quote and never close it have a file in which each line is a row and quotes are letters.
    """
    files: dict[str, list[str]] = {}
    names: dict[tuple[str, str, str], str] = {}
    for one in held:
        stem, delimiter = ASIDE if _is_whole(one) else LINES, _delimiter(one)
        stem = stem if one.table == "missions" else f"{one.table}-{stem}"
        header = _header(one, stem)
        name = names.get((stem, header, delimiter))
        if name is None:
            number = sum(taken == stem for taken, _, _ in names) + 1
            name = f"{stem}.csv" if number == 1 else f"{stem}-{number}.csv"
            names[stem, header, delimiter] = name
            # The line by which spreadsheets are told a delimiter that is not the comma.
            plain = delimiter == "," and not header.startswith(_TOLD)
            files[name] = [header] if plain else [f"{_TOLD}{delimiter}", header]
        files[name].append(one.text)
    return {name: "".join(f"{text}\n" for text in texts) for name, texts in files.items()}


def _header(one: Quarantined, stem: str) -> str:
    """The header of a row; one that says nothing where it is blank, or is not read back as one header."""
    delimiter = _delimiter(one)
    cells = one.header.split(delimiter)
    sound = "\n" not in one.header if stem.endswith(LINES) else _is_one_record(one.header, delimiter)
    if sound and any(map(folded, (cell.replace('"', "") for cell in cells))):
        return one.header
    return delimiter.join(f"column {place}" for place, _ in enumerate(cells, 1))


_NAME = re.compile(rf"(?:([a-z_]+)-)?({LINES}|{ASIDE})(?:-[0-9]+)?")


def table_set_aside(stem: str) -> str | None:
    """The table whose rows a file of that name holds, set aside; None where it holds none.

    >>> table_set_aside("quarantine-2"), table_set_aside("relations-quarantine"), table_set_aside("missions")
    ('missions', 'relations', None)
    """
    match = _NAME.fullmatch(stem)
    name = match and (match[1] or "missions")
    return name if name == "missions" or name in TABLES else None
