"""A difference for people: changes as CSV, and changes and ledger as plain text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff
from diplomap.diffing.ledger import Account, Ledger
from diplomap.diffing.reasons import phrase
from diplomap.diffing.shapes import mission_dict
from diplomap.model.missions import Mission, Spell

CHANGE_COLUMNS = (
    *("kind", "nature", "rule", "mission", "sending", "receiving", "when", "cells"),
    *("old_id", "old_line", "new_id", "new_line", "sources"),
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
        cells = "; ".join(f"{column}: {old} → {new}" for column, (old, new) in change.fields.items())
        yield [
            *(str(change.kind), str(change.nature), change.rule, change.mission),
            *("|".join(change.sending), change.receiving, str(change.when or ""), cells),
            *_place(change.old, change.old_spell),
            *_place(change.new, change.new_spell),
            "|".join(change.sources),
        ]


def changes_csv(changes: Iterable[Change]) -> str:
    """Changes as CSV, a row a change, with a header.

    >>> changes_csv([]).split(",")[:3]
    ['kind', 'nature', 'rule']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CHANGE_COLUMNS)
    writer.writerows(change_rows(changes))
    return out.getvalue()


def text_report(diff: Diff, ledger: Ledger, *, most: int | None = None) -> str:
    """The difference as plain text: rows, changes by kind and nature, each change, and the ledger.

    Of the changes no more than `most` are listed; the parties of the ledger are those whose count moved.
    """
    lines = [*_rows(diff), "", *_summary(diff.changes), "", *_changes(diff.changes, most)]
    if diff.ambiguous:
        lines += ["", f"Ambiguous, {len(diff.ambiguous)}:", *_ambiguous(diff)]
    if diff.reused_ids:
        lines += ["", f"Ids used again for another post: {', '.join(diff.reused_ids)}"]
    return "\n".join([*lines, "", *ledger_lines(ledger)]) + "\n"


def ledger_lines(ledger: Ledger) -> Iterator[str]:
    """The accounts that moved, each with its equation and its entries."""
    days = " to ".join("its own day" if day is None else day.isoformat() for day in ledger.days)
    yield f"Ledger by {ledger.by}, profile {ledger.profile}, {days}:"
    moved = [account for account in ledger if account.entries]
    if not moved:
        yield "  no count moved"
    for account in moved:
        yield from account_lines(account)


def account_lines(account: Account) -> Iterator[str]:
    """One account: its equation, then an entry a line with its sources.

    >>> from diplomap.values.counts import Count
    >>> list(account_lines(Account("PRK", Count(44), Count(44))))
    ['  PRK: 44 − 0 + 0 = 44']
    """
    yield f"  {account.party}: {account.equation()}"
    for entry in account.entries:
        cited = f" [{', '.join(entry.sources)}]" if entry.sources else ""
        yield f"    {entry.effect}  {', '.join(entry.missions)}  {entry.nature}: {entry.why}{cited}"


def _rows(diff: Diff) -> Iterator[str]:
    for side, fates in diff.rows.items():
        yield (
            f"Rows of the {side} edition: {fates.read} read = {fates.paired} paired"
            f" + {fates.only} only here + {fates.quarantined} in quarantine"
        )


def _summary(changes: tuple[Change, ...]) -> Iterator[str]:
    yield f"Changes, {len(changes)}:"
    for (kind, nature), number in sorted(Counter((str(c.kind), str(c.nature)) for c in changes).items()):
        yield f"  {number:>7}  {kind}, {nature}"


def _changes(changes: tuple[Change, ...], most: int | None) -> Iterator[str]:
    for change in changes[:most]:
        parties = f"{'|'.join(change.sending)} → {change.receiving}"
        cited = f" [{', '.join(change.sources)}]" if change.sources else ""
        yield f"  {change.mission}  {parties}  {phrase(change)} ({change.nature}){cited}"
    if most is not None and len(changes) > most:
        yield f"  … and {len(changes) - most} more"


def _ambiguous(diff: Diff) -> Iterator[str]:
    for group in diff.ambiguous:
        old, new = (", ".join(mission.id for mission in side) for side in (group.old, group.new))
        yield f"  {old} or {new}: {group.why}"


def _place(mission: Mission | None, spell: Spell | None) -> tuple[str, str]:
    if mission is None:
        return "", ""
    place = mission_dict(mission, spell)
    return place["id"], "" if place["line"] is None else str(place["line"])
