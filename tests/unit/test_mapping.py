"""Guessing a layout: what is settled column by column, what is doubtful, what is refused."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from diplomap.checking.check import check
from diplomap.tables.layout_files import layout_json
from diplomap.tables.mapping.column_facts import column_facts
from diplomap.tables.mapping.guess import guess_layout
from diplomap.tables.mapping.guessed import GuessedLayout
from diplomap.tables.reading import load
from diplomap.tables.reading_result import UnreadableError


def guess(*rows: str, table: str | None = None, **constants: str) -> GuessedLayout:
    return guess_layout(io.StringIO("".join(f"{row}\n" for row in rows)), table, constants=constants)


POSTS = ("Chile,Embassy,Santiago", "Peru,Embassy,Lima", "Italy,Embassy,Rome", "Italy,Consulate,Milan")


def test_a_column_of_states_is_the_receivers_where_the_cities_lie_in_it_and_else_the_senders() -> None:
    abroad = guess("Country,Type,City", *POSTS, sending="FIN")
    assert abroad.mapping["receiving"] == "Country"
    here = [row.rsplit(",", 1)[0] + ",Helsinki" for row in POSTS[:3]] + ["Italy,Consulate,Turku"]
    at_home = guess("Country,Type,City", *here)
    assert at_home.mapping["sending"] == "Country"
    assert [(one.ours, one.suggestion) for one in at_home.lacking] == [("receiving", "FIN")]


def test_where_nothing_says_which_side_it_is_that_is_said() -> None:
    found = guess("Country,Type", *(row.rsplit(",", 1)[0] for row in POSTS[:3]))
    assert any("may be sending or receiving" in doubt.told for doubt in found.doubtful)
    assert not found.ok


def test_values_alone_show_what_a_column_of_any_name_is() -> None:
    found = guess("aa,bb,City", *POSTS, sending="FIN")
    assert found.mapping == {"receiving": "aa", "kind": "bb", "city": "City"}


def test_a_name_that_its_values_belie_is_not_followed() -> None:
    found = guess(
        "Country,Type,City,Head of mission,Opened",
        *(f"{row},Ms Smith,soon" for row in POSTS),
        sending="FIN",
    )
    assert "head" not in found.mapping
    assert "opened" not in found.mapping
    assert found.unused == ("Head of mission", "Opened")


def test_two_columns_that_name_the_same_party_are_not_two_sides_and_both_are_told() -> None:
    rows = ["CHL,Chile,Embassy", "PER,Peru,Embassy", "ITA,Italy,Consulate"]
    found = guess("iso3,Country,Type", *rows)
    assert len({"sending", "receiving"} & found.mapping.keys()) == 1
    assert any("iso3" in doubt.told and "Country" in doubt.told for doubt in found.doubtful)


@pytest.mark.parametrize(
    ("ends", "still", "doubt"),
    [
        (["1994-06-29", "2001-05-04", *["2016-12-31"] * 4], ["2016-12-31"], False),
        (["1994-06-29", "9999-12-31", "2001-01-05"], ["9999-12-31"], False),
        (["1994-06-29", *["2021-08-15"] * 5, "2001-01-05"], None, True),
        (["1994-06-29", "2021-08-15", "2001-01-05", "2016-12-31"], None, False),
    ],
)
def test_a_last_day_that_many_rows_share_means_still_so_or_is_asked_about(
    ends: Sequence[str], still: list[str] | None, doubt: bool
) -> None:
    states = ("Chile", "Peru", "Italy", "France", "Spain", "Japan", "Kenya")
    rows = [f"{state},Embassy,1950-03-02,{end}" for state, end in zip(states, ends, strict=False)]
    found = guess("Country,Type,Opened,Closed", *rows, sending="FIN")
    assert found.layout is not None
    told = found.layout.still.get("Closed")
    assert (None if told is None else list(told)) == still
    assert any(one.about == "Closed" for one in found.doubtful) is doubt


def test_na_is_namibia_among_codes_of_two_letters_and_else_a_blank() -> None:
    codes = ["CL", "PE", "IT", "NA", "FR"]
    found = guess("Country,Type", *(f"{code},Embassy" for code in codes), sending="FIN")
    assert found.layout is not None
    assert found.layout.values == {"Country": {"NA": "NAM"}}
    names = ["Chile", "Peru", "Italy", "NA", "France"]
    found = guess("Country,Type", *(f"{name},Embassy" for name in names), sending="FIN")
    assert found.layout is not None
    assert found.layout.missing == {"Country": ("NA",)}


def test_none_as_a_rank_is_a_word_of_ours_and_stays_one() -> None:
    rows = ["Chile,Embassy,Ambassador", "Peru,Embassy,None", "Italy,Embassy,Chargé d'affaires"]
    found = guess("Country,Type,Head", *rows, sending="FIN")
    assert found.layout is not None
    assert found.mapping["head"] == "Head"
    assert "Head" not in found.layout.missing


def test_a_word_for_an_end_that_may_mean_two_things_is_asked_about() -> None:
    rows = ["Chile,Embassy,1994-06-29", "Peru,Embassy,NA", "Italy,Embassy,NA"]
    found = guess("Country,Type,Closed", *rows, sending="FIN")
    assert [doubt.candidates for doubt in found.doubtful if doubt.about == "Closed"] == [("NA",)]


def test_the_order_of_day_and_month_is_settled_by_the_other_column_or_asked_about() -> None:
    rows = ["Chile,Embassy,03/04/1950,25/04/1990", "Peru,Embassy,05/06/1951,"]
    found = guess("Country,Type,Opened,Closed", *rows, sending="FIN")
    assert found.layout is not None
    assert found.layout.day_order == {"Opened": "day first", "Closed": "day first"}
    alone = guess("Country,Type,Opened", *(row.rsplit(",", 1)[0] for row in rows), sending="FIN")
    assert [doubt.candidates for doubt in alone.doubtful if doubt.about == "Opened"] == [
        ("day first", "month first")
    ]


def test_a_kind_that_nobody_knows_is_left_open_in_the_layout_and_said() -> None:
    rows = ["Chile,Embassy", "Peru,Embassy", "Italy,Kontor"]
    found = guess("Country,Type", *rows, sending="FIN")
    assert found.layout is not None
    assert found.layout.values == {"Type": {"Kontor": None}}
    assert any("'Kontor' (1)" in doubt.told for doubt in found.doubtful)


def test_a_column_is_added_to_the_id_where_rows_would_be_one_and_else_that_is_said() -> None:
    rows = ["Chile,Embassy,Santiago,First Street 1", "Chile,Embassy,Santiago,Second Street 2"]
    found = guess("Country,Type,City,Address", *rows, sending="FIN")
    assert found.layout is not None
    assert found.layout.make_id == ("sending", "receiving", "kind", "city", "Address")
    found = guess("Country,Type,City", *(row.rsplit(",", 1)[0] for row in rows), sending="FIN")
    assert any("1 of 2 rows repeat another" in doubt.told for doubt in found.doubtful)


def test_relations_are_told_from_missions_and_what_is_usual_is_only_suggested() -> None:
    rows = ["Chile,Peru,1950-03-02", "Chile,Italy,1864-06-28", "Peru,Italy,1863-11-03"]
    found = guess("Country,Partner,Date of establishment", *rows)
    assert found.table == "relations"
    assert [(one.ours, one.suggestion) for one in found.lacking] == [
        ("kind", "diplomatic"),
        ("status", "established"),
    ]
    found = guess(
        "Country,Partner,Date of establishment",
        *rows,
        table="relations",
        kind="diplomatic",
        status="established",
    )
    assert found.ok
    text = "".join(f"{row}\n" for row in ("Country,Partner,Date of establishment", *rows))
    reading = load(io.StringIO(text), layout=found.layout)
    assert len(reading.dataset.relations) == 3


@pytest.mark.parametrize(
    "rows",
    [
        ["stateabb,ccode,statenme,styear", "USA,2,United States of America,1816", "CAN,20,Canada,1920"],
        ["colour,size", "red,3", "blue,4"],
        ["Country,Population", "Chile,19000000", "Peru,33000000", "Italy,59000000"],
    ],
)
def test_what_is_no_such_table_is_refused_with_the_reason(rows: list[str]) -> None:
    found = guess(*rows)
    assert found.layout is None
    assert "no table of missions or relations" in found.refused
    assert not found.ok


def test_kinds_and_the_sender_are_found_in_the_names_of_missions() -> None:
    rows = [
        "France,British Embassy Paris,+33 1 44 00 31 00",
        "France,British Consulate General Marseille,+33 4 91 00 72 10",
        "India,British High Commission New Delhi,+91 11 2419 0000",
        "India,British Deputy High Commission Chennai,+91 44 4219 0000",
    ]
    head = "Country,Embassy/Consulate,Phone"
    asked = guess(head, *rows)
    assert [(one.ours, one.suggestion) for one in asked.lacking] == [("sending", "GBR")]
    found = guess(head, *rows, sending="GBR")
    assert found.ok
    assert found.layout is not None
    assert found.layout.kind_in_name == ("Embassy/Consulate",)
    text = "".join(f"{row}\n" for row in (head, *rows))
    kinds = [str(one.latest.kind) for one in load(io.StringIO(text), layout=found.layout).dataset.missions]
    assert kinds == ["embassy", "consulate_general", "high_commission", "assistant_high_commission"]


def test_a_host_is_taken_for_the_receiver_where_there_is_no_other_and_that_is_said() -> None:
    rows = ["Australia,China,Beijing,Embassy", "Japan,Italy,Rome,Embassy", "Japan,Peru,Lima,Embassy"]
    found = guess("sender,host,city,post_type", *rows)
    assert found.mapping == {"sending": "sender", "receiving": "host", "city": "city", "kind": "post_type"}
    assert [doubt.candidates for doubt in found.doubtful] == [("receiving", "host")]


def test_wrong_use_is_said() -> None:
    with pytest.raises(ValueError, match="no party is surely called 'Atlantis'"):
        guess("Country,Type", "Chile,Embassy", sending="Atlantis")
    with pytest.raises(ValueError, match="no such column"):
        guess("Country,Type", "Chile,Embassy", colour="red")
    with pytest.raises(ValueError, match="there is no table 'posts'"):
        guess("Country,Type", "Chile,Embassy", table="posts")
    with pytest.raises(UnreadableError):
        guess_layout(io.StringIO(""))


def test_a_huge_column_is_looked_at_by_a_sample_that_is_the_same_each_time() -> None:
    texts = [f"text {number}" for number in range(5000)] + ["Chile"] * 5000
    one, two = column_facts("x", texts), column_facts("x", texts)
    assert one == two
    assert one.sampled == 300
    assert one.distinct == 5001


def test_a_workbook_with_a_title_above_its_header_is_mapped_and_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ("Embassies of Finland",),
        (),
        ("Country", "City", "Type", "Opened"),
        ("Chile", "Santiago", "Embassy", date(1990, 3, 4)),
        ("Italy", "Rome", "Embassy", date(1950, 2, 1)),
        ("Japan", "Tokyo", "Embasy", date(1952, 4, 5)),
        ("Source: the ministry",),
    ):
        sheet.append(row)
    file, kept = tmp_path / "missions-table.xlsx", tmp_path / "layout.json"
    book.save(file)
    found = guess_layout(file)
    assert found.layout is not None
    assert (found.layout.skip, found.layout.footer, found.rows) == (2, 1, 3)
    assert [(one.ours, one.suggestion) for one in found.lacking] == [("sending", "FIN")]
    layout = guess_layout(file, constants={"sending": "FIN"}).layout
    assert layout is not None
    kept.write_text(layout_json(layout), encoding="utf-8")
    result = check(file, layout=str(kept))
    assert [one.id for one in result.dataset.missions] == ["FIN-CHL-embassy-santiago", "FIN-ITA-embassy-rome"]
    wrong = next(one for one in result.findings if one.code == "DM105")
    assert (wrong.origin.line, wrong.origin.column, wrong.origin.raw) == (6, "Type", "Embasy")
