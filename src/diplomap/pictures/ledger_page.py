"""A ledger of a difference as one page: how the count went from one edition to the next, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplomap.checking.reports.html_findings import told
from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff
from diplomap.diffing.group_sides import GROUP
from diplomap.diffing.ledger import Account, Ledger, identity
from diplomap.pictures.charts import figure, waterfall
from diplomap.pictures.frame import page
from diplomap.pictures.html_tables import Cell, Table, facts
from diplomap.pictures.ledger_words import days_said, rows_said, title_of, whole
from diplomap.pictures.rows import (
    CHANGE_HEAD,
    ENTRY_HEAD,
    change_row,
    count_said,
    entry_rows,
    key_named,
)


def ledger_html(
    found: Diff, ledger: Ledger, changes: Sequence[Change] | None = None, names: tuple[str, str] = ("", "")
) -> str:
    """One page on a difference: a waterfall by nature, the accounts, each entry, each change.

    `changes` are those to be told, by default all; `names` are those of the two editions.

    >>> from diplomap.diffing.diff import diff
    >>> from diplomap.model.dataset import Dataset
    >>> between = diff(Dataset(), Dataset())
    >>> "Nothing moved a count" in ledger_html(between, between.ledger())
    True
    """
    told_changes = found.changes if changes is None else changes
    return page(title_of(ledger, names), _body(found, ledger, told_changes, names))


def _body(found: Diff, ledger: Ledger, changes: Sequence[Change], names: tuple[str, str]) -> Iterator[str]:
    days = days_said(ledger.days)
    counted = [("counted by profile", ledger.profile), ("on", " and ".join(days))]
    yield facts([*counted, *rows_said(found, names)])
    ends = tuple(name or day for name, day in zip(names, days, strict=True))
    together = whole(ledger)
    if ledger.by == GROUP:
        yield '<p class="faint">A receiver belongs to several groups, so that their accounts have no sum.</p>'
    elif together is not None:
        opening, closing, effect, parts = together
        yield f'<p class="identity">{told(f"{opening} to {closing}: {identity(effect, parts)}")}</p>'
        drawn = waterfall(opening, closing, parts, (ends[0], ends[1]))
        yield from figure("chart", "What moved the count, by nature", drawn)
    if len(ledger) > 1:
        yield from _accounts(ledger).html()
    several = len(ledger) > 1
    rows: list[list[str | Cell]] = []
    for account in ledger:
        for entry, row in entry_rows([account]):
            whose = [key_named(account.party, ledger.by)] if several else []
            rows.append([*whose, Cell(row[0], entry.effect.low), *row[1:]])
    if rows:
        head = ("Account", *ENTRY_HEAD) if several else ENTRY_HEAD
        yield f"<h2>{len(rows):,} movements of the count</h2>"
        yield from Table(
            "entries", "Each movement of a count", head, rows, frozenset({int(several)}), 1 + several
        ).html()
    else:
        yield "<p><strong>Nothing moved a count.</strong></p>"
    if changes:
        yield f"<h2>{len(changes):,} changes, those that move no count too</h2>"
        told_changes = [change_row(one) for one in changes]
        yield from Table("changes", "Each change of a mission", CHANGE_HEAD, told_changes, natures=1).html()


def _accounts(ledger: Ledger) -> Table:
    rows = [_account(account, ledger.by) for account in ledger]
    return Table(
        "accounts",
        f"Accounts by {ledger.by}",
        ("Account", "Opening", "Closing", "Change", "By nature"),
        rows,
        frozenset({1, 2, 3}),
    )


def _account(account: Account, by: str) -> list[str | Cell]:
    opening, closing = account.known
    return [
        key_named(account.party, by),
        Cell(count_said(account.opening, opening), account.opening.low),
        Cell(count_said(account.closing, closing), account.closing.low),
        Cell(str(account.effect), account.effect.low),
        account.identity().partition(" = ")[2] if account.entries else "",
    ]
