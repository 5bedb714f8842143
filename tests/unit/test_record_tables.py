"""What rows of the tables of records become: records with their origins, findings, rows in quarantine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import diplomap as dm
from diplomap.model.attributions import Cause, Rank
from diplomap.model.events import EventKind
from diplomap.model.figures import Comparison, Modality, Unit
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.relations import Level, RelationStatus
from diplomap.model.sanctions import Measure, Stage
from diplomap.tables.reading_result import Reading, RowCounts
from diplomap.tables.record_tables import TABLES
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

MISSIONS = "id,sending,receiving,kind,city\na,ITA,ESP,embassy,Madrid\n"
BLANKS = {"date": "unknown", "kind": "closed", "detail": ""}


def read(folder: Path, **tables: str) -> Reading:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return dm.load(folder)


def told(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(f.code, f.origin.line, f.origin.column or "", f.origin.raw or "") for f in reading.findings]


def test_every_table_is_read_to_its_records(tmp_path: Path) -> None:
    ds = read(
        tmp_path,
        missions=MISSIONS,
        relations="party,with,kind,status,level,since,until,sources,note,page\n"
        "North Korea,Spain,diplomatic,established,at ambassadorial level,2001-02-07,2017?,s1|s2,n,p. 3\n",
        accreditations="mission,to,since,until,sources\na,AND,1994,unknown,s1\n",
        recognitions="recogniser,recognised,status,since\nPanama,CHN,recognised,2017-06-12\n",
        sanctions="id,senders,target,measures,stage,instruments,objective,since\n"
        "un,UN,PRK,arms embargo|travel_ban,,S/RES/1718 (2006-10-14)|X,nonproliferation,2006-10-14\n",
        events="id,date,kind,subject,with,mission,detail\n"
        "e1,2023-10,mission closed,Italy|France,ESP,a,kind=embassy|city=Madrid\n",
        statements="id,speaker,position,date,through,says\n"
        "st,a spokesman,PRK,2023-11-03,KCNA,regular affairs\n",
        figures="id,quantity,of,comparison,value,unit,until,modality,statement\n"
        "f1,closures,PRK,as many as,8..10,,2024,might,st\nf2,missions,PRK,relatively few,,,,,st\n",
        attributions="id,cause,rank,claimed_by,position,of,changes,missions,since\n"
        "at,sanction,,the ministry,KOR,PRK,closed,a|b,2023\n",
        groups="group,member,role,since\nKEY,Cuba,observer,\n",
        sources="id,title,date,accessed,sources\ns1,List,2024,2024-02,s2\ns2,,,,\n",
        story="id,says,of,shows\nc1,some close,PRK,closures|causes\n",
    ).dataset
    (relation,) = ds.relations
    assert (relation.party, relation.with_, relation.level) == ("PRK", "ESP", Level.AMBASSADORIAL)
    assert (str(relation.period), relation.sources) == ("2001-02-07/2017?", ("s1", "s2"))
    assert (relation.note, relation.extra) == ("n", (("page", "p. 3"),))
    assert str(ds.relations.origin(0, "since")).endswith("relations.csv:2, column since: '2001-02-07'")
    assert ds.missions[0].accreditations == (
        Accreditation("AND", Period(PartialDate.parse("1994"), End.UNKNOWN), ("s1",)),
    )
    assert ds.recognitions.between("PAN", "CHN")[0].status.stands
    (step,) = ds.sanctions
    assert (step.measures, step.stage) == ((Measure.ARMS_EMBARGO, Measure.TRAVEL_BAN), Stage.IMPOSED)
    assert [str(one) for one in step.instruments] == ["S/RES/1718 (2006-10-14)", "X"]
    (event,) = ds.events
    assert (event.kind, event.subject, event.says("city")) == (EventKind.CLOSED, ("ITA", "FRA"), "Madrid")
    assert ds.statements[0].position == "PRK"
    first, second = ds.figures
    assert (first.comparison, first.value, first.unit) == (Comparison.AS_MANY_AS, (8, 10), Unit.COUNT)
    assert (first.modality, second.comparison, second.value) == (Modality.MAY, Comparison.FEW, None)
    (claimed,) = ds.attributions
    assert (claimed.cause, claimed.rank, claimed.missions) == (Cause.SANCTIONS, Rank.MAIN, ("a", "b"))
    assert ds.groups[0].role == "observer"
    assert (ds.sources[0].sources, ds.sources[0].date) == (("s2",), PartialDate.parse("2024"))
    assert [show.value for show in ds.story[0].shows] == ["closures", "causes"]


def test_each_row_is_accounted_for_in_its_table(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        missions=MISSIONS,
        relations="party,with,kind,status\nPRK,ESP,diplomatic,severed\nPRK,PRK,diplomatic,severed\n,,,\n",
    )
    assert reading.rows == RowCounts(1, 1)
    assert reading.tables == {"missions": RowCounts(1, 1), "relations": RowCounts(3, 1, 2)}
    assert [(held.table, held.text, held.codes) for held in reading.dataset.quarantine] == [
        ("relations", "PRK,PRK,diplomatic,severed", ("DM222",)),
        ("relations", ",,,", ("DM205",)),
    ]


@pytest.mark.parametrize(
    ("table", "text", "code", "column", "raw"),
    [
        ("relations", "party,with,kind,status\nPRK,Spainn,diplomatic,severed\n", "DM102", "with", "Spainn"),
        ("relations", "party,with,kind,status\nPRK,ESP,,severed\n", "DM101", "kind", ""),
        ("relations", "party,with,kind,status\nPRK,ESP|ITA,consular,severed\n", "DM102", "with", "ESP|ITA"),
        ("recognitions", "recogniser,recognised,status\nPAN,PAN,granted\n", "DM222", "recognised", "PAN"),
        ("sanctions", "id,senders,target,measures\nr,UN,PRK,armz\n", "DM121", "measures", "armz"),
        ("sanctions", "id,senders,target\nr,UN|PRK,PRK\n", "DM222", "target", "PRK"),
        ("sanctions", "id,senders,target\nr,|,PRK\n", "DM101", "senders", "|"),
        ("events", "id,date,kind,subject\ne,,opened,PRK\n", "DM101", "date", ""),
        ("events", "id,date,kind,subject\ne,soon,opened,PRK\n", "DM111", "date", "soon"),
        ("events", "id,date,kind,subject,detail\ne,2000,opened,PRK,a=b|a=c\n", "DM123", "detail", "a=b|a=c"),
        ("figures", "id,quantity,of,value\nf,closures,PRK,\n", "DM223", "value", ""),
        ("figures", "id,quantity,of,value\nf,closures,PRK,10..8\n", "DM122", "value", "10..8"),
        ("figures", "id,quantity,of,value\nf,closures,PRK,1e999\n", "DM122", "value", "1e999"),
        ("attributions", "id,cause,claimed_by,of\na,greed,me,PRK\n", "DM121", "cause", "greed"),
        ("groups", "group,member,since,until\nKEY,CUB,2001,1999\n", "DM221", "until", "1999"),
        ("sources", "id,date\ns,31 June 1990\n", "DM112", "date", "31 June 1990"),
        ("accreditations", "mission,to\nnone,AND\n", "DM312", "mission", "none"),
        ("story", "id,says,of,shows\nc,x,PRK,jokes\n", "DM121", "shows", "jokes"),
    ],
)
def test_a_bad_row_is_told_at_its_cell_and_kept(
    tmp_path: Path, table: str, text: str, code: str, column: str, raw: str
) -> None:
    reading = read(tmp_path, missions=MISSIONS, **{table: text})
    assert told(reading) == [(code, 2, column, raw)]
    assert [held.text for held in reading.dataset.quarantine] == [text.splitlines()[1]]
    assert reading.tables[table] == RowCounts(1, 0, 1)


def test_a_word_that_is_near_one_of_ours_is_suggested_and_never_taken(tmp_path: Path) -> None:
    reading = read(tmp_path, relations="party,with,kind,status\nPRK,ESP,diplomatic,sevred\n")
    (finding,) = reading.findings
    assert finding.message == "'sevred' is no status of relations known here; did you mean severed?"
    assert finding.fix is not None
    assert (finding.fix.replacement, finding.fix.safe) == ("severed", False)


def test_a_name_is_read_as_of_its_row(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        relations="party,with,kind,status,since,until\n"
        "PRK,Congo,diplomatic,established,1975,1980\nPRK,Congo,diplomatic,established,1998,\n",
        events="id,date,kind,subject,with\ne1,1975,established,PRK,Congo\ne2,unknown,established,PRK,Congo\n",
    )
    assert reading.dataset.relations[0].with_ == "COG"
    assert reading.dataset.events[0].with_ == "COG"
    assert [one[:3] for one in told(reading)] == [("DM103", 3, "with"), ("DM103", 3, "with")]


def test_a_column_settles_the_order_of_its_days_without_rows_that_are_wrong(tmp_path: Path) -> None:
    head = "party,with,kind,status,since\n"
    settled = read(tmp_path, relations=f"{head}PRK,ESP,diplomatic,severed,25/4/2019\n"
                   "PRK,ITA,diplomatic,severed,3/4/2019\n").dataset  # fmt: skip
    assert [str(one.period.start) for one in settled.relations] == ["2019-04-25", "2019-04-03"]
    not_settled = read(tmp_path, relations=f"{head}PRK,ESPP,diplomatic,severed,25/4/2019\n"
                       "PRK,ITA,diplomatic,severed,3/4/2019\n")  # fmt: skip
    assert [one[0] for one in told(not_settled) if one[1] == 3] == ["DM113"]


def test_a_table_without_a_required_column_is_set_aside_whole(tmp_path: Path) -> None:
    reading = read(tmp_path, missions=MISSIONS, relations="party,with,kind\nPRK,ESP,diplomatic\n")
    assert told(reading) == [("DM003", 1, "", "")]
    assert reading.tables["relations"] == RowCounts(1, 0, 1)
    assert dm.check(tmp_path).tables["relations"] == RowCounts(1, 0, 1)


@pytest.mark.parametrize("name", ["relations.csv", "Relations.tsv"])
def test_a_table_on_its_own_is_known_by_its_name_or_header(tmp_path: Path, name: str) -> None:
    rows = "party\twith\tkind\tstatus\nPRK\tESP\tdiplomatic\tsevered\n"
    path = tmp_path / name
    path.write_text(rows if name.endswith("tsv") else rows.replace("\t", ","))
    assert [one.status for one in dm.load(path).dataset.relations] == [RelationStatus.SEVERED]
    other = path.rename(tmp_path / "export.txt")
    assert len(dm.load(other).dataset.relations) == 1


def test_few_columns_say_nothing_of_a_table_unless_its_name_does(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,title\na,b\n")
    assert {f.code for f in dm.load(tmp_path / "x.csv").findings} == {"DM003"}
    named = (tmp_path / "x.csv").rename(tmp_path / "sources.csv")
    assert len(dm.load(named).dataset.sources) == 1


def test_a_table_takes_no_other_s_place(tmp_path: Path) -> None:
    relations = "party,with,kind,status\nPRK,ESP,diplomatic,severed\n"
    reading = read(tmp_path, missions=relations, relations=relations.replace("ESP", "ITA"))
    assert {f.code for f in reading.findings} == {"DM003"}
    assert [one.with_ for one in reading.dataset.relations] == ["ITA"]
    assert reading.rows == RowCounts(1, 0, 1)
    (tmp_path / "events.csv").write_text(MISSIONS)
    assert dm.load(tmp_path).tables["events"] == RowCounts(1, 0, 1)


def test_of_two_files_of_one_name_the_second_is_named(tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_text(MISSIONS)
    (tmp_path / "missions.tsv").write_text(MISSIONS)
    assert [(f.code, f.origin.file[-12:]) for f in dm.load(tmp_path).findings] == [("DM007", "missions.tsv")]


def test_a_layout_that_is_named_is_for_its_own_table(tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_text(MISSIONS)
    (tmp_path / "relations.csv").write_text("state,partner,partner_cell,date_raw\nGhana,Togo,x,2 May 1960\n")
    reading = dm.load(tmp_path, layout="foreign-relations")
    assert (len(reading.dataset.missions), len(reading.dataset.relations)) == (1, 1)
    assert dm.load(tmp_path).dataset == reading.dataset


def test_an_accreditation_of_an_id_that_two_missions_have_is_set_aside(tmp_path: Path) -> None:
    twice = MISSIONS + "a,ITA,FRA,embassy,Paris\n"
    reading = read(tmp_path, missions=twice, accreditations="mission,to\na,AND\n")
    assert told(reading) == [("DM312", 2, "mission", "a")]
    assert not any(mission.accreditations for mission in reading.dataset.missions)


def test_accreditations_follow_those_that_the_mission_s_cells_name(tmp_path: Path) -> None:
    ds = read(
        tmp_path,
        missions="id,sending,receiving,kind,accredited_to\na,ITA,ESP,embassy,AND|MLT\nb,ITA,FRA,embassy,MCO\n",
        accreditations="mission,to,since\na,TUN,1990\n",
    ).dataset
    assert [one.to for one in ds.missions[0].accreditations] == ["AND", "MLT", "TUN"]
    dm.write(ds, tmp_path / "out")
    assert (tmp_path / "out" / "accreditations.csv").read_text().splitlines()[1:] == [
        "a,AND,,,,", "a,MLT,,,,", "a,TUN,1990,,,",
    ]  # fmt: skip
    assert ",MCO," in (tmp_path / "out" / "missions.csv").read_text()
    assert dm.load(tmp_path / "out").dataset == ds


def test_what_cannot_be_read_back_is_not_written(tmp_path: Path) -> None:
    spell = (Spell(dm.Kind.EMBASSY),)
    dated = (Accreditation("AND", Period(PartialDate.parse("1994"))),)
    both = [Mission("a", ("ITA",), to, spell, dated) for to in ("ESP", "FRA")]
    with pytest.raises(ValueError, match=r"a: accreditations\.csv cannot tell which mission"):
        dm.write(dm.Dataset(both), tmp_path / "out")
    with pytest.raises(ValueError, match=r"no place for what is told of its accreditation to AND"):
        dm.write(dm.Dataset(both[:1]), tmp_path / "one.csv")
    for bad in (
        dm.Event("e", None, EventKind.OPENED, ("PRK",), detail=(("a", "b|c"),)),
        dm.Event("e", None, EventKind.OPENED, ("Prk",)),
        dm.Event(" e", None, EventKind.OPENED, ("PRK",)),
    ):
        with pytest.raises(ValueError, match="cannot stand in a table"):
            dm.write(dm.Dataset(events=[bad]), tmp_path / "out")
    two = dm.Dataset(relations=[dm.Relation("PRK", "ESP")], sources=[dm.Source("s")])
    with pytest.raises(ValueError, match="one file cannot hold relations and sources"):
        dm.write(two, tmp_path / "one.csv")
    assert not (tmp_path / "out").exists()


def test_bad_rows_go_back_to_their_own_table_byte_for_byte(tmp_path: Path) -> None:
    bad = 'PRK,ESP,diplomatic,"sev""red",x'
    head = "Party,WITH,kind,status,page"
    ds = read(tmp_path, relations=f"{head}\nPRK,ITA,diplomatic,severed,7\n{bad}\n").dataset
    dm.write(ds, tmp_path / "out")
    written = (tmp_path / "out" / "relations.csv").read_text().splitlines()
    assert written == [head, "PRK,ITA,diplomatic,severed,7", bad]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["datapackage.json", "relations.csv"]


def test_rows_of_a_table_that_has_another_header_wait_beside_it(tmp_path: Path) -> None:
    ds = read(tmp_path, relations="party;with;kind;status\nPRK;ESPP;diplomatic;severed\n").dataset
    assert [path.name for path in dm.write(ds, tmp_path / "out")] == [
        "relations-quarantine.csv",
        "datapackage.json",
    ]
    again = dm.load(tmp_path / "out")
    assert again.dataset == ds
    assert again.tables == {"relations": RowCounts(1, 0, 1)}
    assert [finding.code for finding in again.findings] == ["DM011"]


def test_the_package_describes_each_table_that_is_written(tmp_path: Path) -> None:
    ds = dm.Dataset(relations=[dm.Relation("PRK", "ESP", extra=(("page", "3"),))], sources=[dm.Source("s")])
    dm.write(ds, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    relations, sources = package["resources"]
    assert (relations["path"], sources["path"]) == ("relations.csv", "sources.csv")
    names = [field["name"] for field in relations["schema"]["fields"]]
    assert names == [*TABLES["relations"].names, "page"]
    required = [field["name"] for field in relations["schema"]["fields"] if "constraints" in field]
    assert required == ["party", "with", "kind", "status"]


def test_a_check_counts_the_rows_of_each_table_and_shows_the_row(tmp_path: Path) -> None:
    from diplomap.checking.reports import text_report

    (tmp_path / "missions.csv").write_text(MISSIONS)
    (tmp_path / "relations.csv").write_text("party,with,kind,status\nPRK,ESP,diplomatic,sevred\n")
    result = dm.check(tmp_path)
    assert result.to_dict()["tables"]["relations"] == {
        "read": 1, "typed": 0, "quarantined": 1, "repeated": 0,
    }  # fmt: skip
    shown = text_report(result)
    assert "PRK │ ESP │ diplomatic │ sevred" in shown
    assert "2 rows read, 1 typed, 1 kept aside as they stand." in shown
    assert dm.check(result.dataset).tables == result.tables
