"""Parties told twice, by name and by Wikidata item: where the two differ, the item says which is meant."""

from __future__ import annotations

from collections.abc import Sequence


def named_by_items(names: Sequence[str], items: Sequence[str]) -> Sequence[str]:
    """The names, with the id of the party in place of a name whose item is that of another party.

    An item may stand with an address in front of it. Items that nobody here knows change nothing.

    >>> named_by_items(["Malta", "Malta"], ["http://www.wikidata.org/entity/Q190353", "Q233"])
    ['XOM', 'Malta']
    """
    pairs = list(zip(names, items, strict=True))
    other = {pair: party for pair in set(pairs) if (party := _other_party(*pair))}
    return [other.get(pair, pair[0]) for pair in pairs] if other else names


def _other_party(name: str, item: str) -> str | None:
    from diplomap.parties.codes import from_code
    from diplomap.parties.resolution import Resolved
    from diplomap.parties.resolver import resolve

    found = from_code("wikidata", item.rpartition("/")[2])
    by_name = resolve(name)
    if len(found) != 1 or (isinstance(by_name, Resolved) and by_name.party == found[0]):
        return None
    return found[0]
