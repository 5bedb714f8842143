"""What changed in the records beside the missions, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, wrapped
from diplomap.diffing.algebra import RecordAmbiguity
from diplomap.diffing.record_change_kinds import RecordChange, RecordChangeKind, named

_WHOLE = (RecordChangeKind.ADDED, RecordChangeKind.REMOVED)


def records_text(
    changes: Sequence[RecordChange], ambiguous: Iterable[RecordAmbiguity], terminal: Terminal
) -> Iterator[str]:
    """The changes table by table, and what nobody can tell apart; nothing where there is none."""
    for table, found in groupby(changes, key=lambda change: change.table):
        some = [*found]
        title = f"{table}: {len(some):,} change{'' if len(some) == 1 else 's'}"
        yield f"\n{terminal.paint(title, 'title')}\n"
        yield aligned(
            [(change.name, f"{phrase(change)} ({change.nature}: {change.rule})") for change in some],
            width=terminal.width,
            roles=("count",),
            paint=terminal.paint,
            indent="  ",
            prose=True,
        )
    for group in ambiguous:
        old, new = (", ".join(named(group.table, one) for one in side) for side in (group.old, group.new))
        yield "\n" + wrapped(
            f"ambiguous in {group.table}: old {old}; new {new}: {group.why}", width=terminal.width
        )


def phrase(change: RecordChange) -> str:
    """A change of a record in a few words.

    >>> from diplomap.diffing.natures import Rule
    >>> from diplomap.model.memberships import Membership
    >>> one = Membership("friends", "CUB")
    >>> phrase(RecordChange("groups", RecordChangeKind.REMOVED, Rule.NO_EVIDENCE, one, None))
    'removed: no row in the new edition'
    """
    kind = str(change.kind).replace("_", " ")
    if change.kind in _WHOLE:
        return f"{kind}: no row in the {'new' if change.new is None else 'old'} edition"
    if change.when is not None:
        return f"{kind} {change.when}"
    cells = [
        f"{column} {old or '(blank)'} → {new or '(blank)'}" for column, (old, new) in change.fields.items()
    ]
    return f"{kind}: {', '.join(cells)}" if cells else kind
