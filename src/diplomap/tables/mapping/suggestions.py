"""What all rows of a table have in common and only its title or file name says, as a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from diplomap.model.kinds import Kind
from diplomap.parties.resolution import Resolved
from diplomap.tables.mapping.column_facts import CITIES, NAMES_OF_KIND, ColumnFacts, meaning
from diplomap.tables.mapping.guessed import Lacking
from diplomap.tables.words import read_word

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_MOST_WORDS = 4
_ENOUGH, _NEARLY_ALL = 0.6, 0.9
_SHORT_NAMES = frozenset(("us", "uk", "eu", "un", "usa", "uae", "gb"))
_USUAL = {
    "relations": {"kind": "diplomatic", "status": "established"},
    "missions": {},
}
_KIND = "no column says whether the relations are diplomatic or consular"
_TOLD = {
    "sending": "no column says which party sends the missions",
    "receiving": "no column says which party receives the missions",
    "kind": "no column says what kind of mission each is",
    "party": "no column names the one party",
    "with": "no column names the other party",
    "status": "no column says how the relations stand",
}


def lacking(
    ours: Sequence[str],
    table: str,
    file: str,
    title: Sequence[str],
    facts: Sequence[ColumnFacts],
    headers: Sequence[str],
) -> tuple[Lacking, ...]:
    """What a table lacks, each with a constant that its file name, title, cities or custom suggests.

    >>> found = lacking(["sending"], "missions", "missions-of-finland.csv", [], [], [])[0]
    >>> found.suggestion, found.told
    ('FIN', "no column says which party sends the missions; the file name says 'finland'")
    """
    return tuple(_one(name, table, file, title, facts, headers) for name in ours)


def _one(
    ours: str,
    table: str,
    file: str,
    title: Sequence[str],
    facts: Sequence[ColumnFacts],
    headers: Sequence[str],
) -> Lacking:
    told = _KIND if (table, ours) == ("relations", "kind") else _TOLD.get(ours, f"no column for {ours}")
    usual = _USUAL.get(table, {}).get(ours)
    if usual is not None:
        return Lacking(ours, f"{told}; a list of dates of establishment usually means {usual}", usual)
    places = [("title", one) for one in title]
    if file and not file.startswith("<"):
        places.append(("file name", PurePath(file).stem))
        places.extend(("folder", one) for one in PurePath(file).parts[-2:-1])
    places.extend(("header", one) for one in headers)
    if ours == "receiving" and (seat := _only_seat(facts)):
        party, share = seat
        return Lacking(ours, f"{told}; {share:.0%} of the cities lie in {party}".replace("%", " %"), party)
    names = next((fact for fact in facts if fact.share(NAMES_OF_KIND) >= _NEARLY_ALL), None)
    if ours == "sending" and names is not None and (spoken := _only_party(names)):
        party, share = spoken
        said = f"{told}; {share:.0%} of the names under {names.header!r} say {party}".replace("%", " %")
        return Lacking(ours, said, party)
    for where, text in places:
        if ours == "kind":
            kinds = {kind for said in _runs(text) if (kind := read_word(Kind, said)) is not None}
            if len(kinds) == 1 and where in ("title", "file name"):
                return Lacking(ours, f"{told}; the {where} says {kinds.copy().pop()}", str(kinds.pop()))
        elif ours in ("sending", "receiving", "party"):
            named = _named(text)
            if len(named) == 1:
                party, said = next(iter(named.items()))
                return Lacking(ours, f"{told}; the {where} says {said!r}", party)
    return Lacking(ours, told)


def _only_seat(facts: Sequence[ColumnFacts]) -> tuple[str, float] | None:
    best = max(facts, key=lambda fact: fact.share(CITIES), default=None)
    if best is None or best.share(CITIES) < _ENOUGH:
        return None
    return _only_party(best)


def _only_party(fact: ColumnFacts) -> tuple[str, float] | None:
    """The party of nearly all rows, and in how many of them it is the one named."""
    counts: dict[str, int] = {}
    for text, party in fact.named.items():
        if party:
            counts[party] = counts.get(party, 0) + fact.common[text]
    if not counts or not fact.filled:
        return None
    party = max(counts, key=lambda one: counts[one])
    share = counts[party] / sum(fact.common[text] for text in fact.common if text in fact.named)
    known = sum(counts.values()) / fact.filled
    return (party, share) if share >= _NEARLY_ALL and known >= _ENOUGH else None


def _runs(text: str) -> Iterator[str]:
    words = [match[0] for match in _WORD.finditer(text.replace("_", " ").replace("-", " "))]
    for size in range(min(_MOST_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def _named(text: str) -> Mapping[str, str]:
    """The parties that a text names anywhere; the longest run of words counts, not those within it."""
    found: dict[str, str] = {}
    taken: list[str] = []
    for said in _runs(text):
        if len(said) < 4 and said.casefold() not in _SHORT_NAMES and not (said.isupper() and len(said) == 3):
            continue
        if any(said.casefold() in whole for whole in taken):
            continue
        answer = meaning(said)
        if isinstance(answer, Resolved):
            taken.append(said.casefold())
            inner = [one for one in _runs(said) if isinstance(meaning(one), Resolved)]
            same = [one for one in inner if meaning(one) == answer]
            found.setdefault(answer.party, min(same or [said], key=len))
    return found
