"""Where the missions of a dataset are kept: as objects, or as columns (see `diplomap.model.columns`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from diplomap.model.missions import Mission


class Store(Protocol):
    """What `Missions` asks of its store; `ids`, `senders` and `receivers` have an entry a mission."""

    def __len__(self) -> int: ...

    @property
    def ids(self) -> Sequence[str]: ...

    @property
    def senders(self) -> Sequence[tuple[str, ...]]: ...

    @property
    def receivers(self) -> Sequence[str]: ...

    def make(self, index: int) -> Mission: ...

    def spell_count(self) -> int: ...

    def unlike(self, other: Store, mine: Sequence[int], theirs: Sequence[int]) -> list[int] | None: ...


class ObjectStore:
    """Missions kept as the objects they were given as.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> ObjectStore((Mission("a", ("PRK",), "CHN", (Spell(Kind.EMBASSY),)),)).receivers
    ['CHN']
    """

    def __init__(self, missions: tuple[Mission, ...]) -> None:
        self.missions = missions

    def __len__(self) -> int:
        return len(self.missions)

    @cached_property
    def ids(self) -> list[str]:
        """The id of each mission."""
        return [mission.id for mission in self.missions]

    @cached_property
    def senders(self) -> list[tuple[str, ...]]:
        """The sending parties of each mission."""
        return [mission.sending for mission in self.missions]

    @cached_property
    def receivers(self) -> list[str]:
        """The receiving party of each mission."""
        return [mission.receiving for mission in self.missions]

    def make(self, index: int) -> Mission:
        """The mission at a place."""
        return self.missions[index]

    def spell_count(self) -> int:
        """How many spells all missions have together."""
        return sum(len(mission.spells) for mission in self.missions)

    def unlike(self, other: Store, mine: Sequence[int], theirs: Sequence[int]) -> list[int] | None:
        """None: it knows no quicker way than to compare the missions one by one."""
        return None
