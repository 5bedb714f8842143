"""Counts with bounds, and effects on them."""

from __future__ import annotations

import pytest

from diplomap.values.counts import NONE, Count, Effect, total


def test_a_count_prints_its_bounds_only_where_they_differ() -> None:
    assert (str(Count(53)), str(Count(50, 53))) == ("53", "50–53")
    assert (repr(Count(53)), repr(Count(50, 53))) == ("Count(53)", "Count(50, 53)")
    assert Count(53) == Count(53, 53)
    assert Count(53).exact
    assert not Count(50, 53).exact


def test_counts_add_and_subtract_as_intervals() -> None:
    assert Count(50, 53) + Count(2) == Count(52, 55)
    assert Count(50, 53) - Count(2) == Count(48, 51)
    assert Count(50, 53) - Count(50, 53) == Count(-3, 3)
    assert total([]) == NONE == Count(0)
    assert total([Count(1), Count(0, 1), Count(2)]) == Count(3, 4)


def test_a_count_holds_the_numbers_between_its_bounds() -> None:
    assert [number in Count(50, 53) for number in (49, 50, 53, 54)] == [False, True, True, False]


def test_a_count_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="from 3 down to 2"):
        Count(3, 2)


@pytest.mark.parametrize(
    ("effect", "text"),
    [
        (Effect(-1, -1), "−1"),
        (Effect(2, 2), "+2"),
        (Effect(0, 0), "0"),
        (Effect(1, 0), "+1/0"),
        (Effect(-1, -2), "−1/−2"),
    ],
)
def test_effects_print_with_their_sign(effect: Effect, text: str) -> None:
    assert str(effect) == text
    assert repr(effect) == f"Effect({effect.low}, {effect.high})"


def test_an_effect_is_true_where_it_moves_something() -> None:
    assert [bool(Effect(*pair)) for pair in ((0, 0), (1, 0), (0, -1))] == [False, True, True]
    assert Effect.between(Count(0, 1), Count(1)) == Effect(1, 0)
    assert -Effect(1, -2) == Effect(-1, 2)
    assert Effect(1, 0) + Effect(-1, 2) == Effect(0, 2)


def test_an_effect_that_crosses_the_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="down to"):
        Count(1).moved(Effect(1, 0))
