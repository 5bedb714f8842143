"""Ways it may have been: draws of the unknown parts of dates, as cases and risks by interval."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random

import attrs

from diplomap.counting.spans import Bounds, Span, Unit
from diplomap.model.statuses import Status
from diplomap.values.dates import OPEN_HI, OPEN_LO
from diplomap.values.periods import End


@attrs.frozen(slots=True)
class Drawn:
    """The cases in each interval, and the days at risk of each: post-days, or plain days for openings."""

    cases: tuple[int, ...]
    risks: tuple[float, ...]


def drawn(given: Iterable[Unit], ordinals: Sequence[int], random: Random, *, closing: bool) -> Drawn:
    """One draw of every date within its bounds, each day of them as likely.

    A case on a day lies in the interval that ends with that day or after it. A post is at risk of closing on
    the day after each day on which it counts; openings are set against the days alone. A beginning without
    a lower bound is drawn from the first day of the series; an end without an upper one comes within the
    series, or later, as likely as not; an end told as open never comes. A spell that may or may not count
    does so as likely as not.

    >>> drawn([], [1, 11, 21], Random(1), closing=False)
    Drawn(cases=(0, 0), risks=(10.0, 10.0))
    """
    count = len(ordinals) - 1
    cases = [0] * count
    whole, risks = [0] * (count + 1), [0.0] * count
    for unit in given:
        for begin, end in _stretches(unit, ordinals, random):
            day = end if closing else begin
            if ordinals[0] < day <= ordinals[-1]:
                cases[bisect_left(ordinals, day) - 1] += 1
            first = max(0, bisect_right(ordinals, begin) - 1)
            last = min(count - 1, bisect_left(ordinals, end) - 1)
            if end <= ordinals[0] or begin >= ordinals[-1]:
                continue
            risks[first] -= max(0, begin - ordinals[first])
            risks[last] -= max(0, ordinals[last + 1] - end)
            whole[first] += 1
            whole[last + 1] -= 1
    lengths = [float(after - before) for before, after in pairwise(ordinals)]
    if not closing:
        return Drawn(tuple(cases), tuple(lengths))
    running = 0
    for place, length in enumerate(lengths):
        running += whole[place]
        risks[place] += running * length
    return Drawn(tuple(cases), tuple(risks))


def _stretches(unit: Unit, ordinals: Sequence[int], random: Random) -> list[Bounds]:
    days: dict[tuple[int, str], int] = {}
    found: list[Bounds] = []
    for span in unit.spans:
        if not span.sure and random.random() < 0.5:
            continue
        low, high = _closed(span.begin, ordinals)
        end_low, end_high = _end(span, ordinals, random)
        begin = _told(days, span, span.opened)
        if begin is None:
            begin = random.randint(low, max(low, min(high, end_high - 1)))
        end = _told(days, span, span.closed)
        if end is None:
            end = random.randint(max(end_low, begin + 1), max(end_high, begin + 1))
        for text, day in ((span.opened, begin), (span.closed, end)):
            if text is not None:
                days[span.place, text] = day
        if begin < end:
            found.append((begin, end))
    return _apart(found)


def _told(days: dict[tuple[int, str], int], span: Span, text: str | None) -> int | None:
    """The day already drawn for a date of the mission that reads alike."""
    return None if text is None else days.get((span.place, text))


def _closed(bounds: Bounds, ordinals: Sequence[int]) -> Bounds:
    low, high = bounds
    if high >= OPEN_HI - 1:
        high = max(low, ordinals[-1])
    if low <= OPEN_LO + 1:
        low = min(high, ordinals[0])
    return low, high


def _end(span: Span, ordinals: Sequence[int], random: Random) -> Bounds:
    if span.end[1] < OPEN_HI:
        return _closed(span.end, ordinals)
    told_open = span.spell.period.end is End.OPEN and span.spell.status is not Status.CLOSED
    if told_open or random.random() < 0.5:
        return OPEN_HI, OPEN_HI
    return _closed(span.end, ordinals)


def _apart(stretches: list[Bounds]) -> list[Bounds]:
    merged: list[Bounds] = []
    for begin, end in sorted(stretches):
        if merged and begin <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged
