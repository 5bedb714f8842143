"""Bad input: never a trace, never a lost row, and the exit status that fits.

Each case is a file made on the spot, and what `check` gives for it: 2 where there is no table, 1 where
something is found. The other commands give 2 where no mission can be told from it, else 0.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from diplomap.cli.terminal import STEERING

Run = Callable[..., Any]

HEAD = b"id,sending,receiving,kind,city\n"
ROWS = b"a,PRK,ESP,embassy,Madrid\nb,PRK,CHN,embassy,Beijing\n"
FINE = HEAD + ROWS
NOISE = random.Random(1815).randbytes(5000)
SHOWN = 2000


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return made.getvalue()


def damaged(data: bytes) -> bytes:
    half = len(data) // 2
    return data[:half] + bytes(byte ^ 0x5A for byte in data[half : half + 8]) + data[half + 8 :]


@attrs.frozen
class Case:
    """A file, the status of `check`, the status of the others, a word of what is said, its rows."""

    name: str
    data: bytes
    check: int
    others: int
    word: str = ""
    read: int | None = None
    quarantined: int = 0


BIG = gzip.compress(FINE * 50, mtime=0)
CASES = [
    Case("empty.csv", b"", 2, 2, "is empty"),
    Case("blank.csv", b" \n\n\t\n", 2, 2, "is empty"),
    Case("bom-only.csv", b"\xef\xbb\xbf", 2, 2, "is empty"),
    Case("header-only.csv", HEAD, 1, 0, "no rows", 0),
    Case("header-without-line-end.csv", HEAD.rstrip(), 1, 0, "no rows", 0),
    Case("no-such-columns.csv", b"name,age\nAnn,5\n", 1, 2, "no column for id", 1, 1),
    Case("one-column-lacks.csv", b"id,sending,kind\na,PRK,embassy\n", 1, 2, "no column for receiving", 1, 1),
    Case("no-row-typed.csv", HEAD + b",,,,\nx,y,z,w,v\n", 1, 2, "none of its 2 rows could be typed", 2, 2),
    Case("noise.csv", NOISE, 2, 2, "no text table"),
    Case("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE, 2, 2, "no text table"),
    Case("nothing-but-nul.csv", b"\0" * 4096, 2, 2),
    Case("nul-in-a-row.csv", FINE.replace(b"Madrid", b"Mad\0rid"), 1, 0, "NUL", 2),
    Case("nul-in-a-code.csv", FINE.replace(b"ESP", b"E\0SP"), 1, 0, "", 2, 1),
    Case("noise-below-a-header.csv", HEAD + NOISE.replace(b"\0", b"x"), 2, 2, "no text table"),
    Case(
        "mixed.csv",
        HEAD + "a,PRK,COL,embassy,Bogotá\n".encode() + "b,PRK,BRA,embassy,Brasília\n".encode("cp1252"),
        *(1, 0, "Windows-1252", 2),
    ),
    Case("latin.csv", HEAD + "b,PRK,BRA,embassy,Brasília\n".encode("cp1252"), 1, 0, "Windows-1252", 1),
    Case("utf-16.csv", FINE.decode().encode("utf-16"), 0, 0, "", 2),
    Case("utf-16-cut.csv", FINE.decode().encode("utf-16")[:-1], 2, 2, "damaged UTF-16"),
    Case("packed.csv.gz", gzip.compress(FINE, mtime=0), 0, 0, "", 2),
    Case("packed-under-a-plain-name.csv", gzip.compress(FINE, mtime=0), 0, 0, "", 2),
    Case("cut.csv.gz", BIG[: len(BIG) // 2], 2, 2, "gzip file is damaged"),
    Case("damaged.csv.gz", damaged(gzip.compress(FINE, mtime=0)), 2, 2, "gzip file is damaged"),
    Case("packed.zip", zipped(missions__csv=FINE), 0, 0, "", 2),
    Case("empty.zip", zipped(), 2, 2),
    Case("no-table.zip", zipped(readme__md=b"hello"), 2, 2, "holds no missions.csv"),
    Case("damaged.zip", damaged(zipped(missions__csv=FINE)), 2, 2, "zip file cannot be opened"),
    Case("cut.zip", zipped(missions__csv=FINE)[:60], 2, 2, "zip file cannot be opened"),
    Case("spreadsheet.xlsx", zipped(**{"xl/workbook__xml": b"<w/>"}), 2, 2, "spreadsheet cannot be opened"),
    Case("ragged.csv", FINE + b"c,PRK\nd,PRK,RUS,embassy,Moscow,one,too,many\n", 1, 0, "", 4, 2),
    Case("open-quote.csv", FINE + b'c,PRK,RUS,embassy,"Moscow\nd,PRK,SYR,embassy,Damascus\n', 1, 0, "", 4, 1),
    Case("quotes-only.csv", HEAD + b'"""""""\n', 1, 2, "", 1, 1),
    Case("carriage-returns.csv", FINE.replace(b"\n", b"\r"), 0, 0, "", 2),
    Case("escapes.csv", FINE.replace(b"Madrid", b"\x1b[2J\x1b[31mMadrid"), 0, 0, "", 2),
    Case("deep.csv", HEAD + b"a,PRK,ESP,embassy," + b"[" * 100_000 + b"\n", 0, 0, "", 1),
]


def written(folder: Path, case: Case) -> Path:
    path = folder / case.name
    path.write_bytes(case.data)
    return path


def harmless(text: str) -> bool:
    return text == text.translate({code: " " for code in STEERING if chr(code) != "\n"})


def quiet(ran: Any) -> None:
    assert "Traceback" not in ran.out + ran.err
    assert "a fault of diplomap itself" not in ran.err


@pytest.fixture
def told(run: Run) -> Run:
    """Run, and see that neither a trace nor a fault of ours was told."""

    def ran(*arguments: object) -> Any:
        done = run(*arguments)
        quiet(done)
        return done

    return ran


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_check_gives_the_status_and_accounts_for_every_row(told: Run, tmp_path: Path, case: Case) -> None:
    path = written(tmp_path, case)
    ran = told("check", path, "--format", "json")
    assert ran.status == case.check, ran.err
    if case.check == 2:
        assert ran.out == ""
        assert ran.err.startswith(f"diplomap: {path}: ")
        assert case.word in ran.err
        return
    result = ran.json()
    rows = result["rows"]
    assert rows["read"] == rows["typed"] + rows["quarantined"]
    assert (rows["read"], rows["quarantined"]) == (case.read, case.quarantined)
    assert bool(result["findings"]) is (case.check == 1)
    if case.word and not case.others:
        assert any(case.word in finding["message"] for finding in result["findings"])
    text = told("check", path)
    assert text.status == case.check
    assert harmless(text.out)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_other_commands_give_their_status_and_lose_no_row(told: Run, tmp_path: Path, case: Case) -> None:
    path = written(tmp_path, case)
    target = tmp_path / "out"
    runs = {
        "footprint": told("footprint", path, "--of", "PRK", "--format", "json"),
        "show": told("show", path, "--format", "json"),
        "convert": told("convert", path, target),
    }
    for command, ran in runs.items():
        assert ran.status == case.others, (command, ran.err)
        if case.others == 2:
            assert ran.out == ""
            assert str(path) in ran.err
            assert case.word in ran.err
    if case.others == 2:
        assert not target.exists()
        return
    assert case.read is not None
    shown = runs["show"].json()
    assert shown["rows"] == {
        "read": case.read,
        "typed": case.read - case.quarantined,
        "quarantined": case.quarantined,
    }
    assert sum(len(mission["spells"]) for mission in shown["missions"]) == case.read - case.quarantined
    counted = runs["footprint"].json()
    assert len(counted["included"]) + len(counted["excluded"]) == len(shown["missions"])
    again = told("show", target, "--format", "json").json()
    assert again["rows"] == shown["rows"]
    if case.quarantined:
        assert f"{case.quarantined} of {case.read} rows could not be typed" in runs["show"].err


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_diff_gives_its_status_and_accounts_for_every_row(told: Run, tmp_path: Path, case: Case) -> None:
    path = written(tmp_path, case)
    fine = tmp_path / "fine.csv"
    fine.write_bytes(FINE)
    same = told("diff", path, path, "--format", "json")
    assert same.status == case.others, same.err
    for old, new in ((path, fine), (fine, path)):
        ran = told("diff", old, new, "--format", "json")
        if case.others == 2:
            assert (ran.status, ran.out) == (2, "")
            assert case.word in ran.err
            continue
        assert ran.status in (0, 1)
        found = ran.json()
        for side in ("old", "new"):
            rows = found["rows"][side]
            assert rows["read"] == rows["paired"] + rows["only"] + rows["quarantined"]
        mine = found["rows"]["old" if old == path else "new"]
        assert (mine["read"], mine["quarantined"]) == (case.read, case.quarantined)
        if case.quarantined:
            assert f"{path}: {case.quarantined} of {case.read} rows could not be typed" in ran.err


@pytest.mark.parametrize("command", ["check", "diff", "footprint", "show", "convert"])
@pytest.mark.parametrize("what", ["missing", "folder", "folder of pictures", "below a file"])
def test_what_is_no_file_is_told(told: Run, tmp_path: Path, command: str, what: str) -> None:
    path = tmp_path / "missions"
    if what.startswith("folder"):
        path.mkdir()
    if what == "folder of pictures":
        (path / "map.png").write_bytes(NOISE)
    if what == "below a file":
        path.write_bytes(FINE)
        path = path / "missions.csv"
    second = {"diff": [path], "convert": [tmp_path / "out"]}.get(command, [])
    ran = told(command, path, *second)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"diplomap: {path}: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable to the superuser"
)
@pytest.mark.parametrize("command", ["check", "diff", "footprint", "show", "convert"])
def test_a_file_that_may_not_be_read_is_told(told: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "secret.csv"
    path.write_bytes(FINE)
    path.chmod(0)
    second = {"diff": [path], "convert": [tmp_path / "out"]}.get(command, [])
    ran = told(command, path, *second)
    assert (ran.status, ran.out) == (2, "")
    assert "permission denied" in ran.err.casefold()


def test_a_target_that_cannot_be_written_is_told(told: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    ran = told("convert", "dprk", tmp_path / "file" / "out")
    assert (ran.status, ran.out) == (2, "")
    assert str(tmp_path / "file") in ran.err


# Files as large as this come from a broken export; they take seconds, not minutes, and no command falls.
@pytest.mark.slow
def test_a_line_of_200_megabytes(told: Run, tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    path.write_bytes(b"a" * 200_000_000)
    ran = told("check", path, "--format", "json")
    assert ran.status == 1
    assert ran.json()["rows"] == {"read": 0, "typed": 0, "quarantined": 0}
    assert {finding["code"] for finding in ran.json()["findings"]} == {"DM003", "DM006"}
    assert len(ran.out) < SHOWN
    ran = told("footprint", path, "--of", "PRK")
    assert ran.status == 2
    assert len(ran.err) < SHOWN


@pytest.mark.slow
def test_a_cell_of_200_megabytes_is_counted_and_compared(told: Run, tmp_path: Path) -> None:
    path = tmp_path / "cell.csv"
    path.write_bytes(HEAD + b"a,PRK,ESP,embassy," + b"x" * 200_000_000 + b"\nb,PRK,CHN,embassy,Beijing\n")
    ran = told("check", path, "--format", "json")
    assert ran.status == 0
    assert ran.json()["rows"] == {"read": 2, "typed": 2, "quarantined": 0}


@pytest.mark.slow
@pytest.mark.parametrize("columns", [1_000_000])
def test_a_million_columns(told: Run, tmp_path: Path, columns: int) -> None:
    path = tmp_path / "wide.csv"
    names = ",".join(f"c{number}" for number in range(columns))
    cells = ",".join(["x"] * columns)
    path.write_text(f"id,sending,receiving,kind,{names}\na,PRK,ESP,embassy,{cells}\n", encoding="utf-8")
    ran = told("check", path, "--format", "json")
    assert ran.status == 0, ran.out[:SHOWN]
    assert ran.json()["rows"] == {"read": 1, "typed": 1, "quarantined": 0}
    ran = told("footprint", path, "--of", "PRK", "--format", "json")
    assert ran.json()["count"] == {"low": 1, "high": 1}


@pytest.mark.slow
@pytest.mark.parametrize(
    "head",
    ["id,sending,receiving,kind," + "x," * 20_000, "id,sending,receiving,kind," + "," * 20_000],
    ids=["alike", "nameless"],
)
def test_very_many_columns_of_one_name(told: Run, tmp_path: Path, head: str) -> None:
    path = tmp_path / "alike.csv"
    path.write_text(f"{head}\na,PRK,ESP,embassy,{'y,' * 20_000}\n", encoding="utf-8")
    fine = tmp_path / "fine.csv"
    fine.write_bytes(FINE)
    for arguments in (
        ("check", path),
        ("footprint", path, "--of", "PRK"),
        ("show", path),
        ("diff", path, path),
        ("diff", path, fine),
        ("convert", path, tmp_path / "out"),
    ):
        assert told(*arguments).status in (0, 1)
    assert told("diff", path, tmp_path / "out").status == 0


def test_a_package_that_is_no_json_is_found(told: Run, tmp_path: Path) -> None:
    (tmp_path / "missions.csv").write_bytes(FINE)
    for text in ("{", "[]", '{"as_of": "soon"}', "[" * 100_000, '{"coverage": 5, "title": 7, "licenses": 1}'):
        (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
        ran = told("check", tmp_path, "--format", "json")
        assert ran.status in (0, 1)
        assert json.loads(ran.out)["rows"]["typed"] == 2
        assert told("footprint", tmp_path, "--of", "PRK").status == 0
        assert told("show", tmp_path).status == 0
        assert told("convert", tmp_path, tmp_path / "out").status == 0


def test_hostile_text_does_not_reach_the_terminal(told: Run, tmp_path: Path) -> None:
    steer, turn = "\x1b[2J", "\u202e"
    fine = "".join(f"m{number},PRK,ESP,embassy,Madrid,,,\n" for number in range(20))
    head = f"id,sending,receiving,kind,city,note,{steer}{turn},{steer}{turn}\n"
    path, other = tmp_path / f"hostile{steer}.csv", tmp_path / "other.csv"
    rows = f"a{steer},PRK,ESP,embassy,{steer},{turn},{steer},\nb,{steer},{steer},{turn}{steer},,,,\n"
    path.write_text(head + rows + fine, encoding="utf-8")
    other.write_text(f"{head}a{steer},PRK,ESP,embassy,Madrid,moved{steer},,\n{fine}", encoding="utf-8")
    for status, *arguments in (
        (1, "check", path),
        (0, "show", path),
        (0, "show", path, f"a{steer}"),
        (2, "show", path, f"b{steer}"),
        (1, "diff", path, other),
        (1, "diff", path, other, "--of", "PRK"),
        (0, "footprint", path, "--of", "PRK"),
        (1, "resolve", steer),
        (2, "explain", steer),
        (2, steer),
    ):
        ran = told(*arguments)
        assert ran.status == status, (arguments, ran.err)
        for text in (ran.out, ran.err):
            assert harmless(text), (arguments, text)
    assert steer in told("show", path, "--format", "csv").out
    coloured = told("check", path, "--color", "always").out
    assert "\x1b[1m" in coloured
    assert steer not in coloured
