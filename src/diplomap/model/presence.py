"""Whether a mission was there on a day, as far as one edition can say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from diplomap.model.missions import Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End, Period


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
    return _in_force(spell.period, spell.status, day, as_of)


def mission_presence(
    mission: Mission, day: date, as_of: date | None, counts: Callable[[Spell], bool]
) -> Truth:
    """Whether the mission was there on a day in a spell that `counts`.

    Spells that touch (one ends with the very date on which the next begins) are taken together: an
    upgrade "in 2019" leaves no doubt that there was a post all through 2019.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.values.dates import PartialDate
    >>> upgraded = PartialDate.parse("2019")
    >>> m = Mission("m", ("A",), "B", (
    ...     Spell(Kind.LEGATION, period=Period(PartialDate.parse("1990"), upgraded)),
    ...     Spell(Kind.EMBASSY, period=Period(upgraded))))
    >>> mission_presence(m, date(2019, 7, 1), None, lambda spell: True)
    TRUE
    """
    spells = mission.spells
    if len(spells) == 1:
        spell = spells[0]
        return _in_force(spell.period, spell.status, day, as_of) if counts(spell) else FALSE
    result = FALSE
    for period, status in _stretches([spell for spell in spells if counts(spell)]):
        result = result | _in_force(period, status, day, as_of)
    return result


def _stretches(spells: list[Spell]) -> list[tuple[Period, Status]]:
    joined: list[tuple[Period, Status]] = []
    for spell in sorted(spells, key=_beginning):
        if joined:
            before = joined[-1][0]
            if not isinstance(before.end, End) and before.end == spell.period.start:
                joined[-1] = (Period(before.start, spell.period.end), spell.status)
                continue
        joined.append((spell.period, spell.status))
    return joined


def _beginning(spell: Spell) -> int:
    return -1 if spell.period.start is None else spell.period.start.lo


def _in_force(period: Period, status: Status, day: date, as_of: date | None) -> Truth:
    return _begun(period, day, as_of) & ~_over(period, status, day, as_of)


def _begun(period: Period, day: date, as_of: date | None) -> Truth:
    if period.start is not None:
        return period.started(day)
    return TRUE if as_of is not None and day >= as_of else UNKNOWN


def _over(period: Period, status: Status, day: date, as_of: date | None) -> Truth:
    if not isinstance(period.end, End):
        return period.ended(day)
    if period.end is End.OPEN:
        return FALSE if as_of is None or day <= as_of else UNKNOWN
    return TRUE if status is Status.CLOSED and as_of is not None and day >= as_of else UNKNOWN
