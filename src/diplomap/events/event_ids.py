"""Ids of events that are made from a record: readable, and the same whenever the record is the same."""

from __future__ import annotations

from diplomap.events.lines import ACCREDITATIONS, MISSIONS, RELATIONS, SANCTIONS, Thing
from diplomap.values.dates import PartialDate


class EventIds:
    """Gives each event an id of its own: the thing, what happened to it, and the year where it is known.

    >>> ids = EventIds()
    >>> mission = Thing("missions", "prk-ago", ("PRK",), "AGO")
    >>> dates = map(PartialDate.parse, ("199X", "2023-10-25", "2023-10..2023-11"))
    >>> [ids.make(mission, "closed", date) for date in dates]
    ['prk-ago-closed', 'prk-ago-closed-2023', 'prk-ago-closed-2023-2']
    """

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def make(self, thing: Thing, word: str, date: PartialDate | None) -> str:
        """An id that has not been given yet."""
        parts = [_name(thing), word.replace("_", "-")]
        if thing.table == ACCREDITATIONS:
            parts.append(thing.of.lower())
        first, last = (None, None) if date is None else (date.earliest, date.latest)
        if first is not None and last is not None and first.year == last.year:
            parts.append(str(first.year))
        wanted = found = "-".join(parts)
        number = self._next.get(wanted, 2)
        while found in self._taken:
            found = f"{wanted}-{number}"
            number += 1
        self._next[wanted] = number
        self._taken.add(found)
        return found


def _name(thing: Thing) -> str:
    if thing.table in (MISSIONS, ACCREDITATIONS, SANCTIONS):
        return thing.id
    parties = "-".join((*thing.subject_as_told, thing.with_)).lower()
    return f"{parties}-{thing.of}" if thing.table == RELATIONS else parties
