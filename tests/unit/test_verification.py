"""Verdicts on reported figures: supported, contradicted or undecidable, with the arithmetic shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from diplomap.history.verdicts import Answer
from diplomap.history.verification import verify, verify_all
from diplomap.model.dataset import Dataset
from diplomap.model.figures import Comparison, Modality, Quantity, ReportedFigure, Unit
from diplomap.model.kinds import Kind
from diplomap.model.memberships import Membership
from diplomap.model.missions import Mission, Spell
from diplomap.model.quarantine import Quarantined
from diplomap.model.relations import Relation
from diplomap.model.statements import Source, Statement
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

d = PartialDate.parse
COMPLETE = {"senders": ["PRK"], "from": "2023-10-01", "to": "2024-01-30", "complete": True}
SUPPORTED, CONTRADICTED, UNDECIDABLE = Answer.SUPPORTED, Answer.CONTRADICTED, Answer.UNDECIDABLE


def post(to: str, closed: str = "", kind: Kind = Kind.EMBASSY, status: Status = Status.OPERATING) -> Mission:
    period = Period(d("2000"), d(closed) if closed else End.OPEN)
    return Mission(f"prk-{to.lower()}", ("PRK",), to, (Spell(kind, status, period=period),))


def dataset(*missions: Mission, **told: Any) -> Dataset:
    return Dataset(missions, date(2024, 1, 30), **{"coverage": COMPLETE, **told})


FIVE = dataset(
    post("ESP", "2023-11"),
    post("AGO", "2023-11-01"),
    post("UGA", "2023-10-25..2023-12-05"),
    post("CHN"),
    post("RUS"),
)


def closures(comparison: Comparison, number: float, **told: Any) -> ReportedFigure:
    window = {"since": d("2023-10-01"), "until": d("2024-01-30")}
    return ReportedFigure("f", Quantity.CLOSURES, "PRK", comparison, (number, number), **{**window, **told})


def missions(comparison: Comparison, number: float, **told: Any) -> ReportedFigure:
    day = {"until": d("2023-10-01")}
    return ReportedFigure("f", Quantity.MISSIONS, "PRK", comparison, (number, number), **{**day, **told})


@pytest.mark.parametrize(
    ("comparison", "number", "answer"),
    [
        (Comparison.EXACTLY, 3, SUPPORTED),
        (Comparison.EXACTLY, 4, CONTRADICTED),
        (Comparison.ABOUT, 4, SUPPORTED),
        (Comparison.AS_MANY_AS, 10, SUPPORTED),
        (Comparison.AS_MANY_AS, 2, CONTRADICTED),
        (Comparison.MORE_THAN, 3, CONTRADICTED),
        (Comparison.AT_LEAST, 3, SUPPORTED),
        (Comparison.FEWER_THAN, 3, CONTRADICTED),
    ],
)
def test_a_count_of_closures_is_judged_by_its_words(
    comparison: Comparison, number: float, answer: Answer
) -> None:
    assert verify(FIVE, closures(comparison, number)).verdict is answer


def test_a_share_shows_how_it_was_made() -> None:
    found = verify(FIVE, closures(Comparison.ABOUT, 60, unit=Unit.PERCENT))
    assert found.verdict is SUPPORTED
    assert found.arithmetic == (
        "North Korea: 3 closed from 2023-10-01 to 2024-01-30, counted by all: prk-esp, prk-ago, prk-uga",
        "3 closed of 5 missions on 2023-10-01 = 60 %",
        "“about 60 percent” allows 55–65 %",
        "60 % lies within 55–65 %",
    )


def test_uncertain_dates_leave_a_figure_open_and_name_what_would_decide() -> None:
    found = verify(FIVE, closures(Comparison.EXACTLY, 2, until=d("2023-11-10")))
    assert found.verdict is UNDECIDABLE
    assert str(found.interval) == "1–3"
    assert found.why.endswith("it would be decided by exact dates or statuses of prk-esp, prk-uga")


def test_without_coverage_there_may_be_more_but_not_fewer() -> None:
    unlooked = attrs.evolve(FIVE, coverage={})
    assert verify(unlooked, closures(Comparison.AT_LEAST, 3)).verdict is SUPPORTED
    assert verify(unlooked, closures(Comparison.AT_MOST, 2)).verdict is CONTRADICTED
    open_ = verify(unlooked, closures(Comparison.AS_MANY_AS, 10))
    assert (open_.verdict, str(open_.interval), str(open_.listed)) == (UNDECIDABLE, "3 or more", "3")
    assert "what is listed (3) fits, but the coverage" in open_.why


def test_absence_is_not_zero() -> None:
    assert verify(Dataset(as_of=date(2024, 1, 30)), closures(Comparison.EXACTLY, 0)).verdict is UNDECIDABLE
    assert verify(dataset(), closures(Comparison.EXACTLY, 0)).verdict is SUPPORTED


def test_coverage_may_be_complete_for_one_profile_alone() -> None:
    told = {**COMPLETE, "complete": False, "complete_for": ["mofa-kr"]}
    found = verify(attrs.evolve(FIVE, coverage=told), closures(Comparison.AT_MOST, 3, profile="mofa-kr"))
    assert found.verdict is SUPPORTED
    assert set(found.changes_under) == set(found.by_profile) - {"mofa-kr"}
    assert found.by_profile["all"] is UNDECIDABLE


def test_an_answer_may_change_with_the_profile() -> None:
    mixed = dataset(
        post("CHN"), post("HKG", kind=Kind.CONSULATE_GENERAL), post("PER", status=Status.SUSPENDED)
    )
    found = verify(mixed, missions(Comparison.EXACTLY, 3))
    assert (found.verdict, found.profile) == (SUPPORTED, "all")
    assert found.by_profile["lowy"] is found.by_profile["diplomatic"] is CONTRADICTED
    assert "lowy" in found.changes_under
    assert verify(mixed, missions(Comparison.EXACTLY, 2), profile="lowy").verdict is SUPPORTED
    with pytest.raises(ValueError, match="no counting profile is called"):
        verify(mixed, missions(Comparison.EXACTLY, 2), profile="lowwy")


def test_what_nobody_says_how_it_was_counted_is_contradicted_only_if_however_it_was() -> None:
    mixed = dataset(post("CHN"), post("RUS"), post("PER", status=Status.SUSPENDED))
    assert verify(mixed, missions(Comparison.EXACTLY, 2), profile="all").verdict is CONTRADICTED
    found = verify(mixed, missions(Comparison.EXACTLY, 2))
    assert found.verdict is UNDECIDABLE
    assert found.by_profile["lowy"] is SUPPORTED
    assert found.why == (
        "the data give 3, not 2, counted by all; nobody says how it was counted, and by cow it is supported"
    )
    # A profile that counts no embassies is no reading of it.
    assert verify(mixed, missions(Comparison.EXACTLY, 0)).verdict is CONTRADICTED
    assert verify(mixed, missions(Comparison.EXACTLY, 0)).by_profile["consular"] is SUPPORTED


def test_a_forecast_is_judged_when_its_time_is_over() -> None:
    said = closures(Comparison.AS_MANY_AS, 10, modality=Modality.MAY)
    found = verify(FIVE, said)
    assert (found.verdict, found.forecast) == (SUPPORTED, True)
    assert found.why == "a forecast, judged by what came to pass: 3 lies within 0–10"
    early = verify(attrs.evolve(FIVE, as_of=date(2023, 12, 31)), said)
    assert early.verdict is UNDECIDABLE
    assert early.why == "it is a forecast up to 2024-01-30, and the data end on 2023-12-31"


def test_what_may_be_is_refuted_by_a_bound_alone() -> None:
    assert verify(FIVE, closures(Comparison.EXACTLY, 9, modality=Modality.MAY)).verdict is UNDECIDABLE
    assert verify(FIVE, closures(Comparison.EXACTLY, 9, modality=Modality.WILL)).verdict is CONTRADICTED
    assert verify(FIVE, closures(Comparison.AS_MANY_AS, 2, modality=Modality.MAY)).verdict is CONTRADICTED
    assert verify(FIVE, closures(Comparison.EXACTLY, 3, modality=Modality.MAY)).verdict is SUPPORTED


def test_of_a_forecast_without_an_end_what_came_to_pass_so_far_stands() -> None:
    open_ended = {"modality": Modality.WILL, "until": None}
    assert verify(FIVE, closures(Comparison.AT_LEAST, 2, **open_ended)).verdict is SUPPORTED
    assert verify(FIVE, closures(Comparison.AT_MOST, 2, **open_ended)).verdict is CONTRADICTED
    found = verify(FIVE, closures(Comparison.AT_MOST, 9, **open_ended))
    assert found.verdict is UNDECIDABLE
    assert "after 2024-01-30 more may follow" in found.why
    assert verify(FIVE, closures(Comparison.AT_MOST, 9, **open_ended), at="2024-01-30").verdict is SUPPORTED


def test_a_year_is_counted_whole_and_its_share_is_of_the_eve() -> None:
    seen = {"senders": ["PRK"], "from": "1990", "complete": True}
    ds = dataset(post("TGO", "2001-01-01"), post("FIN", "2001-12-31"), post("CHN"), coverage=seen)
    found = verify(ds, closures(Comparison.EXACTLY, 2, since=d("2001"), until=d("2001")))
    assert found.verdict is SUPPORTED
    share = verify(ds, closures(Comparison.EXACTLY, 67, unit=Unit.PERCENT, since=d("2001"), until=d("2001")))
    assert "2 closed of 3 missions on 2000-12-31 = 66.7 %" in share.arithmetic


def test_from_a_day_the_day_itself_belongs_to_the_count_before() -> None:
    assert verify(FIVE, closures(Comparison.EXACTLY, 1, since=d("2023-11-01"))).interval is not None
    net = ReportedFigure(
        "f",
        Quantity.NET_CHANGE,
        "PRK",
        Comparison.EXACTLY,
        (-3, -3),
        since=d("2023-10-01"),
        until=d("2024-01-30"),
    )
    assert verify(FIVE, net).verdict is SUPPORTED
    before = verify(FIVE, missions(Comparison.EXACTLY, 5)).verdict
    after = verify(FIVE, missions(Comparison.EXACTLY, 2, until=d("2024-01-30"))).verdict
    assert before is after is SUPPORTED


def test_a_count_in_a_month_may_be_one_of_any_of_its_days() -> None:
    found = verify(FIVE, missions(Comparison.EXACTLY, 4, until=d("2023-11")))
    assert (found.verdict, str(found.interval)) == (UNDECIDABLE, "2–4")
    assert verify(FIVE, missions(Comparison.AT_MOST, 4, until=d("2023-11"))).verdict is SUPPORTED


def test_among_a_group_of_the_registry_or_of_the_dataset_itself() -> None:
    assert verify(FIVE, closures(Comparison.EXACTLY, 2, among="NAM")).verdict is SUPPORTED
    partners = [Membership("KEY", "CHN"), Membership("KEY", "RUS", period=Period(d("2022")))]
    ds = attrs.evolve(FIVE, groups=partners)
    assert verify(ds, missions(Comparison.EXACTLY, 2, among="KEY")).verdict is SUPPORTED
    share = missions(Comparison.EXACTLY, 40, among="KEY", unit=Unit.PERCENT)
    assert verify(ds, share).verdict is SUPPORTED
    unknown = verify(ds, missions(Comparison.EXACTLY, 2, among="FRIENDS"))
    assert (unknown.verdict, unknown.why) == (UNDECIDABLE, "nobody here knows a group 'FRIENDS'")


def test_receivers_are_parties_and_not_posts() -> None:
    second = attrs.evolve(post("CHN", kind=Kind.CONSULATE), id="prk-chn-shenyang")
    ds = dataset(post("CHN"), second, post("RUS"))
    told = missions(Comparison.EXACTLY, 2)
    assert verify(ds, attrs.evolve(told, quantity=Quantity.RECEIVERS)).verdict is SUPPORTED
    assert verify(ds, told, profile="all").verdict is CONTRADICTED


def test_relations_and_those_without_a_mission() -> None:
    relations = [Relation("PRK", one, period=Period(d("1990"))) for one in ("CHN", "RUS", "FIN", "TGO")]
    seen = {**COMPLETE, "relations": {"parties": ["PRK"], "from": "1948", "complete": True}}
    ds = dataset(post("CHN"), post("RUS", "2023-11"), relations=relations, coverage=seen)
    told = missions(Comparison.EXACTLY, 4, until=d("2024-01-30"))
    assert verify(ds, attrs.evolve(told, quantity=Quantity.RELATIONS)).verdict is SUPPORTED
    without = attrs.evolve(told, quantity=Quantity.RELATIONS_WITHOUT_MISSION, value=(3, 3))
    found = verify(ds, without)
    assert found.verdict is SUPPORTED
    assert [one.name for one in found.things] == ["RUS", "FIN", "TGO"]
    # A mission that nobody listed would make one of them a partner with a mission.
    assert str(verify(attrs.evolve(ds, coverage={**seen, "complete": False}), without).interval) == "0–3"
    unlooked = verify(attrs.evolve(ds, coverage=COMPLETE), attrs.evolve(told, quantity=Quantity.RELATIONS))
    assert (unlooked.verdict, str(unlooked.interval)) == (UNDECIDABLE, "4 or more")


def test_few_says_no_number_and_gets_the_arithmetic() -> None:
    relations = [Relation("PRK", one, period=Period(d("1990"))) for one in ("CHN", "RUS", "FIN")]
    few = ReportedFigure(
        "f", Quantity.MISSIONS, "PRK", Comparison.FEW, base=Quantity.RELATIONS, until=d("2024-01-30")
    )
    found = verify(dataset(post("CHN"), relations=relations), few)
    assert found.verdict is UNDECIDABLE
    assert found.claimed is None
    assert found.why == (
        "“few” says no number; the data give 1 missions of 3 partners in relations on 2024-01-30 = 33.3 %"
    )


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (closures(Comparison.EXACTLY, 1, since=None), "no two dates are told"),
        (closures(Comparison.EXACTLY, 1, since=d("..2023")), "has no bound on one side"),
        (closures(Comparison.EXACTLY, 1, since=d("2024-01-30")), "no day lies between"),
        (missions(Comparison.EXACTLY, 1, until=d("2023..")), "has no bound on one side"),
        (missions(Comparison.EXACTLY, 1, profile="mine"), "no counting profile is called 'mine'"),
    ],
)
def test_a_figure_that_cannot_be_answered_says_what_it_lacks(figure: ReportedFigure, why: str) -> None:
    found = verify(FIVE, figure)
    assert found.verdict is UNDECIDABLE
    assert why in found.why
    assert found.interval is None
    assert found.to_dict()["interval"] is None


def test_a_share_of_nothing_is_undecidable() -> None:
    found = verify(dataset(), missions(Comparison.ABOUT, 50, unit=Unit.PERCENT, among="NAM"))
    assert (found.verdict, found.interval) == (UNDECIDABLE, None)
    assert found.why == "there is nothing of which it could be a share: missions are none"


def test_rows_in_quarantine_may_be_more() -> None:
    held = attrs.evolve(FIVE, quarantine=[Quarantined("missions", "x,PRK,Spein,embasy", ("DM111",))])
    found = verify(held, missions(Comparison.EXACTLY, 5))
    assert found.verdict is UNDECIDABLE
    assert "1 row in quarantine may belong here" in found.why


def test_figures_of_a_dataset_with_who_said_them_and_where() -> None:
    said = Statement("s", "a ministry", "five posts", sources=("list",))
    told = missions(Comparison.EXACTLY, 5, statement="s", sources=("paper",), words="five posts")
    ds = attrs.evolve(FIVE, figures=[told], statements=[said], sources=[Source("list"), Source("paper")])
    (found,) = verify_all(ds)
    assert (found.speaker, found.sources) == ("a ministry", ("paper", "list"))
    assert verify(ds, "f") == found
    assert "“five posts” allows 5" in found.arithmetic
    with pytest.raises(KeyError, match="no figure is called 'g'; there are f"):
        verify(ds, "g")
