"""The events of a dataset or of a difference, and the difference that events make."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from diplomap.diffing.diff import Diff, diff
from diplomap.events.events_between import events_between, events_of_dataset
from diplomap.events.lines import mission_thing
from diplomap.events.replay import replay
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event


def events_from(given: Dataset | Diff) -> tuple[Event, ...]:
    """Of a dataset the events that build its map from an empty one; of a difference those that lead from
    its old edition to its new one.

    In a difference, what surely happened after the old edition's day is told by events of their kind with
    their dates. All else is a change of the record alone (revision, refinement, coverage, rekey, or
    undetermined) and told by entries of the kind `corrected`, so that the account always ends at the new
    edition: `replay(events_from(diff(a, b)), a).dataset` draws the map of b, for any two.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> stay = Period(PartialDate.parse("2013"), PartialDate.parse("2023-10-26"))
    >>> ds = Dataset([Mission("prk-esp", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=stay),))])
    >>> [event.id for event in events_from(ds)]
    ['prk-esp-opened-2013', 'prk-esp-closed-2023']
    >>> [event.id for event in events_from(diff(ds.at("2023-10-01"), ds.at("2024-01-30")))]
    ['prk-esp-closed-2023']

    Raises TypeError for what is neither.
    """
    if isinstance(given, Dataset):
        return events_of_dataset(given)
    if not isinstance(given, Diff):
        raise TypeError(f"events are told of a dataset or of a difference, not of {type(given).__name__}")
    pairs = given.pairing
    ids_old, ids_new = given.old.missions.store.ids, given.new.missions.store.ids
    rekeyed = {}
    for old, new in zip(pairs.old, pairs.new, strict=True):
        if ids_old[old] != ids_new[new] or not _same_parties(given, old, new):
            was, now = mission_thing(given.old.missions[old]), mission_thing(given.new.missions[new])
            if was != now:
                rekeyed[was] = now
    return events_between(given.old, given.new, rekeyed=rekeyed.items())


def diff_from(events: Iterable[Event], start: Dataset) -> Diff:
    """The difference that events make of a dataset: between it and what their replay gives.

    Where the dataset says for which day it speaks, what the replay gives speaks for the day by which all
    events had surely happened, if that is later.

    >>> from datetime import date
    >>> from diplomap.model.events import EventKind
    >>> from diplomap.values.dates import PartialDate
    >>> opened = Event("e", PartialDate.parse("2016-09"), EventKind.OPENED, ("PRK",), "BLR", "prk-blr",
    ...     (("kind", "embassy"),))
    >>> between = diff_from([opened], Dataset(as_of=date(2016, 1, 1)))
    >>> [str(change.kind) for change in between.changes], str(between.new.as_of)
    (['opened'], '2016-09-30')
    """
    told = tuple(events)
    after = replay(told, start).dataset
    if start.as_of is not None:
        last = [event.date.latest for event in told if event.date is not None and event.date.latest]
        after = attrs.evolve(after, as_of=max([start.as_of, *last]))
    return diff(start, after)


def _same_parties(given: Diff, old: int, new: int) -> bool:
    was, now = given.old.missions.store, given.new.missions.store
    return was.senders[old] == now.senders[new] and was.receivers[old] == now.receivers[new]
