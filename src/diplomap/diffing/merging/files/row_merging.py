"""Merging one row of a file cell by cell; what is in conflict stands there twice, once for each side."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from diplomap.diffing.merging.cells import CLASH, merged_several, merged_value
from diplomap.diffing.merging.conflicts import Choice, Sides, What
from diplomap.diffing.merging.files.columns import MergedColumn
from diplomap.diffing.merging.files.row_writing import Cell, Line, Rows, RowWriter
from diplomap.diffing.merging.settling import Settling, Subject
from diplomap.tables.folding import folded

_BAR = "|"


@attrs.frozen(slots=True)
class Hunk:
    """A row in conflict: as ours has it and as theirs has it, None where one has it no more.

    `first` and `last` are the numbers of its conflicts among those that are open.
    """

    ours: Line | None
    theirs: Line | None
    first: int
    last: int


Merged = Line | Hunk | None


@attrs.frozen(slots=True, eq=False)
class RowMerger:
    """Merges the rows of three versions of a table."""

    writer: RowWriter
    settling: Settling
    several: frozenset[int]

    def merged(self, rows: Rows) -> Merged:
        """The merged row; None where it is gone."""
        if rows.base is None:
            return self._added(rows)
        if rows.ours is not None and rows.theirs is not None:
            return self._changed(rows)
        kept = Choice.THEIRS if rows.ours is None else Choice.OURS
        if rows.of(kept) is None or not self._differs(rows, kept):
            return None
        return self._whole(rows, What.REMOVED, f"{kept.other} removed it, {kept} changed it")

    def _added(self, rows: Rows) -> Merged:
        if rows.ours is None or rows.theirs is None:
            side = Choice.THEIRS if rows.ours is None else Choice.OURS
            return self._all_of(rows, side)
        cells: list[Cell] = []
        alike = self.writer.surplus(rows, Choice.OURS) == self.writer.surplus(rows, Choice.THEIRS)
        for column in self.writer.columns:
            ours, theirs = (self.writer.text(rows, side, column) for side in (Choice.OURS, Choice.THEIRS))
            alike = alike and (ours is None or theirs is None or ours == theirs)
            cells.append(Choice.THEIRS if ours is None else Choice.OURS)
        if alike:
            return self.writer.row(rows, cells, Choice.OURS)
        return self._whole(rows, What.ADDED, "both added it, not alike")

    def _all_of(self, rows: Rows, side: Choice) -> Line | None:
        if rows.of(side) is None:
            return None
        # Where a side lacks a column that is kept, its row says there what the base says.
        cells: list[Cell] = [
            side
            if column.places.of(side) is not None
            else Choice.BASE
            if column.gone is None and rows.base is not None
            else None
            for column in self.writer.columns
        ]
        return self.writer.row(rows, cells, side)

    def _whole(self, rows: Rows, what: What, why: str) -> Merged:
        texts = [
            None if (row := rows.of(side)) is None else self.writer.versions.of(side).row(row)
            for side in (Choice.BASE, Choice.OURS, Choice.THEIRS)
        ]
        first = len(self.settling.conflicts)
        chosen = self.settling.settle(self._subject(rows).conflict(what, Sides(*texts), why))
        if chosen is not None:
            return self._all_of(rows, chosen)
        ours, theirs = self._all_of(rows, Choice.OURS), self._all_of(rows, Choice.THEIRS)
        return Hunk(ours, theirs, first, len(self.settling.conflicts))

    def _changed(self, rows: Rows) -> Merged:
        plain = self.writer.whole(rows)
        if plain is not None:
            return plain
        sides: dict[Choice, list[Cell]] = {Choice.OURS: [], Choice.THEIRS: []}
        first, split = len(self.settling.conflicts), False
        for column in self.writer.columns:
            found = self._cell(rows, column)
            one, two = found if isinstance(found, tuple) else (found, found)
            split = split or isinstance(found, tuple)
            sides[Choice.OURS].append(one)
            sides[Choice.THEIRS].append(two)
        beyond = Sides(*(self.writer.surplus(rows, side) for side in (Choice.BASE, *sides)))
        chosen: Choice | None = _from(beyond)
        if chosen is None:
            why = "both changed the cells beyond the header, not alike"
            shown = beyond.map(_BAR.join)
            chosen = self.settling.settle(self._subject(rows).conflict(What.CHANGED, shown, why))
        if not split and chosen is not None:
            return self.writer.row(rows, sides[Choice.OURS], chosen)
        ours, theirs = (self.writer.row(rows, cells, chosen or side) for side, cells in sides.items())
        return Hunk(ours, theirs, first, len(self.settling.conflicts))

    def _cell(self, rows: Rows, column: MergedColumn) -> Cell | tuple[Cell, Cell]:
        """Where the merged cell is from; two answers where both sides changed it unlike."""
        told = [self.writer.text(rows, side, column) for side in (Choice.BASE, Choice.OURS, Choice.THEIRS)]
        if column.gone is not None:
            kept = column.gone.other
            if self.writer.text(rows, kept, column) == told[0]:
                return Choice.BASE
            return (kept, None) if kept is Choice.OURS else (None, kept)
        base = told[0] if told[0] is not None else ""
        values = Sides(base, *(base if one is None else one for one in told[1:]))
        found = _from(values, told)
        if found is not None:
            return found
        if column.places.base in self.several and None not in told:
            merged = merged_several(values.map(_parts))
            if merged is not CLASH:
                return _BAR.join(merged)
        why = "both changed it, not alike"
        subject = self._subject(rows)
        chosen = self.settling.settle(subject.conflict(What.CHANGED, Sides(*told), why, self._called(column)))
        return (Choice.OURS, Choice.THEIRS) if chosen is None else chosen

    def _differs(self, rows: Rows, side: Choice) -> bool:
        """Whether a side changed a row of the base."""
        if self.writer.surplus(rows, Choice.BASE) != self.writer.surplus(rows, side):
            return True
        for column in self.writer.columns:
            cell = self.writer.text(rows, side, column)
            if cell is not None and cell != (self.writer.text(rows, Choice.BASE, column) or ""):
                return True
        return False

    def _called(self, column: MergedColumn) -> str:
        """A column by our name where it has one, else by its own."""
        base, place = self.writer.versions.base, column.places.base
        ours = [name for name, at in base.meanings.items() if at == place]
        return ours[0] if ours and folded(ours[0]) == folded(column.name) else column.name

    def _subject(self, rows: Rows) -> Subject:
        lines: list[int | None] = []
        cited: list[tuple[str, ...]] = []
        called = ""
        for side in (Choice.BASE, Choice.OURS, Choice.THEIRS):
            version, row = self.writer.versions.of(side), rows.of(side)
            lines.append(None if row is None else int(version.lines[row]))
            cited.append(() if row is None else _parts(version.told(row, "sources")))
            if row is not None and not called:
                called = version.called(row)
        table = self.writer.versions.base.layout.table
        return Subject(table, called, Sides(*lines), Sides(*cited))


def _from(values: Sides[object], told: Sequence[object] = (1, 1, 1)) -> Choice | None:
    """The version that has the merged value, None if none has; `told` are None where a cell is not there."""
    merged = merged_value(values)
    if merged is CLASH:
        return None
    for side, cell in zip((Choice.OURS, Choice.THEIRS), told[1:], strict=True):
        if values.of(side) == merged and cell is not None:
            return side
    return Choice.BASE


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for one in text.split(_BAR) if (part := one.strip()))
