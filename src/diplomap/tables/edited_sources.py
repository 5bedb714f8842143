"""A source as it would be with other bytes in some of its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from diplomap.tables.formats import format_of, read_grids
from diplomap.tables.grids import Grid
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.sources import Source, TableFile


def with_files(source: Source, files: Mapping[str, bytes]) -> Source:
    """A source in which some files, named as findings name them, hold other bytes.

    >>> source = Source({"missions": TableFile("m.csv", b"id\\na\\n")})
    >>> with_files(source, {"m.csv": b"id\\nb\\n"}).tables["missions"].data
    b'id\\nb\\n'

    Raises UnreadableError where one of their tables is none any more.
    """
    read: dict[str, Sequence[Grid]] = {}
    tables = {}
    for stem, file in source.tables.items():
        data = files.get(file.name)
        tables[stem] = file if data is None else _edited(file, data, read)
    return attrs.evolve(source, tables=tables)


def _edited(file: TableFile, data: bytes, read: dict[str, Sequence[Grid]]) -> TableFile:
    if file.grid is None:
        return attrs.evolve(file, data=data)
    if file.name not in read:
        form = format_of(file.name, data)
        if form is None:
            raise UnreadableError(f"{file.name}: is no longer in the format it was in")
        read[file.name] = read_grids(form, file.name, data)
    for grid in read[file.name]:
        if grid.table == file.grid.table:
            return attrs.evolve(file, data=data, grid=grid)
    raise UnreadableError(f"{file.name}: no longer holds {file.grid.table}")
