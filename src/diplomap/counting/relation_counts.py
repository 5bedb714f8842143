"""How many parties one party is in relations with on a day: who surely, who perhaps, who not, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

import attrs

from diplomap.counting.coverage import Looked, looked_at
from diplomap.counting.naming import party_id
from diplomap.counting.standings import day_of
from diplomap.model.dataset import Dataset
from diplomap.model.relation_standing import Standing
from diplomap.model.relations import RelationKind
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth

SCHEMA = "diplomap/relations/1"


@attrs.frozen(slots=True)
class Partner:
    """One party of which something is asked, the answer, and who says so."""

    party: str
    answer: Truth
    why: str
    sources: tuple[str, ...] = ()
    level: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape in ``diplomap/relations/1``."""
        return {
            "party": self.party,
            "answer": str(self.answer),
            "level": self.level,
            "why": self.why,
            "sources": list(self.sources),
        }


@attrs.frozen(slots=True, repr=False)
class PartyCount:
    """Parties of which one thing is asked on a day: of whom it is so, perhaps so, and not so.

    `asked` says what, in words. `count` is None where nobody is found and the coverage does not say
    that somebody looked: then the number is not zero but unknown. `looked` says whether somebody did.
    """

    of: str
    at: date
    asked: str
    all: tuple[Partner, ...]
    looked: Looked

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Of whom it is surely so."""
        return self._with(TRUE)

    @property
    def perhaps(self) -> tuple[Partner, ...]:
        """Of whom nobody can say."""
        return self._with(UNKNOWN)

    @property
    def not_(self) -> tuple[Partner, ...]:
        """Of whom it is surely not so."""
        return self._with(FALSE)

    @property
    def listed(self) -> Count:
        """How many of those that the dataset tells of: surely so, up to perhaps so."""
        sure = len(self.partners)
        return Count(sure, sure + len(self.perhaps))

    @property
    def count(self) -> Count | None:
        """How many; None where there is nobody and nobody says that somebody looked."""
        return self.looked.known(self.listed)

    def only(self, party: str, dataset: Dataset) -> Self:
        """The same question of one party alone, by its id, a code or a name; UNKNOWN where nothing is told.

        Raises ValueError for a party that is not resolved.
        """
        with_ = party_id(party, dataset, self.at)
        found = tuple(one for one in self.all if one.party == with_)
        untold = Partner(with_, UNKNOWN, "nothing is told of it")
        return attrs.evolve(self, all=found or (untold,))

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape, ``diplomap/relations/1`` (see `docs/reference/relations.md`)."""
        count = self.count
        told: dict[str, Any] = {"low": 0, "high": None, "why": self.looked.why}
        return {
            "schema": SCHEMA,
            "of": self.of,
            "at": self.at.isoformat(),
            "asked": self.asked,
            "count": told if count is None else {"low": count.low, "high": count.high},
            "looked": str(self.looked.answer),
            "partners": [one.to_dict() for one in self.partners],
            "perhaps": [one.to_dict() for one in self.perhaps],
            "not": [one.to_dict() for one in self.not_],
        }

    def __str__(self) -> str:
        return f"{self.of} at {self.at}, {self.asked}: {'unknown' if self.count is None else self.count}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"

    def _with(self, answer: Truth) -> tuple[Partner, ...]:
        return tuple(one for one in self.all if one.answer is answer)


class RelationsCount(PartyCount):
    """With how many parties one party is in relations on a day; see `relations_count`."""


def relations_count(
    dataset: Dataset,
    *,
    of: str,
    at: date | str | None = None,
    kind: RelationKind | str = RelationKind.DIPLOMATIC,
) -> RelationsCount:
    """With how many parties `of` is in relations of a kind on a day, by all that either side tells.

    `of` may be an id, any code or a name; `at` is a day or its ISO text, by default the day the
    dataset speaks for. A party of which nothing is told is not counted at all; whether there are more
    is a question of coverage. Sharper dates never widen the count.

    >>> from diplomap.model.relations import Relation
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> d = PartialDate.parse
    >>> ds = Dataset(relations=[Relation("PRK", "ESP", period=Period(d("2001-02-07"))),
    ...                         Relation("CHN", "PRK", period=Period(d("1949-10-06"))),
    ...                         Relation("PRK", "MYS", period=Period(d("1973"), d("2021-03")))])
    >>> relations_count(ds, of="North Korea", at="2021-03-10").count
    Count(2, 3)
    >>> relations_count(ds, of="PRK", at="2023-10-01").not_[0].why
    'diplomatic relations are told as established since 1973 until 2021-03, which was over'
    >>> print(relations_count(ds, of="FRA", at="2023-10-01").count)
    None

    Raises ValueError for a party that is not resolved, a kind that is none, a text that is no full
    date, or where neither a day is given nor the dataset speaks for one.
    """
    day, wanted = the_day(at, dataset), RelationKind(kind)
    party = party_id(of, dataset, day)
    found = tuple(
        partner(other, dataset.relations.standing(party, other, day, kind=wanted, as_of=dataset.as_of))
        for other in dataset.relations.partners(party)
    )
    looked = records_looked_at(dataset, "relations", day, party)
    return RelationsCount(party, day, f"in {wanted} relations with", found, looked)


def partner(party: str, standing: Standing) -> Partner:
    """The standing of relations as a line about the other party."""
    level = None if standing.level is None else standing.level.value
    return Partner(party, standing.answer, standing.why, standing.sources, level)


def records_looked_at(dataset: Dataset, table: str, day: date, party: str) -> Looked:
    """Whether the coverage says that everything of one table was looked for, of a party on a day.

    The coverage of a table beside the missions stands under its name: `parties` are those looked at,
    `from`, `to` and `complete` mean what they mean for missions.

    >>> told = {"relations": {"parties": ["PRK"], "from": "1948", "to": "2024-01-30", "complete": True}}
    >>> records_looked_at(Dataset(coverage=told), "relations", date(2000, 1, 1), "PRK").answer
    TRUE
    >>> records_looked_at(Dataset(), "relations", date(2000, 1, 1), "PRK").why
    'the coverage says nothing of relations'
    """
    told = dataset.coverage.get(table)
    if not isinstance(told, Mapping):
        return Looked(UNKNOWN, f"the coverage says nothing of {table}")
    parties = told.get("parties", told.get("senders"))
    found = looked_at({**told, "senders": parties}, day, dataset.as_of, sending=party)
    return Looked(found.answer, found.why.replace("missions", table).replace("such mission", table))


def the_day(at: date | str | None, dataset: Dataset) -> date:
    """The day meant: the one given, else the dataset's own.

    Raises ValueError where there is neither, or for a text that is no full date.
    """
    day = day_of(at, dataset)
    if day is None:
        raise ValueError("name a day with at=..., for the dataset speaks for none")
    return day
