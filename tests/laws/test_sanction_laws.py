"""The laws of sanctions in force: a lift leaves none, strengthening takes none, sharper dates agree."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.counting.sanction_intensity import IntensityRule, intensity, intensity_rule, sanction_intensity
from diplomap.counting.sanction_overlap import overlap
from diplomap.counting.sanctions_in_force import sanctions_on
from diplomap.counting.standings import count_of
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.sanctions import Measure, Sanction, Stage
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, UNKNOWN, Truth
from diplomap.values.periods import End, Period

DAYS = [date(2017, 6, 1), date(2019, 3, 5), date(2019, 7, 1), date(2020, 1, 1), date(2021, 1, 1)]
# Each date with the sharper ones that it may turn out to be.
SHARPER = {
    "2018..2020": ("2018", "2019-03-05", "2020-01-01"),
    "2019": ("2019-03", "2019-03-05", "2019-07-01"),
    "2019-03": ("2019-03-05", "2019-03-31"),
    "2019-03-05": ("2019-03-05",),
    "..2019": ("2017", "2018", "2019-03"),
    "2020-01-01": ("2020-01-01",),
}
dates = st.sampled_from([PartialDate.parse(text) for text in SHARPER])
measures = st.lists(
    st.sampled_from([Measure.ARMS_EMBARGO, Measure.LABOUR, Measure.FUEL]), max_size=2, unique=True
).map(tuple)


def _is_period(told: tuple[PartialDate | None, PartialDate | End]) -> bool:
    start, end = told
    return start is None or isinstance(end, End) or end.hi >= start.lo


periods = (
    st.tuples(st.none() | dates, st.sampled_from(End) | dates).filter(_is_period).map(lambda t: Period(*t))
)
steps = st.builds(
    Sanction,
    st.sampled_from(["r1", "r1", "r2"]),
    st.sampled_from([("USA",), ("USA", "JPN"), ("UN",)]),
    st.just("PRK"),
    measures,
    st.sampled_from(Stage),
    period=periods,
)
several = st.lists(steps, max_size=6).map(tuple)
days = st.sampled_from(DAYS)
as_ofs = st.none() | st.sampled_from(DAYS)
rules = st.sampled_from(["measures", "reach"]) | st.builds(
    IntensityRule,
    st.just("own"),
    st.just(""),
    st.just(""),
    st.dictionaries(st.sampled_from(Measure), st.integers(0, 9)),
    st.integers(0, 3),
)


def bounds(count: Count | None) -> Count:
    return Count(0) if count is None else count


# The intensity of a day is the sum of the weights of the kinds of measure in force that day.
@given(several, days, as_ofs, rules)
@settings(max_examples=60)
def test_intensity_is_the_weight_of_what_is_in_force(
    told: tuple[Sanction, ...], day: date, as_of: date | None, rule: str | IntensityRule
) -> None:
    ds, judged = Dataset(sanctions=told, as_of=as_of), intensity_rule(rule)
    [point] = sanction_intensity(ds, on="PRK", start=day, end=day, rule=rule)
    held = sanctions_on(ds, "PRK", at=day)
    low = sum(judged.weight(m) * count_of(truth).low for m, truth in held.measures.items())
    high = sum(judged.weight(m) * count_of(truth).high for m, truth in held.measures.items())
    assert bounds(point.count) == bounds(intensity(held, rule)) == Count(low, high)
    assert (point.count is None) == (not told)


def plainly(told: tuple[Sanction, ...], day: date) -> dict[tuple[str, str, Measure], Truth]:
    """What is in force by the words of the definition: each step against each that takes off."""
    found: dict[tuple[str, str, Measure], Truth] = {}
    for place, step in enumerate(told):
        if not step.stage.binds:
            continue
        for sender in step.senders:
            for measure in step.measures:
                truth = step.period.contains(day)
                for other, relief in enumerate(told):
                    if relief.id == step.id and sender in relief.senders and relief.relieves(measure):
                        later = _follows(relief.period.start, step.period.start, other > place)
                        truth = truth & ~(relief.period.contains(day) & later)
                key = (step.id, sender, measure)
                found[key] = found.get(key, FALSE) | truth
    return {key: truth for key, truth in found.items() if truth is not FALSE}


def _follows(later: PartialDate | None, earlier: PartialDate | None, below: bool) -> Truth:
    if later is None or earlier is None:
        return UNKNOWN
    return ~later.before(earlier) if below else later.after(earlier)


# The quick way gives what the definition says, step by step against step.
@given(several, days)
@settings(max_examples=150)
def test_in_force_is_what_the_definition_says(told: tuple[Sanction, ...], day: date) -> None:
    held = sanctions_on(Dataset(sanctions=told), "PRK", at=day).held
    assert {(one.regime, one.sender, one.measure): one.truth for one in held} == plainly(told, day)
    assert all(one.steps for one in held)


# A regime that was lifted whole, after all its other steps, has nothing in force.
@given(several, days, as_ofs)
@settings(max_examples=60)
def test_a_lifted_regime_has_none(told: tuple[Sanction, ...], day: date, as_of: date | None) -> None:
    lifted = PartialDate.parse("2020-12-31")
    ends = tuple(
        Sanction(name, ("USA", "JPN", "UN"), "PRK", stage=Stage.LIFTED, period=Period(lifted))
        for name in ("r1", "r2")
    )
    dated = tuple(one for one in told if one.period.start is not None)
    held = sanctions_on(Dataset(sanctions=(*dated, *ends), as_of=as_of), "PRK", at=date(2021, 6, 1))
    assert held.held == ()


# One more step of strengthening, wherever it stands, never lowers the intensity.
@given(several, steps, st.integers(0, 6), days, as_ofs, rules)
@settings(max_examples=60)
def test_strengthening_never_lowers(
    told: tuple[Sanction, ...],
    added: Sanction,
    place: int,
    day: date,
    as_of: date | None,
    rule: str | IntensityRule,
) -> None:
    stronger = attrs.evolve(added, stage=Stage.STRENGTHENED)
    more = (*told[:place], stronger, *told[place:])
    before, after = (
        bounds(intensity(sanctions_on(Dataset(sanctions=one, as_of=as_of), "PRK", at=day), rule))
        for one in (told, more)
    )
    assert before.low <= after.low
    assert before.high <= after.high


# Where a date becomes sharper, the bounds of the intensity lie within those that were told before.
@given(several, st.data(), days, as_ofs)
@settings(max_examples=80)
def test_bounds_contain_sharper_data(
    told: tuple[Sanction, ...], data: st.DataObject, day: date, as_of: date | None
) -> None:
    def sharper(one: PartialDate | End | None) -> PartialDate | End | None:
        if not isinstance(one, PartialDate):
            return one
        return PartialDate.parse(data.draw(st.sampled_from((one.text, *SHARPER[one.text]))))

    sharp = []
    for one in told:
        start, end = sharper(one.period.start), sharper(one.period.end)
        assert not isinstance(start, End)
        assert end is not None
        if isinstance(end, PartialDate) and start is not None and end.hi < start.lo:
            sharp.append(one)
        else:
            sharp.append(attrs.evolve(one, period=Period(start, end)))
    dull, keen = (sanctions_on(Dataset(sanctions=x, as_of=as_of), "PRK", at=day) for x in (told, sharp))
    outer, inner = bounds(intensity(dull)), bounds(intensity(keen))
    assert outer.low <= inner.low <= inner.high <= outer.high
    for measure, truth in dull.measures.items():
        assert truth is UNKNOWN or keen.measures.get(measure) is truth


def _lasts_a_day(period: Period) -> bool:
    start, end = period.start, period.end
    return end is End.OPEN or (isinstance(end, PartialDate) and start is not None and end.lo > start.hi)


# The footprint at the end is the one at the beginning, and what opened, less what closed. Openings take a
# spell to have lasted a day, which a footprint does not; so only spells that surely did are drawn.
@given(
    st.lists(periods.filter(_lasts_a_day), max_size=5),
    st.tuples(days, days).filter(lambda pair: pair[0] < pair[1]),
)
@settings(max_examples=60)
def test_what_moved_adds_up(told: list[Period], stretch: tuple[date, date]) -> None:
    missions = [
        Mission(f"m{n}", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=period),))
        for n, period in enumerate(told)
    ]
    both = overlap(Dataset(missions), of="PRK", since=stretch[0], until=stretch[1])
    before, after = both.before.listed, both.after.listed
    expected = before + both.opened.listed - both.closed.listed
    assert expected.low <= after.low <= after.high <= expected.high
    if before.exact and both.opened.listed.exact and both.closed.listed.exact:
        assert after == expected
