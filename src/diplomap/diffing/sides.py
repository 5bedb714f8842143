"""One edition counted: which of its missions count for whom, on a day under a profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import compress, pairwise
from typing import Any

from diplomap.counting.grouping import keys_of, units_of
from diplomap.counting.pairs import Pair, Pairs, accreditation_presence
from diplomap.counting.profiles import Profile
from diplomap.counting.spell_columns import NO, YES, SpellColumns, gathered
from diplomap.counting.standings import CODE_OF, COUNT_OF, HIGH, LOW, judged_rows
from diplomap.counting.tally import as_counts
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count

NOTHING = Count(0)


class Counted:
    """The units of an edition that a profile counts, each with its keys (parties) and its standing."""

    def __init__(self, dataset: Dataset, judged: Profile, day: date | None, by: str) -> None:
        self.judged, self.day, self.as_of, self.by = judged, day, dataset.as_of, by
        self.columns = SpellColumns.of(dataset)
        self.keys = keys_of(self.columns, judged, by)
        self.units = units_of(self.columns, self.keys)
        self.codes = self.standings()

    def standings(self, *, anywhere: bool = False) -> bytes:
        """The standing of each unit; `anywhere` sets the profile's condition on the receiver aside."""
        rows = judged_rows(self.columns, self.judged, self.day, self.as_of, anywhere=anywhere)
        return self.units.codes(self.columns, rows)


class PostSide:
    """What each mission adds to the counts of parties, where each mission is counted as one.

    `codes` and `keys` have an entry a mission, save for those in `several`, which stand under more than one
    key, such as two hosts. `counts` are the counts of all parties, as `diplomap.counting.tally` gives them.
    """

    def __init__(self, edition: Counted, missions: int) -> None:
        units, meanings = edition.units, edition.keys.meanings
        texts = gathered(edition.keys.texts, units.firsts)
        self.counts = as_counts(
            *(_totals(compress(texts, edition.codes.translate(table)), meanings) for table in (LOW, HIGH))
        )
        self.codes = edition.codes
        self.keys: list[Any] = list(map(meanings.__getitem__, texts))
        self._parts: dict[int, list[tuple[tuple[str, ...], int]]] = {}
        places = units.places
        if len(places) > missions:
            self._parts = {one: [] for one, two in pairwise(places) if one == two}
            for keys, code, place in zip(self.keys, self.codes, places, strict=True):
                if place in self._parts:
                    self._parts[place].append((keys, code))
            firsts = dict(zip(reversed(places), range(len(places) - 1, -1, -1), strict=True))
            order = [firsts[place] for place in range(missions)]
            self.codes = bytes(gathered(self.codes, order))
            self.keys = list(gathered(self.keys, order))

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

    def __init__(self, edition: Counted) -> None:
        self._places: Sequence[int] = edition.units.places
        self._pairs = Pairs(edition.columns, edition.judged, edition.keys, edition.units, edition.by)
        self._codes, texts = edition.codes, self._pairs.texts
        sure, may = (set(compress(texts, self._codes.translate(table))) for table in (LOW, HIGH))
        self._made = {told: self._pairs.of(told) for told in may}
        self.sure: set[Pair] = {pair for told in sure for pair in self._made[told]}
        self.may: set[Pair] = {pair for made in self._made.values() for pair in made}
        self._accredited = list(_concurrent(edition, self._pairs)) if edition.judged.concurrent else []
        for _, code, made in self._accredited:
            self.sure.update(made if code == YES else ())
            self.may.update(made)
        low, high = (Counter(key for key, _, _ in pairs) for pairs in (self.sure, self.may))
        self.counts = as_counts(low, high)

    def stands(self, pair: Pair) -> Count:
        """Whether a pair stands, as a count."""
        return Count(int(pair in self.sure), int(pair in self.may))

    def members(self, wanted: set[Pair]) -> dict[Pair, list[int]]:
        """The places of the missions that make, or may make, each of the pairs."""
        hits = {told: [pair for pair in made if pair in wanted] for told, made in self._made.items()}
        hits = {told: made for told, made in hits.items() if made}
        found: dict[Pair, list[int]] = {}
        for told, code, place in zip(self._pairs.texts, self._codes, self._places, strict=True):
            if code != NO and told in hits:
                for pair in hits[told]:
                    found.setdefault(pair, []).append(place)
        for unit, _, made in self._accredited:
            for pair in made:
                if pair in wanted:
                    found.setdefault(pair, []).append(self._places[unit])
        return found


def _concurrent(edition: Counted, pairs: Pairs) -> Iterable[tuple[int, int, list[Pair]]]:
    anywhere = edition.standings(anywhere=True)
    for unit, accreditation, made in pairs.concurrent():
        code = CODE_OF[accreditation_presence(accreditation, edition.day, edition.as_of)] & anywhere[unit]
        if code != NO:
            yield unit, code, made


def _totals(texts: Iterable[Any], meanings: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for text, number in Counter(texts).items():
        for party in meanings[text]:
            found[party] = found.get(party, 0) + number
    return found
