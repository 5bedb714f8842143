"""Where tables come from: paths, folders, archives, streams and bundled names, and what is refused."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from diplomap.tables.reading import load
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.sources import open_source

TABLE = "id,sending,receiving,kind\na,PRK,ESP,embassy\n"


def test_a_file_a_gzip_file_and_a_zip_file_hold_the_same(tmp_path: Path) -> None:
    plain, packed, archive = tmp_path / "m.csv", tmp_path / "m.csv.gz", tmp_path / "m.zip"
    plain.write_text(TABLE)
    packed.write_bytes(gzip.compress(TABLE.encode()))
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("inner/missions.csv", TABLE)
    one, two, three = (load(path).dataset for path in (plain, packed, archive))
    assert one == two == three
    assert three.missions[0].latest.row is not None
    assert three.missions[0].latest.row.head.file.endswith("m.zip/inner/missions.csv")


def test_standard_input_and_open_files_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BytesIO(TABLE.encode())

    monkeypatch.setattr("sys.stdin", Standard())
    assert load("-").rows.typed == load(io.StringIO(TABLE)).rows.typed == 1


def test_a_folder_needs_missions_or_one_table_only(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text(TABLE)
    assert load(tmp_path).rows.typed == 1
    (tmp_path / "other.csv").write_text(TABLE)
    with pytest.raises(
        UnreadableError, match=r"holds no missions\.csv.* \(it holds other\.csv, posts\.csv\)"
    ):
        load(tmp_path)


def test_tables_of_a_folder_that_are_not_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_text(TABLE)
    (tmp_path / "visits.csv").write_text("guest,host\n")
    assert [(f.code, f.origin.file[-10:]) for f in load(tmp_path).findings] == [("DM007", "visits.csv")]


@pytest.mark.parametrize("name", ["missing.csv", "dprkk", "dprk@someday", "missing.csv@2020", ""])
def test_what_is_not_there_is_refused_in_plain_words(name: str) -> None:
    with pytest.raises(UnreadableError, match=r"no such file, folder or bundled dataset|holds no"):
        load(name or "nowhere")


def test_a_slip_in_a_name_gets_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_text(TABLE)
    with pytest.raises(UnreadableError, match=r"did you mean missions\.csv\?"):
        load(tmp_path / "misions.csv")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n\n ", "is empty"),
        (b"\x1f\x8b\x08\x00broken", "gzip file is damaged"),
        (b"PK\x03\x04broken", "zip file cannot be opened"),
        (bytes(range(256)) * 40, "no text table"),
        (b"\xff\xfea\x00b", "damaged UTF-16"),
        (b"\xff\xfe\n\x00", "is empty"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        load(io.BytesIO(data))


def test_a_spreadsheet_is_told_apart_from_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.xlsx", "w") as opened:
        opened.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(UnreadableError, match=r"m\.xlsx: the spreadsheet cannot be opened"):
        load(tmp_path / "m.xlsx")


def test_a_date_after_a_name_asks_for_a_snapshot(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("id,sending,receiving,kind,opened,closed\na,PRK,ESP,embassy,2013,2023-10-26\n")
    assert open_source(f"{path}@2021").day == date(2021, 1, 1)
    assert str(load(f"{path}@2021").dataset.missions[0].latest.period) == "2013/.."
    assert len(load(f"{path}@1990-05").dataset.missions) == 0


def test_a_file_whose_name_holds_an_at_sign_is_found(tmp_path: Path) -> None:
    path = tmp_path / "m@2021"
    path.write_text(TABLE)
    assert open_source(path).day is None


def test_the_package_says_the_day_and_the_coverage_or_is_blamed(tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_text(TABLE)
    package = tmp_path / "datapackage.json"
    package.write_text('{"as_of": "2024-01-30", "coverage": {"senders": ["PRK"]}, "title": "T"}')
    read = load(tmp_path).dataset
    assert (read.as_of, read.coverage, read.title) == (date(2024, 1, 30), {"senders": ["PRK"]}, "T")
    for broken in ("{", "[]", '{"as_of": "January"}'):
        package.write_text(broken)
        assert [finding.code for finding in load(tmp_path).findings] == ["DM008"]
