"""What a table of records is declared by: its columns, and the records that its rows make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

import attrs

from diplomap.tables.record_cells import CellType


@attrs.frozen(slots=True)
class Column:
    """One of our columns: its name, the type of its cells, what it holds, and the field of the record.

    `field` is the record's attribute, ``period.start`` and ``period.end`` for the ends of a period;
    it is the column's name unless told. A column of no field is kept beside the record.
    """

    name: str
    cell: CellType
    told: str
    required: bool = False
    field: str | None = attrs.field(
        default=attrs.Factory(lambda self: self.name, takes_self=True),
    )

    def value_of(self, record: Any) -> Any:
        """What a record says in this column."""
        return attrgetter(self.field or self.name)(record)


@attrs.frozen(slots=True)
class RecordTable:
    """A table of records: its name, the class of its records, and its columns in the order of writing.

    `times` names the columns of the first and of the last day that a row speaks of; the names of
    parties are read as of them. `what` says in a few words what a row is.
    """

    name: str
    make: Callable[..., Any]
    what: str
    columns: tuple[Column, ...]
    times: tuple[str | None, str | None] = ("since", "until")
    by_name: Mapping[str, Column] = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(lambda self: {column.name: column for column in self.columns}, takes_self=True),
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns without which no row can be typed."""
        return tuple(column.name for column in self.columns if column.required)
