"""The bundled datasets, read with the plain csv and json modules: their shape, their sources, their words."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from diplomap.model.kinds import Kind
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE

DATASETS = Path(str(files("diplomap"))) / "data" / "datasets"


def rows(path: str) -> list[dict[str, str]]:
    with (DATASETS / path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def package(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATASETS / name / "datapackage.json").read_text(encoding="utf-8"))
    return loaded


def test_every_row_of_dprk_is_whole() -> None:
    with (DATASETS / "dprk/missions.csv").open(encoding="utf-8", newline="") as stream:
        assert {len(row) for row in csv.reader(stream)} == {14}


def test_every_row_of_dprk_cites_known_sources_and_no_source_is_idle() -> None:
    known = [row["id"] for row in rows("dprk/sources.csv")]
    assert len(known) == len(set(known))
    tables = sorted(path.name for path in (DATASETS / "dprk").glob("*.csv") if path.name != "sources.csv")
    cited = [
        source for table in tables for row in rows(f"dprk/{table}") for source in row["sources"].split("|")
    ]
    assert set(cited) == set(known)


def test_the_sources_can_be_looked_up() -> None:
    for row in rows("dprk/sources.csv"):
        assert row["title"], row["id"]
        assert row["publisher"], row["id"]
        assert row["url"] or row["date"], row["id"]
        if row["date"]:
            PartialDate.parse(row["date"])


def test_words_and_dates_of_dprk_are_ours() -> None:
    for row in rows("dprk/missions.csv"):
        Kind(row["kind"])
        Status(row["status"])
        for column in ("opened", "closed"):
            if row[column]:
                PartialDate.parse(row[column])


def test_ids_stand_for_one_mission_and_its_spells_follow_one_another() -> None:
    spells: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("dprk/missions.csv"):
        spells[row["id"]].append(row)
    items = [s[0]["wikidata"] for s in spells.values() if s[0]["wikidata"]]
    assert len(items) == len(set(items))
    for told in spells.values():
        assert len({(row["sending"], row["receiving"], row["wikidata"]) for row in told}) == 1
        for earlier, later in pairwise(told):
            assert earlier["closed"], earlier["id"]
            assert later["opened"], later["id"]
            end, start = PartialDate.parse(earlier["closed"]), PartialDate.parse(later["opened"])
            assert start.before(end) is not TRUE, earlier["id"]


def test_nothing_in_dprk_is_younger_than_the_day_it_speaks_of() -> None:
    as_of = PartialDate.parse(package("dprk")["as_of"])
    for row in rows("dprk/missions.csv"):
        for column in ("opened", "closed"):
            assert not row[column] or PartialDate.parse(row[column]).hi <= as_of.hi, row["id"]


@pytest.mark.parametrize("name", ["dprk", "practice"])
def test_the_package_describes_its_tables(name: str) -> None:
    told = package(name)
    assert told["$schema"].endswith("/2.0/datapackage.json")
    assert told["name"] == name
    assert told["licenses"]
    assert told["sources"]
    assert {"senders", "from", "to", "complete", "note"} <= told["coverage"].keys()
    for resource in told["resources"]:
        with (DATASETS / name / resource["path"]).open(encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == [field["name"] for field in resource["schema"]["fields"]]


def test_each_row_of_practice_says_what_is_planted_in_it() -> None:
    text = (DATASETS / "practice/missions.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all("planted: " in line or "right" in line for line in text)
