"""The laws of the algebra: a difference applied gives the new edition, undone the old, composed the whole."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.diffing.diff import Diff, diff
from diplomap.diffing.patch.conflicts import PatchError
from diplomap.diffing.patch.edits import canonical
from diplomap.diffing.patch.patches import EDITION, Patch
from diplomap.diffing.patch.runs import stayed
from diplomap.model.dataset import RECORD_TABLES, Dataset
from diplomap.testing.editions import as_columns, crowded_editions
from diplomap.testing.records import RECORDS
from diplomap.testing.whole_editions import editions_in_turn

Two = tuple[Dataset, Dataset]
Three = tuple[Dataset, Dataset, Dataset]
# Records of every form, and a few that meet.
two = editions_in_turn(2) | editions_in_turn(2, RECORDS) | crowded_editions()
three = editions_in_turn(3)
quick = settings(max_examples=50)


def _said(dataset: Dataset) -> tuple[Any, ...]:
    """All that an edition says, with what equality leaves aside."""
    return dataset, dataset.title, dataset.licence, dataset.extra_columns


def _patch(old: Dataset, new: Dataset) -> Patch:
    return diff(old, new).patch


# A difference, applied to the old edition, gives the new one: every table, in its order.
@quick
@given(two, st.booleans(), st.booleans())
def test_a_difference_applied_gives_the_new_edition(
    both: Two, ignore_ids: bool, kept_as_columns: bool
) -> None:
    old, new = map(as_columns, both) if kept_as_columns else both
    between = diff(old, new, ignore_ids=ignore_ids)
    made = between.apply(old)
    assert _said(made) == _said(new)
    assert [*made.missions] == [*new.missions]


# Undone, it gives the old edition back.
@quick
@given(two)
def test_a_difference_undone_gives_the_old_edition(both: Two) -> None:
    between = diff(*both)
    assert _said(between.invert().apply(both[1])) == _said(both[0])
    assert _said(between.patch.invert().apply(both[1])) == _said(both[0])


# The inverse is the difference the other way round, and the inverse of the inverse is the difference.
@quick
@given(two)
def test_the_inverse_is_the_difference_the_other_way_round(both: Two) -> None:
    between, back = diff(*both), diff(both[1], both[0])
    assert between.invert() == back
    assert between.invert().invert() == between
    assert between.invert().patch == between.patch.invert() == back.patch
    assert between.patch.invert().invert() == between.patch


# Between an edition and itself there is nothing to do, and a patch that does nothing is between equal ones.
@quick
@given(two, st.booleans())
def test_a_patch_is_empty_where_nothing_differs(both: Two, ignore_ids: bool) -> None:
    old, new = both
    assert not diff(old, attrs.evolve(old), ignore_ids=ignore_ids).patch
    assert bool(diff(old, new, ignore_ids=ignore_ids).patch) == (_said(old) != _said(new))


# Two patches one after the other do what their composition does.
@quick
@given(three)
def test_a_composition_does_what_both_do(editions: Three) -> None:
    old, between, new = editions
    whole = _patch(old, between).compose(_patch(between, new))
    assert _said(whole.apply(old)) == _said(new)
    composed = diff(old, between).compose(diff(between, new))
    assert (composed.old, composed.new) == (old, new)
    assert _said(composed.apply(old)) == _said(new)


# Composition is associative, and does nothing where one of the two does nothing.
@quick
@given(editions_in_turn(4))
def test_composition_is_associative(editions: tuple[Dataset, ...]) -> None:
    one, other, last = (diff(a, b) for a, b in pairwise(editions))
    p, q, r = one.patch, other.patch, last.patch
    assert p.compose(q).compose(r) == p.compose(q.compose(r))
    assert one.compose(other).compose(last) == one.compose(other.compose(last))
    assert Patch().compose(p) == p == p.compose(Patch())
    same = diff(editions[0], editions[0])
    assert same.compose(one) == one == one.compose(diff(editions[1], editions[1]))


# To undo a composition is to undo the last first; done and undone, done again is done once.
@quick
@given(three)
def test_a_composition_is_undone_from_its_end(editions: Three) -> None:
    p, q = _patch(*editions[:2]), _patch(*editions[1:])
    assert p.compose(q).invert() == q.invert().compose(p.invert())
    assert p.compose(p.invert()).compose(p) == p
    one, other = diff(*editions[:2]), diff(*editions[1:])
    assert one.compose(other).invert() == other.invert().compose(one.invert())


# The patch of a composition is the composition of the patches, where nothing is undecided.
@quick
@given(three)
def test_differences_compose_as_their_patches_do(editions: Three) -> None:
    one, other = diff(*editions[:2]), diff(*editions[1:])
    if any(map(_undecided, (one, other))):
        return
    assert one.compose(other).patch == one.patch.compose(other.patch)


def _undecided(between: Diff) -> bool:
    records = between.record_pairings.values()
    return bool(between.pairing.undecided) or any(found.undecided for found in records)


# Written to JSON and read back, a patch is the same.
@quick
@given(two)
def test_a_patch_survives_json(both: Two) -> None:
    patch = _patch(*both)
    assert Patch.from_dict(json.loads(json.dumps(patch.to_dict()))) == patch


# Whatever the order of the records it finds, a patch makes the same of them or says all that is in the way.
@quick
@given(two, st.data())
def test_a_patch_of_reordered_records_makes_the_same(both: Two, data: st.DataObject) -> None:
    old, new = both
    told: dict[str, Any] = {
        name: data.draw(st.permutations([*records])) for name, records in old.tables.items() if records
    }
    mixed = attrs.evolve(old, missions=data.draw(st.permutations([*old.missions])), **told)
    patch = _patch(old, new)
    try:
        made = patch.apply(mixed, order=False)
    except PatchError as error:
        # Only where a key stands twice can something be in the way.
        wrong = [str(one) for one in error.conflicts if one.what != "add"]
    else:
        wrong = _unlike(made, new)
    assert not wrong


def _unlike(made: Dataset, new: Dataset) -> list[str]:
    """The tables that do not hold the same records, in whatever order."""
    names = ("missions", *RECORD_TABLES)
    return [name for name in names if Counter(getattr(made, name)) != Counter(getattr(new, name))]


# What a patch tells is no more than it must be: records that say the same stand in no edit.
@quick
@given(two)
def test_no_edit_leaves_its_record_as_it_is(both: Two) -> None:
    patch = _patch(*both)
    for table in patch.tables.values():
        assert all(edit.old != edit.new for edit in table.edits)
    assert all(old != new for old, new in patch.edition.values())
    assert set(patch.edition) <= set(EDITION)


# The records that stayed are in order, and the same ones stay from the other side.
@given(st.permutations(range(7)))
def test_the_same_ones_stay_from_both_sides(places: list[int]) -> None:
    ours = {(old, new) for old, (new, on) in enumerate(zip(places, stayed(places), strict=True)) if on}
    back = [places.index(new) for new in range(len(places))]
    yours = {(old, new) for new, (old, on) in enumerate(zip(back, stayed(back), strict=True)) if on}
    assert ours == yours
    assert [new for _, new in sorted(ours)] == sorted(new for _, new in ours)


# A table patch says where every record goes, and is made of that again.
@given(st.lists(st.integers(0, 6), max_size=6, unique=True), st.integers(0, 3))
def test_a_table_patch_tells_where_every_record_goes(mapping: list[int], gone: int) -> None:
    length = max([*mapping, -1]) + 1
    places = [*mapping, *[-1] * gone]
    old = {place: "x" for place, to in enumerate(places) if to == -1}
    new = dict.fromkeys(set(range(length)) - set(mapping), "y")
    patch = canonical("groups", places, length, old, new)
    assert patch.mapping() == places
    assert patch == canonical("groups", patch.mapping(), length, old, new)


# One patch after another that it does not follow is refused.
@quick
@given(three)
def test_what_does_not_follow_is_refused(editions: Three) -> None:
    old, between, new = editions
    if between == new:
        return
    with pytest.raises(ValueError, match="does not begin with"):
        diff(old, between).compose(diff(new, old))
