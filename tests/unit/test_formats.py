"""Tables that are no CSV: workbooks, JSON, YAML, TOML and rows of other programs, cell by cell."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import sys
import zipfile
from collections import namedtuple
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import polars
import pytest

from diplomap.checking.check import Result, check
from diplomap.checking.reports import report
from diplomap.tables.reading import load
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.writing import write
from diplomap.testing import assert_clean
from diplomap.values.dates import PartialDate

HEADER = ["id", "sending", "receiving", "kind", "city", "opened"]
ROW = {"id": "a", "sending": "PRK", "receiving": "ESP", "kind": "embassy", "city": "Madrid"}
WRONG = {**ROW, "kind": "embasy"}


def places(result: Result) -> list[tuple[Any, ...]]:
    return [
        (f.code, int(f.origin.line), f.origin.span, f.origin.column_number, f.origin.cell)
        for f in result.findings
    ]


def workbook(
    path: Path, rows: list[list[Any]], title: str = "missions", edit: Callable[[Any], None] = id
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    edit(sheet)
    book.save(path)
    return path


# CSV


def test_a_cell_of_a_csv_file_is_told_by_its_characters(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text('id,sending,receiving,city,kind\na,PRK,ESP,"Mad,rid","emb""asy"\n')
    assert places(check(path)) == [("DM105", 2, (21, 31), 5, None)]


def test_a_cell_behind_a_quoted_line_break_is_told_on_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text(
        'id,sending,receiving,note,kind\r\na,PRK,ESP,"one\r\ntwo",embasy\r\nb,PRK,ESP,,embasy\r\n'
    )
    result = check(path)
    assert places(result) == [("DM105", 3, (6, 12), 5, None), ("DM105", 4, (12, 18), 5, None)]
    assert [one.origin.record_line for one in result.findings] == [2, 4]
    assert "a │ PRK │ ESP │ one" in report(result, "text")


def test_a_cell_that_runs_on_ends_with_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text('id,sending,receiving,kind\na,PRK,ESP,"emb\nasy"\n')
    assert places(check(path)) == [("DM105", 2, (11, 15), 4, None)]


def test_quotes_that_are_letters_are_counted_as_such(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text('id,sending,receiving,kind,city\na,PRK,ESP,embasy,"Madrid\nb,PRK,ITA,embasy,Rome\n')
    assert [one[:3] for one in places(check(path)) if one[0] == "DM105"] == [
        ("DM105", 2, (11, 17)),
        ("DM105", 3, (11, 17)),
    ]


# Workbooks


def test_a_lone_sheet_is_the_table_of_missions_whatever_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx", [HEADER, ["a", "PRK", "ESP", "embasy", "Madrid", 2013]], "My posts")
    [finding] = check(path).findings
    assert (finding.origin.cell, finding.origin.raw) == ("'My posts'!D2", "embasy")
    assert str(finding).startswith(f"{path}:'My posts'!D2, column kind: 'embasy'")


def test_sheets_are_tables_by_their_names(tmp_path: Path) -> None:
    def relations(sheet: Any) -> None:
        other = sheet.parent.create_sheet("relations")
        other.append(["party", "with", "kind", "status"])
        other.append(["PRK", "ESP", "diplomatic", "establishd"])
        sheet.parent.create_sheet("visits").append(["guest"])

    path = workbook(
        tmp_path / "m.xlsx", [HEADER, ["a", "PRK", "ESP", "embassy", "Madrid", 2013]], edit=relations
    )
    result = check(path)
    assert [(f.code, f.origin.cell) for f in result.findings if f.origin.cell] == [("DM121", "relations!D2")]
    assert "DM007" in {f.code for f in result.findings}
    assert {name: one.read for name, one in result.tables.items()} == {"missions": 1, "relations": 1}
    assert result.files == (str(path),)
    # The row shown is that of its own sheet, though another sheet has a row of that number.
    assert "PRK │ ESP │ diplomatic" in report(result, "text")


def test_numbers_and_dates_are_read_as_a_person_sees_them(tmp_path: Path) -> None:
    def formats(sheet: Any) -> None:
        sheet["F3"].number_format = "yyyy"
        sheet["F4"].number_format = "mmm-yy"
        sheet["F6"].number_format = "dd/mm/yyyy hh:mm"

    days = [1955.0, date(1975, 1, 1), date(1975, 5, 1), date(1975, 5, 3), datetime(1975, 5, 3)]
    rows = [[f"m{n}", "PRK", "ESP", "consulate", "Madrid", day] for n, day in enumerate(days)]
    reading = load(workbook(tmp_path / "m.xlsx", [HEADER, *rows], edit=formats))
    opened = [mission.latest.period.start for mission in reading.dataset.missions]
    assert [str(one) for one in opened] == ["1955", "1975", "1975-05", "1975-05-03", "1975-05-03"]


def test_the_value_of_a_formula_is_read_where_the_file_has_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx", [HEADER, ["a", "PRK", "ESP", "embassy", "Madrid", "=1000+1013"]])
    parts = {}
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            parts[name] = book.read(name).replace(b"<f>1000+1013</f><v />", b"<f>1000+1013</f><v>2013</v>")
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)
    reading = load(path)
    assert (reading.findings, str(reading.dataset.missions[0].latest.period)) == ((), "2013/..")


def test_a_bare_serial_number_of_a_day_is_told(tmp_path: Path) -> None:
    row = ["a", "PRK", "ESP", "embassy", "Madrid", 41573]
    [finding] = check(workbook(tmp_path / "m.xlsx", [HEADER, row])).findings
    assert (finding.code, finding.origin.cell, finding.origin.raw) == ("DM114", "missions!F2", "41573")


def test_a_blank_row_of_a_sheet_is_no_row_and_a_title_is_not_guessed_away(tmp_path: Path) -> None:
    row = ["a", "PRK", "ESP", "embassy", "Madrid", 2013]
    reading = load(workbook(tmp_path / "m.xlsx", [[], HEADER, [], row, []]))
    assert (reading.rows.typed, reading.dataset.missions[0].latest.row.line) == (1, 4)  # type: ignore[union-attr]
    titled = load(workbook(tmp_path / "t.xlsx", [["Our posts"], HEADER, row]))
    assert {f.code for f in titled.findings} >= {"DM003"}
    assert titled.rows.read == titled.rows.quarantined == 2


def test_merged_cells_hold_for_each_and_hidden_columns_are_told(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:
        sheet["B3"] = None
        sheet.merge_cells("B2:B3")
        sheet.column_dimensions["E"].hidden = True
        sheet.row_dimensions[3].hidden = True

    rows = [["a", "PRK", "ESP", "embassy", "Madrid", 2013], ["b", "PRK", "ITA", "embassy", "Rome", 2000]]
    result = check(workbook(tmp_path / "m.xlsx", [HEADER, *rows], edit=edit))
    assert [mission.sending for mission in result.dataset.missions] == [("PRK",), ("PRK",)]
    told = {f.code: (f.origin.cell, f.message) for f in result.findings}
    assert told["DM057"][0] == "missions!B2"
    assert told["DM058"][1] == "hidden, and read all the same: row 3 and column E"


def test_a_row_of_a_sheet_in_quarantine_is_given_back_as_csv(tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx", [HEADER, ["a", "PRK", "ESP", "embasy", "Mad,rid", 2013]])
    dataset = load(path).dataset
    assert dataset.quarantine[0].text == 'a,PRK,ESP,embasy,"Mad,rid",2013'
    write(dataset, tmp_path / "out")
    assert load(tmp_path / "out").dataset.quarantine == dataset.quarantine


def test_without_openpyxl_the_refusal_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "m.xlsx", [HEADER])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UnreadableError, match=r"save its sheet as CSV .* install diplomap\[xlsx\]"):
        load(path)
    assert b"PK" in path.read_bytes()


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused_in_words(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=r"is an old Excel file|cannot be opened"):
        load(path)


# JSON


def test_each_value_of_json_is_told_at_its_line_and_characters(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps([ROW, {**WRONG, "id": "b"}], indent=1))
    [finding] = check(path).findings
    line = path.read_text().splitlines()[finding.origin.line - 1]
    assert finding.origin.span is not None
    assert line[finding.origin.span[0] - 1 : finding.origin.span[1] - 1] == '"embasy"'
    assert finding.origin.cell == "[1].kind"
    assert "b │ PRK │ ESP │ embasy" in report(check(path), "text")


def test_records_on_one_line_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps([WRONG, {**WRONG, "id": "b"}]))
    one, two = check(path).findings
    assert one.origin.line == two.origin.line == 1
    assert one.origin != two.origin
    assert "b │ PRK │ ESP" in report(check(path), "text")


def test_tables_by_name_and_what_is_none_of_ours(tmp_path: Path) -> None:
    relation = {"party": "PRK", "with": "ESP", "kind": "diplomatic", "status": "established"}
    told = {"about": "x", "missions": [ROW], "relations": [relation], "visits": [{"guest": "x"}]}
    reading = load(io.StringIO(json.dumps(told)))
    assert (len(reading.dataset.missions), len(reading.dataset.relations)) == (1, 1)
    assert [f.code for f in reading.findings] == ["DM007"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1955, "1955"),
        (1955.0, "1955"),
        ("1955?", "1955?"),
        (None, ""),
        (True, "true"),
        (["s1", "s2"], "s1|s2"),
        ([], ""),
        ({"kind": "embassy", "city": ["Rome", "Milan"]}, "kind=embassy|city=Rome+Milan"),
        (float("nan"), ""),
    ],
)
def test_a_value_of_json_is_the_text_that_a_person_would_write(value: Any, text: str) -> None:
    reading = load(io.StringIO(json.dumps([{**ROW, "value": value}])))
    assert dict(reading.dataset.missions[0].latest.extra).get("value", "") == text


def test_lines_of_json_are_read_one_by_one_and_a_broken_one_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl.gz"
    lines = [json.dumps(ROW), '{"id": "b", "sending": ', json.dumps({**ROW, "id": "c"})]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    result = check(path)
    assert (result.rows.read, result.rows.typed, result.rows.quarantined) == (3, 2, 1)
    [finding] = [one for one in result.findings if one.code == "DM051"]
    assert (finding.origin.line, finding.origin.raw) == (2, lines[1])


def test_a_folder_takes_json_that_is_named_like_a_table_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "missions.json").write_text(json.dumps([ROW]))
    (tmp_path / "settings.json").write_text("{}")
    reading = load(tmp_path)
    assert (reading.rows.typed, reading.findings) == (1, ())


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("m.json", '[{"id": "a",\n "kind" "x"}]', "line 2, column 9: is no JSON"),
        ("m.json", "[" * 100_000, "nested too deeply"),
        ("m.json", "12", "no records with named values"),
        ("m.json", "", "is empty"),
        ("m.yaml", "- id: a\n  kind: [x\n", "line 3, column 1: is no YAML"),
        ("m.yaml", "just a text", "no list of records"),
        ("m.yaml", "&a [*a, *b]", "is no YAML"),
        ("m.toml", "[[missions]]\nid = \n", "line 2, column 6: is no TOML"),
        ("m.toml", 'title = "x"', "no array of tables"),
    ],
)
def test_what_is_no_table_is_refused_with_the_place(tmp_path: Path, name: str, text: str, why: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(UnreadableError, match=why):
        load(tmp_path / name)


# YAML and TOML


def test_a_scalar_of_yaml_is_the_text_that_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "- id: a\n  sending: PRK\n  receiving: NO\n  kind: embassy\n  opened: 1955\n  closed: ~\n"
        "- {id: b, sending: PRK, receiving: ESP, kind: embasy, sources: [s1, s2]}\n"
    )
    result = check(path)
    assert result.dataset.missions[0].receiving == "NOR"
    assert str(result.dataset.missions[0].latest.period) == "1955/.."
    assert [one[:3] for one in places(result) if one[0] == "DM105"] == [("DM105", 7, (47, 53))]


def test_what_yaml_merges_in_from_elsewhere_is_told_and_set_aside() -> None:
    class File(io.BytesIO):
        name = "m.yaml"

    text = b"- &a {id: a, sending: PRK, receiving: ESP, kind: embassy}\n- <<: *a\n  id: b\n"
    result = check(File(text))
    assert ("DM053", 2) in [(f.code, f.origin.line) for f in result.findings]
    assert (result.rows.typed, result.rows.quarantined) == (1, 1)


def test_each_value_of_toml_is_told_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(
        '# posts\n[[missions]]\nid = "a" # one\nsending = "PRK"\nreceiving = "ESP"\nkind = "embasy"\n'
        'note = """\n[[missions]]\n"""\nopened = 1955-05-03\n\n'
        '[[missions]]\nid = "b"\nsending = ["PRK"]\nreceiving = "ITA"\n'
        "\"kind\" = 'embassy'\nopened = 1955.0\n"
    )
    result = check(path)
    assert [one[:3] for one in places(result) if one[0] == "DM105"] == [("DM105", 6, (8, 16))]
    assert str(result.dataset.missions[0].latest.period) == "1955/.."
    inline = tmp_path / "i.toml"
    inline.write_text('missions = [\n {id = "a", sending = "PRK", receiving = "ESP", kind = "embasy"},\n]\n')
    assert [one[:3] for one in places(check(inline))] == [("DM105", 2, (56, 64))]


def test_without_pyyaml_the_refusal_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.yaml").write_text("- id: a\n")
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(UnreadableError, match=r"install diplomap\[yaml\]"):
        load(tmp_path / "m.yaml")


# Rows of other programs


class Sort(Enum):
    EMBASSY = "embassy"


@attrs.frozen
class Post:
    id: str
    sending: tuple[str, ...]
    receiving: str
    kind: Sort = Sort.EMBASSY
    opened: Any = None


@dataclasses.dataclass
class Plain:
    id: str
    sending: str = "PRK"
    receiving: str = "ESP"
    kind: str = "embassy"
    opened: Any = date(1975, 5, 3)


Named = namedtuple("Named", "id sending receiving kind")


def test_objects_of_every_make_are_rows() -> None:
    rows = [
        Post("a", ("PRK",), "ESP", opened=PartialDate.parse("1975-05")),
        Plain("b", receiving="ITA"),
        Named("c", "PRK", "DEU", "embassy"),
        {"id": "d", "sending": "PRK", "receiving": "FRA", "kind": "embassy", "opened": 1955.0},
    ]
    result = check(iter(rows))
    assert [str(mission.latest.period.start) for mission in result.dataset.missions] == [
        "1975-05",
        "1975-05-03",
        "None",
        "1955",
    ]
    assert result.findings == ()


def test_a_row_is_told_by_its_index() -> None:
    [finding] = check([ROW, {**WRONG, "id": "b"}]).findings
    assert str(finding).startswith("<rows>[1], column kind: 'embasy'")
    assert (finding.origin.file, finding.origin.line, finding.origin.column_number) == ("<rows>", 2, 4)


def test_tables_of_rows_by_name() -> None:
    relation = {"party": "PRK", "with": "ESP", "kind": "diplomatic", "status": "established"}
    reading = load({"missions": [ROW], "relations": [relation]})
    assert (len(reading.dataset.missions), len(reading.dataset.relations)) == (1, 1)


def test_a_dataframe_is_read_with_its_blanks_and_dates() -> None:
    columns = {key: [value, value] for key, value in ROW.items()}
    frame = polars.DataFrame({**columns, "id": ["a", "b"], "opened": [1955.0, None]})
    dates = frame.with_columns(closed=polars.Series([date(1975, 5, 3), None]))
    for source in (frame, frame.lazy()):
        reading = load(source)
        assert [str(m.latest.period.start) for m in reading.dataset.missions] == ["1955", "None"]
    assert str(load(dates).dataset.missions[0].latest.period) == "1955/1975-05-03"


def test_a_frame_of_pandas_is_read_with_its_many_nothings() -> None:
    pandas = pytest.importorskip("pandas")
    columns = {key: [value] * 3 for key, value in ROW.items()}
    opened = [pandas.Timestamp("1975-05-03"), pandas.NaT, None]
    frame = pandas.DataFrame(
        {**columns, "id": ["a", "b", "c"], "opened": opened, "note": ["x", None, pandas.NA]}
    )
    reading = load(frame)
    told = [(str(m.latest.period.start), m.latest.note) for m in reading.dataset.missions]
    assert told == [("1975-05-03", "x"), ("None", ""), ("None", "")]
    assert reading.findings == ()


def test_without_narwhals_the_refusal_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(UnreadableError, match=r"install diplomap\[frames\]"):
        load(polars.DataFrame({"id": ["a"]}))


@pytest.mark.parametrize("source", [7, {}, Sort, b"id"])
def test_what_has_no_rows_is_refused(source: Any) -> None:
    with pytest.raises(UnreadableError, match="<rows>"):
        load(source)


def test_a_time_of_day_is_told_and_the_day_kept() -> None:
    [finding] = check([{**ROW, "opened": datetime(1975, 5, 3, 14, 30)}]).findings
    assert (finding.code, finding.origin.raw) == ("DM054", "1975-05-03")


# assert_clean


def test_assert_clean_tells_the_findings_and_takes_what_is_to_be_left_aside() -> None:
    assert_clean([ROW])
    with pytest.raises(AssertionError, match="error DM105"):
        assert_clean([WRONG])
    for word in ("DM105", "unknown-kind", "cells", "error"):
        assert_clean([WRONG], ignore=[word])
    with pytest.raises(ValueError, match="nothing is called 'DM999'"):
        assert_clean([ROW], ignore="DM999")
