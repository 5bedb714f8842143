"""The merge of files: the bytes of what nobody edited stay, what both edited unlike is marked and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomap.diffing.merging.conflicts import Choice, Conflict, Sides, What
from diplomap.diffing.merging.files.file_merge import FileMerge, merge_file
from diplomap.diffing.merging.files.path_merge import merge_paths
from diplomap.tables.reading import load
from diplomap.tables.reading_result import UnreadableError

HEAD = b"id,sending,receiving,kind,city,opened,sources,note\r\n"
A = b"a,PRK,ESP,embassy,Madrid,2014,s1,\r\n"
B = b'b,PRK,ITA,embassy,"Rome",2001,s1,"x, ""y"""\r\n'
C = b"c,PRK,CHN,embassy,Peking,1949,,\r\n"
BROKEN = b"q,??,CHN,embassy,Peking,1949,,\r\n"
BASE = HEAD + A + B + C + BROKEN


def merged(base: bytes, ours: bytes, theirs: bytes, policy: str | None = None) -> FileMerge:
    """The merge, which must be the mirror of that with the sides exchanged."""
    done = merge_file("missions.csv", Sides(base, ours, theirs), policy=policy)
    if policy is None:
        other = merge_file("missions.csv", Sides(base, theirs, ours))
        told = sorted((one.id, one.field or "", one.base, one.ours, one.theirs) for one in done.conflicts)
        mirrored = [one.mirrored() for one in other.conflicts]
        assert told == sorted((one.id, one.field or "", one.base, one.ours, one.theirs) for one in mirrored)
    return done


def hunk(ours: bytes, theirs: bytes, end: bytes = b"\r\n") -> bytes:
    return b"<<<<<<< ours" + end + ours + b"=======" + end + theirs + b">>>>>>> theirs" + end


def test_edits_of_unlike_cells_meet_in_one_row_and_the_rest_keeps_its_bytes() -> None:
    ours = BASE.replace(b"Madrid", b"Toledo").replace(b"1949,,\r\nq", b"1949,s9,\r\nq")
    theirs = BASE.replace(b"2014", b"2014-03-05")
    done = merged(BASE, ours, theirs)
    assert done.conflicts == ()
    assert done.data == ours.replace(b"2014", b"2014-03-05")


def test_both_may_add_sources() -> None:
    done = merged(BASE, BASE.replace(b"2014,s1", b"2014,s1|s3"), BASE.replace(b"2014,s1", b"2014,s0|s1"))
    assert done.data == BASE.replace(b"2014,s1", b"2014,s1|s0|s3")


def test_a_cell_changed_by_both_stands_between_markers_with_all_that_is_agreed() -> None:
    ours = BASE.replace(b"Madrid", b"Toledo").replace(b"2014,s1", b"2014,s2")
    done = merged(
        BASE, ours, BASE.replace(b"Madrid", b"Segovia").replace(b"embassy,Segovia", b"legation,Segovia")
    )
    toledo, segovia = (
        A.replace(b"embassy,Madrid,2014,s1", one)
        for one in (b"legation,Toledo,2014,s2", b"legation,Segovia,2014,s2")
    )
    assert done.data == HEAD + hunk(toledo, segovia) + B + C + BROKEN
    [told] = done.conflicts
    assert (told.table, told.id, told.field, told.what) == ("missions", "a", "city", What.CHANGED)
    assert (told.base, told.ours, told.theirs) == ("Madrid", "Toledo", "Segovia")
    assert (told.lines, told.line) == (Sides(2, 2, 2), 2)
    assert str(told) == "missions a, city: both changed it, not alike"


@pytest.mark.parametrize(
    ("policy", "row"),
    [("ours", A.replace(b"Madrid", b"Toledo")), ("theirs", A.replace(b"Madrid", b"Segovia")), ("base", A)],
)
def test_a_policy_settles_it(policy: str, row: bytes) -> None:
    ours, theirs = BASE.replace(b"Madrid", b"Toledo"), BASE.replace(b"Madrid", b"Segovia")
    done = merged(BASE, ours, theirs, policy)
    assert done.data == HEAD + row + B + C + BROKEN
    assert not done.conflicts
    assert [str(one.choice) for one in done.settled] == [policy]


def test_the_newest_source_wins_where_its_text_tells_a_day() -> None:
    ours = BASE.replace(b"Madrid,2014,s1", b"Toledo,2014,list of 2019-01-02")
    theirs = BASE.replace(b"Madrid,2014,s1", b"Segovia,2014,list of 2021-05")
    done = merged(BASE, ours, theirs, "newest-source")
    assert done.data == theirs
    assert {one.choice for one in done.settled} == {Choice.THEIRS}
    undated = merged(
        BASE, BASE.replace(b"Madrid", b"Toledo"), BASE.replace(b"Madrid", b"Segovia"), "newest-source"
    )
    assert len(undated.conflicts) == 1


def test_a_row_removed_by_one_and_changed_by_the_other() -> None:
    done = merged(BASE, HEAD + B + C + BROKEN, BASE.replace(b"2014", b"2015"))
    assert done.data == HEAD + hunk(b"", A.replace(b"2014", b"2015")) + B + C + BROKEN
    [told] = done.conflicts
    assert (told.what, told.ours, told.lines.ours) == (What.REMOVED, None, None)
    untouched = merged(BASE, HEAD + B + C + BROKEN, BASE.replace(b"Rome", b"Roma"))
    assert (untouched.conflicts, untouched.data) == ((), HEAD + B.replace(b"Rome", b"Roma") + C + BROKEN)


def test_rows_that_both_added() -> None:
    new, other, more = (
        f"{row}\r\n".encode()
        for row in (
            "d,PRK,FRA,embassy,Paris,1,,",
            "d,PRK,FRA,embassy,Lyon,1,,",
            "e,PRK,DEU,embassy,Berlin,,,",
        )
    )
    assert merged(BASE, BASE + new, BASE + new + more).data == BASE + new + more
    assert merged(BASE, BASE + new, BASE + more).data == BASE + new + more
    done = merged(BASE, BASE + new, BASE + other)
    assert done.data == BASE + hunk(new, other)
    assert [(one.what, one.id, one.base) for one in done.conflicts] == [(What.ADDED, "d", None)]


def test_a_row_in_quarantine_is_merged_as_text() -> None:
    done = merged(BASE, BASE.replace(b"??", b"?!"), BASE + b"z,!!,x\r\n")
    assert (done.conflicts, done.data) == ((), BASE.replace(b"??", b"?!") + b"z,!!,x\r\n")
    mended, other = BROKEN.replace(b"??", b"PRK"), BROKEN.replace(b"??", b"PRX")
    clash = merged(BASE, HEAD + A + B + C + mended, HEAD + A + B + C + other)
    assert clash.data == HEAD + A + B + C + hunk(mended, other)
    assert [(one.id, one.field) for one in clash.conflicts] == [("q", "sending")]


def with_column(table: bytes, name: bytes, cell: bytes) -> bytes:
    head, *rows = table.removesuffix(b"\r\n").split(b"\r\n")
    return b"\r\n".join([head + b"," + name, *(row + b"," + cell for row in rows)]) + b"\r\n"


def test_columns_are_merged_too() -> None:
    wider = with_column(BASE, b"phone", b"1")
    edited = BASE.replace(b"Madrid", b"Toledo") + b"d,PRK,FRA,embassy,Paris,,,\r\n"
    done = merged(BASE, wider, edited)
    assert done.data == wider.replace(b"Madrid", b"Toledo") + b"d,PRK,FRA,embassy,Paris,,,,\r\n"
    renamed = merged(BASE, BASE.replace(b"note", b"remark"), edited)
    assert renamed.data == edited.replace(b"note", b"remark")
    dropped = b"id,kind,city\na,embassy,Madrid\nb,embassy,Rome\n"
    base = b"id,kind,city,note\na,embassy,Madrid,x\nb,embassy,Rome,y\n"
    assert merged(base, dropped, base.replace(b"Rome", b"Roma")).data == dropped.replace(b"Rome", b"Roma")
    clash = merged(base, dropped, base.replace(b"x", b"z"))
    shown = hunk(b"a,embassy,Madrid,\n", b"a,embassy,Madrid,z\n", b"\n")
    assert clash.data == b"id,kind,city,note\n" + shown + b"b,embassy,Rome,y\n"
    assert [one.why for one in clash.conflicts] == ["ours removed the column, theirs changed 1 of its cells"]
    assert merged(base, dropped, base.replace(b"x", b"z"), "ours").data == dropped


def test_a_row_that_is_typed_otherwise_and_says_the_same_is_no_edit() -> None:
    theirs = BASE.replace(b'"Rome"', b"Rome")
    done = merged(BASE, BASE.replace(b"2001", b"2002"), theirs)
    assert (done.conflicts, done.data) == ((), BASE.replace(b"2001", b"2002"))


def test_the_file_keeps_its_form_and_takes_the_form_that_one_side_gave_it() -> None:
    other = b"\xef\xbb\xbf" + BASE.replace(b"\r\n", b"\n").replace(b",", b";").replace(b"x; ", b"x, ")
    done = merged(BASE, BASE.replace(b"Madrid", b"Toledo"), other)
    assert done.data == other.replace(b"Madrid", b"Toledo")
    bare = BASE.removesuffix(b"\r\n")
    last = b"z,PRK,FRA,embassy,Paris,,,"
    assert merged(bare, bare.replace(b"Rome", b"Roma"), bare + b"\r\n" + last).data == (
        bare.replace(b"Rome", b"Roma") + b"\r\n" + last
    )


def test_lines_in_another_encoding_keep_their_bytes_and_new_letters_find_room() -> None:
    latin = BASE.replace(b"Peking,1949,,\r\nq", "Pékin,1949,,\r\nq".encode("cp1252"))
    done = merged(latin, latin.replace(b"Madrid", b"Toledo"), latin.replace(b"Rome", b"Roma"))
    assert done.data == latin.replace(b"Madrid", b"Toledo").replace(b"Rome", b"Roma")
    polish = latin.decode("cp1252").replace("Rome", "Łódź").encode()
    both = merged(latin, latin.replace(b"Madrid", b"Toledo"), polish)
    assert both.data is not None
    assert both.data == polish.replace(b"Madrid", b"Toledo")


def test_ids_that_one_side_renumbered_lose_no_edit() -> None:
    ours = BASE.replace(b"\na,", b"\n101,").replace(b"\nb,", b"\n102,").replace(b"\nc,", b"\n103,")
    done = merged(BASE, ours, BASE.replace(b"Madrid,2014", b"Madrid,2014-03"))
    assert (done.conflicts, done.data) == ((), ours.replace(b"2014", b"2014-03"))


def test_records_of_another_table_and_of_no_known_table() -> None:
    head, row = b"party,with,kind,status,since\n", b"PRK,%b,diplomatic,established,%b\n"
    base = head + row % (b"ESP", b"2001") + row % (b"ITA", b"")
    ours, theirs = base.replace(b"2001", b"2001-02"), base.replace(b",established,\n", b",severed,\n")
    done = merge_file("relations.csv", Sides(base, ours, theirs))
    assert (done.conflicts, done.data) == ((), ours.replace(b",established,\n", b",severed,\n"))
    odd = b"name,size\nx,1\ny,2\nz,3\n"
    done = merge_file("odd.csv", Sides(odd, odd.replace(b"1", b"7"), odd.replace(b"3", b"9") + b"w,0\n"))
    assert (done.conflicts, done.data) == ((), b"name,size\nx,7\ny,2\nz,9\nw,0\n")


def test_without_a_base_what_both_added_alike_is_agreed() -> None:
    done = merged(b"", BASE, BASE.replace(b"Madrid", b"Toledo"))
    assert done.data == HEAD + hunk(A, A.replace(b"Madrid", b"Toledo")) + B + C + BROKEN
    with pytest.raises(UnreadableError, match="no column in common"):
        merge_file("m.csv", Sides(b"", b"a,b\n1,2\n", b"c,d\n1,2\n"))


def test_markers_are_told_by_the_reader(tmp_path: Path) -> None:
    done = merged(BASE, BASE.replace(b"Madrid", b"Toledo"), BASE.replace(b"Madrid", b"Segovia"))
    assert done.data is not None
    (tmp_path / "missions.csv").write_bytes(done.data)
    held = [one.text for one in load(tmp_path / "missions.csv").dataset.quarantine]
    assert held == ["<<<<<<< ours", "=======", ">>>>>>> theirs", BROKEN.decode().strip()]


def test_an_open_quote_is_refused_where_it_would_run_into_other_rows() -> None:
    base = b"id,city,note\na,Rome,1\nb,Bonn,2\nc,Oslo,3\n"
    ours, theirs = base.replace(b"Rome", b'"Rome'), base.replace(b"Oslo", b'Oslo"')
    with pytest.raises(UnreadableError, match="a quote that is opened and never closed"):
        merge_file("m.csv", Sides(base, ours, theirs))
    done = merge_file("m.csv", Sides(base, ours, base.replace(b"Oslo", b"Bergen")))
    assert done.data == ours.replace(b"Oslo", b"Bergen")


def folder(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return path


def test_folders_are_merged_file_by_file(tmp_path: Path) -> None:
    table = "id,sending,receiving,kind,city,sources\na,PRK,ESP,embassy,{},{}\n"
    sources = "id,title,date\nold,x,2019\nnew,y,2021\n"
    package = '{{"title": "{}", "resources": [{{"name": "missions", "path": "missions.csv"}}{}]}}\n'
    ends = ("", ', {"name": "events", "path": "events.csv"}')
    base = folder(
        tmp_path / "b",
        missions_csv=table.format("", ""),
        sources_csv=sources,
        datapackage_json=package.format("A", ""),
        readme_md="x",
    )
    ours = folder(
        tmp_path / "o",
        missions_csv=table.format("Toledo", "old"),
        sources_csv=sources,
        datapackage_json=package.format("B", ""),
        readme_md="y",
        extra_txt="",
    )
    theirs = folder(
        tmp_path / "t",
        missions_csv=table.format("Segovia", "new"),
        datapackage_json=package.format("A", ends[1]),
        readme_md="z",
    )
    done = merge_paths(Sides(base, ours, theirs))
    told = {(one.table, one.id, one.field) for one in done.conflicts}
    assert told == {("missions", "a", "city"), ("readme.md", "", None)}
    assert "sources.csv" not in done.files
    package_told = done.files["datapackage.json"].data
    assert package_told is not None
    assert b'"title": "B"' in package_told
    assert b"events.csv" in package_told
    settled = merge_paths(Sides(base, ours, theirs), policy="newest source")
    assert settled.files["missions.csv"].data == table.format("Segovia", "new|old").encode()
    chosen = merge_paths(Sides(base, ours, theirs), policy=lambda conflict: _ours_only(conflict))
    assert chosen.files["readme.md"].data == b"y"
    with pytest.raises(UnreadableError, match="three folders"):
        merge_paths(Sides(base, ours, theirs / "missions.csv"))


def _ours_only(conflict: Conflict) -> Choice | None:
    return Choice.OURS if conflict.table == "readme.md" else None
