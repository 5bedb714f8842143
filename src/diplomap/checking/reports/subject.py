"""What a report is about: one checked source or several, their rules by code and their rows by place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, reduce

from diplomap.checking.check import Result
from diplomap.checking.registry import rules
from diplomap.checking.row_views import RowFinder
from diplomap.model.dataset import Dataset
from diplomap.model.rows import Row
from diplomap.model.rules import Rule
from diplomap.tables.reading_result import RowCounts
from diplomap.values.origins import Origin

Given = Result | Sequence[Result]


class Subject:
    """One result or several as one: `result` has all findings, `parts` are the results as they came.

    >>> subject = Subject.of([Result(Dataset(), rows=RowCounts(1, 1)), Result(Dataset())])
    >>> subject.result.rows.read, len(subject.parts)
    (1, 2)
    """

    def __init__(self, parts: Sequence[Result]) -> None:
        self.parts = tuple(parts)
        self.result = parts[0] if len(parts) == 1 else together(parts)

    @classmethod
    def of(cls, given: Given) -> Subject:
        """The subject of one result, or of several."""
        return cls([given] if isinstance(given, Result) else given)

    def rule(self, code: str) -> Rule | None:
        """The rule of a code, None where no rule here has it."""
        return self._rules.get(code)

    def name(self, code: str) -> str:
        """The one-line name of a rule, blank where no rule here has the code."""
        rule = self._rules.get(code)
        return "" if rule is None else rule.name

    def row(self, origin: Origin) -> Row | None:
        """The row at a place, None where the place is none of a row (a header, a file as a whole)."""
        for part, finder in self._finders:
            if not part.files or origin.file in part.files:
                row = finder.row(origin.file, origin.record_line)
                if row is not None:
                    return row
        return None

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.code: rule for rule in rules()}

    @cached_property
    def _finders(self) -> list[tuple[Result, RowFinder]]:
        return [(part, RowFinder(part.dataset)) for part in self.parts]


def together(results: Sequence[Result]) -> Result:
    """One result of several: their findings one after another, their rows summed.

    >>> together([Result(Dataset(), rows=RowCounts(2, 1, 1)), Result(Dataset(), rows=RowCounts(1, 1))]).rows
    RowCounts(read=3, typed=2, quarantined=1, repeated=0)
    """
    return Result(
        Dataset(),
        tuple(finding for one in results for finding in one.findings),
        reduce(RowCounts.plus, (one.rows for one in results), RowCounts()),
        "|".join(dict.fromkeys(one.layout for one in results)),
        tuple(dict.fromkeys(file for one in results for file in one.files)),
        {
            name: reduce(RowCounts.plus, (one.tables[name] for one in results if name in one.tables))
            for name in dict.fromkeys(name for one in results for name in one.tables)
        },
        tuple(left for one in results for left in one.suppressed),
        *(_summed(one.known for one in results), _summed(one.gone for one in results)),
    )


def _summed(counts: Iterable[int | None]) -> int | None:
    told = [count for count in counts if count is not None]
    return sum(told) if told else None
