"""The lists of states of two projects: every spell of theirs is one party of ours, and back."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from diplomap.parties import codes, existence, registry
from diplomap.values.logic import FALSE


def _cow(folder: Path) -> list[tuple[str, date, date]]:
    with (folder / "state-registries" / "cow-states2016.csv").open(encoding="utf-8", newline="") as stream:
        return [
            (
                row["ccode"],
                date(int(row["styear"]), int(row["stmonth"]), int(row["stday"])),
                date(int(row["endyear"]), int(row["endmonth"]), int(row["endday"])),
            )
            for row in csv.DictReader(stream)
        ]


def _gw(folder: Path) -> list[tuple[str, date, date]]:
    found = []
    for name in ("ksgmdw.txt", "microstates.txt"):
        with (folder / "us-missions" / name).open(encoding="latin-1", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                spell = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
                found.append((row["statenumber"], *spell))
    return found


@pytest.mark.parametrize(("system", "read", "count"), [("cow", _cow, 243), ("gw", _gw, 239)])
def test_every_spell_is_one_party_of_ours_all_along_and_back(
    real_data: Path, system: str, read: object, count: int
) -> None:
    spells = read(real_data)  # type: ignore[operator]
    assert len(spells) == count
    for number, first, last in spells:
        step = max((last - first) // 40, timedelta(1))
        days = [first + step * i for i in range(41) if first + step * i <= last]
        for day in (*days, last):
            parties = codes.from_code(system, number, day)
            assert len(parties) == 1, (number, day, parties)
            assert codes.to(system, parties[0], day) == number, (number, day, parties)
            assert existence.existed(parties[0], day) is not FALSE, (number, day, parties)


@pytest.mark.parametrize(("system", "read", "still"), [("cow", _cow, 2016), ("gw", _gw, 2020)])
def test_outside_its_spells_a_number_is_nobody(
    real_data: Path, system: str, read: object, still: int
) -> None:
    spells = read(real_data)  # type: ignore[operator]
    for number, first, last in spells:
        own = [(a, b) for other, a, b in spells if other == number]
        for day in (first - timedelta(1), last + timedelta(1)):
            if day.year > still or any(a <= day <= b for a, b in own):
                continue
            assert codes.from_code(system, number, day) == (), (number, day)


def test_the_lists_and_ours_have_the_same_numbers(real_data: Path) -> None:
    assert {one.code for one in codes.crosswalk("cow")} == {number for number, _, _ in _cow(real_data)}
    assert {one.code for one in codes.crosswalk("gw")} == {number for number, _, _ in _gw(real_data)}


def test_abbreviations_are_those_of_the_correlates_of_war(real_data: Path) -> None:
    with (real_data / "state-registries" / "cow-states2016.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            start = date(int(row["styear"]), int(row["stmonth"]), int(row["stday"]))
            assert codes.from_code("cowabb", row["stateabb"], start) == codes.from_code(
                "cow", row["ccode"], start
            ), row["stateabb"]


def test_openregister_knows_no_country_that_we_do_not(real_data: Path) -> None:
    with (real_data / "state-registries" / "openregister-countries.tsv").open(
        encoding="utf-8", newline=""
    ) as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert len(rows) > 190
    for row in rows:
        found = codes.from_code("iso2", row["country"], "1985" if row["end-date"] else None)
        assert len(found) == 1, row
        if row["end-date"] and row["country"] != "DE":
            assert existence.existed(found[0], "2020") is FALSE, row
        elif not row["end-date"]:
            assert existence.existed(found[0], "2020") is not FALSE, row
            assert registry.party(found[0]).lives, row
