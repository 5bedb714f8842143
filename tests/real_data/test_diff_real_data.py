"""Differences between real editions: every row accounted for, every account balanced, nothing invented."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from diplomap.counting.tally import tally
from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.diff import diff
from diplomap.model.dataset import Dataset
from diplomap.tables.reading import load

EDITIONS = ("2020-10-10", "2020-12-24", "2021-04-22", "2021-11-13", "2022-06-23")


@pytest.fixture(scope="module")
def editions(real_data: Path) -> dict[str, Dataset]:
    return {day: load(real_data / "database-of-embassies" / f"{day}.csv").dataset for day in EDITIONS}


@pytest.mark.parametrize("ignore_ids", [False, True])
@pytest.mark.parametrize(("one", "two"), [*pairwise(EDITIONS), (EDITIONS[0], EDITIONS[-1])])
def test_every_physical_row_has_its_place(
    editions: dict[str, Dataset], one: str, two: str, ignore_ids: bool
) -> None:
    found = diff(editions[one], editions[two], ignore_ids=ignore_ids)
    pairing = found.pairing
    groups = pairing.undecided
    for side, dataset, paired, only, open_ in (
        ("old", editions[one], pairing.old, pairing.only_old, [i for g in groups for i in g.old]),
        ("new", editions[two], pairing.new, pairing.only_new, [j for g in groups for j in g.new]),
    ):
        store = dataset.missions.store
        rows = [row for places in (paired, only, open_) for place in places for row in store.rows_of(place)]
        lines = [store.lines[row] for row in rows]
        lines += [aside.row.line for aside in dataset.quarantine if aside.row is not None]
        fates = found.rows[side]
        assert len(lines) == len(set(lines)) == fates.read == fates.paired + fates.only + fates.quarantined
        assert fates.read > 4000


@pytest.mark.parametrize("profile", ["all", "diplomatic", "resident"])
@pytest.mark.parametrize("by", ["sending", "receiving", "host", "all"])
def test_every_account_balances(editions: dict[str, Dataset], profile: str, by: str) -> None:
    old, new = editions["2020-12-24"], editions["2021-04-22"]
    ledger = diff(old, new).ledger(by=by, profile=profile)
    before, after = (tally(one, profile=profile, by=by) for one in (old, new))
    assert {a.party: a.opening for a in ledger if a.opening.high} == before
    assert {a.party: a.closing for a in ledger if a.closing.high} == after
    for account in ledger:
        low = account.opening.low + sum(entry.effect.low for entry in account.entries)
        high = account.opening.high + sum(entry.effect.high for entry in account.entries)
        assert (low, high) == (account.closing.low, account.closing.high)


def test_a_column_that_came_is_no_news_of_the_world(editions: dict[str, Dataset]) -> None:
    found = diff(editions["2020-12-24"], editions["2021-04-22"])
    gained = [c for c in found.changes if c.kind is ChangeKind.ACCREDITATION_GAINED]
    assert len(gained) > 1000
    assert {change.nature for change in gained} == {Nature.COVERAGE}
    assert "pictureAuthor" in found.columns.added


def test_a_header_cell_with_another_name_changes_no_row(editions: dict[str, Dataset]) -> None:
    found = diff(editions["2020-10-10"], editions["2020-12-24"])
    assert ("image", "picture") in found.columns.renamed
    assert not any("image" in change.fields for change in found.changes)
    assert sum("picture" in change.fields for change in found.changes) < 200


def test_rows_that_vanished_are_never_called_closed(editions: dict[str, Dataset]) -> None:
    found = diff(editions["2021-04-22"], editions["2022-06-23"])
    gone = [change for change in found.changes if change.new is None]
    assert len(gone) == len(found.only_old) > 50
    assert {(change.kind, change.nature) for change in gone} == {(ChangeKind.GONE, Nature.UNDETERMINED)}


def test_a_qid_that_stands_twice_loses_no_row(editions: dict[str, Dataset]) -> None:
    new = editions["2022-06-23"]
    twice = [key for key, times in Counter(new.missions.store.ids).items() if times > 1]
    spells = [mission.id for mission in new.missions if len(mission.spells) > 1]
    assert twice or spells
    found = diff(editions["2021-11-13"], new)
    held = Counter(pair.new.id for pair in found.pairs) + Counter(m.id for m in found.only_new)
    held += Counter(m.id for group in found.ambiguous for m in group.new)
    assert held == Counter(new.missions.store.ids)


def test_natural_keys_alone_find_most_posts_and_invent_few(editions: dict[str, Dataset]) -> None:
    old, new = editions["2021-11-13"], editions["2022-06-23"]
    pairing = diff(old, new, ignore_ids=True).pairing
    before, after = old.missions.store.ids, new.missions.store.ids
    both = set(before) & set(after)
    right = sum(before[i] == after[j] for i, j in zip(pairing.old, pairing.new, strict=True))
    wrong = [
        (i, j)
        for i, j in zip(pairing.old, pairing.new, strict=True)
        if before[i] != after[j] and (before[i] in both or after[j] in both)
    ]
    assert right >= 0.94 * len(both)
    assert len(wrong) <= 5


def test_what_is_in_quarantine_is_neither_gone_nor_new_without_a_word(editions: dict[str, Dataset]) -> None:
    found = diff(editions["2020-12-24"], editions["2021-04-22"])
    rules = Counter(change.rule for change in found.changes)
    assert rules["now-unreadable"] >= 1
    assert rules["was-unreadable"] >= 1
