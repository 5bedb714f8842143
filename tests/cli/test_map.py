"""`diplomap map`: the columns of a foreign table told, the layout written, the table checked by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROWS = ("Chili;Santiago;Ambassade", "Italie;Rome;Ambassade", "Italie;Milan;Consulat général")
HEAD = "Pays;Ville;Type de poste\n"
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "map.schema.json"


def test_what_lacks_is_told_with_what_to_try(run: Any, table: Any) -> None:
    ran = run("map", table(*ROWS, name="missions-of-belgium.csv", head=HEAD))
    assert ran.status == 1
    assert '"Type de poste" is French for kind' in ran.out
    assert "sending: no column says which party sends the missions" in ran.out
    assert "--constant sending=BEL" in " ".join(ran.out.split())


def test_a_layout_is_written_and_the_table_checked_by_it(run: Any, table: Any, tmp_path: Path) -> None:
    file, kept = table(*ROWS, name="posts.csv", head=HEAD), tmp_path / "mine.json"
    ran = run("map", file, "--constant", "sending=BEL", "--output", kept)
    assert ran.status == 0
    assert "wrote" in ran.err
    assert json.loads(kept.read_text(encoding="utf-8"))["why"]["columns"]["receiving"]
    assert run("check", file, "--layout", kept).status == 0
    assert run("convert", file, tmp_path / "out", "--layout", kept).status == 0
    assert "BEL-CHL-embassy-santiago" in (tmp_path / "out" / "missions.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("constant", ["sending=BEL", None])
def test_the_json_is_of_its_schema(run: Any, table: Any, constant: str | None) -> None:
    more = () if constant is None else ("--constant", constant)
    ran = run("map", table(*ROWS, name="posts.csv", head=HEAD), "--format", "json", *more)
    told = ran.json()
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(told)
    assert told["ok"] is (constant is not None)
    assert [one["ours"] for one in told["columns"]] == ["receiving", "city", "kind"]


def test_a_list_of_states_is_refused_and_no_layout_is_written(run: Any, table: Any, tmp_path: Path) -> None:
    file = table("USA,2", "CAN,20", name="states.csv", head="stateabb,ccode\n")
    ran = run("map", file, "--output", tmp_path / "none.json")
    assert ran.status == 1
    assert "refused: this is no table of missions or relations" in " ".join(ran.out.split())
    assert not (tmp_path / "none.json").exists()
    told = run("map", file, "--format", "json").json()
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(told)
    assert told["layout"] is None


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--constant", "sending"), "write a column of ours and its text"),
        (("--constant", "sending=Atlantis"), "no party is surely called"),
        (("--table", "posts"), "there is no table 'posts'"),
    ],
)
def test_wrong_use_is_told(run: Any, table: Any, more: tuple[str, ...], why: str) -> None:
    ran = run("map", table(*ROWS, name="posts.csv", head=HEAD), *more)
    assert ran.status == 2
    assert why in ran.err


def test_a_layout_file_that_is_none_is_wrong_use(run: Any, table: Any, tmp_path: Path) -> None:
    ran = run("check", table(*ROWS, name="posts.csv", head=HEAD), "--layout", tmp_path / "none.json")
    assert ran.status == 2
    assert "the layout cannot be read" in ran.err
