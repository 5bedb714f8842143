"""Why a mission counts on a day, may count, or does not, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from diplomap.counting.profiles import Profile, in_spell
from diplomap.counting.standings import still_open
from diplomap.model.missions import Mission, Spell
from diplomap.model.presence import begun, over
from diplomap.model.statuses import Status
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate, Precision
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End

_STATE = {
    Status.OPERATING: "open",
    Status.CLOSING: "closing but still open",
    Status.UNKNOWN: "listed with unknown status",
}
_POINTS = (Precision.DAY, Precision.MONTH, Precision.YEAR)


@attrs.frozen(slots=True)
class Explanation:
    """The spell a mission is in on a day, all spells it may be in, and why it stands as it does."""

    spell: Spell
    spells: tuple[Spell, ...]
    why: str


def explain(
    mission: Mission,
    judged: Profile,
    counts: Truth,
    day: date | None,
    as_of: date | None = None,
    *,
    host: str | None = None,
) -> Explanation:
    """Why a mission counts (`counts` TRUE), may count or does not count on a day, or among what is open.

    `host` is the party on whose soil only a post is asked for.

    >>> from diplomap.counting.profiles import profile
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.values.periods import Period
    >>> lima = Spell(Kind.EMBASSY, Status.SUSPENDED, period=Period(PartialDate.parse("2017-12")))
    >>> mission = Mission("prk-per", ("PRK",), "PER", (lima,))
    >>> explain(mission, profile("all"), TRUE, date(2023, 10, 1)).why
    'suspended since 2017-12, no end told'
    >>> explain(mission, profile("lowy"), FALSE, date(2023, 10, 1)).why
    'its status is suspended; lowy counts operating, closing'
    """
    there = [spell for spell in mission.spells if _presence(spell, day, as_of) is not FALSE]
    if counts is FALSE:
        if not there:
            return Explanation(_nearest(mission.spells, day, as_of), (), _absent(mission.spells, day, as_of))
        spell = _surest(there, day, as_of)
        return Explanation(spell, tuple(there), why_not(mission, spell, judged, host) or "")
    counted = [spell for spell in there if why_not(mission, spell, judged, host) is None]
    spell = _surest(counted, day, as_of)
    if counts is TRUE:
        why = ", then ".join(_story(one) for one in sorted(counted, key=_order))
        return Explanation(spell, tuple(counted), why)
    doubts = dict.fromkeys(doubt for one in counted for doubt in _doubts(one, judged, day, as_of))
    return Explanation(spell, tuple(counted), f"may count: {'; '.join(doubts)}")


def why_not(mission: Mission, spell: Spell, judged: Profile, host: str | None = None) -> str | None:
    """Why the mission does not count in that spell, None where it does or may."""
    stands = mission.host_of(spell)
    if host is not None and stands != host:
        return f"it stands in {stands}, not in {host}"
    return judged.why_not(spell.kind, spell.status, mission.sending, mission.receiving, stands)


def _presence(spell: Spell, day: date | None, as_of: date | None) -> Truth:
    start, end = spell.period.start, spell.period.end
    if day is None:
        return still_open(end, spell.status)
    return begun(start, day, as_of) & ~over(end, spell.status, day, as_of)


def _surest(spells: Sequence[Spell], day: date | None, as_of: date | None) -> Spell:
    return max(spells, key=lambda spell: _presence(spell, day, as_of).value)


def _order(spell: Spell) -> int:
    return OPEN_LO if spell.period.start is None else spell.period.start.lo


def _story(spell: Spell) -> str:
    state = _STATE.get(in_spell(spell.status), spell.status.value)
    start, end = spell.period.start, spell.period.end
    since = "nobody says since when" if start is None else f"since {_when(start)}"
    if spell.status is Status.CLOSED and isinstance(end, End):
        until = "closed nobody says when"
    elif isinstance(end, End):
        until = "no end told" if end is End.OPEN else "nobody says whether it ended"
    else:
        until = f"until {_when(end)}"
    return f"{state}{',' if start is None else ''} {since}, {until}"


def _doubts(spell: Spell, judged: Profile, day: date | None, as_of: date | None) -> list[str]:
    found = []
    start, end, status = spell.period.start, spell.period.end, spell.status
    if day is not None and begun(start, day, as_of) is UNKNOWN:
        found.append("nobody says since when it is there" if start is None else f"opened {_when(start)}")
    ended = ~still_open(end, status) if day is None else over(end, status, day, as_of)
    if ended is UNKNOWN:
        if not isinstance(end, End):
            found.append(f"ended {_when(end)}")
        elif status is Status.CLOSED:
            found.append("closed, nobody says when")
        elif end is End.OPEN:
            found.append(f"listed as open on {as_of}, and nobody says what came later")
        else:
            found.append("nobody says whether it has ended")
    if judged.weigh(status) is UNKNOWN:
        found.append(f"its status is {status}")
    return found


def _nearest(spells: Sequence[Spell], day: date | None, as_of: date | None) -> Spell:
    past = [spell for spell in spells if _is_over(spell, day, as_of)]
    return max(past, key=_order) if past else min(spells, key=_order)


def _absent(spells: Sequence[Spell], day: date | None, as_of: date | None) -> str:
    past = [spell for spell in spells if _is_over(spell, day, as_of)]
    ahead = [spell for spell in spells if not _is_over(spell, day, as_of)]
    told = []
    if past:
        last = max(past, key=_order)
        end = last.period.end
        told.append("closed, nobody says when" if isinstance(end, End) else f"ended {_when(end)}")
    if ahead:
        start = min(ahead, key=_order).period.start
        word = "opened again" if past else "not yet there: opened"
        told.append(word if start is None else f"{word} {_when(start)}")
    return ", ".join(told)


def _is_over(spell: Spell, day: date | None, as_of: date | None) -> bool:
    if day is None:
        return still_open(spell.period.end, spell.status) is FALSE
    return over(spell.period.end, spell.status, day, as_of) is TRUE


def _when(when: PartialDate) -> str:
    bare = when.text.rstrip("?~%")
    if when.lo == OPEN_LO or when.hi == OPEN_HI:
        words = f"{bare.strip('.')} or {'earlier' if when.lo == OPEN_LO else 'later'}"
    else:
        words = bare if when.precision in _POINTS else f"some time in {bare}"
    about, doubt = "about " if when.approximate else "", " (uncertain)" if when.uncertain else ""
    return f"{about}{words}{doubt}"
