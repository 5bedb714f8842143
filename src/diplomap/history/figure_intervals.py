"""The interval of numbers that the words of a reported figure allow, and how intervals compare.

A round number is read as a round one: how far "about" reaches follows the roundness of the number.
Sources: M. Krifka, Approximate interpretation of number words (2007), for scales of 1, 5, 10, 50, 100 …;
C. J. M. Jansen and M. M. W. Pollmann, On round numbers, Journal of Quantitative Linguistics 8 (2001), for
what makes a number fit after "about"; S. Ferson et al., Natural language of uncertainty: numeric hedge words,
International Journal of Approximate Reasoning 57 (2015), for the width depending on magnitude and
roundness; S. Williams and R. Power, Hedging and rounding in numerical expressions, Pragmatics & Cognition
21 (2013), for a hedge before a number that is not round making it approximate. The widths themselves are
our rule; readers differ.
"""

from __future__ import annotations

from fractions import Fraction

import attrs

from diplomap.model.figures import Comparison, Quantity, ReportedFigure, Unit
from diplomap.values.counts import Count

_POINTS = 5


@attrs.frozen(slots=True)
class Interval:
    """Numbers from `low` to `high`; None where nothing bounds them on that side.

    The bounds are included unless `above` or `below` says that they are not: `above` that the numbers lie
    above the lower bound, `below` that they lie below the upper one.

    >>> Interval.of(Count(9)).within(Interval(Fraction(15, 2), Fraction(25, 2)))
    True
    >>> str(Interval(Fraction(150), None, above=True)), str(Interval.of(Count(9, 12)))
    ('more than 150', '9–12')

    Raises ValueError where low is above high.
    """

    low: Fraction | None
    high: Fraction | None
    above: bool = False
    below: bool = False

    def __attrs_post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval cannot run from {self.low} down to {self.high}")

    @classmethod
    def of(cls, count: Count) -> Interval:
        """The interval of a count."""
        return cls(Fraction(count.low), Fraction(count.high))

    def within(self, other: Interval) -> bool:
        """Whether all of its numbers are the other's too."""
        return _starts_inside(self, other) and _ends_inside(self, other)

    def apart(self, other: Interval) -> bool:
        """Whether the two share no number."""
        return _ends_before(self, other) or _ends_before(other, self)

    def told(self, unit: str = "") -> str:
        """The interval as a reader says it, with a unit behind each number.

        >>> Interval(Fraction(15), Fraction(25)).told(" %"), Interval(Fraction(9), None).told()
        ('15–25 %', '9 or more')
        """
        low, high = self.low, self.high
        if low is None:
            if high is None:
                return "any number"
            return f"{'fewer than' if self.below else 'at most'} {number(high)}{unit}"
        if high is None:
            return f"more than {number(low)}{unit}" if self.above else f"{number(low)}{unit} or more"
        if low == high:
            return f"{number(low)}{unit}"
        if self.above or self.below:
            start = f"{'more than' if self.above else 'from'} {number(low)}{unit}"
            return f"{start} to {'fewer than ' if self.below else ''}{number(high)}{unit}"
        return f"{number(low)}–{number(high)}{unit}"

    def __str__(self) -> str:
        return self.told()


def number(value: Fraction) -> str:
    """A number as a reader says it: whole, or to one decimal place; to two where they tell it exactly.

    >>> number(Fraction(53)), number(Fraction(900, 53)), number(Fraction(-1, 2)), number(Fraction("16.85"))
    ('53', '17.0', '−0.5', '16.85')
    """
    sign, size = ("−" if value < 0 else ""), abs(value)
    if size.denominator == 1:
        return f"{sign}{size.numerator}"
    hundredths = (size * 10).denominator != 1 and (size * 100).denominator == 1
    return f"{sign}{float(size):.2f}" if hundredths else f"{sign}{float(size):.1f}"


def claimed(figure: ReportedFigure) -> Interval | None:
    """The numbers that the words of a figure allow; None where they say no number (few, many).

    `exactly` n is n; of a share it is what rounds to the n that was said. `about` reaches as far as
    `tolerance` says. `at_most` and `as_many_as` allow all up to n, n included; `at_least` n and more;
    `more_than` and `fewer_than` do not allow n itself. Of a number said as a range, a bound takes the end
    that claims less. What cannot be negative begins at nought.

    >>> figure = ReportedFigure("a", Quantity.CLOSURES, "PRK", Comparison.ABOUT, (20, 20), Unit.PERCENT)
    >>> str(claimed(figure)), str(claimed(attrs.evolve(figure, comparison=Comparison.AS_MANY_AS)))
    ('15–25', '0–20')
    """
    if figure.value is None:
        return None
    low, high = map(exact, figure.value)
    share = figure.unit is Unit.PERCENT
    least = None if figure.quantity is Quantity.NET_CHANGE else Fraction(0)
    match figure.comparison:
        case Comparison.AT_MOST | Comparison.AS_MANY_AS:
            return Interval(_least(least, high), high)
        case Comparison.FEWER_THAN:
            return Interval(_least(least, high), high, below=True)
        case Comparison.AT_LEAST:
            return Interval(low, None)
        case Comparison.MORE_THAN:
            return Interval(low, None, above=True)
        case Comparison.ABOUT:
            start, end = low - tolerance(low, share=share), high + tolerance(high, share=share)
        case _:
            start, end = (low - _rounding(low), high + _rounding(high)) if share else (low, high)
    return Interval(start if least is None or end < least else max(start, least), end)


def tolerance(said: Fraction, *, share: bool = False) -> Fraction:
    """How far "about" reaches to either side of a number.

    Half of the coarsest of the steps 1, 5, 10, 50, 100 … of which the number is a multiple, but at most a
    quarter of the number; of a count at least one thing, of a share at most five points (nobody counts
    shares in steps of more than ten percent).

    >>> [str(tolerance(Fraction(n))) for n in (7, 10, 20, 25, 53, 100, 150)]
    ['1', '5/2', '5', '5/2', '1', '25', '25']
    >>> [str(tolerance(Fraction(n), share=True)) for n in ("16.9", "20", "50", "75")]
    ['1/20', '5', '5', '5/2']
    """
    size = abs(said)
    reach = min(_step(size) / 2, size / 4)
    return min(reach, Fraction(_POINTS)) if share else max(reach, Fraction(1))


def exact(value: float) -> Fraction:
    """A number as it was written, without the dust of binary fractions.

    >>> exact(16.9)
    Fraction(169, 10)
    """
    return Fraction(repr(value) if isinstance(value, float) else value)


def share_of(part: Interval, whole: Interval, *, inside: bool = False) -> Interval | None:
    """A part in percent of a whole, both uncertain; None where the whole is surely nought.

    `inside` says that every thing of the part is one of the whole, so that it is never above 100 percent.

    >>> share_of(Interval.of(Count(9)), Interval.of(Count(53))).told(" %")
    '17.0 %'
    >>> str(share_of(Interval.of(Count(9)), Interval(Fraction(53), None)))
    '0–17.0'
    """
    if whole.high == 0 or whole.low is None:
        return None
    low = None if part.low is None else _least_quotient(part.low, whole)
    high: Fraction | None = None
    if part.high is not None and (negative := _least_quotient(-part.high, whole)) is not None:
        high = -negative
    if inside:
        low = None if low is None else min(low, Fraction(1))
        high = Fraction(1) if high is None else min(high, Fraction(1))
    return Interval(None if low is None else low * 100, None if high is None else high * 100)


def _least_quotient(part: Fraction, whole: Interval) -> Fraction | None:
    if part >= 0:
        return Fraction(0) if whole.high is None else part / whole.high
    return part / whole.low if whole.low else None


def _least(least: Fraction | None, high: Fraction) -> Fraction | None:
    return None if least is None or high < least else least


def _step(size: Fraction) -> Fraction:
    if size == 0:
        return Fraction(0)
    step, five = Fraction(1), True
    while (size / step).denominator != 1:
        step /= 10
    while (size / (step * (5 if five else 2))).denominator == 1:
        step, five = step * (5 if five else 2), not five
    return step


def _rounding(said: Fraction) -> Fraction:
    unit = Fraction(1)
    while (said / unit).denominator != 1:
        unit /= 10
    return unit / 2


def _starts_inside(one: Interval, other: Interval) -> bool:
    if other.low is None:
        return True
    if one.low is None or one.low < other.low:
        return False
    return one.low > other.low or one.above or not other.above


def _ends_inside(one: Interval, other: Interval) -> bool:
    if other.high is None:
        return True
    if one.high is None or one.high > other.high:
        return False
    return one.high < other.high or one.below or not other.below


def _ends_before(one: Interval, other: Interval) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and (one.below or other.above))
