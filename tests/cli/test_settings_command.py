"""`check` under settings, `rules`, and baselines, as a shell runs them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from diplomap.checking.registry import rules

Run = Callable[..., Any]
Table = Callable[..., Path]
SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas"
SPACED = "a,PRK,ESP,embassy,, Madrid,,"
WRONG = "b,PRK,FRA,embasy,,Paris,,"


def codes(ran: Any) -> list[str]:
    return [one["code"] for one in ran.json()["findings"]]


def fits(name: str, value: Any) -> None:
    told = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(told).validate(value)


def test_options_choose_rules_and_severities(run: Run, table: Table) -> None:
    path = table(SPACED, WRONG)
    assert codes(run("check", path, "--format", "json")) == ["DM120", "DM105"]
    assert codes(run("check", path, "--select", "DM105,tables", "--format", "json")) == ["DM105"]
    assert codes(run("check", path, "--ignore", "cells", "--format", "json")) == []
    ran = run("check", path, "--severity", "DM120=error,DM105=off", "--format", "json")
    assert [(one["code"], one["severity"]) for one in ran.json()["findings"]] == [("DM120", "error")]


def test_the_file_found_counts_unless_another_or_none_is_asked_for(
    run: Run, table: Table, tmp_path: Path
) -> None:
    path = table(SPACED, WRONG, name="below/missions.csv")
    (tmp_path / "diplomap.toml").write_text('ignore = ["DM120"]\n', encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text('select = ["DM120"]\n', encoding="utf-8")
    assert codes(run("check", path, "--format", "json")) == ["DM105"]
    assert codes(run("check", path, "--ignore", "DM105", "--format", "json")) == []
    assert codes(run("check", path, "--settings", other, "--format", "json")) == ["DM120"]
    assert codes(run("check", path, "--no-settings", "--format", "json")) == ["DM120", "DM105"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--select", "DM4O3"), "select: no rule has the code, name or family 'DM4O3'"),
        (("--severity", "DM120"), "write a rule and its severity, as in DM403=note"),
        (("--severity", "DM120=loud"), "one of error, warning, note, off"),
        (("--settings", "nowhere.toml"), "nowhere.toml: no such file or directory"),
        (("--settings", "x.toml", "--no-settings"), "cannot stand together"),
        (("--baseline", "nowhere.json"), "nowhere.json: no such file or directory"),
    ],
)
def test_what_cannot_be_heeded_is_told_and_nothing_is_checked(
    run: Run, table: Table, options: tuple[str, ...], said: str
) -> None:
    ran = run("check", table(SPACED), *options)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_mistake_in_the_file_of_settings_is_told_at_its_line(
    run: Run, table: Table, tmp_path: Path
) -> None:
    path = table(SPACED)
    file = tmp_path / "diplomap.toml"
    file.write_text('ignore = [\n  "DM4O3",\n]\n', encoding="utf-8")
    ran = run("check", path)
    assert (ran.status, ran.out) == (2, "")
    assert f"{file}:2: ignore: no rule" in ran.err


def test_a_baseline_leaves_old_findings_aside(run: Run, table: Table, tmp_path: Path) -> None:
    path, baseline = table(SPACED, WRONG), tmp_path / "baseline.json"
    ran = run("check", path, "--write-baseline", baseline)
    assert (ran.status, ran.err) == (0, f"diplomap: wrote 2 findings to {baseline}\n")
    fits("baseline", json.loads(baseline.read_text(encoding="utf-8")))
    assert "Not shown: 2 known to the baseline." in run("check", path, "--baseline", baseline).out
    table("c,PRK,ITA,embassy,, Rome,,", WRONG)
    ran = run("check", path, "--baseline", baseline, "--format", "json")
    assert (ran.status, codes(ran), ran.json()["baseline"]) == (1, ["DM120"], {"known": 1, "gone": 1})
    fits("check", ran.json())
    assert "1 of the baseline met no longer." in run("check", path, "--baseline", baseline).out
    assert run("check", path, "--baseline", baseline, "--write-baseline", baseline).status == 1
    assert run("check", path, "--baseline", baseline).status == 0


def test_a_baseline_is_not_written_over_a_source(run: Run, table: Table) -> None:
    path = table(SPACED)
    before = path.read_bytes()
    ran = run("check", path, "--write-baseline", path)
    assert (ran.status, path.read_bytes()) == (2, before)
    assert "--write-baseline" in ran.err


def test_what_the_table_leaves_aside_is_counted_and_told_as_json(run: Run, table: Table) -> None:
    head = "id,sending,receiving,kind,city,ignore\n"
    path = table("a,PRK,ESP,embassy, Madrid,DM120: as printed", head=head)
    ran = run("check", path)
    assert ran.status == 0
    assert "Not shown: 1 left aside in the table, with a reason." in ran.out
    both = run("check", path, path, "--format", "json").json()
    fits("check", both)
    assert [one["reason"] for one in both["suppressed"]] == ["as printed"] * 2


def test_rules_lists_every_rule_in_each_format(run: Run) -> None:
    told = run("rules", "--no-settings", "--format", "json").json()
    fits("rules", told)
    assert [one["code"] for one in told["rules"]] == [rule.code for rule in rules()]
    table = list(csv.DictReader(io.StringIO(run("rules", "--no-settings", "--format", "csv").out)))
    assert [(one["code"], one["on"]) for one in table] == [
        (one["code"], "on" if one["on"] else "off") for one in told["rules"]
    ]
    text = run("rules", "--no-settings").out.splitlines()
    assert [line.split()[0] for line in text[1:]] == [one["code"] for one in told["rules"]]
    md = run("rules", "--no-settings", "--format", "md").out.splitlines()
    assert [line.split(" | ")[0].removeprefix("| ") for line in md[2:]] == [r.code for r in rules()]


def test_rules_says_what_is_on_under_the_settings(run: Run) -> None:
    options = ("--no-settings", "--select", "cells", "--ignore", "DM120", "--severity", "DM117=error")
    told = run("rules", *options, "--format", "json").json()["rules"]
    assert {one["family"] for one in told if one["on"]} == {"cells"}
    by_code = {one["code"]: one for one in told}
    assert (by_code["DM120"]["on"], by_code["DM117"]["severity"]) == (False, "error")
    only = run("rules", "--no-settings", "--family", "cells", "--format", "json").json()["rules"]
    assert {one["family"] for one in only} == {"cells"}
    ran = run("rules", "--family", "sells")
    assert ran.status == 2
    assert "there are files, rows" in ran.err
