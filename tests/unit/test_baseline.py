"""A baseline: what is known stays quiet wherever its rows move, what is new is told, what went is counted."""

from __future__ import annotations

import io
import json
from difflib import ndiff
from pathlib import Path

import pytest

from diplomap.checking.baseline import Baseline, BaselineError, read_baseline
from diplomap.checking.check import Result, check

HEAD = "id,sending,receiving,kind,city,opened,closed\n"
WRONG = "a,PRK,ESP,embasy,Madrid,2013,\n"
SPACED = "b,PRK,FRA,embassy, Paris,1990,\n"
FINE = "c,PRK,ITA,embassy,Rome,2000,\n"


def checked(*rows: str) -> Result:
    return check(io.BytesIO((HEAD + "".join(rows)).encode()))


def codes(result: Result) -> list[str]:
    return [one.code for one in result.findings]


def test_what_is_known_is_counted_and_what_is_new_is_told() -> None:
    baseline = Baseline.of(checked(WRONG))
    result = baseline.applied(checked(FINE, SPACED, WRONG))
    assert (codes(result), result.known, result.gone) == (["DM120"], 1, 0)


def test_a_row_that_changed_is_new_and_what_was_known_of_it_is_gone() -> None:
    baseline = Baseline.of(checked(WRONG, SPACED))
    result = baseline.applied(checked(WRONG.replace("2013", "2014"), SPACED))
    assert (codes(result), result.known, result.gone) == (["DM105"], 1, 1)


def test_the_same_mistake_once_more_is_new() -> None:
    twice = checked(WRONG, WRONG)
    assert codes(twice) == ["DM105", "DM105"]
    result = Baseline.of(checked(WRONG)).applied(twice)
    assert (codes(result), result.known, result.gone) == (["DM105"], 1, 0)


def test_the_same_rule_at_another_cell_of_the_row_is_new() -> None:
    one = checked("a,PRK,ESP,embassy, Madrid,,\n")
    other = checked("a,PRK,ESP, embassy,Madrid,,\n")
    assert codes(Baseline.of(one).applied(other)) == ["DM120"]


def test_columns_may_be_added_renamed_and_put_in_another_order() -> None:
    baseline = Baseline.of(checked(WRONG, SPACED))
    text = (
        "Closed,Opened,City,Kind,Receiving,ignore,Sending,ID,phone\n"
        ",2013,Madrid,embasy,ESP,,PRK,a,1\n"
        ",1990, Paris,embassy,FRA,DM120: as printed,PRK,b,2\n"
    )
    moved = check(io.BytesIO(text.encode()))
    assert codes(moved) == ["DM105"]
    result = baseline.applied(moved)
    assert (codes(result), result.known) == ([], 1)


def test_a_cell_in_a_foreign_column_is_known_by_what_it_holds() -> None:
    def told(cell: str) -> Result:
        return check(io.BytesIO(f"id,sending,receiving,kind,ignore\na,PRK,ESP,embassy,{cell}\n".encode()))

    baseline = Baseline.of(told("nonsense"))
    assert codes(baseline.applied(told("nonsense"))) == []
    assert codes(baseline.applied(told("other"))) == ["DM022"]


THREE = [f"m,PRK,ESP,embassy,Madrid,{year},\n" for year in (1980, 1990, 2000)]


def test_where_rows_are_set_against_each_other_it_matters_not_which_is_blamed() -> None:
    baseline = Baseline.of(checked(*THREE))
    assert baseline.known.total() > 1
    for rows in (THREE[::-1], [THREE[1], THREE[2], THREE[0]]):
        result = baseline.applied(checked(*rows))
        assert (codes(result), result.gone) == ([], 0)
    fourth = baseline.applied(checked(*THREE, "m,PRK,ESP,embassy,Madrid,1995,\n"))
    assert fourth.findings


def test_several_sources_share_a_baseline() -> None:
    first, second = checked(WRONG), checked(WRONG, SPACED)
    baseline = Baseline.of(first, second)
    told = baseline.applied_to_each([first, second])
    assert [(codes(one), one.known, one.gone) for one in told] == [([], 1, 0), ([], 2, 0)]
    told = Baseline.of(second).applied_to_each([first, second])
    assert [(codes(one), one.known, one.gone) for one in told] == [([], 1, 0), (["DM105"], 1, 0)]


def test_a_finding_of_no_row_is_known_by_what_it_says() -> None:
    empty = check(io.BytesIO(HEAD.encode()))
    assert codes(empty) == ["DM006"]
    assert codes(Baseline.of(empty).applied(empty)) == []


def test_a_baseline_is_written_in_an_order_of_its_own_and_read_back(tmp_path: Path) -> None:
    rows = [WRONG, SPACED, FINE, *THREE, 'd,PRK,AUT,embassy," Wien, ""Innere Stadt""",,\n']
    made = Baseline.of(checked(*rows))
    path = tmp_path / "baseline.json"
    made.write(path)
    assert read_baseline(path) == made
    assert Baseline.of(checked(*rows)).to_text() == made.to_text()
    without = Baseline.of(checked(*rows[1:])).to_text().splitlines()
    changes = [line[0] for line in ndiff(made.to_text().splitlines(), without) if line[0] in "+-"]
    assert changes == ["-"] * 3, "a finding less is three lines less"
    assert json.loads(made.to_text())["schema"] == "diplomap/baseline/1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "is no baseline"),
        ('{"schema": "diplomap/check/1", "findings": []}', "is no baseline"),
        ('{"schema": "diplomap/baseline/1", "findings": [3]}', "finding 1 should have"),
        (
            '{"schema": "diplomap/baseline/1", "findings": '
            '[{"code": "DM105", "column": "", "count": 0, "rows": ["x"]}]}',
            "finding 1 should have",
        ),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError, match=said):
        read_baseline(path)
