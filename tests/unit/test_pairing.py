"""Pairing missions of two editions: which are one post, which are not, and what stays open."""

from __future__ import annotations

from typing import Any

import pytest

from diplomap.diffing.natural_keys import folded
from diplomap.diffing.pairing import Pairing, pair_missions
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.testing.editions import as_columns
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period


def post(
    id_: str,
    sending: str = "FRA",
    receiving: str = "JPN",
    seat: str = "Tokyo",
    kind: Kind = Kind.EMBASSY,
    opened: str = "",
    closed: str = "",
    **told: Any,
) -> Mission:
    start = PartialDate.parse(opened) if opened else None
    end = PartialDate.parse(closed) if closed else End.OPEN
    spell = Spell(kind, seat=seat, period=Period(start, end), **told)
    return Mission(id_, tuple(sending.split("|")), receiving, (spell,))


def paired(old: list[Mission], new: list[Mission], **options: Any) -> Pairing:
    return pair_missions(Missions(old), Missions(new), **options)


def pairs(pairing: Pairing) -> list[tuple[int, int, str]]:
    return list(zip(pairing.old, pairing.new, map(str, pairing.by), strict=True))


def test_an_id_pairs_whatever_the_order() -> None:
    found = paired([post("a"), post("b")], [post("b"), post("c", "DEU"), post("a")])
    assert pairs(found) == [(0, 2, "id"), (1, 0, "id")]
    assert list(found.only_new) == [1]


@pytest.mark.parametrize(
    "other",
    [
        post("a", "DEU"),
        post("a", "FRA", "CHN", "Beijing"),
        post("a", "JPN", "FRA", "Paris"),
        post("a", "SUN", "YUG", "TOKYO"),
        post("a", "FRA|DEU", "CHN", "Beijing"),
        post("a", kind=Kind.HONORARY_CONSULATE, seat="Osaka"),
    ],
    ids=["sender", "receiver", "ends exchanged", "succession of both", "one of two senders", "kind and seat"],
)
def test_an_id_pairs_as_long_as_something_is_kept(other: Mission) -> None:
    assert pairs(paired([post("a")], [other])) == [(0, 0, "id")]


def test_an_id_used_again_for_another_post_pairs_nothing() -> None:
    found = paired([post("7")], [post("7", "BRA", "PER", "Lima")])
    assert pairs(found) == []
    assert (list(found.only_old), list(found.only_new), found.reused) == ([0], [0], ("7",))


def test_a_reused_id_leaves_the_post_to_its_natural_key() -> None:
    found = paired([post("7")], [post("7", "BRA", "PER", "Lima"), post("8")])
    assert pairs(found) == [(0, 1, "natural key")]
    assert (list(found.only_new), found.reused) == ([0], ("7",))


def test_a_shared_id_is_told_apart_by_its_parties() -> None:
    old = [post("a"), post("a", "DEU")]
    new = [post("a", "DEU", seat="Osaka"), post("a", seat="Kyoto")]
    assert pairs(paired(old, new)) == [(0, 1, "id"), (1, 0, "id")]


def test_a_shared_id_pairs_equal_missions_first_and_then_the_one_that_is_left() -> None:
    old = [post("a", seat="Kyoto"), post("a", seat="Osaka")]
    new = [post("a", seat="Nara"), post("a", seat="Kyoto")]
    assert pairs(paired(old, new)) == [(0, 1, "id"), (1, 0, "id")]


def test_a_copy_that_is_gone_leaves_the_other_paired() -> None:
    found = paired([post("a"), post("a")], [post("a")])
    assert pairs(found) == [(0, 0, "id")]
    assert list(found.only_old) == [1]


def test_an_id_that_stands_several_times_stays_open_where_nothing_decides() -> None:
    old = [post("a", seat="Kyoto"), post("a", seat="Osaka")]
    new = [post("a", seat="Nara"), post("a", seat="Kobe")]
    found = paired(old, new)
    assert pairs(found) == []
    assert [(group.old, group.new) for group in found.undecided] == [((0, 1), (0, 1))]
    assert (list(found.only_old), list(found.only_new)) == ([], [])


def test_the_natural_key_pairs_renumbered_posts() -> None:
    old = [post("1"), post("2", "DEU"), post("3", kind=Kind.CONSULATE, seat="São Paulo")]
    new = [post("x3", kind=Kind.CONSULATE, seat="sao  paulo"), post("x2", "DEU"), post("x1")]
    assert pairs(paired(old, new)) == [(n, 2 - n, "natural key") for n in range(3)]


def test_the_natural_key_knows_a_kind_before_a_class_of_kinds() -> None:
    old = [post("1", kind=Kind.CONSULATE), post("2", kind=Kind.CONSULATE_GENERAL)]
    new = [post("3", kind=Kind.VICE_CONSULATE), post("4", kind=Kind.CONSULATE_GENERAL)]
    assert pairs(paired(old, new)) == [(0, 0, "natural key"), (1, 1, "natural key")]


@pytest.mark.parametrize(
    "other",
    [
        post("2", "DEU"),
        post("2", "FRA|DEU"),
        post("2", receiving="CHN"),
        post("2", seat="Osaka"),
        post("2", seat=""),
        post("2", host="CHN"),
        post("2", kind=Kind.CONSULATE),
    ],
    ids=["sender", "a further sender", "receiver", "seat", "no seat", "host", "class of kind"],
)
def test_another_natural_key_pairs_nothing(other: Mission) -> None:
    assert pairs(paired([post("1")], [other])) == []


def test_a_host_told_and_one_left_to_the_receiver_are_one() -> None:
    assert len(pairs(paired([post("1")], [post("2", host="JPN")]))) == 1


def test_a_career_and_an_honorary_consulate_are_not_one_post() -> None:
    old, new = post("1", kind=Kind.HONORARY_CONSULATE), post("2", kind=Kind.CONSULATE)
    assert pairs(paired([old], [new])) == []


def test_competing_posts_stay_open_with_their_candidates() -> None:
    found = paired([post("1"), post("2")], [post("3")])
    assert pairs(found) == []
    assert [(group.old, group.new) for group in found.undecided] == [((0, 1), (0,))]
    assert "same sender" in found.undecided[0].why


def test_competing_posts_are_told_apart_by_the_rest_of_what_they_tell() -> None:
    old = [post("1", note="by the sea"), post("2", note="on the hill")]
    new = [post("3", note="on the hill"), post("4", note="by the sea")]
    assert pairs(paired(old, new)) == [(0, 1, "natural key"), (1, 0, "natural key")]


def test_posts_that_lived_at_different_times_are_not_one() -> None:
    found = paired([post("1", closed="1990")], [post("2", opened="2015")])
    assert pairs(found) == []
    assert found.undecided == ()
    assert (list(found.only_old), list(found.only_new)) == ([0], [0])


def test_the_times_of_competing_posts_decide_between_them() -> None:
    old = [post("1", closed="1990"), post("2", opened="2001")]
    assert pairs(paired(old, [post("3", opened="2000..2005")])) == [(1, 0, "natural key")]


def test_ids_are_not_looked_at_where_they_are_ignored() -> None:
    old, new = [post("1"), post("2", "DEU")], [post("2"), post("1", "DEU")]
    assert pairs(paired(old, new)) == [(0, 1, "id"), (1, 0, "id")]
    assert pairs(paired(old, new, ignore_ids=True)) == [(0, 0, "natural key"), (1, 1, "natural key")]


def test_a_crowd_under_one_key_stays_open_and_costs_little() -> None:
    old = [post(f"a{n}", note=str(n)) for n in range(300)]
    new = [post(f"b{n}", note=str(n + 1000)) for n in range(300)]
    found = paired(old, new)
    assert [(len(group.old), len(group.new)) for group in found.undecided] == [(300, 300)]


@pytest.mark.parametrize("several", [False, True])
def test_missions_kept_as_columns_pair_as_objects_do(several: bool) -> None:
    old = [post("1"), post("2", "DEU"), post("4", seat="Osaka", kind=Kind.CONSULATE)]
    new = [post("3"), post("2", "DEU"), post("5", seat="osaka", kind=Kind.CONSULATE)]
    if several:
        both = Mission("6", ("ITA",), "JPN", (*post("6").spells, *post("6", closed="1950").spells))
        old, new = [*old, both], [both, *new]
    columns = [as_columns(Dataset(told)).missions for told in (old, new)]
    assert pair_missions(*columns) == paired(old, new)
    assert len(pairs(paired(old, new))) == 3 + several


@pytest.mark.parametrize(
    ("one", "two"),
    [("São Tomé", "sao tome"), ("St. John's", "St Johns"), ("Nur-Sultan", "nur sultan"), ("İzmir", "izmir")],
)
def test_places_are_compared_without_case_accents_and_punctuation(one: str, two: str) -> None:
    assert folded(one) == folded(two)
