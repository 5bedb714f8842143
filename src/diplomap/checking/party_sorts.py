"""What sort of party an id names: a state, a territory, an organisation."""

from __future__ import annotations

from functools import cache


@cache
def party_sort(party_id: str) -> str:
    """`state`, `territory` or `organisation`; blank where nobody here knows the party.

    >>> party_sort("FRA"), party_sort("HKG"), party_sort("UN"), party_sort("ZZZ")
    ('state', 'territory', 'organisation', '')
    """
    from diplomap.parties.registry import get

    party = get(party_id)
    return "" if party is None else type(party).__name__.casefold()
