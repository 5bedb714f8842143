"""The tables of a source as texts that can be edited: which cell a finding means, and what it may say."""

from __future__ import annotations

from functools import cached_property

from diplomap.model.findings import Finding
from diplomap.tables.cell_places import CellPlace, CellPlaces
from diplomap.tables.layouts import Layout
from diplomap.tables.raw_edits import RawText, raw_text
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.record_tables import TABLES
from diplomap.tables.sources import Source
from diplomap.tables.splitting import SplitTable, split_tables
from diplomap.values.origins import Origin

_DERIVED = ("receiving", "host", "accredited_to")


class TableText:
    """One table of a source: its text, its layout, and the places of its cells."""

    def __init__(self, split: SplitTable, raw: RawText) -> None:
        self.name, self.layout, self.delimiter = split.name, split.layout, split.delimiter
        self.names, self.header_line = split.records.names, split.records.header_line
        self.literal = split.records.literal
        self.raw = raw

    @cached_property
    def places(self) -> CellPlaces:
        """Where each cell stands in the text."""
        return CellPlaces(self.raw.text, self.delimiter, self.literal)

    @cached_property
    def ours(self) -> dict[int, str]:
        """Our name of each column that is one of ours, by its place."""
        return {place: ours for ours, place in self.layout.places(self.names).items()}

    @property
    def ends(self) -> tuple[str | None, str | None]:
        """Our names of the columns in which what a row tells begins and ends."""
        return ("opened", "closed") if self.layout.table == "missions" else TABLES[self.layout.table].times

    def cells(self, line: int) -> list[CellPlace] | None:
        """The cells of the record on a line; None where its quotes are in disorder, and it is let alone."""
        return None if line in self.literal else self.places.cells(line)

    def cell(self, line: int, place: int) -> CellPlace | None:
        """One cell of the record on a line; None where the record is too short for it."""
        cells = self.cells(line)
        return cells[place] if cells is not None and place < len(cells) else None

    def record_texts(self, line: int) -> tuple[str, ...] | None:
        """What the cells of the record on a line say, blanks at its end left out."""
        cells = self.cells(line)
        if cells is None:
            return None
        texts = [cell.text.strip() for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    def place(self, line: int, origin: Origin) -> int | None:
        """The number, from 0, of the column that a finding names; None where it is not found for sure."""
        for place, name in enumerate(self.names):
            if name == origin.column:
                cell = self.cell(line, place)
                if cell is not None and cell.text == (origin.raw or ""):
                    return place
        return None

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


def table_texts(source: Source, layout: Layout | None) -> dict[str, TableText]:
    """The text tables of a source by the names of their files, without those that cannot be edited."""
    try:
        split, _ = split_tables(source, layout)
    except UnreadableError:
        return {}
    files = {file.name: file for file in source.tables.values()}
    found: dict[str, TableText] = {}
    for one in split.values():
        if getattr(one.records, "foreign", False):
            continue
        try:
            found[one.name] = TableText(one, raw_text(one.name, files[one.name].data))
        except UnreadableError:
            continue
    return found


def layout_texts(layout: Layout, ours: str) -> tuple[str, ...]:
    """The headers under which a layout looks for one of our columns, the preferred first.

    >>> from diplomap.tables.layouts import layout
    >>> layout_texts(layout("database-of-embassies"), "opened")
    ('creation', 'inception')
    """
    return layout.columns.get(ours) or (ours,)
