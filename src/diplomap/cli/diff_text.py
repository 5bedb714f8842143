"""A difference between two editions as text: where every row went, each change, all parties' accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs

from diplomap.cli.answers import name_of, named
from diplomap.cli.record_text import records_text
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, plain, wrapped
from diplomap.counting.grouping import ARROW
from diplomap.diffing.account_keys import BY_PARTY
from diplomap.diffing.change_kinds import ChangeKind
from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff, RowFates
from diplomap.diffing.group_sides import GROUP
from diplomap.diffing.ledger import Account, Ledger, identity, summed
from diplomap.diffing.reasons import phrase, rule_told
from diplomap.model.missions import Mission
from diplomap.values.counts import Count, total


@attrs.frozen(slots=True)
class Report:
    """A difference told in full; `names` are the two editions as they were asked for."""

    diff: Diff
    ledger: Ledger
    changes: Sequence[Change]
    names: tuple[str, str]
    terminal: Terminal

    def text(self) -> str:
        """The whole of it."""
        return self.told() + "".join(self._ledger())

    def told(self) -> str:
        """All but the accounts."""
        records = records_text(self.diff.record_changes, self.diff.record_ambiguities, self.terminal)
        return "".join([*self.rows(), *self._changes(), *self._ambiguous(), *records])

    def rows(self) -> Iterator[str]:
        """Where the rows of both editions went."""
        editions = ((self.diff.old, "old"), (self.diff.new, "new"))
        for name, (dataset, side) in zip(self.names, editions, strict=True):
            when = "speaks for no one day" if dataset.as_of is None else f"as of {dataset.as_of}"
            told = f"{plain(name)}, {when}: {_fates(self.diff.rows[side])}"
            yield f"{self.terminal.paint(side, 'title')} {told}\n"
        yield from self._columns()

    def _columns(self) -> Iterator[str]:
        columns = self.diff.columns
        renamed = [f"{old} is now {new}" for old, new in columns.renamed]
        for what, names in (("added", columns.added), ("dropped", columns.dropped), ("renamed", renamed)):
            if names:
                yield wrapped(f"columns {what}: {', '.join(names)}", width=self.terminal.width)

    def _changes(self) -> Iterator[str]:
        if not self.changes:
            yield "\nNo mission changed.\n"
            return
        counted = Counter(change.kind for change in self.changes)
        order = {kind: place for place, kind in enumerate(ChangeKind)}
        told = ", ".join(
            f"{number:,} {str(kind).replace('_', ' ')}" for kind, number in counted.most_common()
        )
        yield f"\n{self.terminal.paint(_plural(len(self.changes), 'change'), 'title')}: {told}\n"
        by_kind = sorted(self.changes, key=lambda change: order[change.kind])
        for kind, found in groupby(by_kind, key=lambda change: change.kind):
            yield f"\n{self.terminal.paint(str(kind).replace('_', ' '), 'title')}\n"
            yield aligned(
                [_change(change) for change in found],
                width=self.terminal.width,
                roles=("count",),
                paint=self.terminal.paint,
                indent="  ",
                prose=True,
            )

    def _ambiguous(self) -> Iterator[str]:
        if self.diff.reused_ids:
            told = f"ids used again for another post: {', '.join(self.diff.reused_ids)}"
            yield "\n" + wrapped(told, width=self.terminal.width)
        if not self.diff.ambiguous:
            return
        yield f"\n{self.terminal.paint('ambiguous: which is which nobody can tell', 'title')}\n"
        for group in self.diff.ambiguous:
            told = f"old {_listed(group.old)}; new {_listed(group.new)}: {group.why}"
            yield wrapped(told, width=self.terminal.width, indent="  - ")

    def _ledger(self) -> Iterator[str]:
        days = " to ".join("what is open" if day is None else str(day) for day in self.ledger.days)
        title = f"ledger by {self.ledger.by}, counted by profile {self.ledger.profile}, {days}"
        yield f"\n{self.terminal.paint(title, 'title')}\n"
        yield "  opening − lost + gained = closing\n"
        moved = [account for account in self.ledger if account.entries]
        still = [account for account in self.ledger if not account.entries]
        rows = [(key_named(account.party, self.ledger.by), account.statement()) for account in moved]
        if still:
            # A receiver belongs to several groups, so that their accounts have no sum.
            together = "" if self.ledger.by == GROUP else _together(still)
            rows.append((f"{_plural(len(still), 'other')}, none moved", together))
        if self.ledger.by == GROUP:
            yield aligned(rows, roles=("", "count"), paint=self.terminal.paint, indent="  ")
            return
        rows.append((f"all {_plural(len(self.ledger), 'account')}", _together([*self.ledger])))
        yield aligned(rows, roles=("", "count"), paint=self.terminal.paint, indent="  ")
        if moved:
            whole = summed((account.effect, account.by_nature()) for account in moved)
            yield f"  by nature: {identity(*whole)}\n"


def key_named(key: str, by: str) -> str:
    """The key of an account as a reader says it: a party by name and id, a dyad as two, else in words."""
    if by == "dyad":
        sender, _, receiver = key.partition(ARROW)
        return f"{named(sender)} to {named(receiver)}"
    return named(key) if by in BY_PARTY else key.replace("_", " ")


def _fates(rows: RowFates) -> str:
    parts = f"{rows.paired:,} paired + {rows.only:,} only here + {rows.quarantined:,} kept aside"
    return f"{rows.read:,} rows = {parts}"


def _change(change: Change) -> tuple[str, str, str, str]:
    senders = " and ".join(map(name_of, change.sending))
    return (
        change.mission,
        f"{senders} to {name_of(change.receiving)}",
        _seat(change.subject),
        f"{phrase(change)} ({change.nature}: {plain(rule_told(change))})",
    )


def _seat(mission: Mission) -> str:
    kind = str(mission.latest.kind).replace("_", " ")
    return f"{kind}, {mission.latest.seat}" if mission.latest.seat else kind


def _listed(missions: Iterable[Mission]) -> str:
    told = []
    for mission in missions:
        row = mission.spells[0].row
        told.append(mission.id if row is None else f"{mission.id} (line {row.line})")
    return ", ".join(told)


def _together(accounts: Sequence[Account]) -> str:
    opening, closing = total(a.opening for a in accounts), total(a.closing for a in accounts)
    entries = tuple(entry for account in accounts for entry in account.entries)
    return Account("all", opening, closing, entries).equation() if accounts else f"{Count(0)} = {Count(0)}"


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
