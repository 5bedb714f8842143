"""`diplomap diff --format patch`, `apply`, `invert` and `compose`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import diplomap as dm
from diplomap.cli.main import main

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas"
HEAD = "id,sending,receiving,kind,city,opened,note,phone\n"
OLD = HEAD + "a,PRK,ESP,embassy,Madrid,2014,,1\nb,PRK,UGA,embassy,Kampala,1972,,2\n,PRK,ITA,embassy,,,,\n"
NEW = HEAD + "a,PRK,ESP,embassy,Toledo,2014,moved,1\nc,PRK,SYR,embassy,Damascus,1966,,\nd,PRK,X,embassy,,,,\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.csv").write_text(NEW, encoding="utf-8")
    return tmp_path


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([*map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out, err


def _valid(name: str, told: Any) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(told)


def _patch(capsys: pytest.CaptureFixture[str], old: object, new: object, target: Path) -> Path:
    status, out, _ = _run(capsys, "diff", old, new, "--format", "patch")
    assert status == 1
    _valid("patch", json.loads(out))
    target.write_text(out, encoding="utf-8")
    return target


def test_a_patch_is_written_applied_and_undone(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    patch = _patch(capsys, files / "old.csv", files / "new.csv", files / "p.json")
    status, out, err = _run(capsys, "apply", patch, files / "old.csv", "-o", files / "made")
    assert (status, out) == (
        0,
        "applied: 3 edits of missions, another title, 2 rows in or out of quarantine\n",
    )
    assert "missions.csv" in err
    new, made = dm.load(files / "new.csv").dataset, dm.load(files / "made").dataset
    assert made == new
    assert [one.text for one in made.quarantine] == ["d,PRK,X,embassy,,,,"]
    back = files / "back.json"
    assert _run(capsys, "invert", patch, "-o", back)[0] == 0
    assert _run(capsys, "apply", back, files / "made", "-o", files / "old")[0] == 0
    assert dm.load(files / "old").dataset == dm.load(files / "old.csv").dataset


def test_what_is_in_the_way_is_told_and_nothing_written(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patch = _patch(capsys, files / "old.csv", files / "new.csv", files / "p.json")
    target = files / "made"
    status, out, err = _run(capsys, "apply", patch, files / "new.csv", "-o", target)
    assert status == 1
    assert "missions: cannot change a: it says already what the patch would make it say" in out
    assert "nothing was written: 4 conflicts" in err
    assert not target.exists()
    status, out, _ = _run(capsys, "apply", patch, files / "new.csv", "--format", "json")
    told = json.loads(out)
    _valid("apply", told)
    assert (status, told["applied"]) == (1, False)
    assert [one["what"] for one in told["conflicts"]] == ["change", "remove", "add", "quarantine"]
    status, out, _ = _run(capsys, "apply", patch, files / "old.csv", "--format", "json")
    _valid("apply", json.loads(out))
    assert (status, json.loads(out)["conflicts"]) == (0, [])


def test_bundled_editions_are_patched_with_all_their_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("dprk@2015-01-01", "dprk@2020-01-01", "dprk@2024-01-30")
    one = _patch(capsys, days[0], days[1], tmp_path / "1.json")
    two = _patch(capsys, days[1], days[2], tmp_path / "2.json")
    whole = tmp_path / "whole.json"
    assert _run(capsys, "compose", one, two, "-o", whole)[0] == 0
    assert dm.read_patch(whole) == dm.diff(dm.read(days[0]), dm.read(days[2])).patch
    assert _run(capsys, "apply", whole, days[0], "-o", tmp_path / "made")[0] == 0
    assert dm.read(tmp_path / "made") == dm.read(days[2])


def test_patches_come_from_standard_input(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    patch = _patch(capsys, files / "old.csv", files / "new.csv", files / "p.json")
    inverse = _run(capsys, "invert", patch)[1]
    _valid("patch", json.loads(inverse))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(inverse.encode())))
    assert _run(capsys, "apply", "-", files / "new.csv")[0] == 0
    assert _run(capsys, "compose", "-", "-")[0] == 2
    assert _run(capsys, "apply", "-", "-")[0] == 2


def test_equal_editions_need_no_patch(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = files / "old.csv"
    status, out, _ = _run(capsys, "diff", old, old, "--format", "patch")
    assert (status, json.loads(out)["tables"]) == (0, {})


@pytest.mark.parametrize(
    "arguments",
    [
        ("apply", "gone.json", "dprk"),
        ("invert", "gone.json"),
        ("invert", "dprk/missions.csv"),
        ("compose",),
        ("diff", "dprk", "dprk", "--format", "patch", "--of", "PRK"),
        ("diff", "dprk", "dprk", "--format", "patch", "--causes"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = _run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert "Traceback" not in err


def test_patches_that_do_not_follow_are_refused(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    patch = _patch(capsys, files / "old.csv", files / "new.csv", files / "p.json")
    status, _, err = _run(capsys, "compose", patch, patch)
    assert status == 2
    assert "does not find what the first one makes" in err
