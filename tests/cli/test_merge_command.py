"""`diplomap merge`: what it writes, what it tells, its exit status, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from diplomap.diffing.merging.conflicts import Choice, What

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "merge.schema.json"
Run = Callable[..., Any]
Table = Callable[..., Path]
Three = tuple[Path, Path, Path]


@pytest.fixture
def three(table: Table) -> Three:
    """A base and two versions of it: one edit of each that both can have, one conflict."""
    base = table("a,PRK,ESP,embassy,,Madrid,2014,", "b,PRK,ITA,embassy,,Rome,2001,", name="base.csv")
    ours = table("a,PRK,ESP,embassy,,Toledo,2014,", "b,PRK,ITA,embassy,,Rome,2001-05,", name="ours.csv")
    theirs = table("a,PRK,ESP,embassy,,Segovia,2014,", "b,PRK,ITA,embassy,,Rome,2001,2020", name="theirs.csv")
    return base, ours, theirs


def test_it_writes_the_file_with_the_conflict_marked_and_told(run: Run, three: Three, tmp_path: Path) -> None:
    out = tmp_path / "merged.csv"
    ran = run("merge", *three, "-o", out)
    assert (ran.status, ran.err) == (1, "")
    assert f"missions a, city: both changed it, not alike (marked at {out}:2)" in ran.out
    told = [line.split() for line in ran.out.splitlines()[1:4]]
    assert told == [
        ["base", "line", "2", "Madrid"],
        ["ours", "line", "2", "Toledo"],
        ["theirs", "line", "2", "Segovia"],
    ]
    assert ran.out.endswith(f"1 conflict open; wrote {out}\n")
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[1:7] == [
        "<<<<<<< ours",
        "a,PRK,ESP,embassy,,Toledo,2014,",
        "=======",
        "a,PRK,ESP,embassy,,Segovia,2014,",
        ">>>>>>> theirs",
        "b,PRK,ITA,embassy,,Rome,2001-05,2020",
    ]


@pytest.mark.parametrize(("policy", "city"), [("ours", "Toledo"), ("theirs", "Segovia"), ("base", "Madrid")])
def test_a_policy_settles_and_is_told(run: Run, three: Three, tmp_path: Path, policy: str, city: str) -> None:
    out = tmp_path / "merged.csv"
    ran = run("merge", *three, "-o", out, "--policy", policy)
    assert ran.status == 0
    assert f"not alike; {policy} stands" in ran.out
    assert "0 conflicts open, 1 settled by the policy" in ran.out
    assert f"a,PRK,ESP,embassy,,{city},2014," in out.read_text(encoding="utf-8")


def test_without_output_nothing_is_written(run: Run, three: Three, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    ran = run("merge", *three)
    assert (ran.status, ran.out.endswith("1 conflict open\n")) == (1, True)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert run("merge", three[0], three[0], three[1]).out == "merged without a conflict\n"


def test_ours_may_be_written_over_and_keeps_its_mode(run: Run, three: Three) -> None:
    three[1].chmod(0o640)
    assert run("merge", *three, "-o", three[1], "--policy", "ours", "--marker-size", "9").status == 0
    assert three[1].stat().st_mode & 0o777 == 0o640
    run("merge", *three, "-o", three[1], "--marker-size", "9")
    assert "<<<<<<<<< ours" in three[1].read_text(encoding="utf-8")


def test_the_json_says_all_of_it_and_fits_its_schema(run: Run, three: Three, table: Table) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    checked = Draft202012Validator(schema)
    told = run("merge", *three, "--format", "json").json()
    checked.validate(told)
    [conflict] = told["conflicts"]
    assert conflict["lines"] == {"base": 2, "ours": 2, "theirs": 2, "merged": 2}
    assert (conflict["id"], conflict["column"], conflict["theirs"]) == ("a", "city", "Segovia")
    settled = run("merge", *three, "--format", "json", "--policy", "theirs").json()
    checked.validate(settled)
    assert (settled["open"], settled["settled"][0]["choice"]) == (0, "theirs")
    gone = table("b,PRK,ITA,embassy,,Rome,2001,", name="gone.csv")
    removed = run("merge", three[0], gone, three[2], "--format", "json").json()
    checked.validate(removed)
    assert removed["conflicts"][0]["ours"] is None
    kinds = schema["$defs"]["what"]["enum"]
    assert kinds == [str(one) for one in What]
    assert schema["$defs"]["choice"]["enum"] == [str(one) for one in Choice]
    told["conflicts"][0]["what"] = "a quarrel"
    assert not checked.is_valid(told)


def test_the_csv_has_a_row_a_conflict(run: Run, three: Three) -> None:
    [row] = csv.DictReader(io.StringIO(run("merge", *three, "--format", "csv").out))
    assert (row["id"], row["base"], row["ours"], row["theirs"]) == ("a", "Madrid", "Toledo", "Segovia")
    assert (row["line"], row["merged_line"], row["choice"]) == ("2", "2", "")


def test_folders(run: Run, table: Table, tmp_path: Path) -> None:
    for side, city in (("b", "Madrid"), ("o", "Madrid"), ("t", "Toledo")):
        table(f"a,PRK,ESP,embassy,,{city},2014,", name=f"{side}/missions.csv")
    table("s1,x", name="o/sources.csv", head="id,title\n")
    ran = run("merge", tmp_path / "b", tmp_path / "o", tmp_path / "t", "-o", tmp_path / "out")
    assert (ran.status, ran.out) == (0, f"merged without a conflict; wrote {tmp_path / 'out'}\n")
    assert "Toledo" in (tmp_path / "out" / "missions.csv").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "sources.csv").exists()


def test_what_cannot_be_merged_is_refused_in_words(run: Run, three: Three, tmp_path: Path) -> None:
    missing = run("merge", three[0], three[1], tmp_path / "none.csv")
    assert (missing.status, missing.out) == (2, "")
    assert "none.csv: cannot be read (no such file or directory)" in missing.err
    book = tmp_path / "book.json"
    book.write_text('[{"id": "a", "sending": "PRK", "receiving": "ESP"}]', encoding="utf-8")
    other = run("merge", three[0], three[1], book)
    assert (other.status, "only those are merged byte for byte" in other.err) == (2, True)
    assert run("merge", three[0], three[1], tmp_path).status == 2
    assert run("merge", three[0], "-", three[1]).status == 2
    assert run("merge", *three, "--marker-size", "0").status == 2
    assert run("merge", *three, "--policy", "mine").status == 2
