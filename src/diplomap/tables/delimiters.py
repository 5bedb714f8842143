"""The delimiter of a table, by its header line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diplomap.tables.layouts import Layout, found_by_header

DELIMITERS = ",;\t|"
_LONGEST_HEADER = 1 << 16


def delimiter_of(
    line: str, chosen: Layout | None, find: Callable[[Sequence[str]], Layout] = found_by_header
) -> str:
    """The delimiter of a table by its header line: the one by which most columns are known.

    `find` gives the layout of a header where none is `chosen`.

    >>> delimiter_of("id;sending;receiving;kind", None)
    ';'
    """
    import csv

    def score(delimiter: str) -> tuple[int, int, bool]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        known = len((chosen or find(cells)).places(cells))
        return known, len(cells), chosen is not None and chosen.delimiter == delimiter

    if len(line) > _LONGEST_HEADER:
        return max(DELIMITERS, key=line.count)
    return max(DELIMITERS, key=score)
