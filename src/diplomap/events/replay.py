"""Replay: the map that a list of events makes of a dataset, and the events that could not be posted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from diplomap.events.books import Books, Refused, Why
from diplomap.events.corrections import correct, is_rekeying
from diplomap.events.facts import About, event_facts
from diplomap.events.lines import Line
from diplomap.events.ordering import in_order_of_dates
from diplomap.events.posting import post
from diplomap.events.records_of import dataset_of
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event, EventKind
from diplomap.model.relations import RelationKind


@attrs.frozen(slots=True)
class Problem:
    """An event that could not be posted: the event, its place among the events, and why."""

    event: Event
    place: int
    why: Why
    message: str

    def __str__(self) -> str:
        return f"{self.event.id}: {self.message}"


@attrs.frozen(slots=False, eq=False)
class Replay:
    """What a replay gives: `dataset`, the map after all events, and `problems`, the events not posted.

    `lines` is the map as lines, each with the places of the events by which it is what it is.
    """

    dataset: Dataset
    problems: tuple[Problem, ...]
    events: tuple[Event, ...]
    lines: tuple[Line, ...] = attrs.field(repr=False)

    def at(self, day: date | str) -> Dataset:
        """The map as it would have stood on a day; see `Dataset.at`.

        Raises ValueError for a text that is no full date.
        """
        return self.dataset.at(day)


def replay(events: Iterable[Event], start: Dataset | None = None) -> Replay:
    """What events make of a dataset; of an empty map, where none is given.

    Events about one thing are taken in the order of their dates where dates settle it, else in that of the
    table. An event whose condition is not met is not posted, and told among the problems. The dataset keeps
    its own `as_of`, coverage and everything else that is no part of the map.

    >>> from diplomap.values.dates import PartialDate
    >>> told = [
    ...     Event("o", PartialDate.parse("2013"), EventKind.OPENED, ("PRK",), "ESP", "prk-esp",
    ...         (("kind", "embassy"), ("city", "Madrid"))),
    ...     Event("c", PartialDate.parse("2023-10-26"), EventKind.CLOSED, ("PRK",), "ESP", "prk-esp"),
    ... ]
    >>> after = replay(told)
    >>> [str(spell.period) for spell in after.dataset.missions[0].spells], after.problems
    (['2013/2023-10-26'], ())
    >>> print(replay(told[1:]).problems[0])
    c: nothing is told of prk-esp that could be closed
    """
    start = Dataset() if start is None else start
    told = tuple(events)
    books = Books(start)
    problems: list[Problem] = []
    for places in _threads(told):
        for place in in_order_of_dates(told, places):
            event = told[place]
            try:
                (correct if event.kind is EventKind.CORRECTED else post)(books, event, place)
            except Refused as refused:
                problems.append(Problem(event, place, refused.why, refused.message))
    problems.extend(_homeless(books, told))
    lines = tuple(line for held in books.lines.values() for line in held)
    after = dataset_of(start, books.lines, books.rekeyed)
    known = set(start.events)
    kept = attrs.evolve(after, events=(*start.events, *(one for one in told if one not in known)))
    return Replay(kept, tuple(sorted(problems, key=lambda one: one.place)), told, lines)


def _threads(events: tuple[Event, ...]) -> Iterable[list[int]]:
    """The places of the events about each thing. A mission's new id comes first: it holds at all times."""
    threads: dict[tuple[object, ...], list[int]] = {}
    rekeys: list[int] = []
    for place, event in enumerate(events):
        if is_rekeying(event):
            rekeys.append(place)
        else:
            threads.setdefault(_thread(event), []).append(place)
    yield from ([place] for place in rekeys)
    # Whom a mission is accredited to can be told only of a mission that is told.
    yield from (places for key, places in threads.items() if key[0] != "also")
    yield from (places for key, places in threads.items() if key[0] == "also")


def _thread(event: Event) -> tuple[object, ...]:
    about: str = event_facts(event.kind).about
    if about == About.RECORD:
        about = _TOLD_OF.get(event.says("table"), "")
    parties = tuple(sorted((*event.subject, event.with_ or "")))
    if about in (About.MISSION, About.HEAD):
        return ("mission", event.mission)
    if about == About.ACCREDITATION:
        return ("also", event.mission)
    if about == About.RELATION:
        return ("relation", parties, event.says("kind") or str(RelationKind.DIPLOMATIC))
    if about == About.RECOGNITION:
        return ("recognition", event.with_ or parties)
    if about == About.SANCTION:
        return ("sanction", event.says("sanction"))
    return ("",)


_TOLD_OF = {
    "missions": About.MISSION,
    "accreditations": About.ACCREDITATION,
    "relations": About.RELATION,
    "recognitions": About.RECOGNITION,
    "sanctions": About.SANCTION,
}


def _homeless(books: Books, events: tuple[Event, ...]) -> Iterable[Problem]:
    """Accreditations of missions of which nothing is told; they have no place on the map."""
    from diplomap.events.lines import ACCREDITATIONS, MISSIONS, Thing

    for thing in [*books.lines]:
        if thing.table == ACCREDITATIONS and books.lines[thing]:
            mission = Thing(MISSIONS, thing.id, thing.subject, thing.with_)
            if not books.lines.get(mission):
                by = dict.fromkeys(place for line in books.lines[thing] for place in line.by)
                books.lines[thing] = []
                for place in by:
                    message = f"nothing is told of {thing.id}, which it accredits"
                    yield Problem(events[place], place, Why.MISSION, message)
