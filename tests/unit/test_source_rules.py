"""Rules on sources, figures and attributions where a table has several records, and where all is well."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from diplomap.checking.check import check
from diplomap.model.attributions import Attribution, Cause
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event, EventKind
from diplomap.model.figures import Comparison, Modality, Quantity, ReportedFigure
from diplomap.model.kinds import Kind
from diplomap.model.memberships import Membership
from diplomap.model.missions import Mission, Spell
from diplomap.model.relations import Relation
from diplomap.model.statements import Source, Statement
from diplomap.testing.editions import as_columns
from diplomap.values.dates import PartialDate
from diplomap.values.periods import Period

d = PartialDate.parse
LIST = Source("list", "A list", date=d("2020"))
OURS = ("DM80", "DM81", "DM82")


def post(sources: tuple[str, ...] = ("list",), opened: str = "1977", closed: str = "") -> Mission:
    period = Period(d(opened), d(closed)) if closed else Period(d(opened))
    return Mission("m1", ("ESP",), "POL", (Spell(Kind.EMBASSY, period=period, sources=sources),))


def found(*missions: Mission, **told: Any) -> list[tuple[str, str]]:
    ds = Dataset(missions, date(2024, 1, 30), **{"sources": [LIST], **told})
    both = [
        sorted((one.code, one.message) for one in check(dataset).findings if one.code.startswith(OURS))
        for dataset in (ds, as_columns(ds))
    ]
    assert both[0] == both[1]
    return both[0]


def test_nothing_is_said_where_no_sources_are_listed() -> None:
    assert found(post(("whatever",)), sources=[]) == []
    assert found(post(()), sources=[]) == []


def test_an_address_is_a_citation_by_itself() -> None:
    assert found(post(("list", "https://example.org/x", "doi:10.1/x"))) == []
    assert found(post(("list", "example.org"))) == [("DM801", "the list of sources has no example.org")]


def test_every_table_that_tells_facts_is_looked_at() -> None:
    told = {
        "relations": [Relation("PRK", "ESP", sources=("lost",))],
        "events": [Event("e", d("2000"), EventKind.OPENED, ("PRK",))],
        "groups": [Membership("KEY", "CUB")],
    }
    assert sorted(code for code, _ in found(post(), **told)) == ["DM801", "DM802", "DM802"]


def test_what_a_source_draws_on_is_cited() -> None:
    deep = Source("deep", "An archive", date=d("1990"))
    assert found(post(), sources=[Source("list", "A list", sources=("deep",)), deep]) == []
    assert found(post(), sources=[LIST, deep]) == [("DM811", "nothing cites deep")]


@pytest.mark.parametrize(
    ("mission", "late"),
    [
        (post(opened="2021"), True),
        (post(closed="2020-12-31"), False),
        (post(closed="2021"), True),
        (post(closed="2020..2022"), False),
        (post(("list", "undated"), closed="2021"), False),
        (post(("list", "later"), closed="2021"), False),
        (post(("list", "https://example.org/x"), closed="2021"), False),
    ],
)
def test_a_date_after_all_that_is_cited(mission: Mission, late: bool) -> None:
    sources = [LIST, Source("undated", "x"), Source("later", "x", date=d("2022"))]
    codes = [code for code, _ in found(mission, sources=sources)]
    assert ("DM803" in codes) is late


def test_events_and_statements_too_are_not_before_their_sources() -> None:
    told = {
        "events": [Event("e", d("2021-05"), EventKind.CLOSED, ("PRK",), sources=("list",))],
        "statements": [Statement("s", "somebody", "words", d("2023"), sources=("list",))],
    }
    assert found(post(), **told) == [
        ("DM803", "2021-05 lies after all that is cited for it: list is of 2020"),
        ("DM803", "2023 lies after all that is cited for it: list is of 2020"),
    ]


def test_a_figure_or_claim_is_cited_by_its_statement() -> None:
    figure = ReportedFigure("f", Quantity.MISSIONS, "ESP", Comparison.EXACTLY, (1, 1), statement="s")
    claim = Attribution("a", Cause.COST, "somebody", "ESP", statement="s")
    said = Statement("s", "somebody", "words", d("2019"), sources=("list",))
    assert found(post(), figures=[figure], attributions=[claim], statements=[said]) == []
    assert [code for code, _ in found(post(), figures=[figure], attributions=[claim])] == ["DM804", "DM821"]


def test_figures_that_cannot_be_judged() -> None:
    figure = ReportedFigure(
        *("f", Quantity.CLOSURES, "ESP", Comparison.AT_MOST, (1, 1)),
        since=d("2023"),
        until=d("2023-05"),
        modality=Modality.WILL,
        among="NAM",
        sources=("list",),
    )
    # May may have been before or after the day in 2023 that is meant.
    assert found(post(), figures=[figure]) == []


def test_a_claim_for_changes_of_which_nobody_knows_the_date_is_no_finding() -> None:
    claim = Attribution(
        *("a", Cause.WAR, "somebody", "ESP"),
        missions=("m1",),
        window=Period(d("1936"), d("1939")),
        sources=("list",),
    )
    spell = Spell(Kind.EMBASSY, sources=("list",))
    undated = Mission("m1", ("ESP",), "POL", (spell,))
    assert found(undated, attributions=[claim]) == []
    (one,) = found(post(), attributions=[claim])
    assert one == ("DM823", "the data tell no change of m1 in 1936/1939")


def test_a_claim_for_a_mission_of_somebody_else() -> None:
    claim = Attribution("a", Cause.WAR, "somebody", "FRA", missions=("m1",), sources=("list",))
    assert found(post(), attributions=[claim]) == [("DM822", "France (FRA) does not send m1")]


@pytest.mark.parametrize("name", ["dprk", "practice"])
def test_the_bundled_datasets_have_no_error_and_no_warning_of_these(name: str) -> None:
    severe = [one for one in check(name).findings if one.code.startswith(OURS) and one.severity != "note"]
    assert [str(one) for one in severe] == []


def test_accreditations_with_rows_of_their_own_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_text(
        "id,sending,receiving,kind,sources\nm1,ESP,POL,embassy,list\n", encoding="utf-8"
    )
    (tmp_path / "sources.csv").write_text("id,title\nlist,A list\n", encoding="utf-8")
    (tmp_path / "accreditations.csv").write_text(
        "mission,to,since,sources\nm1,LTU,1992,lost\nm1,LVA,1992,\n", encoding="utf-8"
    )
    told = [(one.code, one.origin.line, one.origin.column) for one in check(tmp_path).findings]
    assert told == [("DM801", 2, "sources"), ("DM802", 3, "sources")]
