"""Two public tables of relations, read by their layouts: where every row and every date went."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from pathlib import Path

import pytest

import diplomap as dm
from diplomap.model.relations import RelationStatus
from diplomap.tables.reading_result import Reading, RowCounts


@pytest.fixture(scope="module")
def foreign(real_data: Path) -> Reading:
    return dm.load(real_data / "foreign-relations" / "diplomatic_relations_dates.csv")


@pytest.fixture(scope="module")
def korea(real_data: Path) -> Reading:
    return dm.load(real_data / "korea-ties" / "diplo_ties_data.csv")


def test_every_date_of_108_pages_becomes_a_partial_date_or_a_finding(
    foreign: Reading, real_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (real_data / "foreign-relations" / "diplomatic_relations_dates.csv").open(encoding="utf-8") as file:
        records = len([*csv.DictReader(file)])
    told = Counter(finding.code for finding in foreign.findings)
    # A record in relations that are suspended or severed is two rows of ours; the second has no date.
    first = [one for one in foreign.dataset.relations if one.status is RelationStatus.ESTABLISHED]
    dated = sum(one.period.start is not None for one in first)
    with capsys.disabled():
        print(
            f"\nforeign-relations: {records} dates = {dated} partial dates"
            f" + {told['DM124']} said to be unknown + {told['DM112']} that the calendar does not have;"
            f" {len(foreign.dataset.relations)} relations"
        )
    assert foreign.layout == "foreign-relations"
    assert records == 18_318 == dated + told["DM124"] + told["DM112"]
    assert foreign.tables == {"relations": RowCounts(18_318, 18_316, 2)}
    assert (told["DM112"], told["DM124"]) == (2, 164)
    assert set(told) == {"DM112", "DM117", "DM124"}


def test_impossible_dates_are_findings_and_their_rows_are_kept(foreign: Reading) -> None:
    assert [f.origin.raw for f in foreign.findings if f.code == "DM112"] == [
        "31 November 1975|format=dmy",
        "30 February 1995|format=dmy",
    ]
    assert all(held.text.startswith("Suriname,") for held in foreign.dataset.quarantine)


def test_what_a_partner_s_cell_says_is_a_status_and_is_kept(foreign: Reading) -> None:
    relations = foreign.dataset.relations
    assert Counter(one.status.value for one in relations) == {
        "established": 18_316,
        "suspended": 66,
        "severed": 7,
    }
    for one in relations:
        cell = dict(one.extra)["partner_cell"]
        said = any(f"({word})" in cell for word in ("suspended", "frozen", "severed", "terminated"))
        said = said or "(cancelled)" in cell or "(broken)" in cell
        # What had relations and has them no longer ended on a day that nobody says.
        assert said == (not one.status.stands or one.period.end is dm.End.UNKNOWN)


def test_text_beside_a_date_is_kept_in_a_note(foreign: Reading) -> None:
    assert [one.note for one in foreign.dataset.relations if one.note] == ["Unknown{{fact|date=July 2025}}"]


def test_ties_by_year_become_spells_and_no_row_is_lost(
    korea: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = korea.tables["relations"]
    with capsys.disabled():
        print(f"\nkorea-ties: {counts}; {len(korea.dataset.relations)} relations")
    assert korea.layout == "korea-ties"
    assert counts == RowCounts(31_036, 627, 4, 30_405)
    assert counts.read == counts.typed + counts.repeated + counts.quarantined
    assert Counter(one.status.value for one in korea.dataset.relations) == {
        "established": 361,
        "severed": 31,
        "restored": 22,
        "never": 266,
    }
    assert str(korea.dataset.as_of) == "2025-06-16"


def test_ties_cut_before_they_began_and_ties_with_oneself_are_findings(korea: Reading) -> None:
    found = sorted((f.code, f.message.split(" (and")[0]) for f in korea.findings)
    assert found == [
        ("DM221", "ends 1965 before it begins 1966"),
        ("DM221", "ends 1987 before it begins 1988"),
        ("DM222", "KOR is in relations with itself"),
        ("DM222", "PRK is in relations with itself"),
    ]


def test_na_is_namibia_only_where_it_is_a_code(korea: Reading) -> None:
    told = korea.dataset.relations.between("PRK", "NAM")
    assert [(one.status.value, str(one.period)) for one in told] == [
        ("established", "1990/.."),
        ("never", "1948/1990"),
    ]
    assert {dict(one.extra)["iso2c"] for one in told} == {"NA"}


def test_spells_of_ties_that_were_cut_and_restored(korea: Reading) -> None:
    told = korea.dataset.relations.between("PRK", "DEU")
    assert [(one.status.value, str(one.period)) for one in told] == [
        ("established", "1949/1990"),
        ("severed", "1990/2001"),
        ("restored", "2001/.."),
        ("never", "1948/1949"),
    ]
    assert not any(one.status.stands for one in korea.dataset.relations.between("PRK", "USA"))


@pytest.mark.parametrize("name", ["foreign", "korea"])
def test_what_was_read_is_written_in_our_layout_and_read_back(
    name: str, request: pytest.FixtureRequest
) -> None:
    reading: Reading = request.getfixturevalue(name)
    with tempfile.TemporaryDirectory() as folder:
        dm.write(reading.dataset, Path(folder) / "out")
        assert dm.load(Path(folder) / "out").dataset == reading.dataset
