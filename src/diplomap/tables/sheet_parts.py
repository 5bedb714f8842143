"""Where the cells of a sheet stand in its XML, and what stands beside them that an edit must not disturb."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
Area = tuple[int, int, int, int]


class OddPartError(ValueError):
    """A part of a workbook is written in a way in which it is better not touched."""


@attrs.define(slots=True)
class CellPart:
    """One cell: its bytes from `start` to before `end`, its first tag, and what kind of content it has.

    `shared` is the number of a shared text; `odd` says why it is not to be edited.
    """

    start: int
    end: int
    tag: bytes
    told: Mapping[str, str]
    row: int
    column: int
    formula: bool = False
    odd: str = ""
    shared: int | None = None
    value: str = ""

    @property
    def kind(self) -> str:
        """The type of its content as the sheet tells it; a number where it tells nothing."""
        return self.told.get("t", "n")


@attrs.define(slots=True)
class RowPart:
    """One row: what it tells of itself, and where it ends; None where it has no cells."""

    told: Mapping[str, str]
    end: int | None = None
    cells: dict[int, CellPart] = attrs.field(factory=dict)


@attrs.define(slots=True)
class SheetParts:
    """What stands in the XML of a sheet; `columns` are the spans of columns with a style of their own."""

    rows: dict[int, RowPart] = attrs.field(factory=dict)
    merged: list[Area] = attrs.field(factory=list)
    links: list[Area] = attrs.field(factory=list)
    columns: list[tuple[int, int, str]] = attrs.field(factory=list)
    formulas: bool = False
    tables: bool = False

    def cell(self, row: int, column: int) -> CellPart | None:
        """The cell at a row and a column, from 1; None where the sheet has none."""
        part = self.rows.get(row)
        return None if part is None else part.cells.get(column)


def area(text: str) -> Area:
    """The first row, first column, last row and last column of a range of cells.

    >>> area("B3"), area("A1:$C$4")
    ((3, 2, 3, 2), (1, 1, 4, 3))

    Raises OddPartError for what is no range of cells.
    """
    corners = [_ADDRESS.fullmatch(one) for one in text.split(":")]
    if len(corners) > 2 or not all(corners):
        raise OddPartError(f"{text!r} is no range of cells")
    (first_row, first), *rest = [(int(one[2]), column_number(one[1])) for one in corners if one]
    last_row, last = rest[0] if rest else (first_row, first)
    return first_row, first, last_row, last


def column_number(letters: str) -> int:
    """The number, from 1, of a column.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def sheet_parts(data: bytes) -> SheetParts:
    """The parts of a sheet.

    >>> xml = b'<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>4</v></c></row></sheetData></worksheet>'
    >>> cell = sheet_parts(xml).cell(2, 2)
    >>> xml[cell.start : cell.end], cell.shared
    (b'<c r="B2" t="s"><v>4</v></c>', 4)

    Raises OddPartError where it is no UTF-8, has a document type, or tells a cell twice.
    """
    return _Scanning(data).run()


class _Scanning:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.found = SheetParts()
        self.path: list[str] = []
        self.row = self.column = 0
        self.cell: CellPart | None = None
        self.at = 0

    def run(self) -> SheetParts:
        from xml.parsers.expat import ExpatError, ParserCreate

        parser = ParserCreate()

        def start(name: str, told: dict[str, str]) -> None:
            self.path.append(name.rpartition(":")[2])
            self._start(parser.CurrentByteIndex, self.path, told)

        def end(name: str) -> None:
            self._end(parser.CurrentByteIndex, self.path)
            self.path.pop()

        def text(said: str) -> None:
            if self.cell is not None and self.path[-1] == "v":
                self.cell.value += said

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = text
        parser.XmlDeclHandler = _declared
        parser.StartDoctypeDeclHandler = _typed
        try:
            parser.Parse(self.data, True)
        except ExpatError as error:
            raise OddPartError(f"its XML is damaged ({error})") from None
        return self.found

    def _start(self, at: int, path: list[str], told: dict[str, str]) -> None:
        name, found = path[-1], self.found
        if name == "row" and path[-2:-1] == ["sheetData"]:
            self.row = int(told["r"]) if "r" in told else self.row + 1
            self.column = 0
            if self.row in found.rows:
                raise OddPartError(f"row {self.row} is told twice")
            found.rows[self.row] = RowPart(told)
        elif name == "c" and path[-2:-1] == ["row"]:
            self._cell(at, told)
        elif self.cell is not None:
            self._inside(name, path)
        elif name == "mergeCell":
            found.merged.append(area(told.get("ref", "")))
        elif name == "hyperlink":
            found.links.append(area(told.get("ref", "")))
        elif name == "col" and told.get("style", "0") != "0":
            found.columns.append((int(told["min"]), int(told["max"]), told["style"]))
        elif name in ("tablePart", "tableParts"):
            found.tables = True

    def _cell(self, at: int, told: dict[str, str]) -> None:
        if "r" in told:
            row, self.column, *_ = area(told["r"])
            if row != self.row:
                raise OddPartError(f"the cell {told['r']} stands in row {self.row}")
        else:
            self.column += 1
        tag = _TAG.match(self.data, at)
        cells = self.found.rows[self.row].cells
        if tag is None or self.column in cells:
            raise OddPartError(f"a cell of row {self.row} is told twice")
        self.cell = CellPart(at, tag.end(), tag[0], told, self.row, self.column)
        cells[self.column] = self.cell
        if told.get("cm") or told.get("vm"):
            self.cell.odd = "the cell holds more than a text"
        elif told.get("t") == "e":
            self.cell.odd = "the cell holds an error of the spreadsheet"

    def _inside(self, name: str, path: list[str]) -> None:
        assert self.cell is not None
        if name == "f" and path[-2:-1] == ["c"]:
            self.cell.formula = self.found.formulas = True
            self.cell.odd = "the cell holds a formula"
        elif name in ("r", "rPh") and path[-2:-1] == ["is"]:
            self.cell.odd = "the letters of the cell's text are not all formatted alike"
        elif name == "extLst":
            self.cell.odd = "the cell holds more than a text"

    def _end(self, at: int, path: list[str]) -> None:
        if path[-1] == "c" and self.cell is not None and path[-2:-1] == ["row"]:
            if not self.cell.tag.endswith(b"/>"):
                self.cell.end = self.data.index(b">", at) + 1
            if self.cell.kind == "s" and self.cell.value.strip().isdecimal():
                self.cell.shared = int(self.cell.value)
            self.cell = None
        elif path[-1] == "row" and path[-2:-1] == ["sheetData"] and self.found.rows[self.row].cells:
            self.found.rows[self.row].end = at


def _declared(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding or "utf-8").casefold() not in ("utf-8", "utf8", "us-ascii"):
        raise OddPartError(f"its XML is in {encoding}")


def _typed(*_: object) -> None:
    raise OddPartError("its XML has a document type")


def rich_texts(data: bytes) -> frozenset[int]:
    """The numbers of the shared texts whose letters are not all formatted alike, or that tell how they sound.

    >>> sorted(rich_texts(b"<sst><si><t>a</t></si><si><r><t>b</t></r></si></sst>"))
    [1]
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    parser = ParserCreate()
    found: set[int] = set()
    path: list[str] = []
    number = -1

    def start(name: str, told: dict[str, str]) -> None:
        nonlocal number
        path.append(name.rpartition(":")[2])
        if path[1:] == ["si"]:
            number += 1
        elif path[1:2] == ["si"] and path[2:] in (["r"], ["rPh"]):
            found.add(number)

    def end(name: str) -> None:
        path.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _typed
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise OddPartError(f"its shared texts are damaged ({error})") from None
    return frozenset(found)
