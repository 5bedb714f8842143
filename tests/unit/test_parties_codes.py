"""Codes in other systems: the crosswalks that carry dates, and what they refuse."""

from __future__ import annotations

import pycountry
import pytest

from diplomap.parties import codes, existence, registry
from diplomap.parties.moments import moment
from diplomap.parties.party import State
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE


@pytest.mark.parametrize(
    ("system", "party", "at", "code"),
    [
        ("cow", "DEU", "1900", "255"),
        ("cow", "DEU", "1980", "260"),
        ("cow", "DEU", "1990-10-02", "260"),
        ("cow", "DEU", "1990-10-03", "255"),
        ("cow", "DEU", "1950", None),
        ("cow", "DEU", "1990", None),
        ("cow", "DDR", "1980", "265"),
        ("cow", "XYA", "1980", "678"),
        ("cow", "YEM", "2000", "679"),
        ("cow", "YMD", "1980", "680"),
        ("cow", "CSK", "1980", "315"),
        ("cow", "CZE", None, "316"),
        ("cow", "SVK", None, "317"),
        ("cow", "RUS", "2000", "365"),
        ("cow", "SUN", "1980", "365"),
        ("cow", "RUS", "1900", "365"),
        ("cow", "YUG", "1980", "345"),
        ("cow", "SRB", "2010", "345"),
        ("cow", "FRA", "1943", None),
        ("cow", "CAN", "1910", None),
        ("cowabb", "PRK", None, "PRK"),
        ("cowabb", "DEU", "1980", "GFR"),
        ("gw", "SRB", "2010", "340"),
        ("gw", "KIR", None, "970"),
        ("gw", "CAN", "1910", "20"),
        ("gw", "DEU", None, "260"),
        ("gw", "YEM", None, "678"),
        ("iso2", "XKX", None, "XK"),
        ("iso2", "SUN", "1980", "SU"),
        ("iso3", "MMR", "1980", "BUR"),
        ("iso3", "MMR", "2000", "MMR"),
        ("iso3", "XOM", None, None),
        ("isonumeric", "AFG", None, "004"),
        ("isonumeric", "SDN", "2000", "736"),
        ("isonumeric", "SDN", "2020", "729"),
        ("isonumeric", "YUG", "1980", "890"),
        ("isonumeric", "YUG", "2000", "891"),
        ("m49", "TWN", None, None),
        ("m49", "FRA", None, "250"),
        ("gec", "PRK", None, "KN"),
        ("fips", "CHE", None, "SZ"),
        ("wikidata", "PRK", None, "Q423"),
        ("wikidata", "VAT", None, "Q159583"),
        ("cow", "no such party", None, None),
    ],
)
def test_to(system: str, party: str, at: str | None, code: str | None) -> None:
    assert codes.to(system, party, at) == code


@pytest.mark.parametrize(
    ("system", "code", "at", "parties"),
    [
        ("cow", 731, None, ("PRK",)),
        ("cow", "002", None, ("USA",)),
        ("cow", 255, "1850", ("XPR",)),
        ("cow", 325, "1850", ("XSD",)),
        ("cow", 345, "1900", ("SRB",)),
        ("cow", 345, "1980", ("YUG",)),
        ("cow", 345, "2004", ("SCG",)),
        ("cow", 816, "1960", ("VDR",)),
        ("cow", 816, None, ("VNM",)),
        ("gw", 678, "1970", ("XYA",)),
        ("iso2", "kp", None, ("PRK",)),
        ("iso2", "AI", None, ("AIA",)),
        ("iso2", "AI", "1975", ("AFI",)),
        ("iso2", "CS", None, ("CSK", "SCG")),
        ("iso2", "CS", "1980", ("CSK",)),
        ("iso2", "FX", "1995", ("FRA",)),
        ("iso3", "BUR", None, ("MMR",)),
        ("isonumeric", 4, None, ("AFG",)),
        ("isonumeric", "891", "2000", ("YUG",)),
        ("isonumeric", "891", "2005", ("SCG",)),
        ("gec", "GZ", None, ("PSE",)),
        ("wikidata", "Q237", None, ("VAT",)),
        ("wikidata", "q237", None, ("VAT",)),
        ("iso2", "ZZ", None, ()),
    ],
)
def test_from_code(system: str, code: str | int, at: str | None, parties: tuple[str, ...]) -> None:
    assert codes.from_code(system, code, at) == parties


@pytest.mark.parametrize("asked", [lambda: codes.to("cov", "FRA"), lambda: codes.from_code("cov", "1")])
def test_an_unknown_system_is_refused_with_the_known(asked: object) -> None:
    with pytest.raises(ValueError, match=r"no system of codes 'cov'; known: iso2, .*cow, .*fips"):
        asked()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("system", "attribute"), [("iso2", "alpha_2"), ("iso3", "alpha_3"), ("isonumeric", "numeric")]
)
def test_the_codes_of_iso_are_those_of_pycountry(system: str, attribute: str) -> None:
    told = {entry.alpha_3: getattr(entry, attribute) for entry in pycountry.countries}
    assert {party: codes.to(system, party) for party in told} == told


def test_every_withdrawn_code_of_iso_3166_3_that_had_a_state_is_read() -> None:
    unread = {e.alpha_3 for e in pycountry.historic_countries if not codes.from_code("iso3", e.alpha_3)}
    assert unread == set()


@pytest.mark.parametrize("system", codes.systems())
def test_codes_belong_to_parties_that_exist_and_only_while_they_may_have(system: str) -> None:
    for one in codes.crosswalk(system):
        assert one.party in registry.ids(), one
        assert one.source, one
        if system not in ("cow", "cowabb", "gw"):
            continue
        start = one.period.start
        assert start is not None
        assert existence.existed(one.party, start) is not FALSE, one
        if isinstance(one.period.end, PartialDate):
            last = PartialDate.of(one.period.end.earliest.fromordinal(one.period.end.lo - 1))  # type: ignore[union-attr]
            assert existence.existed(one.party, last) is not FALSE, one


@pytest.mark.parametrize("system", codes.systems())
def test_no_code_stands_for_two_parties_at_once(system: str) -> None:
    for one in codes.crosswalk(system):
        day = one.period.start or moment("2020-01-01")
        holders = codes.from_code(system, one.code, day)
        assert one.party in holders or one.period.start is None, one
        if day.lo == day.hi:
            assert len(holders) <= 1, (one, holders)


def test_nearly_every_member_of_the_united_nations_has_every_code() -> None:
    members = [s.id for s in registry.states() if isinstance(s, State) and s.un.value == "member"]
    for system in ("iso2", "iso3", "isonumeric", "m49", "cow", "cowabb", "gw", "gec", "wikidata"):
        assert [one for one in members if codes.to(system, one) is None] == [], system
