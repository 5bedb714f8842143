"""To which groups parties belong on a day: the dataset's own groups, and those that everybody knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from diplomap.model.dataset import Dataset
from diplomap.model.memberships import Membership
from diplomap.model.missions import UNDATED
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End

FULL = ("", "member")


class GroupsOnDay:
    """The groups of parties on a day, or now where no day is named.

    A group of the dataset's own stands before one of the same name that everybody knows. A membership
    of the dataset's own that tells no date holds on every day. Only full members count.

    >>> made = Dataset(groups=[Membership("KEY", "CUB"), Membership("KEY", "CHN", "observer")])
    >>> GroupsOnDay(made, date(2023, 10, 1)).of("CUB")["KEY"]
    TRUE
    >>> list(GroupsOnDay(made, date(2023, 10, 1)).of("CHN"))
    ['BRICS', 'G20', 'P5', 'UN']
    """

    def __init__(self, dataset: Dataset, day: date | None) -> None:
        self.dataset, self.day = dataset, day
        self._known: dict[str, dict[str, Truth]] = {}

    def id_of(self, name: str) -> str:
        """The id of a group by its id, an abbreviation or a name.

        >>> GroupsOnDay(Dataset(), None).id_of("NAM")
        'NON_ALIGNED'

        Raises UnknownGroupError, a ValueError, where neither the dataset nor anybody knows it.
        """
        own = self.dataset.groups.names
        if name in own:
            return name
        from diplomap.parties.groups import UnknownGroupError, all_groups, find

        if (found := find(name)) is None:
            raise UnknownGroupError(name, (*own, *(one.id for one in all_groups())))
        return found.id

    def of(self, party: str) -> dict[str, Truth]:
        """The groups to which a party belongs, or may belong."""
        found = self._known.get(party)
        if found is None:
            found = self._known[party] = self._of(party)
        return found

    def belongs(self, party: str, group: str) -> Truth:
        """Whether a party belongs to the group of an id."""
        return self.of(party).get(group, FALSE)

    def _of(self, party: str) -> dict[str, Truth]:
        from diplomap.parties.groups import groups_of

        told: dict[str, list[Membership]] = {}
        for one in self.dataset.groups.of(party):
            if one.role in FULL:
                told.setdefault(one.group, []).append(one)
        own = {group: _any(held, self.day) for group, held in told.items()}
        names = self.dataset.groups.names
        others = {group: truth for group, truth in groups_of(party, self.day).items() if group not in names}
        return {group: truth for group, truth in (own | others).items() if truth is not FALSE}


def _any(held: Iterable[Membership], day: date | None) -> Truth:
    result = FALSE
    for one in held:
        period = one.period
        if period == UNDATED:
            result = TRUE
        elif day is not None:
            result = result | period.contains(day)
        elif isinstance(period.end, End):
            result = result | (TRUE if period.end is End.OPEN else UNKNOWN)
    return result
