"""A history of editions as one page: the count in each with its bounds, what moved it, each movement."""

from __future__ import annotations

from collections.abc import Iterator

from diplomap.checking.reports.html_findings import told
from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.editions_history import History
from diplomap.pictures.charts import counts, figure, steps
from diplomap.pictures.frame import page
from diplomap.pictures.history_words import (
    editions_head,
    editions_rows,
    estimate,
    gains_said,
    history_title,
    natures_of,
    posts_said,
)
from diplomap.pictures.html_tables import Cell, Table, facts
from diplomap.pictures.rows import ENTRY_HEAD, count_said, entry_row, key_named


def history_html(history: History) -> str:
    """One page on a history: charts of the count and of what moved it, editions, lines, each movement.

    >>> from diplomap.diffing.editions_history import history
    >>> from diplomap.model.dataset import Dataset
    >>> "apparent openings" in history_html(history({"first": Dataset(), "second": Dataset()}))
    True
    """
    return page(history_title(history), _body(history))


def _body(history: History) -> Iterator[str]:
    line = history.total
    names = [edition.name for edition in history.editions]
    yield facts(
        [
            ("counted by profile", history.profile),
            ("apparent openings", f"{posts_said(line.gains())}: {gains_said(line.gains())}"),
            ("apparent closings", f"{posts_said(line.losses())}: {gains_said(line.losses())}"),
            *(("witness", name) for name in history.witnesses),
        ]
    )
    first, last = (count_said(line.listed[k], line.known[k]) for k in (0, -1))
    yield f'<p class="identity">{told(f"{first} to {last}: {line.identity()}", 1000)}</p>'
    guess = estimate(history)
    if guess:
        yield f"<p>{told(guess, 1000)}</p>"
    days = [None if edition.day is None else edition.day.toordinal() for edition in history.editions]
    drawn = counts(names, days, line.listed, [one is not None for one in line.known])
    yield from figure("counts", "The count in each edition, with its bounds", drawn)
    between = [f"{step.old.name} to {step.new.name}" for step in history.steps]
    parts = [account.by_nature() for account in line.accounts]
    moved = steps(between, [f"to {step.new.name}" for step in history.steps], parts)
    yield from figure("steps", "What moved the count in each step, by nature", moved)
    head = editions_head(line)
    yield from Table(
        "editions", "Editions", head, editions_rows(history, line), frozenset(range(2, len(head)))
    ).html()
    if history.of is None and len(history) > 1:
        yield from _lines(history).html()
    yield from _entries(history)


def _lines(history: History) -> Table:
    natures = natures_of(line.by_nature() for line in history)
    rows: list[list[str | Cell]] = []
    for line in history:
        parts = line.by_nature()
        rows.append(
            [
                key_named(line.key, history.by),
                Cell(count_said(line.listed[0], line.known[0]), line.listed[0].low),
                Cell(count_said(line.listed[-1], line.known[-1]), line.listed[-1].low),
                Cell(str(line.effect), line.effect.low),
                *(Cell(str(parts[one]), parts[one].low) if one in parts else Cell("0", 0) for one in natures),
            ]
        )
    head = (f"By {history.by}", "First", "Last", "Change", *(str(one).capitalize() for one in natures))
    caption = f"First and last edition by {history.by}"
    return Table("lines", caption, head, rows, frozenset(range(1, len(head))))


def _entries(history: History) -> Iterator[str]:
    line = history.total
    rows: list[list[str | Cell]] = []
    for step, account in zip(history.steps, line.accounts, strict=True):
        for entry in account.entries:
            row = entry_row(entry)
            rows.append([step.new.name, Cell(row[0], entry.effect.low), *row[1:]])
    if not rows:
        yield "<p><strong>Nothing moved the count.</strong></p>"
        return
    # What is of the world is sought first, and what nothing decides last.
    order = {str(nature): place for place, nature in enumerate(Nature)}
    rows.sort(key=lambda row: order.get(str(row[2]), len(order)))
    yield f"<h2>{len(rows):,} movements of the count</h2>"
    yield from Table(
        "entries", "Each movement of the count", ("Edition", *ENTRY_HEAD), rows, frozenset({1}), 2
    ).html()
