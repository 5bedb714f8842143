"""From when until when a party surely existed, as the rules need it: two bounds, and what to say of them."""

from __future__ import annotations

from functools import cache

import attrs

from diplomap.parties.party import Life
from diplomap.parties.registry import get
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate
from diplomap.values.periods import End

_HANDING_DOWN = 366


@attrs.frozen(slots=True)
class Lifetime:
    """The bounds of a party's existence, as day ordinals.

    `begun` is the first day on which the party, or one that it continues, can have existed; 0 where
    nobody knows. `over` is the last day on which it can have ended; 4,000,000 where it has not, or
    nobody knows. `beginning` and `end` are the dates as they are known; `successors` are who came after.
    """

    begun: int = OPEN_LO
    over: int = OPEN_HI
    beginning: PartialDate | None = None
    end: PartialDate | None = None
    successors: tuple[str, ...] = ()


@cache
def lifetime(party_id: str) -> Lifetime:
    """The bounds of a party's existence; a gap between two of its lives is no bound.

    Posts are handed down: where a party began as another ended (Czechia and Czechoslovakia), it counts
    from the beginning of that one; not so where it left one that lived on, or another joined it later.

    >>> str(lifetime("CZE").beginning), lifetime("CZE").begun == lifetime("CSK").begun
    ('1993-01-01', True)

    >>> lifetime("no party").over
    4000000
    """
    party = get(party_id)
    if party is None or not party.lives:
        return Lifetime()
    first, last = party.lives[0], party.lives[-1]
    ended = last.period.end
    return Lifetime(
        _begun(party_id, frozenset()),
        OPEN_HI if isinstance(ended, End) else ended.hi,
        first.period.start,
        None if isinstance(ended, End) else ended,
        last.successors,
    )


def _begun(party_id: str, seen: frozenset[str]) -> int:
    party = get(party_id)
    if party is None or not party.lives or party.lives[0].period.start is None:
        return OPEN_LO
    heirs = seen | {party_id}
    handed_down = [
        _begun(before, heirs)
        for life in party.lives
        for before in life.predecessors
        if before not in heirs and _ended_as_began(before, life)
    ]
    return min([party.lives[0].period.start.lo, *handed_down])


def _ended_as_began(before: str, life: Life) -> bool:
    party, start = get(before), life.period.start
    if party is None or start is None:
        return False
    ends = (one.period.end for one in party.lives)
    return any(
        isinstance(end, PartialDate)
        and end.hi + _HANDING_DOWN >= start.lo
        and start.hi + _HANDING_DOWN >= end.lo
        for end in ends
    )
