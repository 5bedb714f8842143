"""The corpus of rules: a bad folder and a good one for each, which no change of a rule's example changes.

Each folder of tests/files/rules is named by a rule's code. Checking `good` finds nothing at all; checking
`bad` finds what `expected.csv` tells, at the very file, line, column and cell, and nothing else.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplomap.checking.check import check
from diplomap.checking.registry import checks, rules
from diplomap.checking.spell_table import SpellTable
from diplomap.model.findings import Finding
from diplomap.model.rules import Rule
from diplomap.tables.reading import load

CORPUS = Path(__file__).resolve().parents[1] / "files" / "rules"
FOLDERS = sorted(folder for folder in CORPUS.iterdir() if folder.is_dir())
BY_CODE = {rule.code: rule for rule in rules()}


def found(folder: Path, rule: Rule) -> list[Finding]:
    """All findings of a folder, and those of the rule where it is off by default."""
    told = [finding for finding in check(folder).findings if finding.code != rule.code or rule.default]
    if not rule.default:
        table = SpellTable(load(folder).dataset)
        told += [one for asked in checks() if asked.rule == rule for one in asked.findings(table)]
    return told


def places(folder: Path, code: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            finding.code,
            Path(finding.origin.file).name,
            str(finding.origin.line),
            finding.origin.column or "",
            finding.origin.raw or "",
        )
        for finding in found(folder, BY_CODE[code])
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_bad_folder_raises_exactly_its_findings_at_their_cells(folder: Path) -> None:
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as stream:
        expected = [
            (folder.name, told["file"], told["line"], told["column"], told["raw"])
            for told in csv.DictReader(stream)
        ]
    assert len(expected) == 1
    assert places(folder / "bad", folder.name) == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_good_folder_raises_nothing_at_all(folder: Path) -> None:
    assert places(folder / "good", folder.name) == []


# The good folder is the bad one put right, not another thing: it has the same tables. (Of the rules on
# tables that stand there in vain, the good folder lacks one.)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_both_folders_hold_the_same_tables_and_differ(folder: Path) -> None:
    bad, good = (
        {path.name: path.read_bytes() for path in (folder / side).iterdir()} for side in ("bad", "good")
    )
    assert bad != good
    assert good.keys() <= bad.keys() or bad.keys() <= good.keys()


def test_every_rule_of_every_folder_is_known_and_every_rule_with_an_example_has_a_folder() -> None:
    codes = {folder.name for folder in FOLDERS}
    assert codes <= BY_CODE.keys()
    assert {code for code, rule in BY_CODE.items() if rule.example is not None} <= codes
