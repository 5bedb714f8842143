"""The laws of counts and of effects on them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from diplomap.values.counts import NONE, Count, Effect, total

numbers = st.integers(-1000, 1000)
counts = st.builds(lambda a, b: Count(min(a, b), max(a, b)), numbers, numbers)
effects = st.builds(Effect, numbers, numbers)


# The order and the bracketing of a sum do not matter, and nothing added changes nothing.
@given(counts, counts, counts)
def test_counts_add_in_any_order(a: Count, b: Count, c: Count) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + NONE == a - NONE == a


# Whatever the counts are in truth, their sum and their difference lie in the bounds, and reach them.
@given(counts, counts, st.data())
def test_sums_and_differences_hold_the_truth(a: Count, b: Count, data: st.DataObject) -> None:
    x, y = (data.draw(st.integers(one.low, one.high)) for one in (a, b))
    assert x + y in a + b
    assert x - y in a - b
    assert {a.low + b.low, a.high + b.high} == {(a + b).low, (a + b).high}
    assert {a.low - b.high, a.high - b.low} == {(a - b).low, (a - b).high}


# Knowing a count more exactly only narrows what is computed from it.
@given(counts, counts, st.data())
def test_counts_are_monotone(a: Count, b: Count, data: st.DataObject) -> None:
    low, high = sorted(data.draw(st.tuples(*[st.integers(a.low, a.high)] * 2)))
    for wide, narrow in ((a + b, Count(low, high) + b), (b - a, b - Count(low, high))):
        assert wide.low <= narrow.low <= narrow.high <= wide.high


# The total is the sum one by one.
@given(st.lists(counts))
def test_the_total_is_the_sum(several: list[Count]) -> None:
    running = NONE
    for count in several:
        running = running + count
    assert total(several) == running


# The effect between two counts moves the first exactly to the second.
@given(counts, counts)
def test_an_effect_moves_exactly(before: Count, after: Count) -> None:
    effect = Effect.between(before, after)
    assert before.moved(effect) == after
    assert after.moved(-effect) == before
    assert bool(effect) == (before != after)


# However many steps lie between, their effects add up to the whole movement: the ledger balances.
@given(st.lists(counts, min_size=1))
def test_effects_telescope(steps: list[Count]) -> None:
    whole = Effect(0, 0)
    for before, after in pairwise(steps):
        whole = whole + Effect.between(before, after)
    assert whole == Effect.between(steps[0], steps[-1])
    assert steps[0].moved(whole) == steps[-1]


# Effects form a group: any order, any bracketing, nothing changes nothing, and each has its undoing.
@given(effects, effects, effects)
def test_effects_add_in_any_order(a: Effect, b: Effect, c: Effect) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + Effect(0, 0) == a
    assert not (a + -a)


# A count says itself in words that tell unlike counts apart.
@given(counts, counts)
def test_counts_and_effects_print_apart(a: Count, b: Count) -> None:
    assert (str(a) == str(b)) == (a == b) == (repr(a) == repr(b))
    assert (str(Effect(*_pair(a))) == str(Effect(*_pair(b)))) == (a == b)


def _pair(count: Count) -> tuple[int, int]:
    return count.low, count.high
