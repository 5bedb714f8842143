"""The spells of a dataset as columns, however its missions are kept: what the rules look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Any

from diplomap.model.columns import BLANKS, Column, ColumnStore
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission, Spell
from diplomap.values.origins import Origin

NO_FILE = "<dataset>"


class SpellTable:
    """A row a spell, a column each of our column names, and ``as_of`` (the same in every row).

    Rows are numbered from 0 in the order of the table, or of the missions and their spells where
    there is no table.

    >>> from diplomap.model.kinds import Kind
    >>> made = Mission("m", ("PRK",), "CHN", (Spell(Kind.EMBASSY), Spell(Kind.CONSULATE)))
    >>> table = SpellTable(Dataset([made]))
    >>> len(table), table.column("kind").value(1), str(table.origin(1, "kind"))
    (2, <Kind.CONSULATE: 'consulate'>, "<dataset>:2, column kind: 'consulate'")
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._store = dataset.missions.store if isinstance(dataset.missions.store, ColumnStore) else None
        self._columns: dict[str, Column] = {}

    def __len__(self) -> int:
        return self.dataset.missions.store.spell_count()

    def column(self, name: str) -> Column:
        """A column of ours by name; where the table lacks it, what a blank cell means, in every row.

        Raises KeyError for a name that is none of ours.
        """
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = self._column(name)
        return found

    def value(self, row: int, name: str) -> Any:
        """What the cell of a row means."""
        return self.column(name).value(row)

    def numbers(self, name: str, number: Callable[[Any], int]) -> list[int]:
        """A number for each row from its cell in a column, computed once for each distinct text."""
        return list(map(_numbers(self.column(name), number).__getitem__, self.column(name).texts))

    def passing(self, name: str, holds: Callable[[Any], bool]) -> set[Any]:
        """The distinct texts of a column whose meaning satisfies a test."""
        column = self.column(name)
        meanings = column.meanings
        return {t for t in set(column.texts) if holds(t if meanings is None else meanings[t])}

    def mission(self, row: int) -> Mission:
        """The mission to which a row belongs."""
        return self.dataset.missions[self._mission_places[row]]

    def spell(self, row: int) -> Spell:
        """The spell that a row tells."""
        place = self._mission_places[row]
        return self.dataset.missions[place].spells[bisect_left(self._rows_by_mission[place], row)]

    def origin(self, row: int, name: str | None = None) -> Origin:
        """Where the cell of a row came from, or the record where no column is named.

        Of missions that came from no table the file is ``<dataset>`` and the line the number of the
        spell in it, from 1.
        """
        if self._store is not None:
            return self._store.row(row).origin(name)
        stood = self.spell(row).row
        if stood is not None:
            return stood.origin(name)
        if name is None:
            return Origin(NO_FILE, row + 1)
        return Origin(NO_FILE, row + 1, name, as_text(self.value(row, name)))

    @cached_property
    def told_again(self) -> Sequence[tuple[int, ...]]:
        """The rows of each mission that stands in more than one row."""
        if self._store is not None:
            groups = self._store.groups or ()
        else:
            by_key: dict[tuple[object, ...], list[int]] = {}
            for rows, mission in zip(self._rows_by_mission, self.dataset.missions, strict=True):
                by_key.setdefault((mission.id, mission.sending, mission.receiving), []).extend(rows)
            groups = tuple(map(tuple, by_key.values()))
        return [rows for rows in groups if len(rows) > 1]

    @cached_property
    def ids_torn(self) -> Sequence[Sequence[int]]:
        """For each id that stands with unlike parties: the first row of each of its missions."""
        ids = self.dataset.missions.store.ids
        if len(set(ids)) == len(ids):
            return ()
        store = self.dataset.missions.store
        torn: list[Sequence[int]] = []
        for places in self.dataset.missions.places.values():
            if len(places) > 1:
                first: dict[object, int] = {}
                for place in places:
                    row = self._rows_by_mission[place][0]
                    first.setdefault((store.senders[place], store.receivers[place]), row)
                if len(first) > 1:
                    torn.append(sorted(first.values()))
        return torn

    @cached_property
    def _rows_by_mission(self) -> Sequence[tuple[int, ...]]:
        if self._store is not None:
            return self._store.groups or [(row,) for row in range(len(self._store.lines))]
        rows: list[tuple[int, ...]] = []
        start = 0
        for mission in self.dataset.missions:
            end = start + len(mission.spells)
            rows.append(tuple(range(start, end)))
            start = end
        return rows

    @cached_property
    def _mission_places(self) -> Sequence[int]:
        if self._store is not None and self._store.groups is None:
            return range(len(self._store.lines))
        places = [0] * len(self)
        for place, rows in enumerate(self._rows_by_mission):
            for row in rows:
                places[row] = place
        return places

    def _column(self, name: str) -> Column:
        if name == "as_of":
            return Column([""] * len(self), {"": self.dataset.as_of})
        if self._store is not None:
            found = self._store.columns.get(name)
            return Column([""] * len(self), {"": BLANKS[name]}) if found is None else found
        take = _TAKEN[name]
        return Column(
            [
                take(mission, spell, nth)
                for mission in self.dataset.missions
                for nth, spell in enumerate(mission.spells)
            ]
        )


# An accreditation belongs to the mission, not to one of its spells: it is told with the first.
_TAKEN: dict[str, Callable[[Mission, Spell, int], Any]] = {
    "id": lambda mission, spell, nth: mission.id,
    "sending": lambda mission, spell, nth: mission.sending,
    "receiving": lambda mission, spell, nth: mission.receiving,
    "kind": lambda mission, spell, nth: spell.kind,
    "status": lambda mission, spell, nth: spell.status,
    "city": lambda mission, spell, nth: spell.seat,
    "host": lambda mission, spell, nth: spell.host,
    "opened": lambda mission, spell, nth: spell.period.start,
    "closed": lambda mission, spell, nth: spell.period.end,
    "head": lambda mission, spell, nth: spell.head,
    "accredited_to": lambda mission, spell, nth: () if nth else tuple(a.to for a in mission.accreditations),
    "sources": lambda mission, spell, nth: spell.sources,
    "note": lambda mission, spell, nth: spell.note,
    "wikidata": lambda mission, spell, nth: mission.wikidata,
}


def as_text(value: object) -> str:
    """A cell's value as it would stand in our table.

    >>> as_text(("FRA", "DEU")), as_text(None)
    ('FRA|DEU', '')
    """
    from diplomap.values.periods import End

    if value is None or isinstance(value, End):
        return ""
    return "|".join(map(str, value)) if isinstance(value, tuple) else str(value)


def rows_where(table: SpellTable, name: str, holds: Callable[[Any], bool]) -> Collection[int]:
    """The rows whose cell in a column satisfies a test, asked once for each distinct text.

    >>> from diplomap.model.kinds import Kind
    >>> table = SpellTable(Dataset([Mission("m", ("PRK",), "CHN", (Spell(Kind.EMBASSY),))]))
    >>> rows_where(table, "receiving", lambda party: party == "CHN")
    [0]
    """
    passing = table.passing(name, holds)
    return [row for row, text in enumerate(table.column(name).texts) if text in passing] if passing else ()


def rows_below(
    table: SpellTable,
    name: str,
    number: Callable[[Any], int],
    limit_name: str,
    limit: Callable[[Any], int],
) -> Collection[int]:
    """The rows where one cell's number lies below another cell's, each computed once a distinct text.

    >>> from diplomap.model.kinds import Kind
    >>> table = SpellTable(Dataset([Mission("m", ("PRK",), "CHN", (Spell(Kind.EMBASSY),))]))
    >>> rows_below(table, "id", len, "receiving", len)
    [0]
    """
    numbers, limits = _numbers(table.column(name), number), _numbers(table.column(limit_name), limit)
    if not numbers or min(numbers.values()) >= max(limits.values()):
        return ()
    pairs = zip(table.column(name).texts, table.column(limit_name).texts, strict=True)
    return [row for row, (one, two) in enumerate(pairs) if numbers[one] < limits[two]]


def _numbers(column: Column, number: Callable[[Any], int]) -> dict[Any, int]:
    meanings = column.meanings
    distinct: Iterable[Any] = set(column.texts)
    return {text: number(text if meanings is None else meanings[text]) for text in distinct}
