"""The spells of a dataset as columns of codes: a large table is judged once for each distinct text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter
from typing import Any

from diplomap.model.columns import BLANKS, ColumnStore
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.values.dates import PartialDate

# A code of two bits, (may be, surely is): `&` and `|` on codes are Kleene's, on whole columns at once.
NO, PERHAPS, YES = 0, 1, 3


class SpellColumns:
    """What counting asks of a table of spells: a row a spell, whichever store the missions are kept in.

    `rows_of` gives the rows of each mission, None where row and mission are one.

    >>> from diplomap.model.kinds import Kind
    >>> made = Mission("m", ("PRK",), "CHN", (Spell(Kind.EMBASSY), Spell(Kind.CONSULATE)))
    >>> columns = SpellColumns.of(Dataset([made]))
    >>> list(columns.codes("kind", lambda kind: YES if kind is Kind.EMBASSY else NO)), columns.rows_of
    ([3, 0], [(0, 1)])
    """

    def __init__(
        self,
        length: int,
        columns: Mapping[str, tuple[Sequence[Any], Mapping[Any, Any] | None]],
        rows_of: Sequence[tuple[int, ...]] | None,
        accredited: Callable[[], Mapping[int, tuple[Accreditation, ...]]],
    ) -> None:
        self.length, self.columns, self.rows_of = length, columns, rows_of
        self._accredited = accredited

    @classmethod
    def of(cls, dataset: Dataset) -> SpellColumns:
        """The spells of a dataset."""
        store = dataset.missions.store
        if isinstance(store, ColumnStore):
            return cls._of_columns(store)
        return cls.of_missions(store.make(place) for place in range(len(store)))

    @classmethod
    def of_missions(cls, given: Iterable[Mission]) -> SpellColumns:
        """The spells of missions, in their order."""
        missions = tuple(given)
        told = [(mission, spell) for mission in missions for spell in mission.spells]
        rows_of: list[tuple[int, ...]] = []
        start = 0
        for mission in missions:
            rows_of.append(tuple(range(start, start + len(mission.spells))))
            start += len(mission.spells)
        return cls(
            len(told),
            {name: ([take(*pair) for pair in told], None) for name, take in _TAKEN.items()},
            None if len(missions) == len(told) else rows_of,
            lambda: {place: m.accreditations for place, m in enumerate(missions) if m.accreditations},
        )

    @classmethod
    def _of_columns(cls, store: ColumnStore) -> SpellColumns:
        columns = {
            name: (column.texts, column.meanings) for name, column in store.columns.items() if name in _TAKEN
        }
        return cls(store.spell_count(), columns, store.groups, lambda: _accredited(store))

    @cached_property
    def accredited(self) -> Mapping[int, tuple[Accreditation, ...]]:
        """The concurrent accreditations of the missions, by the mission's place, that have any."""
        return self._accredited()

    @cached_property
    def first_rows(self) -> Sequence[int]:
        """The first row of each mission."""
        if self.rows_of is None:
            return range(self.length)
        return [rows[0] for rows in self.rows_of]

    @cached_property
    def told_often(self) -> Sequence[int]:
        """The places of the missions of several rows."""
        return [place for place, rows in enumerate(self.rows_of or ()) if len(rows) > 1]

    def rows(self, place: int) -> Sequence[int]:
        """The rows of the mission at a place."""
        return (place,) if self.rows_of is None else self.rows_of[place]

    def has(self, name: str) -> bool:
        """Whether the table has a column of ours."""
        return name in self.columns

    def texts(self, name: str) -> Sequence[Any]:
        """What stands in a column, row by row; None in every row where the table lacks it."""
        column = self.columns.get(name)
        return [None] * self.length if column is None else column[0]

    def meanings(self, name: str) -> Mapping[Any, Any]:
        """What each distinct text of a column means."""
        if name not in self.columns:
            return {None: BLANKS[name]}
        texts, meanings = self.columns[name]
        return {text: text for text in set(texts)} if meanings is None else meanings

    def values(self, name: str) -> Sequence[Any]:
        """What each row's cell of a column means."""
        return self.mapped(name, self.meanings(name))

    def mapped(self, name: str, table: Mapping[Any, Any]) -> Sequence[Any]:
        """Each row's text of a column looked up in a table."""
        return list(map(table.__getitem__, self.texts(name)))

    def codes(self, name: str, code: Callable[[Any], int]) -> bytes:
        """Each row's code of a column, computed once for each distinct text."""
        table = {text: code(meaning) for text, meaning in self.meanings(name).items()}
        distinct = set(table.values())
        if len(distinct) == 1:
            return bytes(distinct) * self.length
        return bytes(map(table.__getitem__, self.texts(name)))

    def passed(
        self, name: str, ordinal: int, told: tuple[int, int, int], untold: Callable[[Any], int]
    ) -> bytes:
        """Each row's code of a column of dates on a day: not yet come, perhaps, come; else `untold`."""
        not_yet, perhaps, come = told
        table = {
            text: (come if meaning.hi <= ordinal else perhaps if meaning.lo <= ordinal else not_yet)
            if isinstance(meaning, PartialDate)
            else untold(meaning)
            for text, meaning in self.meanings(name).items()
        }
        return bytes(map(table.__getitem__, self.texts(name)))

    def days(self, name: str) -> Sequence[str | None]:
        """Each row's date of a column as text, None where it is no date."""
        table = {
            text: meaning.text if isinstance(meaning, PartialDate) else None
            for text, meaning in self.meanings(name).items()
        }
        return self.mapped(name, table)


def both(one: bytes, *others: bytes) -> bytes:
    """The conjunction of columns of codes.

    >>> list(both(bytes([NO, PERHAPS, YES]), bytes([YES, YES, PERHAPS])))
    [0, 1, 1]
    """
    result = int.from_bytes(one, "little")
    for other in others:
        result &= int.from_bytes(other, "little")
    return result.to_bytes(len(one), "little")


def where(mask: bytes, one: bytes, other: bytes) -> bytes:
    """The codes of `one` where the mask says YES, those of the other where it says NO.

    >>> list(where(bytes([YES, NO]), bytes([1, 1]), bytes([3, 3])))
    [1, 3]
    """
    chosen, a, b = (int.from_bytes(column, "little") for column in (mask, one, other))
    return ((a & chosen) | (b & ~chosen)).to_bytes(len(mask), "little")


def gathered(column: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    """The entries of a column at some places, in their order.

    >>> gathered("abc", [2, 0])
    ('c', 'a')
    """
    if isinstance(places, range) and places == range(len(column)):
        return column
    if len(places) < 2:
        return [column[place] for place in places]
    found: Sequence[Any] = itemgetter(*places)(column)
    return found


def _accredited(store: ColumnStore) -> Mapping[int, tuple[Accreditation, ...]]:
    column = store.columns.get("accredited_to")
    if column is None:
        return {}
    values = column.values()
    if store.groups is None:
        return {row: tuple(map(Accreditation, values[row])) for row in compress(range(len(values)), values)}
    found: dict[int, tuple[Accreditation, ...]] = {}
    for place, rows in enumerate(store.groups):
        parties = dict.fromkeys(party for row in rows for party in values[row])
        if parties:
            found[place] = tuple(map(Accreditation, parties))
    return found


_TAKEN: dict[str, Callable[[Mission, Spell], Any]] = {
    "sending": lambda mission, spell: mission.sending,
    "receiving": lambda mission, spell: mission.receiving,
    "kind": lambda mission, spell: spell.kind,
    "status": lambda mission, spell: spell.status,
    "host": lambda mission, spell: spell.host,
    "opened": lambda mission, spell: spell.period.start,
    "closed": lambda mission, spell: spell.period.end,
}
