"""Whether two names in one text mean the same party."""

from __future__ import annotations

from diplomap.parties import registry
from diplomap.parties.name_marks import is_place
from diplomap.parties.party import Territory
from diplomap.parties.resolution import Ambiguous, NotAState, Resolution, Resolved, Unknown

_TWO = "the text names more than one party"


def agreed(
    one: Resolution | None, two: Resolution | None, brackets: bool, within: bool = True
) -> Resolution | None:
    """What a text means whose two parts mean one thing and another; None where a part is unknown.

    In brackets a town settles which state is meant ("Congo (Kinshasa)"); after a comma it is meant itself.
    `within` says whether a territory may stand beside its state ("Guam, United States").

    >>> agreed(Ambiguous(("COD", "COG")), NotAState("COD", "the capital of COD"), brackets=True)
    Resolved(party='COD', matched='')
    >>> agreed(Resolved("FRA"), Resolved("DEU"), brackets=False)
    Ambiguous(parties=('DEU', 'FRA'), why='the text names more than one party')
    """
    if one is None or two is None or isinstance(one, Unknown) or isinstance(two, Unknown):
        return None
    parties = _parties(one), _parties(two)
    if _names_several(one) or _names_several(two):
        return Ambiguous(tuple(sorted(parties[0] | parties[1])), _TWO)
    if isinstance(one, NotAState) or isinstance(two, NotAState):
        return _with_place(one, two, brackets)
    common = parties[0] & parties[1]
    if len(common) == 1:
        return next((each for each in (one, two) if isinstance(each, Resolved)), Resolved(*common))
    if within and isinstance(one, Resolved) and isinstance(two, Resolved):
        if _belongs(one.party, two.party):
            return one
        if _belongs(two.party, one.party):
            return two
    return Ambiguous(tuple(sorted(parties[0] | parties[1])), _TWO)


def _with_place(one: Resolution, two: Resolution, brackets: bool) -> Resolution | None:
    if isinstance(one, NotAState):
        if isinstance(two, NotAState):
            return one if one.party == two.party or two.party is None else None
        parties = _parties(two)
        if one.party in parties:
            return one
        return NotAState(next(iter(parties)), one.why) if one.party is None and len(parties) == 1 else None
    assert isinstance(two, NotAState)
    if two.party not in _parties(one):
        return None
    if not brackets or not is_place(two):
        return two
    return one if isinstance(one, Resolved) else Resolved(two.party)


def _names_several(found: Resolution) -> bool:
    """Whether a text names several parties one after another, which no other name can settle."""
    return isinstance(found, Ambiguous) and found.why == _TWO


def _parties(found: Resolution) -> frozenset[str]:
    if isinstance(found, Resolved):
        return frozenset((found.party,))
    return frozenset(found.parties) if isinstance(found, Ambiguous) else frozenset()


def _belongs(territory: str, state: str) -> bool:
    party = registry.get(territory)
    return isinstance(party, Territory) and any(host.state == state for host in party.hosts)
