"""Counting at scale: standings, tallies and a hundred dates over generated tables of spells.

Run `python benchmarks/footprints.py [rows]`; medians of five runs, in milliseconds.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from diplomap.counting.footprint import footprint
from diplomap.counting.standings import standings
from diplomap.counting.sweep import tallies
from diplomap.counting.tally import tally
from diplomap.model.columns import Column, ColumnStore
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.kinds import Kind
from diplomap.model.rows import TableHead
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End

COLUMNS = ("id", "sending", "receiving", "kind", "status", "host", "opened", "closed")
AS_OF, DAY = date(2024, 1, 1), date(2000, 7, 1)


def generated(rows: int, *, spells_a_mission: int = 1, seed: int = 1) -> Dataset:
    """A dataset of that many spells, kept as columns, with dates to the day, the month and the year."""
    chance = random.Random(seed)
    parties = [chr(65 + i // 26 % 26) + chr(65 + i % 26) + "A" for i in range(200)]
    kinds = [*[Kind.EMBASSY] * 6, *Kind]
    statuses = [*["" for _ in range(8)], "closed", "suspended", "unknown"]
    cells: list[list[str]] = [[] for _ in COLUMNS]
    groups: list[tuple[int, ...]] = []
    for row in range(rows):
        if row % spells_a_mission == 0:
            sender, receiver = chance.sample(parties, 2)
            groups.append(tuple(range(row, min(row + spells_a_mission, rows))))
        opened = date(1950, 1, 1) + timedelta(days=chance.randrange(26_000))
        closed = opened + timedelta(days=chance.randrange(20_000))
        until = "" if closed >= AS_OF else str(closed)[: chance.choice((10, 10, 7, 4))]
        since = str(opened)[: chance.choice((10, 10, 7, 4))]
        told = (f"m{len(groups)}", sender, receiver, chance.choice(kinds).value, chance.choice(statuses))
        for column, cell in zip(cells, (*told, "", since, until), strict=True):
            column.append(cell)
    meant: dict[str, dict[str, object]] = {
        "sending": {text: (text,) for text in parties},
        "kind": {kind.value: kind for kind in Kind},
        "status": {"": Status.OPERATING} | {status.value: status for status in Status},
        "host": {"": None},
        "opened": {text: PartialDate.parse(text) for text in set(cells[6])},
        "closed": {text: PartialDate.parse(text) if text else End.OPEN for text in set(cells[7])},
    }
    columns = {name: Column(texts, meant.get(name)) for name, texts in zip(COLUMNS, cells, strict=True)}
    head = TableHead("generated.csv", COLUMNS, {name: place for place, name in enumerate(COLUMNS)})
    several = groups if spells_a_mission > 1 else None
    store = ColumnStore(head, range(2, rows + 2), cells, columns, {}, several)
    return Dataset(Missions(store=store), AS_OF)


def timed(what: str, run: Callable[[], object], runs: int = 5) -> None:
    """Print the median time of some runs."""
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    print(f"{what:64} {statistics.median(spent) * 1000:9.1f} ms")


def main(rows: int) -> None:
    """Measure one size, with one spell a mission and with two."""
    days = [date(year, 7, 1) for year in range(1924, 2024)]
    for spells in (1, 2):
        ds = generated(rows, spells_a_mission=spells)
        print(f"{rows:,} spells, {len(ds.missions):,} missions")
        timed("  standings, profile all", lambda ds=ds: standings(ds, at=DAY))
        timed("  standings, profile lowy", lambda ds=ds: standings(ds, at=DAY, profile="lowy"))
        timed("  tally of posts by sender", lambda ds=ds: tally(ds, at=DAY))
        timed("  tally of posts by kind", lambda ds=ds: tally(ds, at=DAY, by="kind"))
        timed("  tally of pairs by sender", lambda ds=ds: tally(ds, at=DAY, profile="resident"))
        timed("  100 dates, posts by sender", lambda ds=ds: tallies(ds, days))
        timed("  100 dates, posts by kind", lambda ds=ds: tallies(ds, days, by="kind"))
        timed("  100 dates, pairs by sender", lambda ds=ds: tallies(ds, days, profile="resident"))
        timed("  footprint of one sender, count", lambda ds=ds: footprint(ds, of="AAA", at=DAY).count)
        timed("  footprint of one sender, explained", lambda ds=ds: footprint(ds, of="AAA", at=DAY).to_dict())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
