"""What `diplomap replay` answers."""

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
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "replay.schema.json"
MISSIONS = "id,sending,receiving,kind,status,city,opened,closed\n"
EVENTS = "id,date,kind,subject,with,mission,detail\n"
ROWS = "m1,PRK,ESP,embassy,,Madrid,2013,2023-10-26\n"
OPENED = "e1,2013,opened,PRK,ESP,m1,kind=embassy|city=Madrid\n"
CLOSED = "e2,2023-10-26,closed,PRK,ESP,m1,\n"


def fits(told: Any) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(told)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A folder of one mission and some events."""

    def made(*events: str, rows: str = ROWS, name: str = "ds") -> Path:
        (tmp_path / name).mkdir()
        (tmp_path / name / "missions.csv").write_text(MISSIONS + rows, encoding="utf-8")
        (tmp_path / name / "events.csv").write_text(EVENTS + "".join(events), encoding="utf-8")
        return tmp_path / name

    return made


def test_events_that_give_the_record_give_nothing_to_report(run: Run, folder: Callable[..., Path]) -> None:
    ran = run("replay", folder(OPENED, CLOSED))
    assert (ran.status, ran.err) == (0, "")
    assert "2 of 2 events posted, from an empty map" in ran.out
    assert "what the events claim to tell is what the record holds" in ran.out


def test_what_differs_is_told_on_both_sides(run: Run, folder: Callable[..., Path]) -> None:
    path = folder(OPENED)
    ran = run("replay", path)
    assert ran.status == 1
    assert "m1: on record until 2023-10-26; by the events until not told [e1]" in " ".join(ran.out.split())
    told = run("replay", path, "--format", "json").json()
    fits(told)
    [differs] = told["differences"]
    assert differs["fields"] == ["until"]
    assert differs["record"]["until"] == "2023-10-26"
    assert "until" not in differs["events"]
    rows = list(csv.DictReader(io.StringIO(run("replay", path, "--format", "csv").out)))
    assert [(row["what"], row["field"], row["record"], row["event"]) for row in rows] == [
        ("difference", "until", "2023-10-26", "e1")
    ]
    assert run("replay", path, "--exit-zero").status == 0


def test_on_a_day_both_are_cut(run: Run, folder: Callable[..., Path]) -> None:
    path = folder(OPENED)
    assert run("replay", path, "--at", "2020-01-01").status == 0
    fits(run("replay", path, "--at", "2020-01-01", "--format", "json").json())
    assert run("replay", path, "--at", "2024-01-01").status == 1


def test_what_cannot_be_posted_is_told_with_its_line(run: Run, folder: Callable[..., Path]) -> None:
    path = folder(OPENED, CLOSED, "e3,2024,closed,PRK,ESP,m1,\n")
    told = run("replay", path, "--format", "json").json()
    fits(told)
    [problem] = told["problems"]
    assert (problem["event"], problem["line"], problem["why"]) == ("e3", 4, "condition")
    assert (told["events"], told["posted"]) == (3, 2)
    assert "events:4: e3: closed, but it is closed then" in " ".join(run("replay", path).out.split())


def test_a_replay_may_begin_with_another_edition(run: Run, folder: Callable[..., Path]) -> None:
    start = folder(rows=ROWS.replace("2023-10-26", ""), name="old")
    path = folder(CLOSED)
    assert run("replay", path, "--from", start).status == 0
    assert run("replay", path).status == 1
    fits(run("replay", path, "--from", start, "--format", "json").json())


def test_the_bundled_datasets_are_what_their_events_give(run: Run) -> None:
    for name in ("dprk", "dprk@2023-10-01", "practice"):
        ran = run("replay", name, "--format", "json")
        assert ran.status == 0, ran.json()["differences"][:3]
        fits(ran.json())


def test_wrong_use_is_told(run: Run) -> None:
    assert run("replay", "-", "--from", "-").status == 2
    assert run("replay", "dprk", "--at", "soon").status == 2
    assert run("replay", "nowhere").status == 2
