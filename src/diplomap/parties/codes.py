"""Codes of parties in other systems, with the dates on which they were in force.

Systems: `iso2`, `iso3`, `isonumeric` (ISO 3166-1, and ISO 3166-3 for what was withdrawn), `m49`
(the United Nations' numbers for statistics), `cow` and `cowabb` (Correlates of War), `gw` (Gleditsch
and Ward), `gec` (the former FIPS 10-4, as in the World Factbook; also asked for as `fips`) and
`wikidata` (items).
"""

from __future__ import annotations

from collections.abc import Iterable

from diplomap.parties import code_tables
from diplomap.parties.code_tables import Code, CodeTable
from diplomap.parties.moments import Moment, moment
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE
from diplomap.values.periods import OPEN

_OTHER_NAMES = {"fips": "gec"}
_THREE_DIGITS = {"isonumeric", "m49"}
_NUMBERS = {"cow", "gw"}


def systems() -> tuple[str, ...]:
    """The names of the systems.

    >>> systems()[:3]
    ('iso2', 'iso3', 'isonumeric')
    """
    return code_tables.names()


def to(system: str, party_id: str, at: Moment | None = None) -> str | None:
    """The code of a party in a system, at a time or now; of an ended party without a time, its last.

    None where it has none, and where the time leaves two codes possible.

    >>> to("cow", "DEU", at="1980"), to("cow", "DEU"), to("cow", "DEU", at="1990"), to("cow", "HKG")
    ('260', '255', None, None)
    >>> to("iso2", "PRK"), to("gec", "PRK"), to("isonumeric", "DEU", at="1980")
    ('KP', 'KN', '280')

    Raises ValueError where there is no such system, DateSyntaxError on a time in another notation.
    """
    entries = [one for one in _table(system).by_party.get(party_id, ()) if not one.reading_only]
    found = _at(entries, moment(at)) if at is not None else _now(entries) or entries[-1:]
    distinct = {one.code for one in found}
    return distinct.pop() if len(distinct) == 1 else None


def from_code(system: str, code: str | int, at: Moment | None = None) -> tuple[str, ...]:
    """The parties that a code may stand for at a time: none, one, or several where it is ambiguous.

    Without a time, those that hold it now; a code that nobody holds now gives all that ever did.

    >>> from_code("cow", 255), from_code("cow", 255, at="1850"), from_code("cow", 999)
    (('DEU',), ('XPR',), ())
    >>> from_code("iso2", "CS"), from_code("iso2", "CS", at="2005"), from_code("iso3", "ZAR")
    (('CSK', 'SCG'), ('SCG',), ('COD',))

    Raises ValueError where there is no such system, DateSyntaxError on a time in another notation.
    """
    entries = _table(system).by_code.get(_written(system, code), [])
    found = _at(entries, moment(at)) if at is not None else _now(entries) or entries
    return tuple(dict.fromkeys(one.party for one in found))


def crosswalk(system: str) -> tuple[Code, ...]:
    """Every code of a system with its party, its dates and its source.

    >>> crosswalk("gw")[0].party
    'USA'

    Raises ValueError where there is no such system.
    """
    return _table(system).entries


def _table(system: str) -> CodeTable:
    name = _OTHER_NAMES.get(system, system)
    if name not in code_tables.names():
        known = ", ".join((*code_tables.names(), *_OTHER_NAMES))
        raise ValueError(f"there is no system of codes {system!r}; known: {known}")
    return code_tables.table(name)


def _written(system: str, code: str | int) -> str:
    text = str(code).strip()
    if system in _THREE_DIGITS:
        return text.zfill(3)
    if system in _NUMBERS:
        return text.lstrip("0")
    return text.upper()


def _at(entries: Iterable[Code], when: PartialDate) -> list[Code]:
    return [one for one in entries if when.within(one.period) is not FALSE]


def _now(entries: Iterable[Code]) -> list[Code]:
    return [one for one in entries if one.period.end is OPEN]
