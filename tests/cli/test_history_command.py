"""`diplomap history`, and the pages and Markdown of `diplomap diff`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

HEAD = "id,sending,receiving,kind,city,opened,closed\n"
EDITIONS = (
    "a,PRK,ESP,embassy,Madrid,2013,\n",
    "a,PRK,ESP,embassy,Madrid,2013,\nb,PRK,ITA,embassy,Rome,,\nc,PRK,CUB,embassy,Havana,,\n",
    "a,PRK,ESP,embassy,Madrid,2013,2021-06\nb,PRK,ITA,embassy,Rome,2000,\nc,PRK,CUB,embassy,Havana,,\n",
)


@pytest.fixture
def editions(tmp_path: Path) -> list[str]:
    paths = []
    for year, rows in zip((2019, 2020, 2022), EDITIONS, strict=True):
        folder = tmp_path / str(year)
        folder.mkdir()
        (folder / "missions.csv").write_text(HEAD + rows, encoding="utf-8")
        package = {"name": "m", "as_of": f"{year}-01-01", "resources": []}
        (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        paths.append(str(folder))
    return paths


def test_a_history_tells_openings_from_coverage(run: Any, editions: list[str]) -> None:
    ran = run("history", *reversed(editions), "--of", "North Korea", "--witness", "none")
    assert (ran.status, ran.err) == (0, "")
    told = " ".join(ran.out.split())
    assert "North Korea (PRK): 3 editions, 2019 to 2022, counted by profile all" in told
    assert "1 to 2: +1 = −1 world + 0 revision + 1 coverage + 1 undetermined" in told
    assert "apparent openings: 2" in told
    # The last edition dates what the second does not.
    assert "embassy in Rome of North Korea (PRK) to Italy (ITA) [b]" in told
    assert "(coverage: witness-before, 2022)" in told
    assert "apparent closings: 1 world 1" in told


def test_bundled_datasets_that_cover_the_sender_are_witnesses(run: Any, editions: list[str]) -> None:
    with_witness = run("history", *editions, "--of", "PRK").out
    assert "witness: dprk" in with_witness
    assert "witness:" not in run("history", *editions, "--of", "FRA").out
    assert "witness:" not in run("history", *editions).out


def test_the_forms_agree(run: Any, editions: list[str]) -> None:
    asked = ("history", *editions, "--of", "PRK", "--witness", "none", "--format")
    told = json.loads(run(*asked, "json").out)
    assert told["lines"][0]["identity"] == "+1 = −1 world + 0 revision + 1 coverage + 1 undetermined"
    assert told["lines"][0]["gained"] == {"coverage": 1, "undetermined": 1}
    rows = list(csv.DictReader(io.StringIO(run(*asked, "csv").out)))
    assert [(row["edition"], row["low"], row["coverage"]) for row in rows] == [
        ("2019", "1", ""),
        ("2020", "3", "1"),
        ("2022", "2", "0"),
    ]
    for form in ("markdown", "html"):
        assert told["lines"][0]["identity"] in run(*asked, form).out


def test_a_party_that_nobody_looked_for_is_unknown(run: Any, editions: list[str]) -> None:
    out = run("history", *editions, "--of", "FRA").out
    assert out.count("unknown") == 3


def test_one_edition_is_no_history(run: Any) -> None:
    ran = run("history", "dprk")
    assert (ran.status, ran.out) == (2, "")
    assert "two editions or more" in ran.err


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_difference_is_told_for_readers(run: Any, form: str) -> None:
    ran = run("diff", "dprk@2023-10-01", "dprk", "--of", "PRK", "--profile", "mofa-kr", "--format", form)
    assert (ran.status, ran.err) == (1, "")
    assert "−9 = −9 world + 0 revision + 0 coverage" in ran.out
    assert "Luanda" in ran.out
