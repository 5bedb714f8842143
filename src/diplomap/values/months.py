"""The months of the Gregorian calendar: their lengths and English names."""

from __future__ import annotations

_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NAMES = (
    *("", "January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def days_in(year: int, month: int) -> int:
    """How many days a month has, also in years before the calendar began (proleptic).

    >>> days_in(2000, 2), days_in(1900, 2)
    (29, 28)
    """
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month] + leap


def month_name(month: int) -> str:
    """The English name of a month from 1 to 12.

    >>> month_name(5)
    'May'
    """
    return _NAMES[month]
