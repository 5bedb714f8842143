"""Sanctions: regimes with senders, target, measures, stages, legal instruments and periods."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

import attrs

from diplomap.model.missions import UNDATED
from diplomap.model.records import Record, Records, index
from diplomap.values.dates import DateSyntaxError, PartialDate
from diplomap.values.logic import FALSE
from diplomap.values.periods import Period


class Sort(StrEnum):
    """The six types of the Global Sanctions Data Base. Source: Felbermayr et al. (2020), European Economic
    Review 129, 103561: trade, financial, travel, arms, military assistance and other sanctions.
    """

    TRADE = "trade"
    FINANCIAL = "financial"
    TRAVEL = "travel"
    ARMS = "arms"
    MILITARY = "military"
    OTHER = "other"

    def __str__(self) -> str:
        return self.value


class Measure(StrEnum):
    """What a sanction does. Sources: GSDB's six types (see `sort`), told apart as the UN Security Council's
    committees tell its measures apart, and as the TIES codebook tells trade by direction, aid and blockades.

    `export_ban` forbids selling to the target, `import_ban` buying from it, both whatever the goods;
    `sectoral` forbids trade in goods of some sectors only, in either direction. `asset_freeze` and
    `travel_ban` strike those whom somebody lists, `financial` the banks and the flow of money,
    `diplomatic` missions, their staff, accounts and ranks.

    >>> Measure.IMPORT_BAN.sort, Measure("travel_ban").sort
    (<Sort.TRADE: 'trade'>, <Sort.TRAVEL: 'travel'>)
    """

    ARMS_EMBARGO = "arms_embargo"
    MILITARY_ASSISTANCE = "military_assistance"
    DUAL_USE = "dual_use"
    PROLIFERATION = "proliferation"
    EXPORT_BAN = "export_ban"
    IMPORT_BAN = "import_ban"
    LUXURY_GOODS = "luxury_goods"
    SECTORAL = "sectoral"
    FUEL = "fuel"
    FINANCIAL = "financial"
    ASSET_FREEZE = "asset_freeze"
    INVESTMENT = "investment"
    AID_CUT = "aid_cut"
    TRAVEL_BAN = "travel_ban"
    SHIPPING = "shipping"
    AVIATION = "aviation"
    INSPECTION = "inspection"
    LABOUR = "labour"
    COOPERATION = "cooperation"
    DIPLOMATIC = "diplomatic"
    BLOCKADE = "blockade"
    OTHER = "other"

    @property
    def sort(self) -> Sort:
        """Its type in the Global Sanctions Data Base; what GSDB has no type for is other."""
        return _SORTS.get(self, Sort.OTHER)

    def __str__(self) -> str:
        return self.value


_TRADE = (Measure.DUAL_USE, Measure.PROLIFERATION, Measure.EXPORT_BAN, Measure.IMPORT_BAN)
_GOODS = (Measure.LUXURY_GOODS, Measure.SECTORAL, Measure.FUEL, Measure.BLOCKADE)
_MONEY = (Measure.FINANCIAL, Measure.ASSET_FREEZE, Measure.INVESTMENT, Measure.AID_CUT)
_SORTS = {
    **dict.fromkeys((*_TRADE, *_GOODS), Sort.TRADE),
    **dict.fromkeys(_MONEY, Sort.FINANCIAL),
    Measure.TRAVEL_BAN: Sort.TRAVEL,
    Measure.ARMS_EMBARGO: Sort.ARMS,
    Measure.MILITARY_ASSISTANCE: Sort.MILITARY,
}


class Objective(StrEnum):
    """What the senders say they want. Sources: the nine objectives of GSDB (policy change to other), and
    from the issues of the TIES codebook those that GSDB has no word for.
    """

    POLICY_CHANGE = "policy_change"
    DESTABILISE_REGIME = "destabilise_regime"
    TERRITORIAL_CONFLICT = "territorial_conflict"
    PREVENT_WAR = "prevent_war"
    END_WAR = "end_war"
    TERRORISM = "terrorism"
    HUMAN_RIGHTS = "human_rights"
    DEMOCRACY = "democracy"
    NONPROLIFERATION = "nonproliferation"
    RELEASE = "release"
    DRUGS = "drugs"
    TRADE_PRACTICES = "trade_practices"
    OTHER = "other"

    def __str__(self) -> str:
        return self.value


class Stage(StrEnum):
    """What a step of a regime does to it. Source: TIES codebook (threat, imposition, termination), and usage.

    >>> [stage.value for stage in Stage if stage.in_force]
    ['imposed', 'strengthened', 'eased']
    """

    THREATENED = "threatened"
    IMPOSED = "imposed"
    STRENGTHENED = "strengthened"
    EASED = "eased"
    SUSPENDED = "suspended"
    LIFTED = "lifted"

    @property
    def in_force(self) -> bool:
        """Whether measures of such a step bind while its period lasts."""
        return self in (Stage.IMPOSED, Stage.STRENGTHENED, Stage.EASED)

    @property
    def binds(self) -> bool:
        """Whether the measures that such a step names are put on the target by it."""
        return self in (Stage.IMPOSED, Stage.STRENGTHENED)

    @property
    def relieves(self) -> bool:
        """Whether the measures that such a step names are taken off the target by it."""
        return self in (Stage.EASED, Stage.SUSPENDED, Stage.LIFTED)

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Instrument:
    """The legal act behind a step, and its date where it is told.

    >>> Instrument.parse("S/RES/1718 (2006-10-14)").date
    PartialDate('2006-10-14')
    >>> str(Instrument("Executive Order 13466"))
    'Executive Order 13466'
    """

    name: str
    date: PartialDate | None = None

    @classmethod
    def parse(cls, text: str) -> Instrument:
        """An instrument of its text; what stands in brackets at the end is its date where it is one."""
        name, bracket, told = text.strip().removesuffix(")").rpartition(" (")
        if bracket and text.rstrip().endswith(")"):
            try:
                return cls(name, PartialDate.parse(told))
            except DateSyntaxError:
                pass
        return cls(text.strip())

    def __str__(self) -> str:
        return self.name if self.date is None else f"{self.name} ({self.date})"


@attrs.frozen(slots=True)
class Sanction(Record):
    """One step of a sanctions regime: who puts which measures on whom, by what act, and for how long.

    The steps of a regime share its `id`. `measures` are those that the step adds (imposed, strengthened),
    takes off (eased, suspended, lifted) or threatens; a step of `lifted` or `suspended` without measures
    takes off all. `period` runs from the day on which the step takes effect to the first on which it no
    longer does. `objective` is what the senders say they want: words of `Objective`, parted by ``|``, or
    any others.

    >>> step = Sanction("dprk", ("UN",), "PRK", (Measure.ARMS_EMBARGO,), objective="nonproliferation|peace")
    >>> step.objectives, step.relieves(Measure.ARMS_EMBARGO)
    ((<Objective.NONPROLIFERATION: 'nonproliferation'>,), False)

    Raises ValueError for a sanction without an id, a sender, or one on its own sender.
    """

    id: str
    senders: tuple[str, ...]
    target: str
    measures: tuple[Measure, ...] = ()
    stage: Stage = Stage.IMPOSED
    instruments: tuple[Instrument, ...] = ()
    objective: str = ""
    period: Period = UNDATED

    def __attrs_post_init__(self) -> None:
        if not self.id or not self.senders:
            raise ValueError("a sanction needs an id and a sender")
        if self.target in self.senders:
            raise ValueError(f"{self.id}: a party cannot sanction itself ({self.target})")

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """The objectives among the words of `objective`; none for words of another list."""
        known = {one.value: one for one in Objective}
        words = (word.strip() for word in self.objective.split("|"))
        return tuple(known[word] for word in words if word in known)

    @property
    def relieves_all(self) -> bool:
        """Whether the step takes off whatever there is: lifted or suspended without naming measures."""
        return not self.measures and self.stage in (Stage.LIFTED, Stage.SUSPENDED)

    def relieves(self, measure: Measure) -> bool:
        """Whether the step takes off that measure."""
        return self.stage.relieves and (measure in self.measures or self.relieves_all)


class Sanctions(Records[Sanction]):
    """The sanctions of a dataset: steps, with look-ups by regime, target and sender."""

    table: ClassVar[str] = "sanctions"

    @cached_property
    def _by_id(self) -> dict[object, tuple[Sanction, ...]]:
        return index(self, lambda one: [one.id])

    @cached_property
    def _by_target(self) -> dict[object, tuple[Sanction, ...]]:
        return index(self, lambda one: [one.target])

    @cached_property
    def _by_sender(self) -> dict[object, tuple[Sanction, ...]]:
        return index(self, lambda one: one.senders)

    @property
    def regimes(self) -> tuple[str, ...]:
        """The ids of all regimes, in the order of first mention."""
        return tuple(str(regime) for regime in self._by_id)

    def regime(self, regime: str) -> tuple[Sanction, ...]:
        """The steps of a regime, in their order."""
        return self._by_id.get(regime, ())

    def by(self, sender: str) -> tuple[Sanction, ...]:
        """The steps taken by a party, alone or with others."""
        return self._by_sender.get(sender, ())

    def on(self, target: str, *, at: date | str | None = None) -> tuple[Sanction, ...]:
        """The steps against a party; of a day, those whose period holds then or may.

        Raises ValueError for a text that is no full date.
        """
        found = self._by_target.get(target, ())
        if at is None:
            return found
        day = date.fromisoformat(at) if isinstance(at, str) else at
        return tuple(one for one in found if one.period.contains(day) is not FALSE)
