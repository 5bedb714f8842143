"""What the values of a column are: shares of parties, cities, dates, words of ours, links, numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache

import attrs

from diplomap.model.kinds import Kind
from diplomap.model.relations import Level, RelationKind, RelationStatus
from diplomap.model.statuses import HeadRank, Status
from diplomap.parties.resolution import Ambiguous, NotAState, Resolution, Resolved
from diplomap.tables.layout_cells import kind_in
from diplomap.tables.words import read_word
from diplomap.values.reading_dates import read_date

_SAMPLE = 300
_LONGEST_NAME = 80
_WORDS: Mapping[str, type[StrEnum]] = {
    "kinds of missions": Kind,
    "statuses of missions": Status,
    "ranks of heads": HeadRank,
    "statuses of relations": RelationStatus,
    "kinds of relations": RelationKind,
    "levels": Level,
}
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "Wikidata items": re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?Q[1-9][0-9]*"),
    "links": re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.(?:com|org|net|gov|int)(?:/\S*)?", re.IGNORECASE),
    "e-mail addresses": re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+(?:\s*[;,/|]\s*[^\s@]+@[^\s@]+)*"),
    "telephone numbers": re.compile(r"\(?(?:\+|00)\s?[0-9][0-9 ()./|+;,-]{6,}|[0-9()][0-9 ()./-]{8,}"),
    "numbers with a fraction": re.compile(r"-?[0-9]{1,3}[.,][0-9]+°?"),
    "whole numbers": re.compile(r"-?[0-9]+"),
    "codes of letters": re.compile(r"[A-Z]{2,3}"),
}
PARTIES, CITIES, DATES, LONG = "parties", "cities", "dates", "long texts"
NAMES_OF_KIND = "names that tell a kind of mission"
_YEARISH = re.compile(r"[0-9]{4}|.*[0-9]{4}.*|..[./-]..[./-]..")
_LETTER = re.compile(r"[^\W\d_]")


@attrs.frozen(slots=True)
class ColumnFacts:
    """What is known of a column: how many cells are filled, how many texts are distinct, shares of each sort.

    `shares` are of the distinct texts looked at, the filled ones alone, or of the rows where that is
    more and the sort one of words; `named` says which party a
    text names or, of a city, in which it lies. `common` are the texts and how often each stands.
    """

    header: str
    rows: int
    filled: int
    common: Mapping[str, int]
    shares: Mapping[str, float]
    named: Mapping[str, str]
    sampled: int = 0

    @property
    def distinct(self) -> int:
        """How many texts there are, the blank one apart."""
        return len(self.common)

    @property
    def is_key(self) -> bool:
        """Whether every row has a text of its own."""
        return self.filled == self.rows == self.distinct > 1

    def share(self, sort: str) -> float:
        """The share of its distinct texts that are of a sort."""
        return self.shares.get(sort, 0.0)


def column_facts(header: str, texts: Sequence[str]) -> ColumnFacts:
    """What the texts of a column are.

    >>> found = column_facts("Pays", ["France", "Espagne", "Chili", ""])
    >>> found.share("parties"), found.filled, found.named["Chili"]
    (1.0, 3, 'CHL')
    """
    common = Counter(map(str.strip, texts))
    blank = common.pop("", 0)
    looked_at = _sample(list(common))
    sorts: Counter[str] = Counter()
    named: dict[str, str] = {}
    for text in looked_at:
        for sort, party in _sorts(text):
            sorts[sort] += 1
            if party:
                named[text] = party
    shares = {sort: count / len(looked_at) for sort, count in sorts.items()}
    # Of words the rows count as well: a rare word that is not known says little of a column.
    for sort, words in _WORDS.items():
        if sort in shares and len(looked_at) == len(common):
            known = sum(n for text, n in common.items() if read_word(words, text) is not None)
            shares[sort] = max(shares[sort], known / (len(texts) - blank))
    return ColumnFacts(header, len(texts), len(texts) - blank, common, shares, named, len(looked_at))


def _sample(texts: list[str]) -> list[str]:
    """Texts from all over a column, the same ones each time."""
    if len(texts) <= _SAMPLE:
        return texts
    return [texts[at * len(texts) // _SAMPLE] for at in range(_SAMPLE)]


def _sorts(text: str) -> Iterable[tuple[str, str]]:
    for sort, shape in _SHAPES.items():
        if shape.fullmatch(text):
            yield sort, ""
    if len(text) > _LONGEST_NAME:
        yield LONG, ""
        return
    if _LETTER.search(text):
        for sort, words in _WORDS.items():
            if read_word(words, text) is not None:
                yield sort, ""
        yield from _names(text)
        if kind_in(text):
            yield NAMES_OF_KIND, ""
    if _YEARISH.fullmatch(text):
        found = read_date(text)
        doubt = found.problem is not None and found.problem.candidates
        if found.value is not None or doubt:
            yield DATES, ""


def _names(text: str) -> Iterable[tuple[str, str]]:
    found = [meaning(part) for part in text.split("|") if part.strip()]
    match found[:1]:
        case [Resolved(party)]:
            yield PARTIES, party
        case [Ambiguous()]:
            yield PARTIES, ""
        case [NotAState(party, why)] if party and ("capital" in why or "city" in why):
            yield CITIES, party
        case [NotAState()] if len(found) == 1:
            yield "places and offices", ""
    if found and isinstance(found[0], Resolved) and _is_seat(text):
        yield CITIES, ""


@cache
def meaning(text: str) -> Resolution | None:
    """The party that a text names, or None; nobody is asked for what is only like it, which takes long.

    >>> meaning("Spain").party, meaning("Spainn")
    ('ESP', None)
    """
    from diplomap.parties.name_reading import plain, read
    from diplomap.parties.registry import ids

    bare = text.strip()
    if bare in ids():
        return Resolved(bare, bare)
    return plain(bare, None) or read(bare, None)


def _is_seat(text: str) -> bool:
    """Whether a party's name is also that of its capital."""
    return text.strip().casefold() in _CITY_STATES


_CITY_STATES = frozenset(
    (
        *("singapore", "singapur", "singapour", "singapura", "luxembourg", "luxemburg", "luxemburgo"),
        *("lussemburgo", "monaco", "djibouti", "panama", "kuwait", "guatemala", "mexico", "andorra"),
        *("macau", "macao", "hong kong", "vatican", "vatican city"),
    )
)
