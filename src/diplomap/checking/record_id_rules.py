"""A rule on the ids of records: in tables whose rows stand for themselves, an id stands once."""

from __future__ import annotations

from collections.abc import Iterable

from diplomap.checking.registry import Check, dataset_rule
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule

# The steps of a sanctions regime share its id, so that sanctions are not among them.
UNIQUE = ("events", "statements", "figures", "attributions", "story", "sources")
_HEADER = "id,quantity,of,value\n"


@dataset_rule(
    Rule(
        "DM311",
        "record-id-twice",
        Severity.ERROR,
        "tables",
        "Two rows of events, statements, figures, attributions, the story or sources have one id.",
        "Other rows refer to the id; nobody can tell which of the two they mean, and the first is taken.",
        "Give the later row an id of its own, or remove it where it is the same again.",
        example=Example(
            (("figures.csv", _HEADER + "f1,closures,PRK,10\nf1,openings,PRK,3\n"),),
            (("figures.csv", _HEADER + "f1,closures,PRK,10\nf2,openings,PRK,3\n"),),
        ),
    ),
    tables=UNIQUE,
)
def record_id_twice(dataset: Dataset) -> Iterable[Finding]:
    """Each further row of an id, beside the first."""
    for name in UNIQUE:
        records = dataset.tables[name]
        first: dict[str, int] = {}
        for place, record in enumerate(records):
            earlier = first.setdefault(record.id, place)
            if earlier != place:
                related = records.origin(earlier, "id")
                told = f"id {record.id} stands in line {related.line} already"
                yield record_id_twice.rule.at(records.origin(place, "id"), told, related=(related,))


CHECKS: tuple[Check, ...] = (record_id_twice,)
