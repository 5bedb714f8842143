"""Rules on the course of a sanctions regime: what is put on before it is taken off, and against whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplomap.checking.registry import Check, dataset_rule
from diplomap.checking.sanction_courses import Course, when
from diplomap.checking.wording import listed, named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule
from diplomap.model.sanctions import Sanction, Stage

_HEADER = "id,senders,target,measures,stage,instruments,since,until\n"
_MISSIONS = ("missions.csv", "id,sending,receiving,kind\nm1,PRK,CHN,embassy\n")
_TIES = "TIES codebook: threat, imposition and termination follow each other"


def _example(bad: str, good: str) -> Example:
    return Example(
        (("sanctions.csv", _HEADER + bad), _MISSIONS), (("sanctions.csv", _HEADER + good), _MISSIONS)
    )


_IMPOSED = "s1,USA,PRK,asset_freeze|travel_ban,imposed,Executive Order 13551 (2010-08-30),2010-08-30,\n"


@dataset_rule(
    Rule(
        "DM601",
        "taken-off-before-imposed",
        Severity.WARNING,
        "sanctions",
        "A step eases, suspends or lifts a regime of which nothing on record can have been imposed by then.",
        "What was never put on cannot be taken off: the step that put it on is missing, has a date that is "
        "too late, or stands under another id.",
        "Add the step by which the regime was imposed, or correct `since`, `stage` or `id`.",
        _TIES,
        _example(
            "s1,USA,PRK,,lifted,Notice 1 (2008-10-11),2008-10-11,\n" + _IMPOSED,
            "s1,USA,PRK,,lifted,Notice 1 (2018-10-11),2018-10-11,\n" + _IMPOSED,
        ),
    ),
    tables=("sanctions",),
)
def taken_off_before_imposed(dataset: Dataset) -> Iterable[Finding]:
    """Each step that takes off before anything can have been put on."""
    for regime, steps in _regimes(dataset).items():
        course = Course((place, step) for place, step in steps if step.stage.binds)
        for place, step in steps:
            if step.stage.relieves and not course.begun_before(step):
                yield taken_off_before_imposed.rule.at(
                    dataset.sanctions.origin(place, "stage"),
                    f"{regime} is {step.stage} {when(step)}, but nothing of it was imposed by then",
                )


@dataset_rule(
    Rule(
        "DM602",
        "strengthened-from-nothing",
        Severity.WARNING,
        "sanctions",
        "A step strengthens a regime of which surely nothing was in force: nothing had been imposed, or all "
        "of it had ended or been lifted.",
        "A regime is strengthened while it is in force; one that begins, or begins again, is imposed.",
        "Write `imposed` into `stage`, add the step that is missing, or correct the dates.",
        _TIES,
        _example(
            "s1,JPN,PRK,shipping,strengthened,Cabinet decision,2006-07-05,\n",
            "s1,JPN,PRK,shipping,imposed,Cabinet decision,2006-07-05,\n",
        ),
    ),
    tables=("sanctions",),
)
def strengthened_from_nothing(dataset: Dataset) -> Iterable[Finding]:
    """Each step that strengthens what was not there."""
    for regime, steps in _regimes(dataset).items():
        course = Course(
            ((place, step) for place, step in steps if step.stage.binds),
            ((place, step) for place, step in steps if step.relieves_all),
        )
        for place, step in steps:
            if step.stage is Stage.STRENGTHENED and course.nothing_held(place, step):
                yield strengthened_from_nothing.rule.at(
                    dataset.sanctions.origin(place, "stage"),
                    f"{regime} is strengthened {when(step)}, but nothing of it was in force then",
                )


@dataset_rule(
    Rule(
        "DM603",
        "taken-off-though-not-in-force",
        Severity.WARNING,
        "sanctions",
        "A step eases, suspends or lifts a measure of a regime that surely did not hold it then: it had "
        "never been put on, had ended, or had been taken off already.",
        "Either the measure is misnamed, or the step that put it on does not name it; a count of measures in "
        "force is wrong in both cases.",
        "Name the measure as the step does that put it on, or correct that step or the dates.",
        _TIES,
        _example(
            _IMPOSED + "s1,USA,PRK,import_ban,eased,Notice 1 (2018-10-11),2018-10-11,\n",
            _IMPOSED + "s1,USA,PRK,travel_ban,eased,Notice 1 (2018-10-11),2018-10-11,\n",
        ),
    ),
    tables=("sanctions",),
)
def taken_off_though_not_in_force(dataset: Dataset) -> Iterable[Finding]:
    """Each step that takes off what was not there, where something of its regime had been imposed."""
    for regime, steps in _regimes(dataset).items():
        if not any(step.stage.relieves for _, step in steps):
            continue
        on = [(place, step) for place, step in steps if step.stage.binds]
        full = [(place, step) for place, step in steps if step.relieves_all]
        whole = Course(on, full)
        courses = {
            measure: Course(
                [one for one in on if measure in one[1].measures],
                [one for one in steps if one[1].relieves(measure)],
            )
            for measure in dict.fromkeys(m for _, step in steps if step.stage.relieves for m in step.measures)
        }
        for place, step in steps:
            if not step.stage.relieves or not whole.begun_before(step):
                continue
            wrong = [one.value for one in step.measures if courses[one].nothing_held(place, step)]
            if step.relieves_all and whole.nothing_held(place, step):
                wrong = ["none of its measures"]
            if wrong:
                told = "was in force then" if step.relieves_all else "was not in force then"
                yield taken_off_though_not_in_force.rule.at(
                    dataset.sanctions.origin(place, "measures" if step.measures else "stage"),
                    f"{regime} is {step.stage} {when(step)}, but {listed(wrong)} {told}",
                )


@dataset_rule(
    Rule(
        "DM604",
        "regime-of-two-targets",
        Severity.ERROR,
        "sanctions",
        "Steps under one id have unlike targets.",
        "An id is one regime, and a regime has one target; measures would be put on one party and taken off "
        "another.",
        "Give the steps against each target an id of their own.",
        example=_example(
            _IMPOSED + "s1,USA,KOR,,lifted,Notice 1 (2018-10-11),2018-10-11,\n",
            _IMPOSED + "s1,USA,PRK,,lifted,Notice 1 (2018-10-11),2018-10-11,\n",
        ),
    ),
    tables=("sanctions",),
)
def regime_of_two_targets(dataset: Dataset) -> Iterable[Finding]:
    """The first step against each further target of a regime."""
    first: dict[str, int] = {}
    told: set[tuple[str, str]] = set()
    for place, step in enumerate(dataset.sanctions):
        origin = first.setdefault(step.id, place)
        target = dataset.sanctions[origin].target
        if step.target != target and (step.id, step.target) not in told:
            told.add((step.id, step.target))
            yield regime_of_two_targets.rule.at(
                dataset.sanctions.origin(place, "target"),
                f"{step.id} is against {named(step.target)} here, and against {named(target)} before",
                related=(dataset.sanctions.origin(origin, "target"),),
            )


CHECKS: tuple[Check, ...] = (
    *(taken_off_before_imposed, strengthened_from_nothing, taken_off_though_not_in_force),
    regime_of_two_targets,
)


def _regimes(dataset: Dataset) -> dict[str, Sequence[tuple[int, Sanction]]]:
    found: dict[str, list[tuple[int, Sanction]]] = {}
    for place, step in enumerate(dataset.sanctions):
        found.setdefault(step.id, []).append((place, step))
    return dict(found)
