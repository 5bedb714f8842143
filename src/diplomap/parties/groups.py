"""Groups of parties with dated members, such as the Non-Aligned Movement.

The group of an organisation's members carries the organisation's id (`EU`, `NATO`). Abbreviations
that are another party's code elsewhere are understood here (`NAM` is Namibia as a party, and the
Non-Aligned Movement as a group).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from diplomap.parties.moments import Moment, moment
from diplomap.parties.party import Group, Membership
from diplomap.parties.party_tables import period, rows, several
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End, Period


class UnknownGroupError(ValueError, KeyError):
    """A name that no group has; names the groups there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known = name, known
        super().__init__(f"there is no group {name!r}; known: {', '.join(known)}")

    def __str__(self) -> str:
        return str(self.args[0])


def group(name: str) -> Group:
    """The group of an id, an abbreviation or a name, whatever its capitals.

    >>> group("BRICS").name, group("NAM").id, group("non-aligned movement").id
    ('BRICS', 'NON_ALIGNED', 'NON_ALIGNED')

    Raises UnknownGroupError, a ValueError.
    """
    found = find(name)
    if found is None:
        raise UnknownGroupError(name, tuple(one.id for one in all_groups()))
    return found


def find(name: str) -> Group | None:
    """The group of an id, an abbreviation or a name; None where there is none.

    >>> find("ASEAN").official, find("Atlantis")
    ('Association of Southeast Asian Nations', None)
    """
    return _by_name().get(" ".join(name.split()).casefold())


def all_groups() -> tuple[Group, ...]:
    """Every group, in the order of their ids.

    >>> [one.id for one in all_groups()][:3]
    ['AFRICAN_UNION', 'ASEAN', 'BRICS']
    """
    return _groups()


def members(name: str, at: Moment | None = None, role: str = "member") -> dict[str, Truth]:
    """The parties that had a role in a group at a time, or have it now, in the order of their ids.

    TRUE where they certainly had it, all through the month or year asked about; UNKNOWN where a date
    is not known well enough; who certainly had it not is left out. Ask `len` of it for the most
    members there may have been.

    >>> members("BRICS", "2015-01-01")
    {'BRA': TRUE, 'CHN': TRUE, 'IND': TRUE, 'RUS': TRUE, 'ZAF': TRUE}
    >>> members("EU", "2020")["GBR"], "GBR" in members("EU", "2021")
    (UNKNOWN, False)

    Raises UnknownGroupError, a ValueError; DateSyntaxError on a time in another notation.
    """
    found: dict[str, Truth] = defaultdict(lambda: FALSE)
    for one in group(name).members:
        if one.role == role:
            found[one.party] = found[one.party] | _in_force(one.period, at)
    return {party: truth for party, truth in sorted(found.items()) if truth is not FALSE}


def is_member(name: str, party_id: str, at: Moment | None = None, role: str = "member") -> Truth:
    """Whether a party had a role in a group at a time, or has it now.

    >>> is_member("NATO", "SWE", "2020"), is_member("NATO", "SWE")
    (FALSE, TRUE)

    Raises UnknownGroupError, a ValueError; DateSyntaxError on a time in another notation.
    """
    return _in_any(_by_party().get(party_id, {}).get(group(name).id, ()), at, role)


def groups_of(party_id: str, at: Moment | None = None, role: str = "member") -> dict[str, Truth]:
    """The groups in which a party had a role at a time, or has it now, by their ids.

    >>> list(groups_of("PRK"))
    ['G77', 'NON_ALIGNED', 'UN']

    Raises DateSyntaxError on a time in another notation.
    """
    told = _by_party().get(party_id, {})
    found = {name: _in_any(memberships, at, role) for name, memberships in told.items()}
    return {name: truth for name, truth in found.items() if truth is not FALSE}


def _in_any(memberships: Iterable[Membership], at: Moment | None, role: str) -> Truth:
    result = FALSE
    for one in memberships:
        if one.role == role:
            result = result | _in_force(one.period, at)
    return result


def _in_force(period: Period, at: Moment | None) -> Truth:
    if at is not None:
        return moment(at).within(period)
    return {End.OPEN: TRUE, End.UNKNOWN: UNKNOWN}[period.end] if isinstance(period.end, End) else FALSE


@cache
def _groups() -> tuple[Group, ...]:
    found: dict[str, list[Membership]] = defaultdict(list)
    for group_id, party, role, since, until, source in rows("memberships.csv"):
        found[group_id].append(Membership(party, period(since, until), role, source))
    return tuple(
        Group(id_, name, official, note=note, source=source, members=tuple(found[id_]))
        for id_, name, official, _, note, source in rows("groups.csv")
    )


@cache
def _by_party() -> dict[str, dict[str, list[Membership]]]:
    found: dict[str, dict[str, list[Membership]]] = {}
    for one in _groups():
        for membership in one.members:
            found.setdefault(membership.party, {}).setdefault(one.id, []).append(membership)
    return found


@cache
def _by_name() -> dict[str, Group]:
    groups = {one.id: one for one in _groups()}
    found: dict[str, Group] = {}
    for id_, name, official, aliases, _, _ in rows("groups.csv"):
        for text in (id_, name, official, *several(aliases)):
            found[text.casefold()] = groups[id_]
    return found
