"""One edition counted: which of its missions count for whom, on a day under a profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import compress, pairwise

from diplomap.counting.grouping import keys_of, units_of
from diplomap.counting.pairs import Pair, Pairs, accreditation_presence
from diplomap.counting.profiles import Profile
from diplomap.counting.spell_columns import NO, YES, SpellColumns, gathered
from diplomap.counting.standings import CODE_OF, COUNT_OF, HIGH, LOW, judged_rows
from diplomap.counting.tally import counted
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count

NOTHING = Count(0)


class Side:
    """One edition counted under a profile, told apart by sender, receiver or host.

    `counts` are the counts of all parties, as `diplomap.counting.tally` gives them.
    """

    def __init__(self, dataset: Dataset, judged: Profile, day: date | None, by: str) -> None:
        self.judged, self.day, self.as_of, self.by = judged, day, dataset.as_of, by
        self.columns = SpellColumns.of(dataset)
        self.keys = keys_of(self.columns, judged, by)
        self.units = units_of(self.columns, self.keys)
        self.codes = self.units.codes(self.columns, judged_rows(self.columns, judged, day, self.as_of))
        self.counts: Mapping[str, Count] = counted(self.columns, judged, day, self.as_of, by)


class PostSide:
    """What each mission adds to the counts of parties, where each mission is counted as one.

    `codes` and `keys` have an entry a mission, save for those in `several`, which stand under more than one
    key, such as two hosts.
    """

    def __init__(self, side: Side, missions: int) -> None:
        texts = gathered(side.keys.texts, side.units.firsts)
        keys = list(map(side.keys.meanings.__getitem__, texts))
        places = side.units.places
        self._parts: dict[int, list[tuple[tuple[str, ...], int]]] = {}
        if len(places) == missions:
            self.keys, self.codes = keys, side.codes
            return
        for place in {one for one, two in pairwise(places) if one == two}:
            self._parts[place] = []
        firsts: dict[int, int] = {}
        for unit, place in enumerate(places):
            firsts.setdefault(place, unit)
            if place in self._parts:
                self._parts[place].append((keys[unit], side.codes[unit]))
        self.keys = [keys[firsts[place]] for place in range(missions)]
        self.codes = bytes(side.codes[firsts[place]] for place in range(missions))

    @property
    def several(self) -> Iterable[int]:
        """The places of the missions that stand under more than one key."""
        return self._parts

    def stance(self, place: int) -> dict[str, Count]:
        """What a mission adds to each party's count; nothing of what adds nothing."""
        parts = self._parts.get(place) or [(self.keys[place], self.codes[place])]
        return {party: COUNT_OF[code] for parties, code in parts if code != NO for party in parties}


class DyadSide:
    """Which pairs of a sender and a receiver stand, where pairs are counted instead of missions."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._pairs = Pairs(side.columns, side.judged, side.keys, side.units, side.by)
        texts, codes = self._pairs.texts, side.codes
        self.sure: set[Pair] = self._pairs.distinct(compress(texts, codes.translate(LOW)))
        self.may: set[Pair] = self._pairs.distinct(compress(texts, codes.translate(HIGH)))
        self._accredited: list[tuple[int, int, list[Pair]]] = []
        if side.judged.concurrent:
            rows = judged_rows(side.columns, side.judged, side.day, side.as_of, anywhere=True)
            anywhere = side.units.codes(side.columns, rows)
            for unit, accreditation, made in self._pairs.concurrent():
                code = anywhere[unit] & CODE_OF[accreditation_presence(accreditation, side.day, side.as_of)]
                self._accredited.append((unit, code, made))
                self.sure.update(made if code == YES else ())
                self.may.update(made if code != NO else ())

    def stands(self, pair: Pair) -> Count:
        """Whether a pair stands, as a count."""
        return Count(int(pair in self.sure), int(pair in self.may))

    def members(self, wanted: set[Pair]) -> dict[Pair, list[int]]:
        """The places of the missions that make, or may make, each of the pairs."""
        hits = {told: [p for p in self._pairs.of(told) if p in wanted] for told in set(self._pairs.texts)}
        places: Sequence[int] = self._side.units.places
        found: dict[Pair, list[int]] = {}
        for unit, told in enumerate(self._pairs.texts):
            if hits[told] and self._side.codes[unit] != NO:
                for pair in hits[told]:
                    found.setdefault(pair, []).append(places[unit])
        for unit, code, made in self._accredited:
            for pair in made if code != NO else ():
                if pair in wanted:
                    found.setdefault(pair, []).append(places[unit])
        return found
