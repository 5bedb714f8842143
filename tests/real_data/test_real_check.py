"""Checking the five editions of the Database of Embassies: what the rules of several rows and of facts find.

The counts are what is there; the bounds leave room for names that come to be read better. Each finding
named below was looked up by hand in the edition and in the later ones.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from diplomap.checking.check import Result, check
from diplomap.checking.registry import checks

OURS = {one.rule.code for one in checks() if one.rule.default}
# For each edition and rule: the least and the most findings.
BOUNDS: dict[str, dict[str, tuple[int, int]]] = {
    "2020-10-10": {
        "DM234": (4, 4),
        "DM321": (1, 1),
        "DM303": (1, 1),
        "DM401": (2, 5),
        "DM402": (3, 4),
        "DM403": (100, 120),
        "DM406": (13, 18),
    },
    "2020-12-24": {
        "DM234": (5, 5),
        "DM321": (4, 4),
        "DM401": (4, 7),
        "DM402": (4, 5),
        "DM403": (108, 130),
        "DM406": (80, 90),
    },
    "2021-04-22": {
        "DM234": (2, 2),
        "DM321": (1, 1),
        "DM401": (4, 7),
        "DM403": (22, 32),
        "DM405": (1, 1),
    },
    "2021-11-13": {
        "DM234": (3, 3),
        "DM321": (1, 1),
        "DM409": (2, 2),
        "DM301": (1, 1),
        "DM401": (4, 7),
        "DM403": (18, 28),
        "DM405": (1, 1),
    },
    "2022-06-23": {
        "DM234": (1, 1),
        "DM321": (1, 1),
        "DM409": (2, 2),
        "DM301": (1, 1),
        "DM401": (5, 9),
        "DM403": (55, 66),
        "DM405": (1, 1),
    },
}
# (edition, code, physical line, column, line of the related row or None)
KNOWN = [
    # One item of Wikidata under two senders, with Nepal's web site in both rows.
    ("2022-06-23", "DM301", 5050, "QID", 3597),
    # The same nunciature exported twice, once for each of two items called Vatican.
    ("2020-10-10", "DM303", 4369, "QID", 1094),
    # Buildings and consulates older than the state: an embassy of 1974, 1880, 1926, 1890, 1933.
    ("2022-06-23", "DM401", 181, "creation", 181),
    ("2022-06-23", "DM401", 4174, "creation", 4174),
    ("2022-06-23", "DM401", 3438, "creation", 3438),
    ("2022-06-23", "DM401", 6669, "creation", 6669),
    ("2022-06-23", "DM401", 6235, "creation", 6235),
    # Embassies to states that had ended: East Berlin, Belgrade of 2003, the Soviet Union.
    ("2020-10-10", "DM402", 2051, "country", None),
    ("2020-10-10", "DM402", 3085, "country", 3085),
    ("2020-12-24", "DM402", 1463, "country", None),
    # Deputy high commissions called high commissions, and one embassy under two items.
    ("2020-12-24", "DM403", 5407, "type", 5406),
    ("2022-06-23", "DM403", 5244, "type", 5243),
    ("2021-11-13", "DM403", 5890, "type", 5889),
    # Hungary's consulate in Kraków works for Poland and, as told, for Hungary.
    ("2022-06-23", "DM405", 3205, "jurisdictions", 3205),
    # Spain's embassies to Italy and to the Holy See; no column of 2020 tells them apart.
    ("2020-10-10", "DM406", 3051, "country", 3050),
]


@cache
def checked(folder: Path, edition: str) -> Result:
    return check(folder / "database-of-embassies" / f"{edition}.csv")


@pytest.mark.parametrize("edition", BOUNDS)
def test_each_rule_finds_about_what_is_there(edition: str, real_data: Path) -> None:
    counted = Counter(finding.code for finding in checked(real_data, edition).findings)
    found = {code: counted[code] for code in OURS & counted.keys()}
    assert found.keys() == BOUNDS[edition].keys(), found
    for code, (least, most) in BOUNDS[edition].items():
        assert least <= found[code] <= most, (code, found)


@pytest.mark.parametrize(("edition", "code", "line", "column", "related"), KNOWN)
def test_what_was_judged_by_hand_is_found_at_its_cell(
    edition: str, code: str, line: int, column: str, related: int | None, real_data: Path
) -> None:
    places = [
        (finding.origin.line, finding.origin.column, [origin.line for origin in finding.related])
        for finding in checked(real_data, edition).findings
        if finding.code == code
    ]
    assert (line, column, [] if related is None else [related]) in places


def test_embassies_before_the_registry_of_states_begins_are_left_alone(real_data: Path) -> None:
    # Iran's, the Netherlands' and Russia's embassies in Warsaw are dated 1474, 1597 and 1508.
    result = checked(real_data, "2022-06-23")
    lines = {finding.origin.line for finding in result.findings if finding.code == "DM401"}
    assert not lines & {3554, 5313, 6753}


@pytest.mark.parametrize("edition", BOUNDS)
def test_every_row_is_accounted_for(edition: str, real_data: Path) -> None:
    rows = checked(real_data, edition).rows
    assert rows.read == rows.typed + rows.quarantined > 4000
