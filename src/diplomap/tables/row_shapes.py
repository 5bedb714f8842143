"""What is wrong with the shape of records: blank, short, long, with quotes that swallow what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplomap.tables import row_rules as rules
from diplomap.tables.layouts import REQUIRED
from diplomap.tables.problems import Problem
from diplomap.tables.records import Records

_HABIT = 0.25


def shape_problems(
    records: Records, ids: Sequence[str], delimiter: str, least: int = len(REQUIRED) - 1
) -> Iterator[tuple[int, Problem]]:
    """The records whose shape is wrong, by place; `ids` are the texts of a column that must not be blank.

    A line inside a quoted cell looks like a row where it has at least `least` delimiters.

    >>> from diplomap.tables.decoding import Decoded
    >>> from diplomap.tables.records import split
    >>> table = split(Decoded(b"id,kind\\na,b,c\\n", "utf-8"), ",")
    >>> [(row, problem.rule.name) for row, problem in shape_problems(table, ["a"], ",")]
    [(0, 'long-row')]
    """
    blank = set(_blank_rows(records, ids))
    width = len(records.names)
    for row in sorted(blank):
        yield row, Problem(rules.BLANK_ROW, "every cell is blank")
    for row, surplus in records.long.items():
        told = " and ".join(repr(cell) for cell in surplus[:3])
        have = width + len(surplus)
        yield row, Problem(rules.LONG_ROW, f"{have} cells where the header has {width}; surplus: {told}")
    # A table of which many rows end in a delimiter is written so; one row among them has shifted cells.
    if len(records.padded) < len(records) * _HABIT:
        for row in records.padded:
            if row < len(records) and row not in blank:
                yield (
                    row,
                    Problem(rules.BLANK_SURPLUS, f"more cells than the header has ({width}), the last blank"),
                )
    for row, have in records.short.items():
        if row not in blank:
            yield row, Problem(rules.SHORT_ROW, f"{have} cells where the header has {width}")
    for row, line in enumerate(records.lines) if records.literal else ():
        if line in records.literal:
            yield row, Problem(rules.OPEN_QUOTE, "a quote is opened and never closed")
    for row in _swallowing_rows(records, delimiter, least):
        yield row, Problem(rules.SWALLOWED_LINES, "a quoted cell holds lines that look like rows")


def _blank_rows(records: Records, ids: Sequence[str]) -> Iterator[int]:
    if not all(map(str.strip, ids)):
        for row, id_ in enumerate(ids):
            if not id_.strip() and all(not column[row].strip() for column in records.columns):
                yield row


def _swallowing_rows(records: Records, delimiter: str, least: int) -> Iterator[int]:
    lines = records.lines
    last = len(lines) - 1
    for row in range(len(lines)) if records.quoted else ():
        if row == last or lines[row + 1] - lines[row] > 1:
            cells = (column[row] for column in records.columns if "\n" in column[row])
            if any(line.count(delimiter) >= least for cell in cells for line in cell.splitlines()[1:]):
                yield row
