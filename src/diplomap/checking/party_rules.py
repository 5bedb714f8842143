"""Rules on parties outside their dates: a state before it began, a state after it ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from diplomap.checking.lifetimes import Lifetime, lifetime
from diplomap.checking.registry import Check, fact_rule
from diplomap.checking.screens import rows_below, rows_where
from diplomap.checking.spell_table import SpellTable
from diplomap.checking.wording import day_in_words, listed, named
from diplomap.model.findings import Severity
from diplomap.model.kinds import Kind, KindClass
from diplomap.model.rules import Example, Rule
from diplomap.model.statuses import Status
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate, Precision
from diplomap.values.periods import End

_HEADER = "id,sending,receiving,kind,status,city,opened,closed\n"
_WINDING_UP = 366
_SHOWN = 3
_HORIZON = date(1816, 1, 1).toordinal()
_NOT_IN_FORCE = frozenset({Status.CLOSED, Status.UNKNOWN, Status.PLANNED})

PARTY_BEFORE_IT_BEGAN = Rule(
    "DM401",
    "party-before-it-began",
    Severity.WARNING,
    "diplomacy",
    "A mission is said to have opened before the party that sends it, or to which it is a diplomatic "
    "mission, began to exist. Parties count from the beginning of those whom they continue, consular "
    "posts and apostolic delegations may be older than the state around them, and a first of January is read "
    "as its year. Nothing is said of days before 1816, where the registry of states begins.",
    "There is no embassy to a state that does not exist; the date may be that of an earlier post, of the "
    "building, or a slip of the pen.",
    "Correct `opened`, or give the earlier years a row of their own that names the kind of post and the "
    "party of that time.",
    "VCDR art. 2 (missions are set up between states)",
    Example(
        _HEADER + "m1,ITA,ZMB,embassy,,Lusaka,1864-10-24,\n",
        _HEADER + "m1,ITA,ZMB,embassy,,Lusaka,1964-10-24,\n",
    ),
)
PARTY_AFTER_IT_ENDED = Rule(
    "DM402",
    "party-after-it-ended",
    Severity.ERROR,
    "diplomacy",
    "A mission opened after the party that sends it, receives it or hosts it had ended, is open though the "
    "party has ended, or closed more than a year later (a year is left for winding up).",
    "A state that no longer exists neither sends nor receives; its posts are closed or have become "
    "those of a successor, and a count would give them to nobody.",
    "Close the spell with the date on which the party ended, and give the years after it a row that names "
    "the successor.",
    "VCDR art. 2; end dates after ISO 3166-3 and the registry's sources",
    Example(
        _HEADER + "m1,DDR,CUB,embassy,,Havana,1963,\n",
        _HEADER + "m1,DDR,CUB,embassy,,Havana,1963,1990-10-03\n",
    ),
)


def _ended(parties: Sequence[str]) -> bool:
    return any(lifetime(party).over < OPEN_HI for party in parties)


def _ids(cell: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if cell is None else (cell,) if isinstance(cell, str) else cell


def _after_it_ended(
    cell: str | tuple[str, ...] | None,
    opened: PartialDate | None,
    closed: PartialDate | End,
    status: Status,
    as_of: date | None,
) -> str | None:
    for party in _ids(cell):
        life = lifetime(party)
        if life.over == OPEN_HI or life.end is None:
            continue
        ended = _ended_with(party, life)
        if opened is not None and opened.lo > life.over and not _doubted(opened):
            return f"{ended}, and this mission opened later ({opened})"
        if closed is End.OPEN:
            today = OPEN_HI if as_of is None else as_of.toordinal()
            if today > life.over and status not in _NOT_IN_FORCE:
                when = "" if as_of is None else f" on {day_in_words(as_of)}"
                return f"{ended}, and this mission is still there{when}"
        elif isinstance(closed, PartialDate) and closed.lo > life.over + _WINDING_UP and not _doubted(closed):
            return f"{ended}, and this mission closed more than a year later ({closed})"
    return None


def _ended_with(party: str, life: Lifetime) -> str:
    heirs = [named(heir) for heir in life.successors[:_SHOWN]]
    if len(life.successors) > _SHOWN:
        heirs = [*heirs[:-1], f"{len(life.successors) - _SHOWN + 1} others"]
    return f"{named(party)} ended {life.end}" + (f" (after it: {listed(heirs)})" if heirs else "")


def _doubted(day: PartialDate) -> bool:
    return day.uncertain or day.approximate


def _last_day(opened: PartialDate | None) -> int:
    """The last day on which it can have opened, with the doubts of dates typed by hand."""
    if opened is None or _doubted(opened) or opened.lo < _HORIZON:
        return OPEN_HI
    first = opened.earliest
    if opened.precision is Precision.DAY and first is not None and (first.month, first.day) == (1, 1):
        return date(first.year, 12, 31).toordinal()
    return opened.hi


def _begun(parties: Sequence[str]) -> int:
    return max((lifetime(party).begun for party in parties), default=OPEN_LO)


def _before(parties: Sequence[str], opened: PartialDate | None, role: str) -> str | None:
    for party in parties:
        life = lifetime(party)
        if opened is not None and _last_day(opened) < life.begun:
            return f"opened {opened}, but {named(party)}, {role}, began {life.beginning}"
    return None


@fact_rule(
    PARTY_BEFORE_IT_BEGAN,
    columns=("opened", "sending"),
    related=("sending",),
    screen=lambda table: rows_below(table, "opened", _last_day, "sending", _begun),
)
def sender_before_it_began(opened: PartialDate | None, sending: tuple[str, ...]) -> str | None:
    """A mission of a party that did not exist yet."""
    return _before(sending, opened, "which sends it")


def _receivers_unborn(table: SpellTable) -> Collection[int]:
    return rows_below(table, "opened", _last_day, "receiving", lambda party: _begun((party,)))


@fact_rule(
    PARTY_BEFORE_IT_BEGAN,
    columns=("opened", "receiving", "kind"),
    related=("receiving",),
    screen=_receivers_unborn,
)
def receiver_before_it_began(opened: PartialDate | None, receiving: str, kind: Kind) -> str | None:
    """A diplomatic mission to a party that did not exist yet."""
    if kind.kind_class is not KindClass.DIPLOMATIC or kind is Kind.APOSTOLIC_NUNCIATURE:
        return None
    return _before((receiving,), opened, "to which it is sent")


@fact_rule(
    PARTY_AFTER_IT_ENDED,
    columns=("sending", "opened", "closed", "status", "as_of"),
    related=("opened", "closed"),
    screen=lambda table: rows_where(table, "sending", _ended),
)
def sender_after_it_ended(
    sending: tuple[str, ...],
    opened: PartialDate | None,
    closed: PartialDate | End,
    status: Status,
    as_of: date | None,
) -> str | None:
    """A mission of a party that had ended."""
    return _after_it_ended(sending, opened, closed, status, as_of)


@fact_rule(
    PARTY_AFTER_IT_ENDED,
    columns=("receiving", "opened", "closed", "status", "as_of"),
    related=("opened", "closed"),
    screen=lambda table: rows_where(table, "receiving", lambda party: _ended((party,))),
)
def receiver_after_it_ended(
    receiving: str,
    opened: PartialDate | None,
    closed: PartialDate | End,
    status: Status,
    as_of: date | None,
) -> str | None:
    """A mission to a party that had ended."""
    return _after_it_ended(receiving, opened, closed, status, as_of)


@fact_rule(
    PARTY_AFTER_IT_ENDED,
    columns=("host", "receiving", "opened", "closed", "status", "as_of"),
    related=("opened", "closed"),
    screen=lambda table: rows_where(table, "host", lambda party: _ended(_ids(party))),
)
def host_after_it_ended(
    host: str | None,
    receiving: str,
    opened: PartialDate | None,
    closed: PartialDate | End,
    status: Status,
    as_of: date | None,
) -> str | None:
    """A mission on the soil of a party that had ended, where that is another than the receiving one."""
    return None if host == receiving else _after_it_ended(host, opened, closed, status, as_of)


CHECKS: tuple[Check, ...] = (
    sender_before_it_began,
    receiver_before_it_began,
    sender_after_it_ended,
    receiver_after_it_ended,
    host_after_it_ended,
)
