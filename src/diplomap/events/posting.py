"""Posting one event: its condition is asked, what stood is ended, and what it tells begins."""

from __future__ import annotations

import attrs

from diplomap.events.books import Books, Refused, Why, standing, state_of
from diplomap.events.facts import About, Effect, EventFacts, event_facts
from diplomap.events.lines import (
    CELLS,
    MISSIONS,
    Line,
    Thing,
    cell_text,
    end_of,
    make_cells,
    parted,
)
from diplomap.events.readable import refuse_unreadable
from diplomap.model.events import Event
from diplomap.model.statuses import Status
from diplomap.values.dates import DateSyntaxError, PartialDate
from diplomap.values.periods import End, Period


def post(books: Books, event: Event, place: int) -> None:
    """Post an event into the books.

    Raises Refused where it cannot be posted; the books are then as they were.
    """
    facts = event_facts(event.kind)
    if facts.about in (About.PROTECTION, About.STATE) or _only_tells(event, facts):
        return
    for thing in [*books.things(event, facts)]:
        _post(books, thing, event, facts, place)


def _only_tells(event: Event, facts: EventFacts) -> bool:
    # Somebody may be expelled, or a head recalled, of no mission that the table tells.
    return facts.effect is Effect.TELLS and not event.mission


def _post(books: Books, thing: Thing, event: Event, facts: EventFacts, place: int) -> None:
    held = books.lines.get(thing, [])
    state = state_of(thing, held)
    if state not in facts.before:
        if thing.table == MISSIONS and state == "absent":
            raise Refused(Why.CONDITION, f"nothing is told of {thing.id} that could be {event.kind}")
        raise Refused(Why.CONDITION, _unmet(event, state, facts))
    told = _told_cells(thing, event)
    if facts.effect is Effect.TELLS and not told and not event.says("blank"):
        return
    stands = standing(held)
    end = _until(event)
    if facts.effect is Effect.ENDS:
        if stands is not None:
            _replace(held, stands, _ended(stands, event, end, place))
        return
    begun = _begun(thing, held, stands, told, event, facts, end, place)
    if facts.effect is not Effect.ADDS and stands is not None:
        _replace(held, stands, _ended_by(stands, event, place))
    books.of(thing).append(begun)


def _unmet(event: Event, state: str, facts: EventFacts) -> str:
    words = {
        "absent": "nothing is told before",
        "gone": "it is closed then",
        "ended": "it has ended then",
        "standing": "it stands already",
    }
    may = " or ".join(one for one in facts.before if one not in ("absent", "ended"))
    what = str(event.kind).replace("_", " ")
    stood = words.get(state, f"it is {state} then")
    return f"{what}, but {stood}" + (f"; it must be {may}" if may else "")


def _told_cells(thing: Thing, event: Event) -> dict[str, str]:
    names = CELLS[thing.table]
    # The `kind` of relations tells which they are, not how they stand.
    told = {name: cell_text(name, text) for name, text in event.detail if name in names and text}
    refuse_unreadable(thing.table, told)
    return told


def _begun(
    thing: Thing,
    held: list[Line],
    stands: Line | None,
    told: dict[str, str],
    event: Event,
    facts: EventFacts,
    end: PartialDate | End,
    place: int,
) -> Line:
    before = stands or (held[-1] if held else None)
    cells = dict(before.cells) if facts.inherits and before is not None else {}
    for name in parted(event.says("blank")):
        cells.pop(name, None)
    cells |= {**facts.sets, **told}
    if thing.table == MISSIONS and "kind" not in cells:
        raise Refused(Why.DETAIL, "it does not say what kind of mission it is: write kind=… in its detail")
    if thing.table == MISSIONS and "status" not in cells:
        cells["status"] = str(Status.OPERATING)
    period = _period(event.date, end)
    return Line(thing, make_cells(thing.table, cells), period, None, (), (place,), event.sources)


def _ended(line: Line, event: Event, end: PartialDate | End, place: int) -> Line:
    """A line as an event that only ends it leaves it.

    Nobody may say when: of a mission its status then tells that it closed; of an accreditation nobody can
    say more than that it may have ended.
    """
    cells = dict(line.cells)
    over: PartialDate | End = event.date or (
        End.UNKNOWN if line.thing.table != MISSIONS or end is End.UNKNOWN else End.OPEN
    )
    status = event.says("status")
    if line.thing.table == MISSIONS:
        refuse_unreadable(MISSIONS, {"status": status} if status else {})
        if status or event.date is None:
            cells["status"] = status or str(Status.CLOSED)
    closed = attrs.evolve(line, cells=make_cells(line.thing.table, cells))
    return _with_end(closed, over, event, place)


def _ended_by(line: Line, event: Event, place: int) -> Line:
    return _with_end(line, event.date or End.UNKNOWN, event, place)


def _with_end(line: Line, end: PartialDate | End, event: Event, place: int) -> Line:
    return attrs.evolve(
        line,
        period=_period(line.period.start, end),
        by=(*line.by, place),
        sources=tuple(dict.fromkeys((*line.sources, *event.sources))),
        over=True,
    )


def _period(start: PartialDate | None, end: PartialDate | End) -> Period:
    try:
        return Period(start, end)
    except ValueError:
        raise Refused(Why.CONDITION, f"it would end ({end}) before it began ({start})") from None


def _until(event: Event) -> PartialDate | End:
    try:
        return end_of(event.says("until"))
    except DateSyntaxError as error:
        raise Refused(Why.DETAIL, f"until: {error}") from None


def _replace(held: list[Line], old: Line, new: Line) -> None:
    held[next(place for place, line in enumerate(held) if line is old)] = new
