"""Dates typed in numbers alone, and what each shape of them means."""

from __future__ import annotations

import re
from collections.abc import Callable

from diplomap.values.date_order import SLASHED, read_slashed
from diplomap.values.date_problems import (
    DateFault,
    DayOrder,
    calendar_date,
    either,
    out_of_range,
    refuse,
    serial,
    short_year,
    spreadsheet_zero,
)
from diplomap.values.date_spans import span
from diplomap.values.dates import PartialDate, Precision
from diplomap.values.months import days_in

Reading = tuple[PartialDate, str]

_CLOCK = re.compile(
    r"(.*[0-9])(?:[Tt]|,? )(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:[.,][0-9]+)?)?"
    r" ?(?:[AaPp]\.?[Mm]\.?)? ?(?:[Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_SEASONS = ("spring", "summer", "autumn", "winter")
_ZERO = " (00 stands for not known)"


def read_numbers(text: str, order: DayOrder | None) -> Reading | None:
    """The date of a text in numbers and how it was read; None where it has no such shape.

    >>> read_numbers("1992-01-01T00:00:00Z", None)
    (PartialDate('1992-01-01'), 'read as the day; the time of day is left out')
    >>> read_numbers("1990–92", None), read_numbers("May 1990", None)
    ((PartialDate('1990..1992'), 'read as some time from 1990 to 1992'), None)

    Raises Refused where the shape is known and the date is no good.
    """
    if ":" in text and (clocked := _CLOCK.fullmatch(text)):
        inner = read_numbers(clocked[1], order)
        if inner is not None and inner[0].precision is Precision.DAY:
            return inner[0], "read as the day; the time of day is left out"
        return None
    for pattern, shape in _SHAPES:
        if match := pattern.fullmatch(text):
            return shape(match, order)
    return None


def _year_first(match: re.Match[str], order: DayOrder | None) -> Reading:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    if (year, month, day) == (1900, 1, 0):
        raise spreadsheet_zero(match[0])
    zero = "" if month and day else _ZERO
    return calendar_date(year, month, day), f"read as year month day{zero}"


def _year_month(match: re.Match[str], order: DayOrder | None) -> Reading:
    """A year and one or two digits: a month, or the last year of a run such as 1990–92."""
    year, sign, number = int(match[1]), match[2], int(match[3])
    turn = 10 ** len(match[3])
    later = year - year % turn + number
    if number == 0 and turn == 100:
        return _double_zero(match[0], year, sign)
    run = span(calendar_date(year), calendar_date(later)) if later > year else None
    if 1 <= number <= 12:
        month = calendar_date(year, number)
        if run is not None and sign != "-":
            raise either(f"{match[0]!r} is a month or a run of years", month, run)
        return month, "read as year and month"
    if 21 <= number <= 24 and sign == "-":
        raise _season(match[0], year, number, run)
    if run is None:
        return calendar_date(year, number), ""
    return run, f"read as some time from {year} to {later}"


def _double_zero(text: str, year: int, sign: str) -> Reading:
    if sign == "-" and year % 100 != 99:
        return calendar_date(year), f"read as year{_ZERO}"
    run = span(calendar_date(year), calendar_date(year - year % 100 + 100))
    if sign != "-" and year % 100 == 99:
        return run, f"read as some time from {year} to {year + 1}"
    raise either(f"{text!r} is a year without its month or a run of years", calendar_date(year), run)


def _season(text: str, year: int, number: int, run: PartialDate | None) -> Exception:
    name = _SEASONS[number - 21]
    runs = f", or {run} for the years" if run else ""
    return refuse(
        DateFault.AMBIGUOUS if run else DateFault.UNREADABLE,
        f"{text!r} is the code of {name} {year} without the hemisphere"
        + (" or a run of years" if run else ""),
        f"write the first and last month, such as {year}-03..{year}-05{runs}",
        *((run,) if run else ()),
    )


def _month_year(match: re.Match[str], order: DayOrder | None) -> Reading:
    if int(match[1]) == 0:
        return calendar_date(int(match[2])), f"read as year{_ZERO}"
    return calendar_date(int(match[2]), int(match[1])), "read as month and year"


def _short_year(match: re.Match[str], order: DayOrder | None) -> Reading:
    raise short_year(match[0], int(match[1]))


def _bare_number(match: re.Match[str], order: DayOrder | None) -> Reading:
    # As a spreadsheet's day number, 10,000 is in 1927 and 73,050 the last day of 2099.
    if 10_000 <= int(match[1]) <= 73_050:
        raise serial(int(match[1]))
    raise refuse(
        DateFault.UNREADABLE, f"{match[0]!r} is a number, no date", "write 2019, 2019-05 or 2019-05-03"
    )


def _eight_digits(match: re.Match[str], order: DayOrder | None) -> Reading:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if 1 <= month <= 12 and 1 <= day <= days_in(year, month):
        return calendar_date(year, month, day), "read as year month day"
    one, two, last = int(match[0][:2]), int(match[0][2:4]), int(match[0][4:])
    turned = [
        calendar_date(last, m, d)
        for d, m in ((one, two), (two, one))
        if last >= 1000 and 1 <= m <= 12 and 1 <= d <= days_in(last, m)
    ]
    if not turned:
        return calendar_date(year, month, day), f"read as year month day{_ZERO}"
    message = f"{match[0]!r} is no year, month and day in this order"
    if len(set(turned)) > 1:
        raise either(message, *turned)
    raise refuse(DateFault.UNREADABLE, message, f"write {turned[0]} if that is meant", turned[0])


def _years(match: re.Match[str], order: DayOrder | None) -> Reading:
    first, last = calendar_date(int(match[1])), calendar_date(int(match[2]))
    return span(first, last), f"read as some time from {first} to {last}"


def _plain_year(match: re.Match[str], order: DayOrder | None) -> Reading:
    return calendar_date(int(match[1])), "read as year"


def _day_left_out(match: re.Match[str], order: DayOrder | None) -> Reading:
    return calendar_date(int(match[1]), int(match[2])), "read as year and month"


def _early_year(match: re.Match[str], order: DayOrder | None) -> Reading:
    raise out_of_range(match[0])


def _decade(match: re.Match[str], order: DayOrder | None) -> Reading:
    if match[1][0] == "0":
        raise out_of_range(match[0])
    return PartialDate.parse(f"{match[1]}X"), "read as decade"


def _century(match: re.Match[str], order: DayOrder | None) -> Reading:
    if match[1][0] == "0":
        raise out_of_range(match[0])
    return PartialDate.parse(f"{match[1]}00..{match[1]}99"), "read as a hundred years"


def _east_asian(match: re.Match[str], order: DayOrder | None) -> Reading:
    value = calendar_date(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    return value, f"read as {'year month day' if match[3] else 'year and month' if match[2] else 'year'}"


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], DayOrder | None], Reading]], ...] = tuple(
    (re.compile(pattern), shape)
    for pattern, shape in (
        (r"([0-9]{4})(?:\.0)?", _plain_year),
        (r"([0-9]{4})(\s?[-/.]\s?|\s)([0-9]{1,2})\2([0-9]{1,2})", _year_first),
        (SLASHED, read_slashed),
        (r"([0-9]{4})\s?([-–—/])\s?([0-9]{1,2})", _year_month),
        (r"([0-9]{4})(?:\s?[-–—/]\s?|\.\.|\s(?:to|or)\s)([0-9]{4})", _years),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", _eight_digits),
        (r"([0-9]{1,2})\s?[/.\-]\s?([0-9]{4})", _month_year),
        (r"[0-9]{1,2}\s?[/.\-]\s?[0-9]{1,2}\s?[/.\-]\s?([0-9]{2})", _short_year),
        (r"['’]?([0-9]{2})", _short_year),
        (r"([0-9]|[0-9]{5})(?:\.[0-9]+)?", _bare_number),
        (r"[0-9]{3}|-[0-9]{1,4}", _early_year),
        (r"([0-9]{3})[xX_?]", _decade),
        (r"([0-9]{2})(?:XX|xx|\?\?|__|--)", _century),
        (r"([0-9]{4})-(?:XX|xx|\?\?)(?:-(?:XX|xx|\?\?))?", _plain_year),
        (r"([0-9]{4})-([0-9]{2})-(?:XX|xx|\?\?)", _day_left_out),
        (r"([0-9]{4})\s?[年년](?:\s?([0-9]{1,2})\s?[月월](?:\s?([0-9]{1,2})\s?[日일])?)?", _east_asian),
    )
)
