"""What spells of a status say in our own model: missions with spells, and concurrent accreditations.

A status tells less than a mission: no city, no identity over a gap, no second post. What is lost, and what is
never made up, is said in `docs/reference/transitions.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from diplomap.history.lifetimes import Lifetime
from diplomap.history.status_ladders import Step
from diplomap.history.transition_spells import StatusSpell, TransitionSpells
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.statuses import HeadRank, Status
from diplomap.parties.registry import UnknownPartyError, party
from diplomap.values.dates import OPEN_LO, PartialDate
from diplomap.values.periods import OPEN, Period


@attrs.frozen(slots=True)
class UnplacedAccreditation:
    """An accreditation of which the table does not name the mission, with the rank of its head.

    It stands beside the missions, for an accreditation in a dataset is one of a mission that is known. A
    concurrent one rests on VCDR art. 5, a `consular` one on VCCR art. 7; a `resident` one is that of a
    post whose kind nobody tells.
    """

    sending: str
    accreditation: Accreditation
    head: HeadRank | None = None
    consular: bool = False
    resident: bool = False


@attrs.frozen(slots=True)
class _Part:
    """A spell as far as its state was one and the same party."""

    spell: StatusSpell
    step: Step
    party: str
    period: Period


def missions_of(spells: TransitionSpells, sender: str = "") -> Dataset:
    """The resident missions that the spells tell of: one for each party that received one.

    A mission keeps its id over days without a post, as nobody says whether it was another. A spell that is
    followed at once by no post or by a concurrent accreditation is closed at its end; one that ends with
    the state is not. Where a state became another party (Prussia, Germany), the spell is cut there, and the
    post goes on as a mission to the other one.

    >>> import io
    >>> from diplomap.history.lifetimes import read_lifetimes
    >>> from diplomap.history.spells_of_transitions import spells_of_transitions
    >>> from diplomap.history.transition_tables import read_transitions
    >>> told = "name,status,date\\nCuba,Embassy,1923-02-10\\nCuba,None,1961-01-03\\n"
    >>> told += "Cuba,Interests,1977-09-01\\n"
    >>> states = read_lifetimes(io.StringIO("code,name,start,end\\nCUB,Cuba,1909-01-23,\\n"))
    >>> ds = missions_of(spells_of_transitions(read_transitions(io.StringIO(told)), states), "USA")
    >>> [(str(one.kind), str(one.status), str(one.period)) for one in ds.missions[0].spells]
    [('embassy', 'closed', '1923-02-10/1961-01-03'), ('interests_section', 'operating', '1977-09-01/..')]

    Raises ValueError where nobody says who the sender is, or no party has that id.
    """
    sending = _sender(spells, sender)
    found: dict[str, list[Spell]] = defaultdict(list)
    parts = [*_parts(spells, sending)]
    for place, part in enumerate(parts):
        kind = part.step.kind
        if kind is not None:
            status = Status.CLOSED if _closes(parts[place : place + 2]) else Status.OPERATING
            found[part.party].append(Spell(kind, status, head=part.step.head, period=part.period))
    missions = [
        Mission(f"{sending}-{receiving}".lower(), (sending,), receiving, tuple(held))
        for receiving, held in found.items()
    ]
    return Dataset(missions, as_of=spells.last_day)


def accreditations_of(spells: TransitionSpells, sender: str = "") -> tuple[UnplacedAccreditation, ...]:
    """The accreditations that the spells tell of without naming the mission, in their order.

    Raises ValueError where nobody says who the sender is, or no party has that id.
    """
    sending = _sender(spells, sender)
    return tuple(
        UnplacedAccreditation(
            sending,
            Accreditation(part.party, part.period),
            part.step.head,
            part.step.consular,
            part.step.resident,
        )
        for part in _parts(spells, sending)
        if part.step.accredits
    )


def _sender(spells: TransitionSpells, sender: str) -> str:
    sending = sender or spells.sender
    if not sending:
        raise ValueError("the table does not say whose missions they are; name the sender")
    try:
        return party(sending).id
    except UnknownPartyError as error:
        raise ValueError(str(error)) from None


def _parts(spells: TransitionSpells, sending: str) -> Iterator[_Part]:
    lives: dict[str, list[Lifetime]] = defaultdict(list)
    for life in spells.lifetimes:
        lives[life.code].append(life)
    for spell in spells:
        step = spells.ladder.read(spell.status)
        start = OPEN_LO if spell.period.start is None else spell.period.start.lo
        for life in lives[spell.state]:
            if step is not None and life.first <= start < life.until:
                yield from (
                    part for part in _by_party(spell, step, life) if part.party and part.party != sending
                )


def _by_party(spell: StatusSpell, step: Step, life: Lifetime) -> Iterable[_Part]:
    start, end = spell.period.start, spell.period.end
    first = OPEN_LO if start is None else start.lo
    for identity in life.identities:
        begins_late = isinstance(end, PartialDate) and end.hi <= identity.first
        if begins_late or identity.until <= first:
            continue
        cut_start = start if identity.first <= first else _day(identity.first)
        over = identity.until if identity.until < life.until else None
        cuts = over is not None and (not isinstance(end, PartialDate) or over < end.lo)
        yield _Part(
            spell, step, identity.party, Period(cut_start, _day(over) if cuts and over is not None else end)
        )


def _day(ordinal: int) -> PartialDate:
    from datetime import date

    return PartialDate.of(date.fromordinal(ordinal))


def _closes(pair: Sequence[_Part]) -> bool:
    """Whether the first of two parts is followed at once, in the same state, by one without a post."""
    if len(pair) < 2 or pair[0].period.end is OPEN:
        return False
    one, two = pair
    follows = one.spell.state == two.spell.state and one.period.end == two.period.start
    goes_on = two.step.kind is not None or (two.step.resident and two.step.accredits)
    return follows and not goes_on
