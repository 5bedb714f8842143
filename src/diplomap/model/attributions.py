"""Causes that somebody claims for changes; competing ones stand side by side."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import ClassVar

import attrs

from diplomap.model.missions import UNDATED
from diplomap.model.records import Record, Records, index
from diplomap.values.periods import Period


class Cause(StrEnum):
    """What is claimed to lie behind a change of missions.

    `inducement` is money, aid or favours of a third party; `pressure` is its threats or coercion;
    `severance` and `recognition` are the ending of relations and the turn to another government.
    """

    SANCTIONS = "sanctions"
    FAMINE = "famine"
    PANDEMIC = "pandemic"
    WAR = "war"
    UNREST = "unrest"
    COST = "cost"
    STRATEGY = "strategy"
    RECIPROCITY = "reciprocity"
    INDUCEMENT = "inducement"
    PRESSURE = "pressure"
    SEVERANCE = "severance"
    RECOGNITION = "recognition"
    ROUTINE = "routine"
    OTHER = "other"

    def __str__(self) -> str:
        return self.value


class Rank(StrEnum):
    """How the one who claims a cause ranks it; `denied` says that they say it is not the cause."""

    MAIN = "main"
    CONTRIBUTING = "contributing"
    POSSIBLE = "possible"
    DENIED = "denied"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Attribution(Record):
    """A cause that somebody claims for some changes. It is theirs, never a verdict of ours.

    `claimed_by` is who claims it, as the source names them; `position` is the party whose position it is,
    None where it is nobody's but theirs. The changes it claims are those of the missions sent by `of`:
    of the kinds in `changes` (blank: all), of the missions in `missions` (blank: all), dated within
    `window` (undated: at any time).

    Raises ValueError for an attribution without an id, or without somebody who claims it.
    """

    id: str
    cause: Cause
    claimed_by: str
    of: str
    rank: Rank = Rank.MAIN
    position: str | None = None
    changes: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    window: Period = UNDATED
    statement: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.id or not self.claimed_by:
            raise ValueError("an attribution needs an id and somebody who claims it")


class Attributions(Records[Attribution]):
    """The attributions of a dataset, with look-ups by sender and mission."""

    table: ClassVar[str] = "attributions"

    @cached_property
    def _by_of(self) -> dict[object, tuple[Attribution, ...]]:
        return index(self, lambda one: [one.of])

    def of(self, sender: str) -> tuple[Attribution, ...]:
        """The causes claimed for changes of a sender's missions."""
        return self._by_of.get(sender, ())
