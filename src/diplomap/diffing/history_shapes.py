"""The shape ``diplomap/history/1``: a history as plain dicts and lists, and its rows as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.editions_history import History, Line
from diplomap.diffing.ledger import Entry
from diplomap.diffing.move_counts import Moves, counted_moves, moves_by_kind
from diplomap.diffing.shapes import bounds_dict, effect_dict, entry_dict

SCHEMA = "diplomap/history/1"
HISTORY_COLUMNS = (
    *("edition", "as_of", "key", "low", "high", "known", "change_low", "change_high"),
    *(str(nature) for nature in Nature),
    *(str(kind) for kind in ChangeKind),
)


def history_dict(history: History) -> dict[str, Any]:
    """A history; docs/reference/diffing.md describes every field."""
    return {
        "schema": SCHEMA,
        "profile": history.profile,
        "by": history.by,
        "of": history.of,
        "asked": attrs.asdict(history.asked),
        "witnesses": list(history.witnesses),
        "editions": [
            {
                "name": edition.name,
                "as_of": None if edition.day is None else edition.day.isoformat(),
                "missions": len(edition.dataset.missions),
                "rows": edition.dataset.row_count,
                "quarantined": sum(one.table == "missions" for one in edition.dataset.quarantine),
            }
            for edition in history.editions
        ],
        "steps": [
            {
                "old": step.old.name,
                "new": step.new.name,
                "arrivals": step.arrivals.to_dict(),
                "changes": moves_dict(counted_moves(step.diff.changes)),
            }
            for step in history.steps
        ],
        "total": _line(history.total),
        "lines": [_line(line) for line in history],
    }


def moves_dict(moves: Moves) -> dict[str, dict[str, int]]:
    """Changes counted by kind, and within it by nature.

    >>> moves_dict({(ChangeKind.APPEARED, Nature.COVERAGE): 4})
    {'appeared': {'coverage': 4}}
    """
    found: dict[str, dict[str, int]] = {}
    for (kind, nature), number in sorted(moves.items(), key=lambda one: (_PLACE[one[0][0]], one[0][1])):
        found.setdefault(str(kind), {})[str(nature)] = number
    return found


def history_csv(history: History) -> str:
    """A history as CSV: a row an edition and party, with what moved the count since the edition before.

    The columns of natures hold the movement of the lower bound, or both as ``low..high`` where they differ;
    those of kinds hold the numbers of changes.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HISTORY_COLUMNS)
    writer.writerows(row for line in history for row in _rows(history, line))
    return out.getvalue()


_PLACE = {kind: place for place, kind in enumerate(ChangeKind)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "counts": [
            {**bounds_dict(listed), "known": known is not None}
            for listed, known in zip(line.listed, line.known, strict=True)
        ],
        "effect": effect_dict(line.effect),
        "by_nature": {str(nature): effect_dict(effect) for nature, effect in line.by_nature().items()},
        "identity": line.identity(),
        "gained": _by_nature(entry for _, entry in line.gains()),
        "lost": _by_nature(entry for _, entry in line.losses()),
        "steps": [
            {
                "effect": effect_dict(account.effect),
                "by_nature": {
                    str(nature): effect_dict(effect) for nature, effect in account.by_nature().items()
                },
                "equation": account.equation(),
                "identity": account.identity(),
                "changes": moves_dict(moves),
                "entries": [entry_dict(entry) for entry in account.entries],
            }
            for account, moves in zip(line.accounts, line.moves, strict=True)
        ],
    }


def _by_nature(entries: Iterable[Entry]) -> dict[str, int]:
    found = Counter(entry.nature for entry in entries)
    return {str(nature): number for nature, number in sorted(found.items())}


def _rows(history: History, line: Line) -> Iterator[list[object]]:
    empty: Mapping[Any, int] = {}
    steps = [(None, empty), *zip(line.accounts, line.moves, strict=True)]
    for edition, listed, known, (account, moves) in zip(
        history.editions, line.listed, line.known, steps, strict=True
    ):
        effects = {} if account is None else account.by_nature()
        change = ("", "") if account is None else (account.effect.low, account.effect.high)
        by_kind = moves_by_kind(moves)
        yield [
            *(edition.name, edition.day or "", line.key, listed.low, listed.high),
            "yes" if known is not None else "no",
            *change,
            *("" if account is None else _moved(effects.get(nature)) for nature in Nature),
            *("" if account is None else by_kind[kind] for kind in ChangeKind),
        ]


def _moved(effect: Any) -> object:
    if effect is None:
        return 0
    return effect.low if effect.low == effect.high else f"{effect.low}..{effect.high}"
