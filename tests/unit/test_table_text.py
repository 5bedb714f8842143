"""Encodings, delimiters, quotes and ragged rows: read right, or reported with the physical line."""

from __future__ import annotations

import io

import pytest

from diplomap.tables.decoding import decoded
from diplomap.tables.reading import load
from diplomap.tables.reading_result import Reading

HEAD = "id,sending,receiving,kind,city,opened,closed\n"
ROW = "a,PRK,ESP,embassy,Logroño,2013,\n"


def read(text: str | bytes) -> Reading:
    return load(io.BytesIO(text.encode() if isinstance(text, str) else text))


def told(reading: Reading) -> list[tuple[str, int, str | None]]:
    return [(f.code, f.origin.line, f.origin.column) for f in reading.findings]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
def test_every_usual_encoding_is_read(encoding: str) -> None:
    reading = read((HEAD + ROW).encode(encoding))
    assert reading.dataset.missions[0].latest.seat == "Logroño"
    assert told(reading) == ([("DM001", 1, None)] if encoding in ("cp1252", "latin-1") else [])


def test_lines_pasted_in_from_another_encoding_are_read_and_named() -> None:
    reading = read((HEAD + ROW).encode() + "b,PRK,ITA,embassy,Forlì,,\n".encode("cp1252"))
    assert [m.latest.seat for m in reading.dataset.missions] == ["Logroño", "Forlì"]
    assert told(reading) == [("DM001", 3, None)]


def test_bytes_that_windows_1252_lacks_are_kept_apart() -> None:
    assert decoded("t", b"a\x81\n").encoding == "latin-1"


def test_nul_characters_are_named() -> None:
    assert told(read(HEAD + ROW.replace("Logroño", "Ma\x00drid"))) == [("DM002", 2, None)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_found_by_the_header(delimiter: str) -> None:
    assert read((HEAD + ROW).replace(",", delimiter)).rows.typed == 1


def test_a_spreadsheets_line_tells_the_delimiter_and_keeps_the_lines_right() -> None:
    reading = read("sep=|\n" + (HEAD + ROW + ROW.replace("PRK", "XX")).replace(",", "|"))
    assert told(reading) == [("DM102", 4, "sending")]


def test_quoted_line_breaks_and_blank_lines_do_not_move_the_physical_line() -> None:
    reading = read(HEAD + 'a,PRK,ESP,embassy,"Two\nlines",2013,\n\n\nb,PRK,ITA,embasy,Rome,,\n')
    assert reading.dataset.missions[0].latest.seat == "Two\nlines"
    assert told(reading) == [("DM105", 6, "kind")]


def test_bare_quotes_inside_a_cell_are_letters() -> None:
    assert read(HEAD + 'a,PRK,ISR,embassy,ד"ר,2013,\n').dataset.missions[0].latest.seat == 'ד"ר'


def test_an_open_quote_swallows_nothing() -> None:
    reading = read(HEAD + 'a,PRK,ESP,embassy,"Madrid,2013,\nb,PRK,ITA,embassy,Rome,,\nc,PRK,DEU,embassy,,,\n')
    assert (reading.rows.read, reading.rows.typed) == (3, 2)
    assert told(reading) == [("DM009", 2, None)]
    assert [held.text for held in reading.dataset.quarantine] == ['a,PRK,ESP,embassy,"Madrid,2013,']


def test_many_open_quotes_swallow_nothing() -> None:
    rows = [f'm{n},PRK,ESP,embassy,"City{n},,' for n in range(60)]
    reading = read(HEAD + "\n".join(rows))
    assert reading.rows.read == 60


def test_a_quote_that_closes_far_below_is_suspected() -> None:
    reading = read(
        HEAD
        + 'a,PRK,ESP,embassy,"Madrid,2013,\nb,PRK,ITA,embassy,Rome,,\nc,PRK,DEU,embassy,Berlin",,\n'
        + "d,PRK,FRA,embassy,,,\n"
    )
    assert ("DM010", 2, None) in told(reading)


def test_short_rows_are_filled_and_named_and_trailing_blank_headers_promise_nothing() -> None:
    assert told(read(HEAD + "a,PRK,ESP,embassy\n")) == [("DM203", 2, None)]
    assert told(read(HEAD.replace("\n", ",,\n") + ROW)) == []


def test_surplus_cells_are_an_error_only_where_they_hold_something() -> None:
    reading = read(HEAD + ROW.replace("\n", ",x,y\n") + ROW.replace("a,", "b,").replace("\n", ",,\n"))
    assert told(reading) == [("DM204", 2, None)]
    assert "surplus: 'x' and 'y'" in reading.findings[0].message


def test_blank_rows_are_set_aside_with_one_finding() -> None:
    reading = read(HEAD + ",,,,,,\n" + ROW)
    assert told(reading) == [("DM205", 2, None)]
    assert (reading.rows.typed, reading.rows.quarantined) == (1, 1)


def test_blank_and_double_headers_are_kept_and_named() -> None:
    reading = read("id,sending,receiving,kind,city,city,,\na,PRK,ESP,embassy,Madrid,Rome,x,\n")
    assert told(reading) == [("DM004", 1, "city"), ("DM005", 1, "")]
    assert reading.dataset.missions[0].latest.extra == (("city (2)", "Rome"), ("column 7", "x"))
    assert reading.dataset.extra_columns == ("city (2)", "column 7")


def test_a_missing_column_sets_every_row_aside_and_says_so_once() -> None:
    reading = read("id,sending,kind\na,PRK,embassy\nb,PRK,embassy\n")
    assert told(reading) == [("DM003", 1, None)]
    assert (reading.rows.read, reading.rows.quarantined) == (2, 2)


def test_a_header_alone_is_a_dataset_with_a_warning() -> None:
    assert told(read(HEAD)) == [("DM006", 1, None)]


def test_a_million_columns_are_read() -> None:
    wide = ",".join(f"c{n}" for n in range(1_000_000))
    reading = read(f"id,sending,receiving,kind,{wide}\na,PRK,ESP,embassy{',x' * 1_000_000}\n")
    assert reading.rows.typed == 1
    assert len(reading.dataset.missions[0].latest.extra) == 1_000_000
