"""Real tables of relations: both sides reconciled, two sources compared, and few false alarms."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from diplomap.checking.check import check_rows
from diplomap.counting.relation_counts import relations_count
from diplomap.history.relation_sources import compare_relations, difference_kinds
from diplomap.history.two_sided import Agreement, Reconciliation, reconcile
from diplomap.model.dataset import Dataset
from diplomap.tables.reading import load
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE


@pytest.fixture(scope="module")
def pages(real_data: Path) -> Dataset:
    return load(real_data / "foreign-relations" / "diplomatic_relations_dates.csv").dataset


@pytest.fixture(scope="module")
def ties(real_data: Path) -> Dataset:
    return load(real_data / "korea-ties" / "diplo_ties_data.csv").dataset


@pytest.fixture(scope="module")
def reconciled(pages: Dataset) -> Reconciliation:
    return reconcile(pages)


def test_of_pairs_dated_on_both_sides_nine_in_ten_agree(reconciled: Reconciliation) -> None:
    table = reconciled.table()
    dated = sum(table[one] for one in (Agreement.EQUAL, Agreement.SHARPER, Agreement.DIFFERING))
    assert dated > 4_900
    assert 0.92 < table[Agreement.EQUAL] / dated < 0.94
    assert table[Agreement.SHARPER] == 8
    assert table[Agreement.COMPATIBLE] == 0
    assert sum(table.values()) == len(reconciled.records)
    assert sum(reconciled.distances().values()) == table[Agreement.DIFFERING]


def test_the_two_dates_that_cannot_be_are_impossible(reconciled: Reconciliation) -> None:
    for other, raw in (("VEN", "31 November 1975"), ("ZAF", "30 February 1995")):
        found = reconciled.between("SUR", other)
        assert found is not None
        assert found.agreement is Agreement.IMPOSSIBLE
        suriname = next(one for one in found.tellings if one.teller == "SUR")
        assert raw in suriname.raw
        assert "DM112" in suriname.wrong


def test_every_difference_has_both_tellings_with_their_places(reconciled: Reconciliation) -> None:
    for one in reconciled.of(Agreement.DIFFERING):
        assert {telling.teller for telling in one.tellings} == set(one.pair)
        assert all(telling.place for telling in one.tellings)
        assert one.days is not None
        assert one.days.low >= 1


@pytest.mark.parametrize(
    ("day", "contradicted"),
    [
        ("1975-01-01", {"CHL", "DEU", "PSE", "SGP"}),
        ("1991-01-01", {"CHL", "CRI", "KEN", "LSO", "MMR"}),
        ("2023-10-01", {"CRI", "FRA", "SWZ"}),
    ],
)
def test_the_two_sources_on_north_korea(
    pages: Dataset, ties: Dataset, day: str, contradicted: set[str]
) -> None:
    found = compare_relations(pages, ties, of="PRK", at=day)
    known = [one for one in found if one.known]
    assert {one.party for one in known} == contradicted
    assert all(one.one.why and one.other.why for one in found)
    kinds = difference_kinds(found)
    assert kinds["true against false"] + kinds["false against true"] == len(known)
    turned = compare_relations(ties, pages, of="PRK", at=day)
    assert {one.party for one in turned} == {one.party for one in found}


def test_a_page_s_suspended_relations_are_not_counted_as_standing(pages: Dataset, ties: Dataset) -> None:
    assert pages.relations.in_force("PRK", "MYS", "2023-10-01") is not TRUE
    assert ties.relations.in_force("PRK", "MYS", "2023-10-01") is FALSE
    counted = relations_count(pages, of="PRK", at="2023-10-01")
    assert counted.count is not None
    assert counted.count.low > 140
    assert Count(counted.count.low, counted.count.high) == counted.listed


def test_the_rules_find_little_in_thousands_of_rows(pages: Dataset, ties: Dataset) -> None:
    ours = ("DM50", "DM51", "DM52", "DM53")
    for dataset, most in ((pages, 40), (ties, 20)):
        found = Counter(one.code for one in check_rows(dataset) if one.code.startswith(ours))
        assert sum(found.values()) <= most, found
