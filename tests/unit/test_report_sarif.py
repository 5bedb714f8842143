"""The SARIF log: the shape that the standard asks of the parts we write, exact regions, fixes that apply."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from diplomap.checking.check import Result, check
from diplomap.checking.registry import rules
from diplomap.checking.reports import report, sarif_log
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.values.origins import Origin

HEAD = "id,sending,receiving,kind,status,city,opened,closed,note\n"


def made_of(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """An object that has these properties and no other, as almost every object of the standard is closed."""
    return {
        "type": "object",
        "required": [*required],
        "properties": properties,
        "additionalProperties": False,
    }


def several(items: Any, at_least: int = 0, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": at_least, **more}


# SARIF 2.1.0 (OASIS, 27 March 2020), sections 3.13 to 3.57: of each object the properties that we write.
TEXT = {"type": "string"}
PLACE = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
BAG = {"type": "object", "properties": {"tags": several(TEXT, uniqueItems=True)}}
MESSAGE = made_of(("text",), text=TEXT, markdown=TEXT)
ARTIFACT_LOCATION = made_of(uri={"type": "string", "format": "uri-reference"})
REGION = made_of(
    startLine=PLACE,
    startColumn=PLACE,
    endLine=PLACE,
    endColumn=PLACE,
    snippet=made_of(text=TEXT),
)
LOCATION = made_of(
    id={"type": "integer", "minimum": -1},
    physicalLocation=made_of(("artifactLocation",), artifactLocation=ARTIFACT_LOCATION, region=REGION),
    logicalLocations=several(made_of(name=TEXT, fullyQualifiedName=TEXT), uniqueItems=True),
    message=MESSAGE,
)
REPLACEMENT = made_of(("deletedRegion",), deletedRegion=REGION, insertedContent=made_of(text=TEXT))
FIX = made_of(
    ("artifactChanges",),
    description=MESSAGE,
    artifactChanges=several(
        made_of(
            ("artifactLocation", "replacements"),
            artifactLocation=ARTIFACT_LOCATION,
            replacements=several(REPLACEMENT, 1),
        ),
        1,
        uniqueItems=True,
    ),
)
RULE = made_of(
    ("id",),
    id=TEXT,
    name=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=made_of(level=LEVEL),
    properties=BAG,
)
RESULT = made_of(
    ("message",),
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=MESSAGE,
    locations=several(LOCATION),
    relatedLocations=several(LOCATION, uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    fixes=several(FIX, uniqueItems=True),
    suppressions=several(
        made_of(("kind",), kind={"enum": ["inSource", "external"]}, justification=TEXT), uniqueItems=True
    ),
    properties=BAG,
)
RUN = made_of(
    ("tool",),
    tool=made_of(
        ("driver",),
        driver=made_of(("name",), name=TEXT, version=TEXT, rules=several(RULE, uniqueItems=True)),
    ),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=several(made_of(("executionSuccessful",), executionSuccessful={"type": "boolean"})),
    artifacts=several(
        made_of(location=ARTIFACT_LOCATION, roles=several({"const": "analysisTarget"}, uniqueItems=True)),
        uniqueItems=True,
    ),
    results=several(RESULT),
)
LOG = made_of(
    ("version", "runs"),
    **{"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": several(RUN)},
)


def held(log: dict[str, Any]) -> dict[str, Any]:
    """The only run of a log that has the form of the standard and what its prose asks beyond it."""
    Draft202012Validator(LOG, format_checker=FormatChecker()).validate(log)
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    prints = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        prints.add((result["ruleId"], *result["partialFingerprints"].values()))
        ids = [location["id"] for location in result.get("relatedLocations", [])]
        assert ids == [*range(1, len(ids) + 1)]
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            region = location.get("physicalLocation", {}).get("region", {})
            if "endLine" in region:
                start = region["startLine"], region["startColumn"]
                assert start <= (region["endLine"], region["endColumn"])
    assert len(prints) == len(run["results"]), "no two results are taken for one"
    return dict(run)


def test_every_mistake_makes_a_log_of_the_standards_form() -> None:
    result = check("practice")
    run = held(json.loads(result.report("sarif")))
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        (one.code, str(one.severity)) for one in result.findings
    ]
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["help"]["text"].startswith("What: ")
        page, _, anchor = rule["properties"]["page"].partition("#")
        assert (Path(__file__).resolve().parents[2] / page).is_file()
        assert anchor == f"{rule['id'].casefold()}-{rule['name']}"


def test_the_example_of_every_rule_makes_a_log_whose_regions_hold_the_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = 0
    for rule in rules():
        if rule.example is None:
            continue
        for name, text in rule.example.files("bad").items():
            (tmp_path / rule.code).mkdir(exist_ok=True)
            (tmp_path / rule.code / name).write_text(text, encoding="utf-8", newline="")
        for result in held(sarif_log(check(rule.code)))["results"]:
            region = result["locations"][0]["physicalLocation"]["region"]
            raw = result["properties"]["raw"]
            if "snippet" not in region or region["startLine"] != region["endLine"]:
                continue
            path = Path(unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]))
            line = path.read_text(encoding="utf-8").split("\n")[region["startLine"] - 1]
            cut = line[region["startColumn"] - 1 : region["endColumn"] - 1]
            assert cut == region["snippet"]["text"]
            assert cut in (raw, '"' + raw.replace('"', '""') + '"')
            told += 1
    assert told > 100


def test_a_region_holds_the_cell_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + (
        'm1,ESP,ITA,embassy,," Rome ",1977,,"two\r\nlines, ""said"" 👩‍👩‍👧"\r\n'
        'm2,ESP,POL,"em,basy",,Warsaw,1977,,\r\n'
    )
    (tmp_path / "my table.csv").write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    run = held(sarif_log(check("my table.csv")))
    lines = text.split("\n")
    found = {}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        assert unquote(place["artifactLocation"]["uri"]) == "my table.csv"
        assert region["startLine"] == region["endLine"]
        cut = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert cut == region["snippet"]["text"]
        found[result["ruleId"]] = cut
    assert found["DM105"] == '"em,basy"'
    assert found["DM120"] == '" Rome "'


def test_a_fix_applied_at_its_region_clears_its_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m.csv"
    path.write_text(HEAD + 'm1,ESP,ITA,embassy,," Rome",1977,,\nm2,ESP,POL,embassy,,Warsaw ,1977,,\n')
    monkeypatch.chdir(tmp_path)
    run = held(sarif_log(check("m.csv")))
    assert [one["ruleId"] for one in run["results"]] == ["DM120", "DM120"]
    lines = path.read_text().split("\n")
    for result in run["results"]:
        [change] = result["fixes"][0]["artifactChanges"]
        [replacement] = change["replacements"]
        region, text = replacement["deletedRegion"], replacement["insertedContent"]["text"]
        line = lines[region["startLine"] - 1]
        lines[region["startLine"] - 1] = (
            line[: region["startColumn"] - 1] + text + line[region["endColumn"] - 1 :]
        )
    path.write_text("\n".join(lines))
    assert path.read_text() == HEAD + 'm1,ESP,ITA,embassy,,"Rome",1977,,\nm2,ESP,POL,embassy,,Warsaw,1977,,\n'
    assert check("m.csv").findings == ()


def test_where_the_range_is_not_known_the_region_is_the_line(tmp_path: Path) -> None:
    run = held(sarif_log(check("practice")))
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "practice/missions.csv"}
    assert place["region"]["startLine"] == 8


def test_a_print_does_not_change_when_the_row_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("m.csv")
    wrong = "m1,ESP,ITA,embasy,,Rome,1977,,\n"
    path.write_text(HEAD + wrong)
    before = held(sarif_log(check(path)))["results"][0]["partialFingerprints"]
    path.write_text(HEAD + "m0,ESP,POL,embassy,,Warsaw,1977,,\n" + wrong)
    [after] = held(sarif_log(check(path)))["results"]
    assert after["locations"][0]["physicalLocation"]["region"]["startLine"] == 3
    assert after["partialFingerprints"] == before


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("my table.csv", "my%20table.csv"),
        ("a:b%#?.csv", "a%3Ab%25%23%3F.csv"),
        ("données/m.csv", "donn%C3%A9es/m.csv"),
        ("/tmp/m.csv", "file:///tmp/m.csv"),
    ],
)
def test_a_files_name_becomes_an_address(file: str, uri: str) -> None:
    finding = Finding("X1", Severity.NOTE, "odd", Origin(file, 2))
    run = held(sarif_log(Result(Dataset(), (finding,), files=(file,))))
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
    assert run["artifacts"][0]["location"]["uri"] == uri


def test_what_came_from_no_file_has_a_logical_place() -> None:
    finding = Finding("X1", Severity.NOTE, "odd \ud800\x00", Origin("<stdin>", 2, "kind", "\ud800"))
    run = held(json.loads(report(Result(Dataset(), (finding,), files=("<stdin>",)), "sarif")))
    assert run["artifacts"] == []
    [location] = run["results"][0]["locations"]
    assert location == {
        "logicalLocations": [{"name": "<stdin>", "fullyQualifiedName": "<stdin>:2, column kind"}]
    }
    assert run["results"][0]["message"]["text"] == "odd <U+D800>␀"


def test_a_cell_of_a_structured_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = '[{"id": "m1", "sending": "ESP", "receiving": "ITA", "kind": "embasy", "city": "Rome"}]'
    Path("m.json").write_text(text)
    [result] = held(sarif_log(check("m.json")))["results"]
    [location] = result["locations"]
    assert location["logicalLocations"][0]["name"] == "[0].kind"
    region = location["physicalLocation"]["region"]
    assert text[region["startColumn"] - 1 : region["endColumn"] - 1] == '"embasy"'
    assert result["properties"]["fix"] == {"replacement": "embassy", "safe": False}
    # How a replacement is written in JSON is not for this report to say.
    assert "fixes" not in result


def test_what_the_table_leaves_aside_is_told_as_suppressed(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text(HEAD.strip() + ",ignore\nm1,ESP,ITA,embassy,, Rome,1977,,,DM120: as in the source\n")
    result = check(path)
    assert result.findings == ()
    [told] = held(sarif_log(result))["results"]
    assert told["ruleId"] == "DM120"
    assert told["suppressions"] == [{"kind": "inSource", "justification": "as in the source"}]
    page = result.report("html")
    assert "1 finding is left aside in the table itself" in page
    assert "as in the source" in page
    assert "1 left aside in the table, with a reason" in result.report("markdown")


def test_an_empty_check_makes_a_log_without_results() -> None:
    assert held(sarif_log(Result(Dataset())))["results"] == []
