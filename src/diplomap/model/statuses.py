"""The statuses of a mission and the ranks of its head."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What a mission does during a spell. Source: VCDR art. 45 (recall, closing), usage for the rest.

    `closing` is a closure that has been announced and not yet carried out ("may close"): such a
    post still operates.

    >>> Status("closing").operates
    True
    """

    PLANNED = "planned"
    OPERATING = "operating"
    SUSPENDED = "suspended"
    EVACUATED = "evacuated"
    CLOSING = "closing"
    CLOSED = "closed"
    UNKNOWN = "unknown"

    @property
    def operates(self) -> bool:
        """Whether the post is at work in this status; False of `unknown`, which is not known to be."""
        return self in (Status.OPERATING, Status.CLOSING)

    def __str__(self) -> str:
        return self.value


class HeadRank(StrEnum):
    """The class of a head of mission.

    VCDR art. 14 (1): (a) ambassadors and nuncios, accredited to heads of state; (b) envoys,
    ministers and internuncios; (c) chargés d'affaires, accredited to foreign ministers. `cow` is the
    code of COW's Diplomatic Exchange data (v2006.1 codebook): 0 none, 1 chargé d'affaires,
    2 minister, 3 ambassador, 9 other.

    >>> HeadRank("ambassador").cow
    3
    """

    AMBASSADOR = "ambassador"
    MINISTER = "minister"
    CHARGE = "charge"
    OTHER = "other"
    NONE = "none"

    @property
    def cow(self) -> int:
        """The code of COW's Diplomatic Exchange codebook."""
        return _COW[self]

    def __str__(self) -> str:
        return self.value


_COW = {
    HeadRank.NONE: 0,
    HeadRank.CHARGE: 1,
    HeadRank.MINISTER: 2,
    HeadRank.AMBASSADOR: 3,
    HeadRank.OTHER: 9,
}
