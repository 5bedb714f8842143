"""Laws of the tables of records: written and read back the same, no row lost, whatever stands in them."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.model.dataset import Dataset
from diplomap.tables.reading import load
from diplomap.tables.reading_result import Reading
from diplomap.tables.record_tables import TABLES
from diplomap.tables.writing import write
from diplomap.testing.records import RECORDS, whole_datasets

MISSIONS = "id,sending,receiving,kind\nm1,PRK,ESP,embassy\nm2,PRK,ITA,embassy\nm2,PRK,CHN,embassy\n"
HOSTILE = {
    "text": st.sampled_from(["r1", "r2", " r3 ", "", "a|b"]),
    "note": st.text(st.sampled_from('ab,;"\n\r|\x00é'), max_size=6),
    "parts": st.sampled_from(["", "a|b", "a||", "|", " c "]),
    "party": st.sampled_from(["PRK", "Spain", "Congo", "", "Bavaria", "Spainn", "FRA|DEU", "|", "m1"]),
    "parties": st.sampled_from(["PRK", "France|Germany", "Congo", "", "|", "FRA|"]),
    "date": st.sampled_from(["", "1975", "3/4/2019", "25/4/2019", "n.d.", "31 June 1990", "43588", "1985?"]),
    "end": st.sampled_from(["", "1980", "unknown", "today", "1970-01-01", "soon", "3/4/1980"]),
    "event date": st.sampled_from(["", "unknown", "n.d.", "1975", "1980-05", "4/25/2019"]),
    "number": st.sampled_from(["", "10", "8..10", "10..8", "ten", "1e999", "nan", "-3", "1..2..3", "1_0"]),
    "detail": st.sampled_from(["", "kind=embassy", "kind", "a=b|a=c", "=x", "|", "city=x=y"]),
    "instruments": st.sampled_from(["", "S/RES/1718 (2006-10-14)", "X (soon)|Y", "|", "()", " (2006)"]),
    "word": st.sampled_from(
        [
            "",
            "diplomatic",
            "established",
            "Broken off",
            "granted",
            "imposed",
            "closed",
            "missions",
            "few",
            "cost",
        ]
    ),
    "words": st.sampled_from(["", "arms embargo|travel_ban", "arms|arms_embargo", "armz", "|"]),
}


@st.composite
def hostile_tables(draw: st.DrawFn) -> tuple[str, str]:
    """The name and text of a table of ours with cells of every sort, good and bad."""
    table = TABLES[draw(st.sampled_from(sorted(TABLES)))]
    columns = [one for one in table.columns if one.required or draw(st.booleans())]
    columns = draw(st.permutations(columns))
    rows = draw(st.lists(st.tuples(*(HOSTILE[one.cell.name] for one in columns)).map(list), max_size=5))
    rows += draw(st.lists(st.lists(st.text(max_size=3), min_size=1, max_size=8), max_size=2))
    out = io.StringIO(newline="")
    for row in [[one.name for one in columns], *rows]:
        quoting = csv.QUOTE_ALL if "\r" in "".join(row) else csv.QUOTE_MINIMAL
        csv.writer(out, lineterminator=draw(st.sampled_from(["\n", "\r\n"])), quoting=quoting).writerow(row)
    return table.name, out.getvalue()


def read_with(name: str, text: str) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "missions.csv").write_text(MISSIONS, newline="")
        (Path(folder) / f"{name}.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
        return load(folder)


def again(ds: Dataset) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        write(ds, Path(folder) / "out")
        return load(Path(folder) / "out")


@given(whole_datasets())
@settings(max_examples=150)
def test_a_dataset_with_all_tables_is_read_back_the_same(ds: Dataset) -> None:
    """read(write(ds)) == ds, and nothing is said of what we wrote ourselves but in notes."""
    reading = again(ds)
    assert reading.dataset == ds
    assert reading.ok
    assert all(counts.read == counts.typed for counts in reading.tables.values())


@pytest.mark.parametrize("name", sorted(RECORDS))
@given(data=st.data())
@settings(max_examples=40)
def test_each_sort_of_record_is_read_back_the_same_alone(name: str, data: st.DataObject) -> None:
    """A table needs no other table beside it."""
    ds = Dataset(**{name: data.draw(st.lists(RECORDS[name], min_size=1, max_size=3))})
    assert again(ds).dataset == ds


@given(hostile_tables())
@settings(max_examples=300)
def test_no_row_is_lost_and_none_raises(named: tuple[str, str]) -> None:
    """read = typed + repeated + quarantined for every table; each row in quarantine has a finding."""
    name, text = named
    reading = read_with(name, text)
    records = [record for record in csv.reader(io.StringIO(text, newline="")) if record]
    counts = reading.tables[name]
    assert counts.read == len(records) - 1 or "\x00" in text
    assert counts.read == counts.typed + counts.repeated + counts.quarantined
    held = [one for one in reading.dataset.quarantine if one.table == name]
    assert counts.quarantined == len(held)
    blamed = {
        f.origin.record_line for f in reading.findings if f.severity.value == "error" or f.code == "DM205"
    }
    assert {one.row.line for one in held if one.row} <= blamed
    told = {finding.code for finding in reading.findings}
    assert all(set(one.codes) <= told for one in held)
    made = reading.dataset.tables.get(name)
    if made is not None:
        assert counts.typed == len(made)


@given(hostile_tables())
@settings(max_examples=300)
def test_what_is_read_is_written_and_read_back_the_same(named: tuple[str, str]) -> None:
    """Bad rows byte for byte, good ones in our words: the second reading equals the first."""
    reading = read_with(*named)
    assert again(reading.dataset).dataset == reading.dataset


NAMES = [*TABLES, "quarantine", "relations-quarantine", "quarantine-lines", "visits"]


@given(st.sampled_from(NAMES), st.binary(max_size=200) | st.sampled_from([b"sep=;\n", b",,\n", b"\n"]))
@settings(max_examples=300)
def test_no_bytes_in_a_table_keep_the_others_from_being_read(name: str, data: bytes) -> None:
    """A file that is no table is a finding, not an error, where the table of missions is there."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "missions.csv").write_text(MISSIONS)
        (Path(folder) / f"{name}.csv").write_bytes(data)
        reading = load(folder)
    assert len(reading.dataset.missions) == 3
    assert all(one.read == one.typed + one.repeated + one.quarantined for one in reading.tables.values())
    assert data.strip() or reading.findings


@given(whole_datasets(1))
@settings(max_examples=50)
def test_equality_sees_a_changed_note(ds: Dataset) -> None:
    """A record with another note is another record, and stays so on disk."""
    for name, records in ds.tables.items():
        if records:
            first = attrs.evolve(records[0], note=records[0].note + "x")
            other = attrs.evolve(ds, **{name: [first, *records[1:]]})
            assert other != ds
            assert again(other).dataset == other
