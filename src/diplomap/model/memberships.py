"""Named groups of a dataset's own, with dated members, such as somebody's list of key partners."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import attrs

from diplomap.model.missions import UNDATED
from diplomap.model.records import Record, Records, index
from diplomap.values.periods import Period


@attrs.frozen(slots=True)
class Membership(Record):
    """That a party belongs to a named group during a period; `role` is blank for a full member.

    >>> Membership("KEY_PARTNERS", "CUB").member
    'CUB'

    Raises ValueError for a membership without a group.
    """

    group: str
    member: str
    role: str = ""
    period: Period = UNDATED

    def __attrs_post_init__(self) -> None:
        if not self.group:
            raise ValueError("a membership needs a group")


class Memberships(Records[Membership]):
    """The groups of a dataset's own, with look-ups by group and by member."""

    table: ClassVar[str] = "groups"

    @cached_property
    def _by_group(self) -> dict[object, tuple[Membership, ...]]:
        return index(self, lambda one: [one.group])

    @cached_property
    def _by_member(self) -> dict[object, tuple[Membership, ...]]:
        return index(self, lambda one: [one.member])

    @property
    def names(self) -> tuple[str, ...]:
        """The groups, in the order of first mention."""
        return tuple(str(name) for name in self._by_group)

    def in_group(self, group: str) -> tuple[Membership, ...]:
        """Who belongs to a group, and when."""
        return self._by_group.get(group, ())

    def of(self, member: str) -> tuple[Membership, ...]:
        """To which groups a party belongs, and when."""
        return self._by_member.get(member, ())
