"""Layouts of other people's tables of relations: constants, joined dates, several rows, panels by year."""

from __future__ import annotations

import io
from datetime import date

import pytest

import diplomap as dm
from diplomap.tables.layouts import Layout, layouts
from diplomap.tables.layouts import check_layout as checked
from diplomap.tables.reading_result import Reading, RowCounts

COLUMNS = {"party": ["who"], "with": ["whom"]}
CONSTANTS = {"kind": "diplomatic", "status": "established"}


def read(layout: Layout, text: str) -> Reading:
    return dm.load(io.StringIO(text), layout=layout)


def test_every_bundled_layout_says_enough_and_nothing_strange() -> None:
    for one in layouts().values():
        checked(one)


def test_a_date_in_three_columns_is_one() -> None:
    layout = Layout(
        "x", COLUMNS, table="relations", constants=CONSTANTS, joined={"since": ("y", "m", "d")},
        missing={"m": ["NA"], "d": ["NA"]},
    )  # fmt: skip
    reading = read(
        layout,
        "who,whom,y,m,d\nPRK,ESP,2001,2,7\nPRK,ITA,2000,NA,NA\nPRK,GBR,2000,12,NA\nPRK,FRA,,5,3\nPRK,DEU,2001,2,30\n",
    )
    assert [str(one.period.start or "") for one in reading.dataset.relations] == [
        "2001-02-07", "2000", "2000-12", "",
    ]  # fmt: skip
    assert [(f.code, f.origin.line, f.origin.column) for f in reading.findings] == [("DM112", 6, "y")]


def test_words_for_a_blank_cell_count_only_under_their_header() -> None:
    layout = Layout(
        "x", {**COLUMNS, "since": ["when"]}, table="relations", constants=CONSTANTS, missing={"when": ["NA"]}
    )
    reading = read(layout, "who,whom,when\nPRK,NA,NA\nPRK,NAM,NA\n")
    assert [(f.code, f.origin.line, f.origin.raw) for f in reading.findings] == [("DM103", 2, "NA")]
    assert reading.dataset.relations[0].period.start is None


def test_a_record_becomes_several_rows_or_goes_to_quarantine_as_one() -> None:
    text = "south_north,iso3c,year,diplomatic_ties,date,cut_date,reestablish_date\n"
    good = "North Korea,CHL,2024,1,1972,1973,1992\nNorth Korea,CHL,2025,1,1972,1973,1992\n"
    bad = "North Korea,URY,2024,0,1966,1965,NA\nNorth Korea,URY,2025,0,1966,1965,NA\n"
    reading = dm.load(io.StringIO(text + good + bad))
    assert reading.layout == "korea-ties"
    assert [(one.status.value, str(one.period)) for one in reading.dataset.relations] == [
        ("established", "1972/1973"),
        ("severed", "1973/1992"),
        ("restored", "1992/.."),
    ]
    assert reading.tables["relations"] == RowCounts(4, 1, 1, 2)
    assert [(f.code, f.origin.line, f.origin.column) for f in reading.findings] == [("DM221", 4, "cut_date")]
    assert "(and 1 more rows that say the same)" in reading.findings[0].message
    assert [held.text for held in reading.dataset.quarantine] == [bad.splitlines()[0]]


def test_a_pair_without_a_date_has_had_no_relations_in_the_years_it_is_listed() -> None:
    text = "south_north,iso3c,year,diplomatic_ties,date,cut_date,reestablish_date,updated_at\n"
    rows = "".join(f"North Korea,NAM,{year},0,NA,NA,NA,2025-06-16\n" for year in (1988, 1989))
    rows += "".join(f"North Korea,NAM,{year},1,1990,NA,NA,2025-06-16\n" for year in (1990, 1991))
    reading = dm.load(io.StringIO(text + rows))
    never, established = reading.dataset.relations
    assert (never.status.value, str(never.period)) == ("never", "1988/1990")
    assert (established.status.value, str(established.period)) == ("established", "1990/..")
    assert dict(never.extra)["year"] == "1988..1989"
    assert reading.dataset.as_of == date(2025, 6, 16)


def test_relations_said_to_be_suspended_are_so_and_the_cell_is_kept() -> None:
    text = "state,n,partner,partner_cell,date_raw\n"
    reading = dm.load(
        io.StringIO(
            text + "Kosovo,1,Nauru,{{Flag|Nauru}} (suspended),23 April 2008\n"
            "Ghana,2,Syria,{{Flag|Syria}},Unknown{{fact|date=July 2025}}\n"
            "Ghana,3,Togo,{{Flag|Togo}},Unknown (before December 2002)\n"
        )
    )
    first, second, syria, togo = reading.dataset.relations
    assert (first.status.value, str(first.period)) == ("established", "2008-04-23/")
    assert (second.status.value, str(second.period)) == ("suspended", "/..")
    assert dict(second.extra)["partner_cell"] == "{{Flag|Nauru}} (suspended)"
    assert (syria.period.start, syria.note) == (None, "Unknown{{fact|date=July 2025}}")
    assert (str(togo.period.start), togo.note) == ("..2002-11", "")


def test_a_foreign_column_named_like_one_of_ours_is_kept_under_another_name() -> None:
    reading = read(
        Layout("x", COLUMNS, table="relations", constants=CONSTANTS), "who,whom,status\nPRK,ESP,odd\n"
    )
    assert reading.dataset.relations[0].extra == (("status (foreign)", "odd"),)


def test_a_layout_of_missions_may_tell_constants() -> None:
    columns = {"id": ["no"], "sending": ["from"], "receiving": ["to"], "opened": ["since"]}
    layout = Layout("x", columns, constants={"kind": "embassy"}, missing={"since": ["NA"]})
    reading = read(layout, "no,from,to,since\n1,ITA,ESP,NA\n2,ITA,ITA,1990\n")
    assert [(one.latest.kind, one.latest.period.start) for one in reading.dataset.missions] == [
        (dm.Kind.EMBASSY, None)
    ]
    assert [(f.code, f.origin.column) for f in reading.findings] == [("DM202", "to")]


@pytest.mark.parametrize(
    ("made", "why"),
    [
        ({"columns": COLUMNS, "table": "visits"}, "there is no table 'visits'"),
        ({"columns": COLUMNS, "table": "relations"}, "says nothing of kind, status"),
        ({"columns": {**COLUMNS, "colour": ["c"]}, "table": "relations"}, "no such columns: colour"),
        ({"columns": COLUMNS, "panel": {"year": "year"}}, "no such columns"),
        (
            {"columns": {k: [k] for k in ("id", "sending", "receiving", "kind")}, "panel": {"year": "y"}},
            "joined, rows, panel and notes are for tables of records",
        ),
    ],
)
def test_a_layout_that_makes_no_sense_is_refused(made: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dm.register_layout({"name": "x", **made})
