"""Reading rows of another program: dicts, objects of attrs or dataclasses, and dataframes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from diplomap.tables.grids import Grid, Place
from diplomap.tables.items import grid_of_items
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.value_texts import Pairs

FILE = "<rows>"
MAIN = "missions"
_FRAMES = "a dataframe is read with narwhals; install diplomap[frames], or give a list of dicts"


def grids_of_rows(source: Any) -> list[Grid]:
    """The tables of rows: an iterable of records, a dataframe, or either of them by the tables' names.

    A record is a mapping, or an object of attrs, a dataclass or a named tuple; its names are columns.
    What is nothing, NaN or their like is blank. A line is the number of the row, from 1.

    >>> [grid] = grids_of_rows([{"id": "a", "opened": 1955.0, "closed": None}])
    >>> grid.names, grid.columns, grid.locate(0, 1).cell
    (('id', 'opened', 'closed'), [['a'], ['1955'], ['']], '[0]')

    Raises UnreadableError for what has no rows.
    """
    if isinstance(source, Mapping):
        if not source:
            raise UnreadableError(f"{FILE}: there is no table")
        return [_table(str(name), rows, str(name)) for name, rows in source.items()]
    return [_table(MAIN, source, "")]


def _table(table: str, rows: Any, path: str) -> Grid:
    records = _records(rows)
    if not records.items:
        names = records.names or ("id",)
        return Grid(FILE, table, names, [[] for _ in names], [], lambda *_: Place(1))

    def locate(number: int, name: str | None, nth: int) -> Place:
        return Place(number + 1, None, f"{path}[{number}]")

    items = records.items
    return grid_of_items(FILE, table, items, range(1, len(items) + 1), locate)


@attrs.frozen(slots=True)
class _Records:
    items: list[Any]
    names: tuple[str, ...] = ()


def _records(rows: Any) -> _Records:
    if isinstance(rows, list | tuple) and not hasattr(rows, "_fields"):
        return _Records(list(map(as_record, rows)))
    if _is_frame(rows):
        return _of_frame(rows)
    if isinstance(rows, str | bytes | type) or not isinstance(rows, Iterable):
        raise UnreadableError(f"{FILE}: {type(rows).__name__} has no rows")
    return _Records(list(map(as_record, rows)))


def as_record(one: Any) -> Any:
    """The names and values of a record; what is no record comes back as it is.

    >>> as_record({"id": "a"}), as_record(7)
    ((('id', 'a'),), 7)
    """
    if isinstance(one, Pairs):
        return one
    if isinstance(one, Mapping):
        return Pairs((str(name), value) for name, value in one.items())
    if isinstance(one, type):
        return one
    if attrs.has(type(one)):
        return Pairs((field.name, getattr(one, field.name, None)) for field in attrs.fields(type(one)))
    if dataclasses.is_dataclass(one):
        return Pairs((field.name, getattr(one, field.name, None)) for field in dataclasses.fields(one))
    names = getattr(one, "_fields", None)
    if isinstance(one, tuple) and isinstance(names, tuple):
        return Pairs(zip(map(str, names), one, strict=False))
    return one


def _is_frame(rows: Any) -> bool:
    """Whether something looks like a dataframe of whatever library."""
    if isinstance(rows, str | bytes | type):
        return False
    marks = ("__narwhals_dataframe__", "__narwhals_lazyframe__", "__dataframe__", "__arrow_c_stream__")
    if any(hasattr(rows, mark) for mark in marks):
        return True
    # Asked of the class, since some frames work hard to tell their columns.
    made = type(rows)
    return hasattr(made, "columns") and (hasattr(made, "collect") or hasattr(made, "dtypes"))


def _of_frame(rows: Any) -> _Records:
    try:
        import narwhals as nw
    except ImportError:
        raise UnreadableError(f"{FILE}: {_FRAMES}") from None
    try:
        frame = nw.from_native(rows)
        whole = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
        names = tuple(map(str, whole.columns))
        items = [Pairs(zip(names, row, strict=True)) for row in whole.iter_rows(named=False)]
    except (TypeError, ValueError) as error:
        raise UnreadableError(
            f"{FILE}: {type(rows).__name__} is no dataframe that is known ({error})"
        ) from None
    return _Records(items, names)
