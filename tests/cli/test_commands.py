"""What each command answers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Table = Callable[..., Path]


def table_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# check


def test_check_finds_nothing_in_the_bundled_dataset(run: Run) -> None:
    ran = run("check", "dprk")
    assert (ran.status, ran.err) == (0, "")
    assert re.search(r"Nothing to report: [\d,]+ rows read, all of them typed\.", ran.out)


def test_check_names_line_column_and_raw_text(run: Run, table: Table) -> None:
    path = table('a,PRK,ESP,embassy,,"Ma\ndrid",2013,', "b,PRK,CHN,embasy,,Beijing,,")
    ran = run("check", path, "--format", "json")
    assert ran.status == 1
    [found] = ran.json()["findings"]
    assert (found["code"], found["line"], found["column"], found["raw"]) == ("DM105", 4, "kind", "embasy")
    assert found["file"] == str(path)
    assert found["fix"] == {"replacement": "embassy", "safe": False}
    assert ran.json()["rows"] == {"read": 2, "typed": 1, "quarantined": 1}


def test_check_gives_the_same_findings_in_each_format(run: Run) -> None:
    findings = run("check", "practice", "--format", "json").json()["findings"]
    lines = [json.loads(line) for line in run("check", "practice", "--format", "jsonl").out.splitlines()]
    cells = table_of(run("check", "practice", "--format", "csv").out)
    text = run("check", "practice").out
    assert lines == findings
    assert [(row["code"], int(row["line"])) for row in cells] == [(f["code"], f["line"]) for f in findings]
    assert all(
        f"{finding['severity']} {finding['code']}: {finding['message']}" in text for finding in findings
    )


def test_check_goes_on_after_a_file_that_is_none(run: Run, table: Table, tmp_path: Path) -> None:
    path = table("a,PRK,ESP,embasy,,Madrid,,")
    ran = run("check", tmp_path / "missing.csv", path, "dprk", "--format", "json")
    assert ran.status == 2
    assert "missing.csv: there is no such file" in ran.err
    assert [finding["code"] for finding in ran.json()["findings"]] == ["DM105"]
    assert ran.json()["rows"]["read"] == 90
    assert run("check", path, "dprk").status == 1


def test_exit_zero_asks_for_zero_and_hides_no_error(run: Run, tmp_path: Path) -> None:
    assert run("check", "practice", "--exit-zero").status == 0
    assert run("check", tmp_path / "missing.csv", "--exit-zero").status == 2
    assert run("diff", "dprk@2023-10-01", "dprk", "--exit-zero").status == 0
    assert run("resolve", "Korea", "--exit-zero").status == 0


def test_check_reads_by_the_layout_that_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "named.csv"
    path.write_text("id,sending,receiving,kind\na,PRK,ESP,embassy\n", encoding="utf-8")
    ran = run("check", path, "--layout", "database-of-embassies", "--format", "json")
    assert ran.json()["layout"] == "database-of-embassies"
    assert "DM003" in {finding["code"] for finding in ran.json()["findings"]}


# diff


def test_the_story_of_north_korea_s_closures_adds_up_and_names_its_sources(run: Run) -> None:
    ran = run("diff", "dprk@2023-10-01", "dprk@2024-01-30", "--of", "PRK", "--profile", "mofa-kr")
    assert (ran.status, ran.err) == (1, "")
    out = ran.out
    assert "North Korea (PRK): 53 on 2023-10-01, counted by profile mofa-kr" in out
    assert "North Korea (PRK): 44 on 2024-01-30, counted by profile mofa-kr" in out
    assert "opening − closed + opened = closing: 53 − 9 + 0 = 44" in out
    assert "closed: 9\n" in out
    assert "opened: 0\n" in out
    for city in ("Madrid", "Hong Kong", "Luanda", "Kampala", "Kathmandu", "Dhaka", "Tripoli"):
        assert f" in {city}, to " in out
    opening, _, closing = out.partition("closed: 9")
    assert [line.split()[-1] for line in opening.splitlines()[2:6]] == ["47", "3", "2", "1"]
    assert "embassy                39" in closing
    assert "source kbs-2023-10-30: “KCNA: N. Korea Closing Diplomatic Mission in Angola”, KBS World" in out
    blocks = out.partition("closed: 9\n")[2].partition("\nopened: 0")[0].split("  - ")[1:]
    assert len(blocks) == 9
    assert all("      source " in block for block in blocks)
    assert out.count("source mofa-2023-12-05: “") == 1
    assert out.count("source mofa-2023-12-05 (see above)") == 8


def test_the_same_day_twice_has_no_difference(run: Run) -> None:
    for form in ("text", "json", "csv"):
        assert run("diff", "dprk@2023-10-01", "dprk@2023-10-01", "--format", form).status == 0
    ran = run("diff", "dprk", "dprk")
    assert "No mission changed." in ran.out
    assert "0 only here + 0 kept aside" in ran.out


def test_diff_tells_changes_rows_and_ledger(run: Run, table: Table) -> None:
    old = table("a,PRK,ESP,embassy,,Madrid,2013,", "b,PRK,CHN,embassy,,Beijing,,", "c,FRA,ITA,nonsense,,,,")
    new = table(
        *(
            "a,PRK,ESP,embassy,,Madrid,2013,2023-11",
            "b,PRK,CHN,embassy,,Peking,,",
            "d,FRA,ITA,embassy,,Rome,,",
        ),
        name="new.csv",
    )
    ran = run("diff", old, new, "--format", "json")
    told = ran.json()
    assert ran.status == 1
    assert told["rows"] == {
        "old": {"read": 3, "paired": 2, "only": 0, "quarantined": 1},
        "new": {"read": 3, "paired": 2, "only": 1, "quarantined": 0},
    }
    assert [(pair["old"]["line"], pair["new"]["line"], pair["by"]) for pair in told["pairs"]] == [
        (2, 2, "id"),
        (3, 3, "id"),
    ]
    assert {(change["kind"], change["mission"]) for change in told["changes"]} == {
        ("closed", "a"),
        ("relocated", "b"),
        ("appeared", "d"),
    }
    for account in told["ledger"]:
        for bound in ("low", "high"):
            effects = [
                e["effect"] if isinstance(e["effect"], int) else e["effect"][bound]
                for e in account["entries"]
            ]
            assert account["opening"][bound] + sum(effects) == account["closing"][bound]
    assert f"{old}: 1 of 3 rows could not be typed" in ran.err
    assert "new.csv" not in ran.err
    text = run("diff", old, new).out
    assert "3 rows = 2 paired + 0 only here + 1 kept aside" in text
    assert "North Korea (PRK)  2 − 1 + 0 = 1" in text
    assert "all 2 accounts     2 − 1 + 1 = 2" in text


def test_diff_in_csv_has_a_row_for_each_change(run: Run, table: Table) -> None:
    old = table("a,PRK,ESP,embassy,,Madrid,2013,", "b,PRK,CHN,embassy,,Beijing,,")
    new = table(
        "a,PRK,ESP,consulate,,Toledo,2013,",
        "b,PRK,CHN,embassy,,Peking,,",
        "c,FRA,ITA,embassy,,,,",
        name="n.csv",
    )
    told = run("diff", old, new, "--format", "json").json()["changes"]
    rows = table_of(run("diff", old, new, "--format", "csv").out)
    assert [(row["kind"], row["mission"]) for row in rows] == [(one["kind"], one["mission"]) for one in told]
    assert {row["cells"] for row in rows} >= {"city: Beijing → Peking"}
    assert [
        row["mission"] for row in table_of(run("diff", old, new, "--of", "FRA", "--format", "csv").out)
    ] == ["c"]


def test_diff_tells_columns_that_came_and_went(run: Run, table: Table) -> None:
    head = "id,sending,receiving,kind,city,{}\n"
    places = [f"m{number},PRK,ESP,embassy,City {number},003{number}" for number in range(20)]
    old = table(*places, head=head.format("phone"))
    new = table(*places, head=head.format("telephone"), name="new.csv")
    ran = run("diff", old, new)
    assert "columns renamed: phone is now telephone\n" in ran.out
    assert "No mission changed." in ran.out
    assert ran.status == 1
    more = table(*(f"{place},x" for place in places), head=head.format("phone,web"), name="more.csv")
    assert "columns added: web\n" in run("diff", old, more).out
    assert "columns dropped: web\n" in run("diff", more, old).out


def test_diff_of_one_party_tells_of_no_other(run: Run, table: Table) -> None:
    old = table("a,PRK,ESP,embassy,,Madrid,2013,", "b,FRA,ESP,embassy,,Madrid,,")
    new = table("a,PRK,ESP,embassy,,Madrid,2013,", "b,FRA,ESP,embassy,,Toledo,,", name="new.csv")
    told = run("diff", old, new, "--of", "France", "--format", "json").json()
    assert [change["mission"] for change in told["changes"]] == ["b"]
    assert [account["party"] for account in told["ledger"]] == ["FRA"]
    assert run("diff", old, new, "--of", "FRA").status == 1
    same = run("diff", old, new, "--of", "PRK")
    assert same.status == 0
    assert "Toledo" not in same.out
    moved = run("diff", old, new, "--of", "ESP", "--by", "receiving")
    assert moved.status == 1
    assert "b: relocated: city Madrid → Toledo" in moved.out


def test_diff_keeps_the_accounts_of_hosts_and_receivers(run: Run) -> None:
    ran = run("diff", "dprk@2023-10-01", "dprk", "--by", "host", "--of", "HKG", "--format", "json")
    [account] = ran.json()["ledger"]
    assert (account["party"], account["opening"]["low"], account["closing"]["low"]) == ("HKG", 1, 0)
    text = run("diff", "dprk@2023-10-01", "dprk", "--by", "host", "--of", "HKG").out
    assert text.startswith("on the soil of Hong Kong (HKG): 1 on 2023-10-01")
    assert "consulate general in Hong Kong, of North Korea (PRK) to China (CHN)" in text


def test_diff_pairs_without_ids_where_asked(run: Run, table: Table) -> None:
    old = table("a,PRK,ESP,embassy,,Madrid,2013,")
    new = table("z,PRK,ESP,embassy,,Madrid,2013,", name="new.csv")
    for extra in ((), ("--ignore-ids",)):
        told = run("diff", old, new, *extra, "--format", "json").json()
        assert [(p["old"]["id"], p["new"]["id"], p["by"]) for p in told["pairs"]] == [
            ("a", "z", "natural key")
        ]
    swapped_old = table("a,PRK,ESP,embassy,,Madrid,,", "b,PRK,CHN,embassy,,Beijing,,", name="3.csv")
    swapped_new = table("b,PRK,ESP,embassy,,Madrid,,", "a,PRK,CHN,embassy,,Beijing,,", name="4.csv")
    told = run("diff", swapped_old, swapped_new, "--ignore-ids", "--format", "json").json()
    assert {change["kind"] for change in told["changes"]} == {"rekeyed"}


def test_diff_is_not_misled_by_a_table_without_its_columns(run: Run, table: Table) -> None:
    old = table("a,PRK,ESP,embassy,,Madrid,2013,")
    new = table("a,PRK,embassy", name="new.csv", head="id,sending,kind\n")
    for first, second in ((old, new), (new, old)):
        ran = run("diff", first, second)
        assert (ran.status, ran.out) == (2, "")
        assert "new.csv: no column for receiving" in ran.err


def test_diff_shows_what_nobody_can_tell_apart(run: Run, table: Table) -> None:
    consulate = "PRK,SWE,honorary_consulate,,Lund,,"
    old = table(f"a,{consulate}", f"b,{consulate}")
    new = table(f"c,{consulate}", f"d,{consulate}", name="new.csv")
    ran = run("diff", old, new)
    assert ran.status == 1
    assert "ambiguous: which is which nobody can tell" in ran.out
    assert "old a (line 2), b (line 3); new c (line 2), d (line 3)" in ran.out


# footprint


def test_footprint_counts_explains_and_tells_apart(run: Run) -> None:
    ran = run("footprint", "dprk", "--of", "N. Korea", "--at", "2023-10-01", "--profile", "mofa-kr")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("North Korea (PRK): 53 missions, on 2023-10-01, counted by profile mofa-kr\n")
    assert "\nembassy                   47\n" in ran.out
    assert "open since 2000-02, until some time in 2023-12-06..2024-01-04" in ran.out
    assert "\nnot counted\n" in ran.out


def test_footprint_says_the_same_in_each_format(run: Run) -> None:
    asked = ("footprint", "dprk", "--of", "PRK", "--at", "2023-10-01", "--profile", "lowy")
    told = run(*asked, "--format", "json").json()
    rows = table_of(run(*asked, "--format", "csv").out)
    assert (told["party"], told["at"], told["profile"]) == ("PRK", "2023-10-01", "lowy")
    assert sum(int(row["low"]) for row in rows) == told["count"]["low"]
    assert sum(int(row["high"]) for row in rows) == told["count"]["high"]
    assert len(rows) == len(told["included"]) + len(told["excluded"])
    assert all(entry["why"] for entry in (*told["included"], *told["excluded"]))
    parts = table_of(run(*asked, "--by", "host", "--format", "csv").out)
    assert sum(int(row["high"]) for row in parts) == told["count"]["high"]
    text = run(*asked, "--by", "host").out
    assert "by host " in text
    assert "Hong Kong (HKG)" in text


def test_footprint_of_whom_nobody_looked_at_is_unknown_not_zero(run: Run) -> None:
    ran = run("footprint", "dprk", "--of", "KOR")
    assert ran.out.startswith("South Korea (KOR): unknown, on 2024-01-30")
    assert "the coverage does not name KOR" in ran.out


def test_footprint_of_a_year_is_of_its_first_day(run: Run) -> None:
    asked = ("footprint", "dprk", "--of", "PRK", "--format", "json", "--at")
    assert run(*asked, "2023").json()["at"] == "2023-01-01"


# resolve


@pytest.mark.parametrize(
    ("name", "status", "outcome", "party"),
    [
        ("N. Korea", 0, "resolved", "PRK"),
        ("Burma", 0, "resolved", "MMR"),
        ("Korea", 1, "ambiguous", None),
        ("Texas", 1, "not_a_state", "USA"),
        ("Narnia and so on", 1, "unknown", None),
    ],
)
def test_resolve_gives_one_of_four_outcomes(
    run: Run, name: str, status: int, outcome: str, party: str | None
) -> None:
    ran = run("resolve", "--format", "json", name)
    assert ran.status == status
    told = ran.json()
    assert {*told} == {"text", "outcome", "party", "candidates", "suggestions", "why"}
    assert (told["text"], told["outcome"], told["party"]) == (name, outcome, party)
    text = run("resolve", name)
    assert text.status == status
    assert text.out.startswith(f"{name}  ")


def test_resolve_reads_a_file_and_gives_a_line_for_each_of_its_lines(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes("Burma\n\nCôte d’Ivoire\r\nKorea".encode())
    ran = run("resolve", "--from", path, "--format", "json")
    assert [json.loads(line)["party"] for line in ran.out.splitlines()] == ["MMR", None, "CIV", None]
    path.write_bytes("Brasília\n".encode("cp1252"))
    assert json.loads(run("resolve", "--from", path, "--format", "json").out)["text"] == "Brasília"
    path.write_bytes(b"\n\n\n")
    assert len(run("resolve", "--from", path, "--format", "json").out.splitlines()) == 3
    path.write_bytes(b"")
    ran = run("resolve", "--from", path, "--format", "json")
    assert (ran.status, ran.out) == (0, "")


def test_resolve_tells_a_missing_or_unreadable_file(run: Run, tmp_path: Path) -> None:
    ran = run("resolve", "--from", tmp_path / "missing.txt")
    assert (ran.status, ran.err) == (2, f"diplomap: {tmp_path / 'missing.txt'}: no such file or directory\n")
    (tmp_path / "noise").write_bytes(bytes(range(32)) * 20)
    assert run("resolve", "--from", tmp_path / "noise").status == 2
    assert run("resolve", "--from", tmp_path).status == 2


def test_resolve_heeds_the_date(run: Run) -> None:
    parties = {
        at: json.loads(run("resolve", "Germany", "--at", at, "--format", "json").out)["party"]
        for at in ("1925", "2020")
    }
    assert parties["2020"] == "DEU"
    assert run("resolve", "Yugoslavia", "--at", "2020").status in (0, 1)


# show


def test_show_lists_missions_and_narrows_them(run: Run) -> None:
    ran = run("show", "dprk")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("82 missions, 89 spells\n")
    assert [m["id"] for m in run("show", "dprk", "--in", "HKG", "--format", "json").json()["missions"]] == [
        "prk-chn-hongkong"
    ]
    assert run("show", "dprk", "--of", "PRK", "--to", "ESP").out.endswith("\n1 mission\n")
    assert run("show", "dprk", "--of", "FRA").out == "0 missions\n"
    for extra in (("--of", "FRA"), ("--to", "CHN"), ("--in", "HKG")):
        assert run("show", "dprk", "prk-esp", *extra, "--format", "json").json()["missions"] == []


def test_show_tells_a_mission_in_full_with_its_sources_and_line(run: Run) -> None:
    out = run("show", "dprk", "prk-esp").out
    assert out.startswith("prk-esp  embassy of North Korea (PRK) to Spain (ESP)\n")
    assert "embassy; Madrid; operating; opened 2013-10; closed 2023-10-26..2023-12-05" in out
    assert "source yonhap-2023-11-01: “N. Korea closes embassy in Spain" in out
    [mission] = run("show", "dprk", "prk-esp", "--format", "json").json()["missions"]
    assert f"missions.csv:{mission['spells'][0]['line']}" in out


def test_show_in_csv_is_read_back_the_same_but_for_dates_of_accreditations(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "shown.csv"
    path.write_text(run("show", "dprk", "--format", "csv").out, encoding="utf-8")
    changes = run("diff", "dprk", path, "--format", "json").json()["changes"]
    assert {field for change in changes for field in change["fields"]} == {"accredited_to"}


def test_show_gives_columns_that_are_not_ours(run: Run, table: Table) -> None:
    path = table("a,PRK,ESP,embassy,0034", head="id,sending,receiving,kind,Phone\n")
    assert table_of(run("show", path, "--format", "csv").out)[0]["Phone"] == "0034"
    assert run("show", path, "--format", "json").json()["missions"][0]["spells"][0]["extra"] == {
        "Phone": "0034"
    }
    assert "Phone: 0034" in run("show", path, "a").out


def test_show_tells_both_where_an_id_stands_twice(run: Run, table: Table) -> None:
    path = table("a,PRK,ESP,embassy,,Madrid,,", "a,PRK,CHN,embassy,,Beijing,,")
    out = run("show", path, "a").out
    assert "Madrid" in out
    assert "Beijing" in out


# convert


def test_convert_writes_a_dataset_that_reads_back_the_same(run: Run, tmp_path: Path) -> None:
    ran = run("convert", "dprk", tmp_path / "out")
    assert (ran.status, ran.out) == (0, "")
    assert "missions.csv" in ran.err
    assert run("diff", "dprk", tmp_path / "out").status == 0


def test_convert_keeps_rows_that_could_not_be_typed(run: Run, tmp_path: Path) -> None:
    before = run("check", "practice", "--format", "json").json()["rows"]
    ran = run("convert", "practice", tmp_path / "out")
    assert ran.status == 0
    assert f"{before['quarantined']} of {before['read']} rows could not be typed" in ran.err
    after = run("show", tmp_path / "out", "--format", "json").json()["rows"]
    assert after == before


def test_convert_reads_by_the_layout_that_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "named.csv"
    path.write_text("id,sending,receiving,kind\na,PRK,ESP,embassy\n", encoding="utf-8")
    ran = run("convert", path, tmp_path / "out", "--layout", "database-of-embassies")
    assert ran.status == 2
    assert "in the layout database-of-embassies" in ran.err


def test_convert_of_a_snapshot(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "2023"
    assert run("convert", "dprk@2023-10-01", path).status == 0
    counted = run(
        "footprint", path, "--of", "PRK", "--profile", "mofa-kr", "--at", "2023-10-01", "--format", "json"
    )
    assert counted.json()["count"] == {"low": 53, "high": 53}


# datasets and explain


def test_datasets_are_listed_with_licence_and_coverage(run: Run) -> None:
    ran = run("datasets")
    assert (ran.status, ran.err) == (0, "")
    assert (
        "dprk  Missions of North Korea abroad\n  CC-BY-4.0; as of 2024-01-30; 89 rows; 82 missions" in ran.out
    )
    assert "covers the missions of PRK, 2023-10-01 to 2024-01-30, not all of them." in ran.out
    told = {one["name"]: one for one in run("datasets", "--format", "json").json()["datasets"]}
    assert {*told} >= {"dprk", "practice"}
    assert told["dprk"]["rows"] == {"read": 89, "typed": 89, "quarantined": 0}
    assert told["dprk"]["licence"] == "CC-BY-4.0"
    assert told["dprk"]["coverage"]["senders"] == ["PRK"]


def test_every_code_that_check_gives_is_explained(run: Run) -> None:
    codes = {finding["code"] for finding in run("check", "practice", "--format", "json").json()["findings"]}
    assert codes
    for code in codes:
        ran = run("explain", code)
        assert ran.status == 0
        assert ran.out.startswith(code)
        assert "Mend:" in ran.out


def test_explain_lists_families_and_every_rule(run: Run) -> None:
    assert run("explain", "cells").out.startswith("cells:")
    every = run("explain", "--format", "json").json()["rules"]
    listed = run("explain").out
    assert all(rule["code"] in listed for rule in every)
    some = run("explain", "cells", "dm201", "--format", "json").json()["rules"]
    assert {rule["code"] for rule in some} == {
        *(rule["code"] for rule in every if rule["family"] == "cells"),
        "DM201",
    }


def test_a_sender_asked_for_is_told_apart_by_kind_dyad_and_group(run: Run) -> None:
    def told(by: str) -> str:
        asked = ("--of", "PRK", "--by", by, "--profile", "mofa-kr")
        ran = run("diff", "dprk@2023-10-01", "dprk@2024-01-30", *asked)
        assert (ran.status, ran.err) == (1, "")
        return " ".join(ran.out.split())

    assert "embassy 47 − 8 + 0 = 39" in told("kind")
    assert "North Korea (PRK) to Angola (AGO) 1 − 1 + 0 = 0" in told("dyad").replace(
        "unknown (0 listed)", "0"
    )
    by_group = told("group")
    assert "EU 10 − 1 + 0 = 9" in by_group
    # A receiver is in several groups, so that groups have no sum.
    assert "accounts" not in by_group
