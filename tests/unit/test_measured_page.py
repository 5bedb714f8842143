"""The page of figures measured is that of the figures, and the judgements reach what the page promises."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path

from diplomap.checking.registry import rules

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def told(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_page_of_figures_is_up_to_date() -> None:
    page = runpy.run_path(str(ROOT / "scripts" / "write_measured_page.py"))["page"]()
    written = (REFERENCE / "checking-measured.md").read_text(encoding="utf-8")
    assert written == page, "run python scripts/write_measured_page.py"


def test_errors_are_right_98_times_in_100_and_warnings_90() -> None:
    judged = told("rule-judgements")
    assert len(judged) == 100
    severity = {rule.code: str(rule.severity) for rule in rules()}
    for wanted, least in (("error", 0.98), ("warning", 0.90)):
        verdicts = [row["verdict"] == "right" for row in judged if severity[row["code"]] == wanted]
        assert sum(verdicts) >= least * len(verdicts) > 0


def test_every_rule_measured_is_one_and_its_figures_agree() -> None:
    codes = {rule.code for rule in rules()}
    for row in told("rule-rates"):
        assert row["code"] in codes
        rate = int(row["findings"]) * 10_000 / int(row["rows"]) if row["rows"] != "0" else 0
        assert f"{rate:.2f}" == (row["per_10000"] or "0.00")


def test_of_each_kind_of_error_99_in_100_are_found_and_fewer_than_1_in_1000_cells_blamed() -> None:
    from diplomap.testing.error_kinds import KINDS

    for row in told("mutation-rates"):
        if row["error"] in KINDS:
            assert int(row["found"]) >= 0.99 * int(row["injected"]), row
            assert int(row["blamed"]) <= 0.001 * int(row["clean_cells"]), row
