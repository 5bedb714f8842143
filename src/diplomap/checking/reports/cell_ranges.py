"""Where a cell stands in its file, from which character to which, and how a replacement is written there."""

from __future__ import annotations

import attrs

from diplomap.checking.reports.subject import Subject
from diplomap.values.origins import Origin

_PACKED = (".gz", ".zip")


@attrs.frozen(slots=True)
class CellRange:
    """The characters of a cell, its quotes included: counted from 1, `end_column` one past the last.

    `text` is what stands there and `delimiter` parts the cells of its table; both are None where they cannot
    be told for sure, as for a cell of no CSV file.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str | None = None
    delimiter: str | None = None

    def written(self, replacement: str) -> str | None:
        """A replacement as it has to be written here: in quotes where there are, or must be, quotes.

        >>> print(CellRange(2, 1, 2, 4, "abc", ",").written("a, b"))
        "a, b"
        >>> CellRange(2, 1, 2, 4).written("a") is None
        True
        """
        if self.text is None or self.delimiter is None:
            return None
        if self.text.startswith('"') or any(one in replacement for one in (self.delimiter, '"', "\n", "\r")):
            return _quoted(replacement)
        return replacement


def cell_range(origin: Origin, subject: Subject) -> CellRange | None:
    """The range of the cell at a place, None where its file does not show it.

    >>> found = cell_range(Origin("m.csv", 2, "kind", "embasy", span=(12, 18)), Subject([]))
    >>> found.line, found.column, found.end_column
    (2, 12, 18)
    """
    if origin.span is None or origin.file.endswith(_PACKED):
        return None
    line, (start, end), raw = int(origin.line), origin.span, origin.raw
    row = subject.row(origin)
    if raw is None or row is None or origin.cell is not None:
        return CellRange(line, start, line, end)
    delimiter = row.head.delimiter
    if len(raw) == end - start and "\n" not in raw and "\r" not in raw:
        return CellRange(line, start, line, end, raw, delimiter)
    text = _quoted(raw)
    # A span ends with its line; where the cell runs on, the rest follows from its text.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > 1:
        return CellRange(line, start, line + len(lines) - 1, len(lines[-1]) + 1, text, delimiter)
    if len(text) == end - start:
        return CellRange(line, start, line, end, text, delimiter)
    return CellRange(line, start, line, end)


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"'
