"""Telling findings at their exact places: worked out for the cells that are blamed, and for no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import attrs

from diplomap.model.findings import Finding, Severity
from diplomap.tables.format_rules import FORMAT_RULES
from diplomap.tables.grids import Locate, Place
from diplomap.values.origins import Origin, RecordLine


class Places(Protocol):
    """Where the cells of one table stand."""

    def prepare(self, lines: Iterable[int]) -> None:
        """Get ready to tell of the records that start on some lines."""

    def place(self, line: int, column: int | None) -> Place | None:
        """The place of a cell, or of a record; None where nobody can say."""


class GridPlaces:
    """The places of a table whose records know their number."""

    def __init__(self, locate: Locate) -> None:
        self._locate = locate

    def prepare(self, lines: Iterable[int]) -> None:
        """Nothing: the reader of the file remembers, or looks again when asked."""

    def place(self, line: int, column: int | None) -> Place | None:
        """The place of a record, or of a column's cell in it."""
        return self._locate(line.number, column) if isinstance(line, RecordLine) else None


@attrs.frozen(slots=True)
class TablePlaces:
    """The header of a table and the places of its cells."""

    names: Sequence[str]
    places: Places


# By file and by the table in it; of a CSV file the table has no name.
AllPlaces = Mapping[tuple[str, str], TablePlaces]


def told_exactly(findings: Iterable[Finding], known: AllPlaces) -> list[Finding]:
    """The same findings, each at its exact place as far as its table is known; related places too.

    >>> from diplomap.model.findings import Severity
    >>> places = TablePlaces(("id",), GridPlaces(lambda number, column: Place(9, (4, 7), "[0].id")))
    >>> found = Finding("X", Severity.NOTE, "", Origin("m.json", RecordLine.of(8, "missions", 0), "id", "a"))
    >>> [exact] = told_exactly([found], {("m.json", "missions"): places})
    >>> exact.origin.line, exact.origin.span, exact.origin.cell, exact.origin.record_line
    (9, (4, 7), '[0].id', 8)
    """
    told = [*findings]
    wanted: dict[tuple[str, str], set[int]] = {}
    for finding in told:
        for origin in (finding.origin, *finding.related):
            if origin.record is None and (origin.column is not None or isinstance(origin.line, RecordLine)):
                wanted.setdefault(_key(origin), set()).add(origin.line)
    for key, lines in wanted.items():
        if key in known:
            known[key].places.prepare(lines)
    return [_exact_finding(finding, known) for finding in told]


def _key(origin: Origin) -> tuple[str, str]:
    return origin.file, origin.line.table if isinstance(origin.line, RecordLine) else ""


def _exact_finding(finding: Finding, known: AllPlaces) -> Finding:
    origin = exact(finding.origin, known)
    related = tuple([exact(one, known) for one in finding.related])
    if origin is finding.origin and all(map(_same, related, finding.related)):
        return finding
    return Finding(finding.code, finding.severity, finding.message, origin, finding.fix, related)


def _same(one: Origin, other: Origin) -> bool:
    return one is other


def exact(origin: Origin, known: AllPlaces) -> Origin:
    """An origin with its exact place, as far as its table is known."""
    table = known.get(_key(origin))
    if table is None or origin.record is not None:
        return origin
    column = None if origin.column_number is None else origin.column_number - 1
    if column is None and origin.column is not None and origin.column in table.names:
        column = [*table.names].index(origin.column)
    if column is None and (origin.column is not None or not isinstance(origin.line, RecordLine)):
        return origin
    place = table.places.place(origin.line, column)
    number = None if column is None else column + 1
    if place is None:
        return attrs.evolve(origin, column_number=number)
    return Origin(
        *(origin.file, place.line, origin.column, origin.raw, place.span, number, place.cell, origin.line)
    )


def without_echoes(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those of a cell that its reader could not read, save the reader's own.

    What a spreadsheet's error or a record named twice looks like to the rules of cells is nobody's mistake.
    """
    told = [*findings]
    unread = {_cell_key(one.origin) for one in told if one.code in _UNREAD}
    if not unread:
        return told
    return [
        one
        for one in told
        if one.code in _UNREAD
        or not {_cell_key(one.origin), (*_cell_key(one.origin)[:-1], None)} & unread
        or one.origin.record is None
    ]


def _cell_key(origin: Origin) -> tuple[str, str, int, int | None]:
    line = origin.record_line
    if isinstance(line, RecordLine):
        return origin.file, line.table, line.number, origin.column_number
    return origin.file, "", line, origin.column_number


_UNREAD = frozenset(rule.code for rule in FORMAT_RULES if rule.severity is Severity.ERROR)
