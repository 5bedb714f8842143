"""`diplomap verify` and `diplomap diff --causes`: text, JSON in its schema, CSV, exit statuses."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Run = Callable[..., Any]

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas"
TABLES = {
    "missions.csv": (
        "id,sending,receiving,kind,city,opened,closed,sources\n"
        "esp,PRK,ESP,embassy,Madrid,2013,2023-11-01,list\n"
        "ago,PRK,AGO,embassy,Luanda,2013,2023-10-27,list\n"
        "chn,PRK,CHN,embassy,Beijing,1949,,list\n"
        "rus,PRK,RUS,embassy,Moscow,1948,,list\n"
    ),
    "sources.csv": "id,title,date\nlist,A list,2024-01-30\n",
    "statements.csv": "id,speaker,says,sources\ns1,a ministry,as many as three may close,list\n",
    "figures.csv": (
        "id,quantity,of,comparison,value,unit,since,until,modality,statement,words,sources\n"
        "up-to,closures,PRK,as_many_as,3,,2023-10-01,2024-01-30,may,s1,as many as three,list\n"
        "share,closures,PRK,about,50,percent,2023-10-01,2024-01-30,,s1,,list\n"
        "vague,missions,PRK,few,,,,2023-10-01,,s1,,list\n"
    ),
    "attributions.csv": (
        "id,cause,rank,claimed_by,of,changes,missions,statement,sources\n"
        "c1,sanctions,main,a ministry,PRK,closed,,s1,list\n"
        "c2,sanctions,denied,another,PRK,closed,esp,,list\n"
    ),
    "datapackage.json": json.dumps(
        {
            "as_of": "2024-01-30",
            "coverage": {"senders": ["PRK"], "from": "2023-10-01", "to": "2024-01-30", "complete": True},
        }
    ),
}
AD_HOC = ("--of", "PRK", "--since", "2023-10-01", "--until", "2024-01-30")


@pytest.fixture
def folder(tmp_path: Path) -> str:
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path)


def fits(name: str, told: Any) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(told)


def test_every_figure_of_a_folder(run: Run, folder: str) -> None:
    ran = run("verify", folder)
    assert ran.status == 0
    assert "up-to: supported — “as many as three” (a forecast), a ministry\n" in ran.out
    assert "  2 closed of 4 missions on 2023-10-01 = 50 %\n" in ran.out
    assert "vague: undecidable — “few”, a ministry\n" in ran.out
    assert "  source list: “A list”, 2024-01-30\n" in ran.out


def test_json_lists_each_figure_with_its_arithmetic(run: Run, folder: str) -> None:
    told = run("verify", folder, "--format", "json").json()
    fits("verify", told)
    up_to, share, vague = told["verdicts"]
    assert (up_to["verdict"], up_to["profile"], up_to["forecast"]) == ("supported", "all", True)
    assert share["interval"] == {"low": 50, "high": 50, "low_included": True, "high_included": True}
    assert share["arithmetic"][0].startswith("North Korea: 2 closed from 2023-10-01 to 2024-01-30")
    assert vague["claimed"] is None
    assert share["by_profile"]["consular"] == "undecidable"
    assert [one["name"] for one in up_to["counted"]] == ["esp", "ago"]


@pytest.mark.parametrize("source", ["dprk", "practice"])
def test_json_of_the_bundled_datasets(run: Run, source: str) -> None:
    ran = run("verify", source, "--format", "json")
    fits("verify", ran.json())
    contradicted = any(one["verdict"] == "contradicted" for one in ran.json()["verdicts"])
    assert ran.status == int(contradicted)


def test_some_figures_by_their_ids_and_by_another_profile(run: Run, folder: str) -> None:
    ran = run("verify", folder, "share", "--profile", "consular", "--format", "csv")
    (row,) = csv.DictReader(ran.out.splitlines())
    assert (row["figure"], row["verdict"], row["profile"]) == ("share", "undecidable", "consular")
    assert row["low"] == ""
    assert "all" in row["changes_under"].split("|")


def test_another_day_than_the_figure_s_own(run: Run, folder: str) -> None:
    told = run("verify", folder, "vague", "--at", "2024-01-30").out
    assert "the data give 2 missions on 2024-01-30" in told
    assert run("verify", folder, "up-to", "--at", "3/4/2019").status == 2


def test_a_figure_that_stands_in_no_table(run: Run, folder: str) -> None:
    assert run("verify", folder, *AD_HOC, "--about", "2").status == 0
    ran = run("verify", folder, *AD_HOC, "--more-than", "2", "--format", "json")
    assert ran.status == 1
    (found,) = ran.json()["verdicts"]
    fits("verify", ran.json())
    assert (found["figure"], found["quantity"], found["verdict"]) == ("asked", "closures", "contradicted")
    assert run("verify", folder, *AD_HOC, "--more-than", "2", "--exit-zero").status == 0


def test_a_share_and_a_name_and_a_range(run: Run, folder: str) -> None:
    asked = ("--of", "North Korea", "--until", "2023-10-01", "--among", "NAM", "--percent")
    ran = run("verify", folder, *asked, "--exactly", "25")
    assert ran.out.startswith("asked: supported — “exactly 25 percent”\n")
    assert "1 missions of 4 missions on 2023-10-01 = 25 %" in ran.out
    assert run("verify", folder, *AD_HOC, "--exactly", "1..2").out.startswith("asked: supported")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing",), "no figure is called 'nothing'; there are up-to, share, vague"),
        (("--of", "PRK"), "say how many, with one of --exactly, --about"),
        (("--about", "10"), "say whose figure it is, with --of"),
        (("--of", "Korea", "--about", "10"), "'Korea' may be"),
        (("--of", "PRK", "--about", "ten"), "'ten' is no number; write 10, or 8..10"),
        (("--of", "PRK", "--about", "9..8"), "'9..8' is no number"),
        (("--of", "PRK", "--about", "1e400"), "'1e400' is no number"),
        (("--of", "PRK", "--about", "1", "--since", "3/4/2019"), "not a date in this notation"),
        (("up-to", "--of", "PRK", "--about", "1"), "not both"),
        (("--profile", "lowwy"), "no counting profile is called 'lowwy'"),
    ],
)
def test_wrong_use_is_told_in_plain_words(
    run: Run, folder: str, arguments: tuple[str, ...], message: str
) -> None:
    ran = run("verify", folder, *arguments)
    assert ran.status == 2
    assert message in ran.err


def test_a_dataset_without_figures(run: Run) -> None:
    ran = run("verify", "practice")
    assert (ran.status, ran.out) == (0, "no figures\n")


def test_causes_of_a_difference_as_text(run: Run, folder: str) -> None:
    ran = run("diff", f"{folder}@2023-10-01", f"{folder}@2024-01-30", "--of", "PRK", "--causes")
    assert ran.status == 1
    told = ran.out[ran.out.index("causes that somebody claims") :]
    assert "  - ago: closed 2023-10-27" in told
    assert "  - esp: closed 2023-11-01, disputed" in told
    assert "      a ministry: sanctions (main)\n        says: as many as three may close\n" in told
    assert "      another: sanctions (denied)\n" in told
    assert told.count("source list:") == 1


def test_causes_of_a_difference_for_other_programs(run: Run, folder: str) -> None:
    editions = (f"{folder}@2023-10-01", f"{folder}@2024-01-30")
    told = run("diff", *editions, "--causes", "--format", "json").json()
    fits("causes", told)
    assert [one["change"]["mission"] for one in told["changes"]] == ["ago", "esp"]
    assert [one["disputed"] for one in told["changes"]] == [False, True]
    rows = list(csv.DictReader(run("diff", *editions, "--causes", "--format", "csv").out.splitlines()))
    assert [(row["mission"], row["cause"], row["rank"]) for row in rows] == [
        ("ago", "sanctions", "main"),
        ("esp", "sanctions", "main"),
        ("esp", "sanctions", "denied"),
    ]
    bundled = run("diff", "dprk@2023-10-01", "dprk@2024-01-30", "--causes", "--format", "json").json()
    fits("causes", bundled)
    assert any(one["disputed"] for one in bundled["changes"])


def test_a_change_without_a_claim_is_unattributed(run: Run, folder: str) -> None:
    (Path(folder) / "attributions.csv").unlink()
    editions = (f"{folder}@2023-10-01", f"{folder}@2024-01-30")
    assert "      unattributed\n" in run("diff", *editions, "--causes").out
    rows = list(csv.DictReader(run("diff", *editions, "--causes", "--format", "csv").out.splitlines()))
    assert {row["cause"] for row in rows} == {"unattributed"}
