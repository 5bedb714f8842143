"""Merging one record cell by cell: a cell that one side changed is taken from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from diplomap.diffing.merging.cells import CLASH, merged_several, merged_value
from diplomap.diffing.merging.conflicts import Choice, Sides, What
from diplomap.diffing.merging.parts import column_of, parts, whole
from diplomap.diffing.merging.settling import Settling, Subject

Inner = Callable[[Sides[Any], Subject, Settling], Any]


def merge_record(records: Sides[Any], subject: Subject, settling: Settling, inner: Inner) -> Any:
    """The merged record of three versions, None where it is gone.

    `inner` merges what both sides changed; where one side lacks it, it is a conflict of the whole record.
    """
    plain = merged_value(records)
    if plain is not CLASH:
        return plain
    if records.base is not None and records.ours is not None and records.theirs is not None:
        return inner(records, subject, settling)
    if records.base is None:
        conflict = subject.conflict(What.ADDED, records, "both added it, not alike")
    else:
        gone = Choice.OURS if records.ours is None else Choice.THEIRS
        conflict = subject.conflict(What.REMOVED, records, f"{gone} removed it, {gone.other} changed it")
    return records.of(settling.choice(conflict))


def merge_cells(records: Sides[Any], subject: Subject, settling: Settling) -> Any:
    """The merged record of three versions that are all there.

    Cells that both changed unlike are conflicts; so are edits that together make no valid record.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> from diplomap.diffing.merging.policies import policy_of
    >>> told = Sides(Spell(Kind.EMBASSY), Spell(Kind.EMBASSY, seat="Rome"), Spell(Kind.EMBASSY, note="x"))
    >>> merged = merge_cells(told, Subject.of("missions", "a", told), Settling(policy_of(None)))
    >>> merged.seat, merged.note
    ('Rome', 'x')
    """
    base, ours, theirs = records.map(parts).each
    told: dict[str, Any] = {}
    for name in dict.fromkeys([*base, *ours, *theirs]):
        cells = Sides(base.get(name), ours.get(name), theirs.get(name))
        told[name] = merge_cell(column_of(name), cells, subject, settling, several=name == "sources")
    return fitting(lambda: whole(records.base, told), records, subject, settling)


def merge_cell(
    field: str, cells: Sides[Any], subject: Subject, settling: Settling, *, several: bool = False
) -> Any:
    """The merged cell; `several` says that it holds a list of things of which each stands once."""
    merged = merged_several(cells) if several else merged_value(cells)
    if merged is not CLASH:
        return merged
    conflict = subject.conflict(What.CHANGED, cells, "both changed it, not alike", field)
    return cells.of(settling.choice(conflict))


def fitting(make: Callable[[], Any], records: Sides[Any], subject: Subject, settling: Settling) -> Any:
    """What `make` makes of the merged cells; where they do not fit together, the version that is chosen."""
    try:
        return make()
    except ValueError as error:
        why = f"the edits of both sides do not fit together: {error}"
        choice: Choice = settling.choice(subject.conflict(What.UNFIT, records, why))
        return records.of(choice)
