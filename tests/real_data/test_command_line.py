"""The command line on real editions of the Database of Embassies."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from diplomap.cli.main import main

OLD, NEW = "2020-12-24.csv", "2021-04-22.csv"


@pytest.fixture
def editions(real_data: Path) -> Path:
    return real_data / "database-of-embassies"


def written(capsys: pytest.CaptureFixture[str], status: int, *arguments: object) -> str:
    assert main([str(one) for one in arguments]) == status
    return capsys.readouterr().out


def records(path: Path) -> list[tuple[int, list[str]]]:
    """Each record and the physical line on which it starts, by the csv module alone."""
    reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";")
    found, before = [], 0
    for record in reader:
        found.append((before + 1, record))
        before = reader.line_num
    return found


def adds_up(account: dict[str, Any], bound: str) -> bool:
    effects = (entry["effect"] for entry in account["entries"])
    total = sum(effect if isinstance(effect, int) else effect[bound] for effect in effects)
    return bool(account["opening"][bound] + total == account["closing"][bound])


def test_no_row_of_two_editions_is_unaccounted_for_and_every_account_adds_up(
    editions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(written(capsys, 1, "diff", editions / OLD, editions / NEW, "--format", "json"))
    for side, name in (("old", OLD), ("new", NEW)):
        rows = told["rows"][side]
        assert rows["read"] == rows["paired"] + rows["only"] + rows["quarantined"]
        assert rows["read"] == sum(1 for _, record in records(editions / name) if record) - 1
    assert told["ledger"]
    for account in told["ledger"]:
        assert adds_up(account, "low")
        assert adds_up(account, "high")
    assert {change["kind"] for change in told["changes"]} >= {"appeared", "gone", "relocated"}


@pytest.mark.parametrize("by", ["receiving", "host"])
def test_the_accounts_add_up_by_receiver_and_host(
    editions: Path, capsys: pytest.CaptureFixture[str], by: str
) -> None:
    asked = ("diff", editions / OLD, editions / NEW, "--by", by, "--profile", "resident", "--format", "json")
    for account in json.loads(written(capsys, 1, *asked))["ledger"]:
        assert adds_up(account, "low")
        assert adds_up(account, "high")


def test_pairs_name_the_lines_on_which_their_ids_stand(
    editions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(written(capsys, 1, "diff", editions / OLD, editions / NEW, "--format", "json"))
    for side, name in (("old", OLD), ("new", NEW)):
        starts = dict(records(editions / name))
        wrong = [
            pair[side]
            for pair in told["pairs"]
            if pair[side]["id"] not in "|".join(starts[pair[side]["line"]])
        ]
        assert wrong == []


def test_text_and_csv_name_each_change(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("diff", editions / OLD, editions / NEW)
    told = json.loads(written(capsys, 1, *asked, "--format", "json"))
    text = written(capsys, 1, *asked)
    assert f"\n{len(told['changes']):,} changes: " in text
    mentioned = {change["mission"] for change in told["changes"]}
    lines = text.splitlines()
    assert mentioned <= {line.split()[0] for line in lines if line.startswith("  ")}
    # The text says of a count that nobody can know that it is unknown.
    known = [one for one in told["ledger"] if one["entries"] and all(one["known"].values())]
    assert len(known) > 100
    assert {account["equation"] for account in known} <= {line.split("  ")[-1].strip() for line in lines}
    rows = list(csv.DictReader(io.StringIO(written(capsys, 1, *asked, "--format", "csv"))))
    assert {row["mission"] for row in rows} == mentioned
    assert len(rows) == len(told["changes"])


def test_every_finding_names_the_cell_where_it_stands(
    editions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = editions / "2022-06-23.csv"
    told = json.loads(written(capsys, 1, "check", path, "--format", "json"))
    starts = dict(records(path))
    head = starts[1]
    assert told["findings"]
    for finding in told["findings"]:
        cells = starts[finding["line"]]
        if finding["column"] is not None:
            assert cells[head.index(finding["column"])] == finding["raw"], finding
    rows = told["rows"]
    assert rows["read"] == rows["typed"] + rows["quarantined"] == len([r for r in starts.values() if r]) - 1
