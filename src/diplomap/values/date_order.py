"""The order of day and month in dates such as 3/4/2019, and how a column settles it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplomap.values.date_problems import DayOrder, calendar_date, either, spreadsheet_zero
from diplomap.values.dates import PartialDate

SLASHED = re.compile(r"([0-9]{1,2})\s?([/.\-])\s?([0-9]{1,2})\s?\2\s?([0-9]{4})(?![0-9])")


def column_order(texts: Iterable[str]) -> DayOrder | None:
    """The order of day and month in a column, where its unambiguous cells all agree on one.

    >>> column_order(["3/4/2019", "25/4/2019"])
    <DayOrder.DAY_FIRST: 'day first'>
    >>> column_order(["3/4/2019"]) is None, column_order(["25/4/2019", "4/25/2019"]) is None
    (True, True)
    """
    seen: set[DayOrder] = set()
    for text in texts:
        match = SLASHED.match(text.strip())
        if match is None:
            continue
        one, two = int(match[1]), int(match[3])
        if 12 < one <= 31 and 1 <= two <= 12:
            seen.add(DayOrder.DAY_FIRST)
        elif 1 <= one <= 12 < two <= 31:
            seen.add(DayOrder.MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else None


def read_slashed(match: re.Match[str], order: DayOrder | None) -> tuple[PartialDate, str]:
    """The date of a match of `SLASHED`, and how it was read.

    Raises Refused where the order decides and nothing settles it, and for a day that does not exist.
    """
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    if order is None and year >= 1000 and 1 <= one <= 12 and 1 <= two <= 12 and one != two:
        day_first, month_first = calendar_date(year, two, one), calendar_date(year, one, two)
        raise either(
            f"{match[0]!r} is {day_first} (day first) or {month_first} (month first)", day_first, month_first
        )
    if order is None:
        order = DayOrder.DAY_FIRST if two <= 12 else DayOrder.MONTH_FIRST
    day, month = (one, two) if order is DayOrder.DAY_FIRST else (two, one)
    if not month and not day:
        return calendar_date(year), "read as year (00 stands for not known)"
    if year == 1900 and month == 1 and not day:
        raise spreadsheet_zero(match[0])
    words = "day month year" if order is DayOrder.DAY_FIRST else "month day year"
    zero = "" if day else " (00 stands for not known)"
    return calendar_date(year, month, day), f"read as {words}{zero}"
