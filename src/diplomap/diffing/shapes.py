"""The shape ``diplomap/diff/1``: a difference as plain dicts and lists, ready for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff
from diplomap.diffing.ledger import Account, Entry, Ledger
from diplomap.diffing.record_change_kinds import RecordChange, named
from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Missions
from diplomap.model.missions import Mission, Spell
from diplomap.values.counts import Count, Effect

SCHEMA = "diplomap/diff/1"


def diff_dict(diff: Diff, ledger: Ledger) -> dict[str, Any]:
    """A difference and one ledger of it; docs/reference/diffing.md describes every field."""
    return {
        "schema": SCHEMA,
        "profile": ledger.profile,
        "by": ledger.by,
        "days": {
            side: None if day is None else day.isoformat()
            for side, day in zip(("old", "new"), ledger.days, strict=True)
        },
        "rows": {side: attrs.asdict(fates) for side, fates in diff.rows.items()},
        "columns": {
            "added": list(diff.columns.added),
            "dropped": list(diff.columns.dropped),
            "renamed": [{"old": old, "new": new} for old, new in diff.columns.renamed],
        },
        "pairs": _pairs(diff),
        "ambiguous": [
            {
                "old": [mission_dict(mission) for mission in group.old],
                "new": [mission_dict(mission) for mission in group.new],
                "why": group.why,
            }
            for group in diff.ambiguous
        ],
        "reused_ids": list(diff.reused_ids),
        "changes": [change_dict(change) for change in diff.changes],
        "record_changes": [record_change_dict(change) for change in diff.record_changes],
        "record_ambiguous": [
            {
                "table": group.table,
                "old": [_record(group.table, record) for record in group.old],
                "new": [_record(group.table, record) for record in group.new],
                "why": group.why,
            }
            for group in diff.record_ambiguities
        ],
        "ledger": ledger.to_dict(),
    }


def record_change_dict(change: RecordChange) -> dict[str, Any]:
    """One change of a record beside the missions."""
    return {
        "table": change.table,
        "kind": str(change.kind),
        "nature": str(change.nature),
        "rule": str(change.rule),
        "record": change.name,
        "fields": {column: {"old": old, "new": new} for column, (old, new) in change.fields.items()},
        "when": None if change.when is None else str(change.when),
        "sources": list(change.sources),
        "old": None if change.old is None else _record(change.table, change.old),
        "new": None if change.new is None else _record(change.table, change.new),
    }


def _record(table: str, record: Any) -> dict[str, Any]:
    return {"name": named(table, record), "line": None if record.row is None else record.row.line}


def change_dict(change: Change) -> dict[str, Any]:
    """One change."""
    return {
        "kind": str(change.kind),
        "nature": str(change.nature),
        "rule": change.rule,
        "witness": change.witness,
        "mission": change.mission,
        "sending": list(change.sending),
        "receiving": change.receiving,
        "fields": {column: {"old": old, "new": new} for column, (old, new) in change.fields.items()},
        "when": None if change.when is None else str(change.when),
        "sources": list(change.sources),
        "old": None if change.old is None else mission_dict(change.old, change.old_spell),
        "new": None if change.new is None else mission_dict(change.new, change.new_spell),
    }


def account_dict(account: Account) -> dict[str, Any]:
    """One party's account."""
    return {
        "party": account.party,
        "opening": bounds_dict(account.opening),
        "closing": bounds_dict(account.closing),
        "known": {"opening": account.known[0] is not None, "closing": account.known[1] is not None},
        "equation": account.equation(),
        "identity": account.identity(),
        "by_nature": {str(nature): effect_dict(effect) for nature, effect in account.by_nature().items()},
        "entries": [entry_dict(entry) for entry in account.entries],
    }


def mission_dict(mission: Mission, spell: Spell | None = None) -> dict[str, Any]:
    """A mission's id, and the physical line of its first row or of the row of one spell."""
    row = spell.row if spell is not None and spell.row is not None else mission.spells[0].row
    return {"id": mission.id, "line": None if row is None else row.line}


def entry_dict(entry: Entry) -> dict[str, Any]:
    """One entry of an account."""
    return {
        "kinds": [str(kind) for kind in entry.kinds],
        "nature": str(entry.nature),
        "effect": effect_dict(entry.effect),
        "missions": list(entry.missions),
        "when": None if entry.when is None else str(entry.when),
        "sources": list(entry.sources),
        "why": entry.why,
        "old": [mission_dict(mission) for mission in entry.old],
        "new": [mission_dict(mission) for mission in entry.new],
    }


def _pairs(diff: Diff) -> list[dict[str, Any]]:
    pairs = diff.pairs
    old = _places(diff.old.missions, pairs.old_places)
    new = _places(diff.new.missions, pairs.new_places)
    evidence = {by: str(by) for by in set(pairs.by)}
    return [
        {"old": one, "new": two, "by": evidence[by]} for one, two, by in zip(old, new, pairs.by, strict=True)
    ]


def _places(missions: Missions, places: Sequence[int]) -> list[dict[str, Any]]:
    store = missions.store
    if not isinstance(store, ColumnStore):
        return [mission_dict(missions[place]) for place in places]
    ids, lines, groups = store.ids, store.lines, store.groups
    if groups is None:
        return [{"id": ids[place], "line": lines[place]} for place in places]
    return [{"id": ids[place], "line": lines[groups[place][0]]} for place in places]


def bounds_dict(count: Count) -> dict[str, int]:
    """The two bounds of a count."""
    return {"low": count.low, "high": count.high}


def effect_dict(effect: Effect) -> int | dict[str, int]:
    """A movement: a number, or both bounds where they move apart."""
    return effect.low if effect.low == effect.high else {"low": effect.low, "high": effect.high}
