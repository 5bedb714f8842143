"""The corpus: each rule finds its example's mistake at its cell, and what is right raises nothing.

Rules that are off by default are asked by themselves in tests/unit/test_rule_corpus.py.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplomap.checking.check import Result, check
from diplomap.checking.registry import rules
from diplomap.model.rules import Example, Rule

FILES = Path(__file__).resolve().parents[1] / "files"
HEADER = b"id,sending,receiving,kind,city\n"
ROW = b"a,PRK,ESP,embassy,Madrid\n"
FOREIGN = "operator;jurisdictions;country;city;type;QID\nKenya;{};Belgium;Brussels;embassy;Q1\n"
WITHOUT_EXAMPLE: dict[str, tuple[dict[str, bytes], str, dict[str, bytes], tuple[int, str]]] = {
    # What no table of plain text can show: folders of bytes, the file to check, the same put right.
    "DM001": (
        {"m.csv": HEADER + "a,PRK,PER,embassy,Breña\n".encode("cp1252")},
        "m.csv",
        {"m.csv": HEADER + "a,PRK,PER,embassy,Breña\n".encode()},
        (1, ""),
    ),
    "DM002": (
        {"m.csv": HEADER + ROW.replace(b"Madrid", b"Mad\0rid")},
        "m.csv",
        {"m.csv": HEADER + ROW},
        (2, ""),
    ),
    "DM007": (
        {"missions.csv": HEADER + ROW, "visits.csv": b"visitor,host\n"},
        "",
        {"missions.csv": HEADER + ROW},
        (1, ""),
    ),
    "DM008": (
        {"missions.csv": HEADER + ROW, "datapackage.json": b"{"},
        "",
        {"missions.csv": HEADER + ROW, "datapackage.json": b'{"as_of": "2024-01-30"}'},
        (1, ""),
    ),
    "DM011": (
        {"missions.csv": HEADER + ROW, "quarantine.csv": HEADER + b"b,PRK,ESP,embasy,Madrid\n"},
        "",
        {"missions.csv": HEADER + ROW},
        (1, ""),
    ),
    "DM012": (
        {"missions.csv": HEADER + ROW, "relations.csv": b""},
        "",
        {
            "missions.csv": HEADER + ROW,
            "relations.csv": b"party,with,kind,status\nPRK,ESP,diplomatic,established\n",
        },
        (1, ""),
    ),
    "DM206": (
        {"m.csv": FOREIGN.format("Luxembourg|Netherlands").encode()},
        "m.csv",
        {"m.csv": FOREIGN.format("Luxembourg|Belgium").encode()},
        (2, "jurisdictions"),
    ),
}
PLACES = {
    told["code"]: told
    for path in sorted(FILES.glob("places*.csv"))
    for told in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
}
ON = [rule for rule in rules() if rule.example and rule.default]
# What only a workbook shows has its files in tests/files/rules.
IN_WORKBOOKS = {path.parts[-3] for path in (FILES / "rules").glob("*/bad/*.xlsx")}
# What only a layout brings about is held to cases in tests/unit/test_layout_cells.py.
BY_LAYOUT = {"DM190"}
EXPECTED = list(csv.DictReader((FILES / "bad" / "expected.csv").read_text(encoding="utf-8").splitlines()))


def told(result: Result) -> list[tuple[str, int, str, str]]:
    return [
        (finding.code, finding.origin.line, finding.origin.column or "", finding.origin.raw or "")
        for finding in result.findings
    ]


def checked(folder: Path, files: dict[str, bytes], name: str) -> Result:
    for file, data in files.items():
        (folder / file).write_bytes(data)
    return check(folder / name)


def checked_example(folder: Path, example: Example, side: str) -> Result:
    files = {name: text.encode() for name, text in example.files(side).items()}
    if files.keys() == {"missions.csv"}:
        return checked(folder, {"m.csv": files["missions.csv"]}, "m.csv")
    return checked(folder, files, "")


def test_every_rule_has_an_example_or_a_case_of_its_own() -> None:
    with_example = {rule.code for rule in rules() if rule.example is not None}
    assert {rule.code for rule in rules()} - with_example == WITHOUT_EXAMPLE.keys() | IN_WORKBOOKS | BY_LAYOUT
    assert with_example == PLACES.keys()


@pytest.mark.parametrize("rule", ON, ids=lambda rule: rule.code)
def test_the_bad_example_raises_exactly_its_finding_at_its_cell(rule: Rule, tmp_path: Path) -> None:
    assert rule.example is not None
    place = PLACES[rule.code]
    found = checked_example(tmp_path, rule.example, "bad")
    assert told(found) == [(rule.code, int(place["line"]), place["column"], place["raw"])]
    first = next(iter(rule.example.files("bad")))
    assert found.findings[0].origin.file.endswith(first) or first == "missions.csv"
    assert found.findings[0].severity is rule.severity


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.example], ids=lambda rule: rule.code)
def test_the_good_example_raises_nothing(rule: Rule, tmp_path: Path) -> None:
    assert rule.example is not None
    assert told(checked_example(tmp_path, rule.example, "good")) == []


@pytest.mark.parametrize("code", WITHOUT_EXAMPLE)
def test_what_no_plain_table_shows_is_found_and_put_right(code: str, tmp_path: Path) -> None:
    bad, name, good, (line, column) = WITHOUT_EXAMPLE[code]
    (tmp_path / "bad").mkdir()
    (tmp_path / "good").mkdir()
    assert [one[:3] for one in told(checked(tmp_path / "bad", bad, name))] == [(code, line, column)]
    assert told(checked(tmp_path / "good", good, name)) == []


@pytest.mark.parametrize("path", sorted((FILES / "good").glob("*.csv")), ids=lambda path: path.stem)
def test_what_only_looks_wrong_raises_nothing(path: Path) -> None:
    assert [str(finding) for finding in check(path).findings] == []


@pytest.mark.parametrize("name", sorted({row["file"] for row in EXPECTED}))
def test_what_is_wrong_is_found_at_its_cell_with_its_related_rows(name: str) -> None:
    result = check(FILES / "bad" / f"{name}.csv")
    found = [
        (*one, " ".join(str(origin.line) for origin in finding.related))
        for one, finding in zip(told(result), result.findings, strict=True)
    ]
    assert found == [
        (row["code"], int(row["line"]), row["column"], row["raw"], row["related"])
        for row in EXPECTED
        if row["file"] == name
    ]


def test_no_bad_file_is_left_out() -> None:
    files = {path.stem for path in (FILES / "bad").glob("*.csv")} - {"expected"}
    assert files == {row["file"] for row in EXPECTED}
