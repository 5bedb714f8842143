"""What differs between two versions of a table's text, row by row and cell by cell, whatever it means."""

from __future__ import annotations

from collections.abc import Iterator

from diplomap.cli.text_tables import plain
from diplomap.diffing.merging.files.columns import renamed_columns, same_columns
from diplomap.diffing.merging.files.row_pairing import paired_rows
from diplomap.diffing.merging.files.table_text import TableText
from diplomap.diffing.merging.files.typed_rows import TypedTable

_BLANK = "(blank)"


def cell_changes(name: str, old: bytes, new: bytes) -> str:
    r"""Every row that came or went and every cell that changed, with the lines on which they stand.

    >>> print(cell_changes("m.csv", b"id,note\na,x\nb,y\n", b"id,note\na,z\nc,w\n"), end="")
    a (line 2, now 2), note: x → z
    - line 3: b,y
    + line 3: c,w

    Raises UnreadableError where one of the two is no CSV table.
    """
    return "".join(f"{line}\n" for line in _told(name, old, new))


def table_lines(name: str, data: bytes) -> str:
    r"""A table with each cell on a line of its own, so that whoever compares lines sees the cells.

    >>> print(table_lines("m.csv", b"id,city\na,Rome\nb,\n"), end="")
    a  id: a
    a  city: Rome
    b  id: b

    Raises UnreadableError where it is no CSV table.
    """
    table = TableText.read(name, data)
    lines = []
    for row, cells in enumerate(table.cells):
        called = _called(table, row)
        told = [*zip(table.names, cells, strict=True)]
        told += [("beyond the header", cell) for cell in table.surplus.get(row, ())]
        lines += [f"{called}  {plain(column)}: {plain(cell)}\n" for column, cell in told if cell]
    return "".join(lines)


def _told(name: str, old: bytes, new: bytes) -> Iterator[str]:
    one, two = TableText.read(name, old), TableText.read(name, new)
    columns = same_columns(one, two)
    rows = paired_rows(TypedTable(name, old, one), TypedTable(name, new, two), [*columns.items()]).pairs
    columns = renamed_columns(one, two, columns, rows)
    yield from _columns(one, two, columns)
    for i, j in sorted(rows.items()):
        lines = f"line {int(one.lines[i])}, now {int(two.lines[j])}"
        for place, other in columns.items():
            was, now = one.cells[i][place], two.cells[j][other]
            if was != now:
                change = f"{plain(was) or _BLANK} → {plain(now) or _BLANK}"
                yield f"{_called(one, i)} ({lines}), {plain(one.names[place])}: {change}"
        if one.surplus.get(i) != two.surplus.get(j):
            yield f"{_called(one, i)} ({lines}): other cells beyond the header"
    for i in range(len(one)):
        if i not in rows:
            yield f"- line {int(one.lines[i])}: {plain(one.row(i))}"
    there = {*rows.values()}
    for j in range(len(two)):
        if j not in there:
            yield f"+ line {int(two.lines[j])}: {plain(two.row(j))}"


def _columns(one: TableText, two: TableText, columns: dict[int, int]) -> Iterator[str]:
    for place, other in columns.items():
        if one.names[place] != two.names[other]:
            yield f"column {plain(one.names[place])} is now {plain(two.names[other])}"
    there = {*columns.values()}
    yield from (f"- column {plain(n)}" for place, n in enumerate(one.names) if place not in columns)
    yield from (f"+ column {plain(n)}" for place, n in enumerate(two.names) if place not in there)


def _called(table: TableText, row: int) -> str:
    told = table.told(row, "id") or " ".join([cell for cell in table.cells[row] if cell.strip()][:2])
    return plain(told)
