"""Pairing the records of one table: what decides, and what stays undecided."""

from __future__ import annotations

import pytest

from diplomap.diffing.pairing import By
from diplomap.diffing.record_pairing import RecordPairing, pair_records
from diplomap.model.events import Event, EventKind, Events
from diplomap.model.memberships import Membership, Memberships
from diplomap.model.recognitions import Recognition, Recognitions, RecognitionStatus
from diplomap.model.relations import Relation, Relations, RelationStatus
from diplomap.model.sanctions import Sanction, Sanctions, Stage
from diplomap.model.statements import Source, Sources
from diplomap.values.dates import PartialDate
from diplomap.values.periods import Period


def _since(start: str, end: str | None = None) -> Period:
    return Period(PartialDate.parse(start), *([PartialDate.parse(end)] if end else []))


def _pairs(found: RecordPairing) -> list[tuple[int, int]]:
    return list(zip(found.old, found.new, strict=True))


def test_relations_have_no_direction() -> None:
    old = Relations([Relation("PRK", "ESP", period=_since("2001"))])
    new = Relations([Relation("ESP", "PRK", period=_since("2001-02-07"))])
    assert _pairs(pair_records("relations", old, new)) == [(0, 0)]


def test_two_sides_that_tell_one_relation_stay_apart() -> None:
    old = Relations([Relation("PRK", "ESP", note="a"), Relation("ESP", "PRK", note="b")])
    new = Relations([Relation("ESP", "PRK", note="c"), Relation("PRK", "ESP", note="d")])
    assert _pairs(pair_records("relations", old, new)) == [(0, 1), (1, 0)]


def test_a_relation_restored_long_after_is_not_the_one_that_was_broken_off() -> None:
    old = Relations([Relation("PRK", "AUS", period=_since("1974", "1975"))])
    new = Relations([Relation("PRK", "AUS", status=RelationStatus.RESTORED, period=_since("2000"))])
    found = pair_records("relations", old, new)
    assert (_pairs(found), found.only_old, found.only_new) == ([], [0], [0])


def test_an_end_that_is_told_now_pairs_by_the_same_beginning() -> None:
    old = Relations([Relation("PRK", "AUS", period=_since("1974"))])
    new = Relations(
        [
            Relation("PRK", "AUS", status=RelationStatus.RESTORED, period=_since("2000")),
            Relation("PRK", "AUS", period=_since("1974", "1975")),
        ]
    )
    found = pair_records("relations", old, new)
    assert (_pairs(found), found.only_new) == ([(0, 1)], [0])


def test_what_competes_is_undecided() -> None:
    tell = [Recognition("PRK", "CHN", period=_since(year)) for year in ("1949", "1950", "1951", "1952")]
    found = pair_records("recognitions", Recognitions(tell[:2]), Recognitions(tell[2:]))
    assert [(group.old, group.new) for group in found.undecided] == [((0, 1), (0, 1))]
    assert (found.old, found.only_old, found.only_new) == ([], [], [])


def test_steps_of_a_regime_pair_by_stage_and_beginning() -> None:
    def step(stage: Stage, start: str, note: str = "") -> Sanction:
        return Sanction("dprk", ("UN",), "PRK", stage=stage, period=_since(start), note=note)

    old = Sanctions([step(Stage.IMPOSED, "2006"), step(Stage.STRENGTHENED, "2009")])
    new = Sanctions(
        [
            step(Stage.STRENGTHENED, "2009-06", "n"),
            step(Stage.STRENGTHENED, "2013"),
            step(Stage.IMPOSED, "2006", "n"),
        ]
    )
    found = pair_records("sanctions", old, new)
    assert (_pairs(found), found.only_new) == ([(0, 2), (1, 0)], [1])


def test_an_id_used_again_pairs_nothing() -> None:
    old = Events([Event("e1", PartialDate.parse("2001"), EventKind.SEVERED, ("PRK",))])
    new = Events([Event("e1", PartialDate.parse("2023"), EventKind.CLOSED, ("UGA",))])
    found = pair_records("events", old, new)
    assert (found.reused, found.only_old, found.only_new) == (("e1",), [0], [0])


def test_a_source_that_was_renumbered_is_known_by_what_it_says() -> None:
    old = Sources([Source("a", "List", url="http://x"), Source("b", "Other")])
    new = Sources([Source("b", "Other"), Source("c", "List", url="http://x")])
    found = pair_records("sources", old, new)
    assert _pairs(found) == [(0, 1), (1, 0)]
    assert [*found.by] == [By.NATURAL_KEY, By.ID]


def test_copies_pair_as_often_as_they_stand_on_both_sides() -> None:
    one = Membership("friends", "CUB")
    found = pair_records("groups", Memberships([one, one]), Memberships([one]))
    assert (_pairs(found), found.only_old) == ([(0, 0)], [1])


def test_a_withdrawn_recognition_pairs_with_the_granted_one() -> None:
    old = Recognitions([Recognition("PRK", "XKX")])
    new = Recognitions([Recognition("PRK", "XKX", RecognitionStatus.WITHDRAWN)])
    assert _pairs(pair_records("recognitions", old, new)) == [(0, 0)]


def test_missions_are_no_table_of_records() -> None:
    with pytest.raises(ValueError, match="no table of records"):
        pair_records("missions", Relations(), Relations())
