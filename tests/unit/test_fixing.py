"""`diplomap.fix`: what is mended, what is left and why, and that all else stays byte for byte."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from diplomap.checking.check import check
from diplomap.checking.fixing import Fixed, Why, fix
from diplomap.checking.settings import Settings

HEAD = "id,sending,receiving,kind,status,city,opened,closed\n"
RELATIONS = "party,with,kind,status,since,until,sources\n"


def fixed(text: str | bytes, *, name: str = "missions.csv", unsafe: bool = False, **options: object) -> Fixed:
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    stream.name = name
    return fix(stream, unsafe=unsafe, **options)  # type: ignore[arg-type]


def rows(*told: str, head: str = HEAD) -> str:
    return head + "".join(f"{row}\n" for row in told)


def edits(done: Fixed) -> list[tuple[int, str | None, str, str | None, str]]:
    return [(one.line, one.column, one.before, one.after, one.code) for one in done.edits]


def test_only_the_cell_changes() -> None:
    table = (
        b"\xef\xbb\xbfsep=;\r\nZweck;KIND;id;sending;receiving;opened;closed\r\n"
        b'"a ""b""; c";embassy;"m1";PRK;ESP;"3 May 2019";\r\n'
        b"x;embassy ;m2;PRK;ITA;;\r\n\r\n"
        b'y;"embassy";m3;PRK;"DEU"; 2001;2003'
    )
    done = fixed(table)
    assert done.data("missions.csv") == (
        table.replace(b'"3 May 2019"', b'"2019-05-03"')
        .replace(b"embassy ;", b"embassy;")
        .replace(b" 2001", b"2001")
    )
    assert [(one.line, one.column) for one in done.edits] == [(3, "opened"), (4, "KIND"), (6, "opened")]
    assert not done.left


def test_windows_lines_keep_their_encoding() -> None:
    table = HEAD.encode() + "a,PRK,ESP,embassy,,Málaga,3 May 2019,\n".encode("cp1252")
    table += "b,PRK,ITA,embassy,,Forlì,,\n".encode()
    done = fixed(table)
    assert done.data("missions.csv") == table.replace(b"3 May 2019", b"2019-05-03")
    assert [one.finding.code for one in done.left] == ["DM001"]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_other_encodings_are_kept(encoding: str) -> None:
    text = rows("a,PRK,ESP,embassy,,Málaga,3 May 2019,")
    done = fixed(text.encode(encoding))
    assert done.data("missions.csv") == text.replace("3 May 2019", "2019-05-03").encode(encoding)


def test_unsafe_fixes_wait_until_they_are_asked_for() -> None:
    table = rows("a,PRK,ESP,embasy,,Madrid,,")
    done = fixed(table)
    assert not done.edits
    assert [(one.why, one.had_fix) for one in done.left] == [(Why.UNSAFE, True)]
    assert edits(fixed(table, unsafe=True)) == [(2, "kind", "embasy", "embassy", "DM105")]


def test_a_fix_that_would_bring_another_finding_is_not_applied() -> None:
    table = rows("a,PRK,ESP,embassy,,Madrid,1990,2000", "a,PRK,ESP,embasy,,Madrid,1995,")
    done = fixed(table, unsafe=True)
    assert not done.edits
    (left,) = done.left
    assert left.why is Why.NOT_PROVEN
    assert "DM303" in left.because


def test_one_fix_that_goes_wrong_keeps_no_other_from_being_applied() -> None:
    table = rows(
        "a,PRK,ESP,embassy,,Madrid,1990,2000",
        "a,PRK,ESP,embasy,,Madrid,1995,",
        "b,PRK,ITA,embasy,,Rome,3 May 2019,",
        "c,PRK,DEU, embassy,,Berlin,,",
    )
    done = fixed(table, unsafe=True)
    assert [one.line for one in done.edits] == [4, 4, 5]
    assert [one.finding.origin.line for one in done.left] == [3]


def test_two_fixes_of_one_cell_follow_each_other() -> None:
    done = fixed(rows("a,PRK,ESP, embasy ,,Madrid,,"), unsafe=True)
    assert done.text("missions.csv") == rows("a,PRK,ESP,embassy,,Madrid,,")
    assert not done.left


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("em\u200bbassy", "embassy"),
        ("Ｅｍｂａｓｓｙ!", None),
        ("еmbassy", "embassy"),
        ("consulate\u00adgeneral", None),
    ],
)
def test_look_alikes_are_safe_where_the_text_is_then_read(typed: str, meant: str | None) -> None:
    done = fixed(rows(f"a,PRK,ESP,{typed},,Madrid,,"))
    assert [one.after for one in done.edits] == ([] if meant is None else [meant])


def test_look_alikes_in_names_and_dates() -> None:
    done = fixed(rows("a,PRK,Spain,embassy,,Madrid,２０１９–05–03,", "b,PRK,\u0421uba,embassy,,Havana,,"))
    assert [(one.column, one.after, one.safe) for one in done.edits] == [
        ("opened", "2019-05-03", True),
        ("receiving", "Cuba", True),
    ]
    assert not done.left


def test_what_a_cell_tells_beside_its_date_is_not_lost() -> None:
    done = fixed(rows("a,PRK,ESP,embassy,,Madrid,1974 (Paris),", "b,PRK,ITA,embassy,,Rome,12 May 1990[3],"))
    assert not done.edits
    assert [(one.finding.code, one.why) for one in done.left] == [("DM117", Why.UNSAFE)] * 2
    table = rows("PRK,ESP,diplomatic,established,n.d.[3],,", head=RELATIONS)
    assert not fixed(table, name="relations.csv").edits


def test_a_range_is_split_only_where_that_was_asked_for() -> None:
    table = rows("a,PRK,ESP,embassy,,Madrid,1990–1995,", "b,PRK,ITA,embassy,,Rome,1990–1995,2001")
    done = fixed(table)
    assert edits(done) == [(3, "opened", "1990–1995", "1990..1995", "DM117")]
    assert [(one.finding.origin.line, one.why) for one in done.left] == [(2, Why.UNSAFE)]
    done = fixed(table, unsafe=True)
    assert done.text("missions.csv").splitlines()[1] == "a,PRK,ESP,embassy,,Madrid,1990,1995"
    done = fixed(
        rows("PRK,ESP,diplomatic,established,1990–1995,,", head=RELATIONS), name="relations.csv", unsafe=True
    )
    assert done.text("relations.csv").splitlines()[1] == "PRK,ESP,diplomatic,established,1990,1995,"


def test_copies_of_a_row_are_taken_out_only_where_that_was_asked_for() -> None:
    row = 'a,PRK,ESP,embassy,,"Mad\nrid",1990,'
    table = rows(row, "b,PRK,ITA,embassy,,Rome,,", row, row, "c,PRK,DEU,embassy,,Berlin,3 May 2019,")
    assert not any(one.after is None for one in fixed(table).edits)
    done = fixed(table, unsafe=True)
    assert done.text("missions.csv") == rows(
        row, "b,PRK,ITA,embassy,,Rome,,", "c,PRK,DEU,embassy,,Berlin,2019-05-03,"
    )
    assert [(one.line, one.after) for one in done.edits] == [(5, None), (7, None), (9, "2019-05-03")]
    assert done.before.rows.read - done.result.rows.read == 2


def test_relations_told_twice_are_taken_out_only_where_every_cell_is_the_same() -> None:
    row = "PRK,ESP,diplomatic,established,2001,,"
    assert len(fixed(rows(row, row, head=RELATIONS), name="relations.csv", unsafe=True).edits) == 1
    assert not fixed(rows(row, row + "s1", head=RELATIONS), name="relations.csv", unsafe=True).edits


@pytest.mark.parametrize(
    ("name", "head", "row", "code"),
    [
        ("sources.csv", "id,title,publisher", "s1,A list,A ministry", "DM311"),
        ("groups.csv", "group,member,role,since,until", "NAM,IND,,1961,", "DM651"),
    ],
)
def test_copies_of_records_are_taken_out(name: str, head: str, row: str, code: str) -> None:
    done = fixed(f"{head}\n{row}\n{row}\n", name=name, unsafe=True)
    assert [(one.line, one.code) for one in done.edits] == [(3, code)]
    assert done.text(name) == f"{head}\n{row}\n"
    other = row[:-1] + ("x" if row[-1] == "y" else "1965")
    assert not [
        one for one in fixed(f"{head}\n{row}\n{other}\n", name=name, unsafe=True).edits if not one.after
    ]


def test_a_header_that_is_surely_ours_is_mended() -> None:
    row = "a,PRK,ESP,embassy,,Madrid,3 May 2019,"
    table = rows(row, head=HEAD.replace("receiving", '"Receiving:"').replace("kind", "k\u200bind"))
    done = fixed(table)
    assert done.text("missions.csv") == rows(row, head=HEAD.replace("receiving", '"receiving"')).replace(
        "3 May 2019", "2019-05-03"
    )
    assert done.result.rows.typed == 1
    assert not done.left
    table = rows(row, head=HEAD.replace("receiving", "recieving"))
    assert not fixed(table).edits
    assert edits(fixed(table, unsafe=True))[0] == (1, "recieving", "recieving", "receiving", "DM003")
    assert not fixed(rows(row, head=HEAD.replace("receiving", "whereto")), unsafe=True).edits


def test_names_become_codes_only_where_that_was_asked_for() -> None:
    table = rows("a,North Korea|France,Spain,Embassy,,Madrid,,", "b,DEU,Congo,embassy,,,1998,")
    assert not fixed(table).edits
    done = fixed(table, codes=True)
    assert done.text("missions.csv") == rows("a,PRK|FRA,ESP,embassy,,Madrid,,", "b,DEU,Congo,embassy,,,1998,")
    assert {one.code for one in done.edits} == {"codes"}
    done = fixed(
        rows("North Korea,Spain,Diplomatic,established,2001,,", head=RELATIONS),
        name="relations.csv",
        codes=True,
    )
    assert done.text("relations.csv") == rows("PRK,ESP,diplomatic,established,2001,,", head=RELATIONS)


def test_a_selection_clears_nothing_else() -> None:
    table = rows("a,PRK,ESP, embassy,,Madrid,3 May 2019,")
    done = fixed(table, select=["DM117"])
    assert [one.code for one in done.edits] == ["DM117"]
    assert [(one.finding.code, one.why) for one in done.left] == [("DM120", Why.NOT_SELECTED)]
    with pytest.raises(ValueError, match="no rule has the code"):
        fixed(table, select=["DM9999"])


def test_a_line_with_its_quotes_in_disorder_is_let_alone() -> None:
    table = rows('a,PRK,ESP,embassy,,"Madrid,3 May 2019,', "b,PRK,ITA,embassy,,Rome,3 May 2019,")
    done = fixed(table)
    assert [one.line for one in done.edits] == [3]
    assert done.data("missions.csv") == table.replace("Rome,3 May 2019", "Rome,2019-05-03").encode()


def test_a_prefix_that_a_layout_takes_off_is_kept() -> None:
    table = (
        "operator;country;type;city;inception;QID\n"
        "Spain;France;embassy;Paris;;http://www.wikidata.org/entity/Q1 \n"
    )
    done = fixed(table)
    assert done.data("missions.csv") == table.replace("Q1 \n", "Q1\n").encode()


def test_a_date_whose_order_its_column_settles_is_fixed_with_the_others() -> None:
    table = rows("a,PRK,ESP,embassy,,Madrid,3/4/2019,", "b,PRK,ITA,embassy,,Rome,25/4/2019,")
    assert [one.after for one in fixed(table).edits] == ["2019-04-03", "2019-04-25"]


def test_what_settings_or_the_table_leave_aside_is_not_touched() -> None:
    table = rows(
        "a,PRK,ESP, embassy,,Madrid,3 May 2019,,",
        "b,PRK,ITA,embassy,,Rome,3 May 2019,,DM117: as the treaty has it",
        head=HEAD.replace("\n", ",ignore\n"),
    )
    done = fixed(table, settings=Settings(ignore="DM120"))
    assert edits(done) == [(2, "opened", "3 May 2019", "2019-05-03", "DM117")]
    assert not done.left


def test_a_rule_is_selected_by_name_or_family() -> None:
    table = rows("a,PRK,ESP, embassy,,Madrid,3 May 2019,")
    assert [one.code for one in fixed(table, select=["spaces-around"]).edits] == ["DM120"]
    assert len(fixed(table, select=["cells"]).edits) == 2
    assert not fixed(table, select=["diplomacy"]).edits


def test_rows_of_another_program_are_left_as_they_are() -> None:
    row = {"id": "a", "sending": "PRK", "receiving": "ESP", "kind": "embassy", "opened": "3 May 2019"}
    done = fix([row])
    assert not done.edits
    assert [(one.finding.code, one.why) for one in done.left] == [("DM117", Why.NO_TEXT)]
    assert not done.changed


def test_a_day_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="as it stands"):
        fix("practice@2001")


def test_the_diff_can_be_applied(tmp_path: Path) -> None:
    many = [f"m{number},PRK,ESP,embassy,closed,City {number},," for number in range(30)]
    for place in (0, 10, 11, 29):
        many[place] = many[place].replace("City", " City").replace(",,", ",3 May 2019,")
    many[20] = many[19]
    text = rows(*many).rstrip("\n")
    path = tmp_path / "missions.csv"
    path.write_text(text, encoding="utf-8", newline="")
    done = fix(path, unsafe=True)
    patch = done.diff().replace(str(tmp_path).lstrip("/") + "/", "")
    assert "\\ No newline at end of file" in patch
    if shutil.which("git") is None:
        pytest.skip("git is not there to apply the diff")
    subprocess.run(["git", "apply", "-p1", "-"], input=patch.encode(), cwd=tmp_path, check=True)
    assert path.read_bytes() == done.data(str(path))


def test_writing_keeps_the_mode_and_a_link(tmp_path: Path) -> None:
    path = tmp_path / "real.csv"
    path.write_text(rows("a,PRK,ESP,embassy,,Madrid,3 May 2019,"))
    path.chmod(0o640)
    link = tmp_path / "missions.csv"
    link.symlink_to(path)
    assert fix(link).write() == (str(link),)
    assert link.is_symlink()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o640
    assert path.read_text() == rows("a,PRK,ESP,embassy,,Madrid,2019-05-03,")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["missions.csv", "real.csv"]
    assert fix(link).write() == ()


def test_writing_refuses_what_it_did_not_read(tmp_path: Path) -> None:
    path = tmp_path / "missions.csv"
    path.write_text(rows("a,PRK,ESP,embassy,,Madrid,3 May 2019,"))
    done = fix(path)
    path.write_text(rows("somebody else was here"))
    with pytest.raises(ValueError, match="changed since"):
        done.write()
    packed = tmp_path / "missions.csv.gz"
    packed.write_bytes(gzip.compress(rows("a,PRK,ESP,embassy,,Madrid,3 May 2019,").encode()))
    with pytest.raises(ValueError, match="packed"):
        fix(packed).write()
    with pytest.raises(ValueError, match="stream"):
        fixed(rows("a,PRK,ESP,embassy,,Madrid,3 May 2019,")).write()


def test_a_folder_is_mended_table_by_table(tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_text(rows("a,PRK,ESP,embassy,,Madrid,,"))
    (tmp_path / "relations.csv").write_text(
        rows(
            "PRK,ESP,diplomatic,established,n.d.,,",
            "PRK,ITA, diplomatic,established,2 May 2001,,",
            head=RELATIONS,
        )
    )
    done = fix(tmp_path)
    assert done.write() == (f"{tmp_path}/relations.csv",)
    assert (tmp_path / "relations.csv").read_text() == rows(
        "PRK,ESP,diplomatic,established,,,", "PRK,ITA,diplomatic,established,2001-05-02,,", head=RELATIONS
    )
    assert not check(tmp_path).findings


def test_a_copy_in_another_notation_of_dates_is_a_copy() -> None:
    table = rows("a,PRK,ESP,embassy,,Madrid,3 May 2019,", "a,PRK,ESP,embassy,,Madrid,2019-05-03,")
    stream = io.BytesIO(table.encode())
    stream.name = "missions.csv"
    assert [one.code for one in check(stream).findings] == ["DM117", "DM302"]
    assert fixed(table, unsafe=True).text("missions.csv") == rows("a,PRK,ESP,embassy,,Madrid,2019-05-03,")
