"""The events that lead from one dataset's map to another's: events of the world, and correcting entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from diplomap.events.books import Books
from diplomap.events.corrections import correct, correction, is_rekeying, rekeying
from diplomap.events.event_ids import EventIds
from diplomap.events.lines import ACCREDITATIONS, MISSIONS, RELATIONS, Line, Thing, lines_of
from diplomap.events.ordering import in_order_of_dates
from diplomap.events.posting import post
from diplomap.events.replay import replay
from diplomap.events.same_map import by_thing, differences_of_thing
from diplomap.events.telling import Teller
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event, EventKind

Lines = Mapping[Thing, Sequence[Line]]


def events_of_dataset(dataset: Dataset) -> tuple[Event, ...]:
    """The events that build a dataset's map from an empty one.

    What no events of the world would give (spells that overlap, relations that never were) is put in by
    correcting entries. Ids are readable and stay the same while the record does; each event carries the
    sources of the row that it is made of.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> stay = Period(PartialDate.parse("2013"), PartialDate.parse("2023-10-26"))
    >>> ds = Dataset([Mission("prk-esp", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=stay),))])
    >>> [event.id for event in events_of_dataset(ds)]
    ['prk-esp-opened-2013', 'prk-esp-closed-2023']
    """
    return events_between(Dataset(), dataset, all_dates=True)


def events_between(
    old: Dataset,
    new: Dataset,
    *,
    rekeyed: Iterable[tuple[Thing, Thing]] = (),
    all_dates: bool = False,
) -> tuple[Event, ...]:
    """The events that, replayed on `old`, give the map of `new`.

    What surely happened after the day for which the old edition speaks is told by events of their kind with
    their dates. All else that differs is no news of the world but of its record, and told by correcting
    entries; with `all_dates`, events of any date are told as such. `rekeyed` are missions that the editions
    tell under other ids or parties.

    >>> events_between(Dataset(), Dataset())
    ()
    """
    ids = EventIds(frozenset(event.id for event in old.events))
    rekeys = [rekeying(was, now, "rekeyed") for was, now in rekeyed]
    was = by_thing(replay(rekeys, old).lines if rekeys else lines_of(old))
    now = by_thing(lines_of(new))
    both = both_tell({*was, *now})
    things = [thing for thing in {**was, **now} if Counter(was.get(thing)) != Counter(now.get(thing))]
    things.sort(key=lambda thing: _RANK.get(thing.table, 2))
    told: dict[Thing, list[Event]] = {}
    for thing in things:
        events = Teller().of(thing, now.get(thing, ()), told_by=pair_of(thing) in both)
        if events:
            told[thing] = events
    told = _settled(told, now)
    while True:
        made, owners = [*rekeys], [*(now for _, now in rekeyed)]
        for thing in things:
            events = told.get(thing, [])
            first = 0 if all_dates else _first_news(events, old.as_of)
            target = _lines_after(events[:first], thing) if events else now.get(thing, ())
            mended = _corrections(thing, was.get(thing, ()), target)
            made += [*mended, *events[first:]]
            owners += [thing] * (len(made) - len(owners))
        wrong = _wrong(made, owners, old, now, told)
        if not wrong:
            return _with_ids(made, owners, ids)
        told = {thing: events for thing, events in told.items() if thing not in wrong}


# Missions before what is told of them.
_RANK = {MISSIONS: 0, ACCREDITATIONS: 1}


def both_tell(things: Iterable[Thing]) -> set[tuple[str, ...]]:
    """The relations that both parties tell, each by a thing of its own.

    >>> both_tell([Thing("relations", "", (one,), two, "consular") for one, two in ("AB", "BA", "AC")])
    {('A', 'B', 'consular')}
    """
    told = Counter(pair_of(thing) for thing in set(things) if thing.table == RELATIONS)
    return {pair for pair, count in told.items() if count > 1}


def pair_of(thing: Thing) -> tuple[str, ...]:
    """The two parties of a thing in the order of their ids, and what it is of."""
    return (*sorted((*thing.subject, thing.with_)), thing.of)


def _settled(told: dict[Thing, list[Event]], now: Lines) -> dict[Thing, list[Event]]:
    """Of the events of each thing those that really give its lines, seen by replaying all of them."""
    while True:
        # What is not told by events stands as it is, so that a mission may be accredited.
        events, owners = [], []
        for thing, lines in now.items():
            some = told.get(thing) or [correction(None, line, "stands") for line in lines]
            events += some
            owners += [thing] * len(some)
        wrong = _wrong(events, owners, Dataset(), now, told)
        if not wrong:
            return told
        told = {thing: some for thing, some in told.items() if thing not in wrong}


def _wrong(
    events: Sequence[Event], owners: Sequence[Thing], start: Dataset, now: Lines, told: Mapping[Thing, Any]
) -> set[Thing]:
    """The things told by events that, replayed, do not give their lines."""
    after = replay(events, start)
    got = by_thing(after.lines)
    wrong = {owners[problem.place] for problem in after.problems}
    wrong |= {thing for thing in told if Counter(got.get(thing)) != Counter(now.get(thing))}
    return wrong & told.keys()


def _with_ids(events: Sequence[Event], owners: Sequence[Thing], ids: EventIds) -> tuple[Event, ...]:
    """The events, each with an id that no other event has."""
    return tuple(
        attrs.evolve(event, id=ids.make(owner, "rekeyed" if is_rekeying(event) else event.kind, event.date))
        for event, owner in zip(events, owners, strict=True)
    )


def _first_news(events: Sequence[Event], start: date | None) -> int:
    """From which event on all of them surely happened after a day."""
    if start is None:
        return len(events)
    first, day = len(events), start.toordinal()
    while first and (told := events[first - 1].date) is not None and told.lo > day:
        first -= 1
    return first


def _lines_after(events: Sequence[Event], thing: Thing) -> Sequence[Line]:
    books = Books(Dataset())
    for place in in_order_of_dates(events):
        event = events[place]
        (correct if event.kind is EventKind.CORRECTED else post)(books, event, place)
    return books.lines.get(thing, [])


def _corrections(thing: Thing, old: Sequence[Line], new: Sequence[Line]) -> Iterable[Event]:
    for differs in differences_of_thing(thing, old, new):
        yield correction(differs.old, differs.new, "corrected")
