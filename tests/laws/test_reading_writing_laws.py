"""Laws of tables: what is written is read back the same, and every row that is read is accounted for."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from diplomap.model.dataset import Dataset
from diplomap.tables.reading import load
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.writing import write
from diplomap.testing.datasets import datasets

HEADER = ["id", "sending", "receiving", "kind", "city", "opened", "closed", "note"]
CELLS = {
    "id": st.sampled_from(["a", "b", "c", "", " d "]),
    "sending": st.sampled_from(["PRK", "France|Germany", "Korea", "", "Spainn", "FRA|"]),
    "receiving": st.sampled_from(["CHN", "ESP", "Congo", "PRK", "Bavaria"]),
    "kind": st.sampled_from(["embassy", "Consulate General", "embasy", "British High Commission"]),
    "city": st.text(max_size=4),
    "opened": st.sampled_from(
        ["", "1990", "3/4/2019", "25/4/2019", "4/25/2019", "43588", "31 June 1990", "n.d."]
    ),
    "closed": st.sampled_from(["", "1999", "unknown", "3/4/1980", "1970"]),
    "note": st.text(st.sampled_from('ab,;"\n\r|\x00é'), max_size=6),
}


def table(rows: list[list[str]], ending: str = "\n", delimiter: str = ",", header: list[str] = HEADER) -> str:
    out = io.StringIO(newline="")
    for row in [header, *rows]:
        quoting = csv.QUOTE_ALL if "\r" in "".join(row) else csv.QUOTE_MINIMAL
        csv.writer(out, lineterminator=ending, delimiter=delimiter, quoting=quoting).writerow(row)
    return out.getvalue()


ROWS = st.lists(st.tuples(*(CELLS[name] for name in HEADER)).map(list), max_size=6)
RAGGED = st.lists(st.lists(st.text(max_size=3), min_size=1, max_size=10), max_size=4)


def again(ds: Dataset) -> Dataset:
    with tempfile.TemporaryDirectory() as folder:
        write(ds, Path(folder) / "out")
        return load(Path(folder) / "out").dataset


@given(datasets())
def test_what_is_written_is_read_back_the_same(ds: Dataset) -> None:
    """read(write(ds)) == ds."""
    assert again(ds) == ds


@given(ROWS, st.sampled_from(["\n", "\r\n"]), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=150)
def test_a_table_with_errors_is_read_back_the_same_and_its_bad_rows_byte_for_byte(
    rows: list[list[str]], ending: str, delimiter: str
) -> None:
    """What could not be typed is in quarantine as it stood, and is written back."""
    reading = load(io.BytesIO(table(rows, ending, delimiter).encode()))
    assert again(reading.dataset) == reading.dataset


RAW = st.sampled_from(
    [
        'a,PRK,ESP,embassy,"Madrid',
        "b,PRK,ITA,embassy,Rome",
        'c,PRK,DEU,embasy,x"y"',
        '"d",PRK,FRA,"embasy",',
        "",
    ]
)


@given(st.lists(RAW, max_size=6))
def test_rows_whose_quotes_do_not_close_are_kept_and_read_back_the_same(lines: list[str]) -> None:
    """A stray quote swallows no row: not when the table is read, and not when it is written again."""
    text = "\n".join(["id,sending,receiving,kind,city", *lines])
    reading = load(io.BytesIO(text.encode()))
    assert reading.rows.read == len([line for line in lines if line])
    assert again(reading.dataset) == reading.dataset


@given(ROWS, RAGGED)
@settings(max_examples=150)
def test_every_row_is_typed_or_in_quarantine(rows: list[list[str]], ragged: list[list[str]]) -> None:
    """read = typed + quarantined, and each record of the file is one of them."""
    text = table(rows + ragged)
    reading = load(io.BytesIO(text.encode()))
    records = [record for record in csv.reader(io.StringIO(text, newline="")) if record]
    assert reading.rows.read == len(records) - 1
    assert reading.rows.read == reading.rows.typed + reading.rows.quarantined == reading.dataset.row_count
    assert reading.rows.quarantined == len(reading.dataset.quarantine)


@given(ROWS)
def test_a_row_in_quarantine_has_an_error_that_names_it_and_a_typed_row_has_none(
    rows: list[list[str]],
) -> None:
    """Nothing is set aside without a reason that stands at its line."""
    reading = load(io.BytesIO(table(rows).encode()))
    blamed = {
        f.origin.record_line for f in reading.findings if f.severity.value == "error" or f.code == "DM205"
    }
    assert {held.row.line for held in reading.dataset.quarantine if held.row} == blamed
    told = [code for held in reading.dataset.quarantine for code in held.codes]
    assert set(told) <= {finding.code for finding in reading.findings}


@given(ROWS, st.permutations(range(len(HEADER))))
def test_the_order_of_columns_changes_nothing(rows: list[list[str]], order: list[int]) -> None:
    """Header names count, not places."""
    moved = table(
        [[row[place] for place in order] for row in rows], header=[HEADER[place] for place in order]
    )
    one, two = load(io.BytesIO(table(rows).encode())), load(io.BytesIO(moved.encode()))
    assert one.dataset.missions == two.dataset.missions
    # A NUL character has the line on which it stands, which inside a record does depend on the order.
    told = [
        sorted((f.code, f.origin.record_line, f.origin.raw or "") for f in r.findings if f.code != "DM002")
        for r in (one, two)
    ]
    assert told[0] == told[1]


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused_in_plain_words(data: bytes) -> None:
    """Bad input never ends in anything but findings or UnreadableError."""
    try:
        reading = load(io.BytesIO(data))
    except UnreadableError:
        return
    assert reading.rows.read == reading.rows.typed + reading.rows.quarantined


@given(datasets())
def test_equality_sees_a_changed_cell(ds: Dataset) -> None:
    """A dataset whose first mission has another city is another dataset."""
    assume(len(ds.missions))
    first = ds.missions[0]
    moved = attrs.evolve(
        first, spells=(attrs.evolve(first.spells[0], seat=first.spells[0].seat + "x"), *first.spells[1:])
    )
    other = attrs.evolve(ds, missions=[moved, *ds.missions[1:]])
    assert other != ds
    assert again(other) != ds
