"""Events: facts of every kind, what a replay makes of them, and what it refuses."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from diplomap.diffing.diff import diff
from diplomap.events.codes import from_cameo, from_plover, to_cameo
from diplomap.events.double_entry import account, complete_tables, event_count
from diplomap.events.events_between import events_of_dataset
from diplomap.events.facts import About, Effect, event_facts
from diplomap.events.lines import CELLS, MISSIONS
from diplomap.events.replay import replay
from diplomap.events.same_map import same_map
from diplomap.history.diff_events import diff_from, events_from
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event, EventKind
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.recognitions import RecognitionStatus
from diplomap.model.relations import Relation, RelationStatus
from diplomap.model.sanctions import Stage
from diplomap.model.statuses import HeadRank, Status
from diplomap.tables.reading import load
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period


def event(
    what: str,
    when: str | None,
    mission: str = "m",
    /,
    subject: str = "PRK",
    with_: str | None = "ESP",
    **told: str,
) -> Event:
    day = None if when is None else PartialDate.parse(when)
    parties = tuple(subject.split("|"))
    return Event(f"{what}-{when}", day, EventKind(what), parties, with_, mission, tuple(told.items()))


def spells(*events: Event) -> list[tuple[str, str, str, str]]:
    after = replay(events)
    assert after.problems == ()
    return [
        (str(one.kind), str(one.status), one.seat, str(one.period))
        for mission in after.dataset.missions
        for one in mission.spells
    ]


def refused(*events: Event) -> list[str]:
    return [str(problem) for problem in replay(events).problems]


REMOVED = {"table": "missions", "entry": "removed", "was_kind": "embassy", "was_status": "closed"}
OPENED = event("opened", "1972~", kind="embassy", city="Lima")


def test_every_kind_has_its_facts() -> None:
    for kind in EventKind:
        facts = event_facts(kind)
        assert facts.kind is kind
        assert facts.source
        assert "reason" in facts.says
        if facts.effect in (Effect.TURNS, Effect.ENDS, Effect.ADDS):
            assert facts.before, kind
        if facts.effect is Effect.TURNS and facts.about is About.MISSION:
            assert set(CELLS[MISSIONS]) <= facts.says
    with pytest.raises(ValueError, match="blown_up"):
        event_facts("blown_up")


def test_every_stage_of_a_sanction_has_its_event() -> None:
    assert {event_facts(kind).sets.get("stage") for kind in EventKind} - {None} == {str(one) for one in Stage}


def test_every_kind_has_a_code_or_a_reason() -> None:
    for kind in EventKind:
        coded = to_cameo(kind)
        assert coded.lost
        assert (coded.cameo is not None and coded.plover is not None) or coded.why
        assert (coded.cameo is None) == (coded.label == "")
        if coded.cameo is not None:
            assert kind in from_cameo(coded.cameo)
            assert kind in from_cameo(coded.cameo[:2])
        if coded.plover is not None:
            assert kind in from_plover(coded.plover.lower())
    assert to_cameo(OPENED).cameo == "050"
    for wrong in ("", "1", "16a", "12345", "１６１"):
        with pytest.raises(ValueError, match="no CAMEO code"):
            from_cameo(wrong)


def test_a_life_with_a_suspension_a_closing_and_a_return() -> None:
    assert spells(
        OPENED,
        event("suspended", "2017-12"),
        event("reopened", "2018"),
        event("closed", "2020-01-05"),
        event("reopened", "2021", city="Cusco"),
    ) == [
        ("embassy", "operating", "Lima", "1972~/2017-12"),
        ("embassy", "suspended", "Lima", "2017-12/2018"),
        ("embassy", "operating", "Lima", "2018/2020-01-05"),
        ("embassy", "operating", "Cusco", "2021/.."),
    ]


def test_what_is_announced_changes_nothing_unless_it_says_so() -> None:
    assert spells(OPENED, event("closure_announced", "2023-11-28")) == [
        ("embassy", "operating", "Lima", "1972~/..")
    ]
    assert spells(OPENED, event("closure_announced", "2023-11-28", status="closing"))[1] == (
        *("embassy", "closing", "Lima", "2023-11-28/.."),
    )
    planned = event("opening_announced", "1971", kind="embassy", status="planned")
    assert [one[1] for one in spells(planned, event("opened", "1972", city="Lima"))] == [
        "planned",
        "operating",
    ]


def test_an_undated_closing_leaves_the_status_and_no_end() -> None:
    assert spells(OPENED, event("closed", None)) == [("embassy", "closed", "Lima", "1972~/..")]
    assert spells(OPENED, event("suspended", None)) == [
        ("embassy", "operating", "Lima", "1972~/"),
        ("embassy", "suspended", "Lima", "/.."),
    ]


def test_cells_are_blanked_and_heads_are_ranked() -> None:
    after = replay([OPENED, event("head_appointed", "1980", head="charge", blank="city")]).dataset
    assert after.missions[0].latest.head is HeadRank.CHARGE
    assert after.missions[0].latest.seat == ""


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([event("closed", "2020")], "nothing is told of m that could be closed"),
        ([OPENED, event("reopened", "2020")], "reopened, but it is operating then; it must be gone or"),
        ([OPENED, event("closed", "2020"), event("closed", "2021")], "closed, but it is closed then"),
        ([event("opened", "2020")], "write kind=… in its detail"),
        ([event("opened", "2020", kind="embasy")], "did you mean embassy?"),
        ([event("opened", "2020", with_=None, kind="embassy")], "does not name the other party"),
        ([event("opened", "2020", with_="PRK", kind="embassy")], "PRK does it to itself"),
        ([event("opened", "2020", "", kind="embassy")], "names no mission"),
        ([event("opened", "2020", kind="embassy", until="soon")], "until: 'soon'"),
        ([event("opened", "2020", kind="embassy", until="2019")], "would end (2019) before it began (2020)"),
        ([event("accredited", "2020", to="AND")], "nothing is told of m, which it accredits"),
        ([OPENED, event("accredited", "2020")], "does not say to whom"),
        ([event("level_raised", "2020", "", level="ambassadorial")], "but nothing is told before"),
        ([event("established", "2020", "", kind="cordial")], "no kind of relations"),
        ([event("established", "2020", "", told_by="ITA")], "not told by ITA"),
        ([event("established", "2020", "", level="high")], "'high' is no level"),
        ([event("sanction_imposed", "2020", "")], "does not say which sanction"),
        ([event("sanction_imposed", "2020", "", sanction="s", measures="arms+x")], "is no measure"),
        ([event("sanction_lifted", "2020", "", sanction="s")], "nothing is told before"),
        ([event("corrected", None)], "does not say its table"),
        ([event("corrected", None, table="missions")], "does not say its entry"),
        ([event("corrected", None, table="missions", entry="added")], "does not say kind"),
        (
            [
                event(
                    "corrected",
                    None,
                    table="missions",
                    entry="removed",
                    was_kind="embassy",
                    was_status="closed",
                )
            ],
            "does not stand on the record",
        ),
        ([event("corrected", None, table="missions", entry="rekeyed", was_mission="x")], "no mission 'x'"),
    ],
)
def test_what_cannot_be_posted_is_told(events: list[Event], message: str) -> None:
    found = refused(*events)
    assert len(found) == 1
    assert message in found[0]


def test_a_refused_event_changes_nothing() -> None:
    before = replay([OPENED]).dataset
    assert same_map(replay([OPENED, event("reopened", "2020")]).dataset, before)


def test_relations_have_no_direction() -> None:
    told = [
        event("established", "1973-06-30", "", with_="MYS"),
        event("severed", "2021-03-19", "", subject="MYS", with_="PRK"),
    ]
    rows = replay(told).dataset.relations
    assert [(one.party, str(one.status), str(one.period)) for one in rows] == [
        ("PRK", "established", "1973-06-30/2021-03-19"),
        ("PRK", "severed", "2021-03-19/.."),
    ]
    both = replay([event("established", "1973", "", subject="PRK|MYS", with_=None)]).dataset.relations
    assert [one.pair for one in both] == [("MYS", "PRK")]


def test_both_tellings_of_relations_come_back() -> None:
    broken = PartialDate.parse("2017-09-18")
    mine = Relation("PRK", "ESP", period=Period(PartialDate.parse("2001"), PartialDate.parse("2017")))
    theirs = [
        Relation("ESP", "PRK", status=RelationStatus.SEVERED, period=Period(broken)),
        Relation(
            "ESP", "PRK", period=Period(PartialDate.parse("2001-02-07"), PartialDate.parse("2017-09-18"))
        ),
    ]
    dataset = Dataset(relations=[*theirs, mine])
    events = events_from(dataset)
    assert all(one.kind is not EventKind.CORRECTED for one in events)
    assert same_map(replay(events).dataset, dataset)


def test_that_there_never_were_relations_is_brought_forward() -> None:
    never = Period(PartialDate.parse("1948-09-09"), PartialDate.parse("2001-02-07"))
    rows = [
        Relation("PRK", "ESP", status=RelationStatus.NEVER, period=never),
        Relation("PRK", "ESP", period=Period(PartialDate.parse("2001-02-07"))),
    ]
    events = events_from(Dataset(relations=rows))
    assert [str(one.kind) for one in events] == ["corrected", "established"]
    assert same_map(replay(events).dataset, Dataset(relations=rows))


def test_recognition_is_withdrawn_once_it_was_given() -> None:
    given = event("recognised", "1961", "", subject="PAN", with_="TWN", status="implied")
    gone = event("recognition_withdrawn", "2017-06-13", "", subject="PAN", with_="TWN")
    rows = replay([gone, given]).dataset.recognitions
    assert [one.status for one in rows] == [RecognitionStatus.IMPLIED, RecognitionStatus.WITHDRAWN]


def test_a_joint_mission_keeps_its_senders_in_their_order() -> None:
    opened = event("opened", "1990", subject="FRA|DEU", with_="BGD", kind="embassy")
    closed = event("closed", "2001", subject="DEU|FRA", with_="BGD")
    assert replay([opened, closed]).dataset.missions[0].sending == ("FRA", "DEU")


def test_an_id_that_stands_twice_is_told_apart_by_its_parties() -> None:
    told = [
        OPENED,
        event("opened", "1980", with_="ITA", kind="consulate"),
        event("closed", "1990", with_="ITA"),
    ]
    after = replay(told).dataset
    assert [(one.receiving, str(one.latest.period)) for one in after.missions] == [
        ("ESP", "1972~/.."),
        ("ITA", "1980/1990"),
    ]
    assert (
        "several missions are called m"
        in refused(*told, event("closed", "1991", subject="CUB", with_="USA"))[0]
    )


def test_what_only_tells_needs_no_mission() -> None:
    assert refused(event("expelled", "2017-09-18", "", subject="ESP", with_="PRK", persons="1")) == []
    assert refused(event("state_founded", "1948-09-09", "", with_=None)) == []
    assert refused(event("protection_assumed", "1979", "", with_=None, power="CHE", of="USA")) == []


def test_what_a_replay_does_not_touch_stays_as_it_was() -> None:
    kept = Spell(Kind.EMBASSY, seat="Madrid", note="by the park", extra=(("phone", "1"),), sources=("a",))
    start = Dataset([Mission("m", ("PRK",), "ESP", (kept,), (Accreditation("AND", note="x"),), "Q1")])
    assert replay([], start).dataset == start
    cited = attrs.evolve(event("closed", "2023-10"), sources=("b",))
    after = replay([cited], start).dataset.missions[0]
    assert after.latest.note == "by the park"
    assert after.latest.sources == ("a", "b")
    assert (after.wikidata, after.accreditations[0].note) == ("Q1", "x")


def test_a_difference_tells_news_as_events_and_the_rest_as_corrections() -> None:
    opened = Period(PartialDate.parse("1976"))
    sharper = Period(PartialDate.parse("1976-05"), PartialDate.parse("2023-10-25"))
    spell = Spell(Kind.EMBASSY, period=opened)
    old = Dataset([Mission("m", ("PRK",), "AGO", (spell,))], date(2023, 1, 1))
    mission = Mission("prk-ago", ("PRK",), "AGO", (attrs.evolve(spell, period=sharper),))
    new = Dataset([mission], date(2024, 1, 1))
    assert not diff_from((), old)
    events = events_from(diff(old, new))
    assert [(str(one.kind), one.says("entry")) for one in events] == [
        ("corrected", "rekeyed"),
        ("corrected", "replaced"),
        ("closed", ""),
    ]
    assert same_map(replay(events, old).dataset, new)


def test_the_coverage_says_what_is_complete() -> None:
    assert complete_tables({"events": {"complete": False}}) == frozenset()
    assert complete_tables({"events": "all"}) == frozenset()
    assert complete_tables({"events": {"complete": ["relations", "ships"]}}) == {"relations"}
    assert event_count({"events": {"count": True}}) is None


def test_only_what_events_claim_is_compared() -> None:
    ds = load("dprk").dataset
    some = [one for one in events_of_dataset(ds) if one.mission == "prk-per"]
    assert account(attrs.evolve(ds, events=some, coverage={})).differences == ()
    cut = account(attrs.evolve(ds, events=some[:1], coverage={})).differences
    assert [differs.thing.id for differs in cut] == ["prk-per"] * 2


def test_events_are_told_of_datasets_and_differences_alone() -> None:
    with pytest.raises(TypeError, match="not of list"):
        events_from([])  # type: ignore[arg-type]


def test_an_unknown_end_is_told_and_comes_back() -> None:
    stay = Spell(Kind.EMBASSY, Status.UNKNOWN, period=Period(None, End.UNKNOWN))
    dataset = Dataset([Mission("m", ("PRK",), "ESP", (stay,))])
    events = events_from(dataset)
    assert events[0].says("until") == "unknown"
    assert same_map(replay(events).dataset, dataset)


def test_the_closings_of_2023_are_told_as_events_and_add_up() -> None:
    ds = load("dprk").dataset
    old, new = ds.at("2023-10-01"), ds.at("2024-01-30")
    events = events_from(diff(old, new))
    closed = {one.mission for one in events if one.kind is EventKind.CLOSED}
    assert {"prk-esp", "prk-chn-hongkong", "prk-ago", "prk-uga"} <= closed
    # Seoul's ministry counted 53 posts on the first day and 44 on the last.
    assert len(closed) == 53 - 44
    after = replay(events, old)
    assert after.problems == ()
    assert same_map(after.dataset, new)
    assert {one.mission for one in events if one.says("to") == "ESP"} == {"prk-ita"}
