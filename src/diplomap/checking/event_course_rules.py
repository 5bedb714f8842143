"""Rules on events by themselves: parties alive, announcements followed, dates and counts in their frame."""

from __future__ import annotations

from collections.abc import Iterable

from diplomap.checking.lifetimes import lifetime
from diplomap.checking.registry import Check, dataset_rule
from diplomap.checking.wording import listed, named
from diplomap.events.double_entry import event_count
from diplomap.events.facts import About, event_facts
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event, EventKind
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule
from diplomap.values.origins import Origin

_HEADER = "id,date,kind,subject,with,mission,detail\n"
_MISSIONS = ("missions.csv", "id,sending,receiving,kind,city\nm1,PRK,ESP,embassy,Madrid\n")
_OF_MISSIONS = frozenset({About.MISSION, About.HEAD, About.ACCREDITATION})
_TERM = 366
_FOLLOWED_BY = {
    EventKind.CLOSURE_ANNOUNCED: frozenset({EventKind.CLOSED, EventKind.SUSPENDED, EventKind.REOPENED}),
    EventKind.OPENING_ANNOUNCED: frozenset({EventKind.OPENED, EventKind.REOPENED}),
}


def _package(told: str) -> tuple[str, str]:
    return "datapackage.json", told


def _example(bad: str, good: str, *, bad_package: str = "", good_package: str = "") -> Example:
    def files(text: str, package: str) -> tuple[tuple[str, str], ...]:
        return (("events.csv", _HEADER + text), _MISSIONS, *((_package(package),) if package else ()))

    return Example(files(bad, bad_package), files(good, good_package))


@dataset_rule(
    Rule(
        "DM707",
        "event-out-of-a-party-s-life",
        Severity.ERROR,
        "events",
        "An event is dated before one of its parties can have existed, or after it can have ended.",
        "A state that is not there opens no mission and severs no relations: the date or the party is wrong, "
        "or a successor is meant.",
        "Correct the date, or name the state that existed then.",
        "states' lives: COW state system membership, Gleditsch and Ward",
        _example("e1,1995,expelled,DDR,PRK,,\n", "e1,1985,expelled,DDR,PRK,,\n"),
    ),
    tables=("events",),
)
def event_out_of_a_life(dataset: Dataset) -> Iterable[Finding]:
    """Each event at a time when one of its parties surely was not there."""
    for place, event in enumerate(dataset.events):
        if event.date is None or event_facts(event.kind).about in (About.STATE, About.RECORD):
            continue
        for column, parties in (("subject", event.subject), ("with", (event.with_,) if event.with_ else ())):
            for party in parties:
                life = lifetime(party)
                if event.date.hi < life.begun or event.date.lo > life.over:
                    when = "had not begun" if event.date.hi < life.begun else "had ended"
                    yield event_out_of_a_life.rule.at(
                        dataset.events.origin(place, column), f"{named(party)} {when} by {event.date}"
                    )


@dataset_rule(
    Rule(
        "DM709",
        "announcement-never-followed",
        Severity.NOTE,
        "events",
        "An opening or a closing was announced more than a year before the day for which the dataset speaks, "
        "and nothing tells that it came or was called off.",
        "Announcements are not always carried out; what became of this one is worth a look.",
        "Add the event that followed, or say in the note that it was not carried out.",
        "usage",
        _example(
            "e1,2020,closure_announced,PRK,ESP,m1,\n",
            "e1,2023-10,closure_announced,PRK,ESP,m1,\n",
            bad_package='{"as_of": "2024-01-30"}',
            good_package='{"as_of": "2024-01-30"}',
        ),
    ),
    tables=("events",),
)
def announcement_never_followed(dataset: Dataset) -> Iterable[Finding]:
    """Each announcement that is old and was not followed by what it announced."""
    if dataset.as_of is None:
        return
    day = dataset.as_of.toordinal()
    for place, event in enumerate(dataset.events):
        wanted = _FOLLOWED_BY.get(event.kind)
        if wanted is None or event.date is None or event.date.hi + _TERM > day or not event.mission:
            continue
        if not any(_follows(other, event, wanted) for other in dataset.events.to_mission(event.mission)):
            yield announcement_never_followed.rule.at(
                dataset.events.origin(place, "kind"),
                f"{str(event.kind).replace('_', ' ')} in {event.date}, and nothing tells what became of it",
            )


def _follows(other: Event, event: Event, wanted: frozenset[EventKind]) -> bool:
    assert event.date is not None
    return other.kind in wanted and (other.date is None or other.date.hi >= event.date.lo)


@dataset_rule(
    Rule(
        "DM710",
        "event-after-the-dataset-s-day",
        Severity.WARNING,
        "events",
        "An event surely happened after the day for which the dataset speaks.",
        "What comes later cannot be known yet; the date is mistyped, or `as_of` was not moved on.",
        "Correct the date, or `as_of` in datapackage.json.",
        "",
        _example(
            "e1,2025,expelled,ESP,PRK,m1,\n",
            "e1,2023,expelled,ESP,PRK,m1,\n",
            bad_package='{"as_of": "2024-01-30"}',
            good_package='{"as_of": "2024-01-30"}',
        ),
    ),
    tables=("events",),
)
def event_after_as_of(dataset: Dataset) -> Iterable[Finding]:
    """Each event after the day for which the dataset speaks."""
    if dataset.as_of is None:
        return
    day = dataset.as_of.toordinal()
    for place, event in enumerate(dataset.events):
        if event.date is not None and event.date.lo > day:
            yield event_after_as_of.rule.at(
                dataset.events.origin(place, "date"),
                f"{event.date} is after {dataset.as_of}, the day for which the dataset speaks",
            )


@dataset_rule(
    Rule(
        "DM711",
        "events-miscounted",
        Severity.ERROR,
        "events",
        "There are more or fewer events than the coverage in datapackage.json says (coverage.events.count).",
        "The count is a control total: an event that only tells, such as an expulsion, leaves no trace on "
        "the map, and its loss would go unseen.",
        "Put back the event that is lost, take out the one too many, or correct the count.",
        "bookkeeping: control totals",
        _example(
            "e1,2023,expelled,ESP,PRK,m1,\n",
            "e1,2023,expelled,ESP,PRK,m1,\n",
            bad_package='{"coverage": {"events": {"count": 2}}}',
            good_package='{"coverage": {"events": {"count": 1}}}',
        ),
    )
)
def events_miscounted(dataset: Dataset) -> Iterable[Finding]:
    """One finding at the last event where the control total is another."""
    count = event_count(dataset.coverage, dataset.as_of)
    here = len(dataset.events)
    if count is not None and count != here:
        last = dataset.events.origin(here - 1) if here else Origin("<events>", 1)
        yield events_miscounted.rule.at(last, f"there are {here} events; by the coverage there are {count}")


@dataset_rule(
    Rule(
        "DM712",
        "event-by-a-stranger",
        Severity.ERROR,
        "events",
        "An event of a mission is the act of a party that neither sends it nor receives or hosts it.",
        "Only those who have to do with a mission can do something to it: the party or the id is wrong.",
        "Correct `subject` or `mission`.",
        "VCDR art. 2, 4 and 9",
        _example("e1,2023,expelled,ITA,PRK,m1,\n", "e1,2023,expelled,ESP,PRK,m1,\n"),
    ),
    tables=("events",),
)
def event_by_a_stranger(dataset: Dataset) -> Iterable[Finding]:
    """Each event of a mission by somebody who has nothing to do with it."""
    for place, event in enumerate(dataset.events):
        if not event.mission or event_facts(event.kind).about not in _OF_MISSIONS:
            continue
        missions = dataset.missions.under(event.mission)
        near = {
            party
            for mission in missions
            for party in (*mission.sending, mission.receiving, *map(mission.host_of, mission.spells))
        }
        if missions and not near & set(event.subject):
            yield event_by_a_stranger.rule.at(
                dataset.events.origin(place, "subject"),
                f"{listed(map(named, event.subject))} neither sends nor receives {event.mission}",
            )


CHECKS: tuple[Check, ...] = (
    event_out_of_a_life,
    announcement_never_followed,
    event_after_as_of,
    events_miscounted,
    event_by_a_stranger,
)
