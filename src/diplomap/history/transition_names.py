"""Which state of a list a table's name means on a day, and under which name a table speaks of a state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

import attrs

from diplomap.history.lifetimes import Identity, Lifetime, Lifetimes
from diplomap.history.transition_headers import Sense
from diplomap.parties import registry
from diplomap.parties.existence import existed
from diplomap.parties.resolution import Ambiguous, Resolved
from diplomap.parties.resolver import resolve
from diplomap.values.dates import OPEN_HI, PartialDate
from diplomap.values.logic import TRUE

_FIRST_DAY = date(1000, 1, 1).toordinal()
_LAST_DAY = date(9999, 12, 31).toordinal()
NOBODY: frozenset[str] = frozenset()


@attrs.frozen(slots=True)
class NameStretch:
    """From a day on (an ordinal), a table speaks of a state under this name; None: under none yet."""

    first: int
    name: str | None


class Naming:
    """The names of one table of transitions against one list of states.

    A name means what our resolver says at the day, unless the table uses it in a sense of its own. Where
    several parties may be meant, those that are not in the list on that day are out, unless the registry
    knows that they existed as another state; and so are those that another name of the table means for
    certain. What then remains several is not decided: the name means
    no state, and its transitions become findings. A name speaks only of parties that it may have meant
    at one of its own transitions. Of several names for one state one that means it for certain counts
    before the others, then the one spoken of last. A state keeps its name until another takes its place;
    one that the table never names takes over from the predecessor that ended as it began, of several from
    the one with the highest status.

    `said` maps each name to the days (ordinals) of its transitions; `height` tells how high the status
    was under a name on a day.
    """

    def __init__(
        self,
        lifetimes: Lifetimes,
        said: dict[str, list[int]],
        senses: Iterable[Sense] = (),
        height: Callable[[str, int], int] = lambda _name, _day: 0,
    ) -> None:
        self._lifetimes = lifetimes
        self._said = {name: sorted(days) for name, days in said.items()}
        self._senses: dict[str, list[Sense]] = defaultdict(list)
        for sense in senses:
            self._senses[sense.name].append(sense)
        self._height = height
        self._meanings: dict[tuple[str, int], tuple[frozenset[str], bool]] = {}
        self._listed: dict[int, frozenset[str]] = {}
        self._numbers: dict[str, frozenset[str]] = {}
        self._bounds: dict[str, set[int]] = defaultdict(set)
        for life in lifetimes:
            for one in life.identities:
                numbers = self._numbers.get(one.party, NOBODY)
                self._numbers[one.party] = numbers | {life.number or life.code}
                self._bounds[one.party] |= {one.first, one.until}
        self.parties = {name: self._ever(name) for name in self._said}
        self._names: dict[str, list[str]] = defaultdict(list)
        for name, parties in self.parties.items():
            for party in sorted(parties):
                self._names[party].append(name)
        self.undecided: dict[str, frozenset[str]] = {}

    def of(self, life: Lifetime) -> list[NameStretch]:
        """The names under which the table speaks of a state in one lifetime, from its first day on."""
        stretches: list[NameStretch] = []
        for identity in life.identities:
            before = stretches[-1].name if stretches else None
            names = self._names.get(identity.party, [])
            if not names and before is None:
                names = [*self._inherited(identity)]
                before = names[0] if names else self._alike(life, identity)
                stretches.append(NameStretch(identity.first, before))
                continue
            for day in self._days(identity, names):
                chosen = self._chosen(identity.party, day, names) or before
                if not stretches or stretches[-1].name != chosen:
                    stretches.append(NameStretch(day, chosen))
                before = chosen
        return stretches

    def meaning(self, name: str, day: int) -> frozenset[str]:
        """The parties that a name may mean on a day, as far as the name alone tells."""
        return self._meaning(name, day)[0]

    def _meaning(self, name: str, day: int) -> tuple[frozenset[str], bool]:
        known = self._meanings.get((name, day))
        if known is None:
            known = self._meanings[name, day] = self._read(name, day)
        return known

    def _read(self, name: str, day: int) -> tuple[frozenset[str], bool]:
        for sense in self._senses.get(name, ()):
            if sense.holds(day):
                return frozenset({sense.party}), True
        found = resolve(name, at=PartialDate.of(date.fromordinal(min(max(day, _FIRST_DAY), _LAST_DAY))))
        if isinstance(found, Resolved):
            return frozenset({found.party}), True
        return (frozenset(found.parties), False) if isinstance(found, Ambiguous) else (NOBODY, False)

    def _ever(self, name: str) -> frozenset[str]:
        own = {sense.party for sense in self._senses.get(name, ())}
        return frozenset(own.union(*(self.meaning(name, day) for day in self._said[name])))

    def _days(self, identity: Identity, names: Sequence[str]) -> list[int]:
        """The days on which the name may change: the first, of transitions, of new meanings, of the list."""
        first, until = identity.first, min(identity.until, _LAST_DAY)
        parties = {party for name in names for party in self.parties[name]}
        turns = {day for name in names for day in self._said[name]}
        turns.update(day for party in parties for day in self._bounds.get(party, ()))
        days = {first, *(day for day in turns if first < day < until)}
        for name in names:
            for one, two in pairwise(sorted({*days, until - 1})):
                if self._meaning(name, one) != self._meaning(name, two):
                    days.add(self._turn(name, one, two))
        return sorted(days)

    def _turn(self, name: str, before: int, after: int) -> int:
        """The first day on which a name means something else than it did before; found by halving."""
        meant = self._meaning(name, before)
        while after - before > 1:
            middle = (before + after) // 2
            if self._meaning(name, middle) == meant:
                before = middle
            else:
                after = middle
        return after

    def _chosen(self, party: str, day: int, names: Sequence[str]) -> str | None:
        claims = [
            (sure, *self._spoken(name, day), name) for name in names for sure in self._claim(name, party, day)
        ]
        return max(claims)[-1] if claims else None

    def _spoken(self, name: str, day: int) -> tuple[int, int]:
        """When the table last spoke of a name by that day, and, later is less, when it next will."""
        said = self._said[name]
        after = next((-one for one in said if one > day), -OPEN_HI)
        return max((one for one in said if one <= day), default=0), after

    def _claim(self, name: str, party: str, day: int) -> Iterator[bool]:
        """Whether a name means the party on that day: nothing where not, else whether for certain."""
        parties, sure = self._meaning(name, day)
        if party not in parties:
            return
        if sure:
            yield True
            return
        present = self._present(day)
        left = {other for other in parties if other in present or self._stood_apart(other, party, day)}
        left -= {other for other in left - {party} if self._is_named(other, name, day)}
        if left <= {party}:
            yield False
        else:
            self.undecided[name] = frozenset(left)

    def _stood_apart(self, other: str, party: str, day: int) -> bool:
        """Whether a party that is not in the list on that day existed all the same, and as another state."""
        if self._numbers.get(other, NOBODY) & self._numbers.get(party, NOBODY):
            return False
        return existed(other, PartialDate.of(date.fromordinal(max(day, _FIRST_DAY)))) is TRUE

    def _is_named(self, party: str, but: str, day: int) -> bool:
        return any(
            self._meaning(name, day) == (frozenset({party}), True)
            for name in self._names.get(party, ())
            if name != but
        )

    def _present(self, day: int) -> frozenset[str]:
        found = self._listed.get(day)
        if found is None:
            found = self._listed[day] = self._lifetimes.parties_on(day)
        return found

    def _inherited(self, identity: Identity) -> Iterator[str]:
        """The names of the predecessors that ended as the party began, highest status first."""
        names = {name for predecessor in _predecessors(identity) for name in self._names.get(predecessor, ())}
        yield from sorted(names, key=lambda name: (-self._height(name, identity.first), name))

    def _alike(self, life: Lifetime, identity: Identity) -> str | None:
        if identity.party:
            return None
        return next((name for name in self._said if name.casefold() == life.name.casefold()), None)


def _predecessors(identity: Identity) -> Iterator[str]:
    known = registry.get(identity.party)
    for life in () if known is None else known.lives:
        for predecessor in life.predecessors:
            for other in registry.party(predecessor).lives:
                end = other.period.end
                if isinstance(end, PartialDate) and end.lo - 1 <= identity.first <= min(end.hi, OPEN_HI) + 1:
                    yield predecessor
