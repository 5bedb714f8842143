"""What a layout says of cells: marks kept apart, sentinels, years, words, made ids, lines left aside."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from diplomap.checking.check import check
from diplomap.checking.explain import explain
from diplomap.model.kinds import Kind
from diplomap.tables.layout_files import layout_json, read_layout
from diplomap.tables.layouts import Layout, layout, layouts
from diplomap.tables.reading import load

MINE = Layout(
    "mine",
    {"receiving": "Pays", "kind": "Art", "city": "Ville", "opened": "Seit", "closed": "Bis", "note": "Note"},
    delimiter=";",
    constants={"sending": "BEL"},
    skip=2,
    footer=1,
    make_id=["sending", "receiving", "kind", "city"],
    values={"Art": {"Kanzlei": "embassy", "Dienst": None}},
    still={"Bis": ["9999-12-31"]},
    marks=["Ville", "Seit"],
    years=["Seit"],
    day_order={"Seit": "day first"},
)
TABLE = (
    "Unsere Vertretungen;;;;;\n\n"
    "Pays;Art;Ville;Seit;Bis;Note\n"
    "Chili;Kanzlei;Santiago¹;01/01/1961;9999-12-31;alt\n"
    "Pérou;Dienst;Lima;03/04/1970 [a];2001;\n"
    "¹ provisoire;;;;;\n"
)


def test_all_that_a_layout_says_of_cells_is_heeded() -> None:
    reading = load(io.StringIO(TABLE), layout=MINE)
    assert (reading.rows.read, reading.rows.typed, reading.rows.quarantined) == (2, 1, 1)
    one = reading.dataset.missions[0]
    assert (one.id, one.sending, one.receiving) == ("BEL-CHL-embassy-santiago", ("BEL",), "CHL")
    assert (one.latest.kind, one.latest.seat, str(one.latest.period)) == (Kind.EMBASSY, "Santiago", "1961/..")
    assert one.latest.note == "alt; Ville: ¹"
    # A word that nobody has settled stays what it is: the row waits, and says why.
    assert [f.origin.raw for f in reading.findings if f.code == "DM105"] == ["Dienst"]


def test_a_mark_is_a_note_at_its_cell_which_is_not_taken_away_by_itself() -> None:
    found = [f for f in check(io.StringIO(TABLE), layout=MINE).findings if f.code == "DM190"]
    assert [(f.origin.line, f.origin.column, f.origin.raw) for f in found] == [
        (4, "Ville", "Santiago¹"),
        (5, "Seit", "03/04/1970 [a]"),
    ]
    assert all(f.fix is not None and not f.fix.safe for f in found)
    assert "footnote-mark" in explain("DM190")


def test_marks_of_a_table_of_relations_go_to_the_note_of_their_own_record() -> None:
    ties = Layout(
        "ties",
        {"party": "A", "with": "B", "since": "Since"},
        table="relations",
        constants={"kind": "diplomatic", "status": "established"},
        marks=["Since", "B"],
        years=["Since"],
    )
    table = io.StringIO("A,B,Since\nFIN,Chile*,1930-01-01\nFIN,Peru,1919-01-01 [b]\nFIN,Mali,1961-03-02\n")
    told = load(table, layout=ties)
    assert [(str(one.period.start), one.note) for one in told.dataset.relations] == [
        ("1930", "B: *"),
        ("1919", "Since: [b]"),
        ("1961-03-02", ""),
    ]
    assert sorted(f.origin.raw for f in told.findings if f.code == "DM190") == ["1919-01-01 [b]", "Chile*"]


def test_rows_that_say_the_same_have_one_id_whatever_their_order() -> None:
    rows = ["Chile,Embassy,Santiago", "Peru,Embassy,Lima", "Peru,Consulate,Lima"]
    plain = Layout(
        "plain",
        {"receiving": "To", "kind": "Kind", "city": "City"},
        constants={"sending": "FIN"},
        make_id=["receiving", "kind", "city"],
    )

    def ids(lines: list[str]) -> set[str]:
        text = "To,Kind,City\n" + "".join(f"{line}\n" for line in lines)
        return {one.id for one in load(io.StringIO(text), layout=plain).dataset.missions}

    assert ids(rows) == ids(rows[::-1]) == {
        "CHL-embassy-santiago", "PER-embassy-lima", "PER-consulate-lima"
    }  # fmt: skip
    assert load(io.StringIO("To,Kind,City\n,,\n"), layout=plain).dataset.quarantine[0].codes == ("DM205",)


def test_a_layout_is_written_and_read_back_the_same(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(layout_json(MINE), encoding="utf-8")
    assert read_layout(file) == layout(str(file)) == MINE
    for one in layouts().values():
        file.write_text(layout_json(one), encoding="utf-8")
        assert read_layout(file) == one


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "is no JSON"),
        ("[]", "is a JSON object"),
        ("{}", "has no columns"),
        ('{"columns": {"id": "No"}}', "says nothing of sending, receiving, kind"),
        ('{"columns": {"idd": "No"}}', "no such columns: idd"),
        ('{"columns": {}, "colour": 1}', "a layout has no colour"),
        ('{"columns": 3}', "columns should be an object of headers"),
        (
            '{"columns": {"party": "A", "with": "B"}, "table": "relations", "make_id": ["A"]}',
            "missions alone",
        ),
    ],
)
def test_a_file_that_tells_no_layout_says_why(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=why) as raised:
        layout(str(file))
    assert str(file) in str(raised.value)


def test_a_layout_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"cannot be read"):
        layout(str(tmp_path / "none.json"))


def test_the_evidence_is_kept_in_the_file_and_heeded_by_nobody(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    told = json.loads(layout_json(MINE)) | {"why": {"anything": ["goes", 1]}}
    file.write_text(json.dumps(told), encoding="utf-8")
    with_why, without = (load(io.StringIO(TABLE), layout=one) for one in (str(file), MINE))
    assert with_why.dataset == without.dataset


def test_a_fix_says_what_the_whole_cell_should_hold_also_what_a_layout_takes_off() -> None:
    columns = {"id": "No", "sending": "From", "receiving": "To", "kind": "What"}
    one = Layout("mine", columns, prefixes={"id": "http://x/"})
    reading = load(io.StringIO("No,From,To,What\nhttp://x/ Q1 ,PRK,ESP,embassy\n"), layout=one)
    [found] = reading.findings
    assert (found.origin.raw, found.fix and found.fix.replacement) == ("http://x/ Q1 ", "http://x/Q1")
