"""Lives of states against real missions: no state is said not to have existed that others received."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

from diplomap.parties import codes, existence
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE


def test_states_with_an_american_embassy_or_legation_existed(real_data: Path) -> None:
    path = real_data / "us-missions" / "mission_status_range_cow_v0.1.csv"
    told = Counter[str]()
    alarms = []
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["us_mission_status"] not in ("Embassy", "Legation"):
                continue
            day = date.fromisoformat(row["date_start"])
            parties = codes.from_code("cow", row["country_code_cow"], day) or codes.from_code(
                "cow", row["country_code_cow"]
            )
            assert len(parties) == 1, row
            answer = existence.existed(parties[0], day)
            told[repr(answer)] += 1
            if answer is FALSE:
                alarms.append((parties[0], row["date_start"], existence.in_place_of(parties[0], day)))
    assert told["TRUE"] > 300
    assert alarms == []


def test_missions_of_the_database_of_embassies_began_in_a_life(real_data: Path) -> None:
    """A year in which one side did not exist is rare, and mostly an error or a predecessor's mission.

    Judged by hand, the other cases are: the year of a building or of first relations (1300, 1474,
    1679), apostolic delegations before independence, and consulates in what were colonies.
    """
    path = real_data / "database-of-embassies" / "2022-06-23.csv"
    read = 0
    alarms: list[tuple[str, str, bool]] = []
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            year = row["creation"][:4]
            if not year or row["type"] != "embassy":
                continue
            when = PartialDate.parse(year)
            for column in ("operatorQID", "countryQID"):
                for item in filter(None, row[column].split("|")):
                    for party in codes.from_code("wikidata", item.rsplit("/", 1)[-1]):
                        read += 1
                        if existence.existed(party, when) is FALSE:
                            alarms.append((party, year, bool(existence.in_place_of(party, when))))
    assert read > 1000
    assert len(alarms) < read * 0.04
    # With the states before it told, what is left is one in a hundred.
    assert sum(not others for _, _, others in alarms) <= read * 0.012


def test_both_koreas_have_ties_with_states_that_existed(real_data: Path) -> None:
    path = real_data / "korea-ties" / "diplo_ties_data.csv"
    seen: set[tuple[str, str]] = set()
    alarms = set()
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["diplomatic_ties"] != "1" or (row["iso3c"], row["year"]) in seen:
                continue
            seen.add((row["iso3c"], row["year"]))
            found = codes.from_code("iso3", row["iso3c"])
            if len(found) == 1 and existence.existed(found[0], row["year"]) is FALSE:
                alarms.add(found[0])
    assert len(seen) > 5000
    assert alarms == {"CZE"}


def test_every_operator_and_receiver_that_is_a_state_has_its_item(real_data: Path) -> None:
    known = unknown = 0
    with (real_data / "database-of-embassies" / "2022-06-23.csv").open(
        encoding="utf-8", newline=""
    ) as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            for column in ("operatorQID", "countryQID"):
                for item in filter(None, row[column].split("|")):
                    if codes.from_code("wikidata", item.rsplit("/", 1)[-1]):
                        known += 1
                    else:
                        unknown += 1
    assert known > 19_000
    assert unknown < known * 0.01


def test_lives_of_old_states_do_not_end_by_accident() -> None:
    assert existence.existed("GBR", "2026-01-01") is TRUE
