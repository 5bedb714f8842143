"""Days, months and years of which the month is told by its name."""

from __future__ import annotations

import re
from datetime import date

from diplomap.values.date_numbers import Reading
from diplomap.values.date_problems import DateFault, Refused, calendar_date, out_of_range, refuse, short_year
from diplomap.values.date_words import MONTHS, WEEKDAY_NAMES, WEEKDAYS, fold, near_month
from diplomap.values.dates import PartialDate
from diplomap.values.months import days_in

_WORD = re.compile(r"[a-z]+|([0-9]+)(?:st|nd|rd|th|er|º|°)?(?![0-9])|['’]([0-9]{2})\b|[^\s,.a-z0-9]")
_FILLERS = frozenset(("of", "the", "de", "del", "le", "el", "den", "der", "am", "in", "on", "-", "/"))
# "May 2019 3" is left out: a number behind a whole date is more often a footnote than a day.
_ORDERS = frozenset(
    ("day month year", "month day year", "year month day", "year day month", "month year", "year month")
)


def read_named(text: str) -> Reading | None:
    """The date of a text such as "3 May 2019", "May 2019" or "Friday, 3rd of May 2019".

    >>> read_named("Friday, 3rd of May 2019")
    (PartialDate('2019-05-03'), 'read as day month year')
    >>> read_named("the third of May") is None
    True

    Raises Refused where a month is named and the date is no good.
    """
    if open_ended(text):
        return None
    month: int | None = None
    weekday: int | None = None
    told: dict[str, int] = {}
    numbers: list[int] = []
    for match in _WORD.finditer(fold(text)):
        word, digits, short = match[0], match[1], match[2]
        if word in _FILLERS:
            continue
        if word in MONTHS and month is None:
            month = told["month"] = MONTHS[word]
        elif word in WEEKDAYS and weekday is None:
            weekday = WEEKDAYS[word]
        elif digits == word and len(word) == 4 and "year" not in told:
            told["year"] = int(word)
        elif digits and len(digits) <= 2:
            told.setdefault("day", int(digits))
            numbers.append(int(digits))
        elif digits and len(digits) == 3 and month is not None:
            raise out_of_range(digits)
        elif short and month is not None and "year" not in told:
            raise short_year(text, int(short))
        else:
            return _misspelt(text, word) if month is None else None
    if month is None or len(told) == 1:
        return None
    if "year" not in told:
        raise _no_year(text, month, numbers)
    if len(numbers) > 1 or (weekday is not None and not numbers):
        return None
    value = calendar_date(told["year"], month, told.get("day", 0))
    shape = " ".join(told)
    if shape not in _ORDERS:
        raise refuse(
            DateFault.UNREADABLE, f"{text!r} is in an unusual order", f"write {value} if that is meant", value
        )
    if numbers == [0]:
        raise refuse(DateFault.IMPOSSIBLE, f"{text!r} has a day 0", f"write {value} if the day is not known")
    if weekday is not None and value.earliest is not None:
        check_weekday(value.earliest, weekday)
    return value, f"read as {shape}"


def _no_year(text: str, month: int, numbers: list[int]) -> Refused:
    if len(numbers) > 1 or numbers[0] > days_in(2000, month):
        return short_year(text, numbers[-1])
    return refuse(DateFault.UNREADABLE, f"{text!r} has no year", "add the year")


def open_ended(text: str) -> bool:
    """Whether signs in a text hold a side of it open, so that it is more than one day.

    >>> open_ended("../3 May 2019"), open_ended("3 May 2019"), open_ended("3 May 2019 -")
    (True, False, True)
    """
    return ".." in text or text[:1] in "-/" or text[-1:] in "-/"


def check_weekday(day: date, named: int) -> None:
    """Raises Refused where the day did not fall on the weekday named, Monday being 0."""
    if day.weekday() != named:
        fell = WEEKDAY_NAMES[day.weekday()]
        value = PartialDate.of(day)
        raise refuse(
            DateFault.IMPOSSIBLE,
            f"{day} was a {fell}, not a {WEEKDAY_NAMES[named]}",
            f"correct the day or the weekday; write {value} if the day is right",
            value,
        )


def _misspelt(text: str, word: str) -> Reading | None:
    if len(word) > 3 and re.search("[0-9]{4}", text) and (meant := near_month(word)):
        raise refuse(DateFault.UNREADABLE, f"{word!r} is no month", f"write {meant} if that is meant")
    return None
