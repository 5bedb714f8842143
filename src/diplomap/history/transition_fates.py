"""The account of a table of transitions: what became of each, so that none is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from diplomap.history.lifetimes import Lifetime, Lifetimes
from diplomap.history.transition_names import Naming
from diplomap.history.transition_spells import Clipped, Fate
from diplomap.history.transition_tables import Transition, TransitionTable
from diplomap.model.findings import Finding
from diplomap.tables.cell_rules import AMBIGUOUS_PARTY, UNKNOWN_PARTY
from diplomap.tables.party_cells import read_parties
from diplomap.tables.problems import Problem
from diplomap.values.dates import PartialDate

_RANK = {Fate.CLIPPED: 0, Fate.REPEATED: 1, Fate.CARRIED: 2, Fate.USED: 3, Fate.FINDING: 4}


class _Placed(Protocol):
    @property
    def transition(self) -> Transition: ...

    @property
    def when(self) -> PartialDate: ...


class Account:
    """The fate of each transition of a table; of several fates of one the strongest counts."""

    def __init__(self, table: TransitionTable) -> None:
        self._table = table
        self._places = {id(one): place for place, one in enumerate(table)}
        self.fates: dict[int, Fate] = {}

    def mark(self, one: Transition, fate: Fate) -> None:
        """Give a transition a fate, unless it has a stronger one."""
        place = self._places[id(one)]
        if place not in self.fates or _RANK[fate] > _RANK[self.fates[place]]:
            self.fates[place] = fate

    def use(self, one: _Placed | None, start: PartialDate | None) -> None:
        """A spell begins with it, or was begun by it before the stretch that begins at `start`."""
        if one is not None:
            moved = start is None or one.when.hi < start.lo
            self.mark(one.transition, Fate.CARRIED if moved else Fate.USED)

    def repeat(self, one: _Placed | None) -> None:
        """It says what was so already."""
        if one is not None:
            self.mark(one.transition, Fate.REPEATED)

    def give_way(self, one: _Placed | None) -> None:
        """It was in force up to the first day of a lifetime only."""
        if one is not None:
            self.mark(one.transition, Fate.CLIPPED)

    def settle(
        self, naming: Naming, lifetimes: Lifetimes, end: int, findings: list[Finding]
    ) -> tuple[Clipped, ...]:
        """Say of every transition without a fate, or clipped so far, why it is in no spell."""
        clipped: list[Clipped] = []
        lives: dict[str, list[Lifetime]] = {}
        for life in lifetimes:
            for key in {life.code, *(one.party for one in life.identities)} - {""}:
                lives.setdefault(key, []).append(life)
        for place, one in enumerate(self._table):
            if self.fates.get(place, Fate.CLIPPED) is not Fate.CLIPPED:
                continue
            problem = None if one.state else _problem(naming, one, lives)
            if problem is not None:
                self.fates[place] = Fate.FINDING
                findings.append(problem.rule.at(one.origin("name"), problem.message))
                continue
            self.fates[place] = Fate.CLIPPED
            parties = {one.state} if one.state else naming.parties[one.name]
            known = [life for party in sorted(parties) for life in lives.get(party, ())]
            clipped.append(Clipped(one, _why(one, known, end)))
        return tuple(clipped)


def _problem(naming: Naming, one: Transition, lives: dict[str, list[Lifetime]]) -> Problem | None:
    parties = naming.parties.get(one.name, frozenset())
    if not parties:
        found = read_parties(one.name, {}, one.date)
        if isinstance(found, Problem):
            return found
        return Problem(UNKNOWN_PARTY, f"{one.name!r} names several parties where one is asked for")
    left = naming.undecided.get(one.name)
    if left and not any(
        life for party in parties for life in lives.get(party, ()) if _is_named(naming, life, one)
    ):
        told = " or ".join(sorted(left))
        return Problem(AMBIGUOUS_PARTY, f"{one.name!r} may be {told}; write the code of the one meant")
    return None


def _is_named(naming: Naming, life: Lifetime, one: Transition) -> bool:
    return any(stretch.name == one.name for stretch in naming.of(life))


def _why(one: Transition, lives: Iterable[Lifetime], end: int) -> str:
    known = [*lives]
    if not known:
        return "the state is not in the list of states"
    if one.date.lo >= end:
        return "later than the last day of which is told"
    if all(one.date.hi < life.first for life in known):
        return "over before the state existed"
    if all(one.date.lo >= life.until for life in known):
        return "after the state ended"
    if not any(life.first <= one.date.lo < life.until for life in known):
        return "between two lifetimes of the state, and over before the later one"
    return "the state was spoken of under another name"
