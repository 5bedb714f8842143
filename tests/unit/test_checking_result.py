"""What `check` gives back: order, counts, quarantine, JSON; datasets checked without a table."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import attrs
import pytest

from diplomap.checking.check import check, sorted_findings
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.tables.reading_result import UnreadableError
from diplomap.values.dates import PartialDate
from diplomap.values.origins import Origin
from diplomap.values.periods import OPEN, End, Period

TABLE = """id,sending,receiving,kind,city,opened
m1,ESP,POL,embassy,Warsaw,1977
m1,ESP,POL,embassy,"War
saw",1977
m2,ESP,ITA,embasy,Rome,1977
m3,ESP,FRA,embassy,Paris,1850
"""


def spell(start: str | None, end: str | End = OPEN, kind: Kind = Kind.EMBASSY, seat: str = "") -> Spell:
    return Spell(
        kind,
        seat=seat,
        period=Period(
            PartialDate.parse(start) if start else None,
            end if isinstance(end, End) else PartialDate.parse(end),
        ),
    )


def codes(dataset: Dataset) -> list[tuple[str, int, str | None]]:
    return [(f.code, f.origin.line, f.origin.column) for f in check(dataset).findings]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "missions.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_findings_are_told_in_the_order_of_the_table_at_physical_lines(table: Path) -> None:
    result = check(table)
    assert [(f.code, f.origin.line, f.origin.column) for f in result.findings] == [
        ("DM303", 3, "id"),
        ("DM105", 5, "kind"),
    ]
    assert not result.ok
    assert (result.rows.read, result.rows.typed, result.rows.quarantined) == (4, 3, 1)
    assert [held.text for held in result.quarantine] == ["m2,ESP,ITA,embasy,Rome,1977"]


def test_the_json_says_all_there_is_to_a_finding(table: Path) -> None:
    told = json.loads(json.dumps(check(table).to_dict()))
    assert told.keys() == {
        "schema",
        "findings",
        "suppressed",
        "baseline",
        "rows",
        "tables",
        "files",
        "layout",
    }
    assert told["schema"] == "diplomap/check/1"
    assert told["rows"] == {"read": 4, "typed": 3, "quarantined": 1}
    assert told["layout"] == "diplomap"
    overlap, kind = told["findings"]
    assert (overlap["code"], overlap["severity"], overlap["fix"]) == ("DM303", "error", None)
    assert (overlap["line"], overlap["column"], overlap["raw"]) == (3, "id", "m1")
    assert overlap["file"].endswith("missions.csv")
    assert [(one["line"], one["column"], one["raw"]) for one in overlap["related"]] == [(2, "id", "m1")]
    assert kind["fix"] is None or kind["fix"].keys() == {"replacement", "safe"}


def test_a_checked_dataset_tells_why_rows_are_in_quarantine(table: Path) -> None:
    result = check(check(table).dataset)
    assert [(f.code, f.origin.line, f.origin.column) for f in result.findings] == [
        ("DM303", 3, "id"),
        ("DM105", 5, None),
    ]
    assert result.rows == check(table).rows
    assert result.findings[1].message == "this row could not be typed: unknown kind"
    bare = attrs.evolve(result.quarantine[0], row=None)
    (finding,) = check(Dataset(quarantine=(bare,))).findings
    assert (finding.code, finding.origin.raw) == ("DM105", "m2,ESP,ITA,embasy,Rome,1977")


def test_what_is_no_table_is_misuse_and_no_finding(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        check(tmp_path / "missing.csv")
    with pytest.raises(ValueError, match="layout"):
        check("practice", layout="nobody's")


def test_findings_of_several_files_keep_the_order_of_the_files() -> None:
    made = [
        Finding(code, Severity.NOTE, "", Origin(file, line, column))
        for file, line, column, code in [
            ("b", 1, None, "A"),
            ("a", 2, "x", "B"),
            ("a", 2, "x", "A"),
            ("a", 2, None, "C"),
            ("a", 1, "z", "D"),
        ]
    ]
    assert [f.code for f in sorted_findings(made)] == ["D", "C", "A", "B", "A"]
    assert [f.code for f in sorted_findings(made, ("b", "a"))] == ["A", "D", "C", "A", "B"]


def test_missions_made_by_hand_are_checked_like_those_of_a_table() -> None:
    one = Mission("m1", ("SWE",), "VNM", (spell("1970", "1990"), spell("1985")))
    assert codes(Dataset([one])) == [("DM303", 2, "opened")]
    twice = [Mission("m1", ("SWE",), "VNM", (spell("1970", "1990"),)) for _ in range(2)]
    assert codes(Dataset(twice)) == [("DM302", 2, None)]
    torn = [Mission("m1", ("SWE",), to, (spell("1970"),)) for to in ("VNM", "THA")]
    assert codes(Dataset(torn)) == [("DM301", 2, "id")]


def test_an_accreditation_is_told_once_for_the_whole_mission() -> None:
    spells = (spell("1970", "1990"), spell("1990"))
    made = Mission("m1", ("SWE",), "VNM", spells, (Accreditation("LAO"), Accreditation("SWE")))
    assert codes(Dataset([made])) == [("DM405", 1, "accredited_to")]
    again = Mission("m1", ("SWE",), "VNM", (spell("1970"), spell("1970")), (Accreditation("LAO"),))
    assert codes(Dataset([again])) == [("DM302", 2, None)]


def test_the_day_of_the_edition_decides_what_is_still_there() -> None:
    made = [Mission("m1", ("DDR",), "CUB", (spell("1963"),))]
    days = ["1985-01-01", "1990-10-03", "1990-10-04"]
    found = [codes(Dataset(made, as_of=date.fromisoformat(day))) for day in days]
    assert found == [[], [], [("DM402", 1, "sending")]]


def test_a_second_embassy_that_opens_after_the_day_of_the_edition_is_not_there_yet() -> None:
    made = [Mission(name, ("NLD",), "GHA", (spell(since),)) for name, since in (("a", "1960"), ("b", "2030"))]
    assert codes(Dataset(made, as_of=date(2024, 1, 1))) == [("DM923", 2, "opened")]
    assert codes(Dataset(made, as_of=date(2031, 1, 1))) == [("DM403", 2, "kind")]


def test_many_rows_of_one_mission_cost_no_more_than_their_number() -> None:
    # Forty thousand spells that touch: compared pair by pair they would take minutes.
    first = date(1900, 1, 1).toordinal()
    days = [PartialDate.of(date.fromordinal(first + n)) for n in range(40_001)]
    spells = tuple(Spell(Kind.EMBASSY, period=Period(days[n], days[n + 1])) for n in range(40_000))
    assert codes(Dataset([Mission("m1", ("SWE",), "DNK", spells)])) == []


def test_the_later_row_is_the_later_one_of_the_table_however_its_missions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "missions.csv"
    path.write_text(
        "id,sending,receiving,kind,opened,closed\nm1,NLD,GHA,embassy,1960,1970\n"
        "m2,NLD,GHA,embassy,1980,\nm1,NLD,GHA,embassy,1990,\n",
        encoding="utf-8",
    )
    dataset = check(path).dataset
    assert codes(dataset) == codes(Dataset([*dataset.missions])) == [("DM403", 4, "kind")]
