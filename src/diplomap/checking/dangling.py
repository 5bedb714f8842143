"""What rules on names that lead nowhere share: each name that a record gives and nobody answers to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from diplomap.checking.wording import listed
from diplomap.model.findings import Finding
from diplomap.model.records import Records
from diplomap.model.rules import Rule


def dangling(
    rule: Rule, records: Records[Any], column: str, what: str, look_up: Callable[[str], object]
) -> Iterator[Finding]:
    """A finding for each record whose column names something for which the look-up finds nothing.

    `what` the names are names of is what the message says. A blank cell names nothing.

    >>> from diplomap.checking.statement_rules import figure_of_no_statement as asked
    >>> from diplomap.model.dataset import Dataset
    >>> list(dangling(asked.rule, Dataset().figures, "statement", "statement", {}.get))
    []
    """
    for place, one in enumerate(records):
        if missing := unanswered(getattr(one, column), look_up):
            yield rule.at(records.origin(place, column), f"there is no {what} {listed(missing, 'or')}")


def unanswered(names: str | Iterable[str], look_up: Callable[[str], object]) -> list[str]:
    """The names for which a look-up finds nothing.

    >>> unanswered(("a", "b"), {"a": 1}.get), unanswered("", {}.get)
    (['b'], [])
    """
    given = [names] if isinstance(names, str) else names
    return [name for name in given if name and not look_up(name)]
