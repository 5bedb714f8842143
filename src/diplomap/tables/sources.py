"""Finding the tables behind a path, an archive, standard input or a bundled name."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import IO, Any

import attrs

from diplomap.tables.decoding import Decoded, decoded
from diplomap.tables.formats import format_of, is_spreadsheet, read_grids
from diplomap.tables.grids import Grid
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.record_tables import TABLES
from diplomap.tables.written_quarantine import table_set_aside
from diplomap.values.dates import DateSyntaxError, PartialDate

# The last stands for rows of another program: a list of dicts or objects, a dataframe, tables by name.
SourceLike = str | Path | IO[bytes] | IO[str] | Iterable[Any]

MAIN = "missions"
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_ENDINGS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")


@attrs.frozen(slots=True)
class TableFile:
    """The bytes of one table, and the name by which findings speak of it; `wrong` is why there are none.

    `grid` is the table where it is no CSV; rows of another program have no bytes.
    """

    name: str
    data: bytes
    wrong: str = ""
    grid: Grid | None = None

    def decoded(self) -> Decoded:
        """The table's text.

        Raises UnreadableError where there is none.
        """
        if self.wrong or self.grid is not None:
            raise UnreadableError(self.wrong or f"{self.name}: rows set aside are read from CSV only")
        return decoded(self.name, self.data)


@attrs.frozen(slots=True)
class Source:
    """What was found: tables by their name ("missions"), the package's description, a day asked for."""

    tables: Mapping[str, TableFile]
    package: TableFile | None = None
    day: date | None = None


def open_source(source: SourceLike) -> Source:
    """The tables of a path, folder, zip or gzip file, stream, ``-`` or bundled dataset (``dprk@2023-10-01``).

    >>> sorted(open_source("practice@2023-10-01").tables), open_source("practice@2023-10-01").day
    (['missions'], datetime.date(2023, 10, 1))

    Raises UnreadableError where there is no table, saying what is there instead.
    """
    if not isinstance(source, str | Path):
        if not hasattr(source, "read"):
            from diplomap.tables.row_objects import grids_of_rows

            return _of_grids("<rows>", grids_of_rows(source))
        data = source.read()
        name = str(getattr(source, "name", "<stream>"))
        return _from_bytes(name, data.encode() if isinstance(data, str) else data)
    text = str(source)
    if text == "-":
        return _from_bytes("<stdin>", sys.stdin.buffer.read())
    found = _located(text)
    if found is not None:
        return found
    name, at, day = text.rpartition("@")
    if at and name:
        try:
            first = PartialDate.parse(day).earliest
        except DateSyntaxError:
            first = None
        located = None if first is None else _located(name)
        if located is not None:
            return attrs.evolve(located, day=first)
    raise UnreadableError(f"{text}: there is no such file, folder or bundled dataset{_near(text)}")


@cache
def datasets_folder() -> Path:
    """The folder of the bundled datasets."""
    return Path(__file__).parent.parent / "data" / "datasets"


def bundled_names() -> tuple[str, ...]:
    """The names of the bundled datasets.

    >>> bundled_names()
    ('dprk', 'practice', 'taiwan')
    """
    return tuple(sorted(path.parent.name for path in datasets_folder().glob("*/datapackage.json")))


def _located(text: str) -> Source | None:
    path = Path(text)
    try:
        if path.is_dir():
            return _folder(path, text)
        if path.exists():
            return _from_bytes(text, path.read_bytes())
    except UnreadableError:
        raise
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{text}: cannot be read ({_reason(error)})") from None
    if text in bundled_names():
        return _folder(datasets_folder() / text, text)
    return None


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _folder(path: Path, shown: str) -> Source:
    files = {entry.name: entry for entry in sorted(path.iterdir()) if entry.is_file()}
    try:
        found = {name: entry.read_bytes() for name, entry in files.items() if _is_table(name)}
        package = files["datapackage.json"].read_bytes() if "datapackage.json" in files else None
    except OSError as error:
        raise UnreadableError(f"{shown}: cannot be read ({_reason(error)})") from None
    return _of_members(shown, found, package)


def _is_table(name: str) -> bool:
    if name.lower().endswith(_ENDINGS):
        return True
    # Other files of these formats are settings and descriptions.
    stem = name.rsplit("/", 1)[-1].split(".", 1)[0].casefold()
    return format_of(name) is not None and (stem == MAIN or stem in TABLES)


def _of_members(shown: str, members: Mapping[str, bytes], package: bytes | None) -> Source:
    tables: dict[str, TableFile] = {}
    for name, data in members.items():
        stem = name.rsplit("/", 1)[-1].split(".", 1)[0].casefold()
        whole = f"{shown.rstrip('/')}/{name}"
        # Of two files of one name the second is told by its whole name, so that nobody misses it.
        tables[name.casefold() if stem in tables else stem] = _member(whole, data, stem)
    tables = _ours(tables)
    if not tables:
        held = ", ".join(sorted(members)) or "no table"
        raise UnreadableError(f"{shown}: holds no missions.csv or other table of ours (it holds {held})")
    told = None if package is None else TableFile(f"{shown.rstrip('/')}/datapackage.json", package)
    return Source(tables, told)


def _ours(tables: dict[str, TableFile]) -> dict[str, TableFile]:
    """The tables where one of ours is among them, or a table alone, which is that of missions; else none."""
    known = {MAIN, *TABLES, *(stem for stem in tables if table_set_aside(stem))}
    if known & tables.keys():
        return tables
    return {MAIN: next(iter(tables.values()))} if len(tables) == 1 else {}


def _member(name: str, data: bytes, table: str) -> TableFile:
    try:
        plain = _unzipped(name, data)
        form = format_of(name)
        if form is None:
            return TableFile(name, plain)
        grids = {grid.table.casefold(): grid for grid in read_grids(form, name, plain)}
        grid = grids.get(table) or (next(iter(grids.values())) if len(grids) == 1 else None)
        if grid is None:
            raise UnreadableError(f"{name}: holds {', '.join(grids)} and no {table}")
        return TableFile(name, plain, grid=grid)
    except UnreadableError as error:
        return TableFile(name, b"", str(error))


def _from_bytes(name: str, data: bytes) -> Source:
    if data.startswith(_ZIP) and not is_spreadsheet(data):
        return _archive(name, data)
    plain = _unzipped(name, data)
    form = format_of(name, plain)
    if form is None:
        return Source({MAIN: TableFile(name, plain)})
    return _of_grids(name, read_grids(form, name, plain), plain)


def _of_grids(name: str, grids: Sequence[Grid], data: bytes = b"") -> Source:
    named: dict[str, TableFile] = {}
    for grid in grids:
        stem = grid.table.strip().casefold()
        # Of two tables of one name the second is told by a name of its own, so that nobody misses it.
        stem = stem if stem not in named else f"{stem} ({len(named) + 1})"
        named[stem] = TableFile(name, data, grid=grid)
    tables = _ours(named)
    if not tables:
        held = ", ".join(grid.table for grid in grids)
        raise UnreadableError(f"{name}: holds several tables and none called missions (it holds {held})")
    return Source(tables)


def _unzipped(name: str, data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    import gzip
    import zlib

    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"{name}: the gzip file is damaged ({error})") from None


def _archive(name: str, data: bytes) -> Source:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            if any(inner.startswith(("word/", "content.xml")) for inner in names):
                raise UnreadableError(f"{name}: is no table; save its sheet as CSV (UTF-8) or XLSX first")
            members = {inner: archive.read(inner) for inner in names if _is_table(inner)}
            told = next((inner for inner in names if inner.endswith("datapackage.json")), None)
            package = None if told is None else archive.read(told)
    except UnreadableError:
        raise
    except Exception as error:
        # Each part of an archive can be damaged in ways of its own.
        raise UnreadableError(f"{name}: the zip file cannot be opened ({error})") from None
    return _of_members(name, members, package)


def _near(text: str) -> str:
    from difflib import get_close_matches

    path = Path(text)
    try:
        beside = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    except OSError:
        beside = []
    found = get_close_matches(path.name, [*beside, *bundled_names()], n=3, cutoff=0.7)
    return f"; did you mean {' or '.join(found)}?" if found else ""


def package_of(source: Source) -> tuple[dict[str, Any], str]:
    """The package's description, and what is wrong with it where it is no JSON object."""
    import json

    if source.package is None:
        return {}, ""
    try:
        told = json.loads(source.package.data)
    except (ValueError, RecursionError) as error:
        return {}, f"is no JSON ({error})"
    if not isinstance(told, dict):
        return {}, "is no JSON object"
    # Half of a surrogate pair can stand in JSON, and can be written nowhere.
    text = json.dumps(told, ensure_ascii=False)
    sound = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return told if sound == text else json.loads(sound), ""
