"""The verb `fix`: edits of a table's raw text that are proven to clear their finding and bring no other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path

from diplomap.checking.check import check
from diplomap.checking.fix_candidates import Candidate, candidates, may_have_fix
from diplomap.checking.fix_codes import CODES, code_candidates
from diplomap.checking.fix_proofs import Check, State, tried
from diplomap.checking.fix_tables import TableText, table_texts
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
    """Mend what can be mended in a table's own text; nothing is written before `Fixed.write`.

    Only what cannot change what was meant is done, unless `unsafe` is asked for. `select` names the rules
    whose findings are to be cleared, by code, beginning of codes, name or family; `codes` has names of
    parties and words for kinds, statuses and heads written as ours. `settings` are those of `check`; what
    they or the table itself leave aside is not touched. Only tables of text are mended. Every fix is applied
    in memory first and kept only where the table, read and checked again, no longer has the finding and has
    no new one.

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
        self.edits: list[Edit] = []
        self.texts: Collection[str] = ()
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

    def _tables(self) -> dict[str, TableText]:
        findings = self.state.result.findings
        if not self.codes and not any(map(may_have_fix, findings)):
            return {}
        found = table_texts(self.state.source, self.layout)
        self.texts = found.keys()
        return found

    def _candidates(self, tables: Mapping[str, TableText]) -> Iterable[Candidate]:
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

    def _note(self, kept: Iterable[Candidate], tables: Mapping[str, TableText]) -> None:
        gone: list[tuple[str, int, int]] = []
        for one in kept:
            for change in one.changes:
                table = tables[change.file]
                line = self.lines.first(change.file, change.line)
                if change.place is None:
                    start, end = table.places.record(change.line)
                    row = table.raw.text[start:end]
                    self.edits.append(Edit(change.file, line, None, row, None, one.code, one.safe))
                    lines = [table.places.line_and_column(at)[0] for at in (start, end)]
                    gone.append((change.file, change.line, lines[1] - lines[0]))
                    continue
                before = table.places.cells(change.line)[change.place].text
                self.edits.append(
                    Edit(
                        change.file, line, table.names[change.place], before, change.after, one.code, one.safe
                    )
                )
        self.lines.take_out(gone)

    def fixed(self, path: str | None) -> Fixed:
        """What came of it."""
        old, new = (
            {file.name: file.data for file in source.tables.values() if file.grid is None}
            for source in (self.source, self.state.source)
        )
        order = {file: number for number, file in enumerate(old)}
        edits = sorted(self.edits, key=lambda one: (order[one.file], one.line))
        left = tuple(self._left(finding) for finding in self.state.result.findings)
        return Fixed(path, tuple(edits), left, self.first, self.state.result, old, new)

    def _left(self, finding: Finding) -> Left:
        known = self.known.get(finding, [])
        if not known and finding.fix is not None and finding.origin.file not in self.texts:
            return Left(finding, Why.NO_TEXT, "only tables of text (CSV) are mended")
        if not known:
            return Left(finding, Why.NO_FIX, "no fix is known")
        for one in known:
            if one in self.refused:
                return Left(finding, Why.NOT_PROVEN, self.refused[one])
        if not self._selected(finding.code):
            return Left(finding, Why.NOT_SELECTED, "its code was not selected")
        return Left(finding, Why.UNSAFE, "its fix may change what was meant")


class _Lines:
    """On which line of the first text a line of the present one stood: rows may have been taken out."""

    def __init__(self) -> None:
        self._gone: dict[str, list[list[tuple[int, int]]]] = {}

    def first(self, file: str, line: int) -> int:
        for gone in reversed(self._gone.get(file, [])):
            for start, lines in gone:
                if start > line:
                    break
                line += lines
        return line

    def take_out(self, gone: Iterable[tuple[str, int, int]]) -> None:
        taken: dict[str, list[tuple[int, int]]] = {}
        for file, line, lines in gone:
            taken.setdefault(file, []).append((line, lines))
        for file, found in taken.items():
            self._gone.setdefault(file, []).append(sorted(found))


__all__ = ["SCHEMA", "Edit", "Fixed", "Left", "Why", "fix"]
