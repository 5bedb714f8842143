"""What might be done about each finding: the fixes that are tried, before any of them is proven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from diplomap.checking.fix_characters import plain_characters
from diplomap.checking.fix_headers import header_changes
from diplomap.checking.fix_measures import split_measure
from diplomap.checking.fix_ranges import split_range
from diplomap.checking.fix_tables import TableKey, TableText, record_at, table_of
from diplomap.model.findings import Finding, Severity

_HEADER = "DM003"
_BLANK = "DM205"
_COPIES = frozenset({"DM302", "DM311", "DM504", "DM535", "DM651"})
_MIRRORED = "DM512"
_NO_NUMBER = "DM122"


@attrs.frozen(slots=True)
class Change:
    """One thing done to a table: the cell at `place` of a record says `after` instead.

    Without a `place` the record is taken out. A record is known by its line in CSV, elsewhere by its number.
    """

    table: TableKey
    record: int
    place: int | None
    after: str = ""


@attrs.frozen(slots=True)
class Candidate:
    """A fix that may be tried: what it changes, for which finding, and whether it is safe.

    `code` is that of the finding; `codes` where a name is to be written as its code, for which no finding
    asks.
    """

    code: str
    changes: tuple[Change, ...]
    safe: bool
    finding: Finding | None = None

    @property
    def order(self) -> tuple[bool, bool, TableKey, int, int]:
        """Of two that change one cell, the lesser is tried first: for errors, then the safe one."""
        first = self.changes[0]
        error = self.finding is not None and self.finding.severity is Severity.ERROR
        place = -1 if first.place is None else first.place
        return not error, not self.safe, first.table, first.record, place


def may_have_fix(finding: Finding) -> bool:
    """Whether it is worth asking for `candidates` of a finding.

    >>> from diplomap.values.origins import Origin
    >>> may_have_fix(Finding("DM403", Severity.WARNING, "twice", Origin("m.csv", 2, "kind", "legation")))
    False
    """
    if (
        finding.fix is not None
        or finding.code in (_HEADER, _BLANK, _MIRRORED, _NO_NUMBER)
        or finding.code in _COPIES
    ):
        return True
    return finding.severity is not Severity.NOTE and not (finding.origin.raw or "").isascii()


def candidates(finding: Finding, tables: Mapping[TableKey, TableText]) -> Iterator[Candidate]:
    """The fixes that may be tried for a finding; none where nobody knows any or its table is let alone."""
    table = tables.get(table_of(finding.origin))
    if table is None:
        return
    record = record_at(finding.origin.record_line)
    if finding.code == _HEADER:
        found = header_changes(table)
        if found is not None:
            cells, safe = found
            changes = tuple(
                Change(table.key, table.texts.header, place, name) for place, name in cells.items()
            )
            yield Candidate(finding.code, changes, safe, finding)
    elif finding.code == _BLANK or (finding.code in _COPIES and _is_copy(finding, table)):
        if table.texts.taken_out(record) is not None:
            yield Candidate(finding.code, (Change(table.key, record, None),), False, finding)
    elif finding.code == _MIRRORED:
        if _is_mirrored(finding, table) and table.texts.taken_out(record) is not None:
            yield Candidate(finding.code, (Change(table.key, record, None),), True, finding)
    elif finding.origin.column is not None:
        yield from _of_a_cell(finding, table)


def _of_a_cell(finding: Finding, table: TableText) -> Iterator[Candidate]:
    origin = finding.origin
    record = record_at(origin.record_line)
    place = table.place(origin)
    if place is None:
        return
    fix = finding.fix
    parts = split_measure(table, record, place) if finding.code == _NO_NUMBER else None
    if parts is not None:
        changes = tuple(Change(table.key, record, at, text) for at, text in parts)
        yield Candidate(finding.code, changes, False, finding)
        return
    replacement = None if fix is None else table.replacement(place, finding, fix.replacement)
    halves = split_range(table, record, place) if fix is not None else None
    if halves is not None:
        # A range in one cell is a doubtful beginning to some, and a beginning and an end to others.
        changes = tuple(Change(table.key, record, at, text) for at, text in halves)
        if changes:
            yield Candidate(finding.code, changes, False, finding)
        return
    safe = fix is not None and fix.safe
    if fix is not None and replacement is not None and replacement != origin.raw:
        yield Candidate(finding.code, (Change(table.key, record, place, replacement),), safe, finding)
    if not safe and origin.raw and finding.severity is not Severity.NOTE:
        plain = plain_characters(origin.raw)
        if plain and plain != origin.raw:
            yield Candidate(finding.code, (Change(table.key, record, place, plain),), True, finding)


def _is_copy(finding: Finding, table: TableText) -> bool:
    earlier = next((one for one in finding.related if table_of(one) == table.key), None)
    if earlier is None:
        return False
    one, two = (table.record_texts(record_at(at.record_line)) for at in (finding.origin, earlier))
    return one is not None and one == two


def _is_mirrored(finding: Finding, table: TableText) -> bool:
    """Whether two rows say the same word for word, but for the two cells that are exchanged."""
    [earlier] = finding.related
    party, other = table.place(finding.origin), table.place(earlier)
    rows = [table.record_texts(record_at(at.record_line)) for at in (finding.origin, earlier)]
    if party is None or other is None or any(row is None for row in rows):
        return False
    one, two = (list(row or ()) for row in rows)
    one[party], one[other] = one[other], one[party]
    return one == two
