"""Where a value came from: file, physical line, column and the text as it was typed."""

from __future__ import annotations

from typing import Any

import attrs


class RecordLine(int):
    """The physical line on which a record starts, which also knows the record: several may share a line.

    It is an int in every respect; `table` and `number` (from 0) say which record of the file is meant.

    >>> line = RecordLine.of(7, "missions", 3)
    >>> line == 7, line.number
    (True, 3)
    """

    table: str
    number: int

    @classmethod
    def of(cls, line: int, table: str, number: int) -> RecordLine:
        """The line of a record, given the record's table and its number in it."""
        made = cls(line)
        made.table, made.number = table, number
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return RecordLine.of, (int(self), self.table, self.number)


@attrs.frozen(slots=True)
class Origin:
    """One place in an input.

    `line` is the physical line, from 1, on which the cell (or the record, for a record) starts;
    `column` is the column's name as the file has it; `raw` the text as it stood. Values carry their
    origins beside them, never in their equality.

    A finding tells more where the input shows it: `span` is the range of characters on that line in
    which the cell stands, with its quotes, from 1, the end being the first character after it (or after
    the line, where the cell runs on); `column_number` counts the columns from 1; `cell` is how the place is
    called by those who use the format: ``Sheet1!C5`` in a spreadsheet, ``missions[2].kind`` in JSON.
    `record` is the line on which the cell's record starts. Of these only `cell` takes part in equality.

    >>> str(Origin("missions.csv", 7, "opened", "3/4/2019"))
    "missions.csv:7, column opened: '3/4/2019'"
    >>> str(Origin("posts.xlsx", 5, "opened", "soon", cell="Sheet1!C5"))
    "posts.xlsx:Sheet1!C5, column opened: 'soon'"
    """

    file: str
    line: int
    column: str | None = None
    raw: str | None = None
    span: tuple[int, int] | None = attrs.field(default=None, eq=False)
    column_number: int | None = attrs.field(default=None, eq=False)
    cell: str | None = None
    record: int | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def record_line(self) -> int:
        """The physical line on which the record starts, by which its row is found.

        >>> Origin("m.csv", 9, "note", record=7).record_line, Origin("m.csv", 9).record_line
        (7, 9)
        """
        return self.line if self.record is None else self.record

    @property
    def place(self) -> str:
        """Where it is in its file, in a word: a cell's address in a spreadsheet, else the line.

        Rows of another program have no lines, so they are told by their index.

        >>> Origin("m.csv", 7).place, Origin("m.xlsx", 5, cell="Sheet1!C5").place
        ('7', 'Sheet1!C5')
        """
        if self.cell is not None and ("!" in self.cell or self.file.startswith("<")):
            return self.cell
        return str(int(self.line))

    def __str__(self) -> str:
        place = f"{self.file}{'' if self.place.endswith(']') else ':'}{self.place}"
        if self.column is not None:
            place += f", column {self.column}"
        return place if self.raw is None else f"{place}: {self.raw!r}"
