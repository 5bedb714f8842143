"""The changes of a difference as rows of a table, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from diplomap.diffing.changes import Change
from diplomap.diffing.record_change_kinds import RecordChange, named
from diplomap.diffing.shapes import mission_dict
from diplomap.model.missions import Mission, Spell

CHANGE_COLUMNS = (
    *("kind", "nature", "rule", "mission", "sending", "receiving", "when", "cells"),
    *("old_id", "old_line", "new_id", "new_line", "sources", "table"),
)


def change_rows(changes: Iterable[Change]) -> Iterator[list[str]]:
    """The cells of each change under `CHANGE_COLUMNS`.

    >>> from diplomap.diffing.change_kinds import ChangeKind, Nature
    >>> from diplomap.model.kinds import Kind
    >>> m = Mission("a", ("PRK",), "ESP", (Spell(Kind.EMBASSY),))
    >>> moved = Change(ChangeKind.RELOCATED, Nature.UNDETERMINED, m, m, {"city": ("Madrid", "Toledo")})
    >>> next(change_rows([moved]))[:8]
    ['relocated', 'undetermined', '', 'a', 'PRK', 'ESP', '', 'city: Madrid → Toledo']
    """
    for change in changes:
        yield [
            *(str(change.kind), str(change.nature), change.rule, change.mission),
            *("|".join(change.sending), change.receiving, str(change.when or ""), _cells(change)),
            *_place(change.old, change.old_spell),
            *_place(change.new, change.new_spell),
            *("|".join(change.sources), "missions"),
        ]


def record_change_rows(changes: Iterable[RecordChange]) -> Iterator[list[str]]:
    """The cells of each change of a record beside the missions, under the same columns; an id is its name.

    >>> from diplomap.diffing.natures import Rule
    >>> from diplomap.diffing.record_change_kinds import RecordChangeKind
    >>> from diplomap.model.memberships import Membership
    >>> one = Membership("friends", "CUB")
    >>> gone = RecordChange("groups", RecordChangeKind.REMOVED, Rule.NO_EVIDENCE, one, None)
    >>> [cell for cell in next(record_change_rows([gone])) if cell]
    ['removed', 'undetermined', 'no-evidence', 'CUB in friends', 'groups']
    """
    for change in changes:
        yield [
            *(str(change.kind), str(change.nature), str(change.rule), "", "", "", str(change.when or "")),
            _cells(change),
            *_line(change.table, change.old),
            *_line(change.table, change.new),
            *("|".join(change.sources), change.table),
        ]


def _line(table: str, record: Any) -> tuple[str, str]:
    if record is None:
        return "", ""
    return named(table, record), "" if record.row is None else str(record.row.line)


def _cells(change: Change | RecordChange) -> str:
    return "; ".join(f"{column}: {old} → {new}" for column, (old, new) in change.fields.items())


def changes_csv(changes: Iterable[Change], records: Iterable[RecordChange] = ()) -> str:
    """Changes as CSV, a row a change, with a header; those of records beside the missions last.

    >>> changes_csv([]).split(",")[:3]
    ['kind', 'nature', 'rule']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CHANGE_COLUMNS)
    writer.writerows(change_rows(changes))
    writer.writerows(record_change_rows(records))
    return out.getvalue()


def _place(mission: Mission | None, spell: Spell | None) -> tuple[str, str]:
    if mission is None:
        return "", ""
    place = mission_dict(mission, spell)
    return place["id"], "" if place["line"] is None else str(place["line"])
