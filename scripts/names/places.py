"""Texts that name no party: parts of states, cities, regions, ministries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pycountry

from diplomap.parties import registry
from names.hand import rows

_BRACKETS = re.compile(r"\[([^\]]*)\]|\(([^)]*)\)")
_PARTS = re.compile(r"\s*/\s*|;\s*")
_BARE = frozenset(("Honduras", "Laos", "Cyprus", "Mauritius", "Barbados", "Belarus", "Saint Kitts and Nevis"))
_SEVERAL = "a name of places in several states"


def not_states() -> Iterator[tuple[str, str, list[str]]]:
    """The party it belongs to or nothing, what it is, and its names; those by hand first."""
    for row in rows("not_states_by_hand.csv"):
        yield row["party"], row["why"], row["names"].split("|")
    for row in rows("cities.csv"):
        name = _of(row["party"])
        if row["capital"]:
            yield row["party"], f"the capital of {name}", [row["capital"]]
        if row["others"]:
            yield row["party"], f"a city of {name}", row["others"].split("|")
    yield from _subdivisions()
    yield from _zones()


def several(one: tuple[str, str], two: tuple[str, str]) -> tuple[str, str]:
    """What a text is that names two places: that by hand, else nothing certain."""
    return one if not one[1].endswith("*") and two[1].endswith("*") else ("", _SEVERAL)


def _subdivisions() -> Iterator[tuple[str, str, list[str]]]:
    for one in pycountry.subdivisions:
        party = pycountry.countries.get(alpha_2=one.country_code)
        if one.parent_code or party is None or party.alpha_3 not in registry.ids():
            continue
        kind = one.type.lower()
        article = "an" if kind[0] in "aeiou" and not kind.startswith("un") else "a"
        yield party.alpha_3, f"{article} {kind} of {_of(party.alpha_3)}", _texts(one.name)


def _texts(name: str) -> list[str]:
    found = []
    for part in _PARTS.split(name):
        found.append(_BRACKETS.sub("", part).strip())
        found += [a or b for a, b in _BRACKETS.findall(part)]
        if ", " in part:
            found.append(part.partition(", ")[0])
    return [text for text in found if len(text) > 2 and not text.isupper()]


def _zones() -> Iterator[tuple[str, str, list[str]]]:
    """The places that name time zones, from the tz database."""
    table = files("tzdata") / "zoneinfo" / "zone.tab"
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, _, zone, *_ = line.split("\t")
        party = pycountry.countries.get(alpha_2=code)
        if party is not None and party.alpha_3 in registry.ids():
            yield (
                party.alpha_3,
                f"a place in {_of(party.alpha_3)}",
                [zone.rsplit("/", 1)[-1].replace("_", " ")],
            )


def _of(party: str) -> str:
    name = registry.party(party).name
    the = name.startswith("United") or name.endswith(("s", "Republic", "of the Congo", "Emirates", "Gambia"))
    return f"the {name}" if the and name not in _BARE else name
