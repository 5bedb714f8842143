"""A difference as a value: what it holds, that it is lazy, its JSON shape, and what the reports say."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import attrs
import pytest

from diplomap.diffing.change_rows import CHANGE_COLUMNS, changes_csv
from diplomap.diffing.column_names import ColumnNames
from diplomap.diffing.diff import Diff, RowFates, diff
from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.quarantine import Quarantined
from diplomap.model.statuses import Status
from diplomap.testing.editions import as_columns
from diplomap.values.dates import PartialDate
from diplomap.values.periods import Period


def post(id_: str, seat: str = "Tokyo", receiving: str = "JPN", **told: Any) -> Mission:
    return Mission(id_, told.pop("sending", ("FRA",)), receiving, (Spell(Kind.EMBASSY, seat=seat, **told),))


@pytest.fixture
def editions() -> tuple[Dataset, Dataset]:
    stay = Period(PartialDate.parse("1990"), PartialDate.parse("2021"))
    old = [
        post("a"),
        post("b", "Lima", "PER"),
        post("c", "Oslo", "NOR", sources=("s",)),
        post("d", "Rome", "ITA"),
    ]
    new = [
        post("x", "Lima", "PER"),
        post("c", "Oslo", "NOR", period=stay, status=Status.CLOSED, sources=("s", "t")),
        post("a", "Osaka"),
        post("e", "Cairo", "EGY", period=Period(PartialDate.parse("2022-03"))),
    ]
    aside = (Quarantined("missions", "f,?,?"),)
    return Dataset(old, date(2020, 1, 1), quarantine=aside), Dataset(new, date(2024, 1, 1))


@pytest.fixture
def between(editions: tuple[Dataset, Dataset]) -> Diff:
    return diff(*map(as_columns, editions))


def test_a_difference_tells_every_change_in_a_canonical_order(between: Diff) -> None:
    assert [(str(c.kind), str(c.nature), c.mission) for c in between.changes] == [
        ("opened", "world", "e"),
        ("gone", "undetermined", "d"),
        ("relocated", "undetermined", "a"),
        ("closed", "world", "c"),
        ("corrected", "coverage", "c"),
        ("corrected", "refinement", "c"),
        ("rekeyed", "rekey", "x"),
    ]
    assert bool(between)


def test_pairs_stand_in_the_order_of_the_old_edition(between: Diff) -> None:
    assert [(pair.old.id, pair.new.id, str(pair.by)) for pair in between.pairs] == [
        ("a", "a", "id"),
        ("b", "x", "natural key"),
        ("c", "c", "id"),
    ]
    assert [pair.old.id for pair in between.pairs[1:]] == ["b", "c"]
    assert ([m.id for m in between.only_old], [m.id for m in between.only_new]) == (["d"], ["e"])


def test_rows_say_where_every_row_went(between: Diff) -> None:
    assert between.rows == {"old": RowFates(5, 3, 1, 1), "new": RowFates(4, 3, 1, 0)}


def test_rows_of_ambiguous_missions_count_among_those_of_one_edition_alone() -> None:
    found = diff(Dataset([post("1"), post("2")]), Dataset([post("3")]))
    assert found.rows == {"old": RowFates(2, 0, 2, 0), "new": RowFates(1, 0, 1, 0)}
    (group,) = found.ambiguous
    assert ([m.id for m in group.old], [m.id for m in group.new]) == (["1", "2"], ["3"])
    assert found.changes == ()
    assert bool(found)


def test_unchanged_missions_of_a_table_are_never_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    make = ColumnStore.make
    monkeypatch.setattr(ColumnStore, "make", lambda store, place: made.append(place) or make(store, place))
    many = [post(f"m{n}", f"City {n}") for n in range(500)]
    other = [*many[:250], post("m250", "Elsewhere"), *many[251:]]
    two_rows = Mission("n", ("FRA",), "PER", (Spell(Kind.EMBASSY), Spell(Kind.CONSULATE)))
    for extra in ([], [two_rows]):
        found = diff(as_columns(Dataset([*many, *extra])), as_columns(Dataset([*other, *extra])))
        assert (len(found.pairs), len(found.changes)) == (500 + len(extra), 1)
        assert found.ledger().for_party("FRA").effect.low == 0
        found.to_dict()
        assert len(set(made)) == 1 + len(extra)
        made.clear()


def test_two_days_of_one_dataset_differ_by_what_happened_between() -> None:
    ends = Period(PartialDate.parse("1990"), PartialDate.parse("2023-10-25..2023-12-05"))
    opens = Period(PartialDate.parse("2023-11-20"))
    ds = Dataset(
        [post("a", period=ends, sources=("s1", "s2")), post("b", period=opens, sources=("s3",)), post("c")],
        date(2024, 1, 30),
    )
    found = diff(ds.at("2023-10-01"), ds.at("2024-01-30"))
    assert [(str(c.kind), str(c.nature), str(c.when), c.sources) for c in found.changes] == [
        ("closed", "world", "2023-10-25..2023-12-05", ("s1", "s2")),
        ("opened", "world", "2023-11-20", ("s3",)),
    ]
    account = found.ledger("FRA").for_party("FRA")
    assert account.equation() == "1–2 − 1 + 1 (+1/0) = 2"


def test_a_reused_id_is_named() -> None:
    found = diff(Dataset([post("7")]), Dataset([post("7", "Lima", "PER", sending=("BRA",))]))
    assert found.reused_ids == ("7",)
    assert [str(change.kind) for change in found.changes] == ["appeared", "gone"]
    assert found.to_dict()["reused_ids"] == ["7"]


def test_a_renamed_column_is_told_once_and_changes_no_cell() -> None:
    old = [post(f"m{n}", f"City {n}", extra=(("image", f"{n}.jpg"), ("fax", "1"))) for n in range(9)]
    new = [post(f"m{n}", f"City {n}", extra=(("picture", f"{n}.jpg"),)) for n in range(9)]
    found = diff(as_columns(Dataset(old)), as_columns(Dataset(new)))
    assert found.columns == ColumnNames((), ("fax",), (("image", "picture"),))
    assert {(c.rule, tuple(c.fields)) for c in found.changes} == {("column-dropped", ("fax",))}
    assert found.to_dict()["columns"] == {
        "added": [],
        "dropped": ["fax"],
        "renamed": [{"old": "image", "new": "picture"}],
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [("yes yes yes yes", "yes yes yes yes"), ("a b c d", "e f g h"), ("a b c d", "a - - -")],
    ids=["by chance", "other texts", "mostly blank"],
)
def test_columns_are_not_called_renamed_without_evidence(before: str, after: str) -> None:
    def told(name: str, texts: str) -> Dataset:
        cells = [((name, text),) if text != "-" else () for text in texts.split()]
        return as_columns(Dataset([post(f"m{n}", f"City {n}", extra=cell) for n, cell in enumerate(cells)]))

    found = diff(told("one", before), told("two", after))
    assert found.columns == ColumnNames(("two",), ("one",), ())
    assert {str(change.nature) for change in found.changes} == {"coverage"}


def test_the_json_shape(between: Diff) -> None:
    told = json.loads(json.dumps(between.to_dict(profile="all")))
    assert told["schema"] == "diplomap/diff/1"
    assert (told["profile"], told["by"]) == ("all", "sending")
    assert told["days"] == {"old": "2020-01-01", "new": "2024-01-01"}
    assert told["rows"]["old"] == {"read": 5, "paired": 3, "only": 1, "quarantined": 1}
    assert told["pairs"][1] == {
        "old": {"id": "b", "line": 3},
        "new": {"id": "x", "line": 2},
        "by": "natural key",
    }
    assert len(told["pairs"]) == 3
    closed = next(change for change in told["changes"] if change["kind"] == "closed")
    assert closed == {
        "kind": "closed",
        "nature": "world",
        "rule": "dated-after",
        "witness": "",
        "mission": "c",
        "sending": ["FRA"],
        "receiving": "NOR",
        "fields": {
            "status": {"old": "operating", "new": "closed"},
            "closed": {"old": "", "new": "2021"},
        },
        "when": "2021",
        "sources": ["s", "t"],
        "old": {"id": "c", "line": 4},
        "new": {"id": "c", "line": 3},
    }
    gone = next(change for change in told["changes"] if change["kind"] == "gone")
    assert (gone["new"], gone["old"]) == (None, {"id": "d", "line": 5})
    (account,) = told["ledger"]
    assert (account["party"], account["opening"], account["closing"]) == (
        "FRA",
        {"low": 4, "high": 4},
        {"low": 3, "high": 3},
    )
    assert [(entry["effect"], entry["missions"], entry["kinds"]) for entry in account["entries"]] == [
        (1, ["e"], ["opened"]),
        (-1, ["d"], ["gone"]),
        (-1, ["c"], ["closed", "corrected"]),
    ]
    assert account["equation"] == "4 − 2 + 1 = 3"
    assert account["by_nature"] == {"undetermined": -1, "world": 0}


def test_missions_that_come_from_no_file_have_no_line(editions: tuple[Dataset, Dataset]) -> None:
    told = diff(*editions).to_dict()
    assert {pair[side]["line"] for pair in told["pairs"] for side in ("old", "new")} == {None}


def test_a_change_of_one_spell_is_told_at_its_own_row() -> None:
    early = Spell(Kind.LEGATION, period=Period(PartialDate.parse("1950"), PartialDate.parse("1960")))
    late = Spell(Kind.EMBASSY, seat="Oslo", period=Period(PartialDate.parse("1960")))
    old, new = (
        as_columns(Dataset([post("z"), Mission("a", ("FRA",), "NOR", spells)]))
        for spells in ((early, late), (attrs.evolve(late, seat="Bergen"), early))
    )
    (change,) = diff(old, new).to_dict()["changes"]
    assert (change["old"], change["new"]) == ({"id": "a", "line": 4}, {"id": "a", "line": 3})


def test_changes_as_csv(between: Diff) -> None:
    rows = list(csv.reader(io.StringIO(changes_csv(between.changes))))
    assert tuple(rows[0]) == CHANGE_COLUMNS
    assert len(rows) == 1 + len(between.changes)
    closed = dict(zip(CHANGE_COLUMNS, next(row for row in rows if row[0] == "closed"), strict=True))
    assert closed["cells"] == "status: operating → closed; closed:  → 2021"
    assert (closed["old_line"], closed["new_line"], closed["sources"]) == ("4", "3", "s|t")


def test_a_dataset_does_not_differ_from_itself(editions: tuple[Dataset, Dataset]) -> None:
    for one in editions:
        found = diff(one, attrs.evolve(one, missions=Missions(list(one.missions))))
        assert not found
        assert repr(found) == "<Diff: 4 pairs, 0 changes, 0 ambiguous>"


def test_what_is_no_dataset_is_refused() -> None:
    with pytest.raises(TypeError, match="compares two datasets, not str; read a path with"):
        diff("old.csv", "new.csv")  # type: ignore[arg-type]
