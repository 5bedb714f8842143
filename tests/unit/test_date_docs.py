"""The tables of the page on dates say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diplomap.values.dates import PartialDate
from diplomap.values.reading_dates import read_date

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "dates.md"


def rows(heading: str) -> list[tuple[list[str], list[str]]]:
    """The code of the first column of a table, and the cells of the others."""
    section = PAGE.read_text(encoding="utf-8").split(heading, 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]
    found = []
    for line in section.splitlines():
        if line.startswith("| "):
            cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            found.append((re.findall("`([^`]+)`", cells[0]), cells[1:]))
    return found[1:]


def test_the_notation() -> None:
    table = rows("## The notation")
    assert len(table) == 7
    for (text,), (_, first, last) in table:
        value = PartialDate.parse(text)
        assert (str(value.earliest or "open"), str(value.latest or "open")) == (first, last)


def test_what_is_read() -> None:
    table = rows("### What is read, and how")
    assert len(table) > 20
    for texts, (told,) in table:
        readings = [read_date(text) for text in texts]
        assert all(reading.ok for reading in readings), texts
        # A row names either one reading for all its texts, or one for each, or says it in words.
        named = [text for text in re.findall("`([^`]+)`", told) if text not in ("?", "~", "%")]
        if len(named) == 1 and "and so on" not in told:
            named *= len(texts)
        if len(named) == len(texts):
            assert [str(reading.value) for reading in readings] == named


@pytest.mark.parametrize(("texts", "cells"), rows("### What is not read"))
def test_what_is_not_read(texts: list[str], cells: list[str]) -> None:
    for text in texts:
        problem = read_date(text).problem
        assert problem is not None
        assert str(problem.fault) == cells[0]
