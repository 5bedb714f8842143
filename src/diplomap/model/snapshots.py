"""A dataset as it would have stood on an earlier day, or what it can still say of a later one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import date
from typing import Any

import attrs

from diplomap.model.dataset import Dataset, Missions
from diplomap.model.events import Event
from diplomap.model.missions import Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE
from diplomap.values.periods import End, Period

_DATED = ("relations", "recognitions", "sanctions", "groups")


def snapshot(dataset: Dataset, day: date) -> Dataset:
    """The dataset as of a day: what had surely not begun is left out, what had not ended is open.

    Of a day after the edition's own `as_of`, open ends become unknown ones. So it is with accreditations,
    relations, recognitions, sanctions and groups; events that were surely still to come are left out. What
    was said, whenever it was said, and rows in quarantine stay.

    >>> from diplomap.model.kinds import Kind
    >>> m = Mission("m", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=Period(
    ...     PartialDate.parse("2014"), PartialDate.parse("2023-11"))),))
    >>> snapshot(Dataset([m]), date(2023, 10, 1)).missions[0].latest.period
    Period(start=PartialDate('2014'), end=End.OPEN)
    """
    later = dataset.as_of is not None and day > dataset.as_of
    missions: list[Mission] = []
    for mission in dataset.missions:
        spells = tuple(
            _spell_at(spell, day, dataset.as_of, later)
            for spell in mission.spells
            if spell.period.started(day) is not FALSE
        )
        accredited = tuple(_records_at(mission.accreditations, day, dataset.as_of))
        if spells == mission.spells and accredited == mission.accreditations:
            missions.append(mission)
        elif spells:
            missions.append(attrs.evolve(mission, spells=spells, accreditations=accredited))
    told: dict[str, Any] = {
        name: tuple(_records_at(dataset.tables[name], day, dataset.as_of)) for name in _DATED
    }
    absent = {mission.id for mission in dataset.missions} - {mission.id for mission in missions}
    happened = tuple(one for one in dataset.events if not _still_to_come(one, day, absent))
    return attrs.evolve(dataset, missions=Missions(missions), as_of=day, events=happened, **told)


def _records_at(records: Iterable[Any], day: date, as_of: date | None) -> Iterator[Any]:
    for one in records:
        start, end = one.period.start, one.period.end
        if one.period.started(day) is FALSE:
            continue
        if end is End.OPEN and as_of is not None and day > as_of:
            end = End.UNKNOWN
        elif isinstance(end, PartialDate) and PartialDate.of(day).before(end) is TRUE:
            end = End.OPEN
        start = _begun_by(start, end, day, as_of)
        same = start is one.period.start and end is one.period.end
        yield one if same else attrs.evolve(one, period=Period(start, end))


def _begun_by(
    start: PartialDate | None, end: PartialDate | End, day: date, as_of: date | None
) -> PartialDate | None:
    """The beginning of what may be open in a snapshot; where nobody tells it, some time up to `as_of`.

    Left untold it would be taken to have begun by the snapshot's own day.
    """
    lasting = end is End.OPEN or (isinstance(end, PartialDate) and end.hi > day.toordinal())
    if start is None and lasting and as_of is not None and day < as_of:
        return PartialDate.parse(f"..{as_of.isoformat()}")
    return start


def _still_to_come(event: Event, day: date, absent: Set[str]) -> bool:
    if event.mission in absent:
        # What may have come by that day cannot have, where its mission was not there yet.
        return event.date is None or event.date.at_day(day) is not TRUE
    return event.date is not None and PartialDate.of(day).before(event.date) is TRUE


def _spell_at(spell: Spell, day: date, as_of: date | None, later: bool) -> Spell:
    start, end, status = spell.period.start, spell.period.end, spell.status
    if end is End.OPEN and later:
        end = End.UNKNOWN
    elif status is Status.CLOSED and isinstance(end, End) and as_of is not None and day < as_of:
        # It had closed by the edition's day, and nobody says whether by this one.
        end, status = End.UNKNOWN, Status.OPERATING
    elif isinstance(end, PartialDate) and PartialDate.of(day).before(end) is TRUE:
        end = End.OPEN
        # Whether a closure was announced by a day before the edition's own, nobody says; after it, it was.
        announced = as_of is None or day >= as_of
        if status is Status.CLOSED or (status is Status.CLOSING and not announced):
            status = Status.OPERATING
    start = _begun_by(start, end, day, as_of)
    if start is spell.period.start and end is spell.period.end and status is spell.status:
        return spell
    return attrs.evolve(spell, period=Period(start, end), status=status)
