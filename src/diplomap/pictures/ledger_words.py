"""What a page and a Markdown text say alike of a ledger: its title, its days, its rows, its sum."""

from __future__ import annotations

from datetime import date

from diplomap.counting.entries import Asked
from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.diff import Diff
from diplomap.diffing.group_sides import GROUP
from diplomap.diffing.ledger import Ledger, summed
from diplomap.pictures.rows import key_named, party_named
from diplomap.values.counts import Count, Effect, total

Sum = tuple[Count, Count, Effect, dict[Nature, Effect]]


def title_of(ledger: Ledger, names: tuple[str, str]) -> str:
    """What the ledger is of, and between which editions."""
    ends = [name or day for name, day in zip(names, days_said(ledger.days), strict=True)]
    return f"{whose(ledger.asked, None, ledger) or 'Missions'}: {ends[0]} to {ends[1]}"


def whose(asked: Asked, key: str | None, ledger: Ledger | None = None) -> str:
    """Whose missions are counted, in words; blank where they are everybody's.

    >>> whose(Asked("PRK", None, "HKG"), None)
    'North Korea (PRK), on the soil of Hong Kong (HKG)'
    """
    told = [] if key is None else [key]
    if ledger is not None and len(ledger) == 1 and ledger.by != "all":
        role = {"receiving": "sent to ", "host": "on the soil of "}.get(ledger.by, "")
        told.append(role + key_named(ledger[0].party, ledger.by))
    for before, party in (
        ("", asked.sending),
        ("sent to ", asked.receiving),
        ("on the soil of ", asked.host),
    ):
        if party is not None and party_named(party) not in told:
            told.append(before + party_named(party))
    return ", ".join(told)


def days_said(days: tuple[date | None, date | None]) -> tuple[str, str]:
    """The two days; of no day, what is open."""
    old, new = ("what is open" if day is None else day.isoformat() for day in days)
    return old, new


def rows_said(found: Diff, names: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the rows of each edition went."""
    told = []
    for name, side in zip(names, ("old", "new"), strict=True):
        rows = found.rows[side]
        parts = f"{rows.paired:,} paired, {rows.only:,} only here, {rows.quarantined:,} kept aside"
        told.append((f"rows of {name or f'the {side} edition'}", f"{rows.read:,}: {parts}"))
    return told


def whole(ledger: Ledger) -> Sum | None:
    """All accounts together; None where there is none, or where they overlap and have no sum."""
    if not len(ledger) or ledger.by == GROUP:
        return None
    effect, parts = summed((account.effect, account.by_nature()) for account in ledger)
    opening, closing = total(a.opening for a in ledger), total(a.closing for a in ledger)
    return opening, closing, effect, dict(sorted(parts.items(), key=lambda one: [*Nature].index(one[0])))
