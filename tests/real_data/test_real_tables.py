"""The editions of the Database of Embassies: every row accounted for, read by header, lines right."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from diplomap.model.kinds import Kind
from diplomap.tables.reading import load
from diplomap.tables.writing import write

EDITIONS = ("2020-10-10", "2020-12-24", "2021-04-22", "2021-11-13", "2022-06-23")


def edition(real_data: Path, day: str) -> Path:
    return real_data / "database-of-embassies" / f"{day}.csv"


@pytest.mark.parametrize("day", EDITIONS)
def test_every_row_is_typed_or_in_quarantine_at_its_own_line(real_data: Path, day: str) -> None:
    path = edition(real_data, day)
    reading = load(path)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, delimiter=";")
        rows = [(reader.line_num, row) for row in reader][1:]
    assert reading.layout == "database-of-embassies"
    assert reading.dataset.as_of == date.fromisoformat(day)
    assert reading.rows.read == len(rows) == reading.rows.typed + reading.rows.quarantined
    assert reading.rows.quarantined / reading.rows.read < 0.01
    by_line = dict(rows)
    for held in reading.dataset.quarantine:
        assert held.row is not None
        assert held.text == ";".join(by_line[held.row.line])
    for finding in reading.findings:
        assert finding.origin.raw in by_line[finding.origin.line]


def test_dates_at_midnight_are_days_and_the_first_of_january_is_the_year(real_data: Path) -> None:
    missions = load(edition(real_data, "2022-06-23")).dataset.missions
    told = Counter(
        mission.latest.period.start.precision.value for mission in missions if mission.latest.period.start
    )
    assert 660 < told["year"] <= 687
    assert set(told) == {"year", "day"}


def test_receivers_hosts_and_districts_are_told_apart(real_data: Path) -> None:
    missions = load(edition(real_data, "2022-06-23")).dataset.missions
    to_the_holy_see = [mission for mission in missions.to("VAT") if mission.latest.host == "ITA"]
    assert len(to_the_holy_see) > 70
    in_hong_kong = [
        mission for mission in missions.in_("HKG") if mission.latest.kind is Kind.CONSULATE_GENERAL
    ]
    assert in_hong_kong
    assert {mission.receiving for mission in in_hong_kong} == {"CHN"}
    districts = [name for mission in missions for name, _ in mission.latest.extra]
    assert "consular_district" in districts
    assert all(len(mission.sending) == 1 for mission in missions)


def test_the_item_of_a_sender_decides_between_malta_and_its_order(real_data: Path) -> None:
    missions = load(edition(real_data, "2022-06-23")).dataset.missions
    assert missions.of("XOM")
    assert missions.of("MLT")


def test_both_generations_of_the_header_are_read(real_data: Path) -> None:
    old, new = (load(edition(real_data, day)).dataset for day in ("2020-10-10", "2021-04-22"))
    for dataset in (old, new):
        assert any(mission.latest.period.start for mission in dataset.missions)
    assert not any(mission.accreditations for mission in old.missions)
    assert any(mission.accreditations for mission in new.missions)


def test_a_real_edition_is_written_and_read_back_the_same(real_data: Path, tmp_path: Path) -> None:
    dataset = load(edition(real_data, "2021-04-22")).dataset
    write(dataset, tmp_path / "out")
    assert load(tmp_path / "out").dataset == dataset
