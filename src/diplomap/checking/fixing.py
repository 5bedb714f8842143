"""The verb `fix`: edits of a table's own file that are proven to clear their finding and bring no other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path

from diplomap.checking.check import check
from diplomap.checking.fix_candidates import Candidate, candidates, may_have_fix
from diplomap.checking.fix_codes import CODES, code_candidates
from diplomap.checking.fix_proofs import Check, State, tried
from diplomap.checking.fix_tables import TableKey, TableText, record_before, table_of, table_texts
from diplomap.checking.fixed import SCHEMA, Edit, Fixed, Left, Why
from diplomap.checking.registry import rules
from diplomap.checking.selection import rules_named
from diplomap.checking.settings import Settings
from diplomap.model.findings import Finding
from diplomap.tables.layouts import Layout
from diplomap.tables.layouts import layout as layout_named
from diplomap.tables.sources import Source, SourceLike, open_source


def fix(
    source: SourceLike,
    *,
    unsafe: bool = False,
    select: Collection[str] | None = None,
    codes: bool = False,
    layout: str | Layout | None = None,
    settings: Settings | None = None,
) -> Fixed:
    """Mend what can be mended in a table's own file; nothing is written before `Fixed.write`.

    Only what cannot change what was meant is done, unless `unsafe` is asked for. `select` names the rules
    whose findings are to be cleared, by code, beginning of codes, name or family; `codes` has names of
    parties and words for kinds, statuses and heads written as ours. `settings` are those of `check`; what
    they or the table itself leave aside is not touched. CSV, XLSX, JSON, YAML and TOML are mended, rows of
    another program are not. Every fix is applied in memory first and kept only where the table, read and
    checked again, no longer has the finding and has no new one.

    >>> import io
    >>> table = "id,sending,receiving,kind,opened\\na,PRK,ESP,embassy,3 May 2019\\n"
    >>> fixed = fix(io.StringIO(table))
    >>> [(one.line, one.column, one.before, one.after) for one in fixed.edits]
    [(2, 'opened', '3 May 2019', '2019-05-03')]
    >>> fixed.text("<stream>").splitlines()[1], fixed.left
    ('a,PRK,ESP,embassy,2019-05-03', ())

    Raises UnreadableError where there is no table; ValueError for an unknown layout, a code that no rule has,
    and a source with a day after it, for a table is mended as it stands.
    """
    chosen = layout_named(layout) if isinstance(layout, str) else layout
    named = None if select is None else _named(select)
    opened = open_source(source)
    if opened.day is not None:
        raise ValueError(f"{source}: a table is fixed as it stands, and not as of a day; leave the date out")
    run = _Fixing(opened, partial(check, layout=chosen, settings=settings), chosen, unsafe, named, codes)
    run.run()
    path = None if not isinstance(source, str | Path) or str(source) == "-" else str(source)
    return run.fixed(path)


def _named(select: Collection[str]) -> frozenset[str]:
    codes: set[str] = set()
    for term in select:
        found = [CODES] if term == CODES else [rule.code for rule in rules_named(term, rules())]
        if not found:
            raise ValueError(f"no rule has the code, name or family {term!r}; `diplomap rules` lists them")
        codes.update(found)
    return frozenset(codes)


class _Fixing:
    def __init__(
        self,
        source: Source,
        check: Check,
        layout: Layout | None,
        unsafe: bool,
        select: frozenset[str] | None,
        codes: bool,
    ) -> None:
        self.layout, self.unsafe, self.select, self.codes = layout, unsafe, select, codes
        self.check, self.source = check, source
        self.first = self.check(source)
        self.state = State(source, self.first)
        self.refused: Mapping[Candidate, str] = {}
        self.known: dict[Finding, list[Candidate]] = {}
        self.edits: list[tuple[TableKey, Edit]] = []
        self.tables: dict[TableKey, TableText] = {}
        # The tables as they were first, by which the places of edits are told.
        self.began: dict[TableKey, TableText] = {}
        self.lines = _Lines()

    def run(self) -> None:
        """Go on for as long as some fix is kept: what one brings to light, another may mend.

        A second run over the result begins where this one ended, with a round that keeps nothing.
        """
        while True:
            tables = self._tables()
            wanted = [one for one in self._candidates(tables) if self._may(one)]
            if not wanted:
                self.refused = {}
                return
            found = tried(self.state, wanted, tables, self.check)
            self.refused = found.refused
            if not found.kept:
                return
            self._note(found.kept, tables)
            self.state = found.state

    def _tables(self) -> dict[TableKey, TableText]:
        findings = self.state.result.findings
        if not self.codes and not any(map(may_have_fix, findings)):
            return {}
        self.tables = table_texts(self.state.source, self.layout)
        self.began = {**self.tables, **self.began}
        return self.tables

    def _candidates(self, tables: Mapping[TableKey, TableText]) -> Iterable[Candidate]:
        self.known = {}
        for finding in self.state.result.findings:
            found = [*candidates(finding, tables)]
            if found:
                self.known.setdefault(finding, []).extend(found)
        every = [one for found in self.known.values() for one in found]
        if self.codes:
            every += code_candidates(self.state.result.dataset, tables)
        return dict.fromkeys(every)

    def _may(self, one: Candidate) -> bool:
        return (one.safe or self.unsafe) and self._selected(one.code)

    def _selected(self, code: str) -> bool:
        return self.select is None or code in self.select

    def _note(self, kept: Iterable[Candidate], tables: Mapping[TableKey, TableText]) -> None:
        gone: list[tuple[TableKey, int, int]] = []
        for change, one in [(change, fix) for fix in kept for change in fix.changes]:
            table = tables[change.table]
            began = self.began[change.table].texts
            first = self.lines.first(change.table, change.record)
            if change.place is None:
                column, before, after = None, table.texts.told(change.record), None
                gone.append((change.table, change.record, table.texts.size(change.record)))
            else:
                column, after = table.names[change.place], change.after
                before = table.texts.text(change.record, change.place) or ""
            line, cell = began.line(first), began.called(first, change.place)
            told = Edit(table.name, line, column, before, after, one.code, one.safe, cell)
            self.edits.append((change.table, told))
        self.lines.take_out(gone)

    def fixed(self, path: str | None) -> Fixed:
        """What came of it."""
        old, new = (
            {file.name: file.data for file in source.tables.values() if file.grid is None or file.data}
            for source in (self.source, self.state.source)
        )
        files = {file: number for number, file in enumerate(old)}
        order = {key: (files[key[0]], number) for number, key in enumerate(self.began)}
        edits = [edit for _, edit in sorted(self.edits, key=lambda one: (order[one[0]], one[1].line))]
        left = tuple(self._left(finding) for finding in self.state.result.findings)
        return Fixed(path, tuple(edits), left, self.first, self.state.result, old, new)

    def _left(self, finding: Finding) -> Left:
        known = self.known.get(finding, [])
        if not known and finding.fix is not None:
            return Left(finding, Why.NO_TEXT, self._why_not(finding))
        if not known:
            return Left(finding, Why.NO_FIX, "no fix is known")
        for one in known:
            if one in self.refused:
                return Left(finding, Why.NOT_PROVEN, self.refused[one])
        if not self._selected(finding.code):
            return Left(finding, Why.NOT_SELECTED, "its code was not selected")
        return Left(finding, Why.UNSAFE, "its fix may change what was meant")

    def _why_not(self, finding: Finding) -> str:
        table = self.tables.get(table_of(finding.origin))
        if table is None:
            return "its table cannot be edited"
        return table.why_not(finding.origin) or "what it should say cannot be written where it stands"


class _Lines:
    """By what a record was known first: rows before it may have been taken out."""

    def __init__(self) -> None:
        self._gone: dict[TableKey, list[list[tuple[int, int]]]] = {}

    def first(self, table: TableKey, record: int) -> int:
        for gone in reversed(self._gone.get(table, [])):
            record = record_before(record, gone)
        return record

    def take_out(self, gone: Iterable[tuple[TableKey, int, int]]) -> None:
        taken: dict[TableKey, list[tuple[int, int]]] = {}
        for table, record, size in gone:
            taken.setdefault(table, []).append((record, size))
        for table, found in taken.items():
            self._gone.setdefault(table, []).append(sorted(found))


__all__ = ["SCHEMA", "Edit", "Fixed", "Left", "Why", "fix"]
