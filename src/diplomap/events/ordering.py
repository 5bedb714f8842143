"""The order in which events are taken: that of their dates where dates settle it, else that of the table."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from diplomap.model.events import Event
from diplomap.values.dates import OPEN_HI, OPEN_LO


def in_order_of_dates(events: Sequence[Event], places: Sequence[int] | None = None) -> list[int]:
    """The places of events, in the order in which they are taken.

    Of two events of which one surely fell on an earlier day, that one comes first; otherwise, of those that
    could come next, the one that stands first in the table. An event without a date stands where it stands.

    >>> from diplomap.model.events import EventKind
    >>> from diplomap.values.dates import PartialDate
    >>> told = [Event(id_, PartialDate.parse(date), EventKind.EXPELLED, ("PRK",))
    ...     for id_, date in (("c", "2019"), ("b", "2017-05"), ("a", "2017"))]
    >>> [told[place].id for place in in_order_of_dates(told)]
    ['b', 'a', 'c']
    """
    waiting = list(range(len(events)) if places is None else places)
    bounds = {place: _bounds(events[place]) for place in waiting}
    by_start = sorted(waiting, key=lambda place: bounds[place][0])
    by_end = sorted(waiting, key=lambda place: bounds[place][1])
    taken: set[int] = set()
    ready: list[int] = []
    order: list[int] = []
    first_end = next_start = 0
    while len(order) < len(waiting):
        while by_end[first_end] in taken:
            first_end += 1
        # Whatever begins after this may not come yet: the event that ends here surely came earlier.
        limit = bounds[by_end[first_end]][1]
        while next_start < len(by_start) and bounds[by_start[next_start]][0] <= limit:
            heappush(ready, by_start[next_start])
            next_start += 1
        place = heappop(ready)
        taken.add(place)
        order.append(place)
    return order


def _bounds(event: Event) -> tuple[int, int]:
    return (OPEN_LO, OPEN_HI) if event.date is None else (event.date.lo, event.date.hi)
