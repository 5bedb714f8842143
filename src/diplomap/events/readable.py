"""Whether the texts of an event's details are words that the map knows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from diplomap.events.books import Refused, Why
from diplomap.events.lines import MISSIONS, RECOGNITIONS, RELATIONS, SANCTIONS, parted
from diplomap.model.kinds import Kind
from diplomap.model.recognitions import RecognitionStatus
from diplomap.model.relations import Level, RelationStatus
from diplomap.model.sanctions import Measure, Stage
from diplomap.model.statuses import HeadRank, Status

_WORDS: dict[tuple[str, str], type[StrEnum]] = {
    (MISSIONS, "kind"): Kind,
    (MISSIONS, "status"): Status,
    (MISSIONS, "head"): HeadRank,
    (RELATIONS, "status"): RelationStatus,
    (RELATIONS, "level"): Level,
    (RECOGNITIONS, "status"): RecognitionStatus,
    (SANCTIONS, "stage"): Stage,
    (SANCTIONS, "measures"): Measure,
}


def unreadable(table: str, told: Mapping[str, str]) -> str:
    """What is wrong with the texts told for cells of a table; blank where nothing is.

    >>> unreadable("missions", {"kind": "embasy"})
    "'embasy' is no kind; did you mean embassy?"
    >>> unreadable("missions", {"kind": "embassy", "city": "Madrid"})
    ''
    """
    for name, text in told.items():
        words = _WORDS.get((table, name))
        if words is None:
            continue
        for one in parted(text) if name == "measures" else (text,):
            if one not in _known(words):
                return f"{one!r} is no {name.removesuffix('s') if name == 'measures' else name}" + _near(
                    one, words
                )
    return ""


def refuse_unreadable(table: str, told: Mapping[str, str]) -> None:
    """Raise Refused where a text told for a cell is no word that the map knows."""
    if wrong := unreadable(table, told):
        raise Refused(Why.DETAIL, wrong)


def _known(words: type[StrEnum]) -> frozenset[str]:
    found = _SETS.get(words)
    if found is None:
        found = _SETS[words] = frozenset(word.value for word in words)
    return found


_SETS: dict[type[StrEnum], frozenset[str]] = {}


def _near(text: str, words: type[StrEnum]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(text, [word.value for word in words], n=1)
    return f"; did you mean {found[0]}?" if found else ""
