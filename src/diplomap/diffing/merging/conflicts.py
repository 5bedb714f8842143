"""A conflict: what two people's edits of one edition cannot both have, with both sides and the base."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Generic, TypeVar

import attrs

Value = TypeVar("Value", covariant=True)
Other = TypeVar("Other")
_SIDE = re.compile(r"\b(?:ours|theirs)\b")


class Choice(StrEnum):
    """Which of the three versions stands."""

    BASE = "base"
    OURS = "ours"
    THEIRS = "theirs"

    @property
    def other(self) -> Choice:
        """The other side; that of ours is theirs.

        >>> str(Choice.THEIRS.other)
        'ours'
        """
        return Choice.THEIRS if self is Choice.OURS else Choice.OURS

    def __str__(self) -> str:
        return self.value


class What(StrEnum):
    """How two edits meet."""

    CHANGED = "changed by both"
    REMOVED = "removed by one, changed by the other"
    ADDED = "added by both"
    UNFIT = "changes that do not fit together"
    UNDECIDED = "undecided"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Sides(Generic[Value]):
    """One thing in each of the three versions.

    >>> Sides(1, 2, 3).mirrored()
    Sides(base=1, ours=3, theirs=2)
    """

    base: Value
    ours: Value
    theirs: Value

    def of(self, choice: Choice) -> Value:
        """That of one version."""
        if choice is Choice.OURS:
            return self.ours
        return self.theirs if choice is Choice.THEIRS else self.base

    @property
    def each(self) -> tuple[Value, Value, Value]:
        """All three: that of the base, ours and theirs."""
        return self.base, self.ours, self.theirs

    def map(self, ask: Callable[[Value], Other]) -> Sides[Other]:
        """What is asked of each.

        >>> Sides("a", "", "bc").map(len)
        Sides(base=1, ours=0, theirs=2)
        """
        return Sides(ask(self.base), ask(self.ours), ask(self.theirs))

    def mirrored(self) -> Sides[Value]:
        """The same with ours and theirs exchanged."""
        return Sides(self.base, self.theirs, self.ours)


NO_LINES: Sides[int | None] = Sides(None, None, None)
NO_SOURCES: Sides[tuple[str, ...]] = Sides((), (), ())


@attrs.frozen(slots=True)
class Conflict:
    """What cannot be merged, told so that a person can decide.

    `table` and `id` say which record ("dataset" for what the edition says of itself), `field` which of its
    columns, None where it is the record as a whole. `values` are the cell or the record in each version,
    None where it is not there; `lines` the physical lines they were read from; `sources` what each version
    of the record cites. `why` tells it in words.
    `line` is the physical line of the merged file where it is marked.
    """

    table: str
    what: What
    id: str
    field: str | None
    values: Sides[Any]
    why: str
    lines: Sides[int | None] = attrs.field(default=NO_LINES, eq=False)
    sources: Sides[tuple[str, ...]] = attrs.field(default=NO_SOURCES, eq=False)
    line: int | None = attrs.field(default=None, eq=False)

    @property
    def base(self) -> Any:
        """What both started from."""
        return self.values.base

    @property
    def ours(self) -> Any:
        """What our side has."""
        return self.values.ours

    @property
    def theirs(self) -> Any:
        """What their side has."""
        return self.values.theirs

    def mirrored(self) -> Conflict:
        """The same conflict as it looks from the other side."""
        return attrs.evolve(
            self,
            values=self.values.mirrored(),
            lines=self.lines.mirrored(),
            sources=self.sources.mirrored(),
            why=_mirrored(self.why),
        )

    @property
    def where(self) -> str:
        """The record and its column in words."""
        return f"{self.table} {self.id}".strip() + (f", {self.field}" if self.field else "")

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@attrs.frozen(slots=True)
class Settled:
    """A conflict that a policy settled, and the version it chose."""

    conflict: Conflict
    choice: Choice


def _mirrored(why: str) -> str:
    return _SIDE.sub(lambda match: "theirs" if match[0] == "ours" else "ours", why)
