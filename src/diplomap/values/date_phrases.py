"""Dates typed with words: months by name, decades, seasons, quarters, eras."""

from __future__ import annotations

import re
from datetime import date

from diplomap.values.date_numbers import Reading, short_year
from diplomap.values.date_problems import DateFault, calendar_date, either, out_of_range, refuse
from diplomap.values.date_spans import marked, span
from diplomap.values.date_words import MONTHS, SEASONS, WEEKDAY_NAMES, WEEKDAYS, fold, near_month
from diplomap.values.dates import PartialDate, Precision, days_in

_ERA = re.compile(r"([0-9]{1,4})\s?(?:b\.?\s?c\.?(?:\s?e\.?)?)")
_AD = re.compile(r"(?:a\.?d\.?|c\.?e\.?)\s?([0-9]{1,4})|([0-9]{1,4})\s?(?:a\.?d\.?|c\.?e\.?)")
_TENS = re.compile(r"(?:(early|mid|late)[ -])?(?:the )?([0-9]{3})0['’]?s")
_PART = re.compile(r"(early|mid|late|beginning of|start of|end of|middle of)[ -](?:in )?(.+)")
_CENTURY = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th) (?:century|c\.)")
_SEASON = re.compile(r"(spring|summer|autumn|fall|winter),? (?:of )?([0-9]{4})(?:[-–/]([0-9]{2}|[0-9]{4}))?")
_QUARTER = re.compile(
    r"q([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ /-]?q([1-4])|(first|second|third|fourth) quarter(?: of)? ([0-9]{4})"
)
_HALF = re.compile(r"(first|second) half(?: of)? ([0-9]{4})|h([12])[ /-]?([0-9]{4})")
_ORDINALS = ("first", "second", "third", "fourth")
_WORD = re.compile(r"[a-z]+|[0-9]+(?:st|nd|rd|th|er|º|°)?(?![0-9])|['’][0-9]{2}\b|[^\s,.a-z0-9]")
_FILLERS = frozenset(("of", "the", "de", "del", "le", "el", "den", "der", "am", "in", "on", "-", "/"))
_PLACES = {"early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}


def read_words(text: str) -> Reading | None:
    """The date of a text with words in it and how it was read; None where it has no such shape.

    Raises Refused where the shape is known and the date is no good.
    """
    small = fold(text)
    if match := _ERA.fullmatch(small):
        raise out_of_range(match[0].upper())
    if match := _AD.fullmatch(small):
        return calendar_date(int(match[1] or match[2])), "read as year of the common era"
    return _decade(small) or _century(small) or _season(small) or _fraction(small) or _named(text, small)


def _decade(small: str) -> Reading | None:
    match = _TENS.fullmatch(small)
    if match is None:
        return None
    part, stem = match.groups()
    if stem[0] == "0":
        raise out_of_range(match[0])
    if part is None and stem[2] == "0":
        century = calendar_date(int(stem) * 10), calendar_date(int(stem) * 10 + 99)
        raise either(
            f"{small!r} is a decade or a hundred years", PartialDate.parse(f"{stem}X"), span(*century)
        )
    if part is None:
        return PartialDate.parse(f"{stem}X"), "read as decade"
    low, high = ((0, 3), (4, 6), (7, 9))[_PLACES[part]]
    value = PartialDate.parse(f"{stem}{low}..{stem}{high}~")
    return value, f"{part} in a decade read as about {stem}{low} to {stem}{high}"


def _century(small: str) -> Reading | None:
    match = _CENTURY.fullmatch(small)
    if match is None:
        return None
    last = int(match[1]) * 100
    if last <= 1000:
        raise out_of_range(small)
    return span(calendar_date(last - 99), calendar_date(last)), f"read as the years {last - 99} to {last}"


def _season(small: str) -> Reading | None:
    match = _SEASON.fullmatch(small)
    if match is None:
        return None
    name, year, second = match[1], int(match[2]), match[3]
    told = "of the northern hemisphere (an assumption)"
    if name == "winter":
        winters = [span(calendar_date(start, 12), calendar_date(start + 1, 2)) for start in (year - 1, year)]
        if second is None:
            raise either(f"{small!r} is the winter before or after that year's summer", *winters)
        if int(second) % 100 != (year + 1) % 100:
            raise refuse(DateFault.IMPOSSIBLE, f"{small!r} is no winter", "name two years in a row")
        return marked(winters[1], uncertain=True, approximate=True), f"read as the winter {told}"
    if second is not None:
        return None
    first, last = SEASONS[name]
    value = span(calendar_date(year, first), calendar_date(year, last))
    return marked(value, uncertain=True, approximate=True), f"read as the {name} {told}"


def _fraction(small: str) -> Reading | None:
    if match := _QUARTER.fullmatch(small):
        year = int(match[2] or match[3] or match[6])
        number = _ORDINALS.index(match[5]) + 1 if match[5] else int(match[1] or match[4])
        value = span(calendar_date(year, number * 3 - 2), calendar_date(year, number * 3))
        return value, "read as a quarter of the year"
    if match := _HALF.fullmatch(small):
        year = int(match[2] or match[4])
        number = _ORDINALS.index(match[1]) + 1 if match[1] else int(match[3])
        return span(
            calendar_date(year, number * 6 - 5), calendar_date(year, number * 6)
        ), "read as half a year"
    if match := _PART.fullmatch(small):
        inner = calendar_date(int(match[2])) if re.fullmatch("[0-9]{4}", match[2]) else None
        if inner is None and (found := _named(match[2], match[2])):
            inner = found[0]
        if inner is not None and inner.precision in (Precision.YEAR, Precision.MONTH):
            value = _third(inner, _PLACES[match[1]])
            return value, f"{match[1]} {inner} read as about {value.text.rstrip('~').replace('..', ' to ')}"
    return None


def _third(whole: PartialDate, place: int) -> PartialDate:
    year = int(whole.text[:4])
    if whole.precision is Precision.YEAR:
        ends = calendar_date(year, place * 4 + 1), calendar_date(year, place * 4 + 4)
    else:
        month = int(whole.text[5:7])
        first, last = ((1, 10), (11, 20), (21, days_in(year, month)))[place]
        ends = calendar_date(year, month, first), calendar_date(year, month, last)
    return marked(span(*ends), approximate=True)


def _named(text: str, small: str) -> Reading | None:
    """A day, a month and a year in any order, the month by its name."""
    numbers: list[int] = []
    shapes: list[str] = []
    month = weekday = year = None
    for word in _WORD.findall(small):
        if word in _FILLERS:
            continue
        if word in MONTHS and month is None:
            month = MONTHS[word]
            shapes.append("month")
        elif word in WEEKDAYS and weekday is None and not shapes:
            weekday = WEEKDAYS[word]
        elif word[0].isdigit() and len(word) == 4 and word.isdigit() and year is None:
            year = int(word)
            shapes.append("year")
        elif word[0].isdigit() and len(word.rstrip("sthndrer")) <= 2:
            numbers.append(int(re.match("[0-9]+", word)[0]))  # type: ignore[index]
            shapes.append("day")
        elif word[0] in "'’" and month is not None and year is None:
            raise short_year(text, int(word[1:]))
        else:
            return _misspelt(text, word) if month is None else None
    if month is None or len(numbers) > 2 or (not numbers and year is None):
        return None
    if year is None:
        if len(numbers) == 2 or numbers[0] > days_in(2000, month):
            raise short_year(text, numbers[-1])
        raise refuse(DateFault.UNREADABLE, f"{text!r} has no year", "add the year")
    if len(numbers) == 2:
        return None
    value = calendar_date(year, month, numbers[0]) if numbers else calendar_date(year, month)
    if numbers and numbers[0] == 0:
        raise refuse(DateFault.IMPOSSIBLE, f"{text!r} has a day 0", f"write {value} if the day is not known")
    if weekday is not None and numbers and value.earliest is not None:
        _check_weekday(value.earliest, weekday)
    return value, "read as " + " ".join(shapes)


def _check_weekday(day: date, named: int) -> None:
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
