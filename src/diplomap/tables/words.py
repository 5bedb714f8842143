"""The words that tables use for kinds, statuses and ranks of heads, read to ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from diplomap.model.attributions import Cause, Rank
from diplomap.model.events import EventKind
from diplomap.model.figures import Comparison, Modality, Quantity, Unit
from diplomap.model.kinds import Kind
from diplomap.model.recognitions import RecognitionStatus
from diplomap.model.relations import Level, RelationKind, RelationStatus
from diplomap.model.sanctions import Measure, Stage
from diplomap.model.statuses import HeadRank, Status
from diplomap.model.stories import Show

Word = TypeVar("Word", bound=StrEnum)
_FILES: Mapping[type[StrEnum], str] = {
    Kind: "kinds",
    Status: "statuses",
    HeadRank: "heads",
    RelationKind: "relation-kinds",
    RelationStatus: "relation-statuses",
    Level: "levels",
    RecognitionStatus: "recognition-statuses",
    Measure: "measures",
    Show: "shows",
    Stage: "stages",
    EventKind: "event-kinds",
    Quantity: "quantities",
    Comparison: "comparisons",
    Modality: "modalities",
    Unit: "units",
    Cause: "causes",
    Rank: "ranks",
}
_BETWEEN = re.compile(r"[\s_\-‐-―]+")


def plain(text: str) -> str:
    """A word without case, accents, and the ways to join its parts.

    >>> plain("Consulate-General"), plain("Chargé d’affaires")
    ('consulate general', "charge d'affaires")
    """
    spread = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", bare).strip().rstrip(".")


def known_words(of: type[Word]) -> Mapping[str, Word]:
    """Every word that stands for one of ours, in its plain form.

    >>> known_words(Status)["shut"]
    <Status.CLOSED: 'closed'>
    """
    # A cached function loses the tie between the enum asked for and the words given.
    return cast("Mapping[str, Word]", _words(of))


@cache
def _words(of: type[StrEnum]) -> Mapping[str, StrEnum]:
    import json

    words = {plain(one.value): one for one in of}
    if of not in _FILES:
        return words
    folder = Path(__file__).parent.parent / "data" / "words"
    told = json.loads((folder / f"{_FILES[of]}.json").read_text(encoding="utf-8"))
    words.update((plain(word), of(value)) for value, others in told.items() for word in others)
    return words


def read_word(of: type[Word], text: str) -> Word | None:
    """One of our words for a typed one; None where nobody here knows it.

    A kind that is named after its sender ("British High Commission", "embassy of El Salvador") is read
    without the name, where the name is surely a party's.

    >>> read_word(Kind, "British High Commission"), read_word(Kind, "hospital")
    (<Kind.HIGH_COMMISSION: 'high_commission'>, None)
    """
    words = known_words(of)
    word = plain(text)
    found = words.get(word)
    if found is not None or of is not Kind:
        return found
    for rest, name in _parted(word):
        if rest in words and _is_party(name):
            return words[rest]
    return None


def _parted(word: str) -> list[tuple[str, str]]:
    parts = []
    before, of, after = word.partition(" of ")
    if of:
        parts.append((before, after))
    tokens = word.split()
    parts.extend((" ".join(tokens[cut:]), " ".join(tokens[:cut])) for cut in range(1, min(len(tokens), 4)))
    return parts


def _is_party(name: str) -> bool:
    from diplomap.parties.resolution import Resolved
    from diplomap.parties.resolver import resolve

    return isinstance(resolve(name), Resolved)


def near_words(of: type[Word], text: str) -> tuple[str, ...]:
    """Our words that look like a typed one, for suggestions only.

    >>> near_words(Kind, "embasy")
    ('embassy',)
    """
    from difflib import get_close_matches

    words = known_words(of)
    found = get_close_matches(plain(text), words, n=4, cutoff=0.75)
    return tuple(dict.fromkeys(words[one].value for one in found))[:3]
