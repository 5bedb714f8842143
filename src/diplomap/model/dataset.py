"""A dataset: an immutable value of missions with the indexes built once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, overload

import attrs

from diplomap.model.attributions import Attributions
from diplomap.model.events import Events
from diplomap.model.figures import Figures
from diplomap.model.memberships import Memberships
from diplomap.model.missions import Mission
from diplomap.model.quarantine import Quarantined
from diplomap.model.recognitions import Recognitions
from diplomap.model.records import Record, Records
from diplomap.model.relations import Relations
from diplomap.model.sanctions import Sanctions
from diplomap.model.statements import Sources, Statements
from diplomap.model.stores import ObjectStore, Store
from diplomap.model.stories import Story


class Missions(Sequence[Mission]):
    """The missions of a dataset, in their order, with indexes by id, sender, receiver and host.

    What was read from a table is kept as columns, and each mission is made when it is first asked for.

    >>> from diplomap.model.missions import Spell
    >>> from diplomap.model.kinds import Kind
    >>> all_ = Missions([Mission("a", ("PRK",), "CHN", (Spell(Kind.CONSULATE_GENERAL, host="HKG"),))])
    >>> [m.id for m in all_.of("PRK")], [m.id for m in all_.in_("HKG")]
    (['a'], ['a'])
    """

    def __init__(self, missions: Iterable[Mission] = (), *, store: Store | None = None) -> None:
        self.store: Store = ObjectStore(tuple(missions)) if store is None else store

    @overload
    def __getitem__(self, index: int) -> Mission: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Mission, ...]: ...

    def __getitem__(self, index: int | slice) -> Mission | tuple[Mission, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"there are {len(self)} missions, none at {index}")
        made = self._made[place]
        if made is None:
            made = self._made[place] = self.store.make(place)
        return made

    def __iter__(self) -> Iterator[Mission]:
        return map(self.__getitem__, range(len(self)))

    def __len__(self) -> int:
        return len(self.store)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Missions):
            return NotImplemented
        return self.store is other.store or (
            len(self) == len(other) and not any(True for _ in self.unlike(other))
        )

    def __hash__(self) -> int:
        return hash(tuple(self.store.ids))

    def __repr__(self) -> str:
        return f"<{len(self)} missions>"

    def unlike(
        self, other: Missions, mine: Sequence[int] | None = None, theirs: Sequence[int] | None = None
    ) -> Iterator[int]:
        """The places at which paired missions differ: `mine[place]` here is paired with `theirs[place]`.

        Without them, missions are paired in their order. Missions whose rows hold the same texts are
        never made.
        """
        mine = range(len(self)) if mine is None else mine
        theirs = range(len(other)) if theirs is None else theirs
        places = self.store.unlike(other.store, mine, theirs)
        for place in range(len(mine)) if places is None else places:
            if self[mine[place]] != other[theirs[place]]:
                yield place

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """The places of the missions under each id; more than one only where the input repeats an id."""
        return _grouped((mission_id, place) for place, mission_id in enumerate(self.store.ids))

    @cached_property
    def _by_sender(self) -> Mapping[str, Sequence[int]]:
        return _grouped(
            (sender, place) for place, senders in enumerate(self.store.senders) for sender in senders
        )

    @cached_property
    def _by_receiver(self) -> Mapping[str, Sequence[int]]:
        return _grouped((receiver, place) for place, receiver in enumerate(self.store.receivers))

    @cached_property
    def _by_host(self) -> Mapping[str, Sequence[int]]:
        return _grouped(
            (host, place)
            for place, mission in enumerate(self)
            for host in dict.fromkeys(mission.host_of(spell) for spell in mission.spells)
        )

    @cached_property
    def _made(self) -> list[Mission | None]:
        return [None] * len(self)

    @property
    def senders(self) -> tuple[str, ...]:
        """Every party that sends a mission, in the order of first mention."""
        return tuple(self._by_sender)

    @property
    def receivers(self) -> tuple[str, ...]:
        """Every party to which a mission is sent, in the order of first mention."""
        return tuple(self._by_receiver)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every party on whose soil a mission stands, in the order of first mention."""
        return tuple(self._by_host)

    def of(self, sender: str) -> tuple[Mission, ...]:
        """The missions that a party sends; a joint mission is one of each of its senders."""
        return tuple(self[place] for place in self._by_sender.get(sender, ()))

    def to(self, receiver: str) -> tuple[Mission, ...]:
        """The missions sent to a party."""
        return tuple(self[place] for place in self._by_receiver.get(receiver, ()))

    def in_(self, host: str) -> tuple[Mission, ...]:
        """The missions that in some spell stand on a party's soil."""
        return tuple(self[place] for place in self._by_host.get(host, ()))

    def under(self, mission_id: str) -> tuple[Mission, ...]:
        """The missions of that id; more than one only where the input repeats it with unlike parties."""
        return tuple(self[place] for place in self.places.get(mission_id, ()))

    def get(self, mission_id: str) -> Mission | None:
        """The mission of that id, None where there is none; the first where an id stands twice."""
        found = self.places.get(mission_id)
        return self[found[0]] if found else None


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, Sequence[int]]:
    groups: dict[str, list[int]] = {}
    for key, place in pairs:
        groups.setdefault(key, []).append(place)
    return dict(groups)


def _as_missions(given: Missions | Iterable[Mission]) -> Missions:
    return given if isinstance(given, Missions) else Missions(given)


@attrs.frozen(slots=False, eq=False, repr=False)
class Dataset:
    """Everything one edition says: missions, all other records, and rows that could not be typed.

    `as_of` is the day the edition speaks for, None where it does not say; `coverage` is what somebody
    looked at (see `docs/reference`), the only ground on which absence counts as zero. `title` and
    `licence` describe the edition. `extra_columns` names the columns of its table of missions that are not
    ours, in their order. `groups` are the dataset's own, beside those that everybody knows. Equality is of
    everything but title, licence and the order of extra columns.
    """

    missions: Missions = attrs.field(factory=lambda: Missions(), converter=_as_missions)
    as_of: date | None = None
    coverage: Mapping[str, Any] = attrs.field(factory=dict)
    quarantine: tuple[Quarantined, ...] = ()
    title: str = ""
    sources: Sources = attrs.field(factory=Sources, converter=Sources)
    licence: str = ""
    extra_columns: tuple[str, ...] = ()
    relations: Relations = attrs.field(factory=Relations, converter=Relations)
    recognitions: Recognitions = attrs.field(factory=Recognitions, converter=Recognitions)
    sanctions: Sanctions = attrs.field(factory=Sanctions, converter=Sanctions)
    events: Events = attrs.field(factory=Events, converter=Events)
    statements: Statements = attrs.field(factory=Statements, converter=Statements)
    figures: Figures = attrs.field(factory=Figures, converter=Figures)
    attributions: Attributions = attrs.field(factory=Attributions, converter=Attributions)
    groups: Memberships = attrs.field(factory=Memberships, converter=Memberships)
    story: Story = attrs.field(factory=Story, converter=Story)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dataset) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash((self.missions, self.as_of))

    @property
    def tables(self) -> dict[str, Records[Any]]:
        """All records beside the missions by the name of their table, empty tables too."""
        return {name: getattr(self, name) for name in RECORD_TABLES}

    @property
    def records(self) -> Iterator[Record]:
        """Every record beside the missions, table by table."""
        for held in self.tables.values():
            yield from held

    @property
    def row_count(self) -> int:
        """How many rows its table of missions holds: one a spell, and those in quarantine."""
        held = sum(one.table == "missions" for one in self.quarantine)
        return self.missions.store.spell_count() + held

    def at(self, day: date | str) -> Dataset:
        """The dataset as it would have stood on a day; see `diplomap.model.snapshots.snapshot`.

        Raises ValueError for a text that is no full date.
        """
        from diplomap.model.snapshots import snapshot

        return snapshot(self, date.fromisoformat(day) if isinstance(day, str) else day)

    def _told(self) -> tuple[object, ...]:
        held = sorted((one.table, one.text) for one in self.quarantine)
        return (self.missions, self.as_of, dict(self.coverage), held, self.tables)

    def __repr__(self) -> str:
        held = f", {len(self.quarantine)} rows in quarantine" if self.quarantine else ""
        others = "".join(f", {len(records)} {name}" for name, records in self.tables.items() if records)
        title = self.title or "untitled"
        return f"<Dataset {title}: {len(self.missions)} missions{others}{held}, as of {self.as_of}>"


RECORD_TABLES = (
    *("relations", "recognitions", "sanctions", "events"),
    *("statements", "figures", "attributions", "groups", "story", "sources"),
)
