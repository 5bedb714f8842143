"""Where exactly each cell of a record stands in the text of its table: the range of its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from functools import cache

import attrs

_LINE_END = re.compile(r"\r\n|\r|\n")


@attrs.frozen(slots=True)
class CellPlace:
    """One cell in a text: from `start` to before `end`, quotes included; `text` is what it says.

    `quoted` says that it begins with a quote.
    """

    start: int
    end: int
    text: str
    quoted: bool = False

    def holding(self, text: str, delimiter: str) -> str:
        """How another text is typed in its place: in quotes where it was, or where it needs them.

        >>> CellPlace(0, 1, "a").holding("x", ","), CellPlace(0, 1, "a").holding("x,y", ",")
        ('x', '"x,y"')
        """
        if self.quoted or text.startswith('"') or any(one in text for one in (delimiter, "\r", "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text


class CellPlaces:
    r"""The cells of a table's records, by the physical line (from 1) on which a record starts.

    `literal` are lines whose quotes are letters (see `diplomap.tables.records.Records`).

    >>> places = CellPlaces('id,note\na,"two\nlines"\nb,x\n', ",")
    >>> [(cell.start, cell.end, cell.text) for cell in places.cells(2)]
    [(8, 9, 'a'), (10, 21, 'two\nlines')]
    >>> places.record(2), places.line_and_column(14)
    ((8, 22), (2, 7))
    """

    def __init__(self, text: str, delimiter: str, literal: Collection[int] = ()) -> None:
        self.text, self.delimiter, self.literal = text, delimiter, literal
        self._known: dict[int, list[CellPlace]] = {}
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def cells(self, line: int) -> list[CellPlace]:
        """The cells of the record that starts on a line, as the reader of tables parts them."""
        known = self._known.get(line)
        if known is None:
            parted = self._literal_cells(line) if line in self.literal else self._parted(line)
            known = self._known[line] = parted
        return known

    def _parted(self, line: int) -> list[CellPlace]:
        found: list[CellPlace] = []
        at, cell = self._starts[line - 1], _cell(self.delimiter)
        while True:
            match = cell.match(self.text, at)
            assert match is not None
            if match["quoted"] is None:
                found.append(CellPlace(at, match.end(), match[0]))
            else:
                said = match["quoted"].replace('""', '"') + match["rest"]
                found.append(CellPlace(at, match.end(), said, quoted=True))
            at = match.end()
            if self.text[at : at + 1] != self.delimiter:
                return found
            at += 1

    def record(self, line: int) -> tuple[int, int]:
        """The range of the record that starts on a line, with the end of its last line."""
        start, end = self._starts[line - 1], self.cells(line)[-1].end
        match = _LINE_END.match(self.text, end)
        return start, end if match is None else match.end()

    def line_and_column(self, place: int) -> tuple[int, int]:
        """The physical line, from 1, of a character, and its number in that line, from 1."""
        line = bisect_right(self._starts, place)
        return line, place - self._starts[line - 1] + 1

    def _literal_cells(self, line: int) -> list[CellPlace]:
        at = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        found = []
        for text in self.text[at:end].rstrip("\r\n").split(self.delimiter):
            found.append(CellPlace(at, at + len(text), text))
            at += len(text) + len(self.delimiter)
        return found


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    # What follows a closing quote belongs to the cell, and a quote inside a bare cell is a letter, as for
    # Python's own reader of CSV where it is not strict.
    bare = f"[^{re.escape(delimiter)}\r\n]*"
    return re.compile(f'"(?P<quoted>(?:[^"]+|"")*)"?(?P<rest>{bare})|{bare}')
