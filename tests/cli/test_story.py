"""`diplomap story`: every clause is told from the data, with its verdicts and sources, of any dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from diplomap.tables.sources import bundled_names

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs/reference/schemas/story.schema.json").read_text("utf-8")
)
STORY = "id,says,of,shows,since,until,profile,missions,statements,figures,groups,sources,note\n"
MISSIONS = "id,sending,receiving,kind,opened,closed\n"


@pytest.mark.parametrize("name", ["dprk", "taiwan"])
def test_each_bundled_story_is_told_whole(name: str, run: Any) -> None:
    ran = run("story", name, "--format", "json")
    assert ran.status == 0
    told = ran.json()
    Draft202012Validator(SCHEMA).validate(told)
    assert len(told["clauses"]) >= 5
    for clause in told["clauses"]:
        assert clause["untold"] == [], clause["id"]
        assert clause["own_sources"], clause["id"]
        assert all(shown["lines"] for shown in clause["data"]), clause["id"]


def clauses(run: Any, name: str) -> dict[str, Any]:
    return {clause["id"]: clause for clause in run("story", name, "--format", "json").json()["clauses"]}


def lines(clause: Any, show: str) -> list[str]:
    found: list[str] = next(one["lines"] for one in clause["data"] if one["show"] == show)
    return found


def test_the_story_of_dprk_holds_what_the_report_said(run: Any) -> None:
    told = clauses(run, "dprk")
    four = "\n".join(lines(told["four-closures"], "closures"))
    assert all(post in four for post in ("prk-esp", "prk-chn-hongkong", "prk-ago", "prk-uga"))
    verdicts = {one["figure"]: one for clause in told.values() for one in clause["verdicts"]}
    assert verdicts["relations-more-than-150"]["verdict"] == "supported"
    assert verdicts["mofa-closures-9"]["verdict"] == "supported"
    interval = verdicts["mofa-missions-44"]["interval"]
    assert (interval["low"], interval["high"]) == (44, 44)
    assert verdicts["missions-few"]["verdict"] == "undecidable"
    assert any(
        "9 closed of 53 missions" in line for line in verdicts["closures-about-20-percent"]["arithmetic"]
    )
    waves = "\n".join(lines(told["last-wave"], "waves"))
    assert "1998-01-01 to 1998-12-31" in waves
    assert "2023-01-01 to 2023-12-31" in waves
    shares = lines(told["shift"], "shares")
    assert shares[1].strip().startswith("NON_ALIGNED: ")
    assert shares[2].strip().startswith("KEY_PARTNERS: ")
    causes = "\n".join(lines(told["why"], "causes"))
    assert "North Korea's foreign ministry (main)" in causes
    assert "South Korea's Ministry of Unification (main)" in causes
    assert "now reached from elsewhere, by prk-ita" in "\n".join(lines(told["handled-from"], "reach"))


def test_the_story_of_taiwan_needs_no_code_of_its_own(run: Any) -> None:
    told = clauses(run, "taiwan")
    verdicts = [one["verdict"] for clause in told.values() for one in clause["verdicts"]]
    assert verdicts.count("supported") >= 6
    assert "contradicted" not in verdicts
    source = Path(__file__).resolve().parents[2] / "src" / "diplomap"
    assert not [path for path in source.rglob("*.py") if "twn-" in path.read_text("utf-8")]


def test_only_the_clauses_asked_for_are_told_without_sources(run: Any) -> None:
    ran = run("story", "dprk", "as-many-as-ten", "--no-sources")
    assert ran.status == 0
    assert ran.out.count("\n1. ") == 1
    assert "\n2. " not in ran.out
    assert "source " not in ran.out


def test_a_story_that_asks_for_too_much_is_told_as_far_as_it_goes(run: Any, tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_text(MISSIONS + "a,PRK,ESP,embassy,2013,2023\n", encoding="utf-8")
    rows = "x,some close,PRK,closures|causes,,,,,,,,,\ny,a figure,PRK,figures|statements,,,,,no,none,,,\n"
    (tmp_path / "story.csv").write_text(STORY + rows, encoding="utf-8")
    told = clauses(run, str(tmp_path))
    assert told["x"]["untold"] == ["closures: clause x: says no since, which what it shows needs"]
    assert lines(told["x"], "causes") == ["unattributed: nobody claims a cause in the data"]
    assert told["y"]["untold"] == ["figures: no figure is called 'none'; there are none"]
    assert lines(told["y"], "statements") == ["no: no such statement on record"]
    assert "not told: closures" in run("story", tmp_path).out


def test_a_dataset_without_a_story_and_an_unknown_clause_are_told_in_words(run: Any) -> None:
    ran = run("story", "practice")
    assert ran.status == 2
    assert "there is no story in it" in ran.err
    ran = run("story", "dprk", "nothing")
    assert ran.status == 2
    assert "no clause is called 'nothing'" in ran.err


def test_bundled_datasets_are_known_by_name() -> None:
    assert {"dprk", "practice", "taiwan"} <= set(bundled_names())
