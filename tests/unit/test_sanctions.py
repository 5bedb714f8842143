"""Sanctions: what is in force on a day, its intensity, its overlap with a footprint, and the rules' edges."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

import diplomap as dm
from diplomap.checking.group_rules import group_of_a_known_name, member_out_of_its_time, member_twice
from diplomap.checking.sanction_act_rules import (
    act_after_its_effect,
    party_to_sanctions_did_not_exist,
    step_without_an_act,
    un_without_a_resolution,
)
from diplomap.checking.sanction_rules import (
    strengthened_from_nothing,
    taken_off_before_imposed,
    taken_off_though_not_in_force,
)
from diplomap.counting.footprint import footprint
from diplomap.counting.sanction_intensity import (
    IntensityRule,
    intensity,
    intensity_rule,
    sanction_intensity,
)
from diplomap.counting.sanction_overlap import NO_CAUSE, overlap
from diplomap.counting.sanctions_in_force import sanctions_on
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.memberships import Membership
from diplomap.model.missions import Mission, Spell
from diplomap.model.sanctions import Instrument, Measure, Objective, Sanction, Sort, Stage
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE, UNKNOWN, Truth
from diplomap.values.periods import End, Period

ARMS, FREEZE, TRAVEL = Measure.ARMS_EMBARGO, Measure.ASSET_FREEZE, Measure.TRAVEL_BAN
DAY = date(2024, 1, 30)


def period(since: str, until: str | End = End.OPEN) -> Period:
    start = PartialDate.parse(since) if since else None
    return Period(start, until if isinstance(until, End) else PartialDate.parse(until))


def step(
    stage: str,
    since: str,
    *measures: Measure,
    until: str | End = End.OPEN,
    id: str = "s1",
    senders: tuple[str, ...] = ("USA",),
    acts: tuple[str, ...] = (),
    target: str = "PRK",
) -> Sanction:
    told = tuple(map(Instrument.parse, acts))
    return Sanction(id, senders, target, measures, Stage(stage), told, period=period(since, until))


def measures(*steps: Sanction, at: str, as_of: date | None = None) -> dict[Measure, Truth]:
    return sanctions_on(Dataset(sanctions=steps, as_of=as_of), "PRK", at=at).measures


# What is in force


def test_steps_add_and_take_off() -> None:
    steps = (
        step("imposed", "2006-10-14", ARMS, FREEZE),
        step("strengthened", "2009-06-12", TRAVEL),
        step("eased", "2014-07-04", FREEZE),
        step("lifted", "2020-01-01"),
    )
    held = [
        set(measures(*steps, at=day))
        for day in ("2006-10-13", "2006-10-14", "2010-01-01", "2014-07-04", "2020-01-01")
    ]
    assert held == [set(), {ARMS, FREEZE}, {ARMS, FREEZE, TRAVEL}, {ARMS, TRAVEL}, set()]


def test_what_was_lifted_can_be_imposed_again() -> None:
    steps = (step("imposed", "1988", ARMS), step("lifted", "2008"), step("imposed", "2017", ARMS))
    assert measures(*steps, at="2012-01-01") == {}
    assert measures(*steps, at="2018-01-01") == {ARMS: TRUE}


def test_steps_of_one_day_follow_each_other_in_the_order_of_the_table() -> None:
    day = "2013-04-22"
    old = step("imposed", "2006-11-20", ARMS)
    assert measures(old, step("lifted", day), step("imposed", day, FREEZE), at=day) == {FREEZE: TRUE}
    assert measures(old, step("imposed", day, FREEZE), step("lifted", day), at=day) == {}


def test_a_date_half_known_leaves_it_open() -> None:
    imposed = step("imposed", "2006", ARMS)
    assert measures(imposed, at="2006-07-01") == {ARMS: UNKNOWN}
    assert measures(imposed, step("lifted", "2006"), at="2007-01-01") == {ARMS: UNKNOWN}
    assert measures(imposed, step("lifted", "2006"), at="2005-12-31") == {}


def test_a_suspension_ends_with_its_period_and_a_step_of_limited_time_too() -> None:
    steps = (step("imposed", "2010", ARMS), step("suspended", "2015-01-01", until="2016-01-01"))
    assert measures(*steps, at="2015-06-01") == {}
    assert measures(*steps, at="2016-01-01") == {ARMS: TRUE}
    assert measures(step("imposed", "2006-07-05", ARMS, until="2007-01-05"), at="2007-01-05") == {}


def test_easing_without_measures_takes_nothing_off() -> None:
    assert measures(step("imposed", "2010", ARMS), step("eased", "2012"), at="2013-01-01") == {ARMS: TRUE}


def test_a_threat_does_not_bind_and_is_told_until_it_is_carried_out() -> None:
    threat, blow = step("threatened", "2006-07-15", ARMS), step("imposed", "2006-10-14", ARMS)
    ds = Dataset(sanctions=(threat, blow))
    before, after = (sanctions_on(ds, "PRK", at=day) for day in ("2006-08-01", "2006-11-01"))
    assert (before.measures, before.threatened) == ({}, (threat,))
    assert any("does not bind" in note for note in before.notes)
    assert (after.measures, after.threatened) == ({ARMS: TRUE}, ())


def test_one_sender_lifts_only_its_own() -> None:
    steps = (
        step("imposed", "2010", ARMS, senders=("USA", "JPN")),
        step("lifted", "2015", senders=("JPN",)),
    )
    held = sanctions_on(Dataset(sanctions=steps), "PRK", at="2016-01-01")
    assert held.by("sender") == {"USA": {ARMS: TRUE}}
    assert sanctions_on(held.dataset, "PRK", at="2016-01-01", by="Japan").measures == {}


def test_of_a_later_day_only_what_may_be() -> None:
    imposed, lifted = step("imposed", "2010", ARMS), step("lifted", "2015")
    assert measures(imposed, at="2025-01-01", as_of=DAY) == {ARMS: UNKNOWN}
    assert measures(imposed, lifted, at="2025-01-01", as_of=DAY) == {}


def test_an_organisation_is_not_expanded() -> None:
    ds = Dataset(sanctions=[step("imposed", "2006", ARMS, senders=("UN",))])
    held = sanctions_on(ds, "PRK", at="2010-01-01")
    assert held.senders == ("UN",)
    assert held.notes == ("what UN puts on binds its members, who are not listed as senders for it",)


def test_nothing_on_record_is_not_nothing() -> None:
    held = sanctions_on(Dataset(as_of=DAY), "PRK")
    assert held.held == ()
    assert "which is not to say that there was none" in held.notes[0]
    assert intensity(held) is None


def test_telling_apart_and_asking_wrongly() -> None:
    held = sanctions_on(Dataset(sanctions=[step("imposed", "2006", ARMS, FREEZE)]), "PRK", at="2010-01-01")
    assert held.by("sort") == {"arms": {ARMS: TRUE}, "financial": {FREEZE: TRUE}}
    assert held.by("regime").keys() == {"s1"}
    with pytest.raises(ValueError, match="not told apart by 'weekday'"):
        held.by("weekday")
    with pytest.raises(ValueError, match="name a day"):
        sanctions_on(Dataset(), "PRK")
    with pytest.raises(ValueError, match="no party"):
        sanctions_on(Dataset(), "Narnia", at="2020-01-01")


# Words


def test_the_types_of_measures_and_the_objectives() -> None:
    assert {measure.sort for measure in Measure} == set(Sort)
    told = Sanction("s", ("USA",), "PRK", objective="nonproliferation|human_rights|prestige")
    assert told.objectives == (Objective.NONPROLIFERATION, Objective.HUMAN_RIGHTS)


# Intensity


def test_the_rules_are_data_and_their_weights_are_used() -> None:
    assert intensity_rule("reach").weight(Measure.FINANCIAL) == 3
    assert {intensity_rule("measures").weight(measure) for measure in Measure} == {1}
    own = IntensityRule("own", "Arms only", "ours", {ARMS: 5}, otherwise=0)
    ds = Dataset(sanctions=[step("imposed", "2006-01-01", ARMS, FREEZE)])
    [point] = sanction_intensity(ds, on="PRK", start="2010-01-01", end="2010-01-01", rule=own)
    assert point.count == Count(5)
    with pytest.raises(ValueError, match="below zero"):
        IntensityRule("bad", "", "", {ARMS: -1})


def test_one_kind_by_several_senders_counts_once() -> None:
    ds = Dataset(sanctions=[step("imposed", "2006", ARMS), step("imposed", "2006", ARMS, id="s2")])
    assert intensity(sanctions_on(ds, "PRK", at="2010-01-01")) == Count(1)


def test_the_steps_of_a_series() -> None:
    ds = Dataset(sanctions=[step("imposed", "2006-10-14", ARMS)])
    points = sanction_intensity(ds, on="PRK", start="2006-08-01", end="2006-12-01", step="month")
    assert [str(point.count) for point in points] == ["0", "0", "0", "1", "1"]
    with pytest.raises(ValueError, match="before the first"):
        sanction_intensity(ds, on="PRK", start="2007-01-01", end="2006-01-01")


# Overlap


def mission(id: str, since: str, until: str | End = End.OPEN) -> Mission:
    return Mission(id, ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=period(since, until)),))


def test_sanctions_and_missions_side_by_side() -> None:
    ds = Dataset(
        [
            mission("stays", "1990"),
            mission("closes", "1990", "2017-10"),
            mission("opens", "2017-03-01"),
            mission("passes", "2017-02-01", "2017-04-01"),
        ],
        sanctions=[step("imposed", "2006", ARMS), step("strengthened", "2017-08-05", FREEZE)],
    )
    both = overlap(ds, of="PRK", since="2017-01-01", until="2017-12-31")
    assert (both.intensity_before, both.intensity_after) == (Count(1), Count(2))
    assert [one.period.start for one in both.steps] == [PartialDate.parse("2017-08-05")]
    assert both.taken == Count(1)
    assert [one.id for one in both.opened.missions] == ["opens", "passes"]
    assert [one.id for one in both.closed.missions] == ["closes", "passes"]
    assert (both.opened.listed, both.closed.listed) == (Count(2), Count(2))
    assert (both.before.count, both.after.count) == (Count(2), Count(2))
    assert NO_CAUSE in str(both)
    assert both.to_dict()["caution"] == NO_CAUSE
    with pytest.raises(ValueError, match="does not come after"):
        overlap(ds, of="PRK", since="2018-01-01", until="2017-01-01")


# The bundled steps


def test_a_step_half_dated_may_lie_in_the_stretch() -> None:
    steps = (
        step("imposed", "2017", ARMS),
        step("imposed", "2016..2017", ARMS, id="s2"),
        step("imposed", "", ARMS),
    )
    both = overlap(Dataset(sanctions=steps), of="PRK", since="2016-12-31", until="2017-12-31")
    assert both.taken == Count(1, 3)


def test_the_bundled_steps_are_those_of_the_resolutions() -> None:
    ds = dm.check("dprk").dataset
    steps = ds.sanctions.regime("un-dprk")
    numbers = [1695, 1718, 1874, 2087, 2094, 2270, 2321, 2356, 2371, 2375, 2397]
    assert [one.instruments[0].name for one in steps] == [f"S/RES/{number}" for number in numbers]
    assert all(one.period.start == one.instruments[0].date for one in steps)
    assert [one.stage.value for one in steps[:3]] == ["threatened", "imposed", "strengthened"]
    known = {source.id for source in ds.sources}
    assert all(one.sources and set(one.sources) <= known for one in ds.sanctions)
    by_un = [
        intensity(sanctions_on(ds, "PRK", at=f"{year}-12-31", by="UN"))
        for year in (2005, 2006, 2009, 2013, 2016, 2017)
    ]
    assert by_un == [Count(0), Count(6), Count(8), Count(9), Count(15), Count(17)]
    assert sanctions_on(ds, "PRK", at="2010-01-01", by="USA").by("regime").keys() == {
        "us-proliferators",
        "us-dprk",
    }


def test_the_bundled_overlap_counts_as_the_footprint_does() -> None:
    ds = dm.check("dprk").dataset
    both = overlap(ds, of="PRK", since="2023-10-01", until="2024-01-30", profile="mofa-kr")
    assert both.steps == ()
    assert (both.closed.listed, both.opened.listed) == (Count(9), Count(0))
    assert both.intensity_before == both.intensity_after
    for side, day in ((both.before, "2023-10-01"), (both.after, "2024-01-30")):
        assert side.count == footprint(ds, of="PRK", at=day, profile="mofa-kr").count


# Rules


def codes(rule: object, *steps: Sanction) -> list[int]:
    ds = Dataset(sanctions=steps)
    return [finding.origin.line for finding in rule.function(ds)]  # type: ignore[attr-defined]


def test_a_lift_that_may_come_after_an_imposition_is_no_finding() -> None:
    assert codes(taken_off_before_imposed, step("lifted", "2008-05"), step("imposed", "2008", ARMS)) == []
    assert codes(taken_off_before_imposed, step("lifted", ""), step("imposed", "2008", ARMS)) == []
    assert codes(taken_off_before_imposed, step("lifted", "2007"), step("imposed", "2008", ARMS)) == [1]
    assert codes(taken_off_before_imposed, step("suspended", "2007")) == [1]


def test_strengthening_after_the_end_of_all() -> None:
    imposed, lifted = step("imposed", "2000", ARMS), step("lifted", "2005")
    assert codes(strengthened_from_nothing, imposed, lifted, step("strengthened", "2010", FREEZE)) == [3]
    assert codes(strengthened_from_nothing, imposed, lifted, step("strengthened", "2005", FREEZE)) == []
    ended = step("imposed", "2000", ARMS, until="2003")
    assert codes(strengthened_from_nothing, ended, step("strengthened", "2004", FREEZE)) == [2]
    suspended = step("suspended", "2005")
    assert codes(strengthened_from_nothing, imposed, suspended, step("strengthened", "2010", FREEZE)) == []


def test_taking_off_twice() -> None:
    imposed = step("imposed", "2000", ARMS, FREEZE)
    twice = (imposed, step("eased", "2005", FREEZE), step("eased", "2010", FREEZE))
    assert codes(taken_off_though_not_in_force, *twice) == [3]
    assert codes(taken_off_though_not_in_force, imposed, step("lifted", "2005"), step("lifted", "2010")) == [
        3
    ]
    again = (imposed, step("lifted", "2005"), step("imposed", "2008", ARMS), step("lifted", "2010"))
    assert codes(taken_off_though_not_in_force, *again) == []


def test_acts_and_parties() -> None:
    late = step("imposed", "2010-03", ARMS, acts=("A (2010-08-30)", "B (2011)"))
    either = step("imposed", "2010-09", ARMS, acts=("A (2010-08-30)", "B (2011)"))
    assert codes(act_after_its_effect, late, either, step("imposed", "2010", ARMS, acts=("A",))) == [1]
    assert codes(step_without_an_act, step("threatened", "2010", ARMS), step("imposed", "2010", ARMS)) == [2]
    un = step("imposed", "2010", ARMS, senders=("UN",), acts=("Security Council resolution 1718",))
    assert codes(un_without_a_resolution, un) == []
    early = step("imposed", "1930", ARMS, senders=("UN",))
    assert codes(party_to_sanctions_did_not_exist, early, step("imposed", "", ARMS)) == [1]
    assert codes(party_to_sanctions_did_not_exist, step("imposed", "1960", ARMS, target="CZE")) == []


def test_groups() -> None:
    def found(rule: object, *rows: Membership, as_of: date | None = None) -> list[int]:
        ds = Dataset(groups=rows, as_of=as_of)
        return [finding.origin.line for finding in rule.function(ds)]  # type: ignore[attr-defined]

    touching = (
        Membership("K", "CUB", period=period("1960", "1965")),
        Membership("K", "CUB", period=period("1965")),
    )
    assert found(member_twice, *touching) == []
    assert found(member_twice, Membership("K", "CUB"), Membership("K", "CUB", role="observer")) == []
    assert found(member_twice, *(Membership("K", "CUB", period=period("1960")) for _ in range(3))) == [2, 3]
    still = Membership("K", "DDR", period=period("1974"))
    assert found(member_out_of_its_time, still, as_of=date(1980, 1, 1)) == []
    assert found(member_out_of_its_time, still, as_of=DAY) == [1]
    assert found(member_out_of_its_time, Membership("K", "UGA", period=period("1900"))) == [1]
    true_brics = ("BRA", "RUS", "IND", "CHN", "ZAF")
    then = [Membership("BRICS", party, period=period("2009..2010")) for party in true_brics]
    assert found(group_of_a_known_name, *then, as_of=date(2015, 1, 1)) == []
    assert found(group_of_a_known_name, *then[1:], as_of=date(2015, 1, 1)) == [1]


def test_a_long_regime_is_checked_in_its_length() -> None:
    def long(count: int) -> Dataset:
        first = date(1000, 1, 1).toordinal()
        days = [date.fromordinal(first + number).isoformat() for number in range(count)]
        stages = ("imposed", "strengthened", "eased", "lifted")
        return Dataset(
            sanctions=[
                step(stages[n % 4], day, *(() if n % 4 == 3 else (ARMS,))) for n, day in enumerate(days)
            ]
        )

    rules = (taken_off_before_imposed, strengthened_from_nothing, taken_off_though_not_in_force)
    dataset = long(20_000)
    start = perf_counter()
    for rule in rules:
        list(rule.function(dataset))
    assert perf_counter() - start < 5


@pytest.mark.parametrize("day", ["2005-06-01", "2010-01-01", "2013-03-07", "2014-08-01", "2016-03-15"])
def test_a_snapshot_has_in_force_what_the_whole_had_that_day(day: str) -> None:
    ds = dm.check("dprk").dataset
    assert sanctions_on(ds.at(day), "PRK").measures == sanctions_on(ds, "PRK", at=day).measures
