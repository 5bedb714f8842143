"""Footprints: North Korea's as Seoul counts it, explanations, parts, coverage, quarantine, names, JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from diplomap.counting.coverage import looked_at
from diplomap.counting.footprint import Footprint, footprint
from diplomap.counting.profiles import Among, Profile, profile, profiles
from diplomap.counting.tally import tally
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.quarantine import Quarantined
from diplomap.model.rows import Row, TableHead
from diplomap.model.statuses import Status
from diplomap.tables.reading import load
from diplomap.values.counts import Count, total
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN
from diplomap.values.periods import End, Period

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "footprint.schema.json"
BEFORE, AFTER = "2023-10-01", "2024-01-30"


@pytest.fixture(scope="module")
def dprk() -> Dataset:
    return load("dprk").dataset


def post(
    mission_id: str, sending: str, receiving: str, start: str | None = "1990", **spell: object
) -> Mission:
    period = Period(PartialDate.parse(start) if start else None, spell.pop("until", End.OPEN))
    told = Spell(**{"kind": Kind.EMBASSY, "period": period, **spell})
    return Mission(mission_id, tuple(sending.split("|")), receiving, (told,))


# The ministry in Seoul: 53 posts before the closures, of them three consulates and three representative
# offices; 46 told on 5 December 2023; 44 listed on 30 January 2024.
def test_north_korea_as_seoul_counts_it(dprk: Dataset) -> None:
    before = footprint(dprk, of="PRK", at=BEFORE, profile="mofa-kr")
    assert before.count == Count(53)
    assert before.by("kind") == {
        "consulate_general": Count(3),
        "embassy": Count(47),
        "permanent_mission": Count(2),
        "representative_office": Count(1),
    }
    told = footprint(dprk, of="PRK", at="2023-12-05", profile="mofa-kr").count
    assert told is not None
    assert 46 in told
    assert footprint(dprk, of="PRK", at=AFTER, profile="mofa-kr").count == Count(44)


def test_what_seoul_does_not_count(dprk: Dataset) -> None:
    before = footprint(dprk, of="PRK", at=BEFORE, profile="mofa-kr")
    after = footprint(dprk, of="PRK", at=AFTER, profile="mofa-kr")
    why = {entry.mission.id: entry.why for entry in before.excluded}
    assert why["prk-jpn-chongryon"] == "a de facto embassy is not among the kinds that mofa-kr counts"
    assert why["prk-chn-dandong"] == "a consular agency is not among the kinds that mofa-kr counts"
    assert why["prk-pak-karachi"].startswith("its status is unknown")
    assert why["prk-gha"] == "ended 1998-02"
    gone = {e.mission.id for e in before.included} - {e.mission.id for e in after.included}
    assert gone == {
        *("prk-chn-hongkong", "prk-npl", "prk-bgd", "prk-sen", "prk-ago"),
        *("prk-uga", "prk-gin", "prk-lby", "prk-esp"),
    }


def test_seoul_and_sydney_differ_by_lima_chongryon_and_karachi(dprk: Dataset) -> None:
    seoul = {e.mission.id: e for e in footprint(dprk, of="PRK", at=BEFORE, profile="mofa-kr").included}
    sydney = {e.mission.id: e for e in footprint(dprk, of="PRK", at=BEFORE, profile="lowy").included}
    assert set(seoul) - set(sydney) == {"prk-per"}
    assert set(sydney) - set(seoul) == {"prk-jpn-chongryon", "prk-pak-karachi"}
    assert sydney["prk-pak-karachi"].standing == Count(0, 1)


def test_announced_closures_may_or_may_not_have_come(dprk: Dataset) -> None:
    between = footprint(dprk, of="PRK", at="2023-11-15", profile="mofa-kr")
    open_questions = {e.mission.id: e.why for e in between.included if not e.standing.exact}
    assert open_questions["prk-ago"] == "may count: ended some time in 2023-10-25..2023-12-05"
    assert between.count == Count(53 - len(open_questions), 53)


@pytest.mark.parametrize("name", profiles())
@pytest.mark.parametrize("day", [BEFORE, "2023-11-15", AFTER, "1998-06-30", "2030-01-01"])
def test_every_mission_is_told_once_and_with_a_reason(dprk: Dataset, name: str, day: str) -> None:
    fp = footprint(dprk, of="PRK", at=day, profile=name)
    told = [entry.mission.id for entry in (*fp.included, *fp.excluded)]
    if profile(name).concurrent:
        # A mission stands once for each party to which it is accredited.
        told = [*dict.fromkeys(told)]
    assert sorted(told) == sorted(mission.id for mission in dprk.missions)
    assert all(entry.why for entry in (*fp.included, *fp.excluded))
    for by in ("kind", "class", "status", "receiving", "host", "sending"):
        assert total(fp.by(by).values()) == fp.listed


def test_the_consulate_in_hong_kong_stands_there_and_is_sent_to_china(dprk: Dataset) -> None:
    hosted = footprint(dprk, host="HKG", at=BEFORE)
    assert [entry.mission.id for entry in hosted.included] == ["prk-chn-hongkong"]
    assert hosted.included[0].receiving == "CHN"
    assert hosted.included[0].line == 5
    assert footprint(dprk, host="CHN", at=BEFORE, profile="mofa-kr").listed == Count(2)
    assert footprint(dprk, receiving="CHN", at=BEFORE, profile="mofa-kr").listed == Count(3)
    assert footprint(dprk, of="PRK", host="HKG", receiving="CHN", at=BEFORE).count == Count(1)


def test_groups_overlap_and_are_of_the_receivers(dprk: Dataset) -> None:
    parts = footprint(dprk, of="PRK", at=BEFORE, profile="mofa-kr").by("group")
    assert parts["BRICS"] == Count(
        8
    )  # 3 in China with Hong Kong, 2 in Russia, one in each of the other three
    assert parts["UN"].high > parts["NON_ALIGNED"].high > parts["BRICS"].high


# Zimbabwe joined the Organisation of African Unity some time in 1980, as far as is told here.
def test_a_membership_of_uncertain_date_may_count() -> None:
    ds = Dataset([post("a", "PRK", "ZWE", "1979")])
    for day, expected in (("1980-06-01", Count(0, 1)), ("1981-01-01", Count(1))):
        assert footprint(ds, of="PRK", at=day).by("group")["AFRICAN_UNION"] == expected


def test_any_name_or_code_of_a_party_will_do(dprk: Dataset) -> None:
    for name in ("PRK", "North Korea", "KP", "DPRK", "Democratic People's Republic of Korea"):
        assert footprint(dprk, of=name, at=BEFORE, profile="mofa-kr").party == "PRK"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Korea", "'Korea' may be"),
        ("Qwzyx", "'Qwzyx' is no party known here"),
        ("Paris", "'Paris' is no party"),
    ],
)
def test_what_names_no_one_party_is_refused(dprk: Dataset, name: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        footprint(dprk, of=name)


def test_an_id_of_the_dataset_is_taken_as_it_is() -> None:
    assert footprint(Dataset([post("a", "QQQ", "ZZZ")]), of="QQQ").count == Count(1)


def test_the_day_is_the_dataset_s_own_unless_one_is_named() -> None:
    ds = Dataset([post("a", "PRK", "ESP", until=PartialDate("2023-11"))], date(2024, 1, 30))
    assert footprint(ds, of="PRK").at == date(2024, 1, 30)
    assert footprint(ds, of="PRK").listed == Count(0)
    assert footprint(ds, of="PRK", at=date(2023, 1, 1)).listed == Count(1)
    undated = footprint(Dataset([post("a", "PRK", "ESP")]), of="PRK")
    assert undated.at is None
    assert str(undated) == "PRK, by all: 1"
    assert any("what is open is counted" in note for note in undated.notes)


def test_of_a_later_day_only_what_may_be_is_said() -> None:
    fp = footprint(Dataset([post("a", "PRK", "ESP")], date(2024, 1, 30)), of="PRK", at="2025-01-01")
    assert fp.count == Count(0, 1)
    assert fp.included[0].why == "may count: listed as open on 2024-01-30, and nobody says what came later"
    assert any("speaks for 2024-01-30" in note for note in fp.notes)


@pytest.mark.parametrize(
    ("start", "until", "status", "why"),
    [
        ("1990", End.OPEN, Status.OPERATING, "open since 1990, no end told"),
        ("1974~", End.OPEN, Status.CLOSING, "closing but still open since about 1974, no end told"),
        ("..1974", End.OPEN, Status.EVACUATED, "evacuated since 1974 or earlier, no end told"),
        ("1990?", PartialDate("2031-05"), Status.CLOSED, "open since 1990 (uncertain), until 2031-05"),
        ("2021", End.OPEN, Status.OPERATING, "not yet there: opened 2021"),
        ("1990", PartialDate("199X"), Status.OPERATING, "ended some time in 199X"),
        ("1990", End.OPEN, Status.CLOSED, "may count: closed, nobody says when"),
        ("1990", End.UNKNOWN, Status.OPERATING, "may count: nobody says whether it has ended"),
        (
            None,
            End.OPEN,
            Status.UNKNOWN,
            "may count: nobody says since when it is there; its status is unknown",
        ),
        ("2020", End.OPEN, Status.OPERATING, "may count: opened 2020"),
        ("2020..", End.OPEN, Status.OPERATING, "may count: opened 2020 or later"),
    ],
)
def test_reasons_in_plain_words(
    start: str | None, until: PartialDate | End, status: Status, why: str
) -> None:
    ds = Dataset([post("a", "PRK", "ESP", start, until=until, status=status)])
    fp = footprint(ds, of="PRK", at="2020-06-01")
    assert [entry.why for entry in (*fp.included, *fp.excluded)] == [why]


def test_what_ended_and_opened_again_is_told_between() -> None:
    spells = (
        Spell(Kind.EMBASSY, period=Period(PartialDate.parse("1976"), PartialDate.parse("1998"))),
        Spell(Kind.EMBASSY, period=Period(PartialDate.parse("2013"))),
    )
    ds = Dataset([Mission("prk-ago", ("PRK",), "AGO", spells)])
    fp = footprint(ds, of="PRK", at="2005-01-01")
    assert fp.excluded[0].why == "ended 1998, opened again 2013"
    assert fp.excluded[0].spell is spells[0]


def test_the_next_opening_is_told_not_a_later_one() -> None:
    ended, again, later = (PartialDate.parse(text) for text in ("1998", "2013", "2020"))
    spells = tuple(
        Spell(Kind.EMBASSY, period=Period(start, end))
        for start, end in (
            (PartialDate.parse("1976"), ended),
            (later, End.OPEN),
            (again, PartialDate("2015")),
        )
    )
    ds = Dataset([Mission("prk-ago", ("PRK",), "AGO", spells)])
    assert footprint(ds, of="PRK", at="2005-01-01").excluded[0].why == "ended 1998, opened again 2013"
    assert footprint(ds, of="PRK", at="2017-01-01").excluded[0].why == "ended 2015, opened again 2020"


def test_an_upgrade_is_one_mission_and_both_spells_are_told() -> None:
    spells = (
        Spell(Kind.LEGATION, period=Period(PartialDate.parse("1990"), PartialDate.parse("2019"))),
        Spell(Kind.EMBASSY, period=Period(PartialDate.parse("2019"))),
    )
    fp = footprint(Dataset([Mission("a", ("PRK",), "ESP", spells)]), of="PRK", at="2019-07-01")
    assert fp.count is None or fp.count == Count(1)
    assert fp.included[0].why == "open since 1990, until 2019, then open since 2019, no end told"
    assert fp.by("kind") == {"legation|embassy": Count(1)}
    assert fp.by("class") == {"diplomatic": Count(1)}


def test_a_post_that_moved_is_excluded_where_it_no_longer_stands() -> None:
    spells = (
        Spell(
            Kind.CONSULATE, host="HKG", period=Period(PartialDate.parse("1990"), PartialDate.parse("2000"))
        ),
        Spell(Kind.CONSULATE, host="MAC", period=Period(PartialDate.parse("2000"))),
    )
    ds = Dataset([Mission("a", ("PRK",), "CHN", spells)])
    assert footprint(ds, host="HKG", at="2010-01-01").excluded[0].why == "it stands in MAC, not in HKG"
    assert footprint(ds, host="MAC", at="2010-01-01").listed == Count(1)


def test_a_joint_mission_is_in_the_footprint_of_each_sender_and_once_in_all() -> None:
    ds = Dataset([post("a", "NOR|SWE", "ISL"), post("b", "SWE", "ISL", kind=Kind.CONSULATE)])
    assert [footprint(ds, of=party).listed for party in ("NOR", "SWE")] == [Count(1), Count(2)]
    everybody = footprint(ds)
    assert everybody.party is None
    assert everybody.listed == Count(2)
    assert everybody.by("sending") == {"NOR|SWE": Count(1), "SWE": Count(1)}
    assert str(everybody) == "all, by all: 2"


def test_pairs_count_several_missions_once() -> None:
    ds = Dataset([post("a", "PRK", "CHN"), post("b", "PRK", "CHN", None), post("c", "PRK", "ESP", None)])
    fp = footprint(ds, of="PRK", at="2000-01-01", profile="resident")
    assert fp.listed == Count(1, 2)
    assert len(fp.included) == 3
    assert fp.by("receiving") == {"CHN": Count(1), "ESP": Count(0, 1)}
    assert fp.by("group")["UN"] == Count(1, 2)
    assert any(note.startswith("pairs are counted") for note in fp.notes)


def test_concurrent_accreditations_are_entries_of_their_own() -> None:
    reached = Profile(
        "reached",
        "Reached",
        {Kind.EMBASSY},
        receiving=Among(but={"DNK"}),
        accreditations="resident+concurrent",
        how="pairs",
    )
    to = (
        Accreditation("FIN"),
        Accreditation("NOR", Period(None, PartialDate.parse("2010"))),
        Accreditation("DNK"),
    )
    spell = Spell(Kind.EMBASSY, period=Period(PartialDate.parse("1973")))
    ds = Dataset([Mission("prk-swe", ("PRK",), "SWE", (spell,), to)], date(2024, 1, 1))
    fp = footprint(ds, of="PRK", profile=reached)
    assert fp.listed == Count(2)
    story = "open since 1973, no end told"
    assert {entry.receiving: entry.why for entry in (*fp.included, *fp.excluded)} == {
        "SWE": story,
        "FIN": f"accredited to FIN besides; {story}",
        "NOR": f"not accredited to NOR that day; {story}",
        "DNK": f"reached leaves out what is sent to DNK; {story}",
    }
    assert fp.missions == (ds.missions[0],)
    finland = footprint(ds, receiving="FIN", profile=reached)
    assert [entry.receiving for entry in (*finland.included, *finland.excluded)] == ["FIN"]
    assert finland.listed == Count(1)
    before = footprint(ds, receiving="FIN", profile=reached, at="2000-01-01")
    assert before.included[0].why == f"perhaps accredited to FIN besides; {story}"
    assert before.listed == Count(0, 1)


COMPLETE = {"senders": ["PRK"], "from": "2020-01-01", "to": "2024-01-30", "complete": True}


@pytest.mark.parametrize(
    ("coverage", "of", "at", "count", "looked"),
    [
        (COMPLETE, "PRK", "2020-01-01", Count(0), TRUE),
        (COMPLETE, "PRK", "2024-01-30", Count(0), TRUE),
        (COMPLETE, "PRK", "2019-12-31", None, FALSE),
        (COMPLETE, "PRK", "2024-01-31", None, FALSE),
        (COMPLETE, "KOR", "2022-01-01", None, FALSE),
        (COMPLETE | {"complete": False}, "PRK", "2022-01-01", None, UNKNOWN),
        (COMPLETE | {"senders": "all"}, "KOR", "2022-01-01", Count(0), TRUE),
        (COMPLETE | {"senders": []}, "PRK", "2022-01-01", None, FALSE),
        (COMPLETE | {"from": "2020", "to": None}, "PRK", "2020-06-01", None, UNKNOWN),
        (COMPLETE | {"to": None}, "PRK", "2024-01-30", Count(0), TRUE),
        (COMPLETE | {"to": None}, "PRK", "2024-01-31", None, FALSE),
        (COMPLETE | {"from": None, "to": None}, "PRK", "2024-01-30", Count(0), TRUE),
        (COMPLETE | {"from": None, "to": None}, "PRK", "2022-01-01", None, UNKNOWN),
        (COMPLETE | {"from": "early"}, "PRK", "2022-01-01", None, UNKNOWN),
        ({}, "PRK", "2022-01-01", None, UNKNOWN),
    ],
)
def test_absence_is_zero_only_where_somebody_looked(
    coverage: dict[str, object], of: str, at: str, count: Count | None, looked: object
) -> None:
    fp = footprint(Dataset(as_of=date(2024, 1, 30), coverage=coverage), of=of, at=at)
    assert fp.count == count
    assert fp.looked is looked
    assert (str(fp).rsplit(": ")[-1] == "unknown") == (count is None)
    assert fp.to_dict()["count"]["high"] == (None if count is None else 0)
    if count is None:
        assert fp.to_dict()["count"]["why"] in fp.notes


@pytest.mark.parametrize(
    ("coverage", "answer"),
    [
        (COMPLETE, UNKNOWN),
        (COMPLETE | {"hosts": ["HKG"]}, TRUE),
        (COMPLETE | {"hosts": ["MAC"]}, UNKNOWN),
        (COMPLETE | {"receivers": ["HKG"]}, UNKNOWN),
        (COMPLETE | {"senders": "all"}, TRUE),
        (COMPLETE | {"senders": []}, FALSE),
    ],
)
def test_of_a_host_somebody_must_have_looked_at_every_sender(
    coverage: dict[str, object], answer: object
) -> None:
    assert looked_at(coverage, date(2022, 1, 1), host="HKG").answer is answer


def test_no_day_is_not_known_to_be_covered() -> None:
    assert looked_at(COMPLETE, None, sending="PRK").answer is UNKNOWN


def _held(*rows: tuple[str, str, str], table: str = "missions") -> tuple[Quarantined, ...]:
    head = TableHead("m.csv", ("a", "b", "c"), {"sending": 0, "receiving": 1, "host": 2})
    return tuple(Quarantined(table, ",".join(row), ("DM101",), Row(head, 2, list(row))) for row in rows)


@pytest.mark.parametrize(
    ("row", "of", "host"),
    [
        (("PRK", "CHN", ""), 1, 0),
        (("North Korea", "CHN", "Hong Kong"), 1, 1),
        (("KOR", "CHN", "HKG"), 0, 1),
        (("KOR|North Korea", "HKG", ""), 1, 1),
        (("", "", ""), 1, 1),
        (("Korea", "Wakanda", ""), 1, 1),
        (("KOR",), 0, 1),
    ],
)
def test_rows_in_quarantine_that_may_belong_here(row: tuple[str, ...], of: int, host: int) -> None:
    ds = Dataset(quarantine=_held(row))  # type: ignore[arg-type]
    assert footprint(ds, of="PRK").quarantined == of
    assert footprint(ds, host="HKG").quarantined == host
    assert footprint(ds).quarantined == 1


def test_quarantine_of_other_tables_is_no_mission() -> None:
    ds = Dataset(quarantine=(*_held(("PRK", "CHN", ""), table="sources"), Quarantined("missions", "?")))
    fp = footprint(ds, of="PRK")
    assert fp.quarantined == 1
    assert "1 row in quarantine may belong here and could not be counted" in fp.notes


def test_the_json_shape_is_the_documented_one(dprk: Dataset) -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    shapes = [
        footprint(dprk, of="PRK", at=day, profile=name)
        for day in (BEFORE, "2023-11-15")
        for name in ("all", "mofa-kr", "resident")
    ]
    shapes += [
        footprint(Dataset(), of="PRK"),
        footprint(Dataset()),
        footprint(dprk, host="HKG", receiving="CHN"),
    ]
    for fp in shapes:
        told = json.loads(json.dumps(fp.to_dict()))
        validator.validate(told)
        assert told == fp.to_dict()
        assert len(told["included"]) == len(fp.included)


def test_the_json_tells_lines_sources_and_reasons(dprk: Dataset) -> None:
    told = footprint(dprk, of="PRK", at=BEFORE, profile="mofa-kr").to_dict()
    lima = next(entry for entry in told["included"] if entry["mission"] == "prk-per")
    assert lima["why"] == "suspended since 2017-12, no end told"
    assert lima["sources"] == ["mofa-2023-12-05", "mofa-2024-01-30"]
    assert (lima["city"], lima["status"], lima["low"], lima["high"]) == ("Lima", "suspended", 1, 1)
    assert lima["line"] == 63
    assert told["count"] == {"low": 53, "high": 53}
    assert told["by"]["status"] == {"operating": {"low": 52, "high": 52}, "suspended": {"low": 1, "high": 1}}


def test_a_footprint_is_told_apart_by_nothing_else(dprk: Dataset) -> None:
    with pytest.raises(ValueError, match=r"not told apart by 'size'; there are sending, .*group"):
        footprint(dprk, of="PRK").by("size")


def test_the_whole_is_the_tally_of_all(dprk: Dataset) -> None:
    whole = footprint(dprk, at=BEFORE, profile="mofa-kr")
    assert isinstance(whole, Footprint)
    assert tally(dprk, at=BEFORE, profile="mofa-kr", by="all") == {"all": whole.count}
    assert repr(whole) == "<Footprint all at 2023-10-01, by mofa-kr: 53>"
    assert whole.profile is profile("mofa-kr")
