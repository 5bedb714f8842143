"""Waves: the statistic keeps its level, finds what was planted, and says what unknown dates leave open."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from diplomap.counting.series import series
from diplomap.counting.wave_comparison import compare_waves
from diplomap.counting.wave_draws import drawn
from diplomap.counting.wave_statistics import Field, scan, significant
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN
from diplomap.values.periods import End, Period

SPAN = date(1950, 1, 1).toordinal(), date(2020, 1, 1).toordinal()


def _mission(nth: int, start: str, end: str | None) -> Mission:
    period = Period(PartialDate.parse(start), End.OPEN if end is None else PartialDate.parse(end))
    return Mission(f"m{nth}", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=period),))


def _at_random(random: Random, posts: int = 60, yearly: float = 0.012) -> list[Mission]:
    """Posts opened at any time, each as likely to close on any one day as on any other."""
    made = []
    for nth in range(posts):
        start = random.randint(SPAN[0], SPAN[1] - 400)
        end = start + 1 + int(random.expovariate(yearly / 365.25))
        told = None if end > SPAN[1] else date.fromordinal(end).isoformat()
        made.append(_mission(nth, date.fromordinal(start).isoformat(), told))
    return made


def test_under_the_null_model_a_false_alarm_is_as_rare_as_the_level_says() -> None:
    alarms = 0
    for seed in range(100):
        found = series(Dataset(_at_random(Random(seed), posts=40)), start="1950", end="2020").waves(
            level=0.1, draws=1, trials=49, seed=seed
        )
        alarms += len(found) > 0
    # Of 100 runs at level 0.1, 10 are expected; 3 to 19 hold all but one in 200 of such experiments.
    assert 3 <= alarms <= 19


def test_the_statistic_alone_keeps_its_level_where_risks_differ() -> None:
    risks = [float(1 + place % 7 * 10 + place) for place in range(40)]
    alarms = 0
    for seed in range(300):
        random = Random(f"{seed}:data")
        cases = [0] * len(risks)
        for place in random.choices(range(len(risks)), risks, k=25):
            cases[place] += 1
        alarms += scan(Field(cases, risks), 59, Random(seed)).p <= 0.05
    # 15 are expected of 300.
    assert 5 <= alarms <= 27


@pytest.mark.parametrize("seed", range(5))
def test_planted_waves_are_found_both(seed: int) -> None:
    random = Random(seed)
    made = _at_random(random, yearly=0.004)
    made += [_mission(100 + nth, "1960", f"1998-{random.randint(1, 12):02}") for nth in range(12)]
    made += [_mission(200 + nth, "1975", f"2013-{random.randint(1, 12):02}") for nth in range(9)]
    found = series(Dataset(made), start="1950", end="2019").waves(draws=3, trials=99, seed=seed)
    for year in (1998, 2013):
        wave = next(one for one in found if one.start.year <= year <= one.end.year)
        assert wave.sure is TRUE
        assert wave.p <= 0.05
        assert wave.closures is not None
        assert wave.closures.low >= 9 > wave.expected


def test_one_seed_gives_one_answer() -> None:
    made = [_mission(nth, "1950..1970", "1990..1999") for nth in range(8)]
    made += [_mission(20 + nth, "1950", None) for nth in range(20)]
    told = series(Dataset(made), start="1950", end="2020")
    assert told.waves(trials=49, seed=3) == told.waves(trials=49, seed=3)


def test_a_wave_that_hangs_on_unknown_dates_says_so() -> None:
    """Four closings from 1994 to 1999 may have come in one year or not; two came in 1995."""
    made = [_mission(nth, "1950", "1994..1999") for nth in range(4)]
    made += [_mission(10 + nth, "1950", "1995") for nth in range(2)]
    made += [_mission(20 + nth, "1950", str(1955 + 8 * nth)) for nth in range(6)]
    made += [_mission(30 + nth, "1950", None) for nth in range(10)]
    found = series(Dataset(made), start="1950", end="2020").waves(largest=0.02, trials=99)
    wave = next(one for one in found if one.start.year >= 1990)
    assert wave.sure is UNKNOWN
    assert 0 < wave.found_in < 1
    assert "draws" in str(wave)
    assert wave not in found.sure


def test_nothing_unusual_gives_no_wave_and_no_closing_neither() -> None:
    steady = [_mission(nth, "1950", str(1955 + 3 * nth)) for nth in range(20)]
    assert len(series(Dataset(steady), start="1950", end="2020").waves(trials=49)) == 0
    assert len(series(Dataset([_mission(0, "1950", None)]), start="1950", end="2020").waves()) == 0


def test_a_wave_tells_what_it_took_and_what_was_expected() -> None:
    made = [_mission(nth, "1950", "1998") for nth in range(9)]
    made += [_mission(20 + nth, "1950", None) for nth in range(27)]
    wave = series(Dataset(made), start="1950", end="2020").waves()[0]
    assert (wave.start, wave.end) == (date(1998, 1, 1), date(1998, 12, 31))
    assert (wave.closures, wave.footprint, str(wave.share)) == (Count(9), Count(36), "25%")
    assert wave.expected < 1
    assert wave.notes


def test_waves_of_openings_are_set_against_time() -> None:
    made = [_mission(nth, f"1964-0{nth}", None) for nth in range(1, 10)]
    made += [_mission(20 + nth, str(1955 + 6 * nth), None) for nth in range(10)]
    found = series(Dataset(made), start="1950", end="2020").waves(of="openings", trials=99)
    assert [(one.start.year, one.closures, one.share) for one in found] == [(1964, None, None)]


def test_two_waves_are_compared_by_what_they_took() -> None:
    made = [_mission(nth, "1950", "1998") for nth in range(15)]
    made += [_mission(20 + nth, "1950", "2013-06") for nth in range(5)]
    made += [_mission(40 + nth, "1950", None) for nth in range(25)]
    first, second = series(Dataset(made), start="1950", end="2020").waves(trials=99)
    told = compare_waves(first, second)
    assert (told.more_closed, told.took_more) == (TRUE, TRUE)
    assert compare_waves(second, first).took_more is FALSE
    assert "15 of 45" in str(told)
    assert told.to_dict()["took_more"] == "true"


def test_days_after_the_editions_own_hold_no_waves() -> None:
    made = [_mission(nth, "1950", None) for nth in range(30)]
    ds = Dataset(made, date(1990, 1, 1))
    assert len(series(ds, start="1950", end="2020").waves()) == 0


def test_a_draw_counts_each_day_of_each_post() -> None:
    ds = Dataset([_mission(0, "2000-01-11", "2000-01-16"), _mission(1, "1999", None)])
    found = series(ds, at=["2000-01-01", "2000-01-11", "2000-01-21"])
    ordinals = [day.toordinal() for day in found.dates]
    assert drawn(found.units, ordinals, Random(0), closing=True).risks == (10.0, 15.0)
    assert drawn(found.units, ordinals, Random(0), closing=True).cases == (0, 1)
    # What opens on a date of the series lies in the interval that ends with it.
    assert drawn(found.units, ordinals, Random(0), closing=False).cases == (1, 0)


def test_wrong_use_is_said() -> None:
    told = series(Dataset([_mission(0, "1950", "1960")]), start="1950", end="1970")
    with pytest.raises(ValueError, match="closings or openings"):
        told.waves(of="moves")
    with pytest.raises(ValueError, match="at least one draw"):
        told.waves(draws=0)
    with pytest.raises(ValueError, match="level of significance"):
        told.waves(level=2)
    with pytest.raises(ValueError, match="largest window"):
        told.waves(largest=1)
    with pytest.raises(ValueError, match="three dates"):
        series(told.dataset, at=["1950-01-01", "1960-01-01"]).waves()
    with pytest.raises(ValueError, match="without risk"):
        significant([1], [0.0], random=Random(0))
