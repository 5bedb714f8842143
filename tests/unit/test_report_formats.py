"""The other forms of a report: GitHub's annotations, JUnit, Markdown, counts by rule, and visible text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.checking.check import Result, check
from diplomap.checking.reports import ENDINGS, REPORTS, report, severity_totals, statistics, statistics_text
from diplomap.checking.reports.visible import visible
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Fix, Severity
from diplomap.tables.reading_result import RowCounts
from diplomap.values.origins import Origin

HEAD = "id,sending,receiving,kind,status,city,opened,closed,note\n"
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def of(*findings: Finding, files: tuple[str, ...] = ()) -> Result:
    return Result(Dataset(), findings, files=files)


def one(text: str) -> Finding:
    return Finding("DM105", Severity.ERROR, text, Origin(text, 2, text, text), Fix(text), (Origin(text, 3),))


def test_every_form_is_asked_for_by_its_name_or_refused() -> None:
    result = check("practice")
    for name in REPORTS:
        assert "DM303" in result.report(name)
        assert report([result, result], name)
    assert set(ENDINGS.values()) < set(REPORTS)
    with pytest.raises(ValueError, match="no report is called 'pdf'; there are text, json"):
        result.report("pdf")


def test_several_results_are_one_report_with_the_rows_of_each(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(HEAD + f"{name}1,ESP,ITA,embasy,,Rome,1977,,\n")
    results = [check(tmp_path / "a.csv"), check(tmp_path / "b.csv")]
    text = report(results, "html")
    assert "<bdi>a1</bdi>" in text
    assert "<bdi>b1</bdi>" in text
    assert report(results, "csv").count("DM105") == 2


def test_annotations_tell_the_cell_and_escape_what_would_end_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.csv").write_text(HEAD + 'm1,ESP,ITA,"100%\n::error::x",,Rome,1977,,\n')
    [line, total] = check("m.csv").report("github").splitlines()
    found = COMMAND.fullmatch(line)
    assert found is not None
    assert found[1] == "error"
    assert found[2].startswith("file=m.csv,line=2,col=12")
    assert found[2].endswith("title=DM105 unknown-kind")
    assert "100%25" in found[3]
    assert total == "diplomap check: 1 error"


# Whatever stands in a message, a file's name or a fix, there is one command a finding and no text ends it.
@settings(max_examples=60)
@given(st.text(max_size=30))
def test_no_text_makes_a_command_of_its_own(text: str) -> None:
    lines = report(of(one(text), one("x")), "github").split("\n")
    assert len(lines) == 4
    for line in lines[:2]:
        found = COMMAND.fullmatch(line)
        assert found is not None
        names = [part.partition("=")[0] for part in found[2].split(",")]
        assert names in (["file", "line", "title"], ["title"])


# Every form tells every finding whatever its texts hold; those for readers can be written in UTF-8.
@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=()), max_size=20), st.sampled_from([*REPORTS]))
def test_every_form_takes_any_text(text: str, form: str) -> None:
    told = report(of(one(text), one("plain")), form)
    assert "DM105" in told
    assert "plain" in told
    if form not in ("csv", "json", "jsonl"):
        told.encode("utf-8")


def test_junit_has_a_suite_a_file_and_a_case_a_rule() -> None:
    found = [
        Finding("DM105", Severity.ERROR, "a", Origin("a.csv", 2, "kind", "x")),
        Finding("DM105", Severity.ERROR, "b", Origin("a.csv", 3, "kind", "y")),
        Finding("DM120", Severity.NOTE, "c", Origin("a.csv", 3, "city", " z")),
    ]
    root = ElementTree.fromstring(of(*found, files=("a.csv", "b.csv")).report("junit").encode())
    assert root.attrib == {"name": "diplomap check", "tests": "3", "failures": "2", "errors": "0"}
    first, second = root
    assert [(case.get("name"), case.get("line")) for case in first] == [
        ("DM105 unknown-kind", "2"),
        ("DM120 spaces-around", "3"),
    ]
    failure = first[0][0]
    assert failure.get("type") == "error"
    assert failure.get("message") == "2 errors; the first: a"
    assert (failure.text or "").strip().splitlines()[1] == "a.csv:3, column kind: 'y': error DM105: b"
    assert [(case.get("name"), len(case)) for case in second] == [("nothing found", 0)]


# XML has no place for control characters and halves of surrogate pairs; a parser reads whatever a cell holds.
@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_text_makes_xml_that_can_be_parsed(text: str) -> None:
    root = ElementTree.fromstring(report(of(one(text), one("]]>\x00\x1b")), "junit").encode())
    shown = [case.text or "" for case in root.iter("failure")]
    assert visible(text) in shown[0]
    assert "]]>␀␛" in "".join(shown)


def test_markdown_shows_the_first_of_each_rule_and_counts_the_rest() -> None:
    found = [
        Finding("DM105", Severity.ERROR, f"wrong {n}", Origin("m.csv", n, "kind", "x")) for n in range(2, 40)
    ]
    text = of(*found).report("markdown")
    assert "# Check: 38 errors" in text
    assert "| 38 | error | DM105 unknown-kind | m.csv:2, column kind |" in text
    assert text.count("| wrong ") == 10
    assert "The first 10 are shown; 28 more are not." in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("`x` **y** _z_", r"\`x\` \*\*y\*\* \_z\_"),
        ("<b>", r"\<b\>"),
        ("@team #1", "@<!-- -->team #<!-- -->1"),
        ("[a](b)", r"\[a\](b)"),
        ("https://a.b www.c.d", r"https\://a.b www\.c.d"),
        ("two\nlines", "two↵lines"),
        ("&lt;", r"\&lt;"),
    ],
)
def test_markdown_in_a_cell_is_text(text: str, shown: str) -> None:
    rows = [line for line in of(one(text)).report("markdown").splitlines() if line.startswith("| ")]
    assert rows[-1].split(" | ")[1:3] == [shown, shown]


def test_counts_name_the_worst_first_and_the_first_place() -> None:
    found = [
        Finding("DM120", Severity.NOTE, "", Origin("a.csv", 2, "city", " x"), Fix("x")),
        Finding("DM302", Severity.WARNING, "", Origin("a.csv", 3)),
        Finding("DM302", Severity.WARNING, "", Origin("b.csv", 4), Fix("x", safe=False)),
        Finding("DM105", Severity.ERROR, "", Origin("b.csv", 5, "kind", "x")),
    ]
    result = of(*found)
    counted = statistics(result)
    assert [(one.code, one.count, one.files, one.mendable) for one in counted] == [
        ("DM105", 1, 1, 0),
        ("DM302", 2, 2, 0),
        ("DM120", 1, 1, 1),
    ]
    assert [*severity_totals(found).values()] == [1, 2, 1]
    lines = statistics_text(result).splitlines()
    assert lines[0].split() == ["count", "severity", "rule", "first", "at"]
    assert lines[2] == "    2  warning   DM302 row-twice      a.csv:3"
    assert lines[-1] == "1 error, 2 warnings, 1 note by 3 rules; 1 with a safe fix"


def test_counts_of_the_practice_table_add_up() -> None:
    result = check("practice")
    assert sum(one.count for one in statistics(result)) == len(result.findings)
    assert sum(severity_totals(result.findings).values()) == len(result.findings)


def test_a_rule_told_with_two_severities_is_counted_as_two() -> None:
    found = [Finding("X", severity, "", Origin("a.csv", 2)) for severity in (Severity.NOTE, Severity.ERROR)]
    assert [(one.severity, one.count) for one in statistics(of(*found))] == [
        (Severity.ERROR, 1),
        (Severity.NOTE, 1),
    ]


# A visible text stands on one line, every letter of it can be seen, and what could be seen is as it was.
@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_a_visible_text_hides_and_steers_nothing(text: str) -> None:
    shown = visible(text)
    assert all(letter.isprintable() or letter in "\u200c\u200d" for letter in shown)
    assert [letter for letter in text if letter.isprintable()] == [
        letter for letter in re.sub(r"<U\+[0-9A-F]+>", "", shown) if letter in text and letter.isprintable()
    ] or "<" in text


def test_reports_of_many_findings_keep_their_size_where_people_read_them() -> None:
    many = tuple(
        Finding("DM105", Severity.ERROR, f"wrong {n}", Origin("m.csv", n, "kind", "x"))
        for n in range(2, 50_002)
    )
    result = Result(Dataset(), many, RowCounts(50_000, 0, 50_000), files=("m.csv",))
    assert len(result.report("html")) < 400_000
    assert len(result.report("markdown")) < 10_000
    assert "200 of 50,000 are shown here." in result.report("html")
    assert result.report("jsonl").count("\n") == 50_000
