"""The JSON Schemas of docs/reference/schemas, and what the command line really writes."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from diplomap.cli.commands import COMMANDS
from diplomap.cli.main import main
from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.pairing import By
from diplomap.model.kinds import Kind, KindClass
from diplomap.model.statuses import HeadRank, Status

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas"
FILES = Path(__file__).resolve().parents[1] / "files"
NAMES = (
    *("check", "datasets", "diff", "explain", "footprint", "resolve", "show", "verify", "causes"),
    *("rules", "baseline", "map"),
    *("relations", "relations-compared", "reconciliation", "reach"),
    *("replay", "sanctions", "transitions", "story", "series", "shares", "fix", "history", "merge"),
    *("patch", "apply"),
)

HEAD = (
    "id,sending,receiving,kind,status,city,host,opened,closed,head,accredited_to,"
    "sources,note,wikidata,phone\n"
)
OLD = HEAD + (
    "a,PRK,ESP,embassy,,Madrid,,2013,,ambassador,,s1,,Q1,1\n"
    "b,PRK,CHN,consulate_general,,Hong Kong,HKG,2000,,,,,,,\n"
    "c,PRK,AUT,embassy,,Vienna,,,,,HUN|SVK,,,,\n"
    "d,FRA|DEU,BGD,embassy,,Dhaka,,1990,,,,,,,\n"
    "e,PRK,UGA,legation,suspended,Kampala,,1972,unknown,,,,,,\n"
    "g,PRK,XYZZY,embassy,,Nowhere,,,,,,,,,\n"
    ",PRK,ITA,embassy,,Rome,,,,,,,,,\n"
    "x,PRK,SWE,honorary_consulate,,Lund,,,,,,,,,\n"
    "y,PRK,SWE,honorary_consulate,,Lund,,,,,,,,,\n"
)
NEW = HEAD + (
    "a,PRK,ESP,embassy,,Toledo,,2013,2023-11,ambassador,,s1,moved,Q1,1\n"
    "b,PRK,CHN,consulate_general,closing,Hong Kong,HKG,2000,,,,,,,\n"
    "c,PRK,AUT,embassy,,Vienna,,1974..,,,HUN,,,,\n"
    "e,PRK,UGA,embassy,,Kampala,,1972,,,,,,,\n"
    "f,PRK,SYR,embassy,,Damascus,,2024,,,,,,,\n"
    "z,PRK,SWE,honorary_consulate,,Lund,,,,,,,,,\n"
    "w,PRK,SWE,honorary_consulate,,Lund,,,,,,,,,\n"
    "h,PRK,ITA,embasy,,Rome,,32 May,,,,,,,\n"
)
PAIRS_OF_DATASETS = [
    ("dprk@2023-10-01", "dprk@2024-01-30"),
    ("dprk", "dprk"),
    ("practice", "dprk"),
    ("OLD", "NEW"),
    ("NEW", "OLD"),
    ("EMPTY", "NEW"),
]


def schema(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return told


def fits(name: str, value: Any) -> None:
    Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def objects(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        if told.get("type") == "object":
            yield told
        for value in told.values():
            yield from objects(value)
    elif isinstance(told, list):
        for value in told:
            yield from objects(value)


@pytest.fixture
def written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What the command line writes; OLD, NEW and EMPTY stand for small tables."""
    for name, text in (("OLD", OLD), ("NEW", NEW), ("EMPTY", HEAD)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")

    def ran(*arguments: str) -> str:
        paths = {name: str(tmp_path / f"{name}.csv") for name in ("OLD", "NEW", "EMPTY")}
        status = main([paths.get(one, one) for one in arguments])
        out, err = capsys.readouterr()
        assert status in (0, 1), err
        return out

    return ran


def test_each_command_that_writes_json_has_a_schema_and_no_schema_is_idle() -> None:
    assert {path.name.removesuffix(".schema.json") for path in SCHEMAS.iterdir()} == set(NAMES)
    assert set(COMMANDS) - set(NAMES) == {"convert", "git", "invert", "compose"}


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_one_and_lets_nothing_slip_in(name: str) -> None:
    told = schema(name)
    Draft202012Validator.check_schema(told)
    assert told["$id"] == f"urn:diplomap:{name}:1"
    for one in objects(told):
        closed = one.get("additionalProperties") is False and set(one["required"]) == set(one["properties"])
        free = "properties" not in one
        assert closed or free, one


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_s_version_is_the_output_s(name: str) -> None:
    version = schema(name)["properties"].get("schema")
    assert version is None if name == "resolve" else version == {"const": f"diplomap/{name}/1"}


@pytest.mark.parametrize("source", ["practice", "dprk", "dprk@2023-10-01", "OLD", "EMPTY"])
def test_check(written: Callable[..., str], source: str) -> None:
    fits("check", json.loads(written("check", source, "--format", "json")))


@pytest.mark.parametrize("path", sorted(FILES.glob("*/*.csv")), ids=lambda path: path.stem)
def test_check_of_the_table_s_mistakes(written: Callable[..., str], path: Path) -> None:
    if path.name != "expected.csv":
        fits("check", json.loads(written("check", str(path), "--format", "json")))


def test_check_of_several_and_of_each_finding(written: Callable[..., str]) -> None:
    both = json.loads(written("check", "practice", "OLD", "--format", "json"))
    fits("check", both)
    lines = written("check", "practice", "OLD", "--format", "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == both["findings"]


@pytest.mark.parametrize(("old", "new"), PAIRS_OF_DATASETS)
@pytest.mark.parametrize("extra", [(), ("--of", "PRK"), ("--by", "host"), ("--profile", "resident")])
def test_diff(written: Callable[..., str], old: str, new: str, extra: tuple[str, ...]) -> None:
    fits("diff", json.loads(written("diff", old, new, *extra, "--format", "json")))


@pytest.mark.parametrize("extra", [(), ("--of", "PRK"), ("--of", "PRK", "--by", "group"), ("--by", "dyad")])
def test_history(written: Callable[..., str], extra: tuple[str, ...]) -> None:
    fits("history", json.loads(written("history", "OLD", "NEW", "OLD", *extra, "--format", "json")))


def test_diff_of_every_sort_of_answer(written: Callable[..., str]) -> None:
    told = json.loads(written("diff", "OLD", "NEW", "--format", "json"))
    assert told["ambiguous"]
    assert {"closed", "relocated", "upgraded", "gone", "accreditation_lost"} <= {
        change["kind"] for change in told["changes"]
    }
    assert any(isinstance(e["effect"], dict) for account in told["ledger"] for e in account["entries"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("dprk", "--of", "PRK"),
        ("dprk", "--of", "PRK", "--at", "1985", "--profile", "lowy"),
        ("dprk", "--of", "KOR"),
        ("dprk", "--host", "HKG"),
        ("dprk",),
        ("practice", "--to", "JPN"),
        ("OLD", "--of", "PRK", "--profile", "resident"),
        ("EMPTY", "--of", "PRK"),
    ],
)
def test_footprint(written: Callable[..., str], arguments: tuple[str, ...]) -> None:
    fits("footprint", json.loads(written("footprint", *arguments, "--format", "json")))


def test_footprint_where_nobody_looked_is_unknown(written: Callable[..., str]) -> None:
    told = json.loads(written("footprint", "dprk", "--of", "KOR", "--format", "json"))
    assert told["count"]["low"] == 0
    assert told["count"]["high"] is None
    assert "KOR" in told["count"]["why"]


def test_resolve(written: Callable[..., str]) -> None:
    names = ["PRK", "N. Korea", "Korea", "Congo", "Texas", "Narnia", "", "Zaïre", "Nigr"]
    lines = written("resolve", "--format", "json", *names).splitlines()
    told = [json.loads(line) for line in lines]
    for one in told:
        fits("resolve", one)
    assert [one["text"] for one in told] == names
    assert {"resolved", "ambiguous", "unknown"} <= {one["outcome"] for one in told}


@pytest.mark.parametrize(
    "arguments",
    [("dprk",), ("practice",), ("dprk", "prk-esp"), ("dprk", "--in", "HKG"), ("OLD",), ("NEW",), ("EMPTY",)],
)
def test_show(written: Callable[..., str], arguments: tuple[str, ...]) -> None:
    fits("show", json.loads(written("show", *arguments, "--format", "json")))


def test_datasets(written: Callable[..., str]) -> None:
    fits("datasets", json.loads(written("datasets", "--format", "json")))


@pytest.mark.parametrize("codes", [(), ("DM201",), ("cells", "closed-before-opened")])
def test_explain(written: Callable[..., str], codes: tuple[str, ...]) -> None:
    fits("explain", json.loads(written("explain", *codes, "--format", "json")))


def test_the_words_of_the_schemas_are_those_of_the_code() -> None:
    show, told, foot = schema("show")["$defs"], schema("diff")["$defs"], schema("footprint")["$defs"]
    for defs in (show, foot):
        assert defs["kind"]["enum"] == [kind.value for kind in Kind]
        assert defs["status"]["enum"] == [status.value for status in Status]
    spell = show["spell"]["properties"]
    assert spell["class"]["enum"] == [one.value for one in KindClass]
    assert spell["head"]["enum"] == [None, *(head.value for head in HeadRank)]
    assert told["kind"]["enum"] == [kind.value for kind in ChangeKind]
    assert told["nature"]["enum"] == [nature.value for nature in Nature]
    assert told["pair"]["properties"]["by"]["enum"] == [by.value for by in By]


def test_a_schema_refuses_what_it_should() -> None:
    fine = {"text": "x", "outcome": "unknown", "party": None, "candidates": [], "suggestions": [], "why": ""}
    fits("resolve", fine)
    for wrong in (
        {**fine, "party": "PRK"},
        {**fine, "outcome": "ambiguous"},
        {**fine, "outcome": "guessed"},
        {**fine, "extra": 1},
        {key: value for key, value in fine.items() if key != "why"},
    ):
        with pytest.raises(ValidationError):
            fits("resolve", wrong)


def test_names_from_standard_input_are_answered_line_by_line(
    written: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"PRK\n\n  \nKorea\r\nno newline"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    lines = written("resolve", "--format", "json", "--from", "-").splitlines()
    for line in lines:
        fits("resolve", json.loads(line))
    assert [json.loads(line)["text"] for line in lines] == ["PRK", "", "  ", "Korea", "no newline"]
