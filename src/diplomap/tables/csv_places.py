"""Where each cell of some records of a CSV file stands: its physical line and its characters on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from diplomap.tables.cell_places import CellPlaces
from diplomap.tables.decoding import Decoded
from diplomap.tables.grids import Place
from diplomap.tables.records import Records

# Encodings in which the byte of a line's end is nothing else.
_ONE_BYTE_ENDS = frozenset({"utf-8", "ascii", "cp1252", "latin-1"})


class CsvPlaces:
    r"""The places of cells in a CSV file, for the records that were asked for beforehand.

    >>> from diplomap.tables.records import split
    >>> table = Decoded(b'id,note,city\na,"two\nlines",Rome\n', "utf-8")
    >>> places = CsvPlaces(table, ",", split(table, ","))
    >>> places.prepare([2])
    >>> places.place(2, 2)
    Place(line=3, span=(8, 12), cell=None)
    """

    def __init__(self, table: Decoded, delimiter: str, records: Records) -> None:
        self._table, self._delimiter, self._records = table, delimiter, records
        self._texts: dict[int, list[str]] = {}
        self._cells: dict[int, list[tuple[int, int]]] = {}

    def prepare(self, lines: Iterable[int]) -> None:
        """Read the physical lines of the records that start on some lines, in one pass over the file."""
        wanted: dict[int, int] = {}
        starts = [self._records.header_line, *self._records.lines] if self._records.quoted else []
        for line in {*map(int, lines)} - self._texts.keys():
            after = bisect_right(starts, line)
            # Without quotes no record runs on; the last one runs to the end of the file at most.
            last = line if not starts else starts[after] - 1 if after < len(starts) else None
            self._texts[line] = []
            for one in range(line, line + 1 if last is None else last + 1):
                wanted[one] = line
            if last is None:
                wanted[-1] = line
        if not wanted:
            return
        end, tail = max(wanted), wanted.get(-1)
        data, encoding = self._table.data, self._table.encoding
        if tail is None and encoding in _ONE_BYTE_ENDS and b"\r" not in data:
            lines_of_bytes = data.split(b"\n")
            for number in sorted(wanted):
                if number <= len(lines_of_bytes):
                    text = lines_of_bytes[number - 1].decode(encoding, "replace")
                    self._texts[wanted[number]].append(f"{text}\n")
            return
        for number, text in enumerate(self._table.lines(), 1):
            if number > end and tail is None:
                break
            start = wanted.get(number)
            if start is None and tail is not None and number > tail:
                start = tail
            if start is not None:
                self._texts[start].append(text)

    def place(self, line: int, column: int | None) -> Place | None:
        """The place of a column's cell in the record that starts on a line; None where there is none."""
        if column is None or not self._texts.get(line):
            return None
        cells = self._cells.get(line)
        if cells is None:
            text = "".join(self._texts[line])
            literal = line in self._records.literal
            cells = self._cells[line] = cell_ranges(text, self._delimiter, literal)
        if column >= len(cells):
            return None
        start, end = cells[column]
        texts = self._texts[line]
        for at, text in enumerate(texts, line):
            if start < len(text) or at == line + len(texts) - 1:
                return Place(at, (start + 1, min(end, len(text.rstrip("\r\n"))) + 1))
            start, end = start - len(text), end - len(text)
        return None


def cell_ranges(text: str, delimiter: str, literal: bool = False) -> list[tuple[int, int]]:
    r"""The first character of each cell of a record and the one after it, quotes included.

    `literal` says that quotes are letters.

    >>> cell_ranges('a,"b,""c" ,\n', ",")
    [(0, 1), (2, 10), (11, 11)]
    """
    bare = text.rstrip("\r\n")
    if '"' in bare or "\r" in bare or "\n" in bare:
        cells = CellPlaces(text, delimiter, (1,) if literal else ()).cells(1)
        return [(cell.start, min(cell.end, len(bare))) for cell in cells]
    ranges: list[tuple[int, int]] = []
    at = 0
    for plain in bare.split(delimiter):
        ranges.append((at, at + len(plain)))
        at += len(plain) + len(delimiter)
    return ranges
