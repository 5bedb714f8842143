"""Dates typed in numbers alone, and what each shape of them means."""

from __future__ import annotations

import re
from collections.abc import Callable

from diplomap.values.date_problems import (
    DateFault,
    DayOrder,
    calendar_date,
    either,
    out_of_range,
    refuse,
    serial,
)
from diplomap.values.date_spans import span
from diplomap.values.dates import PartialDate, Precision, days_in

Reading = tuple[PartialDate, str]

SLASHED = re.compile(r"([0-9]{1,2})\s?([/.\-])\s?([0-9]{1,2})\s?\2\s?([0-9]{4})")
_CLOCK = re.compile(
    r"(.*[0-9])(?:[Tt]|,? )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)? ?(?:[AaPp][Mm])? ?"
    r"(?:[Zz]|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
)
_SEASONS = ("spring", "summer", "autumn", "winter")


def read_numbers(text: str, order: DayOrder | None) -> Reading | None:
    """The date of a text in numbers and how it was read; None where it has no such shape.

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
    year, month, day = (int(part) for part in match.groups())
    if month == 0 and day:
        raise refuse(DateFault.IMPOSSIBLE, "there is no month 0", f"write {year} if the month is not known")
    zero = "" if month and day else " (00 stands for not known)"
    return calendar_date(year, month, day), f"read as year month day{zero}"


def _year_month(match: re.Match[str], order: DayOrder | None) -> Reading:
    year, sign, number = int(match[1]), match[2], int(match[3])
    if number == 0:
        return calendar_date(year), "read as year (00 stands for not known)"
    later = year - year % 100 + number
    runs_on = len(match[3]) == 2 and later > year
    if 1 <= number <= 12:
        month = calendar_date(year, number)
        if runs_on and sign != "-":
            years = span(calendar_date(year), calendar_date(later))
            raise either(f"{match[0]!r} is a month or a run of years", month, years)
        return month, "read as year and month"
    if 21 <= number <= 24 and sign == "-":
        raise refuse(
            DateFault.AMBIGUOUS,
            f"{match[0]!r} is {_SEASONS[number - 21]} {year} or a run of years",
            f"write the months ({year}-03..{year}-05) or the years ({year}..{year + 1})",
        )
    if not runs_on:
        return calendar_date(year, number), ""
    return span(calendar_date(year), calendar_date(later)), f"read as some time from {year} to {later}"


def _year_last(match: re.Match[str], order: DayOrder | None) -> Reading:
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    if order is None and year >= 1000 and 1 <= one <= 12 and 1 <= two <= 12 and one != two:
        day_first, month_first = calendar_date(year, two, one), calendar_date(year, one, two)
        raise refuse(
            DateFault.AMBIGUOUS,
            f"{match[0]!r} is {day_first} (day first) or {month_first} (month first)",
            f"write {day_first} or {month_first}",
            day_first,
            month_first,
        )
    if order is None:
        order = DayOrder.DAY_FIRST if two <= 12 else DayOrder.MONTH_FIRST
    day, month = (one, two) if order is DayOrder.DAY_FIRST else (two, one)
    if not month and not day:
        return calendar_date(year), "read as year (00 stands for not known)"
    if not month:
        raise refuse(DateFault.IMPOSSIBLE, "there is no month 0", f"write {year} if the month is not known")
    words = "day month year" if order is DayOrder.DAY_FIRST else "month day year"
    return calendar_date(year, month, day), f"read as {words}"


def _month_year(match: re.Match[str], order: DayOrder | None) -> Reading:
    if int(match[1]) == 0:
        return calendar_date(int(match[2])), "read as year (00 stands for not known)"
    return calendar_date(int(match[2]), int(match[1])), "read as month and year"


def _short_year(match: re.Match[str], order: DayOrder | None) -> Reading:
    raise short_year(match[0], int(match[1]))


def short_year(text: str, year: int) -> Exception:
    """The exception for a year of two digits, of which no century is guessed."""
    return refuse(
        DateFault.SHORT_YEAR,
        f"{text!r} has a year of two digits",
        f"write the year in full, such as {1900 + year} or {2000 + year}",
    )


def _bare_number(match: re.Match[str], order: DayOrder | None) -> Reading:
    number = int(match[1])
    if 20_000 <= number <= 60_000:
        raise serial(number)
    raise refuse(
        DateFault.UNREADABLE, f"{match[0]!r} is a number, no date", "write 2019, 2019-05 or 2019-05-03"
    )


def _eight_digits(match: re.Match[str], order: DayOrder | None) -> Reading:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    last, middle, first = int(match[0][4:]), int(match[0][2:4]), int(match[0][:2])
    turned = last >= 1000 and 1 <= middle <= 12 and 1 <= first <= days_in(last, middle)
    fits = year >= 1000 and 1 <= month <= 12 and 1 <= day <= days_in(year, month)
    if turned and not fits:
        other = calendar_date(last, middle, first)
        raise refuse(
            DateFault.UNREADABLE, f"{match[0]!r} is no year month day", f"write {other} if so", other
        )
    return calendar_date(year, month, day), "read as year month day"


def _years(match: re.Match[str], order: DayOrder | None) -> Reading:
    first, last = calendar_date(int(match[1])), calendar_date(int(match[2]))
    return span(first, last), f"read as some time from {first} to {last}"


def _plain_year(match: re.Match[str], order: DayOrder | None) -> Reading:
    return calendar_date(int(match[1])), "" if match[0] == match[1] else "read as year"


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


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], DayOrder | None], Reading]], ...] = (
    (_shape(r"([0-9]{4})(?:\.0)?"), _plain_year),
    (_shape(r"([0-9]{4})\s?[-/.‐‑]\s?([0-9]{1,2})\s?[-/.‐‑]\s?([0-9]{1,2})"), _year_first),
    (SLASHED, _year_last),
    (_shape(r"([0-9]{4})\s?([-‐‑–—/])\s?([0-9]{1,2})"), _year_month),
    (_shape(r"([0-9]{4})(?:\s?[-‐‑–—/]\s?|\.\.|\s(?:to|or)\s)([0-9]{4})"), _years),
    (_shape(r"([0-9]{4})([0-9]{2})([0-9]{2})"), _eight_digits),
    (_shape(r"([0-9]{1,2})\s?[/.\-]\s?([0-9]{4})"), _month_year),
    (_shape(r"[0-9]{1,2}\s?[/.\-]\s?[0-9]{1,2}\s?[/.\-]\s?([0-9]{2})"), _short_year),
    (_shape(r"['’]([0-9]{2})"), _short_year),
    (_shape(r"([0-9]{5})(?:\.[0-9]+)?"), _bare_number),
    (_shape(r"[0-9]{1,3}|-[0-9]{4}"), _early_year),
    (_shape(r"([0-9]{3})[xX_?]"), _decade),
    (_shape(r"([0-9]{2})(?:XX|xx|\?\?|__|--)"), _century),
    (_shape(r"([0-9]{4})-(?:XX|xx|\?\?)(?:-(?:XX|xx|\?\?))?"), _plain_year),
    (_shape(r"([0-9]{4})-([0-9]{2})-(?:XX|xx|\?\?)"), _day_left_out),
)
