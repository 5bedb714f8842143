"""Two editions of a made-up table of missions: 5 % of the rows changed, 2 % added, 2 % gone."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

HEADER = ("id", "sending", "receiving", "kind", "city", "opened", "closed", "status", "sources")
# States that stood unchanged over the years of the table, so that it is clean.
CODES = re.findall(
    "[A-Z]{3}",
    """
FRA DEU GBR USA CHN JPN IND BRA ZAF KEN NGA EGY PRK KOR ESP ITA POL SWE NOR FIN DNK NLD BEL AUT CHE
HUN ROU BGR GRC TUR ISR IRN IRQ SAU ARE PAK BGD THA VNM IDN MYS SGP PHL AUS NZL CAN MEX ARG CHL
PER COL VEN CUB DZA MAR TUN LBY ETH UGA TZA AGO MOZ ZMB ZWE GHA SEN CIV
""",
)
POSTS = ["consulate_general", "consulate", "honorary_consulate", "honorary_consulate"]


def _day(random_: random.Random, first: int, last: int) -> str:
    return f"{random_.randint(first, last)}-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}"


def make(folder: Path, rows: int, seed: int = 1) -> tuple[Path, Path]:
    """The paths of the two editions; the same for the same seed."""
    dice = random.Random(seed)
    cities = [f"City {number}" for number in range(800)]
    old, new = [], []
    # One embassy a pair of states, as a table has it; the other posts are consular.
    paired: set[tuple[str, str]] = set()
    for number in range(rows):
        sending, receiving = dice.sample(CODES, 2)
        kind = dice.choice(POSTS) if (sending, receiving) in paired else "embassy"
        paired.add((sending, receiving))
        opened = _day(dice, 1993, 2005) if dice.random() < 0.5 else str(dice.randint(1993, 2005))
        closed = "" if dice.random() < 0.8 else _day(dice, 2006, 2020)
        status = "closed" if closed else "operating"
        row = [f"m{number}", sending, receiving, kind, dice.choice(cities), opened, closed, status]
        row.append(f"s{dice.randint(1, 50)}")
        old.append(row)
        fate = dice.random()
        if fate < 0.02:
            continue
        new.append(_changed(row, dice, cities) if fate < 0.07 else row)
    for number in range(rows // 50):
        sending, receiving = dice.sample(CODES, 2)
        new.append(
            [
                f"n{number}",
                sending,
                receiving,
                "consulate",
                dice.choice(cities),
                "2022",
                "",
                "operating",
                "s1",
            ]
        )
    paths = folder / f"old-{rows}.csv", folder / f"new-{rows}.csv"
    for path, edition in zip(paths, (old, new), strict=True):
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(edition)
    return paths


def _changed(row: list[str], dice: random.Random, cities: list[str]) -> list[str]:
    row = list(row)
    what = dice.randint(0, 2)
    if what == 0:
        row[4] = dice.choice(cities)
    elif what == 1:
        row[6], row[7] = _day(dice, 2021, 2023), "closed"
    elif row[3] != "embassy":
        row[3] = dice.choice(POSTS)
    else:
        row[8] = "s51"
    return row
