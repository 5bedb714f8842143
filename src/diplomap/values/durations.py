"""How long a period lasted, in years, months and days, with bounds where its ends are uncertain."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from diplomap.values.dates import OPEN_HI, OPEN_LO
from diplomap.values.periods import End, Period

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta


@attrs.frozen(slots=True)
class Duration:
    """Between `shortest` and `longest`; `longest` is None where nothing bounds it."""

    shortest: relativedelta
    longest: relativedelta | None

    def __str__(self) -> str:
        low = in_words(self.shortest)
        if self.longest is None:
            return f"at least {low}"
        high = in_words(self.longest)
        return low if low == high else f"{low} to {high}"


def duration(period: Period, until: date | None = None) -> Duration | None:
    """How long the period lasted, counted up to `until` at most; None where its start is unknown.

    >>> from diplomap.values.dates import PartialDate
    >>> closed = Period(PartialDate.parse("1974-05-03"), PartialDate.parse("2023-11"))
    >>> print(duration(closed))
    49 years 5 months 29 days to 49 years 6 months 27 days
    >>> print(duration(Period(PartialDate.parse("1974-05-03")), until=date(2024, 5, 3)))
    50 years

    Raises ValueError where the period is still open and `until` is not given.
    """
    from dateutil.relativedelta import relativedelta

    if period.start is None:
        return None
    cut = OPEN_HI if until is None else until.toordinal()
    if period.end is End.OPEN:
        if until is None:
            raise ValueError("a period that is still open has a length only up to some day: give `until`")
        ends = cut, cut
    elif isinstance(period.end, End):
        ends = OPEN_LO, cut
    else:
        ends = min(period.end.lo, cut), min(period.end.hi, cut)

    def between(first: int, last: int) -> relativedelta:
        if last <= first:
            return relativedelta()
        return relativedelta(date.fromordinal(last), date.fromordinal(first))

    unbounded = period.start.lo == OPEN_LO or ends[1] == OPEN_HI
    return Duration(
        between(period.start.hi, ends[0]), None if unbounded else between(period.start.lo, ends[1])
    )


def in_words(span: relativedelta) -> str:
    """A span of time in years, months and days.

    >>> from dateutil.relativedelta import relativedelta
    >>> in_words(relativedelta(years=1, days=3)), in_words(relativedelta())
    ('1 year 3 days', '0 days')
    """
    parts = ((span.years, "year"), (span.months, "month"), (span.days, "day"))
    words = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
    return " ".join(words) or "0 days"
