"""Rules on missions and relations together: a mission while they are severed, or none on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diplomap.checking.registry import DatasetRule, dataset_rule
from diplomap.checking.sure_stretches import Held, Stretch, stretch
from diplomap.checking.wording import named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.kinds import RESIDENT_EMBASSIES, Kind, KindClass
from diplomap.model.missions import Mission, Spell
from diplomap.model.relations import Level, Relation, RelationKind, RelationStatus
from diplomap.model.rules import Example, Rule
from diplomap.model.statuses import HeadRank
from diplomap.values.origins import Origin
from diplomap.values.periods import End

_HEADER = "id,sending,receiving,kind,status,city,opened,closed,head\n"
_RELATIONS = "party,with,kind,status,level,since,until\n"
_LEAVING = 92
_HONORARY = (Kind.HONORARY_CONSULATE, Kind.HONORARY_CONSULATE_GENERAL)
_RANKS = {HeadRank.AMBASSADOR: 3, HeadRank.MINISTER: 2, HeadRank.CHARGE: 1}


def _both(missions: str, relations: str) -> tuple[tuple[str, str], ...]:
    return (("missions.csv", _HEADER + missions), ("relations.csv", _RELATIONS + relations))


EMBASSY_WHILE_SEVERED = Rule(
    "DM501",
    "embassy-while-severed",
    Severity.WARNING,
    "diplomacy",
    "An embassy or legation operates while relations with the receiving party are severed. Three months are "
    "left for leaving (VCDR art. 44), and nothing is said of relations that are only suspended.",
    "When relations are broken off, missions are recalled; what stays is an interests section under a "
    "protecting power. The mission or the relations lack their end.",
    "Close the spell on the day of the severance, call the post an interests section, or give the severed "
    "relations their `until`.",
    "VCDR art. 45 and 46",
    Example(
        _both(
            "m1,USA,CUB,embassy,,Havana,1923,1970,\n",
            "USA,CUB,diplomatic,established,,1902-05-27,1961-01-03\n"
            "USA,CUB,diplomatic,severed,,1961-01-03,2015-07-20\n",
        ),
        _both(
            "m1,USA,CUB,embassy,,Havana,1923,1961-01-03,\n",
            "USA,CUB,diplomatic,established,,1902-05-27,1961-01-03\n"
            "USA,CUB,diplomatic,severed,,1961-01-03,2015-07-20\n",
        ),
    ),
)
CONSULATE_WHILE_SEVERED = Rule(
    "DM509",
    "consulate-while-severed",
    Severity.WARNING,
    "diplomacy",
    "A consular post operates while consular relations are told as severed; honorary posts are left aside. "
    "That diplomatic relations are severed says nothing of consular ones.",
    "Without consular relations there is no consular post; the row of relations was perhaps meant to be "
    "diplomatic.",
    "Close the spell, or correct the kind or the dates of the relations.",
    "VCCR art. 2, 4 and 27",
    Example(
        _both(
            "m1,RUS,GEO,consulate,,Batumi,1996,,\n",
            "RUS,GEO,consular,established,,1992,2009\nRUS,GEO,consular,severed,,2009,\n",
        ),
        _both(
            "m1,RUS,GEO,consulate,,Batumi,1996,2009,\n",
            "RUS,GEO,consular,established,,1992,2009\nRUS,GEO,consular,severed,,2009,\n",
        ),
    ),
)
SECTION_WHILE_STANDING = Rule(
    "DM510",
    "interests-section-in-relations",
    Severity.WARNING,
    "diplomacy",
    "An interests section operates for more than three months while diplomatic relations between its sender "
    "and receiver stand.",
    "An interests section looks after a state's interests where it has no relations; in relations there is "
    "an embassy, or none.",
    "End the section's spell when relations were restored, and give the embassy a spell of its own.",
    "VCDR art. 45 (b), (c) and 46",
    Example(
        _both(
            "m1,USA,CUB,interests_section,,Havana,1977-09-01,,\n",
            "USA,CUB,diplomatic,established,,1902,1961-01-03\nUSA,CUB,diplomatic,severed,,1961-01-03,2015-07-20\n"
            "USA,CUB,diplomatic,restored,,2015-07-20,\n",
        ),
        _both(
            "m1,USA,CUB,interests_section,,Havana,1977-09-01,2015-07-20,\n",
            "USA,CUB,diplomatic,established,,1902,1961-01-03\nUSA,CUB,diplomatic,severed,,1961-01-03,2015-07-20\n"
            "USA,CUB,diplomatic,restored,,2015-07-20,\n",
        ),
    ),
)
HEAD_ABOVE_LEVEL = Rule(
    "DM511",
    "head-above-level",
    Severity.NOTE,
    "diplomacy",
    "The head of a mission is of a higher class than the level at which relations are told to be kept, for "
    "more than three months. A lower one, such as a chargé d'affaires between two ambassadors, says nothing.",
    "States agree on the class of their heads of mission; an ambassador is not sent where relations are kept "
    "at the level of chargés d'affaires.",
    "Correct the level, the rank, or give the change of level rows of its own.",
    "VCDR art. 14, 15 and 19",
    Example(
        _both(
            "m1,GBR,CHN,embassy,,Beijing,1954-09,1972-03-13,ambassador\n",
            "GBR,CHN,diplomatic,established,charge,1954-06-17,1972-03-13\n"
            "GBR,CHN,diplomatic,established,ambassadorial,1972-03-13,\n",
        ),
        _both(
            "m1,GBR,CHN,embassy,,Beijing,1954-09,1972-03-13,charge\n",
            "GBR,CHN,diplomatic,established,charge,1954-06-17,1972-03-13\n"
            "GBR,CHN,diplomatic,established,ambassadorial,1972-03-13,\n",
        ),
    ),
)
Wanted = Callable[[Relation], bool]


class _Pairs:
    """The relations that a rule asks for, by pair, as stretches in which what runs together is found."""

    def __init__(self, dataset: Dataset, wanted: Wanted) -> None:
        groups: dict[tuple[str, str], list[tuple[int, Stretch]]] = {}
        for place, one in enumerate(dataset.relations):
            span = stretch(one.period, dataset.as_of) if wanted(one) else None
            if span is not None:
                groups.setdefault(one.pair, []).append((place, span))
        self._held = {pair: Held(told) for pair, told in groups.items()}
        self._as_of = dataset.as_of

    def __bool__(self) -> bool:
        return bool(self._held)

    def beside(self, sender: str, receiver: str, spell: Spell) -> int | None:
        """The place of relations that run with a spell for longer than leaving takes."""
        held = self._held.get((sender, receiver) if sender < receiver else (receiver, sender))
        span = None if held is None else stretch(spell.period, self._as_of)
        return None if held is None or span is None else held.beside(span, _LEAVING)


def _found(
    dataset: Dataset, rule: Rule, relations: Wanted, spells: Callable[[Spell], bool], column: str, say: str
) -> Iterator[Finding]:
    """The spells of a sort that run together with relations of a sort."""
    pairs = _Pairs(dataset, relations)
    for number, mission, spell in _spells(dataset) if pairs else ():
        if not spells(spell):
            continue
        for sender in mission.sending:
            place = pairs.beside(sender, mission.receiving, spell)
            if place is not None:
                told = dataset.relations[place]
                message = say.format(
                    kind=str(spell.kind).replace("_", " "),
                    sender=named(sender),
                    receiver=named(mission.receiving),
                    since=f" since {told.period.start}" if told.period.start else "",
                )
                related = (dataset.relations.origin(place, "status"),)
                yield rule.at(_origin(spell, number, column), message, related=related)


def _spells(dataset: Dataset) -> Iterator[tuple[int, Mission, Spell]]:
    number = 0
    for mission in dataset.missions:
        for spell in mission.spells:
            number += 1
            yield number, mission, spell


def _origin(spell: Spell, number: int, column: str) -> Origin:
    return Origin("<dataset>", number, column) if spell.row is None else spell.row.origin(column)


def _at_work(spell: Spell) -> bool:
    closed = not isinstance(spell.period.end, End)
    return spell.status.operates or (closed and spell.status.value == "closed")


def _is(kind: RelationKind, *statuses: RelationStatus) -> Wanted:
    return lambda one: one.kind is kind and one.status in statuses


@dataset_rule(EMBASSY_WHILE_SEVERED, tables=("relations",))
def embassy_while_severed(dataset: Dataset) -> Iterator[Finding]:
    """An embassy at work while diplomatic relations are severed."""
    return _found(
        dataset,
        EMBASSY_WHILE_SEVERED,
        _is(RelationKind.DIPLOMATIC, RelationStatus.SEVERED),
        lambda spell: spell.kind in RESIDENT_EMBASSIES and _at_work(spell),
        "kind",
        "relations of {sender} and {receiver} are severed{since}, and the {kind} operates",
    )


@dataset_rule(CONSULATE_WHILE_SEVERED, tables=("relations",))
def consulate_while_severed(dataset: Dataset) -> Iterator[Finding]:
    """A consular post at work while consular relations are severed."""
    return _found(
        dataset,
        CONSULATE_WHILE_SEVERED,
        _is(RelationKind.CONSULAR, RelationStatus.SEVERED),
        lambda spell: (
            spell.kind.kind_class is KindClass.CONSULAR and spell.kind not in _HONORARY and _at_work(spell)
        ),
        "kind",
        "consular relations of {sender} and {receiver} are severed{since}, and the {kind} operates",
    )


@dataset_rule(SECTION_WHILE_STANDING, tables=("relations",))
def interests_section_in_relations(dataset: Dataset) -> Iterator[Finding]:
    """An interests section at work while diplomatic relations stand."""
    return _found(
        dataset,
        SECTION_WHILE_STANDING,
        _is(RelationKind.DIPLOMATIC, RelationStatus.ESTABLISHED, RelationStatus.RESTORED),
        lambda spell: spell.kind is Kind.INTERESTS_SECTION and _at_work(spell),
        "kind",
        "{sender} and {receiver} are in relations{since}, and the {kind} operates",
    )


@dataset_rule(HEAD_ABOVE_LEVEL, tables=("relations",))
def head_above_level(dataset: Dataset) -> Iterator[Finding]:
    """An ambassador where relations are kept at a lower level."""
    for level in (Level.CHARGE, Level.MINISTERIAL):
        rank = _RANKS[level.head]
        yield from _found(
            dataset,
            HEAD_ABOVE_LEVEL,
            lambda one, level=level: one.level is level and one.status.stands,  # type: ignore[misc]
            lambda spell, rank=rank: (  # type: ignore[misc]
                spell.kind in RESIDENT_EMBASSIES
                and spell.head is not None
                and _RANKS.get(spell.head, 0) > rank
            ),
            "head",
            f"relations of {{sender}} and {{receiver}} are kept at the level of {_LEVEL_WORDS[level]}"
            "{since}, and a head of a higher class is sent",
        )


_LEVEL_WORDS = {Level.CHARGE: "chargés d'affaires", Level.MINISTERIAL: "ministers"}
CHECKS: tuple[DatasetRule, ...] = (
    embassy_while_severed,
    consulate_while_severed,
    interests_section_in_relations,
    head_above_level,
)
