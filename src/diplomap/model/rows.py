"""A record as it stood in its table: the link from a typed value back to its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from diplomap.values.origins import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping


@attrs.frozen(slots=True, eq=False)
class TableHead:
    """What all rows of one table share: its file, and where each of our columns stands in it.

    `names` are the header's cells as typed; `places` maps our column names to positions in a row;
    `layout` names the layout the table was read by; `delimiter` parts its cells.
    """

    file: str
    names: tuple[str, ...]
    places: Mapping[str, int]
    layout: str = "diplomap"
    delimiter: str = ","


@attrs.define(slots=True, eq=False)
class Row:
    """One record as it stood: its table's head, its physical line (from 1), and its raw cells.

    Not frozen, for the sake of reading speed alone: nothing changes a row after it is read.
    """

    head: TableHead
    line: int
    cells: list[str]

    def origin(self, column: str | None = None) -> Origin:
        """Where the cell of one of our columns came from, or the record where none is named.

        >>> head = TableHead("m.csv", ("ID", "Kind"), {"id": 0, "kind": 1})
        >>> str(Row(head, 2, ["a", "embassy"]).origin("kind"))
        "m.csv:2, column Kind: 'embassy'"
        """
        place = self.head.places.get(column) if column is not None else None
        if place is None:
            return Origin(self.head.file, self.line)
        raw = self.cells[place] if place < len(self.cells) else ""
        return Origin(self.head.file, self.line, self.head.names[place], raw)
