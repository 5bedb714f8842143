"""How many date texts a second are parsed: distinct ones, and ones seen before."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from diplomap.values import dates
from diplomap.values.dates import PartialDate
from diplomap.values.reading_dates import DayOrder, read_date

START = date(1800, 1, 1)


SHAPES = {
    "2019-05-03": "{0.year}-{0.month:02}-{0.day:02}",
    "2019-05": "{0.year}-{0.month:02}",
    "3 May 2019": "{0.day} {0:%B} {0.year}",
    "May 3, 2019": "{0:%B} {0.day}, {0.year}",
    "2019-05-03T00:00:00Z": "{0.year}-{0.month:02}-{0.day:02}T00:00:00Z",
    "1948|8|2|format=dmy": "{0.year}|{0.month}|{0.day}|format=dmy",
    "c. May 2019": "c. {0:%B} {0.year}",
    "before 3 May 2019": "before {0.day} {0:%B} {0.year}",
    "3/5/2019 (ambiguous or not)": "{0.day}/{0.month}/{0.year}",
    "no date at all": "x {0.year}-{0.month}-{0.day}",
}


def texts(shape: str, count: int) -> list[str]:
    """As many distinct texts of one shape as `count` days give."""
    days = (START + timedelta(days=n) for n in range(count))
    return list(dict.fromkeys(SHAPES[shape].format(day) for day in days))


def rate(read: Callable[[str], object], given: list[str], rounds: int, *, warm: bool) -> float:
    """Texts a second in the best of several rounds, each beginning with empty stores unless `warm`."""
    best = float("inf")
    for _ in range(rounds):
        if not warm:
            dates._CACHE.clear()
            read_date.cache_clear()
        begun = time.perf_counter()
        for text in given:
            read(text)
        best = min(best, time.perf_counter() - begun)
    return len(given) / best


def main() -> None:
    """Print one line a measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50_000, help="distinct texts a shape (default 50000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the best counts (default 5)")
    asked = parser.parse_args()
    print(f"{'what':<46}{'texts':>9}{'texts a second':>18}")

    def show(name: str, read: Callable[[str], object], given: list[str], *, warm: bool) -> None:
        print(f"{name:<46}{len(given):>9,}{rate(read, given, asked.rounds, warm=warm):>18,.0f}")

    for shape in ("2019-05-03", "2019-05"):
        show(
            f"PartialDate.parse, distinct: {shape}", PartialDate.parse, texts(shape, asked.count), warm=False
        )
    seen = texts("2019-05-03", 1000) * (asked.count // 1000 or 1)
    show("PartialDate.parse, seen before", PartialDate.parse, seen, warm=True)
    for shape in SHAPES:
        show(f"read_date, distinct: {shape}", read_date, texts(shape, asked.count), warm=False)
    show("read_date, seen before", read_date, seen, warm=True)
    told = partial(read_date, order=DayOrder.DAY_FIRST)
    slashed = texts("3/5/2019 (ambiguous or not)", 1000) * (asked.count // 1000 or 1)
    show("read_date with an order, seen before", told, slashed, warm=True)


if __name__ == "__main__":
    main()
