"""Reading dates as people type them: everything is read, missing, or reported with the way to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import attrs

from diplomap.values.date_problems import DateFault, DateProblem, DayOrder, Refused, refuse
from diplomap.values.dates import DateSyntaxError, PartialDate
from diplomap.values.months import month_name

__all__ = ["DateFault", "DateProblem", "DateReading", "DayOrder", "column_order", "read_date"]

_LONGEST = 20_000
_DAY_MONTH_YEAR = re.compile("(0?[1-9]|[12][0-9]|3[01]) ([A-Z][a-z]{2,8}) ([0-9]{4})")
_MONTHS = {month_name(number): number for number in range(1, 13)}


@attrs.frozen(slots=True)
class DateReading:
    """What became of a typed date: a value, or a problem, or neither: nothing there (`missing`).

    `note` says in words how the text was read and what was left aside; it is empty where the text
    was already in the notation of `PartialDate`.
    """

    text: str
    value: PartialDate | None = None
    note: str = ""
    problem: DateProblem | None = None

    @property
    def missing(self) -> bool:
        """Whether the text says, or shows by its emptiness, that there is no date."""
        return self.value is None and self.problem is None

    @property
    def ok(self) -> bool:
        """Whether there is nothing to report: a value, or plainly none."""
        return self.problem is None


@lru_cache(maxsize=1 << 16)
def read_date(text: str, order: DayOrder | None = None) -> DateReading:
    """The date of a text as people type it, never by guess.

    `order` settles dates such as 3/4/2019; take it from `column_order`. Seasons are those of the
    northern hemisphere and said so in the note. Never raises on text.

    >>> print(read_date("3 May 2019").value, "-", read_date("3 May 2019").note)
    2019-05-03 - read as day month year
    >>> print(read_date("3/4/2019").problem)
    '3/4/2019' is 2019-04-03 (day first) or 2019-03-04 (month first); write 2019-04-03 or 2019-03-04
    >>> print(read_date("30 February 1995").problem)
    February has 28 days in 1995, not 30; correct the day, or write 1995-02 if it is not known
    >>> print(read_date("Unknown (before December 2002)").value)
    ..2002-11
    >>> read_date("n.d.").missing
    True
    """
    # Everything in the notation begins like this; an exception for each "3 May 2019" would cost more.
    if text[:3].isdigit() or text[:2] == "..":
        try:
            return DateReading(text, PartialDate.parse(text))
        except DateSyntaxError:
            pass
    elif match := _DAY_MONTH_YEAR.fullmatch(text):
        month = _MONTHS.get(match[2])
        if month is not None:
            try:
                value = PartialDate.parse(f"{match[3]}-{month:02}-{int(match[1]):02}")
                return DateReading(text, value, "read as day month year")
            except DateSyntaxError:
                pass
    return _read_typed(text, order)


def _read_typed(text: str, order: DayOrder | None) -> DateReading:
    # These compile some sixty patterns, which a table in the notation never needs.
    from diplomap.values.date_markup import without_markup
    from diplomap.values.date_sentences import read_sentence
    from diplomap.values.date_words import says_nothing

    notes: list[str] = []
    try:
        if len(text) > _LONGEST:
            raise refuse(DateFault.UNREADABLE, "the cell holds a text, no date", "write the date alone")
        plain = without_markup(text, notes)
        value = None if says_nothing(plain) else read_sentence(plain, order, notes)
    except Refused as refused:
        return DateReading(text, note="; ".join(notes), problem=refused.problem)
    if value is None:
        notes.append(f"{text.strip()!r} says that no date is known" if text.strip() else "empty")
        return DateReading(text, note="; ".join(notes))
    return DateReading(text, value, "; ".join(notes) or "read without the spaces around it")


def column_order(texts: Iterable[str]) -> DayOrder | None:
    """The order of day and month in a column, where its unambiguous cells all agree on one.

    >>> column_order(["3/4/2019", "25/4/2019"])
    <DayOrder.DAY_FIRST: 'day first'>
    >>> column_order(["3/4/2019"]) is None, column_order(["25/4/2019", "4/25/2019"]) is None
    (True, True)
    """
    from diplomap.values import date_order

    return date_order.column_order(texts)
