"""The laws of partial dates: their days, their comparisons, their spans."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from diplomap.values.date_problems import Refused
from diplomap.values.date_spans import after, before, marked, onward, span, until
from diplomap.values.dates import OPEN_HI, OPEN_LO, DateSyntaxError, PartialDate, Precision
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End, Period

FIRST, LAST = date(1000, 1, 1), date(9999, 12, 31)
# Close together as well as far apart, so that dates often touch, cover each other or coincide.
days = st.one_of(st.dates(date(1989, 12, 25), date(1991, 1, 7)), st.dates(FIRST, LAST))
marks = st.sampled_from(["", "?", "~", "%"])


def point(day: date, precision: str) -> str:
    length = {"day": 10, "month": 7, "year": 4}
    return f"{day.year // 10}X" if precision == "decade" else day.isoformat()[: length[precision]]


points = st.builds(point, days, st.sampled_from(["day", "day", "month", "year", "decade"]))


def readable(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except DateSyntaxError:
        return False
    return True


ranges = st.builds(
    lambda one, two: "..".join(sorted((one, two))),
    st.builds(point, days, st.sampled_from(["day", "month", "year"])),
    st.builds(point, days, st.sampled_from(["day", "month", "year"])),
).filter(readable)
texts = st.builds(
    str.__add__, st.one_of(points, points.map("..".__add__), points.map(lambda p: p + ".."), ranges), marks
)
partial_dates = texts.map(PartialDate.parse)


@st.composite
def refined(draw: st.DrawFn, value: PartialDate) -> PartialDate:
    """A date that says more: fewer of the days that `value` allows."""
    low, high = value.earliest or FIRST, value.latest or LAST
    one, two = sorted((draw(st.dates(low, high)), draw(st.dates(low, high))))
    return PartialDate.of(one) if one == two else PartialDate.parse(f"{one}..{two}")


@st.composite
def with_refinement(draw: st.DrawFn) -> tuple[PartialDate, PartialDate]:
    value = draw(partial_dates)
    return value, draw(refined(value))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(st.none() | partial_dates)
    end = draw(st.sampled_from(list(End)) | partial_dates)
    assume(start is None or isinstance(end, End) or end.hi >= start.lo)
    return Period(start, end)


def decided(coarse: Truth, fine: Truth) -> bool:
    """Whether an answer may stand beside one that was given knowing less."""
    return coarse is UNKNOWN or fine is coarse


# What is parsed is written as it was.
@given(texts)
def test_round_trip(text: str) -> None:
    assert str(PartialDate.parse(text)) == text
    assert PartialDate.parse(text) == PartialDate(text)


# A date of one day is that day; a month, year or decade begins on its first day and ends the day
# before the next one begins.
@given(days)
def test_the_days_of_a_date(day: date) -> None:
    ends = {p: PartialDate.parse(point(day, p)) for p in ("day", "month", "year", "decade")}
    assert ends["day"].earliest == ends["day"].latest == day
    for name, value in ends.items():
        first, last = value.earliest, value.latest
        assert first is not None
        assert last is not None
        assert first <= day <= last
        assert point(first, name) == point(last, name) == point(day, name)
        for beyond in (value.lo - 1, value.hi + 1):
            if FIRST.toordinal() <= beyond <= LAST.toordinal():
                assert point(date.fromordinal(beyond), name) != point(day, name)


# Every month of every year ends the day before the next begins: leap years fall where they should.
def test_months_leave_no_day_out() -> None:
    for year in range(1000, 10_000):
        february, march = PartialDate(f"{year}-02"), PartialDate(f"{year}-03")
        assert february.lo == date(year, 2, 1).toordinal()
        assert february.hi + 1 == march.lo == date(year, 3, 1).toordinal()
    for month in range(1, 12):
        assert PartialDate(f"2019-{month:02}").hi + 1 == PartialDate(f"2019-{month + 1:02}").lo


# A mark changes what is trusted, never which days are meant.
@given(texts)
def test_marks_do_not_move_days(text: str) -> None:
    value, plain = PartialDate.parse(text), PartialDate.parse(text.rstrip("?~%"))
    assert (value.lo, value.hi, value.precision) == (plain.lo, plain.hi, plain.precision)
    assert value.uncertain == (text[-1] in "?%")
    assert value.approximate == (text[-1] in "~%")


# A bound is open on one side, a range on none, and both take the days of their ends.
@given(points, points)
def test_bounds_and_ranges_take_the_days_of_their_ends(one: str, two: str) -> None:
    a, b = PartialDate.parse(one), PartialDate.parse(two)
    assert (PartialDate.parse(f"{one}..").lo, PartialDate.parse(f"{one}..").hi) == (a.lo, OPEN_HI)
    assert (PartialDate.parse(f"..{one}").lo, PartialDate.parse(f"..{one}").hi) == (OPEN_LO, a.hi)
    assert readable(f"{one}..{two}") == (a.lo <= b.lo and a.hi <= b.hi and one != two)
    if readable(f"{one}..{two}"):
        both = PartialDate.parse(f"{one}..{two}")
        assert (both.lo, both.hi, both.precision) == (a.lo, b.hi, Precision.RANGE)


# Whatever is not in the notation is refused with a ValueError, and nothing else is ever raised.
@given(st.one_of(st.text(max_size=25), st.text("0123456789-.X?~%/ ", max_size=25)))
@example("2019-W01-1")
def test_strict_parsing_accepts_only_its_notation(text: str) -> None:
    one = r"[1-9]\d\d(?:X|\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)"
    shape = re.compile(rf"(?:{one}|\.\.{one}|{one}\.\.(?:{one})?)[?~%]?", re.ASCII)
    if readable(text):
        assert shape.fullmatch(text)


# There is no order of dates of which only part is known.
@given(partial_dates, partial_dates)
def test_there_is_no_less_than(one: PartialDate, two: PartialDate) -> None:
    for compare in (
        lambda: one < two,
        lambda: one <= two,
        lambda: one > two,
        lambda: sorted([one, two]),
    ):
        with pytest.raises(TypeError):
            compare()


# More precision never turns TRUE into FALSE, nor FALSE into TRUE.
@given(with_refinement(), with_refinement())
def test_comparisons_are_monotone(
    one: tuple[PartialDate, PartialDate], two: tuple[PartialDate, PartialDate]
) -> None:
    (a, finer_a), (b, finer_b) = one, two
    assert decided(a.before(b), finer_a.before(finer_b))
    assert decided(a.after(b), finer_a.after(finer_b))
    assert decided(a.same(b), finer_a.same(finer_b))


# Of dates known to the day, the answers are those of the calendar.
@given(days, days)
def test_known_days_compare_as_the_calendar_does(one: date, two: date) -> None:
    a, b = PartialDate.of(one), PartialDate.of(two)
    assert (a.before(b) is TRUE, a.before(b) is FALSE) == (one < two, one >= two)
    assert (a.after(b) is TRUE, a.after(b) is FALSE) == (one > two, one <= two)
    assert (a.same(b) is TRUE, a.same(b) is FALSE) == (one == two, one != two)
    assert (a.at_day(two) is TRUE, a.at_day(two) is FALSE) == (one <= two, one > two)


# UNKNOWN is only said where the days allow both answers.
@given(partial_dates, partial_dates)
def test_comparisons_say_unknown_only_where_they_must(a: PartialDate, b: PartialDate) -> None:
    a_lo, a_hi = max(a.lo, FIRST.toordinal()), min(a.hi, LAST.toordinal())
    b_lo, b_hi = max(b.lo, FIRST.toordinal()), min(b.hi, LAST.toordinal())
    # At the edges of the calendar a bound without a side has nowhere to go.
    assume((FIRST.toordinal() < a_lo and a_hi < LAST.toordinal()) or (a.lo != OPEN_LO and a.hi != OPEN_HI))
    if a.before(b) is UNKNOWN:
        assert a_lo < b_hi or b.hi == OPEN_HI
        assert a_hi >= b_lo or a.hi == OPEN_HI
    if a.same(b) is UNKNOWN:
        assert max(a_lo, b_lo) <= min(a_hi, b_hi)
        assert not (a_lo == a_hi == b_lo == b_hi)


# Before and after are each other's mirror, and exclude each other and the same day.
@given(partial_dates, partial_dates)
def test_before_and_after_mirror_each_other(a: PartialDate, b: PartialDate) -> None:
    assert a.before(b) is b.after(a)
    assert a.same(b) is b.same(a)
    assert a.before(b) & a.after(b) is not TRUE
    assert a.before(b) & a.same(b) is not TRUE
    assert (a.before(b) is TRUE) <= (a.same(b) is FALSE)
    assert a.before(a) is not TRUE


# One date before a second, and that before a third: the first is before the third.
@given(partial_dates, partial_dates, partial_dates)
def test_before_is_transitive(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    if a.before(b) is TRUE and b.before(c) is TRUE:
        assert a.before(c) is TRUE


# To have come by a day is to be that day or before it.
@given(partial_dates, days)
def test_at_day_is_before_the_next(value: PartialDate, day: date) -> None:
    assume(day < LAST)
    assert value.at_day(day) is value.before(PartialDate.of(date.fromordinal(day.toordinal() + 1)))


# More precision of the date, or of the period's ends, never turns what was decided about "within".
@given(with_refinement(), periods(), st.data())
def test_within_is_monotone(
    one: tuple[PartialDate, PartialDate], period: Period, data: st.DataObject
) -> None:
    value, finer = one
    start = period.start and data.draw(refined(period.start))
    end = period.end if isinstance(period.end, End) else data.draw(refined(period.end))
    assume(start is None or isinstance(end, End) or end.hi >= start.lo)
    assert decided(value.within(period), finer.within(Period(start, end)))


# Of a known day, "within" is what the period says of that day.
@given(days, periods())
def test_within_of_a_known_day_is_containing_it(day: date, period: Period) -> None:
    within, contained = PartialDate.of(day).within(period), period.contains(day)
    assert within is contained


# Telling a date more exactly is a strict partial order: never of itself, never both ways, and it carries on.
small = st.sampled_from(
    [
        PartialDate.parse(stem + mark)
        for stem in (
            "199X",
            "1990",
            "1990-05",
            "1990-05-03",
            "1990..1992",
            "..1990",
            "1990..",
            "1990-01..1990-12",
        )
        for mark in ("", "?", "~", "%")
    ]
)


@given(small, small, small)
def test_refining_is_a_strict_partial_order(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    assert not a.refines(a)
    assert not (a.refines(b) and b.refines(a))
    if a.refines(b) and b.refines(c):
        assert a.refines(c)


# Fewer days is a refinement, whatever the marks.
@given(with_refinement())
def test_fewer_days_refine(one: tuple[PartialDate, PartialDate]) -> None:
    value, finer = one
    assert finer.refines(value) == (
        (finer.lo, finer.hi) != (value.lo, value.hi) or bool(value.text[-1] in "?~%")
    )


# A span covers both of its ends and no other day.
@given(partial_dates, partial_dates)
def test_a_span_covers_its_ends(one: PartialDate, two: PartialDate) -> None:
    try:
        both = span(one, two)
    except Refused:
        assert one.lo > two.lo or one.hi > two.hi or (one.lo == OPEN_LO and two.hi == OPEN_HI)
        return
    assert (both.lo, both.hi) == (one.lo, two.hi)
    assert both.uncertain == (one.uncertain or two.uncertain)
    assert both.approximate == (one.approximate or two.approximate)
    assert readable(str(both))


# What is read as before a date ends the day before it, and so on for after, until and onward.
@given(partial_dates)
def test_bounds_touch_the_date_they_are_made_of(value: PartialDate) -> None:
    expected = {
        before: (OPEN_LO, value.lo - 1),
        until: (OPEN_LO, value.hi),
        after: (value.hi + 1, OPEN_HI),
        onward: (value.lo, OPEN_HI),
    }
    for turn, days_of in expected.items():
        try:
            bound = turn(value)
        except Refused:
            at_edge = value.lo <= FIRST.toordinal() or value.hi >= LAST.toordinal()
            assert at_edge
            continue
        assert (bound.lo, bound.hi) == days_of
        assert (bound.uncertain, bound.approximate) == (value.uncertain, value.approximate)
    if value.lo > FIRST.toordinal():
        assert before(value).before(value) is TRUE


# Doubt is only ever added.
@given(partial_dates, st.booleans(), st.booleans())
def test_marking_adds_doubt(value: PartialDate, uncertain: bool, approximate: bool) -> None:
    more = marked(value, uncertain=uncertain, approximate=approximate)
    assert (more.lo, more.hi) == (value.lo, value.hi)
    assert more.uncertain == (value.uncertain or uncertain)
    assert more.approximate == (value.approximate or approximate)
