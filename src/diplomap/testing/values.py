"""Strategies for partial dates and periods."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

_DAYS = st.dates(date(1000, 1, 1), date(2100, 12, 31))


def partial_dates(marks: bool = True) -> st.SearchStrategy[PartialDate]:
    """Dates of every precision, with or without marks of doubt.

    >>> from hypothesis import find
    >>> find(partial_dates(), lambda date: date.precision.value == "month").text
    '2000-01'
    """
    point = st.builds(_cut, _DAYS, st.integers(0, 3))
    texts = st.one_of(
        point,
        point.map(lambda text: f"..{text}"),
        point.map(lambda text: f"{text}.."),
        st.builds(_range, _DAYS, _DAYS),
    )
    marked = st.builds("{}{}".format, texts, st.sampled_from(["", "", "?", "~", "%"] if marks else [""]))
    return marked.map(PartialDate.parse)


def _cut(day: date, depth: int) -> str:
    text = day.isoformat()
    return (text, text[:7], text[:4], f"{text[:3]}X")[depth]


def _range(one: date, two: date) -> str:
    first, last = sorted((one.year, two.year))
    return f"{first}..{last}" if first < last else f"{first}"


def periods() -> st.SearchStrategy[Period]:
    """Periods with every sort of beginning and end, none of which ends before it begins.

    >>> from hypothesis import find
    >>> str(find(periods(), lambda period: period.start is None and period.end is End.UNKNOWN))
    '/'
    """
    ends = st.one_of(partial_dates(), st.sampled_from(End))
    return st.tuples(st.none() | partial_dates(), ends).filter(_is_period).map(lambda parts: Period(*parts))


def _is_period(parts: tuple[PartialDate | None, PartialDate | End]) -> bool:
    start, end = parts
    return start is None or isinstance(end, End) or end.hi >= start.lo
