"""The tables of a source parted into records, each with the layout by which it is to be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath

import attrs

from diplomap.model.findings import Finding
from diplomap.tables import row_rules as rules
from diplomap.tables.csv_places import CsvPlaces
from diplomap.tables.decoding import Decoded
from diplomap.tables.delimiters import delimiter_of
from diplomap.tables.exact_places import GridPlaces, TablePlaces
from diplomap.tables.grids import Grid
from diplomap.tables.layouts import Layout, found_by_header, layout
from diplomap.tables.lines_aside import grid_without_first_lines, without_first_lines, without_footer
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.record_tables import TABLES
from diplomap.tables.records import Records, split, told_delimiter
from diplomap.tables.sources import MAIN, Source, TableFile
from diplomap.values.origins import Origin


@attrs.frozen(slots=True)
class SplitTable:
    """A table parted into records, and the layout by which it is to be read."""

    name: str
    table: Decoded
    delimiter: str
    records: Records
    layout: Layout
    grid: Grid | None = None

    def in_own_words(self, kinds: Mapping[str, str], parties: Mapping[str, str]) -> SplitTable:
        """The same table, to be read with words of its own before those of its layout."""
        kinds, parties = {**self.layout.kinds, **kinds}, {**self.layout.parties, **parties}
        return attrs.evolve(self, layout=attrs.evolve(self.layout, kinds=kinds, parties=parties))

    @property
    def places(self) -> TablePlaces:
        """Where the cells of the table stand in its file."""
        if self.grid is not None:
            return TablePlaces(self.records.names, GridPlaces(self.grid.locate))
        return TablePlaces(self.records.names, CsvPlaces(self.table, self.delimiter, self.records))

    @property
    def key(self) -> tuple[str, str]:
        """The file, and what the file calls the table where it may hold several."""
        return self.name, "" if self.grid is None else self.grid.table


def split_tables(source: Source, chosen: Layout | None) -> tuple[dict[str, SplitTable], list[Finding]]:
    """The tables of a source by the names of ours, and what is wrong with their files.

    `chosen` is the layout for its own table, or for the only one. A file that is no table is a finding
    where it stands beside others.

    Raises UnreadableError where the table of missions, or every table, is none.
    """
    known = {stem: file for stem, file in source.tables.items() if stem == MAIN or stem in TABLES}
    tables: dict[str, SplitTable] = {}
    findings: list[Finding] = []
    wrong: list[UnreadableError] = []
    for stem, file in known.items():
        fits = chosen is not None and (chosen.table == stem or (stem == MAIN and chosen.table not in known))
        try:
            one = _split(stem, file, chosen if fits else None, known.keys() - {stem})
        except UnreadableError as error:
            wrong.append(error)
            if stem == MAIN:
                raise
            told = str(error).removeprefix(f"{file.name}: ")
            findings.append(rules.TABLE_UNREADABLE.at(Origin(file.name, 1), told))
            continue
        findings.extend(_encoding_findings(file.name, one.table))
        findings.extend([] if one.grid is None else one.grid.findings)
        tables[one.layout.table] = one
    if wrong and not tables:
        raise wrong[0]
    return tables, findings


def _split(stem: str, file: TableFile, wanted: Layout | None, beside: Collection[str]) -> SplitTable:
    def find(header: Sequence[str]) -> Layout:
        if stem in TABLES:
            return found_by_header(header, stem)
        found = found_by_header(header)
        if found.table == MAIN and not found.lacking(header):
            return found
        if beside:
            return layout("diplomap") if found.table in beside else found
        named = PurePath(file.name).name.split(".", 1)[0].casefold()
        return found_by_header(header, named) if named in TABLES else found

    if (grid := file.grid) is not None:
        if wanted is not None and wanted.skip:
            grid = grid_without_first_lines(grid, wanted.skip)
        found = without_footer(wanted, grid.records())
        return SplitTable(file.name, grid.text, ",", found, wanted or find(found.names), grid)
    table = file.decoded()
    if wanted is not None and wanted.skip:
        table = without_first_lines(table, wanted.skip)
    table, delimiter = told_delimiter(table)
    if delimiter is None:
        delimiter = delimiter_of(table.first_line(), wanted, find)
    records = split(table, delimiter)
    if not records.header_line:
        raise UnreadableError(f"{file.name}: the file has no header")
    return SplitTable(
        file.name, table, delimiter, without_footer(wanted, records), wanted or find(records.names)
    )


def _encoding_findings(name: str, table: Decoded) -> list[Finding]:
    found = []
    if table.encoding in ("cp1252", "latin-1"):
        told = "the file is not UTF-8; it was read as Windows-1252"
        found.append(rules.OTHER_ENCODING.at(Origin(name, 1), told))
    for line in table.foreign:
        told = "the line is not UTF-8 like the rest; it was read as Windows-1252"
        found.append(rules.OTHER_ENCODING.at(Origin(name, line), told))
    for line in table.nul:
        found.append(rules.NUL_CHARACTER.at(Origin(name, line), "the line holds NUL characters"))
    return found
