"""A rule on embassies that opened before their parties had relations."""

from __future__ import annotations

from collections.abc import Iterator

from diplomap.checking.registry import Check, dataset_rule
from diplomap.checking.wording import named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.kinds import RESIDENT_EMBASSIES
from diplomap.model.relations import RelationKind
from diplomap.model.rules import Example, Rule
from diplomap.values.dates import OPEN_HI, OPEN_LO
from diplomap.values.origins import Origin

_HEADER = "id,sending,receiving,kind,status,city,opened,closed\n"
_RELATIONS = "party,with,kind,status,since,until\n"
_YEAR = 366

BEFORE_RELATIONS = Rule(
    "DM412",
    "embassy-before-relations",
    Severity.WARNING,
    "diplomacy",
    "An embassy opened more than a year before the first diplomatic relations of its sender and receiver "
    "that are on record, though both existed by then. Nothing is said where the beginning of some of "
    "their relations is not known.",
    "Relations come first, the embassy follows: one of the dates is wrong, or earlier relations are missing.",
    "Correct the date of the embassy or of the relations, or add the earlier relations.",
    "VCDR art. 2",
    Example(
        (
            ("missions.csv", _HEADER + "m1,PRK,ESP,embassy,,Madrid,1991-02-07,\n"),
            ("relations.csv", _RELATIONS + "PRK,ESP,diplomatic,established,2001-02-07,\n"),
        ),
        (
            ("missions.csv", _HEADER + "m1,PRK,ESP,embassy,,Madrid,2013-10,\n"),
            ("relations.csv", _RELATIONS + "PRK,ESP,diplomatic,established,2001-02-07,\n"),
        ),
    ),
)


@dataset_rule(BEFORE_RELATIONS, tables=("relations",))
def embassy_before_relations(dataset: Dataset) -> Iterator[Finding]:
    """Each embassy that opened before its parties had relations."""
    first = _first_relations(dataset)
    number = 0
    for mission in dataset.missions:
        for spell in mission.spells:
            number += 1
            opened = spell.period.start
            if opened is None or spell.kind not in RESIDENT_EMBASSIES or opened.hi == OPEN_HI:
                continue
            for sender in mission.sending:
                pair = (min(sender, mission.receiving), max(sender, mission.receiving))
                begun, place = first.get(pair, (OPEN_LO, 0))
                if opened.hi + _YEAR < begun and opened.lo > max(map(_surely_there, pair)):
                    row = spell.row
                    origin = Origin("<dataset>", number, "opened") if row is None else row.origin("opened")
                    since = dataset.relations[place].period.start
                    yield BEFORE_RELATIONS.at(
                        origin,
                        f"opened {opened}, and the first relations of {named(sender)} and "
                        f"{named(mission.receiving)} on record began {since}",
                        related=(dataset.relations.origin(place, "since"),),
                    )


def _first_relations(dataset: Dataset) -> dict[tuple[str, str], tuple[int, int]]:
    """For each pair: the earliest day on which its first relations can have begun, and their place."""
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for place, one in enumerate(dataset.relations):
        if one.kind is RelationKind.DIPLOMATIC:
            start = one.period.start
            # Relations restored or severed had a beginning before that.
            sure = start is not None and one.status.value in ("established", "never")
            told = (start.lo if sure and start is not None else OPEN_LO, place)
            first[one.pair] = min(first.get(one.pair, told), told)
    return {pair: told for pair, told in first.items() if dataset.relations[told[1]].status.stands}


def _surely_there(party_id: str) -> int:
    """The last day on which a party, as itself, can have begun."""
    from diplomap.parties.registry import get

    party = get(party_id)
    if party is None or not party.lives or party.lives[0].period.start is None:
        return OPEN_HI
    return max(life.period.start.hi for life in party.lives if life.period.start is not None)


CHECKS: tuple[Check, ...] = (embassy_before_relations,)
