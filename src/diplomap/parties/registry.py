"""The registry: every state, territory and organisation that diplomap knows, by its id."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from diplomap.parties.moments import Moment, moment
from diplomap.parties.party import Hosting, Life, Organisation, Party, State, Territory, UnStatus
from diplomap.parties.party_tables import period, rows, several
from diplomap.values.logic import FALSE
from diplomap.values.periods import OPEN


class UnknownPartyError(ValueError, KeyError):
    """An id that no party has; names those that look like it."""

    def __init__(self, party_id: str, near: tuple[str, ...]) -> None:
        self.party_id, self.near = party_id, near
        hint = f"; near it: {', '.join(near)}" if near else ""
        super().__init__(f"no party has the id {party_id!r}{hint}")

    def __str__(self) -> str:
        return str(self.args[0])


def get(party_id: str) -> Party | None:
    """The party of an id, or None; only ids are looked up, neither names nor other codes.

    >>> get("PRK").name, get("North Korea")
    ('North Korea', None)
    """
    return _parties().get(party_id)


def party(party_id: str) -> Party:
    """The party of an id that must exist.

    >>> party("HKG").name
    'Hong Kong'
    >>> party("DRR")
    Traceback (most recent call last):
    diplomap.parties.registry.UnknownPartyError: no party has the id 'DRR'; near it: DDR (East Germany)

    Raises UnknownPartyError, a ValueError.
    """
    found = _parties().get(party_id)
    if found is None:
        raise UnknownPartyError(party_id, _near(party_id))
    return found


def all_parties() -> tuple[Party, ...]:
    """Every state, territory and organisation, in the order of their ids within each.

    >>> len(all_parties()) == len(states()) + len(territories()) + len(organisations())
    True
    """
    return tuple(_parties().values())


def states() -> tuple[State, ...]:
    """Every state: members and observers of the United Nations, others, and those that ended.

    >>> sum(state.un is UnStatus.MEMBER for state in states())
    193
    """
    return tuple(one for one in _parties().values() if isinstance(one, State))


def territories() -> tuple[Territory, ...]:
    """Every territory that is no state of its own.

    >>> "GRL" in {one.id for one in territories()}
    True
    """
    return tuple(one for one in _parties().values() if isinstance(one, Territory))


def organisations() -> tuple[Organisation, ...]:
    """Every organisation to which missions are sent.

    >>> next(one.seats for one in organisations() if one.id == "OPCW")
    ('NLD',)
    """
    return tuple(one for one in _parties().values() if isinstance(one, Organisation))


def host_of(territory_id: str, at: Moment | None = None) -> str | None:
    """The state that a territory belonged to at a time, or belongs to now; None for what is no territory.

    None also where the time leaves two states possible, and for a condominium.

    >>> host_of("HKG"), host_of("HKG", "1990"), host_of("HKG", "1997"), host_of("FRA")
    ('CHN', 'GBR', None, None)

    Raises UnknownPartyError where no party has the id, DateSyntaxError on a time in another notation.
    """
    one = party(territory_id)
    if not isinstance(one, Territory):
        return None
    if at is None:
        found = {hosting.state for hosting in one.hosts if hosting.period.end is OPEN}
    else:
        when = moment(at)
        found = {hosting.state for hosting in one.hosts if when.within(hosting.period) is not FALSE}
    return found.pop() if len(found) == 1 else None


def ids() -> frozenset[str]:
    """The ids of all parties.

    >>> {"PRK", "UN", "XKX"} <= ids()
    True
    """
    return _ids()


@cache
def _ids() -> frozenset[str]:
    return frozenset(_parties())


@cache
def _parties() -> dict[str, Party]:
    lives = _lives()
    hosts = _hosts()
    found: dict[str, Party] = {}
    for id_, name, official, un, note, source in rows("states.csv"):
        found[id_] = State(id_, name, official, lives.get(id_, ()), note, source, UnStatus(un))
    for id_, name, official, note, source in rows("territories.csv"):
        found[id_] = Territory(id_, name, official, lives.get(id_, ()), note, source, hosts.get(id_, ()))
    for id_, name, official, seats, note, source in rows("organisations.csv"):
        found[id_] = Organisation(id_, name, official, lives.get(id_, ()), note, source, several(seats))
    return found


def _lives() -> dict[str, tuple[Life, ...]]:
    found: dict[str, list[Life]] = defaultdict(list)
    for party_id, start, end, before, after, note, source in rows("lives.csv"):
        found[party_id].append(Life(period(start, end), several(before), several(after), note, source))
    return {party_id: tuple(lives) for party_id, lives in found.items()}


def _hosts() -> dict[str, tuple[Hosting, ...]]:
    found: dict[str, list[Hosting]] = defaultdict(list)
    for territory, state, since, until, source in rows("hosts.csv"):
        found[territory].append(Hosting(state, period(since, until), source))
    return {territory: tuple(hosts) for territory, hosts in found.items()}


def _near(party_id: str) -> tuple[str, ...]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    parties = _parties()
    typed = str(party_id).strip().upper()
    close = process.extract(typed, list(parties), scorer=OSA.distance, score_cutoff=1, limit=3)
    return tuple(f"{one} ({parties[one].name})" for one, _, _ in close)
