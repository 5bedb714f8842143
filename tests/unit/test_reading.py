"""What cells become: values with their origins, remarks, or rows in quarantine."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from diplomap.model.kinds import Kind
from diplomap.model.rules import Rule
from diplomap.model.statuses import HeadRank, Status
from diplomap.tables.folding import folded
from diplomap.tables.layouts import Layout, layout, register_layout
from diplomap.tables.reading import load
from diplomap.tables.reading_result import Reading
from diplomap.tables.typing_rules import RULES
from diplomap.tables.words import _FILES, known_words, plain, read_word
from diplomap.values.origins import Origin
from diplomap.values.periods import End

DATA = Path(__file__).resolve().parents[2] / "src" / "diplomap" / "data"
HEAD = (
    "id,sending,receiving,kind,status,city,host,opened,closed,head,"
    "accredited_to,sources,note,wikidata,phone\n"
)


def read(*rows: str) -> Reading:
    return load(io.StringIO(HEAD + "".join(f"{row}\n" for row in rows)))


def test_every_column_becomes_its_value() -> None:
    mission = read(
        "a,PRK,CHN,Consulate-General,closed,Hong Kong,HKG,2000-02,2024-01,charge,MAC,x|y,n,Q1,12"
    ).dataset.missions[0]
    spell = mission.latest
    assert (mission.sending, mission.receiving, mission.wikidata) == (("PRK",), "CHN", "Q1")
    assert (spell.kind, spell.status, spell.head) == (Kind.CONSULATE_GENERAL, Status.CLOSED, HeadRank.CHARGE)
    assert (spell.seat, spell.host, str(spell.period)) == ("Hong Kong", "HKG", "2000-02/2024-01")
    assert (spell.sources, spell.note, spell.extra) == (("x", "y"), "n", (("phone", "12"),))
    assert [one.to for one in mission.accreditations] == ["MAC"]


def test_blank_cells_mean_what_the_design_says() -> None:
    spell = read("a,PRK,CHN,embassy,,,,,,,,,,,").dataset.missions[0].latest
    assert (spell.status, spell.host, spell.head, spell.period.start) == (Status.OPERATING, None, None, None)
    assert spell.period.end is End.OPEN


def test_an_end_that_nobody_knows_is_not_an_open_one() -> None:
    assert read("a,PRK,CHN,embassy,,,,,unknown,,,,,,").dataset.missions[0].latest.period.end is End.UNKNOWN


@pytest.mark.parametrize("word", ["present", "ongoing"])
def test_an_end_that_is_said_to_be_today_is_an_open_one(word: str) -> None:
    assert read(f"a,PRK,CHN,embassy,,,,,{word},,,,,,").dataset.missions[0].latest.period.end is End.OPEN


def test_every_cell_knows_where_it_came_from() -> None:
    row = (
        read("x,PRK,FRA,embassy,,,,,,,,,,,", "a,PRK,CHN,embassy,,Beijing,,1949,,,,,,,")
        .dataset.missions[1]
        .latest.row
    )
    assert row is not None
    assert row.origin("opened") == Origin("<stream>", 3, "opened", "1949")
    assert row.origin() == Origin("<stream>", 3)


def test_a_joint_mission_has_several_senders() -> None:
    assert read("a,FRA|Germany,DNK,embassy,,,,,,,,,,,").dataset.missions[0].sending == ("FRA", "DEU")


def test_rows_of_one_id_and_its_parties_are_spells_of_one_mission() -> None:
    reading = read(
        "a,PRK,ESP,embassy,,,,1990,1995,,,,,,",
        "b,PRK,ITA,embassy,,,,,,,,,,,",
        "a,PRK,ESP,embassy,,,,2013,,,,,,,",
        "a,PRK,PRT,embassy,,,,,,,,,,,",
    )
    assert [(m.id, m.receiving, len(m.spells)) for m in reading.dataset.missions] == [
        ("a", "ESP", 2),
        ("b", "ITA", 1),
        ("a", "PRT", 1),
    ]
    assert len(reading.dataset.missions.under("a")) == 2


def test_a_column_settles_the_order_of_day_and_month_unless_it_contradicts_itself() -> None:
    settled = read("a,PRK,ESP,embassy,,,,3/4/2019,,,,,,,", "b,PRK,ITA,embassy,,,,25/4/2019,,,,,,,")
    assert str(settled.dataset.missions[0].latest.period.start) == "2019-04-03"
    assert {finding.code for finding in settled.findings} == {"DM117"}
    torn = read(
        "a,PRK,ESP,embassy,,,,3/4/2019,,,,,,,",
        "b,PRK,ITA,embassy,,,,25/4/2019,,,,,,,",
        "c,PRK,DEU,embassy,,,,4/25/2019,,,,,,,",
    )
    assert ("DM113", 2) in [(finding.code, finding.origin.line) for finding in torn.findings]


def test_a_row_in_quarantine_is_no_evidence_for_the_order() -> None:
    reading = read("a,PRK,ESP,embassy,,,,3/4/2019,,,,,,,", "b,PRK,Nowhere,embassy,,,,25/4/2019,,,,,,,")
    assert [finding.code for finding in reading.findings] == ["DM113", "DM102", "DM117"]


def test_a_name_in_an_ended_spell_is_read_as_of_its_days_and_never_guessed() -> None:
    reading = read(
        "a,DNK,Congo,embassy,,,,1990,,,,,,,",
        "b,DNK,Congo,embassy,,,,1975,1990,,,,,,",
        "c,DNK,Germany,embassy,,,,1975,1980,,,,,,",
        "d,DNK,Germany,embassy,,,,1975,,,,,,,",
        "e,DNK,Korea,embassy,,,,1890,1900,,,,,,",
    )
    assert [(finding.code, finding.origin.line) for finding in reading.findings] == [
        ("DM103", 2),
        ("DM103", 4),
    ]
    told = {mission.id: mission.receiving for mission in reading.dataset.missions}
    assert told == {"b": "COG", "d": "DEU", "e": "XKO"}


def test_findings_say_what_is_wrong_and_offer_what_is_sure() -> None:
    findings = {
        f.code: f
        for f in read(
            "a,PRK,ESP,embasy,,,,31 November 1975,,,,,,,", "b,PRK,ITA ,embassy,,,,3 May 2019,,,,,,,"
        ).findings
    }
    assert findings["DM105"].fix is not None
    assert findings["DM105"].fix.replacement == "embassy"
    assert findings["DM112"].fix is not None
    assert not findings["DM112"].fix.safe
    assert findings["DM117"].fix is not None
    assert (findings["DM117"].fix.replacement, findings["DM117"].fix.safe) == ("2019-05-03", True)
    assert findings["DM120"].origin.raw == "ITA "


def test_every_rule_is_told_whole_and_once() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)
    for rule in RULES:
        assert rule.what.endswith(".")
        assert rule.why.endswith(".")
        assert rule.mend.endswith(".")


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.example], ids=lambda rule: rule.code)
def test_the_bad_example_of_a_rule_raises_it_and_the_good_one_nothing(rule: Rule, tmp_path: Path) -> None:
    assert rule.example is not None
    for side, codes in (("bad", {rule.code}), ("good", set())):
        folder = tmp_path / side
        folder.mkdir()
        for name, text in rule.example.files(side).items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        assert codes <= {finding.code for finding in load(folder).findings}
        assert codes or load(folder).findings == ()


def test_no_word_stands_for_two_of_ours() -> None:
    for of, file in _FILES.items():
        for one in of:
            assert known_words(of)[one.value.replace("_", " ")] is one
        told = json.loads((DATA / "words" / f"{file}.json").read_text(encoding="utf-8"))
        words = [plain(word) for words in told.values() for word in words]
        assert len(words) == len(set(words)), of
        assert not set(words) & {plain(one.value) for one in of}, of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Embassy", Kind.EMBASSY),
        ("apostolic Nunciature", Kind.APOSTOLIC_NUNCIATURE),
        ("Australian High Commission", Kind.HIGH_COMMISSION),
        ("Consulate General of Sweden", Kind.CONSULATE_GENERAL),
        ("embassy of El Salvador", Kind.EMBASSY),
        ("Haut-Commissariat", Kind.HIGH_COMMISSION),
        ("hospital", None),
        ("diplomatic mission", None),
        ("embassy of nowhere", None),
    ],
)
def test_kinds_are_read_in_the_words_of_tables(text: str, kind: Kind | None) -> None:
    assert read_word(Kind, text) is kind


def test_a_layout_is_data_and_can_be_added() -> None:
    made = register_layout(
        {
            "name": "test-layout",
            "columns": {"id": ["No."], "sending": ["From"], "receiving": ["To"], "kind": ["What"]},
        }
    )
    try:
        reading = load(io.StringIO("No.;From;To;What;City\n1;PRK;ESP;Embassy;Madrid\n"))
        assert reading.layout == "test-layout"
        assert reading.dataset.missions[0].latest.extra == (("City (foreign)", "Madrid"),)
        assert load(io.StringIO("No.;From;To;What\n1;PRK;ESP;Embassy\n"), layout=made).rows.typed == 1
    finally:
        from diplomap.tables import layouts

        del layouts._REGISTERED["test-layout"]


def test_a_layout_that_says_too_little_or_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="says nothing of sending"):
        register_layout(Layout("x", {"id": ("id",), "receiving": ("r",), "kind": ("k",)}))
    with pytest.raises(ValueError, match="no such columns: colour"):
        register_layout(Layout("x", {"colour": ("c",)}))
    with pytest.raises(ValueError, match="no layout is called 'lowi'"):
        layout("lowi")
    assert folded("\ufeff Accredited-To ") == "accredited_to"
