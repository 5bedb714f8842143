"""The names of a party: common, official, native, historic, demonyms, aliases, codes; with sources."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import attrs

from diplomap.parties import registry
from diplomap.parties.folding import key, without_and
from diplomap.parties.name_tables import lines
from diplomap.values.dates import PartialDate


class Sort(StrEnum):
    """What sort of name it is.

    `COMMON` is the everyday name in a language, `NATIVE` that in a language official there,
    `DEMONYM` the adjective ("British"), `CODE` an abbreviation or a code of ISO 3166.
    """

    COMMON = "common"
    OFFICIAL = "official"
    NATIVE = "native"
    HISTORIC = "historic"
    ALIAS = "alias"
    DEMONYM = "demonym"
    CODE = "code"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Name:
    """A name of a party in a language (ISO 639, "" for codes), when it was in use, and who says so.

    `since` and `until` are None where nobody here says when; they are no claim that the name is used now.
    """

    text: str
    language: str
    sort: Sort
    since: PartialDate | None = None
    until: PartialDate | None = None
    source: str = ""


def names_of(party_id: str) -> tuple[Name, ...]:
    """The names of a party, the common and official ones first, a text in several languages once each.

    >>> [name.text for name in names_of("COD") if name.sort is Sort.HISTORIC][:2]
    ['Congo belge', 'État indépendant du Congo']
    >>> {name.language: name.text for name in names_of("PRK") if name.sort is Sort.COMMON}["fr"]
    'Corée du Nord'

    Raises UnknownPartyError, a ValueError, where no party has the id.
    """
    registry.party(party_id)
    found: list[Name] = []
    for sort, since, until, source, items in _lines().get(party_id, ()):
        start = PartialDate.parse(since) if since else None
        end = PartialDate.parse(until) if until else None
        for item in items:
            text, _, languages = item.partition("|")
            found += [Name(text, one, Sort(sort), start, end, source) for one in languages.split(" ")]
    return tuple(found)


def spelling(party_id: str, found: str) -> str:
    """How the name of a party is written whose key was found; the key where the name is shared.

    >>> spelling("CIV", "cote d ivoire")
    "Côte d'Ivoire"
    """
    spellings = _SPELLINGS.get(party_id)
    if spellings is None:
        spellings = _SPELLINGS[party_id] = {}
        for _, _, _, _, items in _lines().get(party_id, ()):
            for item in items:
                text = item.partition("|")[0]
                spellings.setdefault(key(text), text)
                spellings.setdefault(without_and(key(text)), text)
    return spellings.get(found, found)


_SPELLINGS: dict[str, dict[str, str]] = {}
_Line = tuple[str, str, str, str, list[str]]


@cache
def _lines() -> dict[str, list[_Line]]:
    found: dict[str, list[_Line]] = {}
    for party, sort, since, until, source, *items in lines("names.tsv"):
        found.setdefault(party, []).append((sort, since, until, source, items))
    return found
