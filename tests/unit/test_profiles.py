"""Counting profiles: the bundled ones, those of third parties, and what each condition says."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest

import diplomap.counting.profiles as module
from diplomap.counting.profiles import Among, Profile, profile, profiles, register_profile
from diplomap.counting.tally import tally
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind, KindClass
from diplomap.model.missions import Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE, UNKNOWN

BUNDLED = ("all", "consular", "diplomatic", "lowy", "mofa-kr", "resident")
HERE = (("PRK",), "CHN", "HKG")


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry that forgets what a test registers."""
    monkeypatch.setattr(module, "_registered", {})


def test_the_bundled_profiles_are_there() -> None:
    assert set(BUNDLED) <= set(profiles())


@pytest.mark.parametrize("name", BUNDLED)
def test_every_bundled_profile_names_its_source(name: str) -> None:
    one = profile(name)
    assert one.name == name
    assert one.title
    assert one.source
    assert one.kinds
    assert Status.PLANNED not in one.statuses | one.doubtful


@pytest.mark.parametrize("name", BUNDLED)
def test_no_key_of_a_profile_file_is_unread(name: str) -> None:
    path = Path(module.__file__).parent.parent / "data" / "profiles" / f"{name}.json"
    known = {"title", "source", "classes", "kinds", "not_kinds", "statuses", "doubtful", "how", "note"}
    known |= {"sending", "receiving", "host", "accreditations"}
    assert set(json.loads(path.read_text(encoding="utf-8"))) <= known


def test_all_counts_every_kind() -> None:
    assert profile("all").kinds == frozenset(Kind)


def test_classes_give_their_kinds() -> None:
    assert profile("consular").kinds == {k for k in Kind if k.kind_class is KindClass.CONSULAR}
    assert Kind.RESIDENCE not in profile("diplomatic").kinds
    assert Kind.LIAISON_OFFICE in profile("diplomatic").kinds
    assert Kind.PERMANENT_MISSION not in profile("diplomatic").kinds


@pytest.mark.parametrize(
    ("name", "kind", "status", "expected"),
    [
        ("all", Kind.HONORARY_CONSULATE, Status.EVACUATED, TRUE),
        ("all", Kind.EMBASSY, Status.PLANNED, FALSE),
        ("all", Kind.EMBASSY, Status.UNKNOWN, UNKNOWN),
        ("all", Kind.EMBASSY, Status.CLOSED, TRUE),
        ("lowy", Kind.HONORARY_CONSULATE, Status.OPERATING, FALSE),
        ("lowy", Kind.CONSULATE, Status.OPERATING, TRUE),
        ("lowy", Kind.REPRESENTATIVE_OFFICE, Status.CLOSING, TRUE),
        ("lowy", Kind.EMBASSY, Status.SUSPENDED, FALSE),
        ("resident", Kind.LEGATION, Status.OPERATING, TRUE),
        ("resident", Kind.INTERESTS_SECTION, Status.OPERATING, FALSE),
        ("mofa-kr", Kind.EMBASSY, Status.SUSPENDED, TRUE),
        ("mofa-kr", Kind.CONSULATE_GENERAL, Status.UNKNOWN, FALSE),
        ("mofa-kr", Kind.CONSULAR_AGENCY, Status.OPERATING, FALSE),
    ],
)
def test_what_a_profile_makes_of_a_spell(name: str, kind: Kind, status: Status, expected: object) -> None:
    one = profile(name)
    assert one.judge(kind, status, *HERE) is expected
    assert (one.why_not(kind, status, *HERE) is not None) == (expected is FALSE)


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ({"sending": Among(but={"PRK"})}, "mine leaves out what is sent by PRK"),
        ({"receiving": Among(only={"ESP"})}, "mine leaves out what is sent to CHN"),
        ({"host": Among(but={"HKG"})}, "mine leaves out what stands in HKG"),
        ({"statuses": {Status.SUSPENDED}}, "its status is operating; mine counts suspended"),
        ({"kinds": {Kind.CONSULATE}}, "an embassy is not among the kinds that mine counts"),
    ],
)
def test_why_a_mission_does_not_count(condition: dict[str, object], why: str) -> None:
    one = attrs.evolve(Profile("mine", "Mine", {Kind.EMBASSY}), **condition)
    assert one.why_not(Kind.EMBASSY, Status.OPERATING, *HERE) == why


def test_a_joint_mission_counts_if_one_sender_does() -> None:
    one = Profile("mine", "Mine", {Kind.EMBASSY}, sending=Among(but={"NOR"}))
    assert one.judge(Kind.EMBASSY, Status.OPERATING, ("NOR", "SWE"), "ISL", "ISL") is TRUE
    ds = Dataset([Mission("a", ("NOR", "SWE"), "ISL", (Spell(Kind.EMBASSY),))])
    assert tally(ds, profile=one) == {"SWE": Count(1)}


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no counting profile is called 'lowi'; there are all, .*mofa-kr"):
        profile("lowi")


def test_a_profile_is_given_back_as_it_is() -> None:
    one = Profile("mine", "Mine", {Kind.EMBASSY})
    assert profile(one) is one
    assert "mine" not in profiles()


@pytest.mark.usefixtures("registry")
def test_third_parties_register_theirs_once() -> None:
    one = register_profile(Profile("mine", "Mine", {Kind.EMBASSY}))
    assert profile("mine") is one
    assert register_profile(Profile("mine", "Mine", {Kind.EMBASSY})) == one
    with pytest.raises(ValueError, match="another counting profile is called 'mine'"):
        register_profile(Profile("mine", "Mine", {Kind.LEGATION}))
    with pytest.raises(ValueError, match="another counting profile is called 'lowy'"):
        register_profile(Profile("lowy", "Lowy", {Kind.LEGATION}))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "needs a name"),
        ({"how": "heads"}, "how is 'heads', not one of posts, pairs"),
        ({"accreditations": "both"}, "accreditations is 'both'"),
        ({"doubtful": {Status.CLOSING}}, "closing cannot be both counted and doubtful"),
        ({"accreditations": "resident+concurrent"}, "no post of its own; count pairs"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Profile(**{"name": "mine", "title": "Mine", "kinds": {Kind.EMBASSY}, **wrong})


TWICE = Dataset(
    Mission(mission_id, ("PRK",), "CHN", (Spell(kind, status, host="HKG"),))
    for mission_id, kind, status in [
        ("a", Kind.EMBASSY, Status.OPERATING),
        ("b", Kind.EMBASSY, Status.OPERATING),
        ("c", Kind.CONSULATE, Status.SUSPENDED),
        ("d", Kind.CONSULATE, Status.UNKNOWN),
    ]
)
NARROW = Profile("narrow", "Narrow", {Kind.EMBASSY}, doubtful=(), how="pairs", host=Among(but={"HKG"}))


# Each step widens one thing, and then counts something more in the dataset above.
@pytest.mark.parametrize(
    "step",
    [
        {"host": Among()},
        {"host": Among(), "how": "posts"},
        {"host": Among(), "kinds": {Kind.EMBASSY, Kind.CONSULATE}, "doubtful": {Status.UNKNOWN}},
        {"host": Among(), "receiving": Among(only={"CHN"}), "kinds": set(Kind), "how": "posts"},
        {"host": Among(only={"HKG"}), "statuses": set(Status), "doubtful": (), "kinds": {Kind.CONSULATE}},
    ],
)
def test_what_does_not_cover_may_count_less(step: dict[str, object]) -> None:
    wide = attrs.evolve(NARROW, **step)
    assert not NARROW.covers(wide)
    less, more = tally(TWICE, profile=NARROW), tally(TWICE, profile=wide)
    assert less == {}
    assert more["PRK"].high > 0


def test_pairs_do_not_cover_posts() -> None:
    pairs = attrs.evolve(NARROW, host=Among())
    posts = attrs.evolve(pairs, how="posts")
    assert posts.covers(pairs)
    assert not pairs.covers(posts)
    assert tally(TWICE, profile=pairs) == {"PRK": Count(1)}
    assert tally(TWICE, profile=posts) == {"PRK": Count(2)}


@pytest.mark.parametrize(
    ("one", "other", "covers"),
    [
        (Among(), Among(but={"A"}), True),
        (Among(but={"A"}), Among(), False),
        (Among(but={"A"}), Among(only={"B"}), True),
        (Among(but={"A"}), Among(only={"A"}), False),
        (Among(only={"A", "B"}), Among(only={"A"}), True),
        (Among(only={"A"}), Among(only={"A", "B"}), False),
        (Among(only={"A"}), Among(only={"A", "B"}, but={"B"}), True),
        (Among(only={"A"}), Among(), False),
    ],
)
def test_conditions_cover_each_other(one: Among, other: Among, covers: bool) -> None:
    assert one.covers(other) is covers
    assert all(one.admits(party) for party in "AB" if other.admits(party)) or not covers


def test_both_conditions_hold_together() -> None:
    for one in (Among(), Among(only="AB"), Among(but="A")):
        for two in (Among(), Among(only="BC"), Among(but="C")):
            for party in "ABC":
                assert one.both(two).admits(party) == (one.admits(party) and two.admits(party))
