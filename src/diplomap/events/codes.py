"""Events in the codes of CAMEO and PLOVER, for exchange, and what is lost on the way.

Both code acts of one actor towards another in a few hundred (CAMEO) or a score (PLOVER) of categories made
for news reports. Posts, heads of mission and steps of relations are mostly one category there.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import attrs

from diplomap.model.events import Event, EventKind

_FILE = Path(__file__).resolve().parent.parent / "data" / "events" / "codes.json"


@attrs.frozen(slots=True)
class Coded:
    """A kind of event in the codes of others.

    `cameo` is the code of CAMEO 1.1b3 with its `label`, `plover` the event type of PLOVER; None where there
    is none, and `why` then says why. `lost` is what the code does not tell.
    """

    kind: EventKind
    cameo: str | None
    label: str
    plover: str | None
    lost: str
    why: str


def to_cameo(event: Event | EventKind) -> Coded:
    """What CAMEO and PLOVER call an event.

    >>> coded = to_cameo(EventKind.CLOSED)
    >>> coded.cameo, coded.label, coded.plover
    ('161', 'Reduce or break diplomatic relations', 'SANCTION')
    >>> to_cameo(EventKind.RENAMED).why
    'neither codes names'
    """
    return _codes()[event.kind if isinstance(event, Event) else EventKind(event)]


def from_cameo(code: str) -> tuple[EventKind, ...]:
    """The kinds of event that a CAMEO code may mean; a code seldom means one alone, and none is guessed.

    A code stands for its finer ones as well: 05 for 050 and 054.

    >>> [str(kind) for kind in from_cameo("054")]
    ['recognised']
    >>> len(from_cameo("161")) > 5, from_cameo("190")
    (True, ())

    Raises ValueError for what is no code.
    """
    if not code.isascii() or not code.isdigit() or not 2 <= len(code) <= 4:
        raise ValueError(f"{code!r} is no CAMEO code; they have two to four digits, such as 161")
    return tuple(
        one.kind for one in _codes().values() if one.cameo is not None and one.cameo.startswith(code)
    )


def from_plover(event_type: str) -> tuple[EventKind, ...]:
    """The kinds of event that a PLOVER event type may mean.

    >>> [str(kind) for kind in from_plover("THREATEN")]
    ['sanction_threatened']
    """
    return tuple(one.kind for one in _codes().values() if one.plover == event_type.upper())


@cache
def _codes() -> dict[EventKind, Coded]:
    import json

    told: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        EventKind(kind): Coded(
            EventKind(kind),
            one["cameo"],
            told["labels"].get(one["cameo"] or "", ""),
            one["plover"],
            one["lost"],
            one["why"],
        )
        for kind, one in told["kinds"].items()
    }
