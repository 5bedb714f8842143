"""A rule on missions to parties with which, though somebody looked for all relations, none is on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diplomap.checking.registry import DatasetRule, dataset_rule
from diplomap.checking.wording import named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.kinds import RESIDENT_EMBASSIES
from diplomap.model.rules import Example, Rule
from diplomap.values.origins import Origin
from diplomap.values.periods import End

_MISSIONS = "id,sending,receiving,kind,city,opened\nm1,PRK,{},embassy,Rome,2000-07\n"
_RELATIONS = "party,with,kind,status,since\nPRK,ITA,diplomatic,established,2000-01-04\n"
_PACKAGE = '{"as_of": "2024-01-30", "coverage": {"relations": {"parties": ["PRK"], "complete": true}}}'

EMBASSY_WITHOUT_RELATIONS = Rule(
    "DM502",
    "embassy-without-relations",
    Severity.WARNING,
    "diplomacy",
    "The coverage says that all relations of a party were looked for, and it keeps an embassy at one with "
    "which no relations of any kind or status are on record. Without such a coverage nothing is said.",
    "An embassy is set up by mutual consent between states in relations: one of the tables is wrong, or the "
    "coverage claims too much.",
    "Add the relations, correct the receiving party, or do not call the coverage of relations complete.",
    "VCDR art. 2",
    Example(
        (
            ("missions.csv", _MISSIONS.format("SMR")),
            ("relations.csv", _RELATIONS),
            ("datapackage.json", _PACKAGE),
        ),
        (
            ("missions.csv", _MISSIONS.format("ITA")),
            ("relations.csv", _RELATIONS),
            ("datapackage.json", _PACKAGE),
        ),
    ),
)


@dataset_rule(EMBASSY_WITHOUT_RELATIONS, tables=("relations",))
def embassy_without_relations(dataset: Dataset) -> Iterator[Finding]:
    """An open embassy where all relations were looked for and none is told."""
    looked = _looked_for(dataset)
    if not looked:
        return
    known = set(dataset.relations.pairs)
    number = 0
    for mission in dataset.missions:
        first, number = number + 1, number + len(mission.spells)
        spell = mission.latest
        if (
            spell.kind not in RESIDENT_EMBASSIES
            or spell.period.end is not End.OPEN
            or not spell.status.operates
        ):
            continue
        for sender in mission.sending:
            pair = (min(sender, mission.receiving), max(sender, mission.receiving))
            if pair not in known and (sender in looked or "all" in looked):
                origin = Origin("<dataset>", first, "receiving")
                origin = origin if spell.row is None else spell.row.origin("receiving")
                message = (
                    f"{named(sender)} keeps an embassy at {named(mission.receiving)}, and of their relations "
                    "nothing is told, though all of them were looked for"
                )
                yield EMBASSY_WITHOUT_RELATIONS.at(origin, message)


def _looked_for(dataset: Dataset) -> frozenset[str]:
    """The parties all of whose relations were looked for, by the coverage."""
    told = dataset.coverage.get("relations")
    if not isinstance(told, Mapping) or told.get("complete") is not True:
        return frozenset()
    parties = told.get("parties") or ()
    return frozenset([parties] if isinstance(parties, str) else map(str, parties))


CHECKS: tuple[DatasetRule, ...] = (embassy_without_relations,)
