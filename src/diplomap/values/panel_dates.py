"""The days at which a series looks at the world: one a year, a quarter or a month."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal, get_args

Step = Literal["year", "quarter", "month"]


def panel_dates(start: date, end: date, step: Step = "year") -> list[date]:
    """The days from `start` to `end`, both included, one every `step`.

    A step keeps the day of the month; where a month is too short for it, its last day stands in
    (iCalendar's own rule, RFC 5545, would leave the month out, and a panel must not have holes).

    >>> [str(day) for day in panel_dates(date(2022, 1, 1), date(2024, 6, 30))]
    ['2022-01-01', '2023-01-01', '2024-01-01']
    >>> [str(day) for day in panel_dates(date(2024, 1, 31), date(2024, 4, 30), "month")]
    ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30']

    Raises ValueError where the end lies before the start, and for another step.
    """
    from dateutil import rrule

    if step not in get_args(Step):
        raise ValueError(f"a step is one of {', '.join(get_args(Step))}, not {step!r}")
    if end < start:
        raise ValueError(f"the last day ({end}) lies before the first ({start})")
    first, last = (datetime.combine(date(day.year, day.month, day.day), time()) for day in (start, end))
    # Of the days that the month has, at most the one asked for: the last of them.
    days = list(range(28, first.day + 1)) or [first.day]
    if step == "year":
        rule = rrule.rrule(
            rrule.YEARLY, dtstart=first, until=last, bymonth=first.month, bymonthday=days, bysetpos=-1
        )
    else:
        every = 3 if step == "quarter" else 1
        rule = rrule.rrule(
            rrule.MONTHLY, interval=every, dtstart=first, until=last, bymonthday=days, bysetpos=-1
        )
    return [moment.date() for moment in rule]
