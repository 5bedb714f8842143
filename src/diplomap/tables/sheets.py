"""One sheet of a workbook becomes a table of texts, and what is peculiar in its cells is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Rule
from diplomap.tables import format_rules as rules
from diplomap.tables.grids import Grid, Place
from diplomap.tables.value_texts import value_text
from diplomap.values.origins import Origin, RecordLine

_ERRORS = ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_WHOLE_DAY = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}")


def grid_of_sheet(file: str, values: Any, typed: Any) -> Grid | None:
    """The table of a sheet: `values` is the sheet with the values of its formulas, `typed` as it was typed.

    The first row that holds something is the header. None for a sheet that holds nothing.
    """
    return _Sheet(file, values, typed).grid()


class _Sheet:
    def __init__(self, file: str, values: Any, typed: Any) -> None:
        self.file, self.values, self.typed = file, values, typed
        self.table = str(values.title)
        quoted = self.table.replace("'", "''")
        self.shown = self.table if self.table.isalnum() else f"'{quoted}'"
        self.findings: list[Finding] = []
        self.wrong: dict[int, list[str]] = {}
        self.names: tuple[str, ...] = ()
        self.rows: list[int] = []
        # The texts of merged cells, by row and column, from the first of each range.
        self.merged: dict[tuple[int, int], tuple[int, int]] = {}
        self.areas: dict[tuple[int, int], str] = {}
        self.plain: dict[tuple[int, int], str] = {}

    def grid(self) -> Grid | None:
        filled = self._filled()
        if not filled:
            return None
        header, width = min(row for row, _ in filled), max(column for _, column in filled)
        self._merge(header, width)
        self.rows = sorted({row for row, _ in (*filled, *self.merged) if row > header})
        self.names = tuple(self._text(header, column, None) for column in range(1, width + 1))
        columns = [
            [self._text(row, column, number) for number, row in enumerate(self.rows)]
            for column in range(1, width + 1)
        ]
        for column, texts in enumerate(columns, 1):
            self._dates_as_text(column, texts)
        self._hidden(header, width)

        def locate(number: int, place: int | None) -> Place:
            row = header if number < 0 else self.rows[number]
            return Place(row, None, self._address(row, 1 if place is None else place + 1))

        return Grid(
            *(self.file, self.table, self.names, columns, self.rows, locate, self.findings, self.wrong),
            header_line=header,
        )

    def _filled(self) -> set[tuple[int, int]]:
        """The cells that hold something; remembers those that say nothing but a text."""
        found = set()
        same = self.typed is self.values
        # Of those that are there: one stray cell in the last corner of a sheet spans billions that are not.
        for at, cell in self.typed._cells.items():
            value = cell.value
            if value is not None and str(value).strip():
                found.add(at)
                # Where there are no formulas a text is what it looks like.
                if same and type(value) is str and cell.data_type != "e" and value not in _ERRORS:
                    self.plain[at] = value
        return found

    def _merge(self, header: int, width: int) -> None:
        for area in sorted(self.typed.merged_cells.ranges, key=str):
            first = (area.min_row, area.min_col)
            if area.min_row <= header or self.typed.cell(*first).value is None:
                continue
            self.areas[first] = str(area)
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, min(area.max_col, width) + 1):
                    if (row, column) != first:
                        self.merged[row, column] = first

    def _tell_merged(self, at: tuple[int, int], number: int) -> None:
        said = f"the cells {self.areas[at]} are merged; their text was read for each of them"
        self._say(rules.MERGED_CELLS, number, at[1], said, None)

    def _text(self, row: int, column: int, number: int | None) -> str:
        at = self.merged.get((row, column), (row, column))
        if at in self.plain and at not in self.areas:
            return self.plain[at]
        value, typed = self.values.cell(*at).value, self.typed.cell(*at)
        is_formula = typed.data_type == "f" or hasattr(typed.value, "ref")
        text, problem = value_text(value)
        if isinstance(value, date):
            text = text[: shown_length(str(typed.number_format))]
        elif hasattr(value, "as_lines") or (value is not None and problem is not None):
            text, problem = str(value), None
        if number is None:
            return text
        if is_formula and value is None:
            typed_text = str(getattr(typed.value, "text", typed.value))
            said = f"the formula {typed_text} has no value in the file"
            self._say(rules.FORMULA_WITHOUT_VALUE, number, column, said, typed_text)
            return typed_text
        if typed.data_type == "e" or text in _ERRORS:
            said = f"{text} is an error of the spreadsheet and no value"
            self._say(rules.ERROR_VALUE, number, column, said, text)
        elif problem is not None:
            self._say(problem.rule, number, column, problem.message, text)
        if at == (row, column) and at in self.areas:
            self._tell_merged(at, number)
        return text

    def _dates_as_text(self, column: int, texts: list[str]) -> None:
        cells = [self.values.cell(row, column).value for row in self.rows]
        if not any(isinstance(value, date) for value in cells):
            return
        for number, (value, text) in enumerate(zip(cells, texts, strict=True)):
            if isinstance(value, str) and _WHOLE_DAY.fullmatch(value.strip()):
                said = f"{text.strip()!r} is stored as text, the other dates of the column are dates"
                self._say(rules.DATE_AS_TEXT, number, column, said, text)

    def _hidden(self, header: int, width: int) -> None:
        rows = [row for row in self.rows if self.typed.row_dimensions[row].hidden]
        spans = [told for told in self.typed.column_dimensions.values() if told.hidden]
        every = {one for told in spans for one in range(told.min or 0, (told.max or 0) + 1)}
        columns = sorted(one for one in every if 0 < one <= width)
        told = []
        if self.typed.sheet_state != "visible":
            told.append("the sheet")
        if rows:
            told.append(f"row{'s' if len(rows) > 1 else ''} {', '.join(_ranges(rows))}")
        if columns:
            named = map(column_letters, columns)
            told.append(f"column{'s' if len(columns) > 1 else ''} {', '.join(named)}")
        if told:
            said = f"hidden, and read all the same: {' and '.join(told)}"
            self.findings.append(
                rules.HIDDEN_CELLS.at(Origin(self.file, RecordLine.of(header, self.table, -1)), said)
            )

    def _say(self, rule: Rule, number: int, column: int, message: str, raw: str | None) -> None:
        line = RecordLine.of(self.rows[number], self.table, number)
        name = self.names[column - 1]
        self.findings.append(rule.at(Origin(self.file, line, name, raw, column_number=column), message))
        if rule.severity is Severity.ERROR:
            self.wrong.setdefault(number, []).append(rule.code)

    def _address(self, row: int, column: int) -> str:
        return f"{self.shown}!{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Numbers with those that follow each other taken together.

    >>> [*_ranges([5, 7, 8, 9])]
    ['5', '7-9']
    """
    first = last = None
    for number in numbers:
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None:
            yield f"{first}" if first == last else f"{first}-{last}"
        first = last = number
    if first is not None:
        yield f"{first}" if first == last else f"{first}-{last}"


def shown_length(number_format: str) -> int:
    """How much of a date a number format shows: what it hides was filled in by the spreadsheet.

    >>> shown_length("yyyy"), shown_length("mmm-yy"), shown_length("dd/mm/yyyy"), shown_length("General")
    (4, 7, 10, 10)
    """
    bare = _LITERAL.sub("", number_format.split(";")[0]).casefold()
    if "d" in bare or "y" not in bare:
        return 10
    return 7 if "m" in bare else 4
