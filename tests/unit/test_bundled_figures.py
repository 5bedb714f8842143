"""The figures of the bundled datasets: what the story of November 2023 said, and what the data say."""

from __future__ import annotations

import pytest

import diplomap as dm


@pytest.fixture(scope="module")
def dprk() -> dm.Dataset:
    return dm.read("dprk")


def test_as_many_as_ten_may_close_and_nine_did(dprk: dm.Dataset) -> None:
    found = dm.verify(dprk, "closures-as-many-as-10", at="2024-01-30")
    assert (str(found.verdict), str(found.interval), found.forecast) == ("supported", "9", True)
    # The report names no term: what it says is not over, and what closed so far fits.
    open_ended = dm.verify(dprk, "closures-as-many-as-10")
    assert str(open_ended.verdict) == "undecidable"
    assert "what is listed (9) fits" in open_ended.why


def test_about_twenty_percent(dprk: dm.Dataset) -> None:
    found = dm.verify(dprk, "closures-about-20-percent", at="2024-01-30")
    assert str(found.verdict) == "supported"
    assert "9 closed of 53 missions on 2023-10-01 = 17.0 %" in found.arithmetic


def test_more_than_150_countries_and_relatively_few_missions(dprk: dm.Dataset) -> None:
    relations = dm.verify(dprk, "relations-more-than-150")
    assert str(relations.verdict) == "supported"
    assert relations.changes_under == ()
    few = dm.verify(dprk, "missions-few")
    assert (str(few.verdict), few.claimed) == ("undecidable", None)


def test_what_seoul_counted(dprk: dm.Dataset) -> None:
    for name in ("unif-missions-53", "mofa-closures-9", "mofa-missions-44"):
        assert str(dm.verify(dprk, name).verdict) == "supported"


@pytest.mark.parametrize("name", ["dprk", "taiwan"])
def test_every_figure_says_who_what_and_why(name: str) -> None:
    found = dm.verify_all(dm.read(name))
    assert found
    for one in found:
        assert one.speaker
        assert one.sources
        assert one.arithmetic
        assert one.why
        assert one.to_dict()["by_profile"].keys() == set(dm.profiles())


def test_causes_claimed_for_the_closures_stand_side_by_side(dprk: dm.Dataset) -> None:
    explained = dm.explain(dm.diff(dprk.at("2023-10-01"), dprk.at("2024-01-30")))
    (esp,) = explained.of("prk-esp")
    assert esp.disputed
    assert {"sanctions", "routine", "strategy"} <= {str(cause) for cause in esp.causes}
    assert "KOR" in {claim.attribution.position for claim in esp.claims}
    assert "PRK" in {claim.attribution.position for claim in esp.claims}
