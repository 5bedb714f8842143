"""Patches by example: what they say, where they do not fit, and what is refused when they are read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from diplomap.diffing.diff import diff
from diplomap.diffing.patch.conflicts import PatchError
from diplomap.diffing.patch.patches import Patch, read_patch, write_patch
from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.kinds import Kind
from diplomap.model.memberships import Membership
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.quarantine import Quarantined
from diplomap.model.relations import Relation
from diplomap.model.statements import Statement
from diplomap.testing.editions import as_columns
from diplomap.values.dates import PartialDate
from diplomap.values.periods import Period


def _post(id_: str, receiving: str, seat: str = "") -> Mission:
    return Mission(id_, ("PRK",), receiving, (Spell(Kind.EMBASSY, seat=seat, extra=(("phone", "1"),)),))


ESP, CHN, ITA, UGA = (_post(party.lower(), party) for party in ("ESP", "CHN", "ITA", "UGA"))
MOVED = _post("esp", "ESP", "Madrid")
OLD, NEW = Dataset([ESP, CHN, ITA]), Dataset([MOVED, CHN, UGA])
PATCH = diff(OLD, NEW).patch


def _why(patch: Patch, dataset: Dataset) -> list[tuple[str, str, str]]:
    with pytest.raises(PatchError) as raised:
        patch.apply(dataset)
    assert str(raised.value).startswith("the patch does not fit: ")
    return [(one.what, one.name, one.why) for one in raised.value.conflicts]


def test_a_patch_tells_only_what_differs() -> None:
    [table] = PATCH.tables.values()
    told = [(edit.old, edit.new) for edit in table.edits]
    assert told == [(ESP, MOVED), (ITA, None), (None, UGA)]
    assert repr(PATCH) == "<Patch: 3 edits of missions>"


def test_it_is_applied_to_a_table_that_others_have_edited() -> None:
    more = _post("syr", "SYR")
    made = PATCH.apply(Dataset([more, CHN, ITA, ESP]))
    assert {*made.missions} == {more, CHN, MOVED, UGA}


def test_what_cannot_be_done_is_told_all_at_once() -> None:
    told = _why(PATCH, Dataset([_post("esp", "ESP", "Toledo"), CHN, UGA]))
    assert told == [
        ("change", "esp", "it says something else than the patch expects"),
        ("remove", "ita", "it does not stand there"),
        ("add", "uga", "it stands there already"),
    ]
    assert _why(PATCH, NEW)[0] == ("change", "esp", "it says already what the patch would make it say")


def test_another_record_of_the_key_is_in_the_way() -> None:
    told = _why(PATCH, Dataset([ESP, CHN, ITA, _post("uga", "UGA", "Kampala")]))
    assert told == [("add", "uga", "another of that key stands there")]


def test_moves_of_another_table_are_told_or_left_aside() -> None:
    patch = diff(OLD, Dataset([ITA, ESP, CHN])).patch
    assert patch.tables["missions"].moves == ((2, 0),)
    other = Dataset([ESP, CHN, ITA, UGA])
    assert [what for what, _, _ in _why(patch, other)] == ["move"]
    assert patch.apply(other, order=False) == other


def test_an_edition_of_another_day_is_in_the_way() -> None:
    patch = diff(OLD, attrs.evolve(OLD, as_of=date(2024, 1, 1), coverage={"complete": True})).patch
    other = attrs.evolve(OLD, as_of=date(2023, 1, 1))
    assert _why(patch, other) == [("edition", "as_of", "it is datetime.date(2023, 1, 1), not None")]


def test_a_title_of_ones_own_is_kept() -> None:
    patch = diff(OLD, attrs.evolve(OLD, title="Posts", extra_columns=("phone", "web"))).patch
    made = patch.apply(attrs.evolve(OLD, title="Ours", extra_columns=("phone", "fax")))
    assert (made.title, made.extra_columns) == ("Ours", ("phone", "fax", "web"))


def test_quarantine_is_counted_whatever_its_order() -> None:
    one, other = Quarantined("missions", "x"), Quarantined("missions", "y")
    old, new = Dataset(quarantine=(one, other, one)), Dataset(quarantine=(other, one))
    patch = diff(old, new).patch
    assert patch.quarantine == ((one, -1),)
    assert patch.apply(old) == new
    assert not diff(new, Dataset(quarantine=(one, other))).patch
    assert _why(patch, Dataset()) == [("quarantine", "'x'", "no such row stands there")]


def test_missions_that_say_the_same_are_never_made(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = as_columns(Dataset([ESP, CHN, ITA])), as_columns(Dataset([MOVED, CHN, ITA]))
    made: list[int] = []
    make = ColumnStore.make

    def counting(self: ColumnStore, place: int) -> Mission:
        made.append(place)
        return make(self, place)

    monkeypatch.setattr(ColumnStore, "make", counting)
    assert not diff(old, as_columns(Dataset([ESP, CHN, ITA]))).patch
    assert made == []
    assert len(diff(old, new).patch.tables["missions"].edits) == 1
    assert set(made) == {0}


def test_a_copy_is_taken_out_once() -> None:
    one = Membership("friends", "CUB")
    patch = diff(Dataset(groups=[one, one, one]), Dataset(groups=[one, one])).patch
    assert [*patch.apply(Dataset(groups=[one, one])).groups] == [one]


def test_a_patch_file_is_written_in_the_notation_of_the_tables(tmp_path: Path) -> None:
    spell = Spell(Kind.EMBASSY, period=Period(PartialDate.parse("1964~"), PartialDate.parse("2023-10")))
    dated = Accreditation("SMR", Period(PartialDate.parse("2001")))
    new = Mission("ita", ("PRK", "CHN"), "ITA", (spell,), (dated, Accreditation("MLT")))
    told = diff(Dataset([ITA]), Dataset([new])).patch.to_dict()
    assert told["tables"]["missions"]["edits"][0]["new"] == {
        "place": 0,
        "rows": [
            {
                "id": "ita",
                "sending": "PRK|CHN",
                "receiving": "ITA",
                "kind": "embassy",
                "status": "operating",
                "opened": "1964~",
                "closed": "2023-10",
            }
        ],
        "accreditations": [{"to": "SMR", "since": "2001"}, {"to": "MLT"}],
    }
    path = write_patch(PATCH, tmp_path / "patch.json")
    assert read_patch(path) == PATCH


@pytest.mark.parametrize(
    "dataset",
    [
        Dataset([_post(" a", "ESP")]),
        Dataset([Mission("a", ("XYZZY",), "ESP", (Spell(Kind.EMBASSY),))]),
        Dataset([Mission("a", ("PRK",), "ESP", (Spell(Kind.EMBASSY, extra=(("City", "x"),)),))]),
        Dataset([Mission("a", ("PRK", "PRK"), "ESP", (Spell(Kind.EMBASSY),))]),
        Dataset(groups=[Membership("a ", "CUB")]),
        Dataset(groups=[Membership("a", "CUB", extra=(("member", "x"),))]),
        Dataset(statements=[Statement("a", "b", "c", sources=("x|y",))]),
        Dataset(coverage={"senders": ("PRK",)}),
        Dataset(coverage={"n": float("nan")}),
    ],
)
def test_what_no_table_can_hold_is_refused(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match=r"cannot|has spaces|is no id|holds what|cell of several"):
        diff(Dataset(), dataset).patch.to_dict()


ROW = {"group": "friends", "member": "CUB"}
GROUP = {"place": 0, "row": ROW}
POST = {"id": "a", "sending": "PRK", "receiving": "ESP", "kind": "embassy"}


def _table(name: str, old: Any, new: Any, lengths: tuple[Any, Any] = (1, 1)) -> dict[str, Any]:
    table = {"old_length": lengths[0], "new_length": lengths[1], "edits": [{"old": old, "new": new}]}
    return {"tables": {name: table}}


HOSTILE: list[tuple[dict[str, Any], str]] = [
    ({"schema": "diplomap/patch/2"}, "schema"),
    ({"tables": []}, "tables is no object"),
    ({"tables": {"embassies": {}}}, "called 'embassies'"),
    ({"tables": {"groups": {"old_length": -1, "new_length": 0}}}, "-1 is no number"),
    ({"tables": {"groups": {"old_length": True, "new_length": 0}}}, "True is no number"),
    ({"tables": {"groups": {"old_length": 10**12, "new_length": 10**12}}}, "is no number"),
    ({"tables": {"groups": {"old_length": 1, "new_length": 2}}}, "leaves 1 of 1 old records"),
    ({"tables": {"groups": {"old_length": 1, "new_length": 1, "edits": {}}}}, "edits is no list"),
    ({"tables": {"groups": {"old_length": 1, "new_length": 1, "edits": [7]}}}, "an edit has an old"),
    ({"tables": {"groups": {"old_length": 1, "new_length": 1, "moves": [7]}}}, "is no number"),
    (
        {"tables": {"groups": {"old_length": 1, "new_length": 1, "moves": [{"old": 0, "new": 5}]}}},
        "beyond the 1 new",
    ),
    (
        {"tables": {"groups": {"old_length": 2, "new_length": 2, "moves": [{"old": 0, "new": 1}] * 2}}},
        "one old place twice",
    ),
    (_table("groups", None, None), "a record at least"),
    (_table("groups", GROUP, {"row": {}}), "place: None"),
    (_table("groups", GROUP, {"place": 0}), "told by its row"),
    (_table("groups", GROUP, {"place": 0, "row": {"group": 7}}), "holds a text, not 7"),
    (_table("groups", GROUP, {"place": 0, "row": {"group": "a"}}), "member is blank"),
    (_table("groups", GROUP, {"place": 0, "row": {"group": "a", "member": "Korea"}}), "may be"),
    (_table("groups", GROUP, {"place": 0, "row": {**ROW, "since": "3/4/2019"}}), "since"),
    (
        _table("groups", GROUP, {"place": 0, "row": {**ROW, "since": "2019", "until": "2018"}}),
        "ends 2018 before",
    ),
    (
        _table("relations", None, {"place": 0, "row": {"party": "ESP", "with": "ESP", "kind": "consular"}}),
        "status is blank",
    ),
    (_table("missions", None, {"place": 0, "rows": []}), "one row at least"),
    (_table("missions", None, {"place": 0, "rows": ["x"]}), "texts of its columns"),
    (_table("missions", None, {"place": 0, "rows": [POST, {**POST, "id": "b"}]}), "do not tell one"),
    (_table("missions", None, {"place": 0, "rows": [{**POST, "receiving": "PRK"}]}), "its own sender"),
    (_table("missions", None, {"place": 0, "rows": [{**POST, "kind": "embasy"}]}), "did you mean"),
    (_table("missions", None, {"place": 0, "rows": [POST], "accreditations": "x"}), "list of rows"),
    ({"edition": {"as_of": {"old": None, "new": "soon"}}}, "as_of: 'soon'"),
    ({"edition": {"as_of": {"old": None, "new": 7}}}, "as_of: 7"),
    ({"edition": {"title": {"old": None}}}, "title: None"),
    ({"edition": {"title": {"new": ""}}}, "its old value"),
    ({"edition": {"extra_columns": {"old": "ab", "new": []}}}, "extra_columns: 'ab'"),
    ({"edition": {"coverage": {"old": 1, "new": {}}}}, "coverage: 1"),
    ({"edition": {"sources": {"old": 1, "new": {}}}}, "sources"),
    ({"quarantine": [{"table": "x", "text": "", "more": 1}]}, "by its table"),
    ({"quarantine": [{"table": "missions", "more": 1}]}, "has a text"),
    ({"quarantine": [{"table": "missions", "text": "", "more": 1.5}]}, "1.5 is no number"),
]


@pytest.mark.parametrize(("told", "why"), HOSTILE)
def test_what_is_no_patch_is_refused_in_words(told: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Patch.from_dict({"schema": "diplomap/patch/1", **told})


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is no JSON"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b"null", "no object of the schema"),
    ],
)
def test_a_file_that_holds_no_patch_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "patch.json"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=f"patch.json: this is no patch: .*{why}"):
        read_patch(path)


def test_a_patch_that_somebody_wrote_by_hand_is_put_in_order() -> None:
    told = PATCH.to_dict()
    told["tables"]["missions"]["edits"].reverse()
    told["tables"]["missions"]["edits"].append(
        {
            "old": {"place": 1, "rows": [{**POST, "id": "x"}]},
            "new": {"place": 1, "rows": [{**POST, "id": "x"}]},
        }
    )
    assert Patch.from_dict(json.loads(json.dumps(told))) == PATCH


def test_patches_that_do_not_follow_are_refused() -> None:
    one, other = diff(OLD, NEW).patch, diff(Dataset([ESP]), Dataset()).patch
    with pytest.raises(ValueError, match="makes 3 records, and the second is of 1"):
        one.compose(other)
    with pytest.raises(ValueError, match="at place 0 the second patch does not find"):
        one.compose(one)
    with pytest.raises(ValueError, match="title: the first patch makes 'a'"):
        Patch(edition={"title": ("", "a")}).compose(Patch(edition={"title": ("b", "c")}))
    with pytest.raises(ValueError, match="does not begin with the edition"):
        diff(OLD, NEW).compose(diff(OLD, NEW))


def test_a_difference_is_equal_to_one_of_equal_editions_alone() -> None:
    assert diff(OLD, NEW) == diff(Dataset([*OLD.missions]), Dataset([*NEW.missions]))
    assert len({diff(OLD, NEW), diff(OLD, NEW)}) == 1
    assert diff(OLD, NEW) != diff(OLD, OLD)
    assert diff(OLD, NEW) != "diff"
    assert diff(OLD, NEW, ignore_ids=True).patch.apply(OLD) == NEW


def test_relations_are_patched_in_their_order() -> None:
    some = [Relation("PRK", party) for party in ("ESP", "ITA", "UGA")]
    old, new = Dataset(relations=some), Dataset(relations=[some[2], some[0], some[1]])
    patch = diff(old, new).patch
    assert not diff(old, new)
    assert patch.apply(old) == new
    assert not isinstance(patch.apply(old).missions, list)
    assert isinstance(patch.apply(old).missions, Missions)
