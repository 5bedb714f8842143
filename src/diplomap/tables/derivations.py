"""Columns of ours that a foreign layout tells only together: receiver, host and accreditations in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import attrs

from diplomap.model.kinds import KindClass
from diplomap.parties.resolution import Ambiguous, Resolved

DISTRICT = "consular_district"
# Missions to the Holy See and to the Order of Malta stand in Rome, outside the soil of their receivers.
SEATED_ELSEWHERE = {"VAT": "ITA", "XOM": "ITA"}


@attrs.frozen(slots=True)
class Derived:
    """What one row's source cells tell: cells of ours, and whether the receiver cannot be decided."""

    receiving: str
    host: str = ""
    accredited_to: str = ""
    district: str = ""
    undecided: bool = False


def derive_jurisdictions(country: str, jurisdictions: str, city: str, kind: str) -> Derived:
    """Receiver, host, accreditations and consular district of a row of the Database of Embassies.

    `country` is where the post stands, `jurisdictions` the states, or for consulates the parts of the
    state, that it works for. The receiver is the host where it is among them, else the only state among
    them; an embassy in Rome accredited to the Holy See and not to Italy is sent to the Holy See, which
    takes none that is accredited to Italy. A consulate is sent to the state in which it stands. A post
    in Hong Kong or Macao stands on that territory's soil. What is no party is part of the district.

    >>> derive_jurisdictions("Italy", "Malta|Vatican City", "Rome", "embassy").receiving
    'VAT'
    >>> derive_jurisdictions("Spain", "Andorra|Catalonia", "Barcelona", "consulate").district
    'Catalonia'
    """
    soil = _party(country)
    host = _host_of(soil) or soil if soil else ""
    sent_to = host if host != soil else country
    soil = soil if host != soil else _territory_of(host, city) if host else ""
    parties: dict[str, str] = {}
    district: list[str] = []
    consular = _is_consular(kind)
    for name in filter(None, (part.strip() for part in jurisdictions.split("|"))):
        party = _party(name)
        if party and not (_host_of(party) == host and (consular or party == soil)):
            parties[party] = name
        elif not _is_ambiguous(name):
            district.append(name)
        else:
            parties[name] = name
    told = "|".join(district)
    if not host or not parties or host in parties or consular:
        others = "|".join(party for party in parties if party != host)
        return Derived(sent_to, soil, others, told)
    for receiver, seat in SEATED_ELSEWHERE.items():
        if seat == host and receiver in parties:
            return Derived(receiver, host, "|".join(p for p in parties if p != receiver), told)
    receiver = next(iter(parties))
    return Derived(receiver, host, "|".join(list(parties)[1:]), told, undecided=len(parties) > 1)


@cache
def _party(name: str) -> str:
    from diplomap.parties.resolver import resolve
    from diplomap.tables.layouts import layout

    sense = layout("database-of-embassies").parties.get(name)
    found = resolve(sense or name)
    return found.party if isinstance(found, Resolved) else ""


@cache
def _is_ambiguous(name: str) -> bool:
    from diplomap.parties.resolver import resolve

    return isinstance(resolve(name), Ambiguous)


@cache
def _host_of(party: str) -> str | None:
    from diplomap.parties.registry import host_of

    found: str | None = host_of(party)
    return found


def _territory_of(host: str, city: str) -> str:
    party = _party(city) if city else ""
    return party if party and party != host and _host_of(party) == host else ""


@cache
def _is_consular(kind: str) -> bool:
    from diplomap.model.kinds import Kind
    from diplomap.tables.words import read_word

    found = read_word(Kind, kind)
    return found is Kind.DE_FACTO_CONSULATE or (found is not None and found.kind_class is KindClass.CONSULAR)


Derivation = Callable[[str, str, str, str], Derived]
DERIVATIONS: Mapping[str, Derivation] = {"jurisdictions": derive_jurisdictions}


def derived(
    name: str, columns: Mapping[str, Sequence[str]], rows: int
) -> tuple[dict[str, list[str]], dict[str, list[str]], set[int]]:
    """Our columns and the extra ones of a derivation, and the rows whose receiver is undecided.

    Each distinct combination of source cells is worked out once.

    >>> derived("jurisdictions", {"receiving": ["Tunisia"], "accredited_to": ["Libya"], "city": ["Tunis"],
    ...     "kind": ["embassy"]}, 1)[0]["host"]
    ['TUN']
    """
    blank = [""] * rows
    cells = [columns.get(one, blank) for one in ("receiving", "accredited_to", "city", "kind")]
    once = cache(DERIVATIONS[name])
    found = [once(*told) for told in zip(*cells, strict=True)]
    ours = {
        "receiving": [one.receiving for one in found],
        "host": [one.host for one in found],
        "accredited_to": [one.accredited_to for one in found],
    }
    districts = [one.district for one in found]
    extras = {DISTRICT: districts} if any(districts) else {}
    return ours, extras, {row for row, one in enumerate(found) if one.undecided}
