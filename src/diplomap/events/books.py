"""The books into which events are posted: the lines of every thing, and how an event finds its thing."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import attrs

from diplomap.events.facts import About, EventFacts
from diplomap.events.lines import (
    ACCREDITATIONS,
    MISSIONS,
    RECOGNITIONS,
    RELATIONS,
    SANCTIONS,
    Line,
    Thing,
    lines_of,
)
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event
from diplomap.model.relations import RelationKind
from diplomap.model.statuses import Status
from diplomap.values.periods import End


class Why(StrEnum):
    """Why an event was not posted: its condition is not met, its mission is unknown, it does not say
    enough (or in words nobody knows), or there is no such line to correct."""

    CONDITION = "condition"
    MISSION = "mission"
    DETAIL = "detail"
    CORRECTION = "correction"

    def __str__(self) -> str:
        return self.value


class Refused(Exception):
    """An event that is not posted, and why."""

    def __init__(self, why: Why, message: str) -> None:
        super().__init__(message)
        self.why, self.message = why, message


TABLE_OF = {
    About.MISSION: MISSIONS,
    About.HEAD: MISSIONS,
    About.RELATION: RELATIONS,
    About.RECOGNITION: RECOGNITIONS,
    About.ACCREDITATION: ACCREDITATIONS,
    About.SANCTION: SANCTIONS,
}


class Books:
    """The lines of every thing while events are posted; begun with those of a dataset."""

    def __init__(self, start: Dataset) -> None:
        self.lines: dict[Thing, list[Line]] = {}
        self.rekeyed: dict[Thing, Thing] = {}
        self.missions: dict[str, dict[Thing, None]] = {}
        for line in lines_of(start):
            self.of(line.thing).append(line)
        for thing, held in self.lines.items():
            self.lines[thing] = in_order_of_time(held)

    def of(self, thing: Thing) -> list[Line]:
        """The lines of a thing, an empty list of its own where it is new."""
        held = self.lines.get(thing)
        if held is None:
            held = self.lines[thing] = []
            if thing.table == MISSIONS:
                self.missions.setdefault(thing.id, {})[thing] = None
        return held

    def known(self, mission_id: str) -> list[Thing]:
        """The missions under an id that have a line."""
        return [thing for thing in self.missions.get(mission_id, ()) if self.lines[thing]]

    def things(self, event: Event, facts: EventFacts) -> Iterator[Thing]:
        """The things to which an event happens; a joint act of several parties happens to one for each.

        Raises Refused where it does not say which.
        """
        table = TABLE_OF[facts.about]
        if table == MISSIONS:
            yield self._mission(event, begins=bool(facts.sets.get("status")))
        elif table == ACCREDITATIONS:
            yield self._accreditation(event)
        elif table == SANCTIONS:
            regime = event.says("sanction")
            if not regime:
                raise Refused(Why.DETAIL, "it does not say which sanction: write sanction=… in its detail")
            yield Thing(table, regime, event.subject, _other(event), "", event.subject)
        else:
            for one, other in pairs(event):
                yield (
                    self._relation(event, one, other)
                    if table == RELATIONS
                    else Thing(table, "", (one,), other)
                )

    def _mission(self, event: Event, begins: bool) -> Thing:
        if not event.mission:
            raise Refused(Why.DETAIL, "it names no mission")
        named = Thing(MISSIONS, event.mission, event.subject, event.with_ or "", "", event.subject)
        known = self.known(event.mission)
        if named in known:
            return named
        if len(known) == 1 and not (begins and event.with_ and _others(known[0], event)):
            return known[0]
        near = [thing for thing in known if set(thing.subject) & set(event.subject)]
        if len(near) == 1 and not begins:
            return near[0]
        if known and not begins:
            raise Refused(Why.MISSION, f"several missions are called {event.mission}; it is none of them")
        if not known and not begins:
            return named
        _other(event)
        return named

    def _accreditation(self, event: Event) -> Thing:
        if not event.mission:
            raise Refused(Why.DETAIL, "it names no mission")
        to = event.says("to")
        known = self.known(event.mission)
        named = Thing(MISSIONS, event.mission, event.subject, event.with_ or "", "", event.subject)
        mission = named if named in known or len(known) != 1 else known[0]
        if not to:
            if event.with_ is None or event.with_ == mission.with_:
                raise Refused(Why.DETAIL, "it does not say to whom: write to=… in its detail")
            to = event.with_
            if mission is named and len(known) > 1:
                raise Refused(Why.MISSION, f"several missions are called {event.mission}; write to=…")
        return Thing(ACCREDITATIONS, mission.id, mission.subject, mission.with_, to, mission.told_subject)

    def _relation(self, event: Event, one: str, other: str) -> Thing:
        kind = event.says("kind") or str(RelationKind.DIPLOMATIC)
        if kind not in set(RelationKind):
            raise Refused(Why.DETAIL, f"{kind!r} is no kind of relations; they are diplomatic or consular")
        mine, theirs = Thing(RELATIONS, "", (one,), other, kind), Thing(RELATIONS, "", (other,), one, kind)
        told_by = event.says("told_by")
        if told_by:
            if told_by not in (one, other):
                raise Refused(Why.DETAIL, f"relations of {one} and {other} are not told by {told_by}")
            return mine if told_by == one else theirs
        # Relations have no direction: what one of the two does happens to the telling that there is.
        if not self.lines.get(mine) and self.lines.get(theirs):
            return theirs
        return mine


def in_order_of_time(lines: list[Line]) -> list[Line]:
    """The lines of a thing in the order of time.

    A stretch of which nobody says whether it ended is over where another came after it.

    >>> in_order_of_time([])
    []
    """
    held = sorted(lines, key=lambda line: line.order)
    return [
        attrs.evolve(line, over=True) if line.period.end is End.UNKNOWN and line is not held[-1] else line
        for line in held
    ]


def pairs(event: Event) -> list[tuple[str, str]]:
    """The pairs of parties that an event of relations or recognition is about.

    >>> from diplomap.model.events import EventKind
    >>> pairs(Event("e", None, EventKind.ESTABLISHED, ("PRK", "ESP")))
    [('PRK', 'ESP')]
    """
    if event.with_ is None and len(event.subject) == 2:
        return [(event.subject[0], event.subject[1])]
    other = _other(event)
    return [(one, other) for one in event.subject]


def standing(lines: list[Line]) -> Line | None:
    """The line of a thing that has not ended, the last where several have not; None where none stands."""
    for line in reversed(lines):
        ended = line.over or not isinstance(line.period.end, End)
        closed = line.thing.table == MISSIONS and line.cell("status") == Status.CLOSED
        if not ended and not closed:
            return line
    return None


def state_of(thing: Thing, lines: list[Line]) -> str:
    """In which state a thing is, in the words of the conditions.

    >>> state_of(Thing("missions", "m", ("PRK",), "ESP"), [])
    'absent'
    """
    if not lines:
        return "absent"
    if thing.table == SANCTIONS:
        return lines[-1].cell("stage")
    stands = standing(lines)
    if stands is None:
        return "gone" if thing.table == MISSIONS else "ended"
    return "standing" if thing.table == ACCREDITATIONS else stands.cell("status")


def _other(event: Event) -> str:
    if event.with_ is None:
        raise Refused(Why.DETAIL, "it does not name the other party (with)")
    if event.with_ in event.subject:
        raise Refused(Why.DETAIL, f"{event.with_} does it to itself")
    return event.with_


def _others(thing: Thing, event: Event) -> bool:
    """Whether an event that begins something tells other parties than a thing has."""
    return (thing.subject, thing.with_) != (tuple(sorted(event.subject)), event.with_)
