"""One version of a CSV table: its rows as cells, and each as the text that stands in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from diplomap.tables.cell_places import CellPlace, CellPlaces
from diplomap.tables.headers import column_names
from diplomap.tables.layouts import Layout
from diplomap.tables.raw_edits import RawText, raw_text
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.sources import MAIN, Source, TableFile
from diplomap.tables.splitting import SplitTable, split_tables

LINE_END = re.compile(r"\r\n|\r|\n")


class TableText:
    r"""A table's rows, by their number, and the text of each.

    >>> table = TableText.read("m.csv", b"id;note\na;x\n\nb;y")
    >>> table.cells, table.row(0), table.ending(0), table.gap(0), table.row(1)
    ([('a', 'x'), ('b', 'y')], 'a;x', '\n', '\n', 'b;y')
    """

    def __init__(self, raw: RawText, table: SplitTable) -> None:
        self.raw, self.split = raw, table
        records = table.records
        self.delimiter, self.layout = table.delimiter, table.layout
        self.names: list[str] = column_names(records.names, {})
        self.cells: list[tuple[str, ...]] = [*zip(*records.columns, strict=True)]
        self.surplus = records.long
        self.lines: Sequence[int] = records.lines
        self.header_line = int(records.header_line)
        self._places = CellPlaces(raw.text, table.delimiter, records.literal)
        self._starts = [0, *(match.end() for match in LINE_END.finditer(raw.text))]

    @classmethod
    def read(cls, name: str, data: bytes, layout: Layout | None = None) -> TableText:
        """The table of some bytes; `name` is what its file is called.

        Raises UnreadableError where there is no CSV table.
        """
        tables, findings = split_tables(Source({MAIN: TableFile(name, data)}), layout)
        if not tables:
            raise UnreadableError(str(findings[0]) if findings else f"{name}: holds no table")
        return cls(raw_text(name, data), next(iter(tables.values())))

    def __len__(self) -> int:
        return len(self.cells)

    @cached_property
    def meanings(self) -> dict[str, int]:
        """Where each of our columns stands."""
        return self.layout.places(self.split.records.names)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [self._span(int(line)) for line in self.lines]

    def _span(self, line: int) -> tuple[int, int]:
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.raw.text)
        if '"' in self.raw.text[start:end] and line not in self.split.records.literal:
            return self._places.record(line)
        return start, end

    @cached_property
    def _header_span(self) -> tuple[int, int]:
        return self._span(self.header_line)

    def _at(self, row: int) -> tuple[int, int]:
        return self._header_span if row < 0 else self._spans[row]

    def row(self, row: int) -> str:
        """The text of a row without the end of its last line; that of the header for -1."""
        start, end = self._at(row)
        return self.raw.text[start : end - len(self.ending(row))]

    def ending(self, row: int) -> str:
        """The line end of a row; that of the header for -1."""
        start, end = self._at(row)
        tail = self.raw.text[max(start, end - 2) : end]
        return tail if tail == "\r\n" else tail[-1:] if tail[-1:] in ("\r", "\n") else ""

    def gap(self, row: int) -> str:
        """The lines between a row and the next one: blank ones."""
        end = self._at(row)[1]
        return self.raw.text[end : self._at(row + 1)[0]] if row + 1 < len(self) else ""

    @property
    def above(self) -> str:
        """The lines above the header."""
        return self.raw.text[: self._header_span[0]]

    @property
    def below(self) -> str:
        """The lines below the last row."""
        return self.raw.text[self._at(len(self) - 1)[1] :]

    def pieces(self, row: int) -> list[str]:
        """The cells of a row, or of the header for -1, as they are typed: quotes and all."""
        return [self.raw.text[cell.start : cell.end] for cell in self._cells(row)]

    def _cells(self, row: int) -> list[CellPlace]:
        return self._places.cells(self.header_line if row < 0 else int(self.lines[row]))

    def encoding(self, row: int) -> str:
        """The encoding of the line on which a row starts."""
        return self.raw.encoding_at(self._at(row)[0])

    @cached_property
    def line_end(self) -> str:
        """The line end that most lines have."""
        found = Counter(LINE_END.findall(self.raw.text)).most_common(1)
        return found[0][0] if found else "\n"

    def told(self, row: int, column: str) -> str:
        """The cell of a row in one of our columns, without spaces around; blank where there is none."""
        place = self.meanings.get(column)
        return "" if place is None else self.cells[row][place].strip()

    def called(self, row: int) -> str:
        """What a row is called: its id, else the first two of its cells that say something."""
        return self.told(row, "id") or " ".join([one.strip() for one in self.cells[row] if one.strip()][:2])


def without_blank_end(cells: Iterable[str]) -> tuple[str, ...]:
    """Cells without the blank ones at their end.

    >>> without_blank_end(["a", "", "b", " "])
    ('a', '', 'b')
    """
    told = [*cells]
    while told and not told[-1].strip():
        told.pop()
    return tuple(told)
