"""What has to hold of a reading, whatever was read: every row is somewhere, and so is what was entered."""

from __future__ import annotations

import codecs
from collections.abc import Collection
from pathlib import PurePath

import attrs

from diplomap.model.dataset import Dataset
from diplomap.tables.reading import load
from diplomap.tables.reading_result import Reading
from diplomap.tables.row_rules import TABLE_NOT_READ, TABLE_UNREADABLE
from diplomap.tables.sources import Source, TableFile
from diplomap.tables.writing import files_of
from diplomap.testing.fuzz.plain_tables import MARK


@attrs.frozen(slots=True)
class Outcome:
    """What came of a case: refused in words, or read, with its counts of rows; `failure` is what is wrong."""

    refused: bool = False
    read: int = 0
    typed: int = 0
    quarantined: int = 0
    failure: str = ""


REFUSED = Outcome(refused=True)


def marks_in(data: bytes) -> set[str]:
    """The marks that stand in a file.

    >>> marks_in("zq1x".encode("utf-16")), marks_in(b"zq2x\\xff")
    ({'zq1x'}, {'zq2x'})
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return {*MARK.findall(data.decode("utf-16" if wide else "latin-1", "replace"))}


def judged(reading: Reading, marks: Collection[str], expected: int | None = None) -> Outcome:
    """Whether every row read is typed or in quarantine, every mark of the file is given back on writing, and
    what is written is read back the same; `expected` is how many records there should be."""
    counts = reading.tables
    read = sum(one.read for one in counts.values())
    typed = sum(one.typed + one.repeated for one in counts.values())
    held = sum(one.quarantined for one in counts.values())
    failure = _miscounted(reading, expected) or _lost(reading, marks)
    return Outcome(False, read, typed, held, failure)


def _miscounted(reading: Reading, expected: int | None) -> str:
    ds = reading.dataset
    for name, one in reading.tables.items():
        if min(attrs.astuple(one)) < 0 or one.read != one.typed + one.repeated + one.quarantined:
            return f"{name}: {one} do not add up"
        if one.quarantined != sum(held.table == name for held in ds.quarantine):
            return f"{name}: {one.quarantined} in quarantine and {len(ds.quarantine)} kept"
        made = ds.tables.get(name)
        if made is not None and len(made) < one.typed and not one.repeated:
            return f"{name}: {one.typed} typed and {len(made)} made"
    if ds.missions.store.spell_count() != reading.rows.typed:
        return f"missions: {reading.rows.typed} typed and {ds.missions.store.spell_count()} made"
    read = sum(one.read for one in reading.tables.values())
    if expected is not None and read != expected:
        return f"{expected} records and {read} read"
    told = {finding.code for finding in reading.findings if str(finding)}
    for held in ds.quarantine:
        # Of what follows from another fault of the same row, nothing is told.
        if told.isdisjoint(held.codes):
            return f"{held!r} is in quarantine for what nobody told"
    return ""


def _lost(reading: Reading, marks: Collection[str]) -> str:
    files = files_of(reading.dataset, "out")
    codes = {finding.code for finding in reading.findings}
    if not codes & {TABLE_NOT_READ.code, TABLE_UNREADABLE.code}:
        names = " ".join(name for places in reading.places.values() for name in places.names)
        kept = {*MARK.findall(b"\n".join(files.values()).decode()), *MARK.findall(names)}
        lost = set(marks) - kept
        if lost:
            return f"{', '.join(sorted(lost))} stood in the file and is not given back"
    again = read_files(files)
    return "" if again == reading.dataset else "what is written is not read back the same"


def read_files(files: dict[str, bytes]) -> Dataset:
    """The dataset of the files of a folder."""
    tables = {
        PurePath(name).stem: TableFile(name, data) for name, data in files.items() if name.endswith(".csv")
    }
    return load(Source(tables, TableFile("datapackage.json", files["datapackage.json"]))).dataset
