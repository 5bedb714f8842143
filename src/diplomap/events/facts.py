"""What is known of each kind of event: what it is about, what must hold before it, what holds after it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import attrs

from diplomap.model.events import EventKind

_FILE = Path(__file__).resolve().parent.parent / "data" / "events" / "kinds.json"


class About(StrEnum):
    """What an event happens to; `record` of a correcting entry, which happens to no thing of the world."""

    MISSION = "mission"
    HEAD = "head"
    RELATION = "relation"
    RECOGNITION = "recognition"
    ACCREDITATION = "accreditation"
    PROTECTION = "protection"
    SANCTION = "sanction"
    STATE = "state"
    RECORD = "record"

    def __str__(self) -> str:
        return self.value


class Effect(StrEnum):
    """What an event does to the map.

    `turns` ends what stood and begins what its details tell; `ends` only ends; `adds` sets a further step
    beside what stands; `tells` changes nothing, unless a detail sets a cell: then it turns; `corrects` puts
    the record right.
    """

    TURNS = "turns"
    ENDS = "ends"
    ADDS = "adds"
    TELLS = "tells"
    CORRECTS = "corrects"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class EventFacts:
    """The facts of one kind of event.

    `before` are the states in which its thing may be when it happens (see docs/reference/events.md for the
    words); none where nothing is asked. `sets` are the cells that it sets by itself, `inherits` whether cells
    that it does not tell stay as they were. `says` are the names of details that it may carry, `source`
    the treaty article, codebook or usage on which it rests.
    """

    kind: EventKind
    about: About
    effect: Effect
    before: tuple[str, ...]
    sets: Mapping[str, str]
    inherits: bool
    says: frozenset[str]
    source: str


def event_facts(kind: EventKind | str) -> EventFacts:
    """The facts of a kind of event.

    >>> facts = event_facts("closed")
    >>> facts.about.value, facts.effect.value, "operating" in facts.before, facts.source
    ('mission', 'ends', True, 'VCDR art. 45; VCCR art. 27')
    >>> dict(event_facts("suspended").sets)
    {'status': 'suspended'}

    Raises ValueError for what is no kind of event.
    """
    return _facts()[EventKind(kind)]


@cache
def _facts() -> dict[EventKind, EventFacts]:
    import json

    told = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        EventKind(kind): EventFacts(
            EventKind(kind),
            About(facts["about"]),
            Effect(facts["effect"]),
            tuple(facts["before"]),
            facts["sets"],
            facts["inherits"],
            frozenset(facts["says"]),
            facts["source"],
        )
        for kind, facts in told.items()
    }
