"""Settings: which rules they turn on, what they make of severities and words, and how a file tells them."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diplomap.checking import own_rules
from diplomap.checking.check import check
from diplomap.checking.one_rule import run_rule
from diplomap.checking.registry import fact_rule, rules, unregister
from diplomap.checking.selection import Selection
from diplomap.checking.settings import Settings
from diplomap.checking.settings_file import SettingsError, find_settings, read_settings
from diplomap.checking.strict import read
from diplomap.model.findings import Severity
from diplomap.model.rules import Rule
from diplomap.tables.reading_result import DatasetError

HEAD = "id,sending,receiving,kind,city,opened,closed\n"
SPACED = "a,PRK,ESP,embassy, Madrid,2013,\n"
TWICE = "b,PRK,FRA,embassy,Paris,1990,\nb,PRK,FRA,embassy,Paris,1990,\n"
CODES = frozenset(rule.code for rule in rules())


def table(text: str) -> io.BytesIO:
    return io.BytesIO((HEAD + text).encode())


def codes(text: str, settings: Settings | None = None) -> list[str]:
    return [finding.code for finding in check(table(text), settings=settings).findings]


@pytest.mark.parametrize(
    ("select", "asked"),
    [
        ("DM120", {"DM120"}),
        ("dm120", {"DM120"}),
        ("spaces-around", {"DM120"}),
        ("tables", {"DM302"}),
        ("DM3", {"DM302"}),
        (("DM3", "cells"), {"DM120", "DM302"}),
    ],
)
def test_a_rule_is_named_by_code_name_family_or_beginning(select: str, asked: set[str]) -> None:
    assert set(codes(SPACED + TWICE, Settings(select=select))) == asked


def test_ignoring_wins_over_selecting_and_severity() -> None:
    given = Settings(select="DM120", ignore="cells", severity={"DM120": "error"})
    assert codes(SPACED, given) == []


def test_the_nearer_a_term_comes_to_one_rule_the_more_its_severity_counts() -> None:
    terms = {"DM120": "error", "cells": "note", "DM1": "warning"}
    chosen = Selection(Settings(severity=terms))
    assert chosen.severity("DM120") is Severity.ERROR
    assert chosen.severity("DM101") is Severity.WARNING
    turned = Selection(Settings(severity=dict(reversed(terms.items()))))
    assert [turned.severity(code) for code in sorted(CODES)] == [chosen.severity(c) for c in sorted(CODES)]


def test_a_severity_of_off_turns_a_family_off() -> None:
    chosen = Selection(Settings(severity={"cells": "off"}))
    assert {one.code for one in rules() if not chosen.is_on(one.code)} >= {
        one.code for one in rules() if one.family == "cells"
    }


def test_strict_reading_raises_for_what_the_settings_call_an_error() -> None:
    read(table(SPACED))
    with pytest.raises(DatasetError):
        read(table(SPACED), settings=Settings(severity={"DM120": "error"}))
    wrong = "a,PRK,ESP,embasy,Madrid,2013,\n"
    with pytest.raises(DatasetError):
        read(table(wrong))
    lenient = read(table(wrong), settings=Settings(severity={"DM105": "warning"}))
    assert [held.codes for held in lenient.quarantine] == [("DM105",)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Settings(select="DM999"), "DM999"),
        (Settings(ignore="DM4O3"), "DM4O3"),
        (Settings(select=" "), "' '"),
        (Settings(per_file={"*.csv": "nothing"}), r"per-file-ignores '\*.csv'"),
        (Settings(severity={"DM403": "loud"}), "error, warning, note, off"),
        (Settings(severity={"DM4O3": "note"}), "DM4O3"),
        (Settings(kinds={"Botschaft": "embasy"}), "near it: embassy"),
        (Settings(parties={"Pyongyang": "PYK"}), "the id of no party"),
        (Settings(rules="nobody"), "entry point 'nobody'"),
    ],
)
def test_a_setting_that_nobody_knows_is_refused_in_words(given: Settings, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check(table(SPACED), settings=given)


def test_rules_are_ignored_in_the_files_that_a_pattern_fits(tmp_path: Path) -> None:
    for name in ("old/2020.csv", "new/2024.csv"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(HEAD + SPACED, encoding="utf-8")

    def told(pattern: str, name: str) -> list[str]:
        given = Settings(per_file={pattern: "DM120"}, folder=tmp_path)
        return [one.code for one in check(tmp_path / name, settings=given).findings]

    assert told("old/*.csv", "old/2020.csv") == []
    assert told("old/*.csv", "new/2024.csv") == ["DM120"]
    assert told("2024.csv", "new/2024.csv") == []
    assert told("2024.csv", "old/2020.csv") == ["DM120"]


def test_a_dataset_s_own_words_come_before_those_known_here() -> None:
    text = "a,the Mission,ESP,Kanzlei,Madrid,2013,\nb,PRK,Congo,consulate,Brazzaville,1990,\n"
    assert sorted(codes(text)) == ["DM102", "DM103", "DM105"]
    own = Settings(
        kinds={"KANZLEI": "embassy", "consulate": "consulate_general"},
        parties={"the Mission": "PRK", "Congo": "COG"},
    )
    result = check(table(text), settings=own)
    assert result.findings == ()
    first, second = result.dataset.missions
    assert (first.sending, str(first.spells[0].kind)) == (("PRK",), "embassy")
    assert (second.receiving, str(second.spells[0].kind)) == ("COG", "consulate_general")


def test_a_dataset_s_own_names_of_parties_hold_in_tables_of_records(tmp_path: Path) -> None:
    path = tmp_path / "relations.csv"
    path.write_text("party,with,kind,status\nthe North,ESP,diplomatic,established\n", encoding="utf-8")
    assert [one.code for one in check(path).findings] == ["DM104"]
    result = check(path, settings=Settings(parties={"the North": "PRK"}))
    assert [one.party for one in result.dataset.relations] == ["PRK"]


def quiet_rule(code: str) -> Rule:
    return Rule(code, code.casefold(), Severity.NOTE, "acme", "A city.", "…", "…", default=False)


def test_a_rule_that_is_off_by_default_is_asked_where_it_is_named() -> None:
    from diplomap.checking.registry import register

    register(fact_rule(quiet_rule("ACME1"), columns=("city",))(lambda city: "a city"))
    try:
        assert "ACME1" not in codes(SPACED)
        assert "ACME1" in codes(SPACED, Settings(select="ACME1"))
        assert "ACME1" in codes(SPACED, Settings(severity={"ACME1": "warning"}))
        assert "ACME1" not in codes(SPACED, Settings(severity={"ACME1": "off"}))
        assert len(run_rule("ACME1", table(SPACED))) == 1
    finally:
        unregister("ACME1")


ACME = """
from diplomap.checking.registry import fact_rule
from diplomap.model.findings import Severity
from diplomap.model.rules import Rule

CITY = fact_rule(Rule("ACME2", "a-city", Severity.NOTE, "acme", "A city.", "…", "…"), columns=("city",))(
    lambda city: "a city"
)
RULES = [CITY]
TAKEN = [CITY, fact_rule(Rule("DM403", "x", Severity.NOTE, "acme", "…", "…", "…"), columns=("city",))(str)]
NONE = "no rule"
"""
POINTS = """[diplomap.rules]
cities = acme_of_tests:RULES
nonsense = acme_of_tests:NONE
missing = acme_of_tests:NOWHERE
taken = acme_of_tests:TAKEN
"""


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installed package with an entry point that has a rule, one that has none, and one that fails."""
    (tmp_path / "acme_of_tests.py").write_text(ACME, encoding="utf-8")
    told = tmp_path / "acme_of_tests-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: acme_of_tests\nVersion: 1.0\n", encoding="utf-8"
    )
    (told / "entry_points.txt").write_text(POINTS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("acme_of_tests", None)
    if own_rules._LOADED.pop("cities", None):
        unregister("ACME2")


@pytest.mark.usefixtures("acme")
def test_rules_of_another_package_are_asked_where_settings_name_their_entry_point() -> None:
    assert "ACME2" not in codes(SPACED)
    assert "ACME2" in codes(SPACED, Settings(rules="cities"))
    assert "ACME2" not in codes(SPACED), "another check does not ask it"
    assert codes(SPACED, Settings(rules="cities", select="acme")) == ["ACME2"]
    with pytest.raises(ValueError, match="there are cities, missing, nonsense, taken"):
        check(table(SPACED), settings=Settings(rules="citis"))
    with pytest.raises(ValueError, match="is no rule"):
        check(table(SPACED), settings=Settings(rules="nonsense"))
    with pytest.raises(ValueError, match="cannot be loaded"):
        check(table(SPACED), settings=Settings(rules="missing"))


@pytest.mark.usefixtures("acme")
def test_rules_whose_code_is_taken_are_refused_whole() -> None:
    with pytest.raises(ValueError, match=r"DM403 .* is there already"):
        check(table(SPACED), settings=Settings(rules="taken"))
    assert "ACME2" not in codes(SPACED)
    assert "ACME2" in codes(SPACED, Settings(rules="cities"))


def test_each_rule_alone_finds_what_it_finds_among_the_others() -> None:
    together = check("practice").findings
    found = {finding.code for finding in together}
    assert len(found) > 15
    for code in found:
        assert run_rule(code, "practice") == [one for one in together if one.code == code]
    with pytest.raises(KeyError):
        run_rule("DM99999", "practice")


# files


def written(folder: Path, text: str, name: str = "diplomap.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


WHOLE = """
select = ["DM1", "tables"]
ignore = ["DM117"]
suppress-column = "passed over"

[per-file-ignores]
"old/*.csv" = ["DM120"]

[severity]
DM120 = "warning"

[kinds]
Kanzlei = "embassy"

[parties]
"the Mission" = "PRK"
"""


def test_a_file_tells_every_setting(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, WHOLE)) == Settings(
        select=("DM1", "tables"),
        ignore="DM117",
        per_file={"old/*.csv": ("DM120",)},
        severity={"DM120": "warning"},
        kinds={"Kanzlei": "embassy"},
        parties={"the Mission": "PRK"},
        suppress_column="passed over",
        folder=tmp_path.resolve(),
    )


def test_a_project_s_file_tells_them_in_a_table_of_ours(tmp_path: Path) -> None:
    ours = WHOLE.replace("\nselect", "\n[tool.diplomap]\nselect").replace("\n[", "\n[tool.diplomap.")
    text = '[project]\nname = "x"\n' + ours.replace("[tool.diplomap.tool.diplomap]", "[tool.diplomap]")
    assert read_settings(written(tmp_path, text, "pyproject.toml")) == read_settings(written(tmp_path, WHOLE))


def test_the_nearest_file_upwards_counts_and_ours_before_the_project_s(tmp_path: Path) -> None:
    data = written(tmp_path, HEAD + SPACED, "a/b/missions.csv")
    assert find_settings(data).folder is None
    written(tmp_path, '[tool.diplomap]\nignore = ["DM101"]\n', "pyproject.toml")
    assert find_settings(data).ignore == ("DM101",)
    written(tmp_path, 'ignore = ["DM102"]\n')
    assert find_settings(data).ignore == ("DM102",)
    written(tmp_path, "[project]\nname = 'x'\n", "a/pyproject.toml")
    assert find_settings(data).ignore == ("DM102",)
    written(tmp_path, 'ignore = ["DM103"]\n', "a/b/diplomap.toml")
    for source in (data, data.parent, f"{data}@2020", str(data)):
        assert find_settings(source).ignore == ("DM103",)


def test_a_project_s_file_that_never_names_us_is_left_alone(tmp_path: Path) -> None:
    data = written(tmp_path, HEAD + SPACED, "missions.csv")
    written(tmp_path, "this is no TOML\n", "pyproject.toml")
    assert find_settings(data) == Settings()
    written(tmp_path, "[tool.diplomap]\nthis is no TOML\n", "pyproject.toml")
    with pytest.raises(SettingsError, match=r"pyproject\.toml:2: is no TOML"):
        find_settings(data)


def test_what_is_no_path_has_the_settings_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, 'ignore = ["DM102"]\n')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    for source in ("", "-", "practice", "practice@2020-01-01", io.BytesIO()):
        assert find_settings(source).ignore == ("DM102",)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\nignore = \n", 2, "is no TOML"),
        ("# selct\nselct = []\n", 2, "'selct' is no setting; there are select, ignore"),
        ('ignore = ["DM117",\n  "DM4O3",\n]\n', 2, "DM4O3"),
        ('ignore = "DM117"\n', 1, "should be a list of texts"),
        ("select = [3]\n", 1, "should be a list of texts"),
        ('\n[severity]\nDM117 = "note"\nDM120 = "loud"\n', 4, "one of error, warning, note, off"),
        ("[severity]\nDM120 = 3\n", 2, "should be a text in quotes"),
        ("severity = 3\n", 1, "should be a table"),
        ('[per-file-ignores]\n"x.csv" = ["DM120", "nobody"]\n', 2, "'nobody'"),
        ("per-file-ignores = 3\n", 1, "should be a table of patterns"),
        ('[per-file-ignores]\n"x.csv" = "DM120"\n', 2, "should be a list of texts"),
        ('[kinds]\nKanzlei = "embassy"\nHaus = "embasy"\n', 3, "near it: embassy"),
        ('[parties]\n"the Mission" = "PYK"\n', 2, "'PYK', which is the id of no party"),
        ("suppress-column = 3\n", 1, "the header of a column"),
        ('\nrules = ["nobody"]\n', 2, "entry point 'nobody'"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_at_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as told:
        read_settings(path)
    assert str(told.value).startswith(f"{path}:{line}: ")
    assert said in str(told.value)


def test_a_file_that_cannot_be_settings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no table"):
        read_settings(written(tmp_path, "", "pyproject.toml"))
    with pytest.raises(SettingsError, match="is no table"):
        read_settings(written(tmp_path, "[tool]\ndiplomap = 3\n", "pyproject.toml"))
    path = tmp_path / "diplomap.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="is not UTF-8"):
        read_settings(path)


def test_the_line_in_a_project_s_file_is_looked_for_in_our_table(tmp_path: Path) -> None:
    text = '[other]\nselct = 1\nignore = ["nobody"]\n[tool.diplomap]\nselct = []\n'
    with pytest.raises(SettingsError, match=r"pyproject\.toml:5: 'selct'"):
        read_settings(written(tmp_path, text, "pyproject.toml"))
