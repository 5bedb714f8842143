"""Rules on attributions: the claim must be somebody's, and of changes that the data hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diplomap.checking.dangling import dangling, unanswered
from diplomap.checking.registry import Check, dataset_rule
from diplomap.checking.wording import listed, named
from diplomap.model.attributions import Attribution
from diplomap.model.dataset import Dataset
from diplomap.model.events import EventKind
from diplomap.model.findings import Finding, Severity
from diplomap.model.missions import Mission
from diplomap.model.rules import Example, Rule
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE
from diplomap.values.periods import End, Period

_ATTRIBUTIONS = "id,cause,rank,claimed_by,position,of,changes,missions,since,until,statement,sources\n"
_CLAIM = (
    "a1,sanctions,main,the ministry in Seoul,KOR,PRK,"
    "{changes},{missions},{since},{until},{statement},{sources}\n"
)
_STATEMENT = (
    "statements.csv",
    "id,speaker,position,date,says,sources\n"
    "s1,the ministry in Seoul,KOR,2023-11,sanctions bite,doi:10.1/s1\n",
)
_MISSIONS = (
    "missions.csv",
    "id,sending,receiving,kind,status,city,opened,closed\nm1,PRK,ESP,embassy,,Madrid,2013,2023-11-01\n",
)
# What a difference calls a change, where an event is not called so.
_CHANGES = frozenset(map(str, EventKind)) | {"appeared", "gone", "accreditation_gained", "accreditation_lost"}
_OPENS = frozenset({"opened", "reopened", "appeared", "opening_announced"})
_ENDS = frozenset({"closed", "suspended", "evacuated", "gone", "closure_announced"})


def _example(bad: dict[str, str], good: dict[str, str], *beside: tuple[str, str]) -> Example:
    blank = dict.fromkeys(("changes", "missions", "since", "until", "statement"), "") | {
        "sources": "https://example.org/a1"
    }
    sides = [("attributions.csv", _ATTRIBUTIONS + _CLAIM.format(**(blank | told))) for told in (bad, good)]
    return Example((sides[0], *beside), (sides[1], *beside))


@dataset_rule(
    Rule(
        "DM821",
        "attribution-of-no-statement",
        Severity.ERROR,
        "sources",
        "An attribution names a statement that statements.csv does not hold.",
        "Nobody can see in which words the cause was claimed.",
        "Add the statement, or put its id right.",
        example=_example({"statement": "s2"}, {"statement": "s1"}, _STATEMENT, _MISSIONS),
    ),
    tables=("attributions",),
)
def attribution_of_no_statement(dataset: Dataset) -> Iterable[Finding]:
    """Each attribution whose statement is not there."""
    look_up = dataset.statements.get
    return dangling(attribution_of_no_statement.rule, dataset.attributions, "statement", "statement", look_up)


@dataset_rule(
    Rule(
        "DM822",
        "attribution-of-no-mission",
        Severity.ERROR,
        "sources",
        "An attribution claims a cause for changes of a mission that is not in the data, or that its `of` "
        "does not send.",
        "The claim can never stand beside a change.",
        "Put the mission's id right, or name the sender in `of`.",
        example=_example({"missions": "m2"}, {"missions": "m1"}, _MISSIONS),
    ),
    tables=("attributions",),
)
def attribution_of_no_mission(dataset: Dataset) -> Iterable[Finding]:
    """Each attribution that names a mission which is not there, or is another's."""
    for place, one in enumerate(dataset.attributions):
        found = {name: dataset.missions.under(name) for name in one.missions}
        missing = unanswered(found, found.get)
        others = [name for name, them in found.items() if them and not any(one.of in m.sending for m in them)]
        told = [f"there is no mission {listed(missing, 'or')}"] if missing else []
        told += [f"{named(one.of)} does not send {listed(others, 'or')}"] if others else []
        if told:
            origin = dataset.attributions.origin(place, "missions")
            yield attribution_of_no_mission.rule.at(origin, "; ".join(told))


@dataset_rule(
    Rule(
        "DM823",
        "attribution-of-no-change",
        Severity.WARNING,
        "sources",
        "An attribution claims a cause for changes of missions, and in its window none of these missions "
        "opened, closed or changed in the data, whatever the missing parts of their dates may be.",
        "The claim stands beside nothing: either the window is wrong, or the changes are missing.",
        "Put `since`, `until` or `missions` right, or enter the changes.",
        example=_example({"since": "1994", "until": "1999"}, {"since": "2023", "until": "2024"}, _MISSIONS),
    ),
    tables=("attributions",),
)
def attribution_of_no_change(dataset: Dataset) -> Iterable[Finding]:
    """Each attribution in whose window nothing of what it claims happened."""
    for place, one in enumerate(dataset.attributions):
        missions = _claimed(dataset, one)
        if missions and all(_outside(date, one.window) for m in missions for date in _dates(dataset, one, m)):
            which = listed(one.missions, "or") if one.missions else f"any mission of {named(one.of)}"
            origin = dataset.attributions.origin(place, "since")
            yield attribution_of_no_change.rule.at(
                origin, f"the data tell no change of {which} in {one.window}"
            )


@dataset_rule(
    Rule(
        "DM824",
        "attribution-of-unknown-change",
        Severity.WARNING,
        "sources",
        "An attribution names a kind of change that is neither one of an event nor one of a difference.",
        "The claim can never stand beside a change.",
        "Write it as a difference does, such as closed, opened, suspended or relocated.",
        example=_example({"changes": "closure"}, {"changes": "closed"}, _MISSIONS),
    ),
    tables=("attributions",),
)
def attribution_of_unknown_change(dataset: Dataset) -> Iterable[Finding]:
    """Each attribution of a kind of change that is none."""
    for place, one in enumerate(dataset.attributions):
        if wrong := [kind for kind in one.changes if kind not in _CHANGES]:
            origin = dataset.attributions.origin(place, "changes")
            message = f"no change is called {listed(wrong, 'or')}"
            yield attribution_of_unknown_change.rule.at(origin, message)


CHECKS: tuple[Check, ...] = (
    attribution_of_no_statement,
    attribution_of_no_mission,
    attribution_of_no_change,
    attribution_of_unknown_change,
)


def _claimed(dataset: Dataset, one: Attribution) -> list[Mission]:
    if one.missions:
        return [mission for name in one.missions for mission in dataset.missions.under(name)]
    # Without a window, any change will do, and a sender of whom nothing is told is no contradiction.
    return [*dataset.missions.of(one.of)] if _bounded(one.window) else []


def _bounded(window: Period) -> bool:
    return window.start is not None or isinstance(window.end, PartialDate)


def _dates(dataset: Dataset, one: Attribution, mission: Mission) -> Iterator[PartialDate | None]:
    """The dates of a mission at which something changed of the kinds claimed; None where nobody says when."""
    kinds = frozenset(one.changes)
    for spell in mission.spells:
        start, end = spell.period.start, spell.period.end
        if not (kinds and kinds <= _ENDS):
            yield start
        if end is not End.OPEN and not (kinds and kinds <= _OPENS):
            yield end if isinstance(end, PartialDate) else None
        elif end is End.OPEN and not spell.status.operates:
            yield None
    for event in dataset.events.to_mission(mission.id):
        yield event.date


def _outside(date: PartialDate | None, window: Period) -> bool:
    return date is not None and date.within(_told(window)) is FALSE


def _told(window: Period) -> Period:
    # An end that is not told bounds nothing.
    return Period(PartialDate.parse("1000..") if window.start is None else window.start, window.end)
