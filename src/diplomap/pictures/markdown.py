"""Ledgers and histories as Markdown, for a page in a repository or a comment on a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from diplomap.checking.reports.markdown import marked
from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff
from diplomap.diffing.editions_history import History
from diplomap.diffing.ledger import Ledger, identity
from diplomap.pictures.history_words import (
    editions_head,
    editions_rows,
    estimate,
    gains_said,
    history_title,
    posts_said,
)
from diplomap.pictures.ledger_words import days_said, rows_said, title_of, whole
from diplomap.pictures.rows import CHANGE_HEAD, ENTRY_HEAD, change_row, entry_row, key_named

# What a reader of a comment reads; the rest is counted.
_SHOWN = 50


def ledger_markdown(
    found: Diff, ledger: Ledger, changes: Sequence[Change] | None = None, names: tuple[str, str] = ("", "")
) -> str:
    """A difference as Markdown: the sum by nature, the accounts that moved, the entries, the changes.

    Whatever stands in a cell is written so that it is text and nothing else. Of entries and changes the
    first are shown, and the rest counted.

    >>> from diplomap.diffing.diff import diff
    >>> from diplomap.model.dataset import Dataset
    >>> between = diff(Dataset(), Dataset())
    >>> print(ledger_markdown(between, between.ledger(), names=("a", "b")).splitlines()[0])
    # Missions: a to b
    """
    told = found.changes if changes is None else changes
    lines = [f"# {marked(title_of(ledger, names))}", ""]
    lines.append(f"Counted by profile {marked(ledger.profile)} on {' and '.join(days_said(ledger.days))}.")
    lines += ["", *(f"- {marked(name)}: {marked(said)}" for name, said in rows_said(found, names))]
    together = whole(ledger)
    if together is not None:
        opening, closing, effect, parts = together
        lines += ["", f"**{opening} to {closing}: {identity(effect, parts)}**"]
    moved = [account for account in ledger if account.entries]
    if moved:
        rows = [
            (key_named(account.party, ledger.by), account.statement(), account.identity())
            for account in moved
        ]
        lines += ["", *_table((f"by {ledger.by}", "opening − lost + gained = closing", "by nature"), rows)]
        entries = [
            (key_named(account.party, ledger.by), *entry_row(entry))
            for account in moved
            for entry in account.entries
        ]
        lines += ["", "## Movements of the count", ""]
        lines += _table(("account", *map(str.lower, ENTRY_HEAD)), entries)
    if told:
        lines += ["", f"## Changes ({len(told):,})", ""]
        lines += _table([*map(str.lower, CHANGE_HEAD)], map(change_row, told[:_SHOWN]), len(told))
    if not moved and not told:
        lines += ["", "Nothing changed."]
    return "\n".join(lines) + "\n"


def history_markdown(history: History) -> str:
    """A history as Markdown: a table of editions, the sum by nature, each movement of a party asked for."""
    line = history.total
    lines = [f"# {marked(history_title(history))}", "", f"Counted by profile {marked(history.profile)}."]
    lines += [f"Witness: {marked(name)}." for name in history.witnesses]
    lines += ["", *_table(editions_head(line), editions_rows(history, line))]
    lines += ["", f"**{line.listed[0]} to {line.listed[-1]}: {line.identity()}**"]
    gains, losses = list(line.gains()), list(line.losses())
    lines += ["", f"- apparent openings: {posts_said(gains)} ({gains_said(gains)})"]
    lines += [f"- apparent closings: {posts_said(losses)} ({gains_said(losses)})"]
    guess = estimate(history)
    lines += ["", marked(guess, len(guess) + 1)] if guess else []
    if history.of is None and len(history) > 1:
        rows = [
            (key_named(one.key, history.by), str(one.listed[0]), str(one.listed[-1]), one.identity())
            for one in history
            if any(account.entries for account in one.accounts)
        ]
        lines += ["", *_table((f"by {history.by}", "first", "last", "change by nature"), rows)]
    entries = [
        (step.new.name, *entry_row(entry))
        for step, account in zip(history.steps, line.accounts, strict=True)
        for entry in account.entries
    ]
    if entries:
        lines += ["", "## Movements of the count", ""]
        lines += _table(("edition", *map(str.lower, ENTRY_HEAD)), entries)
    return "\n".join(lines) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], of_all: int | None = None) -> Iterator[str]:
    held = [*rows]
    yield f"| {' | '.join(map(marked, head))} |"
    yield f"|{'---|' * len(head)}"
    for row in held[:_SHOWN]:
        yield f"| {' | '.join(map(marked, row))} |"
    rest = (len(held) if of_all is None else of_all) - min(len(held), _SHOWN)
    if rest > 0:
        yield ""
        yield f"{rest:,} more are not shown."
