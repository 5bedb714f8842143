"""Names of states and territories in many languages, from Unicode CLDR as babel carries it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers

from diplomap.parties import codes, registry
from names.gathering import Named, long_enough

# Languages whose names many people have reviewed; of the others only what they call their own states.
_REVIEWED_CODES = (
    "en fr es de af am ar az be bg bn bs ca cs cy da el et eu fa fi fil ga gl gu he hi hr hu hy id is it "
    "ja ka kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt rm ro ru si sk sl "
    "so sq sr sr_Latn sv sw ta te tg th tk tr uk ur uz vi zh zh_Hant zu"
)
_REVIEWED = frozenset(_REVIEWED_CODES.split())
_IN_PARENTHESES = re.compile(r"\s*[(（][^()（）]*[)）]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_ORGANISATIONS = {"EU": "EU", "UN": "UN"}
_IN_WIDE_USE = (
    "en",
    "fr",
    "es",
    "de",
    "it",
    "pt",
    "nl",
    "ru",
    "zh",
    "ar",
    "ja",
    "ko",
    "pl",
    "sv",
    "da",
)
# The two halves of Saint Martin, which many languages call by one name.
_ONE_ISLAND = frozenset(("MAF", "SXM"))
_TELL_ITS_HALVES = frozenset(("en", "fr", "es", "de", "it", "pt", "nl"))
# Without what CLDR puts in parentheses these would mean their namesakes as well.
_NAMESAKES = frozenset(("COD", "COG", "MAF", "SXM", "VGB", "VIR", "PRK", "KOR"))


@cache
def names() -> tuple[Named, ...]:
    """Every name that CLDR has for a party, a language's own states as native names."""
    return tuple(_names())


def long_names(party: str) -> list[str]:
    """A party's names in all languages, but for those too short to be told from a code."""
    return [one.text for one in names() if one.party == party and long_enough(one)]


def _names() -> Iterator[Named]:
    parties = {code: found[0] for code in _codes() if len(found := codes.from_code("iso2", code)) == 1}
    parties.update({code: one for code, one in _ORGANISATIONS.items() if one in registry.ids()})
    official = {code: set(get_official_languages(code)) for code in parties}
    for language in _languages():
        locale = Locale.parse(language)
        spoken = language.partition("_")[0]
        for code, text in sorted(locale.territories.items()):
            party = parties.get(code)
            if party is None or (code in _ORGANISATIONS and spoken not in _IN_WIDE_USE):
                continue
            if party in _ONE_ISLAND and spoken not in _TELL_ITS_HALVES:
                continue
            native = spoken in official[code]
            if not native and language not in _REVIEWED:
                continue
            sort = "native" if native else "common"
            yield Named(party, text, spoken, sort, "cldr")
            shorter = _IN_PARENTHESES.sub("", text).strip()
            if shorter and shorter != text and party not in _NAMESAKES:
                yield Named(party, shorter, spoken, sort, "cldr")
            if spoken == "de" and text.translate(_UMLAUTS) != text:
                yield Named(party, text.translate(_UMLAUTS), spoken, sort, "cldr")


def _codes() -> Iterator[str]:
    return (code.code for code in codes.crosswalk("iso2"))


@cache
def _languages() -> tuple[str, ...]:
    """The languages, not their regions: English, French, Spanish and German first, then by code."""
    found = [
        one
        for one in locale_identifiers()
        if len(one.partition("_")[2]) in (0, 4) and not one.startswith("en_")
    ]
    first = ("en", "fr", "es", "de")
    return (*first, *sorted(set(found) - set(first)))
