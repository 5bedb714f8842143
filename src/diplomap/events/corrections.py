"""Correcting entries: the record is put right by taking lines out of it and putting lines in."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from diplomap.events.books import Books, Refused, Why, in_order_of_time
from diplomap.events.lines import (
    ACCREDITATIONS,
    CELLS,
    MISSIONS,
    RELATIONS,
    SANCTIONS,
    TABLES,
    Line,
    Thing,
    cell_text,
    detail_text,
    end_of,
    end_text,
    joined,
    make_cells,
    parted,
)
from diplomap.events.readable import refuse_unreadable
from diplomap.model.events import Event, EventKind
from diplomap.model.relations import RelationKind
from diplomap.values.dates import DateSyntaxError, PartialDate
from diplomap.values.periods import Period

ADDED, REMOVED, REPLACED, REKEYED = "added", "removed", "replaced", "rekeyed"
# What every line of a table has to tell.
_NEEDED = {MISSIONS: ("kind", "status"), SANCTIONS: ("stage",), ACCREDITATIONS: ()}


def correction(old: Line | None, new: Line | None, event_id: str) -> Event:
    """The entry that takes the old line out and puts the new one in; of one thing, where both are given.

    >>> thing = Thing("missions", "m", ("PRK",), "ESP")
    >>> was = Line(thing, (("kind", "legation"), ("status", "operating")), Period())
    >>> now = Line(thing, (("kind", "embassy"), ("status", "operating")), Period())
    >>> [pair for pair in correction(was, now, "m-corrected").detail if "kind" in pair[0]]
    [('kind', 'embassy'), ('was_kind', 'legation')]
    """
    told = new or old
    assert told is not None, "a correction is of a line"
    thing = told.thing
    entry = REPLACED if old and new else ADDED if new else REMOVED
    detail: list[tuple[str, str]] = [("table", thing.table), ("entry", entry)]
    if thing.table == RELATIONS:
        detail.append(("kind", thing.of))
    elif thing.table == ACCREDITATIONS:
        detail.append(("to", thing.of))
    elif thing.table == SANCTIONS:
        detail.append(("sanction", thing.id))
    for line, mark in ((new, ""), (old, "was_")):
        if line is not None:
            detail += [(f"{mark}{name}", text) for name, text in _texts(line)]
    mission = thing.id if thing.table in (MISSIONS, ACCREDITATIONS) else ""
    return Event(
        event_id,
        None,
        EventKind.CORRECTED,
        thing.subject_as_told,
        thing.with_,
        mission,
        tuple(detail),
        sources=told.sources,
    )


def rekeying(old: Thing, new: Thing, event_id: str) -> Event:
    """The entry by which a mission gets another id or other parties, with everything told of it.

    >>> was, now = (Thing("missions", id_, ("PRK",), "ESP") for id_ in ("m", "prk-esp"))
    >>> rekeying(was, now, "e").says("was_mission")
    'm'
    """
    detail: list[tuple[str, str]] = [("table", MISSIONS), ("entry", REKEYED), ("was_mission", old.id)]
    if old.subject != new.subject:
        detail.append(("was_sending", joined(old.subject)))
    if old.with_ != new.with_:
        detail.append(("was_receiving", old.with_))
    return Event(event_id, None, EventKind.CORRECTED, new.subject_as_told, new.with_, new.id, tuple(detail))


def is_rekeying(event: Event) -> bool:
    """Whether an event is an entry made by `rekeying`."""
    return event.kind is EventKind.CORRECTED and event.says("entry") == REKEYED


def correct(books: Books, event: Event, place: int) -> None:
    """Post a correcting entry. Raises Refused where it is not whole, or what it takes out is not there."""
    if is_rekeying(event):
        _rekey(books, event)
        return
    thing = _thing(event)
    entry = event.says("entry")
    if entry not in (ADDED, REMOVED, REPLACED):
        raise Refused(Why.DETAIL, f"it does not say its entry: {ADDED}, {REMOVED}, {REPLACED} or {REKEYED}")
    new = None if entry == REMOVED else _line(thing, event, "", place)
    held = books.lines.get(thing, [])
    if entry == ADDED:
        assert new is not None
        books.of(thing).append(new)
    else:
        old = _line(thing, event, "was_", place)
        found = next((nth for nth, line in enumerate(held) if line == old), None)
        if found is None:
            raise Refused(Why.CORRECTION, "what it puts right does not stand on the record as it says")
        before = held[found]
        if new is None:
            del held[found]
        else:
            sources = event.sources or before.sources
            held[found] = attrs.evolve(
                new, record=before.record, place=before.place, by=(*before.by, place), sources=sources
            )
    books.lines[thing] = in_order_of_time(books.of(thing))


def _rekey(books: Books, event: Event) -> None:
    known = books.known(event.says("was_mission"))
    sending = tuple(sorted(parted(event.says("was_sending")) or event.subject))
    receiving = event.says("was_receiving") or event.with_
    found = [thing for thing in known if (thing.subject, thing.with_) == (sending, receiving)]
    if not found or event.with_ is None or not event.mission:
        raise Refused(Why.CORRECTION, f"no mission {event.says('was_mission')!r} of these parties is told")
    old = found[0]
    new = Thing(MISSIONS, event.mission, event.subject, event.with_, "", event.subject)
    if old == new:
        return
    moved = [
        (
            thing,
            attrs.evolve(thing, id=new.id, subject=new.subject, with_=new.with_, told_subject=event.subject),
        )
        for thing in books.lines
        if (thing.id, thing.subject, thing.with_) == (old.id, old.subject, old.with_)
        and thing.table in (MISSIONS, ACCREDITATIONS)
    ]
    for was, now in moved:
        lines = [attrs.evolve(line, thing=now) for line in books.lines[was]]
        books.lines[was] = []
        books.of(now).extend(lines)
    for first, last in [*books.rekeyed.items()]:
        if last == old:
            books.rekeyed[first] = new
    books.rekeyed.setdefault(old, new)


def _thing(event: Event) -> Thing:
    table, other = event.says("table"), event.with_
    if table not in TABLES:
        raise Refused(Why.DETAIL, f"it does not say its table: {', '.join(TABLES)}")
    if other is None or other in event.subject:
        raise Refused(Why.DETAIL, "it does not name the other party (with)")
    if table in (MISSIONS, ACCREDITATIONS):
        to = event.says("to")
        if not event.mission or (table == ACCREDITATIONS and not to):
            raise Refused(Why.DETAIL, "it does not name its mission, or the party accredited to (to)")
        return Thing(table, event.mission, event.subject, other, to, event.subject)
    if table == SANCTIONS:
        if not event.says("sanction"):
            raise Refused(Why.DETAIL, "it does not say which sanction: write sanction=… in its detail")
        return Thing(table, event.says("sanction"), event.subject, other, "", event.subject)
    kind = event.says("kind") or str(RelationKind.DIPLOMATIC) if table == RELATIONS else ""
    if (kind and kind not in set(RelationKind)) or len(event.subject) > 1:
        raise Refused(Why.DETAIL, "it names several parties, or no kind of relations")
    return Thing(table, "", event.subject, other, kind)


def _line(thing: Thing, event: Event, mark: str, place: int) -> Line:
    told = {name: cell_text(name, event.says(f"{mark}{name}")) for name in CELLS[thing.table]}
    lacking = [name for name in _NEEDED.get(thing.table, ("status",)) if not told[name]]
    if lacking:
        raise Refused(Why.DETAIL, f"it does not say {mark}{lacking[0]}")
    refuse_unreadable(thing.table, {name: text for name, text in told.items() if text})
    since, until = event.says(f"{mark}since"), event.says(f"{mark}until")
    try:
        period = Period(PartialDate.parse(since) if since else None, end_of(until))
    except DateSyntaxError as error:
        raise Refused(Why.DETAIL, str(error)) from None
    except ValueError as error:
        raise Refused(Why.DETAIL, str(error)) from None
    return Line(thing, make_cells(thing.table, told), period, None, (), (place,), event.sources)


def _texts(line: Line) -> Iterator[tuple[str, str]]:
    yield from ((name, detail_text(name, text)) for name, text in line.cells)
    if line.period.start is not None:
        yield "since", str(line.period.start)
    if end := end_text(line.period.end):
        yield "until", end
