"""Rules of posting: each event can have happened as things stood, and says enough to be posted."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from diplomap.checking.event_places import account_of
from diplomap.checking.registry import Check, dataset_rule
from diplomap.events.books import Why
from diplomap.events.double_entry import changes_the_map
from diplomap.events.facts import event_facts
from diplomap.events.lines import MISSIONS
from diplomap.events.replay import Problem, replay
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule

_HEADER = "id,date,kind,subject,with,mission,detail\n"
_OPENED = "e1,2013,opened,PRK,ESP,m1,kind=embassy|city=Madrid\n"
_HELD = ("missions.csv", "id,sending,receiving,kind,city,opened\nm1,PRK,ESP,embassy,Madrid,2013\n")


def _example(bad: str, good: str) -> Example:
    return Example((("events.csv", _HEADER + bad), _HELD), (("events.csv", _HEADER + good), _HELD))


@dataset_rule(
    Rule(
        "DM703",
        "condition-not-met",
        Severity.ERROR,
        "events",
        "An event cannot have happened as things stood: a mission closed that was not open, one reopened "
        "that was at work, relations restored that had not been broken off.",
        "Either an earlier event is missing or one of the two is wrong; the event is left out of the replay.",
        "Add the event that came before, or correct the kind, the date or the mission.",
        "docs/reference/events.md: the conditions of each kind",
        _example(_OPENED + "e2,2014,reopened,PRK,ESP,m1,\n", _OPENED),
    )
)
def condition_not_met(dataset: Dataset) -> Iterable[Finding]:
    """Each event whose condition is not met, unless the table's own order would meet it."""
    by_table = _problems_as_they_stand(dataset)
    for problem in _problems(dataset, Why.CONDITION):
        if problem.place in by_table:
            yield condition_not_met.rule.at(dataset.events.origin(problem.place, "kind"), problem.message)


@dataset_rule(
    Rule(
        "DM705",
        "event-does-not-say-enough",
        Severity.ERROR,
        "events",
        "An event does not say to what it happened or what it brought about, or says it in words that nobody "
        "knows; or a correcting entry takes out what does not stand on record.",
        "It cannot be posted, so that its effect is missing from the replay.",
        "Fill in what the message names: the mission, the other party, or the detail (`kind=embassy`).",
        "docs/reference/events.md: the details of each kind",
        _example("e1,2013,opened,PRK,ESP,m1,kind=embasy|city=Madrid\n", _OPENED),
    )
)
def event_does_not_say_enough(dataset: Dataset) -> Iterable[Finding]:
    """Each event that cannot be posted for what it does not say."""
    for why in (Why.DETAIL, Why.CORRECTION, Why.MISSION):
        for problem in _problems(dataset, why):
            yield event_does_not_say_enough.rule.at(
                dataset.events.origin(problem.place, "detail"), problem.message
            )


@dataset_rule(
    Rule(
        "DM706",
        "detail-of-another-kind",
        Severity.WARNING,
        "events",
        "An event carries a detail that events of its kind do not have.",
        "Nothing is done with it; a mistyped name loses what was meant.",
        "Correct the name of the detail; what only explains belongs into `reason` or the note.",
        "docs/reference/events.md: the details of each kind",
        _example(
            _OPENED.replace("city=Madrid", "city=Madrid|colour=red"),
            _OPENED,
        ),
    )
)
def detail_of_another_kind(dataset: Dataset) -> Iterable[Finding]:
    """Each event with a detail that its kind may not carry."""
    if account_of(dataset) is None:
        return
    for place, event in enumerate(dataset.events):
        known = event_facts(event.kind).says
        for name, _ in event.detail:
            if name not in known:
                yield detail_of_another_kind.rule.at(
                    dataset.events.origin(place, "detail"),
                    f"{event.kind} has no detail {name!r}; it may have {', '.join(sorted(known))}",
                )


@dataset_rule(
    Rule(
        "DM708",
        "order-contradicted",
        Severity.ERROR,
        "events",
        "By their dates two events come in an order in which the one cannot follow the other; as they stand "
        "in the table they could.",
        "One of the dates is wrong: a mission cannot close before it opens.",
        "Correct the date that is wrong.",
        "docs/reference/events.md: the order of events",
        _example(
            _OPENED + "e2,2012,closed,PRK,ESP,m1,\n",
            _OPENED,
        ),
    )
)
def order_contradicted(dataset: Dataset) -> Iterable[Finding]:
    """Each event whose condition is met in the table's order and not in that of the dates."""
    by_table = _problems_as_they_stand(dataset)
    for problem in _problems(dataset, Why.CONDITION):
        if problem.place not in by_table:
            yield order_contradicted.rule.at(
                dataset.events.origin(problem.place, "date"),
                f"by its date it comes before what has to come first: {problem.message}",
            )


def _problems(dataset: Dataset, why: Why) -> Iterable[Problem]:
    found = account_of(dataset)
    for problem in () if found is None else found.replay.problems:
        event = problem.event
        known = not event.mission or event.mission in dataset.missions.places
        # Events that change nothing do not claim that the life of their mission is told by events.
        claimed = changes_the_map(event) or (found is not None and (MISSIONS, event.mission) in found.claims)
        if problem.why is why and known and claimed:
            yield problem


def _problems_as_they_stand(dataset: Dataset) -> frozenset[int]:
    if not [*_problems(dataset, Why.CONDITION)]:
        return frozenset()
    again = replay(attrs.evolve(event, date=None) for event in dataset.events)
    return frozenset(problem.place for problem in again.problems)


CHECKS: tuple[Check, ...] = (
    condition_not_met,
    event_does_not_say_enough,
    detail_of_another_kind,
    order_contradicted,
)
