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
from diplomap.tables.decoding import Decoded
from diplomap.tables.derivations import derived
from diplomap.tables.headers import extra_columns, header_findings
from diplomap.tables.layouts import REQUIRED, Layout
from diplomap.tables.party_cells import read_parties
from diplomap.tables.problems import Problem
from diplomap.tables.records import Records, raw_records
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
        self.bad: dict[int, list[str]] = {}
        self.texts: dict[str, Sequence[str]] = {ours: records.columns[at] for ours, at in places.items()}
        self.extras = extra_columns(records, places)
        self.readings: dict[str, ColumnReading] = {}

    def run(self) -> Typed:
        lacking = [ours for ours in REQUIRED if ours not in self.texts]
        if lacking:
            for row in range(len(self.records)):
                self.bad[row] = [rules.MISSING_COLUMN.code]
            self.texts.update((ours, [""] * len(self.records)) for ours in lacking)
            self._shapes()
            return self._sorted_out()
        self._prepare()
        self._shapes()
        self._read_cells()
        self._read_dates()
        self._settle_by_date()
        self._compare_cells()
        return self._sorted_out()

    def _prepare(self) -> None:
        for ours, prefix in self.layout.prefixes.items():
            if ours in self.texts:
                self.texts[ours] = [text.removeprefix(prefix) for text in self.texts[ours]]
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
        records = self.records
        if not all(map(str.strip, self.texts["id"])):
            for row, id_ in enumerate(self.texts["id"]):
                if not id_.strip() and all(not column[row].strip() for column in records.columns):
                    self._error(row, Problem(rules.BLANK_ROW, "every cell is blank"))
        for row, surplus in records.long.items():
            told = " and ".join(repr(cell) for cell in surplus[:3])
            at = f"{len(records.names) + len(surplus)} cells where the header has {len(records.names)}"
            self._error(row, Problem(rules.LONG_ROW, f"{at}; surplus: {told}"))
        for row, have in records.short.items():
            if row not in self.bad:
                told = f"{have} cells where the header has {len(records.names)}"
                self._say(row, Problem(rules.SHORT_ROW, told))
        for row, line in enumerate(records.lines) if records.literal else ():
            if line in records.literal:
                self._error(row, Problem(rules.OPEN_QUOTE, "a quote is opened and never closed"))
        self._swallowed()

    def _swallowed(self) -> None:
        lines = self.records.lines
        least = len(REQUIRED) - 1
        last = len(lines) - 1
        for row in range(len(lines) if b'"' in self.table.data else 0):
            if row == last or lines[row + 1] - lines[row] > 1:
                for column in self.records.columns:
                    inner = column[row].splitlines()[1:-1] if "\n" in column[row] else ()
                    if any(line.count(self.delimiter) >= least for line in inner):
                        told = "a quoted cell holds lines that look like rows"
                        self._say(row, Problem(rules.SWALLOWED_LINES, told))
                        break

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
                reading = read_date_cells(
                    ours, self.records.texts_in(texts), self.layout, partial(self._good, texts)
                )
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

    def _settle_by_date(self) -> None:
        """Names that are ambiguous by themselves and not on the day of which their row speaks."""
        for ours, several in PARTIES.items():
            reading = self.readings.get(ours)
            doubtful = reading and {t for t, p in reading.problems.items() if p.rule is AMBIGUOUS_PARTY}
            if not reading or not doubtful:
                continue
            texts = list(self.texts[ours])
            self.texts[ours] = texts
            for row, text in enumerate(texts):
                day = self._day_of(row) if text in doubtful else None
                if day is None:
                    continue
                found = read_parties(text.strip(), self.layout.parties, day)
                if isinstance(found, Problem) or (not several and len(found) != 1):
                    continue
                # One text then has two meanings in its column, so this cell gets a key of its own.
                texts[row] = key = f"{text}\x00{day}"
                reading.meanings[key] = found if several else found[0]
                self._withdraw(row, ours)

    def _day_of(self, row: int) -> PartialDate | None:
        for ours in DATES:
            if ours in self.texts:
                value = self.readings[ours].meanings.get(self.texts[ours][row])
                if isinstance(value, PartialDate):
                    return value
        return None

    def _withdraw(self, row: int, ours: str) -> None:
        where = self._row(row).origin(ours)
        code = AMBIGUOUS_PARTY.code
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
                self._error(row, Problem(rules.SENT_TO_ITSELF, said), "receiving")

    def _row(self, row: int) -> Row:
        return Row(self.head, self.records.lines[row], [column[row] for column in self.records.columns])

    def _error(self, row: int, problem: Problem, ours: str | None = None) -> None:
        self._say(row, problem, ours)
        if problem.rule.severity is Severity.ERROR or problem.rule is rules.BLANK_ROW:
            self.bad.setdefault(row, []).append(problem.rule.code)

    def _say(self, row: int, problem: Problem, ours: str | None = None) -> None:
        origin = self._row(row).origin(ours)
        fix = None if problem.replacement is None else Fix(problem.replacement, problem.safe)
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
        lines = self.records.lines
        wanted = {self.records.header_line, *(lines[row] for row in self.bad)}
        texts = raw_records(self.table, self.delimiter, self.records, wanted)
        header = texts[self.records.header_line]
        return tuple(
            Quarantined("missions", texts[lines[row]], tuple(dict.fromkeys(codes)), self._row(row), header)
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
