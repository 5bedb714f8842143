"""What two datasets tell of one party's relations on a day, and where they disagree; tellings set aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from diplomap.counting.naming import party_id
from diplomap.counting.relation_counts import Partner, partner, the_day
from diplomap.history.two_sided import Telling
from diplomap.model.dataset import Dataset
from diplomap.model.quarantine import Quarantined
from diplomap.model.relations import RelationKind
from diplomap.values.logic import FALSE, TRUE, UNKNOWN

SCHEMA = "diplomap/relations-compared/1"


@attrs.frozen(slots=True)
class RelationDifference:
    """One party of whose relations two datasets answer differently: what each tells, and why.

    `known` is false where one of the two cannot say; where both say, they contradict each other.
    """

    party: str
    one: Partner
    other: Partner

    @property
    def known(self) -> bool:
        """Whether both datasets answer, and so contradict each other."""
        return UNKNOWN not in (self.one.answer, self.other.answer)

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape in ``diplomap/relations-compared/1``."""
        return {"party": self.party, "one": self.one.to_dict(), "other": self.other.to_dict()}

    def __str__(self) -> str:
        one, other = self.one, self.other
        return f"{self.party}: {one.answer} ({one.why}) against {other.answer} ({other.why})"


def compare_relations(
    one: Dataset,
    other: Dataset,
    *,
    of: str,
    at: date | str | None = None,
    kind: RelationKind | str = RelationKind.DIPLOMATIC,
) -> tuple[RelationDifference, ...]:
    """The parties of whose relations with `of` on a day two datasets answer differently.

    Contradictions come first. A party that one of the two does not name is UNKNOWN to it, not FALSE.

    >>> from diplomap.model.relations import Relation, RelationStatus
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> since = Period(PartialDate.parse("1972-06-01"))
    >>> a = Dataset(relations=[Relation("PRK", "CHL", period=since)])
    >>> b = Dataset(relations=[Relation("PRK", "CHL", status=RelationStatus.SEVERED,
    ...                                 period=Period(PartialDate.parse("1973"), PartialDate.parse("1992")))])
    >>> print(*compare_relations(a, b, of="PRK", at="1980-01-01"))
    CHL: true (diplomatic relations are told as established since 1972-06-01) against \
false (diplomatic relations are told as severed since 1973 until 1992)

    Raises ValueError for a party that is not resolved, a kind that is none, or where no day is meant.
    """
    day = the_day(at, one)
    party = party_id(of, one, day)
    found = []
    for with_ in dict.fromkeys((*one.relations.partners(party), *other.relations.partners(party))):
        mine, yours = (
            partner(with_, ds.relations.standing(party, with_, day, kind=kind, as_of=ds.as_of))
            for ds in (one, other)
        )
        if mine.answer is not yours.answer:
            found.append(RelationDifference(with_, mine, yours))
    return tuple(sorted(found, key=lambda one: (not one.known, one.party)))


def difference_kinds(found: tuple[RelationDifference, ...]) -> dict[str, int]:
    """How many differences are of which sort, by what the two datasets answer.

    >>> difference_kinds(())["true against false"]
    0
    """
    answers = (TRUE, FALSE, UNKNOWN)
    sorts = {f"{one} against {other}": 0 for one in answers for other in answers if one is not other}
    for difference in found:
        sorts[f"{difference.one.answer} against {difference.other.answer}"] += 1
    return sorts


def unreadable_tellings(
    dataset: Dataset, kind: RelationKind = RelationKind.DIPLOMATIC
) -> Iterator[tuple[Telling, tuple[str, str]]]:
    """What rows in quarantine tell of relations of a kind: who with whom, and the date that failed.

    A row whose parties nobody can tell is left out; so is one of another kind.

    >>> list(unreadable_tellings(Dataset()))
    []
    """
    for held in dataset.quarantine:
        if held.table != "relations" or held.row is None:
            continue
        told = _cell(held, "kind")
        if told and told != kind.value:
            continue
        try:
            teller, other = (party_id(_cell(held, column), dataset) for column in ("party", "with"))
        except ValueError:
            continue
        if teller != other:
            pair = (teller, other) if teller < other else (other, teller)
            yield _set_aside(held, teller), pair


def _set_aside(held: Quarantined, teller: str) -> Telling:
    codes = ", ".join(dict.fromkeys(held.codes))
    why = f"the row could not be typed ({codes})" if codes else "the row could not be typed"
    assert held.row is not None
    sources = tuple(part.strip() for part in _cell(held, "sources").split("|") if part.strip())
    return Telling(teller, None, sources, _cell(held, "since"), why, str(held.row.origin()))


def _cell(held: Quarantined, column: str) -> str:
    return "" if held.row is None else (held.row.origin(column).raw or "").strip()
