"""Figures that somebody reported, with how firmly they were said and what they count."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import ClassVar

import attrs

from diplomap.model.records import Record, Records, index
from diplomap.values.dates import PartialDate


class Quantity(StrEnum):
    """What a figure counts.

    `missions`: a footprint at a date. `openings`, `closures`: posts opened or closed between two dates.
    `net_change`: openings less closures. `relations`: the parties with which there are diplomatic
    relations at a date. `receivers`: the parties that receive a mission. `relations_without_mission`:
    partners in relations where there is no mission.
    """

    MISSIONS = "missions"
    OPENINGS = "openings"
    CLOSURES = "closures"
    NET_CHANGE = "net_change"
    RELATIONS = "relations"
    RECEIVERS = "receivers"
    RELATIONS_WITHOUT_MISSION = "relations_without_mission"

    def __str__(self) -> str:
        return self.value


class Comparison(StrEnum):
    """How a reported number bounds the counted one.

    `about` is read with a stated tolerance (see `diplomap.history.verification`); `as_many_as` says
    "up to": at most, and no less is excluded; `few` and `many` bound by no number at all.

    >>> Comparison("few").vague
    True
    """

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_MOST = "at_most"
    AS_MANY_AS = "as_many_as"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    FEWER_THAN = "fewer_than"
    FEW = "few"
    MANY = "many"

    @property
    def vague(self) -> bool:
        """Whether it says no number."""
        return self in (Comparison.FEW, Comparison.MANY)

    def __str__(self) -> str:
        return self.value


class Modality(StrEnum):
    """How it was said: as a fact, as what will be, or as what may be."""

    FACT = "fact"
    WILL = "will"
    MAY = "may"

    def __str__(self) -> str:
        return self.value


class Unit(StrEnum):
    """Whether a figure is a number of things or a share in percent of a base."""

    COUNT = "count"
    PERCENT = "percent"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class ReportedFigure(Record):
    """A number somebody reported: what it counts, of whom, when, and how it was said.

    `value` is the lower and the upper end of what was said ("10", or "8..10"), None for `few` and
    `many`. A share in percent is of `base`, a quantity at `since` (blank: missions). `since` and `until`
    bound a change; a count at a date stands at `until`. `profile` is the counting profile it was said
    under, blank where nobody says: then every profile is tried. `among` narrows to a group of
    receiving parties. `words` are the figure as it was said, in a few words.

    Raises ValueError for a figure without an id, for a number with `few` or `many`, or none without.
    """

    id: str
    quantity: Quantity
    of: str
    comparison: Comparison = Comparison.EXACTLY
    value: tuple[float, float] | None = None
    unit: Unit = Unit.COUNT
    base: Quantity | None = None
    profile: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    modality: Modality = Modality.FACT
    among: str = ""
    statement: str = ""
    words: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.id:
            raise ValueError("a figure needs an id")
        if self.comparison.vague != (self.value is None):
            raise ValueError(f"{self.id}: few and many go without a number, all others with one")
        for end in self.value or ():
            if not abs(end) < float("inf"):
                raise ValueError(f"{self.id}: {end} is no number")
        if self.value is not None and self.value[0] > self.value[1]:
            raise ValueError(f"{self.id}: a figure cannot run from {self.value[0]} down to {self.value[1]}")


class Figures(Records[ReportedFigure]):
    """The reported figures of a dataset, with look-ups by id and by statement."""

    table: ClassVar[str] = "figures"

    @cached_property
    def _by_id(self) -> dict[object, tuple[ReportedFigure, ...]]:
        return index(self, lambda one: [one.id])

    @cached_property
    def _by_statement(self) -> dict[object, tuple[ReportedFigure, ...]]:
        return index(self, lambda one: [one.statement] if one.statement else [])

    def get(self, figure_id: str) -> ReportedFigure | None:
        """The figure of that id, None where there is none; the first where an id stands twice."""
        found = self._by_id.get(figure_id)
        return found[0] if found else None

    def in_statement(self, statement_id: str) -> tuple[ReportedFigure, ...]:
        """The figures of a statement."""
        return self._by_statement.get(statement_id, ())
