"""Rules on whose soil a post stands, and on who can be at its head."""

from __future__ import annotations

from collections.abc import Sequence

from diplomap.checking.lifetimes import lifetime
from diplomap.checking.party_sorts import party_sort
from diplomap.checking.registry import Check, fact_rule
from diplomap.checking.screens import rows_where
from diplomap.checking.spell_table import SpellTable
from diplomap.checking.wording import named
from diplomap.model.findings import Severity
from diplomap.model.kinds import Kind, KindClass
from diplomap.model.rules import Example, Rule
from diplomap.model.statuses import HeadRank
from diplomap.values.dates import OPEN_HI

_HEADER = "id,sending,receiving,kind,city,host,opened,head\n"
_WARNING = Severity.WARNING
_CAREER_CONSULAR = frozenset(
    {Kind.CONSULATE_GENERAL, Kind.CONSULATE, Kind.VICE_CONSULATE, Kind.CONSULAR_AGENCY}
)
_DEPUTY = Kind.ASSISTANT_HIGH_COMMISSION
_RANKS = frozenset({HeadRank.AMBASSADOR, HeadRank.MINISTER, HeadRank.CHARGE})


def _rule(
    code: str, name: str, what: str, why: str, mend: str, source: str, bad: str, good: str,
    severity: Severity = _WARNING, default: bool = True,
) -> Rule:  # fmt: skip
    example = Example(_HEADER + bad, _HEADER + good)
    return Rule(code, name, severity, "diplomacy", what, why, mend, source, example, default)


def _career_consular(table: SpellTable) -> Sequence[int]:
    return rows_where(table, "kind", _CAREER_CONSULAR.__contains__)


@fact_rule(
    _rule(
        "DM413",
        "consulate-on-foreign-soil",
        "A career consular post stands on the soil of another state than the one to which it is sent. "
        "Territories stand for the state to which they belong, and honorary posts are left aside.",
        "A consulate works in the state that received it; acting in a third one needs that one's consent "
        "(VCCR art. 7 and 8) and is rare. One of the two cells is probably wrong.",
        "Correct `host` or `receiving`; leave `host` blank where the post stands in the receiving state.",
        "VCCR art. 4, 7 and 8",
        "m1,PRK,CHN,consulate_general,Vladivostok,RUS,1990,\n",
        "m1,PRK,RUS,consulate_general,Vladivostok,RUS,1990,\n",
    ),
    columns=("host", "receiving", "kind"),
    related=("receiving",),
    screen=lambda table: rows_where(table, "host", bool, _career_consular(table)),
)
def consulate_on_foreign_soil(host: str | None, receiving: str, kind: Kind) -> str | None:
    """A career consular post in a third state."""
    if (
        host is None
        or kind not in _CAREER_CONSULAR
        or party_sort(host) != "state"
        or party_sort(receiving) != "state"
    ):
        return None
    # A state that ended, or began, around a post leaves its consulates to another: see DM402.
    if host == receiving or lifetime(host).over < OPEN_HI or lifetime(receiving).over < OPEN_HI:
        return None
    return f"this {str(kind).replace('_', ' ')} is sent to {named(receiving)} and stands in {named(host)}"


@fact_rule(
    _rule(
        "DM414",
        "post-on-its-senders-soil",
        "A post is told to stand on the soil of the party that sends it. Missions to the Holy See and the "
        "Order of Malta are left aside: Italy's embassy to the Holy See stands in Rome. It is off by "
        "default: ambassadors who live at home are told so on purpose.",
        "A mission stands abroad. Sender and receiver, or sender and host, were perhaps exchanged; or an "
        "ambassador who lives at home was typed as a post.",
        "Correct `host` or `sending`, or take the row out where there is no post abroad.",
        "VCDR art. 1 (i) and 2",
        "m1,SWE,CIV,embassy,Abidjan,SWE,1970,\n",
        "m1,SWE,CIV,embassy,Abidjan,,1970,\n",
        Severity.NOTE,
        default=False,
    ),
    columns=("host", "sending", "receiving"),
    related=("sending",),
    screen=lambda table: rows_where(table, "host", bool),
)
def post_on_its_senders_soil(host: str | None, sending: tuple[str, ...], receiving: str) -> str | None:
    """A post at home."""
    if host is None or host not in sending or receiving in ("VAT", "XOM"):
        return None
    if party_sort(receiving) == "organisation":
        return None
    return f"{named(host)} sends this post, and it is told to stand there"


@fact_rule(
    _rule(
        "DM415",
        "diplomatic-rank-at-a-consular-post",
        "The head of a consular post has a rank of heads of diplomatic missions.",
        "Ambassadors, ministers and chargés d'affaires head diplomatic missions; heads of consular posts are "
        "consuls. Either the kind or the rank is mistaken, or the rank is the person's own.",
        "Correct the kind or the rank; leave `head` blank, or write `other`, for consuls.",
        "VCDR art. 14; VCCR art. 9",
        "m1,JPN,BRA,consulate_general,Recife,,1960,ambassador\n",
        "m1,JPN,BRA,consulate_general,Recife,,1960,other\n",
        Severity.NOTE,
    ),
    columns=("head", "kind"),
    related=("kind",),
    screen=lambda table: rows_where(table, "head", _RANKS.__contains__),
)
def diplomatic_rank_at_a_consular_post(head: HeadRank | None, kind: Kind) -> str | None:
    """An ambassador, minister or chargé at a consulate."""
    if head not in _RANKS or kind.kind_class is not KindClass.CONSULAR or kind is _DEPUTY:
        return None
    return f"a head of the rank of {head} heads no {str(kind).replace('_', ' ')}"


CHECKS: tuple[Check, ...] = (
    consulate_on_foreign_soil,
    post_on_its_senders_soil,
    diplomatic_rank_at_a_consular_post,
)
