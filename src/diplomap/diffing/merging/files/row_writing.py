"""The rows of a merged file: as they stand in one version where they can, else put together of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

import attrs

from diplomap.diffing.merging.cells import either
from diplomap.diffing.merging.conflicts import Choice, Sides
from diplomap.diffing.merging.files.columns import MergedColumn
from diplomap.diffing.merging.files.table_text import TableText
from diplomap.tables.cell_places import CellPlace

Rows = Sides[int | None]
# A cell of one of the versions, or a text of its own, or nothing.
Cell = Choice | str | None
_ORDER = (Choice.OURS, Choice.THEIRS, Choice.BASE)


@attrs.frozen(slots=True)
class Format:
    """How a merged file is typed."""

    delimiter: str
    encoding: str
    mark: bytes
    line_end: str

    @classmethod
    def of(cls, versions: Sides[TableText]) -> Format:
        """That of the side which changed it, else that of ours."""
        encoding, mark = either(versions.map(lambda one: (one.raw.encoding, one.raw.mark)))
        return cls(
            either(versions.map(attrgetter("delimiter"))),
            encoding,
            mark,
            either(versions.map(attrgetter("line_end"))),
        )


@attrs.frozen(slots=True)
class Line:
    """A row of a merged file: its text, its line end, its encoding, and the cells it is to be read as."""

    text: str
    end: str
    encoding: str
    cells: tuple[str, ...]


@attrs.frozen(slots=False, eq=False)
class RowWriter:
    """Puts the rows of a merged file together."""

    versions: Sides[TableText]
    columns: Sequence[MergedColumn]
    format: Format

    def text(self, rows: Rows, side: Choice, column: MergedColumn) -> str | None:
        """A cell of one version; None where the version lacks the column or the row."""
        row, place = rows.of(side), column.places.of(side)
        if row is None or place is None:
            return None
        return self.versions.of(side).cells[row][place]

    def header(self) -> Line:
        """The header of the merged file."""
        names = tuple(column.name for column in self.columns)
        rows: Rows = Sides(-1, -1, -1)
        fitting = [
            side
            for side in _ORDER
            if self._laid_out_alike[side] and tuple(self.versions.of(side).names) == names
        ]
        if fitting:
            return self._verbatim(fitting, rows, names)
        cells: list[Cell] = []
        for column in self.columns:
            named = (
                s
                for s in _ORDER
                if (place := column.places.of(s)) is not None
                and self.versions.of(s).names[place] == column.name
            )
            cells.append(next(named, column.name))
        return self._composed(cells, rows, names, ())

    def row(self, rows: Rows, cells: Sequence[Cell], surplus: Choice) -> Line:
        """A row with each cell from the version that is named; `surplus` has the cells beyond the header."""
        told = tuple(
            cell
            if isinstance(cell, str) and not isinstance(cell, Choice)
            else ""
            if cell is None
            else self.text(rows, Choice(cell), column) or ""
            for cell, column in zip(cells, self.columns, strict=True)
        )
        beyond = self.surplus(rows, surplus)
        fitting = [
            side
            for side in _ORDER
            if self._laid_out_alike[side]
            and (row := rows.of(side)) is not None
            and self.versions.of(side).cells[row] == told
            and self.surplus(rows, side) == beyond
        ]
        if fitting:
            return self._verbatim(fitting, rows, (*told, *beyond))
        return self._composed(cells, rows, told, beyond)

    def whole(self, rows: Rows) -> Line | None:
        """The row as one version has it, where all lay it out alike and one side at most changed it."""
        if not self._all_alike:
            return None
        told = [(self.versions.of(s).cells[_row(rows, s)], self.surplus(rows, s)) for s in _ORDER]
        ours, theirs, base = told
        if ours != theirs and base not in (ours, theirs):
            return None
        merged = theirs if ours == base else ours
        fitting = [
            side
            for side, cells in zip(_ORDER, told, strict=True)
            if cells == merged and self._laid_out_alike[side]
        ]
        return self._verbatim(fitting, rows, (*merged[0], *merged[1])) if fitting else None

    def surplus(self, rows: Rows, side: Choice) -> tuple[str, ...]:
        """The cells of a version's row beyond its header."""
        row = rows.of(side)
        return () if row is None else tuple(self.versions.of(side).surplus.get(row, ()))

    def gap(self, rows: Rows) -> str:
        """The blank lines after a row."""
        held = [side for side in _ORDER if rows.of(side) is not None]
        gaps = {side: self.versions.of(side).gap(rows.of(side) or 0) for side in held}
        return _of_those(gaps)

    @cached_property
    def _same_columns(self) -> dict[Choice, bool]:
        """Whether a version has the columns of the merged file in their order."""
        return {
            side: [column.places.of(side) for column in self.columns]
            == [*range(len(self.versions.of(side).names))]
            for side in _ORDER
        }

    @cached_property
    def _all_alike(self) -> bool:
        return all(self._same_columns.values()) and not any(column.gone for column in self.columns)

    @cached_property
    def _laid_out_alike(self) -> dict[Choice, bool]:
        """The same for the delimiter too, so that its rows can stand there as they are."""
        return {
            side: same and self.versions.of(side).delimiter == self.format.delimiter
            for side, same in self._same_columns.items()
        }

    def _verbatim(self, fitting: Sequence[Choice], rows: Rows, cells: tuple[str, ...]) -> Line:
        texts = {side: self.versions.of(side).row(_row(rows, side)) for side in fitting}
        text = _of_those(texts)
        side = next(side for side in fitting if texts[side] == text)
        return Line(text, self._end(rows), self._encoding(side, _row(rows, side), text), cells)

    def _composed(
        self, cells: Sequence[Cell], rows: Rows, told: tuple[str, ...], beyond: tuple[str, ...]
    ) -> Line:
        delimiter = self.format.delimiter
        typed = {s: self.versions.of(s).pieces(_row(rows, s)) for s in _ORDER if rows.of(s) is not None}
        pieces: list[str | None] = []
        for cell, text, column in zip(cells, told, self.columns, strict=True):
            place = column.places.of(cell) if isinstance(cell, Choice) else None
            if not isinstance(cell, Choice) or place is None:
                pieces.append(CellPlace(0, 0, text).holding(text, delimiter))
            elif place >= len(typed[cell]):
                # A row that ends before the header does stays as short.
                pieces.append(None)
            elif self.versions.of(cell).delimiter == delimiter:
                pieces.append(typed[cell][place])
            else:
                pieces.append(CellPlace(0, 0, text).holding(text, delimiter))
        pieces.extend(CellPlace(0, 0, text).holding(text, delimiter) for text in beyond)
        while pieces and pieces[-1] is None:
            pieces.pop()
        text = delimiter.join(piece or "" for piece in pieces)
        first = next(side for side in _ORDER if rows.of(side) is not None)
        return Line(text, self._end(rows), self._encoding(first, _row(rows, first), text), (*told, *beyond))

    def _end(self, rows: Rows) -> str:
        held = [side for side in _ORDER if rows.of(side) is not None]
        ends = {side: self.versions.of(side).ending(_row(rows, side)) for side in held}
        known = {side: end for side, end in ends.items() if end}
        return _of_those(known) if known else self.format.line_end

    def _encoding(self, side: Choice, row: int, text: str) -> str:
        version, plain = self.versions.of(side), self.format.encoding
        if version.raw.encoding != plain:
            return plain
        own = version.encoding(row)
        try:
            text.encode(own)
        except UnicodeEncodeError:
            return plain
        return own


def _row(rows: Rows, side: Choice) -> int:
    row = rows.of(side)
    assert row is not None
    return row


def _of_those(held: dict[Choice, str]) -> str:
    """The merged one of the texts of those versions that have one."""
    first = next(side for side in _ORDER if side in held)
    ours, theirs = held.get(Choice.OURS, held[first]), held.get(Choice.THEIRS, held[first])
    return either(Sides(held.get(Choice.BASE, theirs), ours, theirs))
