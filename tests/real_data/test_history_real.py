"""The real Database of Embassies: how much of its growth is the world, and how much of it is coverage."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.editions_history import History, history
from diplomap.tables.reading import load


@pytest.fixture(scope="module")
def found(real_data: Path) -> History:
    folder = real_data / "database-of-embassies"
    editions = {path.stem: load(path).dataset for path in sorted(folder.glob("*.csv"))}
    return history(editions, witnesses={"dprk": load("dprk").dataset})


def test_north_korea_s_new_posts_did_not_open(found: History) -> None:
    line = found.line("PRK")
    assert [str(count) for count in line.listed] == ["17", "20", "23", "26", "27"]
    assert line.identity() == "+10 = 0 world + 0 revision + 5 coverage + 5 undetermined"
    gained = {
        entry.new[0].receiving: (str(entry.nature), change.rule)
        for _, entry in line.gains()
        for change in entry.changes
    }
    assert len(gained) == 10
    for receiver in ("CZE", "ITA", "ROU", "SYR"):
        assert gained[receiver] == ("coverage", "witness-before")
    # Its item was numbered before others that the edition before already listed.
    assert gained["VNM"] == ("coverage", "item-existed")
    undetermined = {to for to, told in gained.items() if told == ("undetermined", "no-evidence")}
    assert undetermined == {"CHE", "GNQ", "IND", "MEX", "ZAF"}


def test_of_the_new_posts_that_are_dated_nearly_all_stood_before(found: History) -> None:
    arrivals = found.arrivals
    assert arrivals.before > 190
    assert arrivals.after < 10
    assert arrivals.share is not None
    assert arrivals.share[0] > 0.93


def test_the_whole_table_grew_by_coverage(found: History) -> None:
    parts = found.total.by_nature()
    assert parts[Nature.WORLD].low < 15
    assert parts[Nature.COVERAGE].low > 1300
    assert sum(effect.low for effect in parts.values()) == found.total.effect.low == 5237


def test_an_item_numbered_before_never_is_of_a_post_that_opened_since(found: History) -> None:
    # The rule is borne out by every post that has both a number and a date.
    for step in found.steps:
        ids = step.diff.old.missions.store.ids
        last = max(int(one[1:]) for one in ids if one[:1] == "Q" and one[1:].isdigit())
        for mission in step.diff.only_new:
            start = mission.spells[0].period.start
            if mission.id[1:].isdigit() and int(mission.id[1:]) <= last and start is not None:
                assert step.old.day is not None
                assert start.lo <= step.old.day.toordinal()
