"""The laws of pairing records: one to one, the mirror from the other side, whatever the order of rows."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.diffing.record_pairing import RecordPairing, pair_records
from diplomap.testing.record_editions import Tables, two_tables


def _told(found: RecordPairing) -> tuple[Any, ...]:
    """A pairing without the order of its parts."""
    groups = {(frozenset(group.old), frozenset(group.new)) for group in found.undecided}
    return {*zip(found.old, found.new, found.by, strict=True)}, {*found.only_old}, {*found.only_new}, groups


# Every record of either edition stands in exactly one part, and each undecided group has both sides.
@settings(max_examples=60)
@given(two_tables())
def test_no_record_is_lost_or_used_twice(both: Tables) -> None:
    found = pair_records(*both)
    groups = found.undecided
    old = [*found.old, *found.only_old, *(i for group in groups for i in group.old)]
    new = [*found.new, *found.only_new, *(j for group in groups for j in group.new)]
    assert sorted(old) == list(range(len(both[1])))
    assert sorted(new) == list(range(len(both[2])))
    assert all(group.old and group.new for group in groups)
    assert len(found.by) == len(found.old) == len(found.new)


# From the other side the same records pair, by the same evidence.
@settings(max_examples=60)
@given(two_tables())
def test_pairing_has_a_mirror(both: Tables) -> None:
    table, old, new = both
    found, other = pair_records(table, old, new), pair_records(table, new, old)
    pairs, only_old, only_new, groups = _told(other)
    mirrored = {(i, j, by) for j, i, by in pairs}, only_new, only_old, {(a, b) for b, a in groups}
    assert _told(found) == mirrored
    assert found.reused == other.reused


# In whatever order the rows stand, the same contents pair with the same contents.
@settings(max_examples=60)
@given(two_tables(), st.data())
def test_the_order_of_rows_pairs_nothing(both: Tables, data: st.DataObject) -> None:
    table, old, new = both
    mixed = type(old)(data.draw(st.permutations([*old]))), type(new)(data.draw(st.permutations([*new])))
    contents = []
    for some, others in ((old, new), mixed):
        found = pair_records(table, some, others)
        pairs = [(some[i], others[j]) for i, j in zip(found.old, found.new, strict=True)]
        alone = [[some[i] for i in found.only_old], [others[j] for j in found.only_new]]
        contents.append([sorted(map(repr, told)) for told in (pairs, *alone)])
    assert contents[0] == contents[1]


# A table pairs with itself, place by place, and equal records pair as often as they stand on both sides.
@settings(max_examples=60)
@given(two_tables())
def test_equal_records_pair(both: Tables) -> None:
    table, old, new = both
    whole = pair_records(table, old, type(old)([*old]))
    assert [*whole.old] == [*whole.new] == list(range(len(old)))
    found = pair_records(table, old, new)
    for one in {*old, *new}:
        paired = sum(old[i] == new[j] == one for i, j in zip(found.old, found.new, strict=True))
        assert paired == min([*old].count(one), [*new].count(one))
