"""Edits of a workbook: other texts in some cells of its sheets, and nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from diplomap.tables.raw_edits import Splice
from diplomap.tables.sheet_parts import Area, CellPart, OddPartError, RowPart
from diplomap.tables.workbook_parts import WorkbookParts
from diplomap.tables.zip_parts import OddArchiveError, replaced

_TYPE = re.compile(rb"""\s+t\s*=\s*("[^"]*"|'[^']*')""")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORBIDDEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ud800-\\udfff\\ufffe\\uffff]|_x[0-9A-Fa-f]{4}_")
# A spreadsheet believes that there was a 29 February in 1900.
_FIRST_DAY = date(1900, 3, 1)


class WorkbookText:
    """The bytes of a workbook that can be edited.

    Raises OddPartError where it cannot.
    """

    def __init__(self, data: bytes) -> None:
        self.parts = WorkbookParts(data)
        try:
            replaced(data, {})
        except OddArchiveError as error:
            raise OddPartError(f"the workbook cannot be edited: {error}") from None

    def can_hold(self, place: int, text: str) -> bool:
        """Whether a text can be written at a place: yes, for what cannot is not made an edit."""
        return True

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """The bytes of the workbook with some stretches of its parts replaced; they must not overlap.

        Raises ValueError where two of them do.
        """
        by_part: dict[str, list[Splice]] = {}
        for one in splices:
            by_part.setdefault(one.part, []).append(one)
        if not by_part:
            return self.parts.data
        return replaced(self.parts.data, {part: self._spliced(part, of) for part, of in by_part.items()})

    def _spliced(self, part: str, splices: list[Splice]) -> bytes:
        data, at = self.parts.read(part), 0
        pieces = []
        for one in sorted(splices, key=lambda one: (one.start, one.end)):
            if one.start < at:
                raise ValueError(f"two edits of one stretch of {part}, at byte {one.start}")
            pieces += [data[at : one.start], one.text.encode()]
            at = one.end
        return b"".join([*pieces, data[at:]])


class SheetText:
    """One sheet of a workbook, and what edits of its cells come to.

    Raises OddPartError where it cannot be edited.
    """

    def __init__(self, book: WorkbookText, title: str) -> None:
        self.parts = book.parts
        if title not in self.parts.sheets:
            raise OddPartError(f"the workbook does not say where its sheet {title} is")
        self.part = self.parts.sheets[title]
        self.sheet = self.parts.sheet(self.part)

    def why_not(self, row: int, column: int, *, header: bool = False) -> str:
        """Why a cell (from 1) is not to be edited; blank where it may be."""
        if header and self.sheet.tables:
            return "the header is that of a table of the spreadsheet, which keeps its names elsewhere too"
        if header and self.parts.has_pivots:
            return "a pivot table may know the column by its header"
        inside = _within(self.sheet.merged, row, column)
        if inside is not None and (row, column) != inside[:2]:
            return "the cell is merged with others"
        cell = self.sheet.cell(row, column)
        if cell is None:
            return self._why_not_added(row, column)
        if cell.shared is not None and cell.shared in self.parts.rich:
            return "the letters of the cell's text are not all formatted alike"
        return cell.odd

    def is_merged(self, row: int, column: int) -> bool:
        """Whether a cell is one with others, which then say the same."""
        return _within(self.sheet.merged, row, column) is not None

    def _why_not_added(self, row: int, column: int) -> str:
        part = self.sheet.rows.get(row)
        if part is None or part.end is None:
            return "the row has no cells"
        told = all("r" in cell.told for cell in part.cells.values())
        spans = [one.split(":") for one in part.told.get("spans", "1:99999").split()]
        wide = any(int(first) <= column <= int(last) for first, last in spans)
        return "" if told and wide else "the cell is none yet in its sheet"

    def written(self, row: int, column: int, text: str) -> Splice | None:
        """The edit by which a cell says a text; None where a spreadsheet cannot hold it.

        A day becomes a number where the cell's format shows it as a day, else a text; the format stays.
        """
        if _FORBIDDEN.search(text):
            return None
        cell = self.sheet.cell(row, column)
        if cell is None:
            return self._added(row, column, text)
        day = self._day(cell.told.get("s", "0"), text)
        return Splice(cell.start, cell.end, _typed(cell.tag, text, day), self.part)

    def _added(self, row: int, column: int, text: str) -> Splice | None:
        from diplomap.tables.sheets import column_letters

        part = self.sheet.rows[row]
        after = [cell for place, cell in part.cells.items() if place > column]
        at = min((cell.start for cell in after), default=part.end)
        if at is None:
            return None
        prefix = next(iter(part.cells.values())).tag[1:].partition(b"c")[0].decode()
        style = self._style(part, column)
        told = f' s="{style}"' if style else ""
        tag = f'<{prefix}c r="{column_letters(column)}{row}"{told}/>'.encode()
        return Splice(at, at, _typed(tag, text, self._day(style, text)), self.part)

    def _style(self, part: RowPart, column: int) -> str:
        if part.told.get("customFormat") in ("1", "true"):
            return part.told.get("s", "")
        return next((style for first, last, style in self.sheet.columns if first <= column <= last), "")

    def _day(self, style: str, text: str) -> int | None:
        if not _DAY.fullmatch(text) or style not in self.parts.whole_days:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        first = date(1904, 1, 1) if self.parts.starts_1904 else date(1899, 12, 30)
        return (day - first).days if day >= max(first, _FIRST_DAY) else None

    def why_not_emptied(self, row: int) -> str:
        """Why a row is not to be emptied; blank where it may be."""
        part = self.sheet.rows.get(row)
        if part is None:
            return "the row is none of its sheet"
        if self.parts.has_formulas:
            return "formulas of the workbook may count on the row"
        areas = [*self.sheet.merged, *self.sheet.links, *self.parts.commented(self.part)]
        if any(first <= row <= last for first, _, last, _ in areas):
            return "cells of the row are merged, linked or commented on"
        return next(filter(None, (self.why_not(row, column) for column in part.cells)), "")

    def emptied(self, row: int) -> list[Splice]:
        """The edits by which no cell of a row says anything; the row and its formats stay."""
        cells = self.sheet.rows[row].cells.values()
        full = [cell for cell in cells if not cell.tag.endswith(b"/>")]
        return [Splice(cell.start, cell.end, _blank(cell), self.part) for cell in full]


def _within(areas: Iterable[Area], row: int, column: int) -> Area | None:
    return next((one for one in areas if one[0] <= row <= one[2] and one[1] <= column <= one[3]), None)


def _blank(cell: CellPart) -> str:
    return _TYPE.sub(b"", cell.tag[:-1].rstrip()).decode() + "/>"


def _typed(tag: bytes, text: str, day: int | None) -> str:
    start = _TYPE.sub(b"", tag.rstrip(b">").rstrip(b"/").rstrip()).decode()
    name = start[1:].split(None, 1)[0]
    prefix = name[: -len("c")]
    if day is not None:
        return f"{start}><{prefix}v>{day}</{prefix}v></{name}>"
    if not text:
        return f"{start}/>"
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    said = f"<{prefix}t{kept}>{_escaped(text)}</{prefix}t>"
    return f'{start} t="inlineStr"><{prefix}is>{said}</{prefix}is></{name}>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
