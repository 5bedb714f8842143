"""The resolver's four answers as JSON, as words, and as what an option says of a name it refuses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from diplomap.parties.registry import get
from diplomap.parties.resolution import Ambiguous, NotAState, Resolution, Resolved, Unknown


def as_dict(text: str, answer: Resolution) -> dict[str, Any]:
    """An answer as JSON tells it.

    `party` is the party meant, or of a text that is no party the state it belongs to. `candidates` are
    the parties that an ambiguous text may mean, `suggestions` those whose names look like an unknown
    one: neither is an answer.

    >>> as_dict("Korea", Ambiguous(("PRK", "KOR")))["candidates"]
    ['PRK', 'KOR']
    """
    told: dict[str, Any] = {
        "text": text,
        "outcome": outcome(answer),
        "party": None,
        "candidates": [],
        "suggestions": [],
    }
    match answer:
        case Resolved():
            told["party"] = answer.party
        case Ambiguous():
            told["candidates"] = [*answer.parties]
        case NotAState():
            told["party"] = answer.party
        case Unknown():
            told["suggestions"] = [{"party": party, "name": name} for party, name in answer.suggestions]
    told["why"] = "" if isinstance(answer, Resolved | Unknown) else answer.why
    return told


def outcome(answer: Resolution) -> str:
    """The word for an answer.

    >>> outcome(Unknown())
    'unknown'
    """
    match answer:
        case Resolved():
            return "resolved"
        case Ambiguous():
            return "ambiguous"
        case NotAState():
            return "not_a_state"
        case Unknown():
            return "unknown"


def why_not(answer: Resolution) -> str:
    """Why a text is not one party, as the end of a sentence that begins with it.

    >>> why_not(Ambiguous(("PRK", "KOR")))
    'may mean North Korea (PRK) or South Korea (KOR)'
    >>> why_not(Unknown((("NER", "Niger"),)))
    'is a name nobody here knows; it looks like Niger (NER)'
    """
    match answer:
        case Resolved():
            return f"means {named(answer.party)}"
        case Ambiguous():
            because = f"; {answer.why}" if answer.why else ""
            return f"may mean {' or '.join(map(named, answer.parties))}{because}"
        case NotAState():
            see = f"; see {named(answer.party)}" if answer.party else ""
            return f"is no party: {answer.why}{see}"
        case Unknown():
            return f"is a name nobody here knows{_likeness(answer.suggestions)}"


def named(party_id: str) -> str:
    """A party by its common name and id.

    >>> named("PRK")
    'North Korea (PRK)'
    """
    known = get(party_id)
    return party_id if known is None else f"{known.name} ({party_id})"


def name_of(party_id: str) -> str:
    """A party by its common name alone, or by its id where nobody knows it.

    >>> name_of("PRK")
    'North Korea'
    """
    known = get(party_id)
    return party_id if known is None else known.name


def _likeness(suggestions: Iterable[tuple[str, str]]) -> str:
    near = [f"{name} ({party})" for party, name in suggestions]
    return f"; it looks like {' or '.join(near)}" if near else ""
