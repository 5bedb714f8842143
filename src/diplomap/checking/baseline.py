"""A baseline: the findings that a table had on a day, so that those which came since stand out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from diplomap.checking.check import Result
from diplomap.checking.row_views import RowFinder
from diplomap.model.rows import Row
from diplomap.values.origins import Origin

SCHEMA = "diplomap/baseline/1"
_BETWEEN = " | "


class BaselineError(ValueError):
    """A file that is no baseline; says why."""


@attrs.frozen(slots=True, order=True)
class Known:
    """What is remembered of a finding: its rule, its column, and what the rows say that it concerns.

    Lines are not remembered, so that rows may move, nor columns that are not ours, so that some may be added.
    `rows` tell the filled cells of the finding's row and of those related to it, in the order of their texts;
    of a finding that concerns no row, its message stands there.
    """

    code: str
    column: str
    rows: tuple[str, ...]


@attrs.frozen(slots=True)
class Baseline:
    """Findings that are known already, each with how often it is there.

    >>> from diplomap.checking.check import check
    >>> before = check("practice")
    >>> after = Baseline.of(before).applied(before)
    >>> after.findings, after.known == len(before.findings), after.gone
    ((), True, 0)
    """

    known: Counter[Known] = attrs.field(factory=Counter)

    @classmethod
    def of(cls, *results: Result) -> Baseline:
        """The findings of some results, without those that the tables themselves leave aside."""
        return cls(Counter(known for one in results for known in _remembered(one)))

    def applied(self, result: Result) -> Result:
        """A result without the findings that are known; see `applied_to_each`."""
        return self.applied_to_each([result])[0]

    def applied_to_each(self, results: Sequence[Result]) -> list[Result]:
        """Results without the findings that are known, which are counted as `Result.known`.

        A finding is known where the baseline has its rule and column for rows that say the same. Where a rule
        sets rows against each other, it is known too if all its rows were told together by that rule: in
        another order of rows, another of them may be blamed. What the baseline has and nobody finds any more
        is counted as `Result.gone` of the last result.
        """
        left = _Left(self.known)
        told: list[Result] = []
        for result in results:
            remembered = [*_remembered(result)]
            exactly = [left.takes(known) for known in remembered]
            known_now = [
                met or left.takes_together(known) for met, known in zip(exactly, remembered, strict=True)
            ]
            new = tuple(
                finding for finding, known in zip(result.findings, known_now, strict=True) if not known
            )
            told.append(attrs.evolve(result, findings=new, known=sum(known_now), gone=0))
        if told:
            told[-1] = attrs.evolve(told[-1], gone=left.total)
        return told

    def to_text(self) -> str:
        """The baseline as JSON, a finding in few lines and in an order that does not depend on that of rows.

        >>> print(Baseline(Counter([Known("DM105", "kind", ("id=a | kind=embasy",))])).to_text(), end="")
        {
          "schema": "diplomap/baseline/1",
          "findings": [
            {"code": "DM105", "column": "kind", "count": 1, "rows": [
              "id=a | kind=embasy"
            ]}
          ]
        }
        """
        entries = []
        for one in sorted(self.known):
            head = {"code": one.code, "column": one.column, "count": self.known[one]}
            rows = ",\n".join(f"      {_json(row)}" for row in one.rows)
            entries.append(f'    {_json(head)[:-1]}, "rows": [\n{rows}\n    ]}}')
        body = "[\n" + ",\n".join(entries) + "\n  ]" if entries else "[]"
        return f'{{\n  "schema": "{SCHEMA}",\n  "findings": {body}\n}}\n'

    def write(self, file: str | Path) -> None:
        """Write the baseline to a file, in UTF-8. Raises OSError where that cannot be done."""
        Path(file).write_text(self.to_text(), encoding="utf-8", newline="\n")


def _json(told: object) -> str:
    text = json.dumps(told, ensure_ascii=False)
    # Half of a surrogate pair is no text that can be written.
    return json.dumps(told) if any("\ud800" <= sign <= "\udfff" for sign in text) else text


def read_baseline(file: str | Path) -> Baseline:
    """The baseline that a file holds.

    Raises BaselineError where it holds none, OSError where it cannot be read.
    """
    try:
        told: Any = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise BaselineError(f"{file}: is not UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{file}: is no JSON ({error})") from None
    if (
        not isinstance(told, dict)
        or told.get("schema") != SCHEMA
        or not isinstance(told.get("findings"), list)
    ):
        raise BaselineError(f"{file}: is no baseline; `diplomap check --write-baseline` writes one")
    known: Counter[Known] = Counter()
    for number, one in enumerate(told["findings"], 1):
        match one:
            case {"code": str(code), "column": str(column), "count": int(count), "rows": [*rows]} if (
                count > 0 and all(isinstance(row, str) for row in rows)
            ):
                known[Known(code, column, tuple(rows))] += count
            case _:
                raise BaselineError(
                    f"{file}: finding {number} should have code, column, count (1 or more) and rows"
                )
    return Baseline(known)


class _Left:
    """What of a baseline was not met yet."""

    def __init__(self, known: Counter[Known]) -> None:
        self._known = Counter(known)
        self._group: dict[tuple[str, str], str] = {}
        for one in known:
            for row in one.rows[1:]:
                first, other = self._root(one.code, one.rows[0]), self._root(one.code, row)
                self._group[one.code, other] = first
        self._by_group: dict[tuple[str, str], list[Known]] = {}
        for one in sorted(known):
            if len(one.rows) > 1:
                self._by_group.setdefault((one.code, self._root(one.code, one.rows[0])), []).append(one)

    @property
    def total(self) -> int:
        return self._known.total()

    def takes(self, one: Known) -> bool:
        if self._known[one] <= 0:
            return False
        self._known[one] -= 1
        return True

    def takes_together(self, one: Known) -> bool:
        roots = {self._root(one.code, row) for row in one.rows}
        if len(one.rows) < 2 or len(roots) > 1:
            return False
        others = self._by_group.get((one.code, roots.pop()), [])
        while others:
            if self.takes(others[-1]):
                return True
            others.pop()
        return False

    def _root(self, code: str, row: str) -> str:
        passed = []
        while self._group.get((code, row), row) != row:
            passed.append((code, row))
            row = self._group[code, row]
        self._group.update(dict.fromkeys(passed, row))
        return row


def _remembered(result: Result) -> Iterator[Known]:
    finder = RowFinder(result.dataset)
    found: dict[tuple[str, int], Row | None] = {}
    told: dict[int, str] = {}

    def row(origin: Origin) -> Row | None:
        key = origin.file, origin.record_line
        if key not in found:
            found[key] = finder.row(*key)
        return found[key]

    def said(stood: Row) -> str:
        if id(stood) not in told:
            told[id(stood)] = _said(stood)
        return told[id(stood)]

    for finding in result.findings:
        stood = row(finding.origin)
        column, ours = _column(finding.origin, stood)
        every = [one for one in map(row, (finding.origin, *finding.related)) if one is not None]
        rows = tuple(sorted({said(one) for one in every})) or (finding.message,)
        if column and not ours and every:
            # Of a cell in a foreign column, its row as told here says nothing.
            column = f"{column}={finding.origin.raw or ''}"
        yield Known(finding.code, column, rows)


def _column(origin: Origin, row: Row | None) -> tuple[str, bool]:
    """The column of a finding, by our name where it is one of ours, and whether it is."""
    if origin.column is None or row is None:
        return origin.column or "", False
    names = row.head.names
    ours = (name for name, place in row.head.places.items() if names[place] == origin.column)
    found = next(ours, None)
    return (origin.column, False) if found is None else (found, True)


def _said(row: Row) -> str:
    """What a row says in our columns, whatever their order and whatever else the table has."""
    places = row.head.places or {name: place for place, name in enumerate(row.head.names)}
    cells = {name: row.cells[place].strip() for name, place in places.items() if place < len(row.cells)}
    return _BETWEEN.join(f"{name}={cells[name]}" for name in sorted(cells) if cells[name])
