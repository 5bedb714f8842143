"""Events: what happened on a date to a mission, relation, recognition, accreditation, sanction or state."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

import attrs

from diplomap.model.records import Record, Records, index
from diplomap.values.dates import PartialDate


class EventKind(StrEnum):
    """What can happen. Sources: VCDR art. 2, 4, 9, 12, 14, 39, 43, 45 and 46, VCCR art. 2, 4, 12 and 23.

    What each kind is about, what must hold before it and what holds after it is data, see
    `diplomap.events.facts.event_facts`. `corrected` is no event of the world: it is the entry by which a
    record is put right, so that a ledger of events can end at any edition.
    """

    OPENING_ANNOUNCED = "opening_announced"
    OPENED = "opened"
    CLOSURE_ANNOUNCED = "closure_announced"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    EVACUATED = "evacuated"
    REOPENED = "reopened"
    RELOCATED = "relocated"
    UPGRADED = "upgraded"
    DOWNGRADED = "downgraded"
    RENAMED = "renamed"
    HEAD_APPOINTED = "head_appointed"
    CREDENTIALS_PRESENTED = "credentials_presented"
    HEAD_RECALLED = "head_recalled"
    HEAD_DEPARTED = "head_departed"
    EXPELLED = "expelled"
    ESTABLISHED = "established"
    RELATIONS_SUSPENDED = "relations_suspended"
    SEVERED = "severed"
    RESTORED = "restored"
    LEVEL_RAISED = "level_raised"
    LEVEL_LOWERED = "level_lowered"
    RECOGNISED = "recognised"
    RECOGNITION_FROZEN = "recognition_frozen"
    RECOGNITION_WITHDRAWN = "recognition_withdrawn"
    ACCREDITED = "accredited"
    ACCREDITATION_ENDED = "accreditation_ended"
    PROTECTION_ASSUMED = "protection_assumed"
    PROTECTION_ENDED = "protection_ended"
    SANCTION_THREATENED = "sanction_threatened"
    SANCTION_IMPOSED = "sanction_imposed"
    SANCTION_STRENGTHENED = "sanction_strengthened"
    SANCTION_EASED = "sanction_eased"
    SANCTION_SUSPENDED = "sanction_suspended"
    SANCTION_LIFTED = "sanction_lifted"
    STATE_FOUNDED = "state_founded"
    STATE_ENDED = "state_ended"
    STATE_RENAMED = "state_renamed"
    CORRECTED = "corrected"

    def __str__(self) -> str:
        return self.value


def _as_tuple(detail: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(detail)


@attrs.frozen(slots=True)
class Event(Record):
    """One thing that happened: its kind, its date, whose act it is, and to what it happened.

    `date` is None where nobody says when. `subject` are the parties whose act it is (the sender of a
    mission, both senders of a joint one; the recogniser; the senders of a sanction), `with_` the party
    it is done to or with. `mission` is the id of the mission it happened to, where it happened to
    one. `detail` tells what it brought about as (name, text): kind, city, host, head, status, level,
    to (the party of an accreditation), sanction (the id of a regime), measures …

    >>> happened = Event("e1", PartialDate.parse("2023-10-25"), EventKind.CLOSED, ("PRK",), "AGO", "prk-ago")
    >>> happened.says("city")
    ''

    Raises ValueError for an event without an id or a subject, or that tells one detail twice.
    """

    id: str
    date: PartialDate | None
    kind: EventKind
    subject: tuple[str, ...]
    with_: str | None = None
    mission: str = ""
    detail: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_as_tuple)

    def __attrs_post_init__(self) -> None:
        if not self.id or not self.subject:
            raise ValueError("an event needs an id and a subject")
        if len({name for name, _ in self.detail}) != len(self.detail):
            raise ValueError(f"{self.id}: one detail is told twice")

    def says(self, name: str) -> str:
        """What the event tells under a name of its detail; blank where it does not."""
        return dict(self.detail).get(name, "")


class Events(Records[Event]):
    """The events of a dataset, with look-ups by id, mission and party."""

    table: ClassVar[str] = "events"

    @cached_property
    def _by_id(self) -> dict[object, tuple[Event, ...]]:
        return index(self, lambda one: [one.id])

    @cached_property
    def _by_mission(self) -> dict[object, tuple[Event, ...]]:
        return index(self, lambda one: [one.mission] if one.mission else [])

    @cached_property
    def _by_party(self) -> dict[object, tuple[Event, ...]]:
        return index(self, lambda one: (*one.subject, one.with_) if one.with_ else one.subject)

    def get(self, event_id: str) -> Event | None:
        """The event of that id, None where there is none; the first where an id stands twice."""
        found = self._by_id.get(event_id)
        return found[0] if found else None

    def to_mission(self, mission_id: str) -> tuple[Event, ...]:
        """What happened to a mission, in the order of the table."""
        return self._by_mission.get(mission_id, ())

    def of(self, party: str) -> tuple[Event, ...]:
        """What a party did or had done to it, in the order of the table."""
        return self._by_party.get(party, ())
