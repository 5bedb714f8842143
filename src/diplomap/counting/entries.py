"""One line of a footprint: a mission, how it stands on the day, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from diplomap.counting.explaining import explain
from diplomap.counting.pairs import accreditation_presence
from diplomap.counting.profiles import ANYBODY, Among, Profile, in_spell
from diplomap.counting.standings import count_of, standing
from diplomap.model.missions import Mission, Spell
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, UNKNOWN


@attrs.frozen(slots=True)
class Asked:
    """What a footprint is of: a sender, a receiver, a host, or what two or all of them share; ids."""

    sending: str | None = None
    receiving: str | None = None
    host: str | None = None

    @property
    def party(self) -> str | None:
        """The party whose footprint it is; None where it is everybody's."""
        return self.sending or self.host or self.receiving

    def narrow(self, judged: Profile) -> Profile:
        """The profile, of what is asked for alone."""
        return attrs.evolve(
            judged,
            sending=_only(judged.sending, self.sending),
            receiving=_only(judged.receiving, self.receiving),
            host=_only(judged.host, self.host),
        )


@attrs.frozen(slots=True)
class Entry:
    """A mission in a footprint: the spell it is in on the day, how it counts, and why.

    `spells` are all spells it may be in that day; `receiving` is the mission's own, or the party of the
    concurrent accreditation by which it counts.
    """

    mission: Mission
    spell: Spell
    spells: tuple[Spell, ...]
    receiving: str
    standing: Count
    why: str

    @property
    def host(self) -> str:
        """The party on whose soil the post stands that day."""
        return self.mission.host_of(self.spell)

    @property
    def line(self) -> int | None:
        """The physical line of the spell in its table, from 1; None where it comes from no table."""
        return None if self.spell.row is None else self.spell.row.line

    def labels(self, by: str) -> tuple[str, ...]:
        """What it is counted under by sending, receiving, host, kind, class or status: several in doubt."""
        if by == "sending":
            return tuple(sorted(self.mission.sending))
        if by == "receiving":
            return (self.receiving,)
        spells = self.spells or (self.spell,)
        if by == "host":
            return tuple(dict.fromkeys(map(self.mission.host_of, spells)))
        if by == "status":
            return tuple(dict.fromkeys(in_spell(spell.status).value for spell in spells))
        if by == "class":
            return tuple(dict.fromkeys(spell.kind.kind_class.value for spell in spells))
        return tuple(dict.fromkeys(spell.kind.value for spell in spells))

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape in ``diplomap/footprint/1``."""
        return {
            "mission": self.mission.id,
            "line": self.line,
            "kind": self.spell.kind.value,
            "status": self.spell.status.value,
            "sending": list(self.mission.sending),
            "receiving": self.receiving,
            "host": self.host,
            "city": self.spell.seat,
            "low": self.standing.low,
            "high": self.standing.high,
            "why": self.why,
            "sources": list(self.spell.sources),
        }


def entries_of(
    mission: Mission, judged: Profile, asked: Asked, day: date | None, as_of: date | None
) -> Iterator[Entry]:
    """The entries of one mission: its own, and one for each concurrent accreditation where these count."""
    narrowed = asked.narrow(judged)
    # The host asked for is told in words of its own.
    worded = attrs.evolve(narrowed, host=judged.host)
    if asked.receiving is None or asked.receiving == mission.receiving:
        counts = standing(mission, narrowed, day, as_of)
        told = explain(mission, worded, counts, day, as_of, host=asked.host)
        yield Entry(mission, told.spell, told.spells, mission.receiving, count_of(counts), told.why)
    if not judged.concurrent:
        return
    there = standing(mission, attrs.evolve(narrowed, receiving=ANYBODY), day, as_of)
    told = explain(mission, attrs.evolve(worded, receiving=ANYBODY), there, day, as_of, host=asked.host)
    for accreditation in mission.accreditations:
        to = accreditation.to
        if asked.receiving not in (None, to):
            continue
        accredited = accreditation_presence(accreditation, day, as_of)
        if not judged.receiving.admits(to):
            accredited, word = FALSE, f"{judged.name} leaves out what is sent to {to}"
        elif accredited is FALSE:
            word = f"not accredited to {to} that day"
        elif accredited is UNKNOWN:
            word = f"perhaps accredited to {to} besides"
        else:
            word = f"accredited to {to} besides"
        why = f"{word}; {told.why}"
        yield Entry(mission, told.spell, told.spells, to, count_of(there & accredited), why)


def standing_of(unit: Sequence[Entry]) -> Count:
    """What entries that are counted once together add to the count.

    >>> standing_of([])
    Count(0)
    """
    standings = [entry.standing for entry in unit]
    return Count(max((s.low for s in standings), default=0), max((s.high for s in standings), default=0))


def _only(condition: Among, party: str | None) -> Among:
    return condition if party is None else condition.both(Among({party}))
