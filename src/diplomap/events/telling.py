"""The events that a thing's lines tell: what began, turned and ended, each with its kind and date."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from diplomap.events.corrections import correction
from diplomap.events.lines import (
    ACCREDITATIONS,
    MISSIONS,
    RECOGNITIONS,
    RELATIONS,
    SANCTIONS,
    Line,
    Thing,
    detail_text,
    end_text,
    joined,
)
from diplomap.model.events import Event, EventKind
from diplomap.model.kinds import Kind, step_of
from diplomap.model.relations import Level
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

Detail = list[tuple[str, str]]


class Teller:
    """Makes the events of things; their ids are their kinds, until `EventIds` gives them better ones.

    `told_by` says whether events of relations name the party whose telling they belong to, which they must
    where both parties tell their relations.
    """

    def __init__(self) -> None:
        self._found: list[Event] = []

    def of(self, thing: Thing, lines: Sequence[Line], *, told_by: bool = False) -> list[Event] | None:
        """The events that give a thing these lines; None where no events of the world would.

        Lines that overlap, or of which one follows another in a way that has no name, are told by no
        events. That what is given here replays to the lines is for the caller to see.
        """
        self._found = []
        ordered = sorted(lines, key=lambda line: line.order)
        if thing.table == RELATIONS:
            told = self.relations(ordered, told_by)
        else:
            told = _TELLERS[thing.table](self, ordered)
        return self._found if told else None

    def add(
        self, line: Line, kind: EventKind, date: PartialDate | None, detail: Detail, until: str = ""
    ) -> None:
        """One more event, with the sources of a line."""
        thing = line.thing
        regime = [("sanction", thing.id)] if thing.table == SANCTIONS else []
        relation = [("kind", thing.of)] if thing.table == RELATIONS and thing.of != "diplomatic" else []
        to = [("to", thing.of)] if thing.table == ACCREDITATIONS else []
        end = [("until", until)] if until else []
        self._found.append(
            Event(
                str(kind),
                date,
                kind,
                thing.subject_as_told,
                thing.with_,
                thing.id if thing.table in (MISSIONS, ACCREDITATIONS) else "",
                (*regime, *relation, *to, *detail, *end),
                sources=line.sources,
            )
        )

    def missions(self, lines: Sequence[Line]) -> bool:
        """The events of a mission's spells."""
        before: Line | None = None
        for place, line in enumerate(lines):
            after = lines[place + 1] if place + 1 < len(lines) else None
            kind = EventKind.OPENED if before is None else _turn(before, line)
            if kind is None:
                return False
            detail = _changed(before, line, {} if before is None else _sets(kind))
            ends = line.period.end
            taken_over = after is not None and _takes_over(line, after)
            closed = line.cell("status") == Status.CLOSED
            until = "unknown" if ends is End.UNKNOWN and not closed and not taken_over else ""
            self.add(line, kind, line.period.start, detail, until)
            if not taken_over and (closed or isinstance(ends, PartialDate)):
                date = ends if isinstance(ends, PartialDate) else None
                status = [("status", "closed")] if closed and date is not None else []
                unknown = "unknown" if ends is End.UNKNOWN else ""
                self.add(line, EventKind.CLOSED, date, status, unknown)
            elif after is not None and not taken_over:
                return False
            before = line
        return True

    def relations(self, lines: Sequence[Line], told_by: bool) -> bool:
        """The events of one telling of relations."""
        before: Line | None = None
        for place, line in enumerate(lines):
            kind: EventKind | None = _RELATION_KINDS.get(line.cell("status"))
            level = line.cell("level")
            by = [("told_by", line.thing.subject[0])] if told_by else []
            if before is not None and before.cell("status") == line.cell("status"):
                kind = _level_turn(before.cell("level"), level)
            after = lines[place + 1] if place + 1 < len(lines) else None
            if kind is None and before is None and line.cell("status") == "never":
                # That there never were relations is no event: it is brought forward.
                taken_over = after is not None and _takes_over(line, after)
                end = End.OPEN if taken_over else line.period.end
                stood = attrs.evolve(line, period=Period(line.period.start, end))
                self._found.append(correction(None, stood, str(EventKind.CORRECTED)))
                before = line
                continue
            if kind is None:
                return False
            detail = [*by, *([("level", level)] if level else [])]
            self.add(line, kind, line.period.start, detail, _until(line, after))
            before = line
        return True

    def recognitions(self, lines: Sequence[Line]) -> bool:
        """The events of one party's recognition of another."""
        for place, line in enumerate(lines):
            status = line.cell("status")
            kind = _RECOGNITION_KINDS.get(status)
            if kind is None:
                return False
            after = lines[place + 1] if place + 1 < len(lines) else None
            detail = [("status", status)] if status == "implied" else []
            self.add(line, kind, line.period.start, detail, _until(line, after))
        return True

    def accreditations(self, lines: Sequence[Line]) -> bool:
        """The events of a mission's accreditation to one more party."""
        for line in lines:
            end = line.period.end
            until = "unknown" if end is End.UNKNOWN else ""
            self.add(line, EventKind.ACCREDITED, line.period.start, [], until)
            if isinstance(end, PartialDate):
                self.add(line, EventKind.ACCREDITATION_ENDED, end, [])
        return True

    def sanctions(self, lines: Sequence[Line]) -> bool:
        """The events of the steps of a regime: one each."""
        for line in lines:
            kind = EventKind(f"sanction_{line.cell('stage')}")
            detail = [(name, detail_text(name, text)) for name, text in line.cells if name != "stage"]
            self.add(line, kind, line.period.start, detail, end_text(line.period.end))
        return True


_TELLERS: dict[str, Callable[[Teller, Sequence[Line]], bool]] = {
    MISSIONS: Teller.missions,
    RECOGNITIONS: Teller.recognitions,
    ACCREDITATIONS: Teller.accreditations,
    SANCTIONS: Teller.sanctions,
}
_RELATION_KINDS = {
    "established": EventKind.ESTABLISHED,
    "suspended": EventKind.RELATIONS_SUSPENDED,
    "severed": EventKind.SEVERED,
    "restored": EventKind.RESTORED,
}
_RECOGNITION_KINDS = {
    "granted": EventKind.RECOGNISED,
    "implied": EventKind.RECOGNISED,
    "frozen": EventKind.RECOGNITION_FROZEN,
    "withdrawn": EventKind.RECOGNITION_WITHDRAWN,
}
_LEVELS = tuple(reversed(Level))


def _level_turn(before: str, after: str) -> EventKind | None:
    if not before or not after or before == after:
        return None
    higher = _LEVELS.index(Level(after)) > _LEVELS.index(Level(before))
    return EventKind.LEVEL_RAISED if higher else EventKind.LEVEL_LOWERED


def _takes_over(line: Line, after: Line) -> bool:
    """Whether the next line begins with the event that ends this one."""
    end, start = line.period.end, after.period.start
    return line.cell("status") != Status.CLOSED and (
        end == start if isinstance(end, PartialDate) else end is End.UNKNOWN and start is None
    )


def _until(line: Line, after: Line | None) -> str:
    return "" if after is not None and _takes_over(line, after) else end_text(line.period.end)


def _sets(kind: EventKind) -> dict[str, str]:
    from diplomap.events.facts import event_facts

    return dict(event_facts(kind).sets)


def _changed(before: Line | None, line: Line, sets: dict[str, str]) -> Detail:
    """The details by which a line differs from what it inherits and what its event sets by itself."""
    had = {"status": "operating"} if before is None else dict(before.cells)
    had |= sets
    has = dict(line.cells)
    if before is None and has.get("status") == Status.CLOSED:
        del has["status"]
    if has.get("status") == Status.CLOSED and had.get("status") == Status.OPERATING:
        has["status"] = "operating"
    detail = [(name, detail_text(name, text)) for name, text in has.items() if had.get(name) != text]
    lost = [name for name in had if name not in has and name != "status"]
    return [*detail, *([("blank", joined(lost))] if lost else [])]


def _turn(before: Line, line: Line) -> EventKind | None:
    """What it is called when one spell follows another; None where it has no name."""
    was, now = Status(before.cell("status")), Status(line.cell("status"))
    if not _takes_over(before, line):
        return EventKind.REOPENED
    if was is not now:
        return _STATUS_TURNS.get((was, now)) or _STATUS_TURNS.get((None, now))
    if before.cell("kind") != line.cell("kind"):
        return _STEPS[step_of(Kind(before.cell("kind")), Kind(line.cell("kind")))]
    if any(before.cell(name) != line.cell(name) for name in ("city", "host")):
        return EventKind.RELOCATED
    return EventKind.HEAD_APPOINTED if before.cell("head") != line.cell("head") else None


_STATUS_TURNS: dict[tuple[Status | None, Status], EventKind] = {
    (Status.PLANNED, Status.OPERATING): EventKind.OPENED,
    (Status.SUSPENDED, Status.OPERATING): EventKind.REOPENED,
    (Status.EVACUATED, Status.OPERATING): EventKind.REOPENED,
    (Status.UNKNOWN, Status.OPERATING): EventKind.REOPENED,
    (None, Status.SUSPENDED): EventKind.SUSPENDED,
    (None, Status.EVACUATED): EventKind.EVACUATED,
    (None, Status.CLOSING): EventKind.CLOSURE_ANNOUNCED,
}
# As `diplomap.diffing` calls such a change; what has no order is only called otherwise.
_STEPS = {None: EventKind.RENAMED, -1: EventKind.DOWNGRADED, 0: EventKind.RENAMED, 1: EventKind.UPGRADED}
