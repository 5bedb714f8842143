"""`diplomap fix`: what it writes, what it shows, what it refuses, and its exit status."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "fix.schema.json"
ROW = "a,PRK,ESP,embassy,,Madrid,3 May 2019,"
MENDED = "a,PRK,ESP,embassy,,Madrid,2019-05-03,"
Run = Callable[..., Any]
Table = Callable[..., Path]


def test_it_writes_the_file_and_says_what_it_did(run: Run, table: Table) -> None:
    path = table(ROW, "b,PRK,ITA,embasy,,Rome,,")
    ran = run("fix", path)
    assert (ran.status, ran.err) == (1, "")
    assert "2 opened: 3 May 2019 → 2019-05-03  DM117" in ran.out
    assert "1 cell mended in 1 file; 1 finding left: of 1 the fix may change what was meant" in ran.out
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [MENDED, "b,PRK,ITA,embasy,,Rome,,"]
    again = run("fix", path)
    assert again.status == 0
    assert again.out.startswith("Nothing to mend; 1 finding left")


def test_a_diff_is_shown_and_nothing_written(run: Run, table: Table) -> None:
    path = table(ROW)
    before = path.read_bytes()
    ran = run("fix", path, "--diff")
    assert ran.status == 1
    assert f"-{ROW}\n+{MENDED}\n" in ran.out
    assert "1 cell to be mended in 1 file; no findings left." in ran.err
    assert path.read_bytes() == before


def test_unsafe_fixes_selections_and_codes(run: Run, table: Table) -> None:
    path = table(" a,North Korea,ESP,embasy,,Madrid,3 May 2019,")
    assert run("fix", path, "--select", "DM120").status == 1
    assert path.read_text(encoding="utf-8").splitlines()[1] == "a,North Korea,ESP,embasy,,Madrid,3 May 2019,"
    assert run("fix", path, "--unsafe").status == 1
    assert path.read_text(encoding="utf-8").splitlines()[1] == "a,North Korea,ESP,embassy,,Madrid,2019-05-03,"
    assert run("fix", path, "--codes").status == 1
    assert path.read_text(encoding="utf-8").splitlines()[1] == MENDED
    assert run("fix", path, "--codes", "--unsafe").status == 0


def test_rows_taken_out_are_counted(run: Run, table: Table) -> None:
    ran = run("fix", table(MENDED, MENDED), "--unsafe")
    assert "3: row taken out: " in run("fix", table(MENDED, MENDED), "--unsafe").out
    assert "0 cells mended and 1 row taken out in 1 file; no findings left." in ran.out


@pytest.mark.parametrize("how", [(), ("--diff",)])
def test_json_fits_its_schema(run: Run, table: Table, how: tuple[str, ...]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    path = table(ROW, "b,PRK,ITA,embasy,,Rome,,", "b,PRK,POL,embassy,,Warsaw,,", MENDED)
    told = run("fix", path, *how, "--format", "json").json()
    Draft202012Validator(schema).validate(told)
    assert told["written"] is not bool(how)
    assert told["edits"][0]["after"] == "2019-05-03"
    assert told["diff"].startswith("--- a/")
    assert {one["why"] for one in told["left"]} == {"unsafe"}


def test_what_cannot_be_written_in_place_is_refused(
    run: Run, table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = table(ROW).read_bytes()
    packed, archive = tmp_path / "t.csv.gz", tmp_path / "t.zip"
    packed.write_bytes(gzip.compress(text))
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("missions.csv", text)
    for source, why in ((packed, "packed"), (archive, "archive"), ("practice", "bundled"), ("-", "stream")):
        for how, status in (((), 2), (("--diff",), 1)):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
            ran = run("fix", source, *how)
            assert ran.status == status, (source, ran.err)
            assert (why in ran.err) is not bool(how)
    good = table(ROW, name="good.csv")
    assert run("fix", good, packed).status == 2
    assert good.read_bytes() == text


def test_what_is_asked_for_wrongly(run: Run, table: Table) -> None:
    assert run("fix", table(ROW), "--select", "DM9999").status == 2
    assert run("fix", "practice@2001", "--diff").status == 2
    assert run("fix", "nowhere.csv").status == 2
    assert run("fix").status == 2


def test_json_is_mended_where_it_stands(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "missions.json"
    text = '[ {"id":"a","sending":"PRK", "receiving": "ESP", "kind": "embassy",\r\n"opened": "3 May 2019"}]'
    path.write_bytes(text.encode())
    ran = run("fix", path, "--diff")
    assert ran.status == 1
    assert '-"opened": "3 May 2019"}]' in ran.out
    assert run("fix", path).status == 1
    assert path.read_bytes() == text.replace("3 May 2019", "2019-05-03").encode()
    assert run("fix", path).out == "Nothing to mend; no findings left.\n"


def test_a_value_that_cannot_be_written_is_told_and_left(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "missions.yaml"
    path.write_text("- {id: a, sending: PRK, receiving: ESP, kind: embassy, opened: [3 May 2019]}\n")
    ran = run("fix", path)
    assert ran.status == 0, ran.err
    told = "of 1 the fix cannot be written where the text stands"
    assert ran.out == f"Nothing to mend; 1 finding left: {told}.\n"


def test_a_workbook_is_shown_cell_by_cell_and_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "posts.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "our posts"
    book.active.append(["id", "sending", "receiving", "kind", "opened"])
    book.active.append(["a", "PRK", "ESP", "embassy ", "3 May 2019"])
    book.save(path)
    before = path.read_bytes()
    ran = run("fix", path, "--diff")
    assert (ran.status, path.read_bytes()) == (1, before)
    assert ran.out.splitlines() == [
        str(path),
        "  'our posts'!D2 kind: 'embassy ' → 'embassy'",
        "  'our posts'!E2 opened: '3 May 2019' → '2019-05-03'",
    ]
    told = run("fix", path, "--diff", "--format", "json").json()
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(told)
    assert [one["cell"] for one in told["edits"]] == ["'our posts'!D2", "'our posts'!E2"]
    ran = run("fix", path)
    assert ran.status == 1
    assert "  'our posts'!D2 kind: embassy  → embassy  DM120\n" in ran.out
    row = [cell.value for cell in openpyxl.load_workbook(path).active[2]]
    assert row == ["a", "PRK", "ESP", "embassy", "2019-05-03"]
    assert run("fix", path).status == 0


def test_settings_beside_the_table_are_heeded(run: Run, table: Table, tmp_path: Path) -> None:
    path = table(ROW)
    (tmp_path / "diplomap.toml").write_text('ignore = ["DM117"]\n')
    assert run("fix", path, "--diff").status == 0
    assert run("fix", path, "--diff", "--no-settings").status == 1
    assert run("fix", path, "--settings", tmp_path / "diplomap.toml").status == 0
    assert run("fix", path, "--no-settings", "--settings", tmp_path / "diplomap.toml").status == 2
