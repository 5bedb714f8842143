"""Typing a table: its records become columns of values, or findings and rows in quarantine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import compress
from typing import Any

import attrs

from diplomap.model.columns import Column, ColumnStore
from diplomap.model.findings import Finding, Fix, Severity
from diplomap.model.quarantine import Quarantined
from diplomap.model.rows import Row, TableHead
from diplomap.tables import row_rules as rules
from diplomap.tables.cell_rules import AMBIGUOUS_PARTY
from diplomap.tables.cells import DATES, PARTIES, PLAIN, ColumnReading, read_cells, read_date_cells
from diplomap.tables.dated_names import dated_names, names_in
from diplomap.tables.decoding import Decoded
from diplomap.tables.derivations import derived
from diplomap.tables.grids import record_texts
from diplomap.tables.headers import extra_columns, header_findings
from diplomap.tables.layout_cells import mark_problem, order_told, said_cells, years_alone
from diplomap.tables.layouts import OURS, REQUIRED, Layout
from diplomap.tables.party_items import named_by_items
from diplomap.tables.problems import Problem
from diplomap.tables.records import Records, raw_records
from diplomap.tables.row_shapes import shape_problems
from diplomap.values.dates import PartialDate


@attrs.frozen(slots=True)
class Typed:
    """A typed table: missions as columns, the rows that could not be typed, findings, extra column names."""

    store: ColumnStore
    quarantine: tuple[Quarantined, ...]
    findings: tuple[Finding, ...]
    extra_columns: tuple[str, ...]


def type_table(name: str, table: Decoded, delimiter: str, records: Records, layout: Layout) -> Typed:
    """The missions of a table of records, by a layout. Every record is typed or in quarantine."""
    return _Typing(name, table, delimiter, records, layout).run()


class _Typing:
    def __init__(self, name: str, table: Decoded, delimiter: str, records: Records, layout: Layout) -> None:
        self.name, self.table, self.delimiter = name, table, delimiter
        self.records, self.layout = records, layout
        places = layout.places(records.names)
        self.head = TableHead(name, records.names, places, layout.name, delimiter)
        self.findings = header_findings(self.head, records, layout)
        self.bad: dict[int, list[str]] = {row: [*codes] for row, codes in records.wrong.items()}
        self.texts: dict[str, Sequence[str]] = {ours: records.columns[at] for ours, at in places.items()}
        said, marks = said_cells(layout, records.names, records.columns, places)
        self.texts.update(said)
        for row, ours, bare, mark in marks:
            self._say(row, mark_problem(bare, mark), ours)
        self.extras = extra_columns(records, places, OURS)
        self.readings: dict[str, ColumnReading] = {}

    def run(self) -> Typed:
        lacking = [ours for ours in REQUIRED if ours not in self.texts]
        if lacking:
            for row in range(len(self.records)):
                self.bad.setdefault(row, []).append(rules.MISSING_COLUMN.code)
            self.texts.update((ours, [""] * len(self.records)) for ours in lacking)
            self._shapes()
            return self._sorted_out()
        self._prepare()
        self._shapes()
        self._read_cells()
        self._read_dates()
        self._read_old_names()
        self._compare_cells()
        return self._sorted_out()

    def _prepare(self) -> None:
        for ours, prefix in self.layout.prefixes.items():
            if ours in self.texts:
                self.texts[ours] = [text.removeprefix(prefix) for text in self.texts[ours]]
        headers = [name.strip() for name in self.records.names]
        for ours, header in self.layout.items.items():
            if header in headers and ours in self.texts:
                items = self.records.columns[headers.index(header)]
                self.texts[ours] = named_by_items(self.texts[ours], items)
        if self.layout.derive:
            ours_too, extras, undecided = derived(self.layout.derive, self.texts, len(self.records))
            self.texts.update(ours_too)
            self.extras.update(extras)
            for row in sorted(undecided):
                self._error(
                    row,
                    Problem(rules.RECEIVER_UNDECIDED, "stands in one state and works for several others"),
                    "accredited_to",
                )

    def _shapes(self) -> None:
        for row, problem in shape_problems(self.records, self.texts["id"], self.delimiter):
            self._error(row, problem)

    def _read_cells(self) -> None:
        for ours, texts in self.texts.items():
            if ours in DATES or ours == "note":
                continue
            if ours in PLAIN:
                bare = list(map(str.strip, texts))
                if bare == texts and (ours != "id" or "" not in bare):
                    continue
            reading = self.readings[ours] = read_cells(ours, self.records.texts_in(texts), self.layout)
            self._tell(ours, reading)

    def _read_dates(self) -> None:
        for ours in DATES:
            if ours in self.texts:
                texts = self.texts[ours]
                told = order_told(self.layout, ours)
                found = self.records.texts_in(texts)
                reading = read_date_cells(ours, found, self.layout, partial(self._good, texts), told)
                years_alone(self.layout, ours, reading)
                self.readings[ours] = reading
                self._tell(ours, reading)

    def _good(self, texts: Sequence[str]) -> Iterable[str]:
        # Rows in quarantine are no evidence: beside dates that were rewritten they would decide alone.
        return (text for row, text in enumerate(texts) if row not in self.bad)

    def _tell(self, ours: str, reading: ColumnReading) -> None:
        texts = self.texts[ours]
        for told, say in ((reading.problems, self._error), (reading.remarks, self._say)):
            if told:
                for row, text in enumerate(texts):
                    if text in told and self.bad.get(row) != [rules.BLANK_ROW.code]:
                        say(row, told[text], ours)

    def _read_old_names(self) -> None:
        named = [ours for ours in PARTIES if ours in self.readings and names_in(self.readings[ours])]
        if "closed" not in self.texts or not named:
            return
        nothing = [None] * len(self.records)
        opened, closed = (self._values(ours) if ours in self.texts else nothing for ours in DATES)
        for ours in named:
            reading, several = self.readings[ours], PARTIES[ours]
            texts = list(self.texts[ours])
            for row, answer in dated_names(texts, reading, opened, closed, self.layout.parties):
                if texts[row] in reading.problems:
                    self._withdraw(row, ours)
                if isinstance(answer, Problem):
                    self._error(row, answer, ours)
                elif several or len(answer) == 1:
                    # One text then has two meanings in its column, so this cell gets a key of its own.
                    texts[row] = key = f"{texts[row]}\x00{'|'.join(answer)}"
                    reading.meanings[key] = answer if several else answer[0]
            self.texts[ours] = texts

    def _values(self, ours: str) -> list[Any]:
        meanings = self.readings[ours].meanings
        return [meanings.get(text) for text in self.texts[ours]]

    def _withdraw(self, row: int, ours: str) -> None:
        code, where = AMBIGUOUS_PARTY.code, self._row(row).origin(ours)
        self.findings = [one for one in self.findings if one.code != code or one.origin != where]
        self.bad[row].remove(code)
        if not self.bad[row]:
            del self.bad[row]

    def _compare_cells(self) -> None:
        if all(ours in self.texts for ours in DATES):
            starts, ends = (self.readings[ours].meanings for ours in DATES)
            opened = self.texts["opened"]
            for row, closed in enumerate(self.texts["closed"]):
                if closed:
                    start, end = starts.get(opened[row]), ends.get(closed)
                    if start is not None and isinstance(end, PartialDate) and end.hi < start.lo:
                        said = f"closed {closed.strip()} before it opened {opened[row].strip()}"
                        self._error(row, Problem(rules.CLOSED_BEFORE_OPENED, said), "closed")
        senders, receivers = (self.readings[ours].meanings for ours in ("sending", "receiving"))
        pairs = zip(self.texts["sending"], self.texts["receiving"], strict=True)
        wrong = {pair for pair in set(pairs) if receivers.get(pair[1], "") in senders.get(pair[0], ())}
        for row, pair in (
            enumerate(zip(self.texts["sending"], self.texts["receiving"], strict=True)) if wrong else ()
        ):
            if pair in wrong:
                said = f"{receivers[pair[1]]} is sender and receiver"
                self._error(row, Problem(rules.SENT_TO_ITSELF, said), self._told_in("receiving", row))

    def _told_in(self, ours: str, row: int) -> str:
        """The column to blame for a cell of ours: another one where a derivation took it from there."""
        place = self.head.places.get(ours)
        moved = (
            place is not None
            and self.layout.derive
            and self.texts[ours][row] != self.records.columns[place][row]
        )
        return "accredited_to" if moved else ours

    def _row(self, row: int) -> Row:
        return Row(self.head, self.records.lines[row], [column[row] for column in self.records.columns])

    def _error(self, row: int, problem: Problem, ours: str | None = None) -> None:
        self._say(row, problem, ours)
        if problem.rule.severity is Severity.ERROR or problem.rule is rules.BLANK_ROW:
            self.bad.setdefault(row, []).append(problem.rule.code)

    def _say(self, row: int, problem: Problem, ours: str | None = None) -> None:
        origin = self._row(row).origin(ours)
        fix = None
        if problem.replacement is not None:
            # A fix says what the whole cell should hold, of which a layout may take off the beginning.
            prefix = self.layout.prefixes.get(ours or "", "")
            before = prefix if problem.replacement and (origin.raw or "").startswith(prefix) else ""
            fix = Fix(before + problem.replacement, problem.safe)
        self.findings.append(problem.rule.at(origin, problem.message, fix=fix))

    def _sorted_out(self) -> Typed:
        quarantine = self._quarantined() if self.bad else ()
        columns = {ours: self._column(ours) for ours in self.texts}
        raw: list[Sequence[str]] = list(self.records.columns)
        lines: Sequence[int] = self.records.lines
        extras: dict[str, Sequence[str]] = dict(self.extras)
        if self.bad:
            keep = [row not in self.bad for row in range(len(lines))]
            kept: dict[int, list[str]] = {}

            def filtered(texts: Sequence[str]) -> Sequence[str]:
                return kept.setdefault(id(texts), list(compress(texts, keep)))

            columns = {ours: Column(filtered(one.texts), one.meanings) for ours, one in columns.items()}
            extras = {name: filtered(texts) for name, texts in extras.items()}
            raw = [filtered(texts) for texts in raw]
            lines = list(compress(lines, keep))
        store = ColumnStore(self.head, lines, raw, columns, extras, _groups(columns))
        findings = sorted(self.findings, key=lambda one: one.origin.line)
        return Typed(store, quarantine, tuple(findings), tuple(self.extras))

    def _column(self, ours: str) -> Column:
        reading = self.readings.get(ours)
        return Column(self.texts[ours], None if reading is None else reading.meanings)

    def _quarantined(self) -> tuple[Quarantined, ...]:
        read = partial(raw_records, self.table, self.delimiter, self.records)
        header, texts = record_texts(self.records, self.bad, read)
        return tuple(
            Quarantined("missions", texts[row], tuple(dict.fromkeys(codes)), self._row(row), header)
            for row, codes in sorted(self.bad.items())
        )


def _groups(columns: dict[str, Column]) -> list[tuple[int, ...]] | None:
    ids = columns["id"].values()
    if len(set(ids)) == len(ids):
        return None
    keys: Iterable[Any] = zip(ids, columns["sending"].values(), columns["receiving"].values(), strict=True)
    groups: dict[Any, list[int]] = {}
    for row, key in enumerate(keys):
        groups.setdefault(key, []).append(row)
    return [tuple(rows) for rows in groups.values()]
