"""The last resort for a date in no known shape: python-dateutil, kept from filling gaps."""

from __future__ import annotations

import re
from datetime import date, datetime

from diplomap.values.date_names import check_weekday, open_ended
from diplomap.values.date_problems import calendar_date, either
from diplomap.values.date_words import MONTHS, WEEKDAYS, fold
from diplomap.values.dates import PartialDate

# They differ in every field, and by more than a week in the day, so that a weekday moves them apart too.
_ONE = datetime(1904, 1, 1)
_TWO = datetime(2008, 7, 16)
# It would step over "and", "of" and others without a word.
_KNOWN = frozenset(("at", "t", "z", "utc", "gmt", "am", "pm", "st", "nd", "rd", "th"))
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?|[+-][0-9]{2}:?[0-9]{2}$")


def read_with_dateutil(text: str, notes: list[str]) -> PartialDate | None:
    """The day that dateutil reads in the text; None where it would have to assume a part of it.

    It is asked twice with different defaults, so that a field in which the answers differ is known
    to be its own addition, and in both orders of day and month.

    >>> said: list[str] = []
    >>> print(read_with_dateutil("Fri May 3 10:00:00 2019", said), said)
    2019-05-03 ['read by dateutil']
    >>> read_with_dateutil("May 3", said) is None, read_with_dateutil("Friday 2019", said) is None
    (True, True)

    Raises Refused where the order of day and month decides, or a weekday is named that does not fit.
    """
    words = re.findall(r"[^\W\d_]+", fold(text))
    if open_ended(text) or not all(word in MONTHS or word in WEEKDAYS or word in _KNOWN for word in words):
        return None
    first = _fields(text, day_first=True)
    if first is None:
        return None
    second = _fields(text, day_first=False)
    if second is not None and second != first:
        raise either(
            f"{text!r} depends on the order of day and month", calendar_date(*first), calendar_date(*second)
        )
    value = calendar_date(*first)
    for word in words:
        if word in WEEKDAYS and word not in MONTHS:
            check_weekday(date(*first), WEEKDAYS[word])
    notes.append("read by dateutil")
    return value


def _fields(text: str, *, day_first: bool) -> tuple[int, int, int] | None:
    from dateutil import parser

    try:
        one = parser.parse(text, default=_ONE, dayfirst=day_first, ignoretz=True)
        two = parser.parse(text, default=_TWO, dayfirst=day_first, ignoretz=True)
    except Exception:
        # dateutil raises many kinds on odd text (ValueError, OverflowError, TypeError, decimal's own).
        return None
    if one.date() != two.date():
        return None
    numbers = sorted(int(number) for number in re.findall("[0-9]+", _CLOCK.sub(" ", text)))
    named = any(word in MONTHS for word in re.findall(r"[^\W\d_]+", fold(text)))
    told = [one.year, one.day] if named else [one.year, one.month, one.day]
    if f"{one.year:04}" not in text or numbers != sorted(told):
        return None
    return one.year, one.month, one.day
