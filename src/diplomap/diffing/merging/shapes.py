"""Merges and conflicts in the shape ``diplomap/merge/1``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from diplomap.diffing.merging.conflicts import Conflict, Settled
from diplomap.diffing.merging.parts import column_of, parts
from diplomap.model.missions import Mission
from diplomap.model.quarantine import Quarantined

SCHEMA = "diplomap/merge/1"


def merge_dict(conflicts: Iterable[Conflict], settled: Iterable[Settled], **told: Any) -> dict[str, Any]:
    """The conflicts of a merge, those that are open and those that a policy settled."""
    still = [conflict_dict(one) for one in conflicts]
    done = [{**conflict_dict(one.conflict), "choice": str(one.choice)} for one in settled]
    return {"schema": SCHEMA, **told, "open": len(still), "conflicts": still, "settled": done}


def conflict_dict(conflict: Conflict) -> dict[str, Any]:
    """One conflict, its values as a person would write them in cells.

    >>> from diplomap.diffing.merging.conflicts import Sides, What
    >>> told = Conflict("missions", What.CHANGED, "a", "city", Sides("", "Rome", "Roma"), "both")
    >>> conflict_dict(told)["ours"], conflict_dict(told)["lines"]["ours"]
    ('Rome', None)
    """
    lines = conflict.lines
    return {
        "table": conflict.table,
        "id": conflict.id,
        "column": conflict.field,
        "what": str(conflict.what),
        "why": conflict.why,
        "base": told_value(conflict.base),
        "ours": told_value(conflict.ours),
        "theirs": told_value(conflict.theirs),
        "lines": {
            "base": lines.base,
            "ours": lines.ours,
            "theirs": lines.theirs,
            "merged": conflict.line,
        },
    }


def told_value(value: Any) -> Any:
    """A value as text; a record as the text of each cell; None where there is nothing."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Quarantined):
        return value.text
    if isinstance(value, Mission):
        own = {name: _text(getattr(value, name)) for name in ("id", "sending", "receiving", "wikidata")}
        rows = [told_value(spell) for spell in value.spells]
        accredited = [told_value(one) for one in value.accreditations]
        return {**own, "spells": rows, "accreditations": accredited}
    if hasattr(value, "row"):
        told = {column_of(name): _text(cell) for name, cell in parts(value).items()}
        return {name: text for name, text in told.items() if text}
    if isinstance(value, tuple) and any(hasattr(one, "row") or isinstance(one, Mission) for one in value):
        return [told_value(one) for one in value]
    if isinstance(value, list | dict):
        return value
    return _text(value)


def _text(value: Any) -> str:
    from diplomap.tables.value_texts import value_text

    if isinstance(value, date):
        return value.isoformat()
    return value_text(value)[0]
