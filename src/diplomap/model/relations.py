"""Diplomatic and consular relations between two parties: dated records that exist without missions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import attrs

from diplomap.model.missions import UNDATED
from diplomap.model.records import Record, Records, index
from diplomap.model.statuses import HeadRank
from diplomap.values.logic import FALSE, Truth
from diplomap.values.periods import Period

if TYPE_CHECKING:
    from diplomap.model.relation_standing import Standing


class RelationKind(StrEnum):
    """Which relations: diplomatic (VCDR art. 2) or consular (VCCR art. 2).

    Consent to diplomatic relations implies, unless otherwise stated, consent to consular ones (VCCR
    art. 2 (2)); severing the former does not by itself sever the latter (art. 2 (3)).
    """

    DIPLOMATIC = "diplomatic"
    CONSULAR = "consular"

    def __str__(self) -> str:
        return self.value


class RelationStatus(StrEnum):
    """How relations stand during a period. Source: VCDR art. 2 and 45, VCCR art. 2, and usage.

    `never` says that somebody looked and that the two have had no relations; no record says nothing.

    >>> [status.value for status in RelationStatus if status.stands]
    ['established', 'restored']
    """

    ESTABLISHED = "established"
    SUSPENDED = "suspended"
    SEVERED = "severed"
    RESTORED = "restored"
    NEVER = "never"

    @property
    def stands(self) -> bool:
        """Whether the two parties are in relations in this status."""
        return self in (RelationStatus.ESTABLISHED, RelationStatus.RESTORED)

    def __str__(self) -> str:
        return self.value


class Level(StrEnum):
    """At which level relations are kept: the class of the heads of mission exchanged; VCDR art. 14 and 15.

    >>> Level("charge").head
    <HeadRank.CHARGE: 'charge'>
    """

    AMBASSADORIAL = "ambassadorial"
    MINISTERIAL = "ministerial"
    CHARGE = "charge"

    @property
    def head(self) -> HeadRank:
        """The rank of the heads of mission at this level."""
        return {"ambassadorial": HeadRank.AMBASSADOR, "ministerial": HeadRank.MINISTER}.get(
            self.value, HeadRank.CHARGE
        )

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Relation(Record):
    """What one source tells of the relations of two parties during a period: kind, status and level.

    Relations have no direction, and a telling has: `party` is the one whose table tells it (or whose
    consent is spoken of), `with_` the other. Both sides may tell the same relations, each in a record
    of its own. `period` runs from the day since which the status holds to the first on which it no
    longer does.

    >>> from diplomap.values.dates import PartialDate
    >>> told = Relation("PRK", "ESP", period=Period(PartialDate.parse("2001-02-07")))
    >>> told.pair, told.status.stands
    (('ESP', 'PRK'), True)

    Raises ValueError where a party is in relations with itself.
    """

    party: str
    with_: str
    kind: RelationKind = RelationKind.DIPLOMATIC
    status: RelationStatus = RelationStatus.ESTABLISHED
    level: Level | None = None
    period: Period = UNDATED

    def __attrs_post_init__(self) -> None:
        if self.party == self.with_:
            raise ValueError(f"a party cannot be in relations with itself ({self.party})")

    @property
    def pair(self) -> tuple[str, str]:
        """The two parties in the order of their ids, whichever of them tells it."""
        return (self.party, self.with_) if self.party < self.with_ else (self.with_, self.party)


class Relations(Records[Relation]):
    """The relations of a dataset, with look-ups by pair and by party.

    >>> held = Relations([Relation("PRK", "ESP")])
    >>> len(held.between("ESP", "PRK")), held.partners("ESP")
    (1, ('PRK',))
    """

    table: ClassVar[str] = "relations"

    @cached_property
    def _by_pair(self) -> dict[object, tuple[Relation, ...]]:
        return index(self, lambda one: [one.pair])

    @cached_property
    def _by_party(self) -> dict[object, tuple[Relation, ...]]:
        return index(self, lambda one: one.pair)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair of which something is told, in the order of first mention."""
        return tuple(dict.fromkeys(one.pair for one in self))

    def of(self, party: str) -> tuple[Relation, ...]:
        """What is told of a party's relations, by itself or by the others."""
        return self._by_party.get(party, ())

    def partners(self, party: str) -> tuple[str, ...]:
        """The parties with which something is told of a party's relations."""
        return tuple(dict.fromkeys(one.with_ if one.party == party else one.party for one in self.of(party)))

    def between(
        self,
        one: str,
        other: str,
        *,
        kind: RelationKind | str | None = None,
        at: date | str | None = None,
    ) -> tuple[Relation, ...]:
        """What is told of two parties, by either; of a day, what held then or may have.

        Raises ValueError for a kind that is none, or a text that is no full date.
        """
        pair = (one, other) if one < other else (other, one)
        found = self._by_pair.get(pair, ())
        if kind is not None:
            wanted = RelationKind(kind)
            found = tuple(told for told in found if told.kind is wanted)
        if at is None:
            return found
        day = date.fromisoformat(at) if isinstance(at, str) else at
        return tuple(told for told in found if told.period.contains(day) is not FALSE)

    def standing(
        self,
        one: str,
        other: str,
        at: date | str,
        *,
        kind: RelationKind | str = RelationKind.DIPLOMATIC,
        as_of: date | None = None,
    ) -> Standing:
        """How the relations of two parties stand on a day, with the reason, the tellings and the level.

        `as_of` is the day the dataset speaks for: up to then holds what is told without an end. See
        `diplomap.model.relation_standing.standing_of` for what is decided how.

        Raises ValueError for a kind that is none, or a text that is no full date.
        """
        from diplomap.model.relation_standing import standing_of

        day = date.fromisoformat(at) if isinstance(at, str) else at
        return standing_of(self.between(one, other), day, kind=kind, as_of=as_of)

    def in_force(
        self,
        one: str,
        other: str,
        at: date | str,
        *,
        kind: RelationKind | str = RelationKind.DIPLOMATIC,
        as_of: date | None = None,
    ) -> Truth:
        """Whether two parties are in relations on a day, from all that is told by either side.

        >>> from diplomap.values.dates import PartialDate
        >>> held = Relations([Relation("PRK", "ESP", period=Period(PartialDate.parse("2001-02-07")))])
        >>> held.in_force("ESP", "PRK", "2023-10-01"), held.in_force("ESP", "PRK", "1990-01-01")
        (TRUE, FALSE)
        >>> held.in_force("ESP", "FRA", "2023-10-01")
        UNKNOWN

        Raises ValueError for a kind that is none, or a text that is no full date.
        """
        return self.standing(one, other, at, kind=kind, as_of=as_of).answer
