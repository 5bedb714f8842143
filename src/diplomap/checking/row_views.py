"""A row as a report shows it: its cells in one line, cut to a width, and the cell at fault marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cached_property

import attrs

from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Dataset
from diplomap.model.rows import Row
from diplomap.values.origins import RecordLine

_Key = tuple[str, str, int]
_BETWEEN = " │ "
_LONGEST_CELL = 40


@attrs.frozen(slots=True)
class RowView:
    """One line of a row's cells, and a line of marks beneath it (empty where no cell is meant)."""

    text: str
    mark: str


class RowFinder:
    """Finds the rows of a dataset by file and physical line, typed rows and those in quarantine.

    >>> RowFinder(Dataset()).row("m.csv", 2) is None
    True
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def row(self, file: str, line: int) -> Row | None:
        """The row that starts on a line, or None."""
        key = (file, *_record(line))
        held = self._held.get(key)
        if held is not None:
            return held
        store = self._dataset.missions.store
        if isinstance(store, ColumnStore) and store.head.file == file:
            place = self._places.get(_record(line))
            if place is not None:
                return store.row(place)
        return self._rows.get(key)

    @cached_property
    def _held(self) -> dict[_Key, Row]:
        return _by_key(held.row for held in self._dataset.quarantine)

    @cached_property
    def _places(self) -> dict[tuple[str, int], int]:
        store = self._dataset.missions.store
        if not isinstance(store, ColumnStore):
            return {}
        return {_record(line): place for place, line in enumerate(store.lines)}

    @cached_property
    def _rows(self) -> dict[_Key, Row]:
        rows = [record.row for record in self._dataset.records]
        if not isinstance(self._dataset.missions.store, ColumnStore):
            for mission in self._dataset.missions:
                rows += [spell.row for spell in mission.spells]
                rows += [one.row for one in mission.accreditations]
        return _by_key(rows)


def _record(line: int) -> tuple[str, int]:
    """What tells a record from the others of its file: several may share a line, tables may share a file."""
    return (line.table, line.number) if isinstance(line, RecordLine) else ("", line)


def _by_key(rows: Iterable[Row | None]) -> dict[_Key, Row]:
    return {(row.head.file, *_record(row.line)): row for row in rows if row is not None}


def row_view(row: Row | None, column: str | None, width: int, number: int | None = None) -> RowView | None:
    """A row's cells in at most `width` characters, around the cell of the column named.

    `number` (from 1) says which column is meant where several have that name.

    Line breaks and other control characters are shown as spaces, long cells are cut.

    >>> from diplomap.model.rows import TableHead
    >>> row = Row(TableHead("m.csv", ("id", "kind"), {}), 2, ["m1", "embasy"])
    >>> view = row_view(row, "kind", 80)
    >>> print(view.text + chr(10) + view.mark)
    m1 │ embasy
         ^^^^^^
    """
    if row is None or not row.cells:
        return None
    cells = [_short(cell) for cell in row.cells]
    names = row.head.names
    marked = names.index(column) if column in names else None
    if number is not None and names[number - 1 : number] == (column,):
        marked = number - 1
    first = last = marked if marked is not None and marked < len(cells) else 0
    used = _width(cells[first])
    # The cells next to the marked one say which row this is: grow to both sides as far as the width goes.
    while True:
        left = _width(cells[first - 1]) + len(_BETWEEN) if first > 0 else None
        right = _width(cells[last + 1]) + len(_BETWEEN) if last + 1 < len(cells) else None
        if left is not None and used + left <= width:
            first, used = first - 1, used + left
        elif right is not None and used + right <= width:
            last, used = last + 1, used + right
        else:
            break
    before = "… " if first > 0 else ""
    text = before + _BETWEEN.join(cells[first : last + 1]) + (" …" if last + 1 < len(cells) else "")
    if marked is None or marked >= len(cells):
        return RowView(text, "")
    start = len(before) + sum(_width(cell) + len(_BETWEEN) for cell in cells[first:marked])
    return RowView(text, " " * start + "^" * max(1, _width(cells[marked])))


def _short(cell: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in cell)
    return plain if len(plain) <= _LONGEST_CELL else plain[: _LONGEST_CELL - 1] + "…"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
