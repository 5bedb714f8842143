"""A dataset: an immutable value of missions with the indexes built once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from diplomap.model.missions import Mission
from diplomap.model.quarantine import Quarantined


class Missions:
    """The missions of a dataset, in their order, with indexes by id, sender, receiver and host.

    >>> from diplomap.model.missions import Spell
    >>> from diplomap.model.kinds import Kind
    >>> all_ = Missions([Mission("a", ("PRK",), "CHN", (Spell(Kind.CONSULATE_GENERAL, host="HKG"),))])
    >>> [m.id for m in all_.of("PRK")], [m.id for m in all_.in_("HKG")]
    (['a'], ['a'])
    """

    def __init__(self, missions: Iterable[Mission] = ()) -> None:
        self._missions = tuple(missions)

    def __iter__(self) -> Iterator[Mission]:
        return iter(self._missions)

    def __len__(self) -> int:
        return len(self._missions)

    def __getitem__(self, index: int) -> Mission:
        return self._missions[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Missions) and self._missions == other._missions

    def __hash__(self) -> int:
        return hash(self._missions)

    def __repr__(self) -> str:
        return f"<{len(self)} missions>"

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Mission, ...]]:
        """The missions under each id; more than one only where the input repeats an id."""
        return _grouped((mission.id, mission) for mission in self._missions)

    @cached_property
    def by_sender(self) -> Mapping[str, tuple[Mission, ...]]:
        """The missions of each sending party; a joint mission stands under each of its senders."""
        return _grouped((sender, mission) for mission in self._missions for sender in mission.sending)

    @cached_property
    def by_receiver(self) -> Mapping[str, tuple[Mission, ...]]:
        """The missions sent to each party."""
        return _grouped((mission.receiving, mission) for mission in self._missions)

    @cached_property
    def by_host(self) -> Mapping[str, tuple[Mission, ...]]:
        """The missions that in some spell stand on each party's soil."""
        return _grouped(
            (host, mission)
            for mission in self._missions
            for host in dict.fromkeys(mission.host_of(spell) for spell in mission.spells)
        )

    def of(self, sender: str) -> tuple[Mission, ...]:
        """The missions that a party sends."""
        return self.by_sender.get(sender, ())

    def to(self, receiver: str) -> tuple[Mission, ...]:
        """The missions sent to a party."""
        return self.by_receiver.get(receiver, ())

    def in_(self, host: str) -> tuple[Mission, ...]:
        """The missions on a party's soil."""
        return self.by_host.get(host, ())

    def get(self, mission_id: str) -> Mission | None:
        """The mission of that id, None where there is none; the first where an id stands twice."""
        found = self.by_id.get(mission_id)
        return found[0] if found else None


def _grouped(pairs: Iterable[tuple[str, Mission]]) -> dict[str, tuple[Mission, ...]]:
    groups: dict[str, list[Mission]] = {}
    for key, mission in pairs:
        groups.setdefault(key, []).append(mission)
    return {key: tuple(members) for key, members in groups.items()}


def _as_missions(given: Missions | Iterable[Mission]) -> Missions:
    return given if isinstance(given, Missions) else Missions(given)


@attrs.frozen(slots=False, eq=False, repr=False)
class Dataset:
    """Everything one edition says: missions, and rows that could not be typed, as they stood.

    `as_of` is the day the edition speaks for, None where it does not say; `coverage` is what somebody
    looked at (see `docs/reference`), the only ground on which absence counts as zero. `title`,
    `licence` and `sources` describe the edition. Equality is of missions, quarantine, as_of and coverage.
    """

    missions: Missions = attrs.field(factory=lambda: Missions(), converter=_as_missions)
    as_of: date | None = None
    coverage: Mapping[str, Any] = attrs.field(factory=dict)
    quarantine: tuple[Quarantined, ...] = ()
    title: str = ""
    sources: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    licence: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dataset) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash((self.missions, self.as_of))

    def at(self, day: date | str) -> Dataset:
        """The dataset as it would have stood on a day; see `diplomap.model.snapshots.snapshot`.

        Raises ValueError for a text that is no full date.
        """
        from diplomap.model.snapshots import snapshot

        return snapshot(self, date.fromisoformat(day) if isinstance(day, str) else day)

    def _told(self) -> tuple[object, ...]:
        return (self.missions, self.as_of, dict(self.coverage), self.quarantine)

    def __repr__(self) -> str:
        held = f", {len(self.quarantine)} rows in quarantine" if self.quarantine else ""
        title = self.title or "untitled"
        return f"<Dataset {title}: {len(self.missions)} missions{held}, as of {self.as_of}>"
