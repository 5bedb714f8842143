"""Inject errors into clean tables, measure how many are told at their cell, and write mutation-rates.csv.

The tables are one made by chance, the newest edition of the Database of Embassies and the spells of the
United States' missions (in the folder that DIPLOMAP_REAL_DATA names), both brought into our columns; of the
real ones, rows in which anything is found are left out first, so that what is left is clean.

    DIPLOMAP_REAL_DATA=... python scripts/measure_mutations.py
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from diplomap.checking.check import check
from diplomap.model.dataset import Dataset
from diplomap.parties.registry import party
from diplomap.testing.clean_tables import COLUMNS, clean_table
from diplomap.testing.error_kinds import KINDS, UNSEEN
from diplomap.testing.mutations import Kind, Score, line_of, mutated, score
from diplomap.values.periods import End

ROOT = Path(__file__).resolve().parents[1]
RATES = ROOT / "docs" / "reference" / "mutation-rates.csv"
HEAD = ("table", "error", "injected", "found", "share", "clean_cells", "blamed", "blamed_share")
# Of quotes only few at a time: two that are left open close each other.
ERRORS, ROUNDS = 200, 5
FEW, MANY_ROUNDS = 10, 20
Table = Sequence[Sequence[str]]


def cleaned(table: Table) -> Table:
    """A table without the rows in which anything is found."""
    while True:
        text = "\n".join(map(line_of, table)) + "\n"
        wrong = {finding.origin.line for finding in check(io.BytesIO(text.encode())).findings}
        if not wrong:
            return table
        table = [row for line, row in enumerate(table, 1) if line == 1 or line not in wrong]


def embassies(folder: Path) -> Table:
    """The newest edition of the Database of Embassies in our columns, parties by name."""
    path = max((folder / "database-of-embassies").glob("*.csv"))
    return cleaned([COLUMNS, *_rows(check(path).dataset)])


def _rows(dataset: Dataset) -> Iterable[list[str]]:
    for mission in dataset.missions:
        spell = mission.latest
        closed = "" if isinstance(spell.period.end, End) else str(spell.period.end)
        names = [" | ".join(party(one).name for one in mission.sending), party(mission.receiving).name]
        if mission.host_of(spell) == mission.receiving and "|" not in names[0]:
            told = [mission.id, *names, str(spell.kind), "", spell.seat, str(spell.period.start or "")]
            yield [*told, closed, spell.note]


def united_states(folder: Path) -> Table:
    """The spells of the United States' missions, as their author published them, in our columns."""
    path = folder / "us-missions" / "mission_status_range_cow_v0.1.csv"
    kinds = {"Embassy": "embassy", "Legation": "legation", "Interests Section": "interests_section"}
    table: list[Sequence[str]] = [COLUMNS]
    with path.open(encoding="utf-8", newline="") as stream:
        for told in csv.DictReader(stream):
            kind = kinds.get(told["us_mission_status"])
            end = "" if told["date_end"] == "2024-12-31" else told["date_end"]
            if kind is not None:
                cells = [told["country_abbrev_cow"], "United States", told["country_name_usdos"], kind]
                table.append([*cells, "", "", told["date_start"], end, ""])
    return cleaned(table)


def measured(table: Table, kind: Kind, seed: str) -> Score:
    """The score of one kind of error in a table, over several rounds."""
    total = Score()
    many, rounds = (FEW, MANY_ROUNDS) if kind is KINDS["quote missing"] else (ERRORS, ROUNDS)
    for number in range(rounds):
        made = mutated(table, kind, Random(f"{seed} {number}"), many)
        total = total.plus(score(made, check(io.BytesIO(made.text.encode())).findings))
    return total


def main() -> None:
    """Write the table of shares."""
    folder = Path(os.environ.get("DIPLOMAP_REAL_DATA", ROOT.parent / "shared" / "data"))
    tables = {
        "made by chance": clean_table(Random(2026), 3000),
        "embassies": embassies(folder),
        "United States": united_states(folder),
    }
    with RATES.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(HEAD)
        for name, table in tables.items():
            print(f"{name}: {len(table) - 1} clean rows")
            for error, kind in {**KINDS, **UNSEEN}.items():
                one = measured(table, kind, error)
                if one.injected:
                    shares = (f"{one.found / one.injected:.4f}", one.cells, one.blamed)
                    line = (name, error, one.injected, one.found, *shares)
                    out.writerow((*line, f"{one.blamed / one.cells:.6f}"))


if __name__ == "__main__":
    main()
