"""Making spans and bounds out of dates, each written as coarsely as its days allow."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from diplomap.values.date_problems import DateFault, out_of_range, refuse
from diplomap.values.dates import OPEN_HI, OPEN_LO, DateSyntaxError, PartialDate
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
    if first.lo > last.lo or first.hi > last.hi:
        wrong = "ends before it begins" if first.lo > last.hi else "has one end inside the other"
        raise refuse(
            DateFault.IMPOSSIBLE, f"{first} to {last} {wrong}", "correct one of the two dates", first, last
        )
    if first.lo == OPEN_LO and last.hi == OPEN_HI:
        raise refuse(DateFault.UNREADABLE, f"{first} to {last} says nothing", "write one bound")
    same = (first.lo, first.hi) == (last.lo, last.hi)
    return marked(
        first if same else _written(_starts(first), _ends(last)),
        uncertain=first.uncertain or last.uncertain,
        approximate=first.approximate or last.approximate,
    )


def _starts(value: PartialDate) -> list[str]:
    """Ways to write where it starts: a..b..c is no date, so a span's own end has to be written out."""
    if value.lo == OPEN_LO:
        return [""]
    if ".." not in value.text:
        return [value.text.rstrip("?~%")]
    return [_first(value.lo), date.fromordinal(value.lo).isoformat()]


def _ends(value: PartialDate) -> list[str]:
    if value.hi == OPEN_HI:
        return [""]
    if ".." not in value.text:
        return [value.text.rstrip("?~%")]
    return [_last(value.hi), date.fromordinal(value.hi).isoformat()]


def _written(starts: list[str], ends: list[str]) -> PartialDate:
    # Coarsely if that is allowed: 2000..2000-01 is not, 2000-01-01..2000-01 is.
    for start in starts:
        for end in ends:
            with suppress(DateSyntaxError):
                return PartialDate.parse(start if start == end else f"{start}..{end}")
    raise refuse(DateFault.UNREADABLE, f"{starts[-1]} to {ends[-1]} cannot be written", "write both as days")


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
