"""Relations on a day: the treaty rules, contradictions, levels, recognition, and two queries."""

from __future__ import annotations

from datetime import date

import pytest

from diplomap.checking.check import check_rows
from diplomap.counting.recognition_counts import recognition_count
from diplomap.counting.relation_counts import relations_count
from diplomap.counting.relation_queries import missions_without_relations, relations_without_mission
from diplomap.diffing.diff import diff
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.recognitions import Recognition, Recognitions, RecognitionStatus
from diplomap.model.relations import Level, Relation, RelationKind, Relations, RelationStatus
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN
from diplomap.values.periods import End, Period


def told(
    status: str, since: str = "", until: str = "", kind: str = "diplomatic", level: Level | None = None
) -> Relation:
    start = PartialDate.parse(since) if since else None
    end = End.UNKNOWN if until == "unknown" else PartialDate.parse(until) if until else End.OPEN
    return Relation("PRK", "ESP", RelationKind(kind), RelationStatus(status), level, Period(start, end))


def answers(held: list[Relation], *days: str, kind: str = "diplomatic") -> list[object]:
    relations = Relations(held)
    return [relations.in_force("ESP", "PRK", day, kind=kind) for day in days]


def test_established_severed_restored() -> None:
    held = [
        told("established", "1974", "1983-06-01"),
        told("severed", "1983-06-01", "1991-05"),
        told("restored", "1991-05"),
    ]
    days = ("1973-12-31", "1974-06-01", "1980-01-01", "1985-01-01", "1991-05-15", "2000-01-01")
    assert answers(held, *days) == [FALSE, UNKNOWN, TRUE, FALSE, UNKNOWN, TRUE]


def test_what_was_restored_leaves_the_time_before_unknown() -> None:
    assert answers([told("restored", "1991")], "1980-01-01") == [UNKNOWN]


def test_suspended_alone_is_no_standing_relation_and_says_nothing_of_before() -> None:
    assert answers([told("suspended", "2017-10")], "2020-01-01", "2010-01-01") == [FALSE, UNKNOWN]


def test_contradicting_tellings_are_unknown_and_say_so() -> None:
    held = Relations([told("established", "1974"), told("severed", "2014")])
    found = held.standing("PRK", "ESP", "2020-01-01")
    assert found.answer is UNKNOWN
    assert "contradict" in found.why
    assert len(found.told) == 2


def test_still_suspended_since_nobody_knows_when_leaves_the_time_since_open() -> None:
    held = [told("established", "1974"), told("suspended")]
    assert answers(held, "1970-01-01", "1990-01-01") == [FALSE, UNKNOWN]


def test_a_change_of_level_within_a_year_is_no_gap_and_levels_are_told_per_day() -> None:
    held = Relations(
        [
            told("established", "1954", "1972", level=Level.CHARGE),
            told("established", "1972", level=Level.AMBASSADORIAL),
        ]
    )
    assert held.in_force("PRK", "ESP", "1972-07-01") is TRUE
    assert held.standing("PRK", "ESP", "1960-01-01").level is Level.CHARGE
    assert held.standing("PRK", "ESP", "1972-07-01").level is None
    assert held.standing("PRK", "ESP", "1980-01-01").level is Level.AMBASSADORIAL


def test_consular_relations_by_the_convention_of_1963() -> None:
    severed = [told("established", "1974", "1983"), told("severed", "1983")]
    assert answers(severed, "1980-01-01", "1990-01-01", kind="consular") == [TRUE, UNKNOWN]
    stated = [told("established", "1974"), told("never", "1974", kind="consular")]
    assert answers(stated, "1980-01-01", kind="consular") == [FALSE]
    kept = [*severed, told("established", "1960", kind="consular")]
    assert answers(kept, "1990-01-01", kind="consular") == [TRUE]


def test_a_party_that_has_ended_is_in_no_relations() -> None:
    held = Relations([Relation("PRK", "DDR", period=Period(PartialDate.parse("1949-11-07")))])
    assert held.in_force("PRK", "DDR", "1980-01-01") is TRUE
    assert held.in_force("PRK", "DDR", "2000-01-01") is FALSE


def test_what_is_listed_undated_holds_on_the_day_of_the_edition_alone() -> None:
    ds = Dataset(relations=[told("established")], as_of=date(2024, 1, 30))
    found = [
        relations_count(ds, of="PRK", at=day).count for day in ("2000-01-01", "2024-01-30", "2025-01-01")
    ]
    assert found == [Count(0, 1), Count(1), Count(0, 1)]


def test_nobody_is_zero_only_where_somebody_looked() -> None:
    coverage = {"relations": {"parties": ["PRK"], "complete": True}}
    looked = Dataset(coverage=coverage, as_of=date(2024, 1, 30))
    assert relations_count(looked, of="PRK").count == Count(0)
    assert relations_count(looked, of="FRA").count is None
    assert relations_count(Dataset(as_of=date(2024, 1, 30)), of="PRK").to_dict()["count"]["high"] is None


def test_withheld_recognition_against_relations_is_unknown() -> None:
    held = Recognitions([Recognition("ESP", "PRK", RecognitionStatus.REFUSED)])
    relations = Relations([told("established", "2001")])
    found = held.standing("ESP", "PRK", "2020-01-01", relations=relations, as_of=date(2020, 1, 1))
    assert found.answer is UNKNOWN
    assert "art. 7" in found.why
    ended = Relations([told("established", "2001", "2010"), told("severed", "2010")])
    assert Recognitions().standing("ESP", "PRK", "2020-01-01", relations=ended).answer is UNKNOWN


def test_implied_recognition_is_said_to_be_implied() -> None:
    found = Recognitions().standing(
        "ESP", "PRK", "2020-01-01", relations=Relations([told("established", "2001")])
    )
    assert (found.answer, found.implied) == (TRUE, True)
    ds = Dataset(relations=[told("established", "2001")])
    assert recognition_count(ds, of="ESP", at="2020-01-01", implied=False).count is None


def missions() -> list[Mission]:
    closed = Period(PartialDate.parse("2014-01"), PartialDate.parse("2023-11"))
    return [
        Mission("mad", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=closed),)),
        Mission("rom", ("PRK",), "ITA", (Spell(Kind.EMBASSY, period=Period(PartialDate.parse("2000"))),)),
        Mission("joint", ("PRK", "CUB"), "MLT", (Spell(Kind.EMBASSY),), (Accreditation("CYP"),)),
    ]


def test_relations_without_a_mission_wait_for_somebody_who_looked() -> None:
    ds = Dataset(missions(), relations=[told("established", "2001")], as_of=date(2024, 1, 30))
    assert [one.answer for one in relations_without_mission(ds, of="PRK").all] == [UNKNOWN]
    covered = Dataset(
        missions(),
        relations=[told("established", "2001")],
        as_of=date(2024, 1, 30),
        coverage={"senders": ["PRK"], "complete": True},
    )
    assert [one.answer for one in relations_without_mission(covered, of="PRK").all] == [TRUE]


def test_missions_without_relations_wait_for_somebody_who_looked() -> None:
    complete = {"relations": {"parties": ["PRK"], "complete": True}}
    for coverage, answer in (({}, UNKNOWN), (complete, TRUE)):
        ds = Dataset(missions(), as_of=date(2024, 1, 30), coverage=coverage)
        found = {one.party: one.answer for one in missions_without_relations(ds, of="PRK").all}
        assert found == {"ITA": answer, "MLT": answer}


def test_leaving_within_three_months_of_a_break_is_no_finding() -> None:
    severed = told("severed", "2023-10-01")
    standing = told("established", "2001", "2023-10-01")
    found = check_rows(Dataset(missions(), relations=[standing, severed], as_of=date(2024, 1, 30)))
    assert [one.code for one in found] == []
    earlier = [told("established", "2001", "2019"), told("severed", "2019")]
    found = check_rows(Dataset(missions(), relations=earlier, as_of=date(2024, 1, 30)))
    assert [one.code for one in found] == ["DM501"]


def test_both_sides_may_contradict_each_other() -> None:
    there = Relation("ESP", "PRK", status=RelationStatus.SEVERED, period=Period(PartialDate.parse("2017")))
    found = check_rows(Dataset(relations=[told("established", "2001"), there], as_of=date(2024, 1, 30)))
    assert [one.code for one in found] == ["DM503"]
    assert found[0].related


def test_rules_of_relations_are_linear_in_the_rows_of_one_pair() -> None:
    one = [told("established", f"{year}") for year in range(1000, 3000)]
    other = [told("severed", f"{year}") for year in range(1000, 3000)]
    found = check_rows(Dataset(relations=[*one, *other], as_of=date(2024, 1, 30)))
    assert sum(finding.code == "DM503" for finding in found) > 1000


@pytest.mark.parametrize("wrong", ["2023", "soon"])
def test_a_day_is_a_full_date(wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        Relations([told("established")]).in_force("PRK", "ESP", wrong)


def test_an_accreditation_that_ended_is_lost_in_a_diff_and_gained_seen_backwards() -> None:
    post = Spell(Kind.EMBASSY, period=Period(PartialDate.parse("2000-05-08")))
    since = PartialDate.parse("2006")

    def edition(until: str, day: date) -> Dataset:
        end = PartialDate.parse(until) if until else End.OPEN
        accredited = (Accreditation("NZL", Period(since, end)),)
        return Dataset([Mission("aus", ("PRK",), "AUS", (post,), accredited)], day)

    old, new = edition("", date(2007, 6, 1)), edition("2008-02", date(2016, 1, 1))
    lost, gained = diff(old, new).changes, diff(new, old).changes
    assert [(str(one.kind), str(one.nature), str(one.when)) for one in lost] == [
        ("accreditation_lost", "world", "2008-02")
    ]
    assert [str(one.kind) for one in gained] == ["accreditation_gained"]
    assert [one.kind for one in diff(edition("2008", date(2016, 1, 1)), new).changes] == ["corrected"]
