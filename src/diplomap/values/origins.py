"""Where a value came from: file, physical line, column and the text as it was typed."""

from __future__ import annotations

import attrs


@attrs.frozen(slots=True)
class Origin:
    """One place in an input.

    `line` is the physical line, from 1, on which the cell (or the record, for a record) starts;
    `column` is the column's name as the file has it; `raw` the text as it stood. Values carry their
    origins beside them, never in their equality.

    >>> str(Origin("missions.csv", 7, "opened", "3/4/2019"))
    "missions.csv:7, column opened: '3/4/2019'"
    """

    file: str
    line: int
    column: str | None = None
    raw: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        return place if self.raw is None else f"{place}: {self.raw!r}"
