"""Rules on relations among themselves: contradictions, courses of events that cannot be, parties' lives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from diplomap.checking.lifetimes import lifetime
from diplomap.checking.registry import DatasetRule, dataset_rule
from diplomap.checking.sure_stretches import Held, stretch
from diplomap.checking.wording import named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.relations import Relation, RelationStatus
from diplomap.model.rules import Example, Rule
from diplomap.values.dates import OPEN_HI, PartialDate, Precision
from diplomap.values.periods import End

HEADER = "party,with,kind,status,since,until\n"
_MONTH = 31
_HORIZON = date(1816, 1, 1).toordinal()
_BREAKS = (RelationStatus.SEVERED, RelationStatus.SUSPENDED)
Group = list[tuple[int, Relation]]


def _relations(text: str) -> tuple[tuple[str, str], ...]:
    return (("relations.csv", HEADER + text),)


CONTRADICTING_STATUSES = Rule(
    "DM503",
    "contradicting-relations",
    Severity.WARNING,
    "diplomacy",
    "Of one pair of parties, relations of one kind are told as standing (established, restored) and, for "
    "more than a month of the same time, as severed, suspended or never established. It may be one table "
    "that tells both, or each side another.",
    "Two parties are in relations or they are not; what `in_force` answers for that time is unknown. Mostly "
    "the earlier row was left without its end.",
    "Give the earlier row `until`, the day on which it was no longer so; where two sources dispute it, keep "
    "both, each with its source.",
    "VCDR art. 2 and 45; VCCR art. 2",
    Example(
        _relations("PRK,MYS,diplomatic,established,1973-06-30,\nPRK,MYS,diplomatic,severed,2021-03-19,\n"),
        _relations(
            "PRK,MYS,diplomatic,established,1973-06-30,2021-03-19\nPRK,MYS,diplomatic,severed,2021-03-19,\n"
        ),
    ),
)
TOLD_TWICE = Rule(
    "DM504",
    "relation-told-twice",
    Severity.WARNING,
    "tables",
    "Two rows tell of the same two parties, in the same order, the same kind, status, since and until.",
    "One of them says nothing; often the partner of one was meant to be another.",
    "Take one row out, put the right partner in its place, or join the sources of both in one row.",
    "",
    Example(
        _relations(
            "PRK,ESP,diplomatic,established,2001-02-07,\nPRK,ESP,diplomatic,established,2001-02-07,\n"
        ),
        _relations("PRK,ESP,diplomatic,established,2001-02-07,\n"),
    ),
)
RESTORED_UNBROKEN = Rule(
    "DM505",
    "restored-without-a-break",
    Severity.NOTE,
    "diplomacy",
    "Relations are told as restored, and of no earlier time as severed, suspended or ended.",
    "What is restored was broken off before; without that row, the time before is unknown instead of a "
    "stretch of relations and one without.",
    "Add rows for the time before (established … until, severed … until), or say established if these were "
    "the first relations.",
    "VCDR art. 2 and 45",
    Example(
        _relations("PRK,KHM,diplomatic,restored,1980,\n"),
        _relations(
            "PRK,KHM,diplomatic,established,1964,1970\nPRK,KHM,diplomatic,severed,1970,1980\n"
            "PRK,KHM,diplomatic,restored,1980,\n"
        ),
    ),
)
BROKEN_NEVER_ESTABLISHED = Rule(
    "DM506",
    "severed-never-established",
    Severity.NOTE,
    "diplomacy",
    "Relations are told as severed or suspended, and not as established or restored at any earlier time.",
    "Only relations that stood can be broken off; without that row nobody can say since when they stood.",
    "Add the row that tells the establishment, with `since` blank where nobody says when.",
    "VCDR art. 2 and 45",
    Example(
        _relations("PRK,IRQ,diplomatic,severed,1980-10,\n"),
        _relations(
            "PRK,IRQ,diplomatic,established,1968-01-30,1980-10\nPRK,IRQ,diplomatic,severed,1980-10,\n"
        ),
    ),
)
NEVER_YET_BEFORE = Rule(
    "DM507",
    "never-after-relations",
    Severity.WARNING,
    "diplomacy",
    "Relations are told never to have been established during a time that begins after relations stood.",
    "`never` says that there have been none up to then; after relations stood, they were severed, "
    "suspended or left to lapse, which is another status.",
    "Say severed or suspended, or correct the dates of one of the rows.",
    "VCDR art. 2",
    Example(
        _relations("PRK,CHL,diplomatic,established,1972-06-01,1973-09\nPRK,CHL,diplomatic,never,1974,1992\n"),
        _relations(
            "PRK,CHL,diplomatic,established,1972-06-01,1973-09\nPRK,CHL,diplomatic,severed,1973-09,1992\n"
        ),
    ),
)
OUTSIDE_A_LIFE = Rule(
    "DM508",
    "relations-outside-a-life",
    Severity.WARNING,
    "diplomacy",
    "Relations are told as standing before one of the two parties, or one that it continues, began to exist, "
    "or from a day after it had ended. A first of January is read as its year, a doubted date not at all; "
    "nothing is said of days before 1816, where the registry of states begins.",
    "Relations are between states that exist: the date may be that of independence mistyped, of relations "
    "with a predecessor, or of recognition by a movement that became a state later.",
    "Correct `since`, or name the party of that time.",
    "VCDR art. 2 (relations are between states)",
    Example(
        _relations("PRK,ZMB,diplomatic,established,1959-04-12,\n"),
        _relations("PRK,ZMB,diplomatic,established,1969-04-12,\n"),
    ),
)


def _groups(dataset: Dataset) -> list[Group]:
    found: dict[object, Group] = {}
    for place, one in enumerate(dataset.relations):
        found.setdefault((one.pair, one.kind), []).append((place, one))
    return [*found.values()]


def _pair(one: Relation) -> str:
    return f"{named(one.party)} and {named(one.with_)}"


@dataset_rule(CONTRADICTING_STATUSES, tables=("relations",))
def contradicting_relations(dataset: Dataset) -> Iterator[Finding]:
    """Standing and broken relations of one pair at one time."""
    told = dataset.relations
    for group in _groups(dataset):
        if len(group) == 1:
            continue
        spans = [(place, one, stretch(one.period, dataset.as_of)) for place, one in group]
        standing = Held((place, span) for place, one, span in spans if span and one.status.stands)
        for place, one, span in spans:
            if span is None or one.status.stands:
                continue
            other = standing.beside(span, _MONTH)
            if other is not None:
                message = (
                    f"{one.kind} relations of {_pair(one)} are told as {one.status} and, at the same time, "
                    f"as {told[other].status}"
                )
                yield CONTRADICTING_STATUSES.at(
                    told.origin(place, "status"), message, related=(told.origin(other),)
                )


@dataset_rule(TOLD_TWICE, tables=("relations",))
def relation_told_twice(dataset: Dataset) -> Iterator[Finding]:
    """The same relations in two rows."""
    seen: dict[object, int] = {}
    for place, one in enumerate(dataset.relations):
        key = (one.party, one.with_, one.kind, one.status, one.level, one.period)
        first = seen.setdefault(key, place)
        if first != place:
            origin = dataset.relations.origin(first)
            message = f"the relations of {_pair(one)} are told in line {origin.line} already"
            yield TOLD_TWICE.at(dataset.relations.origin(place), message, related=(origin,))


@dataset_rule(RESTORED_UNBROKEN, tables=("relations",))
def restored_without_a_break(dataset: Dataset) -> Iterator[Finding]:
    """Relations restored that were never broken off."""
    for group in _groups(dataset):
        restored = [told for told in group if told[1].status is RelationStatus.RESTORED]
        if not restored or any(one.status in _BREAKS or _ended(one) for _, one in group):
            continue
        place, one = restored[0]
        message = f"relations of {_pair(one)} are told as restored, and of no earlier time as broken off"
        yield RESTORED_UNBROKEN.at(dataset.relations.origin(place, "status"), message)


def _ended(one: Relation) -> bool:
    return one.status.stands and one.period.end is not End.OPEN


@dataset_rule(BROKEN_NEVER_ESTABLISHED, tables=("relations",))
def severed_never_established(dataset: Dataset) -> Iterator[Finding]:
    """Relations broken off that never stood."""
    for group in _groups(dataset):
        earliest = _earliest([one for _, one in group if one.status.stands])
        for place, one in group:
            start = one.period.start
            if one.status not in _BREAKS or (
                earliest is not None and (start is None or earliest <= start.hi)
            ):
                continue
            message = (
                f"relations of {_pair(one)} are told as {one.status}, and of no earlier time as standing"
            )
            yield BROKEN_NEVER_ESTABLISHED.at(dataset.relations.origin(place, "status"), message)
            break


def _earliest(standing: Sequence[Relation]) -> int | None:
    return min((0 if one.period.start is None else one.period.start.lo for one in standing), default=None)


@dataset_rule(NEVER_YET_BEFORE, tables=("relations",))
def never_after_relations(dataset: Dataset) -> Iterator[Finding]:
    """Relations never established after they stood."""
    for group in _groups(dataset):
        begun = [
            one.period.start.hi for _, one in group if one.status.stands and one.period.start is not None
        ]
        for place, one in group:
            start = one.period.start
            if one.status is RelationStatus.NEVER and start is not None and begun and start.lo > min(begun):
                message = (
                    f"relations of {_pair(one)} are told never to have been established since {start}, "
                    "and as standing before"
                )
                yield NEVER_YET_BEFORE.at(dataset.relations.origin(place, "status"), message)


@dataset_rule(OUTSIDE_A_LIFE, tables=("relations",))
def relations_outside_a_life(dataset: Dataset) -> Iterator[Finding]:
    """Relations of a party that did not exist yet, or no longer."""
    for place, one in enumerate(dataset.relations):
        start = one.period.start
        if not one.status.stands or start is None:
            continue
        for party in (one.party, one.with_):
            why = _outside(party, start)
            if why:
                message = f"relations are told since {start}, but {why}"
                yield OUTSIDE_A_LIFE.at(dataset.relations.origin(place, "since"), message)
                break


def _outside(party: str, start: PartialDate) -> str:
    life = lifetime(party)
    if start.uncertain or start.approximate:
        return ""
    if life.over < OPEN_HI and start.lo > life.over:
        return f"{named(party)} ended {life.end}"
    if start.lo >= _HORIZON and _last_day(start) < life.begun:
        return f"{named(party)} began {life.beginning}"
    return ""


def _last_day(start: PartialDate) -> int:
    first = start.earliest
    if start.precision is Precision.DAY and first is not None and (first.month, first.day) == (1, 1):
        return date(first.year, 12, 31).toordinal()
    return start.hi


CHECKS: tuple[DatasetRule, ...] = (
    contradicting_relations,
    relation_told_twice,
    restored_without_a_break,
    severed_never_established,
    never_after_relations,
    relations_outside_a_life,
)
