"""From lines back to records: spells, accreditations, relations, recognitions and steps of sanctions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import attrs

from diplomap.events.lines import (
    ACCREDITATIONS,
    MISSIONS,
    RECOGNITIONS,
    RELATIONS,
    SANCTIONS,
    Line,
    Thing,
    mission_thing,
    parted,
)
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.recognitions import Recognition, RecognitionStatus
from diplomap.model.relations import Level, Relation, RelationKind, RelationStatus
from diplomap.model.sanctions import Instrument, Measure, Sanction, Stage
from diplomap.model.statuses import HeadRank, Status

Lines = dict[Thing, list[Line]]


def record_of(line: Line) -> Any:
    """The record that a line is; a line that came of a record keeps its note and foreign cells.

    >>> from diplomap.values.periods import Period
    >>> thing = Thing("recognitions", "", ("PAN",), "CHN")
    >>> record_of(Line(thing, (("status", "granted"),), Period())).recognised
    'CHN'
    """
    told = _MADE[line.thing.table](line.thing, dict(line.cells))
    told |= {"period": line.period, "sources": line.sources}
    if line.record is not None:
        return attrs.evolve(line.record, **told)
    return _CLASSES[line.thing.table](**told)


def _spell(thing: Thing, cells: dict[str, str]) -> dict[str, Any]:
    head = cells.get("head")
    return {
        "kind": Kind(cells["kind"]),
        "status": Status(cells["status"]),
        "seat": cells.get("city", ""),
        "host": cells.get("host"),
        "head": None if head is None else HeadRank(head),
    }


def _accreditation(thing: Thing, cells: dict[str, str]) -> dict[str, Any]:
    return {"to": thing.of}


def _relation(thing: Thing, cells: dict[str, str]) -> dict[str, Any]:
    level = cells.get("level")
    return {
        "party": thing.subject[0],
        "with_": thing.with_,
        "kind": RelationKind(thing.of),
        "status": RelationStatus(cells["status"]),
        "level": None if level is None else Level(level),
    }


def _recognition(thing: Thing, cells: dict[str, str]) -> dict[str, Any]:
    status = RecognitionStatus(cells["status"])
    return {"recogniser": thing.subject[0], "recognised": thing.with_, "status": status}


def _sanction(thing: Thing, cells: dict[str, str]) -> dict[str, Any]:
    return {
        "id": thing.id,
        "senders": thing.subject_as_told,
        "target": thing.with_,
        "stage": Stage(cells["stage"]),
        "measures": tuple(map(Measure, parted(cells.get("measures", "")))),
        "instruments": tuple(map(Instrument.parse, parted(cells.get("instruments", "")))),
        "objective": cells.get("objective", ""),
    }


_CLASSES: dict[str, Any] = {
    MISSIONS: Spell,
    ACCREDITATIONS: Accreditation,
    RELATIONS: Relation,
    RECOGNITIONS: Recognition,
    SANCTIONS: Sanction,
}
_MADE = {
    MISSIONS: _spell,
    ACCREDITATIONS: _accreditation,
    RELATIONS: _relation,
    RECOGNITIONS: _recognition,
    SANCTIONS: _sanction,
}


def dataset_of(start: Dataset, lines: Lines, rekeyed: dict[Thing, Thing]) -> Dataset:
    """A dataset with other lines; what stayed as it was is kept with everything that it said.

    `rekeyed` gives the thing that a mission of the start is now.
    """
    tables: dict[str, Any] = {name: _records(lines, name) for name in (RELATIONS, RECOGNITIONS, SANCTIONS)}
    return attrs.evolve(start, missions=Missions(_missions(start, lines, rekeyed)), **tables)


def _missions(start: Dataset, lines: Lines, rekeyed: dict[Thing, Thing]) -> Iterable[Mission]:
    also: Lines = {}
    for thing, held in lines.items():
        if thing.table == ACCREDITATIONS and held:
            also.setdefault(Thing(MISSIONS, thing.id, thing.subject, thing.with_), []).extend(held)
    made: set[Thing] = set()
    for mission in start.missions:
        thing = mission_thing(mission)
        thing = rekeyed.get(thing, thing)
        if thing not in made and lines.get(thing):
            made.add(thing)
            yield _mission(thing, lines[thing], also.get(thing, []), mission)
    for thing, held in lines.items():
        if thing.table == MISSIONS and thing not in made and held:
            yield _mission(thing, held, also.get(thing, []), None)


def _mission(thing: Thing, spells: list[Line], also: list[Line], was: Mission | None) -> Mission:
    sending = thing.subject_as_told
    if was is not None and set(was.sending) == set(sending):
        sending = was.sending
    return Mission(
        thing.id,
        sending,
        thing.with_,
        tuple(map(record_of, spells)),
        tuple(map(record_of, sorted(also, key=_as_stood))),
        "" if was is None else was.wikidata,
    )


def _records(lines: Lines, table: str) -> tuple[Any, ...]:
    held = chain.from_iterable(held for thing, held in lines.items() if thing.table == table)
    return tuple(map(record_of, sorted(held, key=_as_stood)))


def _as_stood(line: Line) -> tuple[bool, tuple[int, ...]]:
    return not line.place, line.place
