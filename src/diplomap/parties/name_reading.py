"""Reading a text as a name: as it stands first, then without what may stand around a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diplomap.parties import name_marks, names
from diplomap.parties.agreement import agreed
from diplomap.parties.folding import exact_key, key, keyed, words
from diplomap.parties.government_forms import fits, without_form
from diplomap.parties.mission_phrases import ministry_of, senders
from diplomap.parties.name_tables import Entry, Shared, tables
from diplomap.parties.resolution import NotAState, Resolution, Resolved

Days = tuple[int, int] | None
_FOREIGN_ARTICLES = "l la le les el los las il lo gli der die das den de het"
_ARTICLES = frozenset(_FOREIGN_ARTICLES.split())
_MOST_WORDS = 12
_LONGEST_PLACE = 6
_DEEPEST = 3
_LONGEST_WITH_ACCENTS = 6
_ORGAN = "a ministry or other organ of state, not the state itself"
_ANSWERS: dict[str, Resolved] = {}
_COMMON_ACRONYMS = frozenset(("UK", "US", "EU", "UN", "NZ"))


def plain(text: str, days: Days) -> Resolution | None:
    """The meaning of a text that is a code or a name as it stands.

    >>> plain("PRK", None), plain("Embassy of France", None)
    (Resolved(party='PRK', matched='PRK'), None)
    """
    if text.isupper() and (entry := tables().by_code.get(text)) is not None:
        return _coded(entry, text, days)
    spoken = words(text)
    if "." in text and (acronym := _as_acronym(text, spoken, days)) is not None:
        return acronym
    found = keyed(spoken)
    # A name that only one party bears is answered once for all ways to type it.
    if (answer := _ANSWERS.get(found)) is not None:
        return answer
    entry = tables().by_key.get(found)
    return None if entry is None else _meaning(entry, found, days)


def read(text: str, days: Days, depth: int = 0) -> Resolution | None:
    """The meaning of a text in which a name is inverted, bracketed, or part of a phrase; None where unknown.

    >>> read("Korea (North)", None), read("Ambassade d'Islande", None)
    (Resolved(party='PRK', matched='North Korea'), Resolved(party='ISL', matched='Islande'))
    """
    if depth > _DEEPEST:
        return None
    found = plain(text.strip(), days)
    if found is not None:
        return found
    spoken = words(text)
    for step in (_of_words, _as_acronym, _with_accents):
        if (found := step(text, spoken, days)) is not None:
            return found
    for reading in _STEPS:
        if (found := reading(text, spoken, days, depth)) is not None:
            return found
    return None


def _meaning(entry: Entry, found: str, days: Days) -> Resolution:
    if isinstance(entry, str):
        answer = _ANSWERS[found] = Resolved(entry, names.spelling(entry, found))
        return answer
    if isinstance(entry, NotAState):
        return entry
    meant = entry.undated() if days is None else entry.at(*days)
    if isinstance(meant, Resolved):
        return Resolved(meant.party, names.spelling(meant.party, found))
    return meant


def _coded(entry: Entry, code: str, days: Days) -> Resolution:
    return Resolved(entry, code) if isinstance(entry, str) else _meaning(entry, code, days)


def _of_words(text: str, spoken: list[str], days: Days) -> Resolution | None:
    """By the words turned round ("Korea, Republic of"), or without an article that another language has."""
    bare = keyed(spoken).split()
    if (found := _turned(bare, days)) is not None:
        return found
    if len(bare) > 1 and bare[0] in _ARTICLES:
        return _turned(bare[1:], days)
    return None


def _turned(bare: list[str], days: Days) -> Resolution | None:
    if len(bare) > _MOST_WORDS:
        return None
    by_key = tables().by_key
    for cut in range(len(bare)):
        found = " ".join(bare[cut:] + bare[:cut])
        if (entry := by_key.get(found)) is not None:
            return _meaning(entry, found, days)
    return None


def _with_accents(text: str, spoken: list[str], days: Days) -> Resolution | None:
    """By a short name that counts only with its accents."""
    if len(text) > _LONGEST_WITH_ACCENTS or text.isascii():
        return None
    found = exact_key(text)
    entry = tables().by_key.get(found)
    return Resolved(entry, text.strip()) if isinstance(entry, str) else None


def _as_acronym(text: str, spoken: list[str], days: Days) -> Resolution | None:
    """By a code typed with points or, from four letters on, in small ones."""
    if len(spoken) != 1 or not (text in tables().by_code or name_marks.is_acronym(text)):
        return None
    code = spoken[0].upper()
    entry = tables().by_code.get(code)
    return None if entry is None else _coded(entry, code, days)


def _bracketed(text: str, spoken: list[str], days: Days, depth: int) -> Resolution | None:
    """By a name and what is in brackets after it, where the two agree."""
    parts = name_marks.bracketed(text)
    if parts is None:
        return None
    outer, inner = parts
    if not key(outer):
        return read(inner, days, depth + 1)
    if name_marks.is_remark(inner):
        return read(outer, days, depth + 1)
    if days is None and (years := name_marks.years(inner)) is not None:
        return read(outer, years, depth + 1)
    other = read(name_marks.without_lead(inner), days, depth + 1)
    if other is None and name_marks.begins_as_remark(inner):
        return read(outer, days, depth + 1)
    return agreed(read(outer, days, depth + 1), other, brackets=True)


def _parted(text: str, spoken: list[str], days: Days, depth: int) -> Resolution | None:
    """By two names for one party with a slash, a dash or "or" between them."""
    for one, two in name_marks.parted(text):
        if key(one) and key(two):
            other = read(name_marks.without_lead(two), days, depth + 1)
            if other is None and name_marks.begins_as_remark(two):
                return read(one, days, depth + 1)
            found = agreed(read(one, days, depth + 1), other, brackets=True, within=False)
            return None if isinstance(found, NotAState) else found
    return None


def _listed(text: str, spoken: list[str], days: Days, depth: int) -> Resolution | None:
    """By a place and its state, with a comma between them."""
    for one, two in name_marks.at_commas(text):
        if key(one) and key(two):
            found = agreed(read(one, days, depth + 1), read(two, days, depth + 1), brackets=False)
            if found is not None:
                return found
    return None


def _of_mission(text: str, spoken: list[str], days: Days, depth: int) -> Resolution | None:
    """By the sender in a phrase about a mission."""
    if len(spoken) < 2:
        return None
    spoken = words(name_marks.without_possessive(text))
    for some in (spoken, *_without_place(spoken)):
        for who in senders(some):
            found = _name(who.split(), days)
            if found is not None and not (isinstance(found, NotAState) and name_marks.is_place(found)):
                return found
    return None


def _without_place(spoken: list[str]) -> Iterator[list[str]]:
    """The words without a place or party at their end: "British Embassy, Pyongyang"."""
    for cut in range(1, min(_LONGEST_PLACE, len(spoken) - 1)):
        if name_marks.is_soil(tables().by_key.get(keyed(spoken[-cut:]))):
            yield spoken[:-cut]


def _of_ministry(text: str, spoken: list[str], days: Days, depth: int) -> Resolution | None:
    """By the state whose ministry it is; a ministry is no state."""
    readings = ministry_of(spoken)
    if readings is None:
        return None
    for who in readings:
        found = _name(who.split(), days)
        if isinstance(found, Resolved | NotAState):
            return NotAState(found.party, _ORGAN)
    return NotAState(None, _ORGAN)


def _with_form(text: str, spoken: list[str], days: Days, depth: int) -> Resolution | None:
    """By the name in a form of government that the party's official name has too."""
    return _of_form(spoken, days)


def _of_form(spoken: list[str], days: Days) -> Resolution | None:
    parts = without_form(spoken)
    if parts is None:
        return None
    bare, form = parts
    found = _turned(keyed(bare).split(), days)
    return found if isinstance(found, Resolved) and fits(found.party, form) else None


def _name(spoken: list[str], days: Days) -> Resolution | None:
    """The meaning of words within a phrase; a place may follow the name."""
    bare = keyed(spoken).split()
    found = _turned(bare, days) or _of_form(spoken, days)
    if found is not None:
        return found
    if len(bare) == 1:
        code = bare[0].upper()
        entry = tables().by_code.get(code) if len(code) > 2 or code in _COMMON_ACRONYMS else None
        return None if entry is None else _coded(entry, code, days)
    by_key = tables().by_key
    for cut in range(len(bare) - 1, 0, -1):
        entry, place = by_key.get(" ".join(bare[:cut])), by_key.get(" ".join(bare[cut:]))
        if isinstance(entry, str | Shared) and isinstance(place, NotAState) and name_marks.is_place(place):
            return _meaning(entry, " ".join(bare[:cut]), days)
    return None


def _former(text: str, spoken: list[str], days: Days, depth: int) -> Resolution | None:
    """By "former" before the name of a state that has ended."""
    if len(spoken) < 2 or spoken[0] not in ("former", "ex", "fmr"):
        return None
    found = _name(spoken[1:], days)
    return found if isinstance(found, Resolved) and name_marks.has_ended(found.party) else None


def _unwrapped(text: str, spoken: list[str], days: Days, depth: int) -> Resolution | None:
    """By what is left without wiki marks, footnote marks or letters spoilt by a wrong encoding."""
    for other in name_marks.unwrapped(text):
        if other != text and (found := read(other, days, depth + 1)) is not None:
            return found
    return None


def _as_item(text: str, spoken: list[str], days: Days, depth: int) -> Resolution | None:
    """By a Wikidata item or a flag."""
    return name_marks.item_or_flag(text)


_Step = Callable[[str, list[str], Days, int], Resolution | None]
_STEPS: tuple[_Step, ...] = (
    _of_mission,
    _bracketed,
    _parted,
    _of_ministry,
    _with_form,
    _listed,
    _former,
    _unwrapped,
    _as_item,
)
