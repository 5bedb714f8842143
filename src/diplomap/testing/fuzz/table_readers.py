"""The readers of tables: CSV of every sort, JSON, YAML, TOML, XLSX, archives, and what was set aside."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from random import Random

import attrs

from diplomap.tables.mapping.guess import guess_layout
from diplomap.tables.package import package_description
from diplomap.tables.reading import load
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.sources import Source, TableFile
from diplomap.testing.fuzz.byte_damage import damage_bytes, spliced
from diplomap.testing.fuzz.cell_damage import damage_cells
from diplomap.testing.fuzz.fuzzed import Fuzzed, Reader
from diplomap.testing.fuzz.judging import Outcome, judged, marks_in
from diplomap.testing.fuzz.plain_tables import PlainTable, plain_folder, plain_table
from diplomap.testing.fuzz.row_things import read_rows, some_rows
from diplomap.testing.fuzz.table_files import (
    ManyTables,
    csv_file,
    json_file,
    lines_file,
    toml_file,
    yaml_file,
)
from diplomap.testing.fuzz.workbooks import plain_workbook, workbook

OURS = (
    "relations",
    "accreditations",
    "recognitions",
    "sanctions",
    "events",
    "statements",
    "figures",
    "attributions",
    "groups",
    "story",
    "sources",
)
_LAYOUTS = ("database-of-embassies", "foreign-relations", "korea-ties")
_ASIDE = ("quarantine", "quarantine-2", "quarantine-lines", "relations-quarantine", "events-quarantine-lines")
_UNREADABLE = (UnreadableError,)


def _damaged_csv(random: Random, table: PlainTable) -> tuple[bytes, int | None]:
    """A table as CSV with damage to its cells, its bytes or both."""
    if random.random() < 0.7:
        damage_cells(random, table)
    data, records = csv_file(random, table)
    way = random.random()
    if way < 0.4:
        return damage_bytes(random, data), None
    if way < 0.45:
        other, _ = csv_file(random, plain_table(random.choice(("missions", *OURS))))
        return spliced(random, data, other), None
    return data, records


def _csv(random: Random, name: str, file: str) -> Fuzzed:
    return Fuzzed.of(file, *_damaged_csv(random, plain_table(name)))


def _plain_csv(random: Random, name: str, file: str) -> Fuzzed:
    return Fuzzed.of(file, *csv_file(random, plain_table(name)))


def _read_stream(file: Fuzzed) -> Outcome:
    # The Database of Embassies names parties by items; what their names say beside them is not given back.
    marks = frozenset() if file.name.startswith("database") else file.marks
    return judged(load(file.stream()), marks, _sure(file))


def _sure(file: Fuzzed) -> int | None:
    """How many records there are, where a stray sign cannot have changed what parts the cells."""
    return None if b'"' in file.data and file.name.endswith(".csv") else file.records


def _missions_csv() -> bytes:
    table = plain_table("missions")
    return "\n".join(",".join(row) for row in [table.header, *table.rows]).encode()


_MISSIONS = _missions_csv()
_MISSION_MARKS = marks_in(_MISSIONS)


def _read_beside(file: Fuzzed) -> Outcome:
    """A table beside that of missions, of which nothing may be lost either."""
    stem = file.name.removesuffix(".csv")
    source = Source({"missions": TableFile("missions.csv", _MISSIONS), stem: TableFile(file.name, file.data)})
    reading = load(source)
    if len(reading.dataset.missions) != 3:
        return Outcome(failure="the missions beside it are not whole")
    # Of rows set aside the header is kept where there are rows.
    kept = marks_in(b"\n".join(file.data.split(b"\n")[1:])) if "quarantine" in stem else file.marks
    return judged(reading, {*kept, *_MISSION_MARKS})


def _read_package(file: Fuzzed) -> Outcome:
    source = Source(
        {"missions": TableFile("missions.csv", _MISSIONS)}, TableFile("datapackage.json", file.data)
    )
    return judged(load(source), _MISSION_MARKS, 4)


def _package(random: Random) -> Fuzzed:
    told = package_description(load(io.BytesIO(_MISSIONS)).dataset, ["missions.csv"])
    odd: tuple[object, ...] = (
        None,
        5,
        "2024-01-30",
        "x",
        [],
        {},
        [1],
        {"a": []},
        "2024-13-01",
        True,
        1e300,
        "\ud800",
        {"PRK": "2024"},
    )
    for _ in range(random.randint(0, 3)):
        told[random.choice((*told, "as_of", "coverage", "licenses", "resources"))] = random.choice(odd)
    data = json.dumps(told).encode()
    return Fuzzed("datapackage.json", damage_bytes(random, data) if random.random() < 0.5 else data)


def _plain_package(random: Random) -> Fuzzed:
    return Fuzzed("datapackage.json", b'{"as_of": "2024-01-30", "title": "Ours", "coverage": {"PRK": "all"}}')


def _tables(random: Random) -> dict[str, PlainTable]:
    return {"missions": plain_table("missions")} if random.random() < 0.6 else {**plain_folder(random)}


def _texts(ending: str, write: ManyTables) -> tuple[Callable[[Random], Fuzzed], Callable[[Random], Fuzzed]]:
    def plain(random: Random) -> Fuzzed:
        data, records = write(random, {"missions": plain_table("missions")})
        return Fuzzed.of(f"missions.{ending}", data, records)

    def make(random: Random) -> Fuzzed:
        tables = _tables(random)
        if random.random() < 0.6:
            damage_cells(random, random.choice([*tables.values()]))
        data, records = write(random, tables)
        if random.random() < 0.5:
            damaged = Fuzzed.of(f"missions.{ending}", damage_bytes(random, data))
            # What is no longer in any record is no row of a table; of JSON Lines every line is one.
            return damaged if ending == "jsonl" else attrs.evolve(damaged, marks=frozenset())
        return Fuzzed.of(f"missions.{ending}", data, records if len(tables) == 1 else None)

    return plain, make


def _workbook(random: Random) -> Fuzzed:
    tables = _tables(random)
    if random.random() < 0.6:
        damage_cells(random, random.choice([*tables.values()]))
    data, marks = workbook(random, tables)
    return Fuzzed("missions.xlsx", data, None, marks)


def _plain_workbook(random: Random) -> Fuzzed:
    return Fuzzed("missions.xlsx", plain_workbook({"missions": plain_table("missions")}))


def _archive(random: Random) -> Fuzzed:
    tables = plain_folder(random)
    marks: set[str] = set()
    out = io.BytesIO()
    stored = random.random() < 0.5
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            data = _damaged_csv(random, table)[0] if random.random() < 0.3 else csv_file(random, table)[0]
            marks |= marks_in(data)
            file = zipfile.ZipInfo(random.choice(("", "", "data/", "../")) + f"{name}.csv")
            archive.writestr(file, gzip.compress(data, 1) if random.random() < 0.05 else data)
        if random.random() < 0.3:
            archive.writestr(zipfile.ZipInfo("datapackage.json"), _package(random).data)
    if random.random() < 0.5:
        return Fuzzed("a.zip", damage_bytes(random, out.getvalue()))
    return Fuzzed("a.zip", out.getvalue(), None, frozenset(marks))


def _gzip(random: Random) -> Fuzzed:
    inner = _csv(random, "missions", "missions.csv.gz")
    data = gzip.compress(inner.data, 1)
    if random.random() < 0.6:
        return Fuzzed("missions.csv.gz", damage_bytes(random, data))
    return Fuzzed("missions.csv.gz", data, None, inner.marks)


def _aside(random: Random) -> Fuzzed:
    table = "relations" if random.random() < 0.5 else "missions"
    return _csv(random, table, f"{random.choice(_ASIDE)}.csv")


def _map(random: Random) -> Fuzzed:
    name = random.choice(("ministry", "ministry", "ministry", "missions", "relations", "foreign-relations"))
    return _csv(random, name, "list.csv")


def _read_map(file: Fuzzed) -> Outcome:
    constants = {"sending": "BEL"} if file.data.startswith(b"Pays") else None
    found = guess_layout(file.stream(), constants=constants)
    if found.layout is None:
        return Outcome(refused=True)
    reading = load(file.stream(), layout=found.layout)
    # Lines aside are no rows, and of a name that tells a kind the kind is kept.
    untold = found.layout.skip, found.layout.footer, found.layout.kind_in_name
    return judged(reading, () if any(untold) else file.marks)


def table_readers() -> Iterator[Reader]:
    """The readers of tables.

    >>> [reader.name for reader in table_readers()][:3]
    ['missions.csv', 'relations.csv', 'accreditations.csv']
    """

    def of_csv(name: str, share: int, read: Callable[[Fuzzed], Outcome], table: str, file: str) -> Reader:
        return Reader(
            name,
            share,
            lambda random: _plain_csv(random, table, file),
            lambda random: _csv(random, table, file),
            read,
            _UNREADABLE,
        )

    yield of_csv("missions.csv", 160, _read_stream, "missions", "missions.csv")
    for name in OURS:
        yield of_csv(f"{name}.csv", 24, _read_beside, name, f"{name}.csv")
    for name in _LAYOUTS:
        yield of_csv(f"layout {name}", 30, _read_stream, name, f"{name}_2024-01-30.csv")
    for name, share, write in (
        ("json", 60, json_file),
        ("jsonl", 40, lines_file),
        ("yaml", 50, yaml_file),
        ("toml", 40, toml_file),
    ):
        yield Reader(name, share, *_texts(name, write), _read_stream, _UNREADABLE)
    yield Reader("xlsx", 50, _plain_workbook, _workbook, _read_stream, _UNREADABLE)
    yield Reader("zip", 25, _archive, _archive, _read_stream, _UNREADABLE)
    yield Reader("gzip", 15, _gzip, _gzip, _read_stream, _UNREADABLE)
    plain = lambda random: _plain_csv(random, "missions", "quarantine.csv")  # noqa: E731
    yield Reader("set aside", 30, plain, _aside, _read_beside, _UNREADABLE)
    yield Reader("datapackage.json", 25, _plain_package, _package, _read_package, _UNREADABLE)
    yield Reader("rows", 30, some_rows, some_rows, read_rows, _UNREADABLE)
    plain_map = lambda random: _plain_csv(random, "ministry", "list.csv")  # noqa: E731
    yield Reader("map", 40, plain_map, _map, _read_map, _UNREADABLE)
