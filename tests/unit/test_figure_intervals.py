"""What the words of a reported figure allow, and how intervals of numbers compare."""

from __future__ import annotations

from fractions import Fraction

import pytest

from diplomap.history.figure_intervals import Interval, claimed, share_of, tolerance
from diplomap.model.figures import Comparison, Quantity, ReportedFigure, Unit
from diplomap.values.counts import Count

C = Comparison


def said(comparison: Comparison, value: tuple[float, float], unit: Unit = Unit.COUNT) -> str:
    told = claimed(ReportedFigure("f", Quantity.CLOSURES, "PRK", comparison, value, unit))
    assert told is not None
    return str(told)


@pytest.mark.parametrize(
    ("comparison", "value", "allows"),
    [
        (C.EXACTLY, (10, 10), "10"),
        (C.EXACTLY, (8, 10), "8–10"),
        (C.ABOUT, (10, 10), "7.5–12.5"),
        (C.ABOUT, (8, 10), "7–12.5"),
        (C.ABOUT, (53, 53), "52–54"),
        (C.ABOUT, (150, 150), "125–175"),
        (C.ABOUT, (1, 1), "0–2"),
        (C.AT_MOST, (10, 10), "0–10"),
        (C.AS_MANY_AS, (10, 10), "0–10"),
        (C.AS_MANY_AS, (8, 10), "0–10"),
        (C.AT_LEAST, (8, 10), "8 or more"),
        (C.MORE_THAN, (150, 150), "more than 150"),
        (C.MORE_THAN, (8, 10), "more than 8"),
        (C.FEWER_THAN, (8, 10), "from 0 to fewer than 10"),
    ],
)
def test_what_words_allow_of_a_count(comparison: Comparison, value: tuple[float, float], allows: str) -> None:
    assert said(comparison, value) == allows


@pytest.mark.parametrize(
    ("comparison", "value", "allows"),
    [
        (C.EXACTLY, 17, "16.5–17.5"),
        (C.EXACTLY, 16.9, "16.85–16.95"),
        (C.ABOUT, 20, "15–25"),
        (C.ABOUT, 25, "22.5–27.5"),
        (C.ABOUT, 50, "45–55"),
        (C.MORE_THAN, 10, "more than 10"),
    ],
)
def test_what_words_allow_of_a_share(comparison: Comparison, value: float, allows: str) -> None:
    assert said(comparison, (value, value), Unit.PERCENT) == allows


def test_an_exact_share_allows_what_rounds_to_it() -> None:
    told = claimed(ReportedFigure("f", Quantity.CLOSURES, "PRK", C.EXACTLY, (16.9, 16.9), Unit.PERCENT))
    assert told == Interval(Fraction("16.85"), Fraction("16.95"))


def test_few_and_many_allow_no_number() -> None:
    for vague in (C.FEW, C.MANY):
        assert claimed(ReportedFigure("f", Quantity.MISSIONS, "PRK", vague)) is None


def test_a_net_change_may_be_negative_and_a_count_may_not() -> None:
    for quantity, allows in ((Quantity.NET_CHANGE, "at most 2"), (Quantity.CLOSURES, "0–2")):
        assert str(claimed(ReportedFigure("f", quantity, "PRK", C.AT_MOST, (2, 2)))) == allows
    loss = ReportedFigure("f", Quantity.NET_CHANGE, "PRK", C.ABOUT, (-10, -10))
    assert str(claimed(loss)) == "−12.5–−7.5"


def test_a_figure_below_what_can_be_is_an_interval_all_the_same() -> None:
    impossible = ReportedFigure("f", Quantity.CLOSURES, "PRK", C.EXACTLY, (-5, -5))
    assert str(claimed(impossible)) == "−5"


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_a_figure_is_a_number(value: float) -> None:
    with pytest.raises(ValueError, match="is no number"):
        ReportedFigure("f", Quantity.CLOSURES, "PRK", C.EXACTLY, (0, value))


def test_open_bounds_decide_at_the_number_itself() -> None:
    ten, more, fewer = (
        Interval.of(Count(10)),
        Interval(Fraction(10), None, above=True),
        Interval(None, Fraction(10), below=True),
    )
    for strict in (more, fewer):
        assert ten.apart(strict)
        assert not ten.within(strict)
        assert not strict.within(ten)
    assert more.within(Interval(Fraction(10), None))
    assert not Interval(Fraction(10), None).within(more)
    assert more.apart(fewer)


def test_an_interval_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="cannot run from 3 down to 2"):
        Interval(Fraction(3), Fraction(2))


def test_a_share_of_nothing_is_none_and_of_an_unknown_whole_may_be_any() -> None:
    nine, none, some = Interval.of(Count(9)), Interval.of(Count(0)), Interval.of(Count(0, 5))
    assert share_of(nine, none) is None
    assert share_of(nine, some) == Interval(Fraction(180), None)
    assert share_of(nine, some, inside=True) == Interval(Fraction(100), Fraction(100))
    assert share_of(Interval.of(Count(-9, -5)), Interval.of(Count(50, 100))) == Interval(
        Fraction(-18), Fraction(-5)
    )


def test_a_round_number_reaches_farther_than_one_that_is_not() -> None:
    assert (
        tolerance(Fraction(100))
        > tolerance(Fraction(110))
        > tolerance(Fraction(105))
        > tolerance(Fraction(103))
    )
