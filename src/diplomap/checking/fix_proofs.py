"""Trying fixes in memory: only those stay that clear their finding and bring no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from diplomap.checking.check import Result
from diplomap.checking.fix_candidates import Candidate, Change
from diplomap.checking.fix_codes import CODES, read_otherwise
from diplomap.checking.fix_tables import TableKey, TableText, record_at, record_before, table_of
from diplomap.checking.fix_texts import FileText
from diplomap.model.findings import Finding
from diplomap.tables.edited_sources import with_files
from diplomap.tables.raw_edits import Splice
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.sources import Source
from diplomap.values.origins import Origin

_MOST_CHECKS = 60
_HEADER = "DM003"
Key = tuple[str, TableKey, int, str | None]
Row = tuple[TableKey, int]
Check = Callable[[Source], Result]


@attrs.frozen(slots=True)
class State:
    """A source at one moment, and what checking it found."""

    source: Source
    result: Result


@attrs.frozen(slots=True)
class Tried:
    """What became of fixes: the state after those that were `kept`, and why the others were `refused`."""

    state: State
    kept: tuple[Candidate, ...]
    refused: Mapping[Candidate, str]


def tried(
    state: State, wanted: Iterable[Candidate], tables: Mapping[TableKey, TableText], check: Check
) -> Tried:
    """Apply as many of the wanted fixes as are proven when all that are kept are applied at once.

    All are tried together, and the table is checked once. Where something new is found, a fix that alone
    touches its rows is refused; of several, all but the first wait. So the cost does not grow with the
    number of fixes, but with how many of them go wrong in a row.
    """
    refused: dict[Candidate, str] = {}
    batch, waiting = _compatible(_writable(wanted, tables, refused))
    checks = 0
    while batch or waiting:
        if not batch:
            batch, waiting = _compatible(waiting)
        if checks == _MOST_CHECKS:
            refused.update((one, "too many other fixes went wrong to try it") for one in (*batch, *waiting))
            break
        checks += 1
        try:
            source = applied(state.source, batch, tables)
            after = State(source, check(source))
        except UnreadableError as error:
            wrong, late = _halved(batch, f"the file could no longer be read: {error}")
        else:
            wrong, late = _judged(state, after, batch, tables)
            if not wrong and not late:
                return Tried(after, tuple(batch), refused)
        refused.update(wrong)
        waiting += late
        out = {*wrong, *late}
        batch = [one for one in batch if one not in out]
    return Tried(state, (), refused)


def applied(source: Source, kept: Iterable[Candidate], tables: Mapping[TableKey, TableText]) -> Source:
    """The source with the changes of some fixes made in the text of its tables."""
    splices: dict[str, list[Splice]] = {}
    files: dict[str, FileText] = {}
    changes = [change for one in kept for change in one.changes]
    for change in sorted(changes, key=lambda one: (one.table, one.record, one.place or 0)):
        table = tables[change.table]
        files[table.name] = table.texts.file
        splices.setdefault(table.name, []).extend(_splices(change, table) or ())
    return with_files(source, {name: file.spliced(splices[name]) for name, file in files.items()})


def _splices(change: Change, table: TableText) -> list[Splice] | None:
    if change.place is None:
        return table.texts.taken_out(change.record)
    splice = table.texts.written(change.record, change.place, change.after)
    return None if splice is None else [splice]


def _writable(
    wanted: Iterable[Candidate], tables: Mapping[TableKey, TableText], refused: dict[Candidate, str]
) -> list[Candidate]:
    kept = []
    for one in wanted:
        lacking = [change for change in one.changes if not _fits(change, tables[change.table])]
        if lacking:
            refused[one] = f"the encoding of {lacking[0].table[0]} cannot hold {lacking[0].after!r}"
        else:
            kept.append(one)
    return kept


def _fits(change: Change, table: TableText) -> bool:
    splices = _splices(change, table)
    return splices is not None and all(table.texts.file.can_hold(one.start, one.text) for one in splices)


def _compatible(wanted: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """The fixes that may be made at once, and those that must wait for another one of the same cell."""
    ordered = sorted(wanted, key=lambda one: one.order)
    headers = [one for one in ordered if one.code == _HEADER]
    if headers:
        # What a table holds is only looked at once its header is known.
        return headers, [one for one in ordered if one.code != _HEADER]
    cells: set[tuple[TableKey, int, int]] = set()
    gone: set[Row] = set()
    touched: set[Row] = set()
    batch: list[Candidate] = []
    waiting: list[Candidate] = []
    for one in ordered:
        places = {(c.table, c.record, c.place) for c in one.changes if c.place is not None}
        rows = {(change.table, change.record) for change in one.changes}
        whole = {(c.table, c.record) for c in one.changes if c.place is None}
        if places & cells or rows & gone or whole & touched:
            waiting.append(one)
        else:
            cells |= places
            gone |= whole
            touched |= rows
            batch.append(one)
    return batch, waiting


class _Before:
    """Where the rows and columns of an edited table stood before."""

    def __init__(self, batch: Sequence[Candidate], tables: Mapping[TableKey, TableText]) -> None:
        self.names: dict[tuple[TableKey, str | None], str] = {}
        self._gone: dict[TableKey, list[tuple[int, int]]] = {}
        for change in (change for one in batch for change in one.changes):
            table = tables[change.table]
            if change.place is None:
                gone = change.record, table.texts.size(change.record)
                self._gone.setdefault(change.table, []).append(gone)
            elif change.record == table.texts.header:
                self.names[change.table, change.after] = table.names[change.place]
        for several in self._gone.values():
            several.sort()

    def row(self, origin: Origin) -> Row:
        """The table and the record of an origin, by what it was known before."""
        table = table_of(origin)
        return table, record_before(record_at(origin.record_line), self._gone.get(table, ()))

    def key(self, finding: Finding) -> Key:
        """By what a finding is known again."""
        origin = finding.origin
        table, record = self.row(origin)
        return finding.code, table, record, self.names.get((table, origin.column), origin.column)


def _judged(
    state: State, after: State, batch: Sequence[Candidate], tables: Mapping[TableKey, TableText]
) -> tuple[dict[Candidate, str], list[Candidate]]:
    """The fixes that are refused, with why; and those that wait because another one may be to blame."""
    before = _Before(batch, tables)
    same = _Before((), tables)
    had = Counter(map(same.key, state.result.findings))
    has = Counter(map(before.key, after.result.findings))
    asked = Counter(same.key(one.finding) for one in batch if one.finding is not None)
    refused = {
        one: "it would not clear the finding"
        for one in batch
        if one.finding is not None and (key := same.key(one.finding)) and had[key] - has[key] < asked[key]
    }
    if _loses_rows(state.result, after.result, batch):
        return _halved(batch, "a row would be lost")
    if any(one.code == _HEADER for one in batch):
        return refused, []
    if any(one.code == CODES for one in batch):
        otherwise = read_otherwise(state.result.dataset, after.result.dataset, tables)
        for one in batch:
            rows = {(change.table, record) for change in one.changes for record in (change.record, None)}
            if one.code == CODES and rows & otherwise:
                refused[one] = "the row would no longer be read as it is now"
    late: dict[Candidate, None] = {}
    nobody: Finding | None = None
    touching: dict[Row, list[Candidate]] = {}
    for one in batch:
        for row in dict.fromkeys((change.table, change.record) for change in one.changes):
            touching.setdefault(row, []).append(one)
    for finding in _new(after.result.findings, before, had):
        places = [before.row(place) for place in (finding.origin, *finding.related)]
        suspects = [*dict.fromkeys(one for place in places for one in touching.get(place, ()))]
        if len(suspects) == 1:
            refused.setdefault(suspects[0], _would_bring(finding))
        elif suspects:
            late.update(dict.fromkeys(suspects[1:]))
        else:
            nobody = finding
    if nobody is not None and not refused and not late:
        return _halved(batch, _would_bring(nobody))
    return refused, [one for one in late if one not in refused]


def _halved(batch: Sequence[Candidate], why: str) -> tuple[dict[Candidate, str], list[Candidate]]:
    """Where nobody knows which fix is to blame, half of them wait; one alone is to blame."""
    return ({batch[0]: why}, []) if len(batch) == 1 else ({}, [*batch[len(batch) // 2 :]])


def _would_bring(finding: Finding) -> str:
    place = finding.origin.place
    where = f"in line {place}" if place.isdecimal() else f"at {place}"
    return f"it would bring {finding.code} {where}: {finding.message}"


def _new(findings: Iterable[Finding], before: _Before, had: Counter[Key]) -> list[Finding]:
    left = Counter(had)
    new = []
    for finding in findings:
        key = before.key(finding)
        if left[key]:
            left[key] -= 1
        else:
            new.append(finding)
    return new


def _loses_rows(before: Result, after: Result, batch: Sequence[Candidate]) -> bool:
    """Whether a row is gone, or no longer typed, that no fix takes out."""
    out = len({(c.table, c.record) for one in batch for c in one.changes if c.place is None})
    read = [sum(counts.read for counts in one.tables.values()) for one in (before, after)]
    typed = [sum(counts.typed for counts in one.tables.values()) for one in (before, after)]
    return read[0] - read[1] != out or typed[0] - typed[1] > out
