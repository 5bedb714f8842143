"""Dates known to the day, the month, the year, the decade, or only as a bound, and how they compare."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import Protocol

import attrs

from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.months import days_in as days_in
from diplomap.values.months import month_name

OPEN_LO = 0
OPEN_HI = 4_000_000

_POINT = r"([0-9]{3})(?:X|([0-9])(?:-([0-9]{2})(?:-([0-9]{2}))?)?)"
_ONE = re.compile(rf"{_POINT}([?~%]?)")
_SPAN = re.compile(rf"(?:{_POINT})?\.\.(?:{_POINT})?([?~%]?)")
_EMPTY = (None, None, None, None)
_CACHE_SIZE = 1 << 18


class DateSyntaxError(ValueError):
    """A text that is no date in the strict notation; says why and how to mend it."""

    def __init__(self, text: str, why: str, hint: str) -> None:
        super().__init__(text, why, hint)
        self.text, self.why, self.hint = text, why, hint

    def __str__(self) -> str:
        return f"{self.text!r}: {self.why}; {self.hint}"


class Precision(Enum):
    """How exactly a date is told: EDTF levels 0 and 1, and sets of one member (level 2) as spans."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"
    BOUND = "bound"

    def __str__(self) -> str:
        return self.value


class Stretch(Protocol):
    """What `PartialDate.within` asks of a period."""

    def started(self, day: date, /) -> Truth: ...

    def ended(self, day: date, /) -> Truth: ...


@attrs.frozen(slots=True, init=False, repr=False)
class PartialDate:
    """One day, of which only part may be known: a set of days, one of which it was.

    The notation follows the Extended Date/Time Format (ISO 8601-2:2019, EDTF levels 0 and 1):
    ``2019``, ``2019-05``, ``2019-05-03``, the decade ``199X``, some time up to and including 1974
    ``..1974``, 1974 or later ``1974..``, some time from 1990 to 1992 ``1990..1992``; at the end ``?``
    (uncertain), ``~`` (approximate) or ``%`` (both). The marks say how much to trust the date;
    as in EDTF they do not widen it. Years run from 1000 to 9999.

    Two partial dates are equal when they say the same in the same words; to ask whether they fell
    on one day, use `same`. There is no ``<``: ask `before`, whose answer may be UNKNOWN.

    >>> PartialDate.parse("2019-05").before(PartialDate.parse("2019-06-01"))
    TRUE
    >>> PartialDate.parse("2019").same(PartialDate.parse("2019"))
    UNKNOWN
    >>> PartialDate.parse("..1974").earliest, PartialDate.parse("..1974").latest
    (None, datetime.date(1974, 12, 31))
    >>> PartialDate.parse("2019-02-30")
    Traceback (most recent call last):
    diplomap.values.dates.DateSyntaxError: '2019-02-30': February 2019 has 28 days; correct the day, \
or write 2019-02 if the day is not known

    `lo` and `hi` are the first and last possible days as proleptic Gregorian ordinals
    (`datetime.date.toordinal`), 0 and 4,000,000 where the date is open on that side.

    Raises DateSyntaxError, a ValueError.
    """

    text: str
    lo: int = attrs.field(init=False, eq=False)
    hi: int = attrs.field(init=False, eq=False)
    precision: Precision = attrs.field(init=False, eq=False)
    uncertain: bool = attrs.field(init=False, eq=False)
    approximate: bool = attrs.field(init=False, eq=False)

    def __init__(self, text: str) -> None:
        # attrs would write these through a generated __init__ and a second one to check the text;
        # one pass here keeps large tables of distinct dates cheap.
        lo, hi, precision, mark = _bounds(text)
        put = object.__setattr__
        put(self, "text", text)
        put(self, "lo", lo)
        put(self, "hi", hi)
        put(self, "precision", precision)
        put(self, "uncertain", mark == "?" or mark == "%")
        put(self, "approximate", mark == "~" or mark == "%")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date of a text in the strict notation; a text seen before costs one look-up.

        >>> str(PartialDate.parse("1974~"))
        '1974~'

        Raises DateSyntaxError on anything else, TypeError on what is no text.
        """
        found = _CACHE.get(text)
        if found is None:
            found = cls(text)
            if len(_CACHE) >= _CACHE_SIZE:
                _CACHE.clear()
            _CACHE[text] = found
        return found

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The date known to the day; of a `datetime`, its day.

        >>> PartialDate.of(date(2023, 10, 1))
        PartialDate('2023-10-01')

        Raises DateSyntaxError before the year 1000.
        """
        return cls.parse(f"{day.year:04}-{day.month:02}-{day.day:02}")

    @property
    def earliest(self) -> date | None:
        """The first possible day, or None where nothing bounds it."""
        return None if self.lo == OPEN_LO else date.fromordinal(self.lo)

    @property
    def latest(self) -> date | None:
        """The last possible day, or None where nothing bounds it."""
        return None if self.hi == OPEN_HI else date.fromordinal(self.hi)

    def before(self, other: PartialDate) -> Truth:
        """Whether it fell on an earlier day than the other."""
        return TRUE if self.hi < other.lo else FALSE if self.lo >= other.hi else UNKNOWN

    def after(self, other: PartialDate) -> Truth:
        """Whether it fell on a later day than the other."""
        return TRUE if other.hi < self.lo else FALSE if other.lo >= self.hi else UNKNOWN

    def same(self, other: PartialDate) -> Truth:
        """Whether both fell on one day; TRUE only where both are known to the day."""
        if self.hi < other.lo or other.hi < self.lo:
            return FALSE
        return TRUE if self.lo == self.hi == other.lo == other.hi else UNKNOWN

    def at_day(self, day: date) -> Truth:
        """Whether it had come by that day, the day included.

        >>> PartialDate.parse("2023-10").at_day(date(2023, 10, 31))
        TRUE
        """
        ordinal = day.toordinal()
        return TRUE if self.hi <= ordinal else FALSE if self.lo > ordinal else UNKNOWN

    def within(self, period: Stretch) -> Truth:
        """Whether it fell in the period, whose own ends may be uncertain."""
        first, last = self.earliest or date.min, self.latest or date.max
        if period.started(last) is FALSE or period.ended(first) is TRUE:
            return FALSE
        return TRUE if period.started(first) is TRUE and period.ended(last) is FALSE else UNKNOWN

    def refines(self, other: PartialDate) -> bool:
        """Whether it tells the other more exactly: fewer days, or the same days with less doubt.

        >>> PartialDate.parse("2019-05").refines(PartialDate.parse("2019"))
        True
        >>> PartialDate.parse("2019").refines(PartialDate.parse("2019?"))
        True
        """
        if self.lo == other.lo and self.hi == other.hi:
            mine, theirs = (self.uncertain, self.approximate), (other.uncertain, other.approximate)
            return mine != theirs and all(m <= t for m, t in zip(mine, theirs, strict=True))
        return other.lo <= self.lo and self.hi <= other.hi

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"


_CACHE: dict[str, PartialDate] = {}


def _bounds(text: str) -> tuple[int, int, Precision, str]:
    if not isinstance(text, str):
        raise TypeError(f"a date is parsed from text, not from {type(text).__name__}")
    if len(text) == 10 and text[4] == text[7] == "-" and text[0] != "0":
        # Days are nearly all of a large table. fromisoformat knows other shapes too, but none like this.
        try:
            day = date.fromisoformat(text).toordinal()
        except ValueError:
            pass
        else:
            return day, day, Precision.DAY, ""
    if match := _ONE.fullmatch(text):
        stem, last, month, number, mark = match.groups()
        return (*_point(text, stem, last, month, number), mark)
    if (match := _SPAN.fullmatch(text)) and text.strip(".?~%"):
        parts = match.groups()
        first = None if parts[:4] == _EMPTY else _point(text, *parts[:4])
        second = None if parts[4:8] == _EMPTY else _point(text, *parts[4:8])
        if first and second:
            _check_ends(text, first, second)
            return first[0], second[1], Precision.RANGE, parts[8]
        lo = first[0] if first else OPEN_LO
        return lo, second[1] if second else OPEN_HI, Precision.BOUND, parts[8]
    raise DateSyntaxError(text, "not a date in this notation", _hint(text))


def _check_ends(text: str, first: tuple[int, int, Precision], second: tuple[int, int, Precision]) -> None:
    if first == second:
        raise DateSyntaxError(text, "both ends are the same", f"write {text.partition('..')[0]}")
    if first[0] > second[1]:
        raise DateSyntaxError(text, "the range ends before it begins", "exchange its two ends")
    if first[0] > second[0] or first[1] > second[1]:
        raise DateSyntaxError(text, "one end lies inside the other", "write both as exactly as each other")


def _point(
    text: str, stem: str, last: str | None, month: str | None, day: str | None
) -> tuple[int, int, Precision]:
    if stem[0] == "0":
        raise DateSyntaxError(text, "years run from 1000 to 9999", "leave the date out and tell it in a note")
    if last is None:
        start = int(stem) * 10
        return date(start, 1, 1).toordinal(), date(start + 9, 12, 31).toordinal(), Precision.DECADE
    year = int(stem + last)
    if month is None:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), Precision.YEAR
    number = int(month)
    if not 1 <= number <= 12:
        hint = "months run from 01 to 12"
        if day and 1 <= int(day) <= 12 < number <= 31:
            hint += f"; write {year}-{day}-{month} if the two were exchanged"
        elif 21 <= number <= 24:
            hint += "; write a season as its months, such as 2019-03..2019-05"
        raise DateSyntaxError(text, f"there is no month {month}", hint)
    length = days_in(year, number)
    first = date(year, number, 1).toordinal()
    if day is None:
        return first, first + length - 1, Precision.MONTH
    if not 1 <= int(day) <= length:
        why = f"{month_name(number)} {year} has {length} days"
        raise DateSyntaxError(text, why, f"correct the day, or write {year}-{month} if the day is not known")
    first += int(day) - 1
    return first, first, Precision.DAY


def _hint(text: str) -> str:
    bare = text.strip()
    if bare != text and bare:
        return "take the spaces around it away"
    if "/" in text and re.fullmatch(r"[0-9X.-]*/[0-9X.-]*", text) and re.search("[0-9]{3}", text):
        ends = (end.strip(".") for end in text.split("/", 1))
        return f"for some time between the two, write {'..'.join(ends)}"
    return "write 2019, 2019-05 or 2019-05-03; 199X; ..1974, 1974.. or 1990..1992; with ?, ~ or % at the end"
