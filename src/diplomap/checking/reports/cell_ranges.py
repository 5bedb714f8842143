"""Where a cell stands in its file: from which character of which line to which, where the file can tell."""

from __future__ import annotations

from pathlib import Path

import attrs

from diplomap.checking.reports.subject import Subject
from diplomap.tables.decoding import decoded
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.records import raw_records, split, told_delimiter
from diplomap.values.origins import Origin

_PACKED = (b"\x1f\x8b", b"PK\x03\x04")


@attrs.frozen(slots=True)
class CellRange:
    """The characters of a cell, its quotes included: counted from 1, `end_column` one past the last.

    `text` is what stands there; `delimiter` parts the cells of its table.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    delimiter: str

    def written(self, replacement: str) -> str:
        """A replacement as it has to be written at this place: in quotes where there are, or must be, quotes.

        >>> print(CellRange(2, 1, 2, 4, "abc", ",").written("a, b"))
        "a, b"
        """
        held = any(letter in replacement for letter in (self.delimiter, '"', "\n", "\r"))
        if held or self.text.startswith('"'):
            return f'"{replacement.replace(chr(34), chr(34) * 2)}"'
        return replacement


class CellRanges:
    """Finds the ranges of the cells that findings name, by reading each file once more.

    A range is told only where the file still holds there what the finding says: not for what came from
    an archive, a stream or a bundled dataset, nor for a file that was changed since.
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._texts: dict[str, dict[int, str]] = {}
        self._wanted: dict[str, set[int]] = {}
        for finding in subject.result.findings:
            for origin in (finding.origin, *finding.related):
                if origin.column is not None:
                    self._wanted.setdefault(origin.file, set()).add(origin.line)

    def of(self, origin: Origin) -> CellRange | None:
        """The range of the cell at a place, None where it cannot be told for sure."""
        if origin.column is None or origin.raw is None:
            return None
        row = self._subject.row(origin)
        if row is None:
            return None
        delimiter = row.head.delimiter
        if origin.file not in self._texts:
            self._texts[origin.file] = _records(origin.file, delimiter, self._wanted.get(origin.file, set()))
        text = self._texts[origin.file].get(origin.line)
        if text is None:
            return None
        places = [place for place, name in enumerate(row.head.names) if name == origin.column]
        for spans in (cell_spans(text, delimiter), _plain_spans(text, delimiter)):
            for place in places:
                if place < len(spans) and _cell(text[slice(*spans[place])]) == origin.raw:
                    return _range(text, *spans[place], origin.line, delimiter)
        return None


def cell_spans(text: str, delimiter: str) -> list[tuple[int, int]]:
    """Where each cell of a record begins and ends in its text, quotes included.

    >>> cell_spans('a,"b,c",', ",")
    [(0, 1), (2, 7), (8, 8)]
    """
    spans: list[tuple[int, int]] = []
    start = 0
    while True:
        place = start
        if text.startswith('"', place):
            place = text.find('"', place + 1)
            while place >= 0 and text.startswith('""', place):
                place = text.find('"', place + 2)
            if place < 0:
                return [*spans, (start, len(text))]
        end = text.find(delimiter, place)
        if end < 0:
            return [*spans, (start, len(text))]
        spans.append((start, end))
        start = end + len(delimiter)


def _plain_spans(text: str, delimiter: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for cell in text.split(delimiter):
        spans.append((start, start + len(cell)))
        start += len(cell) + len(delimiter)
    return spans


def _cell(text: str) -> str:
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"')
    return text


def _range(text: str, start: int, end: int, line: int, delimiter: str) -> CellRange:
    def place(offset: int) -> tuple[int, int]:
        # A lone carriage return ends a line as well, and one before a line feed belongs to the same end.
        lines = text[:offset].replace("\r\n", "\n\0").replace("\r", "\n").split("\n")
        return line + len(lines) - 1, len(lines[-1].removeprefix("\0")) + 1

    (first, column), (last, end_column) = place(start), place(end)
    return CellRange(first, column, last, end_column, text[start:end], delimiter)


def _records(file: str, delimiter: str, wanted: set[int]) -> dict[int, str]:
    try:
        path = Path(file)
        data = path.read_bytes() if path.is_file() else b""
        if not data or data.startswith(_PACKED):
            return {}
        table, _ = told_delimiter(decoded(file, data))
        return raw_records(table, delimiter, split(table, delimiter), wanted)
    except (OSError, ValueError, UnreadableError):
        return {}
