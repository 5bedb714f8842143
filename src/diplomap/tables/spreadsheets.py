"""Reading Excel workbooks: each sheet is a table, called by the sheet's name."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import Any

from diplomap.tables.grids import Grid
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.sheets import grid_of_sheet

_INSTALL = (
    "is a spreadsheet; save its sheet as CSV (UTF-8) first, or install diplomap[xlsx] to read it as it is"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_FORMULA_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>"]*\s)?r="([A-Z]+[0-9]+)"[^>]*>\s*<(?:\w+:)?f[\s/>]""")
# What a workbook may unfold to: a file of a few kilobytes can hold gigabytes of nothing.
_LARGEST = 1 << 29


def read_workbook(name: str, data: bytes) -> list[Grid]:
    """The sheets of a workbook that hold something; see `diplomap.tables.sheets` for how cells are read.

    Raises UnreadableError where openpyxl is not installed, or the workbook is damaged or holds nothing.
    """
    try:
        import openpyxl
    except ImportError:
        raise UnreadableError(f"{name}: {_INSTALL}") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                raise UnreadableError(f"{name}: the spreadsheet unfolds to more than 512 MB")
        values = _loaded(openpyxl, data, values=True)
        # A workbook takes long to load: twice only where the text of a formula is asked for.
        typed = _loaded(openpyxl, data, values=False) if _lacks_values(data, values) else values
        found = [
            grid_of_sheet(name, sheet, typed[sheet.title])
            for sheet in values.worksheets
            if sheet.title in typed.sheetnames
        ]
    except UnreadableError:
        raise
    except Exception as error:
        # A workbook is a tree of files, each of which can be damaged in ways of its own.
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnreadableError(f"{name}: the spreadsheet cannot be opened ({reason})") from None
    grids = [grid for grid in found if grid is not None]
    if not grids:
        raise UnreadableError(f"{name}: the spreadsheet holds nothing")
    return grids


def _lacks_values(data: bytes, book: Any) -> bool:
    """Whether some formula has no value in the file, or nobody can say."""
    from diplomap.tables.sheet_parts import OddPartError
    from diplomap.tables.workbook_parts import WorkbookParts

    try:
        parts = WorkbookParts(data)
        sheets = {title: parts.read(part) for title, part in parts.sheets.items()}
    except OddPartError:
        return True
    if not sheets.keys() >= {sheet.title for sheet in book.worksheets}:
        return True
    for sheet in book.worksheets:
        xml = sheets[sheet.title]
        found = _FORMULA_CELL.findall(xml)
        if len(found) != len(_FORMULA.findall(xml)):
            return True
        if any(sheet[address.decode()].value is None for address in found):
            return True
    return False


def _loaded(openpyxl: Any, data: bytes, values: bool) -> Any:
    with warnings.catch_warnings():
        # It warns of what it would lose on writing, and nothing is written.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)
