"""Conflicts as they are found: told to the policy, and kept where it leaves them open."""

from __future__ import annotations

from typing import Any

import attrs

from diplomap.diffing.merging.conflicts import NO_LINES, NO_SOURCES, Choice, Conflict, Settled, Sides, What
from diplomap.diffing.merging.policies import Policy


@attrs.define(slots=True)
class Settling:
    """What was in conflict so far, and what the policy made of it."""

    policy: Policy
    conflicts: list[Conflict] = attrs.field(factory=list)
    settled: list[Settled] = attrs.field(factory=list)

    def settle(self, conflict: Conflict) -> Choice | None:
        """The version that the policy chooses, None where the conflict stays open."""
        chosen = self.policy(conflict)
        if chosen is None:
            self.conflicts.append(conflict)
            return None
        choice = Choice(chosen)
        self.settled.append(Settled(conflict, choice))
        return choice

    def choice(self, conflict: Conflict) -> Choice:
        """The version that stands: the one that the policy chooses; while it is open, the base."""
        return self.settle(conflict) or Choice.BASE


@attrs.frozen(slots=True)
class Subject:
    """The record that is being merged: its table, its id, its lines and sources in the three versions."""

    table: str
    id: str
    lines: Sides[int | None] = NO_LINES
    sources: Sides[tuple[str, ...]] = NO_SOURCES

    @classmethod
    def of(cls, table: str, id_: str, records: Sides[Any]) -> Subject:
        """The subject of three versions of a record, None where one lacks it."""
        return cls(table, id_, records.map(line_of), records.map(sources_of))

    def conflict(self, what: What, values: Sides[Any], why: str, field: str | None = None) -> Conflict:
        """A conflict about it."""
        return Conflict(self.table, what, self.id, field, values, why, self.lines, self.sources)


def line_of(record: Any) -> int | None:
    """The physical line that a record, or a mission's first spell, was read from."""
    spells = getattr(record, "spells", None)
    row = getattr(spells[0] if spells else record, "row", None)
    return None if row is None else int(row.line)


def sources_of(record: Any) -> tuple[str, ...]:
    """What a record cites; nothing where there is none."""
    return () if record is None else tuple(getattr(record, "sources", ()))
