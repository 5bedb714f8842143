"""Groups: how many members when, who left, and what is not known."""

from __future__ import annotations

from collections import defaultdict

import pytest

from diplomap.parties import existence, groups, registry
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import Period


@pytest.mark.parametrize(
    ("name", "at", "count"),
    [
        ("UN", None, 193),
        ("UN", "1945-12-31", 51),
        ("UN", "1960-12-31", 99),
        ("UN", "1990-12-31", 159),
        ("EU", "1958-01-01", 6),
        ("EU", "2013-07-01", 28),
        ("EU", "2020-01-31", 28),
        ("EU", "2020-02-01", 27),
        ("NATO", "1949-08-24", 12),
        ("NATO", None, 32),
        ("ASEAN", "1967-08-08", 5),
        ("ASEAN", "2020", 10),
        ("ASEAN", None, 11),
        ("BRICS", "2010-01-01", 4),
        ("BRICS", "2023", 5),
        ("BRICS", "2024", 9),
        ("BRICS", None, 10),
        ("G7", None, 7),
        ("G20", "2023-01-01", 20),
        ("G20", None, 21),
        ("P5", "1980", 5),
        ("P5", None, 5),
        ("AFRICAN_UNION", "2012", 54),
        ("AFRICAN_UNION", None, 55),
        ("LAS", "2020", 21),
        ("LAS", None, 22),
        ("OIC", None, 57),
        ("COMMONWEALTH", None, 56),
        ("NON_ALIGNED", "1961-09-05", 25),
        ("NON_ALIGNED", "2013", 120),
        ("NON_ALIGNED", None, 121),
    ],
)
def test_how_many_members(name: str, at: str | None, count: int) -> None:
    found = groups.members(name, at)
    assert list(found.values()).count(TRUE) == count
    assert [party for party, truth in found.items() if truth is not TRUE] in ([], ["SAU"])


def test_at_the_lusaka_conference_the_non_aligned_had_the_53_that_took_part_or_had_before() -> None:
    sure = [party for party, truth in groups.members("NAM", "1970-09-10").items() if truth is TRUE]
    assert len(sure) == 25 + 22 + 13
    assert {"AGO", "PRK"}.isdisjoint(sure)


@pytest.mark.parametrize(
    ("name", "party", "at", "answer"),
    [
        ("EU", "GBR", "2020-01-31", TRUE),
        ("EU", "GBR", "2020-02-01", FALSE),
        ("UN", "IDN", "1960", TRUE),
        ("UN", "IDN", "1965-06-01", FALSE),
        ("COMMONWEALTH", "PAK", "1960", TRUE),
        ("UN", "SYR", "1960", FALSE),
        ("UN", "DDR", "1980", TRUE),
        ("UN", "SRB", "2010", TRUE),
        ("UN", "YUG", "1995", FALSE),
        ("NAM", "YUG", "1980", TRUE),
        ("NAM", "YUG", "2000", FALSE),
        ("NAM", "PRK", "1960", FALSE),
        ("NAM", "PRK", "1980", UNKNOWN),
        ("NAM", "PRK", "2013", TRUE),
        ("NAM", "CYP", "2010", FALSE),
        ("NAM", "AGO", "2013", TRUE),
        ("NAM", "UGA", "1970", TRUE),
        ("BRICS", "SAU", "2023", FALSE),
        ("BRICS", "SAU", "2025", UNKNOWN),
        ("BRICS", "SAU", None, UNKNOWN),
        ("COMMONWEALTH", "ZAF", "1980", FALSE),
        ("COMMONWEALTH", "IRL", "1950", FALSE),
        ("LAS", "EGY", "1985", FALSE),
        ("AU", "MAR", "2000", FALSE),
        ("AU", "MAR", None, TRUE),
        ("G77", "KEN", "1970", UNKNOWN),
    ],
)
def test_is_member(name: str, party: str, at: str | None, answer: Truth) -> None:
    assert groups.is_member(name, party, at) is answer


def test_observers_and_partners_are_no_members() -> None:
    assert set(groups.members("UN", role="observer")) == {"PSE", "VAT"}
    assert groups.members("BRICS", "2023-10-01", role="invited") == {"SAU": TRUE}
    assert "VNM" in groups.members("BRICS", role="partner")
    assert groups.members("LAS", "1985", role="suspended") == {"EGY": TRUE}
    assert set(groups.members("NAM")).isdisjoint(groups.members("NAM", role="observer"))


def test_a_group_is_found_by_id_abbreviation_and_name() -> None:
    assert groups.group("NAM") is groups.group("Non-Aligned  movement") is groups.group("NON_ALIGNED")
    assert groups.group("G-77").id == "G77"
    with pytest.raises(ValueError, match=r"no group 'G8'; known: AFRICAN_UNION, .*UN"):
        groups.group("G8")


def test_ids_of_groups_are_of_no_other_party_than_the_organisation_itself() -> None:
    organisations = {one.id: one.name for one in registry.organisations()}
    for one in groups.all_groups():
        assert one.id not in registry.ids() or organisations[one.id] == one.name, one.id


def test_members_existed_and_no_membership_is_told_twice() -> None:
    for one in groups.all_groups():
        told: dict[str, list[Period]] = defaultdict(list)
        for membership in one.members:
            period = membership.period
            if period.start is not None:
                assert existence.existed(membership.party, period.start) is not FALSE, (one.id, membership)
            if isinstance(period.end, PartialDate) and period.end.earliest is not None:
                last = PartialDate.of(period.end.earliest.fromordinal(period.end.lo - 1))
                assert existence.existed(membership.party, last) is not FALSE, (one.id, membership)
            assert all(period.overlaps(other) is not TRUE for other in told[membership.party]), membership
            told[membership.party].append(period)


def test_the_groups_of_a_party() -> None:
    assert set(groups.groups_of("UGA")) == {
        "AFRICAN_UNION",
        "COMMONWEALTH",
        "G77",
        "NON_ALIGNED",
        "OIC",
        "UN",
    }
    assert groups.groups_of("GBR", "2021") == {
        "COMMONWEALTH": TRUE,
        "G20": TRUE,
        "G7": TRUE,
        "NATO": TRUE,
        "P5": TRUE,
        "UN": TRUE,
    }
