"""What can be wrong with a date somebody typed, said as a value."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

import attrs

from diplomap.values.dates import PartialDate
from diplomap.values.months import days_in, month_name


class DayOrder(Enum):
    """Which number stands first in a date such as 3/4/2019."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"

    def __str__(self) -> str:
        return self.value


class DateFault(Enum):
    """Why a typed date has no value."""

    IMPOSSIBLE = "impossible"
    AMBIGUOUS = "ambiguous"
    SERIAL = "excel serial"
    SHORT_YEAR = "two-digit year"
    OUT_OF_RANGE = "out of range"
    UNREADABLE = "unreadable"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class DateProblem:
    """A typed date that is not taken over: its code, plain words, how to mend it.

    `candidates` are the dates it might mean, in no order of likelihood; none of them is chosen.
    """

    fault: DateFault
    message: str
    suggestion: str
    candidates: tuple[PartialDate, ...] = ()

    def __str__(self) -> str:
        return f"{self.message}; {self.suggestion}" if self.suggestion else self.message


class Refused(Exception):
    """Carries a problem out of the shapes that found it; never leaves `read_date`."""

    def __init__(self, problem: DateProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def refuse(fault: DateFault, message: str, suggestion: str, *candidates: PartialDate) -> Refused:
    """The exception to raise for a problem."""
    return Refused(DateProblem(fault, message, suggestion, candidates))


def either(message: str, *candidates: PartialDate) -> Refused:
    """The exception for a date that means one of several."""
    named = " or ".join(str(one) for one in candidates)
    return refuse(DateFault.AMBIGUOUS, message, f"write {named}", *candidates)


def calendar_date(year: int, month: int = 0, day: int = 0) -> PartialDate:
    """The date of numbers, 0 for a month or day that is not known.

    >>> str(calendar_date(1974)), str(calendar_date(1974, 5, 3))
    ('1974', '1974-05-03')

    Raises Refused where there is no such day or the year is before 1000.
    """
    if not 1000 <= year <= 9999:
        raise out_of_range(str(year))
    if not month:
        if day:
            hint = f"write {year} if the month is not known"
            raise refuse(DateFault.IMPOSSIBLE, "there is no month 0", hint, PartialDate.parse(f"{year}"))
        return PartialDate.parse(f"{year}")
    if not 1 <= month <= 12:
        found = [_swapped(year, month, day)] if day and 1 <= day <= 12 and month <= days_in(year, day) else []
        hint = f"write {found[0]} if day and month were exchanged" if found else f"write {year} if unsure"
        raise refuse(DateFault.IMPOSSIBLE, f"there is no month {month}", hint, *found)
    if not day:
        return PartialDate.parse(f"{year}-{month:02}")
    length = days_in(year, month)
    if day > length:
        known = PartialDate.parse(f"{year}-{month:02}")
        raise refuse(
            DateFault.IMPOSSIBLE,
            f"{month_name(month)} has {length} days in {year}, not {day}",
            f"correct the day, or write {known} if it is not known",
            known,
        )
    return PartialDate.parse(f"{year}-{month:02}-{day:02}")


def _swapped(year: int, month: int, day: int) -> PartialDate:
    return PartialDate.parse(f"{year}-{day:02}-{month:02}")


def out_of_range(year: str) -> Refused:
    """The exception for a year that the notation does not reach."""
    return refuse(
        DateFault.OUT_OF_RANGE,
        f"the year {year} lies outside 1000 to 9999",
        "leave the date empty and tell it in a note",
    )


def short_year(text: str, year: int) -> Refused:
    """The exception for a year of two digits, of which no century is guessed."""
    return refuse(
        DateFault.SHORT_YEAR,
        f"{text!r} has a year of two digits",
        f"write the year in full, such as {1900 + year} or {2000 + year}",
    )


def spreadsheet_zero(text: str) -> Refused:
    """The exception for 1900-01-00, which is how a spreadsheet shows the number 0."""
    return refuse(
        DateFault.SERIAL,
        f"{text!r} is how a spreadsheet shows the number 0",
        "leave the cell empty if there is no date",
    )


def serial(number: int) -> Refused:
    """The exception for a bare spreadsheet number, with the day it is in either system.

    >>> print(serial(43588))
    43588 looks like a spreadsheet's day number; write 2019-05-03 (1900 system) or 2023-05-04 (1904 system)
    """
    old = PartialDate.of(date(1899, 12, 30) + timedelta(days=number))
    mac = PartialDate.of(date(1904, 1, 1) + timedelta(days=number))
    return refuse(
        DateFault.SERIAL,
        f"{number} looks like a spreadsheet's day number",
        f"write {old} (1900 system) or {mac} (1904 system)",
        old,
        mac,
    )
