"""`diplomap relations`: what it answers, its exit status, and the shape of its JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas"
HEAD = "party,with,kind,status,level,since,until,sources\n"
MISSIONS = "id,sending,receiving,kind,status,city,opened,closed\n"
Run = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Missions and relations of North Korea, told by both sides; and a second source beside it."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "missions.csv").write_text(
        MISSIONS + "mad,PRK,ESP,embassy,,Madrid,2014-01,2023-11\nrom,PRK,ITA,embassy,,Rome,2000-07,\n"
    )
    (here / "accreditations.csv").write_text("mission,to,since,until\nrom,ESP,2023-11,\nrom,MLT,,\n")
    (here / "relations.csv").write_text(
        HEAD
        + "PRK,ESP,diplomatic,established,ambassadorial,2001-02-07,,a\n"
        + "ESP,PRK,diplomatic,established,,2001-02,,b\n"
        + "PRK,ITA,diplomatic,established,,2000-01-04,,a\n"
        + "ITA,PRK,diplomatic,established,,2000-01-24,,b\n"
        + "PRK,MYS,diplomatic,established,,1973-06-30,2021-03-19,a\n"
        + "PRK,MYS,diplomatic,severed,,2021-03-19,,a\n"
        + "PRK,PAN,diplomatic,established,,30 February 1995,,a\n"
    )
    (here / "datapackage.json").write_text(
        json.dumps(
            {
                "as_of": "2024-01-30",
                "coverage": {"senders": ["PRK"], "from": "2000", "to": "2024-01-30", "complete": True},
            }
        )
    )
    return here


@pytest.fixture
def other(tmp_path: Path) -> Path:
    there = tmp_path / "there"
    there.mkdir()
    (there / "missions.csv").write_text(MISSIONS + "x,FRA,DEU,embassy,,Berlin,1999,\n")
    (there / "relations.csv").write_text(
        HEAD + "PRK,MYS,diplomatic,established,,1973,,c\nPRK,ESP,diplomatic,established,,2001,,c\n"
    )
    return there


def fits(name: str, told: Any) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(told)


def test_partners_on_a_day_with_level_reason_and_sources(run: Run, folder: Path) -> None:
    done = run("relations", folder, "--of", "PRK", "--at", "2023-10-01", "--format", "json")
    told = done.json()
    fits("relations", told)
    assert done.status == 0
    assert told["count"] == {"low": 2, "high": 2}
    spain = told["partners"][0]
    assert (spain["party"], spain["level"], spain["sources"]) == ("ESP", "ambassadorial", ["a", "b"])
    assert [one["party"] for one in told["not"]] == ["MYS"]


def test_consular_relations_of_severed_ones_are_unknown(run: Run, folder: Path) -> None:
    told = run(
        *("relations", folder, "--of", "PRK", "--kind", "consular", "--with", "Malaysia", "--format", "json")
    ).json()
    fits("relations", told)
    assert "VCCR art. 2 (3)" in told["perhaps"][0]["why"]


def test_relations_without_mission_before_and_after_one_closed(run: Run, folder: Path) -> None:
    asked = ("relations", folder, "--of", "PRK", "--without-mission", "--format", "csv", "--at")
    for day, answer in (("2023-10-01", "false"), ("2024-01-01", "true"), ("2023-11-15", "unknown")):
        rows = csv.DictReader(io.StringIO(run(*asked, day).out))
        assert {row["party"]: row["answer"] for row in rows}["ESP"] == answer


def test_reach_moves_with_the_accreditation(run: Run, folder: Path) -> None:
    asked = (
        "relations",
        folder,
        "--of",
        "PRK",
        "--reach",
        "--profile",
        "resident",
        "--format",
        "json",
        "--at",
    )
    before, after = run(*asked, "2023-10-01").json(), run(*asked, "2024-01-01").json()
    fits("reach", before)
    fits("reach", after)
    assert before["resident"] == ["ESP", "ITA"]
    assert (after["resident"], after["concurrent"]) == (["ITA"], ["ESP"])
    assert after["count"] == {"low": 2, "high": 3}


def test_reconciling_gives_a_table_and_status_one(run: Run, folder: Path) -> None:
    done = run("relations", folder, "--reconcile", "--format", "json")
    told = done.json()
    fits("reconciliation", told)
    assert done.status == 1
    assert {name: n for name, n in told["table"].items() if n} == {
        "sharper": 1,
        "differing": 1,
        "one_sided": 1,
        "impossible": 1,
    }
    italy = next(one for one in told["pairs"] if "ITA" in one["pair"])
    assert italy["days"] == {"low": 20, "high": 20}
    panama = next(one for one in told["pairs"] if "PAN" in one["pair"])
    assert panama["tellings"][0]["raw"] == "30 February 1995"
    text = run("relations", folder, "--reconcile").out
    assert "20 days apart" in text
    assert "one-sided" in text


def test_two_sources_are_compared_with_what_each_tells(run: Run, folder: Path, other: Path) -> None:
    asked = ("relations", folder, "--of", "PRK", "--at", "2023-10-01", "--against", other)
    done = run(*asked, "--format", "json")
    told = done.json()
    fits("relations-compared", told)
    assert done.status == 1
    assert [(one["party"], one["one"]["answer"], one["other"]["answer"]) for one in told["differences"]] == [
        ("MYS", "false", "true"),
        ("ITA", "true", "unknown"),
    ]
    assert "severed since 2021-03-19" in run(*asked).out
    assert run("relations", folder, "--of", "PRK", "--against", folder).status == 0


def test_what_cannot_be_answered_is_misuse(run: Run, folder: Path, other: Path) -> None:
    assert run("relations", folder).status == 2
    assert run("relations", folder, "--of", "Narnia").status == 2
    undated = run("relations", other, "--of", "PRK")
    assert undated.status == 2
    assert "name a day" in undated.err


def test_recognition_and_missions_without_relations_fit_too(run: Run, folder: Path) -> None:
    for option in ("--recognition", "--without-relations"):
        told = run("relations", folder, "--of", "PRK", option, "--format", "json").json()
        fits("relations", told)
    assert run("relations", folder, "--of", "PRK", "--recognition").out.startswith("North Korea (PRK)")
