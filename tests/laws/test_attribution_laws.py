"""Laws of claimed causes: nothing is lost, nothing is judged, and no claim silences another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.diff import diff
from diplomap.history.attribution import causes_of, explain_changes
from diplomap.model.attributions import Attribution, Cause, Rank
from diplomap.model.dataset import Dataset
from diplomap.testing.editions import two_editions
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE
from diplomap.values.periods import Period

WINDOWS = (
    Period(),
    Period(PartialDate.parse("2018"), PartialDate.parse("2019-03")),
    Period(PartialDate.parse("2019")),
    Period(None, PartialDate.parse("2020")),
)


@st.composite
def attributions(draw: st.DrawFn) -> list[Attribution]:
    several = st.lists(
        st.tuples(
            st.sampled_from(Cause),
            st.sampled_from(["a ministry", "a paper"]),
            st.sampled_from(["PRK", "CHN", "ESP"]),
            st.sampled_from(Rank),
            st.sampled_from([(), ("closed",), ("closed", "relocated"), ("appeared", "gone")]),
            st.sampled_from([(), ("a",), ("a", "b")]),
            st.sampled_from(WINDOWS),
        ),
        max_size=5,
    )
    return [
        Attribution(f"c{n}", cause, by, of, rank, None, changes, missions, window)
        for n, (cause, by, of, rank, changes, missions, window) in enumerate(draw(several))
    ]


# Every change of a difference is told once, in its order, whatever is claimed; and each claim beside it is of
# its sender, of its kind and of its mission. Changes of the record alone have none.
@settings(max_examples=60)
@given(two_editions(), attributions())
def test_every_change_is_told_once_beside_claims_that_bear_on_it(
    editions: tuple[Dataset, Dataset], claimed: list[Attribution]
) -> None:
    found = diff(*editions)
    explained = explain_changes(found, claimed)
    assert [one.change for one in explained] == list(found.changes)
    for one in explained:
        change = one.change
        for claim in one.claims:
            said = claim.attribution
            assert claim.fits is not FALSE
            assert said.of in change.sending
            assert not said.changes or str(change.kind) in said.changes
            ids = {told.id for told in (change.old, change.new) if told is not None}
            assert not said.missions or ids & set(said.missions)
            assert change.nature in (Nature.WORLD, Nature.UNDETERMINED)
        assert one.unattributed is (not one.of_record and all(claim.denied for claim in one.claims))


# One claim never silences another, and the order in which they are told says nothing.
@settings(max_examples=60)
@given(two_editions(), attributions())
def test_claims_stand_beside_each_other(
    editions: tuple[Dataset, Dataset], claimed: list[Attribution]
) -> None:
    found = diff(*editions)
    together = explain_changes(found, claimed)
    alone = [explain_changes(found, [one]) for one in claimed]
    for place, one in enumerate(together):
        assert {claim.attribution.id for claim in one.claims} == {
            claim.attribution.id for each in alone for claim in each[place].claims
        }
    backwards = explain_changes(found, claimed[::-1])
    for one, other in zip(together, backwards, strict=True):
        assert set(one.claims) == set(other.claims)
        assert one.disputed == other.disputed


# A longer stretch of time is never claimed by fewer, and without one all that is claimed of a party counts.
@given(attributions(), st.sampled_from(["2017", "2018-06"]), st.sampled_from(["2019", "2021"]))
def test_a_longer_stretch_has_no_fewer_claims(claimed: list[Attribution], first: str, last: str) -> None:
    ds = Dataset(attributions=[one for one in claimed if not one.missions])

    def ids(window: tuple[str, str] | None) -> set[str]:
        return {claim.attribution.id for claim in causes_of(ds, of="PRK", window=window)}

    assert ids((first, last)) <= ids(("2016", "2022")) <= ids(None)
    assert ids(None) == {one.id for one in ds.attributions if one.of == "PRK"}
