"""Rules on what kind of post a party can send to another: high commissions, nunciatures, and so on."""

from __future__ import annotations

from functools import cache

from diplomap.checking.party_sorts import party_sort
from diplomap.checking.registry import Check, Screen, fact_rule
from diplomap.checking.screens import rows_where
from diplomap.checking.wording import listed, named
from diplomap.model.findings import Severity
from diplomap.model.kinds import RESIDENT_EMBASSIES, Kind, KindClass
from diplomap.model.rules import Example, Rule

_HEADER = "id,sending,receiving,kind,city,host,opened,head\n"
_WARNING = Severity.WARNING
_EMBASSIES = RESIDENT_EMBASSIES - {Kind.APOSTOLIC_NUNCIATURE}
# High commissioners go between the Commonwealth and the states freely associated with New Zealand, too.
_ASSOCIATED = frozenset({"COK", "NIU"})
# Delegations of an organisation, such as the European Union's, are sent to states.
_TO_ORGANISATIONS = frozenset({Kind.PERMANENT_MISSION, Kind.OBSERVER_MISSION})


def _rule(
    code: str, name: str, what: str, why: str, mend: str, source: str, bad: str, good: str,
    severity: Severity = _WARNING,
) -> Rule:  # fmt: skip
    example = Example(_HEADER + bad, _HEADER + good)
    return Rule(code, name, severity, "diplomacy", what, why, mend, source, example)


@cache
def _in_commonwealth(party_id: str) -> bool:
    from diplomap.parties.groups import group

    return any(one.party == party_id for one in group("COMMONWEALTH").members)


@cache
def _host_state(party_id: str) -> str | None:
    from diplomap.parties.registry import host_of

    return host_of(party_id)


def _of_kind(kinds: frozenset[Kind]) -> Screen:
    return lambda table: rows_where(table, "kind", kinds.__contains__)


@fact_rule(
    _rule(
        "DM407",
        "high-commission-outside-the-commonwealth",
        "A high commission is sent by or to a state that was never in the Commonwealth. The Cook Islands and "
        "Niue, which are freely associated with New Zealand, are left aside.",
        "High commissions are what embassies between members of the Commonwealth are called; between others "
        "the post is an embassy, or one of the two parties is wrong.",
        "Write `embassy`, or correct the party.",
        "Commonwealth usage; VCDR art. 14 (1) a",
        "m1,GBR,FRA,high_commission,Paris,,1960,\n",
        "m1,GBR,IND,high_commission,New Delhi,,1950,\n",
    ),
    columns=("kind", "sending", "receiving"),
    related=("sending", "receiving"),
    screen=_of_kind(frozenset({Kind.HIGH_COMMISSION})),
)
def high_commission_outside_the_commonwealth(
    kind: Kind, sending: tuple[str, ...], receiving: str
) -> str | None:
    """A high commission of or to a state that was never in the Commonwealth."""
    outside = [
        party
        for party in (*sending, receiving)
        if party_sort(party) == "state" and party not in _ASSOCIATED and not _in_commonwealth(party)
    ]
    if kind is not Kind.HIGH_COMMISSION or not outside:
        return None
    return (
        f"{listed(map(named, outside))} was never in the Commonwealth, and this is called a high commission"
    )


@fact_rule(
    _rule(
        "DM408",
        "nunciature-of-another",
        "An apostolic nunciature is sent by another party than the Holy See.",
        "A nuncio is the ambassador of the Holy See and of nobody else; sender and receiver were perhaps "
        "exchanged.",
        "Put VAT into `sending`, or correct the kind.",
        "VCDR art. 14 (1) a",
        "m1,POL,VAT,apostolic_nunciature,Warsaw,,1989,\n",
        "m1,VAT,POL,apostolic_nunciature,Warsaw,,1989,\n",
        Severity.ERROR,
    ),
    columns=("kind", "sending"),
    related=("sending",),
    screen=_of_kind(frozenset({Kind.APOSTOLIC_NUNCIATURE})),
)
def nunciature_of_another(kind: Kind, sending: tuple[str, ...]) -> str | None:
    """A nunciature that the Holy See does not send."""
    if kind is not Kind.APOSTOLIC_NUNCIATURE or "VAT" in sending:
        return None
    return f"{listed(map(named, sending))} sends no nuncio: only the Holy See (VAT) does"


@fact_rule(
    _rule(
        "DM409",
        "permanent-mission-to-a-state",
        "A permanent or observer mission is told as sent to a state. Delegations are left aside: those of "
        "organisations are sent to states.",
        "Permanent missions are sent to organisations; the state is mostly the one in which the organisation "
        "has its seat, and a count would give it a mission that it does not have.",
        "Put the organisation into `receiving` (such as UN) and the state into `host`.",
        "Vienna Convention on the Representation of States (1975) art. 1 (7)",
        "m1,PRK,USA,permanent_mission,New York,,1991,\n",
        "m1,PRK,UN,permanent_mission,New York,USA,1991,\n",
    ),
    columns=("receiving", "kind"),
    related=("kind",),
    screen=_of_kind(_TO_ORGANISATIONS),
)
def permanent_mission_to_a_state(receiving: str, kind: Kind) -> str | None:
    """A mission of the kind that is sent to organisations, to a state or territory."""
    if kind not in _TO_ORGANISATIONS or party_sort(receiving) not in ("state", "territory"):
        return None
    what = str(kind).replace("_", " ")
    return f"{named(receiving)} is no organisation, and this is called {_an(what)}"


@fact_rule(
    _rule(
        "DM410",
        "embassy-to-an-organisation",
        "An embassy, high commission, legation or consular post is told as sent to an organisation other "
        "than the Order of Malta. Nunciatures are left aside: the Holy See has one to the European Union.",
        "Organisations receive permanent missions and delegations; the post is perhaps the embassy to the "
        "state of the seat, and counts by kind would be wrong.",
        "Write `permanent_mission`, `delegation` or `observer_mission`, or the state into `receiving`.",
        "Vienna Convention on the Representation of States (1975) art. 1",
        "m1,KEN,EU,embassy,Brussels,BEL,1970,\n",
        "m1,KEN,EU,permanent_mission,Brussels,BEL,1970,\n",
    ),
    columns=("kind", "receiving"),
    related=("receiving",),
    screen=lambda table: rows_where(table, "receiving", lambda party: party_sort(party) == "organisation"),
)
def embassy_to_an_organisation(kind: Kind, receiving: str) -> str | None:
    """A post of the kinds that states receive, to an organisation."""
    bilateral = kind in _EMBASSIES or kind.kind_class is KindClass.CONSULAR
    if not bilateral or receiving == "XOM" or party_sort(receiving) != "organisation":
        return None
    return f"{named(receiving)} is an organisation, and this is called {_an(str(kind).replace('_', ' '))}"


@fact_rule(
    _rule(
        "DM411",
        "embassy-to-a-territory",
        "An embassy, high commission or legation is told as sent to a territory that belongs to a state.",
        "Embassies are sent to states. A post in a territory is a consular post or an office, sent to the "
        "state to which the territory belongs.",
        "Correct the kind; put the state into `receiving` and the territory into `host`.",
        "VCDR art. 2",
        "m1,PRK,HKG,embassy,Hong Kong,,1999,\n",
        "m1,PRK,CHN,consulate_general,Hong Kong,HKG,1999,\n",
    ),
    columns=("receiving", "kind"),
    related=("kind",),
    screen=lambda table: rows_where(table, "receiving", lambda party: party_sort(party) == "territory"),
)
def embassy_to_a_territory(receiving: str, kind: Kind) -> str | None:
    """An embassy to a territory as if to a state."""
    state = _host_state(receiving)
    if kind not in RESIDENT_EMBASSIES or party_sort(receiving) != "territory" or state is None:
        return None
    return f"{named(receiving)} belongs to {named(state)} and receives no {str(kind).replace('_', ' ')}"


def _an(what: str) -> str:
    return f"{'an' if what[0] in 'aeio' else 'a'} {what}"


CHECKS: tuple[Check, ...] = (
    *(high_commission_outside_the_commonwealth, nunciature_of_another, permanent_mission_to_a_state),
    *(embassy_to_an_organisation, embassy_to_a_territory),
)
