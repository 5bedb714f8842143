"""The laws of a history: it is exact in every step and as a whole, and neighbours agree."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.counting.tally import tally
from diplomap.diffing.accounts import BYS
from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.editions_history import history
from diplomap.diffing.history_shapes import history_csv, history_dict
from diplomap.diffing.ledger import STILL
from diplomap.model.dataset import Dataset
from diplomap.testing.editions import two_editions
from diplomap.values.counts import Count

any_by = st.sampled_from(BYS)
any_profile = st.sampled_from(["all", "lowy", "cow", "resident"])


@st.composite
def several_editions(draw: st.DrawFn) -> list[Dataset]:
    """Two to four editions of which neighbours have posts in common."""
    told = [*draw(two_editions())]
    if draw(st.booleans()):
        told += draw(two_editions())
    return told


# For every line the first count and what each nature did make the last count, on both bounds; each step
# begins where the one before ended.
@given(several_editions(), any_by, any_profile)
@settings(max_examples=50)
def test_a_history_balances(editions: list[Dataset], by: str, judged: str) -> None:
    found = history(editions, by=by, profile=judged)
    for line in (*found, found.total):
        whole = STILL
        for effect in line.by_nature().values():
            whole = whole + effect
        assert line.listed[0].moved(whole) == line.listed[-1]
        assert len(line.listed) == len(line.known) == len(line.accounts) + 1
        for place, account in enumerate(line.accounts):
            assert (account.opening, account.closing) == line.listed[place : place + 2]


# Each count is what counting itself gives of that edition.
@given(several_editions(), st.sampled_from(["sending", "host", "kind", "dyad", "all"]), any_profile)
@settings(max_examples=40)
def test_counts_are_those_of_the_editions(editions: list[Dataset], by: str, judged: str) -> None:
    found = history(editions, by=by, profile=judged)
    for place, edition in enumerate(found.editions):
        counted = tally(edition.dataset, profile=judged, by=by)
        assert {line.key: line.listed[place] for line in found if line.listed[place].high} == counted


# What is gained and lost is what moved the count, and no gain of a post that an edition does not date is
# of the world unless an event or a witness says so.
@given(several_editions(), any_by)
@settings(max_examples=40)
def test_gains_are_of_the_world_only_by_evidence(editions: list[Dataset], by: str) -> None:
    for line in history(editions, by=by):
        moved = sum(len(account.entries) for account in line.accounts)
        assert len([*line.gains()]) + len([*line.losses()]) <= moved
        for _, entry in line.gains():
            for change in entry.changes:
                dated = change.when is not None
                assert change.nature is not Nature.WORLD or dated


# The shapes can be made of any history, and every row of the CSV has the columns of its head.
@given(several_editions(), any_by)
@settings(max_examples=25)
def test_a_history_can_be_written(editions: list[Dataset], by: str) -> None:
    found = history(editions, by=by)
    told = history_dict(found)
    assert len(told["lines"]) == len(found)
    lines = history_csv(found).splitlines()
    assert len(lines) == 1 + len(found) * len(found.editions)


# One key asked for alone has the line that it has among all.
@given(several_editions(), st.sampled_from(["sending", "receiving", "host"]))
@settings(max_examples=25)
def test_one_and_all_agree(editions: list[Dataset], by: str) -> None:
    whole = {line.key: line for line in history(editions, by=by)}
    for party in ("PRK", "HKG"):
        alone = history(editions, of=party, by=by).total
        if party in whole:
            assert alone.listed == whole[party].listed
            assert alone.accounts == whole[party].accounts
        else:
            assert set(alone.listed) == {Count(0)}
