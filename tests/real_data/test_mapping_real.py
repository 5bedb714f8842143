"""Real tables mapped: by their known layouts, and afresh as if nobody had seen them."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomap.checking.check import check
from diplomap.tables.layout_files import layout_json
from diplomap.tables.mapping.guess import guess_layout
from diplomap.tables.reading import load

EDITIONS = {
    "2020-10-10": "inception",
    "2020-12-24": "creation",
    "2021-04-22": "creation",
    "2021-11-13": "creation",
    "2022-06-23": "creation",
}


@pytest.mark.parametrize("day", EDITIONS)
def test_an_edition_is_known_by_its_header_and_mapped_the_same_afresh(real_data: Path, day: str) -> None:
    path = real_data / "database-of-embassies" / f"{day}.csv"
    known = guess_layout(path)
    assert known.ok
    assert known.layout is not None
    assert known.layout.name == "database-of-embassies"
    afresh = guess_layout(path, known=False)
    expected = {
        "sending": "operator",
        "receiving": "country",
        "kind": "type",
        "city": "city",
        "opened": EDITIONS[day],
    }
    if day >= "2021":
        expected["accredited_to"] = "jurisdictions"
    found = {ours: name for ours, name in afresh.mapping.items() if ours not in ("id", "wikidata")}
    assert found == expected
    assert afresh.layout is not None
    assert afresh.layout.columns["id"] == afresh.layout.columns["wikidata"] == ("QID",)
    assert afresh.layout.items == {"sending": "operatorQID", "receiving": "countryQID"}
    assert afresh.layout.dates == "wikidata"
    assert afresh.layout.prefixes["id"] == "http://www.wikidata.org/entity/"
    # What it cannot know is said: words of the table's own for kinds of missions.
    assert {doubt.about for doubt in afresh.doubtful} <= {"type"}


def test_an_edition_read_by_the_layout_guessed_afresh_types_as_many_rows(
    real_data: Path, tmp_path: Path
) -> None:
    path = real_data / "database-of-embassies" / "2020-10-10.csv"
    layout = guess_layout(path, known=False).layout
    assert layout is not None
    kept = tmp_path / "guessed.json"
    kept.write_text(layout_json(layout), encoding="utf-8")
    mine, theirs = load(path, layout=str(kept)), load(path)
    assert mine.rows.read == theirs.rows.read
    assert mine.rows.typed >= theirs.rows.typed - 5
    ids = {one.id for one in theirs.dataset.missions}
    assert len(ids & {one.id for one in mine.dataset.missions}) >= len(ids) - 5


def test_two_tables_of_relations_are_known_and_mapped_afresh(real_data: Path) -> None:
    typed = real_data / "foreign-relations" / "diplomatic_relations_dates.csv"
    ties = real_data / "korea-ties" / "diplo_ties_data.csv"
    for path, name in ((typed, "foreign-relations"), (ties, "korea-ties")):
        known = guess_layout(path)
        assert known.ok
        assert known.layout is not None
        assert known.layout.name == name
    afresh = guess_layout(typed, known=False)
    assert afresh.table == "relations"
    told = {"party": "state", "with": "partner", "since": "date_raw"}
    assert {ours: afresh.mapping[ours] for ours in told} == told
    assert [one.suggestion for one in afresh.lacking] == ["diplomatic", "established"]
    afresh = guess_layout(ties, known=False)
    assert (afresh.table, afresh.mapping["party"], afresh.mapping["since"]) == (
        "relations",
        "south_north",
        "date",
    )
    # Which of four columns that name the same state is meant is nothing that a program can know.
    assert any("'iso2c' or 'country'" in doubt.told for doubt in afresh.doubtful)
    assert any("'NA'" in doubt.told for doubt in afresh.doubtful)


def test_spells_of_one_sender_are_mapped_with_its_sentinel_and_its_words_left_open(real_data: Path) -> None:
    path = real_data / "us-missions" / "mission_status_range_cow_v0.1.csv"
    asked = guess_layout(path)
    assert {one.ours for one in asked.lacking} >= {"sending"}
    found = guess_layout(path, constants={"sending": "USA"})
    assert found.layout is not None
    assert {ours: found.mapping[ours] for ours in ("kind", "opened", "closed")} == {
        "kind": "us_mission_status",
        "opened": "date_start",
        "closed": "date_end",
    }
    assert found.layout.still == {"date_end": ("2024-12-31",)}
    assert found.layout.values["us_mission_status"]["Ambassador Nonresident"] is None
    assert not found.ok
    reading = load(path, layout=found.layout)
    assert reading.rows.read == 656 == reading.rows.typed + reading.rows.quarantined
    embassies = [one for one in reading.dataset.missions if str(one.latest.kind) == "embassy"]
    assert len(embassies) > 150
    assert sum(str(one.latest.period).endswith("..") for one in embassies) > 140


@pytest.mark.parametrize(
    "path",
    [
        "state-registries/cow-states2016.csv",
        "state-registries/huggo-states.csv",
        "state-registries/openregister-countries.tsv",
        "us-missions/cow_statelist2024.csv",
    ],
)
def test_a_list_of_states_is_refused(real_data: Path, path: str) -> None:
    found = guess_layout(real_data / path)
    assert found.layout is None
    assert "no table of missions or relations" in found.refused


def test_a_known_edition_is_checked_by_its_layout_written_out_as_without_it(
    real_data: Path, tmp_path: Path
) -> None:
    path = real_data / "database-of-embassies" / "2020-10-10.csv"
    layout = guess_layout(path).layout
    assert layout is not None
    kept = tmp_path / "kept.json"
    kept.write_text(layout_json(layout), encoding="utf-8")
    assert check(path, layout=str(kept)).findings == check(path).findings
