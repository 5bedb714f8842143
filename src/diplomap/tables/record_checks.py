"""What can be wrong with the values of one row of a table of records, before a record is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from diplomap.model.figures import Comparison
from diplomap.tables.problems import Problem
from diplomap.tables.record_rules import ENDS_BEFORE_IT_BEGINS, NUMBER_AND_COMPARISON, PARTY_WITH_ITSELF
from diplomap.values.dates import PartialDate

_TWO = {
    "relations": ("party", "with", "is in relations with itself"),
    "recognitions": ("recogniser", "recognised", "recognises itself"),
    "sanctions": ("senders", "target", "puts sanctions on itself"),
}


def row_problems(table: str, cells: Mapping[str, Any]) -> Iterator[tuple[Problem, str]]:
    """What is wrong with a row's typed values, and the column to blame.

    >>> [(problem.message, column) for problem, column in row_problems("relations",
    ...     {"party": "ESP", "with": "ESP"})]
    [('ESP is in relations with itself', 'with')]
    """
    start, end = cells.get("since"), cells.get("until")
    # The dates of a figure bound no period, and who reports one may tell them in any order.
    if (
        table != "figures"
        and isinstance(start, PartialDate)
        and isinstance(end, PartialDate)
        and end.hi < start.lo
    ):
        yield Problem(ENDS_BEFORE_IT_BEGINS, f"ends {end} before it begins {start}"), "until"
    if table in _TWO:
        one, other, what = _TWO[table]
        first, second = cells[one], cells[other]
        if second == first or (isinstance(first, tuple) and second in first):
            yield Problem(PARTY_WITH_ITSELF, f"{second} {what}"), other
    if table == "figures":
        yield from _figure_problems(cells)


def _figure_problems(cells: Mapping[str, Any]) -> Iterator[tuple[Problem, str]]:
    comparison, value = cells.get("comparison", Comparison.EXACTLY), cells.get("value")
    if comparison.vague and value is not None:
        yield Problem(NUMBER_AND_COMPARISON, f"{comparison} goes without a number"), "value"
    elif not comparison.vague and value is None:
        yield Problem(NUMBER_AND_COMPARISON, f"{comparison} needs a number"), "value"
