"""Laws of giving each of our columns one of theirs."""

from __future__ import annotations

from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.tables.mapping.assignment import best_assignment

SCORES = st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.51, 0.7, 0.9, 1.0])
MATRICES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(SCORES, min_size=width, max_size=width), min_size=1, max_size=4)
)


def best_by_trying_all(scores: list[list[float]]) -> float:
    rows, columns = range(len(scores)), range(len(scores[0]))
    sums = [0.0]
    for size in range(1, min(len(rows), len(columns)) + 1):
        for some in combinations(rows, size):
            for taken in permutations(columns, size):
                pairs = [scores[row][column] for row, column in zip(some, taken, strict=True)]
                if all(pairs):
                    sums.append(sum(pairs))
    return max(sums)


# No column is given twice, no pair of score zero is made, and no other way of giving has a higher sum.
@given(MATRICES)
@settings(max_examples=60)
def test_it_is_one_to_one_and_no_other_way_is_better(scores: list[list[float]]) -> None:
    found = best_assignment(scores)
    given_ = [column for column in found if column is not None]
    assert len(given_) == len(set(given_))
    pairs = [scores[row][column] for row, column in enumerate(found) if column is not None]
    assert all(pairs)
    assert abs(sum(pairs) - best_by_trying_all(scores)) < 1e-6
