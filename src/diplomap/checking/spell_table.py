"""The spells of a dataset as columns, however its missions are kept: what the rules look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any, TypeVar

from diplomap.model.columns import BLANKS, Column, ColumnStore
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission, Spell
from diplomap.values.origins import Origin

NO_FILE = "<dataset>"
Made = TypeVar("Made")
Answer = TypeVar("Answer")


class SpellTable:
    """A row a spell, a column each of our column names, and ``as_of`` (the same in every row).

    Rows are numbered from 0 in the order of their table, or of the missions and their spells where they
    came from none.

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
        self._distinct: dict[str, frozenset[Any]] = {}
        self._made: dict[Callable[[SpellTable], Any], Any] = {}

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

    def once(self, function: Callable[[SpellTable], Made]) -> Made:
        """What a function makes of this table, made once for all the rules that ask for it."""
        if function not in self._made:
            self._made[function] = function(self)
        made: Made = self._made[function]
        return made

    def distinct(self, name: str) -> Collection[Any]:
        """The distinct texts of a column."""
        found = self._distinct.get(name)
        if found is None:
            found = self._distinct[name] = frozenset(self.column(name).texts)
        return found

    def by_text(self, name: str, function: Callable[[Any], Answer]) -> dict[Any, Answer]:
        """What a function says of the meaning of each distinct text of a column."""
        meanings = self.column(name).meanings
        return {t: function(t if meanings is None else meanings[t]) for t in self.distinct(name)}

    def numbers(self, name: str, number: Callable[[Any], int]) -> list[int]:
        """A number for each row from its cell in a column, computed once for each distinct text."""
        return list(map(self.by_text(name, number).__getitem__, self.column(name).texts))

    def mission(self, row: int) -> Mission:
        """The mission to which a row belongs."""
        return self.dataset.missions[self._mission_places[row]]

    def spell(self, row: int) -> Spell:
        """The spell that a row tells."""
        if self._store is None:
            place, nth = self._spells[row]
            return self.dataset.missions[place].spells[nth]
        place = self._mission_places[row]
        return self.dataset.missions[place].spells[bisect_left(self._rows_by_mission[place], row)]

    def origin(self, row: int, name: str | None = None) -> Origin:
        """Where the cell of a row came from, or the record where no column is named.

        Of missions that came from no table the file is ``<dataset>`` and the line the number of the
        spell in it, from 1.
        """
        if self._store is not None:
            head, line = self._store.head, self._store.lines[row]
            place = None if name is None else head.places.get(name)
            if place is None:
                return Origin(head.file, line)
            return Origin(head.file, line, head.names[place], self._store.raw[place][row])
        stood = self.spell(row).row
        if stood is not None:
            return stood.origin(name)
        if name is None:
            return Origin(NO_FILE, row + 1)
        return Origin(NO_FILE, row + 1, name, as_text(self.value(row, name)))

    @cached_property
    def told_again(self) -> Sequence[Sequence[int]]:
        """The rows of each mission that stands in more than one row."""
        if self._store is not None:
            return [rows for rows in self._store.groups or () if len(rows) > 1]
        by_key: dict[tuple[object, ...], list[int]] = {}
        for row, (place, _) in enumerate(self._spells):
            mission = self.dataset.missions[place]
            by_key.setdefault((mission.id, mission.sending, mission.receiving), []).append(row)
        return [rows for rows in by_key.values() if len(rows) > 1]

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
                    row = min(self._rows_by_mission[place])
                    parties = (store.senders[place], store.receivers[place])
                    first[parties] = min(row, first.get(parties, row))
                if len(first) > 1:
                    torn.append(sorted(first.values()))
        return torn

    @cached_property
    def _spells(self) -> Sequence[tuple[int, int]]:
        """Of missions kept as objects: the mission and the place of the spell in it, for each row."""
        missions = self.dataset.missions
        told = [(place, nth) for place, mission in enumerate(missions) for nth in range(len(mission.spells))]
        rows = [missions[place].spells[nth].row for place, nth in told]
        stood = [(row.head.file, row.line) for row in rows if row is not None]
        if len(stood) < len(told):
            return told
        return [one for _, one in sorted(zip(stood, told, strict=True))]

    @cached_property
    def _rows_by_mission(self) -> Sequence[tuple[int, ...]]:
        if self._store is not None:
            return self._store.groups or [(row,) for row in range(len(self._store.lines))]
        rows: list[dict[int, int]] = [{} for _ in self.dataset.missions]
        for row, (place, nth) in enumerate(self._spells):
            rows[place][nth] = row
        return [tuple(row for _, row in sorted(of_mission.items())) for of_mission in rows]

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
        take, missions = _TAKEN[name], self.dataset.missions
        return Column([take(missions[p], missions[p].spells[nth], nth) for p, nth in self._spells])


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
