"""The verb `check`: everything that is wrong with a table, in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

import attrs

from diplomap.checking.registry import Check, DatasetRule, checks_for, rules
from diplomap.checking.selection import Selection
from diplomap.checking.settings import Settings, refuse_unknown_words
from diplomap.checking.spell_table import NO_FILE, SpellTable
from diplomap.checking.suppression import Suppressed, suppress
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.quarantine import Quarantined
from diplomap.model.rules import Rule
from diplomap.tables.exact_places import AllPlaces, told_exactly
from diplomap.tables.layouts import Layout
from diplomap.tables.reading_result import RowCounts
from diplomap.tables.sources import Source, SourceLike
from diplomap.values.origins import Origin, RecordLine

SCHEMA = "diplomap/check/1"


@attrs.frozen(slots=True, repr=False)
class Result:
    """What checking found: the dataset of all rows that could be typed, and every finding.

    `findings` are in the order of files, lines, columns and codes. `rows` says what became of
    every row of the table of missions, `tables` what became of those of each table that is there:
    read = typed + repeated + quarantined. `suppressed` are findings that the table itself leaves aside,
    with the reasons it gives; `known` counts those that a baseline held already, `gone` the ones in it that
    are there no longer; both are None where no baseline was asked.
    """

    dataset: Dataset
    findings: tuple[Finding, ...] = ()
    rows: RowCounts = attrs.field(factory=RowCounts)
    layout: str = "diplomap"
    files: tuple[str, ...] = ()
    tables: Mapping[str, RowCounts] = attrs.field(factory=dict)
    suppressed: tuple[Suppressed, ...] = ()
    known: int | None = None
    gone: int | None = None

    @property
    def quarantine(self) -> tuple[Quarantined, ...]:
        """The rows that could not be typed, as they stood."""
        return self.dataset.quarantine

    @property
    def ok(self) -> bool:
        """Whether no finding is an error; warnings and notes are left to the reader's judgement."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    def report(self, format: str = "text") -> str:
        """The findings in one of the forms of `diplomap.checking.reports`: text, json, sarif, html and more.

        >>> print(Result(Dataset()).report(), end="")
        Nothing to report: 0 rows read, all of them typed.

        Raises ValueError for a form that nobody knows.
        """
        from diplomap.checking.reports import report

        return report(self, format)

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON tells it, in the shape named by ``schema``.

        >>> Result(Dataset()).to_dict()["rows"]
        {'read': 0, 'typed': 0, 'quarantined': 0}
        """
        return {
            "schema": SCHEMA,
            "findings": [finding_as_dict(finding) for finding in self.findings],
            "suppressed": [
                {"reason": one.reason, "finding": finding_as_dict(one.finding)} for one in self.suppressed
            ],
            "baseline": None if self.known is None else {"known": self.known, "gone": self.gone},
            "rows": {name: getattr(self.rows, name) for name in ("read", "typed", "quarantined")},
            "tables": {name: attrs.asdict(counts) for name, counts in self.tables.items()},
            "files": [*self.files],
            "layout": self.layout,
        }

    def __repr__(self) -> str:
        return f"<Result: {len(self.findings)} findings in {self.rows.read} rows>"


def check(
    source: Dataset | SourceLike | Source,
    *,
    layout: str | Layout | None = None,
    settings: Settings | None = None,
) -> Result:
    """Check a table, wherever `diplomap.tables.reading.load` finds one, or a `Dataset` that is there already.

    Whatever the table holds, it is told in findings and never raised. A `Dataset` is checked as it
    is; its rows in quarantine are told with the rules that put them there. `settings` say which rules are
    asked and how bad their findings are; no file is looked for (see `diplomap.checking.settings_file`).

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> twin = Spell(Kind.EMBASSY, seat="Warsaw")
    >>> made = Dataset([Mission("m1", ("ESP",), "POL", (twin, twin))])
    >>> result = check(made)
    >>> [finding.code for finding in result.findings], result.ok
    (['DM302'], True)
    >>> check(made, settings=Settings(ignore="row-twice")).findings
    ()

    Raises UnreadableError where there is no table at all, ValueError for a layout that nobody knows and for
    settings that name a rule, kind or party that does not exist.
    """
    chosen = Selection(Settings() if settings is None else settings)
    refuse_unknown_words(chosen.settings)
    if isinstance(source, Dataset):
        counts = _counts(source)
        bare = Result(source, (), counts.get("missions", RowCounts()), tables=counts)
        return _settled(bare, [*_held_back(source), *check_rows(source, chosen.asks)], chosen, {})
    from diplomap.tables.reading import load

    own = chosen.settings
    reading = load(source, layout=layout, kinds=own.kinds, parties=own.parties)
    bare = Result(reading.dataset, (), reading.rows, reading.layout, reading.files, reading.tables)
    found = told_exactly(check_rows(reading.dataset, chosen.asks), reading.places)
    return _settled(bare, [*reading.findings, *found], chosen, reading.places)


def _settled(result: Result, findings: Iterable[Finding], chosen: Selection, places: AllPlaces) -> Result:
    told = suppress(chosen.judged(findings), result.dataset, chosen)
    stand = [*told.standing, *told_exactly(told.wrong, places)]
    aside = sorted(told.suppressed, key=lambda one: (one.finding.origin.file, one.finding.origin.line))
    return attrs.evolve(result, findings=sorted_findings(stand, result.files), suppressed=tuple(aside))


def _counts(dataset: Dataset) -> dict[str, RowCounts]:
    typed = {"missions": dataset.missions.store.spell_count()}
    typed.update((name, len(records)) for name, records in dataset.tables.items())
    held = Counter(one.table for one in dataset.quarantine)
    names = dict.fromkeys((*typed, *held))
    every = {name: (typed.get(name, 0), held[name]) for name in names}
    return {
        name: RowCounts(some + aside, some, aside) for name, (some, aside) in every.items() if some or aside
    }


def check_rows(dataset: Dataset, asks: Callable[[Rule], bool] | None = None) -> list[Finding]:
    """What the rules of several rows and of facts find in a dataset, in the order of the rules.

    `asks` says of a rule whether it is asked; without it, those are that are on by default.

    >>> check_rows(Dataset())
    []
    """
    table = SpellTable(dataset)
    asked: Iterable[Check] = checks_for(dataset)
    if not len(table):
        asked = [one for one in asked if isinstance(one, DatasetRule)]
    if asks is None:
        asks = attrgetter("default")
    return [finding for one in asked if asks(one.rule) for finding in one.findings(table)]


def sorted_findings(findings: Iterable[Finding], files: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Findings in the order of files (those named first, then by name), lines, columns and codes.

    What is said of a record stands before what is said of its cells.

    >>> made = [Finding("B", Severity.NOTE, "", Origin("f", line)) for line in (2, 1)]
    >>> [finding.origin.line for finding in sorted_findings(made)]
    [1, 2]
    """
    place = {file: number for number, file in enumerate(files)}

    def key(finding: Finding) -> tuple[int, str, str, int, int, str, str]:
        origin = finding.origin
        line = origin.record_line
        # Several tables may stand in one file, and several records on one line.
        table, number = (line.table, line.number) if isinstance(line, RecordLine) else ("", line)
        return (
            place.get(origin.file, len(place)),
            *(origin.file, table, number, origin.line, origin.column or "", finding.code),
        )

    return tuple(sorted(findings, key=key))


def finding_as_dict(finding: Finding) -> dict[str, Any]:
    """One finding as JSON tells it.

    >>> finding_as_dict(Finding("DM302", Severity.WARNING, "twice", Origin("m.csv", 3)))["line"]
    3
    """
    fix = finding.fix
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        **_place(finding.origin),
        "fix": None if fix is None else {"replacement": fix.replacement, "safe": fix.safe},
        "related": [_place(origin) for origin in finding.related],
    }


def _place(origin: Origin) -> dict[str, str | int | None]:
    start, end = origin.span or (None, None)
    return {
        "file": origin.file,
        "line": int(origin.line),
        "column": origin.column,
        "raw": origin.raw,
        "column_number": origin.column_number,
        "start": start,
        "end": end,
        "cell": origin.cell,
    }


def _held_back(dataset: Dataset) -> Iterable[Finding]:
    if not dataset.quarantine:
        return
    known = {rule.code: rule for rule in rules()}
    spells = dataset.missions.store.spell_count()
    for number, held in enumerate(dataset.quarantine, spells + 1):
        origin = Origin(NO_FILE, number, None, held.text) if held.row is None else held.row.origin()
        for code in dict.fromkeys(held.codes):
            if code in known:
                name = known[code].name.replace("-", " ")
                yield known[code].at(origin, f"this row could not be typed: {name}")
