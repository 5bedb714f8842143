"""Making spans and bounds out of dates, each written as coarsely as its days allow."""

from __future__ import annotations

from datetime import date

from diplomap.values.date_problems import DateFault, out_of_range, refuse
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate
from diplomap.values.months import days_in


def marked(value: PartialDate, *, uncertain: bool = False, approximate: bool = False) -> PartialDate:
    """The same days with more doubt.

    >>> str(marked(PartialDate.parse("1974~"), uncertain=True))
    '1974%'
    """
    doubt, rough = uncertain or value.uncertain, approximate or value.approximate
    mark = "%" if doubt and rough else "?" if doubt else "~" if rough else ""
    return PartialDate.parse(value.text.rstrip("?~%") + mark)


def span(first: PartialDate, last: PartialDate) -> PartialDate:
    """Some time from the first to the last, with the doubts of both.

    >>> str(span(PartialDate.parse("1990"), PartialDate.parse("1992~")))
    '1990..1992~'

    Raises Refused where the last comes before the first, or nothing bounds either.
    """
    if first.lo > last.hi or first.lo > last.lo or first.hi > last.hi:
        raise refuse(
            DateFault.IMPOSSIBLE,
            f"{first} to {last} ends before it begins",
            "correct one of the two dates",
            *((first,) if first == last else (first, last)),
        )
    if (first.lo, first.hi) == (last.lo, last.hi):
        return first
    # A decade's or a span's own ends have to be written out: 199X..2001 is allowed, a..b..c is not.
    left = right = ""
    if first.lo != OPEN_LO:
        left = _first(first.lo) if ".." in first.text else first.text.rstrip("?~%")
    if last.hi != OPEN_HI:
        right = _last(last.hi) if ".." in last.text else last.text.rstrip("?~%")
    if not left and not right:
        raise refuse(DateFault.UNREADABLE, f"{first} to {last} says nothing", "write one bound")
    return marked(
        PartialDate.parse(f"{left}..{right}"),
        uncertain=first.uncertain or last.uncertain,
        approximate=first.approximate or last.approximate,
    )


def before(value: PartialDate) -> PartialDate:
    """Some time before the first day of the date.

    >>> str(before(PartialDate.parse("2002-12"))), str(before(PartialDate.parse("1974")))
    ('..2002-11', '..1973')

    Raises Refused where nothing is before it.
    """
    if value.lo == OPEN_LO:
        raise refuse(DateFault.UNREADABLE, f"before {value} says nothing", "write one bound")
    return _doubted(f"..{_last(value.lo - 1)}", value)


def until(value: PartialDate) -> PartialDate:
    """Some time up to and including the date: `1974` gives `..1974`.

    Raises Refused where the date has no last day.
    """
    if value.hi == OPEN_HI:
        raise refuse(DateFault.UNREADABLE, f"up to {value} says nothing", "write one bound")
    plain = value.text.rstrip("?~%")
    return _doubted(f"..{_last(value.hi) if '..' in plain else plain}", value)


def after(value: PartialDate) -> PartialDate:
    """Some time after the last day of the date: `1974` gives `1975..`.

    Raises Refused where nothing is after it.
    """
    if value.hi == OPEN_HI:
        raise refuse(DateFault.UNREADABLE, f"after {value} says nothing", "write one bound")
    return _doubted(f"{_first(value.hi + 1)}..", value)


def onward(value: PartialDate) -> PartialDate:
    """The date or some time after it: `1974` gives `1974..`.

    Raises Refused where the date has no first day.
    """
    if value.lo == OPEN_LO:
        raise refuse(DateFault.UNREADABLE, f"{value} or later says nothing", "write one bound")
    plain = value.text.rstrip("?~%")
    return _doubted(f"{_first(value.lo) if '..' in plain else plain}..", value)


def _doubted(text: str, value: PartialDate) -> PartialDate:
    return marked(PartialDate.parse(text), uncertain=value.uncertain, approximate=value.approximate)


def _first(ordinal: int) -> str:
    if ordinal > date.max.toordinal():
        raise out_of_range("10000")
    day = date.fromordinal(ordinal)
    if day.day > 1:
        return day.isoformat()
    return f"{day.year}" if day.month == 1 else f"{day.year}-{day.month:02}"


def _last(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    if day.year < 1000:
        raise out_of_range(str(day.year))
    if day.day != days_in(day.year, day.month):
        return day.isoformat()
    return f"{day.year}" if day.month == 12 else f"{day.year}-{day.month:02}"
