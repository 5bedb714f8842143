"""The bundled dataset on North Korea: its tables agree with one another and with its data sheet."""

from __future__ import annotations

from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter

import pytest

import diplomap as dm
from diplomap.checking.check import check
from diplomap.model.dataset import Dataset
from diplomap.model.relations import Relation, RelationStatus
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN
from diplomap.values.periods import OPEN

BEFORE, AFTER = "2023-10-01", "2024-01-30"


@pytest.fixture(scope="module")
def dprk() -> Dataset:
    return dm.read("dprk")


def courses(dataset: Dataset) -> list[list[Relation]]:
    told = sorted(dataset.relations, key=attrgetter("with_"))
    return [list(group) for _, group in groupby(told, key=attrgetter("with_"))]


def test_nothing_is_found_in_it() -> None:
    assert check("dprk").findings == ()


def test_relations_are_told_once_for_each_partner_and_follow_one_another(dprk: Dataset) -> None:
    for course in courses(dprk):
        for earlier, later in pairwise(course):
            assert earlier.period.end == later.period.start, earlier.with_
            assert earlier.status.stands is not later.status.stands, earlier.with_
        if course[0].with_ not in ("CSK", "DDR"):
            assert course[-1].period.end is OPEN, course[-1].with_
        if any(one.status is RelationStatus.NEVER for one in course):
            assert len(course) == 1, course[0].with_


def test_what_is_restored_had_been_broken_off(dprk: Dataset) -> None:
    for course in courses(dprk):
        assert course[0].status in (RelationStatus.ESTABLISHED, RelationStatus.NEVER), course[0].with_
        for one in course[1:]:
            assert one.status is not RelationStatus.ESTABLISHED, one.with_


def test_every_member_of_the_united_nations_is_told(dprk: Dataset) -> None:
    from diplomap.parties.registry import states

    members = {one.id for one in states() if one.un == "member" and one.id != "PRK"}
    current = {one for one in members if not _ended(one)}
    assert len(current) == 192
    assert current <= set(dprk.relations.partners("PRK"))


def _ended(party: str) -> bool:
    from diplomap.parties.existence import existed

    return existed(party, date(2024, 1, 30)) is FALSE


@pytest.mark.parametrize(
    ("partner", "day", "answer"),
    [
        ("ESP", BEFORE, TRUE),
        ("MYS", "2021-03-18", TRUE),
        ("MYS", "2021-03-19", FALSE),
        ("UKR", "2022-07-12", TRUE),
        ("UKR", "2022-07-13", FALSE),
        ("JOR", "2018-02-01", FALSE),
        ("MMR", "1983-11-03", TRUE),
        ("MMR", "1995-01-01", FALSE),
        ("MMR", BEFORE, TRUE),
        ("COM", "1985-01-01", FALSE),
        ("DZA", "1960-01-01", UNKNOWN),
        ("CRI", BEFORE, UNKNOWN),
        ("CAN", BEFORE, UNKNOWN),
        ("CAN", "2005-01-01", TRUE),
        ("FRA", BEFORE, FALSE),
        ("JPN", BEFORE, FALSE),
    ],
)
def test_relations_stand_as_the_sources_say(dprk: Dataset, partner: str, day: str, answer: object) -> None:
    assert dprk.relations.in_force("PRK", partner, day, as_of=dprk.as_of) is answer


def test_ties_with_more_than_150_countries_can_be_counted(dprk: Dataset) -> None:
    assert dm.relations_count(dprk, of="PRK", at=BEFORE).count == Count(159, 162)


def test_posts_stand_where_there_are_relations_but_for_paris_and_tokyo(dprk: Dataset) -> None:
    counted = dm.footprint(dprk, of="PRK", at=BEFORE, profile="all")
    receiving = {entry.mission.receiving for entry in counted.included} - {"UN"}
    without = {
        party
        for party in receiving
        if dprk.relations.in_force("PRK", party, BEFORE, as_of=dprk.as_of) is not TRUE
    }
    assert without == {"FRA", "JPN"}


def test_who_answers_for_a_party_has_relations_with_it_and_no_other_post_there(dprk: Dataset) -> None:
    for mission in dprk.missions:
        for told in mission.accreditations:
            assert told.sources, (mission.id, told.to)
            start = told.period.start
            assert start is not None
            latest = start.latest or dprk.as_of
            standing = dprk.relations.in_force("PRK", told.to, latest, as_of=dprk.as_of)
            if told.period.end is OPEN:
                assert standing is not FALSE, (mission.id, told.to)
            assert told.to != mission.receiving


def test_rome_answers_for_spain_once_madrid_is_closed(dprk: Dataset) -> None:
    rome = dprk.missions.get("prk-ita")
    assert rome is not None
    [spain] = [told for told in rome.accreditations if told.to == "ESP"]
    assert spain.period.contains(date(2023, 10, 1)) is FALSE
    assert spain.period.contains(date(2024, 1, 30)) is TRUE


def test_figures_and_causes_rest_on_a_statement_and_on_its_sources(dprk: Dataset) -> None:
    for told in (*dprk.figures, *dprk.attributions):
        statement = dprk.statements.get(told.statement)
        assert statement is not None, told.id
        assert set(told.sources) <= set(statement.sources), told.id


def test_causes_are_claimed_for_missions_that_are_here(dprk: Dataset) -> None:
    known = {mission.id for mission in dprk.missions}
    for told in dprk.attributions:
        assert set(told.missions) <= known, told.id
        statement = dprk.statements.get(told.statement)
        assert statement is not None
        assert told.position in (statement.position, "PRK"), told.id


def test_what_the_ministry_in_seoul_counted_is_supported(dprk: Dataset) -> None:
    for figure in (
        "unif-missions-53",
        "mofa-missions-46",
        "mofa-missions-44",
        "mofa-closures-7",
        "mofa-closures-9",
        "relations-more-than-150",
        "closures-four-named",
    ):
        assert str(dm.verify(dprk, figure).verdict) == "supported", figure


def test_nobody_is_contradicted_by_what_is_not_known(dprk: Dataset) -> None:
    assert {str(found.verdict) for found in dm.verify_all(dprk)} <= {"supported", "undecidable"}


def test_key_partners_have_an_embassy_before_and_after(dprk: Dataset) -> None:
    partners = {told.member for told in dprk.groups.in_group("KEY_PARTNERS")}
    assert partners == {"CHN", "RUS", "SYR", "IRN", "CUB"}
    for day in (BEFORE, AFTER):
        counted = dm.footprint(dprk, of="PRK", at=day, profile="mofa-kr")
        assert partners <= {entry.mission.receiving for entry in counted.included}


def test_no_source_is_younger_than_the_day_on_which_it_was_looked_up(dprk: Dataset) -> None:
    for source in dprk.sources:
        if source.accessed and source.date is not None:
            assert PartialDate.parse(source.accessed).before(source.date) is not TRUE, source.id
