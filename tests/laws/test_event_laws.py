"""The laws of events: what a map tells as events, replayed, is the map; no event can be taken away unseen."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diplomap
from diplomap.checking import event_course_rules, event_posting_rules, event_rules
from diplomap.checking.spell_table import SpellTable
from diplomap.diffing.diff import diff
from diplomap.events.double_entry import complete_tables
from diplomap.events.replay import replay
from diplomap.events.same_map import map_differences, same_map
from diplomap.history.diff_events import diff_from, events_from
from diplomap.model.dataset import Dataset
from diplomap.model.events import EventKind
from diplomap.model.findings import Finding
from diplomap.tables.reading import load
from diplomap.tables.writing import write
from diplomap.testing.events import days, maps, reordered, two_maps

Editions = tuple[Dataset, Dataset]
COMPLETE = {"events": {"complete": True}}
FOLDER = Path(diplomap.__file__).parent / "data" / "datasets"
BUNDLED = sorted(path.parent.name for path in FOLDER.glob("*/events.csv"))
CHECKS = (*event_rules.CHECKS, *event_posting_rules.CHECKS, *event_course_rules.CHECKS)


def _told(dataset: Dataset) -> list[Finding]:
    """What the rules of events find, save what has to do with the parties' lives and the dataset's day."""
    table = SpellTable(dataset)
    found = [finding for check in CHECKS for finding in check.findings(table)]
    return [finding for finding in found if finding.code not in ("DM707", "DM709", "DM710")]


# A map told as events and replayed is the map, and so it is on any day.
@given(maps(), st.lists(days(), min_size=5, max_size=5))
def test_replaying_the_events_of_a_map_gives_the_map(dataset: Dataset, some: list[date]) -> None:
    events = events_from(dataset)
    after = replay(events, Dataset(as_of=dataset.as_of))
    assert after.problems == ()
    assert map_differences(after.dataset, dataset) == ()
    assert same_map(after.dataset, dataset)
    for day in some:
        assert same_map(after.at(day), dataset.at(day))


# The events of a difference, replayed on the old edition, give the new one, for any two editions.
@given(two_maps())
def test_the_events_of_a_difference_lead_from_one_edition_to_the_other(editions: Editions) -> None:
    old, new = editions
    after = replay(events_from(diff(old, new)), old)
    assert after.problems == ()
    assert map_differences(after.dataset, new) == ()


# A difference made of events and the events made of the difference lead to one map; nothing differs twice.
@given(two_maps())
def test_events_and_differences_agree(editions: Editions) -> None:
    old, new = editions
    events = events_from(diff(old, new))
    between = diff_from(events, old)
    assert same_map(between.new, new)
    assert same_map(replay(events_from(between), old).dataset, new)
    assert events_from(diff(old, old)) == ()
    assert events_from(diff(new, between.new)) == ()


# Only what surely happened after the old edition's day is told as an event of the world.
@given(two_maps())
def test_corrections_are_no_events_of_the_world(editions: Editions) -> None:
    old, new = editions
    for event in events_from(diff(old, new)):
        if event.kind is EventKind.CORRECTED:
            assert event.date is None
        else:
            assert old.as_of is not None
            assert event.date is not None
            assert event.date.lo > old.as_of.toordinal()


# Where dates settle which of two events came first, the order of the table's rows changes nothing.
@given(maps(), st.data())
def test_the_order_of_settled_rows_does_not_matter(dataset: Dataset, data: st.DataObject) -> None:
    events = events_from(dataset)
    other = data.draw(reordered(events))
    assert same_map(replay(other).dataset, replay(events).dataset)


# Whoever takes one event of a map's away no longer has the map.
@given(maps())
def test_no_event_of_a_map_is_idle(dataset: Dataset) -> None:
    events = events_from(dataset)
    for place in range(len(events)):
        rest = (*events[:place], *events[place + 1 :])
        assert not same_map(replay(rest).dataset, dataset)


# Where the coverage calls the events complete, checking finds any event that is taken away.
@given(maps())
def test_checking_finds_any_event_that_is_missing(dataset: Dataset) -> None:
    events = events_from(dataset)
    whole = attrs.evolve(dataset, events=events, coverage=COMPLETE)
    assert _told(whole) == []
    for place in range(len(events)):
        rest = (*events[:place], *events[place + 1 :])
        assert _told(attrs.evolve(whole, events=rest))


# Whatever events a dataset holds, checking them ends, and each finding points to a row that there is.
@pytest.mark.slow
@given(maps(), maps(), st.data())
def test_checking_never_fails_on_events(dataset: Dataset, other: Dataset, data: st.DataObject) -> None:
    told = [*events_from(dataset), *events_from(other)]
    events = data.draw(st.lists(st.sampled_from(told), max_size=8)) if told else []
    for finding in _told(attrs.evolve(dataset, events=events)):
        assert finding.origin.line >= 1
        assert finding.message


# What differs is told on both sides: whatever the event names as related names the event in turn.
@given(maps(), st.data())
def test_each_side_names_the_other(dataset: Dataset, data: st.DataObject) -> None:
    events = events_from(dataset)
    rest = data.draw(st.lists(st.sampled_from(events), unique_by=lambda one: one.id)) if events else []
    found = _told(attrs.evolve(dataset, events=rest, coverage=COMPLETE))
    sides = {code: [one for one in found if one.code == code and one.related] for code in ("DM701", "DM702")}
    told = sorted((str(one.origin), str(one.related[0])) for one in sides["DM701"])
    answered = sorted((str(one.related[0]), str(one.origin)) for one in sides["DM702"])
    assert told == answered


# Every bundled dataset whose events are complete loses none of them unseen.
@pytest.mark.slow
@pytest.mark.parametrize("name", BUNDLED)
def test_no_event_of_a_bundled_dataset_can_be_taken_away_unseen(name: str) -> None:
    dataset = load(name).dataset
    assert complete_tables(dataset.coverage)
    assert _told(dataset) == []
    for place in range(len(dataset.events)):
        rest = (*dataset.events[:place], *dataset.events[place + 1 :])
        assert _told(attrs.evolve(dataset, events=rest)), dataset.events[place].id


# A snapshot of a map whose events are complete raises nothing either, of whatever day it is.
@pytest.mark.parametrize("name", BUNDLED)
def test_snapshots_of_a_bundled_dataset_raise_nothing(name: str) -> None:
    dataset = load(name).dataset
    for day in ("1950-01-01", "1998-06-01", "2017-12-31", "2023-10-01", "2023-11-15", "2030-01-01"):
        assert _told(dataset.at(day)) == []


# Replaying a bundled dataset's events from an empty map gives its snapshots.
@pytest.mark.parametrize("name", BUNDLED)
def test_the_events_of_a_bundled_dataset_give_its_snapshots(name: str) -> None:
    dataset = load(name).dataset
    after = replay(dataset.events, Dataset(as_of=dataset.as_of))
    assert after.problems == ()
    for day in ("1975-01-01", "1990-10-03", "1999-03-01", "2017-12-31", "2023-10-01", "2024-01-30"):
        assert map_differences(after.at(day), dataset.at(day)) == ()


# What is told as events can be written as a table and read again.
@settings(max_examples=30)
@given(maps())
def test_events_come_back_from_their_table(dataset: Dataset) -> None:
    events = events_from(dataset)
    if events:
        with tempfile.TemporaryDirectory() as folder:
            write(Dataset(events=events), f"{folder}/map")
            assert tuple(load(f"{folder}/map").dataset.events) == events


# Ids are all unlike, and the same whenever the record is the same.
@given(maps())
def test_ids_are_stable(dataset: Dataset) -> None:
    events = events_from(dataset)
    assert len({event.id for event in events}) == len(events)
    assert events_from(attrs.evolve(dataset, title="again")) == events
