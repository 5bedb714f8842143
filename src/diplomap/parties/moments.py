"""The day, month or year somebody asks about."""

from __future__ import annotations

from datetime import date

from diplomap.values.dates import PartialDate

Moment = str | date | PartialDate


def moment(at: Moment) -> PartialDate:
    """The partial date of what was asked: a text in the strict notation, a day, or a partial date.

    >>> moment("1980"), moment(date(1990, 10, 3))
    (PartialDate('1980'), PartialDate('1990-10-03'))

    Raises DateSyntaxError, a ValueError, on a text in another notation.
    """
    if isinstance(at, PartialDate):
        return at
    return PartialDate.parse(at) if isinstance(at, str) else PartialDate.of(at)
