"""Evidence beyond the rows' own dates: events, dated sources, what an edition listed, witnesses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.changes import Change
from diplomap.diffing.editions import Editions
from diplomap.diffing.listings import Listings
from diplomap.diffing.natural_keys import folded
from diplomap.diffing.natures import Rule
from diplomap.diffing.witnesses import Testimony, Witness, testimonies
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event, EventKind
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE

Subject = tuple[int | None, int | None]

_BEGAN = frozenset({EventKind.OPENED, EventKind.REOPENED})
_EVENTS = {
    ChangeKind.OPENED: _BEGAN,
    ChangeKind.APPEARED: _BEGAN,
    ChangeKind.REOPENED: _BEGAN,
    ChangeKind.CLOSED: frozenset({EventKind.CLOSED}),
    ChangeKind.GONE: frozenset({EventKind.CLOSED}),
    ChangeKind.SUSPENDED: frozenset({EventKind.SUSPENDED, EventKind.EVACUATED}),
    ChangeKind.CLOSURE_ANNOUNCED: frozenset({EventKind.CLOSURE_ANNOUNCED}),
    ChangeKind.UPGRADED: frozenset({EventKind.UPGRADED}),
    ChangeKind.DOWNGRADED: frozenset({EventKind.DOWNGRADED}),
    ChangeKind.RELOCATED: frozenset({EventKind.RELOCATED}),
    ChangeKind.RENAMED: frozenset({EventKind.RENAMED}),
    ChangeKind.ACCREDITATION_GAINED: frozenset({EventKind.ACCREDITED}),
    ChangeKind.ACCREDITATION_LOST: frozenset({EventKind.ACCREDITATION_ENDED}),
}
_UNSETTLED = str(Rule.NO_EVIDENCE)
# Of several events that agree, the one that says most.
_RULES_OF_EVENTS = (Rule.EVENT_TOLD, Rule.EVENT_BEFORE, Rule.EVENT_AFTER)


class Evidence:
    """What two editions, and witnesses, say of changes that no date of their rows decides.

    `only_old` and `only_new` are the places of the missions that stand in one edition alone.
    """

    def __init__(
        self,
        old: Dataset,
        new: Dataset,
        editions: Editions,
        only_old: Sequence[int],
        only_new: Sequence[int],
        witnesses: Sequence[Witness] = (),
    ) -> None:
        self.old, self.new, self.editions, self.witnesses = old, new, editions, witnesses
        self._only_new = only_new
        self._listings = Listings(old, new, only_old, only_new)
        self._sources = {**_dates(old), **_dates(new)}

    def settled(self, changes: list[Change], subject: Subject) -> list[Change]:
        """Changes of one mission, each that its dates leave undetermined judged by what else there is."""
        if self.editions.backwards or all(change.rule != _UNSETTLED for change in changes):
            return changes
        return [self._settled(change, subject) if change.rule == _UNSETTLED else change for change in changes]

    def _settled(self, change: Change, subject: Subject) -> Change:
        found = next((one for one in self._judgements(change, subject) if one is not None), None)
        if found is None:
            return change
        rule, kind, when = found.rule, change.kind, change.when
        came = kind is ChangeKind.APPEARED
        if came and rule.nature is Nature.COVERAGE and change.new is not None:
            complete = self.editions.old_looked(change.new) is TRUE
            rule = Rule.WAS_LOOKED_FOR if complete else rule
        if found.when is not None and rule in (Rule.EVENT_AFTER, Rule.WITNESS_AFTER):
            kind, when = ChangeKind.OPENED if came else kind, found.when
        return attrs.evolve(
            change, kind=kind, nature=rule.nature, rule=str(rule), when=when, witness=found.witness
        )

    def _judgements(self, change: Change, subject: Subject) -> Iterator[Testimony | None]:
        yield self._by_events(change)
        yield self._by_sources(change)
        if change.kind is ChangeKind.APPEARED and subject[1] is not None:
            yield self._testimonies.get(subject[1])
            yield from map(Testimony, self._listings.came(subject[1]))
        elif change.kind is ChangeKind.GONE and subject[0] is not None:
            yield from map(Testimony, self._listings.went(subject[0]))

    def _by_events(self, change: Change) -> Testimony | None:
        kinds = _EVENTS.get(change.kind)
        if kinds is None or not (self.old.events or self.new.events):
            return None
        found: dict[Rule, PartialDate | None] = {}
        for event, told_by_old in self._events(change):
            if event.kind in kinds and _fits(event, change):
                rule = self._rule_of(event, told_by_old)
                if rule is not None:
                    found.setdefault(rule, event.date)
        if len({rule.nature for rule in found}) != 1:
            return None
        rule = next(rule for rule in _RULES_OF_EVENTS if rule in found)
        when = found[rule]
        if change.kind is ChangeKind.APPEARED and rule is Rule.EVENT_BEFORE:
            rule = Rule.EVENT_BEGAN
        return Testimony(rule, when)

    def _events(self, change: Change) -> Iterator[tuple[Event, bool]]:
        old, new = change.old, change.new
        for dataset, mission, other, told_by_old in ((self.old, old, new, True), (self.new, new, old, False)):
            if mission is not None:
                mission_id = mission.id
            elif other is not None and other.id not in dataset.missions.places:
                mission_id = other.id
            else:
                # The id stands for another post here.
                continue
            for event in dataset.events.to_mission(mission_id):
                yield event, told_by_old

    def _rule_of(self, event: Event, told_by_old: bool) -> Rule | None:
        day, new_day, when = self.editions.old_day, self.editions.new_day, event.date
        if when is not None and day is not None and when.lo > day:
            return Rule.EVENT_AFTER if new_day is None or when.lo <= new_day else None
        if told_by_old:
            return Rule.EVENT_TOLD
        return Rule.EVENT_BEFORE if when is not None and day is not None and when.hi <= day else None

    def _by_sources(self, change: Change) -> Testimony | None:
        day = self.editions.old_day
        if change.new is None or day is None or not self._sources:
            return None
        cited = change.sources if change.new_spell is None else change.new_spell.sources
        known = change.old_spell.sources if change.old_spell is not None else ()
        if change.old is not None and change.old_spell is None:
            known = tuple(source for spell in change.old.spells for source in spell.sources)
        dates = [self._sources[one] for one in cited if one not in known and one in self._sources]
        if change.kind is ChangeKind.APPEARED:
            return Testimony(Rule.SOURCE_LISTS) if any(one.hi <= day for one in dates) else None
        if not dates:
            return None
        if all(one.hi <= day for one in dates):
            # A source that is older than what it tells announced it.
            announced = change.when is not None and change.when.lo > max(one.hi for one in dates)
            return None if announced else Testimony(Rule.SOURCE_BEFORE)
        return Testimony(Rule.SOURCE_AFTER) if all(one.lo > day for one in dates) else None

    @cached_property
    def _testimonies(self) -> dict[int, Testimony]:
        return testimonies(self.new, self._only_new, self.witnesses, self.editions.old_day)


def _dates(dataset: Dataset) -> dict[str, PartialDate]:
    return {one.id: one.date for one in dataset.sources if one.date is not None}


def _fits(event: Event, change: Change) -> bool:
    """Whether what an event tells in detail is what the change says: kind, city, accredited party."""
    told = {name: new or old for name, (old, new) in change.fields.items()}
    for detail, column in (("kind", "kind"), ("city", "city")):
        said = event.says(detail)
        if said and column in told and folded(said) != folded(told[column]):
            return False
    to = event.says("to")
    accredited: Iterable[str] = (one.split(" ")[0] for one in told.get("accredited_to", "").split("|"))
    return not to or "accredited_to" not in told or to in set(accredited)
