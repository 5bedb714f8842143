"""Rules as functions: how they are made, registered and run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from diplomap.checking.check import check, check_rows
from diplomap.checking.explain import explain
from diplomap.checking.registry import (
    FactRule,
    TableRule,
    checks,
    fact_rule,
    register,
    rule,
    rules,
    table_rule,
    unregister,
)
from diplomap.checking.spell_table import SpellTable
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.rules import Rule

NO_CITY = Rule("ACME1", "no-city", Severity.NOTE, "acme", "A row names no city.", "…", "Name it.")
ONE_SENDER = Rule("ACME2", "one-sender", Severity.NOTE, "acme", "All missions are of one sender.", "…", "…")


@fact_rule(NO_CITY, columns=("city", "kind"), at="city")
def no_city(city: str, kind: Kind) -> str | None:
    return None if city else f"this {kind} stands in no city"


@table_rule(ONE_SENDER)
def one_sender(table: SpellTable) -> Iterable[Finding]:
    if len(table.distinct("sending")) == 1:
        yield one_sender.rule.at(table.origin(0), "all are of one sender")


@pytest.fixture
def registered() -> Iterator[None]:
    register(no_city)
    register(one_sender)
    yield
    unregister("ACME1")
    unregister("ACME2")


def mission(seat: str, kind: Kind = Kind.CONSULATE) -> Mission:
    return Mission(f"in {seat}", ("PRK",), "CHN", (Spell(kind, seat=seat),))


@pytest.mark.usefixtures("registered")
def test_a_rule_of_somebody_else_is_run_listed_and_explained() -> None:
    found = check(Dataset([mission("Dandong"), mission("")])).findings
    assert [(f.code, f.origin.line, f.origin.column, f.message) for f in found] == [
        ("ACME2", 1, None, "all are of one sender"),
        ("ACME1", 2, "city", "this consulate stands in no city"),
    ]
    assert {NO_CITY, ONE_SENDER} <= set(rules())
    assert rule("ACME1") is NO_CITY
    assert "Name it." in explain("acme1")
    assert "ACME2  note    one-sender" in explain("acme")


@pytest.mark.usefixtures("registered")
def test_a_code_or_name_that_is_taken_is_refused() -> None:
    for taken in (
        Rule("ACME1", "another", Severity.NOTE, "acme", "", "", ""),
        Rule("ACME9", "no-city", Severity.NOTE, "acme", "", "", ""),
        Rule("DM303", "mine", Severity.NOTE, "tables", "", "", ""),
        Rule("DM101", "mine", Severity.NOTE, "cells", "", "", ""),
    ):
        with pytest.raises(ValueError, match=r"is there already"):
            register(TableRule(taken, lambda table: ()))
    with pytest.raises(ValueError, match=r"DM303 overlapping-spells is a rule of ours"):
        register(TableRule(rule("DM303"), lambda table: ()))


def test_nothing_stays_registered() -> None:
    assert not {"ACME1", "ACME2"} & {one.code for one in rules()}
    with pytest.raises(KeyError):
        rule("ACME1")


def test_codes_and_names_of_the_catalogue_are_unique_and_every_rule_explains_itself() -> None:
    every = rules()
    assert len({one.code for one in every}) == len({one.name for one in every}) == len(every)
    for one in every:
        assert one.what, one.code
        assert one.why, one.code
        assert one.mend, one.code
        assert one.name == one.name.lower(), one.code
        assert " " not in one.name, one.code


def test_each_of_our_checks_has_a_rule_of_the_catalogue_and_a_docstring() -> None:
    for one in checks():
        assert rule(one.rule.code) is one.rule
        assert one.function.__doc__


def test_a_rule_of_facts_names_its_columns() -> None:
    with pytest.raises(ValueError, match="names the columns"):
        fact_rule(NO_CITY, columns=())


def test_a_rule_of_facts_is_asked_once_for_each_distinct_combination() -> None:
    asked: list[str] = []

    def ask(city: str) -> str | None:
        asked.append(city)
        return None if city != "Dandong" else "…"

    made = FactRule(NO_CITY, ("city",), ask, "city")
    table = SpellTable(Dataset([mission("Dandong"), mission("Shenyang"), mission("Dandong")]))
    assert [finding.origin.line for finding in made.findings(table)] == [1, 3]
    assert sorted(asked) == ["Dandong", "Shenyang"]


def test_a_rule_can_be_run_alone() -> None:
    table = SpellTable(Dataset([mission("")]))
    assert [finding.code for finding in no_city.findings(table)] == ["ACME1"]
    assert check_rows(Dataset([mission("")])) == []
