"""How many changes there are, by their kind and nature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.changes import Change

Moves = Mapping[tuple[ChangeKind, Nature], int]


def counted_moves(changes: Iterable[Change]) -> Moves:
    """Changes counted by kind and nature."""
    return Counter((change.kind, change.nature) for change in changes)


def moves_by_kind(moves: Moves) -> Counter[ChangeKind]:
    """How many changes there are of each kind, whatever their nature.

    >>> moves_by_kind({(ChangeKind.GONE, Nature.WORLD): 1, (ChangeKind.GONE, Nature.COVERAGE): 2})
    Counter({<ChangeKind.GONE: 'gone'>: 3})
    """
    found: Counter[ChangeKind] = Counter()
    for (kind, _), number in moves.items():
        found[kind] += number
    return found
