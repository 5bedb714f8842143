"""What a page, a Markdown text and a terminal say alike of a history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.editions_history import History, Line
from diplomap.diffing.ledger import Entry
from diplomap.diffing.move_counts import Moves, moves_by_kind
from diplomap.pictures.ledger_words import whose
from diplomap.pictures.rows import count_said, key_named

# What came of it in the world's terms; all other changes are told together.
TOLD = (
    *(ChangeKind.OPENED, ChangeKind.APPEARED, ChangeKind.REOPENED),
    *(ChangeKind.CLOSED, ChangeKind.GONE, ChangeKind.CORRECTED),
)
ALWAYS = (Nature.WORLD, Nature.REVISION, Nature.COVERAGE)


def history_title(history: History) -> str:
    """What the history is of, and from which edition to which."""
    first, last = history.editions[0].name, history.editions[-1].name
    role = {"receiving": "sent to ", "host": "on the soil of "}.get(history.by, "")
    key = None if history.of is None else role + key_named(history.of, history.by)
    who = whose(history.asked, key) or "Every party"
    return f"{who}: {len(history.editions)} editions, {first} to {last}"


def natures_of(parts: Iterable[Iterable[Nature]]) -> list[Nature]:
    """The natures to tell: three always, others where something is of them.

    >>> [str(nature) for nature in natures_of([{Nature.REKEY: 1}])]
    ['world', 'revision', 'coverage', 'rekey']
    """
    met = {nature for some in parts for nature in some}
    return [nature for nature in Nature if nature in ALWAYS or nature in met]


def kinds_counted(moves: Moves) -> list[int]:
    """How many changes there are of each kind in `TOLD`, and of all others together."""
    by_kind = moves_by_kind(moves)
    told = [by_kind[kind] for kind in TOLD]
    return [*told, sum(moves.values()) - sum(told)]


def gains_said(entries: Iterable[tuple[int, Entry]]) -> str:
    """How many entries are of each nature, in words.

    >>> gains_said([])
    '0 world, 0 revision, 0 coverage'
    """
    counted = Counter(entry.nature for _, entry in entries)
    told = [nature for nature in Nature if nature in ALWAYS or counted[nature]]
    return ", ".join(f"{counted[nature]:,} {nature}" for nature in told)


def posts_said(entries: Iterable[tuple[int, Entry]]) -> str:
    """How many posts entries are of; an uncertain one may move a bound in each of several steps.

    >>> posts_said([])
    '0'
    """
    told = [entry for _, entry in entries]
    posts = len({entry.missions for entry in told})
    return f"{posts:,}" if posts == len(told) else f"{posts:,} posts, in {len(told):,} movements"


def estimate(history: History) -> str:
    """What the dated new posts let one expect of those that nothing decides; blank where they say nothing."""
    undetermined = sum(
        entry.nature is Nature.UNDETERMINED and not entry.old for _, entry in history.total.gains()
    )
    arrivals = history.arrivals
    if not undetermined or arrivals.share is None:
        return ""
    low, share, high = arrivals.share
    return (
        f"Of all {arrivals.dated:,} new posts whose date decides, whoever sent them, {arrivals.before:,} "
        f"({share:.0%}, {low:.0%} to {high:.0%}) stood by the old edition's day. If the {undetermined:,} new "
        f"ones that nothing decides are like them, about {_rounded(undetermined * share)} are coverage."
    )


def _rounded(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}"


def editions_head(line: Line) -> tuple[str, ...]:
    """The head of the table of editions."""
    natures = (str(nature) for nature in _natures(line))
    kinds = (str(kind).replace("_", " ") for kind in TOLD)
    return ("edition", "as of", "count", "change", *natures, *kinds, "other")


def editions_rows(history: History, line: Line) -> list[Sequence[str]]:
    """A row an edition: the count, what moved it since the edition before, and the changes by kind."""
    rows: list[Sequence[str]] = []
    for place, edition in enumerate(history.editions):
        day = "" if edition.day is None else edition.day.isoformat()
        row = [edition.name, day, count_said(line.listed[place], line.known[place])]
        if place:
            account, moves = line.accounts[place - 1], line.moves[place - 1]
            parts = account.by_nature()
            row.append(str(account.effect))
            row += [str(parts[nature]) if nature in parts else "0" for nature in _natures(line)]
            row += [f"{number:,}" for number in kinds_counted(moves)]
        else:
            row += [""] * (len(editions_head(line)) - len(row))
        rows.append(row)
    return rows


def _natures(line: Line) -> list[Nature]:
    return natures_of(account.by_nature() for account in line.accounts)
