"""What the name of a column says: words of many languages, alike spellings, names in known layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from diplomap.tables.layouts import layouts
from diplomap.tables.words import plain

EITHER = "either side"
_NONE_OF_OURS = "none of ours"
_SIDES = {"missions": ("receiving", "sending"), "relations": ("party", "with")}
_LANGUAGES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "de": "German",
    "it": "Italian",
    "nl": "Dutch",
    "ru": "Russian",
    "ar": "Arabic",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "tr": "Turkish",
    "pl": "Polish",
    "sv": "Swedish",
    "id": "Indonesian",
    "uk": "Ukrainian",
}
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])")
_PARTS = re.compile(r"\s*[/|(){}\[\]·•\n]\s*|\s+-\s+")
_UNIT = re.compile(r"\s*\([^()]*\)\s*$")
_EXACT, _PART, _ALIKE, _WITHIN = 1.0, 0.95, 0.75, 0.6
_LEAST_ALIKE, _SHORTEST_ALIKE, _SHORTEST_WITHIN = 88, 5, 4


@attrs.frozen(slots=True)
class Named:
    """That a name speaks for one of our columns: how strongly (0 to 1), and why, in words."""

    ours: str
    strength: float
    why: str


def named(header: str, table: str) -> dict[str, Named]:
    """The columns of a table of ours for which a header's name speaks, each with its strength and reason.

    >>> named("Pays hôte", "missions")["host"].why
    '"Pays hôte" is French for host'
    >>> sorted(named("Country", "missions")), named("Telefon", "missions")
    (['receiving', 'sending'], {})
    """
    found: dict[str, Named] = {}
    for one in _readings(header.strip(), table):
        if one.strength > found.get(one.ours, Named("", 0.0, "")).strength:
            found[one.ours] = one
    return found


def called_otherwise(header: str) -> str:
    """What a header names that none of our columns holds; blank where that is not known.

    >>> called_otherwise("Código postal"), called_otherwise("Telefon")
    ('', 'telephone')
    """
    forms = _forms(header)
    words: Mapping[str, str] = _others()
    return next((words[form] for form, _ in forms if form in words), "")


def _readings(header: str, table: str) -> Iterator[Named]:
    known = _words(table)
    forms = _forms(header)
    for form, whole in forms:
        for ours, language in known.get(form, ()):
            strength = _EXACT if whole else _PART
            if ours == EITHER:
                for side in _SIDES.get(table, ()):
                    least = strength - (0.2 if side == _SIDES[table][0] else 0.25)
                    yield Named(side, least, f'"{header}" is {language} for a state, on whichever side')
            else:
                yield Named(ours, strength, _why(header, form, whole, ours, language))
    for name, ours in _layout_names(table).get(forms[0][0], ()):
        yield Named(ours, _PART, f'"{header}" is {ours} in the layout {name}')
    if called_otherwise(header):
        return
    yield from _alike(header, forms, known)


def _why(header: str, form: str, whole: bool, ours: str, language: str) -> str:
    shown = header if whole else f'{header}" with "{form}'
    if whole and plain(ours) == form:
        return f'"{header}" is our own name for it'
    return f'"{shown}" is {language} for {ours.replace("_", " ")}'


def _alike(header: str, forms: Sequence[tuple[str, bool]], known: Mapping[str, Any]) -> Iterator[Named]:
    from rapidfuzz import fuzz, process

    for form, _ in forms:
        if len(form) >= _SHORTEST_ALIKE:
            near = process.extract(
                form, [*known], scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=3, processor=None
            )
            for word, _likeness, _place in near:
                for ours, language in known[word] if len(word) >= _SHORTEST_ALIKE else ():
                    if ours != EITHER:
                        why = f'"{header}" is like "{word}", {language} for {ours.replace("_", " ")}'
                        yield Named(ours, _ALIKE, why)
    tokens = forms[0][0].split()
    for size in range(min(3, len(tokens) - 1), 0, -1):
        for start in range(len(tokens) - size + 1):
            word = " ".join(tokens[start : start + size])
            for ours, language in known.get(word, ()) if len(word) >= _SHORTEST_WITHIN else ():
                for side in _SIDES.get(_table_of(known), ()) if ours == EITHER else (ours,):
                    less = 0.1 if ours == EITHER else 0.0
                    meant = "a state" if ours == EITHER else ours.replace("_", " ")
                    why = f'"{header}" holds "{word}", {language} for {meant}'
                    yield Named(side, _WITHIN - less, why)


def _table_of(known: Mapping[str, Any]) -> str:
    return "relations" if "with" in known else "missions"


def _forms(header: str) -> list[tuple[str, bool]]:
    """The plain forms of a header: whole, without a unit in brackets, and the parts of one in two tongues."""
    spaced = _CAMEL.sub(" ", header)
    whole = dict.fromkeys((plain(header), plain(spaced), plain(_UNIT.sub("", spaced)), plain(header) + "."))
    parts = [plain(part) for part in _PARTS.split(spaced) if part and part.strip()]
    rest = [part for part in dict.fromkeys(parts) if part not in whole]
    return [*((form, True) for form in whole if form), *((form, False) for form in rest if form)] or [
        ("", True)
    ]


@cache
def _told() -> Mapping[str, Mapping[str, Sequence[str]]]:
    import json

    path = Path(__file__).parents[2] / "data" / "words" / "headers.json"
    told: dict[str, dict[str, list[str]]] = json.loads(path.read_text(encoding="utf-8"))
    return told


@cache
def _others() -> dict[str, str]:
    return {plain(word): what for what, words in _told()[_NONE_OF_OURS].items() for word in words}


@cache
def _words(table: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What each plain word means in a table of ours: our column, and the language."""
    ours = columns_of(table)
    found: dict[str, dict[str, list[str]]] = {}
    for name in ours:
        found.setdefault(plain(name), {})[name] = ["English"]
    for name, languages in _told().items():
        if name in ours or (name == EITHER and table in _SIDES):
            for language, words in languages.items():
                for word in words:
                    said = found.setdefault(plain(word), {}).setdefault(name, [])
                    if _LANGUAGES[language] not in said:
                        said.append(_LANGUAGES[language])
    return {
        word: tuple((name, _listed(said)) for name, said in meant.items()) for word, meant in found.items()
    }


def _listed(languages: Sequence[str]) -> str:
    """Languages in words; a word of many of them is told by two.

    >>> _listed(["Spanish", "Portuguese"]), _listed(["English", "French", "German"])
    ('Spanish and Portuguese', 'English, French and more')
    """
    if len(languages) > 2:
        return f"{languages[0]}, {languages[1]} and more"
    return " and ".join(languages)


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table of ours.

    >>> columns_of("relations")[:2]
    ('party', 'with')

    Raises ValueError for a table that is none of ours.
    """
    from diplomap.tables.layouts import OURS
    from diplomap.tables.record_tables import TABLES

    if table == "missions":
        return OURS
    if table not in TABLES:
        raise ValueError(f"there is no table {table!r}; there are missions, {', '.join(TABLES)}")
    return TABLES[table].names


def _layout_names(table: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, one in layouts().items():
        if one.table == table and name != "diplomap":
            for ours, theirs in one.columns.items():
                for header in theirs:
                    found.setdefault(plain(header), []).append((name, ours))
    return found
