"""Reading dates as people type them: everything is read, missing, or reported with the way to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import attrs

from diplomap.values.date_markup import without_markup
from diplomap.values.date_numbers import SLASHED
from diplomap.values.date_problems import (
    DateFault,
    DateProblem,
    DayOrder,
    Refused,
)
from diplomap.values.date_sentences import read_sentence
from diplomap.values.date_words import says_nothing
from diplomap.values.dates import DateSyntaxError, PartialDate

__all__ = ["DateFault", "DateProblem", "DateReading", "DayOrder", "column_order", "read_date"]


@attrs.frozen(slots=True)
class DateReading:
    """What became of a typed date: a value, or nothing there (`missing`), or a problem.

    `note` says in words how the text was read and what was left aside; it is empty where the text
    was already in the notation of `PartialDate`.
    """

    text: str
    value: PartialDate | None = None
    note: str = ""
    problem: DateProblem | None = None
    missing: bool = False

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
    try:
        return DateReading(text, PartialDate.parse(text))
    except DateSyntaxError:
        pass
    notes: list[str] = []
    try:
        plain = without_markup(text, notes)
        if says_nothing(plain):
            notes.append(f"{text.strip()!r} says that no date is known" if text.strip() else "empty")
            return DateReading(text, note="; ".join(notes), missing=True)
        value = read_sentence(plain, order, notes)
    except Refused as refused:
        return DateReading(text, note="; ".join(notes), problem=refused.problem)
    if value is None:
        notes.append(f"{text.strip()!r} says that no date is known")
        return DateReading(text, note="; ".join(notes), missing=True)
    return DateReading(text, value, "; ".join(filter(None, notes)) or "read without the spaces around it")


def column_order(texts: Iterable[str]) -> DayOrder | None:
    """The order of day and month in a column, where its unambiguous cells all agree on one.

    >>> column_order(["3/4/2019", "25/4/2019"])
    <DayOrder.DAY_FIRST: 'day first'>
    >>> column_order(["3/4/2019"]) is None, column_order(["25/4/2019", "4/25/2019"]) is None
    (True, True)
    """
    seen: set[DayOrder] = set()
    for text in texts:
        match = SLASHED.match(text.strip())
        if match is None:
            continue
        one, two = int(match[1]), int(match[3])
        if 12 < one <= 31 and 1 <= two <= 12:
            seen.add(DayOrder.DAY_FIRST)
        elif 1 <= one <= 12 < two <= 31:
            seen.add(DayOrder.MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else None
