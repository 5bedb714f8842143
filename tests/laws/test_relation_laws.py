"""The laws of relations: one answer for both sides, sharper data never turn it round, snapshots agree."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from diplomap.counting.recognition_counts import recognition_count
from diplomap.counting.relation_counts import relations_count
from diplomap.history.two_sided import Agreement, reconcile
from diplomap.model.dataset import Dataset
from diplomap.model.recognitions import Recognition, RecognitionStatus
from diplomap.model.relations import Level, Relation, RelationKind, Relations, RelationStatus
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN
from diplomap.values.periods import End, Period

TEXTS = ("1970", "1971", "1971-06", "1971-06-15", "..1971", "1971..", "1970..1972", "197X", "1973-01-01")
# For each date those that tell it more exactly.
SHARPER = {
    text: [one for one in TEXTS if PartialDate.parse(one).refines(PartialDate.parse(text))] for text in TEXTS
}
DAYS = [date(1969, 6, 1), date(1971, 1, 1), date(1971, 6, 15), date(1971, 9, 1), date(1973, 1, 1)]
PARTIES = ("PRK", "CHN", "ESP")
dates = st.sampled_from([PartialDate.parse(text) for text in TEXTS])
days = st.sampled_from(DAYS)
kinds = st.sampled_from([RelationKind.DIPLOMATIC, RelationKind.DIPLOMATIC, RelationKind.CONSULAR])


def _is_period(told: tuple[PartialDate | None, PartialDate | End]) -> bool:
    start, end = told
    return start is None or isinstance(end, End) or end.hi >= start.lo


periods = (
    st.tuples(st.none() | dates, dates | st.sampled_from([End.OPEN, *End]))
    .filter(_is_period)
    .map(lambda told: Period(*told))
)


@st.composite
def relations(draw: st.DrawFn) -> Relation:
    party, with_ = draw(st.permutations(PARTIES))[:2]
    return Relation(
        party,
        with_,
        draw(kinds),
        draw(st.sampled_from(RelationStatus)),
        draw(st.none() | st.sampled_from(Level)),
        draw(periods),
        sources=draw(st.sampled_from([(), ("a",), ("b",)])),
    )


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    recognitions = st.builds(
        Recognition, st.just("PRK"), st.just("ESP"), st.sampled_from(RecognitionStatus), periods
    )
    return Dataset(
        relations=draw(st.lists(relations(), max_size=5)),
        recognitions=draw(st.lists(recognitions, max_size=3)),
        as_of=draw(st.none() | st.sampled_from(DAYS)),
    )


@st.composite
def sharpened(draw: st.DrawFn, period: Period) -> Period:
    """The same period, told more exactly."""
    start, end = period.start, period.end
    if start is not None and (finer := SHARPER[start.text]):
        start = PartialDate.parse(draw(st.sampled_from(finer)))
    if isinstance(end, PartialDate) and (finer := SHARPER[end.text]):
        end = PartialDate.parse(draw(st.sampled_from(finer)))
    return Period(start, end) if _is_period((start, end)) else period


# Relations have no direction: whoever is asked first, and whoever tells it, the answer is the same.
@given(datasets(), days, kinds)
def test_standing_is_symmetric(ds: Dataset, day: date, kind: RelationKind) -> None:
    there = ds.relations.standing("PRK", "ESP", day, kind=kind, as_of=ds.as_of)
    assert ds.relations.standing("ESP", "PRK", day, kind=kind, as_of=ds.as_of) == there
    turned = Relations(attrs.evolve(one, party=one.with_, with_=one.party) for one in ds.relations)
    assert turned.standing("PRK", "ESP", day, kind=kind, as_of=ds.as_of).answer is there.answer


# Sharper dates never turn yes into no; an answer is lost only where the sharper tellings contradict.
@settings(max_examples=300)
@given(st.data(), datasets(), days)
def test_sharper_dates_never_turn_an_answer_round(data: st.DataObject, ds: Dataset, day: date) -> None:
    finer = Relations(
        attrs.evolve(one, period=data.draw(sharpened(one.period), label="sharper")) for one in ds.relations
    )
    before = ds.relations.standing("PRK", "ESP", day, as_of=ds.as_of)
    after = finer.standing("PRK", "ESP", day, as_of=ds.as_of)
    if before.answer is not UNKNOWN and after.answer is not before.answer:
        assert after.answer is UNKNOWN
        assert "contradict" in after.why


# One more telling never turns yes into no: it can only settle what was open, or contradict.
@given(datasets(), relations(), days)
def test_one_more_telling_that_stands_never_makes_no_of_yes(ds: Dataset, told: Relation, day: date) -> None:
    more = Relations([*ds.relations, told])
    before = ds.relations.in_force("PRK", "ESP", day, as_of=ds.as_of)
    after = more.in_force("PRK", "ESP", day, as_of=ds.as_of)
    if before is TRUE:
        assert after is not FALSE


# Of no pair is anything known of which nothing is told.
@given(datasets(), days, kinds)
def test_no_record_is_no_evidence(ds: Dataset, day: date, kind: RelationKind) -> None:
    assert ds.relations.in_force("FRA", "DEU", day, kind=kind, as_of=ds.as_of) is UNKNOWN


# Severing diplomatic relations never by itself makes consular ones surely absent (VCCR art. 2 (3)),
# and diplomatic relations in force imply consular ones of which nothing is told (art. 2 (2)).
@given(datasets(), days)
def test_consular_relations_follow_diplomatic_ones_in_and_not_out(ds: Dataset, day: date) -> None:
    only = Relations(one for one in ds.relations if one.kind is RelationKind.DIPLOMATIC)
    diplomatic = only.in_force("PRK", "ESP", day, as_of=ds.as_of)
    consular = only.in_force("PRK", "ESP", day, kind="consular", as_of=ds.as_of)
    assert consular is (TRUE if diplomatic is TRUE else UNKNOWN)


# A snapshot says what the whole says of its day, save what only later records let one know. (Where a
# dataset speaks for no day, what is told without a beginning holds on none surely, and so it is left out.)
@settings(max_examples=300)
@given(datasets(), days, days)
def test_the_snapshot_of_a_day_never_says_otherwise(ds: Dataset, day: date, as_of: date) -> None:
    ds = attrs.evolve(ds, as_of=as_of)
    then = ds.at(day)
    for other in PARTIES[1:]:
        whole = ds.relations.standing("PRK", other, day, as_of=ds.as_of).answer
        cut = then.relations.standing("PRK", other, day, as_of=day).answer
        note("; ".join(f"{one.status} {one.period}" for one in ds.relations))
        assert cut is whole or (whole is FALSE and cut is UNKNOWN)


# One that shows what a snapshot must keep: relations told without a beginning, which change their level.
def test_a_snapshot_keeps_the_doubt_of_a_chain_without_a_beginning() -> None:
    turn, end = PartialDate.parse("1971"), PartialDate.parse("1971-06")
    told = [
        Relation("PRK", "CHN", period=Period(None, turn)),
        Relation("PRK", "CHN", period=Period(turn, end)),
    ]
    ds, day = Dataset(relations=told, as_of=date(1971, 6, 15)), date(1971, 1, 1)
    assert ds.relations.in_force("PRK", "CHN", day, as_of=ds.as_of) is UNKNOWN
    assert ds.at(day).relations.in_force("PRK", "CHN", day, as_of=day) is UNKNOWN


# A count lies between those surely and those perhaps in relations, and parts the partners.
@given(datasets(), days)
def test_a_count_parts_the_partners(ds: Dataset, day: date) -> None:
    counted = relations_count(ds, of="PRK", at=day)
    parts = (counted.partners, counted.perhaps, counted.not_)
    named = [one.party for part in parts for one in part]
    assert sorted(named) == sorted(set(named)) == sorted(ds.relations.partners("PRK"))
    assert (counted.listed.low, counted.listed.high) == (len(parts[0]), len(parts[0]) + len(parts[1]))


# Whoever is surely in relations is recognised, unless recognition is told to be withheld.
@given(datasets(), days)
def test_relations_imply_recognition(ds: Dataset, day: date) -> None:
    recognised = {one.party: one.answer for one in recognition_count(ds, of="ESP", at=day).all}
    for one in relations_count(ds, of="ESP", at=day).partners:
        told = ds.recognitions.between(one.party, "ESP")
        if all(record.status.stands for record in told):
            assert recognised[one.party] is TRUE
        assert recognised[one.party] is not FALSE


# Reconciling hears both sides alike: turned round, every pair stands as it stood.
@given(st.lists(relations(), max_size=6))
def test_reconciling_does_not_depend_on_order(told: list[Relation]) -> None:
    there, back = reconcile(told), reconcile(told[::-1])
    assert there.table() == back.table()
    for one in there.records:
        other = back.between(*one.pair)
        assert other is not None
        assert (other.agreement, other.days, other.sharper) == (one.agreement, one.days, one.sharper)
    assert sum(there.table().values()) == len(there.records)


# Two sides that tell the same date agree, whatever the date.
@given(dates)
def test_the_same_date_on_both_sides_is_equal(told: PartialDate) -> None:
    both = [Relation("PRK", "ESP", period=Period(told)), Relation("ESP", "PRK", period=Period(told))]
    assert reconcile(both).records[0].agreement is Agreement.EQUAL


# What differs is apart by at least a day; what is sharper lies within the other.
@pytest.mark.parametrize("first", TEXTS)
@pytest.mark.parametrize("second", TEXTS)
def test_agreements_say_what_they_mean(first: str, second: str) -> None:
    one, two = PartialDate.parse(first), PartialDate.parse(second)
    both = [Relation("PRK", "ESP", period=Period(one)), Relation("ESP", "PRK", period=Period(two))]
    found = reconcile(both).records[0]
    apart = one.hi < two.lo or two.hi < one.lo
    assert (found.agreement is Agreement.DIFFERING) == apart
    if apart:
        assert found.days is not None
        assert found.days.low >= 1
    if found.agreement is Agreement.SHARPER:
        assert (one.refines(two) and found.sharper == "PRK") or (two.refines(one) and found.sharper == "ESP")
