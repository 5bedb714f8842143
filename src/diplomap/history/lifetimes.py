"""The lifetimes of states: from a list of states, or from the registry; and which party each was when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import attrs

from diplomap.history.transition_findings import LIVES_OVERLAP, STATE_UNLISTED
from diplomap.history.transition_headers import KnownTable, open_table
from diplomap.model.findings import Finding
from diplomap.model.rows import Row
from diplomap.parties import codes, registry
from diplomap.parties.resolution import Resolved
from diplomap.tables.sources import SourceLike
from diplomap.values.dates import OPEN_HI, OPEN_LO, DateSyntaxError, PartialDate

_FIRST_DAY = date(1000, 1, 1).toordinal()
_LAST_DAY = date.max.toordinal()


@attrs.frozen(slots=True)
class Identity:
    """Which party a state of a list was from one day (ordinal) up to, not including, another."""

    first: int
    until: int
    party: str


@attrs.frozen(slots=True)
class Lifetime:
    """One stretch in which a list knows a state: its code and number there, its name, its days.

    `first` and `until` are ordinals (`datetime.date.toordinal`); `until` is the first day on which it
    was no more, `OPEN_HI` where it still is; `first` is `OPEN_LO` where nobody says when it began.
    `identities` are the registry's parties for the state, in their order, covering the whole lifetime;
    a part of it that the registry does not know has the party ``""``.
    """

    code: str
    first: int
    until: int = OPEN_HI
    number: str = ""
    name: str = ""
    identities: tuple[Identity, ...] = ()
    row: Row | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def still(self) -> bool:
        """Whether the state still exists."""
        return self.until == OPEN_HI

    def party_at(self, day: int) -> str:
        """The party that the state was on a day (an ordinal); blank where nobody here knows."""
        return next((one.party for one in self.identities if one.first <= day < one.until), "")

    def __str__(self) -> str:
        first = "" if self.first == OPEN_LO else str(date.fromordinal(self.first))
        return f"{self.code} {first}/{'..' if self.still else date.fromordinal(self.until)}"


@attrs.frozen(slots=True)
class Lifetimes:
    """The lifetimes of a list of states, in its order; `last_day` is the day up to which the list speaks.

    `system` names the list's codes (``cow``, ``gw``), blank where they are our ids. `findings` are what
    was wrong with the list. Iterating gives each `Lifetime`.
    """

    lives: tuple[Lifetime, ...]
    last_day: date | None = None
    system: str = ""
    findings: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Lifetime]:
        return iter(self.lives)

    def __len__(self) -> int:
        return len(self.lives)

    def of(self, code: str) -> tuple[Lifetime, ...]:
        """The lifetimes of a state by its code in the list.

        >>> import io
        >>> text = "code,start,end\\nCUB,1902-05-20,1906-09-25\\nCUB,1909-01-23,\\n"
        >>> [str(life) for life in read_lifetimes(io.StringIO(text)).of("CUB")]
        ['CUB 1902-05-20/1906-09-26', 'CUB 1909-01-23/..']
        """
        return tuple(life for life in self.lives if life.code == code)

    def parties_on(self, day: int) -> frozenset[str]:
        """The parties that exist in the list on a day (an ordinal)."""
        return frozenset(
            one.party for life in self.lives for one in life.identities if one.first <= day < one.until
        )


def read_lifetimes(*sources: SourceLike) -> Lifetimes:
    """The lifetimes of one list of states, or of several that belong together.

    A list is known by its header: Correlates of War (``styear`` …), Gleditsch and Ward and their
    microstates (``statenumber``, ``start`` …), or ``code,start,end``. Ends are the last day in the list; in
    the first two, the latest end of the whole list says "still so", elsewhere a blank one does. A row with
    dates that cannot be read becomes a finding and no lifetime.

    Raises UnreadableError where a source is no such list, ValueError where none is given.
    """
    if not sources:
        raise ValueError("name at least one list of states")
    tables = [open_table(source, "states") for source in sources]
    findings: list[Finding] = [one for table in tables for one in table.findings]
    read = [_dated(table, row, findings) for table in tables for row in table.rows]
    dated = [one for one in read if one is not None]
    ends = [life.until for table, life in dated if table.header.last_end_is_still]
    latest = max((end for end in ends if end != OPEN_HI), default=None)
    lives = tuple(_known(table.header.system, _stretched(table, life, latest)) for table, life in dated)
    findings.extend(_twice(lives))
    last_day = None if latest is None else date.fromordinal(latest - 1)
    system = next((table.header.system for table in tables if table.header.system), "")
    return Lifetimes(lives, last_day, system, tuple(findings))


def _twice(lives: Sequence[Lifetime]) -> Iterator[Finding]:
    by_state: dict[str, list[Lifetime]] = defaultdict(list)
    for life in lives:
        by_state[life.number or life.code].append(life)
    for held in by_state.values():
        for one, two in pairwise(sorted(held, key=lambda life: life.first)):
            if two.first < one.until and two.row is not None and one.row is not None:
                shared = min(one.until, two.until) - two.first
                days = "a day" if shared == 1 else "days"
                told = f"{one} and {two} share {days}, from {date.fromordinal(max(two.first, 1))} on"
                yield LIVES_OVERLAP.at(two.row.origin("code"), told, related=(one.row.origin("code"),))


def registry_lifetimes() -> Lifetimes:
    """The lifetimes of the states of our own registry: from the earliest day on which one may have begun to
    the earliest on which it may have ended.

    >>> str(registry_lifetimes().of("DDR")[0])
    'DDR 1949-10-05/1990-10-03'
    """
    lives: list[Lifetime] = []
    for state in registry.states():
        stretches: list[list[int]] = []
        for life in state.lives:
            first = OPEN_LO if life.period.start is None else life.period.start.lo
            until = life.period.end.lo if isinstance(life.period.end, PartialDate) else OPEN_HI
            if stretches and first <= stretches[-1][1]:
                stretches[-1][1] = max(until, stretches[-1][1])
            elif first < until:
                stretches.append([first, until])
        for first, until in stretches:
            identity = (Identity(first, until, state.id),)
            lives.append(Lifetime(state.id, first, until, "", state.name, identity))
    return Lifetimes(tuple(lives))


def _dated(table: KnownTable, row: Row, findings: list[Finding]) -> tuple[KnownTable, Lifetime] | None:
    code, number, name = table.texts(row, "code", "number", "name")
    try:
        first = _day(table, row, "start")
        last = _day(table, row, "end")
    except DateSyntaxError as error:
        findings.append(STATE_UNLISTED.at(row.origin("code"), f"the dates of {code} cannot be read: {error}"))
        return None
    begins = OPEN_LO if first is None else first.lo
    # The last day that a calendar here has is what programs write for one that has not come.
    until = OPEN_HI if last is None or last.hi >= _LAST_DAY else last.hi + 1
    if until <= begins or not code:
        told = (
            f"{code} ends ({last}) before it begins ({first})" if code else "the row has no code of a state"
        )
        findings.append(STATE_UNLISTED.at(row.origin("code"), told))
        return None
    return table, Lifetime(code, begins, until, number, name, (), row)


def _day(table: KnownTable, row: Row, which: str) -> PartialDate | None:
    whole, year, *rest = table.texts(row, which, f"{which}_year", f"{which}_month", f"{which}_day")
    text = whole or "-".join([year, *(part.zfill(2) for part in rest if part)])
    return PartialDate.parse(text) if text else None


def _stretched(table: KnownTable, life: Lifetime, latest: int | None) -> Lifetime:
    if table.header.last_end_is_still and life.until == latest:
        return attrs.evolve(life, until=OPEN_HI)
    return life


def _known(system: str, life: Lifetime) -> Lifetime:
    return attrs.evolve(life, identities=tuple(_identities(system, life)))


def _identities(system: str, life: Lifetime) -> Iterator[Identity]:
    spans = _coded(system, life.number) if system and life.number else []
    within = [span for span in spans if span.first < life.until and life.first < span.until]
    if not within:
        yield Identity(life.first, life.until, _named(life))
        return
    # Editions of a list differ in days; what lies between two of the registry's codes goes to the earlier.
    for place, span in enumerate(within):
        first = life.first if place == 0 else span.first
        until = life.until if place == len(within) - 1 else within[place + 1].first
        if first < until:
            yield Identity(first, until, span.party)


def _coded(system: str, number: str) -> Sequence[Identity]:
    found = [one for one in codes.crosswalk(system) if one.code == number.lstrip("0")]
    spans = []
    for one in found:
        first = OPEN_LO if one.period.start is None else one.period.start.lo
        until = one.period.end.lo if isinstance(one.period.end, PartialDate) else OPEN_HI
        spans.append(Identity(first, until, one.party))
    return sorted(spans, key=lambda span: span.first)


def _named(life: Lifetime) -> str:
    from diplomap.parties.resolver import resolve

    if registry.get(life.code) is not None:
        return life.code
    day = PartialDate.of(date.fromordinal(max(life.first, _FIRST_DAY)))
    found = resolve(life.name, at=day) if life.name else None
    return found.party if isinstance(found, Resolved) else ""
