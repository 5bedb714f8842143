"""Damage that once cost a row, or ended in a traceback; each was found by scripts/fuzz_readers.py."""

from __future__ import annotations

import codecs
import io
import json
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from diplomap.checking.baseline import Baseline, Known, read_baseline
from diplomap.checking.settings_file import SettingsError, read_settings
from diplomap.history.lifetimes import read_lifetimes
from diplomap.history.transition_spell_tables import read_spells
from diplomap.model.dataset import Dataset
from diplomap.tables.layout_files import read_layout
from diplomap.tables.layouts import Layout
from diplomap.tables.reading import load
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.sources import Source, TableFile
from diplomap.tables.writing import write

HEADER = "id,sending,receiving,kind,city"
TABLE = f"{HEADER}\nm1,PRK,ESP,embassy,Madrid\n"


def named(name: str, data: bytes) -> io.BytesIO:
    stream = io.BytesIO(data)
    stream.name = name
    return stream


def again(ds: Dataset, folder: Path) -> Dataset:
    write(ds, folder / "out")
    return load(folder / "out").dataset


@pytest.mark.parametrize(
    "marks",
    [
        codecs.BOM_UTF16_LE,
        codecs.BOM_UTF16_BE,
        codecs.BOM_UTF8 * 3,
        codecs.BOM_UTF8 + codecs.BOM_UTF16_LE,
        codecs.BOM_UTF8 * 5000,
    ],
)
def test_a_mark_that_does_not_fit_the_text_is_passed_over(marks: bytes) -> None:
    assert load(io.BytesIO(marks + TABLE.encode())).dataset == load(io.BytesIO(TABLE.encode())).dataset


def test_what_would_be_refused_when_it_is_written_is_refused_when_it_is_read() -> None:
    with pytest.raises(UnreadableError, match="control bytes"):
        load(io.BytesIO(codecs.BOM_UTF8 + b"a\x01,\x02" * 60))


def test_a_zip_file_cut_at_its_end_is_refused_in_words() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("missions.csv", TABLE)
    # Without its first bytes the directory of the archive points before its beginning.
    data = b"PK\x03\x04" + out.getvalue()[30:]
    with pytest.raises(UnreadableError, match="the zip file cannot be opened"):
        load(named("a.zip", data))


def test_half_of_a_surrogate_pair_in_a_description_or_a_name_can_be_written(tmp_path: Path) -> None:
    package = TableFile("datapackage.json", json.dumps({"title": "a\ud800", "as_of": "2024-01-30"}).encode())
    described = load(Source({"missions": TableFile("missions.csv", TABLE.encode())}, package)).dataset
    assert again(described, tmp_path).title == "a\ufffd\ufffd\ufffd"
    rows = [
        dict(
            zip(HEADER.split(","), ["m1", "PRK", "ESP", "embassy", "Madrid"], strict=True), **{"x\ud800": "y"}
        )
    ]
    ds = load(rows).dataset
    assert again(ds, tmp_path) == ds


@pytest.mark.parametrize("names", ["\ufeff,note", "Remark,remark", "note,Note"])
def test_columns_whose_names_would_be_read_as_one_are_told_apart(names: str, tmp_path: Path) -> None:
    ds = load(io.StringIO(f"{HEADER},{names}\nm1,PRK,ESP,embassy,Madrid,one,two\n")).dataset
    assert again(ds, tmp_path) == ds
    written = (tmp_path / "out" / "missions.csv").read_text()
    assert "one" in written
    assert "two" in written


def test_a_foreign_column_that_is_called_like_one_of_ours_is_kept(tmp_path: Path) -> None:
    columns = {"id": "No", "sending": "From", "receiving": "To", "kind": "What"}
    ds = load(
        io.StringIO("No,From,To,What,Host\n1,PRK,ESP,embassy,here\n"), layout=Layout("mine", columns)
    ).dataset
    assert dict(ds.missions[0].spells[0].extra) == {"Host (foreign)": "here"}
    assert again(ds, tmp_path) == ds


@pytest.mark.parametrize(
    "text",
    [
        f"sep=,\n{TABLE.replace(',', ';')}",
        "sep=,\n" + "a;b\n1;2\n",
        '""\nm1\n',
        '\n\ufeff"id","sending","receiving","kind"\n"m1","PRK","ESP","embassy"\n',
    ],
)
def test_rows_under_a_header_that_tells_another_delimiter_or_nothing_stay_aside(
    text: str, tmp_path: Path
) -> None:
    ds = load(io.StringIO(text)).dataset
    assert again(ds, tmp_path) == ds


@pytest.mark.parametrize(
    "records",
    [
        [{"id": "a\r\nb", "opened": "soon"}, {"id": "a\rb"}, {"id": "a\nb"}],
        [{"sending": "PRK", "receiving": "ESP", "kind": "embassy", "id": "m1", "note": [["deep"]]}],
        [{}, {}],
        [{"": "id"}, {"": "m1"}],
        [{"sep=;": "id"}, {"sep=;": "m1"}],
        [{"\ufeff": "id"}, {"\ufeff": "m1"}],
    ],
)
def test_records_that_cannot_be_typed_are_read_back_from_csv(records: list[Any], tmp_path: Path) -> None:
    reading = load(named("m.json", json.dumps(records).encode()))
    assert reading.rows.quarantined == len(records)
    assert again(reading.dataset, tmp_path) == reading.dataset


@pytest.mark.parametrize(
    "text", [f"{HEADER}\r\nm1,PRK\r\n", f" \n{TABLE}", f'\n{HEADER},"a\nb"\nm1\n', f"{HEADER}\n\n\r\nm1\r\n"]
)
def test_lines_set_aside_stay_as_they_stood(text: str, tmp_path: Path) -> None:
    tables = {"missions": TABLE, "events-quarantine-lines": text}
    source = Source({name: TableFile(f"{name}.csv", told.encode()) for name, told in tables.items()})
    ds = load(source).dataset
    assert again(ds, tmp_path) == ds


@pytest.mark.parametrize(
    ("part", "value", "why"),
    [
        ("skip", "two", "skip should be a number of lines"),
        ("footer", -1, "footer should be a number of lines"),
        ("skip", True, "skip should be a number of lines"),
        ("prefixes", 5, "prefixes should be an object of texts"),
        ("columns", {"id": 5}, "columns should be an object of headers"),
        ("make_id", "sending", "make_id should be a list of texts"),
        ("values", {"Pays": {"x": []}}, "values should be an object that has an object of texts"),
        ("rows", [5], "rows should be a list of objects"),
        ("rows", [{"columns": {"id": None}}], "rows: columns should be an object of headers"),
        ("rows", [{"when": "x"}], "rows: no when is known there"),
        ("panel", {"year": 5}, "panel: year should be a text"),
        ("panel", [], "panel should be an object"),
        ("as_of", 1.5, "as_of should be a text"),
        ("table", ["a"], "table should be a text"),
        ("delimiter", "ab", "delimiter is 'ab' and should be one of"),
        ("dates", "mine", "dates is 'mine' and should be one of 'wikidata'"),
        ("derive", "x", "derive is 'x' and should be one of 'jurisdictions'"),
        ("day_order", {"Open": "x"}, "day_order is 'x' and should be one of 'day first'"),
    ],
)
def test_a_layout_that_is_not_told_as_it_should_be_says_what_is_wrong(
    part: str, value: object, why: str, tmp_path: Path
) -> None:
    told = {"columns": {"id": "No", "sending": "From", "receiving": "To", "kind": "What"}, part: value}
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(told))
    with pytest.raises(ValueError, match=r"mine\.json") as error:
        read_layout(file)
    assert why in str(error.value)


def test_items_of_a_column_that_is_not_there_are_passed_over() -> None:
    made = Layout("mine", {"id": "No", "sending": "From", "kind": "What"}, items={"receiving": "Q"})
    assert load(io.StringIO("No,From,What,Q\n1,PRK,embassy,Q29\n"), layout=made).rows.quarantined == 1


def test_one_stray_cell_in_the_last_corner_of_a_sheet_costs_nothing() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (HEADER.split(","), ["m1", "PRK", "ESP", "embassy", "Madrid"]):
        book.active.append(row)
    book.active["E1048576"] = " "
    out = io.BytesIO()
    book.save(out)
    before = time.perf_counter()
    assert load(named("m.xlsx", out.getvalue())).rows.read == 1
    assert time.perf_counter() - before < 3


def test_an_accreditation_told_twice_is_written_twice(tmp_path: Path) -> None:
    tables = {"missions": TABLE, "accreditations": "mission,to\nm1,AND\nm1,AND\n"}
    source = Source({name: TableFile(f"{name}.csv", told.encode()) for name, told in tables.items()})
    ds = load(source).dataset
    assert len(ds.missions[0].accreditations) == 2
    assert again(ds, tmp_path) == ds


def test_a_mark_within_a_header_does_not_hide_a_column() -> None:
    assert load(io.StringIO(f"\x0c\ufeff{TABLE}")).rows.typed == 1


def test_what_years_of_a_panel_tell_unlike_each_other_is_kept() -> None:
    head = "south_north,iso3c,year,date,cut_date,reestablish_date,diplomatic_ties\n"
    rows = "".join(f"North Korea,JOR,{year},1974,2017,NA,{ties}\n" for year, ties in ((2016, 1), (2017, 0)))
    [one, two] = load(io.StringIO(head + rows), layout="korea-ties").dataset.relations
    assert dict(one.extra)["diplomatic_ties"] == dict(two.extra)["diplomatic_ties"] == "1|0"


def test_the_last_day_of_all_means_still_so() -> None:
    read = read_spells(io.StringIO("state,start,last_day,status\nCUB,1977-09-01,9999-12-31,Interests\n"))
    assert [str(spell.period) for spell in read] == ["1977-09-01/.."]


@pytest.mark.parametrize("text", [f"select = {'9' * 5000}", f"a = {'[' * 2000}"])
def test_settings_that_python_refuses_to_read_are_refused_in_words(text: str, tmp_path: Path) -> None:
    file = tmp_path / "diplomap.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match="is no TOML"):
        read_settings(file)


def test_a_baseline_with_half_of_a_surrogate_pair_can_be_written(tmp_path: Path) -> None:
    one = Baseline(Counter([Known("DM105", "kind", ("id=\ud800",))]))
    one.write(tmp_path / "baseline.json")
    assert read_baseline(tmp_path / "baseline.json") == one


def test_a_state_that_ends_on_the_last_day_of_all_exists_still() -> None:
    [life] = read_lifetimes(io.StringIO("code,start,end\nCUB,1909-01-23,9999-12-31\n"))
    assert str(life) == "CUB 1909-01-23/.."


def test_a_year_of_thousands_of_digits_in_a_panel_is_no_year() -> None:
    head = "south_north,iso3c,year,date,cut_date,reestablish_date,diplomatic_ties\n"
    rows = f"North Korea,JOR,{'1' * 5000},NA,NA,NA,0\nNorth Korea,ESP,2024,NA,NA,NA,0\n"
    assert load(io.StringIO(head + rows), layout="korea-ties").tables["relations"].read == 2


@pytest.mark.parametrize("lines", [1, 30, 2000])
def test_quotes_that_open_on_every_line_are_read_to_their_end(lines: int) -> None:
    text = f"{HEADER}\n" + '"a||b","PRK","gra\n||b","PRK","gra\n' * lines
    before = time.perf_counter()
    assert load(io.StringIO(text)).rows.read == 2 * lines
    assert time.perf_counter() - before < 5
