"""The cells of one table as they are written in its file, whatever its format, and edits of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from diplomap.tables.cell_places import CellPlaces
from diplomap.tables.grids import Grid, Spots, csv_text
from diplomap.tables.raw_edits import RawText, Splice
from diplomap.tables.splitting import SplitTable

if TYPE_CHECKING:
    from diplomap.tables.workbook_edits import SheetText, WorkbookText

HEADER = -1
_PARTS = "a list, a value with a name of its own or a text over several lines is not edited"


class FileText(Protocol):
    """A file that gives back its very bytes, but for some stretches."""

    def can_hold(self, place: int, text: str) -> bool:
        """Whether a text can be written at a place."""

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """The bytes of the file with some stretches replaced."""


class CellTexts(Protocol):
    """The cells of a table in its file. A record is known by its line in CSV, elsewhere by its number."""

    @property
    def file(self) -> FileText:
        """The file that is edited."""

    @property
    def header(self) -> int:
        """By what the header is known."""

    def text(self, record: int, place: int) -> str | None:
        """What a cell says; None where it is let alone."""

    def why_not(self, record: int, place: int) -> str:
        """Why a cell is let alone, in words; blank where it is not."""

    def alone(self, record: int, place: int) -> bool:
        """Whether a cell says what it says in no other place."""

    def record_texts(self, record: int) -> Sequence[str] | None:
        """What the cells of a record say; None where it is let alone."""

    def written(self, record: int, place: int, text: str) -> Splice | None:
        """The edit by which a cell says a text; None where it cannot."""

    def taken_out(self, record: int) -> list[Splice] | None:
        """The edits by which a record is there no more; None where it must stay."""

    def told(self, record: int) -> str:
        """A record as it stands."""

    def size(self, record: int) -> int:
        """By how much the records behind it are known otherwise once it is taken out."""

    def line(self, record: int) -> int:
        """The physical line of a record."""

    def called(self, record: int, place: int | None) -> str | None:
        """What the format calls a cell or a record."""


class CsvTexts:
    """The cells of a CSV file."""

    def __init__(self, split: SplitTable, raw: RawText) -> None:
        self.file, self.header = raw, split.records.header_line
        self._delimiter, self._literal = split.delimiter, split.records.literal

    @cached_property
    def _places(self) -> CellPlaces:
        return CellPlaces(self.file.text, self._delimiter, self._literal)

    def text(self, record: int, place: int) -> str | None:
        """What a cell says; None where the record is too short, or its quotes are in disorder."""
        texts = self.record_texts(record)
        return texts[place] if texts is not None and place < len(texts) else None

    def why_not(self, record: int, place: int) -> str:
        """Why a cell is let alone."""
        return "the quotes of the line are in disorder" if record in self._literal else ""

    def alone(self, record: int, place: int) -> bool:
        """Yes: a cell stands once."""
        return True

    def record_texts(self, record: int) -> Sequence[str] | None:
        """What the cells of a record say; None where its quotes are in disorder."""
        return None if record in self._literal else [cell.text for cell in self._places.cells(record)]

    def written(self, record: int, place: int, text: str) -> Splice | None:
        """The edit by which a cell says a text."""
        cell = self._places.cells(record)[place]
        return Splice(cell.start, cell.end, cell.holding(text, self._delimiter))

    def taken_out(self, record: int) -> list[Splice] | None:
        """The edit that takes the lines of a record out."""
        return [Splice(*self._places.record(record), "")]

    def told(self, record: int) -> str:
        """A record as it stands, with its line end."""
        start, end = self._places.record(record)
        return self.file.text[start:end]

    def size(self, record: int) -> int:
        """How many lines it has."""
        start, end = map(self._places.line_and_column, self._places.record(record))
        return end[0] - start[0]

    def line(self, record: int) -> int:
        """The physical line: that by which it is known."""
        return record

    def called(self, record: int, place: int | None) -> str | None:
        """Nothing: a cell of a CSV file has no name."""
        return None


class _GridTexts:
    """What the tables that are no CSV have in common."""

    header = HEADER

    def __init__(self, split: SplitTable, grid: Grid) -> None:
        self._records, self._grid = split.records, grid

    def _said(self, record: int, place: int) -> str:
        return self._records.names[place] if record == HEADER else self._records.columns[place][record]

    def _all_said(self, record: int) -> list[str]:
        return [self._said(record, place) for place in range(len(self._records.names))]

    def size(self, record: int) -> int:
        """One: the records behind it have other numbers."""
        return 1

    def line(self, record: int) -> int:
        """The physical line of a record."""
        return self._grid.header_line if record == HEADER else int(self._grid.lines[record])

    def called(self, record: int, place: int | None) -> str | None:
        """What the format calls a cell or a record."""
        return self._grid.locate(record, place).cell


class TokenTexts(_GridTexts):
    """The values of a JSON, YAML or TOML file. The names of a record are never edited."""

    def __init__(self, split: SplitTable, grid: Grid, spots: Spots, raw: RawText) -> None:
        super().__init__(split, grid)
        self.file, self._spots = raw, spots

    def text(self, record: int, place: int) -> str | None:
        """What a value says; None where it has parts, is none, or is written in some other way."""
        return None if self.why_not(record, place) else self._said(record, place)

    def why_not(self, record: int, place: int) -> str:
        """Why a value is let alone."""
        if record == HEADER:
            return "the names of values are not edited, since each record has its own"
        found = self._spots.value(record, *self._grid.keys[place])
        if found is None:
            return "the record has no such value, or what it has is written elsewhere"
        said = self._spots.said(self.file.text[slice(*found)])
        return _PARTS if said != self._said(record, place) else ""

    def alone(self, record: int, place: int) -> bool:
        """Yes, as far as an edit goes: what stands for a whole record elsewhere is mended with it."""
        return True

    def record_texts(self, record: int) -> Sequence[str] | None:
        """What the values of a record say."""
        return self._all_said(record)

    def written(self, record: int, place: int, text: str) -> Splice | None:
        """The edit by which a value says a text, in the same quotes."""
        found = self._spots.value(record, *self._grid.keys[place])
        typed = None if found is None else self._spots.typed(self.file.text[slice(*found)], text)
        return None if found is None or typed is None else Splice(*found, typed)

    def taken_out(self, record: int) -> list[Splice] | None:
        """The edit that takes a record out; None where more would go than it."""
        found = self._spots.record(record)
        return None if found is None else [Splice(*found, "")]

    def told(self, record: int) -> str:
        """A record as it stands."""
        found = self._spots.record(record)
        return "" if found is None else self.file.text[slice(*found)].strip(", \t\r\n")


class SheetTexts(_GridTexts):
    """The cells of a sheet of a workbook."""

    def __init__(self, split: SplitTable, grid: Grid, book: WorkbookText, sheet: SheetText) -> None:
        super().__init__(split, grid)
        self.file, self._sheet = book, sheet

    def text(self, record: int, place: int) -> str | None:
        """What a cell says; None where it is let alone."""
        return None if self.why_not(record, place) else self._said(record, place)

    def why_not(self, record: int, place: int) -> str:
        """Why a cell is let alone: it holds a formula, or more than a text."""
        return self._sheet.why_not(self.line(record), place + 1, header=record == HEADER)

    def alone(self, record: int, place: int) -> bool:
        """Whether a cell is not merged with others."""
        return not self._sheet.is_merged(self.line(record), place + 1)

    def record_texts(self, record: int) -> Sequence[str] | None:
        """What the cells of a row say."""
        return self._all_said(record)

    def written(self, record: int, place: int, text: str) -> Splice | None:
        """The edit by which a cell says a text, in the same style."""
        return self._sheet.written(self.line(record), place + 1, text)

    def taken_out(self, record: int) -> list[Splice] | None:
        """The edits that empty a row; None where something else may speak of it."""
        row = self.line(record)
        return None if self._sheet.why_not_emptied(row) else self._sheet.emptied(row)

    def told(self, record: int) -> str:
        """The texts of a row as CSV."""
        return csv_text(self._all_said(record))
