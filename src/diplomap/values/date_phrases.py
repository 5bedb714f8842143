"""Dates typed with words for a stretch of time: decades, centuries, seasons, quarters, "early", "late"."""

from __future__ import annotations

import re

from diplomap.values.date_names import read_named
from diplomap.values.date_numbers import Reading
from diplomap.values.date_problems import DateFault, calendar_date, either, out_of_range, refuse
from diplomap.values.date_spans import marked, span
from diplomap.values.date_words import SEASONS, fold
from diplomap.values.dates import PartialDate, Precision
from diplomap.values.months import days_in

_ERA = re.compile(r"([0-9]{1,4})\s?b\.?\s?c\.?(?:\s?e\.?)?")
_AD = re.compile(r"(?:a\.?d\.?|c\.?e\.?)\s?([0-9]{1,4})|([0-9]{1,4})\s?(?:a\.?d\.?|c\.?e\.?)")
_EARLY = r"(early|beginning of|start of|mid|middle of|late|end of)"
_TENS = re.compile(rf"(?:the )?(?:{_EARLY}[ -])?(?:in )?(?:the )?([0-9]{{3}})0['’]?s")
_PART = re.compile(rf"{_EARLY}[ -](?:in )?(?:the year )?(.+)")
_SHORT_TENS = re.compile(r"(?:the )?(?:early |mid[ -]|late )?['’]?([0-9])0s")
_CENTURY = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th) (?:century|c\.?)")
_SEASON = re.compile(r"(spring|summer|autumn|fall|winter),? (?:of )?([0-9]{4})(?:[-–/]([0-9]{2}|[0-9]{4}))?")
_NTH = r"(first|second|third|fourth|1st|2nd|3rd|4th)"
_QUARTER = re.compile(
    rf"q([1-4])[ /-]?([0-9]{{4}})|([0-9]{{4}})[ /-]?q([1-4])|{_NTH} quarter(?: of)? ([0-9]{{4}})"
)
_HALF = re.compile(rf"h([12])[ /-]?([0-9]{{4}})|([0-9]{{4}})[ /-]?h([12])|{_NTH} half(?: of)? ([0-9]{{4}})")
_ORDINALS = {
    word: n
    for n, pair in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th"), 1)
    for word in pair.split()
}
_PLACES = {"early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}


def read_words(text: str) -> Reading | None:
    """The date of a text with words in it and how it was read; None where it has no such shape.

    >>> read_words("early 1990s")
    (PartialDate('1990..1993~'), 'early 1990s read as about 1990 to 1993')
    >>> read_words("Q3 2019")
    (PartialDate('2019-07..2019-09'), 'read as a quarter of the year')

    Raises Refused where the shape is known and the date is no good.
    """
    small = fold(text)
    if match := _ERA.fullmatch(small):
        raise out_of_range(match[0].upper())
    if match := _AD.fullmatch(small):
        return calendar_date(int(match[1] or match[2])), "read as year of the common era"
    for shape in (_decade, _century, _season, _fraction, _part):
        if (found := shape(small)) is not None:
            return found
    return read_named(text)


def _decade(small: str) -> Reading | None:
    match = _TENS.fullmatch(small)
    if match is None and (short := _SHORT_TENS.fullmatch(small)):
        raise refuse(
            DateFault.SHORT_YEAR,
            f"{small!r} names no century",
            f"write the decade in full, such as 19{short[1]}X",
        )
    if match is None:
        return None
    part, stem = match.groups()
    if stem[0] == "0":
        raise out_of_range(match[0])
    if stem[2] == "0" and (part is None or stem != "200"):
        # "early 2000s" is only said of the decade; "early 1900s" of the century as well.
        century = calendar_date(int(stem) * 10), calendar_date(int(stem) * 10 + 99)
        decade = PartialDate.parse(f"{stem}X")
        raise either(f"{small!r} is of a decade or of a hundred years", decade, span(*century))
    if part is None:
        return PartialDate.parse(f"{stem}X"), "read as decade"
    low, high = ((0, 3), (4, 6), (7, 9))[_PLACES[part]]
    value = PartialDate.parse(f"{stem}{low}..{stem}{high}~")
    return value, f"{small} read as about {stem}{low} to {stem}{high}"


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
        if int(second) != (year + 1) % 10 ** len(second):
            raise refuse(DateFault.IMPOSSIBLE, f"{small!r} is no winter", "name two years in a row")
        return marked(winters[1], uncertain=True, approximate=True), f"read as the winter {told}"
    if second is not None:
        return None
    first, last = SEASONS[name]
    value = span(calendar_date(year, first), calendar_date(year, last))
    return marked(value, uncertain=True, approximate=True), f"read as the {name} {told}"


def _fraction(small: str) -> Reading | None:
    for pattern, months, told in ((_QUARTER, 3, "a quarter of the year"), (_HALF, 6, "half a year")):
        if match := pattern.fullmatch(small):
            one, year, year_too, two, word, named_year = match.groups()
            number = _ORDINALS[word] if word else int(one or two)
            if number > 12 // months:
                return None
            last = number * months
            whole = int(year or year_too or named_year)
            value = span(calendar_date(whole, last - months + 1), calendar_date(whole, last))
            return value, f"read as {told}"
    return None


def _part(small: str) -> Reading | None:
    match = _PART.fullmatch(small)
    if match is None:
        return None
    inner = calendar_date(int(match[2])) if re.fullmatch("[0-9]{4}", match[2]) else None
    if inner is None and (found := read_named(match[2])):
        inner = found[0]
    if inner is None or inner.precision not in (Precision.YEAR, Precision.MONTH):
        return None
    value = _third(inner, _PLACES[match[1]])
    return value, f"{match[1]} {inner} read as about {value.text.rstrip('~').replace('..', ' to ')}"


def _third(whole: PartialDate, place: int) -> PartialDate:
    year = int(whole.text[:4])
    if whole.precision is Precision.YEAR:
        ends = calendar_date(year, place * 4 + 1), calendar_date(year, place * 4 + 4)
    else:
        month = int(whole.text[5:7])
        first, last = ((1, 10), (11, 20), (21, days_in(year, month)))[place]
        ends = calendar_date(year, month, first), calendar_date(year, month, last)
    return marked(span(*ends), approximate=True)
