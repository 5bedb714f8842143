"""Lines of a file that are no rows: a title above the header, a footer below the last row."""

from __future__ import annotations

import attrs

from diplomap.tables.decoding import Decoded
from diplomap.tables.grids import Grid, Place
from diplomap.tables.layouts import Layout
from diplomap.tables.records import Records


def without_first_lines(table: Decoded, lines: int) -> Decoded:
    """A table whose first physical lines are blank, so that all others keep their numbers.

    >>> without_first_lines(Decoded(b"Our missions\\n\\nid;kind\\n", "utf-8"), 2).first_line()
    'id;kind'
    """
    kept = list(table.lines())
    if not 0 < lines <= len(kept):
        return table
    blank = "".join(line[len(line.rstrip("\r\n")) :] for line in kept[:lines])
    return attrs.evolve(table, data=(blank + "".join(kept[lines:])).encode(table.encoding))


def grid_without_first_lines(grid: Grid, lines: int) -> Grid:
    """A table that is no CSV with its header below as many lines; all others keep their places.

    >>> grid = Grid("m.xlsx", "s", ("Our missions", ""), [["Pays", "Chili"], ["Art", "Botschaft"]], [3, 4],
    ...     lambda record, column: Place(record + 3))
    >>> found = grid_without_first_lines(grid, 2)
    >>> found.names, found.columns, found.locate(-1, None).line, found.header_line
    (('Pays', 'Art'), [['Chili'], ['Botschaft']], 3, 3)
    """
    above = sum(1 for line in grid.lines if line <= lines)
    if lines < grid.header_line or above >= len(grid.lines):
        return grid
    first = above + 1

    def locate(record: int, column: int | None) -> Place:
        return grid.locate(record + first, column)

    return attrs.evolve(
        grid,
        names=tuple(column[above] for column in grid.columns),
        columns=[column[first:] for column in grid.columns],
        lines=grid.lines[first:],
        locate=locate,
        wrong={record - first: codes for record, codes in grid.wrong.items() if record >= first},
        header_line=grid.lines[above],
        spots=None,
    )


def without_footer(layout: Layout | None, records: Records) -> Records:
    """The records without as many at their end as a layout says are no rows."""
    footer = 0 if layout is None else layout.footer
    keep = len(records) - footer
    if footer <= 0 or keep < 0:
        return records
    columns = [column[:keep] for column in records.columns]
    known = [
        None if memo is None else {text: text for text in column}
        for memo, column in zip(records.distinct, columns, strict=True)
    ]
    return attrs.evolve(
        records,
        columns=columns,
        distinct=known,
        lines=records.lines[:keep],
        short={place: have for place, have in records.short.items() if place < keep},
        long={place: surplus for place, surplus in records.long.items() if place < keep},
        wrong={place: codes for place, codes in records.wrong.items() if place < keep},
    )
