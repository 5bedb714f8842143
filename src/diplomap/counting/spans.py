"""Spans of time in which something counts, with bounds, and the days on which it begins or stops to count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

import attrs

from diplomap.counting.entries import Asked
from diplomap.counting.profiles import ANYBODY, Profile
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.presence import chains, lapse, onset
from diplomap.model.statuses import Status
from diplomap.values.counts import Count, total
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth

Bounds = tuple[int, int]


@attrs.frozen(slots=True)
class Span:
    """A spell that counts or may count: the bounds of its first day, and of the first day it was over.

    Days are ordinals. `sure` tells whether it counts for certain; every spell is taken to have lasted a
    day at least. `place` is the mission's place: within a mission, dates that read alike are one day.
    """

    mission: Mission
    spell: Spell
    place: int
    receiving: str
    begin: Bounds
    end: Bounds
    sure: bool
    opened: str | None = None
    closed: str | None = None


@attrs.frozen(slots=True)
class Edge:
    """A day on which what is counted once begins or stops counting: within `bounds`, if `sure` at all."""

    span: Span
    bounds: Bounds
    sure: bool


class Unit:
    """What is counted once (a mission, or the missions of a pair) with all of its spans.

    In every world that the bounds allow, the closings are the ends of spans at which no other span goes
    on; of ends on one day, the first told is the closing. Openings likewise.
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans

    @cached_property
    def closings(self) -> Sequence[Edge]:
        """The days on which it may have stopped counting."""
        return [edge for place in range(len(self.spans)) for edge in self._edge(place, closing=True)]

    @cached_property
    def openings(self) -> Sequence[Edge]:
        """The days on which it may have begun to count."""
        return [edge for place in range(len(self.spans)) for edge in self._edge(place, closing=False)]

    def edges(self, closing: bool) -> Sequence[Edge]:
        """The closings, or the openings."""
        return self.closings if closing else self.openings

    @cached_property
    def _surely(self) -> Sequence[Bounds]:
        found = []
        for spans in self._by_mission():
            sure = [span for span in spans if span.sure]
            for first, last in chains([one.opened for one in sure], [one.closed for one in sure]):
                found.append((sure[first].begin[1], sure[last].end[0]))
        return found

    def there(self, day: int) -> tuple[bool, bool]:
        """Whether it surely counts on a day, and whether it may."""
        surely = any(begin <= day < end for begin, end in self._surely)
        return surely, surely or any(one.begin[0] <= day < one.end[1] for one in self.spans)

    def _by_mission(self) -> Iterable[Sequence[Span]]:
        found: dict[int, list[Span]] = {}
        for span in self.spans:
            found.setdefault(span.place, []).append(span)
        return found.values()

    def _edge(self, place: int, closing: bool) -> Iterator[Edge]:
        span = self.spans[place]
        sure = span.sure
        for other_place, other in enumerate(self.spans):
            if other is not span:
                covers = _ends_within if closing else _begins_within
                surely, may = covers(span, other, other_place < place)
                if surely:
                    return
                sure = sure and not may
        yield Edge(span, span.end if closing else span.begin, sure)


def units(missions: Iterable[Mission], judged: Profile, asked: Asked, as_of: date | None) -> list[Unit]:
    """What is counted once under a profile: each mission, or all missions of a pair together.

    >>> from diplomap.counting.profiles import profile
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.values.periods import Period
    >>> ended = Period(PartialDate.parse("1974"), PartialDate.parse("2023-11"))
    >>> unit, = units([Mission("a", ("PRK",), "NPL", (Spell(Kind.EMBASSY, period=ended),))],
    ...               profile("all"), Asked("PRK"), None)
    >>> [(str(date.fromordinal(day)) for day in edge.bounds) and edge.sure for edge in unit.closings]
    [True]
    """
    narrowed = asked.narrow(judged)
    found: dict[object, list[Span]] = {}
    for place, mission in enumerate(missions):
        for span in _spans(mission, place, narrowed, asked, as_of):
            key: object = place
            if judged.how == "pairs":
                key = (asked.sending or tuple(sorted(set(mission.sending))), span.receiving)
            found.setdefault(key, []).append(span)
    return [Unit(spans) for spans in found.values()]


def moved(given: Iterable[Unit], first: int, last: int, *, closing: bool) -> Count:
    """How many closings (or openings) lie between two days, both included, as ordinals.

    What counted on the eve and does not on the last day closed at least once; and nothing closes oftener
    than it was there or opened.

    >>> moved([], 1, 2, closing=True)
    Count(0)
    """
    return total(_moved(unit, first, last, closing) for unit in given)


def within(edge: Edge, first: int, last: int) -> Truth:
    """Whether it lies between two days, both included."""
    low, high = edge.bounds
    if last < first or high < first or low > last:
        return FALSE
    return TRUE if edge.sure and first <= low and high <= last else UNKNOWN


def _spans(
    mission: Mission, place: int, narrowed: Profile, asked: Asked, as_of: date | None
) -> Iterator[Span]:
    if asked.receiving is None or asked.receiving == mission.receiving:
        yield from _own(mission, place, narrowed, as_of)
    if narrowed.concurrent and mission.accreditations:
        posts = list(_own(mission, place, attrs.evolve(narrowed, receiving=ANYBODY), as_of))
        for accreditation in mission.accreditations:
            if narrowed.receiving.admits(accreditation.to):
                yield from _accredited(posts, accreditation, as_of)


def _own(mission: Mission, place: int, judged: Profile, as_of: date | None) -> Iterator[Span]:
    for spell in mission.spells:
        host = mission.host_of(spell)
        counts = judged.judge(spell.kind, spell.status, mission.sending, mission.receiving, host)
        if counts is FALSE:
            continue
        period = spell.period
        lasted = _lasting(onset(period.start, as_of), lapse(period.end, spell.status, as_of))
        if lasted is not None:
            begin, end = lasted
            opened = None if period.start is None else period.start.text
            closed = period.end.text if isinstance(period.end, PartialDate) else None
            yield Span(mission, spell, place, mission.receiving, begin, end, counts is TRUE, opened, closed)


def _accredited(posts: Iterable[Span], one: Accreditation, as_of: date | None) -> Iterator[Span]:
    since, until = onset(one.period.start, as_of), lapse(one.period.end, Status.OPERATING, as_of)
    for post in posts:
        begin = max(since[0], post.begin[0]), max(since[1], post.begin[1])
        end = min(until[0], post.end[0]), min(until[1], post.end[1])
        lasted = _lasting(begin, end)
        if lasted is not None:
            yield attrs.evolve(
                post,
                receiving=one.to,
                begin=lasted[0],
                end=lasted[1],
                # Post and accreditation may have missed each other.
                sure=post.sure and begin[1] < end[0],
                opened=post.opened if since[1] <= post.begin[0] else None,
                closed=post.closed if until[0] >= post.end[1] else None,
            )


def _lasting(begin: Bounds, end: Bounds) -> tuple[Bounds, Bounds] | None:
    """The bounds, sharpened by that it lasted a day at least; None where it cannot have."""
    first, last = (begin[0], min(begin[1], end[1] - 1)), (max(end[0], begin[0] + 1), end[1])
    return (first, last) if first[0] <= first[1] and last[0] <= last[1] else None


def _ends_within(span: Span, other: Span, told_first: bool) -> tuple[bool, bool]:
    """Whether the other surely goes on, or may go on, where the span ends."""
    low, high = span.end
    if other.sure and span.closed is not None and _touch(span, other, span.closed, other.opened):
        return True, True
    surely = other.sure and other.begin[1] <= low and other.end[0] + told_first > high
    may = other.begin[0] <= high and other.end[1] + told_first > low
    return surely, may


def _begins_within(span: Span, other: Span, told_first: bool) -> tuple[bool, bool]:
    """Whether the other surely counted, or may have counted, up to where the span begins."""
    low, high = span.begin
    if other.sure and span.opened is not None and _touch(span, other, span.opened, other.closed):
        return True, True
    surely = other.sure and other.end[0] >= high and other.begin[1] - told_first < low
    may = other.end[1] >= low and other.begin[0] - told_first < high
    return surely, may


def _touch(span: Span, other: Span, mine: str, theirs: str | None) -> bool:
    return span.place == other.place and span.receiving == other.receiving and mine == theirs


def _moved(unit: Unit, first: int, last: int, closing: bool) -> Count:
    found = _edgeswithin(unit.edges(closing), first, last)
    if found.exact:
        return found
    before, after = unit.there(first - 1), unit.there(last)
    back = _edgeswithin(unit.edges(not closing), first, last)
    if not closing:
        before, after = after, before
    return Count(
        max(found.low, back.low + before[0] - after[1]), min(found.high, back.high + before[1] - after[0])
    )


def _edgeswithin(edges: Iterable[Edge], first: int, last: int) -> Count:
    answers = [within(edge, first, last) for edge in edges]
    return Count(sum(one is TRUE for one in answers), sum(one is not FALSE for one in answers))
