"""`diplomap transitions`: spells, checks, comparisons and the way back, with their exit statuses and JSON."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from diplomap.cli.main import main

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "transitions.schema.json"
TRANSITIONS = "name,status,date\nCuba,Embassy,1923-02\nCuba,None,1961-01-03\nCuba,Interests,1977-09-01\n"
STATES = "code,name,start,end\nCUB,Cuba,1909-01-23,\n"
PUBLISHED = (
    "state,start,last_day,status\nCUB,1909-01-23,1923-01-31,None\nCUB,1923-02-01,1961-01-02,Embassy\n"
    "CUB,1961-01-03,1977-08-31,None\nCUB,1977-09-01,,Interests\n"
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    told = {"T": TRANSITIONS, "S": STATES, "P": PUBLISHED, "BAD": TRANSITIONS + "Cuba,Embasy,2015-13\n"}
    told["OTHER"] = PUBLISHED.replace("1977-09-01", "1977-09-02").replace("1977-08-31", "1977-09-01")
    told["OVERLAP"] = PUBLISHED.replace("1977-08-31", "1977-09-01")
    for name, text in told.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return {name: str(tmp_path / f"{name}.csv") for name in told}


class Run:
    def __init__(self, files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
        self._files, self._capsys = files, capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        status = main(["transitions", *(self._files.get(one, one) for one in arguments)])
        out, err = self._capsys.readouterr()
        return status, out, err

    def json(self, *arguments: str) -> Any:
        told = json.loads(self(*arguments, "--format", "json")[1])
        Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(told)
        return told


@pytest.fixture
def run(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(files, capsys)


def test_the_spells_as_a_table(run: Run) -> None:
    status, out, _ = run("T", "--states", "S", "--format", "csv")
    rows = [*csv.DictReader(io.StringIO(out))]
    assert status == 0
    assert [(row["start"], row["until"], row["status"]) for row in rows] == [
        ("1909-01-23", "1923-02-01", "None"),
        ("1923-02-01", "1961-01-03", "Embassy"),
        ("1961-01-03", "1977-09-01", "None"),
        ("1977-09-01", "", "Interests"),
    ]


def test_the_summary_tells_the_rule_and_every_fate(run: Run) -> None:
    status, out, _ = run("T", "--states", "S", "--rule", "middle", "--until", "1970-01-01")
    assert status == 0
    assert "3 transitions: 2 used, 1 clipped" in out
    assert "by the rule middle" in out
    assert "later than the last day of which is told" in out


def test_the_spells_of_one_state(run: Run) -> None:
    assert "Cuba   1961-01-03  1977-08-31  None" in run("T", "--states", "S", "--of", "CUB")[1]
    status, _, err = run("T", "--states", "S", "--of", "CUBA")
    assert status == 2
    assert "no spell is of a state 'CUBA'" in err


def test_the_sender_has_no_spells_of_its_own(run: Run) -> None:
    assert run("T", "--states", "S", "--sender", "Cuba", "--format", "csv")[1].count("\n") == 1


def test_what_is_wrong_is_told_with_its_place(run: Run) -> None:
    status, out, _ = run("BAD", "--states", "S")
    assert status == 1
    assert "BAD.csv:5, column status: 'Embasy': error DM106: 'Embasy' is no status" in out
    assert "BAD.csv:5, column date: '2015-13': error DM112" in out
    assert run("BAD", "--states", "S", "--exit-zero")[0] == 0


def test_a_comparison_with_what_was_published(run: Run) -> None:
    assert run("T", "--states", "S", "--against", "P")[0] == 0
    status, out, _ = run("T", "--states", "S", "--against", "OTHER")
    assert status == 1
    assert "2 of 4 rows are equal" in out
    assert "CUB: day: Interests from 1977-09-01 here, Interests from 1977-09-02 there" in out


def test_a_check_of_spells(run: Run) -> None:
    status, out, _ = run("P", "--check", "--states", "S")
    assert (status, out) == (0, "4 rows, 4 spells of 1 states: nothing to report\n")
    status, out, _ = run("OVERLAP", "--check")
    assert status == 1
    assert "share a day: 1977-09-01" in out
    rows = [*csv.DictReader(io.StringIO(run("OVERLAP", "--check", "--format", "csv")[1]))]
    assert [(row["code"], row["line"], row["column"], row["raw"]) for row in rows] == [
        ("DM855", "5", "start", "1977-09-01")
    ]


def test_spells_told_back_and_made_again(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("P", "--back", "--format", "csv")
    (tmp_path / "back.csv").write_text(out, encoding="utf-8")
    assert run(str(tmp_path / "back.csv"), "--states", "S", "--against", "P")[0] == 0
    assert run("P", "--back")[1].startswith("CUB: None from 1909-01-23\n")


def test_the_json_is_as_its_schema_says(run: Run) -> None:
    made = run.json("T", "--states", "S", "--against", "OTHER")
    assert made["comparison"]["equal"] == 2
    assert made["fates"]["used"] == 3
    assert [one["line"] for one in made["spells"]] == [None, 2, 3, 4]
    assert run.json("BAD", "--states", "S")["findings"][0]["line"] == 5
    assert run.json("OVERLAP", "--check")["findings"][0]["code"] == "DM855"
    assert len(run.json("P", "--back")["transitions"]) == 4
    assert run.json("T", "--rule", "bounds")["rule"] == "bounds"
    assert run.json("T", "--states", "S", "--until", "1950-01-01")["clipped"][0]["line"] == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("P",), "is no table of transitions"),
        (("T", "--states", "T"), "is no table of states"),
        (("T", "--check"), "is no table of spells"),
        (("T", "--ladder", "lader"), "no ladder is called 'lader'"),
        (("-", "--states", "-"), "can stand for one table only"),
        (("T", "--check", "--back"), "not allowed with argument"),
        (("T", "--until", "soon"), "soon"),
        (("T", "--sender", "Korea"), "'Korea' may mean South Korea (KOR) or North Korea (PRK)"),
    ],
)
def test_wrong_use_is_answered_in_words(run: Run, arguments: tuple[str, ...], told: str) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert told in err
