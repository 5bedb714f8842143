"""The laws of events: what a map tells as events, replayed, is the map; no event can be taken away unseen."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given
from hypothesis import strategies as st

from diplomap.diffing.diff import diff
from diplomap.events.replay import replay
from diplomap.events.same_map import map_differences, same_map
from diplomap.history.diff_events import diff_from, events_from
from diplomap.model.dataset import Dataset
from diplomap.model.events import EventKind
from diplomap.testing.events import days, maps, reordered, two_maps

Editions = tuple[Dataset, Dataset]


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


# Ids are all unlike, and the same whenever the record is the same.
@given(maps())
def test_ids_are_stable(dataset: Dataset) -> None:
    events = events_from(dataset)
    assert len({event.id for event in events}) == len(events)
    assert events_from(attrs.evolve(dataset, title="again")) == events
