"""The laws of accreditation: nobody is reached twice, more never reach fewer, snapshots agree."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.counting.footprint import footprint
from diplomap.counting.profiles import profile
from diplomap.counting.reach import Reach, reach
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE
from diplomap.values.periods import End, Period

TEXTS = ("2018", "2019", "2019-03", "2019-03-05", "2020-01-01", "..2019", "2019..")
DAYS = [date(2017, 6, 1), date(2019, 1, 1), date(2019, 3, 5), date(2019, 7, 1), date(2021, 1, 1)]
PARTIES = ("PRK", "CHN", "ESP", "ITA", "MLT")
days = st.sampled_from(DAYS)
dates = st.sampled_from([PartialDate.parse(text) for text in TEXTS])
PAIRS = attrs.evolve(
    profile("resident"), name="reach", accreditations="resident+concurrent", statuses={Status.OPERATING}
)


def _is_period(told: tuple[PartialDate | None, PartialDate | End]) -> bool:
    start, end = told
    return start is None or isinstance(end, End) or end.hi >= start.lo


periods = (
    st.tuples(st.none() | dates, dates | st.sampled_from([End.OPEN, *End]))
    .filter(_is_period)
    .map(lambda told: Period(*told))
)
spells = st.builds(
    Spell,
    st.sampled_from([Kind.EMBASSY, Kind.EMBASSY, Kind.CONSULATE]),
    st.sampled_from(Status),
    period=periods,
)


@st.composite
def missions(draw: st.DrawFn) -> Mission:
    receiving = draw(st.sampled_from(PARTIES[1:]))
    others = [party for party in PARTIES[1:] if party != receiving]
    accredited = draw(st.lists(st.tuples(st.sampled_from(others), periods), max_size=3))
    second = draw(st.sampled_from([(), (), ("XXX",)]))
    return Mission(
        draw(st.sampled_from("abcd")),
        ("PRK", *second),
        receiving,
        draw(st.lists(spells, min_size=1, max_size=2).map(tuple)),
        tuple(Accreditation(to, period) for to, period in accredited),
    )


datasets = st.builds(Dataset, st.lists(missions(), max_size=4), st.sampled_from(DAYS))


# Nobody is counted twice: those reached are the union of those reached either way, each once.
@given(datasets, days)
def test_nobody_is_reached_twice(ds: Dataset, day: date) -> None:
    found = reach(ds, of="PRK", at=day)
    assert len({one.party for one in found.all}) == len(found.all)
    assert set(found.resident) | set(found.concurrent) == set(found.reached)
    assert len(found.reached) <= len(found.resident) + len(found.concurrent)
    assert len(found.reached) == len(found.resident) + len(found.concurrent) - len(found.both)


# Those reached are the pairs that a footprint with concurrent accreditations counts.
@given(datasets, days)
def test_reach_agrees_with_the_footprint_of_pairs(ds: Dataset, day: date) -> None:
    # A joint mission is a pair of its own in a footprint; here it reaches for its sender.
    alone = attrs.evolve(ds, missions=[one for one in ds.missions if one.sending == ("PRK",)])
    found = reach(alone, of="PRK", at=day, profile=PAIRS)
    assert footprint(alone, of="PRK", at=day, profile=PAIRS).listed == found.listed


# One more accreditation never reaches fewer.
@given(st.data(), datasets, days, st.sampled_from(PARTIES[1:]), periods)
def test_one_more_accreditation_never_reaches_fewer(
    data: st.DataObject, ds: Dataset, day: date, to: str, period: Period
) -> None:
    if not ds.missions:
        return
    place = data.draw(st.integers(0, len(ds.missions) - 1))
    told = list(ds.missions)
    more = (*told[place].accreditations, Accreditation(to, period))
    told[place] = attrs.evolve(told[place], accreditations=more)
    before, after = reach(ds, of="PRK", at=day), reach(attrs.evolve(ds, missions=told), of="PRK", at=day)
    assert set(before.reached) <= set(after.reached)
    assert {*before.reached, *before.perhaps} <= {*after.reached, *after.perhaps}


# What is reached on a day is what the snapshot of that day reaches.
@settings(max_examples=300)
@given(datasets, days)
def test_reach_at_a_day_is_that_of_its_snapshot(ds: Dataset, day: date) -> None:
    def answers(found: Reach) -> dict[str, tuple[object, object]]:
        return {one.party: (one.resident, one.concurrent) for one in found.all if one.answer is not FALSE}

    assert answers(reach(ds, of="PRK", at=day)) == answers(reach(ds.at(day), of="PRK", at=day))


# An accreditation reaches nobody once its post is surely gone.
@given(periods)
def test_an_accreditation_ends_with_its_post(period: Period) -> None:
    gone = Spell(Kind.EMBASSY, period=Period(PartialDate.parse("2010"), PartialDate.parse("2017")))
    ds = Dataset([Mission("a", ("PRK",), "ITA", (gone,), (Accreditation("MLT", period),))])
    assert reach(ds, of="PRK", at="2018-01-01").to("MLT").answer is FALSE


# An embassy and an accreditation take turns: where one ends with the day on which the other begins, a
# party is reached all along.
@given(st.dates(date(2018, 1, 2), date(2019, 12, 30)), days)
def test_an_accreditation_that_takes_over_leaves_no_gap(moved: date, day: date) -> None:
    turn, begin = PartialDate.of(moved), PartialDate.parse("2010-01-01")
    madrid = Mission("m", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=Period(begin, turn)),))
    rome = Spell(Kind.EMBASSY, period=Period(begin))
    ds = Dataset([madrid, Mission("r", ("PRK",), "ITA", (rome,), (Accreditation("ESP", Period(turn)),))])
    found = reach(ds, of="PRK", at=day)
    assert found.to("ESP").answer is TRUE
    assert found.both == ()
