"""The reports: text with the row shown and the cell marked, JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from diplomap.checking.check import Result, check
from diplomap.checking.reports import REPORTS, csv_report, json_lines_report, json_report, text_report
from diplomap.checking.row_views import RowFinder, row_view
from diplomap.model.dataset import Dataset
from diplomap.model.rows import Row, TableHead

TABLE = """id,sending,receiving,kind,city,opened,note
m1,ESP,POL,embassy,Warsaw,1977,
m2,ESP,ITA,embasy,Rome,1977,
m3,ESP,FRA,embassy, Paris,1850,
"""


@pytest.fixture
def result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    (tmp_path / "missions.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return check("missions.csv")


def test_the_text_shows_each_row_and_marks_its_cell(result: Result) -> None:
    lines = text_report(result).splitlines()
    assert lines[0] == "missions.csv"
    place = next(number for number, line in enumerate(lines) if "error DM105" in line)
    assert lines[place].startswith("  3 kind: error DM105: ")
    row, mark = lines[place + 1], lines[place + 2]
    assert row.strip() == "m2 │ ESP │ ITA │ embasy │ Rome │ 1977 │"
    assert row[mark.index("^") : mark.rindex("^") + 1] == "embasy"
    assert lines[-1] == "1 error, 1 note: 3 rows read, 2 typed, 1 kept aside as they stand."
    assert "\x1b" not in text_report(result)


def test_a_fix_is_offered_in_the_text_only_as_sure_as_it_is(result: Result) -> None:
    assert "      fix: Paris" in text_report(result).splitlines()


def test_paint_is_given_every_role(result: Result) -> None:
    roles = set()

    def paint(text: str, role: str) -> str:
        roles.add(role)
        return f"<{role}>{text}</{role}>"

    assert "<error>error DM105</error>" in text_report(result, paint=paint)
    assert roles == {"file", "place", "error", "note", "row", "mark"}


def test_nothing_to_report_is_said_so() -> None:
    assert text_report(Result(Dataset())) == "Nothing to report: 0 rows read, all of them typed.\n"


def test_json_lines_and_csv_tell_the_same_findings(result: Result) -> None:
    findings = json.loads(json_report(result))["findings"]
    assert [json.loads(line) for line in json_lines_report(result).splitlines()] == findings
    rows = list(csv.DictReader(csv_report(result).splitlines()))
    assert [(row["code"], int(row["line"]), row["column"], row["raw"]) for row in rows] == [
        (one["code"], one["line"], one["column"], one["raw"]) for one in findings
    ]
    assert [row["name"] for row in rows] == ["unknown-kind", "spaces-around"]
    assert (rows[1]["replacement"], rows[1]["safe"]) == ("Paris", "yes")


def test_every_format_reports_the_practice_dataset() -> None:
    practised = check("practice")
    for report in REPORTS.values():
        assert "DM303" in report(practised)


def test_a_wide_row_is_cut_around_the_marked_cell() -> None:
    names = tuple(f"c{n}" for n in range(30))
    row = Row(TableHead("m.csv", names, {}), 2, [f"cell {n}" for n in range(30)])
    view = row_view(row, "c15", 60)
    assert view is not None
    assert len(view.text) <= 60 + len("…  …")
    assert view.text.startswith("… ")
    assert view.text.endswith(" …")
    assert view.text[view.mark.index("^") : view.mark.rindex("^") + 1] == "cell 15"


def test_of_columns_with_one_name_the_one_that_is_meant_is_marked() -> None:
    row = Row(TableHead("m.csv", ("id", "kind", "kind"), {}), 2, ["a", "embassy", "embasy"])
    view = row_view(row, "kind", 60, 3)
    assert view is not None
    assert view.text[view.mark.index("^") :] == "embasy"


def test_line_breaks_and_wide_letters_keep_the_mark_under_its_cell() -> None:
    row = Row(TableHead("m.csv", ("id", "city", "kind"), {}), 2, ["a\nb", "東京", "x" * 200])
    view = row_view(row, "kind", 100)
    assert view is not None
    assert view.text.startswith("a b │ 東京 │ xxx")
    # Each of the two wide letters takes two columns of a terminal.
    assert view.mark.index("^") == view.text.index("xxx") + 2
    assert len(view.mark) - view.mark.index("^") == 40


def test_a_row_that_is_too_short_for_its_column_has_no_mark() -> None:
    row = Row(TableHead("m.csv", ("id", "kind"), {}), 2, ["a"])
    view = row_view(row, "kind", 100)
    assert view is not None
    assert (view.text, view.mark) == ("a", "")


def test_rows_are_found_among_columns_objects_and_quarantine(result: Result) -> None:
    file = result.files[0]
    for finder in (RowFinder(result.dataset), RowFinder(Dataset(list(result.dataset.missions)))):
        row = finder.row(file, 2)
        assert row is not None
        assert row.cells[0] == "m1"
        assert finder.row(file, 99) is None
    held = RowFinder(result.dataset).row(file, 3)
    assert held is not None
    assert held.cells[0] == "m2"
