"""Rules on dated accreditations: of a mission that is not there, where an embassy resides, or told twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from diplomap.checking.registry import DatasetRule, TableRule, table_rule
from diplomap.checking.spell_table import SpellTable
from diplomap.checking.sure_stretches import Held, Stretch, stretch
from diplomap.checking.wording import named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.kinds import RESIDENT_EMBASSIES
from diplomap.model.missions import Accreditation, Mission
from diplomap.model.rules import Example, Rule
from diplomap.model.statuses import Status
from diplomap.model.stores import ObjectStore
from diplomap.values.dates import OPEN_HI, PartialDate
from diplomap.values.origins import Origin
from diplomap.values.periods import End

_MISSIONS = "id,sending,receiving,kind,status,city,opened,closed\n"
_HEADER = "mission,to,since,until\n"
_LEAVING = 92
Told = list[tuple[int, Mission, Accreditation]]


def _both(accreditations: str, missions: str) -> tuple[tuple[str, str], ...]:
    return (("accreditations.csv", _HEADER + accreditations), ("missions.csv", _MISSIONS + missions))


_ROME = "rom,PRK,ITA,embassy,,Rome,2000-07,\n"
AFTER_CLOSING = Rule(
    "DM531",
    "accreditation-of-a-closed-mission",
    Severity.WARNING,
    "diplomacy",
    "A concurrent accreditation is told as still in force, or as ending or beginning later, although the "
    "mission that carries it has closed. Of an accreditation in the cell of a mission, which has no dates, "
    "nothing is said.",
    "An accreditation ends with the post that carries it; another that took it over needs a row of its own.",
    "Give the accreditation its `until`, and a row under the mission that took it over.",
    "VCDR art. 5 and 43",
    Example(
        _both("mad,AND,2014-06,\n", "mad,PRK,ESP,embassy,,Madrid,2014-01,2023-11\n"),
        _both("mad,AND,2014-06,2023-11\n", "mad,PRK,ESP,embassy,,Madrid,2014-01,2023-11\n"),
    ),
)
BEFORE_OPENING = Rule(
    "DM532",
    "accreditation-before-opening",
    Severity.WARNING,
    "diplomacy",
    "A concurrent accreditation begins before the mission that carries it opened.",
    "There is no mission to accredit yet; an earlier post carried the accreditation, or a date is wrong.",
    "Correct `since` or `opened`, or give the earlier accreditation to the post that carried it.",
    "VCDR art. 5",
    Example(
        _both("rom,MLT,1971-12,\n", _ROME),
        _both("rom,MLT,2001-12,\n", _ROME),
    ),
)
WHERE_ONE_RESIDES = Rule(
    "DM533",
    "accreditation-beside-an-embassy",
    Severity.NOTE,
    "diplomacy",
    "A mission is accredited to a party in which an embassy of the same sender resides, for more than three "
    "months of the same time. A count of parties reached takes the two once.",
    "A state accredits one head of mission to another; the accreditation mostly ended when the embassy "
    "opened, or begins when it closed.",
    "Give the accreditation its `until`, or correct its `since`.",
    "VCDR art. 5 and 6",
    Example(
        _both("rom,ESP,2013,\n", _ROME + "mad,PRK,ESP,embassy,,Madrid,2014-01,2023-11\n"),
        _both("rom,ESP,2023-11,\n", _ROME + "mad,PRK,ESP,embassy,,Madrid,2014-01,2023-11\n"),
    ),
)
BY_TWO_MISSIONS = Rule(
    "DM534",
    "accredited-from-two-missions",
    Severity.NOTE,
    "diplomacy",
    "Two missions of one sender are accredited to the same party besides, for more than three months of the "
    "same time.",
    "A state accredits one head of mission to another; mostly the accreditation moved from one post to the "
    "other, and the first lacks its end.",
    "Give the earlier accreditation its `until`.",
    "VCDR art. 5",
    Example(
        _both("rom,MLT,2001,\npar,MLT,2010,\n", _ROME + "par,PRK,FRA,embassy,,Paris,1984,\n"),
        _both("rom,MLT,2001,2010\npar,MLT,2010,\n", _ROME + "par,PRK,FRA,embassy,,Paris,1984,\n"),
    ),
)
TOLD_TWICE = Rule(
    "DM535",
    "accreditation-told-twice",
    Severity.WARNING,
    "tables",
    "The accreditation of one mission to one party stands in two rows that share some time.",
    "One of them says nothing, or its dates are wrong; often the party of one was meant to be another.",
    "Take one row out, join the two, or correct their dates.",
    "",
    Example(
        _both("rom,MLT,2001,\nrom,MLT,2005,\n", _ROME),
        _both("rom,MLT,2001,2004\nrom,MLT,2005,\n", _ROME),
    ),
)


def _told(dataset: Dataset) -> Told:
    """The accreditations that say more than a party, or stand in a row of their own; by mission."""
    # Missions kept as columns have none: a row of accreditations.csv makes objects of them.
    if not isinstance(dataset.missions.store, ObjectStore):
        return []
    every = ((m, one) for m in dataset.missions for one in m.accreditations)
    own = ((m, one) for m, one in every if one.row is not None or not one.bare)
    return [(number, m, one) for number, (m, one) in enumerate(own, 1)]


def _origin(number: int, one: Accreditation, column: str | None = None) -> Origin:
    return Origin("<accreditations>", number, column) if one.row is None else one.row.origin(column)


def _where(one: Mission) -> str:
    return f"{one.id} ({one.latest.seat})" if one.latest.seat else one.id


@table_rule(AFTER_CLOSING)
def accreditation_of_a_closed_mission(table: SpellTable) -> Iterator[Finding]:
    """An accreditation that outlives its mission."""
    for number, mission, one in table.once(_of_table):
        closed = _closed(mission)
        if closed is None:
            continue
        start, end = one.period.start, one.period.end
        late = isinstance(end, PartialDate) and end.lo > closed.hi + _LEAVING
        if late or end is End.OPEN or (start is not None and start.lo > closed.hi):
            column = "until" if isinstance(end, PartialDate) or end is End.OPEN else "since"
            message = f"{_where(mission)} closed {closed}, and its accreditation to {named(one.to)} goes on"
            yield AFTER_CLOSING.at(_origin(number, one, column), message)


def _closed(mission: Mission) -> PartialDate | None:
    """When a mission surely closed for good; None where a spell of it has no end."""
    ends = [spell.period.end for spell in mission.spells]
    dated = [end for end in ends if isinstance(end, PartialDate)]
    return max(dated, key=lambda end: end.hi) if len(dated) == len(ends) else None


@table_rule(BEFORE_OPENING)
def accreditation_before_opening(table: SpellTable) -> Iterator[Finding]:
    """An accreditation older than its mission."""
    for number, mission, one in table.once(_of_table):
        starts = [spell.period.start for spell in mission.spells]
        opened = min((OPEN_HI if start is None else start.lo for start in starts), default=OPEN_HI)
        start = one.period.start
        if start is None or None in starts or start.hi >= opened:
            continue
        first = min((s for s in starts if s is not None), key=lambda told: told.lo)
        message = (
            f"{_where(mission)} opened {first}, and is told as accredited to {named(one.to)} since {start}"
        )
        yield BEFORE_OPENING.at(_origin(number, one, "since"), message)


@table_rule(WHERE_ONE_RESIDES)
def accreditation_beside_an_embassy(table: SpellTable) -> Iterator[Finding]:
    """An accreditation where an embassy of the same sender resides."""
    told, as_of = table.once(_of_table), table.dataset.as_of
    if not told:
        return
    wanted = {(sender, one.to) for _, mission, one in told for sender in mission.sending}
    resident: dict[tuple[str, str], list[tuple[int, Stretch]]] = {}
    for place, mission in enumerate(table.dataset.missions):
        for pair in ((sender, mission.receiving) for sender in mission.sending):
            if pair in wanted:
                resident.setdefault(pair, []).extend((place, span) for span in _residing(mission, as_of))
    held = {pair: Held(spans) for pair, spans in resident.items()}
    for number, mission, one in told:
        span = stretch(one.period, as_of)
        for sender in mission.sending if span else ():
            near = held[sender, one.to].beside(span, _LEAVING) if span and (sender, one.to) in held else None
            if near is not None:
                there = table.dataset.missions[near]
                message = (
                    f"{_where(there)} resides in {named(one.to)}, to which {_where(mission)} is accredited"
                )
                yield WHERE_ONE_RESIDES.at(_origin(number, one, "to"), message)
                break


def _residing(mission: Mission, as_of: date | None) -> Iterator[Stretch]:
    for spell in mission.spells:
        span = stretch(spell.period, as_of)
        closed = spell.status is Status.CLOSED and isinstance(spell.period.end, PartialDate)
        if span and spell.kind in RESIDENT_EMBASSIES and (spell.status.operates or closed):
            yield span


@table_rule(BY_TWO_MISSIONS)
def accredited_from_two_missions(table: SpellTable) -> Iterator[Finding]:
    """One party covered from two missions of one sender at one time."""
    as_of = table.dataset.as_of
    groups: dict[tuple[str, str], dict[str, list[tuple[int, Stretch]]]] = {}
    told = table.once(_of_table)
    for place, (_, mission, one) in enumerate(told):
        span = stretch(one.period, as_of)
        for sender in mission.sending if span else ():
            by_mission = groups.setdefault((sender, one.to), {})
            by_mission.setdefault(mission.id, []).extend([(place, span)] if span else [])
    for (sender, to), by_mission in groups.items():
        earlier: list[tuple[int, Stretch]] = []
        for spans in by_mission.values():
            others = Held(earlier) if earlier else None
            for place, span in spans if others else ():
                other = others.beside(span, _LEAVING) if others else None
                if other is not None:
                    number, mission, one = told[place]
                    first = told[other]
                    message = f"{named(sender)} is accredited to {named(to)} from {_where(first[1])} too"
                    related = (_origin(first[0], first[2]),)
                    yield BY_TWO_MISSIONS.at(_origin(number, one, "mission"), message, related=related)
            # One mission beside the first is enough to tell; a crowd is told one by one.
            earlier = earlier or spans


@table_rule(TOLD_TWICE)
def accreditation_told_twice(table: SpellTable) -> Iterator[Finding]:
    """One accreditation in two rows."""
    seen: dict[tuple[int, str], list[tuple[int, Accreditation]]] = {}
    for number, mission, one in table.once(_of_table):
        seen.setdefault((id(mission), one.to), []).append((number, one))
    for told in seen.values():
        for first, again in _repeated(told, table.dataset.as_of) if len(told) > 1 else ():
            origin = _origin(*told[first])
            number, one = told[again]
            message = f"the accreditation to {named(one.to)} is told in line {origin.line} already"
            yield TOLD_TWICE.at(_origin(number, one), message, related=(origin,))


def _repeated(told: list[tuple[int, Accreditation]], as_of: date | None) -> Iterator[tuple[int, int]]:
    """The places of rows of one accreditation that share some time with an earlier one."""
    periods: dict[object, int] = {}
    spans: list[tuple[int, int, int]] = []
    for place, (_, one) in enumerate(told):
        first = periods.setdefault(one.period, place)
        span = stretch(one.period, as_of)
        if first != place:
            yield first, place
        elif span and not span.undated:
            spans.append((span.first, place, span.last))
    longest = (0, 0)
    for begin, place, last in sorted(spans):
        if begin < longest[0]:
            yield min(longest[1], place), max(longest[1], place)
        longest = max(longest, (last, place))


def _of_table(table: SpellTable) -> Told:
    return _told(table.dataset)


CHECKS: tuple[DatasetRule | TableRule, ...] = (
    accreditation_of_a_closed_mission,
    accreditation_before_opening,
    accreditation_beside_an_embassy,
    accredited_from_two_missions,
    accreditation_told_twice,
)
