"""A table that is no CSV: its header, its texts, and where each of them stands in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import attrs

from diplomap.model.findings import Finding
from diplomap.tables.decoding import Decoded
from diplomap.tables.records import Records
from diplomap.values.origins import RecordLine

_ENOUGH = 4096
_FEW = 0.5
_END = "\r\n"


class Place(NamedTuple):
    """Where a cell stands: its physical line, its range of characters, and what its format calls it."""

    line: int
    span: tuple[int, int] | None = None
    cell: str | None = None


Locate = Callable[[int, int | None], Place]
Stretch = tuple[int, int]


@attrs.frozen(slots=True)
class Spots:
    """Where the values of a file's records stand in its text, and how others are written in their place.

    `value` gives the stretch of a value by the record's number, its name and which of that name it is;
    `record` that of a record, so that the file is sound without it; None where nothing is to be changed.
    `said` is the text that a written value stands for, `typed` how a text is written in its place.
    """

    value: Callable[[int, str, int], Stretch | None]
    record: Callable[[int], Stretch | None]
    said: Callable[[str], str | None]
    typed: Callable[[str, str], str | None]


NO_TEXT = Decoded(b"", "utf-8")


@attrs.define(slots=True)
class Grid:
    """One table of a file that is no CSV.

    `file` is the file's name, `table` what the file calls the table. `names` are the names of its columns,
    `columns` their texts, `lines` the physical line of each record. `locate` gives the place of a cell, of a
    record's number and a column's (None: the record; the number -1: the header). `findings` are what the
    reader found wrong; `wrong` says by which codes a record cannot be typed. `spots` are the stretches of its
    values, by the `keys` of the columns: the name, and which of those of one name it is.
    """

    file: str
    table: str
    names: tuple[str, ...]
    columns: list[list[str]]
    lines: Sequence[int]
    locate: Locate
    findings: list[Finding] = attrs.field(factory=list)
    wrong: dict[int, list[str]] = attrs.field(factory=dict)
    text: Decoded = NO_TEXT
    header_line: int = 1
    spots: Spots | None = None
    keys: Sequence[tuple[str, int]] = ()

    def records(self) -> Records:
        """The table as records of raw text, like those of a CSV file.

        >>> grid = Grid("m.json", "missions", ("id",), [["a", "b"]], [2, 3], lambda record, place: Place(1))
        >>> records = grid.records()
        >>> records.columns, [line.number for line in records.lines]
        ([['a', 'b']], [0, 1])
        """
        columns: list[list[str]] = []
        distinct: list[dict[str, str] | None] = []
        for texts in self.columns:
            memo: dict[str, str] = {}
            kept = list(map(memo.setdefault, texts, texts))
            if not all(map(str.isascii, memo)):
                sound = {text: _sound(text) for text in memo}
                kept = [sound[text] for text in kept]
                memo = dict.fromkeys(sound.values(), "")
            columns.append(kept)
            many = len(memo) > _ENOUGH and len(memo) > len(texts) * _FEW
            distinct.append(None if many else memo)
        lines = [RecordLine.of(line, self.table, number) for number, line in enumerate(self.lines)]
        header = RecordLine.of(self.header_line, self.table, -1)
        names = tuple(map(_sound, self.names))
        return Records(names, header, columns, distinct, lines, {}, {}, wrong=self.wrong, foreign=True)


def _sound(text: str) -> str:
    # Half of a surrogate pair can stand in JSON, and can be written nowhere.
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def csv_text(cells: Iterable[str]) -> str:
    """One row as CSV, without a line end.

    >>> csv_text(["a", "b,c"])
    'a,"b,c"'
    """
    stream = io.StringIO()
    # Only what ends a line is quoted, and a cell may hold any of the signs that do.
    csv.writer(stream, lineterminator=_END).writerow(cells)
    return stream.getvalue().removesuffix(_END)


def record_texts(
    records: Records, rows: Iterable[int], read: Callable[[set[int]], Mapping[int, str]]
) -> tuple[str, dict[int, str]]:
    """The text of a header and of some records: as they stood in CSV, else their texts written as CSV.

    `read` gives the texts of the records that start on some physical lines of a CSV file.
    """
    if records.foreign:
        told = {row: csv_text(column[row] for column in records.columns) for row in rows}
        return csv_text(records.names), told
    lines = {row: records.lines[row] for row in rows}
    texts = read({records.header_line, *lines.values()})
    return texts[records.header_line], {row: texts[line] for row, line in lines.items()}
