"""Laws of verdicts on reported figures: sharper data never turn an answer into its opposite."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.history.figure_intervals import Interval, claimed, share_of, tolerance
from diplomap.history.verdicts import Answer, judge
from diplomap.history.verification import verify
from diplomap.model.dataset import Dataset
from diplomap.model.figures import Comparison, Modality, Quantity, ReportedFigure, Unit
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.relations import Relation
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

AS_OF = date(2021, 6, 1)
OPPOSITE = {Answer.SUPPORTED: Answer.CONTRADICTED, Answer.CONTRADICTED: Answer.SUPPORTED}
DATES = tuple(
    map(PartialDate.parse, ("2015", "2018-05", "2019", "2019-03", "2019-03-05", "2018..2020", "2020-06-01"))
)
KINDS = (Kind.EMBASSY, Kind.CONSULATE, Kind.LEGATION)
RECEIVERS = ("CHN", "ESP", "RUS", "AGO", "UGA")
QUANTITIES = tuple(Quantity)
NUMBERS = st.integers(-3, 8)
fractions = st.fractions(-50, 150, max_denominator=8)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(fractions), draw(fractions)))
    open_low, open_high = draw(st.booleans()), draw(st.booleans())
    return Interval(
        None if open_low else low,
        None if open_high else high,
        above=not open_low and low < high and draw(st.booleans()),
        below=not open_high and low < high and draw(st.booleans()),
    )


@st.composite
def figures(draw: st.DrawFn) -> ReportedFigure:
    comparison = draw(st.sampled_from([one for one in Comparison if not one.vague]))
    quantity = draw(st.sampled_from(QUANTITIES))
    share = draw(st.booleans())
    number = draw(st.integers(0, 100) if share else NUMBERS)
    since, until = draw(st.sampled_from([("2018", "2020"), ("2019", "2019"), ("2019-01-01", "2019-04")]))
    return ReportedFigure(
        "f",
        quantity,
        "PRK",
        comparison,
        (number, number + draw(st.integers(0, 2))),
        Unit.PERCENT if share else Unit.COUNT,
        draw(st.sampled_from([None, Quantity.MISSIONS, Quantity.RELATIONS])),
        draw(st.sampled_from(["", "diplomatic", "resident", "lowy"])),
        PartialDate.parse(since),
        PartialDate.parse(until),
        draw(st.sampled_from(Modality)),
        draw(st.sampled_from(["", "", "NAM"])),
    )


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    start = draw(st.sampled_from([None, *DATES]))
    ends = [End.OPEN, End.UNKNOWN, *(day for day in DATES if start is None or day.lo > start.hi)]
    status = draw(st.sampled_from([Status.OPERATING, Status.OPERATING, Status.UNKNOWN, Status.SUSPENDED]))
    return Spell(draw(st.sampled_from(KINDS)), status, period=Period(start, draw(st.sampled_from(ends))))


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    told = draw(st.lists(st.tuples(st.sampled_from(RECEIVERS), spells()), max_size=5))
    missions = [Mission(f"m{n}", ("PRK",), to, (spell,)) for n, (to, spell) in enumerate(told)]
    partners = draw(st.lists(st.sampled_from(RECEIVERS), unique=True, max_size=4))
    relations = [Relation("PRK", one, period=draw(spells()).period) for one in partners]
    complete: Mapping[str, Any] = {
        "senders": ["PRK"],
        "from": "2010",
        "to": "2021-06-01",
        "complete": draw(st.booleans()),
        "relations": {"parties": ["PRK"], "from": "2010", "complete": draw(st.booleans())},
    }
    coverage = draw(st.sampled_from([{}, complete]))
    return Dataset(missions, AS_OF, coverage, relations=relations)


def _sharper(draw: st.DrawFn, period: Period) -> Period:
    start, end = period.start, period.end
    if start is not None and draw(st.booleans()):
        start = PartialDate.of(date.fromordinal(draw(st.integers(start.lo, start.hi))))
    if end is End.UNKNOWN and draw(st.booleans()):
        end = draw(st.sampled_from([End.OPEN, PartialDate.of(AS_OF - timedelta(draw(st.integers(0, 300))))]))
    elif isinstance(end, PartialDate) and draw(st.booleans()):
        end = PartialDate.of(date.fromordinal(draw(st.integers(end.lo, end.hi))))
    if isinstance(end, PartialDate) and start is not None and end.lo <= start.hi:
        return period
    return Period(start, end)


@st.composite
def sharpened(draw: st.DrawFn, dataset: Dataset) -> Dataset:
    """The same dataset told more exactly: dates narrowed, doubtful statuses settled, more that is listed."""
    missions = []
    for mission in dataset.missions:
        (spell,) = mission.spells
        status = spell.status
        if status is Status.UNKNOWN and draw(st.booleans()):
            status = draw(st.sampled_from([Status.OPERATING, Status.PLANNED]))
        period = _sharper(draw, spell.period)
        missions.append(attrs.evolve(mission, spells=(attrs.evolve(spell, status=status, period=period),)))
    relations = [attrs.evolve(one, period=_sharper(draw, one.period)) for one in dataset.relations]
    coverage = dict(dataset.coverage)
    if coverage.get("complete") is not True:
        found = draw(st.lists(st.tuples(st.sampled_from(RECEIVERS), spells()), max_size=2))
        missions += [Mission(f"new{n}", ("PRK",), to, (spell,)) for n, (to, spell) in enumerate(found)]
        if coverage:
            coverage["complete"] = draw(st.booleans())
    if coverage and coverage["relations"]["complete"] is not True:
        coverage["relations"] = {**coverage["relations"], "complete": draw(st.booleans())}
    return attrs.evolve(dataset, missions=missions, relations=relations, coverage=coverage)


# Verification is monotone: data told more exactly never turn supported into contradicted, or the reverse.
# They may only decide what was undecidable; what the sharper data allow lies in what the others did.
@settings(max_examples=250)
@given(st.data())
def test_sharper_data_never_reverse_a_verdict(data: st.DataObject) -> None:
    dataset, figure = data.draw(datasets()), data.draw(figures())
    sharper = data.draw(sharpened(dataset))
    before, after = verify(dataset, figure), verify(sharper, figure)
    assert after.verdict is not OPPOSITE.get(before.verdict)
    if before.verdict is not Answer.UNDECIDABLE:
        assert after.verdict is before.verdict or after.interval is None
    if before.interval is not None and after.interval is not None:
        assert after.interval.within(before.interval)
    # Each reading by itself, and the one of a figure of which nobody says how it was counted.
    for name, answer in before.by_profile.items():
        assert after.by_profile[name] is not OPPOSITE.get(answer)


# Of intervals alone: a part of what the data allow is judged alike, or decides what they left open.
@given(intervals(), intervals(), intervals())
def test_a_part_of_an_interval_is_never_judged_the_other_way(
    one: Interval, two: Interval, said: Interval
) -> None:
    if one.within(two) and judge(two, said) is not Answer.UNDECIDABLE:
        assert judge(one, said) is judge(two, said)


# No data both support and contradict a figure; an interval is within itself and never apart from itself.
@given(intervals(), intervals())
def test_within_and_apart_exclude_each_other(one: Interval, two: Interval) -> None:
    assert one.within(one)
    assert not one.apart(one)
    assert not (one.within(two) and one.apart(two))
    assert one.apart(two) == two.apart(one)


# What "at most n" says is what "more than n" denies: data that support one contradict the other.
@given(datasets(), figures(), NUMBERS)
def test_opposite_bounds_get_opposite_answers(dataset: Dataset, figure: ReportedFigure, n: int) -> None:
    plain = attrs.evolve(
        figure, value=(n, n), unit=Unit.COUNT, modality=Modality.FACT, profile=figure.profile or "all"
    )
    for one, other in (
        (Comparison.AT_MOST, Comparison.MORE_THAN),
        (Comparison.FEWER_THAN, Comparison.AT_LEAST),
    ):
        first = verify(dataset, attrs.evolve(plain, comparison=one)).verdict
        second = verify(dataset, attrs.evolve(plain, comparison=other)).verdict
        assert second is OPPOSITE.get(first, Answer.UNDECIDABLE)


# A number is always among those that its own words allow, save where they say that it is not.
@given(st.sampled_from([c for c in Comparison if not c.vague]), st.integers(0, 10_000), st.booleans())
def test_words_allow_their_own_number(comparison: Comparison, n: int, share: bool) -> None:
    unit = Unit.PERCENT if share else Unit.COUNT
    said = claimed(ReportedFigure("f", Quantity.MISSIONS, "PRK", comparison, (n, n), unit))
    assert said is not None
    strict = comparison in (Comparison.MORE_THAN, Comparison.FEWER_THAN)
    assert Interval(Fraction(n), Fraction(n)).within(said) is not strict


# How far "about" reaches scales with the number: ten times as much reaches ten times as far, one thing apart.
@given(st.integers(1, 9_999))
def test_about_reaches_as_far_as_the_number_is_round(n: int) -> None:
    here, tenfold = tolerance(Fraction(n)), tolerance(Fraction(n * 10))
    assert 1 <= here <= max(Fraction(1), Fraction(n, 4))
    assert tenfold >= here


# A share of a part of a whole lies between nought and a hundred percent, and narrows with either of the two.
@given(st.data())
def test_shares_narrow_with_their_parts(data: st.DataObject) -> None:
    low, high, base_low, base_high = (data.draw(st.integers(0, 60)) for _ in range(4))
    low, high = sorted((low, high))
    base_low, base_high = sorted((base_low + high, base_high + high))
    part, whole = Interval(Fraction(low), Fraction(high)), Interval(Fraction(base_low), Fraction(base_high))
    wide = share_of(part, whole, inside=True)
    some = Fraction(data.draw(st.integers(low, high)))
    exact = share_of(Interval(some, some), whole, inside=True)
    if wide is not None and exact is not None:
        assert exact.within(wide)
        assert exact.within(Interval(Fraction(0), Fraction(100)))
