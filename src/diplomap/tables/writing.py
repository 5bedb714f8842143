"""Writing a dataset: canonical cells, extra columns given back, rows in quarantine as they stood."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from diplomap.model.dataset import Dataset
from diplomap.model.quarantine import Quarantined
from diplomap.tables.layouts import OURS
from diplomap.tables.package import package_description
from diplomap.tables.record_tables import TABLES
from diplomap.tables.sources import MAIN
from diplomap.tables.written_quarantine import set_aside, sort_quarantine
from diplomap.tables.written_records import record_rows, records_of
from diplomap.tables.written_rows import check_extra_columns, mission_rows

_END = "\n"
_MEANT_BY_BLANK = {"status": "operating"}


def write(ds: Dataset, target: str | Path) -> tuple[Path, ...]:
    """Write a dataset to a folder, or to one file where the target ends in ``.csv``; the paths written.

    A folder holds missions.csv, a table for each sort of record that there is, and datapackage.json with
    `as_of` and `coverage`; one file holds the missions alone, or the only table where there are no missions.
    Cells are written canonically, so that ``read(write(ds, folder)) == ds``. A row that could not be typed is
    written as it stood: in its table where its header is the one written there, else beside it under its
    own header.

    >>> import tempfile, diplomap as dm
    >>> ds = dm.read("dprk")
    >>> folder = Path(tempfile.mkdtemp()) / "out"
    >>> written = [path.name for path in write(ds, folder)]
    >>> written[0], written[-1], dm.read(folder) == ds
    ('missions.csv', 'datapackage.json', True)

    Raises ValueError where a value cannot stand in a table (an id with spaces around it, a party that
    nobody knows, two missions with the same id and parties, a dated accreditation of a mission whose id is
    another's too), OSError where the target cannot be written.
    """
    path = Path(target)
    folder = path.parent if _is_single(path) else path
    data = files_of(ds, path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in data.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in data)


def files_of(ds: Dataset, target: str | Path) -> dict[str, bytes]:
    """What `write` would write to a target: the bytes of each file by its name.

    >>> [*files_of(Dataset(title="None yet"), "out")], [*files_of(Dataset(), "out/none.csv")]
    (['missions.csv', 'datapackage.json'], ['none.csv'])

    Raises ValueError where `write` does.
    """
    path = Path(target)
    single = _is_single(path)
    stem = f"{path.stem}." if single else ""
    files: dict[str, str] = {}
    for table in _tables_alone(ds) if single else _tables(ds):
        text, aside = _missions_csv(ds, single) if table == MAIN else _records_csv(ds, table)
        if text is not None:
            files[path.name if single else f"{table}.csv"] = text
        files.update((f"{stem}{name}", held) for name, held in set_aside(aside).items())
    if not single:
        described = json.dumps(package_description(ds, list(files)), indent=2, ensure_ascii=False)
        files["datapackage.json"] = f"{described}\n"
    return {name: text.encode("utf-8") for name, text in files.items()}


def _is_single(path: Path) -> bool:
    return path.suffix.casefold() == ".csv"


def _tables(ds: Dataset) -> list[str]:
    """The tables that a folder holds: missions.csv, unless there is another and no mission at all."""
    held = {one.table for one in ds.quarantine}
    others = [name for name in TABLES if name in held or records_of(ds, name)]
    return [MAIN, *others] if len(ds.missions) or MAIN in held or not others else others


def _tables_alone(ds: Dataset) -> list[str]:
    """The one table that a file holds: that of the missions, or the only one where there are none."""
    tables = _tables(ds)
    if tables[0] != MAIN and len(tables) > 1:
        raise ValueError(f"one file cannot hold {' and '.join(tables)}; write to a folder")
    return tables[:1]


def _missions_csv(ds: Dataset, alone: bool) -> tuple[str, tuple[Quarantined, ...]]:
    rows = mission_rows(ds, alone=alone)
    extras = dict.fromkeys(ds.extra_columns)
    for row in rows:
        extras.update((name, None) for name in row if name not in OURS)
    check_extra_columns(extras)
    return _table_csv(rows, OURS, extras, _MEANT_BY_BLANK, [o for o in ds.quarantine if o.table == MAIN])


def _records_csv(ds: Dataset, name: str) -> tuple[str | None, tuple[Quarantined, ...]]:
    table = TABLES[name]
    rows = record_rows(table, records_of(ds, name))
    extras = dict.fromkeys(extra for row in rows for extra in row if extra not in table.by_name)
    check_extra_columns(extras, table.names)
    meant = {column.name: column.cell.tell(column.cell.blank) for column in table.columns}
    held = [one for one in ds.quarantine if one.table == name]
    text, aside = _table_csv(rows, table.names, extras, meant, held)
    return (text if rows or len(aside) < len(held) else None), aside


def _table_csv(
    rows: list[dict[str, str]],
    ours: Sequence[str],
    extras: Iterable[str],
    meant_by_blank: Mapping[str, str],
    quarantined: Sequence[Quarantined],
) -> tuple[str, tuple[Quarantined, ...]]:
    used = {name for row in rows for name, text in row.items() if text != meant_by_blank.get(name, "")}
    held = sort_quarantine(quarantined, used)
    if not held.in_place:
        names = [*ours, *extras]
        return _csv([names, *([row.get(name, "") for name in names] for row in rows)]), held.aside
    # Rows in quarantine keep the header they came with, so the typed ones are laid out like it.
    body = _csv([row.get(name, "") for name in held.columns] for row in rows)
    return f"{held.header}\n{body}{''.join(f'{one.text}{_END}' for one in held.in_place)}", held.aside


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    plain = csv.writer(out, lineterminator=_END)
    # The csv module leaves a lone carriage return unquoted, and would read it as the end of a row.
    quoting = csv.writer(out, lineterminator=_END, quoting=csv.QUOTE_ALL)
    for row in rows:
        (quoting if any("\r" in cell for cell in row) else plain).writerow(row)
    return out.getvalue()
