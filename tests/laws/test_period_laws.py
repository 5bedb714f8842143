"""The laws of periods."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from diplomap.values.dates import PartialDate
from diplomap.values.durations import duration
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.panel_dates import panel_dates
from diplomap.values.periods import End, Period

# A stretch short enough that every day of it can be tried.
FIRST, LAST = date(1990, 1, 1), date(1990, 3, 31)
days = st.dates(FIRST, LAST)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    one, two = sorted((draw(days), draw(days)))
    texts = [f"{one}", f"{one.isoformat()[:7]}", f"{one.year}", f"..{one}", f"{one}.."]
    return PartialDate.parse(draw(st.sampled_from([*texts, f"{one}..{two}"] if one < two else texts)))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(st.none() | dates())
    end = draw(st.sampled_from(list(End)) | dates())
    assume(start is None or isinstance(end, End) or end.hi >= start.lo)
    return Period(start, end)


@st.composite
def world(draw: st.DrawFn, period: Period) -> tuple[date, date | None]:
    """One way in which it may have been: a first day and, unless still so, the first day after."""
    low, high = date(1989, 1, 1), date(1991, 12, 31)

    def within(value: PartialDate | None) -> date:
        least = max(low, (value and value.earliest) or low)
        return draw(st.dates(least, max(least, min(high, (value and value.latest) or high))))

    start = within(period.start)
    if period.end is End.OPEN or (period.end is End.UNKNOWN and draw(st.booleans())):
        return start, None
    end = within(None if isinstance(period.end, End) else period.end)
    assume(start < end)
    return start, end


def holds(answer: Truth, fact: bool) -> bool:
    return answer is UNKNOWN or (answer is TRUE) == fact


# A day lies in a period that has begun and is not over; that is all that containing means.
@given(periods(), days)
def test_containing_is_begun_and_not_over(period: Period, day: date) -> None:
    assert period.contains(day) is period.started(day) & ~period.ended(day)


# What has begun stays begun, what is over stays over, and nothing is over that had not begun.
@given(periods())
def test_time_runs_one_way(period: Period) -> None:
    started = [period.started(day).value for day in EVERY_DAY]
    ended = [period.ended(day).value for day in EVERY_DAY]
    assert started == sorted(started)
    assert ended == sorted(ended)
    for begun, over in zip(started, ended, strict=True):
        assert not (over == TRUE.value and begun == FALSE.value)


# Whatever is answered holds in every way in which it may have been.
@given(periods(), st.data(), days)
def test_answers_hold_in_every_world(period: Period, data: st.DataObject, day: date) -> None:
    start, end = data.draw(world(period))
    assert holds(period.started(day), start <= day)
    assert holds(period.ended(day), end is not None and end <= day)
    assert holds(period.contains(day), start <= day and (end is None or day < end))


# Two periods overlap just where they share a day, in every way in which they may have been.
@given(periods(), periods(), st.data())
def test_overlapping_is_sharing_a_day(one: Period, two: Period, data: st.DataObject) -> None:
    (a, b), (c, d) = data.draw(world(one)), data.draw(world(two))
    shared = max(a, c) < min(b or date.max, d or date.max)
    assert holds(one.overlaps(two), shared)


# Of days that are known, the answer is known, and the last day is the one before the end. The days
# are few, so that a period often ends where another begins.
two_days = st.sets(st.dates(FIRST, FIRST + timedelta(days=5)), min_size=2, max_size=2).map(sorted)


@given(two_days, two_days)
def test_known_periods_answer_as_the_calendar_does(one: list[date], two: list[date]) -> None:
    (a, b), (c, d) = one, two
    first, second = Period(PartialDate.of(a), PartialDate.of(b)), Period(PartialDate.of(c), PartialDate.of(d))
    assert first.overlaps(second) is (TRUE if max(a, c) < min(b, d) else FALSE)
    for day in EVERY_DAY[:8]:
        assert first.contains(day) is (TRUE if a <= day < b else FALSE)


# Overlapping is mutual, and a period overlaps itself unless it cannot hold a day.
@given(periods(), periods())
def test_overlapping_is_symmetric(one: Period, two: Period) -> None:
    assert one.overlaps(two) is two.overlaps(one)
    empty = one.start is not None and isinstance(one.end, PartialDate) and one.start.lo >= one.end.hi
    assert (one.overlaps(one) is FALSE) == empty


# Knowing an end more exactly never turns TRUE into FALSE or back; "nobody says" may become anything.
@given(periods(), periods(), days, st.data())
def test_periods_are_monotone(period: Period, other: Period, day: date, data: st.DataObject) -> None:
    start, end = data.draw(world(period))
    finer_end = PartialDate.of(end) if end is not None else End.OPEN
    finer = Period(PartialDate.of(start), finer_end)
    for coarse, fine in (
        (period.contains(day), finer.contains(day)),
        (period.overlaps(other), finer.overlaps(other)),
        (other.overlaps(period), other.overlaps(finer)),
    ):
        assert coarse is UNKNOWN or fine is coarse


# A period that is still so contains every day from its start on.
@given(days, days)
def test_an_open_period_goes_on(start: date, day: date) -> None:
    assert (Period(PartialDate.of(start)).contains(day) is TRUE) == (day >= start)


# A duration's bounds enclose the length in every way in which it may have been.
@given(periods(), st.data(), days)
def test_durations_enclose_every_length(period: Period, data: st.DataObject, until: date) -> None:
    start, end = data.draw(world(period))
    bounds = duration(period, until)
    if period.start is None:
        assert bounds is None
        return
    assert bounds is not None
    last = min(until, end or until)
    # A length is compared as a day counted from one day on, since months differ.
    origin = date(2001, 1, 1)
    length = max(0, (last - start).days)
    assert (origin + bounds.shortest - origin).days <= length + 3
    if bounds.longest is not None:
        assert length <= (origin + bounds.longest - origin).days + 3


# A panel begins with its first day, has one day a month, and goes as far as it may.
@given(st.dates(date(1900, 1, 1), date(1950, 12, 31)), st.integers(0, 400))
def test_a_panel_has_no_holes(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    panel = panel_dates(start, end, "month")
    assert panel[0] == start
    months = [day.year * 12 + day.month for day in panel]
    assert months == list(range(months[0], months[0] + len(months)))
    assert all(day.day == min(start.day, 28) or day.day >= 28 for day in panel)
    assert panel[-1] <= end
    assert end - panel[-1] <= timedelta(days=31)
