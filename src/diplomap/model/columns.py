"""Missions kept as the columns of their table: each text is read once, a mission is made when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import count
from operator import itemgetter
from typing import Any

import attrs

from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.rows import Row, TableHead
from diplomap.model.statuses import HeadRank, Status
from diplomap.model.stores import Store
from diplomap.values.dates import PartialDate
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
        self._periods: dict[tuple[PartialDate | None, PartialDate | End], Period] = {}

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
        accredited: dict[str, None] = {}
        items: dict[str, None] = {}
        for row in rows:
            accredited.update(dict.fromkeys(self._value("accredited_to", row)))
            items.update(dict.fromkeys([self._value("wikidata", row)]))
        items.pop("", None)
        return Mission(
            self.columns["id"].value(first),
            self.columns["sending"].value(first),
            self.columns["receiving"].value(first),
            tuple(self._spell(row) for row in rows),
            tuple(Accreditation(party) for party in accredited),
            next(iter(items), ""),
        )

    def unlike(self, other: Store, mine: Sequence[int], theirs: Sequence[int]) -> list[int] | None:
        """The places in `mine` and `theirs` (paired missions) whose cells do not all mean the same.

        Every pair that differs is among them; one or another that does not may be too. None where
        the two stores cannot be compared by their columns.
        """
        if not isinstance(other, ColumnStore) or self.groups is not None or other.groups is not None:
            return None
        differing: set[int] = set()
        for name in {*self.columns, *other.columns}:
            ours, yours = self.columns.get(name), other.columns.get(name)
            differing.update(_unlike_column(name, ours, mine, yours, theirs))
        for name in {*self.extras, *other.extras}:
            extra, yours_too = (Column(store.extras.get(name, ())) for store in (self, other))
            one = extra if name in self.extras else None
            two = yours_too if name in other.extras else None
            differing.update(_unlike_column(name, one, mine, two, theirs, blank=""))
        return sorted(differing)

    def _first_of(self, name: str) -> Sequence[Any]:
        values = self.columns[name].values()
        return values if self.groups is None else [values[rows[0]] for rows in self.groups]

    def _value(self, name: str, row: int) -> Any:
        column = self.columns.get(name)
        return BLANKS[name] if column is None else column.value(row)

    def _spell(self, row: int) -> Spell:
        value = self._value
        start, end = value("opened", row), value("closed", row)
        period = self._periods.get((start, end))
        if period is None:
            period = self._periods[start, end] = Period(start, end)
        kind: Kind = value("kind", row)
        head: HeadRank | None = value("head", row)
        return Spell(
            kind,
            value("status", row),
            value("city", row),
            value("host", row),
            head,
            period,
            value("sources", row),
            value("note", row),
            tuple((name, texts[row]) for name, texts in self.extras.items() if texts[row]),
            self.row(row),
        )


def _unlike_column(
    name: str,
    one: Column | None,
    mine: Sequence[int],
    two: Column | None,
    theirs: Sequence[int],
    blank: Any = None,
) -> list[int]:
    if one is None or two is None:
        present, places = (one, mine) if one is not None else (two, theirs)
        nothing = BLANKS[name] if blank is None else blank
        if present is None:
            return []
        return [place for place, row in enumerate(places) if present.value(row) != nothing]
    a, b = _gather(one.texts, mine), _gather(two.texts, theirs)
    found = [place for place, x, y in zip(count(), a, b, strict=False) if x != y]
    if one.meanings is not None and two.meanings is not None and one.meanings is not two.meanings:
        theirs_means = two.meanings
        torn = {
            text
            for text, meaning in one.meanings.items()
            if text in theirs_means and theirs_means[text] is not meaning and theirs_means[text] != meaning
        }
        if torn:
            found.extend(place for place, text in enumerate(a) if text in torn)
    return found


def _gather(texts: Sequence[str], rows: Sequence[int]) -> Sequence[str]:
    if isinstance(rows, range) and rows == range(len(texts)):
        return texts
    if len(rows) < 2:
        return [texts[row] for row in rows]
    gathered: tuple[str, ...] = itemgetter(*rows)(texts)
    return gathered
