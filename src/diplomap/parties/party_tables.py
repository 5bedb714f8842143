"""Reading the bundled tables of parties: one small CSV each, header and rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

_FOLDER = Path(__file__).resolve().parent.parent / "data" / "parties"


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a bundled table below its header, cells in the order of its columns.

    >>> next(rows("states.csv"))[:2]
    ['AFG', 'Afghanistan']

    Raises FileNotFoundError where there is no such table.
    """
    with (_FOLDER / name).open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        next(lines)
        yield from lines


def period(since: str, until: str) -> Period:
    """The period of two cells: an empty start is one nobody knows, `..` still so, an empty end unknown.

    >>> str(period("1971-08-15", "..")), str(period("", ""))
    ('1971-08-15/..', '/')
    """
    end = End.OPEN if until == ".." else PartialDate.parse(until) if until else End.UNKNOWN
    return Period(PartialDate.parse(since) if since else None, end)


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell, parted by a bar.

    >>> several("CZE|SVK"), several("")
    (('CZE', 'SVK'), ())
    """
    return tuple(cell.split("|")) if cell else ()
