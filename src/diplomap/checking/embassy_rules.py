"""Rules of the Vienna Convention on embassies: one resident embassy a pair, accreditation to others only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from diplomap.checking.registry import Check, fact_rule, table_rule
from diplomap.checking.screens import rows_where
from diplomap.checking.spell_table import SpellTable
from diplomap.checking.wording import listed, named
from diplomap.model.findings import Finding, Severity
from diplomap.model.kinds import RESIDENT_EMBASSIES
from diplomap.model.rules import Example, Rule
from diplomap.tables.derivations import SEATED_ELSEWHERE
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
        "branches. The second row is mostly a closed embassy, the same one typed again, a residence, a "
        "consulate, or an embassy to another receiver whose seat is in the same city.",
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
    for crowd in _crowds(table):
        if not crowd.guests:
            for row in crowd.others:
                yield second_resident_embassy.rule.at(
                    table.origin(row, "kind"),
                    f"{named(crowd.sender)} has another open {_kind(table, crowd.first)} to "
                    f"{named(crowd.receiving)} besides this {_kind(table, row)}: {_told(table, crowd.first)}",
                    related=(table.origin(crowd.first, "kind"),),
                )


@table_rule(
    Rule(
        "DM406",
        "embassy-to-a-guest-of-the-host",
        Severity.WARNING,
        "diplomacy",
        "One sender has two open embassies in Italy, both told as sent to Italy, and none to the Holy See or "
        "the Order of Malta, whose embassies stand in Rome too: one of the two is probably sent to these.",
        "The Holy See takes no embassy that is also accredited to Italy, so most senders keep two in Rome. "
        "Where both stand under Italy, Italy is counted twice and the Holy See not at all.",
        "Put VAT (the Holy See) or XOM (the Order of Malta) into `receiving` of the one that is sent there, "
        "and ITA into `host`.",
        "VCDR art. 12; Lateran Treaty (1929) art. 12",
        Example(
            _HEADER + "m1,KEN,ITA,embassy,,Rome,1970,,\nm2,KEN,ITA,embassy,,Rome,1980,,\n",
            _HEADER + "m1,KEN,ITA,embassy,,Rome,1970,,\nm2,KEN,VAT,embassy,,Rome,1980,,\n",
        ),
    )
)
def embassy_to_a_guest_of_the_host(table: SpellTable) -> Iterable[Finding]:
    """Embassies beyond the first in a state that hosts embassies to others, where none to those is told."""
    for crowd in _crowds(table):
        guests = listed(map(named, crowd.guests), "or")
        for row in crowd.others if guests else ():
            yield embassy_to_a_guest_of_the_host.rule.at(
                table.origin(row, "receiving"),
                f"{named(crowd.sender)} has two open embassies to {named(crowd.receiving)}, this one and "
                f"{_told(table, crowd.first)}, and none to {guests}: one of the two is probably sent there",
                related=(table.origin(crowd.first, "receiving"),),
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


CHECKS: tuple[Check, ...] = (
    *(second_resident_embassy, embassy_to_a_guest_of_the_host),
    *(accredited_to_its_receiver, accredited_to_its_sender),
)


@attrs.frozen(slots=True)
class _Crowd:
    """Several open embassies of one sender to one receiver in one place; a row of each.

    `guests` are the parties whose embassies stand in the same place and to which the sender has none,
    where these are enough to explain all that are too many.
    """

    sender: str
    receiving: str
    first: int
    others: Sequence[int]
    guests: Sequence[str]


def _crowds(table: SpellTable) -> list[_Crowd]:
    return table.once(_found_crowds)


def _found_crowds(table: SpellTable) -> list[_Crowd]:
    rows = _open_embassies(table)
    groups: dict[tuple[str, str, str], dict[str, int]] = {}
    for row in _of_repeated_pairs(table, rows):
        receiving = table.value(row, "receiving")
        for sender in table.value(row, "sending"):
            key = (sender, receiving, table.value(row, "host") or receiving)
            groups.setdefault(key, {}).setdefault(table.value(row, "id"), row)
    seated_elsewhere = rows_where(table, "receiving", SEATED_ELSEWHERE.__contains__, rows)
    told = {
        (s, table.value(row, "receiving")) for row in seated_elsewhere for s in table.value(row, "sending")
    }
    crowds: list[_Crowd] = []
    for (sender, receiving, host), by_id in groups.items():
        if len(by_id) > 1:
            first, *others = by_id.values()
            guests = [guest for guest, seat in SEATED_ELSEWHERE.items() if seat == host == receiving]
            absent = [guest for guest in guests if sender not in guests and (sender, guest) not in told]
            crowds.append(
                _Crowd(sender, receiving, first, others, absent if len(others) <= len(absent) else ())
            )
    return crowds


def _of_repeated_pairs(table: SpellTable, rows: Sequence[int]) -> Sequence[int]:
    """The rows whose sender and receiver stand together in another row too; all where a mission is joint."""
    if any(table.by_text("sending", lambda sending: len(sending) > 1).values()):
        return rows
    codes: dict[object, int] = {}

    def code(parties: object) -> int:
        return codes.setdefault(parties, len(codes))

    by_receiver = table.by_text("receiving", code)
    above = len(codes)
    by_sender = {text: number * above for text, number in table.by_text("sending", code).items()}
    sent, received = table.column("sending").texts, table.column("receiving").texts
    keys = [by_sender[sent[row]] + by_receiver[received[row]] for row in rows]
    if len(set(keys)) == len(keys):
        return ()
    counted = Counter(keys)
    return [row for row, key in zip(rows, keys, strict=True) if counted[key] > 1]


def _open_embassies(table: SpellTable) -> Sequence[int]:
    as_of = table.dataset.as_of
    today = OPEN_HI if as_of is None else as_of.toordinal()

    def begun(opened: PartialDate | None) -> bool:
        return opened is None or opened.hi <= today

    rows = rows_where(table, "kind", RESIDENT_EMBASSIES.__contains__)
    rows = rows_where(table, "closed", lambda closed: closed is End.OPEN, rows)
    rows = rows_where(table, "status", lambda status: status.operates, rows)
    return rows_where(table, "opened", begun, rows)


def _kind(table: SpellTable, row: int) -> str:
    return str(table.value(row, "kind")).replace("_", " ")


def _told(table: SpellTable, row: int) -> str:
    city = table.value(row, "city")
    return f"{table.value(row, 'id')} in line {table.origin(row).line}" + (f" ({city})" if city else "")
