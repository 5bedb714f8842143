"""A rule on relations that one source tells twice: as those of the one party, and as those of the other."""

from __future__ import annotations

from collections.abc import Iterator

from diplomap.checking.registry import Check, dataset_rule
from diplomap.checking.wording import named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule

_HEADER = "party,with,kind,status,since,until,sources\n"
_ONE = "PRK,ESP,diplomatic,established,2001-02-07,,https://example.org/a\n"
_OTHER = "ESP,PRK,diplomatic,established,2001-02-07,,https://example.org/{}\n"
_FEW = 0.1

TOLD_FROM_BOTH_SIDES = Rule(
    "DM512",
    "relation-told-in-both-directions",
    Severity.NOTE,
    "tables",
    "Two rows tell of the same two parties, in the one order and in the other, the same kind, status, level, "
    "since and until, and cite the same sources. Nothing is said where this is so of several pairs, and of "
    "more than a tenth of the table's: such a table holds each state's own telling.",
    "Relations are those of both parties, so that the second row says nothing, and who mends one of the rows "
    "has to remember the other.",
    "Take the later row out. Where each side tells it in a source of its own, cite that source in its row.",
    "VCDR art. 2 (relations are by mutual consent)",
    Example(
        (("relations.csv", _HEADER + _ONE + _OTHER.format("a")),),
        (("relations.csv", _HEADER + _ONE + _OTHER.format("b")),),
    ),
)


@dataset_rule(TOLD_FROM_BOTH_SIDES, tables=("relations",))
def relation_told_in_both_directions(dataset: Dataset) -> Iterator[Finding]:
    """The same relations as those of either party, by the same sources."""
    told = dataset.relations
    seen: dict[object, int] = {}
    found: dict[object, list[tuple[int, int]]] = {}
    for place, one in enumerate(told):
        what = (one.kind, one.status, one.level, one.period, frozenset(one.sources))
        seen.setdefault((one.party, one.with_, what), place)
        first = seen.get((one.with_, one.party, what))
        if first is not None:
            found.setdefault(one.pair, []).append((place, first))
    if len(found) > 1 and len(found) > _FEW * len({one.pair for one in told}):
        return
    for place, first in sorted(twice for both in found.values() for twice in both):
        parties = f"{named(told[first].party)} and {named(told[first].with_)}"
        message = f"the relations of {parties} are told in line {told.origin(first).line} already"
        yield TOLD_FROM_BOTH_SIDES.at(
            told.origin(place, "party"), message, related=(told.origin(first, "with"),)
        )


CHECKS: tuple[Check, ...] = (relation_told_in_both_directions,)
