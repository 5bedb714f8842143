"""Names that look like a text nobody knows: a help for the person who typed it, never an answer."""

from __future__ import annotations

from functools import cache

from diplomap.parties.folding import key
from diplomap.parties.name_tables import lines

_MOST = 3
_LEAST_LIKENESS = 74
_LONGEST = 60
_SORTS = frozenset(("common", "official", "historic", "alias"))


def suggestions(text: str) -> tuple[tuple[str, str], ...]:
    """Up to three parties with the name of each that is nearest in spelling, the nearest first.

    >>> suggestions("Nort Korea")[0]
    ('PRK', 'North Korea')
    >>> suggestions("408"), suggestions("")
    ((), ())
    """
    wanted = key(text)
    if len(wanted) < 3 or wanted == "and" or len(wanted) > _LONGEST or not any(map(str.isalpha, wanted)):
        return ()
    from rapidfuzz import fuzz, process

    keys, parties = _choices()
    found: dict[str, str] = {}
    near = process.extract(
        wanted, keys, scorer=fuzz.ratio, limit=4 * _MOST, score_cutoff=_LEAST_LIKENESS, processor=None
    )
    for _, _, place in near:
        party, name = parties[place]
        found.setdefault(party, name)
    return tuple(found.items())[:_MOST]


@cache
def _choices() -> tuple[list[str], list[tuple[str, str]]]:
    """The names in English: keys, and for each its party and how it is written."""
    found: dict[str, tuple[str, str]] = {}
    for party, sort, _, _, _, *items in lines("names.tsv"):
        if sort in _SORTS:
            for item in items:
                text, _, languages = item.partition("|")
                if "en" in languages.split(" "):
                    found.setdefault(key(text), (party, text))
    return list(found), list(found.values())
