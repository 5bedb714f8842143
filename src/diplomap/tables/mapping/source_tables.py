"""The table behind a source as it stands: its header found below title rows, its footer, its delimiter."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice

import attrs

from diplomap.tables.decoding import Decoded
from diplomap.tables.delimiters import DELIMITERS
from diplomap.tables.grids import Grid
from diplomap.tables.layouts import Layout
from diplomap.tables.lines_aside import grid_without_first_lines, without_first_lines, without_footer
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.records import Records, split, told_delimiter
from diplomap.tables.sources import MAIN, Source, SourceLike, open_source

_LOOKED_AT = 60
_FOOTER_LONGEST = 12


@attrs.frozen(slots=True)
class SourceTable:
    """A table: its records, and what stands above its header and at its end that is no row."""

    file: str
    stem: str
    records: Records
    delimiter: str | None
    skip: int = 0
    title: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


def source_table(source: SourceLike | Source, table: str | None = None) -> SourceTable:
    """The table of a source: the one asked for, that of missions, or the only one.

    >>> import io
    >>> rows = "Chili;Santiago\\nPérou;Lima\\nSource: us;\\n"
    >>> found = source_table(io.StringIO("Our missions\\n\\nPays;Ville\\n" + rows))
    >>> found.records.names, found.skip, found.title, found.footer
    (('Pays', 'Ville'), 2, ('Our missions',), ('Source: us',))

    Raises UnreadableError where there is no table.
    """
    opened = source if isinstance(source, Source) else open_source(source)
    first = next(iter(opened.tables))
    stem = next((name for name in (table, MAIN) if name and name in opened.tables), first)
    file = opened.tables[stem]
    if file.grid is not None:
        return _of_grid(file.name, stem, file.grid)
    decoded, told = told_delimiter(file.decoded())
    delimiter = told or _delimiter(decoded)
    skip, title = _lines_above(_sample(decoded, delimiter))
    records = split(without_first_lines(decoded, skip), delimiter)
    if not records.header_line:
        raise UnreadableError(f"{file.name}: the file has no header")
    footer = _footer(records)
    kept = without_footer(Layout("", {}, footer=len(footer)), records)
    return SourceTable(file.name, stem, kept, delimiter, skip, title, footer)


def _of_grid(name: str, stem: str, grid: Grid) -> SourceTable:
    rows = min(_LOOKED_AT, len(grid.lines))
    sample = [(grid.header_line, [*grid.names])]
    sample += [(grid.lines[row], [column[row] for column in grid.columns]) for row in range(rows)]
    skip, title = _lines_above(sample)
    records = grid_without_first_lines(grid, skip).records()
    footer = _footer(records)
    kept = without_footer(Layout("", {}, footer=len(footer)), records)
    return SourceTable(name, stem, kept, None, skip, title, footer)


def _sample(decoded: Decoded, delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(decoded.lines(), delimiter=delimiter)
    found, before = [], 0
    try:
        for record in islice(reader, _LOOKED_AT):
            found.append((before + 1, record))
            before = reader.line_num
    except csv.Error:
        pass
    return found


def _filled(record: list[str]) -> int:
    return sum(1 for cell in record if cell.strip())


def _delimiter(decoded: Decoded) -> str:
    """The delimiter by which most lines have the same number of cells, and more than one."""

    def score(delimiter: str) -> tuple[float, int]:
        widths = Counter(len(record) for _, record in _sample(decoded, delimiter) if _filled(record))
        several = {width: count for width, count in widths.items() if width > 1}
        if not several:
            return 0.0, 0
        width = max(several, key=lambda one: (several[one], one))
        return several[width] / sum(widths.values()), width

    return max(DELIMITERS, key=score)


def _lines_above(rows: list[tuple[int, list[str]]]) -> tuple[int, tuple[str, ...]]:
    """How many physical lines stand above the header, and what they say."""
    sample = [(line, record) for line, record in rows if _filled(record)]
    widths = Counter(_filled(record) for _, record in sample if _filled(record) > 1)
    if not widths:
        return 0, ()
    usual = max(widths, key=lambda width: (widths[width], width))
    least = max(2, (usual + 1) // 2)
    for line, record in sample:
        if _filled(record) >= least:
            above = [one for before, one in sample if before < line]
            if not above:
                return 0, ()
            said = (" ".join(cell.strip() for cell in one if cell.strip()) for one in above)
            return line - 1, tuple(said)
    return 0, ()


def _footer(records: Records) -> tuple[str, ...]:
    """What the records at the end say that fill one cell alone, where the others fill several."""
    columns, last = records.columns, len(records)
    filled = [sum(1 for column in columns if column[row].strip()) for row in range(last)]
    if last < 3 or sorted(filled)[last // 2] < 2:
        return ()
    said: list[str] = []
    for row in range(last - 1, max(0, last - _FOOTER_LONGEST) - 1, -1):
        if filled[row] > 1 or row in records.long:
            break
        said.append(" ".join(column[row].strip() for column in columns).strip())
    return tuple(reversed(said))
