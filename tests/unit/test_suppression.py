"""Findings left aside in the table, by a column that names the rule and gives a reason."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from diplomap.checking.check import Result, check
from diplomap.checking.settings import Settings
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.tables.reading import load
from diplomap.tables.writing import write

HEAD = "id,sending,receiving,kind,city,opened,closed,ignore\n"


def checked(rows: str, head: str = HEAD, settings: Settings | None = None) -> Result:
    return check(io.BytesIO((head + rows).encode()), settings=settings)


def told(result: Result) -> list[tuple[str, int, str | None]]:
    return [(one.code, one.origin.line, one.origin.column) for one in result.findings]


def test_a_finding_with_a_reason_is_kept_apart_with_it() -> None:
    result = checked(
        "a,PRK,ESP,embassy, Madrid,,,DM120: as the register has it\nb,PRK,FRA,embassy, Paris,,,\n"
    )
    assert told(result) == [("DM120", 3, "city")]
    [left] = result.suppressed
    assert (left.finding.code, left.finding.origin.line, left.reason) == (
        "DM120",
        2,
        "as the register has it",
    )


def test_an_error_left_aside_is_no_error_any_more_but_its_row_stays_untyped() -> None:
    result = checked("a,PRK,ESP,embasy,Madrid,,,unknown-kind : asked the ministry\n")
    assert result.ok
    assert [one.reason for one in result.suppressed] == ["asked the ministry"]
    assert result.rows.quarantined == 1


def test_several_are_parted_by_a_bar_and_each_needs_its_own_reason() -> None:
    rows = "a,PRK,ESP,embassy, Madrid,3 May 2019,,DM120: old print | DM117\n"
    assert told(checked(rows)) == [("DM021", 2, "ignore"), ("DM117", 2, "opened")]
    rows = rows.replace("DM117", "DM117: so in the gazette; twice")
    result = checked(rows)
    assert told(result) == []
    assert {one.reason for one in result.suppressed} == {"old print", "so in the gazette; twice"}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("DM120: nothing there", "DM023"),
        ("DM9999: no rule", "DM022"),
        (": no rule at all", "DM022"),
        ("as the register has it", "DM022"),
        ("DM120:", "DM021"),
        ("dm120", "DM021"),
    ],
)
def test_a_cell_that_leaves_nothing_aside_is_itself_a_finding(cell: str, code: str) -> None:
    assert told(checked(f"a,PRK,ESP,embassy,Madrid,,,{cell}\n")) == [(code, 2, "ignore")]


@pytest.mark.parametrize("cell", ["", "  ", "|", " | "])
def test_a_blank_cell_says_nothing(cell: str) -> None:
    assert told(checked(f"a,PRK,ESP,embassy,Madrid,,,{cell}\n")) == []


def test_a_rule_that_is_not_asked_is_not_said_to_find_nothing() -> None:
    rows = "a,PRK,ESP,embassy,Madrid,,,DM120: as the register has it\n"
    assert told(checked(rows, settings=Settings(ignore="DM120"))) == []
    assert told(checked(rows, settings=Settings(ignore="DM023"))) == []


def test_the_column_s_name_is_a_setting_and_blank_there_is_none() -> None:
    rows = "a,PRK,ESP,embassy, Madrid,,,DM120: as the register has it\n"
    other = HEAD.replace("ignore", "Passed Over")
    assert told(checked(rows, other)) == [("DM120", 2, "city")]
    assert told(checked(rows, other, Settings(suppress_column="passed_over"))) == []
    assert told(checked(rows, settings=Settings(suppress_column=""))) == [("DM120", 2, "city")]


def test_a_row_is_meant_wherever_its_cells_stand() -> None:
    rows = 'a,PRK,ESP,embassy,"Ma\ndrid", 2013,,DM120: spaces\n'
    assert told(checked(rows)) == []
    rows = 'a,PRK,ESP,embassy,"Ma\ndrid",2013,,DM120\n'
    [wrong] = checked(rows).findings
    assert (wrong.code, wrong.origin.line, wrong.origin.record_line) == ("DM021", 3, 2)


def test_tables_of_records_have_the_column_too(tmp_path: Path) -> None:
    (tmp_path / "relations.csv").write_text(
        "party,with,kind,status,since,until,ignore\n"
        "PRK,ESP,diplomatic,established,n.d.,,DM124: nobody knows\n"
        "PRK,FRA,diplomatik,established,,,DM121: so in the source\n"
        "PRK,ITA,diplomatic,established,2000,,DM124\n",
        encoding="utf-8",
    )
    result = check(tmp_path / "relations.csv")
    assert told(result) == [("DM021", 4, "ignore")]
    assert sorted(one.finding.code for one in result.suppressed) == ["DM121", "DM124"]


def test_accreditations_have_the_column_too(tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_text("id,sending,receiving,kind\na,ITA,ESP,embassy\n", encoding="utf-8")
    (tmp_path / "accreditations.csv").write_text(
        "mission,to,since,ignore\na, AND,1994,DM120: so typed\n", encoding="utf-8"
    )
    result = check(tmp_path)
    assert told(result) == []
    assert [one.reason for one in result.suppressed] == ["so typed"]


def test_rows_that_share_a_line_are_told_apart(tmp_path: Path) -> None:
    row = {"sending": "PRK", "receiving": "ESP", "kind": "embassy", "city": " Madrid"}
    rows = [{"id": "a", **row, "ignore": "DM120: as printed"}, {"id": "b", **row, "receiving": "FRA"}]
    (tmp_path / "missions.json").write_text(json.dumps(rows), encoding="utf-8")
    result = check(tmp_path / "missions.json")
    assert [(one.code, one.origin.cell) for one in result.findings] == [("DM120", "[1].city")]
    assert [(one.finding.origin.cell, one.reason) for one in result.suppressed] == [
        ("[0].city", "as printed")
    ]
    given = check(rows)
    assert [one.code for one in given.findings] == ["DM120"]
    assert [one.reason for one in given.suppressed] == ["as printed"]


def test_a_dataset_that_was_read_and_one_made_by_a_program_are_heeded_alike() -> None:
    rows = "a,PRK,ESP,embassy,Madrid,,,DM302: twice\na,PRK,ESP,embassy,Madrid,,,DM302: twice\n"
    read = load(io.BytesIO((HEAD + rows).encode())).dataset
    whole = check(read)
    assert [one.finding.code for one in whole.suppressed] == ["DM302"]
    objects = check(Dataset([*read.missions], quarantine=read.quarantine))
    assert objects.suppressed == whole.suppressed
    assert objects.findings == whole.findings
    spell = Spell(Kind.EMBASSY, seat="Madrid", extra=(("ignore", "DM302: twice"),))
    made = check(Dataset([Mission("a", ("PRK",), "ESP", (spell, spell))]))
    assert [(one.finding.code, one.reason) for one in made.suppressed] == [("DM302", "twice")]
    assert [one.code for one in made.findings] == ["DM023"]


def test_the_column_comes_back_when_the_dataset_is_written(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text(
        HEAD + "a,PRK,ESP,embassy, Madrid,,,DM120: as the register has it\n", encoding="utf-8"
    )
    write(load(tmp_path / "old.csv").dataset, tmp_path / "new.csv")
    text = (tmp_path / "new.csv").read_text(encoding="utf-8")
    assert "ignore" in text.splitlines()[0]
    assert "DM120: as the register has it" in text


def test_json_tells_what_is_left_aside() -> None:
    result = checked("a,PRK,ESP,embassy, Madrid,,,DM120: as the register has it\n")
    [left] = result.to_dict()["suppressed"]
    assert left["reason"] == "as the register has it"
    assert left["finding"]["code"] == "DM120"
