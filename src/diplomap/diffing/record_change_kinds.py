"""The words for what became of a record beside the missions between two editions, and one such change."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.natures import Rule
from diplomap.values.dates import PartialDate

_NOTHING: Mapping[str, tuple[str, str]] = {}


class RecordChangeKind(StrEnum):
    """What became of a record. Sources: VCDR art. 2, 14 and 45 (relations), Montevideo Convention art. 7
    (recognition), TIES codebook (sanctions), and usage.

    `ended` is a record whose end is told now, and from where another goes on. `added` and `removed` are
    records that merely are there or are no longer there; `corrected` holds all cells that no other kind
    tells of.
    """

    RELATION_ESTABLISHED = "relation_established"
    RELATION_SEVERED = "relation_severed"
    RELATION_SUSPENDED = "relation_suspended"
    RELATION_RESUMED = "relation_resumed"
    RELATION_UPGRADED = "relation_upgraded"
    RELATION_DOWNGRADED = "relation_downgraded"
    RECOGNISED = "recognised"
    RECOGNITION_FROZEN = "recognition_frozen"
    RECOGNITION_WITHDRAWN = "recognition_withdrawn"
    SANCTION_IMPOSED = "sanction_imposed"
    SANCTION_CHANGED = "sanction_changed"
    SANCTION_LIFTED = "sanction_lifted"
    JOINED = "joined"
    LEFT = "left"
    ENDED = "ended"
    ADDED = "added"
    REMOVED = "removed"
    CORRECTED = "corrected"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class RecordChange:
    """One thing that differs about one record of a table between two editions, typed.

    `fields` are the cells that changed, by column: (old text, new text), in the notation of our own
    tables. `old` and `new` are the record in each edition, None where it does not stand in it. `when` is the
    date that an edition gives the change, `rule` the rule that decided its nature.
    """

    table: str
    kind: RecordChangeKind
    rule: Rule
    old: Any
    new: Any
    fields: Mapping[str, tuple[str, str]] = attrs.field(default=_NOTHING, hash=False)
    when: PartialDate | None = None

    @property
    def nature(self) -> Nature:
        """What lies behind it: the world, or the record of it."""
        return self.rule.nature

    @property
    def subject(self) -> Any:
        """The record as the new edition tells it, or the old one where it is gone."""
        return self.old if self.new is None else self.new

    @property
    def sources(self) -> tuple[str, ...]:
        """What the record cites."""
        cited: tuple[str, ...] = self.subject.sources
        return cited

    @property
    def name(self) -> str:
        """The record in a few words."""
        return named(self.table, self.subject)


def named(table: str, record: Any) -> str:
    """A record in a few words: its id, or what it is about.

    >>> from diplomap.model.relations import Relation
    >>> named("relations", Relation("PRK", "ESP"))
    'PRK–ESP, diplomatic'
    """
    if table == "relations":
        return f"{record.party}–{record.with_}, {record.kind}"
    if table == "recognitions":
        return f"{record.recognised} by {record.recogniser}"
    if table == "groups":
        return f"{record.member} in {record.group}" + (f", {record.role}" if record.role else "")
    if table == "sanctions":
        return f"{record.id}, {record.stage}" + (f" {record.period.start}" if record.period.start else "")
    return str(record.id)
