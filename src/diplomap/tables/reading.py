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
from diplomap.model.statements import Source as Told
from diplomap.tables import row_rules as rules
from diplomap.tables.decoding import Decoded, decoded
from diplomap.tables.layouts import Layout, delimiter_of, found_by_header, layout
from diplomap.tables.read_quarantine import is_set_aside, read_aside
from diplomap.tables.reading_result import Reading, RowCounts, UnreadableError
from diplomap.tables.records import Records, split, told_delimiter
from diplomap.tables.sources import MAIN, Source, SourceLike, TableFile, open_source, package_of
from diplomap.tables.typed_tables import type_table
from diplomap.values.dates import PartialDate
from diplomap.values.origins import Origin

_DAY = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_SOURCES = "sources"


def load(source: SourceLike, *, layout: str | Layout | None = None) -> Reading:
    """What a source holds: the dataset of what could be typed, findings of cells, rows and files, row counts.

    `source` is a path to a CSV file, folder, zip or gzip file, ``-`` for standard input, an open file,
    or the name of a bundled dataset; ``@2023-10-01`` after it asks for the snapshot of that day (of a
    year or month, its first day). `layout` names the layout where its header should not decide. Bad
    data never raises: it becomes findings, and rows in quarantine.

    >>> reading = load("dprk@2023-10-01")
    >>> reading.ok, reading.dataset.as_of, reading.rows.quarantined
    (True, datetime.date(2023, 10, 1), 0)

    Raises UnreadableError where there is no text table at all, ValueError for an unknown layout.
    """
    chosen = _chosen(layout)
    with collector_paused():
        return _load(open_source(source), chosen)


def _chosen(given: str | Layout | None) -> Layout | None:
    return layout(given) if isinstance(given, str) else given


def _load(source: Source, chosen: Layout | None) -> Reading:
    main = source.tables[MAIN]
    table, delimiter, records, used, findings = _split(main, chosen)
    typed = type_table(main.name, table, delimiter, records, used)
    package, wrong = package_of(source)
    if wrong and source.package is not None:
        findings.append(rules.BAD_PACKAGE.at(Origin(source.package.name, 1), wrong))
    day, told_wrong = _as_of(package, used, main.name)
    if told_wrong and source.package is not None:
        findings.append(rules.BAD_PACKAGE.at(Origin(source.package.name, 1), told_wrong))
    coverage = package.get("coverage")
    aside, waiting = read_aside(source.tables)
    quarantine = (*typed.quarantine, *aside)
    dataset = Dataset(
        Missions(store=typed.store),
        as_of=day,
        coverage=coverage if isinstance(coverage, dict) else {},
        quarantine=quarantine,
        title=str(package.get("title", "")) or PurePath(main.name).name,
        sources=_sources(source),
        licence=_licence(package),
        extra_columns=typed.extra_columns,
    )
    findings.extend([*waiting, *_left_aside(source), *typed.findings])
    read = len(records) + len(aside)
    counts = RowCounts(read, read - len(quarantine), len(quarantine))
    if source.day is not None:
        dataset = dataset.at(source.day)
    return Reading(dataset, tuple(findings), counts, used.name, tuple(t.name for t in source.tables.values()))


def _split(main: TableFile, chosen: Layout | None) -> tuple[Decoded, str, Records, Layout, list[Finding]]:
    table = decoded(main.name, main.data)
    table, delimiter = told_delimiter(table)
    if delimiter is None:
        delimiter = delimiter_of(table.first_line(), chosen)
    records = split(table, delimiter)
    if not records.header_line:
        raise UnreadableError(f"{main.name}: the file has no header")
    used = chosen or found_by_header(records.names)
    return table, delimiter, records, used, _encoding_findings(main.name, table)


def _encoding_findings(name: str, table: Decoded) -> list[Finding]:
    found = []
    if table.encoding in ("cp1252", "latin-1"):
        told = "the file is not UTF-8; it was read as Windows-1252"
        found.append(rules.OTHER_ENCODING.at(Origin(name, 1), told))
    for line in table.foreign:
        told = "the line is not UTF-8 like the rest; it was read as Windows-1252"
        found.append(rules.OTHER_ENCODING.at(Origin(name, line), told))
    for line in table.nul:
        found.append(rules.NUL_CHARACTER.at(Origin(name, line), "the line holds NUL characters"))
    return found


def _as_of(package: Mapping[str, Any], used: Layout, name: str) -> tuple[date | None, str]:
    told = package.get("as_of")
    if told is not None:
        try:
            return date.fromisoformat(str(told)), ""
        except ValueError:
            return None, f"as_of is {told!r} and should be a day such as 2024-01-30"
    if used.as_of == "file name" and (match := _DAY.search(PurePath(name).name)):
        try:
            return date.fromisoformat(match[0]), ""
        except ValueError:
            return None, ""
    return None, ""


def _licence(package: Mapping[str, Any]) -> str:
    told = package.get("licenses")
    if isinstance(told, list) and told and isinstance(told[0], dict):
        return str(told[0].get("name", ""))
    return ""


def _sources(source: Source) -> list[Told]:
    if _SOURCES not in source.tables:
        return []
    table = decoded(source.tables[_SOURCES].name, source.tables[_SOURCES].data)
    records = split(table, delimiter_of(table.first_line(), None))
    names = [name.strip() for name in records.names]
    rows = (dict(zip(names, cells, strict=True)) for cells in zip(*records.columns, strict=True))
    return [_source(row) for row in rows if row.get("id", "").strip()]


def _source(row: dict[str, str]) -> Told:
    date_ = row.pop("date", "")
    ours: dict[str, Any] = {
        name: row.pop(name, "") for name in ("title", "publisher", "url", "accessed", "licence", "place")
    }
    return Told(
        row.pop("id").strip(),
        date=PartialDate.parse(date_) if date_ else None,
        note=row.pop("note", ""),
        extra=row.items(),
        **ours,
    )


def _left_aside(source: Source) -> list[Finding]:
    return [
        rules.TABLE_NOT_READ.at(Origin(table.name, 1), "only missions.csv and sources.csv are read so far")
        for stem, table in source.tables.items()
        if stem not in (MAIN, _SOURCES) and not is_set_aside(stem)
    ]
