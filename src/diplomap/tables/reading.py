"""Reading a dataset: a path, folder, archive, stream or bundled name becomes a typed dataset and findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from diplomap.model.collector import collector_paused
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.findings import Finding
from diplomap.model.quarantine import Quarantined
from diplomap.tables import row_rules as rules
from diplomap.tables.accreditations import AttachedAccreditations
from diplomap.tables.exact_places import told_exactly, without_echoes
from diplomap.tables.folding import folded
from diplomap.tables.layouts import Layout, layout
from diplomap.tables.read_quarantine import read_aside
from diplomap.tables.reading_result import Reading, RowCounts
from diplomap.tables.record_tables import ACCREDITATIONS, TABLES
from diplomap.tables.record_typing import type_records
from diplomap.tables.sources import MAIN, Source, SourceLike, open_source, package_of
from diplomap.tables.splitting import SplitTable, split_tables
from diplomap.tables.typed_tables import type_table
from diplomap.tables.written_quarantine import table_set_aside
from diplomap.values.origins import Origin

_DAY = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")


def load(
    source: SourceLike | Source,
    *,
    layout: str | Layout | None = None,
    kinds: Mapping[str, str] | None = None,
    parties: Mapping[str, str] | None = None,
) -> Reading:
    """What a source holds: the dataset of what could be typed, findings of cells, rows and files, row counts.

    `source` is a path to a table (CSV, XLSX, JSON, JSON Lines, YAML, TOML), folder, zip or gzip file, ``-``
    for standard input, an open file, rows of another program, or the name of a bundled dataset;
    ``@2023-10-01`` after it asks for the snapshot of that day (of a year or month, its first day); or a
    `Source` that was opened already. `layout` names the layout where its header should not decide;
    `kinds` are the table's own words for our kinds, `parties` its own names for parties, by id. Bad
    data never raises: it becomes findings, and rows in quarantine.

    >>> reading = load("dprk@2023-10-01")
    >>> reading.ok, reading.dataset.as_of, reading.rows.quarantined
    (True, datetime.date(2023, 10, 1), 0)

    Raises UnreadableError where there is no text table at all, ValueError for an unknown layout.
    """
    chosen = _chosen(layout)
    with collector_paused():
        opened = source if isinstance(source, Source) else open_source(source)
        return _load(opened, chosen, kinds or {}, parties or {})


def _chosen(given: str | Layout | None) -> Layout | None:
    return layout(given) if isinstance(given, str) else given


def _load(
    source: Source, chosen: Layout | None, kinds: Mapping[str, str], parties: Mapping[str, str]
) -> Reading:
    package, wrong = package_of(source)
    tables, findings = split_tables(source, chosen)
    if kinds or parties:
        tables = {name: one.in_own_words(kinds, parties) for name, one in tables.items()}
    main = tables.get(MAIN)
    first = main or next(iter(tables.values()), None)
    day, told_wrong = _as_of(package, first)
    for what in (wrong, told_wrong):
        if what and source.package is not None:
            findings.append(rules.BAD_PACKAGE.at(Origin(source.package.name, 1), what))
    aside, waiting = read_aside(source.tables)
    findings.extend([*waiting, *_left_aside(source)])
    quarantine: list[Quarantined] = []
    counts: dict[str, RowCounts] = {}
    missions = Missions()
    extra_columns: tuple[str, ...] = ()
    if main is not None:
        typed = type_table(main.name, main.table, main.delimiter, main.records, main.layout)
        missions, extra_columns = Missions(store=typed.store), typed.extra_columns
        quarantine.extend(typed.quarantine)
        findings.extend(typed.findings)
        read = len(main.records)
        counts[MAIN] = RowCounts(read, read - len(typed.quarantine), len(typed.quarantine))
    told: dict[str, list[Any]] = {}
    for name, one in tables.items():
        if name != MAIN:
            accredited = AttachedAccreditations(missions) if name == ACCREDITATIONS else None
            attach = None if accredited is None else accredited.problem
            found = type_records(one.name, one.table, one.delimiter, one.records, one.layout, attach)
            if accredited is not None:
                missions = accredited.attached(found.records)
            else:
                told[name] = [record for record, _ in found.records]
            quarantine.extend(found.quarantine)
            findings.extend(found.findings)
            counts[name] = found.counts
    for held in aside:
        counts[held.table] = counts.get(held.table, RowCounts()).plus(RowCounts(1, 0, 1))
    files = tuple(dict.fromkeys(table.name for table in source.tables.values()))
    places = {one.key: one.places for one in tables.values()}
    coverage = package.get("coverage")
    dataset = Dataset(
        missions,
        as_of=day,
        coverage=coverage if isinstance(coverage, dict) else {},
        quarantine=(*quarantine, *aside),
        title=str(package.get("title", "")) or PurePath(first.name if first else files[0]).name,
        licence=_licence(package),
        extra_columns=extra_columns,
        **told,
    )
    if source.day is not None:
        dataset = dataset.at(source.day)
    return Reading(
        dataset,
        tuple(without_echoes(told_exactly(findings, places))),
        counts.get(MAIN, RowCounts()),
        first.layout.name if first else "diplomap",
        files,
        counts,
        places,
    )


def _as_of(package: Mapping[str, Any], first: SplitTable | None) -> tuple[date | None, str]:
    told = package.get("as_of")
    if told is not None:
        try:
            return date.fromisoformat(str(told)), ""
        except ValueError:
            return None, f"as_of is {told!r} and should be a day such as 2024-01-30"
    if first is None:
        return None, ""
    if first.layout.as_of == "file name" and (match := _DAY.search(PurePath(first.name).name)):
        try:
            return date.fromisoformat(match[0]), ""
        except ValueError:
            return None, ""
    kind, _, header = (first.layout.as_of or "").partition(" ")
    if kind == "column":
        names = [folded(name) for name in first.records.names]
        texts = first.records.columns[names.index(folded(header))] if folded(header) in names else []
        days = {text.strip() for text in texts}
        # A table that was brought up to date on several days speaks for none of them as a whole.
        if len(days) == 1 and _DAY.fullmatch(text := days.pop()):
            try:
                return date.fromisoformat(text), ""
            except ValueError:
                return None, ""
    return None, ""


def _licence(package: Mapping[str, Any]) -> str:
    told = package.get("licenses")
    if isinstance(told, list) and told and isinstance(told[0], dict):
        return str(told[0].get("name", ""))
    return ""


def _left_aside(source: Source) -> list[Finding]:
    known = ", ".join(f"{name}.csv" for name in (MAIN, *TABLES))
    return [
        rules.TABLE_NOT_READ.at(
            Origin(table.name, 1), f"it is none of our tables, each of which stands once: {known}"
        )
        for stem, table in source.tables.items()
        if stem != MAIN and stem not in TABLES and table_set_aside(stem) is None
    ]
