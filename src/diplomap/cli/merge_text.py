"""Conflicts as text: each with both sides and the base, the lines they stand on, and what a policy chose."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import plain
from diplomap.diffing.merging.conflicts import Choice, Conflict, Settled
from diplomap.diffing.merging.shapes import conflict_dict, told_value

_LONGEST = 200
_SIDES = (Choice.BASE, Choice.OURS, Choice.THEIRS)


def conflicts_text(
    conflicts: Sequence[Conflict], settled: Sequence[Settled], terminal: Terminal, target: str | None
) -> str:
    """Every conflict, the open ones first; `target` is the file in which they are marked."""
    told = [_told(one, None, terminal, target) for one in conflicts]
    told += [_told(one.conflict, one.choice, terminal, None) for one in settled]
    return "".join(line for lines in told for line in lines)


def summary(conflicts: Sequence[Conflict], settled: Sequence[Settled]) -> str:
    """How many conflicts there were.

    >>> summary([], [])
    'merged without a conflict'
    """
    if not conflicts and not settled:
        return "merged without a conflict"
    number = len(conflicts)
    told = f"{number:,} conflict{'' if number == 1 else 's'} open"
    return told + (f", {len(settled):,} settled by the policy" if settled else "")


def _told(conflict: Conflict, choice: Choice | None, terminal: Terminal, target: str | None) -> Iterator[str]:
    done = "" if choice is None else f"; {choice} stands"
    marked = f" (marked at {target}:{conflict.line})" if target and conflict.line else ""
    yield f"{terminal.paint(plain(conflict.where), 'title')}: {plain(conflict.why)}{done}{marked}\n"
    for side in _SIDES:
        value, line = told_value(conflict.values.of(side)), conflict.lines.of(side)
        place = "" if line is None else f" line {line}"
        shown = "(not there)" if value is None else _short(value) or "(blank)"
        yield f"  {str(side) + place:<18} {shown}\n"


def _short(value: Any) -> str:
    text = plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def conflicts_csv(conflicts: Sequence[Conflict], settled: Sequence[Settled]) -> str:
    """Every conflict as a row."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(
        ["table", "id", "column", "what", "why", *map(str, _SIDES), "choice", "line", "merged_line"]
    )
    for one, choice in [*((c, "") for c in conflicts), *((s.conflict, str(s.choice)) for s in settled)]:
        told = conflict_dict(one)
        cells = [told[name] for name in ("table", "id", "column", "what", "why", *map(str, _SIDES))]
        line = next((n for n in (one.lines.ours, one.lines.theirs, one.lines.base) if n is not None), None)
        rows.writerow([_cell(cell) for cell in (*cells, choice, line, one.line)])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
