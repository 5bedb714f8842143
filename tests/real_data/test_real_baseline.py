"""Baselines of real tables: rows may be shuffled, columns added, and the next edition is told apart."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from diplomap.checking.baseline import Baseline
from diplomap.checking.check import check


def test_a_real_table_s_baseline_knows_it_with_rows_shuffled_and_a_column_added(
    real_data: Path, tmp_path: Path
) -> None:
    path = real_data / "database-of-embassies" / "2022-06-23.csv"
    result = check(path)
    delimiter = ";" if ";" in path.read_text(encoding="utf-8").splitlines()[0] else ","
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream, delimiter=delimiter)
    Random(5).shuffle(rows)
    moved = tmp_path / path.name
    with moved.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        # The header's last cell is blank and promises nothing: rows end before it.
        writer.writerows([[*header[: len(rows[0])], "ignore"], *([*row, ""] for row in rows)])
    applied = Baseline.of(result).applied(check(moved))
    assert len(result.findings) > 50
    assert (applied.findings, applied.known, applied.gone) == ((), len(result.findings), 0)


def test_the_next_edition_s_findings_are_known_or_new(real_data: Path) -> None:
    old, new = (
        check(real_data / "database-of-embassies" / f"{day}.csv") for day in ("2020-10-10", "2020-12-24")
    )
    applied = Baseline.of(old).applied(new)
    assert applied.known is not None
    assert applied.known > 50
    assert applied.known + len(applied.findings) == len(new.findings)
    assert not [one for one in new.findings if one.code in ("DM021", "DM022", "DM023")]
