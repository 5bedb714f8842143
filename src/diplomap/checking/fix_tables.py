"""The tables of a source as texts that can be edited: which cell a finding means, and what it may say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from diplomap.checking.fix_texts import CellTexts, CsvTexts, FileText, SheetTexts, TokenTexts
from diplomap.model.findings import Finding
from diplomap.tables.formats import Format, format_of
from diplomap.tables.layouts import Layout
from diplomap.tables.raw_edits import raw_text
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.record_tables import TABLES
from diplomap.tables.sources import Source, TableFile
from diplomap.tables.splitting import SplitTable, split_tables
from diplomap.values.origins import Origin, RecordLine

_DERIVED = ("receiving", "host", "accredited_to")
# The file and, where it may hold several, what it calls the table.
TableKey = tuple[str, str]


def table_of(origin: Origin) -> TableKey:
    """The table that an origin is in.

    >>> table_of(Origin("m.csv", 2)), table_of(Origin("m.json", RecordLine.of(2, "missions", 0)))
    (('m.csv', ''), ('m.json', 'missions'))
    """
    return key_at(origin.file, origin.record_line)


def key_at(file: str, line: int) -> TableKey:
    """The table of a record, given its file and its line."""
    return file, line.table if isinstance(line, RecordLine) else ""


def record_at(line: int) -> int:
    """By what a record is known that stands on a line: the line in CSV, elsewhere its number in the table.

    >>> record_at(7), record_at(RecordLine.of(7, "missions", 3))
    (7, 3)
    """
    return line.number if isinstance(line, RecordLine) else line


def record_before(record: int, gone: Iterable[tuple[int, int]]) -> int:
    """By what a record was known before some were taken out: each with its size, in their order.

    >>> record_before(4, [(2, 1), (5, 2), (9, 1)])
    7
    """
    for start, size in gone:
        if start > record:
            break
        record += size
    return record


class TableText:
    """One table of a source: its cells as they are written, its layout, and what its columns are."""

    def __init__(self, split: SplitTable, texts: CellTexts) -> None:
        self.key, self.layout, self.texts = split.key, split.layout, texts
        self.names = split.records.names

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.key[0]

    @cached_property
    def ours(self) -> dict[int, str]:
        """Our name of each column that is one of ours, by its place."""
        return {place: ours for ours, place in self.layout.places(self.names).items()}

    @property
    def ends(self) -> tuple[str | None, str | None]:
        """Our names of the columns in which what a row tells begins and ends."""
        return ("opened", "closed") if self.layout.table == "missions" else TABLES[self.layout.table].times

    def record_texts(self, record: int) -> tuple[str, ...] | None:
        """What the cells of a record say, blanks at its end left out."""
        found = self.texts.record_texts(record)
        if found is None:
            return None
        texts = [text.strip() for text in found]
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    def place(self, origin: Origin) -> int | None:
        """The number, from 0, of the column that a finding names; None where it is not found for sure."""
        for place, name in enumerate(self.names):
            if name == origin.column and self.texts.text(record_at(origin.record_line), place) == (
                origin.raw or ""
            ):
                return place
        return None

    def why_not(self, origin: Origin) -> str:
        """Why the cell that a finding names is let alone; blank where it is not, or nobody can say."""
        record = record_at(origin.record_line)
        told = (self.texts.why_not(record, at) for at, name in enumerate(self.names) if name == origin.column)
        return next(filter(None, told), "")

    def replacement(self, place: int, finding: Finding, text: str) -> str | None:
        """What the whole raw cell should say so that a text is read from it; None where nobody knows."""
        ours = self.ours.get(place, "")
        raw = finding.origin.raw or ""
        if ours in self.layout.joined or any(ours in row.constants for row in self.layout.rows):
            return None
        if self.layout.derive and ours in _DERIVED and repr(raw.strip()) not in finding.message:
            # The column was worked out from others as well, and what is wrong need not stand in this cell.
            return None
        prefix = self.layout.prefixes.get(ours, "")
        return prefix + text if prefix and raw.startswith(prefix) and not text.startswith(prefix) else text


def table_texts(source: Source, layout: Layout | None) -> dict[TableKey, TableText]:
    """The tables of a source that can be edited, without those that cannot."""
    try:
        split, _ = split_tables(source, layout)
    except UnreadableError:
        return {}
    of_file = {file.name: file for file in source.tables.values()}
    held = Counter(one.key for one in split.values())
    files: dict[str, FileText] = {}
    found: dict[TableKey, TableText] = {}
    for one in split.values():
        texts = _texts(one, of_file[one.name], files) if held[one.key] == 1 else None
        if texts is not None:
            found[one.key] = TableText(one, texts)
    return found


def _texts(split: SplitTable, file: TableFile, files: dict[str, FileText]) -> CellTexts | None:
    grid = split.grid
    if grid is None:
        try:
            return CsvTexts(split, raw_text(file.name, file.data))
        except UnreadableError:
            return None
    if not file.data:
        return None
    if format_of(file.name, file.data) is Format.XLSX:
        return _of_sheet(split, file, files)
    if grid.spots is None:
        return None
    try:
        raw = raw_text(file.name, file.data)
    except UnreadableError:
        return None
    return TokenTexts(split, grid, grid.spots, raw)


def _of_sheet(split: SplitTable, file: TableFile, files: dict[str, FileText]) -> CellTexts | None:
    from diplomap.tables.sheet_parts import OddPartError
    from diplomap.tables.workbook_edits import SheetText, WorkbookText

    assert split.grid is not None
    try:
        book = files.get(file.name)
        if not isinstance(book, WorkbookText):
            book = files[file.name] = WorkbookText(file.data)
        return SheetTexts(split, split.grid, book, SheetText(book, split.grid.table))
    except (OddPartError, ValueError, KeyError):
        return None


def layout_texts(layout: Layout, ours: str) -> tuple[str, ...]:
    """The headers under which a layout looks for one of our columns, the preferred first.

    >>> from diplomap.tables.layouts import layout
    >>> layout_texts(layout("database-of-embassies"), "opened")
    ('creation', 'inception')
    """
    return layout.columns.get(ours) or (ours,)
