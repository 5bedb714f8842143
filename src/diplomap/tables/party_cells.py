"""Reading cells that name parties: one, or several parted by ``|``, by code or by name."""

from __future__ import annotations

from collections.abc import Mapping

from diplomap.parties.resolution import Ambiguous, NotAState, Resolution, Resolved, Unknown
from diplomap.tables.cell_rules import AMBIGUOUS_PARTY, NOT_A_PARTY, UNKNOWN_PARTY
from diplomap.tables.problems import Problem
from diplomap.values.dates import PartialDate

MANY = "|"


def read_parties(
    bare: str, senses: Mapping[str, str], at: PartialDate | None = None
) -> tuple[str, ...] | Problem:
    """The ids of the parties that a cell names; of a blank cell none.

    `senses` are names that the table uses in a sense of its own; `at` is a day on which the parties
    are spoken of, which may settle what a name means.

    >>> read_parties("France|Germany", {}), read_parties("Congo", {}).rule.name
    (('FRA', 'DEU'), 'ambiguous-party')
    """
    if not bare:
        return ()
    ids = []
    for part in bare.split(MANY):
        if not part.strip():
            continue
        found = _read_party(part.strip(), senses, at)
        if isinstance(found, Problem):
            return found
        ids.append(found)
    return tuple(dict.fromkeys(ids))


def _read_party(name: str, senses: Mapping[str, str], at: PartialDate | None) -> str | Problem:
    if name in senses:
        return senses[name]
    from diplomap.parties.resolver import resolve

    return _judged(name, resolve(name, at=at))


def _judged(name: str, answer: Resolution) -> str | Problem:
    match answer:
        case Resolved(party):
            return party
        case Ambiguous(parties, why):
            named = " or ".join(parties)
            told = f" ({why})" if why else ""
            return Problem(AMBIGUOUS_PARTY, f"{name!r} may be {named}{told}; write the code of the one meant")
        case NotAState(party, why):
            hint = f"; write {party} if that is meant" if party else ""
            return Problem(NOT_A_PARTY, f"{name!r} is no party: {why}{hint}", party)
        case Unknown(suggestions):
            near = [f"{said} ({party})" for party, said in suggestions[:3]]
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            only = suggestions[0][0] if len(suggestions) == 1 else None
            return Problem(UNKNOWN_PARTY, f"{name!r} is no party known here{hint}", only)
