"""`diplomap check`: where the report goes, in which form, and the counts beside it."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

from diplomap.checking.reports import REPORTS

Table = Callable[..., Path]
WRONG = "m1,ESP,ITA,embasy,,Rome,1977,"


@pytest.mark.parametrize("form", REPORTS)
def test_every_form_can_be_asked_for(run, form: str) -> None:
    ran = run("check", "practice", "--format", form)
    assert ran.status == 1
    assert "DM303" in ran.out


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.html", "<!doctype html>"),
        ("r.sarif", '{"$schema"'),
        ("r.xml", "<?xml"),
        ("r.md", "# Check"),
        ("r.csv", "file,line"),
        ("r.JSON", "{\n"),
        ("r.txt", "practice/missions.csv\n"),
    ],
)
def test_the_ending_of_the_file_names_the_form(run, tmp_path: Path, name: str, begins: str) -> None:
    ran = run("check", "practice", "--output", tmp_path / name)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"diplomap: wrote {tmp_path / name}\n"
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_form_that_is_named_wins_over_the_ending(run, tmp_path: Path) -> None:
    run("check", "practice", "--output", tmp_path / "r.xml", "--format", "json")
    assert json.loads((tmp_path / "r.xml").read_text(encoding="utf-8"))["schema"] == "diplomap/check/1"


def test_the_report_is_never_written_over_a_source(run, table: Table, tmp_path: Path) -> None:
    path = table(WRONG)
    before = path.read_text()
    os.symlink(path, tmp_path / "link.csv")
    for target in (path, tmp_path / "link.csv"):
        ran = run("check", path, "--output", target)
        assert ran.status == 2
        assert "is a source" in ran.err
    assert path.read_text() == before


def test_a_file_that_cannot_be_written_is_told(run, tmp_path: Path) -> None:
    ran = run("check", "practice", "--output", tmp_path / "no" / "r.html")
    assert ran.status == 2
    assert "no such file or directory" in ran.err


def test_counts_follow_the_text_and_stand_beside_what_programs_read(run, tmp_path: Path) -> None:
    text = run("check", "practice", "--statistics").out
    assert text.index("DM303") < text.index("count  severity")
    beside = run("check", "practice", "--statistics", "--format", "junit")
    ElementTree.fromstring(beside.out.encode())
    assert "diplomap: count  severity" in beside.err
    written = run("check", "practice", "--statistics", "--output", tmp_path / "r.sarif")
    assert written.out.startswith("count  severity")
    assert json.loads((tmp_path / "r.sarif").read_text())["version"] == "2.1.0"


def test_a_page_of_several_sources_has_the_rows_of_each(run, table: Table, tmp_path: Path) -> None:
    one, two = table(WRONG, name="one.csv"), table(WRONG.replace("m1", "m2"), name="two.csv")
    run("check", one, two, "--output", tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<h1>Check of 2 files</h1>" in page
    assert "<bdi>m1</bdi>" in page
    assert "<bdi>m2</bdi>" in page
