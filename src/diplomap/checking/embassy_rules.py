"""Rules of the Vienna Convention on embassies: one resident embassy a pair, accreditation to others only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diplomap.checking.registry import Check, fact_rule, table_rule
from diplomap.checking.spell_table import SpellTable, rows_where
from diplomap.checking.wording import listed, named
from diplomap.model.findings import Finding, Severity
from diplomap.model.kinds import RESIDENT_EMBASSIES
from diplomap.model.rules import Example, Rule
from diplomap.values.dates import OPEN_HI, PartialDate
from diplomap.values.periods import End

_HEADER = "id,sending,receiving,kind,status,city,opened,closed,accredited_to\n"


@table_rule(
    Rule(
        "DM403",
        "second-resident-embassy",
        Severity.WARNING,
        "diplomacy",
        "Two missions that are embassies (or high commissions, nunciatures, legations) of one sender to one "
        "receiver in one host country are both open on the day for which the table speaks.",
        "A state keeps one embassy in another; offices elsewhere in the country need its consent and are "
        "branches. The second row is mostly a closed embassy, the same one typed again, a residence, or an "
        "embassy to another receiver in the same city, such as the Holy See in Rome.",
        "Close the one that has closed, delete the one typed twice, name the kind that it is "
        "(`branch_office`, `residence`, `consulate`), or put into `receiving` the party to which it is sent.",
        "VCDR art. 12",
        Example(
            _HEADER + "m1,NLD,GHA,embassy,,Accra,1960,,\nm2,NLD,GHA,embassy,,Kumasi,1965,,\n",
            _HEADER + "m1,NLD,GHA,embassy,,Accra,1960,,\nm2,NLD,GHA,consulate,,Kumasi,1965,,\n",
        ),
    )
)
def second_resident_embassy(table: SpellTable) -> Iterable[Finding]:
    """Each embassy but the first of a sender in a receiver."""
    for sender, first, others in _crowded(table):
        for row in others:
            receiving = table.value(row, "receiving")
            yield second_resident_embassy.rule.at(
                table.origin(row, "kind"),
                f"{named(sender)} has another open {_kind(table, first)} to {named(receiving)} besides this "
                f"{_kind(table, row)}: {_told(table, first)}{_HINTS.get(receiving, '')}",
                related=(table.origin(first, "kind"),),
            )


@fact_rule(
    Rule(
        "DM404",
        "accredited-to-its-receiver",
        Severity.WARNING,
        "diplomacy",
        "The receiving party stands again among the parties to which the mission is accredited besides.",
        "`accredited_to` is for the further parties; a count by accreditations would take this one twice.",
        "Take the receiving party out of `accredited_to`.",
        "VCDR art. 5",
        Example(
            _HEADER + "m1,JPN,FRA,embassy,,Paris,1970,,AND|FRA\n",
            _HEADER + "m1,JPN,FRA,embassy,,Paris,1970,,AND\n",
        ),
    ),
    columns=("accredited_to", "receiving"),
    related=("receiving",),
    screen=lambda table: rows_where(table, "accredited_to", bool),
)
def accredited_to_its_receiver(accredited_to: tuple[str, ...], receiving: str) -> str | None:
    """The receiving party in `accredited_to`."""
    if receiving not in accredited_to:
        return None
    return f"{named(receiving)} is the receiving party already, and accredited_to names it again"


@fact_rule(
    Rule(
        "DM405",
        "accredited-to-its-sender",
        Severity.ERROR,
        "diplomacy",
        "A sending party stands among the parties to which its own mission is accredited.",
        "A state is not accredited to itself.",
        "Take the sending party out of `accredited_to`, or put the right party in its place.",
        "VCDR art. 2 and 5",
        Example(
            _HEADER + "m1,JPN,FRA,embassy,,Paris,1970,,AND|JPN\n",
            _HEADER + "m1,JPN,FRA,embassy,,Paris,1970,,AND|MCO\n",
        ),
    ),
    columns=("accredited_to", "sending"),
    related=("sending",),
    screen=lambda table: rows_where(table, "accredited_to", bool),
)
def accredited_to_its_sender(accredited_to: tuple[str, ...], sending: tuple[str, ...]) -> str | None:
    """The sending party in `accredited_to`."""
    own = [named(party) for party in sending if party in accredited_to]
    return f"{listed(own)} sends this mission, and accredited_to names it too" if own else None


CHECKS: tuple[Check, ...] = (second_resident_embassy, accredited_to_its_receiver, accredited_to_its_sender)
_HINTS = {
    "ITA": "; in Rome, one of the two is often the embassy to the Holy See (receiving VAT)",
    "VAT": "; in Rome, one of the two is often the embassy to Italy (receiving ITA)",
}


def _crowded(table: SpellTable) -> Iterable[tuple[str, int, Sequence[int]]]:
    """Of each sender with several open embassies in one place: it, the first row, one row of each other."""
    senders, receivers = table.column("sending").values(), table.column("receiving").values()
    hosts = table.column("host").values()
    rows = _open_embassies(table)
    keys = [(senders[row], receivers[row], hosts[row]) for row in rows]
    joint = any(len(sent) > 1 for sent in {sent for sent, _, _ in keys})
    if not joint and len({(sent, to, host or to) for sent, to, host in keys}) == len(keys):
        return
    groups: dict[tuple[str, str, str], dict[Any, int]] = {}
    for row, (sent, to, host) in zip(rows, keys, strict=True):
        for sender in sent:
            groups.setdefault((sender, to, host or to), {}).setdefault(table.value(row, "id"), row)
    for (sender, _, _), by_id in groups.items():
        if len(by_id) > 1:
            first, *others = by_id.values()
            yield sender, first, others


def _open_embassies(table: SpellTable) -> list[int]:
    as_of = table.dataset.as_of
    today = OPEN_HI if as_of is None else as_of.toordinal()

    def begun(opened: PartialDate | None) -> bool:
        return opened is None or opened.hi <= today

    tests = (
        table.passing("kind", RESIDENT_EMBASSIES.__contains__),
        table.passing("closed", lambda closed: closed is End.OPEN),
        table.passing("status", lambda status: status.operates),
        table.passing("opened", begun),
    )
    cells = (table.column(name).texts for name in ("kind", "closed", "status", "opened"))
    is_embassy, is_open, operates, has_begun = tests
    return [
        row
        for row, (kind, closed, status, opened) in enumerate(zip(*cells, strict=True))
        if kind in is_embassy and closed in is_open and status in operates and opened in has_begun
    ]


def _kind(table: SpellTable, row: int) -> str:
    return str(table.value(row, "kind")).replace("_", " ")


def _told(table: SpellTable, row: int) -> str:
    city = table.value(row, "city")
    return f"{table.value(row, 'id')} in line {table.origin(row).line}" + (f" ({city})" if city else "")
