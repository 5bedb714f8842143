"""Reading the codes of parties in other systems, each system once, when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import attrs

from diplomap.parties import registry
from diplomap.parties.party_tables import period, rows
from diplomap.values.dates import PartialDate
from diplomap.values.periods import OPEN, Period

ALWAYS = Period(None, OPEN)


@attrs.frozen(slots=True)
class Code:
    """One party's code in a system, and while it was in force.

    A code with `reading_only` is understood but not written: a second item for the same state, or
    one part of it.
    """

    code: str
    party: str
    period: Period = ALWAYS
    reading_only: bool = False
    source: str = ""


@attrs.frozen(slots=True)
class CodeTable:
    """A system's codes in order of party and time, and the same by party and by code."""

    entries: tuple[Code, ...]
    by_party: dict[str, list[Code]]
    by_code: dict[str, list[Code]]


@cache
def table(system: str) -> CodeTable:
    """The codes of a system.

    >>> [(one.party, str(one.period)) for one in table("cow").by_code["255"]][:2]
    [('XPR', '1816-01-01/1871-01-18'), ('DEU', '1871-01-18/1945-05-09')]

    Raises KeyError where there is no such system.
    """
    entries = tuple(_READERS[system]())
    by_party: dict[str, list[Code]] = defaultdict(list)
    by_code: dict[str, list[Code]] = defaultdict(list)
    for entry in entries:
        by_party[entry.party].append(entry)
        by_code[entry.code].append(entry)
    return CodeTable(entries, dict(by_party), dict(by_code))


def names() -> tuple[str, ...]:
    """The names of the systems.

    >>> "cow" in names()
    True
    """
    return tuple(_READERS)


def _iso(system: str, attribute: str, without: frozenset[str] = frozenset()) -> Iterator[Code]:
    # The facts of ISO 3166 come from the installed pycountry; ours are only what it cannot tell:
    # which party a withdrawn code became, user-assigned codes, and numbers that changed.
    import pycountry

    ours = [row for row in rows("codes/iso.csv") if row[0] == system]
    freed: dict[str, PartialDate] = {}
    renamed: dict[str, PartialDate] = {}
    for _, code, party, since, until, reading_only, source in ours:
        yield Code(code, party, period(since, until), reading_only == "yes", source)
        if until != ".." and not reading_only:
            renamed[party] = freed[code] = PartialDate.parse(until)
    for entry in sorted(pycountry.historic_countries, key=lambda one: str(one.withdrawal_date)):
        held, id_ = _field(entry, attribute), entry.alpha_3
        # ATF was withdrawn for one territory and is in force for another.
        if held is None or id_ not in registry.ids() or pycountry.countries.get(alpha_3=id_):
            continue
        withdrawn = PartialDate.parse(entry.withdrawal_date)
        start = renamed.get(id_) or freed.get(held)
        yield Code(held, id_, Period(start, withdrawn), source="iso-3166-3")
        freed[held] = withdrawn
    for entry in pycountry.countries:
        held, id_ = _field(entry, attribute), entry.alpha_3
        if held is not None and id_ in registry.ids() and id_ not in without:
            start = renamed.get(id_) or freed.get(held)
            yield Code(held, id_, Period(start, OPEN), source="iso-3166")


def _field(entry: Any, attribute: str) -> str | None:
    value = getattr(entry, attribute, None)
    return value if isinstance(value, str) and value else None


def _cow(column: int) -> Iterator[Code]:
    for row in rows("codes/cow.csv"):
        yield Code(row[column], row[2], period(row[3], row[4]), source=row[5])


def _gw() -> Iterator[Code]:
    for number, party, since, until, source in rows("codes/gw.csv"):
        yield Code(number, party, period(since, until), source=source)


def _undated(name: str) -> Iterator[Code]:
    seen: set[str] = set()
    for code, party, source in rows(name):
        yield Code(code, party, reading_only=party in seen, source=source)
        seen.add(party)


_READERS: dict[str, Callable[[], Iterator[Code]]] = {
    "iso2": lambda: _iso("iso2", "alpha_2"),
    "iso3": lambda: _iso("iso3", "alpha_3"),
    "isonumeric": lambda: _iso("isonumeric", "numeric"),
    # The United Nations' own list has no Taiwan; ISO took its other numbers from it.
    "m49": lambda: _iso("isonumeric", "numeric", frozenset({"TWN"})),
    "cow": lambda: _cow(0),
    "cowabb": lambda: _cow(1),
    "gw": _gw,
    "gec": lambda: _undated("codes/gec.csv"),
    "wikidata": lambda: _undated("codes/wikidata.csv"),
}
