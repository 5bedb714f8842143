"""`fix` on workbooks: only the cells named change, and every other part of the file stays byte for byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table

from diplomap.checking.check import check
from diplomap.checking.fixing import Fixed, Why, fix

SHEET = "xl/worksheets/sheet1.xml"
HEAD = ["id", "sending", "receiving", "kind", "city", "opened", "closed"]
GOOD = ["a", "PRK", "ESP", "embassy", "Madrid", "1990", None]


def workbook(*rows: list[Any], edit: Callable[[Any], object] = id, head: list[Any] = HEAD) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "missions"
    for row in (head, *rows):
        book.active.append(row)
    edit(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def mended(data: bytes, *, name: str = "m.xlsx", unsafe: bool = False, **options: Any) -> Fixed:
    stream = io.BytesIO(data)
    stream.name = name
    return fix(stream, unsafe=unsafe, **options)


def edits(done: Fixed) -> list[tuple[str | None, str, str | None]]:
    return [(one.cell, one.before, one.after) for one in done.edits]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def cells(data: bytes) -> list[tuple[Any, ...]]:
    return [*openpyxl.load_workbook(io.BytesIO(data))["missions"].iter_rows(values_only=True)]


def made_with(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The same workbook with some parts put in by hand."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in {**parts(data), **changed}.items():
            archive.writestr(name, held)
    return stream.getvalue()


def furnish(sheet: Any) -> None:
    sheet["D2"].font = Font(bold=True, color="FF0000")
    sheet["E2"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["E2"].comment = Comment("seen in the list of 2019", "me")
    sheet.column_dimensions["E"].width = 40
    sheet.row_dimensions[3].hidden = True
    sheet.merge_cells("E4:E5")
    sheet["I2"] = "=COUNTA(A:A)"
    sheet["I1"] = "rows"
    sheet.conditional_formatting.add(
        "A1:A9", openpyxl.formatting.rule.DataBarRule("min", None, "max", None, "00FF00")
    )
    other = sheet.parent.create_sheet("notes")
    other["B2"] = "=missions!D2"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=3))
    other.add_chart(chart)


def test_all_that_a_workbook_has_besides_its_texts_stays() -> None:
    data = workbook(
        ["a", "PRK", "ESP", "embassy ", " Madrid & <co>", "3 May 2019", None],
        ["b", "PRK", "ITA", "embassy", "Rome ", "2001", None],
        ["c", "PRK", "DEU", "embassy", "Berlin", "2001", None],
        ["d", "PRK", "POL", "embassy", None, "2001", None],
        edit=furnish,
    )
    done = mended(data)
    assert edits(done) == [
        ("missions!D2", "embassy ", "embassy"),
        ("missions!E2", " Madrid & <co>", "Madrid & <co>"),
        ("missions!F2", "3 May 2019", "2019-05-03"),
        ("missions!E3", "Rome ", "Rome"),
    ]
    written = done.data("m.xlsx")
    old, new = parts(data), parts(written)
    assert [*old] == [*new]
    assert {name for name in old if old[name] != new[name]} == {SHEET}
    assert {"xl/comments/comment1.xml", "xl/charts/chart1.xml", "xl/styles.xml"} < old.keys()
    text = old[SHEET].decode()
    for before, after in (
        ('<t xml:space="preserve">embassy </t>', "<t>embassy</t>"),
        ('<t xml:space="preserve"> Madrid &amp; &lt;co&gt;</t>', "<t>Madrid &amp; &lt;co&gt;</t>"),
        ("<t>3 May 2019</t>", "<t>2019-05-03</t>"),
        ('<t xml:space="preserve">Rome </t>', "<t>Rome</t>"),
    ):
        assert text.count(before) == 1
        text = text.replace(before, after)
    assert new[SHEET].decode() == text
    sheet = openpyxl.load_workbook(io.BytesIO(written))["missions"]
    assert sheet["D2"].font.bold
    assert sheet["E2"].comment.text == "seen in the list of 2019"
    assert sheet.row_dimensions[3].hidden
    assert sheet["I2"].value == "=COUNTA(A:A)"
    assert [str(one) for one in sheet.merged_cells.ranges] == ["E4:E5"]
    again = mended(written)
    assert not again.edits
    assert again.data("m.xlsx") == written


def test_shared_texts_stay_as_they_are_and_one_in_several_formats_is_let_alone() -> None:
    told = ["a", "PRK", "ESP", "embassy ", "Madrid ", "b", "ITA", "Rome "]
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in told[:-1])
    rich = '<si><r><rPr><b/></rPr><t>Ro</t></r><r><t xml:space="preserve">me </t></r></si>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = f'<sst xmlns="{main}" count="10" uniqueCount="8">{items}{rich}</sst>'
    data = workbook()
    rows = "".join(
        f'<x:row r="{row}" spans="1:5">'
        + "".join(
            f'<x:c r="{column}{row}" t="s"><x:v>{at}</x:v></x:c>'
            for column, at in zip("ABCDE", ats, strict=True)
        )
        + "</x:row>"
        for row, ats in ((2, (0, 1, 2, 3, 4)), (3, (5, 1, 6, 3, 7)))
    )
    head = "".join(
        f'<x:c r="{at}1" t="inlineStr"><x:is><x:t>{name}</x:t></x:is></x:c>'
        for at, name in zip("ABCDE", HEAD[:5], strict=True)
    )
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="{main}">'
        f'<x:sheetData><x:row r="1">{head}</x:row>{rows}</x:sheetData></x:worksheet>'
    )
    old = parts(data)
    kinds = old["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    relations = old["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    data = made_with(
        data,
        {
            "[Content_Types].xml": kinds,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/sharedStrings.xml": shared.encode(),
            SHEET: sheet.encode(),
        },
    )
    assert [row[3] for row in cells(data)] == ["kind", "embassy ", "embassy "]
    done = mended(data)
    assert edits(done) == [
        ("missions!D2", "embassy ", "embassy"),
        ("missions!E2", "Madrid ", "Madrid"),
        ("missions!D3", "embassy ", "embassy"),
    ]
    assert [(one.finding.origin.cell, one.why, one.because) for one in done.left] == [
        ("missions!E3", Why.NO_TEXT, "the letters of the cell's text are not all formatted alike")
    ]
    new = parts(done.data("m.xlsx"))
    assert new["xl/sharedStrings.xml"] == shared.encode()
    typed = '<x:c r="D2" t="inlineStr"><x:is><x:t>embassy</x:t></x:is></x:c>'
    assert typed in new[SHEET].decode()
    assert [row[3:5] for row in cells(done.data("m.xlsx"))] == [
        ("kind", "city"),
        ("embassy", "Madrid"),
        ("embassy", "Rome "),
    ]


def test_a_formula_is_never_edited() -> None:
    data = workbook(["a", "PRK", "ESP", '="embassy "', "Madrid", "1990", None])
    value = parts(data)[SHEET].replace(b"<v />", b"<v>embassy </v>").replace(b"<v></v>", b"<v>embassy </v>")
    data = made_with(data, {SHEET: value.replace(b'<c r="D2"', b'<c r="D2" t="str"')})
    assert [one.code for one in check_of(data).findings] == ["DM120"]
    done = mended(data, unsafe=True)
    assert not done.edits
    assert [(one.why, one.because) for one in done.left] == [(Why.NO_TEXT, "the cell holds a formula")]
    assert done.data("m.xlsx") == data


def check_of(data: bytes) -> Any:
    stream = io.BytesIO(data)
    stream.name = "m.xlsx"
    return check(stream)


def test_a_date_in_a_cell_of_dates_becomes_a_date_and_elsewhere_a_text() -> None:
    def dated(sheet: Any) -> None:
        sheet["F3"].number_format = "dd/mm/yyyy"
        sheet["F3"].font = Font(italic=True)

    rows = (
        ["a", "PRK", "ESP", "embassy", "Madrid", date(2013, 5, 3), None],
        ["b", "PRK", "ITA", "embassy", "Rome", "3 May 2019", None],
    )
    done = mended(workbook(*rows, edit=dated))
    assert edits(done) == [("missions!F3", "3 May 2019", "2019-05-03")]
    sheet = openpyxl.load_workbook(io.BytesIO(done.data("m.xlsx"))).active
    assert (sheet["F3"].value.date(), sheet["F3"].number_format) == (date(2019, 5, 3), "dd/mm/yyyy")
    assert sheet["F3"].font.italic
    assert not done.left
    # Without the format it would be the one text among dates, which is a finding of its own.
    done = mended(workbook(*rows))
    assert not done.edits
    assert "DM059 at missions!F3" in done.left[0].because


def test_days_are_counted_as_the_workbook_counts_them() -> None:
    def since_1904(sheet: Any) -> None:
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        sheet["F2"].number_format = "yyyy-mm-dd"

    data = workbook(["a", "PRK", "ESP", "embassy", "Madrid", "3 May 2019", None], edit=since_1904)
    sheet = openpyxl.load_workbook(io.BytesIO(mended(data).data("m.xlsx"))).active
    assert sheet["F2"].value.date() == date(2019, 5, 3)


def test_a_range_is_split_into_a_cell_that_was_not_there() -> None:
    def styled(sheet: Any) -> None:
        sheet["H2"] = "x"
        sheet.column_dimensions["G"].font = Font(bold=True)

    data = workbook(["a", "PRK", "ESP", "embassy", "Madrid", "1990–1995", None], edit=styled)
    assert b'r="G2"' not in parts(data)[SHEET]
    assert not mended(data).edits
    done = mended(data, unsafe=True)
    assert edits(done) == [("missions!F2", "1990–1995", "1990"), ("missions!G2", "", "1995")]
    sheet = openpyxl.load_workbook(io.BytesIO(done.data("m.xlsx"))).active
    assert [sheet[at].value for at in ("F2", "G2", "H2")] == ["1990", "1995", "x"]
    assert sheet["G2"].font.bold
    assert not mended(done.data("m.xlsx"), unsafe=True).edits


def test_merged_cells_are_mended_once_and_never_split() -> None:
    rows = (
        ["a", "PRK", "ESP", "embassy", "Madrid ", "1990–1995", None],
        ["b", "PRK", "ESP", "consulate", None, None, None],
    )

    def merge(sheet: Any) -> None:
        sheet.merge_cells("E2:E3")
        sheet.merge_cells("F2:F3")

    done = mended(workbook(*rows, edit=merge), unsafe=True)
    assert edits(done) == [("missions!E2", "Madrid ", "Madrid")]
    assert {one.finding.code for one in done.left} == {"DM057", "DM117"}


def test_a_copied_row_is_emptied_and_its_place_kept() -> None:
    def styled(sheet: Any) -> None:
        sheet["A3"].font = Font(bold=True)

    other = ["b", "PRK", "ITA", "embassy", "Rome ", "1990", None]
    data = workbook(GOOD, GOOD, other, edit=styled)
    assert [one.after for one in mended(data).edits] == ["Rome"]
    done = mended(data, unsafe=True)
    assert edits(done) == [
        ("missions!A3", "a,PRK,ESP,embassy,Madrid,1990,", None),
        ("missions!E4", "Rome ", "Rome"),
    ]
    assert "  missions!A3: row emptied: a,PRK,ESP" in done.diff()
    told = cells(done.data("m.xlsx"))
    assert [row[0] for row in told] == ["id", "a", None, "b"]
    sheet = openpyxl.load_workbook(io.BytesIO(done.data("m.xlsx"))).active
    assert sheet["A3"].font.bold
    assert not done.left
    assert not mended(done.data("m.xlsx"), unsafe=True).edits


@pytest.mark.parametrize(
    "edit",
    [
        lambda sheet: sheet.__setitem__("I1", "=COUNTA(A:A)"),
        lambda sheet: setattr(sheet["A3"], "comment", Comment("why twice?", "me")),
        lambda sheet: setattr(sheet["A3"], "hyperlink", "#B1"),
        lambda sheet: sheet.merge_cells("H3:I3"),
    ],
    ids=["formula", "comment", "link", "merged"],
)
def test_a_copied_row_of_which_something_else_speaks_stays(edit: Callable[[Any], object]) -> None:
    done = mended(workbook(GOOD, GOOD, edit=edit), unsafe=True)
    assert not done.edits
    assert "DM302" in {one.finding.code for one in done.left}


def test_a_header_is_mended_unless_the_spreadsheet_knows_it_by_name() -> None:
    head = ["ID", "sending", "receiving", "k\u200bind", "city", "opened", "closed"]
    data = workbook(GOOD, head=head)
    done = mended(data)
    assert edits(done) == [("missions!D1", "k\u200bind", "kind")]
    assert not done.left

    def as_table(sheet: Any) -> None:
        sheet.add_table(Table(displayName="Posts", ref="A1:G2"))

    done = mended(workbook(GOOD, head=head, edit=as_table))
    assert not done.edits
    assert [one.finding.code for one in done.left] == ["DM003"]


def test_names_become_codes_in_every_sheet() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(["a", "North Korea", "Spain", "Embassy", "Madrid", "1990", None]))
    )
    relations = book.create_sheet("relations")
    relations.append(["party", "with", "kind", "status", "since"])
    relations.append(["North Korea", "ESP", "diplomatic", "established", "7 February 2001"])
    stream = io.BytesIO()
    book.save(stream)
    done = mended(stream.getvalue(), codes=True)
    assert [(one.cell, one.line, one.after) for one in done.edits] == [
        ("missions!B2", 2, "PRK"),
        ("missions!C2", 2, "ESP"),
        ("missions!D2", 2, "embassy"),
        ("relations!A2", 2, "PRK"),
        ("relations!E2", 2, "2001-02-07"),
    ]
    assert not mended(done.data("m.xlsx"), codes=True).edits


def test_what_a_spreadsheet_cannot_hold_is_not_written() -> None:
    data = workbook(["a", "PRK", "ESP", "embassy", "_x0041_ ", "1990", None])
    done = mended(data)
    assert not done.edits
    assert [one.why for one in done.left] == [Why.NOT_PROVEN]


def test_a_signed_workbook_is_left_as_it_is() -> None:
    data = made_with(
        workbook(["a", "PRK", "ESP", "embassy ", "Madrid", "1990", None]), {"_xmlsignatures/a.xml": b"<a/>"}
    )
    done = mended(data)
    assert not done.edits
    assert [(one.why, one.because) for one in done.left] == [(Why.NO_TEXT, "its table cannot be edited")]


def test_a_workbook_has_no_text_and_its_file_is_written_as_it_was_read(tmp_path: Any) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(workbook(["a", "PRK", "ESP", "embassy ", "Madrid", "1990", None]))
    done = fix(path)
    assert done.write() == (str(path),)
    assert path.read_bytes() == done.data(str(path))
    assert not check(path).findings
