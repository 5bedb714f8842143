"""Dates with words of doubt, bounds and ranges around them."""

from __future__ import annotations

import re
from collections.abc import Callable

from diplomap.values.date_asides import read_with_aside
from diplomap.values.date_guess import read_with_dateutil
from diplomap.values.date_numbers import read_numbers
from diplomap.values.date_phrases import read_words
from diplomap.values.date_problems import DateFault, DayOrder, calendar_date, refuse
from diplomap.values.date_spans import after, before, marked, onward, span, until
from diplomap.values.date_words import MONTHS, SEASONS, fold, says_still
from diplomap.values.dates import DateSyntaxError, PartialDate, Precision

_LONGEST = 300
_DEEPEST = 4
_UNKNOWN = re.compile(
    r"(?:date )?(?:unknown|not known|n\.?d\.?|unclear)(?: date)?\.?\s*[(\[,:;–—-]\s*(.+?)[)\]]?", re.I
)
_ROUGH = re.compile(
    r"(?:c\.|c(?= ?[0-9])|(?:cc?a|circa|abt|approx)(?:\.|\b)|~|≈"
    r"|(?:(?:on or )?about|around|approximately|roughly|vers|um|hacia)\b)\s*"
)
_DOUBT = re.compile(r"(?:(?:probably|possibly|perhaps|maybe|presumably|likely)\s|\?)\s*")
_PARTS = frozenset(("winter", "early", "mid", "late"))
_BRACKETS = frozenset(("[]", "()", '""', "''", "“”", "„“", "«»"))
_RUNS_ON = re.compile(r".*[0-9]\s*[-–—/]")

_Turn = Callable[[PartialDate], PartialDate]
_BOUNDS: tuple[tuple[re.Pattern[str], _Turn, str], ...] = tuple(
    (re.compile(pattern), turn, told)
    for pattern, turn, told in (
        (
            r"(?:(?:on|in) or before|(?:no|not) (?:later than|after)|by|up to(?: and including)?) (.+)",
            until,
            "or before",
        ),
        (r"(.+?),? (?:or|and) (?:before|earlier)|(.+?),? at the latest|\.\./(.+)", until, "or before"),
        (r"(?:(?:on|in) or after|(?:no|not) (?:earlier than|sooner than|before)) (.+)", onward, "or later"),
        (
            r"(.+?),? (?:or|and) (?:after|later)|(.+?),? (?:onwards?|at the earliest)|(.+)/\.\.",
            onward,
            "or later",
        ),
        (r"(?:before|prior to|earlier than|pre[- ]|avant|antes de|vor) ?(.+)", before, "before"),
        (r"(?:after|later than|post[- ]|apres|despues de|nach) ?(.+)", after, "after"),
    )
)
_SINCE = re.compile(r"(since|from|depuis|desde|seit|on|in|en|le|el|am|im) (.+)")
_BETWEEN = re.compile(r"(?:some ?time )?(?:between )(.+?) (?:and|&) (.+)")
_DASHED = re.compile(
    r"(?:from )?(.+?)(?:\s*[–—]\s*|\s+-\s+|\s*\.\.\s*|\s+(?:to|or)\s+|(?<=[0-9])/(?=[0-9]{4}-))(.+)"
)
_DAYS = re.compile(r"([0-9]{1,2})(?:\s*[-–—/]\s*| or | to )([0-9]{1,2})\s+([^\W\d_]+)\.?,?\s+([0-9]{4})")
_DAYS_AFTER = re.compile(r"([^\W\d_]+)\.?\s+([0-9]{1,2})\s*[-–—]\s*([0-9]{1,2}),?\s+([0-9]{4})")
_MONTHS = re.compile(r"([^\W\d_]+)\.?\s*[-–—/]\s*([^\W\d_]+)\.?,?\s+([0-9]{4})")
_YEAR_AT_END = re.compile(r".*(?<![0-9])([0-9]{4})[?~%]?")


def read_sentence(text: str, order: DayOrder | None, notes: list[str]) -> PartialDate | None:
    """The date of a text without markup; None where it says that nobody knows it.

    >>> said: list[str] = []
    >>> print(read_sentence("c. May 1974 or before", None, said), said)
    ..1974-05~ ['read as month year', 'read as 1974-05 or before', "'c.' read as approximate"]

    Raises Refused with the problem otherwise.
    """
    if len(text) > _LONGEST:
        raise refuse(DateFault.UNREADABLE, "the cell holds a text, no date", "write the date alone")
    if match := _UNKNOWN.fullmatch(text):
        return _said_unknown(match[1], order, notes)
    if says_still(text):
        raise refuse(DateFault.UNREADABLE, f"{text!r} is no date", "leave an end empty that has not come")
    if _RUNS_ON.fullmatch(text):
        raise refuse(
            DateFault.UNREADABLE, f"{text!r} runs on without an end", "write the first date alone, or 1974.."
        )
    if text[-1:] in (".", ",", ";", ":") and text[-2:-1].isalnum():
        notes.append(f"{text[-1]!r} left aside")
        text = text[:-1]
    value = _phrase(text, order, notes, 0)
    if value is None:
        value = read_with_dateutil(text, notes)
    if value is None:
        raise refuse(
            DateFault.UNREADABLE, f"{text!r} is no date that can be read", "write 2019, 2019-05 or 2019-05-03"
        )
    return value


def _said_unknown(rest: str, order: DayOrder | None, notes: list[str]) -> PartialDate | None:
    inner = _phrase(rest, order, notes, 0)
    if inner is None:
        if re.search("[0-9]", rest):
            raise refuse(
                DateFault.UNREADABLE,
                f"unknown, and yet {rest!r}",
                "write the bound that is known, or nothing",
            )
        notes.append(f"{rest!r} left aside")
        return None
    if inner.precision in (Precision.BOUND, Precision.RANGE):
        return inner
    notes.append("said to be unknown, and yet a date: taken as uncertain")
    return marked(inner, uncertain=True)


def _phrase(text: str, order: DayOrder | None, notes: list[str], depth: int) -> PartialDate | None:
    if depth > _DEEPEST or not text:
        return None
    if text[:3].isdigit() or text[:2] == "..":
        try:
            return PartialDate.parse(text)
        except DateSyntaxError:
            pass
    found = read_numbers(text, order) or read_words(text)
    if found is not None:
        notes.append(found[1])
        return found[0]
    for step in (_doubtful, _bounded, _ranged):
        if (value := step(text, order, notes, depth + 1)) is not None:
            return value
    return read_with_aside(text, lambda inner, said: _phrase(inner, order, said, depth + 1), notes)


def _doubtful(text: str, order: DayOrder | None, notes: list[str], depth: int) -> PartialDate | None:
    small = fold(text) if text.isascii() else text.casefold()
    for pattern, doubt in ((_ROUGH, False), (_DOUBT, True)):
        if match := pattern.match(small):
            inner = _phrase(text[match.end() :], order, notes, depth)
            if inner is not None:
                notes.append(f"{match[0].strip()!r} read as {'uncertain' if doubt else 'approximate'}")
                return marked(inner, uncertain=doubt, approximate=not doubt)
    mark = text[-1]
    if mark in "?~%" and (inner := _phrase(text[:-1].rstrip(), order, notes, depth)) is not None:
        notes.append(f"{mark!r} kept")
        return marked(inner, uncertain=mark in "?%", approximate=mark in "~%")
    if (
        text[0] + mark in _BRACKETS
        and (inner := _phrase(text[1:-1].strip(), order, notes, depth)) is not None
    ):
        notes.append(f"{text[0]}{mark} left aside")
        return inner
    return None


def _bounded(text: str, order: DayOrder | None, notes: list[str], depth: int) -> PartialDate | None:
    small = fold(text)
    for pattern, turn, told in _BOUNDS:
        if match := pattern.fullmatch(small):
            rest = next(group for group in match.groups() if group)
            inner = _phrase(rest.strip(), order, notes, depth)
            if inner is None:
                return None
            if inner.precision is Precision.BOUND and turn in (before, after):
                raise refuse(
                    DateFault.UNREADABLE, f"{text!r} is a bound of a bound", "write one bound", inner
                )
            notes.append(
                f"read as some time {told} {inner}" if turn in (before, after) else f"read as {inner} {told}"
            )
            return turn(inner)
    if match := _SINCE.fullmatch(small):
        inner = _phrase(match[2], order, notes, depth)
        if inner is not None:
            notes.append(f"{match[1]!r} left aside")
        return inner
    return None


def _ranged(text: str, order: DayOrder | None, notes: list[str], depth: int) -> PartialDate | None:
    ends = _short_range(text)
    if ends is None:
        match = _BETWEEN.fullmatch(fold(text)) or _DASHED.fullmatch(text)
        if match is None:
            return None
        left, right = match[1], match[2]
        if any(side.isdigit() and len(side) < 4 for side in (left, right)):
            return None
        if _lacks_year(left) and (year := _YEAR_AT_END.fullmatch(right)):
            left = f"{left} {year[1]}"
        # Notes of a try that fails must not stay behind.
        said: list[str] = []
        first, last = _phrase(left, order, said, depth), _phrase(right, order, said, depth)
        if first is None or last is None:
            return None
        notes.extend(dict.fromkeys(said))
        ends = first, last
    value = span(*ends)
    notes.append(f"read as some time from {ends[0]} to {ends[1]}")
    return value


def _lacks_year(text: str) -> bool:
    words = re.findall("[a-z]+", fold(text))
    dated = any(word in MONTHS or word in SEASONS or word in _PARTS for word in words)
    return dated and not re.search("[0-9]{4}", text)


def _short_range(text: str) -> tuple[PartialDate, PartialDate] | None:
    if match := _DAYS.fullmatch(text):
        one, two, name, year = match.groups()
    elif match := _DAYS_AFTER.fullmatch(text):
        name, one, two, year = match.groups()
    elif (match := _MONTHS.fullmatch(text)) and {fold(match[1]), fold(match[2])} <= MONTHS.keys():
        first, last = MONTHS[fold(match[1])], MONTHS[fold(match[2])]
        return calendar_date(int(match[3]), first), calendar_date(int(match[3]), last)
    else:
        return None
    if (month := MONTHS.get(fold(name))) is None:
        return None
    return calendar_date(int(year), month, int(one)), calendar_date(int(year), month, int(two))
