"""Pairs of a sender and a receiver, for the profiles that count pairs instead of posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from diplomap.counting.grouping import ARROW, DYAD, Keys, Units, dyad
from diplomap.counting.profiles import Profile
from diplomap.counting.spell_columns import SpellColumns, gathered
from diplomap.counting.standings import still_open
from diplomap.model.missions import Accreditation
from diplomap.model.statuses import Status
from diplomap.model.tellings import holds
from diplomap.values.logic import Truth

Pair = tuple[str, object, str]


class Pairs:
    """The pairs that the units of a table make: (key, sending side, receiver).

    The senders of a joint mission are one side, unless senders are what is told apart.
    """

    def __init__(self, columns: SpellColumns, judged: Profile, keys: Keys, units: Units, by: str) -> None:
        self.columns, self.judged, self.keys, self.units, self.by = columns, judged, keys, units, by
        self.texts = list(
            zip(
                gathered(keys.texts, units.firsts),
                gathered(columns.texts("sending"), units.firsts),
                gathered(columns.texts("receiving"), units.firsts),
                strict=True,
            )
        )
        self._sides = {text: tuple(sorted(set(p))) for text, p in columns.meanings("sending").items()}
        self._receivers = columns.meanings("receiving")

    def of(self, texts: tuple[Any, Any, Any]) -> list[Pair]:
        """The pairs that the texts of a unit mean."""
        key, sending, receiving = texts
        return self._named(key, sending, self._receivers[receiving])

    def distinct(self, texts: Iterable[tuple[Any, Any, Any]]) -> set[Pair]:
        """The distinct pairs of many units."""
        return {pair for told in set(texts) for pair in self.of(told)}

    def concurrent(self) -> Iterator[tuple[int, Accreditation, list[Pair]]]:
        """Each concurrent accreditation: its unit, itself, and the pairs it makes."""
        if not self.judged.concurrent or not self.columns.accredited:
            return
        for unit, place in enumerate(self.units.places):
            for accreditation in self.columns.accredited.get(place, ()):
                if self.judged.receiving.admits(accreditation.to):
                    key, sending, _ = self.texts[unit]
                    yield unit, accreditation, self._named(key, sending, accreditation.to)

    def _named(self, key: Any, sending: Any, receiver: str) -> list[Pair]:
        if self.by == "sending":
            return [(sender, sender, receiver) for sender in self.keys.meanings[key]]
        if self.by == DYAD:
            # Of a concurrent accreditation the receiver is another than the mission's.
            senders = [one.partition(ARROW)[0] for one in self.keys.meanings[key]]
            return [(dyad(sender, receiver), sender, receiver) for sender in senders]
        side = self._sides[sending]
        if self.by == "receiving":
            return [(receiver, side, receiver)]
        return [(one, side, receiver) for one in self.keys.meanings[key]]


def accreditation_presence(accreditation: Accreditation, day: date | None, as_of: date | None) -> Truth:
    """Whether a concurrent accreditation is in force on a day; of no day, whether it is open.

    >>> accreditation_presence(Accreditation("FIN"), date(2024, 1, 1), date(2024, 1, 1))
    TRUE
    """
    period = accreditation.period
    if day is None:
        return still_open(period.end, Status.OPERATING)
    return holds(accreditation, day, as_of)
