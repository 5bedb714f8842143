"""Rules of double entry: what events tell stands on record, what stands on record has its event."""

from __future__ import annotations

from collections.abc import Iterable

from diplomap.checking.event_places import account_of, event_place, record_place, told
from diplomap.checking.registry import Check, dataset_rule
from diplomap.events.double_entry import changes_the_map, claim_of, claims_of
from diplomap.events.lines import ACCREDITATIONS, MISSIONS, RELATIONS, Thing
from diplomap.events.same_map import MapDifference
from diplomap.model.dataset import Dataset
from diplomap.model.events import EventKind
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule

_HEADER = "id,date,kind,subject,with,mission,detail\n"
_OPENED = "e1,2013,opened,PRK,ESP,m1,kind=embassy|city=Madrid\n"
_MISSIONS = "id,sending,receiving,kind,city,opened,closed\n"
_EMBASSY = "m1,PRK,ESP,embassy,Madrid,2013,\n"
_CLOSED = _EMBASSY.replace(",\n", ",2023-10\n")
_TWICE = ("missions.csv", _MISSIONS + _CLOSED + "m1,PRK,ESP,embassy,Madrid,2025,\n")
_CLOSING = "e2,2023-10,closed,PRK,ESP,m1,\n"
_LAW = "double entry: every event has its effect on record, every record its event"


def _example(bad: str, good: str, missions: str = _EMBASSY) -> Example:
    held = ("missions.csv", _MISSIONS + missions)
    return Example((("events.csv", _HEADER + bad), held), (("events.csv", _HEADER + good), held))


@dataset_rule(
    Rule(
        "DM701",
        "event-not-on-record",
        Severity.ERROR,
        "events",
        "Replaying the events gives something that the record does not hold, or holds otherwise.",
        "What happened has to stand in the tables: one of the two is wrong, and counts differ by which "
        "of them one believes.",
        "Correct the event (its date, kind, mission or detail), or put its effect into the table named.",
        _LAW,
        _example(
            _OPENED + "e2,2014,accredited,PRK,ESP,m1,to=AND\n",
            _OPENED + "e2,2014,opening_announced,PRK,AND,,\n",
        ),
    )
)
def event_not_on_record(dataset: Dataset) -> Iterable[Finding]:
    """Each line that the events give and the record does not."""
    for differs in _differences(dataset):
        if differs.new is not None:
            place, origin = event_place(dataset, differs)
            event = dataset.events[place]
            beside = () if differs.old is None else (record_place(dataset, differs.old, _field(differs)),)
            yield event_not_on_record.rule.at(
                origin,
                f"by the events up to this one ({event.kind}) {_named(differs.thing)} has "
                f"{told(differs.new, differs.fields)}; on record it has {told(differs.old, differs.fields)}",
                related=beside,
            )


@dataset_rule(
    Rule(
        "DM702",
        "record-without-event",
        Severity.WARNING,
        "events",
        "A table holds something that no event tells, or that the events tell otherwise. It is asked of "
        "whatever has an event that changes it, and of all where the coverage calls the events complete.",
        "A beginning, an end or a status that no event tells cannot be dated or cited by its event: the "
        "event is missing, or tells something else.",
        "Add the event, correct it, or correct the record; where events are only told of some things, leave "
        "`coverage.events.complete` out.",
        _LAW,
        Example(
            (_TWICE, ("events.csv", _HEADER + _OPENED + _CLOSING)),
            (_TWICE, ("events.csv", _HEADER + _OPENED + _CLOSING + "e3,2025,reopened,PRK,ESP,m1,\n")),
        ),
    )
)
def record_without_event(dataset: Dataset) -> Iterable[Finding]:
    """Each line of the record that the events do not give."""
    for differs in _differences(dataset):
        if differs.old is not None:
            beside = () if differs.new is None else (event_place(dataset, differs)[1],)
            yield record_without_event.rule.at(
                record_place(dataset, differs.old, _field(differs)),
                f"on record {_named(differs.thing)} has {told(differs.old, differs.fields)}; "
                f"by its events it has {told(differs.new, differs.fields)}",
                related=beside,
            )


@dataset_rule(
    Rule(
        "DM704",
        "event-of-an-unknown-mission",
        Severity.ERROR,
        "events",
        "An event names a mission that no row of missions.csv tells.",
        "Its effect has no place on record; most often the id is mistyped.",
        "Correct the id, or add the mission.",
        _LAW,
        Example(
            (
                ("events.csv", _HEADER + _OPENED + _CLOSING.replace("m1", "m2")),
                ("missions.csv", _MISSIONS + _EMBASSY),
            ),
            (("events.csv", _HEADER + _OPENED + _CLOSING), ("missions.csv", _MISSIONS + _CLOSED)),
        ),
    )
)
def event_of_an_unknown_mission(dataset: Dataset) -> Iterable[Finding]:
    """Each event that names a mission of which nothing is told."""
    if account_of(dataset) is None:
        return
    for place, event in enumerate(dataset.events):
        # An opening that was announced and never came leaves no mission on record.
        only_announced = event.kind is EventKind.OPENING_ANNOUNCED and not changes_the_map(event)
        if event.mission and event.mission not in dataset.missions.places and not only_announced:
            yield event_of_an_unknown_mission.rule.at(
                dataset.events.origin(place, "mission"),
                f"there is no mission {event.mission!r}{_near(dataset, event.mission)}",
            )


def _differences(dataset: Dataset) -> Iterable[MapDifference]:
    found = account_of(dataset)
    if found is None:
        return
    # What an event that could not be posted would have changed is told with that event.
    told_there = {claim for problem in found.replay.problems for claim in claims_of(problem.event)}
    for differs in found.differences:
        of_mission = differs.thing.table in (MISSIONS, ACCREDITATIONS)
        known = not of_mission or differs.thing.id in dataset.missions.places
        if known and claim_of(differs.thing) not in told_there:
            yield differs


def _field(differs: MapDifference) -> str:
    """The cell on record at which a difference is told: where nothing stands against it, its beginning."""
    return differs.fields[0] if differs.old is not None and differs.new is not None else "since"


def _named(thing: Thing) -> str:
    parties = f"{' and '.join(thing.subject)} and {thing.with_}"
    if thing.table == RELATIONS:
        return f"what {thing.subject[0]} tells of its {thing.of} relations with {thing.with_}"
    if thing.table == ACCREDITATIONS:
        return f"the accreditation of {thing.id} to {thing.of}"
    return thing.id or f"the recognition between {parties}"


def _near(dataset: Dataset, mission: str) -> str:
    from difflib import get_close_matches

    found = get_close_matches(mission, list(dataset.missions.places), n=1, cutoff=0.8)
    return f"; did you mean {found[0]}?" if found else ""


CHECKS: tuple[Check, ...] = (event_not_on_record, record_without_event, event_of_an_unknown_mission)
