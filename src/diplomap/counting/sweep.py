"""The counts of all parties on many days, in one sweep over the bounds of the spells."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate, compress
from typing import Any

from diplomap.counting.grouping import Keys, Units, keys_of, units_of
from diplomap.counting.pairs import Pair, Pairs
from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.spell_columns import NO, PERHAPS, YES, SpellColumns, gathered
from diplomap.counting.standings import closed_rows, counted_rows, day_of, linked, touching
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Accreditation
from diplomap.model.presence import lapse, onset
from diplomap.model.statuses import Status
from diplomap.values.counts import Count

Stretch = tuple[int, int]
Numbers = dict[str, list[int]]


def tallies(
    dataset: Dataset,
    days: Iterable[date | str],
    *,
    profile: str | Profile = "all",
    by: str = "sending",
) -> list[dict[str, Count]]:
    """The tally of each of many days, in their order: what `tally` gives day by day, in one sweep.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> ended = Period(PartialDate.parse("1974"), PartialDate.parse("2023-11"))
    >>> ds = Dataset([Mission("a", ("PRK",), "NPL", (Spell(Kind.EMBASSY, period=ended),))])
    >>> tallies(ds, ["1973-12-31", "2000-01-01", "2023-11-15"])
    [{}, {'PRK': Count(1)}, {'PRK': Count(0, 1)}]

    Raises ValueError for an unknown profile or `by`, or a text that is no full date.
    """
    judged = profile_of(profile)
    asked = [day for day in (day_of(day, dataset) for day in days) if day is not None]
    ordinals = sorted({day.toordinal() for day in asked})
    columns = SpellColumns.of(dataset)
    keys = keys_of(columns, judged, by)
    units = units_of(columns, keys)
    spans = _Spans(columns, judged, dataset.as_of, ordinals)
    if judged.how == "posts":
        low, high = _posts(spans, keys, units)
    else:
        low, high = _pairs(spans, units, Pairs(columns, judged, keys, units, by))
    swept = _as_tallies(low, high, len(ordinals))
    place = {ordinal: nth for nth, ordinal in enumerate(ordinals)}
    return [dict(swept[place[day.toordinal()]]) for day in asked]


class _Spans:
    """The rows of spells as stretches of the asked days, those surely covered and those perhaps.

    A stretch is a place among the days, and the place before which it ends. Each row's two beginnings
    (surely, perhaps) and two ends (perhaps, surely) are packed into one number each.
    """

    def __init__(
        self, columns: SpellColumns, judged: Profile, as_of: date | None, ordinals: Sequence[int]
    ) -> None:
        self.columns, self.judged, self.as_of, self.ordinals = columns, judged, as_of, ordinals
        self.base = len(ordinals) + 1
        self.counted = counted_rows(columns, judged)
        self.begins = self._packed("opened", lambda start: onset(start, as_of)[::-1])
        self.ends = self._packed("closed", lambda end: lapse(end, Status.OPERATING, as_of))
        closed = closed_rows(columns)
        if closed is not None:
            until = self._packed("closed", lambda end: lapse(end, Status.CLOSED, as_of))
            self.ends = [a if mask else b for mask, a, b in zip(closed, until, self.ends, strict=True)]

    @cached_property
    def anywhere(self) -> bytes:
        """Whether each row counts, the condition on the receiving party set aside."""
        return counted_rows(self.columns, self.judged, anywhere=True)

    @cached_property
    def _days(self) -> tuple[Sequence[str | None], Sequence[str | None]]:
        return self.columns.days("opened"), self.columns.days("closed")

    def stretch(self, begin: int, end: int, surely: bool) -> Stretch:
        """The stretch of a packed beginning and end."""
        base = self.base
        return (begin // base, end // base) if surely else (begin % base, end % base)

    def stretches(self, rows: Sequence[int], counted: bytes, surely: bool) -> list[Stretch]:
        """The stretches of the rows of one mission together, apart from each other."""
        least = YES if surely else PERHAPS
        kept = [row for row in rows if counted[row] >= least]
        chained: Iterable[tuple[int, int]] = zip(kept, kept, strict=True)
        if len(kept) > 1 and touching(kept, *self._days):
            chained = linked(kept, *self._days)
        begins, ends = self.begins, self.ends
        return _apart([self.stretch(begins[first], ends[last], surely) for first, last in chained])

    def accredited(self, accreditation: Accreditation, surely: bool) -> Stretch:
        """The stretch of a concurrent accreditation."""
        period = accreditation.period
        begin = self._pack(onset(period.start, self.as_of)[::-1])
        return self.stretch(begin, self._pack(lapse(period.end, Status.OPERATING, self.as_of)), surely)

    def _packed(self, name: str, bounds: Callable[[Any], tuple[int, int]]) -> Sequence[int]:
        table = {text: self._pack(bounds(date)) for text, date in self.columns.meanings(name).items()}
        return self.columns.mapped(name, table)

    def _pack(self, bounds: tuple[int, int]) -> int:
        first, second = bounds
        place = bisect_left(self.ordinals, first)
        return place * self.base + (place if second == first else bisect_left(self.ordinals, second))


class _Moves:
    """How the count of each key moves from day to day."""

    def __init__(self, days: int) -> None:
        self._moves: dict[str, list[int]] = defaultdict(lambda: [0] * (days + 1))

    def add(self, keys: Iterable[str], stretch: Stretch, number: int = 1) -> None:
        """Count something more under some keys, from the first place of a stretch to before its second."""
        begin, end = stretch
        if begin < end:
            for key in keys:
                moves = self._moves[key]
                moves[begin] += number
                moves[end] -= number

    def numbers(self) -> dict[str, list[int]]:
        """The count of each key day by day."""
        return {key: list(accumulate(moves)) for key, moves in self._moves.items()}


def _posts(spans: _Spans, keys: Keys, units: Units) -> tuple[Numbers, Numbers]:
    texts, codes = gathered(keys.texts, units.firsts), bytearray(gathered(spans.counted, units.firsts))
    low, high = _Moves(len(spans.ordinals)), _Moves(len(spans.ordinals))
    for unit in units.several:
        codes[unit] = NO
        for moves, surely in ((low, True), (high, False)):
            for stretch in spans.stretches(units.rows_of(unit), spans.counted, surely):
                moves.add(keys.meanings[texts[unit]], stretch)
    begins, ends = gathered(spans.begins, units.firsts), gathered(spans.ends, units.firsts)
    told = Counter(compress(zip(texts, codes, begins, ends, strict=True), codes))
    for (text, code, begin, end), number in told.items():
        meant = keys.meanings[text]
        high.add(meant, spans.stretch(begin, end, False), number)
        if code == YES:
            low.add(meant, spans.stretch(begin, end, True), number)
    return low.numbers(), high.numbers()


def _pairs(spans: _Spans, units: Units, pairs: Pairs) -> tuple[Numbers, Numbers]:
    codes = bytearray(gathered(spans.counted, units.firsts))
    found: tuple[dict[Pair, list[Stretch]], ...] = (defaultdict(list), defaultdict(list))
    for unit in units.several:
        codes[unit] = NO
        for surely in (False, True):
            stretches = spans.stretches(units.rows_of(unit), spans.counted, surely)
            for pair in pairs.of(pairs.texts[unit]) if stretches else ():
                found[surely][pair].extend(stretches)
    begins, ends = gathered(spans.begins, units.firsts), gathered(spans.ends, units.firsts)
    for texts, code, begin, end in set(compress(zip(pairs.texts, codes, begins, ends, strict=True), codes)):
        for pair in pairs.of(texts):
            found[False][pair].append(spans.stretch(begin, end, False))
            if code == YES:
                found[True][pair].append(spans.stretch(begin, end, True))
    for unit, accreditation, made in pairs.concurrent():
        for surely in (False, True):
            since, until = spans.accredited(accreditation, surely)
            there = spans.stretches(units.rows_of(unit), spans.anywhere, surely)
            cut = [(max(begin, since), min(end, until)) for begin, end in there]
            for pair in made:
                found[surely][pair].extend(cut)
    low, high = _Moves(len(spans.ordinals)), _Moves(len(spans.ordinals))
    for moves, by_pair in ((high, found[False]), (low, found[True])):
        for pair, stretches in by_pair.items():
            for stretch in _apart(stretches):
                moves.add(pair[:1], stretch)
    return low.numbers(), high.numbers()


def _apart(stretches: Sequence[Stretch]) -> list[Stretch]:
    if len(stretches) == 1 and stretches[0][0] < stretches[0][1]:
        return [stretches[0]]
    merged: list[Stretch] = []
    for begin, end in sorted(stretches):
        if begin >= end:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _as_tallies(
    low: Mapping[str, Sequence[int]], high: Mapping[str, Sequence[int]], days: int
) -> list[dict[str, Count]]:
    found: list[dict[str, Count]] = [{} for _ in range(days)]
    none = [0] * days
    known: dict[tuple[int, int], Count] = {}
    for key in sorted(high):
        for tally, least, most in zip(found, low.get(key, none), high[key], strict=False):
            if most:
                count = known.get((least, most))
                if count is None:
                    count = known[least, most] = Count(least, most)
                tally[key] = count
    return found
