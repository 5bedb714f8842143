"""Rules on single steps of sanctions: the act behind a step, its measures, its parties."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplomap.checking.lifetimes import lifetime
from diplomap.checking.registry import Check, dataset_rule
from diplomap.checking.sanction_courses import first_day, last_day, when
from diplomap.checking.wording import listed, named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule
from diplomap.model.sanctions import Sanction, Stage
from diplomap.values.dates import OPEN_HI

_HEADER = "id,senders,target,measures,stage,instruments,since,until\n"
_MISSIONS = ("missions.csv", "id,sending,receiving,kind\nm1,PRK,CHN,embassy\n")
_RESOLUTION = re.compile(r"S/RES/[0-9]+|\bresolution\b", re.IGNORECASE)
_UN = "UN"


def _example(bad: str, good: str) -> Example:
    return Example(
        (("sanctions.csv", _HEADER + bad), _MISSIONS), (("sanctions.csv", _HEADER + good), _MISSIONS)
    )


@dataset_rule(
    Rule(
        "DM605",
        "act-after-its-effect",
        Severity.WARNING,
        "sanctions",
        "A step takes effect before every act that is told as its legal ground was made.",
        "An act has effect from its date or later; some reach back, but mostly one of the two dates is "
        "wrong.",
        "Correct `since` or the date behind the act, or name the act that was there on that day.",
        example=_example(
            "s1,USA,PRK,asset_freeze,imposed,Executive Order 13551 (2010-08-30),2010-03-30,\n",
            "s1,USA,PRK,asset_freeze,imposed,Executive Order 13551 (2010-08-30),2010-08-30,\n",
        ),
    ),
    tables=("sanctions",),
)
def act_after_its_effect(dataset: Dataset) -> Iterable[Finding]:
    """Each step older than all its dated acts."""
    for place, step in enumerate(dataset.sanctions):
        dates = [one.date for one in step.instruments]
        known = [date for date in dates if date is not None]
        if known and len(known) == len(dates) and last_day(step) < min(date.lo for date in known):
            yield act_after_its_effect.rule.at(
                dataset.sanctions.origin(place, "since"),
                f"{step.id} takes effect {when(step)}, before its act: {listed(map(str, step.instruments))}",
                related=(dataset.sanctions.origin(place, "instruments"),),
            )


@dataset_rule(
    Rule(
        "DM606",
        "imposed-without-measures",
        Severity.WARNING,
        "sanctions",
        "A step imposes or strengthens a regime and names no measure.",
        "A sanction does something; without a measure the step counts for nothing.",
        "Name what the step forbids in `measures`; `other` where no word fits. A step that lists further "
        "persons puts on `asset_freeze`, `travel_ban` or both.",
        example=_example(
            "s1,USA,PRK,,imposed,Executive Order 13551 (2010-08-30),2010-08-30,\n",
            "s1,USA,PRK,asset_freeze,imposed,Executive Order 13551 (2010-08-30),2010-08-30,\n",
        ),
    ),
    tables=("sanctions",),
)
def imposed_without_measures(dataset: Dataset) -> Iterable[Finding]:
    """Each binding step without a measure."""
    for place, step in enumerate(dataset.sanctions):
        if step.stage.binds and not step.measures:
            yield imposed_without_measures.rule.at(
                dataset.sanctions.origin(place, "measures"), f"{step.id} is {step.stage} and names no measure"
            )


@dataset_rule(
    Rule(
        "DM607",
        "party-to-sanctions-did-not-exist",
        Severity.WARNING,
        "sanctions",
        "A sender or the target of a step surely did not exist when the step was taken.",
        "A state or organisation that is not there imposes nothing and has nothing imposed on it; the step "
        "is one of its predecessor or successor, or the date is wrong.",
        "Put the party of that time into the cell, or correct `since`.",
        example=_example(
            "s1,DDR,ZAF,arms_embargo,imposed,Act 1 (1994-01-01),1994-01-01,\n",
            "s1,DDR,ZAF,arms_embargo,imposed,Act 1 (1984-01-01),1984-01-01,\n",
        ),
    ),
    tables=("sanctions",),
)
def party_to_sanctions_did_not_exist(dataset: Dataset) -> Iterable[Finding]:
    """Each step of or against a party that had not begun or had ended; the first such party is told."""
    for place, step in enumerate(dataset.sanctions):
        if step.period.start is None:
            continue
        for column, parties in (("senders", step.senders), ("target", (step.target,))):
            if absent := [party for party in parties if _absent(party, step)]:
                yield party_to_sanctions_did_not_exist.rule.at(
                    dataset.sanctions.origin(place, column),
                    f"{listed(map(named, absent))} did not exist {when(step)}",
                    related=(dataset.sanctions.origin(place, "since"),),
                )


@dataset_rule(
    Rule(
        "DM608",
        "step-without-an-act",
        Severity.NOTE,
        "sanctions",
        "A step that binds or takes off names no legal act.",
        "Sanctions rest on resolutions, decisions, orders or laws; without the act nobody can look up what "
        "the step says and from when.",
        "Name the act in `instruments`, with its date in brackets: `S/RES/1718 (2006-10-14)`.",
        example=_example(
            "s1,USA,PRK,asset_freeze,imposed,,2010-08-30,\n",
            "s1,USA,PRK,asset_freeze,imposed,Executive Order 13551 (2010-08-30),2010-08-30,\n",
        ),
    ),
    tables=("sanctions",),
)
def step_without_an_act(dataset: Dataset) -> Iterable[Finding]:
    """Each step but a threat that names no act."""
    for place, step in enumerate(dataset.sanctions):
        if step.stage is not Stage.THREATENED and not step.instruments:
            yield step_without_an_act.rule.at(
                dataset.sanctions.origin(place, "instruments"),
                f"{step.id} is {step.stage} {when(step)}, and no legal act is named",
            )


@dataset_rule(
    Rule(
        "DM609",
        "un-without-a-resolution",
        Severity.WARNING,
        "sanctions",
        "The United Nations are the sender of a step, and none of its acts is a resolution.",
        "The Security Council puts on, changes and lifts sanctions by resolution; a committee, a panel or a "
        "statement by its President does not.",
        "Name the resolution (`S/RES/…`), or the sender whose act it is.",
        "Charter of the United Nations, art. 41",
        _example(
            "s1,UN,PRK,arms_embargo,imposed,S/PRST/2006/41 (2006-10-06),2006-10-06,\n",
            "s1,UN,PRK,arms_embargo,imposed,S/RES/1718 (2006-10-14),2006-10-14,\n",
        ),
    ),
    tables=("sanctions",),
)
def un_without_a_resolution(dataset: Dataset) -> Iterable[Finding]:
    """Each step of the United Nations that rests on other acts alone."""
    for place, step in enumerate(dataset.sanctions):
        if _UN not in step.senders or not step.instruments or step.stage is Stage.THREATENED:
            continue
        if not any(_RESOLUTION.search(one.name) for one in step.instruments):
            yield un_without_a_resolution.rule.at(
                dataset.sanctions.origin(place, "instruments"),
                f"{step.id} is {step.stage} by the United Nations, and no resolution is named",
            )


CHECKS: tuple[Check, ...] = (
    *(act_after_its_effect, imposed_without_measures, party_to_sanctions_did_not_exist),
    *(step_without_an_act, un_without_a_resolution),
)


def _absent(party: str, step: Sanction) -> bool:
    life = lifetime(party)
    return last_day(step) < life.begun or (life.over < OPEN_HI and first_day(step) > life.over)
