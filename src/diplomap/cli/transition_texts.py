"""Spells of a status, what became of transitions, and a comparison, as text and as JSON tells them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from diplomap.checking.check import finding_as_dict
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, plain
from diplomap.history.transition_comparisons import SpellComparison, SpellDifference
from diplomap.history.transition_spells import Clipped, StatusSpell, TransitionSpells, spell_row
from diplomap.history.transition_tables import Transition
from diplomap.model.findings import Finding
from diplomap.values.dates import PartialDate

SCHEMA = "diplomap/transitions/1"
_SHOWN = ("state", "name", "start", "last_day", "status")


def document(
    file: str,
    rows: int,
    *,
    result: TransitionSpells | None = None,
    spells: Iterable[StatusSpell] = (),
    transitions: Iterable[Transition] = (),
    findings: Iterable[Finding] = (),
    comparison: SpellComparison | None = None,
) -> dict[str, Any]:
    """What the command found, as one JSON object; what was not asked for is null or an empty list.

    >>> document("t.csv", 0)["rule"] is None
    True
    """
    last = None if result is None else result.last_day
    return {
        "schema": SCHEMA,
        "file": file,
        "rows": rows,
        "rule": None if result is None else str(result.rule),
        "last_day": None if last is None else str(last),
        "sender": None if result is None else result.sender or None,
        "ladder": None if result is None else result.ladder.name,
        "fates": None if result is None else {str(fate): count for fate, count in result.fates.items()},
        "spells": [_spell(spell, result) for spell in (spells if result is None else result)],
        "transitions": [_transition(one) for one in transitions],
        "clipped": [] if result is None else [_clipped(one) for one in result.clipped],
        "findings": [finding_as_dict(one) for one in findings],
        "comparison": None if comparison is None else _comparison(comparison),
    }


def _spell(spell: StatusSpell, result: TransitionSpells | None) -> dict[str, Any]:
    row = spell_row(spell, None if result is None else result.last_day)
    told = {name: text or None for name, text in row.items()}
    line = None if spell.transition is None else spell.transition.origin().line
    return {**told, "line": line if result is not None else spell.row.line if spell.row else None}


def _transition(one: Transition) -> dict[str, Any]:
    return {"state": one.state or None, "name": one.name, "status": one.status, "date": str(one.date)}


def _clipped(one: Clipped) -> dict[str, Any]:
    return {**_transition(one.transition), "line": one.transition.origin().line, "why": one.why}


def _comparison(found: SpellComparison) -> dict[str, Any]:
    return {
        "equal": found.equal,
        "named_alike": found.named_alike,
        "ours": found.ours,
        "theirs": found.theirs,
        "differences": [_difference(one) for one in found.differences],
    }


def _difference(one: SpellDifference) -> dict[str, Any]:
    return {
        "kind": str(one.kind),
        "state": one.state,
        "ours": _begun(one.ours),
        "theirs": _begun(one.theirs),
    }


def _begun(spell: StatusSpell | None) -> Mapping[str, str | None] | None:
    if spell is None:
        return None
    end = spell.period.end
    return {
        "status": spell.status,
        "start": None if spell.period.start is None else str(spell.period.start),
        "until": str(end) if isinstance(end, PartialDate) else None,
    }


def summary(file: str, rows: int, result: TransitionSpells, terminal: Terminal) -> Iterator[str]:
    """What became of a table of transitions, in a few lines."""
    paint = terminal.paint
    fates = ", ".join(f"{count:,} {fate}" for fate, count in result.fates.items() if count)
    last = f", told up to {result.last_day}" if result.last_day else ""
    yield f"{plain(file)}: {rows:,} transitions: {fates}\n"
    yield (
        f"{paint(f'{len(result):,} spells', 'title')} of {len({one.state for one in result}):,} states"
        f"{last}; dates with missing parts by the rule {result.rule}\n"
        f"{result.ground:,} of the spells rest on no transition: before the first, "
        f"{result.ladder.ground} is taken\n"
    )
    rows_of = [(status, f"{count:,}") for status, count in result.by_status.items()]
    yield aligned(rows_of, right={1}, indent="  ", paint=paint)
    if result.clipped:
        whys = Counter(one.why for one in result.clipped)
        yield f"\n{len(result.clipped):,} transitions are in no spell:\n"
        yield aligned([(f"{count:,}", why) for why, count in whys.most_common()], right={0}, indent="  ")


def spell_lines(spells: Iterable[StatusSpell], terminal: Terminal) -> str:
    """Spells as a table for a reader.

    >>> spell_lines([], Terminal())
    ''
    """
    rows = [spell_row(spell) for spell in spells]
    shown = [[row[name] or ("still so" if name == "last_day" else "") for name in _SHOWN] for row in rows]
    head = ("state", "named", "from", "to", "status")
    return aligned(shown, head=head, width=terminal.width, paint=terminal.paint) if shown else ""


def finding_lines(findings: Iterable[Finding], terminal: Terminal) -> str:
    """Findings, one a line."""
    told = []
    for one in findings:
        severity = terminal.paint(f"{one.severity} {one.code}", str(one.severity))
        told.append(f"{plain(str(one.origin))}: {severity}: {plain(one.message)}\n")
    return "".join(told)


def comparison_lines(found: SpellComparison, against: str, terminal: Terminal) -> str:
    """How a comparison went, and each difference."""
    title = terminal.paint(f"{found.equal:,} of {found.theirs:,} rows are equal", "title")
    lines = [
        f"\nagainst {plain(against)}: {title} ({found.ours:,} here), {found.named_alike:,} also in name\n"
    ]
    counted = Counter(str(one.kind) for one in found.differences)
    if counted:
        told = ", ".join(f"{count:,} {kind}" for kind, count in counted.most_common())
        lines.append(f"{len(found.differences):,} changes differ: {told}\n")
    lines.extend(f"  {plain(str(one))}\n" for one in found.differences)
    return "".join(lines)
