"""The counts of all parties on many days, in one sweep over the bounds of the spells."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, compress
from typing import Any

from diplomap.counting.grouping import Keys, Units, keys_of, units_of
from diplomap.counting.pairs import Pair, Pairs
from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.spell_columns import SpellColumns, gathered
from diplomap.counting.standings import HIGH, LOW, closed_rows, counted_rows, day_of, linked, touching
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Accreditation
from diplomap.model.presence import lapse, onset
from diplomap.model.statuses import Status
from diplomap.values.counts import Count

Stretch = tuple[int, int]


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
    pairs = Pairs(columns, judged, keys, units, by) if judged.how == "pairs" else None
    low, high = (
        _numbers(_Bound(columns, judged, dataset.as_of, ordinals, surely), keys, units, pairs)
        for surely in (True, False)
    )
    swept = _as_tallies(low, high, len(ordinals))
    place = {ordinal: nth for nth, ordinal in enumerate(ordinals)}
    return [dict(swept[place[day.toordinal()]]) for day in asked]


class _Bound:
    """The rows of spells as stretches of the asked days: those of the lower bound, or of the upper one.

    A stretch is a place among the days, and the place before which it ends.
    """

    def __init__(
        self,
        columns: SpellColumns,
        judged: Profile,
        as_of: date | None,
        ordinals: Sequence[int],
        surely: bool,
    ) -> None:
        self.columns, self.judged, self.as_of, self.ordinals, self.surely = (
            columns,
            judged,
            as_of,
            ordinals,
            surely,
        )
        self.flags = counted_rows(columns, judged).translate(LOW if surely else HIGH)
        self.begins = columns.mapped("opened", self._places("opened", None))
        self.ends = columns.mapped("closed", self._places("closed", Status.OPERATING))
        closed = closed_rows(columns)
        if closed is not None:
            until = columns.mapped("closed", self._places("closed", Status.CLOSED))
            self.ends = [a if mask else b for mask, a, b in zip(closed, until, self.ends, strict=True)]
        self._starts, self._stops = columns.days("opened"), columns.days("closed")

    def anywhere(self) -> _Bound:
        """The same without the condition on the receiving party."""
        other = object.__new__(_Bound)
        other.__dict__.update(self.__dict__)
        flags = counted_rows(self.columns, self.judged, anywhere=True)
        other.flags = flags.translate(LOW if self.surely else HIGH)
        return other

    def stretches(self, rows: Sequence[int]) -> list[Stretch]:
        """The stretches of the rows of one mission together, apart from each other."""
        flags, begins, ends = self.flags, self.begins, self.ends
        counted = [row for row in rows if flags[row]]
        if touching(counted, self._starts, self._stops):
            chained = linked(counted, self._starts, self._stops)
            return _apart([(begins[first], ends[last]) for first, last in chained])
        found = [(begins[row], ends[row]) for row in counted if begins[row] < ends[row]]
        return found if len(found) < 2 else _apart(found)

    def accredited(self, accreditation: Accreditation) -> Stretch:
        """The stretch of a concurrent accreditation."""
        period = accreditation.period
        begins, ends = onset(period.start, self.as_of), lapse(period.end, Status.OPERATING, self.as_of)
        return self._place(begins[self.surely]), self._place(ends[not self.surely])

    def _place(self, ordinal: int) -> int:
        return bisect_left(self.ordinals, ordinal)

    def _places(self, name: str, status: Status | None) -> Mapping[Any, int]:
        meanings = self.columns.meanings(name)
        if status is None:
            return {
                text: self._place(onset(start, self.as_of)[self.surely]) for text, start in meanings.items()
            }
        return {
            text: self._place(lapse(end, status, self.as_of)[not self.surely])
            for text, end in meanings.items()
        }


def _numbers(bound: _Bound, keys: Keys, units: Units, pairs: Pairs | None) -> dict[str, list[int]]:
    changes: dict[str, list[int]] = defaultdict(lambda: [0] * (len(bound.ordinals) + 1))
    if pairs is None:
        for (text, begin, end), number in _posts(bound, keys, units).items():
            for key in keys.meanings[text] if begin < end else ():
                changes[key][begin] += number
                changes[key][end] -= number
    else:
        for (key, _, _), stretches in _pairs(bound, units, pairs).items():
            for begin, end in _apart(stretches):
                changes[key][begin] += 1
                changes[key][end] -= 1
    return {key: list(accumulate(moves)) for key, moves in changes.items()}


def _posts(bound: _Bound, keys: Keys, units: Units) -> Counter[tuple[Any, int, int]]:
    texts, flags = gathered(keys.texts, units.firsts), bytearray(gathered(bound.flags, units.firsts))
    found: Counter[tuple[Any, int, int]] = Counter()
    for unit in units.several:
        flags[unit] = 0
        for begin, end in bound.stretches(units.rows_of(unit)):
            found[texts[unit], begin, end] += 1
    begins, ends = gathered(bound.begins, units.firsts), gathered(bound.ends, units.firsts)
    found.update(compress(zip(texts, begins, ends, strict=True), flags))
    return found


def _pairs(bound: _Bound, units: Units, pairs: Pairs) -> dict[Pair, list[Stretch]]:
    found: dict[Pair, list[Stretch]] = defaultdict(list)
    flags = bytearray(gathered(bound.flags, units.firsts))
    for unit in units.several:
        flags[unit] = 0
        for pair in pairs.of(pairs.texts[unit]):
            found[pair].extend(bound.stretches(units.rows_of(unit)))
    begins, ends = gathered(bound.begins, units.firsts), gathered(bound.ends, units.firsts)
    for texts, begin, end in set(compress(zip(pairs.texts, begins, ends, strict=True), flags)):
        if begin < end:
            for pair in pairs.of(texts):
                found[pair].append((begin, end))
    if pairs.judged.concurrent:
        anywhere = bound.anywhere()
        for unit, accreditation, made in pairs.concurrent():
            since, until = bound.accredited(accreditation)
            cut = [(max(a, since), min(b, until)) for a, b in anywhere.stretches(units.rows_of(unit))]
            for pair in made:
                found[pair].extend(cut)
    return found


def _apart(stretches: Iterable[Stretch]) -> list[Stretch]:
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
