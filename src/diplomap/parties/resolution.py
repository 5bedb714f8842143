"""The four answers to "which party is this?"; none of them is a guess."""

from __future__ import annotations

import attrs


@attrs.frozen(slots=True)
class Resolved:
    """The text names exactly one party: its id, and the name by which it was found."""

    party: str
    matched: str = ""


@attrs.frozen(slots=True)
class Ambiguous:
    """The text names several parties, and nothing given settles which; their ids, and why."""

    parties: tuple[str, ...]
    why: str = ""


@attrs.frozen(slots=True)
class NotAState:
    """The text names something that is no party here: a city, a part of a state, a region, a ministry.

    `party` is the id of the state it belongs to or acts for, where that is known; `why` says what it is.
    """

    party: str | None
    why: str


@attrs.frozen(slots=True)
class Unknown:
    """Nobody here knows the text; `suggestions` are (party id, name) that look like it, never an answer."""

    suggestions: tuple[tuple[str, str], ...] = ()


Resolution = Resolved | Ambiguous | NotAState | Unknown
