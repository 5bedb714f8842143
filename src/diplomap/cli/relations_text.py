"""How relations are told to a reader: counts with partners, two sides reconciled, two sources compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from diplomap.cli.answers import named
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, wrapped
from diplomap.counting.reach import Reach, Reached
from diplomap.counting.relation_counts import Partner, PartyCount
from diplomap.history.relation_sources import RelationDifference
from diplomap.history.two_sided import Agreement, PairRecord, Reconciliation
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE, Truth

_SHOWN = (Agreement.DIFFERING, Agreement.IMPOSSIBLE, Agreement.SHARPER, Agreement.COMPATIBLE)


def count_text(counted: PartyCount, terminal: Terminal) -> Iterator[str]:
    """A count of parties: how many, and each with the reason."""
    yield terminal.paint(headline(counted), "title") + "\n"
    yield from _not_looked(counted.looked.answer, counted.looked.why, terminal)
    groups = (("surely", counted.partners), ("perhaps", counted.perhaps), ("not", counted.not_))
    for title, partners in groups:
        if partners:
            yield f"\n{terminal.paint(f'{title} ({len(partners)})', 'title')}\n"
            yield _partners(partners, terminal)


def headline(counted: PartyCount) -> str:
    """What is counted, of whom, when, and how many.

    >>> from datetime import date
    >>> from diplomap.counting.coverage import Looked
    >>> headline(PartyCount("PRK", date(2024, 1, 30), "recognised by", (), Looked(FALSE, "")))
    'North Korea (PRK), on 2024-01-30, recognised by: unknown'
    """
    return (
        f"{named(counted.of)}, on {counted.at}, {counted.asked}: {number(counted.count, 'party', 'parties')}"
    )


def number(count: Count | None, one: str, many: str) -> str:
    """A count with its unit; unknown where nobody looked.

    >>> number(Count(1), "party", "parties"), number(None, "party", "parties")
    ('1 party', 'unknown')
    """
    return "unknown" if count is None else f"{count} {one if count == Count(1) else many}"


def reach_text(reached: Reach, terminal: Terminal) -> Iterator[str]:
    """The parties reached, by which posts."""
    told = f"{named(reached.of)}, on {reached.at}, reaches {number(reached.count, 'party', 'parties')}"
    resident, concurrent = len(reached.resident), len(reached.concurrent)
    ways = f"{resident} by a mission there, {concurrent} by one accredited from elsewhere"
    yield terminal.paint(told, "title") + "\n"
    both = f", {len(reached.both)} of them both ways" if reached.both else ""
    yield wrapped(f"surely {ways}{both} ({reached.profile.name})", width=terminal.width, indent="  ")
    yield from _not_looked(reached.looked.answer, reached.looked.why, terminal)
    rows = [(named(one.party), _way(one), _posts(one)) for one in reached.all if one.answer is not FALSE]
    if rows:
        yield "\n" + aligned(rows, head=("party", "how", "from"), width=terminal.width, prose=True)


def reconciliation_text(found: Reconciliation, terminal: Terminal) -> Iterator[str]:
    """The table of agreements, and the pairs worth a look."""
    pairs = f"{len(found.records):,} pairs, {found.kind} relations"
    yield terminal.paint(f"what both sides tell: {pairs}", "title") + "\n\n"
    table = [(str(a).replace("_", "-"), f"{n:,}") for a, n in found.table().items()]
    yield aligned(table, head=("agreement", "pairs"), right={1}, indent="  ")
    if any(found.distances().values()):
        apart = [(word, f"{n:,}") for word, n in found.distances().items()]
        yield "\n" + aligned(apart, head=("differing by", "pairs"), right={1}, indent="  ")
    for agreement in _SHOWN:
        if held := found.of(agreement):
            yield f"\n{terminal.paint(str(agreement), 'title')}\n"
            rows = [(" – ".join(one.pair), _dates(one), _apart(one)) for one in held]
            yield aligned(rows, width=terminal.width, indent="  ", prose=True)


def differences_text(
    found: Sequence[RelationDifference], names: tuple[str, str], title: str, terminal: Terminal
) -> Iterator[str]:
    """Where two sources disagree, the contradictions first."""
    yield terminal.paint(f"{title}: {len(found)} differences", "title") + "\n"
    groups = (("contradictions", True), ("told by one of them only", False))
    for words, known in groups:
        rows = [
            (named(one.party), name, str(told.answer), told.why)
            for one in found
            if one.known is known
            for name, told in zip(names, (one.one, one.other), strict=True)
        ]
        if rows:
            yield f"\n{terminal.paint(words, 'title')}\n"
            head = ("party", "source", "answer", "what it tells")
            yield aligned(rows, head=head, width=terminal.width, indent="  ", prose=True)


def _not_looked(answer: Truth, why: str, terminal: Terminal) -> Iterator[str]:
    if answer is not TRUE:
        yield wrapped(why, width=terminal.width, indent="  note: ")


def _partners(partners: Iterable[Partner], terminal: Terminal) -> str:
    rows: list[tuple[str, ...]] = [(named(one.party), one.level or "", one.why) for one in partners]
    head: tuple[str, ...] = ("party", "level", "why")
    if not any(level for _, level, _ in rows):
        head, rows = (head[0], head[2]), [(party, why) for party, _, why in rows]
    return aligned(rows, head=head, width=terminal.width, indent="  ", prose=True)


def _way(one: Reached) -> str:
    ways = [("resident", one.resident), ("concurrent", one.concurrent)]
    return ", ".join(name if way is TRUE else f"perhaps {name}" for name, way in ways if way is not FALSE)


def _posts(one: Reached) -> str:
    held = [post for post in one.posts if post.answer is not FALSE]
    return ", ".join(f"{post.mission.id} ({post.mission.latest.seat or '?'})" for post in held)


def _dates(one: PairRecord) -> str:
    told = (f"{side.teller}: {side.date or side.raw or 'no date'}" for side in one.tellings)
    return "; ".join(told)


def _apart(one: PairRecord) -> str:
    wrong = "; ".join(dict.fromkeys(side.wrong for side in one.tellings if side.wrong))
    if wrong:
        return wrong
    if one.days is not None:
        return number(one.days, "day apart", "days apart")
    return f"{one.sharper} is sharper" if one.sharper else ""
