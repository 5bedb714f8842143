"""The records of one table as an immutable sequence, and what all records beside missions share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, Generic, TypeVar, overload

import attrs

from diplomap.model.missions import in_order
from diplomap.model.rows import Row
from diplomap.values.dates import PartialDate
from diplomap.values.origins import Origin


@attrs.frozen(slots=True, kw_only=True)
class Record:
    """What every record carries besides what it says: its sources, a note, foreign cells, its row.

    `sources` are ids of the dataset's sources. `extra` keeps the cells of columns we do not know, as
    (column, text), in the order of their names. `row` is where the record came from and takes no part
    in equality.
    """

    sources: tuple[str, ...] = ()
    note: str = ""
    extra: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=in_order)
    row: Row | None = attrs.field(default=None, eq=False, repr=False)


AnyRecord = TypeVar("AnyRecord", bound=Record)


class Records(Sequence[AnyRecord], Generic[AnyRecord]):
    """The records of one table, in their order. Each kind of record has a class of its own with look-ups.

    `table` names the table on disk. Two are equal where they hold equal records in the same order.
    """

    table: ClassVar[str] = "records"

    def __init__(self, records: Iterable[AnyRecord] = ()) -> None:
        self._records: tuple[AnyRecord, ...]
        self._records = records._records if isinstance(records, Records) else tuple(records)

    @overload
    def __getitem__(self, index: int) -> AnyRecord: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[AnyRecord, ...]: ...

    def __getitem__(self, index: int | slice) -> AnyRecord | tuple[AnyRecord, ...]:
        return self._records[index]

    def __iter__(self) -> Iterator[AnyRecord]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._records == other._records

    def __hash__(self) -> int:
        return hash((self.table, self._records))

    def __repr__(self) -> str:
        return f"<{len(self)} {self.table}>"

    def origin(self, place: int, column: str | None = None) -> Origin:
        """Where the record at a place, or its cell of one of our columns, came from.

        A record that was not read from a file is told by its table and its number, from 1.

        >>> str(Records([Record()]).origin(0))
        '<records>:1'
        """
        row = self._records[place].row
        return Origin(f"<{self.table}>", place + 1, column) if row is None else row.origin(column)


def index(
    records: Iterable[AnyRecord], keys: Callable[[AnyRecord], Iterable[object]]
) -> dict[object, tuple[AnyRecord, ...]]:
    """Records by each of their keys, in their order.

    >>> found = index([Record(note="a"), Record(note="b")], lambda one: [one.note])
    >>> found["b"][0].note
    'b'
    """
    groups: dict[object, dict[int, AnyRecord]] = {}
    for place, one in enumerate(records):
        for key in keys(one):
            groups.setdefault(key, {})[place] = one
    return {key: tuple(held.values()) for key, held in groups.items()}


def told_date(date: PartialDate | None) -> str:
    """A date as a cell tells it; blank where nobody says.

    >>> told_date(None), told_date(PartialDate.parse("1974"))
    ('', '1974')
    """
    return "" if date is None else str(date)
