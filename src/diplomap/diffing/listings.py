"""Whether an edition looked at all: what its numbers of items and its senders say of posts without dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from diplomap.diffing.natures import Rule
from diplomap.diffing.spells import in_order
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission
from diplomap.parties.existence import existed
from diplomap.parties.registry import get
from diplomap.values.logic import TRUE

_ITEM = re.compile(r"Q([1-9][0-9]*)")
# An edition is drawn from Wikidata where nearly all its ids are items; in one that merely mentions items,
# they may be younger than the day for which it speaks.
_DRAWN_FROM_ITEMS = 0.9
# So many dated posts must bear out that an item with a lower number is of a post that stood.
_BORNE_OUT = 5
# A state opens, or closes, one post or two where it had none, or has none left; not so many at once.
_AT_ONCE = 3
# A new state does open many at once.
_YEARS_OF_STANDING = 5


class Listings:
    """What two editions list, as far as it tells what they looked at."""

    def __init__(self, old: Dataset, new: Dataset, only_old: Sequence[int], only_new: Sequence[int]) -> None:
        self.old, self.new, self._only_old, self._only_new = old, new, only_old, only_new

    def came(self, place: int) -> Iterator[Rule]:
        """What shows that a post of the new edition stood by the old day, and was merely not listed."""
        mission = self.new.missions[place]
        number = item_number(mission)
        if number is not None and self._last_item is not None and number <= self._last_item:
            yield Rule.ITEM_EXISTED
        if not any(sender in self._old_senders for sender in mission.sending) and any(
            map(self._missed, mission.sending)
        ):
            yield Rule.SENDER_NOT_LISTED

    def went(self, place: int) -> Iterator[Rule]:
        """What shows that a post of the old edition is merely no longer listed."""
        mission = self.old.missions[place]
        if not any(sender in self._new_senders for sender in mission.sending) and any(
            self._gone[sender] >= _AT_ONCE and _of_standing(sender, self.new.as_of)
            for sender in mission.sending
        ):
            yield Rule.SENDER_NOT_LISTED

    @cached_property
    def _old_senders(self) -> frozenset[str]:
        return frozenset(self.old.missions.senders)

    @cached_property
    def _new_senders(self) -> frozenset[str]:
        return frozenset(self.new.missions.senders)

    @cached_property
    def _gone(self) -> Counter[str]:
        senders = self.old.missions.store.senders
        return Counter(sender for place in self._only_old for sender in senders[place])

    @cached_property
    def _came(self) -> Counter[str]:
        senders = self.new.missions.store.senders
        return Counter(sender for place in self._only_new for sender in senders[place])

    @cached_property
    def _stood(self) -> frozenset[str]:
        """The senders of which some post that came surely began by the old day."""
        return frozenset(sender for mission, before in self._dated if before for sender in mission.sending)

    def _missed(self, sender: str) -> bool:
        if sender in self._stood:
            return True
        return self._came[sender] >= _AT_ONCE and _of_standing(sender, self.old.as_of)

    @cached_property
    def _dated(self) -> list[tuple[Mission, bool]]:
        """The missions that came whose date decides, and whether they began by the old day."""
        day = None if self.old.as_of is None else self.old.as_of.toordinal()
        found = []
        for place in self._only_new:
            mission = self.new.missions[place]
            start = in_order(mission.spells)[0].period.start
            if start is not None and day is not None and (start.hi <= day or start.lo > day):
                found.append((mission, start.hi <= day))
        return found

    @cached_property
    def _last_item(self) -> int | None:
        """The highest number of an item in the old edition; None where nothing bears out what it tells.

        Wikidata numbers items in the order in which they are made.
        """
        ids = self.old.missions.store.ids
        numbers = [int(found[1]) for found in map(_ITEM.fullmatch, ids) if found]
        if self.old.as_of is None or len(numbers) < _DRAWN_FROM_ITEMS * max(1, len(ids)):
            return None
        last = max(numbers)
        below = [before for mission, before in self._dated if (item_number(mission) or last + 1) <= last]
        return last if len(below) >= _BORNE_OUT and all(below) else None


def item_number(mission: Mission) -> int | None:
    """The number of a mission's Wikidata item, which may be its id; None where it has none.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> item_number(Mission("Q101422163", ("PRK",), "VNM", (Spell(Kind.EMBASSY),)))
    101422163
    """
    found = _ITEM.fullmatch(mission.wikidata) or _ITEM.fullmatch(mission.id)
    return int(found[1]) if found else None


def _of_standing(sender: str, day: date | None) -> bool:
    """Whether a party had existed for some years by a day."""
    if day is None or get(sender) is None:
        return False
    before = date(max(1, day.year - _YEARS_OF_STANDING), day.month, min(day.day, 28))
    return existed(sender, before) is TRUE and existed(sender, day) is TRUE
