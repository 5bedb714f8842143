"""The commands `series` and `shares`, and the schemas of what they write."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Run = Callable[..., Any]
SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas"


def fits(name: str, told: Any) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(told)


def table_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def famine(table: Callable[..., Path]) -> Path:
    """Thirty posts: nine closed in 1998, one each in 1970 and 1985, one some time from 2010 to 2015."""
    others = (1970, 1985, "2010..2015")
    rows = [f"m{nth},PRK,ESP,embassy,,Madrid,1960,1998" for nth in range(9)]
    rows += [f"n{nth},PRK,ITA,embassy,,Rome,1960,{year}" for nth, year in enumerate(others)]
    rows += [f"o{nth},PRK,{to},consulate,,Town,1960," for nth, to in enumerate(["CUB"] * 9 + ["CHN"] * 9)]
    path = table(*rows)
    (path.parent / "datapackage.json").write_text(
        json.dumps({"name": "famine", "resources": [], "as_of": "2020-12-31"}), encoding="utf-8"
    )
    return path


def test_series_tells_each_date_with_a_bar(run: Run, famine: Path) -> None:
    ran = run("series", famine, "--of", "PRK", "--from", "1997", "--to", "1999")
    assert (ran.status, ran.err) == (0, "")
    lines = {line.split()[0]: line.split() for line in ran.out.splitlines() if line[:2] in ("19", "20")}
    assert lines["1997-12-31"][1] == "28"
    assert lines["1998-12-31"][1:4] == ["19", "0", "9"]
    assert lines["1997-12-31"][-1].count("#") > lines["1998-12-31"][-1].count("#")
    assert "in all: 0 opened, 9 closed" in ran.out
    assert "# sure  . perhaps" in ran.out


def test_series_as_csv_and_json_tell_the_same(run: Run, famine: Path) -> None:
    asked = ("series", famine, "--of", "PRK", "--from", "1960", "--to", "2019")
    rows = table_of(run(*asked, "--format", "csv").out)
    told = run(*asked, "--format", "json").json()
    fits("series", told)
    assert [row["date"] for row in rows] == [point["date"] for point in told["points"]]
    for row, point in zip(rows, told["points"], strict=True):
        assert (int(row["low"]), int(row["high"])) == (point["count"]["low"], point["count"]["high"])
    last = told["points"][-1]
    assert (last["count"], last["closed"]) == ({"low": 18, "high": 18}, {"low": 0, "high": 0})
    assert told["closed"] == {"low": 12, "high": 12}
    assert told["waves"] == []


def test_series_finds_the_wave(run: Run, famine: Path) -> None:
    asked = ("series", famine, "--of", "PRK", "--from", "1959", "--to", "2019", "--waves", "--openings")
    told = run(*asked, "--format", "json").json()
    fits("series", told)
    closings, openings = told["waves"]
    assert [(wave["start"], wave["low"], wave["sure"]) for wave in closings["waves"]] == [
        ("1998-01-01", 9, "true")
    ]
    assert [wave["start"] for wave in openings["waves"]] == ["1960-01-01"]
    rows = table_of(run(*asked, "--format", "csv").out)
    assert [(row["of"], row["start"]) for row in rows] == [
        ("closings", "1998-01-01"),
        ("openings", "1960-01-01"),
    ]
    text = run(*asked).out
    assert "waves of closings: 1" in text
    assert "Kulldorff" in text
    assert "what the dataset does not list cannot be counted" in text


def test_series_is_told_apart(run: Run, famine: Path) -> None:
    asked = ("series", famine, "--of", "PRK", "--at", "1997-06-01", "1999-06-01", "--by", "kind")
    told = run(*asked, "--format", "json").json()
    fits("series", told)
    assert told["by"]["points"][1]["parts"]["consulate"] == {"low": 18, "high": 18}
    rows = table_of(run(*asked, "--format", "csv").out)
    assert [row["low"] for row in rows if row["kind"] == "embassy"] == ["10", "1"]
    assert "by kind" in run(*asked).out


def test_series_where_nobody_looked_is_unknown(run: Run) -> None:
    asked = ("series", "dprk", "--of", "KOR", "--at", "2023-10-01", "2023-12-01")
    told = run(*asked, "--format", "json").json()
    fits("series", told)
    assert [point["count"] for point in told["points"]] == [None, None]
    assert "unknown" in run(*asked).out
    rows = table_of(run(*asked, "--format", "csv").out)
    assert [(row["low"], row["high"]) for row in rows] == [("0", ""), ("0", "")]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--of", "Narnia"), "Narnia"),
        (("--of", "PRK", "--at", "2023", "--from", "1990"), "--from and --to"),
        (("--of", "PRK", "--from", "soon"), "soon"),
        (("--of", "PRK", "--from", "1990", "--openings"), "--waves"),
        (("--of", "PRK", "--from", "2024", "--to", "2020"), "before the first"),
        (("--of", "PRK", "--waves", "--by", "kind", "--format", "csv"), "one table at a time"),
        (("--of", "PRK", "--from", "1990", "--waves", "--draws", "0"), "at least one draw"),
    ],
)
def test_series_says_what_was_asked_wrongly(run: Run, options: tuple[str, ...], words: str) -> None:
    ran = run("series", "dprk", *options)
    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err


def test_shares_of_a_day(run: Run, famine: Path) -> None:
    asked = ("shares", famine, "--of", "PRK", "--at", "2005-01-01", "--groups", "NAM", "P5")
    told = run(*asked, "--format", "json").json()
    fits("shares", told)
    assert told["shift"] is None
    assert [(part["label"], part["count"]["low"]) for part in told["shares"]["partition"]] == [
        ("NON_ALIGNED and P5", 0),
        ("NON_ALIGNED only", 9),
        ("P5 only", 9),
        ("none of them", 1),
    ]
    assert sum(part["share"]["low"] for part in told["shares"]["partition"]) == pytest.approx(1)
    rows = table_of(run(*asked, "--format", "csv").out)
    assert {row["label"]: row["low"] for row in rows}["in P5"] == "9"
    assert "9 of 19" in run(*asked).out


def test_shares_of_two_days_show_the_arithmetic(run: Run, famine: Path) -> None:
    asked = ("shares", famine, "--of", "PRK", "--before", "1997-06-01", "--after", "1999-06-01")
    asked += ("--groups", "NAM", "P5")
    told = run(*asked, "--format", "json").json()
    fits("shares", told)
    assert told["shares"] is None
    assert told["shift"]["groups"][0]["arithmetic"] == (
        "NON_ALIGNED: 9 of 28 (32%) to 9 of 19 (47%), +15.2 points"
    )
    assert told["shift"]["closed"]["low"] == 9
    text = run(*asked).out
    assert "+15.2 points" in text
    assert "m0: closed 1998 (Spain (ESP))" in text
    assert len(table_of(run(*asked, "--format", "csv").out)) == 12


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--before", "2020"), "go together"),
        (("--before", "2020", "--after", "2021", "--at", "2020"), "--at"),
        (("--groups", "FOES"), "there is no group 'FOES'"),
        (("--before", "2021", "--after", "2020"), "later one"),
    ],
)
def test_shares_says_what_was_asked_wrongly(run: Run, options: tuple[str, ...], words: str) -> None:
    ran = run("shares", "dprk", "--of", "PRK", *options)
    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err


def test_shares_without_groups_to_share_by(run: Run, famine: Path) -> None:
    ran = run("shares", famine, "--of", "PRK")
    assert ran.status == 2
    assert "no groups of its own" in ran.err
