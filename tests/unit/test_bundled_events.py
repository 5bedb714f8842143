"""The bundled datasets' events: replayed from an empty map they end at the record, on every day tried."""

from __future__ import annotations

import pytest

from diplomap.events.replay import replay
from diplomap.events.same_map import map_differences
from diplomap.model.dataset import Dataset
from diplomap.tables.reading import load

DAYS = {
    "dprk": (
        "1983-12-01",
        "1990-10-03",
        "1998-06-30",
        "2013-12-31",
        "2023-10-01",
        "2023-11-15",
        "2024-01-30",
    ),
    "taiwan": ("2016-05-20", "2017-06-13", "2018-12-31", "2021-12-31", "2024-01-20", "2024-01-31"),
}


@pytest.mark.parametrize(("name", "day"), [(name, day) for name, days in DAYS.items() for day in days])
def test_the_events_replayed_from_an_empty_map_give_the_snapshot_exactly(name: str, day: str) -> None:
    ds = load(name).dataset
    replayed = replay(ds.events, Dataset(as_of=ds.as_of))
    assert replayed.problems == ()
    assert map_differences(replayed.at(day), ds.at(day)) == ()


@pytest.mark.parametrize("name", sorted(DAYS))
def test_the_ledger_claims_to_be_complete_and_is_no_copy(name: str) -> None:
    ds = load(name).dataset
    assert ds.coverage["events"]["complete"] is True
    told_only = [
        one for one in ds.events if str(one.kind) in ("closure_announced", "expelled", "head_recalled")
    ]
    assert told_only
    assert all(one.sources for one in ds.events)
