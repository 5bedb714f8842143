"""The kinds of mission, their classes, and the tags other projects give them."""

from __future__ import annotations

from enum import Enum, StrEnum

import attrs


class KindClass(Enum):
    """The four classes of post.

    Diplomatic: VCDR (1961) art. 1 and 3. Consular: VCCR (1963) art. 1 and 4. Multilateral: missions
    to organisations, Vienna Convention on the Representation of States (1975) art. 1. Unofficial:
    offices that do such work where relations or recognition are missing.
    """

    DIPLOMATIC = "diplomatic"
    CONSULAR = "consular"
    MULTILATERAL = "multilateral"
    UNOFFICIAL = "unofficial"


@attrs.frozen(slots=True)
class KindFacts:
    """What is known about a kind: class, legal source, Wikidata item and OpenStreetMap tag."""

    kind_class: KindClass
    source: str
    wikidata: str | None = None
    osm: str | None = None


class Kind(StrEnum):
    """What a mission is. The value is the word that stands in a table.

    Sources: VCDR art. 1, 3 and 14 for diplomatic missions, VCCR art. 1, 4, 9 and 68 for consular
    posts, and usage for the unofficial ones; see `facts`.

    >>> Kind("embassy").facts.kind_class
    <KindClass.DIPLOMATIC: 'diplomatic'>
    >>> Kind.CONSULATE_GENERAL.rank > Kind.CONSULATE.rank
    True
    """

    EMBASSY = "embassy"
    HIGH_COMMISSION = "high_commission"
    APOSTOLIC_NUNCIATURE = "apostolic_nunciature"
    LEGATION = "legation"
    INTERESTS_SECTION = "interests_section"
    LIAISON_OFFICE = "liaison_office"
    REPRESENTATIVE_OFFICE = "representative_office"
    DE_FACTO_EMBASSY = "de_facto_embassy"
    DE_FACTO_CONSULATE = "de_facto_consulate"
    TRADE_OFFICE = "trade_office"
    PERMANENT_MISSION = "permanent_mission"
    OBSERVER_MISSION = "observer_mission"
    DELEGATION = "delegation"
    CONSULATE_GENERAL = "consulate_general"
    CONSULATE = "consulate"
    VICE_CONSULATE = "vice_consulate"
    CONSULAR_AGENCY = "consular_agency"
    HONORARY_CONSULATE_GENERAL = "honorary_consulate_general"
    HONORARY_CONSULATE = "honorary_consulate"
    BRANCH_OFFICE = "branch_office"
    ASSISTANT_HIGH_COMMISSION = "assistant_high_commission"
    SUBNATIONAL_OFFICE = "subnational_office"
    RESIDENCE = "residence"

    @property
    def facts(self) -> KindFacts:
        """Class, legal source and tags."""
        return _FACTS[self]

    @property
    def kind_class(self) -> KindClass:
        """The class of the kind."""
        return _FACTS[self].kind_class

    @property
    def rank(self) -> int:
        """Its place within its class, higher is higher; kinds of equal rank are equals by custom.

        A high commission ranks with an embassy (Commonwealth usage), a nunciature likewise (VCDR
        art. 14 (1) a); consular posts by VCCR art. 9 (1).
        """
        return _RANKS.get(self, 0)

    def __str__(self) -> str:
        return self.value


_D, _C, _M, _U = KindClass.DIPLOMATIC, KindClass.CONSULAR, KindClass.MULTILATERAL, KindClass.UNOFFICIAL
_FACTS: dict[Kind, KindFacts] = {
    Kind.EMBASSY: KindFacts(_D, "VCDR art. 14 (1) a", "Q3917681", "diplomatic=embassy"),
    Kind.HIGH_COMMISSION: KindFacts(
        _D, "VCDR art. 14 (1) a; Commonwealth usage", "Q18414273", "embassy=high_commission"
    ),
    Kind.APOSTOLIC_NUNCIATURE: KindFacts(_D, "VCDR art. 14 (1) a", "Q620045", "embassy=nunciature"),
    Kind.LEGATION: KindFacts(_D, "VCDR art. 14 (1) b", None, None),
    Kind.INTERESTS_SECTION: KindFacts(_D, "VCDR art. 45 and 46", "Q94158456", "embassy=interests_section"),
    Kind.LIAISON_OFFICE: KindFacts(_D, "VCDR art. 2, by mutual consent", "Q64779402", "diplomatic=liaison"),
    Kind.REPRESENTATIVE_OFFICE: KindFacts(_U, "usage", "Q7314257", "liaison=representative_office"),
    Kind.DE_FACTO_EMBASSY: KindFacts(_U, "usage, where recognition is missing", "Q5244910", None),
    Kind.DE_FACTO_CONSULATE: KindFacts(_U, "usage, where recognition is missing", "Q61881945", None),
    Kind.TRADE_OFFICE: KindFacts(_U, "usage", "Q4461020", None),
    Kind.PERMANENT_MISSION: KindFacts(
        _M, "VCRS (1975) art. 1 (7)", "Q2360219", "diplomatic=permanent_mission"
    ),
    Kind.OBSERVER_MISSION: KindFacts(_M, "VCRS (1975) art. 1 (8)", None, None),
    Kind.DELEGATION: KindFacts(_M, "VCRS (1975) art. 1 (9)", None, "embassy=delegation"),
    Kind.CONSULATE_GENERAL: KindFacts(_C, "VCCR art. 9 (1) a", "Q372690", "consulate=consulate_general"),
    Kind.CONSULATE: KindFacts(_C, "VCCR art. 9 (1) b", "Q7843791", "diplomatic=consulate"),
    Kind.VICE_CONSULATE: KindFacts(_C, "VCCR art. 9 (1) c", None, None),
    Kind.CONSULAR_AGENCY: KindFacts(_C, "VCCR art. 9 (1) d and 69", "Q1783003", "consulate=consular_agency"),
    Kind.HONORARY_CONSULATE_GENERAL: KindFacts(_C, "VCCR art. 9 and 68", None, "consulate=honorary_consul"),
    Kind.HONORARY_CONSULATE: KindFacts(_C, "VCCR art. 58 and 68", "Q23891529", "consulate=honorary_consul"),
    Kind.BRANCH_OFFICE: KindFacts(_D, "VCDR art. 12", None, "embassy=branch_embassy"),
    Kind.ASSISTANT_HIGH_COMMISSION: KindFacts(_C, "Commonwealth usage; VCCR art. 4", "Q73088858", None),
    Kind.SUBNATIONAL_OFFICE: KindFacts(_U, "usage of federated units", None, "liaison=subnational"),
    Kind.RESIDENCE: KindFacts(_D, "VCDR art. 1 (i) and 30", None, "embassy=residence"),
}
_RANKS = {
    Kind.EMBASSY: 5,
    Kind.HIGH_COMMISSION: 5,
    Kind.APOSTOLIC_NUNCIATURE: 5,
    Kind.LEGATION: 4,
    Kind.LIAISON_OFFICE: 3,
    Kind.INTERESTS_SECTION: 2,
    Kind.BRANCH_OFFICE: 1,
    Kind.CONSULATE_GENERAL: 5,
    Kind.ASSISTANT_HIGH_COMMISSION: 4,
    Kind.CONSULATE: 4,
    Kind.VICE_CONSULATE: 3,
    Kind.CONSULAR_AGENCY: 2,
    Kind.HONORARY_CONSULATE_GENERAL: 1,
    Kind.HONORARY_CONSULATE: 0,
    Kind.PERMANENT_MISSION: 5,
    Kind.DELEGATION: 4,
    Kind.OBSERVER_MISSION: 3,
    Kind.DE_FACTO_EMBASSY: 5,
    Kind.REPRESENTATIVE_OFFICE: 4,
    Kind.DE_FACTO_CONSULATE: 3,
    Kind.TRADE_OFFICE: 2,
    Kind.SUBNATIONAL_OFFICE: 1,
}
# A post of a lower class that becomes one of a higher class is raised; missions to organisations have
# no place in that order.
_CLASS_RANKS = {KindClass.DIPLOMATIC: 3, KindClass.CONSULAR: 2, KindClass.UNOFFICIAL: 1}


def step_of(old: Kind, new: Kind) -> int | None:
    """How a post's rank moves from one kind to another: 1 up, -1 down, 0 not; None where they have no order.

    >>> step_of(Kind.LEGATION, Kind.EMBASSY), step_of(Kind.EMBASSY, Kind.HIGH_COMMISSION)
    (1, 0)
    >>> step_of(Kind.EMBASSY, Kind.DELEGATION)
    """
    if old.kind_class is new.kind_class:
        before, after = old.rank, new.rank
    else:
        before, after = _CLASS_RANKS.get(old.kind_class, 0), _CLASS_RANKS.get(new.kind_class, 0)
        if not before or not after:
            return None
    return (after > before) - (after < before)


RESIDENT_EMBASSIES = frozenset({Kind.EMBASSY, Kind.HIGH_COMMISSION, Kind.APOSTOLIC_NUNCIATURE, Kind.LEGATION})
