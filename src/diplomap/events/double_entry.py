"""Double entry: what a dataset's events tell beside what its record holds, and what they claim to tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from diplomap.events.books import Refused, pairs
from diplomap.events.facts import About, Effect, event_facts
from diplomap.events.lines import (
    ACCREDITATIONS,
    CELLS,
    MISSIONS,
    RECOGNITIONS,
    RELATIONS,
    SANCTIONS,
    TABLES,
    Thing,
    lines_of,
)
from diplomap.events.replay import Replay, replay
from diplomap.events.same_map import MapDifference, differences_of
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event
from diplomap.values.dates import OPEN_LO, PartialDate
from diplomap.values.periods import End

Claim = tuple[str, ...]


@attrs.frozen(slots=True)
class Account:
    """The events of a dataset replayed from an empty map, and where the result differs from the record.

    In `differences`, `old` is the line on record and `new` the line that the events give. Only what the
    events claim to tell is compared: every thing with an event that changes it, and the tables that the
    coverage calls complete. `claims` are those things.
    """

    replay: Replay
    differences: tuple[MapDifference, ...]
    claims: frozenset[Claim]


def account(dataset: Dataset) -> Account:
    """What the events of a dataset tell, set against its record.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> from diplomap.model.events import EventKind
    >>> opened = Event("e", None, EventKind.OPENED, ("PRK",), "ESP", "m", (("kind", "legation"),))
    >>> ds = Dataset([Mission("m", ("PRK",), "ESP", (Spell(Kind.EMBASSY),))], events=[opened])
    >>> [difference.fields for difference in account(ds).differences]
    [('kind',)]
    """
    after = replay(dataset.events, Dataset(as_of=dataset.as_of))
    whole = complete_tables(dataset.coverage)
    claims = frozenset(claim for event in dataset.events for claim in claims_of(event))
    found = tuple(
        differs
        for differs in differences_of(lines_of(dataset), after.lines)
        if (differs.new is not None or differs.thing.table in whole or claim_of(differs.thing) in claims)
        and not says_no_more(differs, dataset.as_of)
    )
    return Account(after, found, claims)


def says_no_more(differs: MapDifference, as_of: date | None) -> bool:
    """Whether the record merely leaves open what the events do, so that neither contradicts the other.

    So it does in a snapshot (`Dataset.at`): a post of which nobody says since when had begun by the day of
    the edition; what had not ended by the snapshot's day is open, and nobody says how long it lasted.
    """
    if differs.old is None or differs.new is None or not differs.fields:
        return False
    old, new = differs.old.period, differs.new.period
    open_start = (
        old.start is not None
        and new.start is None
        and old.start.lo == OPEN_LO
        and (as_of is None or old.start.hi > as_of.toordinal())
    )
    later = as_of is not None and isinstance(new.end, PartialDate) and new.end.lo > as_of.toordinal()
    open_end = (old.end is End.UNKNOWN and new.end is End.OPEN) or (old.end is End.OPEN and later)
    left_open = {"since": open_start, "until": open_end}
    return all(left_open.get(name, False) for name in differs.fields)


def complete_tables(coverage: Mapping[str, Any]) -> frozenset[str]:
    """The tables whose every row has its event, by ``coverage.events.complete``: true, or their names.

    >>> sorted(complete_tables({"events": {"complete": ["missions"]}}))
    ['missions']
    >>> len(complete_tables({"events": {"complete": True}})), len(complete_tables({}))
    (5, 0)
    """
    told = coverage.get("events")
    complete = told.get("complete") if isinstance(told, Mapping) else None
    if complete is True:
        return frozenset(TABLES)
    return frozenset(complete) & frozenset(TABLES) if isinstance(complete, list | tuple) else frozenset()


def event_count(coverage: Mapping[str, Any], as_of: date | None = None) -> int | None:
    """How many events there are by ``coverage.events.count``, the control total; None where it is not told.

    Where the coverage names its last day (``to``), the total is that of this day, and not of snapshots of
    other days.

    Events that only tell (an announcement, an expulsion) leave no trace on the map: where one is lost, the
    control total alone can show it.

    >>> event_count({"events": {"complete": True, "count": 118}})
    118
    """
    told = coverage.get("events")
    if as_of is not None and coverage.get("to") not in (None, as_of.isoformat()):
        return None
    count = told.get("count") if isinstance(told, Mapping) else None
    return count if isinstance(count, int) and not isinstance(count, bool) else None


def claim_of(thing: Thing) -> Claim:
    """What an event must be about to tell of a thing.

    >>> claim_of(Thing("relations", "", ("PRK",), "ESP", "diplomatic"))
    ('relations', 'ESP', 'PRK', 'diplomatic')
    """
    if thing.table == RELATIONS:
        return (RELATIONS, *sorted((*thing.subject, thing.with_)), thing.of)
    if thing.table == RECOGNITIONS:
        return (RECOGNITIONS, *thing.subject, thing.with_)
    return (thing.table, thing.id, thing.of) if thing.table == ACCREDITATIONS else (thing.table, thing.id)


def changes_the_map(event: Event) -> bool:
    """Whether an event does something to the map, by its kind or by what its details set.

    >>> from diplomap.model.events import EventKind
    >>> changes_the_map(Event("e", None, EventKind.CLOSURE_ANNOUNCED, ("PRK",), "ESP", "m"))
    False
    """
    facts = event_facts(event.kind)
    if facts.effect is not Effect.TELLS:
        return True
    return bool(event.mission) and any(name in (*CELLS[MISSIONS], "blank") for name, _ in event.detail)


def claims_of(event: Event) -> tuple[Claim, ...]:
    """What an event claims to tell of; nothing where it changes nothing on the map."""
    about = event_facts(event.kind).about
    if not changes_the_map(event):
        return ()
    table = event.says("table")
    if about in (About.MISSION, About.HEAD) or table == MISSIONS:
        return ((MISSIONS, event.mission),)
    if about is About.ACCREDITATION or table == ACCREDITATIONS:
        return ((ACCREDITATIONS, event.mission, event.says("to") or event.with_ or ""),)
    if about is About.SANCTION or table == SANCTIONS:
        return ((SANCTIONS, event.says("sanction")),)
    try:
        both = pairs(event)
    except Refused:
        return ()
    if about is About.RELATION or table == RELATIONS:
        kind = event.says("kind") or "diplomatic"
        return tuple((RELATIONS, *sorted(pair), kind) for pair in both)
    return tuple((RECOGNITIONS, *pair) for pair in both)
