"""Spells told back as transitions, from which `spells_of_transitions` makes the same spells."""

from __future__ import annotations

from collections.abc import Iterable

from diplomap.history.status_ladders import Ladder, ladder
from diplomap.history.transition_spells import StatusSpell, TransitionSpells
from diplomap.history.transition_tables import Transition, TransitionTable

TRANSITION_COLUMNS = ("state", "name", "status", "date")


def transitions_of_spells(
    spells: TransitionSpells | Iterable[StatusSpell], steps: Ladder | None = None
) -> TransitionTable:
    """The transitions that make the spells: one at the beginning of each, under the state's own code.

    The lifetimes of the states are not in them: a status ends with a lifetime without a transition. With
    the same lifetimes, rule and last day, `spells_of_transitions` gives the spells again. `steps` is the
    ladder of spells that do not bring their own, by default the general one.

    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> spell = StatusSpell("CUB", "Interests", Period(PartialDate("1977-09-01"), PartialDate("2015-07-20")))
    >>> str(transitions_of_spells([spell]).transitions[0])
    'CUB: Interests from 1977-09-01'

    Raises ValueError for a spell whose beginning nobody tells.
    """
    if isinstance(spells, TransitionSpells):
        return TransitionTable(tuple(map(_transition, spells)), spells.ladder, spells.sender)
    return TransitionTable(tuple(map(_transition, spells)), steps or ladder("general"))


def transition_row(one: Transition) -> dict[str, str]:
    """A transition as a row of text, see `TRANSITION_COLUMNS`; `read_transitions` reads it back.

    >>> from diplomap.values.dates import PartialDate
    >>> transition_row(Transition("Cuba", "None", PartialDate("1961-01-03"), "CUB"))["status"]
    'None'
    """
    return {"state": one.state, "name": one.name, "status": one.status, "date": str(one.date)}


def _transition(spell: StatusSpell) -> Transition:
    start = spell.period.start
    if start is None:
        raise ValueError(f"nobody tells when the spell of {spell.state} ({spell.status}) began")
    return Transition(spell.name, spell.status, start, spell.state, "", spell.row)
