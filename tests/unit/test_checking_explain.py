"""Explaining rules, and the page of rules that is written from them."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from diplomap.checking.explain import FAMILIES, explain
from diplomap.checking.registry import rules
from diplomap.model.rules import Rule

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_is_explained_by_code_and_by_name(rule: Rule) -> None:
    told = explain(rule.code)
    assert told == explain(rule.name.upper())
    assert told.startswith(f"{rule.code} {rule.name} (")
    flat = " ".join(told.split())
    for text in (rule.what, rule.why, rule.mend, rule.source):
        assert " ".join(text.split()) in flat


def test_a_family_lists_its_rules_and_every_rule_is_in_one() -> None:
    listed = [line.split()[0] for family in FAMILIES for line in explain(family).splitlines()[2:]]
    assert sorted(listed) == [rule.code for rule in rules()]


@pytest.mark.parametrize(
    ("typed", "near"), [("DM3O3", "DM303"), ("celss", "cells"), ("row-twise", "row-twice")]
)
def test_an_unknown_code_names_those_near_it(typed: str, near: str) -> None:
    with pytest.raises(ValueError, match=near):
        explain(typed)


def test_what_is_like_nothing_names_the_families() -> None:
    with pytest.raises(ValueError, match="the families are files, cells"):
        explain("§§§")


def test_the_page_of_rules_is_up_to_date() -> None:
    page = runpy.run_path(str(ROOT / "scripts" / "write_rules_page.py"))["page"]()
    written = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")
    assert written == page, "run python scripts/write_rules_page.py"
