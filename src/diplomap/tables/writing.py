"""Writing a dataset: canonical cells, extra columns given back, rows in quarantine as they stood."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from diplomap.model.dataset import Dataset
from diplomap.model.quarantine import Quarantined
from diplomap.model.statements import Sources
from diplomap.tables.layouts import OURS
from diplomap.tables.package import package_description
from diplomap.tables.written_quarantine import set_aside, sort_quarantine
from diplomap.tables.written_rows import check_extra_columns, mission_rows

_END = "\n"
_MEANT_BY_BLANK = {"status": "operating"}


def write(ds: Dataset, target: str | Path) -> tuple[Path, ...]:
    """Write a dataset to a folder, or to one file where the target ends in ``.csv``; the paths written.

    A folder holds missions.csv, sources.csv where there are sources, and datapackage.json with `as_of`
    and `coverage`; one file has no place for these. Cells are written canonically, so that
    ``read(write(ds, folder)) == ds``. A row that could not be typed is written as it stood: in
    missions.csv where its header is the one written there, else beside it under its own header.

    >>> import tempfile, diplomap as dm
    >>> ds = dm.read("dprk")
    >>> folder = Path(tempfile.mkdtemp()) / "out"
    >>> [path.name for path in write(ds, folder)], dm.read(folder) == ds
    (['missions.csv', 'sources.csv', 'datapackage.json'], True)

    Raises ValueError where a value cannot stand in a table (an id with spaces around it, a party that
    nobody knows, two missions with the same id and parties), OSError where the target cannot be written.
    """
    path = Path(target)
    single = path.suffix.casefold() == ".csv"
    folder, stem = (path.parent, f"{path.stem}.") if single else (path, "")
    missions, aside = _missions_csv(ds)
    files = {path.name if single else "missions.csv": missions}
    files.update((f"{stem}{name}", text) for name, text in set_aside(aside).items())
    if not single:
        if ds.sources:
            files["sources.csv"] = _sources_csv(ds.sources)
        described = json.dumps(package_description(ds, list(files)), indent=2, ensure_ascii=False)
        files["datapackage.json"] = f"{described}\n"
    data = {name: text.encode("utf-8") for name, text in files.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in data.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in data)


def _missions_csv(ds: Dataset) -> tuple[str, tuple[Quarantined, ...]]:
    rows = mission_rows(ds)
    extras = dict.fromkeys(ds.extra_columns)
    for row in rows:
        extras.update((name, None) for name in row if name not in OURS)
    check_extra_columns(extras)
    used = {name for row in rows for name, text in row.items() if text != _MEANT_BY_BLANK.get(name, "")}
    held = sort_quarantine(ds.quarantine, used)
    if not held.in_place:
        names = [*OURS, *extras]
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


def _sources_csv(sources: Sources) -> str:
    extras = dict.fromkeys(name for one in sources for name, _ in one.extra)
    ours = ("id", "title", "publisher", "date", "url", "accessed", "licence", "place", "note")
    rows = (
        [str(getattr(one, name) or "") for name in ours] + [dict(one.extra).get(name, "") for name in extras]
        for one in sources
    )
    return _csv([[*ours, *extras], *rows])
