"""Dates with words of doubt, bounds and ranges around them."""

from __future__ import annotations

import re
from collections.abc import Callable

from diplomap.values.date_guess import read_with_dateutil
from diplomap.values.date_numbers import read_numbers
from diplomap.values.date_phrases import read_words
from diplomap.values.date_problems import DateFault, DayOrder, Refused, calendar_date, either, refuse
from diplomap.values.date_spans import after, before, marked, onward, span, until
from diplomap.values.date_words import MONTHS, fold, says_nothing
from diplomap.values.dates import DateSyntaxError, PartialDate, Precision

_LONGEST = 300
_DEEPEST = 4
_UNKNOWN = re.compile(
    r"(?:date )?(?:unknown|not known|n\.?d\.?|unclear)\.?\s*[(\[,:;–—-]\s*(.+?)[)\]]?", re.I
)
_ROUGH = re.compile(
    r"(?:c\.|ca\.?|c(?= ?[0-9])|circa|about|around|approx(?:imately|\.)?|roughly|~|≈|vers|um|hacia)\s*"
)
_DOUBT = re.compile(r"(?:probably|possibly|perhaps|maybe|presumably|likely)\s+")
_ASIDE = re.compile(r"(.*?[0-9sX?~%])\s*\(([^()]*)\)")
_DOUBTS = {"?": (True, False), "uncertain": (True, False), "disputed": (True, False)}
_ROUGHS = {"approx", "approx.", "approximately", "approximate", "circa", "est.", "estimated"}

_Bound = tuple[re.Pattern[str], Callable[[PartialDate], PartialDate], str]
_BOUNDS: tuple[_Bound, ...] = tuple(
    (re.compile(pattern), turn, told)
    for pattern, turn, told in (
        (
            r"(?:on or before|no later than|not later than|by|up to(?: and including)?|at the latest) (.+)",
            until,
            "or before",
        ),
        (r"(.+?),? (?:or|and) (?:before|earlier)|(.+?),? at the latest", until, "or before"),
        (r"(?:on or after|no earlier than|not before|not earlier than) (.+)", onward, "or later"),
        (r"(.+?),? (?:or|and) (?:after|later)|(.+?),? (?:onwards?|at the earliest)", onward, "or later"),
        (r"(?:before|prior to|earlier than|pre-|avant|antes de|vor) ?(.+)", before, "before"),
        (r"(?:after|later than|post-|apres|despues de|nach) ?(.+)", after, "after"),
    )
)
_SINCE = re.compile(r"(?:since|from|depuis|desde|seit|on|in|en|le|el|am|im) (.+)")
_BETWEEN = re.compile(r"(?:some ?time )?(?:between )(.+?) (?:and|&) (.+)")
_DASHED = re.compile(
    r"(?:from )?(.+?)(?:\s*[–—]\s*|\s+-\s+|\s*\.\.\s*|\s+(?:to|or)\s+|(?<=[0-9])/(?=[0-9]{4}-))(.+)"
)
_DAYS = re.compile(r"([0-9]{1,2})\s*[-–—/]\s*([0-9]{1,2})\s+([^\W\d_]+)\.?,?\s+([0-9]{4})")
_MONTHS = re.compile(r"([^\W\d_]+)\.?\s*[-–—/]\s*([^\W\d_]+)\.?,?\s+([0-9]{4})")


def read_sentence(text: str, order: DayOrder | None, notes: list[str]) -> PartialDate | None:
    """The date of a text without markup; None where it says that nobody knows it.

    Raises Refused with the problem otherwise.
    """
    if len(text) > _LONGEST:
        raise refuse(DateFault.UNREADABLE, "the cell holds a text, no date", "write the date alone")
    if match := _UNKNOWN.fullmatch(text):
        inner = _phrase(match[1], order, notes, 0)
        if inner is not None and inner.precision not in (Precision.BOUND, Precision.RANGE):
            notes.append("said to be unknown, and yet a date: taken as uncertain")
            return marked(inner, uncertain=True)
        if inner is None:
            notes.append(f"{match[1]!r} left aside")
        return inner
    value = _phrase(text, order, notes, 0)
    if value is None:
        value = read_with_dateutil(text, notes)
    if value is None:
        raise refuse(
            DateFault.UNREADABLE, f"{text!r} is no date that can be read", "write 2019, 2019-05 or 2019-05-03"
        )
    return value


def _phrase(text: str, order: DayOrder | None, notes: list[str], depth: int) -> PartialDate | None:
    if depth > _DEEPEST or not text:
        return None
    try:
        return PartialDate.parse(text)
    except DateSyntaxError:
        pass
    found = read_numbers(text, order) or read_words(text)
    if found is not None:
        if found[1]:
            notes.append(found[1])
        return found[0]
    for step in (_doubtful, _bounded, _ranged, _with_aside):
        if (value := step(text, order, notes, depth + 1)) is not None:
            return value
    return None


def _doubtful(text: str, order: DayOrder | None, notes: list[str], depth: int) -> PartialDate | None:
    small = fold(text) if text.isascii() else text.casefold()
    for pattern, doubt in ((_ROUGH, False), (_DOUBT, True)):
        if match := pattern.match(small):
            inner = _phrase(text[match.end() :], order, notes, depth)
            if inner is not None:
                notes.append(f"{match[0].strip()!r} read as {'uncertain' if doubt else 'approximate'}")
                return marked(inner, uncertain=doubt, approximate=not doubt)
    if text[-1] in "?~%" and (inner := _phrase(text[:-1].rstrip(), order, notes, depth)) is not None:
        return marked(inner, uncertain=text[-1] in "?%", approximate=text[-1] in "~%")
    if (text[0] == "[" and text[-1] == "]") or (text[0] == "(" and text[-1] == ")"):
        return _phrase(text[1:-1].strip(), order, notes, depth)
    return None


def _bounded(text: str, order: DayOrder | None, notes: list[str], depth: int) -> PartialDate | None:
    small = fold(text)
    for pattern, turn, told in _BOUNDS:
        if match := pattern.fullmatch(small):
            rest = match[1] if match.lastindex == 1 else match[2]
            inner = _phrase(rest.strip(), order, notes, depth)
            if inner is None:
                return None
            notes.append(
                f"read as some time {told} {inner}" if turn in (before, after) else f"read as {inner} {told}"
            )
            return turn(inner)
    if match := _SINCE.fullmatch(small):
        return _phrase(match[1], order, notes, depth)
    return None


def _ranged(text: str, order: DayOrder | None, notes: list[str], depth: int) -> PartialDate | None:
    if (match := _DAYS.fullmatch(text)) and (month := MONTHS.get(fold(match[3]))):
        year = int(match[4])
        ends = calendar_date(year, month, int(match[1])), calendar_date(year, month, int(match[2]))
    elif (match := _MONTHS.fullmatch(text)) and {fold(match[1]), fold(match[2])} <= MONTHS.keys():
        year = int(match[3])
        ends = calendar_date(year, MONTHS[fold(match[1])]), calendar_date(year, MONTHS[fold(match[2])])
    elif match := _BETWEEN.fullmatch(fold(text)) or _DASHED.fullmatch(text):
        # Notes of a try that fails must not stay behind.
        said: list[str] = []
        first, last = _phrase(match[1], order, said, depth), _phrase(match[2], order, said, depth)
        if first is None or last is None:
            return None
        notes.extend(dict.fromkeys(said))
        ends = first, last
    else:
        return None
    value = span(*ends)
    notes.append(f"read as some time from {ends[0]} to {ends[1]}")
    return value


def _with_aside(text: str, order: DayOrder | None, notes: list[str], depth: int) -> PartialDate | None:
    match = _ASIDE.fullmatch(text)
    if match is None:
        return None
    value = _phrase(match[1], order, notes, depth)
    if value is None:
        return None
    aside = match[2].strip().casefold()
    if aside in _DOUBTS or aside in _ROUGHS:
        notes.append(f"({aside}) read as {'uncertain' if aside in _DOUBTS else 'approximate'}")
        return marked(value, uncertain=aside in _DOUBTS, approximate=aside in _ROUGHS)
    if re.search("[0-9]{3}", aside):
        raise either(f"{text!r} holds more than one date", value, *_dates_in(aside, order))
    if aside and not says_nothing(aside):
        notes.append(f"'({match[2]})' left aside")
    return value


def _dates_in(text: str, order: DayOrder | None) -> list[PartialDate]:
    try:
        found = _phrase(text, order, [], 1)
    except Refused:
        return []
    if found is not None:
        return [found]
    return [PartialDate.parse(year) for year in re.findall("(?<![0-9])[1-9][0-9]{3}(?![0-9])", text)]
