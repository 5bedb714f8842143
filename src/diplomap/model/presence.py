"""Whether a mission was there on a day, as far as one edition can say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from diplomap.model.missions import Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End


def spell_presence(spell: Spell, day: date, as_of: date | None = None) -> Truth:
    """Whether the spell was in force on a day, by an edition that speaks for `as_of`.

    What is listed without a beginning was there at `as_of`, and nobody says since when; what is
    listed without an end was there up to `as_of`, and nobody says what came later. Where the
    edition names no `as_of`, an open end holds for good.

    >>> from diplomap.model.kinds import Kind
    >>> spell = Spell(Kind.EMBASSY)
    >>> [spell_presence(spell, date(year, 1, 1), date(2022, 1, 1)) for year in (2021, 2022, 2023)]
    [UNKNOWN, TRUE, UNKNOWN]
    """
    period = spell.period
    return begun(period.start, day, as_of) & ~over(period.end, spell.status, day, as_of)


def mission_presence(
    mission: Mission, day: date, as_of: date | None, counts: Callable[[Spell], bool]
) -> Truth:
    """Whether the mission was there on a day in a spell that `counts`.

    Spells that touch (one ends with the very date on which the next begins) are taken together: an
    upgrade "in 2019" leaves no doubt that there was a post all through 2019.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.values.periods import Period
    >>> upgraded = PartialDate.parse("2019")
    >>> m = Mission("m", ("A",), "B", (
    ...     Spell(Kind.LEGATION, period=Period(PartialDate.parse("1990"), upgraded)),
    ...     Spell(Kind.EMBASSY, period=Period(upgraded))))
    >>> mission_presence(m, date(2019, 7, 1), None, lambda spell: True)
    TRUE
    """
    spells = mission.spells
    if len(spells) == 1:
        return spell_presence(spells[0], day, as_of) if counts(spells[0]) else FALSE
    counted = [spell for spell in spells if counts(spell)]
    result = FALSE
    for first, last in chains([s.period.start for s in counted], [s.period.end for s in counted]):
        since, until, status = counted[first].period.start, counted[last].period.end, counted[last].status
        result = result | (begun(since, day, as_of) & ~over(until, status, day, as_of))
    return result


def chains(starts: Sequence[object], ends: Sequence[object]) -> list[tuple[int, int]]:
    """The stretches of spells that touch: (first, last) of each chain, a spell on its own among them.

    Spells touch where an end equals a start that is not None. All chains are given, not only the
    longest: then more spells never make a mission less surely there.

    >>> y = PartialDate.parse
    >>> chains([y("1990"), y("2019")], [y("2019"), End.OPEN])
    [(0, 0), (0, 1), (1, 1)]
    """
    begins: dict[object, list[int]] = {}
    for place, start in enumerate(starts):
        if start is not None:
            begins.setdefault(start, []).append(place)
    follows = [begins.get(end, ()) for end in ends]
    found: list[tuple[int, int]] = []
    for first in range(len(starts)):
        reached = {first: None}
        waiting = [first]
        for last in waiting:
            for after in follows[last]:
                if after not in reached:
                    reached[after] = None
                    waiting.append(after)
        found.extend((first, last) for last in reached)
    return found


def begun(start: PartialDate | None, day: date, as_of: date | None) -> Truth:
    """Whether what has this start had begun by a day, the day included."""
    return _passed(onset(start, as_of), day.toordinal())


def over(end: PartialDate | End, status: Status, day: date, as_of: date | None) -> Truth:
    """Whether what has this end, in this status, was over on a day."""
    return _passed(lapse(end, status, as_of), day.toordinal())


def onset(start: PartialDate | None, as_of: date | None) -> tuple[int, int]:
    """The first day on which it may have begun, and the first on which it surely had, as ordinals.

    >>> [str(date.fromordinal(day)) for day in onset(PartialDate.parse("2019"), None)]
    ['2019-01-01', '2019-12-31']
    """
    if start is not None:
        return start.lo, start.hi
    return OPEN_LO, OPEN_HI if as_of is None else as_of.toordinal()


def lapse(end: PartialDate | End, status: Status, as_of: date | None) -> tuple[int, int]:
    """The first day on which it may have been over, and the first on which it surely was, as ordinals.

    A post told as closed with no date of closing was over by `as_of`, and nobody says since when.

    >>> lapse(End.OPEN, Status.OPERATING, None) == (OPEN_HI, OPEN_HI)
    True
    >>> lapse(End.OPEN, Status.CLOSED, date(2024, 1, 1)) == (OPEN_LO, date(2024, 1, 1).toordinal())
    True
    """
    if not isinstance(end, End):
        return end.lo, end.hi
    if status is Status.CLOSED:
        return OPEN_LO, OPEN_HI if as_of is None else as_of.toordinal()
    if end is End.OPEN:
        return OPEN_HI if as_of is None else as_of.toordinal() + 1, OPEN_HI
    return OPEN_LO, OPEN_HI


def _passed(bounds: tuple[int, int], ordinal: int) -> Truth:
    return FALSE if ordinal < bounds[0] else TRUE if ordinal >= bounds[1] else UNKNOWN
