"""What `diplomap sanctions` answers, and the schema of its JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

Run = Callable[..., Any]
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "sanctions.schema.json"


def fits(value: Any) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    "arguments",
    [
        ("dprk", "--on", "PRK"),
        ("dprk", "--on", "North Korea", "--by", "UN", "--at", "2010"),
        ("dprk", "--on", "PRK", "--at", "2016-03-15", "--rule", "reach"),
        ("dprk", "--on", "KOR"),
        ("practice", "--on", "PRK", "--at", "2020-01-01"),
        ("dprk", "--on", "PRK", "--from", "2006", "--to", "2018"),
        ("dprk", "--on", "KOR", "--from", "2006", "--to", "2008", "--step", "quarter"),
    ],
)
def test_the_json_fits_its_schema(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run("sanctions", *arguments, "--format", "json")
    assert ran.status == 0
    fits(ran.json())


def test_a_schema_that_lets_nothing_slip_in(run: Run) -> None:
    told = run("sanctions", "dprk", "--on", "PRK", "--format", "json").json()
    for wrong in ({**told, "extra": 1}, {**told, "intensity": 20}, {k: told[k] for k in told if k != "on"}):
        with pytest.raises(ValidationError):
            fits(wrong)


def test_a_day_in_each_format(run: Run) -> None:
    asked = ("sanctions", "dprk", "--on", "PRK", "--by", "UN", "--at", "2017-01-01")
    told = run(*asked, "--format", "json").json()
    table = rows(run(*asked, "--format", "csv").out)
    text = run(*asked).out
    assert told["intensity"] == {"low": 15, "high": 15}
    assert [one["measure"] for one in told["in_force"]["held"]] == [row["measure"] for row in table]
    assert text.startswith("North Korea (PRK), by United Nations (UN): intensity 15 on 2017-01-01")
    assert "S/RES/2321 (2016-11-30)" in text
    assert "binds its members" in text
    diplomatic = next(row for row in table if row["measure"] == "diplomatic")
    assert diplomatic["instruments"] == "S/RES/2270 (2016-03-02)|S/RES/2321 (2016-11-30)"
    assert told["series"] is None
    assert set(diplomatic["sources"].split("|")) <= told["sources"].keys()


def test_a_stretch_in_each_format(run: Run) -> None:
    asked = ("sanctions", "dprk", "--on", "PRK", "--by", "UN", "--from", "2005-12-31", "--to", "2009-12-31")
    told = run(*asked, "--format", "json").json()
    table = rows(run(*asked, "--format", "csv").out)
    text = run(*asked).out
    assert [(point["low"], point["high"]) for point in told["series"]] == [(0, 0), *[(6, 6)] * 3, (8, 8)]
    assert [int(row["low"]) for row in table] == [0, 6, 6, 6, 8]
    assert told["in_force"] is None
    assert "+inspection, +shipping" in text


def test_an_open_date_shows_as_unknown(run: Run) -> None:
    asked = ("sanctions", "dprk", "--on", "PRK", "--by", "USA", "--at", "2016-03-15")
    assert "unknown" in run(*asked).out
    told = run(*asked, "--format", "json").json()
    assert told["in_force"]["measures"]["export_ban"] == "unknown"
    assert told["intensity"]["low"] < told["intensity"]["high"]


def test_what_nobody_recorded_is_unknown(run: Run) -> None:
    ran = run("sanctions", "dprk", "--on", "KOR")
    assert "intensity unknown" in ran.out
    assert "not to say that there was none" in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--on", "PRK", "--from", "2006"), "--from and --to go together"),
        (("--on", "PRK", "--from", "2006", "--to", "2007", "--at", "2008"), "ask for a day with --at"),
        (("--on", "PRK", "--from", "2007", "--to", "2006"), "lies before the first"),
        (("--on", "Narnia"), "is no party"),
        ((), "--on"),
    ],
)
def test_wrong_use(run: Run, arguments: tuple[str, ...], told: str) -> None:
    ran = run("sanctions", "dprk", *arguments)
    assert ran.status == 2
    assert told in ran.err
