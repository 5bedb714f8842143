"""Where cells stand in a raw text, and edits of it that leave all other bytes alone."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomap.tables.cell_places import CellPlace, CellPlaces
from diplomap.tables.raw_edits import Splice, raw_text
from diplomap.tables.reading_result import UnreadableError

TEXT = 'id;note\r\na;"two;\r\nlines ""so"""\r\n\r\nb;x"y;"p"q\rc;;\n'


def test_cells_are_found_past_quotes_and_line_breaks() -> None:
    places = CellPlaces(TEXT, ";")
    assert [cell.text for cell in places.cells(2)] == ["a", 'two;\r\nlines "so"']
    assert [cell.text for cell in places.cells(5)] == ["b", 'x"y', "pq"]
    assert [cell.text for cell in places.cells(6)] == ["c", "", ""]
    for line in (1, 2, 5, 6):
        for cell in places.cells(line):
            assert cell.quoted == TEXT[cell.start : cell.end].startswith('"')


def test_a_record_reaches_to_the_end_of_its_last_line() -> None:
    places = CellPlaces(TEXT, ";")
    start, end = places.record(2)
    assert TEXT[start:end] == 'a;"two;\r\nlines ""so"""\r\n'
    assert places.line_and_column(end) == (4, 1)


def test_a_line_whose_quotes_are_letters_is_parted_at_its_delimiters() -> None:
    places = CellPlaces('id,note\na,"open\nb,x\n', ",", {2})
    assert [(cell.text, cell.quoted) for cell in places.cells(2)] == [("a", False), ('"open', False)]


@given(
    st.lists(
        st.lists(st.text(alphabet='ab",\n\r é', max_size=6), min_size=2, max_size=4), min_size=1, max_size=5
    ),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_cells_are_those_of_the_reader_of_csv(rows: list[list[str]], quoting: int) -> None:
    """Whatever is written as CSV, each cell is found where it was written and says what was written."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=quoting, lineterminator="\r\n")
    starts = []
    for row in rows:
        starts.append(len(io.StringIO(stream.getvalue(), newline="").readlines()) + 1)
        writer.writerow(row)
    text = stream.getvalue()
    places = CellPlaces(text, ",")
    for start, row in zip(starts, rows, strict=True):
        cells = places.cells(start)
        assert [cell.text for cell in cells] == row
        assert (
            ",".join(text[cell.start : cell.end] for cell in cells) + "\r\n"
            == text[slice(*places.record(start))]
        )


@pytest.mark.parametrize(
    ("cell", "text", "typed"),
    [
        (CellPlace(0, 1, "a"), "b", "b"),
        (CellPlace(0, 3, "a", quoted=True), "b", '"b"'),
        (CellPlace(0, 1, "a"), "b,c", '"b,c"'),
        (CellPlace(0, 1, "a"), 'b"c', 'b"c'),
        (CellPlace(0, 1, "a"), '"b"', '"""b"""'),
        (CellPlace(0, 1, "a"), "b\nc", '"b\nc"'),
    ],
)
def test_quotes_are_kept_and_added_only_where_they_are_needed(cell: CellPlace, text: str, typed: str) -> None:
    assert cell.holding(text, ",") == typed


@pytest.mark.parametrize(
    "data",
    [
        b"id,city\na,Bonn\n",
        b"\xef\xbb\xbfid,city\r\na,Bogot\xc3\xa1\r\n",
        "id,city\na,Bogotá\n".encode("cp1252"),
        b"id,city\na,Bogot\x81\n",
        "\ufeffid,city\na,Bogotá\n".encode("utf-16-le"),
        "\ufeffid,city\na,Bogotá\n".encode("utf-16-be"),
        "\ufeffid,city\na,Bogotá\n".encode("utf-32-le"),
        "id,city\na,Bonn\n".encode("utf-16-le"),
        b"id,city\na,Bogot\xc3\xa1\nb,Bogot\xe1\nc,x\n",
        b"\xef\xbb\xbfid,city\na,Bogot\xe1\n",
        b"sep=;\nid;city\na;x\x00y",
    ],
)
def test_every_encoding_comes_back_byte_for_byte(data: bytes) -> None:
    raw = raw_text("t.csv", data)
    assert raw.spliced([]) == data
    at = raw.text.index("a")
    written = raw.spliced([Splice(at, at + 1, "zz")])
    assert raw_text("t.csv", written).text == raw.text[:at] + "zz" + raw.text[at + 1 :]


def test_a_line_in_another_encoding_keeps_it() -> None:
    data = b"id,city\na,Bogot\xc3\xa1\nb,Bogot\xe1 \n"
    raw = raw_text("t.csv", data)
    end = raw.text.rindex(" ")
    assert raw.spliced([Splice(end, end + 1, "")]) == data.replace(b" ", b"")
    assert raw.can_hold(end, "é")
    assert not raw.can_hold(end, "Ł")
    assert raw.can_hold(9, "Ł")


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="two edits"):
        raw_text("t.csv", b"id\nabc\n").spliced([Splice(3, 5, ""), Splice(4, 6, "")])


def test_what_is_no_text_is_not_edited() -> None:
    with pytest.raises(UnreadableError):
        raw_text("t.csv", b"")
