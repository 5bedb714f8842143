"""What two editions say of themselves: their days, what they looked at, and which columns they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from diplomap.counting.coverage import looked_at
from diplomap.diffing.column_names import ColumnNames, told_columns
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission
from diplomap.values.logic import FALSE, Truth


@attrs.frozen(slots=True)
class Editions:
    """The ground on which the nature of a change is judged.

    The days are ordinals (`datetime.date.toordinal`), None where an edition does not say for which day
    it speaks. The columns are those in which some row says something, None where missions were not read
    from a table; `renamed` are the old names of columns that are now called otherwise. What is aside
    are the ids of rows in quarantine.
    """

    old_day: int | None = None
    new_day: int | None = None
    old_coverage: Mapping[str, Any] = attrs.field(factory=dict, eq=False)
    new_coverage: Mapping[str, Any] = attrs.field(factory=dict, eq=False)
    old_columns: frozenset[str] | None = None
    new_columns: frozenset[str] | None = None
    renamed: Mapping[str, str] = attrs.field(factory=dict, eq=False)
    old_aside: frozenset[str] = frozenset()
    new_aside: frozenset[str] = frozenset()

    @classmethod
    def of(cls, old: Dataset, new: Dataset, names: ColumnNames) -> Editions:
        """What the two datasets say of themselves, with their columns compared."""
        before, after = told_columns(old), told_columns(new)
        return cls(
            _ordinal(old.as_of),
            _ordinal(new.as_of),
            old.coverage,
            new.coverage,
            None if before is None else before.union(to for _, to in names.renamed),
            after,
            dict(names.renamed),
            _ids_aside(old),
            _ids_aside(new),
        )

    @property
    def same_day(self) -> bool:
        """Whether both speak for one day, so that the world cannot have changed between them."""
        return self.old_day is not None and self.old_day == self.new_day

    @property
    def backwards(self) -> bool:
        """Whether the new edition speaks for an earlier day than the old one."""
        return self.old_day is not None and self.new_day is not None and self.new_day < self.old_day

    def old_looked(self, mission: Mission) -> Truth:
        """Whether the old edition looked for such a mission."""
        return looked_for(mission, self.old_coverage, _day(self.old_day))

    def new_looked(self, mission: Mission) -> Truth:
        """Whether the new edition looked for such a mission."""
        return looked_for(mission, self.new_coverage, _day(self.new_day))

    def lacked(self, column: str) -> bool:
        """Whether the old edition is a table without that column, or with nothing in it."""
        return self.old_columns is not None and column not in self.old_columns

    def lacks(self, column: str) -> bool:
        """Whether the new edition is a table without that column, or with nothing in it."""
        return self.new_columns is not None and column not in self.new_columns


def looked_for(mission: Mission, coverage: Mapping[str, Any], day: date | None) -> Truth:
    """Whether an edition's coverage says that somebody looked for the missions of such a sender on its day.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> m, day = Mission("a", ("FRA",), "ESP", (Spell(Kind.EMBASSY),)), date(2024, 1, 30)
    >>> told = {"senders": ["PRK"], "complete": True}
    >>> looked_for(m, told, day), looked_for(m, {"senders": ["FRA"], "complete": True}, day)
    (FALSE, TRUE)
    """
    result = FALSE
    for sender in mission.sending:
        result = result | looked_at(coverage, day, day, sending=sender).answer
    return result


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _ids_aside(dataset: Dataset) -> frozenset[str]:
    missions = (aside for aside in dataset.quarantine if aside.table == "missions")
    told = (aside.row.origin("id").raw for aside in missions if aside.row is not None)
    # A layout may write an id as an address that ends with it.
    return frozenset(text.strip().rsplit("/", 1)[-1] for text in told if text) - {""}
