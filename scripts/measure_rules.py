"""Measure how often each rule speaks on real tables, and write docs/reference/rule-rates.csv.

It checks the five editions of the Database of Embassies, the dates of diplomatic relations and the ties of
both Koreas (in the folder that DIPLOMAP_REAL_DATA names) and the bundled datasets, and writes a row a rule:
rows checked, findings, findings per 10,000 rows, and of the sample judged by hand
(docs/reference/rule-judgements.csv) how many were judged and how many of these were right.

    DIPLOMAP_REAL_DATA=... python scripts/measure_rules.py
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplomap.checking.check import Result, check
from diplomap.checking.registry import DatasetRule, checks, rules
from diplomap.checking.spell_table import SpellTable
from diplomap.model.findings import Finding

ROOT = Path(__file__).resolve().parents[1]
RATES = ROOT / "docs" / "reference" / "rule-rates.csv"
JUDGEMENTS = ROOT / "docs" / "reference" / "rule-judgements.csv"
BUNDLED = ("dprk", "taiwan")
OTHERS = ("foreign-relations/diplomatic_relations_dates.csv", "korea-ties/diplo_ties_data.csv")
HEAD = ("code", "name", "severity", "rows", "findings", "per_10000", "judged", "right", "on_own_data")


def results(folder: Path) -> Iterable[tuple[str, Result]]:
    """Each table checked, with whether it is somebody else's ("real") or one of ours ("own")."""
    for path in sorted((folder / "database-of-embassies").glob("*.csv")):
        yield "real", check(path)
    for name in OTHERS:
        yield "real", check(folder / name)
    for name in BUNDLED:
        yield "own", check(name)


def measured(folder: Path) -> list[tuple[object, ...]]:
    """A row of figures for each rule, by code."""
    found: dict[str, Counter[str]] = {"real": Counter(), "own": Counter()}
    rows: Counter[str] = Counter()
    for whose, result in results(folder):
        found[whose].update(finding.code for finding in result.findings)
        found[whose].update(finding.code for finding in _of_rules_that_are_off(result))
        if whose == "real":
            rows.update({name: counts.read for name, counts in result.tables.items()})
    judged, right = judgements()
    told: list[tuple[object, ...]] = []
    for rule in rules():
        code, looked = rule.code, sum(rows[name] for name in _tables(rule.code) or rows)
        many, own = found["real"][code], found["own"][code]
        rate = f"{many * 10_000 / looked:.2f}" if looked else ""
        verdicts = (judged[code], right[code]) if judged[code] else ("", "")
        told.append((code, rule.name, rule.severity, looked, many, rate, *verdicts, own))
    return told


def _of_rules_that_are_off(result: Result) -> Iterator[Finding]:
    asked = {one.code for one in rules() if not one.default}
    seen = {finding.code for finding in result.findings}
    table = SpellTable(result.dataset)
    for one in checks():
        if one.rule.code in asked - seen:
            yield from one.findings(table)


def _tables(code: str) -> tuple[str, ...]:
    """The tables on which a rule speaks; none where it may speak on all."""
    mine = [one for one in checks() if one.rule.code == code]
    if any(not isinstance(one, DatasetRule) for one in mine):
        return ("missions",)
    return tuple({name for one in mine if isinstance(one, DatasetRule) for name in one.tables})


def judgements() -> tuple[Counter[str], Counter[str]]:
    """How many findings of each rule were judged by hand, and how many of them were right."""
    with JUDGEMENTS.open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream))
    return Counter(row["code"] for row in told), Counter(
        row["code"] for row in told if row["verdict"] == "right"
    )


def main() -> None:
    """Write the table."""
    folder = Path(os.environ.get("DIPLOMAP_REAL_DATA", ROOT.parent / "shared" / "data"))
    with RATES.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(HEAD)
        table.writerows(measured(folder))


if __name__ == "__main__":
    main()
