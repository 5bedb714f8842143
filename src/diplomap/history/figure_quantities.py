"""What the data give for the quantity of a figure: a count, how far it stands, and what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from diplomap.counting.coverage import looked_at
from diplomap.counting.footprint import footprint
from diplomap.counting.profiles import Profile
from diplomap.history.figure_dates import days_within, edges, eve_of
from diplomap.history.figure_intervals import Interval
from diplomap.history.figure_things import (
    Thing,
    Unanswerable,
    in_relations,
    kept,
    moved,
    posts,
)
from diplomap.model.dataset import Dataset
from diplomap.model.figures import Quantity
from diplomap.values.counts import Count, total
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE

MOVEMENTS = frozenset({Quantity.OPENINGS, Quantity.CLOSURES, Quantity.NET_CHANGE})


@attrs.frozen(slots=True)
class Counted:
    """What the data list of a quantity, and whether its bounds stand.

    `low_stands` and `high_stands` say whether the count cannot be lower, or higher, than listed: no record
    is no evidence of absence, so that without coverage there may be more. `why` tells the doubt, `when`
    the day or the window, in words.
    """

    quantity: Quantity
    count: Count
    things: tuple[Thing, ...] = ()
    when: str = ""
    low_stands: bool = True
    high_stands: bool = True
    why: str = ""

    @property
    def listed(self) -> Interval:
        """What is listed, taken as all there is."""
        return Interval.of(self.count)

    @property
    def interval(self) -> Interval:
        """What the data allow."""
        low = None if self.quantity is Quantity.NET_CHANGE else Fraction(0)
        return Interval(
            Fraction(self.count.low) if self.low_stands else low,
            Fraction(self.count.high) if self.high_stands else None,
        )


def count_quantity(
    dataset: Dataset,
    quantity: Quantity,
    of: str,
    judged: Profile,
    *,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    among: str = "",
    open_ended: bool = False,
) -> Counted:
    """What the data give for a quantity of a party: between two dates for what moves, else at `until`.

    Without `until` it is the day the dataset speaks for. A count at a date told in part is one on any of its
    days: the bounds are those over all of them. What moves is counted from the day after `since`, so that it
    leads from the count on that day to the count on `until`; where `since` is a month or a year, all of it is
    counted, and `until` is its last day. `open_ended` says that more may follow what was counted up to then.

    Raises Unanswerable where the dates do not bound it, or nobody knows the group `among`.
    """
    if until is None and dataset.as_of is not None:
        until = PartialDate.of(dataset.as_of)
    if quantity in MOVEMENTS:
        if since is None or until is None:
            raise Unanswerable("it counts what changed, and no two dates are told between which")
        return _movement(dataset, quantity, of, judged, since, until, among, open_ended)
    if until is None:
        raise Unanswerable("no day is told, and the dataset speaks for none")
    found = [
        _at(dataset, quantity, of, judged, day, among) for day in days_within(dataset, of, until, quantity)
    ]
    count = Count(min(one.count.low for one in found), max(one.count.high for one in found))
    doubt = next((one for one in found if not (one.low_stands and one.high_stands)), found[-1])
    return attrs.evolve(doubt, count=count, things=found[-1].things, when=f"on {_on(until)}")


def _movement(
    dataset: Dataset,
    quantity: Quantity,
    of: str,
    judged: Profile,
    since: PartialDate,
    until: PartialDate,
    among: str,
    open_ended: bool,
) -> Counted:
    eve, last = eve_of(since), edges(until)[1]
    first = eve + timedelta(1)
    if first > last:
        raise Unanswerable(f"it counts from {since} up to {until}, and no day lies between")
    counts: dict[Quantity, Count] = {}
    found: list[Thing] = []
    for name in (Quantity.OPENINGS, Quantity.CLOSURES):
        if quantity in (name, Quantity.NET_CHANGE):
            some, together = moved(dataset, of, judged, first, last, closing=name is Quantity.CLOSURES)
            things = kept(dataset, some, among, eve)
            counts[name] = total(one.count for one in things) if among else together
            found.extend(things)
    net = quantity is Quantity.NET_CHANGE
    count = counts[Quantity.OPENINGS] - counts[Quantity.CLOSURES] if net else counts[quantity]
    why = _doubt(dataset, of, judged, (eve, last))
    if open_ended and not why:
        why = f"it is not said until when, and after {until} more may follow"
    when = f"in {since}" if since == until else f"from {since} to {until}"
    return Counted(quantity, count, tuple(found), when, not (why and net), not why, why)


def _at(dataset: Dataset, quantity: Quantity, of: str, judged: Profile, day: date, among: str) -> Counted:
    if quantity is Quantity.RELATIONS:
        related, why = in_relations(dataset, of, day)
        things = kept(dataset, related, among, day)
        return Counted(quantity, total(one.count for one in things), things, "", True, not why, why)
    why = _doubt(dataset, of, judged, (day,))
    there = posts(dataset, of, judged, day)
    if quantity is Quantity.MISSIONS:
        things = kept(dataset, there, among, day)
        return Counted(quantity, total(one.count for one in things), things, "", True, not why, why)
    reached = tuple(_by_party(there))
    if quantity is Quantity.RECEIVERS:
        things = kept(dataset, reached, among, day)
        return Counted(quantity, total(one.count for one in things), things, "", True, not why, why)
    related, gap = in_relations(dataset, of, day)
    missions = {one.party: one.count for one in reached}
    lacking = (_without(one, missions.get(one.party, Count(0))) for one in related)
    things = kept(dataset, tuple(one for one in lacking if one.count.high), among, day)
    count = total(one.count for one in things)
    # A mission that nobody listed would make a partner one with a mission.
    return Counted(quantity, count, things, "", not why, not gap, "; ".join(filter(None, (why, gap))))


def _by_party(there: Sequence[Thing]) -> Iterator[Thing]:
    found: dict[str, Count] = {}
    for one in there:
        known = found.get(one.party, Count(0))
        found[one.party] = Count(max(known.low, one.count.low), max(known.high, one.count.high))
    for party, count in found.items():
        yield Thing(party, party, Count(min(1, count.low), min(1, count.high)))


def _without(partner: Thing, missions: Count) -> Thing:
    surely = partner.count.low and not missions.high
    perhaps = partner.count.high and not missions.low
    return attrs.evolve(partner, count=Count(1 if surely else 0, 1 if perhaps else 0))


def _doubt(dataset: Dataset, of: str, judged: Profile, days: Sequence[date]) -> str:
    """Why missions may be there that the dataset does not list; blank where the coverage rules it out."""
    for day in days:
        looked = looked_at(dataset.coverage, day, dataset.as_of, sending=of, profile=judged.name)
        if looked.answer is not TRUE:
            return looked.why
    aside = footprint(dataset, of=of, at=days[-1], profile=judged).quarantined
    if aside:
        return f"{aside} row{'' if aside == 1 else 's'} in quarantine may belong here"
    return ""


def _on(told: PartialDate) -> str:
    return str(told) if told.lo == told.hi else f"some day of {told}"
