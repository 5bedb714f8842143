"""Laws of reading what is no CSV: hostile input ends in words, no row is lost, all formats say the same."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.checking.check import Result, check
from diplomap.tables.csv_places import cell_ranges
from diplomap.tables.reading_result import UnreadableError

NAMES = ["id", "sending", "receiving", "kind", "city", "opened", "closed", "note"]
WORDS = st.sampled_from(
    (
        *(
            "a",
            "b",
            "PRK",
            "ESP",
            "NO",
            "null",
            "embassy",
            "embasy",
            "1955",
            "1955.0",
            "=1",
            "#N/A",
            "3/4/2019",
        ),
        *("", " ", "é\n|", '"', "\ud800", "~", "true", "[x", "{", "2013-05-03", "-", "\x85", "\u2028"),
    )
)
SCALARS = st.one_of(WORDS, st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
RECORDS = st.dictionaries(st.sampled_from(NAMES) | WORDS, VALUES, max_size=8)
TABLES = st.lists(RECORDS | VALUES, max_size=6)


class Named(io.BytesIO):
    """Bytes in a file of some name."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(data)
        self.name = name


def accounted(source: Any) -> Result | None:
    """The result of a check that accounts for every row; None where the source is told to be no table."""
    try:
        result = check(source)
    except UnreadableError:
        return None
    for counts in result.tables.values():
        assert counts.read == counts.typed + counts.quarantined + counts.repeated
    assert sum(one.quarantined for one in result.tables.values()) == len(result.quarantine)
    result.report("text")
    result.report("json")
    return result


@cache
def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "missions"
    book.active.append(NAMES)
    book.active.append(["a", "PRK", "ESP", "embassy", "Madrid", 2013, None, "=1+1"])
    book.active.merge_cells("E2:E3")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SEEDS = {
    "m.csv": b'id,sending,receiving,kind,note\na,PRK,ESP,embassy,"x\ny"\n',
    "m.json": b'[{"id": "a", "sending": "PRK", "receiving": "ESP", "kind": "embassy", "opened": 1955.0}]',
    "m.jsonl": b'{"id": "a", "sending": "PRK"}\n{"id": "b", "kind": "embassy"}\n',
    "m.yaml": b"missions:\n- &x {id: a, sending: PRK}\n- id: b\n  kind: [embassy]\n  note: |\n    x\n",
    "m.toml": b'[[missions]]\nid = "a"\nopened = 1955-05-03\nnote = """x\ny"""\n[[missions]]\nid = \'b\'\n',
}


# Whatever bytes a file of a format holds, reading ends in a result that accounts for all rows, or in words.
@pytest.mark.parametrize("name", [*SEEDS, "m.xlsx", "m", "m.json.gz"])
@given(data=st.binary(max_size=60))
@settings(max_examples=40)
def test_any_bytes_are_read_or_refused_in_words(name: str, data: bytes) -> None:
    accounted(Named(name, data))


# The same of a good file of which some bytes were cut out, changed or put in twice.
@pytest.mark.parametrize("name", SEEDS)
@given(data=st.data())
@settings(max_examples=50)
def test_a_damaged_file_is_read_or_refused_in_words(name: str, data: st.DataObject) -> None:
    text = SEEDS[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 6)))
        put = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"", b"\n", b'"', b"[", b"{}", b",", text[:20]])
        )
        text = text[:start] + put + text[end:]
    accounted(Named(name, text))


@given(st.integers(0, 4000), st.binary(max_size=8))
@settings(max_examples=20)
def test_a_damaged_workbook_is_read_or_refused_in_words(start: int, put: bytes) -> None:
    data = workbook()
    start %= len(data)
    accounted(Named("m.xlsx", data[:start] + put + data[start + len(put) :]))


# A table of any records, with anything in them, is accounted for however it is told.
@given(TABLES)
@settings(max_examples=60)
def test_every_record_is_typed_or_set_aside_in_every_format(table: list[Any]) -> None:
    dumped = json.dumps(table)
    results = [accounted(table), accounted(Named("m.json", dumped.encode()))]
    if any(isinstance(one, dict) for one in table):
        assert [one.rows.read for one in results if one is not None] == [len(table)] * 2
    # JSON is YAML, save for a few letters.
    accounted(Named("m.yaml", dumped.encode()))


# What all formats can tell, they tell alike: the same missions, the same findings in the same cells.
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                name: st.sampled_from(["a", "PRK", "ESP", "embassy", "embasy", "1955", "x y", ""])
                for name in NAMES
            }
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=40)
def test_all_formats_say_the_same(table: list[dict[str, str]]) -> None:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, NAMES)
    writer.writeheader()
    writer.writerows(table)
    toml = "".join(
        "[[missions]]\n" + "".join(f"{name} = {json.dumps(text)}\n" for name, text in row.items())
        for row in table
    )
    sources = [
        Named("m.csv", stream.getvalue().encode()),
        Named("m.json", json.dumps(table).encode()),
        Named("m.jsonl", "\n".join(map(json.dumps, table)).encode()),
        Named("m.yaml", yaml.safe_dump(table, sort_keys=False).encode()),
        Named("m.toml", toml.encode()),
        table,
    ]
    results = [check(source) for source in sources]
    told = [
        sorted(
            (f.code, f.origin.column or "", f.origin.raw or "") for f in result.findings if f.code != "DM006"
        )
        for result in results
    ]
    assert all(result.dataset.missions == results[0].dataset.missions for result in results)
    assert all(one == told[0] for one in told)


# In every format that has characters, the range of a blamed value holds the very text that is blamed.
@given(TABLES, st.sampled_from([None, 1]))
@settings(max_examples=60)
def test_the_range_of_a_value_holds_its_text(table: list[Any], indent: int | None) -> None:
    text = json.dumps(table, indent=indent)
    result = accounted(Named("m.json", text.encode()))
    for finding in result.findings if result else ():
        if finding.origin.span is not None and finding.origin.raw:
            start, end = finding.origin.span
            held = text.split("\n")[finding.origin.line - 1][start - 1 : end - 1]
            if held.startswith('"'):
                assert (
                    json.loads(held).encode("utf-8", "replace")
                    == finding.origin.raw.replace("\ufffd", "?").encode()
                )


# The ranges of a CSV record's cells hold the cells that the csv module reads.
@given(st.lists(st.text(alphabet='ab,"\n\r ;é', max_size=6), min_size=1, max_size=5), st.sampled_from(",;"))
@settings(max_examples=100)
def test_the_ranges_of_a_record_hold_its_cells(cells: list[str], delimiter: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerow(cells)
    text = stream.getvalue()
    parts = [text[start:end] for start, end in cell_ranges(text, delimiter)]
    bare = [part[1:-1].replace('""', '"') if part.startswith('"') else part for part in parts]
    assert bare == cells
