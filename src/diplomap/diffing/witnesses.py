"""Witnesses: other datasets, or other editions, that date a post which the two editions do not date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from diplomap.diffing.listings import item_number
from diplomap.diffing.natures import Rule
from diplomap.diffing.pairing import pair_missions
from diplomap.diffing.spells import in_order
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.missions import Mission, Spell
from diplomap.model.presence import mission_presence
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE


@attrs.frozen(slots=True)
class Witness:
    """A dataset that may date posts, and its name; `edition` where it is another edition of the same table.

    Posts of another edition are known by their ids, those of another dataset also by what they are.
    """

    name: str
    dataset: Dataset = attrs.field(repr=False)
    edition: bool = False


@attrs.frozen(slots=True)
class Testimony:
    """What settles a change: the rule, the date where one is told, and the name of the witness that tells."""

    rule: Rule
    when: PartialDate | None = None
    witness: str = ""


def testimonies(
    new: Dataset, places: Sequence[int], witnesses: Iterable[Witness], old_day: int | None
) -> dict[int, Testimony]:
    """What witnesses say of the missions of an edition at some places, the first witness that says so.

    >>> from datetime import date
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> from diplomap.values.periods import Period
    >>> listed = Dataset([Mission("x", ("PRK",), "ITA", (Spell(Kind.EMBASSY, seat="Rome"),))])
    >>> since = Period(PartialDate.parse("2000"))
    >>> told = Dataset([Mission("y", ("PRK",), "ITA", (Spell(Kind.EMBASSY, seat="Rome", period=since),))])
    >>> found = testimonies(listed, [0], [Witness("list", told)], date(2020, 10, 10).toordinal())
    >>> str(found[0].rule), found[0].witness
    ('witness-before', 'list')
    """
    found: dict[int, Testimony] = {}
    if old_day is None or not places:
        return found
    for witness in witnesses:
        wanted = [place for place in places if place not in found]
        for place, mission in _matched(new.missions, wanted, witness).items():
            told = _told(mission, witness, old_day)
            if told is not None:
                found[place] = told
    return found


def _told(mission: Mission, witness: Witness, old_day: int) -> Testimony | None:
    start, as_of = in_order(mission.spells)[0].period.start, witness.dataset.as_of
    if start is not None and start.hi <= old_day:
        return Testimony(Rule.WITNESS_BEFORE, start, witness.name)
    if start is not None and start.lo > old_day:
        return Testimony(Rule.WITNESS_AFTER, start, witness.name)
    listed = as_of is not None and as_of.toordinal() <= old_day
    if listed and as_of is not None and mission_presence(mission, as_of, as_of, _works) is TRUE:
        rule = Rule.LISTED_EARLIER if witness.edition else Rule.WITNESS_BEFORE
        return Testimony(rule, None, witness.name)
    return None


def _works(spell: Spell) -> bool:
    return spell.status is not Status.PLANNED


def _matched(missions: Missions, places: Sequence[int], witness: Witness) -> Mapping[int, Mission]:
    """The witness's mission for each place where there is one and no other competes for it."""
    theirs = witness.dataset.missions
    senders = missions.store.senders
    known = set(theirs.senders)
    wanted = [place for place in places if not known.isdisjoint(senders[place])]
    found: dict[int, Mission] = {}
    if not wanted:
        return found
    if witness.edition:
        for place in wanted:
            same = theirs.under(missions.store.ids[place])
            if len(same) == 1 and len(missions.places[missions.store.ids[place]]) == 1:
                mission = missions[place]
                if same[0].receiving == mission.receiving and set(same[0].sending) & set(mission.sending):
                    found[place] = same[0]
        return found
    items: dict[int, list[Mission]] = {}
    for mission in theirs:
        number = item_number(mission)
        if number is not None:
            items.setdefault(number, []).append(mission)
    for place in wanted:
        number = item_number(missions[place])
        same = tuple(items.get(number, ())) if number is not None else ()
        if len(same) == 1:
            found[place] = same[0]
    rest = {place for place in wanted if place not in found}
    if rest:
        # Whoever else they send competes too.
        parties = {party for place in rest for party in senders[place]}
        ours = [place for place in range(len(missions)) if not parties.isdisjoint(senders[place])]
        taken = {id(mission) for mission in found.values()}
        others = [m for m in theirs if not parties.isdisjoint(m.sending) and id(m) not in taken]
        left = [place for place in ours if place not in found]
        pairing = pair_missions(
            Missions([missions[place] for place in left]), Missions(others), ignore_ids=True
        )
        for i, j in zip(pairing.old, pairing.new, strict=True):
            if left[i] in rest:
                found[left[i]] = others[j]
    return found
