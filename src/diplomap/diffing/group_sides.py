"""One edition counted by the groups of receiving parties, whose members are dated."""

from __future__ import annotations

from collections import Counter
from datetime import date

from diplomap.counting.group_membership import GroupsOnDay
from diplomap.counting.pairs import Pair
from diplomap.counting.spell_columns import NO, YES
from diplomap.counting.standings import CODE_OF, COUNT_OF
from diplomap.counting.tally import as_counts
from diplomap.diffing.sides import Counted, DyadSide, PostSide
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count

GROUP = "group"
Groups = tuple[tuple[str, int], ...]


class Belonging:
    """To which groups each receiving party belongs on an edition's day: (group, code) of each."""

    def __init__(self, dataset: Dataset, day: date | None) -> None:
        self.known = GroupsOnDay(dataset, day)
        self._of: dict[str, Groups] = {}

    def of(self, party: str) -> Groups:
        """The groups of a party, in order; of what may be a member, the code says so."""
        found = self._of.get(party)
        if found is None:
            told = sorted(self.known.of(party).items())
            found = self._of[party] = tuple((group, CODE_OF[truth]) for group, truth in told)
        return found


class GroupPosts(PostSide):
    """What each mission adds to the counts of its receiver's groups, where each mission is one.

    Two missions stand alike in two editions where they count alike and their receivers belong alike.
    """

    def __init__(self, edition: Counted, missions: int, belonging: Belonging) -> None:
        super().__init__(edition, missions)
        self.receivers = [receiver for (receiver,) in self.keys]
        self.keys = [belonging.of(receiver) for receiver in self.receivers]
        low: Counter[str] = Counter()
        high: Counter[str] = Counter()
        for (groups, code), number in Counter(zip(self.keys, self.codes, strict=True)).items():
            for group, member in groups:
                low[group] += number if code & member == YES else 0
                high[group] += number if code & member != NO else 0
        self.counts = as_counts(low, high)

    def stance(self, place: int) -> dict[str, Count]:
        """What a mission adds to each group's count."""
        code = self.codes[place]
        return {group: COUNT_OF[code & member] for group, member in self.keys[place] if code & member != NO}


class GroupDyads(DyadSide):
    """Which pairs of a sender and a receiver stand in each group, where pairs are counted."""

    def __init__(self, edition: Counted, belonging: Belonging) -> None:
        super().__init__(edition)
        self._belonging = belonging
        self.sure = {
            (group, side, to)
            for _, side, to in self.sure
            for group, member in belonging.of(to)
            if member == YES
        }
        self.may = {(group, side, to) for _, side, to in self.may for group, _ in belonging.of(to)}
        low, high = (Counter(group for group, _, _ in pairs) for pairs in (self.sure, self.may))
        self.counts = as_counts(low, high)

    def members(self, wanted: set[Pair]) -> dict[Pair, list[int]]:
        """The places of the missions that make, or may make, each of the pairs."""
        plain = super().members({(to, side, to) for _, side, to in wanted})
        found = {pair: plain.get((pair[2], pair[1], pair[2]), []) for pair in wanted}
        return {pair: places for pair, places in found.items() if places}
