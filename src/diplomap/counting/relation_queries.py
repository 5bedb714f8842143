"""Relations without a mission, and missions without relations: two questions that mission tables mix up."""

from __future__ import annotations

from datetime import date

from diplomap.counting.coverage import Looked
from diplomap.counting.naming import party_id
from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.reach import Reached, missions_looked_at, reach
from diplomap.counting.relation_counts import Partner, PartyCount, records_looked_at, the_day
from diplomap.model.dataset import Dataset
from diplomap.model.relation_standing import Standing
from diplomap.model.relations import RelationKind
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth


class PartyQuery(PartyCount):
    """The parties that answer a question, surely (`partners`) or perhaps (`perhaps`)."""


def relations_without_mission(
    dataset: Dataset,
    *,
    of: str,
    at: date | str | None = None,
    profile: str | Profile = "diplomatic",
    kind: RelationKind | str = RelationKind.DIPLOMATIC,
    concurrent: bool = False,
) -> PartyQuery:
    """The parties with which `of` is in relations, and to which it sends no mission that a profile counts.

    With `concurrent`, a mission that resides elsewhere and is accredited there counts as one. Where no
    mission is told, there is surely none only if the coverage says that somebody looked. VCDR art. 2:
    relations and missions take mutual consent each, so that the one may be without the other.

    >>> from diplomap.model.relations import Relation
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> ds = Dataset(relations=[Relation("PRK", "SMR", period=Period(PartialDate.parse("2004-05-13")))],
    ...              as_of=date(2024, 1, 30), coverage={"senders": ["PRK"], "complete": True})
    >>> [one.party for one in relations_without_mission(ds, of="PRK").partners]
    ['SMR']

    Raises ValueError as `diplomap.counting.relation_counts.relations_count` and for an unknown profile.
    """
    day, judged, wanted = the_day(at, dataset), profile_of(profile), RelationKind(kind)
    party = party_id(of, dataset, day)
    reached = {one.party: one for one in reach(dataset, of=party, at=day, profile=judged).all}
    looked = missions_looked_at(dataset, day, party, judged)
    found = []
    for other in dataset.relations.partners(party):
        stood = dataset.relations.standing(party, other, day, kind=wanted, as_of=dataset.as_of)
        there, word = _mission(reached.get(other), looked, concurrent)
        sources = (*stood.sources, *_cited(reached.get(other)))
        found.append(Partner(other, stood.answer & ~there, f"{stood.why}; {word}", sources))
    asked = f"in {wanted} relations and no mission ({judged.name}) to"
    return PartyQuery(party, day, asked, tuple(found), records_looked_at(dataset, "relations", day, party))


def missions_without_relations(
    dataset: Dataset,
    *,
    of: str,
    at: date | str | None = None,
    profile: str | Profile = "diplomatic",
    kind: RelationKind | str = RelationKind.DIPLOMATIC,
) -> PartyQuery:
    """The parties to which `of` sends a mission that a profile counts, without being in relations.

    Where nothing is told of relations, they are surely missing only if the coverage of relations says
    that somebody looked; else nobody can say.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> from diplomap.model.relations import Relation, RelationStatus
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> since = Period(PartialDate.parse("1961-01-03"))
    >>> ds = Dataset([Mission("a", ("USA",), "CUB", (Spell(Kind.INTERESTS_SECTION, period=since),))],
    ...              relations=[Relation("USA", "CUB", status=RelationStatus.SEVERED, period=since)])
    >>> [one.party for one in missions_without_relations(ds, of="USA", at="1990-01-01").partners]
    ['CUB']

    Raises ValueError as `relations_without_mission`.
    """
    day, judged, wanted = the_day(at, dataset), profile_of(profile), RelationKind(kind)
    party = party_id(of, dataset, day)
    looked = records_looked_at(dataset, "relations", day, party)
    found = []
    for one in reach(dataset, of=party, at=day, profile=judged).all:
        if one.resident is FALSE:
            continue
        stood = _or_looked(
            dataset.relations.standing(party, one.party, day, kind=wanted, as_of=dataset.as_of), looked
        )
        word = "a mission is there" if one.resident is TRUE else "a mission may be there"
        sources = (*_cited(one), *stood.sources)
        found.append(Partner(one.party, one.resident & ~stood.answer, f"{word}; {stood.why}", sources))
    missions = missions_looked_at(dataset, day, party, judged)
    asked = f"a mission ({judged.name}) and no {wanted} relations with"
    return PartyQuery(party, day, asked, tuple(found), missions)


def _mission(reached: Reached | None, looked: Looked, concurrent: bool) -> tuple[Truth, str]:
    there = FALSE if reached is None else reached.answer if concurrent else reached.resident
    if there is TRUE:
        return TRUE, "a mission is there"
    if there is UNKNOWN:
        return UNKNOWN, "a mission may be there"
    if looked.answer is TRUE:
        return FALSE, "no mission is there"
    return UNKNOWN, f"no mission is told, but {looked.why}"


def _or_looked(stood: Standing, looked: Looked) -> Standing:
    """Relations that nothing is told of are missing where somebody looked for all of them."""
    if stood.told or stood.answer is not UNKNOWN or looked.answer is not TRUE:
        return stood
    return Standing(FALSE, f"{stood.why}, and {looked.why}")


def _cited(reached: Reached | None) -> tuple[str, ...]:
    posts = () if reached is None else reached.posts
    return tuple(dict.fromkeys(s for post in posts if post.answer is not FALSE for s in post.sources))
