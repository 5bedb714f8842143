"""Typing a table of records: each row of ours becomes a record, or its record findings and quarantine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import attrs

from diplomap.model.findings import Finding, Fix, Severity
from diplomap.model.quarantine import Quarantined
from diplomap.model.rows import Row, TableHead
from diplomap.tables import row_rules as rules
from diplomap.tables.cell_rules import AMBIGUOUS_PARTY, REQUIRED_BLANK, SPACES_AROUND
from diplomap.tables.cells import ColumnReading, read_date_cells
from diplomap.tables.dated_names import dated_names, names_in
from diplomap.tables.decoding import Decoded
from diplomap.tables.grids import record_texts
from diplomap.tables.headers import header_findings
from diplomap.tables.laying_out import LaidOut, lay_out
from diplomap.tables.layout_cells import mark_problem, order_told, years_alone
from diplomap.tables.layouts import Layout
from diplomap.tables.problems import Problem
from diplomap.tables.reading_result import RowCounts
from diplomap.tables.record_checks import row_problems
from diplomap.tables.record_making import made_record
from diplomap.tables.record_rules import DATE_NOT_KNOWN
from diplomap.tables.record_tables import TABLES
from diplomap.tables.records import Records, raw_records
from diplomap.tables.row_shapes import shape_problems
from diplomap.tables.table_columns import Column, RecordTable
from diplomap.values.reading_dates import read_date


@attrs.frozen(slots=True)
class TypedRecords:
    """A typed table of records.

    `records` are the records made, each with the values of the columns that are no field of it (the mission
    of an accreditation).
    """

    table: str
    records: tuple[tuple[Any, dict[str, Any]], ...]
    quarantine: tuple[Quarantined, ...]
    findings: tuple[Finding, ...]
    counts: RowCounts


Attach = Callable[[Any, dict[str, Any]], Problem | None]


def type_records(
    name: str,
    table: Decoded,
    delimiter: str,
    records: Records,
    layout: Layout,
    attach: Attach | None = None,
) -> TypedRecords:
    """The records of a table, by a layout of a table of records. Every row is typed or in quarantine.

    `attach` is asked of each record made, with the values of columns beside it: what it says is wrong puts
    the row into quarantine.
    """
    return _RecordTyping(name, table, delimiter, records, layout, attach).run()


class _RecordTyping:
    def __init__(
        self,
        name: str,
        table: Decoded,
        delimiter: str,
        records: Records,
        layout: Layout,
        attach: Attach | None,
    ) -> None:
        self.name, self.table, self.delimiter = name, table, delimiter
        self.records, self.layout, self.attach = records, layout, attach
        self.of: RecordTable = TABLES[layout.table]
        self.columns = self.of.by_name
        self.head = TableHead(name, records.names, layout.places(records.names), layout.name, delimiter)
        self.findings = header_findings(self.head, records, layout)
        self.bad: dict[int, list[str]] = {row: [*codes] for row, codes in records.wrong.items()}
        # One cell may stand in several rows of ours; what is wrong with it is said once.
        self.told: set[tuple[int, int | None, str, str]] = set()
        self.doubtful: set[int] = set()
        self.laid = LaidOut()
        self.readings: dict[str, ColumnReading] = {}

    def run(self) -> TypedRecords:
        lacking = self.layout.lacking(self.records.names)
        first = self.head.places.get(self.of.required[0])
        ids = [""] * len(self.records) if first is None else self.records.columns[first]
        for record, problem in shape_problems(
            self.records, ids, self.delimiter, max(1, len(self.of.required) - 1)
        ):
            self._say(record, self.head, problem)
        if lacking:
            for record in range(len(self.records)):
                self.bad.setdefault(record, []).append(rules.MISSING_COLUMN.code)
            return self._sorted_out([])
        self.laid = lay_out(self.name, self.records, self.layout, self.delimiter, self.bad)
        for record in self.laid.silent:
            if record not in self.bad:
                self._say(
                    record, self.head, Problem(rules.BLANK_ROW, "nothing that the layout reads is told")
                )
        ours_at = {place: ours for ours, place in self.head.places.items()}
        for record, place, bare, mark in self.laid.every_mark():
            self._say(record, self.head, mark_problem(bare, mark), ours_at.get(place))
        self._read_cells()
        self._read_dates()
        self._read_old_names()
        self._tell_parties()
        return self._sorted_out(self._made())

    def _read_cells(self) -> None:
        for ours, texts in self.laid.texts.items():
            column = self.columns[ours]
            if not column.cell.raw and not column.cell.date:
                reading = self.readings[ours] = self._reading(column, texts)
                # What is ambiguous by itself may be settled by the row's dates, and is told after them.
                open_ = {text for text, told in reading.problems.items() if told.rule is AMBIGUOUS_PARTY}
                rest = {text: told for text, told in reading.problems.items() if text not in open_}
                self._tell(ours, ColumnReading(problems=rest, remarks=reading.remarks))
                if open_:
                    self.doubtful.update(self.laid.of[at] for at, text in enumerate(texts) if text in open_)

    def _reading(self, column: Column, texts: Iterable[str]) -> ColumnReading:
        reading, cell = ColumnReading(), column.cell
        for text in self.records.texts_in(texts) if isinstance(texts, list) else dict.fromkeys(texts):
            bare = text.strip()
            if bare != text and bare:
                reading.remarks[text] = Problem(SPACES_AROUND, "spaces around the text", bare, safe=True)
            found = cell.read(bare, self.layout.parties) if bare else cell.blank
            if column.required and (not bare or found in (None, ())):
                reading.problems[text] = Problem(REQUIRED_BLANK, f"the cell of {column.name} is blank")
            elif isinstance(found, Problem):
                reading.problems[text] = found
            else:
                reading.meanings[text] = cell.blank if found is None else found
        return reading

    def _read_dates(self) -> None:
        for ours, texts in self.laid.texts.items():
            column = self.columns[ours]
            if column.cell.date:
                role = "closed" if column.cell.date == "end" else "opened"
                order, good = order_told(self.layout, ours), partial(self._good, texts)
                reading = read_date_cells(role, dict.fromkeys(texts), self.layout, good, order)
                years_alone(self.layout, ours, reading)
                for text in [*reading.meanings]:
                    self._no_date(column, text, reading)
                self.readings[ours] = reading
                self._tell(ours, reading)

    def _no_date(self, column: Column, text: str, reading: ColumnReading) -> None:
        bare = text.strip()
        if column.required and not bare:
            del reading.meanings[text]
            message = f"the cell of {column.name} is blank; write unknown where nobody says"
            reading.problems[text] = Problem(REQUIRED_BLANK, message, "unknown")
        elif column.cell.date == "start" and bare and reading.meanings[text] is None and not column.required:
            message = f"{bare!r} says that no date is known; leave the cell blank"
            reading.remarks[text] = Problem(
                DATE_NOT_KNOWN, message, "", "left aside" not in read_date(bare).note
            )

    def _good(self, texts: Iterable[str]) -> Iterator[str]:
        wrong = self.bad.keys() | self.doubtful
        return (text for place, text in enumerate(texts) if self.laid.of[place] not in wrong)

    def _read_old_names(self) -> None:
        first, last = self.of.times
        parties = [o for o in self.laid.texts if self.columns[o].cell.party and names_in(self.readings[o])]
        if last not in self.laid.texts or not parties:
            return
        nothing = [None] * len(self.laid.of)
        opened = nothing if first is None or first not in self.readings else self._values(first)
        closed = self._values(last)
        for ours in parties:
            reading, several = self.readings[ours], self.columns[ours].cell.party == "several"
            texts = list(self.laid.texts[ours])
            for place, answer in dated_names(texts, reading, opened, closed, self.layout.parties):
                # One text then has two meanings in its column, so this cell gets a key of its own.
                if isinstance(answer, Problem):
                    texts[place] = key = f"{texts[place]}\x00{answer.message}"
                    reading.problems[key] = answer
                elif several or len(answer) == 1:
                    texts[place] = key = f"{texts[place]}\x00{'|'.join(answer)}"
                    reading.meanings[key] = answer if several else answer[0]
            self.laid.texts[ours] = texts

    def _values(self, ours: str) -> list[Any]:
        meanings = self.readings[ours].meanings
        return [meanings.get(text) for text in self.laid.texts[ours]]

    def _tell_parties(self) -> None:
        for ours in self.laid.texts:
            if self.columns[ours].cell.party:
                problems = self.readings[ours].problems.items()
                ambiguous = {text: told for text, told in problems if told.rule is AMBIGUOUS_PARTY}
                self._tell(ours, ColumnReading(problems=ambiguous))

    def _tell(self, ours: str, reading: ColumnReading) -> None:
        told = {**reading.remarks, **reading.problems}
        for place, text in enumerate(self.laid.texts[ours]) if told else ():
            if text in told:
                self._say_row(place, told[text], ours)
                if text in reading.problems and text in reading.remarks:
                    self._say_row(place, reading.remarks[text], ours)

    def _say_row(self, place: int, problem: Problem, ours: str | None) -> None:
        record = self.laid.of[place]
        if self.bad.get(record) != [rules.BLANK_ROW.code]:
            self._say(record, self.laid.heads[self.laid.by[place]], problem, ours)

    def _say(self, record: int, head: TableHead, problem: Problem, ours: str | None = None) -> None:
        if (key := (record, head.places.get(ours or ""), problem.rule.code, problem.message)) in self.told:
            return
        self.told.add(key)
        row = Row(head, self.records.lines[record], [column[record] for column in self.records.columns])
        fix = None if problem.replacement is None else Fix(problem.replacement, problem.safe)
        others = self.laid.repeated.get(record, 0)
        message = (
            f"{problem.message} (and {others} more rows that say the same)" if others else problem.message
        )
        self.findings.append(problem.rule.at(row.origin(ours), message, fix=fix))
        if problem.rule.severity is Severity.ERROR or problem.rule is rules.BLANK_ROW:
            self.bad.setdefault(record, []).append(problem.rule.code)

    def _made(self) -> list[tuple[Any, dict[str, Any]]]:
        values = {
            ours: self.laid.texts[ours] if self.columns[ours].cell.raw else self._values(ours)
            for ours in self.laid.texts
        }
        made: list[tuple[int, Any, dict[str, Any]]] = []
        extras = list(self.laid.extras.items())
        for place, record in enumerate(self.laid.of):
            if record in self.bad:
                continue
            cells = {ours: column[place] for ours, column in values.items()}
            problems = list(row_problems(self.of.name, cells))
            for problem, ours in problems:
                self._say_row(place, problem, ours)
            if not problems:
                extra = [(name, text) for name, texts in extras if (text := texts[place])]
                one, beside = made_record(
                    self.of,
                    cells,
                    extra,
                    self.laid.row(place, self.records),
                    self.laid.noted(place, self.layout),
                )
                stray = None if self.attach is None else self.attach(one, beside)
                if stray is None:
                    made.append((record, one, beside))
                else:
                    self._say_row(place, stray, self.of.required[0])
        return [(one, beside) for record, one, beside in made if record not in self.bad]

    def _sorted_out(self, made: list[tuple[Any, dict[str, Any]]]) -> TypedRecords:
        quarantine = self._quarantined() if self.bad else ()
        repeated = sum(self.laid.repeated.values())
        read = len(self.records)
        counts = RowCounts(read, read - repeated - len(quarantine), len(quarantine), repeated)
        findings = tuple(sorted(self.findings, key=lambda one: one.origin.line))
        return TypedRecords(self.of.name, tuple(made), quarantine, findings, counts)

    def _quarantined(self) -> tuple[Quarantined, ...]:
        read = partial(raw_records, self.table, self.delimiter, self.records)
        header, texts = record_texts(self.records, self.bad, read)
        held = []
        for record, codes in sorted(self.bad.items()):
            row = Row(self.head, self.records.lines[record], [one[record] for one in self.records.columns])
            held.append(Quarantined(self.of.name, texts[record], tuple(dict.fromkeys(codes)), row, header))
        return tuple(held)
