"""Missions kept as the columns of their table: each text is read once, a mission is made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter, ne
from typing import Any

import attrs

from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.rows import Row, TableHead
from diplomap.model.statuses import Status
from diplomap.model.stores import Store
from diplomap.values.periods import End, Period

BLANKS: Mapping[str, Any] = {
    "status": Status.OPERATING,
    "city": "",
    "host": None,
    "opened": None,
    "closed": End.OPEN,
    "head": None,
    "accredited_to": (),
    "sources": (),
    "note": "",
    "wikidata": "",
}


@attrs.frozen(slots=True, eq=False)
class Column:
    """One of our columns: the text of each row, and what each distinct text means.

    `meanings` is None where the text means itself.
    """

    texts: Sequence[str]
    meanings: Mapping[str, Any] | None = None

    def values(self) -> Sequence[Any]:
        """The meaning of each row's cell.

        >>> Column(["x", "y"], {"x": 1, "y": 2}).values(), Column(["x"]).values()
        ([1, 2], ['x'])
        """
        return self.texts if self.meanings is None else list(map(self.meanings.__getitem__, self.texts))

    def value(self, row: int) -> Any:
        """The meaning of one row's cell."""
        return self.texts[row] if self.meanings is None else self.meanings[self.texts[row]]


class ColumnStore:
    """Missions as columns. `columns` holds those of our columns that the table has, typed.

    `raw` are the file's columns as typed, `lines` the physical line of each row, `groups` the rows of
    each mission where some mission has several, else None (row and mission are one). `extras` are
    the columns that are not ours, by name.
    """

    def __init__(
        self,
        head: TableHead,
        lines: Sequence[int],
        raw: Sequence[Sequence[str]],
        columns: Mapping[str, Column],
        extras: Mapping[str, Sequence[str]],
        groups: Sequence[tuple[int, ...]] | None = None,
    ) -> None:
        self.head, self.lines, self.raw = head, lines, raw
        self.columns, self.extras, self.groups = columns, extras, groups
        self._periods: dict[tuple[int, int], Period] = {}

    def __len__(self) -> int:
        return len(self.lines) if self.groups is None else len(self.groups)

    def spell_count(self) -> int:
        """How many rows, each a spell, the table has."""
        return len(self.lines)

    def rows_of(self, index: int) -> tuple[int, ...]:
        """The rows of a mission."""
        return (index,) if self.groups is None else self.groups[index]

    @cached_property
    def ids(self) -> Sequence[str]:
        """The id of each mission."""
        return self._first_of("id")

    @cached_property
    def senders(self) -> Sequence[tuple[str, ...]]:
        """The sending parties of each mission."""
        return self._first_of("sending")

    @cached_property
    def receivers(self) -> Sequence[str]:
        """The receiving party of each mission."""
        return self._first_of("receiving")

    def row_values(self, name: str) -> Sequence[Any]:
        """The meaning of one of our columns in each row; what a blank cell means where the table lacks it."""
        column = self.columns.get(name)
        return [BLANKS[name]] * len(self.lines) if column is None else column.values()

    def row(self, row: int) -> Row:
        """A row as it stood in its table."""
        return Row(self.head, self.lines[row], [column[row] for column in self.raw])

    def make(self, index: int) -> Mission:
        """The mission at a place, with its spells in the order of its rows."""
        rows = self.rows_of(index)
        first = rows[0]
        accredited, item = self._value("accredited_to", first), self._value("wikidata", first)
        if len(rows) > 1:
            accredited = [to for row in rows for to in self._value("accredited_to", row)]
            item = next((one for row in rows if (one := self._value("wikidata", row))), "")
        return Mission(
            self.ids[index],
            self.senders[index],
            self.receivers[index],
            tuple([self._spell(row) for row in rows]),
            tuple(map(Accreditation, dict.fromkeys(accredited))),
            item,
        )

    def unlike(self, other: Store, mine: Sequence[int], theirs: Sequence[int]) -> list[int] | None:
        """The places in `mine` and `theirs` (paired missions) whose cells do not all mean the same.

        Every pair that differs is among them; one or another that does not may be too, such as a
        mission of several rows. None where the two stores cannot be compared by their columns.
        """
        if not isinstance(other, ColumnStore):
            return None
        once: Sequence[int] = range(len(mine))
        differing: set[int] = set()
        if self.groups is not None or other.groups is not None:
            told = [(self.rows_of(i), other.rows_of(j)) for i, j in zip(mine, theirs, strict=True)]
            once = [place for place, (a, b) in enumerate(told) if len(a) == len(b) == 1]
            differing.update(range(len(mine)))
            differing.difference_update(once)
            mine, theirs = [told[place][0][0] for place in once], [told[place][1][0] for place in once]
        columns = [
            *(
                (self.columns.get(n), other.columns.get(n), BLANKS.get(n))
                for n in {*self.columns, *other.columns}
            ),
            *((_extra(self, n), _extra(other, n), "") for n in {*self.extras, *other.extras}),
        ]
        compared = [_Compared(*column) for column in columns]
        # The texts of a row lie together in memory: a block of rows is compared in all of its columns.
        for start in range(0, len(mine), _BLOCK):
            rows, their_rows = mine[start : start + _BLOCK], theirs[start : start + _BLOCK]
            take, take_theirs = _taker(rows), _taker(their_rows)
            for column in compared:
                unlike = column.unlike(take, take_theirs, rows, their_rows)
                differing.update(compress(once[start : start + _BLOCK], unlike))
        return sorted(differing)

    def _first_of(self, name: str) -> Sequence[Any]:
        values = self.columns[name].values()
        return values if self.groups is None else [values[rows[0]] for rows in self.groups]

    @cached_property
    def _cells(self) -> list[tuple[Sequence[Any], Mapping[Any, Any] | None]]:
        """For each column of a spell, its texts and their meanings; blank everywhere where it lacks."""
        nothing = [""] * len(self.lines)
        lacking = {name: (nothing, {"": blank}) for name, blank in BLANKS.items()}
        present = {name: (column.texts, column.meanings) for name, column in self.columns.items()}
        return [{**lacking, **present}[name] for name in _OF_A_SPELL]

    def _value(self, name: str, row: int) -> Any:
        column = self.columns.get(name)
        return BLANKS[name] if column is None else column.value(row)

    def _spell(self, row: int) -> Spell:
        kind, status, city, host, head, start, end, sources, note = [
            texts[row] if meanings is None else meanings[texts[row]] for texts, meanings in self._cells
        ]
        # A column keeps its meanings for as long as it lives, so that each stays at its place in memory.
        ends = (id(start), id(end))
        period = self._periods.get(ends)
        if period is None:
            period = self._periods[ends] = Period(start, end)
        extra = [(name, text) for name, texts in self.extras.items() if (text := texts[row])]
        return Spell(kind, status, city, host, head, period, sources, note, tuple(extra), self.row(row))


_BLOCK = 512
_OF_A_SPELL = ("kind", "status", "city", "host", "head", "opened", "closed", "sources", "note")


_Take = Callable[[Sequence[str]], Iterable[str]]


class _Compared:
    """One column of two tables, of which either may lack it."""

    def __init__(self, one: Column | None, two: Column | None, blank: Any) -> None:
        self.one, self.two, self.blank = one, two, blank
        self.torn: set[str] = set()
        if one is not None and two is not None and one.meanings and two.meanings:
            theirs = two.meanings
            self.torn = {
                text
                for text, meaning in one.meanings.items()
                if text in theirs and theirs[text] is not meaning and theirs[text] != meaning
            }

    def unlike(
        self, take: _Take, take_theirs: _Take, rows: Sequence[int], their_rows: Sequence[int]
    ) -> Iterable[bool]:
        """Whether the cells in some rows of both tables mean something else."""
        if self.one is None or self.two is None:
            present, some = (self.two, their_rows) if self.one is None else (self.one, rows)
            return () if present is None else [present.value(row) != self.blank for row in some]
        a, b = take(self.one.texts), take_theirs(self.two.texts)
        if self.torn:
            return [x != y or x in self.torn for x, y in zip(a, b, strict=True)]
        return map(ne, a, b)


def _taker(rows: Sequence[int]) -> _Take:
    return itemgetter(*rows) if len(rows) > 1 else lambda texts: [texts[row] for row in rows]


def _extra(store: ColumnStore, name: str) -> Column | None:
    return Column(store.extras[name]) if name in store.extras else None
