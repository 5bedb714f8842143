"""Names and codes from ISO 3166-1 and 3166-3, as pycountry carries them, and from the registry."""

from __future__ import annotations

from collections.abc import Iterator

import pycountry

from diplomap.parties import codes, registry
from names.gathering import Named


def registered() -> Iterator[Named]:
    """The registry's own names, common and official."""
    for party in registry.all_parties():
        source = party.source or "registry"
        yield Named(party.id, party.name, "en", "common", source, by_hand=True)
        if party.official:
            yield Named(party.id, party.official, "en", "official", source, by_hand=True)


def names() -> Iterator[Named]:
    """The names in ISO 3166, and the codes by which a party may be typed."""
    for country in pycountry.countries:
        yield from _iso(country.alpha_3, country, "iso-3166")
    for country in pycountry.historic_countries:
        found = codes.from_code("iso3", country.alpha_3)
        if len(found) == 1:
            yield from _iso(found[0], country, "iso-3166-3", until=country.withdrawal_date)
    for system in ("iso3", "iso2"):
        for code in codes.crosswalk(system):
            if codes.from_code(system, code.code) == (code.party,):
                yield Named(code.party, code.code, "", "code", code.source or "iso-3166", by_hand=True)
    for party in registry.all_parties():
        yield Named(party.id, party.id, "", "code", "registry", by_hand=True)


def _iso(party: str, country: object, source: str, until: str = "") -> Iterator[Named]:
    if party not in registry.ids():
        return
    sort = "historic" if until else "alias"
    for field in ("name", "common_name", "official_name"):
        text = getattr(country, field, None)
        if text:
            yield Named(party, text, "en", sort, source, until=until)
